//! What is wrong with what is kept or with a file: what happened, what is safe.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::status::{BackupFault, BackupProblem, FileFault, KeptProblem, LookFault};
use model::schema::{ExtendError, MAX_CUSTOM_FIELDS};

use crate::platform::format;

phrases! {
    no_file { English: "Choose a back-up file first" }
    unreadable(name) { English: "“{name}” cannot be read any more. Choose it again" }
    not_as_written { English: "The back-up does not read back as it was written. Nothing was changed; try again" }
    no_restore_point { English: "Make a back-up of what is here first. Nothing was changed" }
    import_done { English: "The import is done. Start another one to change something" }
    import_stale { English: "Something changed since the preview. Look at the counts again, then import" }

    empty { English: "it is empty" }
    not_a_backup { English: "it is no back-up of Kith" }
    newer(format) { English: "a newer version of Kith wrote it (format {format}). Update Kith and try again" }
    too_large(size) { English: "it is larger than {size}" }
    truncated(size) { English: "it ends after {size}, before its end" }
    trailing(byte) { English: "something follows after its end, at byte {byte}" }
    damaged(line, byte) { English: "it is damaged on line {line}, at byte {byte}" }
    count(what, expected, found) { English: "it should hold {expected} of “{what}” and holds {found}" }
    checksum { English: "it was changed or damaged after it was written: its checksum does not fit" }
    change { English: "a change in it cannot be read" }

    unknown_values(count: u64) { English: one "{count} value belongs to a field that this version does not know; it is left out", other "{count} values belong to fields that this version does not know; they are left out" }
    without_contents(names) { English: "These files were missing or damaged when the back-up was made, and are not in it: {names}. All else is" }

    look(name, why) { English: "{name}: {why}" }
    look_unreadable { English: "cannot be read, and is left out" }
    look_object(object) { English: "is about “{object}”, which is not here, and is left out" }
    look_newer { English: "was made by a newer version of Kith; it is kept as it is, and shown as far as this version can" }
    look_fields(count: u64) { English: one "{count} field that it names is not here; it works without it", other "{count} fields that it names are not here; it works without them" }
    look_rule(why) { English: "a part of it does not work here: {why}" }

    rebuilt { English: "Rebuilt from the log, because the checkpoint cannot be used. Nothing is lost" }
    rebuilt_part(part) { English: "Rebuilt from the log, because part “{part}” of the checkpoint cannot be used. Nothing is lost" }
    log_row(place) { English: "Change {place} could not be read. It was put aside; all other changes are there" }
    digest { English: "The records do not match their digest. Make a back-up and verify it" }
    log { English: "The log gives other records than those on screen. Make a back-up and reload" }
    put_aside(name) { English: "Put aside: {name}" }
    file_missing(name) { English: "The file “{name}” cannot be opened: parts of it are missing. All other files are there; add it again, or restore a back-up that has it" }
    file_damaged(name) { English: "The file “{name}” cannot be opened: it was damaged. All other files are there; add it again, or restore a back-up that has it" }

    no_object(object) { English: "A field belongs to an object that is not there: {object}" }
    field_taken(object, field) { English: "{object} has the field {field} twice" }
    object_taken(object) { English: "There are two objects {object}" }
    no_primary(object) { English: "{object} has no field that names its records" }
    no_target(field) { English: "The field {field} points to an object that does not exist" }
    too_many_fields(most) { English: "An object can have at most {most} fields of your own" }
}

/// Why a file cannot be read or made.
#[must_use]
pub fn file(fault: &FileFault) -> String {
    match fault {
        FileFault::NoFile => no_file().to_owned(),
        FileFault::Unreadable(name) => unreadable(name),
        FileFault::Backup(fault) => super::failure::file(&backup(fault)),
        FileFault::NotAsWritten => not_as_written().to_owned(),
        FileFault::NoRestorePoint => no_restore_point().to_owned(),
        FileFault::ImportDone => import_done().to_owned(),
        FileFault::ImportStale => import_stale().to_owned(),
        FileFault::Import(why) => super::reading::refusal(why),
    }
}

fn backup(fault: &BackupFault) -> String {
    match fault {
        BackupFault::Empty => empty().to_owned(),
        BackupFault::NotABackup => not_a_backup().to_owned(),
        BackupFault::Newer(format) => newer(&format.to_string()),
        BackupFault::TooLarge(most) => too_large(&format::bytes(*most)),
        BackupFault::Truncated(bytes) => truncated(&format::bytes(*bytes)),
        BackupFault::Trailing(byte) => trailing(&super::number(*byte)),
        BackupFault::Damaged { line, byte } => damaged(&super::number(*line), &super::number(*byte)),
        BackupFault::Count { what, expected, found } => count(what, &super::number(*expected), &super::number(*found)),
        BackupFault::Checksum => checksum().to_owned(),
        BackupFault::Change => change().to_owned(),
    }
}

/// What of a back-up cannot be taken over.
#[must_use]
pub fn of_backup(problem: &BackupProblem) -> String {
    match problem {
        BackupProblem::UnknownValues(count) => unknown_values(u64::from(*count)),
        BackupProblem::WithoutContents(names) => without_contents(&format::list(names)),
        BackupProblem::Look { name, fault, .. } => look(name, &look_fault(fault)),
    }
}

fn look_fault(fault: &LookFault) -> String {
    match fault {
        LookFault::Unreadable => look_unreadable().to_owned(),
        LookFault::Object(object) => look_object(object),
        LookFault::Newer => look_newer().to_owned(),
        LookFault::Fields(fields) => look_fields(fields.len() as u64),
        LookFault::Rule(error) => look_rule(&super::refusal::query(error)),
    }
}

/// What is wrong with what is kept.
#[must_use]
pub fn line(problem: &KeptProblem) -> String {
    match problem {
        KeptProblem::Rebuilt(Some(part)) => rebuilt_part(part),
        KeptProblem::Rebuilt(None) => rebuilt().to_owned(),
        KeptProblem::Change(place) => log_row(&super::number(*place)),
        KeptProblem::Digest => digest().to_owned(),
        KeptProblem::Log => log().to_owned(),
        KeptProblem::Definition(error) => definition(error),
        KeptProblem::PutAside(name) => put_aside(name),
        KeptProblem::FileMissing(name) => file_missing(name),
        KeptProblem::FileDamaged(name) => file_damaged(name),
    }
}

fn definition(error: &ExtendError) -> String {
    match error {
        ExtendError::UnknownObject(object) => no_object(object),
        ExtendError::FieldTaken(object, field) => field_taken(object, field),
        ExtendError::ObjectTaken(object) => object_taken(object),
        ExtendError::NoPrimary(object, _) => no_primary(object),
        ExtendError::NoTarget(field) => no_target(field),
        ExtendError::TooManyFields => too_many_fields(&super::number(MAX_CUSTOM_FIELDS as u64)),
    }
}
