//! Side panel: a record beside the list it came from. A sheet on phones.
//!
//! Rendered as a direct child of the frame, beside `.main`, so that the frame gives it its column.
//! ```ignore
//! <SidePanel label="Noor van den Berg" on_close=move || close() bar=move || view! {
//!     <IconButton icon=Glyph::ChevronUp label="Previous" .../> <Count text="12 of 1,284"/>
//!     <span class="push"></span> <Button kind=ButtonKind::Ghost icon=Glyph::Expand>"Open"</Button>
//! }> ... </SidePanel>
//! ```
//! Esc closes it while it is the top layer; it does not take focus by itself unless it covers the page.

use leptos::{html, prelude::*};
use web_sys::Element;

use super::{
    button::IconButton,
    dom::{focus, use_media},
    icon::Glyph,
    layer::{LayerKind, use_layer},
    words::use_words,
};

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
    let covers = use_media("(width <= 640px)");
    let element = move || node_ref.try_get_untracked().flatten().map(Element::from);
    use_layer(LayerKind::Panel, Signal::stored(true), element, || None, move || on_close.run(()));
    node_ref.on_load(move |panel| {
        if covers.get_untracked() {
            focus(&panel);
        }
    });
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
