//! Values that no two records in use may share.

use model::{FieldDef, FieldError, Op, RecordId, Value};

use super::{Draft, Drafting};

/// Whether a value that a record is about to get is free: no other record in use has it, nor gets it with the same change.
///
/// # Errors
/// [`FieldError::Taken`] with the name of the record that has it.
pub(super) fn free(
    object: &str,
    record: RecordId,
    field: &FieldDef,
    value: Option<&Value>,
    drafting: &mut Drafting<'_>,
    draft: &Draft,
) -> Result<(), FieldError> {
    let Some(value) = value.filter(|_| field.check.as_ref().is_some_and(|check| check.unique)) else {
        return Ok(());
    };
    let wanted = value.elements().iter().map(compared).collect::<Vec<_>>();
    let is_taken = |held: &Value| held.elements().iter().any(|held| wanted.contains(&compared(held)));
    let workspace = &drafting.workspace;
    let Some((table, number)) = workspace.table(object).and_then(|table| Some((table, table.field(&field.key)?))) else {
        return Ok(());
    };
    let holder = table.alive().rows().find_map(|row| {
        let id = table.id(row, workspace.handles());
        let held = table.value(row, number, workspace.handles())?;
        (id != record && is_taken(&held)).then_some(id)
    });
    let arriving = || {
        draft.ops.iter().find_map(|op| match op {
            Op::Set {
                object: of,
                record: id,
                field: key,
                value: Some(held),
            } if **of == *object && *key == field.key && *id != record && is_taken(held) => Some(*id),
            _ => None,
        })
    };
    match holder.or_else(arriving) {
        Some(holder) => Err(FieldError::Taken {
            by: drafting.name(object, holder),
        }),
        None => Ok(()),
    }
}

/// Texts are the same whatever their case and accents.
fn compared(value: &Value) -> Value {
    match value {
        Value::Text(text) => Value::Text(model::validate::fold(text)),
        other => other.clone(),
    }
}
