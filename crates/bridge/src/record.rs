//! One record: its page, its timeline, its history; and the lists made of few records.

use model::change::Verb;
use model::{FieldKey, ObjectKey, RecordId};
use serde::{Deserialize, Serialize};

use crate::cell::{Cell, RecordLink};

/// All that a record's page or panel needs at once.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RecordPage {
    /// Its object, id and name.
    pub link: RecordLink,
    /// What tells it from others of its name, at most two values: company and role, industry, requester.
    pub detail: Vec<Cell>,
    /// Every field that this record shows with its value, in the order of the schema.
    pub cells: Vec<(FieldKey, Cell)>,
    /// Records that point here, per object and field.
    pub related: Vec<RelatedList>,
    /// For deals: the stages with the days spent in each.
    pub stages: Vec<StageStep>,
    /// In the bin.
    pub binned: bool,
    /// Concurrent edits whose losing value is kept.
    pub conflicts: Vec<Conflict>,
}

/// Records that point to this one by one field.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RelatedList {
    /// Their object.
    pub object: ObjectKey,
    /// Their field that points here.
    pub field: FieldKey,
    /// How many.
    pub count: u32,
    /// The newest few.
    pub first: Vec<RelatedItem>,
}

/// One related record.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RelatedItem {
    /// The record.
    pub link: RecordLink,
    /// What tells it from others of its name, at most two values.
    pub detail: Vec<Cell>,
    /// Its amount, deadline or state, at the end of the line.
    pub end: Cell,
}

/// One stage of a deal's pipeline.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct StageStep {
    /// The stage.
    pub stage: RecordLink,
    /// `open`, `won` or `lost`.
    pub outcome: String,
    /// Whole days spent in it; none where the deal never was.
    pub days: Option<i64>,
    /// Whether the deal is in it.
    pub current: bool,
}

/// Two people wrote a field at the same time; this is the value that lost.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Conflict {
    /// The field.
    pub field: FieldKey,
    /// The value that lost.
    pub lost: Cell,
    /// When it was written, in UTC milliseconds.
    pub at: i64,
}

/// What is asked of a timeline.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct TimelineQuery {
    /// The object.
    pub object: ObjectKey,
    /// The record.
    pub record: RecordId,
    /// Only these kinds; all when empty.
    pub kinds: Vec<TimelineKind>,
    /// Skips so many.
    pub skip: u32,
    /// At most so many.
    pub limit: u32,
}

/// A page of a timeline.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Timeline {
    /// All items of the kinds asked for.
    pub total: u32,
    /// Items, newest first; pinned ones before all.
    pub items: Vec<TimelineItem>,
    /// How many of each kind there are.
    pub counts: Vec<(TimelineKind, u32)>,
}

/// Kinds of timeline items.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum TimelineKind {
    /// A note.
    Note,
    /// A call.
    Call,
    /// An e-mail.
    Email,
    /// A meeting.
    Meeting,
    /// A visit.
    Visit,
    /// A task.
    Task,
    /// A deal was opened or closed.
    Deal,
    /// A deal moved to another stage.
    Stage,
    /// A ticket.
    Ticket,
    /// A message of a ticket.
    Message,
    /// An order.
    Order,
    /// A file was attached.
    File,
    /// The record was made.
    Created,
}

/// One event around a record.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct TimelineItem {
    /// When, in UTC milliseconds.
    pub at: i64,
    /// What.
    pub kind: TimelineKind,
    /// The record behind it.
    pub link: RecordLink,
    /// Who did it.
    pub by: Option<RecordLink>,
    /// Whom it was with.
    pub with: Vec<RecordLink>,
    /// Title.
    pub title: String,
    /// Words that a person wrote.
    pub body: String,
    /// Amount, length or state; of a move, the stage before.
    pub end: Cell,
    /// Kept at the top.
    pub pinned: bool,
    /// For messages: only for the team.
    pub internal: bool,
    /// For e-mails and messages: received rather than sent.
    pub received: bool,
}

/// One change of one field.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// The change.
    pub change: model::ChangeId,
    /// When, in UTC milliseconds.
    pub at: i64,
    /// Whether it was made on this device.
    pub here: bool,
    /// Short name of the device that made it.
    pub by: String,
    /// What was done.
    pub verb: Verb,
    /// Name of the file that it was done to, for files of the record.
    pub file: Option<String>,
    /// The field; none when the record was made, binned or restored.
    pub field: Option<FieldKey>,
    /// Before.
    pub old: Cell,
    /// After.
    pub new: Cell,
    /// Name of the file, for imports.
    pub detail: String,
    /// What brings back what was there before; none where that cannot be written.
    pub before: Option<Before>,
}

/// What a change of a field took the place of.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Before {
    /// The value; none for an empty field.
    Value(Option<model::Value>),
    /// Whether the element was in the set.
    Element(model::Value, bool),
}

/// A field as somebody defines it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FieldDraft {
    /// Its object.
    pub object: ObjectKey,
    /// The field, for changing.
    pub key: Option<FieldKey>,
    /// What people read. Empty gives a field that comes with Kith its own label back.
    pub label: String,
    /// What it means; for changes the kind it has. A formula takes it where it fits.
    pub kind: model::FieldKind,
    /// Options of a choice; those with an empty key are new.
    pub options: Vec<model::Choice>,
    /// Object that a reference points to.
    pub target: Option<ObjectKey>,
    /// A record is not saved without it.
    pub required: bool,
    /// One sentence of help.
    pub help: String,
    /// What it is filled with instead of by people. Fields in a formula are named by label or key.
    pub derived: Option<model::Derived>,
    /// What its values have to be like.
    pub check: Option<model::Check>,
    /// Only records for which this holds show it.
    pub shown_if: Option<model::Filter>,
}

impl FieldDraft {
    /// A field with nothing asked of it.
    #[must_use]
    pub fn new(object: ObjectKey, label: &str, kind: model::FieldKind) -> Self {
        Self {
            object,
            key: None,
            label: label.to_owned(),
            kind,
            options: Vec::new(),
            target: None,
            required: false,
            help: String::new(),
            derived: None,
            check: None,
            shown_if: None,
        }
    }
}

/// A derived field tried on records.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FieldTrial {
    /// Kind of the result.
    pub kind: Option<model::FieldKind>,
    /// Why it cannot be made.
    pub error: Option<crate::formula::PlanError>,
    /// The newest records with what comes out.
    pub samples: Vec<(RecordLink, Cell)>,
}

/// What is to be done today.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Today {
    /// Tasks whose day has passed.
    pub late: Vec<TaskLine>,
    /// Tasks of today.
    pub today: Vec<TaskLine>,
    /// Tasks of the next seven days.
    pub soon: Vec<TaskLine>,
    /// Open tasks without a day.
    pub someday: Vec<TaskLine>,
    /// Finished today.
    pub done: Vec<TaskLine>,
    /// Open tickets that are late or due today.
    pub tickets: Vec<RelatedItem>,
    /// Open deals that are quiet or without a next step.
    pub deals: Vec<RelatedItem>,
}

/// One task of a list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct TaskLine {
    /// The task.
    pub link: RecordLink,
    /// Its day.
    pub due: Option<i32>,
    /// Its kind.
    pub kind: String,
    /// `low`, `normal` or `high`.
    pub priority: String,
    /// How it repeats, if it does.
    pub recurrence: String,
    /// What it is about.
    pub about: Vec<RecordLink>,
    /// Finished.
    pub done: bool,
}

/// A pipeline with its stages.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Pipeline {
    /// The pipeline.
    pub link: RecordLink,
    /// Its stages in order.
    pub stages: Vec<Stage>,
    /// Deals in it.
    pub deals: u32,
}

/// A stage.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Stage {
    /// The stage.
    pub link: RecordLink,
    /// `open`, `won` or `lost`.
    pub outcome: String,
    /// In percent.
    pub probability: f64,
    /// Days until a deal without activity counts as quiet.
    pub rotting_days: Option<i64>,
    /// Fields asked for on entry.
    pub required: Vec<FieldKey>,
    /// Deals in it.
    pub deals: u32,
}

/// A pipeline as somebody edits it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PipelineDraft {
    /// Its record, for changing.
    pub id: Option<RecordId>,
    /// Its name.
    pub name: String,
    /// Its stages in order.
    pub stages: Vec<StageDraft>,
}

/// A stage as somebody edits it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct StageDraft {
    /// Its record, for changing.
    pub id: Option<RecordId>,
    /// Its name.
    pub name: String,
    /// `open`, `won` or `lost`.
    pub outcome: String,
    /// In percent.
    pub probability: f64,
    /// Days until quiet.
    pub rotting_days: Option<i64>,
    /// Fields asked for on entry.
    pub required: Vec<FieldKey>,
}
