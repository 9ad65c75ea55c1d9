//! The language in force.
//!
//! `index.html` chooses it before anything else, from what the person chose or what the browser prefers, says so on the
//! document, and fetches its words. Choosing another one starts the page anew: words are said once and kept where they stand.

use js_sys::{Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::catalogue;
use crate::platform::preferences::{self, Key};
use crate::reactive::prelude::*;

/// Every language: its BCP 47 tag, and its name in itself. `index.html` knows the files of all but the first.
pub const LANGUAGES: [(&str, &str); 3] = [("en", "English"), ("de", "Deutsch"), ("ar", "العربية")];

/// Whether the language in force runs from right to left.
#[must_use]
pub fn is_rtl() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        thread_local! {
            static RTL: bool = root_attribute("dir") == "rtl";
        }
        RTL.with(|rtl| *rtl)
    }
    #[cfg(not(target_arch = "wasm32"))]
    false
}

/// Whether words keep their letters within a sentence: all languages but English.
#[must_use]
pub fn keeps_case() -> bool {
    #[cfg(target_arch = "wasm32")]
    {
        thread_local! {
            static KEEPS: bool = tag() != LANGUAGES[0].0;
        }
        KEEPS.with(|keeps| *keeps)
    }
    #[cfg(not(target_arch = "wasm32"))]
    false
}

/// The tag of the language in force.
#[must_use]
pub fn tag() -> String {
    root_attribute("lang")
}

/// The tag that the person chose; `None` to follow the browser.
#[must_use]
pub fn chosen() -> Option<String> {
    preferences::read(Key::Language)
}

/// Keeps the choice and starts the page anew in it.
pub fn choose(tag: Option<&str>) {
    match tag {
        Some(tag) => preferences::write(Key::Language, &tag),
        None => preferences::forget(Key::Language),
    }
    restart();
}

/// Starts the page anew, for choices that are read once.
pub fn restart() {
    // A page that cannot be loaded again goes on with what it has.
    let _ = window().location().reload();
}

/// The promise of the words of a language other than English, if there is one.
#[must_use]
pub fn promised() -> Option<Promise> {
    let promise = Reflect::get(&window(), &"__kithWords".into()).ok()?;
    promise.dyn_into().ok()
}

/// Takes the words once they are there. Without them the page is in English.
pub async fn arrive(promise: Promise) {
    let words = JsFuture::from(promise).await.unwrap_or_default();
    if words.is_object() {
        catalogue::take(&words);
    } else if let Some(root) = document().document_element() {
        // Attributes of names that are constants can always be set.
        let _ = root.set_attribute("lang", LANGUAGES[0].0);
        let _ = root.set_attribute("dir", "ltr");
    }
}

fn root_attribute(name: &str) -> String {
    let root = document().document_element();
    root.and_then(|root| root.get_attribute(name)).unwrap_or_default()
}
