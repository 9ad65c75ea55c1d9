//! Records by id, without the id index: that index is only built by those who may change the workspace.
//!
//! A scan of the likely table's ids costs a fraction of a millisecond, and queries ask for ids once per compilation, not per row.

use model::RecordId;
use rustc_hash::FxHashMap;

use crate::handles::Handles;
use crate::table::Table;

/// Handles of ids, in their order; `None` for ids that were never met. `likely` is the table whose records they should be.
#[must_use]
pub fn handles(known: &Handles, likely: Option<&Table>, ids: &[RecordId]) -> Vec<Option<u32>> {
    let mut missing = ids
        .iter()
        .copied()
        .zip(0usize..)
        .fold(FxHashMap::<RecordId, Vec<usize>>::default(), |mut missing, (id, place)| {
            missing.entry(id).or_default().push(place);
            missing
        });
    let mut found = vec![None; ids.len()];
    let rows = likely.map_or(&[][..], |table| &table.handles);
    let everything = 0..known.len() as u32;
    for handle in rows.iter().copied().chain(everything) {
        if missing.is_empty() {
            break;
        }
        for place in missing.remove(&known.id(handle)).into_iter().flatten() {
            found[place] = Some(handle);
        }
    }
    found
}

/// Row of a record in a table.
#[must_use]
pub fn row(known: &Handles, table: &Table, id: RecordId) -> Option<u32> {
    table
        .handles
        .iter()
        .position(|&handle| known.id(handle) == id)
        .map(|row| row as u32)
}

/// Rows of records in a table, in the order of the ids; unknown ones are left out.
#[must_use]
pub fn rows(known: &Handles, table: &Table, ids: &[RecordId]) -> Vec<u32> {
    if let &[id] = ids {
        return row(known, table, id).into_iter().collect();
    }
    let rows = places(known, table, ids);
    ids.iter().filter_map(|id| rows.get(id).copied()).collect()
}

/// Rows of several ids by id; those that are not there are left out.
#[must_use]
pub fn places(known: &Handles, table: &Table, ids: &[RecordId]) -> FxHashMap<RecordId, u32> {
    let mut rows = FxHashMap::<RecordId, u32>::default();
    let wanted = ids.iter().copied().collect::<rustc_hash::FxHashSet<_>>();
    for (&handle, row) in table.handles.iter().zip(0u32..) {
        let id = known.id(handle);
        if wanted.contains(&id) {
            rows.insert(id, row);
        }
    }
    rows
}
