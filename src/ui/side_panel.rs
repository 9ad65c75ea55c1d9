//! Side panel: a record beside the list it came from. A sheet on phones.
//!
//! Rendered as a direct child of the frame, beside `.main`, so that the frame gives it its column.
//! ```ignore
//! <SidePanel label="Noor van den Berg" on_close=move || close() bar=move || view! {
//!     <IconButton icon=Glyph::ChevronUp label="Previous" .../> <Count text="12 of 1,284"/>
//!     <span class="push"></span> <Button kind=ButtonKind::Ghost icon=Glyph::Expand>"Open"</Button>
//! }> ... </SidePanel>
//! ```
//! Esc closes it while it is the top layer. It does not take focus by itself, unless it covers the page: then the rest
//! of the frame is inert.

use leptos::html;
use web_sys::Element;

use super::{
    button::IconButton,
    dom::{focus, use_media},
    icon::Glyph,
    layer::{LayerKind, use_layer},
    words::use_words,
};
use crate::reactive::prelude::*;

/// A panel at the end of the frame.
#[component]
pub fn SidePanel(
    /// What it shows; its accessible name.
    #[prop(into)]
    label: Signal<String>,
    /// The close button or Esc.
    #[prop(into)]
    on_close: Callback<()>,
    /// Content of its bar, before the close button.
    #[prop(optional, into)]
    bar: Option<ViewFn>,
    /// Its body, which scrolls.
    children: Children,
) -> impl IntoView {
    let words = use_words();
    let node_ref = NodeRef::<html::Aside>::new();
    let covers = use_media("(width <= 40rem)");
    let element = move || node_ref.try_get_untracked().flatten().map(Element::from);
    use_layer(LayerKind::Panel, Signal::stored(true), element, || None, move || on_close.run(()));
    // As a sheet it covers everything: what is behind can be neither reached nor read until it goes.
    let behind = StoredValue::new(Vec::<Element>::new());
    let uncover = move || {
        for element in behind.try_update_value(std::mem::take).unwrap_or_default() {
            let _ = element.remove_attribute("inert");
        }
    };
    Effect::new(move || {
        let Some(panel) = node_ref.get() else { return };
        uncover();
        if covers.get() {
            behind.set_value(siblings(&panel));
            behind.with_value(|behind| {
                for element in behind {
                    let _ = element.set_attribute("inert", "");
                }
            });
            focus(&panel);
        }
    });
    on_cleanup(uncover);
    view! {
        <aside class="panel" aria-label=move || label.get() tabindex="-1" node_ref=node_ref>
            <div class="panel__bar">
                {bar.map(|bar| bar.run())}
                <IconButton icon=Glyph::Close label=words.close key="Esc" on_click=move |_| on_close.run(())/>
            </div>
            <div class="panel__body">{children()}</div>
        </aside>
    }
}

/// The other parts of the frame.
fn siblings(panel: &Element) -> Vec<Element> {
    let Some(children) = panel.parent_element().map(|frame| frame.children()) else {
        return Vec::new();
    };
    (0..children.length())
        .filter_map(|at| children.item(at))
        .filter(|element| element != panel)
        .collect()
}
