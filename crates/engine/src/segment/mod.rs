//! Segments: blocks of columns as bytes, and the manifest that names them.
//!
//! A segment is the column's own memory layout in little-endian order with a small header, so that opening a workspace is
//! copying, not decoding. Every segment has a checksum in the manifest; one that does not fit is put aside and the workspace is
//! rebuilt from the log, which is never shortened.

mod bytes;
mod load;
mod save;

use model::merge::Write;
use model::{Currency, FieldKey, Life, Value, Vector};
use serde::{Deserialize, Serialize};

use crate::table::Consent;

pub use load::{AbsentColumn, Frame, LoadError, frame_keys, load};
pub use save::{Saved, save};

/// Marks the rows of a table (handles and row stamps) among its dirty blocks.
pub(crate) const ROWS: u16 = u16::MAX;
/// Marks the bookkeeping of a table (exceptional stamps, life, consent) among its dirty blocks.
pub(crate) const STAMPS: u16 = u16::MAX - 1;
/// Handles per segment of ids: 512 KiB.
const BLOCK_IDS: usize = 32_768;

/// Names every segment of a checkpoint, and keeps what is small.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct ManifestBody {
    /// Layout version, [`crate::store::FORMAT`].
    pub format: u32,
    /// Every log row up to this one is in the checkpoint.
    pub log_seq: u64,
    /// The clock.
    pub last_time: u64,
    /// What was applied.
    pub applied: Vector,
    /// What each actor had seen at its last change.
    pub contexts: Vec<(model::ActorId, Vector)>,
    /// Number of handles.
    pub handles: u32,
    /// Digest of the whole state.
    pub digest: u128,
    /// Tables in number order.
    pub tables: Vec<TableBody>,
    /// Every segment with its checksum.
    pub segments: Vec<(String, u64)>,
}

/// What the manifest keeps of a table.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct TableBody {
    /// The object.
    pub object: String,
    /// Number of rows.
    pub rows: u32,
    /// Digest of its cells.
    pub digest: u128,
    /// Its columns that were ever written.
    pub columns: Vec<ColumnBody>,
}

/// What the manifest keeps of a column.
#[derive(Serialize, Deserialize, Clone, PartialEq, Debug)]
pub struct ColumnBody {
    /// Key of the field.
    pub field: String,
    /// How values are kept.
    pub storage: model::kind::Storage,
    /// Rows covered.
    pub rows: u32,
    /// Dictionary of words, for words and sets of words.
    pub words: Vec<String>,
    /// Currencies, for money.
    pub currencies: Vec<Currency>,
}

/// The decision that holds for a consent, and the change that made it.
type Decided = (Option<String>, u32);

/// Bookkeeping of a table: one segment, small where records were written once.
#[derive(Serialize, Deserialize, Default)]
struct Bookkeeping {
    cell_stamps: Vec<(u32, String, u32)>,
    element_stamps: Vec<(u32, String, u32, u32, bool)>,
    consents: Vec<(u32, String, Vec<u32>, Option<Decided>)>,
    life: Vec<(u32, Life, u32)>,
    purged: Vec<u32>,
    absent: Vec<u32>,
    touched: Vec<(u32, u32)>,
    extras: Vec<(u32, FieldKey, Option<Value>, u32)>,
}

/// Stamps with the log row of each.
#[derive(Serialize, Deserialize, Default)]
struct StampBody {
    writes: Vec<(u64, u64, u64)>,
    log_seqs: Vec<u64>,
}

fn write_body(write: Write) -> (u64, u64, u64) {
    (write.stamp.hlc.0, write.stamp.actor.0, write.seq)
}

fn key_of(object: &str, field: &str, block: u32) -> String {
    format!("{object}/{field}/{block}")
}

/// Checksum of a segment: guards against damage, not against malice.
fn checksum(bytes: &[u8]) -> u64 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(bytes);
    hasher.write_usize(bytes.len());
    hasher.finish()
}

/// Consent as bookkeeping keeps it.
fn consent_of(opt_outs: Vec<u32>, answer: Option<(Option<String>, u32)>) -> Consent {
    Consent { opt_outs, answer }
}
