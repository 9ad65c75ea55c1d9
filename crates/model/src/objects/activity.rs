//! An activity: something that happened with somebody.

use super::{choice, external_id, long_text, object, of, owner, reference, text};
use crate::field::{ObjectDef, Tone};
use crate::kind::FieldKind;

/// A call, meeting, e-mail, note or visit.
pub(super) fn activity() -> ObjectDef {
    let fields = vec![
        text("subject", "Subject").searched(),
        choice("type", "Type").options(&[
            ("note", "Note", Tone::Neutral),
            ("call", "Call", Tone::Neutral),
            ("email", "E-mail", Tone::Neutral),
            ("meeting", "Meeting", Tone::Neutral),
            ("visit", "Visit", Tone::Neutral),
        ]),
        of(FieldKind::DateTime, "at", "At"),
        of(FieldKind::Duration, "duration", "Duration"),
        long_text("body", "Text").searched(),
        reference("contact", "Contact", "contact").multi(),
        reference("company", "Company", "company"),
        reference("deal", "Deal", "deal"),
        reference("ticket", "Ticket", "ticket"),
        owner(),
        choice("outcome", "Outcome").open(),
        choice("direction", "Direction").options(&[("in", "Received", Tone::Neutral), ("out", "Sent", Tone::Neutral)]),
        of(FieldKind::Boolean, "pinned", "Pinned"),
        external_id(),
    ];
    object("activity", "Activity", "Activities", "clock", fields)
        .columns(&["subject", "type", "at", "contact", "company", "deal", "owner"])
        .board("type", &["contact", "at", "owner"])
}
