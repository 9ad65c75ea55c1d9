//! Reports: what models say, each part with its chart, its figures, its records and how it comes about.
//!
//! One card shows every part of every subject: what differs is data. Insights show whole reports, pages of records their own.

mod card;
mod figures;

pub use card::{ReportCard, part_view, use_first_part};
