//! Set-ups for lines of business: own fields, own objects, pipelines, tags, views and dashboards, as the records that they are.
//!
//! Ids are made of the template and the name, so that a template that is added twice, or on two devices, is there once; and
//! what a person changed about it since stays as it is.

mod looks;
mod tables;

use interchange::backup::BackupRecord;
use model::{FieldKind, Life, ObjectKey, RecordId, Value};

use crate::custom::custom_key;
use tables::{FieldRow, TEMPLATES, Template};

/// Keys of the templates, in the order in which they are offered.
#[must_use]
pub fn keys() -> Vec<&'static str> {
    TEMPLATES.iter().map(|template| template.key).collect()
}

/// Name and records of a template.
#[must_use]
pub fn records(key: &str) -> Option<(&'static str, Vec<BackupRecord>)> {
    let template = TEMPLATES.iter().find(|template| template.key == key)?;
    let mut records = Vec::new();
    for &(name, plural) in template.objects {
        let fields = vec![("label", name.into()), ("plural", plural.into())];
        records.push(record("object", object_id(template, name), fields));
    }
    for (place, row) in template.fields.iter().enumerate() {
        records.push(field(template, row, place));
    }
    for (place, pipeline) in template.pipelines.iter().enumerate() {
        let id = id(template, "pipeline", pipeline.name);
        records.push(record(
            "pipeline",
            id,
            vec![("name", pipeline.name.into()), ("rank", behind(place))],
        ));
        for (place, &(name, probability, quiet, outcome)) in pipeline.stages.iter().enumerate() {
            let mut fields = vec![
                ("name", name.into()),
                ("pipeline", Value::Ref(id)),
                ("outcome", outcome.into()),
                ("probability", Value::Number(probability)),
                ("rank", Value::Number(place as f64)),
            ];
            fields.extend((quiet > 0).then_some(("rotting_days", Value::Int(quiet))));
            let stage = RecordId::v5("template", &format!("{}/stage/{}/{name}", template.key, pipeline.name));
            records.push(record("stage", stage, fields));
        }
    }
    for &tag in template.tags {
        records.push(record(
            "tag",
            RecordId::v5("tag", &model::validate::fold(tag)),
            vec![("name", tag.into())],
        ));
    }
    let (views, dashboards) = looks::of(template.key);
    for (place, row) in views.iter().enumerate() {
        let object = object_key(template, row.object);
        let definition = format!("{{\"object\":\"{object}\",{}}}", named(template, row.definition));
        let fields = vec![
            ("name", row.name.into()),
            ("object", Value::from(&*object)),
            ("definition", Value::Text(definition)),
            ("rank", behind(place)),
        ];
        records.push(record("view", id(template, "view", row.name), fields));
    }
    for (place, row) in dashboards.iter().enumerate() {
        let definition = format!("{{\"widgets\":[{}]}}", named(template, row.widgets));
        let fields = vec![
            ("name", row.name.into()),
            ("definition", Value::Text(definition)),
            ("rank", behind(place)),
        ];
        records.push(record("dashboard", id(template, "dashboard", row.name), fields));
    }
    Some((template.name, records))
}

/// A place behind those that are there.
fn behind(place: usize) -> Value {
    Value::Number(100.0 + place as f64)
}

/// A definition in which objects and fields of the template are named by their keys.
fn named(template: &Template, definition: &str) -> String {
    let mut text = String::with_capacity(definition.len());
    let mut rest = definition;
    while let Some((before, (name, after))) = rest
        .split_once('<')
        .and_then(|(before, from)| Some((before, from.split_once('>')?)))
    {
        text.push_str(before);
        match name.split_once('.') {
            Some((object, label)) => text.push_str(&field_key(template, object, label)),
            None => text.push_str(&object_key(template, name)),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

fn field_key(template: &Template, object: &str, label: &str) -> String {
    custom_key(id(template, "field", &format!("{object}.{label}")))
}

fn id(template: &Template, what: &str, name: &str) -> RecordId {
    RecordId::v5("template", &format!("{}/{what}/{name}", template.key))
}

fn object_id(template: &Template, name: &str) -> RecordId {
    id(template, "object", name)
}

/// The key of an object: one of the template's own by its name.
fn object_key(template: &Template, name: &str) -> ObjectKey {
    if template.objects.iter().any(|&(own, _)| own == name) {
        custom_key(object_id(template, name)).as_str().into()
    } else {
        name.into()
    }
}

fn field(template: &Template, row: &FieldRow, place: usize) -> BackupRecord {
    let object = object_key(template, row.object);
    let mut fields = vec![
        ("object", Value::from(&*object)),
        ("label", row.label.into()),
        ("kind", row.kind.key().into()),
        ("rank", Value::Number(place as f64)),
    ];
    match row.kind {
        _ if row.extra.is_empty() => {}
        FieldKind::Choice | FieldKind::Choices => {
            fields.push(("options", Value::Text(row.extra.split(", ").collect::<Vec<_>>().join("\n"))))
        }
        FieldKind::Reference | FieldKind::References => fields.push(("target", Value::from(&*object_key(template, row.extra)))),
        _ => fields.push(("formula", Value::Text(with_keys(template, row)))),
    }
    record("field", id(template, "field", &format!("{}.{}", row.object, row.label)), fields)
}

/// A formula whose own fields are named by their keys.
fn with_keys(template: &Template, row: &FieldRow) -> String {
    let own = template.fields.iter().filter(|other| other.object == row.object);
    own.fold(row.extra.to_owned(), |text, other| {
        let key = field_key(template, other.object, other.label);
        text.replace(&format!("{{{}}}", other.label), &format!("{{{key}}}"))
    })
}

fn record(object: &str, id: RecordId, fields: Vec<(&str, Value)>) -> BackupRecord {
    BackupRecord {
        object: object.into(),
        id,
        life: Life::Alive,
        purged: false,
        fields: fields.into_iter().map(|(key, value)| (key.into(), value)).collect(),
        unknown_fields: Vec::new(),
        unknown: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use model::{ActorId, Intent, Op};

    use super::*;
    use crate::computed::plans::What;
    use crate::workspace::Workspace;

    #[test]
    fn every_template_is_whole_and_fits_the_schema_together_with_the_others() {
        let mut workspace = Workspace::new(ActorId(1));
        for key in keys() {
            let (name, records) = records(key).unwrap();
            assert!(!name.is_empty() && records.len() > 8, "{key}");
            let ops = records.iter().flat_map(|record| {
                record.fields.iter().map(|(field, value)| {
                    assert!(
                        workspace.schema().field(&record.object, field).is_some(),
                        "{key}: {}.{field}",
                        record.object
                    );
                    Op::Set {
                        object: record.object.clone(),
                        record: record.id,
                        field: field.clone(),
                        value: Some(value.clone()),
                    }
                })
            });
            let ops = ops.collect();
            workspace.commit(Intent::default(), ops, 1);
            assert_eq!(workspace.schema_problems(), [], "{key}");
            for template in TEMPLATES.iter().filter(|template| template.key == key) {
                for row in template.fields {
                    let object = object_key(template, row.object);
                    let field = field_key(template, row.object, row.label);
                    assert!(
                        workspace.schema().field(&object, &field).is_some(),
                        "{key}: {}.{}",
                        row.object,
                        row.label
                    );
                }
            }
            let broken = workspace
                .plans
                .iter()
                .filter(|(_, plan)| matches!(plan.what, What::Nothing))
                .count();
            assert_eq!(broken, 0, "{key}: formulas that do not compile");
        }
        assert!(records("planet").is_none());
    }
}
