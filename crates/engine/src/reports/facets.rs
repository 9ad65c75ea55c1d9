//! Facets: fields of records, and of what the records belong to, as plain columns that a model can learn from or compare.
//!
//! A facet is told apart from another by its path, and each of its values leads to the records that have it.

use bridge::Cell;
use insight::classify::{self, NO_LEVEL};
use insight::differences::Compared;
use model::block::{NONE_I64, NONE_U32};
use model::{Condition, FieldDef, FieldKey, FieldKind, Filter, ObjectKey, Operator, Value};
use rustc_hash::FxHashMap;

use crate::columns::Column;
use crate::insights::model_file::FileField;
use crate::query::cells;
use crate::reader::Reader;
use crate::table::Table;

/// Most values of a facet: what has more is a name, not a group.
const MOST_LEVELS: usize = 200;

/// A field of all records asked about.
pub(super) struct Facet {
    /// The object that the field belongs to.
    pub(super) object: ObjectKey,
    /// The way to it from the records.
    pub(super) path: Vec<FieldKey>,
    /// What the field holds.
    kind: FieldKind,
    pub(super) data: Data,
    /// Values of labels.
    levels: Vec<Value>,
    /// Labels by the numbers that a model from elsewhere gives them.
    coded: Option<Vec<u32>>,
}

/// Values by record.
pub(super) enum Data {
    /// Not a number where missing.
    Numbers(Vec<f64>),
    /// Numbers of levels; [`NO_LEVEL`] where missing.
    Labels(Vec<u32>),
}

impl Facet {
    /// The field's key.
    pub(super) fn key(&self) -> FieldKey {
        self.path.last().cloned().expect("a path ends at a field")
    }

    /// Whether another one is of the same field.
    pub(super) fn is_same(&self, other: &Facet) -> bool {
        (&self.object, &self.path) == (&other.object, &other.path)
    }

    /// Some of the records, to learn from or to ask about.
    pub(super) fn part(&self, range: std::ops::Range<usize>) -> classify::Field<'_> {
        match &self.data {
            Data::Numbers(numbers) => classify::Field::Numbers(&numbers[range]),
            Data::Labels(labels) => classify::Field::Labels(&self.coded.as_ref().unwrap_or(labels)[range]),
        }
    }

    /// What a model needs to know of it elsewhere: its path, and the words of its values.
    pub(super) fn described(&self, reader: Reader<'_>) -> FileField {
        let levels = || self.levels.iter().map(|value| self.word(reader, value)).collect();
        FileField {
            path: self.path.iter().map(|key| key.as_str().to_owned()).collect(),
            levels: matches!(self.data, Data::Labels(_)).then(levels),
        }
    }

    /// Whether a field of a file is this one.
    pub(super) fn is_described(&self, field: &FileField) -> bool {
        let path = self.path.iter().map(FieldKey::as_str).eq(field.path.iter().map(String::as_str));
        path && field.levels.is_some() == matches!(self.data, Data::Labels(_))
    }

    /// Gives values the numbers that they have in a file.
    pub(super) fn code(&mut self, reader: Reader<'_>, field: &FileField) {
        if let (Data::Labels(labels), Some(words)) = (&self.data, &field.levels) {
            let levels: Vec<String> = self.levels.iter().map(|value| self.word(reader, value)).collect();
            self.coded = Some(coded(labels, &levels, words));
        }
    }

    /// The same field, missing in so many records.
    pub(super) fn missing(mut self, records: usize) -> Self {
        match &mut self.data {
            Data::Numbers(numbers) => *numbers = vec![f64::NAN; records],
            Data::Labels(labels) => *labels = vec![NO_LEVEL; records],
        }
        self
    }

    /// A value by the word that means the same elsewhere: names of records, keys of choices.
    fn word(&self, reader: Reader<'_>, value: &Value) -> String {
        match value {
            Value::Text(text) => text.clone(),
            Value::Bool(yes) => yes.to_string(),
            value => {
                let definition = reader.workspace.schema().field(&self.object, &self.key());
                match definition.map(|definition| cells::cell_of(reader, definition, Some(value))) {
                    Some(Cell::Record(link)) => link.label,
                    _ => String::new(),
                }
            }
        }
    }

    pub(super) fn compared(&self) -> Compared<'_> {
        match &self.data {
            Data::Numbers(numbers) => Compared::Numbers(numbers),
            Data::Labels(labels) => Compared::Labels(labels),
        }
    }

    /// Whether it makes a handful of groups that can hold `each` of so many records.
    pub(super) fn is_group(&self, records: usize, each: usize) -> bool {
        matches!(self.data, Data::Labels(_)) && (2..=12).contains(&self.levels.len()) && records >= self.levels.len() * each
    }

    /// A level as it is shown.
    pub(super) fn level(&self, reader: Reader<'_>, level: u32) -> Cell {
        let definition = reader.workspace.schema().field(&self.object, &self.key());
        let value = self.levels.get(level as usize);
        definition.map_or(Cell::Empty, |definition| cells::cell_of(reader, definition, value))
    }

    /// The value of one record as it is shown.
    pub(super) fn shown(&self, reader: Reader<'_>, place: usize) -> Cell {
        match &self.data {
            Data::Labels(labels) if labels[place] == NO_LEVEL => Cell::Empty,
            Data::Labels(labels) => self.level(reader, labels[place]),
            Data::Numbers(numbers) if numbers[place].is_nan() => Cell::Empty,
            Data::Numbers(numbers) => self.number(reader, numbers[place]),
        }
    }

    /// A number of this facet, such as a mean, as it is shown.
    pub(super) fn number(&self, reader: Reader<'_>, number: f64) -> Cell {
        match self.kind {
            FieldKind::Money => reader.amount(number),
            FieldKind::Percent => Cell::Percent(number),
            _ => Cell::Number(number),
        }
    }

    /// The records of which it is known.
    pub(super) fn known(&self) -> Filter {
        Filter::Field(Condition {
            path: self.path.clone(),
            operator: Operator::Filled,
            values: Vec::new(),
            span: None,
        })
    }

    /// The records that have a level.
    pub(super) fn records(&self, level: u32) -> Option<Filter> {
        let value = self.levels.get(level as usize)?.clone();
        let (operator, values) = match value {
            Value::Bool(true) => (Operator::True, Vec::new()),
            Value::Bool(false) => (Operator::False, Vec::new()),
            value => (Operator::AnyOf, vec![value]),
        };
        Some(Filter::Field(Condition {
            path: self.path.clone(),
            operator,
            values,
            span: None,
        }))
    }
}

/// Facets of rows of a table: its own fields but the excluded ones, and those of the records that `through` points to. A row may
/// stand several times.
pub(super) fn facets(reader: Reader<'_>, table: &Table, rows: &[u32], excluded: &[&str], through: &[&str]) -> Vec<Facet> {
    let own: Vec<Option<u32>> = rows.iter().map(|&row| Some(row)).collect();
    let mut found = of_table(reader, table, &own, &[], excluded);
    for key in through {
        let Some(field) = table.field(key) else { continue };
        let Some(target) = reader
            .field(table, field)
            .and_then(|field| field.target.clone())
            .and_then(|target| reader.table(&target))
        else {
            continue;
        };
        let handles = reader.workspace.handles();
        let there = |row: u32| {
            let place = handles.place(table.reference(row, field)?)?;
            (place.table == target.number && target.is_alive(place.row)).then_some(place.row)
        };
        let there: Vec<Option<u32>> = rows.iter().map(|&row| there(row)).collect();
        found.extend(of_table(reader, target, &there, &[(*key).into()], &["rank"]));
    }
    found
}

/// Labels by the place of their words in a list; what it does not name is rare.
pub(super) fn coded(labels: &[u32], levels: &[String], words: &[String]) -> Vec<u32> {
    let place = |level: &String| words.iter().position(|word| word == level).unwrap_or(words.len()) as u32;
    let places: Vec<u32> = levels.iter().map(place).collect();
    let each = labels.iter().map(|&label| match label {
        NO_LEVEL => NO_LEVEL,
        label => places[label as usize],
    });
    each.collect()
}

fn of_table(reader: Reader<'_>, table: &Table, rows: &[Option<u32>], way: &[FieldKey], excluded: &[&str]) -> Vec<Facet> {
    let Some(object) = reader.object(table) else { return Vec::new() };
    let usable = |field: &&FieldDef| {
        let known = excluded.contains(&field.key.as_str());
        // Computed fields change with time and with the outcome; names of people and records say nothing about others.
        !known && !field.hidden && field.computed.is_none() && !field.personal
    };
    let fields = object.fields.iter().filter(usable);
    let facets = fields.filter_map(|field| {
        let number = table.field(&field.key)?;
        let (data, levels) = data(reader, table, number, field.kind, rows)?;
        Some(Facet {
            object: table.object.clone(),
            path: way.iter().cloned().chain([field.key.clone()]).collect(),
            kind: field.kind,
            data,
            levels,
            coded: None,
        })
    });
    facets.collect()
}

fn data(reader: Reader<'_>, table: &Table, number: u16, kind: FieldKind, rows: &[Option<u32>]) -> Option<(Data, Vec<Value>)> {
    let column = table.column(number);
    let numbers = |read: &dyn Fn(u32) -> f64| {
        let numbers = rows.iter().map(|row| row.map_or(f64::NAN, read)).collect();
        Some((Data::Numbers(numbers), Vec::new()))
    };
    match (column, kind) {
        (Column::Int(values), FieldKind::Boolean) => {
            let read = |row: u32| {
                values
                    .get(row as usize)
                    .copied()
                    .filter(|&value| value != NONE_I64)
                    .map(|value| value as u32)
            };
            labels(rows, &read, &|code| Value::Bool(code != 0))
        }
        (Column::Int(values), FieldKind::Integer | FieldKind::Duration | FieldKind::Rating) => numbers(&|row| {
            let value = values.get(row as usize).copied().filter(|&value| value != NONE_I64);
            value.map_or(f64::NAN, |value| value as f64)
        }),
        (Column::Float(values), FieldKind::Number | FieldKind::Percent) => {
            numbers(&|row| values.get(row as usize).copied().unwrap_or(f64::NAN))
        }
        (Column::Money(values), _) => numbers(&|row| {
            let minor = values.get(row).and_then(|money| match money.currency == reader.moment.base {
                true => Some(money.minor),
                false => reader.computed.rates()?.to_base(money).ok(),
            });
            minor.map_or(f64::NAN, |minor| minor as f64)
        }),
        (Column::Word(words), _) => {
            let read = |row: u32| words.codes.get(row as usize).copied().filter(|&code| code != NONE_U32);
            labels(rows, &read, &|code| Value::Text(words.words.word(code).to_owned()))
        }
        (Column::Ref(targets), _) => {
            let read = |row: u32| targets.get(row as usize).copied().filter(|&handle| handle != NONE_U32);
            labels(rows, &read, &|handle| Value::Ref(reader.id(handle)))
        }
        _ => None,
    }
}

/// Codes as levels from 0, in the order in which they are met; nothing for what is different for too many.
fn labels(rows: &[Option<u32>], read: &dyn Fn(u32) -> Option<u32>, value: &dyn Fn(u32) -> Value) -> Option<(Data, Vec<Value>)> {
    let mut level_of: FxHashMap<u32, u32> = FxHashMap::default();
    let mut levels = Vec::new();
    let mut data = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(code) = row.and_then(read) else {
            data.push(NO_LEVEL);
            continue;
        };
        let level = *level_of.entry(code).or_insert_with(|| {
            levels.push(value(code));
            levels.len() as u32 - 1
        });
        data.push(level);
    }
    (levels.len() <= MOST_LEVELS).then_some((Data::Labels(data), levels))
}
