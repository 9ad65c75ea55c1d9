//! Labels of what is built in: objects, fields, options, customer segments.
//!
//! They come in English with the schema and from the engine. A language translates each by its English text, or by
//! `object.field` before it where the same word means two things. A label that a person gave is left as it is.

use std::borrow::Cow;

use bridge::{ChoiceCell, RecordLink};
use model::{FieldDef, ObjectDef, Schema};

use super::catalogue::{is_translated, key_of, spoken};

/// A label of ours in the language in force; itself where the language has none.
#[must_use]
pub fn label(english: &str) -> Cow<'_, str> {
    spoken(key_of("labels", english)).map_or(Cow::Borrowed(english), Cow::Borrowed)
}

/// An option as people read it. One that a person added is its own key, and so are the names of customer segments, which are ours.
#[must_use]
pub fn choice(choice: &ChoiceCell) -> String {
    if choice.key == choice.label && super::insight::cell_meaning(&choice.label).is_none() {
        return choice.label.clone();
    }
    label(&choice.label).into_owned()
}

/// The name of a record. Stages and pipelines that a workspace begins with have names of ours until they are renamed.
#[must_use]
pub fn name(link: &RecordLink) -> String {
    if matches!(&*link.object, "stage" | "pipeline") {
        return label(&link.label).into_owned();
    }
    link.label.clone()
}

/// The built-in schema in the language in force.
#[must_use]
pub fn built_in() -> Schema {
    translated(Schema::built_in())
}

/// A schema with the labels that are ours in the language in force.
#[must_use]
pub fn translated(mut schema: Schema) -> Schema {
    if !is_translated() {
        return schema;
    }
    let ours = Schema::built_in();
    schema.relabel(|object| {
        if let Some(own) = ours.object(&object.key) {
            relabel(object, own);
        } else {
            // The fields that every object of one's own begins with.
            for field in object.fields.iter_mut().filter(|field| !field.custom) {
                let own = field.label.clone();
                replace("", &mut field.label, &own);
            }
        }
    });
    schema
}

fn relabel(object: &mut ObjectDef, own: &ObjectDef) {
    replace("", &mut object.label, &own.label);
    replace("", &mut object.plural, &own.plural);
    for field in &mut object.fields {
        if let Some(own) = own.field(&field.key) {
            let place = format!("{}.{}", object.key, field.key);
            relabel_field(&place, field, own);
        }
    }
}

fn relabel_field(place: &str, field: &mut FieldDef, own: &FieldDef) {
    replace(place, &mut field.label, &own.label);
    replace("", &mut field.help, &own.help);
    for option in &mut field.options {
        if let Some(own) = own.option(&option.key) {
            replace(place, &mut option.label, &own.label);
        }
    }
}

/// Takes the translation unless a person has named it. `place` is looked at first.
fn replace(place: &str, label: &mut String, own: &str) {
    if label != own || own.is_empty() {
        return;
    }
    let exact = spoken(key_of("labels", &format!("{place}.{own}")));
    if let Some(words) = exact.or_else(|| spoken(key_of("labels", own))) {
        words.clone_into(label);
    }
}

/// Words of the engine that people read, besides the labels of the schema: names of customer segments (RFM cells), and of
/// the pipeline and stages of a new workspace.
#[cfg(test)]
pub const OF_THE_ENGINE: &[&str] = &[
    "Champions",
    "Loyal Customers",
    "Potential Loyalist",
    "New Customers",
    "Promising",
    "Need Attention",
    "About To Sleep",
    "Can't Lose Them",
    "At Risk",
    "Lost",
    "Others",
    "Sales",
    "Proposal",
    "Negotiation",
    "Contract",
];
