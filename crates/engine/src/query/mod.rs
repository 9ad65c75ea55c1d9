//! Queries: filters, sorting, live views, boards and cells.
//!
//! Everything reads through a [`crate::reader::Reader`] and keeps what it has worked out in [`Indexes`], which can be thrown away.
//! In reading order: [`filter`] (which rows), [`sort`] (in which order), [`cells`] (what they show), [`views`] (what stays open).

mod board;
mod by_day;
pub mod calendar;
pub mod cells;
pub mod chart;
mod counts;
mod distinct;
pub mod filter;
pub mod find;
pub mod folded;
pub mod indexes;
pub mod matching;
pub mod rates;
pub mod reads;
pub mod sort;
#[cfg(test)]
pub(crate) mod testkit;
mod values;
pub mod views;
pub mod why;

pub use bridge::query::{Needs, QueryError};
pub use counts::Counts;
pub use indexes::Indexes;
pub use rates::{Rates, Total};
pub use reads::Reads;
pub use values::values;
pub use views::{Views, rows, selected, selection_computed, view_computed, view_reads};
