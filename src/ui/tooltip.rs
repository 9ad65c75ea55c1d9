//! Tooltips: one layer for the whole app.
//!
//! A control names its tooltip with `data-tip` (and its shortcut with `data-tip-key`); text that is cut off
//! (`.truncate`, `.grid__text`) shows its whole value without asking. [`Tooltips`] is mounted once at the root.
//! A tooltip appears after half a second of rest or at once on keyboard focus, and goes with Esc, press or leave.
//! It is decoration: the same words are the control's accessible name or its text.

use std::time::Duration;

use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    button::Kbd,
    dom::{listen, target_element},
    popover::{Align, Side, area_of, put},
};
use crate::reactive::prelude::*;

const REST: Duration = Duration::from_millis(500);

/// Items of the rail are narrower than this.
const RAIL_PX: i32 = 64;

#[derive(Clone, PartialEq, Eq)]
struct Tip {
    text: String,
    key: Option<String>,
}

/// What the element has to tell, if anything.
fn tip_of(element: &Element) -> Option<Tip> {
    if let Some(text) = element.get_attribute("data-tip").filter(|text| !text.is_empty()) {
        // Items of the sidebar show their names themselves while it is wide.
        if element.has_attribute("data-tip-rail") && element.client_width() > RAIL_PX {
            return None;
        }
        return Some(Tip {
            text,
            key: element.get_attribute("data-tip-key"),
        });
    }
    let html: &HtmlElement = element.dyn_ref()?;
    let cut = element.matches(".truncate, .grid__text").unwrap_or(false) && element.scroll_width() > html.offset_width();
    cut.then(|| element.text_content())
        .flatten()
        .filter(|text| !text.is_empty())
        .map(|text| Tip { text, key: None })
}

/// The nearest element, from the target up, that has a tip.
fn tipped(target: &Element) -> Option<(Element, Tip)> {
    let mut at = Some(target.clone());
    for _ in 0..4 {
        let element = at?;
        if let Some(tip) = tip_of(&element) {
            return Some((element, tip));
        }
        at = element.parent_element();
    }
    None
}

/// The one tooltip layer.
#[component]
pub fn Tooltips() -> impl IntoView {
    let shown = RwSignal::new(None::<Tip>);
    let anchor = StoredValue::new(None::<Element>);
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let node_ref = NodeRef::<html::Div>::new();

    let cancel = move || {
        if let Some(handle) = pending.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    let hide = move || {
        cancel();
        if shown.try_with_untracked(Option::is_some) == Some(true) {
            shown.set(None);
        }
        anchor.try_set_value(None);
    };
    let show = move |element: Element, tip: Tip| {
        if element.is_connected() {
            anchor.set_value(Some(element));
            shown.set(Some(tip));
        }
    };
    let window = window();
    listen(&window, "pointerover", false, move |event| {
        let Some(target) = target_element(&event) else { return };
        let pen_or_finger = event
            .dyn_ref::<web_sys::PointerEvent>()
            .is_some_and(|event| event.pointer_type() == "touch");
        match tipped(&target) {
            Some((element, _)) if anchor.with_value(|now| now.as_ref() == Some(&element)) => {}
            Some((element, tip)) if !pen_or_finger => {
                hide();
                anchor.set_value(Some(element.clone()));
                let handle = set_timeout_with_handle(move || show(element.clone(), tip.clone()), REST);
                pending.set_value(handle.ok());
            }
            _ => hide(),
        }
    });
    listen(&window, "focusin", false, move |event| {
        let Some(target) = target_element(&event) else { return };
        let from_keyboard = target.matches(":focus-visible").unwrap_or(false);
        match tip_of(&target).filter(|_| from_keyboard) {
            Some(tip) => show(target, tip),
            None => hide(),
        }
    });
    listen(&window, "pointerdown", true, move |_| hide());
    listen(&window, "scroll", true, move |_| hide());
    listen(&window, "keydown", true, move |_| hide());
    on_cleanup(cancel);

    Effect::new(move || {
        let tip = shown.get();
        let Some(layer) = node_ref.get() else { return };
        let layer: HtmlElement = layer.into();
        // Both fail only where popovers are unknown; tooltips are then simply absent.
        if tip.is_none() {
            let _ = layer.hide_popover();
        } else if let Some(element) = anchor.get_value() {
            let _ = layer.show_popover();
            put(&layer, area_of(&element), Side::Below, Align::Start);
        }
    });
    view! {
        <div class="tooltip" popover="manual" role="tooltip" aria-hidden="true" node_ref=node_ref>
            {move || {
                shown.get().map(|tip| {
                    view! {
                        <span>{tip.text}</span>
                        {tip.key.map(|key| view! { <Kbd key=key/> })}
                    }
                })
            }}
        </div>
    }
}
