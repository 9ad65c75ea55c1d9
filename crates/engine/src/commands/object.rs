//! Objects of one's own, and what a person calls those that come with Kith.

use bridge::{CommandFailure, DefinitionError};
use model::change::Verb;
use model::{Life, Op, RecordId, Value};

use super::definition::named;
use super::{Draft, Drafting};
use crate::custom::custom_key;

/// Most objects of one's own.
const MOST_OBJECTS: usize = 100;

/// Adds an object, or changes what one is called. The reply's record is the object's own record; its key follows from it.
pub(super) fn save(key: Option<&str>, label: &str, plural: &str, icon: &str, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    let known = match key {
        Some(key) => Some(drafting.object(key)?),
        None => None,
    };
    let built_in = key.and_then(|key| model::Schema::built_in().object(key).cloned());
    let mut draft = Draft::new(if known.is_some() { Verb::Edit } else { Verb::Create }, "object");
    let record = match (key, &built_in) {
        (Some(key), Some(_)) => RecordId::v5("object", key),
        (Some(key), None) => record_of(key, drafting).ok_or_else(|| CommandFailure::Unknown(key.to_owned()))?,
        (None, _) => new_record(drafting)?,
    };
    let (label, plural) = match &built_in {
        // What is called as it always was needs no record of it.
        Some(built_in) => {
            let other = |text: &str, own: &str| Some(model::validate::clean_short(text)).filter(|text| !text.is_empty() && text != own);
            (other(label, &built_in.label), other(plural, &built_in.plural))
        }
        None => {
            let label = named(label)?;
            let plural = Some(model::validate::clean_short(plural)).filter(|plural| !plural.is_empty());
            (Some(label.clone()), Some(plural.unwrap_or(label)))
        }
    };
    draft.intent.detail = plural
        .clone()
        .or(built_in.as_ref().map(|object| object.plural.clone()))
        .unwrap_or_default();
    draft.set("object", record, "label", label.map(Value::Text));
    draft.set("object", record, "plural", plural.map(Value::Text));
    if let (Some(key), Some(_)) = (key, &built_in) {
        draft.set("object", record, "of", Value::from(key));
    } else {
        let icon = model::validate::clean_short(icon);
        draft.set("object", record, "icon", (!icon.is_empty()).then_some(Value::Text(icon)));
    }
    draft.record = Some(("object".into(), record));
    Ok(draft)
}

/// Moves an object of one's own to the bin. Its records and fields stay where they are and come back with it.
pub(super) fn remove(key: &str, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    let object = drafting.object(key)?;
    let record = record_of(key, drafting).ok_or(CommandFailure::Definition(DefinitionError::BuiltInObject))?;
    let mut draft = Draft::new(Verb::Trash, "object").about(object.plural);
    draft.ops.push(Op::Life {
        object: "object".into(),
        life: Life::Trashed,
        records: vec![record],
    });
    Ok(draft)
}

fn record_of(key: &str, drafting: &Drafting<'_>) -> Option<RecordId> {
    let table = drafting.workspace.table("object")?;
    let mut ids = table.alive().rows().map(|row| table.id(row, drafting.workspace.handles()));
    ids.find(|&id| custom_key(id) == *key)
}

fn new_record(drafting: &mut Drafting<'_>) -> Result<RecordId, CommandFailure> {
    let own = drafting.workspace.table("object").map_or(0, |table| table.alive().count());
    if own >= MOST_OBJECTS {
        return Err(CommandFailure::Definition(DefinitionError::TooManyObjects(MOST_OBJECTS as u32)));
    }
    let mut record = drafting.new_id();
    // A key is six characters of the id: draw again in the unlikely case that it is taken, if only by records that are left over.
    while drafting.workspace.table(&custom_key(record)).is_some() {
        record = drafting.new_id();
    }
    Ok(record)
}
