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
    pub problems: Vec<KeptProblem>,
    /// Name of the workspace.
    pub workspace: String,
    /// Base currency; where the workspace has chosen none, that of where the person is.
    pub currency: Option<model::Currency>,
}

/// Records from which losing them would hurt.
pub const WORTH_KEEPING: u32 = 10;

/// Age from which a back-up is too old, in milliseconds: a week.
pub const BACKUP_AGE: i64 = 7 * 86_400_000;

/// Whether a back-up is due: `changes` are in none, `records` of the person's own would hurt to lose, and the last one, if any, is
/// too old at an instant.
#[must_use]
pub fn backup_is_due(last: Option<i64>, changes: u32, records: u32, now: i64) -> bool {
    changes > 0 && records >= WORTH_KEEPING && last.is_none_or(|last| now - last > BACKUP_AGE)
}

/// The field of a record in the bin that says when it was deleted: it was changed then, and nothing edits it there.
pub const DELETED: &str = "updated";

/// Key of the setting that says for how many days deleted records stay in the bin. Without it they stay until somebody deletes them for good.
pub const BIN_DAYS: &str = "bin_days";

/// The days of that setting's value; none where they stay.
#[must_use]
pub fn bin_days(value: &str) -> Option<u32> {
    value.parse().ok().filter(|&days| days > 0)
}

impl Status {
    /// Records in use that did not come with the sample data.
    #[must_use]
    pub fn own_records(&self) -> u32 {
        let all: u32 = self.records.iter().map(|(_, count)| *count).sum();
        all.saturating_sub(self.sample)
    }
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
    /// What cannot be taken over.
    pub problems: Vec<BackupProblem>,
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
    pub problems: Vec<KeptProblem>,
}

/// What is wrong with what is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum KeptProblem {
    /// A part of the checkpoint, by its name, is missing or damaged; without a name, its list of parts. All was rebuilt from the log.
    Rebuilt(Option<String>),
    /// The change at this position of the log could not be read, and was put aside. All others are there.
    Change(u64),
    /// The records do not match their digest.
    Digest,
    /// The log gives other records than those on screen.
    Log,
    /// A field or object that people added cannot be used.
    Definition(model::schema::ExtendError),
    /// Something that could not be read was put aside under this name.
    PutAside(String),
    /// The contents of the file of this name are missing.
    FileMissing(String),
    /// The contents of the file of this name are not those that were added.
    FileDamaged(String),
}

/// What of a back-up cannot be taken over.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum BackupProblem {
    /// So many values belong to fields that this version does not know.
    UnknownValues(u32),
    /// The contents of the files of these names were missing or damaged when it was made.
    WithoutContents(Vec<String>),
    /// A view or dashboard of a set-up would not work here as it is.
    Look {
        /// `view` or `dashboard`.
        object: model::ObjectKey,
        /// Its name.
        name: String,
        /// What is wrong with it.
        fault: LookFault,
    },
}

/// What is wrong with a view or dashboard that comes in.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum LookFault {
    /// It cannot be read, and is left out.
    Unreadable,
    /// It is of an object that is neither here nor in the file, and is left out.
    Object(model::ObjectKey),
    /// A newer version wrote it, and shows it in a way that this one does not know. It is kept as it is.
    Newer,
    /// It names fields that are neither here nor in the file, and works without them.
    Fields(Vec<model::FieldKey>),
    /// A rule or chart of it does not fit. Whatever else it shows works.
    Rule(crate::query::QueryError),
}

/// Why a file cannot be read or made. Nothing was changed then.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum FileFault {
    /// No file was chosen.
    NoFile,
    /// The file of this name cannot be read any more.
    Unreadable(String),
    /// The back-up is none, or not whole.
    Backup(BackupFault),
    /// A back-up does not read back as it was written.
    NotAsWritten,
    /// What is here has to be backed up before it is replaced.
    NoRestorePoint,
    /// The import is done already.
    ImportDone,
    /// Something changed since the preview of the import.
    ImportStale,
    /// The importer cannot read the file so.
    Import(model::reading::LoadError),
}

/// Why a back-up cannot be read. Bytes and lines are those of the file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum BackupFault {
    /// There is nothing in it.
    Empty,
    /// It is no back-up of Kith.
    NotABackup,
    /// A newer version wrote it, in this format.
    Newer(u64),
    /// It has more than so many bytes.
    TooLarge(u64),
    /// It ends after so many bytes.
    Truncated(u64),
    /// Something follows after its end, at this byte.
    Trailing(u64),
    /// It cannot be read there.
    Damaged {
        /// Line, from 1.
        line: u64,
        /// Byte, from 0.
        byte: u64,
    },
    /// It does not hold as many records of an object as it says.
    Count {
        /// The object, or `log`.
        what: String,
        /// How many it says.
        expected: u64,
        /// How many there are.
        found: u64,
    },
    /// It was changed after it was written, or has no checksum.
    Checksum,
    /// A change in its log cannot be read.
    Change,
}
