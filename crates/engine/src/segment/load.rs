//! Loading: the workspace of a manifest and its segments.

use std::collections::BTreeMap;

use model::clock::Hlc;
use model::merge::Write;
use model::{ActorId, Clock, Inbox, RecordId, Stamp};
use rustc_hash::FxHashMap;

use super::{BLOCK_IDS, Bookkeeping, ManifestBody, StampBody, TableBody, bytes, checksum, consent_of, key_of};
use crate::bitmap::Bitmap;
use crate::table::{BLOCK_ROWS, Table};
use crate::workspace::Workspace;

/// Why a checkpoint cannot be used. The log still has everything.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum LoadError {
    /// The manifest cannot be read.
    #[error("the checkpoint's manifest is damaged")]
    Manifest,
    /// A newer version of Kith wrote it.
    #[error("the checkpoint belongs to a newer version of Kith (format {0})")]
    Newer(u32),
    /// A segment is missing.
    #[error("part “{0}” of the checkpoint is missing")]
    Missing(String),
    /// A segment is damaged.
    #[error("part “{0}” of the checkpoint is damaged")]
    Damaged(String),
}

impl ManifestBody {
    /// The manifest of its bytes.
    ///
    /// # Errors
    /// [`LoadError::Manifest`] or [`LoadError::Newer`].
    pub fn read(bytes: &[u8]) -> Result<Self, LoadError> {
        let (format, _) = postcard::take_from_bytes::<u32>(bytes).map_err(|_| LoadError::Manifest)?;
        if format > crate::store::FORMAT {
            return Err(LoadError::Newer(format));
        }
        postcard::from_bytes(bytes).map_err(|_| LoadError::Manifest)
    }

    /// The bytes of the manifest.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        postcard::to_allocvec(self).expect("growing a vector cannot fail, and no type here refuses to serialise")
    }
}

/// Builds the workspace of a checkpoint, and the log row of each stamp.
///
/// # Errors
/// [`LoadError`] naming the first segment that cannot be used.
pub fn load(manifest: &ManifestBody, segments: &FxHashMap<String, Vec<u8>>, actor: ActorId) -> Result<(Workspace, Vec<u64>), LoadError> {
    let mut sums = BTreeMap::new();
    sums.extend(manifest.segments.iter().map(|(key, sum)| (key.as_str(), *sum)));
    let source = Source { segments, sums };
    let mut workspace = Workspace::new(actor);
    load_handles(&mut workspace, manifest.handles as usize, &source)?;
    let stamps: StampBody = source.unpack("#stamps")?;
    for &(hlc, actor, seq) in &stamps.writes {
        workspace.stamps.push_write(Write {
            stamp: Stamp {
                hlc: Hlc(hlc),
                actor: ActorId(actor),
            },
            seq,
        });
    }
    workspace.history = source.unpack("#history")?;
    // Tables that define the schema come first, so that the columns of custom fields exist when theirs are read.
    let (defining, rest): (Vec<_>, Vec<_>) = manifest
        .tables
        .iter()
        .partition(|table| crate::custom::defines_schema(&table.object));
    for body in defining {
        load_table(&mut workspace, body, &source)?;
    }
    workspace.take_schema();
    for body in rest {
        load_table(&mut workspace, body, &source)?;
    }
    workspace.clock = Clock::after(Hlc(manifest.last_time));
    let mut contexts = BTreeMap::new();
    contexts.extend(manifest.contexts.iter().cloned());
    workspace.inbox = Inbox::after(manifest.applied.clone(), contexts);
    workspace.set_actor(actor);
    Ok((workspace, stamps.log_seqs))
}

struct Source<'a> {
    segments: &'a FxHashMap<String, Vec<u8>>,
    sums: BTreeMap<&'a str, u64>,
}

impl Source<'_> {
    fn get(&self, key: &str) -> Result<&[u8], LoadError> {
        let bytes = self.segments.get(key).ok_or_else(|| LoadError::Missing(key.to_owned()))?;
        if self.sums.get(key) == Some(&checksum(bytes)) {
            Ok(bytes)
        } else {
            Err(LoadError::Damaged(key.to_owned()))
        }
    }

    fn unpack<T: serde::de::DeserializeOwned>(&self, key: &str) -> Result<T, LoadError> {
        postcard::from_bytes(self.get(key)?).map_err(|_| LoadError::Damaged(key.to_owned()))
    }
}

fn load_handles(workspace: &mut Workspace, count: usize, source: &Source<'_>) -> Result<(), LoadError> {
    for block in 0..count.div_ceil(BLOCK_IDS) {
        let key = key_of("#ids", "", block as u32);
        let bytes = source.get(&key)?;
        workspace.handles.extend(
            bytes
                .chunks_exact(16)
                .map(|id| RecordId(u128::from_le_bytes(id.try_into().expect("chunks of sixteen bytes")))),
        );
    }
    if workspace.handles.len() == count {
        Ok(())
    } else {
        Err(LoadError::Damaged("#ids".to_owned()))
    }
}

fn load_table(workspace: &mut Workspace, body: &TableBody, source: &Source<'_>) -> Result<(), LoadError> {
    let number = workspace.table_for_loading(&body.object);
    let mut handles = Vec::with_capacity(body.rows as usize);
    let mut row_stamps = Vec::with_capacity(body.rows as usize);
    for block in 0..(body.rows as usize).div_ceil(BLOCK_ROWS) {
        let key = key_of(&body.object, "#rows", block as u32);
        let damaged = |_| LoadError::Damaged(key.clone());
        let mut bytes = source.get(&key)?;
        let rows = bytes.len() / 8;
        handles.extend(bytes::words(&mut bytes, rows).map_err(damaged)?);
        row_stamps.extend(bytes::words(&mut bytes, rows).map_err(damaged)?);
    }
    if handles.len() != body.rows as usize {
        return Err(LoadError::Damaged(key_of(&body.object, "#rows", 0)));
    }
    if handles.iter().any(|&handle| handle as usize >= workspace.handles.len()) {
        return Err(LoadError::Damaged(key_of(&body.object, "#rows", 0)));
    }
    let table = &mut workspace.tables[usize::from(number)];
    for (row, &handle) in handles.iter().enumerate() {
        table.settle(handle, row as u32, &mut workspace.handles);
    }
    table.handles = handles;
    table.row_stamps = row_stamps;
    table.digest = body.digest;
    for column in &body.columns {
        let Some(field) = table.field(&column.field) else { continue };
        if table.fields[usize::from(field)].kind.storage() != column.storage {
            continue;
        }
        let mut loaded = bytes::empty_column(column.storage, &column.words, &column.currencies);
        for block in 0..(column.rows as usize).div_ceil(BLOCK_ROWS) {
            let key = key_of(&body.object, &column.field, block as u32);
            bytes::read_block(&mut loaded, source.get(&key)?).map_err(|_| LoadError::Damaged(key))?;
        }
        table.columns[usize::from(field)] = loaded;
    }
    // All rows were written to but those that only a life op named; the bookkeeping lists them.
    table.exists = Bitmap::filled(table.len(), true);
    if body.rows > 0 {
        load_bookkeeping(table, source.unpack(&key_of(&body.object, "#book", 0))?);
    }
    table.grow_bitmaps();
    table.alive = table.exists.clone();
    for row in table.life.keys().chain(&table.purged).copied().collect::<Vec<_>>() {
        table.refresh_life(row);
    }
    Ok(())
}

fn load_bookkeeping(table: &mut Table, book: Bookkeeping) {
    let number = |table: &Table, key: &str| table.field(key);
    for (row, key, stamp) in book.cell_stamps {
        if let Some(field) = number(table, &key) {
            table.cell_stamps.insert((row, field), stamp);
        }
    }
    for (row, key, code, stamp, present) in book.element_stamps {
        if let Some(field) = number(table, &key) {
            table.element_stamps.insert((row, field, code), (stamp, present));
        }
    }
    for (row, key, opt_outs, answer) in book.consents {
        if let Some(field) = number(table, &key) {
            table.consents.insert((row, field), consent_of(opt_outs, answer));
        }
    }
    table.life = book.life.into_iter().map(|(row, life, stamp)| (row, (life, stamp))).collect();
    table.purged = book.purged.into_iter().collect();
    table.touched = book.touched.into_iter().collect();
    table.extras = book
        .extras
        .into_iter()
        .map(|(row, key, value, stamp)| ((row, key), (value, stamp)))
        .collect();
    for row in book.absent {
        table.exists.set(row as usize, false);
    }
}
