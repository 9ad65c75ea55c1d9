//! References the other way round: which rows point to a record.
//!
//! An [`Index`] is built once per reference field, by counting: the rows that point to each row of the target's table, one
//! list after the other. Rows that are written afterwards stand in a small overlay with what they point to now, so an edit costs the
//! size of the overlay and never a rebuild. A field without an index is looked through; that is fast enough for a page and
//! too slow for a thousand records. Rows are found whatever their life: readers keep those they want.

use rustc_hash::FxHashMap;

use super::fields::Ends;
use crate::table::Table;
use crate::workspace::Workspace;

/// Rows written since an index was built, before it is thrown away.
const MOVED: usize = 4_096;

/// Rows by what one reference field of theirs points to, further references included.
#[derive(Debug)]
struct Index {
    /// The table whose rows the lists belong to.
    target: u16,
    starts: Vec<u32>,
    rows: Vec<u32>,
    /// References to records that are not there, or lie in another table, by handle.
    strays: FxHashMap<u32, Vec<u32>>,
    /// Rows that the lists know; later ones are in the overlay.
    built: u32,
    moved: FxHashMap<u32, Vec<u32>>,
}

impl Index {
    fn build(workspace: &Workspace, table: &Table, field: u16, target: &Table) -> Self {
        let ends = Ends::of(table, field);
        let handles = workspace.handles();
        let row_of = |handle: u32| {
            handles
                .place(handle)
                .filter(|place| place.table == target.number)
                .map(|place| place.row)
        };
        let mut index = Self {
            target: target.number,
            starts: vec![0; target.len() + 1],
            rows: Vec::new(),
            strays: FxHashMap::default(),
            built: table.len() as u32,
            moved: FxHashMap::default(),
        };
        let reached = ends.len().min(table.len()) as u32;
        for row in 0..reached {
            ends.each(row, |handle| match row_of(handle) {
                Some(target) => index.starts[target as usize + 1] += 1,
                None => index.strays.entry(handle).or_default().push(row),
            });
        }
        for target in 0..target.len() {
            index.starts[target + 1] += index.starts[target];
        }
        let mut next = index.starts.clone();
        index.rows = vec![0; index.starts[target.len()] as usize];
        for row in 0..reached {
            ends.each(row, |handle| {
                if let Some(target) = row_of(handle) {
                    let place = &mut next[target as usize];
                    index.rows[*place as usize] = row;
                    *place += 1;
                }
            });
        }
        index
    }

    /// Rows that point to a record, ascending.
    fn rows(&self, workspace: &Workspace, handle: u32) -> Vec<u32> {
        let place = workspace.handles().place(handle).filter(|place| place.table == self.target);
        let list = place.and_then(|place| {
            let bounds = (self.starts.get(place.row as usize)?, self.starts.get(place.row as usize + 1)?);
            self.rows.get(*bounds.0 as usize..*bounds.1 as usize)
        });
        let strays = self.strays.get(&handle);
        let mut rows = list
            .unwrap_or_default()
            .iter()
            .chain(strays.into_iter().flatten())
            .copied()
            .collect::<Vec<_>>();
        if !self.moved.is_empty() {
            rows.retain(|row| !self.moved.contains_key(row));
            let before = rows.len();
            rows.extend(self.moved.iter().filter(|(_, ends)| ends.contains(&handle)).map(|(&row, _)| row));
            if rows.len() > before {
                rows.sort_unstable();
            }
        }
        rows
    }

    /// What a row pointed to when the index last saw it.
    fn seen(&self, workspace: &Workspace, row: u32) -> Vec<u32> {
        if let Some(ends) = self.moved.get(&row) {
            return ends.clone();
        }
        if row >= self.built {
            return Vec::new();
        }
        let table = &workspace.tables()[usize::from(self.target)];
        let mut ends = Vec::new();
        for (chunk, first) in self.rows.chunks(SCANNED).zip((0u32..).step_by(SCANNED)) {
            if !chunk.iter().fold(false, |found, &other| found | (other == row)) {
                continue;
            }
            for (position, _) in (first..).zip(chunk).filter(|(_, other)| **other == row) {
                let target = self.starts.partition_point(|&start| start <= position) - 1;
                ends.push(table.handle(target as u32));
            }
        }
        ends.extend(
            self.strays
                .iter()
                .filter(|(_, rows)| rows.contains(&row))
                .map(|(&handle, _)| handle),
        );
        ends
    }
}

/// Entries compared at once.
const SCANNED: usize = 256;

/// Indexes of reference fields, by table and field.
#[derive(Default, Debug)]
pub struct Links {
    indexes: FxHashMap<(u16, u16), Index>,
}

impl Links {
    /// Rows of a table whose reference field, or its further values, point to a record; ascending, whatever their life.
    #[must_use]
    pub fn rows(&self, workspace: &Workspace, table: &Table, field: u16, handle: u32) -> Vec<u32> {
        match self.indexes.get(&(table.number, field)) {
            Some(index) => index.rows(workspace, handle),
            None => Ends::of(table, field).scan(handle),
        }
    }

    /// As [`Links::rows`], by the key of the field, and only records in use.
    #[must_use]
    pub fn alive(&self, workspace: &Workspace, table: &Table, key: &str, handle: u32) -> Vec<u32> {
        let Some(field) = table.field(key) else { return Vec::new() };
        let mut rows = self.rows(workspace, table, field, handle);
        rows.retain(|&row| table.is_alive(row));
        rows
    }

    /// Builds the index of a reference field, unless it is there.
    pub fn build(&mut self, workspace: &Workspace, table: &Table, field: u16) {
        let target = workspace
            .schema()
            .field(&table.object, &table.fields()[usize::from(field)].key)
            .and_then(|field| field.target.as_ref());
        let Some(target) = target.and_then(|target| workspace.table(target)) else {
            return;
        };
        self.indexes
            .entry((table.number, field))
            .or_insert_with(|| Index::build(workspace, table, field, target));
    }

    /// What a row pointed to when the field's index last saw it; `None` when there is no index.
    pub(crate) fn seen(&self, workspace: &Workspace, table: u16, field: u16, row: u32) -> Option<Vec<u32>> {
        self.indexes.get(&(table, field)).map(|index| index.seen(workspace, row))
    }

    /// Whether the index of a reference field is there.
    #[must_use]
    pub fn is_indexed(&self, table: u16, field: u16) -> bool {
        self.indexes.contains_key(&(table, field))
    }

    /// Whether there is no index at all.
    pub(super) fn is_empty(&self) -> bool {
        self.indexes.is_empty()
    }

    /// Takes in that rows of a table were written. `touched` says whether a field may have changed.
    pub(super) fn note(&mut self, table: &Table, rows: &[u32], touched: impl Fn(u16) -> bool) {
        self.indexes.retain(|&(number, field), index| {
            if number != table.number {
                return true;
            }
            let ends = Ends::of(table, field);
            let all = touched(field);
            let moved = || {
                rows.iter()
                    .copied()
                    .filter(|&row| all || row >= index.built || table.is_purged(row))
            };
            if index.moved.len() + moved().count() > MOVED {
                return false;
            }
            for row in moved().collect::<Vec<_>>() {
                let now = index.moved.entry(row).or_default();
                now.clear();
                ends.each(row, |handle| now.push(handle));
            }
            true
        });
    }

    /// Forgets the indexes of a table whose rows changed in ways unknown.
    pub(super) fn forget(&mut self, table: u16) {
        self.indexes.retain(|&(number, _), _| number != table);
    }

    /// Bytes of memory held.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.indexes
            .values()
            .map(|index| (index.starts.capacity() + index.rows.capacity()) * 4)
            .sum()
    }
}
