//! Cells of imported rows: keys, links and defaults as blocks, and the op that changes one cell of a known record.

use std::borrow::Cow;

use bridge::import::Policy;
use interchange::typed::TypedRows;
use model::{Block, FieldKey, FieldKind, ObjectKey, Op, PersonName, RecordId, Value};
use rustc_hash::FxHashMap;

use crate::import::links::Linked;
use crate::workspace::Workspace;

/// Object and life of a known record; `None` when no record has the id.
pub(super) fn home_of(workspace: &Workspace, id: RecordId) -> Option<(ObjectKey, bool)> {
    let place = workspace
        .handles()
        .find_known(id)
        .and_then(|handle| workspace.handles().place(handle))?;
    let table = &workspace.tables()[usize::from(place.table)];
    Some((table.object.clone(), table.is_alive(place.row)))
}

/// The field that is meant by a field of matching: `name` is whatever names the record.
pub(super) fn column_of(object: &str, field: &str, workspace: &Workspace) -> FieldKey {
    let definition = workspace.schema().object(object).filter(|_| field == "name");
    definition.map_or_else(|| field.into(), |object| object.primary.clone())
}

/// The texts of a column of rows, as matching compares them.
pub(super) fn texts_of<'a>(object: &str, rows: &'a TypedRows, field: &str, workspace: &Workspace) -> Vec<Option<Cow<'a, str>>> {
    let field = column_of(object, field, workspace);
    match rows.columns.iter().find(|(key, _)| *key == field) {
        Some((_, block @ Block::Text { .. })) => block.texts().map(|text| text.map(full_text)).collect(),
        Some((_, Block::Int(values))) => values
            .iter()
            .map(|&value| (value != model::block::NONE_I64).then(|| value.to_string().into()))
            .collect(),
        Some((_, block)) => (0..block.len())
            .map(|row| {
                let value = block.get(row, FieldKind::Text);
                value.and_then(|value| Some(Cow::Owned(value.as_text()?.to_owned())))
            })
            .collect(),
        None => vec![None; rows.rows.len()],
    }
}

pub(super) fn full_text(text: &str) -> Cow<'_, str> {
    if text.contains(model::value::PART) {
        PersonName::from_parts(text).full().into()
    } else {
        text.into()
    }
}

/// For each row, its place among those kept.
pub(super) fn kept_places(keep: &[bool]) -> Vec<Option<u32>> {
    let mut next = 0;
    keep.iter()
        .map(|&keep| {
            keep.then(|| {
                next += 1;
                next - 1
            })
        })
        .collect()
}

pub(super) fn reference_block(link: &Linked, place_of: &[Option<u32>], rows: usize) -> Block {
    let mut ids = Vec::new();
    let mut known: FxHashMap<RecordId, u32> = FxHashMap::default();
    let mut codes = vec![model::block::NONE_U32; rows];
    for &(place, id) in &link.primary {
        let Some(kept) = place_of.get(place as usize).copied().flatten() else {
            continue;
        };
        let code = *known.entry(id).or_insert_with(|| {
            ids.push(id);
            ids.len() as u32 - 1
        });
        codes[kept as usize] = code;
    }
    Block::Ref { ids, codes }
}

/// What new records of an object need and the file does not say.
pub(super) fn defaults(
    object: &str,
    records: &[RecordId],
    given: &[(FieldKey, Block)],
    workspace: &Workspace,
    now: i64,
    today: i32,
) -> Vec<(FieldKey, Block)> {
    let has = |field: &str| given.iter().any(|(key, _)| *key == field);
    let word = |field: &str, word: &str| {
        (
            field.into(),
            Block::Word {
                words: vec![word.to_owned()],
                codes: vec![0; records.len()],
            },
        )
    };
    let mut columns: Vec<(FieldKey, Block)> = Vec::new();
    match object {
        "deal" if !has("stage") => {
            if let Some(stage) = crate::commands::first_stage(workspace) {
                columns.push((
                    "stage".into(),
                    Block::Ref {
                        ids: vec![stage],
                        codes: vec![0; records.len()],
                    },
                ));
            }
        }
        "order" if !has("status") => columns.push(word("status", "placed")),
        "ticket" if !has("status") => columns.push(word("status", "new")),
        "task" if !has("status") => columns.push(word("status", "open")),
        "activity" if !has("type") => columns.push(word("type", "note")),
        _ => {}
    }
    if object == "activity" && !has("company") {
        columns.extend(companies(given, workspace));
    }
    if object == "ticket" && !has("number") {
        let mut block = Block::Text {
            lengths: Vec::new(),
            bytes: String::new(),
        };
        records
            .iter()
            .for_each(|record| block.push_text(&format!("T-{}", record.short_code())));
        columns.push(("number".into(), block));
    }
    if object == "deal" {
        // Since when a deal is in its stage: the closing day, else the opening day, else now.
        let days = |field: &str| given.iter().find(|(key, _)| *key == field).map(|(_, block)| block);
        let day = |place: usize| {
            let of = |field: &str| days(field).and_then(|block| block.get(place, FieldKind::Date));
            match of("closed_on").or_else(|| of("opened_on")) {
                Some(Value::Date(day)) => i64::from(day.min(today)) * 86_400_000,
                _ => now,
            }
        };
        columns.push(("stage_since".into(), Block::Int((0..records.len()).map(day).collect())));
    }
    columns
}

/// The companies of the contacts that new records are about.
fn companies(given: &[(FieldKey, Block)], workspace: &Workspace) -> Option<(FieldKey, Block)> {
    let (_, contacts) = given.iter().find(|(field, _)| field == "contact")?;
    let (table, number) = workspace
        .table("contact")
        .and_then(|table| Some((table, table.field("company")?)))?;
    let company = |contact: Value| {
        let handle = workspace.handles().find_known(contact.as_ref()?)?;
        let place = workspace.handles().place(handle).filter(|place| place.table == table.number)?;
        table.register(place.row, number, workspace.handles())
    };
    let mut block = Block::new(FieldKind::Reference.storage())?;
    for row in 0..contacts.len() {
        match contacts.get(row, FieldKind::Reference).and_then(company) {
            Some(company) => {
                block.push(&company);
            }
            None => block.push_empty(),
        }
    }
    Some(("company".into(), block))
}

/// What becomes of a cell of a known record.
pub(super) enum Write {
    /// The field holds this from then on.
    Set(Option<Value>),
    /// The value stands beside the others.
    Add(Value),
}

impl Write {
    pub(super) fn op(self, object: &ObjectKey, record: RecordId, field: &FieldKey) -> Op {
        let (object, field) = (object.clone(), field.clone());
        match self {
            Write::Set(value) => Op::Set {
                object,
                record,
                field,
                value,
            },
            Write::Add(element) => Op::Element {
                object,
                field,
                element,
                present: true,
                records: vec![record],
            },
        }
    }
}

/// What makes a field of a known record hold a value, under a policy; none when nothing differs.
pub(super) fn write_of(
    workspace: &Workspace,
    object: &ObjectKey,
    id: RecordId,
    field: &FieldKey,
    value: Option<Value>,
    further: bool,
    policy: Policy,
) -> Option<Write> {
    let place = workspace.handles().place(workspace.handles().find_known(id)?)?;
    let table = &workspace.tables()[usize::from(place.table)];
    let definition = workspace.schema().field(object, field);
    let multi = definition.is_some_and(|field| field.multi);
    let set = definition.is_some_and(|field| field.kind.is_set());
    let number = table.field(field);
    let current = number.and_then(|number| table.value(place.row, number, workspace.handles()));
    let known = current.as_ref().map(Value::elements).unwrap_or_default();
    match value {
        Some(value) if set || further => (!known.contains(&value)).then_some(Write::Add(value)),
        Some(value) => {
            let register = number.and_then(|number| table.register(place.row, number, workspace.handles()));
            match (register, policy) {
                (Some(ours), _) if ours == value => None,
                (None, _) | (Some(_), Policy::Overwrite | Policy::OverwriteAndClear) => Some(Write::Set(Some(value))),
                (Some(_), Policy::Append) if multi && !known.contains(&value) => Some(Write::Add(value)),
                (Some(_), _) => None,
            }
        }
        None => (policy == Policy::OverwriteAndClear && current.is_some() && !further).then_some(Write::Set(None)),
    }
}
