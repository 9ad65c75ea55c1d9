//! The rows that were seen last, kept between visits: they are shown until the engine has opened the database.
//!
//! The page reads them while WebAssembly is still on its way (`index.html`). They are bytes of this very release; those of
//! another one are not looked at.

use std::sync::Arc;

use bridge::{Page, Request};
use js_sys::{Promise, Uint8Array};
use model::View;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::Engine;
use crate::reactive::prelude::{document, window};

/// Rows that fill the tallest window; more would only make the record larger.
const MOST_ROWS: usize = 48;

/// A view with its first rows.
#[derive(Serialize, Deserialize)]
pub(super) struct FirstScreen {
    release: String,
    pub(super) view: View,
    pub(super) page: Page,
}

/// What was kept at the last visit by the release that runs now.
pub(super) async fn kept() -> Option<FirstScreen> {
    let promise = js_sys::Reflect::get(&window(), &"__kithBoot".into()).ok()?;
    let bytes = JsFuture::from(promise.dyn_into::<Promise>().ok()?).await.ok()?;
    let bytes = bytes.dyn_into::<Uint8Array>().ok()?.to_vec();
    let screen = bridge::unpack::<FirstScreen>(&bytes).ok()?;
    (screen.release == release()).then_some(screen)
}

/// Keeps the first rows of a view for the next visit.
pub(super) fn keep(engine: Engine, view: View, page: &Arc<Page>) {
    let mut page = Page::clone(page);
    page.rows.truncate(MOST_ROWS);
    let screen = FirstScreen {
        release: release(),
        view,
        page,
    };
    engine.tell(Request::KeepFirstScreen {
        bytes: bridge::pack(&screen),
    });
}

/// The name of this release; empty while developing.
fn release() -> String {
    document()
        .query_selector("meta[name='kith-build']")
        .ok()
        .flatten()
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default()
}
