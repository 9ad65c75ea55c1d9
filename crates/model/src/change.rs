//! Changes: one user intent each, atomic everywhere. History, undo, tabs, devices and teams all live on them.
//!
//! A record exists when a field of it is set and it is not purged: there is no create op that could arrive late.

use serde::{Deserialize, Serialize};

use crate::block::Block;
use crate::clock::{Hlc, Stamp};
use crate::id::{ActorId, FieldKey, ObjectKey, RecordId};
use crate::value::Value;

/// A change is known by its author and its number among the author's changes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct ChangeId {
    /// The author.
    pub actor: ActorId,
    /// 1, 2, 3 … without gaps.
    pub seq: u64,
}

/// One intent of one person, applied entirely or not at all.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// The author.
    pub actor: ActorId,
    /// Number among the author's changes, from 1, without gaps.
    pub seq: u64,
    /// When, by the author's hybrid clock.
    pub hlc: Hlc,
    /// What the author had applied, where that grew since their previous change.
    pub seen: Vec<(ActorId, u64)>,
    /// What the person did.
    pub intent: Intent,
    /// What follows for the records, in order.
    pub ops: Vec<Op>,
}

impl Change {
    /// The change's identity.
    #[must_use]
    pub fn id(&self) -> ChangeId {
        ChangeId {
            actor: self.actor,
            seq: self.seq,
        }
    }

    /// The stamp of every write in it.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        Stamp {
            hlc: self.hlc,
            actor: self.actor,
        }
    }
}

/// What a person did, for history and for the undo list.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Intent {
    /// The verb.
    pub verb: Verb,
    /// The object it was done to.
    pub object: String,
    /// How many records.
    pub count: u32,
    /// A name for people: the record's, the field's label, the file's.
    pub detail: String,
    /// All changes of a large intent (an import) share the id of the group; they are undone together.
    pub group: Option<RecordId>,
    /// The first change of the intent that this one takes back or repeats.
    pub reverts: Option<ChangeId>,
}

/// Verbs of intents. The order is frozen: append only.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Verb {
    /// Changed fields.
    #[default]
    Edit,
    /// Made records.
    Create,
    /// Moved to the bin.
    Trash,
    /// Took out of the bin.
    Restore,
    /// Deleted for good.
    Purge,
    /// Changed the same field of many records.
    BulkEdit,
    /// Moved a card to another column.
    Move,
    /// Imported a file.
    Import,
    /// Loaded or removed the sample data.
    Sample,
    /// Restored a back-up.
    RestoreBackup,
    /// Finished a task.
    Complete,
    /// Put a task off.
    Snooze,
    /// Answered a suggestion.
    AnswerSuggestion,
    /// Took an earlier intent back.
    Undo,
    /// Did an undone intent again.
    Redo,
    /// Prepared an empty workspace.
    SetUp,
    /// Put one record in place of others.
    Merge,
    /// Took an earlier intent back on its own, while later ones stay.
    TakeBack,
}

/// Whether a record is among the living.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Life {
    /// In use.
    #[default]
    Alive,
    /// In the bin; its fields are kept and edits still apply underneath.
    Trashed,
    /// Its making was undone. Kept for redo, not shown in the bin.
    Retracted,
}

/// One effect on the records of an object.
#[derive(Clone, PartialEq, Debug)]
pub enum Op {
    /// Writes one register; no value clears it.
    Set {
        /// Object of the record.
        object: ObjectKey,
        /// The record.
        record: RecordId,
        /// The field.
        field: FieldKey,
        /// The new value.
        value: Option<Value>,
    },
    /// Adds an element to a set of each record, or removes it.
    Element {
        /// Object of the records.
        object: ObjectKey,
        /// The field.
        field: FieldKey,
        /// The element.
        element: Value,
        /// In or out.
        present: bool,
        /// The records.
        records: Vec<RecordId>,
    },
    /// Writes registers of many records; empty values write nothing.
    Rows {
        /// Object of the records.
        object: ObjectKey,
        /// The records, one per row.
        records: Vec<RecordId>,
        /// A block per field, each as long as `records`.
        columns: Vec<(FieldKey, Block)>,
    },
    /// Clears one register of many records.
    Clear {
        /// Object of the records.
        object: ObjectKey,
        /// The field.
        field: FieldKey,
        /// The records.
        records: Vec<RecordId>,
    },
    /// Moves records to the bin or back.
    Life {
        /// Object of the records.
        object: ObjectKey,
        /// The new state.
        life: Life,
        /// The records.
        records: Vec<RecordId>,
    },
    /// Removes values for ever; only the ids stay.
    Purge {
        /// Object of the records.
        object: ObjectKey,
        /// The records.
        records: Vec<RecordId>,
    },
    /// An op of a newer version: kept and forwarded, without effect here.
    Unknown {
        /// Its tag.
        tag: u8,
        /// Its payload.
        bytes: Vec<u8>,
    },
}

impl Op {
    /// The object that the op is about; unknown ops do not say.
    #[must_use]
    pub fn object(&self) -> Option<&ObjectKey> {
        match self {
            Op::Set { object, .. }
            | Op::Element { object, .. }
            | Op::Rows { object, .. }
            | Op::Clear { object, .. }
            | Op::Life { object, .. }
            | Op::Purge { object, .. } => Some(object),
            Op::Unknown { .. } => None,
        }
    }

    /// The records that the op is about.
    #[must_use]
    pub fn records(&self) -> &[RecordId] {
        match self {
            Op::Set { record, .. } => std::slice::from_ref(record),
            Op::Element { records, .. }
            | Op::Rows { records, .. }
            | Op::Clear { records, .. }
            | Op::Life { records, .. }
            | Op::Purge { records, .. } => records,
            Op::Unknown { .. } => &[],
        }
    }
}
