//! What people save about records: segments, views, and their answers to suggestions.

use super::{choice, long_text, object, of, text};
use crate::field::{ObjectDef, Tone};
use crate::kind::FieldKind;

/// A named filter over an object; membership is always computed.
pub(super) fn segment() -> ObjectDef {
    let fields = vec![
        text("name", "Name").required().searched(),
        text("object", "Object").required(),
        long_text("filter", "Rule").hidden(),
        long_text("description", "About"),
    ];
    object("segment", "Segment", "Segments", "insights", fields)
        .columns(&["name", "object", "description"])
        .kept_hidden()
}

/// A saved way to look at an object.
pub(super) fn view() -> ObjectDef {
    let fields = vec![
        text("name", "Name").required(),
        text("object", "Object").required(),
        long_text("definition", "Definition").hidden(),
        text("icon", "Icon"),
        of(FieldKind::Boolean, "favourite", "Favourite"),
        of(FieldKind::Number, "rank", "Position").hidden(),
        of(FieldKind::Boolean, "personal", "Personal"),
        of(FieldKind::Boolean, "opens", "Opens first"),
        super::owner(),
    ];
    object("view", "View", "Views", "view", fields)
        .columns(&["name", "object"])
        .kept_hidden()
}

/// A page of charts.
pub(super) fn dashboard() -> ObjectDef {
    let fields = vec![
        text("name", "Name").required(),
        long_text("definition", "Definition").hidden(),
        of(FieldKind::Boolean, "favourite", "Favourite"),
        of(FieldKind::Number, "rank", "Position").hidden(),
    ];
    object("dashboard", "Dashboard", "Dashboards", "insights", fields)
        .columns(&["name"])
        .kept_hidden()
}

/// What was done to a notice of the inbox. Its id is made of the notice's key, so that one notice has one answer.
pub(super) fn notice() -> ObjectDef {
    let fields = vec![
        text("key", "Notice").required(),
        of(FieldKind::DateTime, "read", "Read"),
        of(FieldKind::Date, "until", "Put off until"),
    ];
    object("notice", "Notice", "Notices", "inbox", fields)
        .columns(&["key", "read", "until"])
        .kept_hidden()
}

/// An answer to a suggestion. Its id is made of the suggestion's key, so that one suggestion has one answer.
pub(super) fn suggestion() -> ObjectDef {
    let fields = vec![
        text("key", "Suggestion").required(),
        choice("answer", "Answer").options(&[
            ("accepted", "Accepted", Tone::Success),
            ("dismissed", "Dismissed", Tone::Neutral),
            ("snoozed", "Snoozed", Tone::Neutral),
        ]),
        of(FieldKind::Date, "until", "Until"),
        of(FieldKind::DateTime, "at", "At"),
    ];
    object("suggestion", "Suggestion", "Suggestions", "spark", fields)
        .columns(&["key", "answer", "at"])
        .kept_hidden()
}
