//! Columns: the values of one field of all rows, laid out for scanning.
//!
//! A column may be shorter than its table: rows past its end are empty. A column nobody ever wrote to takes no memory.
//! Columns know values and nothing of stamps; who wrote what is the table's business.

mod money;
mod set;
mod text;
mod word;

use model::block::{NONE_I64, NONE_U32, int_value, text_value};
use model::kind::Storage;
use model::{FieldKind, Value};

use crate::handles::Handles;

pub use money::MoneyColumn;
pub use set::SetColumn;
pub use text::TextColumn;
pub use word::{WordColumn, Words};

/// The values of one field.
#[derive(Clone, Debug)]
pub enum Column {
    /// UTF-8 text.
    Text(TextColumn),
    /// Integers, days, instants, booleans; [`NONE_I64`] where empty.
    Int(Vec<i64>),
    /// Floats; NaN where empty.
    Float(Vec<f64>),
    /// Amounts.
    Money(MoneyColumn),
    /// Words of the column's dictionary.
    Word(WordColumn),
    /// Handles of records; [`NONE_U32`] where empty.
    Ref(Vec<u32>),
    /// Sets of words.
    WordSet(Words, SetColumn),
    /// Sets of handles.
    RefSet(SetColumn),
}

impl Column {
    /// An empty column.
    #[must_use]
    pub fn new(storage: Storage) -> Self {
        match storage {
            Storage::Text => Column::Text(TextColumn::default()),
            Storage::Int => Column::Int(Vec::new()),
            Storage::Float => Column::Float(Vec::new()),
            Storage::Money => Column::Money(MoneyColumn::default()),
            Storage::Word => Column::Word(WordColumn::default()),
            Storage::Ref => Column::Ref(Vec::new()),
            Storage::WordSet => Column::WordSet(Words::default(), SetColumn::default()),
            Storage::RefSet => Column::RefSet(SetColumn::default()),
        }
    }

    /// Number of rows it covers.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Column::Text(column) => column.len(),
            Column::Int(values) => values.len(),
            Column::Float(values) => values.len(),
            Column::Money(column) => column.len(),
            Column::Word(column) => column.codes.len(),
            Column::Ref(handles) => handles.len(),
            Column::WordSet(_, sets) | Column::RefSet(sets) => sets.len(),
        }
    }

    /// Whether no row was ever written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the row has no value.
    #[must_use]
    pub fn is_none(&self, row: u32) -> bool {
        let row = row as usize;
        match self {
            Column::Text(column) => column.get(row as u32).is_none(),
            Column::Int(values) => values.get(row).is_none_or(|&value| value == NONE_I64),
            Column::Float(values) => values.get(row).is_none_or(|value| value.is_nan()),
            Column::Money(column) => column.minor.get(row).is_none_or(|&minor| minor == NONE_I64),
            Column::Word(column) => column.codes.get(row).is_none_or(|&code| code == NONE_U32),
            Column::Ref(handles) => handles.get(row).is_none_or(|&handle| handle == NONE_U32),
            Column::WordSet(_, sets) | Column::RefSet(sets) => sets.get(row as u32).is_empty(),
        }
    }

    /// The value of a row, read as `kind`.
    #[must_use]
    pub fn get(&self, row: u32, kind: FieldKind, handles: &Handles) -> Option<Value> {
        let index = row as usize;
        match self {
            Column::Text(column) => column.get(row).map(|text| text_value(text, kind)),
            Column::Int(values) => int_value(*values.get(index)?, kind),
            Column::Float(values) => values.get(index).filter(|value| !value.is_nan()).map(|&value| Value::Number(value)),
            Column::Money(column) => column.get(row).map(Value::Money),
            Column::Word(column) => column.get(row).map(|word| Value::Text(word.to_owned())),
            Column::Ref(values) => values
                .get(index)
                .filter(|&&handle| handle != NONE_U32)
                .map(|&handle| Value::Ref(handles.id(handle))),
            Column::WordSet(words, sets) => {
                let set = sets.get(row);
                (!set.is_empty()).then(|| Value::List(set.iter().map(|&code| Value::Text(words.word(code).to_owned())).collect()))
            }
            Column::RefSet(sets) => {
                let set = sets.get(row);
                (!set.is_empty()).then(|| Value::List(set.iter().map(|&handle| Value::Ref(handles.id(handle))).collect()))
            }
        }
    }

    /// Writes a register. A value of another storage clears it and returns `false`; sets are written by element.
    pub fn set(&mut self, row: u32, value: Option<&Value>, handles: &mut Handles) -> bool {
        let index = row as usize;
        match (self, value) {
            (Column::Text(column), Some(Value::Text(text))) => column.set(row, Some(text)),
            (Column::Text(column), Some(Value::Name(name))) => column.set(row, Some(&name.to_parts())),
            (Column::Text(column), Some(Value::Address(address))) => column.set(row, Some(&address.to_parts())),
            (Column::Text(column), None) => column.set(row, None),
            (Column::Int(values), value) => {
                let int = match value {
                    Some(Value::Int(int) | Value::Time(int)) => *int,
                    Some(Value::Date(day)) => i64::from(*day),
                    Some(Value::Bool(bool)) => i64::from(*bool),
                    Some(_) => {
                        put(values, index, NONE_I64, NONE_I64);
                        return false;
                    }
                    None => NONE_I64,
                };
                put(values, index, int, NONE_I64);
            }
            (Column::Float(values), value) => {
                let float = match value {
                    Some(Value::Number(number)) => *number,
                    Some(Value::Int(int)) => *int as f64,
                    Some(_) => {
                        put(values, index, f64::NAN, f64::NAN);
                        return false;
                    }
                    None => f64::NAN,
                };
                put(values, index, float, f64::NAN);
            }
            (Column::Money(column), Some(Value::Money(money))) => column.set(row, Some(*money)),
            (Column::Money(column), None) => column.set(row, None),
            (Column::Word(column), Some(Value::Text(word))) => column.set(row, Some(word)),
            (Column::Word(column), None) => column.set(row, None),
            (Column::Ref(values), Some(Value::Ref(id))) => put(values, index, handles.intern(*id), NONE_U32),
            (Column::Ref(values), None) => put(values, index, NONE_U32, NONE_U32),
            (column, Some(_)) => {
                column.set(row, None, handles);
                return false;
            }
            (Column::WordSet(..) | Column::RefSet(_), None) => {}
        }
        true
    }

    /// The code under which an element is kept in a set column; `None` when the element does not fit.
    pub fn element_code(&mut self, element: &Value, handles: &mut Handles) -> Option<u32> {
        match (self, element) {
            (Column::WordSet(words, _), Value::Text(word)) => Some(words.code(word)),
            (Column::RefSet(_), Value::Ref(id)) => Some(handles.intern(*id)),
            _ => None,
        }
    }

    /// Puts an element into the row's set or takes it out.
    pub fn set_element(&mut self, row: u32, code: u32, present: bool) {
        if let Column::WordSet(_, sets) | Column::RefSet(sets) = self {
            sets.set(row, code, present);
        }
    }

    /// Bytes of memory held.
    #[must_use]
    pub fn memory(&self) -> usize {
        match self {
            Column::Text(column) => column.memory(),
            Column::Int(values) => values.capacity() * 8,
            Column::Float(values) => values.capacity() * 8,
            Column::Money(column) => column.minor.capacity() * 9,
            Column::Word(column) => column.codes.capacity() * 4,
            Column::Ref(handles) => handles.capacity() * 4,
            Column::WordSet(_, sets) | Column::RefSet(sets) => sets.memory(),
        }
    }
}

/// Writes `values[index]`, growing with `empty` as far as needed.
pub(crate) fn put<T: Copy>(values: &mut Vec<T>, index: usize, value: T, empty: T) {
    if index >= values.len() {
        values.resize(index + 1, empty);
    }
    values[index] = value;
}
