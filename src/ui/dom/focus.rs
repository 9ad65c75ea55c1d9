//! Moving focus, and giving it back where it was.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use crate::reactive::prelude::*;

const FOCUSABLE: &str =
    "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex]:not([tabindex='-1'])";

/// Focuses without scrolling: who moves focus decides what is shown.
pub fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // A detached element simply does not take focus.
    let _ = element.focus_with_options(&options);
}

/// What can be reached by Tab inside `root`, in document order; hidden elements are left out.
#[must_use]
pub fn focusable_in(root: &Element) -> Vec<HtmlElement> {
    let Ok(found) = root.query_selector_all(FOCUSABLE) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into::<HtmlElement>().ok())
        .filter(|element| element.offset_width() > 0 || element.offset_height() > 0)
        .collect()
}

/// Where focus was when something opened.
#[derive(Clone, Default)]
pub struct Focus(Option<HtmlElement>);

impl Focus {
    /// Remembers the focused element.
    #[must_use]
    pub fn remember() -> Self {
        Self(document().active_element().and_then(|element| element.dyn_into().ok()))
    }
}

/// Gives focus back, if it is now inside `leaving` or nowhere; whoever moved it elsewhere keeps it.
pub fn return_focus(origin: &Focus, leaving: Option<&Element>) {
    let Some(origin) = &origin.0 else { return };
    let active = document().active_element();
    let homeless = match &active {
        None => true,
        Some(active) => active.tag_name() == "BODY" || leaving.is_some_and(|leaving| leaving.contains(Some(active))),
    };
    if homeless && origin.is_connected() {
        focus(origin);
    }
}

/// Focuses an input and marks its text, so that typing replaces it. Marks a moment later: the renderer writes values
/// into inputs after they are in the document, which would take the mark away.
pub fn focus_all(input: &web_sys::HtmlInputElement) {
    focus(input);
    let input = input.clone();
    queue_microtask(move || input.select());
}
