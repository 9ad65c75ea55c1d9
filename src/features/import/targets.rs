//! Where a column can go: every target of an object, with its words.

use bridge::import::{MatchKey, Target};
use model::{FieldDef, FieldKind, ObjectDef, Schema};

use crate::words;

/// A target with its words.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct TargetChoice {
    /// Tells targets apart, as the value of an option.
    pub key: String,
    /// What people read.
    pub label: String,
    /// The target.
    pub target: Target,
}

impl TargetChoice {
    fn of(schema: &Schema, object: &ObjectDef, target: Target) -> Self {
        Self {
            key: key(&target),
            label: label(schema, object, &target),
            target,
        }
    }
}

/// A target as the value of an option.
pub(super) fn key(target: &Target) -> String {
    format!("{target:?}")
}

/// Parts of a postal address, in the order in which they are kept.
const PARTS: [&str; 5] = ["street", "city", "region", "postal_code", "country"];

/// Every target of the object's fields, the most direct first.
pub(super) fn choices(schema: &Schema, object: &ObjectDef) -> Vec<TargetChoice> {
    let mut targets = vec![Target::Skip];
    let fields = || object.fields.iter().filter(|field| field.is_editable() && !field.hidden);
    for field in fields() {
        own_targets(schema, field, &mut targets);
    }
    if object.key == *"order"
        && let Some(line) = schema.object("line")
    {
        let of_line = line
            .fields
            .iter()
            .filter(|field| field.is_editable() && !field.hidden && field.target.as_deref() != Some("order"));
        targets.extend(of_line.map(|field| Target::Line(field.key.clone())));
    }
    for reference in fields() {
        details(schema, reference, &mut targets);
    }
    targets.into_iter().map(|target| TargetChoice::of(schema, object, target)).collect()
}

fn own_targets(schema: &Schema, field: &FieldDef, targets: &mut Vec<Target>) {
    let key = || field.key.clone();
    if let Some(target) = field.target.as_deref() {
        let has = |key: &str| schema.field(target, key).is_some();
        for by in ["name", "email", "external_id"].into_iter().filter(|by| *by == "name" || has(by)) {
            for create in [true, false] {
                targets.push(Target::Link {
                    field: key(),
                    by: by.to_owned(),
                    create,
                });
            }
        }
        return;
    }
    targets.push(Target::Field(key()));
    match field.kind {
        FieldKind::PersonName => targets.extend([false, true].map(|family| Target::NamePart { field: key(), family })),
        FieldKind::Address => targets.extend(PARTS.map(|part| Target::AddressPart {
            field: key(),
            part: part.to_owned(),
        })),
        _ if field.multi => targets.push(Target::Further(key())),
        FieldKind::Money => targets.push(Target::Further(key())),
        _ => {}
    }
}

/// Details of the record that a reference makes. Tags and stages are nothing but their name.
fn details(schema: &Schema, reference: &FieldDef, targets: &mut Vec<Target>) {
    let Some(target) = reference
        .target
        .as_deref()
        .filter(|target| !matches!(*target, "tag" | "stage" | "pipeline"))
    else {
        return;
    };
    let Some(object) = schema.object(target) else { return };
    let fields = object
        .fields
        .iter()
        .filter(|field| field.is_editable() && !field.hidden && field.target.is_none());
    targets.extend(fields.map(|field| Target::Detail {
        link: reference.key.clone(),
        field: field.key.clone(),
    }));
}

/// A target in words.
pub(super) fn label(schema: &Schema, object: &ObjectDef, target: &Target) -> String {
    let name = |key: &str| object.field(key).map_or_else(|| key.to_owned(), |field| field.label.clone());
    match target {
        Target::Skip => words::import::skip().to_owned(),
        Target::Field(field) => name(field),
        Target::NamePart { field, family } => {
            let part = if *family {
                words::value::family_name()
            } else {
                words::value::given_name()
            };
            words::import::part_of(&name(field), &words::inside(part))
        }
        Target::AddressPart { field, part } => words::import::part_of(&name(field), &words::inside(part_label(part))),
        Target::Further(field) if object.field(field).is_some_and(|field| field.kind == FieldKind::Money) => {
            words::import::currency_of(&name(field))
        }
        Target::Further(field) => words::import::further(&name(field)),
        Target::Link { field, by, create } => link_label(&name(field), by, *create),
        Target::Detail { link, field } => {
            let target = object.field(link).and_then(|reference| reference.target.as_deref());
            let detail = target
                .and_then(|target| schema.field(target, field))
                .map_or_else(|| field.to_string(), |field| field.label.clone());
            words::import::detail(&name(link), &detail)
        }
        Target::NewField { label, .. } => words::import::new_field(label),
        Target::Line(field) => {
            let line = schema
                .field("line", field)
                .map_or_else(|| field.to_string(), |field| field.label.clone());
            words::import::line(&line)
        }
    }
}

fn part_label(part: &str) -> &'static str {
    match part {
        "street" => words::value::street(),
        "city" => words::value::city(),
        "region" => words::value::region(),
        "postal_code" => words::value::postal_code(),
        _ => words::value::country(),
    }
}

fn link_label(field: &str, by: &str, create: bool) -> String {
    let by = match by {
        "email" => words::import::by_email(),
        "external_id" => words::import::by_external(),
        "id" => words::import::by_id(),
        _ => {
            return if create {
                words::import::link_create(field)
            } else {
                words::import::link_only(field)
            };
        }
    };
    if create {
        words::import::link_by_create(field, by)
    } else {
        words::import::link_by(field, by)
    }
}

/// A match key in words.
pub(super) fn match_label(object: Option<&ObjectDef>, key: &MatchKey) -> String {
    match key {
        MatchKey::Never => words::import::never_same().to_owned(),
        MatchKey::Id => words::import::same_id().to_owned(),
        MatchKey::Field(field) => {
            let label = object
                .and_then(|object| object.field(field))
                .map_or_else(|| field.to_string(), |field| field.label.clone());
            words::import::is_same(&label)
        }
    }
}

/// Whether records are told apart by the target.
pub(super) fn is_match(target: &Target, key: &MatchKey) -> bool {
    matches!((target, key), (Target::Field(field) | Target::NamePart { field, .. }, MatchKey::Field(own)) if field == own)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_object_offers_its_fields_and_no_target_twice() {
        let schema = Schema::built_in();
        for object in schema.objects().iter().filter(|object| !object.hidden) {
            let choices = choices(&schema, object);
            let keys: HashSet<&String> = choices.iter().map(|choice| &choice.key).collect();
            assert_eq!(keys.len(), choices.len(), "{}", object.key);
            for field in object.fields.iter().filter(|field| field.is_editable() && !field.hidden) {
                let reached = choices.iter().any(|choice| match &choice.target {
                    Target::Field(key) | Target::Link { field: key, .. } => *key == field.key,
                    _ => false,
                });
                assert!(reached, "{}.{} cannot be imported", object.key, field.key);
            }
        }
    }

    #[test]
    fn targets_read_as_people_say_them() {
        let schema = Schema::built_in();
        let contact = schema.object("contact").expect("a built-in object");
        let read = |target| label(&schema, contact, &target);
        assert_eq!(read(Target::Field("email".into())), "E-mail");
        assert_eq!(read(Target::Further("email".into())), "Another e-mail");
        assert_eq!(
            read(Target::NamePart {
                field: "name".into(),
                family: true
            }),
            "Name: family name"
        );
        assert_eq!(
            read(Target::Link {
                field: "company".into(),
                by: "name".into(),
                create: true
            }),
            "Company, or create it"
        );
        assert_eq!(
            read(Target::Detail {
                link: "company".into(),
                field: "industry".into()
            }),
            "Industry of the company"
        );
        let deal = schema.object("deal").expect("a built-in object");
        assert_eq!(label(&schema, deal, &Target::Further("value".into())), "Currency of value");
    }

    #[test]
    fn the_match_key_is_known_by_its_field() {
        let key = MatchKey::Field("email".into());
        assert!(is_match(&Target::Field("email".into()), &key));
        assert!(!is_match(&Target::Further("email".into()), &key) && !is_match(&Target::Skip, &MatchKey::Never));
    }
}
