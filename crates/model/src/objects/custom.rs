//! Fields and objects that people add: records like any other, so they sync, undo and import the same way.

use super::{long_text, object, of, text};
use crate::field::ObjectDef;
use crate::kind::FieldKind;

/// A field that a person added. The key of the field is `x-` and this record's short code. Where `of` names a field that comes
/// with Kith, the record changes that one instead: its label, help, options, rules. Such a record has an id made of both keys.
pub(super) fn custom_field() -> ObjectDef {
    let fields = vec![
        text("label", "Label"),
        text("object", "Object").required(),
        text("kind", "Kind"),
        of(FieldKind::Boolean, "required", "Required"),
        long_text("options", "Options").help("One per line"),
        text("target", "Points to"),
        long_text("formula", "Formula"),
        long_text("roll_up", "Roll-up").help("As JSON"),
        text("help", "Help"),
        long_text("check", "Rules").help("As JSON"),
        long_text("shown_if", "Shown only if").help("As JSON"),
        text("of", "Changes the field").hidden(),
        of(FieldKind::Number, "rank", "Position").hidden(),
        of(FieldKind::Boolean, "removed", "Removed").hidden(),
    ];
    object("field", "Field", "Fields", "columns", fields)
        .columns(&["label", "object", "kind"])
        .kept_hidden()
}

/// An object that a person added, or what a person calls one that comes with Kith (`of`).
pub(super) fn custom_object() -> ObjectDef {
    let fields = vec![
        text("label", "Label"),
        text("plural", "Plural"),
        text("icon", "Icon"),
        text("of", "Changes the object").hidden(),
    ];
    object("object", "Object", "Objects", "view", fields)
        .columns(&["label", "plural"])
        .kept_hidden()
}
