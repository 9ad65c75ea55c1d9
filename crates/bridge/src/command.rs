//! Commands: what people do to records.

use model::{ChangeId, FieldKey, Filter, ObjectKey, RecordId, Value};
use serde::{Deserialize, Serialize};

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
    /// Writes a block of texts into cells, each read by its field's kind. What cannot be read is told in [`Done::refused`](crate::Done::refused); the rest
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
        /// Name of the tag of those for whom the same is recorded, while there is none yet.
        tag: String,
    },
    /// Reads notices of the inbox, or puts them off.
    ChangeNotices(crate::inbox::NoticeChange),
}
