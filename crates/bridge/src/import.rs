//! The import wizard, step by step. Its state lives in the engine, so that it survives navigation.

use model::reading::{Encoding, FormProblem, LoadError, MappingError, SkipReason};
use model::{FieldError, FieldKey, FieldKind, FileKind, ObjectKey};
use serde::{Deserialize, Serialize};

/// What the wizard asks.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum ImportRequest {
    /// Starts with files (attachments in this order) or pasted text; proposes object, dialect and mapping of each.
    Start {
        /// Names of the attached files, and behind them that of the pasted text.
        names: Vec<String>,
        /// Pasted text instead of files.
        pasted: Option<String>,
        /// The object that the person came from.
        object: Option<ObjectKey>,
        /// What tasks are called. Those of a calendar are a file of their own, named after the calendar and this.
        tasks: String,
    },
    /// The state as it is.
    State,
    /// Another object for a file; its mapping is proposed afresh.
    SetObject {
        /// The file.
        file: u32,
        /// The object; none leaves the file out.
        object: Option<ObjectKey>,
    },
    /// Another dialect for a file.
    SetDialect {
        /// The file.
        file: u32,
        /// The dialect.
        dialect: DialectView,
    },
    /// Another sheet of a workbook.
    SetSheet {
        /// The file.
        file: u32,
        /// The sheet.
        sheet: String,
    },
    /// The addresses by which sent mail is told from received.
    SetOwn {
        /// The file.
        file: u32,
        /// The addresses.
        own: Vec<String>,
    },
    /// Another target for a column.
    SetTarget {
        /// The file.
        file: u32,
        /// The column.
        column: u32,
        /// The target.
        target: Target,
    },
    /// When two records are the same.
    SetMatch {
        /// The file.
        file: u32,
        /// The key.
        key: MatchKey,
    },
    /// What happens to fields that both have.
    SetPolicy {
        /// The file.
        file: u32,
        /// The field; none for all fields.
        field: Option<FieldKey>,
        /// The policy.
        policy: Policy,
    },
    /// Corrects a cell.
    EditCell {
        /// The file.
        file: u32,
        /// The row, from 0, header not counted.
        row: u32,
        /// The column.
        column: u32,
        /// The new text.
        text: String,
    },
    /// Counts what would happen; writes nothing.
    Preview,
    /// Does it: one step of undo.
    Run,
    /// Problems of a file for the list of rows to download: all of them, up to 100,000 of its form and of its rows. Reply: `Problems`.
    Problems {
        /// The file.
        file: u32,
    },
    /// Rows with problems as a CSV file. Reply: `File`.
    ErrorFile {
        /// The file.
        file: u32,
        /// What the new one is called, in the words of the person.
        name: String,
        /// What its columns are called there.
        columns: Vec<String>,
        /// Rows, from 0, header not counted, and what is wrong with each in the words of the person.
        rows: Vec<(u32, String)>,
    },
    /// Forgets the import.
    Discard,
}

/// State of the wizard.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct ImportState {
    /// Which step it is at.
    pub phase: Phase,
    /// Its files.
    pub files: Vec<FileState>,
    /// What would happen, or happened, over all files.
    pub counts: Counts,
    /// How long it took, when it is done.
    pub millis: u32,
}

/// Steps of an import.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Phase {
    /// No file yet.
    #[default]
    Empty,
    /// Files are being read.
    Reading,
    /// Columns are being matched.
    Mapping,
    /// Counting what would happen.
    Previewing,
    /// Counts are there.
    Ready,
    /// Being written.
    Running,
    /// Done.
    Done,
    /// Stopped by the person; nothing was written.
    Cancelled,
}

/// One file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FileState {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// How it is written.
    pub dialect: DialectView,
    /// What its rows are; none leaves it out.
    pub object: Option<ObjectKey>,
    /// Data rows.
    pub rows: u32,
    /// Its columns.
    pub columns: Vec<ColumnState>,
    /// When two records are the same.
    pub match_key: MatchKey,
    /// Match keys that make sense here.
    pub match_keys: Vec<MatchKey>,
    /// What happens to fields that both have.
    pub policy: Policy,
    /// Exceptions per field.
    pub field_policies: Vec<(FieldKey, Policy)>,
    /// What would happen, or happened.
    pub counts: Counts,
    /// Problems, by line; at most 1,000 of them.
    pub problems: Vec<ProblemLine>,
    /// All problems.
    pub problem_count: u32,
    /// Why the file cannot be read at all.
    pub refused: Option<LoadError>,
}

/// How a file is written.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct DialectView {
    /// What kind of file it is.
    pub kind: FileKind,
    /// The sheet that was read, in a workbook.
    pub sheet: Option<String>,
    /// All sheets of the workbook.
    pub sheets: Vec<String>,
    /// Addresses by which sent mail is told from received.
    pub own: Vec<String>,
    /// How its text is written in bytes.
    pub encoding: Encoding,
    /// Delimiter.
    pub delimiter: char,
    /// Row of the header, from 0; none when there is none.
    pub header: Option<u32>,
    /// Decimal comma.
    pub decimal_comma: bool,
    /// `dmy`, `mdy` or `ymd`.
    pub date_order: String,
}

/// One column of a file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ColumnState {
    /// Its name in the file, with a number where an earlier column has the same; empty where it has none.
    pub header: String,
    /// First values.
    pub samples: Vec<String>,
    /// What it looks like.
    pub kind: FieldKind,
    /// Cells with something in them.
    pub filled: u32,
    /// Where it goes.
    pub target: Target,
    /// Whether the target was proposed with confidence.
    pub sure: bool,
    /// Cells that could be read.
    pub read: u32,
    /// Cells that could not be read.
    pub bad: u32,
}

/// Where a column goes.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Target {
    /// Nowhere.
    #[default]
    Skip,
    /// To a field.
    Field(FieldKey),
    /// To the given or family part of a name.
    NamePart {
        /// The field.
        field: FieldKey,
        /// Family part.
        family: bool,
    },
    /// To a part of an address: `street`, `city`, `region`, `postal_code`, `country`.
    AddressPart {
        /// The field.
        field: FieldKey,
        /// The part.
        part: String,
    },
    /// As a further value of a field with several.
    Further(FieldKey),
    /// To a reference, found by the target's name, e-mail or external id.
    Link {
        /// The field.
        field: FieldKey,
        /// `name`, `email` or `external_id`.
        by: String,
        /// Makes what is missing.
        create: bool,
    },
    /// To a detail of the record that a reference makes: a contact's e-mail in a file of orders.
    Detail {
        /// The reference.
        link: FieldKey,
        /// The detail.
        field: FieldKey,
    },
    /// To a new field.
    NewField {
        /// Its label.
        label: String,
        /// Its kind.
        kind: FieldKind,
    },
    /// To the order lines of the row's order: a field of `line`.
    Line(FieldKey),
}

/// When two records are the same.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum MatchKey {
    /// Never: every row makes a record.
    #[default]
    Never,
    /// The field is the same, without regard to case and accents.
    Field(FieldKey),
    /// The id of an export by Kith.
    Id,
}

/// What happens to fields that both have.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Policy {
    /// Ours stays; empty fields are filled.
    #[default]
    FillEmpty,
    /// Theirs replaces ours; empty cells change nothing.
    Overwrite,
    /// Theirs replaces ours; empty cells clear.
    OverwriteAndClear,
    /// Theirs is added as a further value.
    Append,
    /// The row is left out.
    Skip,
}

/// What would happen, or happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Records made.
    pub create: u32,
    /// Records changed.
    pub update: u32,
    /// Rows equal to an earlier row of the file.
    pub duplicate: u32,
    /// Rows left out.
    pub skip: u32,
    /// Rows that change nothing.
    pub unchanged: u32,
    /// Other records made on the way: companies, tags, products.
    pub linked: u32,
}

/// A problem with its place.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ProblemLine {
    /// Line of the file, from 1.
    pub line: u32,
    /// Row, from 0, header not counted; none for problems of the file.
    pub row: Option<u32>,
    /// Column.
    pub column: Option<u32>,
    /// The text as it stands.
    pub text: String,
    /// What is wrong.
    pub problem: ProblemKind,
}

/// What is wrong.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum ProblemKind {
    /// The cell cannot be read; the rest of the row is imported.
    Cell(FieldError),
    /// The row is left out for this reason.
    Row(SkipReason),
    /// The row is left out because the record of its id is in the bin.
    InBin,
    /// The row is left out because its id is that of another object's record.
    OfAnotherObject,
    /// The row is left out because an earlier one of the file has the same key.
    Again {
        /// Line of the earlier one, from 1.
        line: u32,
        /// The key.
        key: MatchKey,
    },
    /// The file's form is broken here.
    Form(FormProblem),
    /// The columns cannot go where they shall; no row is imported.
    Mapping(MappingError),
    /// The cell differs from that of an earlier row of the same record, which counts.
    Differs {
        /// Line of the earlier row, from 1.
        line: u32,
    },
    /// One sheet of the workbook is read, and others are not.
    OtherSheets {
        /// The sheet that is read.
        read: String,
        /// Those that are not.
        others: Vec<String>,
    },
    /// A reference was not found.
    Link {
        /// Name looked for.
        name: String,
        /// A record whose name is close, as a proposal.
        close: Option<String>,
    },
    /// No two records may have the value, and another one has it; the rest of the row is imported.
    Taken(Holder),
}

/// Who has a value already.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Holder {
    /// A record that is here, by its name.
    Record(String),
    /// The record of another row of the import.
    Line {
        /// Its line, from 1.
        line: u32,
        /// Its file, where that is another one.
        file: Option<String>,
    },
}

/// How far long work is.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Progress {
    /// `read`, `preview`, `import`, `backup`, `restore`, `sample`, `verify`, `report`, `groups`.
    pub work: String,
    /// Done so far.
    pub done: u64,
    /// In all; 0 when not known.
    pub of: u64,
    /// Per second.
    pub rate: u32,
    /// Whether it is over.
    pub finished: bool,
}
