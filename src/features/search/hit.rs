//! One hit of a search: its face or icon, and what stands beside its name.

use bridge::query::Hit;
use model::Schema;

use crate::routes::{PageParameter, Query, Route};
use crate::ui::{avatar::Face, icon::Glyph};
use crate::value::{detail_words, face_of, object_glyph};
use crate::words;

/// The avatar of a hit of an object, or the icon of the object.
pub(super) fn mark(schema: &Schema, object: &str, hit: &Hit) -> (Option<Face>, Option<Glyph>) {
    match face_of(object, &hit.link.label) {
        Some(face) => (Some(face), None),
        None => (None, schema.object(object).map(|object| object_glyph(&object.icon))),
    }
}

/// Where a hit of an object leads: files are shown with the record that they are attached to.
pub(super) fn href(object: &str, hit: &Hit) -> String {
    let page = Route::Record(hit.link.object.clone(), hit.link.id);
    if object == "file" {
        page.href_with(&Query::default().with(PageParameter::Tab.name(), Some("files".to_owned())))
    } else {
        page.href()
    }
}

/// What stands beside the name: where it matched when that is not the name, else its second line.
pub(super) fn hint(schema: &Schema, hit: &Hit) -> String {
    if hit.excerpt.is_empty() {
        return detail_words(&hit.detail);
    }
    let field = schema
        .field(&hit.link.object, &hit.field)
        .map(|field| words::search::in_field(&field.label))
        .unwrap_or_default();
    [hit.excerpt.as_str(), field.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
