//! Positions of cards in a board's column.

use model::Value;

use crate::table::Table;
use crate::workspace::Workspace;

/// Where a card stands in its column, smallest first: the place it was moved to, else newest first.
#[must_use]
pub fn board_rank(workspace: &Workspace, table: &Table, row: u32) -> f64 {
    let placed = table
        .field("rank")
        .and_then(|field| table.register(row, field, workspace.handles()));
    match placed {
        Some(Value::Number(rank)) => rank,
        _ => -(created_millis(workspace, table, row) as f64),
    }
}

/// When a record was made: by its id where that tells, else by its first stamp.
#[must_use]
pub fn created_millis(workspace: &Workspace, table: &Table, row: u32) -> i64 {
    let id = table.id(row, workspace.handles());
    id.created_millis()
        .unwrap_or_else(|| workspace.stamps().stamp(table.row_stamps[row as usize]).hlc.millis() as i64)
}

/// A position between two neighbours; before the first or behind the last where one is missing.
#[must_use]
pub fn between(before: Option<f64>, after: Option<f64>) -> f64 {
    match (before, after) {
        (Some(before), Some(after)) => before + (after - before) / 2.0,
        (Some(before), None) => before + 1_000.0,
        (None, Some(after)) => after - 1_000.0,
        (None, None) => 0.0,
    }
}
