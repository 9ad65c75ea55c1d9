//! What the person should always be able to see about their data.

use model::change::Verb;
use serde::{Deserialize, Serialize};

/// State of storage and back-ups.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Status {
    /// Changes not durable yet.
    pub unsaved: u32,
    /// Why nothing is being kept at the moment.
    pub trouble: Option<StorageTrouble>,
    /// Bytes used by this origin, if the browser says.
    pub used: Option<u64>,
    /// Bytes allowed, if the browser says.
    pub quota: Option<u64>,
    /// Whether the browser promised not to evict; none before it was asked.
    pub persistent: Option<bool>,
    /// When the last back-up file was made, in UTC milliseconds.
    pub last_backup: Option<i64>,
    /// Changes since then.
    pub changes_since_backup: u32,
    /// Time of the first change, in UTC milliseconds: how far one can look back.
    pub since: Option<i64>,
    /// Records in use per object, by key.
    pub records: Vec<(model::ObjectKey, u32)>,
    /// Attached files, and the bytes that they take here. The same contents take room once.
    pub files: (u32, u64),
    /// Records that came with the sample data.
    pub sample: u32,
    /// Bytes of memory held by the engine.
    pub memory: u64,
    /// Log rows in all, and rows behind the checkpoint.
    pub log_rows: (u64, u32),
    /// What was found wrong with what is kept.
    pub problems: Vec<String>,
    /// Name of the workspace.
    pub workspace: String,
    /// Base currency.
    pub currency: model::Currency,
}

/// Why storage fails, decided by the exception's name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum StorageTrouble {
    /// Full.
    Full,
    /// A newer version of Kith owns the data: reload.
    Newer,
    /// The browser closed the database.
    Closed,
    /// Another tab holds the database back.
    Blocked,
    /// This window keeps no data.
    Refused,
    /// Anything else.
    Other {
        /// Name of the exception.
        name: String,
        /// Its message.
        message: String,
    },
}

/// One step that can be taken back.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct StepLine {
    /// What was done.
    pub verb: Verb,
    /// To which object.
    pub object: String,
    /// How many records.
    pub count: u32,
    /// Name of the record, field or file.
    pub detail: String,
    /// When, in UTC milliseconds.
    pub at: i64,
}

/// What is in a back-up file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct BackupSummary {
    /// When it was made, in UTC milliseconds.
    pub created: i64,
    /// Name of its workspace.
    pub workspace: String,
    /// Records per object, by key.
    pub records: Vec<(model::ObjectKey, u32)>,
    /// Records that are here already, by id.
    pub known: u32,
    /// Problems found, with their place.
    pub problems: Vec<String>,
    /// For a set-up without other records: what is in it.
    pub setup: Vec<SetupLine>,
}

/// A part of a set-up.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SetupLine {
    /// What it is: `object`, `field`, `pipeline`, `tag`, `segment`, `view` or `dashboard`.
    pub object: model::ObjectKey,
    /// Its name.
    pub name: String,
    /// For fields, segments and views: key of the object that they are of.
    pub of: String,
    /// It is here already, and stays as it is.
    pub known: bool,
}

/// Result of re-reading everything that is kept.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Verification {
    /// Records looked at.
    pub records: u64,
    /// Log rows looked at.
    pub log_rows: u64,
    /// Attached files looked at.
    pub files: u64,
    /// What does not fit; empty when all is well.
    pub problems: Vec<String>,
}
