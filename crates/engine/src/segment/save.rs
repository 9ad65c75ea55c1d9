//! Saving: the segments that changed since the last checkpoint, and the manifest of all of them.

use std::collections::BTreeMap;

use super::{BLOCK_IDS, Bookkeeping, ColumnBody, ManifestBody, ROWS, STAMPS, StampBody, TableBody, bytes, checksum, key_of, write_body};
use crate::columns::Column;
use crate::store::{FORMAT, Segment};
use crate::table::{BLOCK_ROWS, Table};
use crate::workspace::Workspace;

/// What a checkpoint writes.
pub struct Saved {
    /// Segments that changed.
    pub segments: Vec<Segment>,
    /// Segments that are no longer named.
    pub dropped: Vec<String>,
    /// The manifest.
    pub manifest: ManifestBody,
}

/// Collects what changed. With no `previous` manifest everything counts as changed.
///
/// `log_seqs` is the log row of each stamp, `log_seq` the last row of the log that is in the state.
#[must_use]
pub fn save(workspace: &Workspace, previous: Option<&ManifestBody>, log_seq: u64, log_seqs: &[u64]) -> Saved {
    let mut known: BTreeMap<String, u64> = previous
        .map(|previous| previous.segments.iter().cloned().collect())
        .unwrap_or_default();
    let mut names = Vec::new();
    let mut segments = Vec::new();
    let mut keep = |key: String, dirty: bool, bytes: &dyn Fn() -> Vec<u8>| {
        let sum = match known.remove(&key) {
            Some(sum) if !dirty => sum,
            _ => {
                let bytes = bytes();
                let sum = checksum(&bytes);
                segments.push((key.clone(), bytes));
                sum
            }
        };
        names.push((key, sum));
    };
    save_handles(workspace, previous.map_or(0, |previous| previous.handles as usize), &mut keep);
    let body = StampBody {
        writes: workspace.stamps.writes().iter().map(|&write| write_body(write)).collect(),
        log_seqs: log_seqs.to_vec(),
    };
    keep("#stamps".to_owned(), true, &|| pack(&body));
    keep("#history".to_owned(), true, &|| pack(&workspace.history));
    for table in &workspace.tables {
        let body = previous.and_then(|previous| previous.tables.iter().find(|body| body.object == *table.object));
        save_table(table, body, &mut keep);
    }
    let manifest = ManifestBody {
        format: FORMAT,
        log_seq,
        last_time: workspace.clock.last().0,
        applied: workspace.inbox.applied().clone(),
        contexts: workspace
            .inbox
            .contexts()
            .iter()
            .map(|(&actor, vector)| (actor, vector.clone()))
            .collect(),
        handles: workspace.handles.len() as u32,
        digest: workspace.digest(),
        tables: workspace.tables.iter().map(table_body).collect(),
        segments: names,
    };
    Saved {
        segments,
        dropped: known.into_keys().collect(),
        manifest,
    }
}

type Keep<'a> = dyn FnMut(String, bool, &dyn Fn() -> Vec<u8>) + 'a;

fn save_handles(workspace: &Workspace, saved: usize, keep: &mut Keep<'_>) {
    let count = workspace.handles.len();
    for start in (0..count).step_by(BLOCK_IDS) {
        let end = (start + BLOCK_IDS).min(count);
        let key = key_of("#ids", "", (start / BLOCK_IDS) as u32);
        keep(key, start + BLOCK_IDS > saved, &|| workspace.handles.bytes(start..end).to_vec());
    }
}

fn save_table(table: &Table, previous: Option<&TableBody>, keep: &mut Keep<'_>) {
    let blocks = |rows: usize| 0..rows.div_ceil(BLOCK_ROWS);
    let dirty = |field: u16, block: usize| table.dirty.contains(&(field, block as u32));
    for block in blocks(table.len()) {
        let rows = block * BLOCK_ROWS..((block + 1) * BLOCK_ROWS).min(table.len());
        keep(key_of(&table.object, "#rows", block as u32), dirty(ROWS, block), &|| {
            bytes::write_rows(&table.handles[rows.clone()], &table.row_stamps[rows.clone()])
        });
    }
    for (number, column) in table.columns.iter().enumerate() {
        let key = &table.fields[number].key;
        let saved = previous
            .and_then(|body| body.columns.iter().find(|column| column.field == **key))
            .map_or(0, |column| column.rows as usize);
        for block in blocks(column.len()) {
            // A column that grew has its last saved block filled up with empty rows that no write marked.
            let grown = column.len() != saved && (block + 1) * BLOCK_ROWS > saved;
            let dirty = grown || dirty(number as u16, block);
            keep(key_of(&table.object, key, block as u32), dirty, &|| {
                bytes::write_block(column, block * BLOCK_ROWS, (block + 1) * BLOCK_ROWS)
            });
        }
    }
    if !table.is_empty() {
        keep(key_of(&table.object, "#book", 0), dirty(STAMPS, 0), &|| pack(&bookkeeping(table)));
    }
}

fn bookkeeping(table: &Table) -> Bookkeeping {
    let key = |field: u16| table.fields[usize::from(field)].key.to_string();
    Bookkeeping {
        cell_stamps: table
            .cell_stamps
            .iter()
            .map(|(&(row, field), &stamp)| (row, key(field), stamp))
            .collect(),
        element_stamps: table
            .element_stamps
            .iter()
            .map(|(&(row, field, code), &(stamp, present))| (row, key(field), code, stamp, present))
            .collect(),
        consents: table
            .consents
            .iter()
            .map(|(&(row, field), consent)| (row, key(field), consent.opt_outs.clone(), consent.answer.clone()))
            .collect(),
        life: table.life.iter().map(|(&row, &(life, stamp))| (row, life, stamp)).collect(),
        purged: table.purged.iter().copied().collect(),
        absent: (0..table.len() as u32).filter(|&row| !table.exists.get(row as usize)).collect(),
        touched: table.touched.iter().map(|(&row, &stamp)| (row, stamp)).collect(),
        extras: table
            .extras
            .iter()
            .map(|((row, key), (value, stamp))| (*row, key.clone(), value.clone(), *stamp))
            .collect(),
    }
}

fn table_body(table: &Table) -> TableBody {
    let columns = table
        .columns
        .iter()
        .zip(&table.fields)
        .filter(|(column, _)| !column.is_empty())
        .map(|(column, field)| {
            let (words, currencies) = match column {
                Column::Word(column) => (column.words.list().to_vec(), Vec::new()),
                Column::WordSet(words, _) => (words.list().to_vec(), Vec::new()),
                Column::Money(column) => (Vec::new(), column.currencies.clone()),
                _ => (Vec::new(), Vec::new()),
            };
            ColumnBody {
                field: field.key.to_string(),
                storage: field.kind.storage(),
                rows: column.len() as u32,
                words,
                currencies,
            }
        });
    TableBody {
        object: table.object.to_string(),
        rows: table.len() as u32,
        digest: table.digest,
        columns: columns.collect(),
    }
}

fn pack<T: serde::Serialize>(value: &T) -> Vec<u8> {
    postcard::to_allocvec(value).expect("growing a vector cannot fail, and no type here refuses to serialise")
}
