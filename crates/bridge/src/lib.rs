//! What the user interface asks of the engine, and what it gets back.
//!
//! Requests and replies are postcard bytes in one transferable buffer; files travel beside them as `File` objects and are
//! named by index. Only visible rows and totals cross: never a whole table.
//!
//! A reply answers one request by its number. Events come unasked: a live view changed, work went on, a change is durable.

pub mod cell;
pub mod chart;
pub mod command;
pub mod customer;
pub mod duplicates;
pub mod file;
pub mod formula;
pub mod host;
pub mod import;
pub mod inbox;
pub mod insight;
mod outcome;
pub mod query;
mod reach;
pub mod record;
mod refusal;
mod reply;
pub mod report;
pub mod scoring;
pub mod status;

use serde::{Deserialize, Serialize};

pub use cell::{Cell, ChoiceCell, RecordLine, RecordLink};
pub use command::{Command, Input, Selection};
pub use outcome::{CellRefused, CommandFailure, DefinitionError, Done};
pub use query::{Aggregated, BoardCell, BoardColumn, BoardLane, BoardPage, Card, Page, Row, ViewId};
pub use reach::Reach;
pub use reply::{Answer, FileReply, PackedReply, Reply, ReplyKind, answer};

/// A request with its number.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// Chosen by the asker; the reply has the same.
    pub number: u32,
    /// What is asked.
    pub request: Request,
}

/// What the engine can be asked.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Request {
    /// The schema in force. Reply: [`Reply::Schema`].
    Schema,
    /// Opens a live view or replaces the one of the same id, and reads its first window. Reply: [`Reply::Page`].
    OpenView(query::OpenView),
    /// Reads another window of a live view. Reply: [`Reply::Page`].
    Window {
        /// The view.
        view: ViewId,
        /// First row.
        start: u32,
        /// Row after the last.
        end: u32,
    },
    /// Opens a live board or replaces it. Reply: [`Reply::Board`].
    OpenBoard(query::OpenBoard),
    /// Opens a live calendar or replaces it. Reply: [`Reply::Calendar`].
    OpenCalendar(query::OpenCalendar),
    /// Forgets a live view, board or calendar. Reply: [`Reply::Ok`].
    CloseView(ViewId),
    /// How many records a filter matches. Reply: [`Reply::Count`].
    Count {
        /// The object.
        object: model::ObjectKey,
        /// The filter.
        filter: model::Filter,
    },
    /// Why a record is in a filter or out of it. Reply: [`Reply::Why`].
    Explain {
        /// The object.
        object: model::ObjectKey,
        /// The record.
        record: model::RecordId,
        /// The filter.
        filter: model::Filter,
    },
    /// Fields of a record that is being made which are not shown with these values. Reply: [`Reply::Fields`].
    Hidden {
        /// Its object.
        object: model::ObjectKey,
        /// What was filled in so far.
        fields: Vec<(model::FieldKey, model::Value)>,
    },
    /// The position of a record in a live view. Reply: [`Reply::Position`].
    Position {
        /// The view.
        view: ViewId,
        /// The record.
        record: model::RecordId,
    },
    /// Values of a field in use, most used first, for filters and open choices. Reply: [`Reply::Values`].
    Values {
        /// The object.
        object: model::ObjectKey,
        /// The field.
        field: model::FieldKey,
        /// What they start with; empty for all.
        prefix: String,
    },
    /// One record with all it needs for its page. Reply: [`Reply::Record`].
    Record {
        /// The object.
        object: model::ObjectKey,
        /// The record.
        record: model::RecordId,
    },
    /// What happened around a record, newest first. Reply: [`Reply::Timeline`].
    Timeline(record::TimelineQuery),
    /// Field changes of a record, newest first. Reply: [`Reply::History`].
    History {
        /// The object.
        object: model::ObjectKey,
        /// The record.
        record: model::RecordId,
    },
    /// Records of an object that may be there twice. Reply: [`Reply::Duplicates`].
    Duplicates(model::ObjectKey),
    /// Records that may be the one with these values, while it is being made. Reply: [`Reply::Known`].
    Known {
        /// The object.
        object: model::ObjectKey,
        /// What was filled in so far.
        fields: Vec<(model::FieldKey, model::Value)>,
    },
    /// What would become of a record if it took the place of others. Reply: [`Reply::MergePreview`].
    MergePreview {
        /// The object.
        object: model::ObjectKey,
        /// The record that stays.
        into: model::RecordId,
        /// The others.
        others: Vec<model::RecordId>,
        /// Fields whose value comes from another record than it would by itself.
        taken: Vec<(model::FieldKey, model::RecordId)>,
    },
    /// Files attached to a record, newest first. Reply: [`Reply::Files`].
    Files(model::RecordId),
    /// Attaches files to a record in one change; their contents come along in the same order. Reply: [`Reply::Done`].
    AddFiles {
        /// The record's object.
        object: model::ObjectKey,
        /// The record.
        record: model::RecordId,
        /// What they are called and what they are.
        files: Vec<file::NewFile>,
    },
    /// The contents of a file. Reply: [`Reply::File`].
    FileContents(model::RecordId),
    /// A formula or roll-up tried on a few records, without saving it. Reply: [`Reply::Tried`].
    TryField(Box<record::FieldDraft>),
    /// Search over every object. Reply: [`Reply::Found`].
    Search(query::SearchQuery),
    /// Records whose name matches, for pickers. Reply: [`Reply::Links`].
    Suggest {
        /// The object.
        object: model::ObjectKey,
        /// What was typed.
        text: String,
        /// At most so many.
        limit: u32,
    },
    /// Tasks of today, late ones first. Reply: [`Reply::Today`].
    Today,
    /// What concerns the person. Reply: [`Reply::Inbox`].
    Inbox {
        /// At most so many notices; the counts know of all.
        limit: u32,
    },
    /// Ranked next best actions. Reply: [`Reply::Actions`].
    NextActions {
        /// At most so many.
        limit: u32,
    },
    /// Products for a contact, company or product. Reply: [`Reply::Recommendations`].
    Recommend {
        /// `contact`, `company` or `product`.
        object: model::ObjectKey,
        /// The record.
        record: model::RecordId,
        /// At most so many.
        limit: u32,
    },
    /// RFM cells with their sizes and rules. Reply: [`Reply::Rfm`].
    Rfm {
        /// `contact` or `company`.
        object: model::ObjectKey,
    },
    /// What all customers are worth. Reply: [`Reply::CustomerValue`].
    CustomerValue {
        /// `contact` or `company`.
        object: model::ObjectKey,
    },
    /// What one customer is worth. Reply: [`Reply::CustomerWorth`].
    CustomerWorth {
        /// `contact` or `company`.
        object: model::ObjectKey,
        /// The record.
        record: model::RecordId,
    },
    /// Customers who are silent for longer than usual. Reply: [`Reply::AtRisk`].
    AtRisk {
        /// `contact` or `company`.
        object: model::ObjectKey,
        /// Times the usual gap; `None` for what the workspace has set.
        times: Option<f64>,
        /// At most so many.
        limit: u32,
    },
    /// What the models say about a subject. Reply: [`Reply::Report`].
    Report(Box<report::ReportQuery>),
    /// Who will fall silent next. Reply: [`Reply::Churn`].
    Churn {
        /// `contact` or `company`.
        object: model::ObjectKey,
        /// At most so many customers.
        limit: u32,
        /// Trains the model again, whatever has changed.
        again: bool,
    },
    /// How a model of a yes or no stands: of deals won, or of customers who fall silent. Reply: [`Reply::ModelState`].
    ModelState(model::ObjectKey),
    /// The model as a file. Reply: [`Reply::File`].
    ExportModel(model::ObjectKey),
    /// Offers to customers at risk and what came of them. Reply: [`Reply::Playbooks`].
    Playbooks(model::ObjectKey),
    /// Customers of a playbook. Reply: [`Reply::PlaybookCustomers`].
    PlaybookCustomers {
        /// `contact` or `company`.
        object: model::ObjectKey,
        /// The campaign that stands for it.
        campaign: model::RecordId,
    },
    /// Leads by grade. Reply: [`Reply::LeadGrid`].
    LeadGrid {
        /// Half-life and thresholds to try; `None` for those of the workspace.
        rules: Option<[f64; 5]>,
    },
    /// Why a contact has its grade. Reply: [`Reply::LeadScore`].
    LeadScore(model::RecordId),
    /// Groups of records that are alike in fields of numbers. Reply: [`Reply::Clusters`].
    Clusters {
        /// The object.
        object: model::ObjectKey,
        /// The fields.
        fields: Vec<model::FieldKey>,
        /// Large numbers count by their logarithm.
        log: bool,
        /// How many groups; `None` for the number that sets apart best.
        k: Option<u8>,
    },
    /// Saved segments with live counts. Reply: [`Reply::Segments`].
    Segments,
    /// Saved views of an object with live counts. Reply: [`Reply::Views`].
    SavedViews {
        /// The object; `None` for all.
        object: Option<model::ObjectKey>,
    },
    /// A measure by its dimensions. Reply: [`Reply::Chart`].
    Chart(Box<model::Chart>),
    /// Two numbers of every record. Reply: [`Reply::Points`].
    Points(Box<model::PointChart>),
    /// Saved dashboards, in order. Reply: [`Reply::Dashboards`].
    Dashboards,
    /// Pipelines with their stages. Reply: [`Reply::Pipelines`].
    Pipelines,
    /// A change. Reply: [`Reply::Done`].
    Do(Command),
    /// The steps that can be taken back, newest first. Reply: [`Reply::Steps`].
    Steps,
    /// State of storage, back-ups and unsaved changes. Reply: [`Reply::Status`].
    Status,
    /// Import: see [`import::ImportRequest`]. Reply: [`Reply::Import`], unless it says another.
    Import(import::ImportRequest),
    /// The records of a view as a CSV file. Reply: [`Reply::File`].
    ExportCsv {
        /// The view.
        view: model::View,
        /// Cells that a spreadsheet would run are marked as text.
        for_spreadsheet: bool,
    },
    /// Everything as a back-up file. Reply: [`Reply::File`].
    Backup,
    /// Fields, objects, pipelines, views and dashboards without any records, as a file that [`Request::CheckBackup`] reads. Reply: [`Reply::File`].
    SetupFile,
    /// Checks a template that comes with Kith, as [`Request::CheckBackup`] does a file. Reply: [`Reply::BackupChecked`].
    CheckTemplate {
        /// Its key.
        key: String,
    },
    /// Reads a back-up file (attachment 0) and says what is in it. Reply: [`Reply::BackupChecked`].
    CheckBackup,
    /// Restores the checked back-up. Reply: [`Reply::Done`].
    Restore {
        /// Adds to what is here; otherwise replaces it after a verified restore point.
        merge: bool,
    },
    /// Changes that could not be kept, as a file. Reply: [`Reply::File`].
    UnsavedFile,
    /// Re-reads everything kept and compares digests. Reply: [`Reply::Verified`].
    Verify,
    /// Stops long work. Reply: [`Reply::Ok`].
    Cancel,
    /// First rows for the next start, rendered by the interface (attachment-free, at most 100 KB). Reply: [`Reply::Ok`].
    KeepFirstScreen {
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// Settings of the workspace and the context in which text is read. Reply: [`Reply::Ok`].
    SetContext(model::ParseContext),
    /// The tab is about to be hidden or closed: keep everything now. Reply: [`Reply::Ok`].
    Flush,
    /// Makes the practice copy of what is here, in place of an older one. Answered by the host, which has the databases. Reply: [`Reply::Ok`].
    FillPractice,
    /// Takes the practice copy away; [`Failure::Cancelled`] while somebody practises with it. Answered by the host. Reply: [`Reply::Ok`].
    DiscardPractice,
    /// From now on records are read as they stood at a moment, in UTC milliseconds, or as they stand again; see [`Reach`].
    /// Reply: [`Reply::Ok`].
    LookBack(Option<i64>),
}

/// A reply with the number of its request.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Said<R = Reply> {
    /// The answer to a request.
    Reply {
        /// The request's number.
        number: u32,
        /// The answer.
        reply: Result<R, Failure>,
    },
    /// Something happened.
    Event(Event),
}

/// Why a request was not answered.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Failure {
    /// A change was refused.
    Command(CommandFailure),
    /// Nothing of that name exists any more.
    Gone,
    /// The view has not been opened, or was closed.
    NoSuchView,
    /// A file cannot be read or made.
    File(status::FileFault),
    /// Storage failed; says what is safe.
    Storage(status::StorageTrouble),
    /// The work was stopped by the person.
    Cancelled,
    /// The data belongs to a newer version.
    NewerVersion,
    /// The filter, view or chart names what does not exist, or does not fit.
    BadQuery(query::QueryError),
    /// The past is looked at, and nothing can be changed there.
    Past,
    /// An attached file cannot be added or read.
    Attached(file::FileTrouble),
}

/// What the engine says unasked.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Event {
    /// The engine is open and answers.
    Ready {
        /// Milliseconds from the worker's start.
        millis: u32,
        /// Whether there is no record at all.
        empty: bool,
        /// Whether data was here before and is gone.
        evicted: bool,
    },
    /// The engine cannot open.
    CannotOpen(status::StorageTrouble),
    /// Live views whose content changed; ask again for what is visible.
    ViewsChanged(Vec<ViewId>),
    /// Records changed: pages that show them ask again.
    RecordsChanged(Vec<model::RecordId>),
    /// The schema changed.
    SchemaChanged,
    /// How many changes are not durable: 0 means "Saved".
    Unsaved(u32),
    /// Storage refuses.
    Trouble(status::StorageTrouble),
    /// Long work went on.
    Progress(import::Progress),
    /// The import's state changed (a preview is ready, it has finished).
    ImportChanged,
}

/// The bytes of a message.
///
/// # Panics
/// Never: growing a vector cannot fail, and no type here refuses to serialise.
#[must_use]
pub fn pack<T: Serialize>(message: &T) -> Vec<u8> {
    postcard::to_allocvec(message).expect("growing a vector cannot fail, and no type here refuses to serialise")
}

/// The bytes are not a message of this version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnpackError;

/// The message of its bytes.
///
/// # Errors
/// When interface and engine are of different versions; both reload then.
pub fn unpack<T: for<'a> Deserialize<'a>>(bytes: &[u8]) -> Result<T, UnpackError> {
    postcard::from_bytes(bytes).map_err(|_| UnpackError)
}

#[cfg(test)]
mod tests {
    use super::*;

    // The crash screen of index.html reads this reply without a decoder. Whoever changes the layout changes it there too.
    #[test]
    fn the_reply_with_a_file_has_the_layout_that_the_crash_screen_reads() {
        let reply = Reply::File(FileReply {
            name: "kith.kith.json".into(),
            media_type: "application/json".into(),
            bytes: vec![7; 300],
        });
        let packed = pack(&host::FromEngine::Said(Said::Reply {
            number: 1,
            reply: Ok(reply),
        }));
        // Said, a reply, number 1, no failure, and the kind of reply in one byte.
        assert_eq!(packed[..4], [0, 0, 1, 0]);
        assert!(packed[4] < 128);
        // Name and media type with their lengths, then 300 in seven bits per byte, then the bytes as they are.
        let mut rest = &packed[5..];
        for text in ["kith.kith.json", "application/json"] {
            assert_eq!(usize::from(rest[0]), text.len());
            assert_eq!(rest[1..=text.len()], *text.as_bytes());
            rest = &rest[1 + text.len()..];
        }
        assert_eq!(rest[..2], [0b1010_1100, 2]);
        assert_eq!(rest[2..], [7; 300]);
    }
}
