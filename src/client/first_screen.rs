//! The screen that was seen last, kept between visits: a picture of it, painted before WebAssembly is there, and its rows, shown
//! until the engine has opened the database.
//!
//! The page reads both while WebAssembly is still on its way (`index.html`, which also takes and paints the picture). They are of
//! this very release; those of another one are not looked at. Layout: length of the picture in four bytes, little end first, the
//! picture, the rows.

use std::sync::Arc;

use bridge::{Page, Request};
use js_sys::{Function, Promise, Uint8Array};
use model::View;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
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
    let (length, bytes) = bytes.split_first_chunk()?;
    let rows = bytes.get(u32::from_le_bytes(*length) as usize..)?;
    let screen = bridge::unpack::<FirstScreen>(rows).ok()?;
    (screen.release == release()).then_some(screen)
}

/// Keeps the first rows of a view for the next visit.
pub(super) fn keep(engine: Engine, view: View, page: &Arc<Page>) {
    if engine.past().with_untracked(Option::is_some) {
        return;
    }
    let mut page = Page::clone(page);
    page.rows.truncate(MOST_ROWS);
    let screen = FirstScreen {
        release: release(),
        view,
        page,
    };
    let picture = picture();
    let mut bytes = (picture.len() as u32).to_le_bytes().to_vec();
    bytes.extend_from_slice(picture.as_bytes());
    bytes.extend_from_slice(&bridge::pack(&screen));
    engine.tell(Request::KeepFirstScreen { bytes });
}

/// Largest picture, in bytes: what is read before the first paint stays small.
const MOST_PICTURE: usize = 80_000;

/// The picture of what is on the screen, as the page takes it; nothing where it cannot, or where it is too large.
fn picture() -> String {
    let take = js_sys::Reflect::get(&window(), &"__kithPicture".into());
    let taken = take
        .ok()
        .and_then(|take| take.dyn_into::<Function>().ok()?.call0(&JsValue::NULL).ok());
    let picture = taken.and_then(|picture| picture.as_string()).unwrap_or_default();
    if picture.len() > MOST_PICTURE { String::new() } else { picture }
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
