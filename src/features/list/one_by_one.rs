//! Cards and events are drawn one by one: what is drawn changes with its own record only, not with every other of the page.

use std::collections::HashMap;
use std::sync::Arc;

use model::ObjectDef;

use super::lens::Lens;
use crate::reactive::prelude::*;

/// Draws the item of an id, and again when that item changes.
pub(super) fn one_by_one<T: Clone + PartialEq + Send + Sync + 'static>(
    lens: Lens,
    items: Memo<Arc<HashMap<u128, T>>>,
    draw: fn(&T, &ObjectDef) -> AnyView,
) -> impl Fn(u128) -> AnyView + Copy + Send + Sync + 'static {
    move |id| {
        let own = Memo::new(move |_| items.with(|items| items.get(&id).cloned()));
        (move || {
            own.with(|item| {
                lens.def
                    .with(|def| item.as_ref().zip(def.as_ref()).map(|(item, def)| draw(item, def)))
            })
        })
        .into_any()
    }
}
