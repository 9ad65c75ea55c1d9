//! Commands: what people do to records.

use model::{ChangeId, FieldError, FieldKey, Filter, Intent, ObjectKey, RecordId, Value};
use serde::{Deserialize, Serialize};

use crate::cell::RecordLink;

/// What somebody puts into a field.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Input {
    /// Text as typed; read by the field's kind. Reference fields look the record up by name.
    Text(String),
    /// A typed value.
    Value(Value),
    /// Nothing.
    Clear,
}

/// Which records a command is about.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Selection {
    /// These.
    Records(Vec<RecordId>),
    /// All that a filter and search match.
    Matching {
        /// The filter.
        filter: Filter,
        /// Words that searched fields must contain.
        search: String,
        /// In the bin instead of in use.
        bin: bool,
    },
}

/// Whose business the sample data is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Persona {
    /// An agency for design and print, with a team.
    #[default]
    Agency,
    /// One person who translates and writes.
    Freelancer,
    /// A web shop with many private customers.
    Shop,
    /// The support desk of a telecom company.
    Telecom,
}

impl Persona {
    /// All of them.
    pub const ALL: [Persona; 4] = [Persona::Agency, Persona::Freelancer, Persona::Shop, Persona::Telecom];

    /// Contacts of a workspace that looks like two years of such a business.
    #[must_use]
    pub fn contacts(self) -> u32 {
        match self {
            Persona::Agency => 1_284,
            Persona::Freelancer => 64,
            Persona::Shop => 2_400,
            Persona::Telecom => 1_600,
        }
    }
}

/// What can be changed about a saved view besides how it looks at records.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum ViewChange {
    /// Its name and its icon; an empty icon is that of its form.
    Name(String, String),
    /// Whether it is among the favourites.
    Favourite(bool),
    /// Whether only its maker sees it.
    Personal(bool),
    /// Whether it opens when nothing else is asked for; of the views of an object at most one does.
    Opens(bool),
    /// Its place: behind another view, or before all.
    Behind(Option<RecordId>),
}

/// A change that somebody wants. Each is one step of undo.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Command {
    /// Makes a record. Ticket numbers and defaults are filled in.
    Create {
        /// The object.
        object: ObjectKey,
        /// Its fields.
        fields: Vec<(FieldKey, Input)>,
    },
    /// Writes fields of one record.
    Edit {
        /// The object.
        object: ObjectKey,
        /// The record.
        record: RecordId,
        /// The fields.
        fields: Vec<(FieldKey, Input)>,
    },
    /// Adds a further value or element, or removes it.
    Element {
        /// The object.
        object: ObjectKey,
        /// The field.
        field: FieldKey,
        /// The records.
        selection: Selection,
        /// The value.
        element: Input,
        /// In or out.
        present: bool,
    },
    /// Makes a further value the primary one; the old primary stays as a further value.
    MakePrimary {
        /// The object.
        object: ObjectKey,
        /// The record.
        record: RecordId,
        /// The field.
        field: FieldKey,
        /// The value.
        value: Value,
    },
    /// Writes one field of many records.
    BulkEdit {
        /// The object.
        object: ObjectKey,
        /// The records.
        selection: Selection,
        /// The field.
        field: FieldKey,
        /// The value.
        input: Input,
    },
    /// Writes a block of texts into cells, each read by its field's kind. What cannot be read is told in [`Done::refused`]; the rest
    /// is written.
    PasteCells {
        /// The object.
        object: ObjectKey,
        /// The cells; an empty text clears.
        cells: Vec<(RecordId, FieldKey, String)>,
    },
    /// Copies values of the first record into the others.
    FillCells {
        /// The object.
        object: ObjectKey,
        /// The records, the source first.
        records: Vec<RecordId>,
        /// The fields. Those that nobody writes are left out.
        fields: Vec<FieldKey>,
    },
    /// Moves records to the bin.
    Trash {
        /// The object.
        object: ObjectKey,
        /// The records.
        selection: Selection,
    },
    /// Takes records out of the bin.
    Restore {
        /// The object.
        object: ObjectKey,
        /// The records.
        selection: Selection,
    },
    /// Deletes records for good. They must be in the bin.
    Purge {
        /// The object.
        object: ObjectKey,
        /// The records.
        selection: Selection,
    },
    /// Moves a card to a column and place of its board.
    Move {
        /// The object.
        object: ObjectKey,
        /// The record.
        record: RecordId,
        /// The field of the columns.
        field: FieldKey,
        /// Choice key or record id as text; `None` clears.
        column: Option<String>,
        /// The field of the lanes and the lane it comes to, as for the column; `None` for boards without lanes.
        lane: Option<(FieldKey, Option<String>)>,
        /// The card it comes to lie behind; `None` for the top.
        after: Option<RecordId>,
        /// Answers to what the column asks for.
        answers: Vec<(FieldKey, Input)>,
    },
    /// Finishes a task; a repeating one makes its successor.
    CompleteTask {
        /// The task.
        task: RecordId,
    },
    /// Puts a task off.
    SnoozeTask {
        /// The task.
        task: RecordId,
        /// Until this day.
        until: i32,
    },
    /// Accepts a suggestion: makes its task.
    AcceptAction {
        /// The suggestion's key.
        key: String,
        /// What the task is called.
        title: String,
        /// The day that it is due on.
        due: i32,
    },
    /// Dismisses a suggestion.
    DismissAction {
        /// The suggestion's key.
        key: String,
        /// Only until this day; for good when there is none.
        until: Option<i32>,
    },
    /// Sends a message of a ticket, or keeps an internal one; sets the first reply and the status as needed.
    PostMessage {
        /// The ticket.
        ticket: RecordId,
        /// The text.
        body: String,
        /// Only for the team.
        internal: bool,
    },
    /// Adds a field of one's own, or changes what people may change about a field.
    SaveField(Box<crate::record::FieldDraft>),
    /// Takes a field of one's own away. Its values are kept, and come back with undo.
    RemoveField {
        /// The object.
        object: ObjectKey,
        /// The field.
        field: FieldKey,
    },
    /// Adds an object of one's own, or changes what an object is called. Empty labels give it its own ones back.
    SaveObject {
        /// The object, for changing.
        key: Option<ObjectKey>,
        /// Singular.
        label: String,
        /// Plural.
        plural: String,
        /// Name of its icon; empty for the usual one.
        icon: String,
    },
    /// Takes an object of one's own away. Its records are kept, and come back with undo.
    RemoveObject(ObjectKey),
    /// Puts a record in place of others: it takes what it lacks from them, what refers to them refers to it, and they go to the bin.
    Merge {
        /// The object.
        object: ObjectKey,
        /// The record that stays.
        into: RecordId,
        /// The others.
        others: Vec<RecordId>,
        /// Fields whose value comes from another record than it would by itself.
        taken: Vec<(FieldKey, RecordId)>,
    },
    /// Keeps in mind that records are not the same: they are not brought up as duplicates of each other again.
    TellApart {
        /// The object.
        object: ObjectKey,
        /// The records.
        records: Vec<RecordId>,
    },
    /// Puts a tag in place of others, or takes them off all records when there is none; the others go to the bin.
    MergeTags {
        /// The others.
        tags: Vec<RecordId>,
        /// What takes their place.
        into: Option<RecordId>,
    },
    /// Saves a view; replaces the one of the id.
    SaveView {
        /// Its record, for replacing.
        id: Option<RecordId>,
        /// Its name.
        name: String,
        /// What is looked at.
        view: model::View,
        /// Shown among the favourites.
        favourite: bool,
    },
    /// Saves a dashboard; replaces the one of the id.
    SaveDashboard {
        /// Its record, for replacing.
        id: Option<RecordId>,
        /// Its name.
        name: String,
        /// What it shows.
        dashboard: Box<model::Dashboard>,
        /// Shown among the favourites.
        favourite: bool,
    },
    /// Makes another view that looks the same.
    CopyView {
        /// The view.
        view: RecordId,
        /// Name of the copy.
        name: String,
    },
    /// Changes something about a view that is not how it looks at records.
    ChangeView {
        /// The view.
        view: RecordId,
        /// What.
        change: ViewChange,
    },
    /// Saves a segment; replaces the one of the id.
    SaveSegment {
        /// Its record, for replacing.
        id: Option<RecordId>,
        /// Its name.
        name: String,
        /// The object.
        object: ObjectKey,
        /// Who is in.
        filter: Filter,
        /// One sentence.
        description: String,
    },
    /// Adds a pipeline with stages: name, probability, days until quiet, outcome.
    SavePipeline(Box<crate::record::PipelineDraft>),
    /// Writes a setting of the workspace.
    SetSetting {
        /// Its key.
        key: String,
        /// Its value.
        value: String,
    },
    /// Prepares an empty workspace: the first pipeline and the person's own name.
    SetUp {
        /// Name of the workspace; may be empty.
        workspace: String,
        /// The person's name; may be empty.
        person: String,
    },
    /// Loads the sample data: seeded, flagged.
    LoadSample {
        /// The seed.
        seed: u64,
        /// How many contacts; the rest follows.
        contacts: u32,
        /// Whose business it is.
        persona: Persona,
    },
    /// Removes the sample data and nothing else.
    RemoveSample,
    /// Makes the sample data the person's own records.
    KeepSample,
    /// Takes the last step back.
    Undo,
    /// Does the last undone step again.
    Redo,
    /// Makes an offer to half of the customers at risk, drawn by chance, and leaves the others alone: see [`crate::scoring::Playbook`].
    StartPlaybook {
        /// `contact` or `company`.
        object: ObjectKey,
        /// The offer in a few words.
        offer: String,
        /// Names of the tags of those who get it and of those who are left alone.
        tags: [String; 2],
        /// Who makes it.
        owner: Option<RecordId>,
        /// Days after which it is judged: 7 to 365.
        days: i32,
    },
    /// Scores records of an object by a model from a file, until it is fitted again: see [`crate::scoring::ModelState`].
    ImportModel {
        /// `deal`, `contact` or `company`.
        object: ObjectKey,
        /// Name of the file.
        file: String,
        /// What is in it.
        text: String,
    },
    /// Takes so many steps back, newest first. Each can be done again.
    UndoSteps(u32),
    /// Takes one earlier change back on its own: what still stands as it left it. What came later stays.
    TakeBack(ChangeId),
    /// Records what came of an offer for a customer, or takes that back: then orders tell.
    RecordOutcome {
        /// `contact` or `company`.
        object: ObjectKey,
        /// The customer.
        record: RecordId,
        /// The campaign that stands for the playbook.
        campaign: RecordId,
        /// What came of it.
        outcome: Option<crate::scoring::PlaybookOutcome>,
    },
    /// Reads notices of the inbox, or puts them off.
    ChangeNotices(crate::inbox::NoticeChange),
}

/// A change was made.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Done {
    /// The change; none when nothing had to be changed.
    pub change: Option<ChangeId>,
    /// How many records it was about.
    pub count: u32,
    /// The record that was made or changed, when it is one.
    pub record: Option<RecordLink>,
    /// The object that it was about, for undo that of the step.
    pub object: ObjectKey,
    /// What was done, for the toast with its undo.
    pub verb: model::change::Verb,
    /// Name of the record, field or file.
    pub detail: String,
    /// For undo: cells left alone because somebody wrote them since.
    pub skipped: u32,
    /// For blocks of cells: those that keep what they have.
    pub refused: Vec<CellRefused>,
}

impl Done {
    /// What was done, as the intent of its change says.
    #[must_use]
    pub fn of(change: Option<ChangeId>, intent: &Intent) -> Self {
        Self {
            change,
            count: intent.count,
            record: None,
            object: intent.object.as_str().into(),
            verb: intent.verb,
            detail: intent.detail.clone(),
            skipped: 0,
            refused: Vec::new(),
        }
    }
}

/// A cell that cannot take what was pasted.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CellRefused {
    /// Its record.
    pub record: RecordId,
    /// Its field.
    pub field: FieldKey,
    /// What was pasted.
    pub text: String,
    /// What is wrong with it.
    pub error: FieldError,
}

/// Why a change was refused. Nothing was changed then.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum CommandFailure {
    /// Fields of an object that cannot take what was given.
    Fields(ObjectKey, Vec<(FieldKey, FieldError)>),
    /// The record is not there any more.
    Gone(RecordId),
    /// There is no such object or field.
    Unknown(String),
    /// The column asks for these fields of the object first.
    Asks(ObjectKey, Vec<FieldKey>),
    /// Only records in the bin can be deleted for good.
    NotInBin,
    /// Nothing to undo or redo.
    NothingToRevert,
    /// Somebody has changed all of it since.
    Overwritten,
    /// It deleted records for good, which is never undone.
    Purged,
    /// Nothing is selected.
    NothingSelected,
    /// More records than are merged at once, which are so many.
    TooMany(u32),
    /// The suggestion does not stand any more.
    NoSuchAction,
    /// Storage failed.
    Storage(crate::status::StorageTrouble),
    /// What was defined does not fit.
    Definition(DefinitionError),
    /// The records that it is about cannot be told.
    Query(crate::query::QueryError),
    /// The file cannot be used as a model.
    Model(crate::scoring::ModelFault),
}

/// What does not fit about a field, an object, a pipeline, a view or a block of cells.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum DefinitionError {
    /// It has no name.
    NoName,
    /// The object has a field of that label.
    SameLabel {
        /// Plural of the object.
        object: String,
        /// The label.
        label: String,
    },
    /// A field that people fill in cannot become a computed one.
    FilledIn,
    /// A computed field has no formula.
    NoFormula,
    /// It cannot be computed.
    Derived(crate::formula::PlanError),
    /// Only fields of one's own can be removed.
    BuiltInField,
    /// The object has as many fields of one's own as it can have.
    TooManyFields {
        /// Plural of the object.
        object: String,
        /// So many.
        most: u32,
    },
    /// A reference points to no object.
    NoTarget,
    /// The smallest value that is allowed is above the greatest.
    Bounds,
    /// The condition under which a field is shown does not fit.
    Condition(crate::query::QueryError),
    /// Only objects of one's own can be removed.
    BuiltInObject,
    /// There are as many objects of one's own as there can be.
    TooManyObjects(u32),
    /// More cells are written at once than can be.
    TooManyCells(u32),
    /// More widgets than a dashboard has.
    TooManyWidgets(u32),
    /// A rule is nested deeper than so many levels.
    TooDeep(u32),
    /// A pipeline needs at least one stage.
    NoStage,
    /// The probability of a stage of this name is not from 0 to 100 %.
    Probability(String),
    /// It cannot be written down.
    Unwritable,
}
