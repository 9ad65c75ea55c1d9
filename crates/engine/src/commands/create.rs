//! Making records, with the defaults that each object needs.

use bridge::{CommandFailure, Input};
use model::change::Verb;
use model::{FieldError, FieldKey, Value};

use super::{Draft, Drafting, edit, read_input, stage};

/// Makes a record of an object. Every problem of every field is told at once.
pub(super) fn create(object: &str, fields: Vec<(FieldKey, Input)>, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    let definition = drafting.object(object)?;
    let mut draft = Draft::new(Verb::Create, object);
    let record = drafting.new_id();
    let mut refused = Vec::new();
    let mut given = Vec::new();
    for (key, input) in fields {
        let field = drafting.field(object, &key)?;
        match read_input(&field, &input, drafting, &mut draft) {
            Ok(Some(value)) => given.push((field, value)),
            Ok(None) => {}
            Err(error) => refused.push((key, error)),
        }
    }
    let missing = definition.fields.iter().filter(|field| field.required && field.is_editable());
    let missing = missing.filter(|field| !given.iter().any(|(known, _)| known.key == field.key));
    refused.extend(
        missing
            .filter(|field| !is_defaulted(object, &field.key))
            .map(|field| (field.key.clone(), FieldError::Required)),
    );
    refused.dedup_by(|one, other| one.0 == other.0);
    if !refused.is_empty() {
        return Err(CommandFailure::Fields(object.into(), refused));
    }
    let stage = given
        .iter()
        .find(|(field, _)| object == "deal" && field.key == *"stage")
        .and_then(|(_, value)| value.as_ref());
    for (field, value) in &given {
        if object == "deal" && field.key == *"stage" {
            continue;
        }
        edit::write(object, record, field, Some(value.clone()), drafting, &mut draft)?;
    }
    let has = |key: &str| given.iter().any(|(field, _)| field.key == *key);
    for (key, value) in defaults(object, record, drafting) {
        if !has(key) {
            draft.set(object, record, key, value);
        }
    }
    if object == "deal"
        && let Some(stage) = stage.or_else(|| stage::first_stage(drafting.workspace))
    {
        stage::enter_stage(record, stage, None, drafting.moment.now_millis, drafting, &mut draft);
    }
    if draft.ops.is_empty() {
        return Err(CommandFailure::Fields(
            object.into(),
            vec![(definition.primary.clone(), FieldError::Required)],
        ));
    }
    let name = given
        .iter()
        .find(|(field, _)| field.key == definition.primary)
        .map(|(_, value)| match value {
            Value::Text(text) => text.clone(),
            Value::Name(name) => name.full(),
            _ => String::new(),
        });
    draft.intent.detail = name.unwrap_or_default();
    draft.record = Some((object.into(), record));
    Ok(draft)
}

/// Required fields that a default fills.
fn is_defaulted(object: &str, field: &str) -> bool {
    matches!((object, field), ("message", "at"))
}

/// What a new record of an object has when nothing else is said.
fn defaults(object: &str, record: model::RecordId, drafting: &Drafting<'_>) -> Vec<(&'static str, Value)> {
    let now = Value::Time(drafting.moment.now_millis);
    match object {
        "contact" => vec![("stage", "lead".into())],
        "company" => vec![("stage", "prospect".into())],
        "deal" => vec![("opened_on", Value::Date(drafting.moment.today))],
        "ticket" => vec![
            ("status", "new".into()),
            ("priority", "normal".into()),
            ("number", Value::Text(format!("T-{}", record.short_code()))),
        ],
        "task" => vec![("status", "open".into()), ("type", "todo".into()), ("priority", "normal".into())],
        "activity" => vec![("type", "note".into()), ("at", now)],
        "order" => vec![
            ("status", "placed".into()),
            ("date", now),
            ("number", Value::Text(format!("O-{}", record.short_code()))),
        ],
        "line" => vec![("quantity", Value::Number(1.0))],
        "message" => vec![("visibility", "public".into()), ("direction", "out".into()), ("at", now)],
        "product" | "member" => vec![("active", Value::Bool(true))],
        "campaign" => vec![("status", "planned".into())],
        _ => Vec::new(),
    }
}
