//! The records looked at last in this window, for the palette before anything is typed.

use bridge::RecordLink;
use model::{ObjectKey, RecordId};

use crate::client::{Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::routes::{Navigator, Route};

/// Most of them.
const MOST: usize = 6;

/// Follows where one goes; the names are asked for while `wanted`.
pub(super) fn use_recent(wanted: Signal<bool>) -> Signal<Vec<RecordLink>> {
    let engine = Engine::expect();
    let route = Navigator::expect().route();
    let seen = RwSignal::new(Vec::<(ObjectKey, RecordId)>::new());
    Effect::new(move || {
        if let Route::Record(object, id) = route.get() {
            seen.update(|seen| {
                seen.retain(|(_, own)| *own != id);
                seen.insert(0, (object, id));
                seen.truncate(MOST);
            });
        }
    });
    let names = use_answer(Follow::Nothing, move || {
        let asked = if wanted.get() { seen.get() } else { Vec::new() };
        async move {
            let mut links = Vec::new();
            for (object, id) in asked {
                if let Some(page) = engine.record(object, id).await? {
                    links.push(page.link);
                }
            }
            Ok(links)
        }
    })
    .value();
    Signal::derive(move || names.with(|names| names.as_ref().map(|names| names.to_vec()).unwrap_or_default()))
}
