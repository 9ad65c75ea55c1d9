//! The categories of an axis: which there are, in which order, what they are called and which filter leads to them.

use bridge::Cell;
use bridge::chart::{Category, Label};
use model::{Condition, FieldKind, Filter, Money, Operator, Value, order};
use rustc_hash::FxHashMap;

use super::axis::{Axis, EMPTY, Keys};
use crate::query::calendar::{self, DayRange};
use crate::query::cells::{choice, int, link, stage_rank};
use crate::query::rates::Rates;
use crate::reader::Reader;

/// Categories with the place of every key among them.
pub(super) struct Categories {
    pub(super) list: Vec<Category>,
    place: FxHashMap<i64, usize>,
    other: Option<usize>,
}

/// A category that somebody may want to see, and how large it is.
pub(super) struct Candidate {
    pub(super) key: i64,
    /// The measure as a number.
    pub(super) size: f64,
}

impl Categories {
    /// One category for everything.
    pub(super) fn whole() -> Self {
        Self {
            list: vec![Category {
                label: Label::All,
                filter: Filter::everything(),
            }],
            place: FxHashMap::default(),
            other: Some(0),
        }
    }

    /// The categories of an axis; of those without an order the largest, and one more for the rest.
    pub(super) fn new(axis: &Axis, keys: &Keys<'_>, reader: Reader<'_>, rates: &Rates, mut found: Vec<Candidate>, limit: usize) -> Self {
        let empty = found.iter().any(|candidate| candidate.key == EMPTY);
        found.retain(|candidate| candidate.key != EMPTY);
        order::sort_by(&mut found, |one, other| {
            other.size.total_cmp(&one.size).then(one.key.cmp(&other.key))
        });
        let mut shown = found.iter().map(|candidate| candidate.key).collect::<Vec<_>>();
        let mut left = Vec::new();
        if axis.is_continuous() {
            shown.sort_unstable();
            fill(&mut shown, keys);
        } else {
            // Yes and no have no rest: no filter asks for a value that is neither.
            if shown.len() > limit && axis.kind != FieldKind::Boolean {
                left = shown.split_off(limit);
            }
            arrange(axis, keys, reader, &mut shown);
        }
        let writer = Writer { axis, keys, reader, rates };
        let mut categories = Self {
            list: Vec::new(),
            place: FxHashMap::default(),
            other: None,
        };
        for key in &shown {
            categories.place.insert(*key, categories.list.len());
            categories.list.push(writer.category(*key));
        }
        if !left.is_empty() {
            categories.other = Some(categories.list.len());
            categories.list.push(writer.other(&shown, left.len()));
        }
        if empty {
            categories.place.insert(EMPTY, categories.list.len());
            categories.list.push(Category {
                label: Label::Value(Cell::Empty),
                filter: writer.condition(Operator::Empty, Vec::new()),
            });
        }
        categories
    }

    /// Places of a record's keys. It is among the rest when none of its values is shown.
    pub(super) fn places(&self, keys: &[i64], places: &mut Vec<usize>) {
        places.clear();
        places.extend(keys.iter().filter_map(|key| self.place.get(key)));
        if places.is_empty() && !keys.is_empty() {
            places.extend(self.other);
        }
    }
}

/// Puts periods and ranges without records between those with some: a gap is part of the picture.
fn fill(keys: &mut Vec<i64>, of: &Keys<'_>) {
    let (Some(&first), Some(&last)) = (keys.first(), keys.last()) else {
        return;
    };
    *keys = match of.period() {
        Some(unit) => {
            let days = std::iter::successors(Some(first), |&day| Some(i64::from(calendar::shift(day as i32, 1, unit))));
            days.take_while(|&day| day <= last).collect()
        }
        None => (first..=last).collect(),
    };
}

/// Options in their order, stages in that of their pipelines; all else stays as it is, the largest first.
fn arrange(axis: &Axis, keys: &Keys<'_>, reader: Reader<'_>, shown: &mut [i64]) {
    let table = &reader.workspace.tables()[usize::from(axis.table)];
    let Some(definition) = reader.field(table, axis.field) else {
        return;
    };
    match axis.kind {
        FieldKind::Choice | FieldKind::Choices => {
            let place = |key: i64| definition.options.iter().position(|option| option.key == keys.word(key));
            order::sort_by(shown, |&one, &other| {
                place(one).unwrap_or(usize::MAX).cmp(&place(other).unwrap_or(usize::MAX))
            });
        }
        FieldKind::Boolean | FieldKind::Rating => order::sort_by(shown, |one, other| other.cmp(one)),
        FieldKind::Reference if definition.target.as_deref() == Some("stage") => {
            let place = |key: i64| {
                let (stages, row) = reader.place(key as u32)?;
                let pipeline = stages.field("pipeline").and_then(|field| stages.reference(row, field));
                let rank = pipeline
                    .and_then(|handle| reader.place(handle))
                    .map_or(f64::MAX, |(pipelines, row)| stage_rank(reader, pipelines, row));
                Some((rank, pipeline, stage_rank(reader, stages, row)))
            };
            order::sort_by(shown, |&one, &other| {
                place(one)
                    .partial_cmp(&place(other))
                    .unwrap_or(std::cmp::Ordering::Equal)
                    .then(one.cmp(&other))
            });
        }
        _ => {}
    }
}

/// Names categories and writes their filters.
struct Writer<'a> {
    axis: &'a Axis,
    keys: &'a Keys<'a>,
    reader: Reader<'a>,
    rates: &'a Rates,
}

impl Writer<'_> {
    fn category(&self, key: i64) -> Category {
        let (label, filter) = if let Some(unit) = self.keys.period() {
            let first = key as i32;
            let last = calendar::shift(first, 1, unit).saturating_sub(1);
            let range = DayRange { first, last };
            (
                Label::Days { first, last, unit },
                self.condition(Operator::Between, vec![Value::Date(range.first), Value::Date(range.last)]),
            )
        } else if let Some(width) = self.keys.range() {
            let (from, to) = (key as f64 * width, (key as f64 + 1.0) * width);
            // Amounts compare in major units of the base currency.
            let filter = Filter::All(vec![
                self.condition(Operator::AtLeast, vec![Value::Number(from)]),
                self.condition(Operator::Less, vec![Value::Number(to)]),
            ]);
            (
                Label::Range {
                    from: self.number(from),
                    to: self.number(to),
                },
                filter,
            )
        } else {
            (Label::Value(self.cell(key)), self.is(&[key]))
        };
        Category { label, filter }
    }

    /// Records with a value that is none of those shown.
    fn other(&self, shown: &[i64], left: usize) -> Category {
        let filter = Filter::All(vec![
            self.condition(Operator::Filled, Vec::new()),
            Filter::Not(Box::new(self.is(shown))),
        ]);
        Category {
            label: Label::Other(left as u32),
            filter,
        }
    }

    /// One of the values.
    fn is(&self, keys: &[i64]) -> Filter {
        let each = |operator: Operator, value: &dyn Fn(i64) -> Value| {
            let mut filters = keys
                .iter()
                .map(|&key| self.condition(operator, vec![value(key)]))
                .collect::<Vec<_>>();
            if filters.len() == 1 {
                filters.remove(0)
            } else {
                Filter::Any(filters)
            }
        };
        match self.axis.kind {
            FieldKind::Choice | FieldKind::Choices => {
                self.condition(Operator::AnyOf, keys.iter().map(|&key| Value::from(self.keys.word(key))).collect())
            }
            FieldKind::Reference | FieldKind::References => self.condition(
                Operator::AnyOf,
                keys.iter().map(|&key| Value::Ref(self.reader.id(key as u32))).collect(),
            ),
            FieldKind::Boolean if keys == [1] => self.condition(Operator::True, Vec::new()),
            FieldKind::Boolean => self.condition(Operator::False, Vec::new()),
            FieldKind::Rating => each(Operator::Is, &Value::Int),
            _ => each(Operator::Is, &|key| Value::Text(self.keys.text(key))),
        }
    }

    fn cell(&self, key: i64) -> Cell {
        let table = &self.reader.workspace.tables()[usize::from(self.axis.table)];
        let definition = self.reader.field(table, self.axis.field);
        match self.axis.kind {
            FieldKind::Choice | FieldKind::Choices => Cell::Choice(choice(definition, self.keys.word(key))),
            FieldKind::Reference | FieldKind::References => Cell::Record(link(self.reader, key as u32)),
            FieldKind::Boolean | FieldKind::Rating => int(key, self.axis.kind),
            _ => Cell::Text(self.keys.text(key)),
        }
    }

    fn condition(&self, operator: Operator, values: Vec<Value>) -> Filter {
        Filter::Field(Condition {
            path: self.axis.path.clone(),
            operator,
            values,
            span: None,
        })
    }

    fn number(&self, number: f64) -> Cell {
        match self.axis.kind {
            FieldKind::Integer => Cell::Int(number as i64),
            FieldKind::Duration => Cell::Duration(number as i64),
            FieldKind::Percent => Cell::Percent(number),
            FieldKind::Money => {
                let base = self.rates.base();
                Cell::Money(Money {
                    minor: (number * base.minor_per_major() as f64).round() as i64,
                    currency: base,
                })
            }
            _ => Cell::Number(number),
        }
    }
}
