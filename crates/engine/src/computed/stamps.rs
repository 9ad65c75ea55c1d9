//! When a record was made and when it was last changed.

use crate::table::Table;
use crate::workspace::Workspace;

/// When a record was made, in UTC milliseconds: the time in its id, or that of its first write here.
pub(crate) fn created(workspace: &Workspace, table: &Table, row: u32) -> i64 {
    let first = || table.row_stamps.get(row as usize).map_or(0, |&stamp| millis(workspace, stamp));
    table.id(row, workspace.handles()).created_millis().unwrap_or_else(first)
}

/// When any field of a record was last written, in UTC milliseconds.
pub(crate) fn updated(workspace: &Workspace, table: &Table, row: u32) -> i64 {
    millis(workspace, table.newest_stamp(row))
}

fn millis(workspace: &Workspace, stamp: u32) -> i64 {
    workspace.stamps().stamp(stamp).hlc.millis() as i64
}
