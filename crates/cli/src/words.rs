//! What the engine tells, in English: the prompt has no other language, and the engine itself has none.

use bridge::Failure;
use bridge::import::{ColumnState, Holder, MatchKey, ProblemKind};
use bridge::query::{Needs, QueryError};
use bridge::status::{BackupFault, BackupProblem, FileFault, KeptProblem, LookFault};
use model::FileKind;
use model::filter::MAX_DEPTH;
use model::schema::ExtendError;

/// Why the engine refuses.
pub fn failure(failure: &Failure) -> String {
    match failure {
        Failure::File(fault) => file(fault),
        Failure::BadQuery(error) => query(error),
        other => format!("{other:?}"),
    }
}

fn query(error: &QueryError) -> String {
    match error {
        QueryError::UnknownObject(object) => format!("there is no object “{object}”"),
        QueryError::UnknownField { object, field } => format!("{object} has no field “{field}”"),
        QueryError::NoField => "a condition names no field".to_owned(),
        QueryError::NoReference { field } => format!("“{field}” does not lead to another record"),
        QueryError::Operator { field, kind, operator } => format!("“{field}” is {kind:?} and cannot be compared by {operator:?}"),
        QueryError::Values { field, needs } => format!("the condition on “{field}” needs {}", needed(*needs)),
        QueryError::NoDateField { field } => format!("“{field}” has no days for a calendar"),
        QueryError::TooDeep => format!("the rule is nested deeper than {MAX_DEPTH} levels"),
        QueryError::SegmentsTooDeep => "segments are nested too deep".to_owned(),
        QueryError::Dimension { field } => format!("a chart cannot be drawn by “{field}”"),
        QueryError::NoView(_) => "the saved view that this shows is gone".to_owned(),
        QueryError::NoSegment(_) => "a segment that the rule names is gone".to_owned(),
        QueryError::UnreadableSegment { name } => format!("the rule of segment “{name}” cannot be read"),
        QueryError::OtherSegment { name, object } => format!("segment “{name}” is about {object}"),
        QueryError::SegmentCycle { name } => format!("segment “{name}” contains itself"),
        QueryError::NotRelated { object, link } => format!("{object} do not point here through “{link}”"),
        QueryError::Aggregate { field } => format!("“{field}” cannot be added up or compared"),
        QueryError::NoBoardField { field } => format!("“{field}” makes no columns of a board"),
        QueryError::NoSuchView(view) => format!("view {view} is not open"),
    }
}

fn needed(needs: Needs) -> &'static str {
    match needs {
        Needs::Span => "a length of time",
        Needs::Records => "records",
        Needs::Options => "options",
        Needs::Text => "a text",
        Needs::Number => "a number",
        Needs::Numbers => "two numbers",
        Needs::Amount => "an amount",
        Needs::Day => "a day",
        Needs::Values => "two values",
    }
}

/// Why a file cannot be read or made.
fn file(fault: &FileFault) -> String {
    match fault {
        FileFault::NoFile => "choose a back-up file".to_owned(),
        FileFault::Unreadable(name) => format!("“{name}” cannot be read any more"),
        FileFault::Backup(fault) => backup(fault),
        FileFault::NotAsWritten => "the back-up does not read back as it was written".to_owned(),
        FileFault::NoRestorePoint => "make a back-up of what is here first".to_owned(),
        FileFault::ImportDone => "the import is done".to_owned(),
        FileFault::ImportStale => "something changed since the preview".to_owned(),
        FileFault::Import(why) => why.to_string(),
    }
}

/// What is wrong with a file of an import, for a file of a kind: workbooks have rows where other files have lines.
pub fn problem(problem: &ProblemKind, kind: FileKind) -> String {
    let place = if kind == FileKind::Workbook { "row" } else { "line" };
    match problem {
        ProblemKind::Again { line, key } => match key {
            MatchKey::Field(field) => format!("{place} {line} has the same “{field}”"),
            MatchKey::Id | MatchKey::Never => format!("{place} {line} has the same id"),
        },
        ProblemKind::Cell(error) => error.to_string(),
        ProblemKind::Row(reason) => reason.to_string(),
        ProblemKind::InBin => "the record of this id is in the bin".to_owned(),
        ProblemKind::OfAnotherObject => "this id belongs to another kind of record".to_owned(),
        ProblemKind::Form(problem) => problem.to_string(),
        ProblemKind::Mapping(error) => error.to_string(),
        ProblemKind::Differs { line } => format!("differs from {place} {line}, the first of its group"),
        ProblemKind::OtherSheets { read, others } => format!(
            "only the sheet “{read}” is read; choose {} instead, or import the file once for each",
            others.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
        ),
        ProblemKind::Link { name, close: Some(close) } => format!("“{name}” was not found; “{close}” is close"),
        ProblemKind::Link { name, close: None } => format!("“{name}” was not found"),
        ProblemKind::Taken(Holder::Record(name)) => format!("“{name}” has the same already"),
        ProblemKind::Taken(Holder::Line { line, file: None }) => format!("{place} {line} has the same already"),
        ProblemKind::Taken(Holder::Line { line, file: Some(file) }) => format!("{place} {line} of {file} has the same already"),
    }
}

/// The names of a file's columns; one without a name is called by its number.
pub fn columns(columns: &[ColumnState]) -> Vec<String> {
    let name = |(number, column): (usize, &ColumnState)| match column.header.as_str() {
        "" => format!("Column {number}"),
        name => name.to_owned(),
    };
    (1..).zip(columns).map(name).collect()
}

fn backup(fault: &BackupFault) -> String {
    match fault {
        BackupFault::Empty => "the file is empty".to_owned(),
        BackupFault::NotABackup => "this is not a back-up of Kith".to_owned(),
        BackupFault::Newer(format) => format!("a newer version of Kith wrote this back-up (format {format}); update Kith and try again"),
        BackupFault::TooLarge(most) => format!("the file has more than {most} bytes"),
        BackupFault::Truncated(bytes) => format!("the back-up is cut off after {bytes} bytes"),
        BackupFault::Trailing(byte) => format!("something follows after the end of the back-up, at byte {byte}"),
        BackupFault::Damaged { line, byte } => format!("damaged on line {line}, at byte {byte}"),
        BackupFault::Count { what, expected, found } => format!("the back-up should hold {expected} of “{what}” and holds {found}"),
        BackupFault::Checksum => "the back-up was changed or damaged after it was written: its checksum does not fit".to_owned(),
        BackupFault::Change => "a change in its log cannot be read".to_owned(),
    }
}

/// What of a back-up cannot be taken over.
pub fn of_backup(problem: &BackupProblem) -> String {
    match problem {
        BackupProblem::UnknownValues(count) => {
            format!("{count} values belong to fields that this version does not know; they are left out")
        }
        BackupProblem::Look { object, name, fault } => format!("{object} “{name}”: {}", look(fault)),
        BackupProblem::WithoutContents(names) => format!(
            "the contents of {} files are not in the back-up, because they were missing or damaged when it was made: {}",
            names.len(),
            names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ")
        ),
    }
}

fn look(fault: &LookFault) -> String {
    match fault {
        LookFault::Unreadable => "it cannot be read and is left out".to_owned(),
        LookFault::Object(object) => format!("there is no object “{object}”; it is left out"),
        LookFault::Newer => "a newer version of Kith wrote it; it is kept as it is".to_owned(),
        LookFault::Fields(fields) => {
            let fields = fields.iter().map(|field| format!("“{field}”")).collect::<Vec<_>>();
            format!("fields that are not there: {}; it works without them", fields.join(", "))
        }
        LookFault::Rule(error) => query(error),
    }
}

/// What is wrong with what is kept.
pub fn kept(problem: &KeptProblem) -> String {
    match problem {
        KeptProblem::Rebuilt(Some(part)) => format!("rebuilt from the log, because part “{part}” of the checkpoint cannot be used"),
        KeptProblem::Rebuilt(None) => "rebuilt from the log, because the checkpoint cannot be used".to_owned(),
        KeptProblem::Change(seq) => format!("change {seq} could not be read and was put aside; all others are there"),
        KeptProblem::Digest => "the records do not match their digest".to_owned(),
        KeptProblem::Log => "the log gives other records than those that are shown".to_owned(),
        KeptProblem::Definition(error) => definition(error),
        KeptProblem::PutAside(name) => format!("put aside: {name}"),
        KeptProblem::FileMissing(name) => format!("parts of the file “{name}” are missing; all others are there"),
        KeptProblem::FileDamaged(name) => format!("the file “{name}” was damaged; all others are there"),
    }
}

fn definition(error: &ExtendError) -> String {
    match error {
        ExtendError::UnknownObject(object) => format!("there is no object “{object}”"),
        ExtendError::FieldTaken(object, field) => format!("“{object}” has a field “{field}” already"),
        ExtendError::ObjectTaken(object) => format!("there is an object “{object}” already"),
        ExtendError::NoPrimary(object, field) => format!("object “{object}” has no field “{field}” to name its records"),
        ExtendError::NoTarget(field) => format!("field “{field}” points to an object that does not exist"),
        ExtendError::TooManyFields => "an object can have at most 500 fields of its own".to_owned(),
    }
}
