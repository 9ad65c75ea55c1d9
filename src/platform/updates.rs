//! A release that waits. `index.html` registers the service worker and says when one is ready; see docs/ARCHITECTURE.md.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;

use crate::reactive::prelude::*;
use crate::ui::dom::on_window;

/// Whether a new release waits for the person. Ends with its owner.
#[must_use]
pub fn use_update() -> Signal<bool> {
    let waits = RwSignal::new(switch().is_some());
    on_window("kith-update", move |_| {
        waits.try_set(switch().is_some());
    });
    waits.into()
}

/// Switches every tab to the release that waits; this one reloads.
pub fn accept() {
    if let Some(switch) = switch() {
        let _ = switch.call0(&JsValue::UNDEFINED);
    }
}

fn switch() -> Option<Function> {
    Reflect::get(&window(), &"__kithUpdate".into()).ok()?.dyn_into().ok()
}
