//! Values that no two records in use may share.
//!
//! What is taken is looked up once per command and field, however many cells a block has.

use model::{FieldDef, FieldError, FieldKey, RecordId, Value};
use rustc_hash::FxHashMap;

use super::{Draft, Drafting};
use crate::workspace::Workspace;

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
        .or_insert_with(|| held(object, &field.key, drafting.workspace).collect());
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

/// Every value of a field, as it is compared, with the record in use that has it.
pub(crate) fn held<'a>(object: &str, key: &str, workspace: &'a Workspace) -> impl Iterator<Item = (Vec<u8>, RecordId)> + use<'a> {
    let place = workspace.table(object).and_then(|table| Some((table, table.field(key)?)));
    place.into_iter().flat_map(move |(table, number)| {
        table.alive().rows().flat_map(move |row| {
            let id = table.id(row, workspace.handles());
            let value = table.value(row, number, workspace.handles());
            let values = value.iter().flat_map(Value::elements).map(compared).collect::<Vec<_>>();
            values.into_iter().map(move |value| (value, id))
        })
    })
}

/// Texts are the same whatever their case and accents.
pub(crate) fn compared(value: &Value) -> Vec<u8> {
    match value {
        Value::Text(text) => model::validate::fold(text).into_bytes(),
        other => bridge::pack(other),
    }
}
