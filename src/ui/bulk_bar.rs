//! Bulk bar: floats above a grid's foot while rows are selected. Count first, then actions, then close.
//!
//! Rendered inside `.grid-wrap`, after the grid.

use crate::reactive::prelude::*;

use super::{
    button::{Button, ButtonKind, IconButton},
    icon::Glyph,
    words::use_words,
};

/// A toolbar for what is selected.
#[component]
pub fn BulkBar(
    /// Name of the toolbar, such as "Selected contacts".
    #[prop(into)]
    label: Signal<String>,
    /// How many, such as "5 selected".
    #[prop(into)]
    count: Signal<String>,
    /// Words of the offer to select everything that matches, such as "Select all 1,284"; empty when all is selected.
    #[prop(optional, into)]
    all: Signal<String>,
    /// The offer was taken.
    #[prop(optional, into)]
    on_all: Option<Callback<()>>,
    /// Close: clear the selection.
    #[prop(into)]
    on_clear: Callback<()>,
    /// The actions, as ghost buttons.
    children: Children,
) -> impl IntoView {
    let words = use_words();
    view! {
        <div class="bulk-bar" role="toolbar" aria-label=move || label.get()>
            <span class="bulk-bar__count" role="status">{move || count.get()}</span>
            {move || {
                let text = all.get();
                on_all.filter(|_| !text.is_empty()).map(|on_all| {
                    view! { <Button kind=ButtonKind::Link on_click=move |_| on_all.run(())>{text}</Button> }
                })
            }}
            <span class="bulk-bar__rule"></span>
            {children()}
            <span class="bulk-bar__rule"></span>
            <IconButton icon=Glyph::Close label=words.clear on_click=move |_| on_clear.run(())/>
        </div>
    }
}
