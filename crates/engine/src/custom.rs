//! Fields and objects that people added: read from their records into the schema.

use model::field::{Choice, Tone};
use model::order;
use model::schema::ExtendError;
use model::{Computed, Derived, FieldDef, FieldKind, ObjectDef, Schema, Value};

use crate::handles::Handles;
use crate::table::Table;

/// Whether records of this object change the schema.
#[must_use]
pub fn defines_schema(object: &str) -> bool {
    matches!(object, "field" | "object")
}

/// The built-in schema with everything that people added. What cannot be taken in is reported and left out; its data stays.
#[must_use]
pub fn schema(tables: &[Table], handles: &Handles) -> (Schema, Vec<ExtendError>) {
    let mut schema = Schema::built_in();
    let mut problems = Vec::new();
    for (key, row, table) in rows(tables, handles, "object") {
        match text(table, row, "of") {
            Some(of) => rename_object(&mut schema, of, row, table),
            None => {
                if let Err(problem) = schema.add_object(object_of(key, row, table)) {
                    problems.push(problem);
                }
            }
        }
    }
    for (key, row, table) in rows(tables, handles, "field") {
        let object = text(table, row, "object").unwrap_or_default().to_owned();
        if is_true(row, table, "removed", handles) {
            continue;
        }
        if let Some(of) = text(table, row, "of") {
            if let Some(field) = schema.field_mut(&object, of) {
                adapt_field(field, row, table, handles);
            }
            continue;
        }
        if let Some(field) = field_of(&key, row, table, handles)
            && let Err(problem) = schema.add_field(&object, field)
        {
            problems.push(problem);
        }
    }
    for (key, ..) in rows(tables, handles, "object") {
        if let Some(object) = schema.object_mut(&key) {
            lay_out(object);
        }
    }
    (schema, problems)
}

/// Rows in use of a table that defines schema, in the order in which they were made.
fn rows<'a>(tables: &'a [Table], handles: &'a Handles, object: &'a str) -> Vec<(String, u32, &'a Table)> {
    let mut found = Vec::new();
    for table in tables.iter().filter(|table| table.object == *object) {
        found.extend(table.alive().rows().map(|row| (table.id(row, handles), row, table)));
    }
    order::sort_by_key(&mut found, |&(id, ..)| id);
    found.into_iter().map(|(id, row, table)| (custom_key(id), row, table)).collect()
}

/// The key of the field or object that a record defines.
#[must_use]
pub fn custom_key(record: model::RecordId) -> String {
    format!("x-{}", record.short_code().to_ascii_lowercase())
}

fn text<'a>(table: &'a Table, row: u32, field: &str) -> Option<&'a str> {
    table.field(field).and_then(|field| table.text(row, field))
}

fn is_true(row: u32, table: &Table, field: &str, handles: &Handles) -> bool {
    table.field(field).and_then(|field| table.register(row, field, handles)) == Some(Value::Bool(true))
}

fn field_of(key: &str, row: u32, table: &Table, handles: &Handles) -> Option<FieldDef> {
    let kind = FieldKind::from_key(text(table, row, "kind")?)?;
    let mut field = FieldDef::new(key, key, kind);
    field.custom = true;
    field.searched = matches!(kind, FieldKind::Text | FieldKind::LongText | FieldKind::Email | FieldKind::Phone);
    field.open = matches!(kind, FieldKind::Choice | FieldKind::Choices);
    field.target = text(table, row, "target").filter(|target| !target.is_empty()).map(Into::into);
    field.derived = derived_of(row, table);
    adapt_field(&mut field, row, table, handles);
    if field.derived.is_some() {
        field.computed = Some(Computed::Derived);
        field.required = false;
        field.searched = false;
        field.open = false;
    }
    Some(field)
}

/// Gives a field what people say about it. What the record does not say stays as it is.
fn adapt_field(field: &mut FieldDef, row: u32, table: &Table, handles: &Handles) {
    let filled = |key: &str| text(table, row, key).filter(|text| !text.is_empty());
    if let Some(label) = filled("label") {
        label.clone_into(&mut field.label);
    }
    if let Some(help) = filled("help") {
        help.clone_into(&mut field.help);
    }
    if field.computed.is_none() {
        field.required |= is_true(row, table, "required", handles);
        field.check = filled("check").and_then(|json| serde_json::from_str(json).ok());
    }
    field.shown_if = filled("shown_if").and_then(|json| serde_json::from_str(json).ok());
    // What is not always shown cannot always be filled in.
    field.required &= field.shown_if.is_none();
    if matches!(field.kind, FieldKind::Choice | FieldKind::Choices) {
        for option in filled("options").unwrap_or_default().lines().filter_map(option_of) {
            match field.options.iter_mut().find(|known| known.key == option.key) {
                Some(known) => {
                    *known = Choice {
                        tone: known.tone,
                        ..option
                    }
                }
                None => field.options.push(option),
            }
        }
    }
}

/// An option of a line: its label, or its key and label with a tab between. Keys stay when labels change.
fn option_of(line: &str) -> Option<Choice> {
    let (key, label) = line.split_once('\t').unwrap_or((line, line));
    let (key, label) = (key.trim(), label.trim());
    (!key.is_empty()).then(|| Choice {
        key: key.to_owned(),
        label: if label.is_empty() { key } else { label }.to_owned(),
        tone: Tone::Neutral,
    })
}

/// An option as a line that [`option_of`] reads.
pub(crate) fn option_line(option: &Choice) -> String {
    let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ").trim().to_owned();
    let (key, label) = (clean(&option.key), clean(&option.label));
    match (key.is_empty(), key == label) {
        (true, _) | (_, true) => label,
        _ => format!("{key}\t{label}"),
    }
}

fn rename_object(schema: &mut Schema, object: &str, row: u32, table: &Table) {
    let Some(object) = schema.object_mut(object) else { return };
    let filled = |key: &str| text(table, row, key).filter(|text| !text.is_empty());
    if let Some(label) = filled("label") {
        label.clone_into(&mut object.label);
    }
    if let Some(plural) = filled("plural") {
        plural.clone_into(&mut object.plural);
    }
}

/// Columns and board of an object that people made: its own fields as they were added.
fn lay_out(object: &mut ObjectDef) {
    let own = object
        .fields
        .iter()
        .filter(|field| field.custom && field.kind != FieldKind::LongText);
    let keys = own.clone().map(|field| field.key.clone()).take(MOST_COLUMNS).collect::<Vec<_>>();
    let choice = own.clone().find(|field| field.kind == FieldKind::Choice && field.derived.is_none());
    object.board = choice.map(|field| field.key.clone());
    object.card = keys
        .iter()
        .filter(|key| Some(*key) != object.board.as_ref())
        .take(3)
        .cloned()
        .collect();
    object.columns.splice(1..1, keys);
}

/// Own fields among the first columns of an object that people made.
const MOST_COLUMNS: usize = 8;

/// What a derived field is made of. A roll-up that cannot be read gathers nothing, and its cells say so.
fn derived_of(row: u32, table: &Table) -> Option<Derived> {
    let filled = |field: &str| text(table, row, field).filter(|text| !text.is_empty());
    if let Some(formula) = filled("formula") {
        return Some(Derived::Formula(formula.to_owned()));
    }
    let roll_up = filled("roll_up")?;
    Some(serde_json::from_str(roll_up).map_or_else(|_| Derived::Formula(String::new()), Derived::RollUp))
}

fn object_of(key: String, row: u32, table: &Table) -> ObjectDef {
    let label = text(table, row, "label").unwrap_or(&key).to_owned();
    ObjectDef {
        plural: text(table, row, "plural").unwrap_or(&label).to_owned(),
        label,
        icon: text(table, row, "icon").unwrap_or("view").to_owned(),
        primary: "name".into(),
        fields: vec![
            FieldDef::new("name", "Name", FieldKind::Text).required().searched(),
            FieldDef::new("owner", "Owner", FieldKind::Reference).to("member"),
            FieldDef::new("tags", "Tags", FieldKind::References).to("tag"),
            FieldDef::new("description", "About", FieldKind::LongText).searched(),
        ],
        columns: vec!["name".into(), "owner".into(), "tags".into()],
        board: None,
        card: Vec::new(),
        hidden: false,
        key: key.into(),
    }
}
