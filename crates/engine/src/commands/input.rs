//! Reading what somebody put into a field: text by the field's kind, records by name.

use bridge::Input;
use model::{FieldDef, FieldError, FieldKind, Op, RecordId, Value, validate};

use super::{Draft, Drafting};
use crate::workspace::Workspace;

/// The value of an input, checked; `None` clears.
///
/// # Errors
/// [`FieldError`] with the cure. A name that no record has is [`FieldError::NotARecord`]; unknown tags are made.
pub fn read_input(field: &FieldDef, input: &Input, drafting: &mut Drafting<'_>, draft: &mut Draft) -> Result<Option<Value>, FieldError> {
    if !field.is_editable() {
        return Err(FieldError::ReadOnly);
    }
    let value = match input {
        Input::Clear => None,
        Input::Text(text) => model::parse(field, text, drafting.context)?,
        Input::Value(value) => Some(value.clone()),
    };
    let value = match value {
        Some(value) if is_reference(field.kind) => Some(resolve(field, value, drafting, draft)?),
        other => other,
    };
    match value {
        None if field.required => Err(FieldError::Required),
        None => Ok(None),
        Some(Value::List(values)) if values.is_empty() => Ok(None),
        Some(value) => validate(field, value).map(Some),
    }
}

fn is_reference(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Reference | FieldKind::References)
}

fn resolve(field: &FieldDef, value: Value, drafting: &mut Drafting<'_>, draft: &mut Draft) -> Result<Value, FieldError> {
    match value {
        Value::List(values) => values
            .into_iter()
            .map(|value| resolve(field, value, drafting, draft))
            .collect::<Result<_, _>>()
            .map(Value::List),
        Value::Text(name) => {
            let target = field.target.clone().ok_or_else(|| FieldError::NotARecord { found: name.clone() })?;
            if let Some(id) = find_by_name(drafting.workspace, &target, &name) {
                return Ok(Value::Ref(id));
            }
            if target == *"tag" {
                Ok(Value::Ref(tag(&name, drafting.workspace, draft)))
            } else {
                Err(FieldError::NotARecord { found: name })
            }
        }
        Value::Ref(id) => {
            let known = drafting.workspace.find(id).is_some() || draft.ops.iter().any(|op| op.records().contains(&id));
            if known {
                Ok(Value::Ref(id))
            } else {
                Err(FieldError::NotARecord { found: id.to_string() })
            }
        }
        other => Ok(other),
    }
}

/// The record in use whose name is the same without regard to case and accents; the oldest when there are several.
pub(crate) fn find_by_name(workspace: &Workspace, object: &str, name: &str) -> Option<RecordId> {
    let table = workspace.table(object)?;
    let primary = table.field(&workspace.schema().object(object)?.primary)?;
    let wanted = model::validate::fold(&model::validate::clean_short(name));
    let found = table.alive().rows().find(|&row| {
        let text = table.text(row, primary).unwrap_or_default();
        let text = if text.contains(model::value::PART) {
            model::PersonName::from_parts(text).full()
        } else {
            text.to_owned()
        };
        model::validate::fold(&text) == wanted
    })?;
    Some(table.id(found, workspace.handles()))
}

/// The tag of a word, made on the way: equal on every device. A tag that was renamed keeps its id, so the word it was made of may
/// need another one.
fn tag(name: &str, workspace: &mut Workspace, draft: &mut Draft) -> RecordId {
    let name = model::validate::clean_short(name);
    let folded = model::validate::fold(&name);
    let mut id = RecordId::v5("tag", &folded);
    let mut others = 0;
    while workspace.find_alive("tag", id).is_some() {
        others += 1;
        id = RecordId::v5("tag", &format!("{folded}{}{others}", model::value::PART));
    }
    let known = draft
        .ops
        .iter()
        .any(|op| matches!(op, Op::Set { object, record, .. } if *object == *"tag" && *record == id));
    if !known {
        draft.set("tag", id, "name", Value::Text(name));
        if workspace.find(id).is_some() {
            // It was merged or deleted: whoever writes the word wants it back.
            draft.ops.push(Op::Life {
                object: "tag".into(),
                life: model::Life::Alive,
                records: vec![id],
            });
        }
    }
    id
}
