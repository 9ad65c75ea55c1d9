//! The layout of the database: its name, its version and the names of everything in it.
//!
//! [`STORES`] lists every store that any released version ever had, retired ones included: on an upgrade rexie deletes,
//! without a word, each store that is not declared. A store leaves this list only in a release after the one that moved
//! its rows elsewhere.

use rexie::{ObjectStore, RexieBuilder};

/// Name of the database.
pub const DATABASE: &str = "kith";

/// Version of the set of stores. Raised whenever [`STORES`] grows; older tabs then lose their connection.
pub(crate) const VERSION: u32 = 1;

/// One row per change under a generated number: `{ s: number, c: change, i: inverse }`. History, undo and outbox.
pub(crate) const LOG: &str = "log";
/// Column chunks by key, each a byte array.
pub(crate) const SEGMENTS: &str = "segments";
/// Single values by name: see [`key`].
pub(crate) const META: &str = "meta";
/// What the first paint needs, read by `index.html` while WebAssembly is on its way: see [`key::FIRST_SCREEN`].
pub(crate) const BOOT: &str = "boot";
/// Chunks of attached files.
pub(crate) const BLOBS: &str = "blobs";
/// Losing values of concurrent edits by key, each a byte array.
pub(crate) const JOURNAL: &str = "journal";
/// Bytes that could not be read, by a name that says where they come from.
pub(crate) const QUARANTINE: &str = "quarantine";

/// Every store there ever was.
pub(crate) const STORES: [&str; 7] = [LOG, SEGMENTS, META, BOOT, BLOBS, JOURNAL, QUARANTINE];

/// Key of a log row's own number, inside the row.
pub(crate) const LOG_NUMBER: &str = "s";

/// Keys of single values.
pub(crate) mod key {
    /// In `meta`: `{ format: number, id: string }`, written when the database is made. Whoever writes compares it.
    pub(crate) const IDENTITY: &str = "identity";
    /// In `meta`: `{ v: number, b: bytes }`, the newest manifest.
    pub(crate) const MANIFEST: &str = "manifest";
    /// In `meta`: bytes of the slot of the same name.
    pub(crate) const DEVICE: &str = "device";
    /// In `meta`: bytes of the slot of the same name.
    pub(crate) const WORK: &str = "work";
    /// In `boot`; `index.html` knows it too.
    pub(crate) const FIRST_SCREEN: &str = "first-screen";
}

/// Declares every store of a database at a version.
pub(crate) fn declare(builder: RexieBuilder, version: u32) -> RexieBuilder {
    let store = |name: &str| match name {
        LOG => ObjectStore::new(name).key_path(LOG_NUMBER).auto_increment(true),
        _ => ObjectStore::new(name),
    };
    STORES
        .iter()
        .fold(builder.version(version), |builder, name| builder.add_object_store(store(name)))
}
