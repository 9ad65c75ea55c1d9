//! Cells: values as they are shown, with the names of what they refer to.

use model::{Address, Money, ObjectKey, PersonName, RecordId, Tone};
use serde::{Deserialize, Serialize};

/// A value ready to be shown in the reader's language.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub enum Cell {
    /// No value.
    #[default]
    Empty,
    /// Text of one or several lines.
    Text(String),
    /// Several texts (e-mails, phones, links), the primary one first.
    Texts(Vec<String>),
    /// A whole number.
    Int(i64),
    /// A number.
    Number(f64),
    /// A share in percent.
    Percent(f64),
    /// An amount.
    Money(Money),
    /// A sum that does not fit the range of amounts: shown as such, never wrapped.
    Overflow,
    /// A formula that has no result here.
    Failed(Trouble),
    /// A day.
    Date(i32),
    /// An instant in UTC milliseconds.
    Time(i64),
    /// Seconds.
    Duration(i64),
    /// Yes or no.
    Bool(bool),
    /// Stars.
    Rating(u8),
    /// An option.
    Choice(ChoiceCell),
    /// Several options.
    Choices(Vec<ChoiceCell>),
    /// A person's name.
    Name(PersonName),
    /// Postal addresses, the primary one first.
    Addresses(Vec<Address>),
    /// Another record.
    Record(RecordLink),
    /// Several records, the primary one first.
    Records(Vec<RecordLink>),
}

/// Why a cell could not be computed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Trouble {
    /// Division by zero, or another operation that has no result for its number.
    Undefined,
    /// The result is outside the range of its kind.
    TooLarge,
    /// Amounts of different currencies would be mixed.
    Currencies,
    /// There is no such day.
    NoSuchDay,
    /// The formula names what is gone, or itself.
    Formula,
}

/// An option with its label and state.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ChoiceCell {
    /// Stored key.
    pub key: String,
    /// What people read.
    pub label: String,
    /// Its state.
    pub tone: Tone,
}

/// A record by name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RecordLink {
    /// Its object.
    pub object: ObjectKey,
    /// Its id.
    pub id: RecordId,
    /// Its name; empty when the record is gone.
    pub label: String,
    /// Whether it is missing, in the bin or purged.
    pub gone: bool,
    /// For stages: how far along, in percent, 100 for won, and none for lost.
    pub fill: Option<u8>,
}

/// A record with what tells it from others of its name.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RecordLine {
    /// The record.
    pub link: RecordLink,
    /// What else is known of it; see [`crate::query::Hit::detail`].
    pub detail: Vec<Cell>,
}

impl Cell {
    /// Whether there is no value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }
}
