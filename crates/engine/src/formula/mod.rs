//! Formulas: a small typed language over the fields of a record.
//!
//! A text is parsed (`parse`), its names are looked up and its kinds checked ([`Program::compile`]), and the
//! program is run on rows ([`Program::run`]). Errors of the first two have the place in the text.
//!
//! What holds everywhere:
//! - an operand without a value makes a result without a value; functions that take any number of values skip empty ones, and
//!   a condition without a value does not hold;
//! - what cannot be computed gives an empty result with the reason ([`Trouble`]), never infinity or not-a-number;
//! - amounts are exact minor units, rounded once half away from zero, and amounts of two currencies are never mixed;
//! - percentages are read as shares: 25 % is 0.25.

mod arithmetic;
mod check;
mod dates;
mod evaluate;
mod functions;
mod parse;
#[cfg(test)]
mod tests;

use std::ops::Range;

use model::{FieldKind, Money};

pub use check::{FieldRead, Program};

/// Longest formula, in bytes.
pub const MAX_LENGTH: usize = 4_000;
/// Deepest nesting of parentheses, functions and operators.
pub const MAX_DEPTH: usize = 64;

/// What a part of a formula is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Type {
    /// A number.
    Number,
    /// An amount.
    Money,
    /// A day.
    Day,
    /// An instant.
    Instant,
    /// A length of time.
    Duration,
    /// Yes or no.
    Truth,
    /// Text.
    Text,
}

impl Type {
    /// The word for it in messages.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Type::Number => "a number",
            Type::Money => "an amount",
            Type::Day => "a day",
            Type::Instant => "a point in time",
            Type::Duration => "a length of time",
            Type::Truth => "yes or no",
            Type::Text => "text",
        }
    }

    /// The type of a field's values.
    #[must_use]
    pub fn of(kind: FieldKind) -> Self {
        match kind {
            FieldKind::Integer | FieldKind::Number | FieldKind::Percent | FieldKind::Rating => Type::Number,
            FieldKind::Money => Type::Money,
            FieldKind::Date => Type::Day,
            FieldKind::DateTime => Type::Instant,
            FieldKind::Duration => Type::Duration,
            FieldKind::Boolean => Type::Truth,
            _ => Type::Text,
        }
    }

    /// The kinds of fields that can hold it, the plain one first.
    #[must_use]
    pub fn kinds(self) -> &'static [FieldKind] {
        match self {
            Type::Number => &[FieldKind::Number, FieldKind::Integer, FieldKind::Percent],
            Type::Money => &[FieldKind::Money],
            Type::Day => &[FieldKind::Date],
            Type::Instant => &[FieldKind::DateTime],
            Type::Duration => &[FieldKind::Duration],
            Type::Truth => &[FieldKind::Boolean],
            Type::Text => &[FieldKind::Text],
        }
    }
}

/// A value while a formula is run.
#[derive(Clone, PartialEq, Debug)]
pub enum Datum {
    /// A finite number.
    Number(f64),
    /// An amount.
    Money(Money),
    /// Days since the epoch.
    Day(i32),
    /// Milliseconds since the epoch, UTC.
    Instant(i64),
    /// Seconds.
    Duration(i64),
    /// Yes or no.
    Truth(bool),
    /// Text that is not empty.
    Text(String),
}

/// Why a cell could not be computed.
pub use bridge::cell::Trouble;

/// Why a text is no formula.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
pub enum Problem {
    /// There is nothing in it.
    #[error("Write a formula, such as {{Value}} * 0.2")]
    Empty,
    /// It is longer than [`MAX_LENGTH`].
    #[error("A formula has at most {MAX_LENGTH} characters")]
    TooLong,
    /// It is nested deeper than [`MAX_DEPTH`].
    #[error("Nested too deep")]
    TooDeep,
    /// Something cannot stand here.
    #[error("“{0}” cannot stand here")]
    Unexpected(String),
    /// It ends too early.
    #[error("Something is missing at the end")]
    Unfinished,
    /// A quotation mark or brace is not closed.
    #[error("This is not closed")]
    Unclosed,
    /// There is no such field.
    #[error("There is no field “{0}”")]
    UnknownField(String),
    /// The field leads to no record.
    #[error("“{0}” does not lead to another record")]
    NoReference(String),
    /// A path over more than one reference.
    #[error("Only one step from record to record can be taken")]
    TooFar,
    /// There is no such function.
    #[error("There is no function “{0}”")]
    UnknownFunction(String),
    /// A function has too few or too many arguments.
    #[error("{0} takes {1}")]
    Arguments(&'static str, &'static str),
    /// An operator or function cannot take such a value.
    #[error("Here {needed} is needed, but this is {found}")]
    Type {
        /// What is needed.
        needed: &'static str,
        /// What was found.
        found: &'static str,
    },
    /// Two values do not go together.
    #[error("{0} and {1} do not go together with “{2}”")]
    Mixed(&'static str, &'static str, &'static str),
    /// A currency code is not three letters.
    #[error("A currency is three letters in quotes, such as \"EUR\"")]
    Currency,
}

/// A problem with its place in the text, in bytes.
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
#[error("{problem}")]
pub struct FormulaError {
    /// Where.
    pub at: Range<usize>,
    /// What.
    pub problem: Problem,
}

impl FormulaError {
    fn new(at: Range<usize>, problem: Problem) -> Self {
        Self { at, problem }
    }
}
