//! A tag: a word put on records.

use super::{object, text};
use crate::field::ObjectDef;

/// A word. Its id is made of the word, so that two devices creating the same tag create the same record.
pub(super) fn tag() -> ObjectDef {
    object("tag", "Tag", "Tags", "tag", vec![text("name", "Name").required().searched()])
        .columns(&["name"])
        .kept_hidden()
}
