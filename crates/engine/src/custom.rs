//! Fields and objects that people added: read from their records into the schema.

use model::field::{Choice, Tone};
use model::order;
use model::schema::ExtendError;
use model::{FieldDef, FieldKind, ObjectDef, Schema, Value};

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
        if let Err(problem) = schema.add_object(object_of(key, row, table)) {
            problems.push(problem);
        }
    }
    for (key, row, table) in rows(tables, handles, "field") {
        let text = |field: &str| text(table, row, field).unwrap_or_default();
        let removed = table.field("removed").and_then(|field| table.register(row, field, handles)) == Some(Value::Bool(true));
        if removed {
            continue;
        }
        let object = text("object").to_owned();
        if let Some(field) = field_of(&key, row, table, handles)
            && let Err(problem) = schema.add_field(&object, field)
        {
            problems.push(problem);
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

fn field_of(key: &str, row: u32, table: &Table, handles: &Handles) -> Option<FieldDef> {
    let kind = FieldKind::from_key(text(table, row, "kind")?)?;
    let mut field = FieldDef::new(key, text(table, row, "label").unwrap_or(key), kind);
    field.custom = true;
    field.searched = matches!(kind, FieldKind::Text | FieldKind::LongText | FieldKind::Email | FieldKind::Phone);
    field.required = table.field("required").and_then(|field| table.register(row, field, handles)) == Some(Value::Bool(true));
    field.target = text(table, row, "target").filter(|target| !target.is_empty()).map(Into::into);
    if matches!(kind, FieldKind::Choice | FieldKind::Choices) {
        field.open = true;
        let options = text(table, row, "options")
            .unwrap_or_default()
            .lines()
            .map(str::trim)
            .filter(|option| !option.is_empty());
        field.options = options
            .map(|option| Choice {
                key: option.to_owned(),
                label: option.to_owned(),
                tone: Tone::Neutral,
            })
            .collect();
    }
    Some(field)
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
