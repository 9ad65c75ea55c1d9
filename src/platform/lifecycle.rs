//! The life of a page: shown, hidden, frozen, thawed, left.

use wasm_bindgen::JsCast;

use crate::reactive::prelude::*;
use crate::ui::dom::{listen, on_window};

/// Calls `wake` when the page is shown again or thawed: whatever it knew may be old. Ends with its owner.
pub fn on_wake(wake: impl Fn() + Clone + 'static) {
    let shown = wake.clone();
    listen(&document(), "visibilitychange", false, move |_| {
        if !document().hidden() {
            shown();
        }
    });
    let thawed = wake.clone();
    listen(&document(), "resume", false, move |_| thawed());
    // A page that comes back from the back-forward cache was not told of anything meanwhile.
    on_window("pageshow", move |_| wake());
}

/// Calls `hide` when the page is hidden: it may never come back. Ends with its owner.
pub fn on_hide(hide: impl Fn() + Clone + 'static) {
    let left = hide.clone();
    listen(&document(), "visibilitychange", false, move |_| {
        if document().hidden() {
            hide();
        }
    });
    on_window("pagehide", move |_| left());
}

/// Lets the browser ask the person before they leave while `unsaved` says so. Ends with its owner.
pub fn warn_before_leaving(unsaved: impl Fn() -> bool + 'static) {
    on_window("beforeunload", move |event| {
        if unsaved() {
            event.prevent_default();
            // Older browsers look at this instead.
            let _ = js_sys::Reflect::set(event.unchecked_ref(), &"returnValue".into(), &true.into());
        }
    });
}
