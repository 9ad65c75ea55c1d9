//! Command palette: one input, groups of results under it, everything by keyboard.
//!
//! The shell only: the app answers `on_query` by setting `groups`, and acts on `on_choose`.
//! ```ignore
//! <Palette open=open label="Search or do anything" query=query on_query=move |q| query.set(q) groups=groups
//!     on_choose=move |chosen: Chosen| run(chosen) legend=move || view! { <span><Kbd key=">"/>" actions only"</span> }/>
//! ```

use leptos::{
    ev::{self, KeyboardEvent},
    html,
};

use super::{
    avatar::{Avatar, Face},
    button::Kbd,
    dialog::use_modal,
    dom::{announce, is_mod},
    field::split_match,
    icon::{Glyph, Icon},
    words::{fill, use_words},
};
use crate::reactive::prelude::*;

/// Results of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaletteGroup {
    /// Their heading.
    pub label: String,
    /// The results, best first.
    pub items: Vec<PaletteItem>,
}

/// One result.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaletteItem {
    /// What is handed back.
    pub id: String,
    /// Its words; the typed part is marked.
    pub label: String,
    /// Quiet words at its end.
    pub hint: String,
    /// Shortcut at its end.
    pub key: String,
    /// Icon before it.
    pub icon: Option<Glyph>,
    /// Avatar before it.
    pub face: Option<Face>,
}

/// What was chosen and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Id of the item.
    pub id: String,
    /// With the command key: open beside what is here.
    pub beside: bool,
}

/// The palette.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Name and placeholder of its input.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    #[prop(into)]
    query: Signal<String>,
    /// The typed text changed.
    #[prop(into)]
    on_query: Callback<String>,
    /// The results.
    #[prop(into)]
    groups: Signal<Vec<PaletteGroup>>,
    /// Whether the results are still those of an earlier text: Enter waits for its own.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// A result was chosen; the palette has closed.
    #[prop(into)]
    on_choose: Callback<Chosen>,
    /// What its foot explains.
    #[prop(optional, into)]
    legend: Option<ViewFn>,
) -> impl IntoView {
    let legend = StoredValue::new(legend);
    dynamic(move || {
        open.get()
            .then(|| view! { <PaletteBody open label query on_query groups pending on_choose legend/> })
    })
}

#[component]
fn PaletteBody(
    open: RwSignal<bool>,
    label: Signal<String>,
    query: Signal<String>,
    on_query: Callback<String>,
    groups: Signal<Vec<PaletteGroup>>,
    pending: Signal<bool>,
    on_choose: Callback<Chosen>,
    legend: StoredValue<Option<ViewFn>>,
) -> impl IntoView {
    let words = use_words();
    let node_ref = NodeRef::<html::Dialog>::new();
    let active = RwSignal::new(0_usize);
    let close = move || {
        open.try_set(false);
    };
    use_modal(node_ref, close);
    let total = move || groups.with(|groups| groups.iter().map(|group| group.items.len()).sum::<usize>());
    let choose = move |index: usize, beside: bool| {
        let id = groups.with_untracked(|groups| groups.iter().flat_map(|group| &group.items).nth(index).map(|item| item.id.clone()));
        if let Some(id) = id {
            close();
            on_choose.run(Chosen { id, beside });
        }
    };
    // Enter pressed before the results of what is typed are there; whether beside.
    let waiting = RwSignal::new(None::<bool>);
    Effect::new(move || {
        if let (Some(beside), false) = (waiting.get(), pending.get()) {
            choose(0, beside);
        }
    });
    let on_key = move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        waiting.set(None);
        let last = untrack(total).saturating_sub(1);
        match event.key().as_str() {
            "ArrowDown" => active.update(|at| *at = if *at >= last { 0 } else { *at + 1 }),
            "ArrowUp" => active.update(|at| *at = if *at == 0 { last } else { *at - 1 }),
            "PageDown" => active.update(|at| *at = (*at + 8).min(last)),
            "PageUp" => active.update(|at| *at = at.saturating_sub(8)),
            // Who went down to a line means that line; the first is only as good as the text it answers.
            "Enter" if pending.get_untracked() && active.get_untracked() == 0 => waiting.set(Some(is_mod(&event))),
            "Enter" => choose(active.get_untracked(), is_mod(&event)),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let found = words.results;
    Effect::new(move |before: Option<usize>| {
        let now = total();
        active.set(0);
        if before.is_some_and(|before| before != now) {
            announce(&fill(found, &[&now.to_string()]));
        }
        now
    });
    Effect::new(move || {
        if let Some(line) = document().get_element_by_id(&format!("palette-{}", active.get())) {
            let nearest = web_sys::ScrollIntoViewOptions::new();
            nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
            line.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
    });
    let lines = move || {
        let typed = query.get();
        let mut index = 0;
        groups
            .get()
            .into_iter()
            .map(|group| {
                let items: Vec<AnyView> = group
                    .items
                    .into_iter()
                    .map(|item| {
                        let own = index;
                        index += 1;
                        item_view(item, own, &typed, active, move |beside| choose(own, beside))
                    })
                    .collect();
                let name = group.label.clone();
                view! {
                    <div role="group" aria-label=name>
                        <div class="menu__label" role="presentation">{group.label}</div>
                        {items}
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <dialog
            class="palette"
            aria-label=move || label.get()
            node_ref=node_ref
            on:cancel=move |event: ev::Event| {
                event.prevent_default();
                close();
            }
            on:click=move |event| {
                // A press on the backdrop has the dialog itself as its target.
                if node_ref.get_untracked().is_some_and(|dialog| event.target().as_ref() == Some(dialog.as_ref())) {
                    close();
                }
            }
        >
            <div class="palette__search">
                <Icon glyph=Glyph::Search/>
                <input
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-autocomplete="list"
                    aria-activedescendant=move || (total() > 0).then(|| format!("palette-{}", active.get()))
                    aria-label=move || label.get()
                    placeholder=move || label.get()
                    prop:value=move || query.get()
                    on:input=move |event| on_query.run(event_target_value(&event))
                    on:keydown=on_key
                />
                <Kbd key="Esc"/>
            </div>
            <div class="palette__list" role="listbox" id="palette-list" aria-label=move || label.get()>
                {lines}
                {move || (total() == 0).then(|| view! { <p class="combobox__note">{words.no_match}</p> })}
            </div>
            {legend.get_value().map(|legend| view! { <div class="palette__foot">{legend.run()}</div> })}
        </dialog>
    }
}

fn item_view(item: PaletteItem, index: usize, typed: &str, active: RwSignal<usize>, choose: impl Fn(bool) + 'static) -> AnyView {
    let words = match split_match(&item.label, typed) {
        Some((before, found, after)) => view! { {before.to_owned()}<mark>{found.to_owned()}</mark>{after.to_owned()} }.into_any(),
        None => item.label.into_any(),
    };
    view! {
        <div
            class="menu__item"
            role="option"
            id=format!("palette-{index}")
            aria-selected=move || (active.get() == index).to_string()
            on:pointermove=move |_| if active.get_untracked() != index { active.set(index) }
            on:click=move |event| choose(event.ctrl_key() || event.meta_key())
        >
            {item.face.map(|face| view! { <Avatar face=face/> })}
            {item.icon.map(|glyph| view! { <Icon glyph=glyph/> })}
            <span class="truncate">{words}</span>
            <span class="menu__hint">{item.hint}</span>
            {(!item.key.is_empty()).then(|| view! { <Kbd key=item.key/> })}
        </div>
    }
    .into_any()
}
