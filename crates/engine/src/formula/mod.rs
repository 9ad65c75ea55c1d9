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

use model::Money;

/// Why a cell could not be computed.
pub use bridge::cell::Trouble;
pub use bridge::formula::{FormulaError, MAX_LENGTH, Problem, Type};
pub use check::{FieldRead, Program};

/// Deepest nesting of parentheses, functions and operators.
pub const MAX_DEPTH: usize = 64;

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
