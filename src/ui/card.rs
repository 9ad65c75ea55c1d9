//! Groups: a framed card for what can be moved or dismissed as a whole, a section for everything else.

use super::icon::{Glyph, Icon, IconSize};
use crate::reactive::prelude::*;

/// A framed block with a head.
#[component]
pub fn Card(
    /// Its title; empty for a card without head.
    #[prop(optional, into)]
    title: Signal<String>,
    /// What follows the title, such as a count.
    #[prop(optional, into)]
    aside: Option<ViewFn>,
    /// Buttons at the end of the head.
    #[prop(optional, into)]
    tools: Option<ViewFn>,
    /// More classes.
    #[prop(optional, into)]
    class: String,
    /// Content reaches the edges: tables and lists.
    #[prop(optional)]
    flush: bool,
    /// The content.
    children: Children,
) -> impl IntoView {
    let headed = move || !title.with(String::is_empty);
    view! {
        <section class=format!("card {class}")>
            {move || {
                headed().then(|| {
                    view! {
                        <div class="card__head">
                            <h2>{move || title.get()}</h2>
                            {aside.clone().map(|aside| aside.run())}
                            <span class="push"></span>
                            {tools.clone().map(|tools| tools.run())}
                        </div>
                    }
                })
            }}
            <div class=if flush { "" } else { "card__body" }>{children()}</div>
        </section>
    }
}

/// A titled block without a box, for panels.
#[component]
pub fn Section(
    /// Its title; empty for none.
    #[prop(optional, into)]
    title: Signal<String>,
    /// How many things it holds, as shown.
    #[prop(optional, into)]
    count: Signal<String>,
    /// Buttons at the end of its head.
    #[prop(optional, into)]
    tools: Option<ViewFn>,
    /// Whether it is folded, for those whose title folds them. What is folded stays in the document, for paper.
    #[prop(optional_no_strip)]
    folded: Option<RwSignal<bool>>,
    /// The content.
    children: Children,
) -> impl IntoView {
    let heading = move |title: String| {
        match folded {
        None => view! { <h3>{title}</h3> }.into_any(),
        Some(folded) => view! {
            <h3>
                <button type="button" class="section__fold" aria-expanded=move || (!folded.get()).to_string() on:click=move |_| folded.update(|folded| *folded = !*folded)>
                    <Icon glyph=Glyph::ChevronDown size=IconSize::Small/>
                    {title}
                </button>
            </h3>
        }
        .into_any(),
    }
    };
    view! {
        <section class="section">
            {move || {
                (!title.with(String::is_empty)).then(|| {
                    let count = count.get();
                    view! {
                        <div class="section__head">
                            {heading(title.get())}
                            {(!count.is_empty()).then(|| view! { <span class="count">{count}</span> })}
                            <span class="push"></span>
                            {tools.clone().map(|tools| tools.run())}
                        </div>
                    }
                })
            }}
            {match folded {
                None => children().into_any(),
                Some(folded) => view! { <div class="section__body" class:section__body--folded=move || folded.get()>{children()}</div> }.into_any(),
            }}
        </section>
    }
}
