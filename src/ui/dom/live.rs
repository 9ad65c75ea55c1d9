//! The live regions: what is said to people who cannot see the change.

use std::time::Duration;

use web_sys::Element;

use crate::reactive::prelude::*;

/// Says `text` when the screen reader has finished what it is saying: results, positions, states.
pub fn announce(text: &str) {
    say("kith-live", "polite", text);
}

/// Says `text` at once: errors only.
pub fn announce_now(text: &str) {
    say("kith-alert", "assertive", text);
}

/// A region must be in the document before its text changes, so the text follows a moment later.
fn say(id: &'static str, politeness: &str, text: &str) {
    let Some(region) = region(id, politeness) else { return };
    region.set_text_content(None);
    let text = text.to_owned();
    set_timeout(move || region.set_text_content(Some(&text)), Duration::from_millis(60));
}

fn region(id: &str, politeness: &str) -> Option<Element> {
    let document = document();
    // Outside an open modal dialog everything is inert, live regions too.
    let home = document
        .query_selector("dialog[open]:modal")
        .ok()
        .flatten()
        .or_else(|| document.body().map(Into::into))?;
    if let Ok(Some(region)) = home.query_selector(&format!(":scope > [data-live={id}]")) {
        return Some(region);
    }
    let region = document.create_element("div").ok()?;
    region.set_class_name("visually-hidden");
    region.set_attribute("data-live", id).ok()?;
    region.set_attribute("aria-live", politeness).ok()?;
    home.append_child(&region).ok()?;
    Some(region)
}
