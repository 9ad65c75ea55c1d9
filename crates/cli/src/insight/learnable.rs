//! Columns of a file as fields that a model can learn from: numbers, days as numbers, or labels.

use std::collections::HashMap;

use insight::classify::{Field, NO_LEVEL};

use super::columns::{Columns, Labels};
use crate::failure::Failure;

/// Share of the cells with a letter or digit that must be numbers or days for a column to be one of them.
const MOSTLY: f64 = 0.98;

/// A column that can be learned from.
pub struct Learnable {
    /// Its name.
    pub name: String,
    values: Values,
    /// Cells that are no number in a column of numbers.
    pub unreadable: usize,
}

enum Values {
    Numbers(Vec<f64>),
    Days(Vec<f64>),
    /// The number of each row's label, and the numbers of all labels.
    Labels(Vec<u32>, HashMap<String, u32>),
}

/// The columns that can be learned from, and why others cannot.
pub struct Kept {
    /// What is learned from.
    pub fields: Vec<Learnable>,
    /// Columns left alone, with the reason.
    pub ignored: Vec<(String, &'static str)>,
}

impl Learnable {
    /// As the model takes it.
    pub fn field(&self) -> Field<'_> {
        match &self.values {
            Values::Numbers(numbers) | Values::Days(numbers) => Field::Numbers(numbers),
            Values::Labels(labels, _) => Field::Labels(labels),
        }
    }

    /// What it holds, in a word.
    pub fn kind_name(&self) -> &'static str {
        match self.values {
            Values::Numbers(_) => "number",
            Values::Days(_) => "date",
            Values::Labels(..) => "label",
        }
    }

    /// The column of the same name in another file, or other rows of the same one, with the same numbers for labels.
    ///
    /// # Errors
    /// [`Failure::NoColumn`].
    pub fn alike(&self, columns: &Columns, rows: &[usize]) -> Result<Self, Failure> {
        let column = columns.column(&self.name)?;
        let numbers = |(all, unreadable): (Vec<Option<f64>>, usize)| {
            let taken = rows.iter().map(|row| all[*row].unwrap_or(f64::NAN)).collect();
            (taken, unreadable)
        };
        let (values, unreadable) = match &self.values {
            Values::Numbers(_) => {
                let (taken, unreadable) = numbers(columns.tried_numbers(column));
                (Values::Numbers(taken), unreadable)
            }
            Values::Days(_) => {
                let (taken, unreadable) = numbers(columns.tried_days(column));
                (Values::Days(taken), unreadable)
            }
            Values::Labels(_, known) => {
                let labels = columns.labels(column);
                let taken = rows.iter().map(|row| level(&labels, *row, known)).collect();
                (Values::Labels(taken, HashMap::new()), 0)
            }
        };
        Ok(Self {
            name: self.name.clone(),
            values,
            unreadable,
        })
    }
}

/// The number a label had in training; one that training did not see is the one before [`NO_LEVEL`].
fn level(labels: &Labels, row: usize, known: &HashMap<String, u32>) -> u32 {
    match labels.names.get(labels.of[row] as usize) {
        Some(name) => known.get(name).copied().unwrap_or(NO_LEVEL - 1),
        None => NO_LEVEL,
    }
}

/// All columns but `dropped` that can be learned from, in `rows`.
pub fn learnable(columns: &Columns, dropped: &[usize], rows: &[usize]) -> Kept {
    let mut kept = Kept {
        fields: Vec::new(),
        ignored: Vec::new(),
    };
    for (column, name) in columns.names().into_iter().enumerate() {
        if dropped.contains(&column) {
            continue;
        }
        match values(columns, column, rows) {
            Ok((values, unreadable)) => kept.fields.push(Learnable { name, values, unreadable }),
            Err(reason) => kept.ignored.push((name, reason)),
        }
    }
    kept
}

fn values(columns: &Columns, column: usize, rows: &[usize]) -> Result<(Values, usize), &'static str> {
    let labels = columns.labels(column);
    let filled = rows.iter().filter(|row| labels.of[**row] != Labels::NONE).count();
    if filled == 0 {
        return Err("it is empty");
    }
    let chosen = |all: &[Option<f64>]| -> Vec<f64> { rows.iter().map(|row| all[*row].unwrap_or(f64::NAN)).collect() };
    for days in [false, true] {
        let (all, unreadable) = if days {
            columns.tried_days(column)
        } else {
            columns.tried_numbers(column)
        };
        let numbers = chosen(&all);
        let read = all.iter().flatten().count();
        if read > 0 && read as f64 >= MOSTLY * (read + unreadable) as f64 {
            let first = numbers.iter().find(|number| number.is_finite());
            let constant = numbers.iter().all(|number| Some(number) == first);
            return match constant {
                true => Err("it is the same in every row"),
                false if days => Ok((Values::Days(numbers), unreadable)),
                false => Ok((Values::Numbers(numbers), unreadable)),
            };
        }
    }
    let mut known: HashMap<String, u32> = HashMap::new();
    let mut counts: Vec<usize> = Vec::new();
    let taken: Vec<u32> = rows
        .iter()
        .map(|row| {
            let Some(name) = labels.names.get(labels.of[*row] as usize) else {
                return NO_LEVEL;
            };
            let next = counts.len() as u32;
            let level = *known.entry(name.clone()).or_insert(next);
            if level == next {
                counts.push(0);
            }
            counts[level as usize] += 1;
            level
        })
        .collect();
    if counts.len() == 1 && filled == rows.len() {
        return Err("it is the same in every row");
    }
    // Nearly every row has a label of its own: a name, an address or a number of something.
    if counts.len() > 1 && counts.len() * 10 > filled * 9 && counts.iter().all(|count| *count < 10) {
        return Err("nearly every row has a value of its own");
    }
    Ok((Values::Labels(taken, known), 0))
}
