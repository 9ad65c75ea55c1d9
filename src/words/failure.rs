//! What went wrong: what happened, what is safe, what to do.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::scoring::ModelFault;
use bridge::status::StorageTrouble;
use bridge::{CommandFailure, Failure};
use model::{FieldKey, ObjectDef};

use crate::client::AskError;

phrases! {
    not_imported(why) { English: "Not imported, nothing changed. {why}" }
    model_large { English: "The file is larger than any model." }
    model_json { English: "It is no JSON, or only a part of it." }
    model_none { English: "It is JSON, but no model that Kith has exported." }
    model_version(version) { English: "It is of version {version}, and this version of Kith reads version 1." }
    model_target { English: "It is a model of other records: import it where such records are scored." }
    model_fields { English: "It reads fields that are not here, or that hold something else here." }
    model_currency { English: "Its amounts are in another currency than yours." }
    model_numbers { English: "Some of its numbers are missing, too large, or cannot be." }
    model_shape { English: "Its parts do not fit together; the file was changed after it was exported." }
    model_markup { English: "It holds elements of web pages, which no model does." }
    too_long(most) { English: "Nothing was pasted: a field holds up to {most} characters" }
    gone { English: "This record is not there any more" }
    unknown(what) { English: "There is no “{what}” any more. Reload to see what is there now" }
    asks(fields) { English: "Fill in {fields} first" }
    not_in_bin { English: "Only records in the bin can be deleted for good" }
    purged { English: "Deleted for good: this is the one thing that cannot be taken back" }
    overwritten { English: "Nothing to take back: all of it was changed since" }
    nothing_selected { English: "Nothing is selected" }
    no_such_action { English: "This suggestion does not stand any more" }
    not_saved(why) { English: "Not saved: {why}. What you entered is kept in this window" }
    lost { English: "The engine stopped and starts again. What was shown as saved is safe; check the last change" }
    mismatch { English: "A newer version of Kith is here. Reload to go on; everything saved is safe" }
    no_such_view { English: "This list was closed. Open it again" }
    cancelled { English: "Stopped. Nothing was changed" }
    bad_query(why) { English: "This filter cannot be used: {why}" }
    past { English: "Nothing was changed: you are looking at the past. Go back to today first" }
    file(why) { English: "The file could not be read: {why}" }
    part { English: "This part of Kith could not be fetched" }
    part_text { English: "Your data is safe on this device. The network may be gone, or a newer version may have taken its place: try again, or reload" }
    part_again { English: "Try again" }
    fields(what) { English: "Not saved: {what}" }

    disk_full { English: "the storage of this device is full" }
    newer_owns { English: "a newer version of Kith owns the data" }
    database_closed { English: "the browser closed the database" }
    database_blocked { English: "another tab holds the database" }
    storage_refused { English: "this window keeps no data, as private windows do" }
    storage_other(name, message) { English: "storage failed ({name}: {message})" }
}

/// Why storage fails, as a part of a sentence.
#[must_use]
pub fn trouble(trouble: &StorageTrouble) -> String {
    match trouble {
        StorageTrouble::Full => disk_full().to_owned(),
        StorageTrouble::Newer => newer_owns().to_owned(),
        StorageTrouble::Closed => database_closed().to_owned(),
        StorageTrouble::Blocked => database_blocked().to_owned(),
        StorageTrouble::Refused => storage_refused().to_owned(),
        StorageTrouble::Other { name, message } => storage_other(name, message),
    }
}

/// Why a request was not answered, as one sentence for people. `object` gives fields their labels.
#[must_use]
pub fn line(error: &AskError, object: Option<&ObjectDef>) -> String {
    match error {
        AskError::Lost => lost().to_owned(),
        AskError::Mismatch => mismatch().to_owned(),
        AskError::Refused(failure) => match failure {
            Failure::Command(failure) => command(failure, object),
            Failure::Gone => gone().to_owned(),
            Failure::NoSuchView => no_such_view().to_owned(),
            Failure::File(fault) => super::kept::file(fault),
            Failure::Storage(why) => not_saved(&trouble(why)),
            Failure::Cancelled => cancelled().to_owned(),
            Failure::NewerVersion => mismatch().to_owned(),
            Failure::BadQuery(error) => bad_query(&super::refusal::query(error)),
            Failure::Past => past().to_owned(),
            Failure::Attached(trouble) => super::files::trouble(trouble),
        },
    }
}

fn model(fault: ModelFault) -> String {
    let words = match fault {
        ModelFault::TooLarge => model_large(),
        ModelFault::NotJson => model_json(),
        ModelFault::NotAModel => model_none(),
        ModelFault::Version(version) => return model_version(&version.to_string()),
        ModelFault::Target => model_target(),
        ModelFault::Fields => model_fields(),
        ModelFault::Currency => model_currency(),
        ModelFault::Numbers => model_numbers(),
        ModelFault::Shape => model_shape(),
        ModelFault::Markup => model_markup(),
    };
    words.to_owned()
}

fn command(failure: &CommandFailure, object: Option<&ObjectDef>) -> String {
    let label = |key: &FieldKey| {
        object
            .and_then(|object| object.field(key))
            .map_or_else(|| key.to_string(), |field| field.label.clone())
    };
    match failure {
        CommandFailure::Fields(_, problems) => {
            let problems = problems
                .iter()
                .map(|(key, error)| format!("{}: {}", label(key), super::invalid::line(error)));
            fields(&problems.collect::<Vec<_>>().join("; "))
        }
        CommandFailure::Gone(_) => gone().to_owned(),
        CommandFailure::Unknown(what) => unknown(what),
        CommandFailure::Asks(_, keys) => asks(&crate::platform::format::list(&keys.iter().map(label).collect::<Vec<_>>())),
        CommandFailure::NotInBin => not_in_bin().to_owned(),
        CommandFailure::NothingToRevert => super::done::nothing_to_undo().to_owned(),
        CommandFailure::Overwritten => overwritten().to_owned(),
        CommandFailure::Purged => purged().to_owned(),
        CommandFailure::NothingSelected => nothing_selected().to_owned(),
        CommandFailure::TooMany(most) => super::duplicates::too_many(&super::number(u64::from(*most))),
        CommandFailure::NoSuchAction => no_such_action().to_owned(),
        CommandFailure::Storage(why) => not_saved(&trouble(why)),
        CommandFailure::Definition(error) => super::refusal::definition(error),
        CommandFailure::Query(error) => bad_query(&super::refusal::query(error)),
        CommandFailure::Model(fault) => not_imported(&model(*fault)),
    }
}
