//! Editing fields of one record.

use bridge::{CommandFailure, Input};
use model::change::Verb;
use model::{FieldDef, FieldKey, Op, RecordId, Value};

use super::{Draft, Drafting, read_input, stage, unique};

/// Writes fields of one record. All are checked before any is written.
pub(super) fn edit(
    object: &str,
    record: RecordId,
    fields: Vec<(FieldKey, Input)>,
    drafting: &mut Drafting<'_>,
) -> Result<Draft, CommandFailure> {
    drafting.row(object, record)?;
    let mut draft = Draft::new(Verb::Edit, object);
    let mut refused = Vec::new();
    let mut labels = Vec::new();
    for (key, input) in fields {
        let field = drafting.field(object, &key)?;
        match read_input(&field, &input, drafting, &mut draft) {
            Ok(value) => {
                write(object, record, &field, value, drafting, &mut draft)?;
                labels.push(field.label);
            }
            Err(error) => refused.push((key, error)),
        }
    }
    if !refused.is_empty() {
        return Err(CommandFailure::Fields(object.into(), refused));
    }
    draft.intent.detail = labels.join(", ");
    draft.record = Some((object.into(), record));
    Ok(draft)
}

/// Ops that make a field hold a value: register, further values and elements, each only where it differs.
pub(super) fn write(
    object: &str,
    record: RecordId,
    field: &FieldDef,
    value: Option<Value>,
    drafting: &mut Drafting<'_>,
    draft: &mut Draft,
) -> Result<(), CommandFailure> {
    let current = drafting.value(object, record, &field.key);
    if current == value {
        return Ok(());
    }
    unique::free(object, record, field, value.as_ref(), drafting, draft)
        .map_err(|error| CommandFailure::Fields(object.into(), vec![(field.key.clone(), error)]))?;
    if object == "deal" && field.key == *"stage" {
        let stage = value.as_ref().and_then(Value::as_ref);
        return stage::change_stage(record, stage, drafting, draft);
    }
    if field.kind.is_set() {
        write_set(object, record, field, current.as_ref(), value.as_ref(), draft);
        return Ok(());
    }
    let (old, new) = (list(current.as_ref()), list(value.as_ref()));
    if old.first() != new.first() {
        draft.set(object, record, &field.key, new.first().cloned());
    }
    // A single value replaces the primary one and leaves the further ones alone; a list says what all of them are.
    if field.multi && (matches!(value, Some(Value::List(_))) || value.is_none()) {
        let (old, new) = (old.get(1..).unwrap_or_default(), new.get(1..).unwrap_or_default());
        differ(object, record, &field.key, old, new, draft);
    }
    Ok(())
}

fn write_set(object: &str, record: RecordId, field: &FieldDef, current: Option<&Value>, value: Option<&Value>, draft: &mut Draft) {
    differ(object, record, &field.key, &list(current), &list(value), draft);
}

fn list(value: Option<&Value>) -> Vec<Value> {
    value.map(|value| value.elements().to_vec()).unwrap_or_default()
}

fn differ(object: &str, record: RecordId, key: &FieldKey, old: &[Value], new: &[Value], draft: &mut Draft) {
    let mut element = |element: &Value, present: bool| {
        draft.ops.push(Op::Element {
            object: object.into(),
            field: key.clone(),
            element: element.clone(),
            present,
            records: vec![record],
        });
    };
    old.iter()
        .filter(|value| !new.contains(value))
        .for_each(|value| element(value, false));
    new.iter()
        .filter(|value| !old.contains(value))
        .for_each(|value| element(value, true));
}

/// Makes a further value the primary one; the old primary stays as a further value.
pub(super) fn make_primary(
    object: &str,
    record: RecordId,
    key: &FieldKey,
    value: Value,
    drafting: &mut Drafting<'_>,
) -> Result<Draft, CommandFailure> {
    drafting.row(object, record)?;
    let field = drafting.field(object, key)?;
    let mut values = list(drafting.value(object, record, key).as_ref());
    let Some(place) = values.iter().position(|candidate| *candidate == value) else {
        return Err(CommandFailure::Gone(record));
    };
    let chosen = values.remove(place);
    values.insert(0, chosen);
    let mut draft = Draft::new(Verb::Edit, object).about(field.label.clone());
    write(object, record, &field, Some(Value::List(values)), drafting, &mut draft)?;
    draft.record = Some((object.into(), record));
    Ok(draft)
}
