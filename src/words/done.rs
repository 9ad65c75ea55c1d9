//! What was done, for toasts.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::Done;
use model::change::Verb;
use model::{ObjectKey, Schema};

use super::{counted, noun};

phrases! {
    undo { English: "Undo" }
    redo { English: "Redo" }
    nothing_to_undo { English: "Nothing to undo" }
    nothing_to_redo { English: "Nothing to redo" }
    added(what) { English: "Added {what}" }
    changed(field, what) { English: "Changed {field:inside} of {what}" }
    changed_one(what) { English: "Changed {what}" }
    trashed(what) { English: "Moved {what} to the bin" }
    restored(what) { English: "Restored {what}" }
    purged(what) { English: "Deleted {what} for good" }
    moved(what) { English: "Moved {what}" }
    finished(what) { English: "Finished {what}" }
    put_off(what) { English: "Put off {what}" }
    imported(what) { English: "Imported {what}" }
    undone(what) { English: "Undone: {what}" }
    taken_back(what) { English: "Taken back: {what}" }
    redone(what) { English: "Done again: {what}" }
    sample_changed { English: "Sample data changed" }
    backup_restored { English: "Back-up restored" }
    suggestion_answered { English: "Suggestion answered" }
    workspace_ready { English: "Your workspace is ready" }
    settings_changed { English: "Settings changed" }
    settings { English: "settings" }
    message_added { English: "Message added" }
    skipped(count: u64) { English: one "{count} value was left as it is, because it was changed since", other "{count} values were left as they are, because they were changed since" }
    nothing_changed { English: "Nothing had to be changed" }
}

/// What was done, in one line. `object` is what the command was about, when it was about many.
#[must_use]
pub fn line(done: &Done, object: Option<&ObjectKey>, schema: &Schema) -> String {
    let what = if is_setting(done, object) {
        settings().to_owned()
    } else {
        subject(done, object, schema)
    };
    let mut line = match done.verb {
        _ if done.change.is_none() && done.count == 0 => nothing_changed().to_owned(),
        Verb::Create if object.is_some_and(|object| *object == *"message") => message_added().to_owned(),
        Verb::Create => added(&what),
        Verb::Edit | Verb::BulkEdit if is_setting(done, object) => settings_changed().to_owned(),
        Verb::Edit if done.detail.is_empty() => changed_one(&what),
        Verb::Edit | Verb::BulkEdit => changed(&labels(&done.detail), &what),
        Verb::Trash => trashed(&what),
        Verb::Restore => restored(&what),
        Verb::Purge => purged(&what),
        Verb::Move => moved(&what),
        Verb::Complete => finished(&what),
        Verb::Snooze => put_off(&what),
        Verb::Import => imported(&what),
        Verb::Undo => undone(&what),
        Verb::Redo => redone(&what),
        Verb::Sample if done.detail == "kept" => super::sample::kept().to_owned(),
        Verb::Sample => sample_changed().to_owned(),
        Verb::RestoreBackup => backup_restored().to_owned(),
        Verb::AnswerSuggestion => suggestion_answered().to_owned(),
        Verb::SetUp => workspace_ready().to_owned(),
        Verb::Merge => super::own::merged(&done.detail),
        Verb::TakeBack => taken_back(&what),
    };
    if done.skipped > 0 {
        line = format!("{line}. {}", skipped(u64::from(done.skipped)));
    }
    line
}

/// Whether it is about a setting, which the engine names by its key; one that is taken back is known by that alone.
fn is_setting(done: &Done, object: Option<&ObjectKey>) -> bool {
    let key = |text: &str| text.contains('_') && text.bytes().all(|byte| byte == b'_' || byte.is_ascii_lowercase());
    object.is_some_and(|object| **object == *"setting")
        || (object.is_none() && done.record.is_none() && matches!(done.verb, Verb::Undo | Verb::Redo) && key(&done.detail))
}

/// One record by name, else so many of the object, else what the engine calls it.
fn subject(done: &Done, object: Option<&ObjectKey>, schema: &Schema) -> String {
    let named = done.record.as_ref().filter(|link| done.count <= 1 && !link.label.is_empty());
    if let Some(link) = named {
        return link.label.clone();
    }
    let object = object
        .or(done.record.as_ref().map(|link| &link.object))
        .and_then(|key| schema.object(key));
    match object {
        Some(object) if done.count == 1 => noun(object, 1),
        Some(object) => counted(object, u64::from(done.count)),
        None => done.detail.clone(),
    }
}

/// The labels of fields that the engine names, in the language in force.
fn labels(detail: &str) -> String {
    detail.split(", ").map(super::labels::label).collect::<Vec<_>>().join(", ")
}
