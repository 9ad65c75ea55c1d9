//! What parts of formulas are, and why a text is no formula or a field cannot be computed. The words are the interface's.

use std::ops::Range;

use model::FieldKind;
use serde::{Deserialize, Serialize};

use crate::query::QueryError;

/// Longest formula, in bytes.
pub const MAX_LENGTH: usize = 4_000;

/// What a part of a formula is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
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

/// What a function takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// A condition, a value, and a value for otherwise.
    Condition,
    /// A value and what stands in for it.
    StandIn,
    /// One value.
    Value,
    /// Values.
    Values,
    /// Values of one kind.
    Alike,
    /// A number and how many decimals.
    Decimals,
    /// One number.
    Number,
    /// Two numbers.
    Numbers,
    /// A number and a currency.
    Currency,
    /// One amount.
    Amount,
    /// Year, month and day.
    Date,
    /// One day.
    Day,
    /// Two days, from and to.
    Days,
    /// A day and a number.
    DayAndNumber,
    /// One length of time.
    Duration,
    /// One text.
    Text,
    /// Two texts.
    Texts,
    /// A text and how many letters.
    Letters,
}

/// Why a text is no formula.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Problem {
    /// There is nothing in it.
    Empty,
    /// It is longer than [`MAX_LENGTH`].
    TooLong,
    /// It is nested too deep.
    TooDeep,
    /// Something cannot stand here.
    Unexpected(String),
    /// It ends too early.
    Unfinished,
    /// A quotation mark or brace is not closed.
    Unclosed,
    /// There is no such field.
    UnknownField(String),
    /// The field leads to no record.
    NoReference(String),
    /// A path over more than one reference.
    TooFar,
    /// There is no such function.
    UnknownFunction(String),
    /// A function has too few or too many arguments.
    Arguments(String, Takes),
    /// An operator or function cannot take such a value.
    Type {
        /// What is needed.
        needed: Type,
        /// What was found.
        found: Type,
    },
    /// Two values do not go together with an operator.
    Mixed(Type, Type, String),
    /// A currency code is not three letters.
    Currency,
}

/// A problem with its place in the text, in bytes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FormulaError {
    /// Where.
    pub at: Range<usize>,
    /// What.
    pub problem: Problem,
}

impl FormulaError {
    /// A problem and its place.
    #[must_use]
    pub fn new(at: Range<usize>, problem: Problem) -> Self {
        Self { at, problem }
    }
}

/// Why a field cannot be computed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum PlanError {
    /// The formula is none.
    Formula(FormulaError),
    /// The result does not fit the kind of the field.
    Kind(Type),
    /// It is made of itself, directly or through other fields.
    Cycle,
    /// The object or field to gather from does not exist, or the reference points elsewhere.
    Source,
    /// The measure makes no sense for the field.
    Measure,
    /// The condition does not fit the related records.
    Filter(QueryError),
    /// A condition that names segments.
    Segment,
}

impl From<FormulaError> for PlanError {
    fn from(error: FormulaError) -> Self {
        Self::Formula(error)
    }
}
