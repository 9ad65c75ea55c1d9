//! What other apps hand over: files opened with Kith, and what was shared with it.
//!
//! Opened files come through the launch queue of installed apps; shared things were put aside by the service worker
//! (public/sw.js), which answered the share before any page was there. Both are taken once.

use std::cell::RefCell;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::untyped::{call, elements, get, text, wait};
use crate::reactive::prelude::*;

thread_local! {
    /// Files that were opened and not taken yet.
    static OPENED: RefCell<Vec<File>> = const { RefCell::new(Vec::new()) };
}

/// Begins the name of the cache in which the service worker puts shared things aside; its folder follows.
const SHARED: &str = "kith-shared ";

/// Text that was shared.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SharedText {
    /// What the sharing app calls it.
    pub title: String,
    /// The text, with its address at the end if it has one.
    pub text: String,
}

/// What was shared.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    /// Text.
    pub text: SharedText,
    /// Files.
    pub files: Vec<File>,
}

/// Puts opened files aside from now on, and calls `come` after each time. To be called once, early.
pub fn on_opened(come: impl Fn() + 'static) {
    let Some(queue) = get(&window(), "launchQueue") else { return };
    let come = std::rc::Rc::new(come);
    let consumer = Closure::<dyn FnMut(JsValue)>::new(move |launch: JsValue| {
        let handles = get(&launch, "files").map(|files| elements(&files)).unwrap_or_default();
        let come = std::rc::Rc::clone(&come);
        leptos::task::spawn_local(async move {
            for handle in handles {
                // A file that is gone or may not be read is not opened; the others are.
                if let Some(file) = wait(&handle, "getFile", &[]).await.and_then(|file| file.dyn_into::<File>().ok()) {
                    OPENED.with_borrow_mut(|opened| opened.push(file));
                }
            }
            if OPENED.with_borrow(|opened| !opened.is_empty()) {
                come();
            }
        });
    });
    // The queue keeps its consumer as long as the page lives.
    let _ = call(&queue, "setConsumer", &[consumer.into_js_value()]);
}

/// Hands files over by hand, for a page that is not there yet.
pub fn put_opened(files: Vec<File>) {
    OPENED.with_borrow_mut(|opened| opened.extend(files));
}

/// The files that were opened and not taken yet.
#[must_use]
pub fn take_opened() -> Vec<File> {
    OPENED.take()
}

/// What was shared and not taken yet.
pub async fn take_shared() -> Shared {
    let mut shared = Shared::default();
    let folder = document().base_uri().ok().flatten().and_then(|base| web_sys::Url::new(&base).ok());
    let Some(folder) = folder.map(|base| base.pathname()) else {
        return shared;
    };
    let name = JsValue::from(format!("{SHARED}{folder}"));
    let Some(caches) = get(&window(), "caches") else { return shared };
    if wait(&caches, "has", std::slice::from_ref(&name))
        .await
        .is_none_or(|there| !there.is_truthy())
    {
        return shared;
    }
    let Some(cache) = wait(&caches, "open", std::slice::from_ref(&name)).await else {
        return shared;
    };
    for request in wait(&cache, "keys", &[]).await.map(|keys| elements(&keys)).unwrap_or_default() {
        let Some(response) = wait(&cache, "match", &[request]).await else {
            continue;
        };
        let header = |name: &str| {
            let value = call(&get(&response, "headers")?, "get", &[name.into()])?.as_string()?;
            js_sys::decode_uri_component(&value).ok().map(String::from)
        };
        match header("x-file-name") {
            Some(name) => {
                let Some(blob) = wait(&response, "blob", &[]).await else { continue };
                if let Ok(file) = File::new_with_blob_sequence(&js_sys::Array::of1(&blob), &name) {
                    shared.files.push(file);
                }
            }
            None => {
                if let Some(said) = wait(&response, "json", &[]).await {
                    let part = |name: &str| text(&said, name).unwrap_or_default().trim().to_owned();
                    let (words, address) = (part("text"), part("url"));
                    shared.text = SharedText {
                        title: part("title"),
                        // Some apps put the address into the text as well.
                        text: if words.contains(&address) {
                            words
                        } else {
                            format!("{words}\n{address}").trim().to_owned()
                        },
                    };
                }
            }
        }
    }
    if let Some(gone) = call(&caches, "delete", &[name]).and_then(|gone| gone.dyn_into::<Promise>().ok()) {
        // What stays is found again next time, which is no loss.
        let _ = JsFuture::from(gone).await;
    }
    shared
}
