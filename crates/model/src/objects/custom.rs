//! Fields and objects that people add: records like any other, so they sync, undo and import the same way.

use super::{long_text, object, of, text};
use crate::field::ObjectDef;
use crate::kind::FieldKind;

/// A field that a person added. The key of the field is `x-` and this record's short code.
pub(super) fn custom_field() -> ObjectDef {
    let fields = vec![
        text("label", "Label").required(),
        text("object", "Object").required(),
        text("kind", "Kind").required(),
        of(FieldKind::Boolean, "required", "Required"),
        long_text("options", "Options").help("One per line"),
        text("target", "Points to"),
        of(FieldKind::Number, "rank", "Position").hidden(),
        of(FieldKind::Boolean, "removed", "Removed").hidden(),
    ];
    object("field", "Field", "Fields", "columns", fields)
        .columns(&["label", "object", "kind"])
        .kept_hidden()
}

/// An object that a person added.
pub(super) fn custom_object() -> ObjectDef {
    let fields = vec![
        text("label", "Label").required(),
        text("plural", "Plural").required(),
        text("icon", "Icon"),
    ];
    object("object", "Object", "Objects", "view", fields)
        .columns(&["label", "plural"])
        .kept_hidden()
}
