//! What the grid tells its caller.

use std::ops::Range;

use super::{body::CellRange, cell::RowId};

/// How a row is to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenHow {
    /// Beside the grid: click, Enter or Space.
    Panel,
    /// As a page: Shift+Enter or double click where nothing can be edited.
    Page,
    /// In a new tab: with the command key or the middle button.
    NewTab,
}

/// A row to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenRow {
    /// Whose row.
    pub id: RowId,
    /// Row number.
    pub index: usize,
    /// How.
    pub how: OpenHow,
}

/// Rows to be checked or unchecked of which some are not at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRange {
    /// Row numbers.
    pub rows: Range<usize>,
    /// Checked or unchecked.
    pub on: bool,
}

/// A context menu asked for on a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowMenu {
    /// Whose row.
    pub id: RowId,
    /// Row number.
    pub index: usize,
    /// Where, in window pixels.
    pub point: (f64, f64),
}

/// A context menu asked for on a column's head.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadMenu {
    /// Key of the column.
    pub key: String,
    /// Where, in window pixels.
    pub point: (f64, f64),
}

/// Cells pasted at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasteCells {
    /// The block that is marked, or the active cell.
    pub range: CellRange,
    /// Lines of cells.
    pub cells: Vec<Vec<String>>,
}
