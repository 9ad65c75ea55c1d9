//! Media queries as signals.

use crate::reactive::prelude::*;

use super::listen;

/// Whether the query matches, kept up to date until the owner goes. An unknown query never matches.
#[must_use]
pub fn use_media(query: &str) -> Signal<bool> {
    let Ok(Some(list)) = window().match_media(query) else {
        return Signal::stored(false);
    };
    let matches = RwSignal::new(list.matches());
    let source = list.clone();
    listen(&list, "change", false, move |_| {
        matches.try_set(source.matches());
    });
    matches.into()
}
