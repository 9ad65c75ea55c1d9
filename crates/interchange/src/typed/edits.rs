//! What a person changed about the cells of a table before importing it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// Corrected cells, rows to leave out, and rows to take in spite of their form.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Edits {
    cells: BTreeMap<(u32, u16), String>,
    skipped: BTreeSet<u32>,
    accepted: BTreeSet<u32>,
}

impl Edits {
    /// Corrects a cell.
    pub fn set(&mut self, row: u32, column: u16, text: impl Into<String>) {
        self.cells.insert((row, column), text.into());
    }

    /// Takes a correction back.
    pub fn reset(&mut self, row: u32, column: u16) {
        self.cells.remove(&(row, column));
    }

    /// The corrected text of a cell.
    #[must_use]
    pub fn get(&self, row: u32, column: u16) -> Option<&str> {
        self.cells.get(&(row, column)).map(String::as_str)
    }

    /// Leaves a row out.
    pub fn skip(&mut self, row: u32) {
        self.skipped.insert(row);
        self.accepted.remove(&row);
    }

    /// Takes a row that would be left out for its form: one with too many cells, or a repeated header.
    pub fn accept(&mut self, row: u32) {
        self.accepted.insert(row);
        self.skipped.remove(&row);
    }

    /// Decides on a row as if nothing had been said.
    pub fn forget(&mut self, row: u32) {
        self.accepted.remove(&row);
        self.skipped.remove(&row);
    }

    /// Whether a row is left out by hand.
    #[must_use]
    pub fn is_skipped(&self, row: u32) -> bool {
        self.skipped.contains(&row)
    }

    /// Whether a row is taken in spite of its form.
    #[must_use]
    pub fn is_accepted(&self, row: u32) -> bool {
        self.accepted.contains(&row)
    }

    /// Whether any cell of the row is corrected.
    #[must_use]
    pub fn touches(&self, row: u32) -> bool {
        !self.cells.is_empty() && self.cells.range((row, 0)..=(row, u16::MAX)).next().is_some()
    }

    /// Whether nothing was changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty() && self.skipped.is_empty() && self.accepted.is_empty()
    }

    /// All corrected cells, by row and column.
    pub fn cells(&self) -> impl Iterator<Item = ((u32, u16), &str)> {
        self.cells.iter().map(|(place, text)| (*place, text.as_str()))
    }
}
