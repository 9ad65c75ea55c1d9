//! One field of many records at once: one change, one step of undo.

use bridge::{CommandFailure, Input, Selection};
use model::change::Verb;
use model::{Block, FieldError, FieldKey, Op, RecordId, Value};

use super::{Draft, Drafting, edit, read_input};

/// Writes one field of many records.
pub(super) fn bulk_edit(
    object: &str,
    selection: &Selection,
    key: &FieldKey,
    input: Input,
    drafting: &mut Drafting<'_>,
) -> Result<Draft, CommandFailure> {
    let field = drafting.field(object, key)?;
    let records = drafting.selected(object, selection)?;
    let mut draft = Draft::new(Verb::BulkEdit, object).about(field.label.clone());
    draft.intent.count = records.len() as u32;
    let value = read_input(&field, &input, drafting, &mut draft).map_err(|error| refused(object, key, error))?;
    // Stages have a log and may ask for fields; sets and fields of several values differ per record, and what has to be
    // unique is compared with each: those are written one by one.
    let is_unique = field.check.as_ref().is_some_and(|check| check.unique);
    let alike = !(is_unique || field.has_elements() || object == "deal" && *key == *"stage");
    match (value, Block::new(field.kind.storage())) {
        (None, _) if alike => draft.ops.push(Op::Clear {
            object: object.into(),
            field: key.clone(),
            records,
        }),
        (Some(value), Some(block)) if alike => draft.ops.push(filled(object, key, records, block, &value)),
        (value, _) => {
            for record in records {
                edit::write(object, record, &field, value.clone(), drafting, &mut draft)?;
            }
        }
    }
    Ok(draft)
}

fn filled(object: &str, key: &FieldKey, records: Vec<RecordId>, mut block: Block, value: &Value) -> Op {
    for _ in 0..records.len() {
        block.push(value);
    }
    Op::Rows {
        object: object.into(),
        records,
        columns: vec![(key.clone(), block)],
    }
}

/// Adds an element to the sets of many records, or removes it.
pub(super) fn element(
    object: &str,
    key: &FieldKey,
    selection: &Selection,
    input: Input,
    present: bool,
    drafting: &mut Drafting<'_>,
) -> Result<Draft, CommandFailure> {
    let field = drafting.field(object, key)?;
    let records = drafting.selected(object, selection)?;
    let mut draft = Draft::new(Verb::BulkEdit, object).about(field.label.clone());
    draft.intent.count = records.len() as u32;
    let value = read_input(&field, &input, drafting, &mut draft).map_err(|error| refused(object, key, error))?;
    let value = value.ok_or_else(|| refused(object, key, FieldError::Required))?;
    for element in value.elements() {
        draft.ops.push(Op::Element {
            object: object.into(),
            field: key.clone(),
            element: element.clone(),
            present,
            records: records.clone(),
        });
    }
    if let [record] = records[..] {
        draft.intent.verb = Verb::Edit;
        draft.record = Some((object.into(), record));
    }
    Ok(draft)
}

fn refused(object: &str, key: &FieldKey, error: FieldError) -> CommandFailure {
    CommandFailure::Fields(object.into(), vec![(key.clone(), error)])
}
