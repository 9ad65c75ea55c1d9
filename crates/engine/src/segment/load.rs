//! Loading: the workspace of a manifest and its segments.
//!
//! A workspace is read in two steps. The frame is everything but the columns of large tables: ids, stamps, history, which
//! records there are, and small tables whole. It says how many records there are and can be changed by the log as long as no
//! column is touched that is not there. Columns of large tables follow one by one, in any order.

use std::collections::BTreeMap;

use model::clock::Hlc;
use model::merge::Write;
use model::{ActorId, Clock, Inbox, Stamp};
use rustc_hash::FxHashMap;

use super::{BLOCK_IDS, Bookkeeping, ManifestBody, StampBody, TableBody, bytes, checksum, consent_of, key_of};
use crate::bitmap::Bitmap;
use crate::columns::Column;
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

/// Tables that every answer may depend on, read whole however large they are.
const ALWAYS_WHOLE: [&str; 6] = ["field", "object", "setting", "rate", "stage", "segment"];

/// A column that a checkpoint has and the workspace does not have yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AbsentColumn {
    /// Number of its table.
    pub table: u16,
    /// Its number in the table.
    pub field: u16,
    /// Its place in the manifest: index of the table and of the column.
    place: (usize, usize),
    /// Its segments in row order, with their checksums.
    segments: Vec<(String, u64)>,
}

impl AbsentColumn {
    /// Keys of its segments in row order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().map(|(key, _)| key.as_str())
    }

    /// Puts the column into the workspace. `blocks` are its segments in row order.
    ///
    /// # Errors
    /// [`LoadError`] naming the first segment that cannot be used; nothing has changed then.
    pub fn install(&self, workspace: &mut Workspace, manifest: &ManifestBody, blocks: &[Option<Vec<u8>>]) -> Result<(), LoadError> {
        let body = &manifest.tables[self.place.0].columns[self.place.1];
        let mut column = bytes::empty_column(body, blocks.iter().flatten().map(Vec::len).sum());
        for ((key, sum), block) in self.segments.iter().zip(blocks) {
            let block = block.as_ref().ok_or_else(|| LoadError::Missing(key.clone()))?;
            read_checked(&mut column, key, *sum, block)?;
        }
        let table = &mut workspace.tables[usize::from(self.table)];
        table.columns[usize::from(self.field)] = column;
        table.absent.remove(&self.field);
        Ok(())
    }
}

fn is_small(table: &TableBody, small_rows: u32) -> bool {
    table.rows <= small_rows || ALWAYS_WHOLE.contains(&table.object.as_str())
}

/// What [`load`] gives.
pub struct Frame {
    /// The workspace without the columns that are still absent.
    pub workspace: Workspace,
    /// The log row of each stamp.
    pub log_seqs: Vec<u64>,
    /// Columns that are still in the store.
    pub absent: Vec<AbsentColumn>,
}

/// Keys of the segments that the frame of a checkpoint is made of. Tables of more than `small_rows` rows are in it without columns.
#[must_use]
pub fn frame_keys(manifest: &ManifestBody, small_rows: u32) -> Vec<String> {
    let ids = (0..(manifest.handles as usize).div_ceil(BLOCK_IDS)).map(|block| key_of("#ids", "", block as u32));
    let mut keys = ids.chain(["#stamps".to_owned(), "#history".to_owned()]).collect::<Vec<_>>();
    for table in manifest.tables.iter().filter(|table| table.rows > 0) {
        keys.extend(block_keys(&table.object, "#rows", table.rows));
        keys.push(key_of(&table.object, "#book", 0));
        if is_small(table, small_rows) {
            let columns = table.columns.iter();
            keys.extend(columns.flat_map(|column| block_keys(&table.object, &column.field, column.rows)));
        }
    }
    keys
}

fn block_keys<'a>(object: &'a str, field: &'a str, rows: u32) -> impl Iterator<Item = String> + use<'a> {
    (0..(rows as usize).div_ceil(BLOCK_ROWS)).map(move |block| key_of(object, field, block as u32))
}

/// Builds the frame of a checkpoint from the segments of [`frame_keys`].
///
/// # Errors
/// [`LoadError`] naming the first segment that cannot be used.
pub fn load(manifest: &ManifestBody, segments: &FxHashMap<String, Vec<u8>>, small_rows: u32, actor: ActorId) -> Result<Frame, LoadError> {
    let source = Source {
        small_rows,
        segments,
        sums: manifest.segments.iter().map(|(key, sum)| (key.as_str(), *sum)).collect(),
    };
    let mut frame = Frame {
        workspace: Workspace::new(actor),
        log_seqs: Vec::new(),
        absent: Vec::new(),
    };
    let workspace = &mut frame.workspace;
    load_handles(workspace, manifest.handles as usize, &source)?;
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
    frame.log_seqs = stamps.log_seqs;
    workspace.history = source.unpack("#history")?;
    // Tables that define the schema come first, so that the columns of custom fields exist when theirs are read.
    let (defining, rest): (Vec<_>, Vec<_>) = manifest
        .tables
        .iter()
        .enumerate()
        .partition(|(_, table)| crate::custom::defines_schema(&table.object));
    for (place, body) in defining {
        load_table(&mut frame, place, body, &source)?;
    }
    frame.workspace.take_schema();
    for (place, body) in rest {
        load_table(&mut frame, place, body, &source)?;
    }
    let workspace = &mut frame.workspace;
    workspace.clock = Clock::after(Hlc(manifest.last_time));
    let mut contexts = BTreeMap::new();
    contexts.extend(manifest.contexts.iter().cloned());
    workspace.inbox = Inbox::after(manifest.applied.clone(), contexts);
    workspace.set_actor(actor);
    Ok(frame)
}

struct Source<'a> {
    small_rows: u32,
    segments: &'a FxHashMap<String, Vec<u8>>,
    sums: FxHashMap<&'a str, u64>,
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

fn read_checked(column: &mut Column, key: &str, sum: u64, block: &[u8]) -> Result<(), LoadError> {
    if checksum(block) != sum {
        return Err(LoadError::Damaged(key.to_owned()));
    }
    bytes::read_block(column, block).map_err(|_| LoadError::Damaged(key.to_owned()))
}

fn load_handles(workspace: &mut Workspace, count: usize, source: &Source<'_>) -> Result<(), LoadError> {
    let blocks = (0..count.div_ceil(BLOCK_IDS)).map(|block| source.get(&key_of("#ids", "", block as u32)));
    let blocks = blocks.collect::<Result<Vec<_>, _>>()?;
    workspace.handles.reserve_exact(blocks.iter().map(|block| block.len() / 16).sum());
    blocks.into_iter().for_each(|block| workspace.handles.extend(block));
    if workspace.handles.len() == count {
        Ok(())
    } else {
        Err(LoadError::Damaged("#ids".to_owned()))
    }
}

fn load_table(frame: &mut Frame, place: usize, body: &TableBody, source: &Source<'_>) -> Result<(), LoadError> {
    let workspace = &mut frame.workspace;
    let number = workspace.table_for_loading(&body.object);
    let table = &mut workspace.tables[usize::from(number)];
    let (mut handles, mut row_stamps) = (Vec::new(), Vec::new());
    // A damaged manifest may say anything; what it names must have a handle.
    let most = (body.rows as usize).min(workspace.handles.len());
    handles.reserve_exact(most);
    row_stamps.reserve_exact(most);
    for block in 0..(body.rows as usize).div_ceil(BLOCK_ROWS) {
        let key = key_of(&body.object, "#rows", block as u32);
        let damaged = |_| LoadError::Damaged(key.clone());
        let first = handles.len();
        bytes::read_rows(source.get(&key)?, BLOCK_ROWS, &mut handles, &mut row_stamps).map_err(damaged)?;
        let homeless = workspace.handles.set_places(number, &handles[first..], first as u32);
        for row in homeless.map_err(|_| LoadError::Damaged(key))? {
            table.second_homes.insert(handles[row as usize], row);
        }
    }
    if handles.len() != body.rows as usize || row_stamps.len() != handles.len() {
        return Err(LoadError::Damaged(key_of(&body.object, "#rows", 0)));
    }
    table.handles = handles;
    table.row_stamps = row_stamps;
    table.digest = body.digest;
    for (index, column) in body.columns.iter().enumerate() {
        let Some(field) = table.field(&column.field) else { continue };
        if table.fields[usize::from(field)].kind.storage() != column.storage {
            continue;
        }
        let segments = block_keys(&body.object, &column.field, column.rows)
            .map(|key| match source.sums.get(key.as_str()) {
                Some(&sum) => Ok((key, sum)),
                None => Err(LoadError::Missing(key)),
            })
            .collect::<Result<Vec<_>, _>>()?;
        if !is_small(body, source.small_rows) {
            table.absent.insert(field);
            frame.absent.push(AbsentColumn {
                table: number,
                field,
                place: (place, index),
                segments,
            });
            continue;
        }
        let mut loaded = bytes::empty_column(column, 0);
        for (key, sum) in &segments {
            let block = source.segments.get(key).ok_or_else(|| LoadError::Missing(key.clone()))?;
            read_checked(&mut loaded, key, *sum, block)?;
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
