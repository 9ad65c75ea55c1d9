//! What was done, for toasts.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::Done;
use model::Schema;
use model::change::Verb;

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

/// What was done, in one line.
#[must_use]
pub fn line(done: &Done, schema: &Schema) -> String {
    let is_setting = done.object == *"setting";
    let what = if is_setting { settings().to_owned() } else { subject(done, schema) };
    let mut line = match done.verb {
        _ if done.change.is_none() && done.count == 0 => nothing_changed().to_owned(),
        Verb::Create if done.object == *"message" => message_added().to_owned(),
        Verb::Create => added(&what),
        Verb::Edit | Verb::BulkEdit if is_setting => settings_changed().to_owned(),
        Verb::Edit if done.object == *"notice" => super::inbox::changed(&what),
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

/// One record by name, else so many of the object. A step that is taken back, and what is defined, is known by what the engine calls it.
fn subject(done: &Done, schema: &Schema) -> String {
    let named = done.record.as_ref().filter(|link| done.count <= 1 && !link.label.is_empty());
    if let Some(link) = named {
        return link.label.clone();
    }
    let is_told = matches!(done.verb, Verb::Undo | Verb::Redo) || matches!(&*done.object, "field" | "object");
    let object = done.record.as_ref().map_or(&done.object, |link| &link.object);
    match schema.object(object).filter(|_| !is_told || done.detail.is_empty()) {
        Some(object) if done.count == 1 => noun(object, 1),
        Some(object) => counted(object, u64::from(done.count)),
        None if done.detail == "inbox" => super::inbox::title().to_owned(),
        None => done.detail.clone(),
    }
}

/// The labels of fields that the engine names, in the language in force.
fn labels(detail: &str) -> String {
    detail.split(", ").map(super::labels::label).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use model::{Intent, ObjectKey};

    use super::*;

    fn told(verb: Verb, object: &str, detail: &str) -> String {
        let intent = Intent {
            verb,
            object: object.to_owned(),
            count: 1,
            detail: detail.to_owned(),
            ..Intent::default()
        };
        let change = model::ChangeId {
            actor: model::ActorId(1),
            seq: 1,
        };
        line(&Done::of(Some(change), &intent), &Schema::built_in())
    }

    #[test]
    fn a_change_of_settings_is_told_as_such_also_when_it_is_taken_back() {
        assert_eq!(told(Verb::Edit, "setting", "date_order"), "Settings changed");
        assert_eq!(told(Verb::Undo, "setting", "date_order"), "Undone: settings");
        assert_eq!(told(Verb::Redo, "setting", "currency"), "Done again: settings");
    }

    #[test]
    fn a_step_that_is_taken_back_is_told_by_what_it_was_about() {
        // As the key of a setting looks, but a record's name.
        assert_eq!(told(Verb::Undo, "contact", "date_order"), "Undone: date_order");
        assert_eq!(told(Verb::Undo, "contact", ""), "Undone: contact");
        assert_eq!(told(Verb::Trash, "contact", "Noor Berg"), "Moved contact to the bin");
        assert_eq!(told(Verb::Trash, "field", "Budget"), "Moved Budget to the bin");
        assert_eq!(told(Verb::Create, "message", "Late parcel"), "Message added");
    }

    #[test]
    fn one_record_is_told_by_its_name() {
        let link = bridge::RecordLink {
            object: ObjectKey::from("task"),
            id: model::RecordId(1),
            label: "Call Noor".to_owned(),
            gone: false,
            fill: None,
        };
        let done = Done {
            record: Some(link),
            ..Done::of(
                None,
                &Intent {
                    count: 1,
                    verb: Verb::Complete,
                    ..Intent::default()
                },
            )
        };
        assert_eq!(line(&done, &Schema::built_in()), "Finished Call Noor");
    }
}
