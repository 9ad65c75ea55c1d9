//! Backups: one JSON document that holds everything, readable by people and by us, written and read in pieces.
//!
//! ```json
//! {"kith":1,"created":"2026-01-31T10:15:30Z","workspace":"Acme",
//! "objects":{
//! "contact":[
//! {"id":"0192…","fields":{"name":{"given":"Noor","family":"Berg"},"email":["n@x.org","n@y.org"],"birthday":{"date":"1990-05-01"}}},
//! {"id":"0193…","life":"trashed","fields":{}}
//! ]},
//! "log":["base64 of a change",…],
//! "files":[{"sha256":"hash of the whole file","part":0,"data":"base64 of its first part"},…],
//! "counts":{"contact":2,"log":1,"files":1},
//! "checksum":"xxh64:0123456789abcdef"}
//! ```
//!
//! Values say what they are, so that no schema is needed to read them:
//! text is a string, a whole number has no point, another number has one, and
//! `{"amount":"-1234.50","currency":"EUR"}`, `{"date":…}`, `{"time":…}` (UTC), `{"given":…,"family":…}`,
//! `{"street":…,"city":…,"region":…,"postal_code":…,"country":…}` and `{"ref":id}` are what they look like.
//! A set, or a primary value with further ones behind it, is an array. A purged record is its id with `"life":"purged"`.
//!
//! A backup of a workspace without files has no `files` and says `"kith":1`, so that versions before there were files read it;
//! one with files says `"kith":2`, which they refuse by name instead of leaving the files out.
//!
//! The checksum is that of all bytes before its own name, blanks between tokens left out; it comes last.
//! A reader takes what it does not know along ([`Item::Unknown`], [`BackupRecord::unknown`], [`BackupRecord::unknown_fields`]) and refuses what is damaged.

mod base64;
mod checksum;
mod reader;
#[cfg(test)]
mod tests;
mod value;
mod writer;

use std::collections::BTreeMap;

use model::{FieldKey, Life, ObjectKey, RecordId, Value};

pub(crate) use base64::digit as base64_digit;
pub(crate) use checksum::Checksum;
pub use reader::Reader;
pub use writer::{WriteError, Writer};

pub use crate::json::JsonMistake;

/// The newest version that this code reads: that of backups with files.
pub const VERSION: u64 = 2;
/// The version of backups without files.
const WITHOUT_FILES: u64 = 1;
/// Largest backup, in bytes. It is never in memory as a whole, so it may be larger than an imported table.
pub const MAX_BACKUP: u64 = 2 * 1024 * 1024 * 1024;

/// What stands at the beginning.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
    /// When it was made, in milliseconds since 1970-01-01T00:00Z.
    pub created: i64,
    /// Name of the workspace.
    pub workspace: String,
}

/// One record.
#[derive(Clone, PartialEq, Debug)]
pub struct BackupRecord {
    /// Its object.
    pub object: ObjectKey,
    /// Its id.
    pub id: RecordId,
    /// Whether it is in use.
    pub life: Life,
    /// Whether its values were removed for good; then there are no fields.
    pub purged: bool,
    /// Its values. Sets, and primary values with further ones behind them, are lists.
    pub fields: Vec<(FieldKey, Value)>,
    /// Fields whose values this version cannot read, as JSON.
    pub unknown_fields: Vec<(FieldKey, String)>,
    /// Members that this version does not know, by name, as JSON.
    pub unknown: Vec<(String, String)>,
}

/// One piece of a backup.
#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    /// The beginning; comes first.
    Header(Header),
    /// A record.
    Record(BackupRecord),
    /// The bytes of a change of the log, oldest first.
    Change(Vec<u8>),
    /// A part of a file.
    Part(FilePart),
    /// A member that this version does not know, as JSON.
    Unknown(String, String),
    /// The end. Nothing is missing or damaged.
    End(Summary),
}

/// A part of the contents of a file. Parts of one file stand together and in order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FilePart {
    /// SHA-256 of the whole file, in hexadecimal.
    pub sha256: String,
    /// Its number, from 0.
    pub part: u64,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a backup holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Records of each object.
    pub records: BTreeMap<ObjectKey, u64>,
    /// Changes of the log.
    pub changes: u64,
    /// Parts of files.
    pub parts: u64,
    /// Fields and members that this version cannot read.
    pub unknown: u64,
}

/// Why a backup cannot be read. Nothing of it may be used then, because something is missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is no backup of Kith.
    #[error("this is not a backup of Kith")]
    NotABackup,
    /// A newer version wrote it.
    #[error("a newer version of Kith wrote this backup (format {0}); update Kith and try again")]
    Newer(u64),
    /// It is larger than a backup may be.
    #[error("the file has more than {0} bytes")]
    TooLarge(u64),
    /// It ends too early.
    #[error("the backup is cut off after {bytes} bytes")]
    Truncated {
        /// Bytes that are there.
        bytes: u64,
    },
    /// Something follows after its end.
    #[error("something follows after the end of the backup, at byte {byte}")]
    Trailing {
        /// Where.
        byte: u64,
    },
    /// It is no JSON.
    #[error("damaged on line {line}, at byte {byte}: {mistake}")]
    Json {
        /// Line, from 1.
        line: u64,
        /// Byte, from 0.
        byte: u64,
        /// What is wrong there.
        mistake: JsonMistake,
    },
    /// It is JSON of another shape.
    #[error("damaged on line {line}, at byte {byte}: {what} was expected")]
    Shape {
        /// Line, from 1.
        line: u64,
        /// Byte, from 0; behind the value.
        byte: u64,
        /// What should be there.
        what: &'static str,
    },
    /// It does not hold as many records as it says.
    #[error("the backup should hold {expected} of “{what}” and holds {found}")]
    Count {
        /// The object, or `log`.
        what: String,
        /// How many it says.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// It was changed after it was written.
    #[error("the backup was changed or damaged after it was written: its checksum does not fit")]
    Checksum,
    /// It has no checksum.
    #[error("the backup has no checksum")]
    NoChecksum,
}
