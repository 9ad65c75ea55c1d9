//! A task: something somebody has to do by a day.

use super::{choice, external_id, long_text, object, of, owner, reference, tags, text};
use crate::field::{ObjectDef, Tone};
use crate::kind::FieldKind;

/// Something to do, about any of the main records.
pub(super) fn task() -> ObjectDef {
    let fields = vec![
        text("title", "Title").required().searched(),
        choice("status", "Status").options(&[("open", "Open", Tone::Info), ("done", "Done", Tone::Success)]),
        choice("type", "Type").open().options(&[
            ("todo", "To do", Tone::Neutral),
            ("call", "Call", Tone::Neutral),
            ("email", "E-mail", Tone::Neutral),
            ("meeting", "Meeting", Tone::Neutral),
        ]),
        of(FieldKind::Date, "due", "Due"),
        choice("priority", "Priority").options(&[
            ("low", "Low", Tone::Neutral),
            ("normal", "Normal", Tone::Neutral),
            ("high", "High", Tone::Warning),
        ]),
        choice("recurrence", "Repeats").options(&[
            ("daily", "Every day", Tone::Neutral),
            ("weekdays", "Every weekday", Tone::Neutral),
            ("weekly", "Every week", Tone::Neutral),
            ("fortnightly", "Every two weeks", Tone::Neutral),
            ("monthly", "Every month", Tone::Neutral),
            ("yearly", "Every year", Tone::Neutral),
        ]),
        of(FieldKind::Date, "snoozed_until", "Snoozed until"),
        owner(),
        reference("contact", "Contact", "contact").searched(),
        reference("company", "Company", "company").searched(),
        reference("deal", "Deal", "deal").searched(),
        reference("ticket", "Ticket", "ticket"),
        of(FieldKind::DateTime, "done_at", "Done at"),
        tags(),
        long_text("description", "Notes").searched(),
        text("suggestion", "From suggestion").hidden(),
        external_id(),
    ];
    object("task", "Task", "Tasks", "task", fields)
        .columns(&["title", "status", "due", "priority", "owner", "contact", "company", "deal"])
        .board("status", &["due", "contact", "owner"])
}
