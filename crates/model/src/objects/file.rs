//! A file: something that is attached to a record of any object.

use super::{object, of, reference, text};
use crate::field::{FieldDef, ObjectDef};
use crate::kind::FieldKind;

/// What a file is called, what it is, and whose it is. Its contents lie elsewhere, under their hash.
pub(super) fn file() -> ObjectDef {
    let fields = vec![
        text("name", "Name").required().searched(),
        // Any record can have files, those of people's own objects too.
        FieldDef::new("record", "Attached to", FieldKind::Reference),
        reference("by", "Added by", "member"),
        text("media_type", "Type").hidden(),
        of(FieldKind::Integer, "size", "Size").hidden(),
        text("sha256", "SHA-256").hidden(),
    ];
    object("file", "File", "Files", "file", fields)
        .columns(&["name", "record", "by"])
        .kept_hidden()
}
