//! The edges between components and the document: listeners that clean up, measuring, focus, live regions.
//!
//! Handles from the browser are not `Send`; they are kept in local storage of the owner and dropped with it.

mod focus;
mod listen;
mod live;
mod media;
mod size;

pub use focus::{Focus, focus, focus_all, focusable_in, return_focus};
pub use listen::{Listener, listen, on_window};
pub use live::{announce, announce_now};
pub use media::use_media;
pub use size::{observe_size, use_size};

use wasm_bindgen::JsCast;

use crate::reactive::prelude::*;

/// The element an event happened on, unless it was the window or a text node.
#[must_use]
pub fn target_element(event: &web_sys::Event) -> Option<web_sys::Element> {
    event.target().and_then(|target| target.dyn_into().ok())
}

/// Whether the document runs from right to left.
#[must_use]
pub fn is_mirrored() -> bool {
    document()
        .document_element()
        .is_some_and(|root| root.get_attribute("dir").as_deref() == Some("rtl"))
}

/// A key by where it leads: in a mirrored document the left arrow goes on, as the right one does elsewhere.
#[must_use]
pub fn along_writing(key: &str, mirrored: bool) -> &str {
    match (key, mirrored) {
        ("ArrowLeft", true) => "ArrowRight",
        ("ArrowRight", true) => "ArrowLeft",
        _ => key,
    }
}

/// True while the person types into something, where single-key shortcuts must stay quiet.
#[must_use]
pub fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    event.is_composing()
        || target_element(event).is_some_and(|element| {
            element
                .matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]")
                .unwrap_or(false)
        })
}

/// The platform's command key: Meta on Apple devices, Control elsewhere.
#[must_use]
pub fn is_mod(event: &web_sys::KeyboardEvent) -> bool {
    if is_apple() { event.meta_key() } else { event.ctrl_key() }
}

/// True while text of the page is marked.
#[must_use]
pub fn has_marked_text() -> bool {
    window().get_selection().ok().flatten().is_some_and(|text| !text.is_collapsed())
}

/// True on Apple devices, where shortcuts are written with ⌘.
#[must_use]
pub fn is_apple() -> bool {
    thread_local! {
        static APPLE: bool = cfg!(target_arch = "wasm32") && window().navigator().user_agent().is_ok_and(|agent| agent.contains("Mac") || agent.contains("iPhone") || agent.contains("iPad"));
    }
    APPLE.with(|apple| *apple)
}

/// Sets a custom property through CSSOM, which a strict `style-src` allows.
pub fn set_property(element: &web_sys::HtmlElement, name: &str, value: &str) {
    // Fails only for names the caller wrote wrong, never at run time.
    let _ = element.style().set_property(name, value);
}

/// Ids that are unique in the document, for labels and descriptions.
#[must_use]
pub fn fresh_id(prefix: &str) -> String {
    thread_local! {
        static NEXT: std::cell::Cell<u32> = const { std::cell::Cell::new(0) };
    }
    NEXT.with(|next| {
        next.set(next.get() + 1);
        format!("{prefix}-{}", next.get())
    })
}
