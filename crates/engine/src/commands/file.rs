//! Files of records: adding them, what they may be called, and their end with the record that they belong to.

use bridge::{CommandFailure, Input};
use model::change::Verb;
use model::{FieldError, FieldKey, Op, RecordId, Value};

use super::saved_view::own_member;
use super::{Draft, Drafting};
use crate::files;

/// The object of files.
pub(crate) const FILE: &str = "file";

/// Contents that are kept, and what to call them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Kept {
    /// Name as the device has it.
    pub(crate) name: String,
    /// Media type as the browser says.
    pub(crate) media_type: String,
    /// Bytes.
    pub(crate) size: u64,
    /// Their hash.
    pub(crate) sha256: String,
}

/// Attaches files whose contents are kept already.
pub(crate) fn add(object: &str, record: RecordId, kept: Vec<Kept>, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    drafting.row(object, record)?;
    let mut draft = Draft::new(Verb::Create, FILE);
    draft.intent.count = kept.len() as u32;
    let by = drafting.workspace.find(own_member()).is_some().then(own_member);
    for Kept {
        name,
        media_type,
        size,
        sha256,
    } in kept
    {
        let file = drafting.new_id();
        let name = files::cleaned(&name);
        let name = if name.is_empty() { FILE.to_owned() } else { name };
        let media_type = model::validate::clean_short(&media_type);
        draft.record = Some((FILE.into(), file));
        draft.intent.detail.clone_from(&name);
        draft.set(FILE, file, "name", Value::Text(name));
        draft.set(FILE, file, "record", Value::Ref(record));
        if !media_type.is_empty() {
            draft.set(FILE, file, "media_type", Value::Text(media_type));
        }
        draft.set(FILE, file, "size", Value::Int(size as i64));
        draft.set(FILE, file, "sha256", Value::Text(sha256));
        if let Some(by) = by {
            draft.set(FILE, file, "by", Value::Ref(by));
        }
    }
    if draft.intent.count > 1 {
        draft.record = None;
    }
    Ok(draft)
}

/// Inputs of an edit, the name of a file among them as a file may be called.
pub(super) fn named(object: &str, fields: Vec<(FieldKey, Input)>) -> Result<Vec<(FieldKey, Input)>, CommandFailure> {
    if object != FILE {
        return Ok(fields);
    }
    let one = |(key, input): (FieldKey, Input)| match input {
        Input::Text(name) | Input::Value(Value::Text(name)) if key == *"name" => {
            let name = files::cleaned(&name);
            if name.is_empty() {
                return Err(CommandFailure::Fields(object.into(), vec![(key, FieldError::Required)]));
            }
            Ok((key, Input::Text(name)))
        }
        input => Ok((key, input)),
    };
    fields.into_iter().map(one).collect()
}

/// The op that deletes the files of records for good; none when they have none.
pub(super) fn purged_with(records: &[RecordId], drafting: &mut Drafting<'_>) -> Option<Op> {
    let handles = records
        .iter()
        .filter_map(|&record| drafting.workspace.handles.find(record))
        .collect::<rustc_hash::FxHashSet<_>>();
    let workspace = &drafting.workspace;
    let table = workspace.table(FILE)?;
    let field = table.field("record")?;
    let rows = (0..table.len() as u32).filter(|&row| table.reference(row, field).is_some_and(|record| handles.contains(&record)));
    let records = rows.map(|row| table.id(row, workspace.handles())).collect::<Vec<_>>();
    (!records.is_empty()).then(|| Op::Purge {
        object: FILE.into(),
        records,
    })
}
