//! Values that no two records in use may share.
//!
//! What is taken is looked up once per command and field, however many cells a block has.

use model::{FieldDef, FieldError, FieldKey, RecordId, Value};
use rustc_hash::FxHashMap;

use super::{Draft, Drafting};

/// Who has which value of a field, as far as a command asked; values by their bytes, texts folded.
#[derive(Debug, Default)]
pub struct Holders {
    by_field: FxHashMap<FieldKey, FxHashMap<Vec<u8>, RecordId>>,
    leaving: Vec<RecordId>,
}

impl Holders {
    /// Records that go to the bin with the same change: what they have is free.
    pub(super) fn leave(&mut self, records: &[RecordId]) {
        self.leaving.extend(records);
    }
}

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
    draft: &mut Draft,
) -> Result<(), FieldError> {
    let Some(value) = value.filter(|_| field.check.as_ref().is_some_and(|check| check.unique)) else {
        return Ok(());
    };
    let Holders { by_field, leaving } = &mut draft.holders;
    let holders = by_field
        .entry(field.key.clone())
        .or_insert_with(|| holders(object, &field.key, drafting));
    let wanted = value.elements().iter().map(compared).collect::<Vec<_>>();
    match wanted
        .iter()
        .find_map(|value| holders.get(value).filter(|&&holder| holder != record && !leaving.contains(&holder)))
    {
        Some(&holder) => Err(FieldError::Taken {
            by: drafting.name(object, holder),
        }),
        None => {
            holders.extend(wanted.into_iter().map(|value| (value, record)));
            Ok(())
        }
    }
}

/// The records in use that have a value of a field.
fn holders(object: &str, key: &str, drafting: &Drafting<'_>) -> FxHashMap<Vec<u8>, RecordId> {
    let workspace = &drafting.workspace;
    let Some((table, number)) = workspace.table(object).and_then(|table| Some((table, table.field(key)?))) else {
        return FxHashMap::default();
    };
    let held = table.alive().rows().filter_map(|row| {
        let value = table.value(row, number, workspace.handles())?;
        Some((table.id(row, workspace.handles()), value))
    });
    held.flat_map(|(id, value)| value.elements().iter().map(|value| (compared(value), id)).collect::<Vec<_>>())
        .collect()
}

/// Texts are the same whatever their case and accents.
fn compared(value: &Value) -> Vec<u8> {
    match value {
        Value::Text(text) => model::validate::fold(text).into_bytes(),
        other => bridge::pack(other),
    }
}
