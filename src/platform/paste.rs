//! Text that is too long for a field is not pasted: a browser that lays out ten million characters in one line stands still,
//! and what is longer than a field holds would be refused anyway when it is saved.

use js_sys::JsString;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::untyped::get;
use crate::reactive::prelude::*;
use crate::ui::dom::{listen, target_element};

/// Characters (UTF-16 units) that go into a line of text, as `model` allows per field.
const LINE: u32 = 65_536;
/// Characters that go into a text of several lines.
const TEXT: u32 = 1_048_576;
/// Characters of a table that is pasted to be imported, where `data-table` says so.
const TABLE: u32 = 20_000_000;

fn limit(of: &Element) -> u32 {
    if of.closest("[data-table]").ok().flatten().is_some() {
        TABLE
    } else if of.tag_name().eq_ignore_ascii_case("textarea") {
        TEXT
    } else {
        LINE
    }
}

/// Keeps text that is too long out of every field, and calls `refused` with what the field takes. Ends with its owner.
pub fn refuse_long(refused: impl Fn(u32) + 'static) {
    listen(&window(), "beforeinput", true, move |event| {
        let Some(target) = target_element(&event) else { return };
        let typed = get(&event, "data").and_then(|data| data.dyn_into::<JsString>().ok());
        let most = limit(&target);
        if typed.is_some_and(|typed| typed.length() > most) {
            event.prevent_default();
            refused(most);
        }
    });
}
