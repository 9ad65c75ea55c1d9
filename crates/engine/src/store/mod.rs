//! Where changes and checkpoints are kept. The engine itself does no input or output: a [`Store`] is passed in.
//!
//! What every store promises, and what `conformance` checks of each:
//! - [`Store::append`] and [`Store::checkpoint`] are atomic: after a crash all of it is there or none.
//! - When `append` returns, its rows survive the end of the process.
//! - Log sequence numbers grow in the order of appends, also across tabs, and are never used twice.
//! - When [`Store::put_chunk`] returns, the chunk survives the end of the process, and putting it again changes nothing.
//! - A store whose schema moved on refuses writes of older code with [`StoreError::VersionTooNew`].

mod as_of;
pub mod conformance;
mod memory;

use std::future::Future;

use serde::{Deserialize, Serialize};

pub use as_of::AsOf;
pub use memory::{Fault, MemoryStore};

/// One change as the log keeps it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LogRow {
    /// Position in the log; assigned by the store.
    pub seq: u64,
    /// The change, as `model::codec` encodes it.
    pub change: Vec<u8>,
    /// The ops that take it back, encoded the same way: values as they were before. For history and undo.
    pub inverse: Vec<u8>,
}

/// What one commit writes, in one transaction.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Batch {
    /// Changes with their inverses, in order.
    pub rows: Vec<(Vec<u8>, Vec<u8>)>,
    /// Losing values of concurrent edits: key and bytes.
    pub journal: Vec<(String, Vec<u8>)>,
}

/// A column chunk: its key and its bytes.
pub type Segment = (String, Vec<u8>);

/// What a checkpoint writes, in one transaction: new segments first, the manifest that names them last.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Checkpoint {
    /// Version of the manifest that this one replaces; 0 for the first.
    pub replaces: u64,
    /// Segments that changed.
    pub segments: Vec<Segment>,
    /// Segments that no manifest names any more.
    pub dropped: Vec<String>,
    /// The manifest.
    pub manifest: Vec<u8>,
}

/// The newest manifest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Manifest {
    /// Grows with every checkpoint.
    pub version: u64,
    /// The bytes given to the checkpoint.
    pub bytes: Vec<u8>,
}

/// Things kept beside records: one value per name, of this device only.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Slot {
    /// Device id, time of the last back-up and its age in changes.
    Device,
    /// The first screen, painted before the engine is there.
    FirstScreen,
    /// Last known state of long work, so that a killed import can say so.
    Work,
}

/// Why a store could not do it. Decided by the browser's exception name, never by its message.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum StoreError {
    /// The device or the origin's share of it is full. Nothing was written.
    #[error("the disk is full")]
    Quota,
    /// The data was written by a newer version of Kith; this one must not write.
    #[error("the data belongs to a newer version of Kith (format {found})")]
    VersionTooNew {
        /// The format found.
        found: u32,
    },
    /// The connection was closed: another tab upgrades, or the browser lost its storage process.
    #[error("the browser closed the database")]
    Closed,
    /// Another tab holds the database back.
    #[error("another tab keeps the database from opening")]
    Blocked,
    /// Another tab checkpointed in the meantime.
    #[error("another tab wrote a checkpoint first")]
    Superseded,
    /// Storage is switched off, as in some private windows.
    #[error("this browser window keeps no data")]
    Refused,
    /// Anything else, by the exception's name.
    #[error("the browser could not do it: {name}")]
    Backend {
        /// Name of the exception.
        name: String,
        /// Its message, for the details.
        message: String,
    },
}

/// Version of the layout of stores and segments. Raised when older code must not write any more.
pub const FORMAT: u32 = 1;

/// Keeps the log, the checkpoint and a few values. Implemented on IndexedDB and in memory; clones are handles to the same store.
pub trait Store: Clone {
    /// The newest manifest, if a checkpoint was ever made.
    fn manifest(&self) -> impl Future<Output = Result<Option<Manifest>, StoreError>>;

    /// The bytes of segments, `None` for one that is missing.
    fn segments(&self, keys: &[String]) -> impl Future<Output = Result<Vec<Option<Vec<u8>>>, StoreError>>;

    /// At most `limit` log rows after `seq`, in order. A store hands out fewer when they are large, but only at the end none.
    fn log_after(&self, seq: u64, limit: u32) -> impl Future<Output = Result<Vec<LogRow>, StoreError>>;

    /// The log rows of these sequence numbers; missing ones are left out.
    fn log_rows(&self, seqs: &[u64]) -> impl Future<Output = Result<Vec<LogRow>, StoreError>>;

    /// Appends rows in one transaction and returns their sequence numbers once they are durable.
    fn append(&self, batch: Batch) -> impl Future<Output = Result<Vec<u64>, StoreError>>;

    /// Replaces the checkpoint in one transaction and returns its version.
    ///
    /// Refused with [`StoreError::Superseded`] when the newest version is not `replaces`.
    fn checkpoint(&self, checkpoint: Checkpoint) -> impl Future<Output = Result<u64, StoreError>>;

    /// All journal entries.
    fn journal(&self) -> impl Future<Output = Result<Vec<(String, Vec<u8>)>, StoreError>>;

    /// Puts bytes that could not be read aside, under a name that says where they come from.
    fn quarantine(&self, name: String, bytes: Vec<u8>) -> impl Future<Output = Result<(), StoreError>>;

    /// Names of what was put aside.
    fn quarantined(&self) -> impl Future<Output = Result<Vec<String>, StoreError>>;

    /// A value kept beside the records.
    fn slot(&self, slot: Slot) -> impl Future<Output = Result<Option<Vec<u8>>, StoreError>>;

    /// Keeps a value beside the records.
    fn put_slot(&self, slot: Slot, bytes: Vec<u8>) -> impl Future<Output = Result<(), StoreError>>;

    /// A chunk of a file by its key; `None` for one that is missing or cannot be read.
    fn chunk(&self, key: &str) -> impl Future<Output = Result<Option<Vec<u8>>, StoreError>>;

    /// Keeps a chunk of a file, in a transaction of its own. It is durable when this returns.
    fn put_chunk(&self, key: &str, bytes: &[u8]) -> impl Future<Output = Result<(), StoreError>>;

    /// Keys of all chunks.
    fn chunk_keys(&self) -> impl Future<Output = Result<Vec<String>, StoreError>>;

    /// Forgets chunks, in one transaction.
    fn drop_chunks(&self, keys: &[String]) -> impl Future<Output = Result<(), StoreError>>;

    /// Forgets everything: log, checkpoint, journal, files, slots. Only after a verified restore point.
    fn erase(&self) -> impl Future<Output = Result<(), StoreError>>;
}
