//! Messages of tickets.

use bridge::CommandFailure;
use model::change::Verb;
use model::{FieldError, RecordId, Value};

use super::{Draft, Drafting};

/// Posts a reply or keeps an internal note. The first reply stops its clock; a reply sets a new ticket to waiting.
pub(super) fn post(ticket: RecordId, body: &str, internal: bool, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    drafting.row("ticket", ticket)?;
    let body = model::validate::clean_long(body);
    if body.is_empty() {
        return Err(CommandFailure::Fields(
            "message".into(),
            vec![("body".into(), FieldError::Required)],
        ));
    }
    let field = drafting.field("message", "body")?;
    let body = model::validate(&field, Value::Text(body))
        .map_err(|error| CommandFailure::Fields("message".into(), vec![("body".into(), error)]))?;
    let mut draft = Draft::new(Verb::Create, "message").about(drafting.name("ticket", ticket));
    let message = drafting.new_id();
    let now = Value::Time(drafting.moment.now_millis);
    draft.set("message", message, "body", body);
    draft.set("message", message, "ticket", Value::Ref(ticket));
    draft.set(
        "message",
        message,
        "visibility",
        Value::from(if internal { "internal" } else { "public" }),
    );
    draft.set("message", message, "direction", Value::from("out"));
    draft.set("message", message, "at", now.clone());
    if let Some(owner) = drafting.reference("ticket", ticket, "owner") {
        draft.set("message", message, "author", Value::Ref(owner));
    }
    if !internal {
        if drafting.value("ticket", ticket, "first_replied").is_none() {
            draft.set("ticket", ticket, "first_replied", now);
        }
        if matches!(drafting.text("ticket", ticket, "status").as_deref(), Some("new" | "open")) {
            draft.set("ticket", ticket, "status", Value::from("waiting"));
        }
    }
    draft.record = Some(("ticket".into(), ticket));
    Ok(draft)
}
