//! A saved reply: a text that answers again and again, with placeholders (see [`crate::placeholder`]).

use super::{long_text, object, text};
use crate::field::ObjectDef;

/// A text for tickets.
pub(super) fn reply() -> ObjectDef {
    let fields = vec![text("name", "Name").required(), long_text("body", "Text")];
    object("reply", "Saved reply", "Saved replies", "mail", fields)
        .columns(&["name", "body"])
        .kept_hidden()
}
