//! The built-in objects, one file each. A file holds what an object is, and nothing of what the engine does with it.

mod activity;
mod campaign;
mod company;
mod contact;
mod custom;
mod deal;
mod file;
mod member;
mod order;
mod pipeline;
mod product;
mod reply;
mod saved;
mod setting;
mod tag;
mod task;
mod ticket;

use crate::field::{FieldDef, ObjectDef, Tone};
use crate::kind::FieldKind;

/// All built-in objects, in navigation order.
#[must_use]
pub fn all() -> Vec<ObjectDef> {
    vec![
        contact::contact(),
        company::company(),
        deal::deal(),
        ticket::ticket(),
        task::task(),
        activity::activity(),
        product::product(),
        order::order(),
        campaign::campaign(),
        order::line(),
        ticket::message(),
        tag::tag(),
        member::member(),
        pipeline::pipeline(),
        pipeline::stage(),
        pipeline::stage_entry(),
        saved::segment(),
        saved::view(),
        saved::suggestion(),
        setting::setting(),
        setting::rate(),
        custom::custom_field(),
        custom::custom_object(),
        saved::dashboard(),
        file::file(),
        saved::notice(),
        reply::reply(),
    ]
}

/// Key of the field that holds a record's id in the system it came from.
pub const EXTERNAL_ID: &str = "external_id";

/// Key of the field that keeps the external ids of records that were merged into one.
pub const MERGED_IDS: &str = "merged_ids";

/// Who makes up the first half of all value to come, who the part up to 80 % and up to 95 % of it, and who the rest.
const VALUE_CLASSES: [(&str, &str, Tone); 4] = [
    ("a", "A", Tone::Success),
    ("b", "B", Tone::Info),
    ("c", "C", Tone::Neutral),
    ("d", "D", Tone::Neutral),
];

/// An object of fields; columns, board and card are filled in by the caller.
fn object(key: &str, label: &str, plural: &str, icon: &str, fields: Vec<FieldDef>) -> ObjectDef {
    ObjectDef {
        key: key.into(),
        label: label.to_owned(),
        plural: plural.to_owned(),
        icon: icon.to_owned(),
        primary: fields[0].key.clone(),
        fields,
        columns: Vec::new(),
        board: None,
        card: Vec::new(),
        hidden: false,
    }
}

impl ObjectDef {
    fn columns(mut self, keys: &[&str]) -> Self {
        self.columns = keys.iter().map(|&key| key.into()).collect();
        self
    }

    fn board(mut self, key: &str, card: &[&str]) -> Self {
        self.board = Some(key.into());
        self.card = card.iter().map(|&key| key.into()).collect();
        self
    }

    fn kept_hidden(mut self) -> Self {
        self.hidden = true;
        self
    }
}

fn text(key: &str, label: &str) -> FieldDef {
    FieldDef::new(key, label, FieldKind::Text)
}

fn long_text(key: &str, label: &str) -> FieldDef {
    FieldDef::new(key, label, FieldKind::LongText)
}

fn of(kind: FieldKind, key: &str, label: &str) -> FieldDef {
    FieldDef::new(key, label, kind)
}

fn choice(key: &str, label: &str) -> FieldDef {
    FieldDef::new(key, label, FieldKind::Choice)
}

fn reference(key: &str, label: &str, target: &str) -> FieldDef {
    FieldDef::new(key, label, FieldKind::Reference).to(target)
}

fn tags() -> FieldDef {
    FieldDef::new("tags", "Tags", FieldKind::References).to("tag")
}

fn owner() -> FieldDef {
    reference("owner", "Owner", "member")
}

/// The key of a record in the system it came from: what repeated imports match on.
fn external_id() -> FieldDef {
    text(EXTERNAL_ID, "External ID")
        .searched()
        .help("The key in the system this record came from")
}

/// The keys of records that were merged into this one: a later import of theirs finds it.
fn merged_ids() -> FieldDef {
    text(MERGED_IDS, "External IDs of merged records").multi().hidden()
}
