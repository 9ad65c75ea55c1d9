//! Rows and cells of delimited text: where they are, how they are marked, and what is wrong with them.
//!
//! Text is scanned once for rows ([`RowScan`], in steps), and rows are split into cells when they are read.
//! [`detect()`] finds out how a text is marked from its first part.

mod detect;
mod dialect;
mod header;
mod problem;
mod rows;
mod syntax;
#[cfg(test)]
mod tests;

pub use model::reading::{CellError, FormProblem};

pub use detect::detect;
pub(crate) use detect::{body, of_syntax};
pub use dialect::{Dialect, HeaderChoice, Overrides, Reason};
pub use problem::{Problem, Problems};
pub use rows::{LineEnd, RowIndex, RowScan};
pub(crate) use syntax::Span;
pub use syntax::Syntax;
