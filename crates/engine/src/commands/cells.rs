//! Blocks of cells, as tables paste and fill them: one change, one step of undo. A cell that cannot take its value keeps what it
//! has and is told; the others are written.

use bridge::{CellRefused, CommandFailure, DefinitionError, Input};
use model::change::Verb;
use model::{FieldDef, FieldError, FieldKey, FieldKind, RecordId, Value};
use rustc_hash::FxHashMap;

use super::{Draft, Drafting, edit, read_input};
use crate::workspace::Workspace;

/// Most cells of one block.
pub(super) const MOST_CELLS: usize = 50_000;

/// Writes texts into cells, each read by the kind of its field.
pub(super) fn paste(object: &str, cells: Vec<(RecordId, FieldKey, String)>, drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    if cells.len() > MOST_CELLS {
        return Err(CommandFailure::Definition(DefinitionError::TooManyCells(MOST_CELLS as u32)));
    }
    let mut draft = Draft::new(Verb::BulkEdit, object);
    let mut names = Names::default();
    let mut touched = Touched::default();
    for (record, key, text) in cells {
        let field = drafting.field(object, &key)?;
        let read = match drafting.row(object, record) {
            Ok(_) => names.input(&field, &text, drafting),
            // It went to the bin since the block was copied.
            Err(_) => continue,
        };
        let written = read
            .and_then(|input| read_input(&field, &input, drafting, &mut draft))
            .map_err(Refusal::Value)
            .and_then(|value| edit::write(object, record, &field, value, drafting, &mut draft).map_err(Refusal::Command));
        match written {
            Ok(()) => touched.add(record, &field),
            Err(refusal) => draft.refused.push(CellRefused {
                record,
                field: key,
                text,
                error: refusal.error(),
            }),
        }
    }
    Ok(touched.finish(draft))
}

/// Copies the values of the first record into the others.
pub(super) fn fill(object: &str, records: &[RecordId], fields: &[FieldKey], drafting: &mut Drafting<'_>) -> Result<Draft, CommandFailure> {
    let mut draft = Draft::new(Verb::BulkEdit, object);
    let Some((&source, targets)) = records.split_first() else {
        return Ok(draft);
    };
    if targets.len().saturating_mul(fields.len()) > MOST_CELLS {
        return Err(CommandFailure::Definition(DefinitionError::TooManyCells(MOST_CELLS as u32)));
    }
    drafting.row(object, source)?;
    let mut touched = Touched::default();
    for key in fields {
        let field = drafting.field(object, key)?;
        if !field.is_editable() {
            continue;
        }
        let value = drafting.value(object, source, key);
        if value.is_none() && field.required {
            continue;
        }
        for &record in targets {
            if drafting.row(object, record).is_err() {
                continue;
            }
            match edit::write(object, record, &field, value.clone(), drafting, &mut draft) {
                Ok(()) => touched.add(record, &field),
                Err(error) => draft.refused.push(CellRefused {
                    record,
                    field: key.clone(),
                    text: String::new(),
                    error: Refusal::Command(error).error(),
                }),
            }
        }
    }
    Ok(touched.finish(draft))
}

/// Why a cell was not written.
enum Refusal {
    Value(FieldError),
    Command(CommandFailure),
}

impl Refusal {
    fn error(self) -> FieldError {
        match self {
            Refusal::Value(error) => error,
            Refusal::Command(CommandFailure::Fields(_, fields)) if !fields.is_empty() => {
                fields.into_iter().next().map_or(FieldError::Required, |(_, error)| error)
            }
            // A stage that asks for other fields first.
            Refusal::Command(_) => FieldError::Required,
        }
    }
}

/// Records and fields that were written, for the words of the step.
#[derive(Default)]
struct Touched {
    records: FxHashMap<RecordId, ()>,
    labels: Vec<String>,
}

impl Touched {
    fn add(&mut self, record: RecordId, field: &FieldDef) {
        self.records.insert(record, ());
        if !self.labels.contains(&field.label) {
            self.labels.push(field.label.clone());
        }
    }

    fn finish(self, mut draft: Draft) -> Draft {
        draft.intent.count = self.records.len() as u32;
        draft.intent.detail = self.labels.join(", ");
        draft
    }
}

/// Records by their folded names, read once per object however many cells name one.
#[derive(Default)]
struct Names {
    by_object: FxHashMap<String, FxHashMap<String, RecordId>>,
}

impl Names {
    /// What a cell's text is, with names of records looked up. Names that nobody has are left to [`read_input`] where it makes
    /// them (tags) and refused here otherwise.
    fn input(&mut self, field: &FieldDef, text: &str, drafting: &Drafting<'_>) -> Result<Input, FieldError> {
        if text.trim().is_empty() {
            return Ok(Input::Clear);
        }
        let target = field
            .target
            .as_deref()
            .filter(|_| matches!(field.kind, FieldKind::Reference | FieldKind::References));
        if target.is_none() && !field.multi {
            return Ok(Input::Text(text.to_owned()));
        }
        // One value replaces the primary one; several say what all of them are.
        let mut values = model::validate::parse_several(field, text, drafting.context)?;
        let value = match values.len() {
            0 => return Ok(Input::Clear),
            1 => values.remove(0),
            _ => Value::List(values),
        };
        let Some(target) = target else { return Ok(Input::Value(value)) };
        if !self.by_object.contains_key(target) {
            self.by_object.insert(target.to_owned(), names_of(drafting.workspace, target));
        }
        let names = &self.by_object[target];
        let resolve = |value: &Value| match value {
            Value::Text(name) => match names.get(&model::validate::fold(&model::validate::clean_short(name))) {
                Some(&id) => Ok(Value::Ref(id)),
                None if target == "tag" => Ok(value.clone()),
                None => Err(FieldError::NotARecord { found: name.clone() }),
            },
            other => Ok(other.clone()),
        };
        Ok(Input::Value(match &value {
            Value::List(values) => Value::List(values.iter().map(resolve).collect::<Result<_, _>>()?),
            single => resolve(single)?,
        }))
    }
}

/// Folded names of an object's records in use; of several with one name the oldest.
fn names_of(workspace: &Workspace, object: &str) -> FxHashMap<String, RecordId> {
    let mut names = FxHashMap::default();
    let primary = workspace.schema().object(object).map(|object| object.primary.clone());
    let Some((table, primary)) = workspace.table(object).and_then(|table| Some((table, table.field(&primary?)?))) else {
        return names;
    };
    for row in table.alive().rows() {
        let text = table.text(row, primary).unwrap_or_default();
        let text = if text.contains(model::value::PART) {
            model::PersonName::from_parts(text).full()
        } else {
            text.to_owned()
        };
        names
            .entry(model::validate::fold(&text))
            .or_insert_with(|| table.id(row, workspace.handles()));
    }
    names
}
