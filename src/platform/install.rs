//! Installing the app on the device, where the browser offers it to pages.

use std::cell::RefCell;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::reactive::prelude::*;
use crate::ui::dom::on_window;

thread_local! {
    /// The browser's offer; good for one prompt.
    static OFFER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Whether the app can be installed. To be called early, in the root: the browser makes its offer once. Ends with its owner.
#[must_use]
pub fn use_install() -> Signal<bool> {
    let offered = RwSignal::new(OFFER.with_borrow(Option::is_some));
    on_window("beforeinstallprompt", move |event| {
        // The app has a place of its own for the offer.
        event.prevent_default();
        OFFER.set(Some(event.into()));
        offered.try_set(true);
    });
    on_window("appinstalled", move |_| {
        OFFER.set(None);
        offered.try_set(false);
    });
    offered.into()
}

/// Shows the browser's question; returns whether the person said yes.
pub async fn prompt() -> bool {
    let Some(offer) = OFFER.take() else { return false };
    let shown = Reflect::get(&offer, &"prompt".into())
        .ok()
        .and_then(|prompt| prompt.dyn_into::<Function>().ok());
    let Some(shown) = shown.and_then(|prompt| prompt.call0(&offer).ok()) else {
        return false;
    };
    let Ok(choice) = JsFuture::from(shown.unchecked_into::<Promise>()).await else {
        return false;
    };
    Reflect::get(&choice, &"outcome".into()).is_ok_and(|outcome| outcome == "accepted")
}
