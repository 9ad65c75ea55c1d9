//! A ticket: somebody needs help; and its messages.

use super::{choice, external_id, long_text, merged_ids, object, of, owner, reference, tags, text};
use crate::field::{ObjectDef, Tone};
use crate::kind::FieldKind;

/// A request for help with its deadlines.
pub(super) fn ticket() -> ObjectDef {
    let fields = vec![
        text("subject", "Subject").required().searched(),
        text("number", "Number").searched(),
        choice("status", "Status").options(&[
            ("new", "New", Tone::Info),
            ("open", "Open", Tone::Info),
            ("waiting", "Waiting", Tone::Warning),
            ("solved", "Solved", Tone::Success),
            ("closed", "Closed", Tone::Neutral),
        ]),
        choice("priority", "Priority").options(&[
            ("low", "Low", Tone::Neutral),
            ("normal", "Normal", Tone::Neutral),
            ("high", "High", Tone::Warning),
            ("urgent", "Urgent", Tone::Danger),
        ]),
        choice("type", "Type").open().options(&[
            ("question", "Question", Tone::Neutral),
            ("problem", "Problem", Tone::Neutral),
            ("request", "Request", Tone::Neutral),
            ("complaint", "Complaint", Tone::Neutral),
        ]),
        reference("requester", "Requester", "contact").searched(),
        reference("company", "Company", "company").searched(),
        owner(),
        choice("channel", "Channel").open().options(&[
            ("email", "E-mail", Tone::Neutral),
            ("phone", "Phone", Tone::Neutral),
            ("web", "Web form", Tone::Neutral),
            ("chat", "Chat", Tone::Neutral),
        ]),
        of(FieldKind::DateTime, "first_reply_due", "First reply due"),
        of(FieldKind::DateTime, "due", "Due"),
        of(FieldKind::DateTime, "first_replied", "First replied"),
        of(FieldKind::DateTime, "solved_at", "Solved"),
        tags(),
        long_text("description", "Description").searched(),
        external_id(),
        merged_ids(),
    ];
    object("ticket", "Ticket", "Tickets", "ticket", fields)
        .columns(&["number", "subject", "status", "priority", "requester", "company", "owner", "due"])
        .board("status", &["requester", "priority", "due", "owner"])
}

/// One message of a ticket: to the requester, from them, or internal.
pub(super) fn message() -> ObjectDef {
    let fields = vec![
        long_text("body", "Message").required().searched(),
        reference("ticket", "Ticket", "ticket").required(),
        choice("visibility", "Visibility").options(&[("public", "Public", Tone::Neutral), ("internal", "Internal note", Tone::Warning)]),
        choice("direction", "Direction").options(&[("in", "Received", Tone::Neutral), ("out", "Sent", Tone::Neutral)]),
        reference("author", "Author", "member"),
        reference("sender", "Sender", "contact"),
        of(FieldKind::DateTime, "at", "At"),
    ];
    object("message", "Message", "Messages", "mail", fields)
        .columns(&["body", "ticket", "visibility", "at"])
        .kept_hidden()
}
