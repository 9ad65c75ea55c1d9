//! One column: its head, and the cards in view.

use std::{collections::HashMap, ops::Range, sync::Arc};

use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{BoardColumn, CardId, drag::Drag, stack::Stack};
use crate::reactive::prelude::*;
use crate::ui::{
    badge::StageKind,
    button::IconButton,
    dom::{observe_size, set_property},
    grid::Selection,
    icon::{Glyph, Icon, IconSize},
    menu::{MenuButton, MenuEntry},
    popover::Align,
    words::{fill, use_words},
};

/// What all columns share.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    pub card: Callback<CardId, AnyView>,
    pub name: Callback<CardId, String>,
    pub want: Option<Callback<(String, Vec<CardId>)>>,
    pub on_add: Option<Callback<String>>,
    pub column_menu: Option<Callback<String, Vec<MenuEntry>>>,
    pub on_fold: Option<Callback<String>>,
    pub drag: RwSignal<Option<Drag>>,
    pub active: RwSignal<Option<CardId>>,
    pub selection: Option<RwSignal<Selection>>,
    pub heights: StoredValue<HashMap<CardId, f64>>,
    /// A card's menu button was pressed.
    pub on_menu: Callback<(CardId, HtmlElement)>,
}

#[component]
pub(super) fn Column(key: String, columns: Signal<Vec<BoardColumn>>, shared: Shared) -> impl IntoView {
    let words = StoredValue::new(use_words());
    let key = StoredValue::new(key);
    let find = move |columns: &Vec<BoardColumn>| key.with_value(|key| columns.iter().find(|column| column.key == *key).cloned());
    let column = Memo::new(move |_| columns.with(find));
    let cards = Memo::new(move |_| column.with(|column| column.as_ref().map_or_else(Arc::default, |column| Arc::clone(&column.cards))));
    let read = move |read: fn(&BoardColumn) -> String| move || column.with(|column| column.as_ref().map(read).unwrap_or_default());
    let kind = move || column.with(|column| column.as_ref().map_or(StageKind::Idle, |column| column.kind));

    let is = move |read: fn(&BoardColumn) -> bool| Memo::new(move |_| column.with(|column| column.as_ref().is_some_and(read)));
    let (folded, over) = (is(|column| column.folded), is(|column| column.over));

    let scroller = NodeRef::<html::Div>::new();
    let list = NodeRef::<html::Ol>::new();
    let drawn = RwSignal::new(0..0_usize);
    let asked = StoredValue::new(Vec::<CardId>::new());
    let refresh = move || {
        let (Some(scroller), Some(list)) = (scroller.try_get_untracked().flatten(), list.try_get_untracked().flatten()) else {
            return;
        };
        let cards = cards.get_untracked();
        let Some(stack) = shared.heights.try_with_value(|heights| Stack::new(&cards, heights)) else {
            return;
        };
        let range = stack.drawn(f64::from(scroller.scroll_top()), f64::from(scroller.client_height()));
        set_property(&list, "--before", &format!("{}px", stack.before(range.start)));
        set_property(&list, "--after", &format!("{}px", stack.after(range.end)));
        if drawn.get_untracked() != range {
            drawn.set(range.clone());
        }
        if let Some(want) = shared.want {
            let needed = cards[range].to_vec();
            if asked.with_value(|asked| *asked != needed) {
                asked.set_value(needed.clone());
                if !needed.is_empty() {
                    want.run((key.get_value(), needed));
                }
            }
        }
    };
    // Heights are learned from what is drawn; the stack is built anew when one differs from what was thought.
    let measure = move || {
        let Some(list) = list.try_get_untracked().flatten() else { return };
        let items = list.children();
        let mut learned = false;
        for at in 0..items.length() {
            let Some(item) = items.item(at) else { continue };
            let Some(id) = item.get_attribute("data-card").and_then(|id| id.parse::<CardId>().ok()) else {
                continue;
            };
            let Some(card) = item.query_selector(".board__card").ok().flatten() else {
                continue;
            };
            let height = f64::from(card.unchecked_into::<HtmlElement>().offset_height());
            learned |= height > 0.0
                && shared
                    .heights
                    .try_update_value(|heights| heights.insert(id, height) != Some(height))
                    .unwrap_or(false);
        }
        if learned {
            refresh();
        }
    };
    list.on_load(move |list| {
        let list: HtmlElement = list.into();
        if let Some(scroller) = list.parent_element() {
            observe_size(&[&list, &scroller], move || {
                measure();
                refresh();
            });
        }
    });
    Effect::new(move || {
        cards.track();
        refresh();
    });

    let items = move || {
        let cards = cards.get();
        let range: Range<usize> = drawn.get();
        let end = range.end.min(cards.len());
        (range.start.min(end)..end).map(|index| cards[index]).collect::<Vec<_>>()
    };
    let target = move || {
        shared.drag.with(|drag| {
            drag.as_ref()
                .and_then(|drag| drag.landing.clone())
                .filter(|landing| key.with_value(|key| landing.to == *key))
        })
    };
    let is_target = Memo::new(move |_| target().is_some());
    // The card before which the gap opens, or the end of the column.
    let gap = Memo::new(move |_| {
        let position = target()?.position;
        let dragged = shared.drag.with(|drag| drag.as_ref().map(|drag| drag.id))?;
        let cards = cards.get();
        // Where it came from is marked already: a drop there changes nothing.
        if cards.iter().position(|card| *card == dragged) == Some(position) {
            return None;
        }
        Some(cards.iter().filter(|card| **card != dragged).nth(position).copied())
    });
    let gap_height = move || format!("{}px", shared.drag.with(|drag| drag.as_ref().map_or(0.0, |drag| drag.height)));
    view! {
        <section
            class="board__column"
            class:board__column--target=move || is_target.get()
            class:board__column--folded=move || folded.get()
            data-key=key.get_value()
            aria-label=move || format!("{}, {}", read(|column| column.label.clone())(), read(|column| column.count.clone())())
            style:--gap=gap_height
        >
            <header class="board__head">
                <div class="board__title">
                    <span class=move || kind().looks().0><Icon glyph=Signal::derive(move || kind().looks().1)/></span>
                    <h2 class="truncate">{read(|column| column.label.clone())}</h2>
                    <span class="count" class:count--over=move || over.get()>
                        {move || over.get().then(|| view! { <Icon glyph=Glyph::Alert size=IconSize::Small/> })}
                        {read(|column| column.count.clone())}
                    </span>
                    <span class="push"></span>
                    {shared.on_fold.map(|on_fold| view! {
                        <span class="board__unfold">
                            <IconButton
                                icon=Glyph::ChevronRight
                                label=move || words.with_value(|words| fill(words.unfold, &[&read(|column| column.label.clone())()]))
                                on_click=move |_| on_fold.run(key.get_value())
                            />
                        </span>
                    })}
                    {shared.column_menu.map(|menu| view! {
                        <MenuButton
                            icon=Glyph::More
                            label=move || words.with_value(|words| format!("{}, {}", words.more_actions, read(|column| column.label.clone())()))
                            align=Align::End
                            entries=Signal::derive(move || menu.run(key.get_value()))
                        />
                    })}
                    {shared.on_add.map(|on_add| view! {
                        <IconButton
                            icon=Glyph::Plus
                            label=move || words.with_value(|words| fill(words.add_to, &[&read(|column| column.label.clone())()]))
                            on_click=move |_| on_add.run(key.get_value())
                        />
                    })}
                </div>
                {move || {
                    let sums = column.with(|column| column.as_ref().map(|column| column.sums.clone()).unwrap_or_default());
                    (!sums.0.is_empty()).then(|| view! { <div class="board__sums"><span>{sums.0}</span><span class="faint">{sums.1}</span></div> })
                }}
            </header>
            <div class="board__cards" node_ref=scroller on:scroll=move |_| refresh()>
                <ol class="board__list" node_ref=list class:board__list--gap-end=move || gap.get() == Some(None)>
                    <For each=items key=|id| *id let(id)>
                        <Item id=id cards=cards gap=gap shared=shared/>
                    </For>
                </ol>
            </div>
        </section>
    }
}

#[component]
fn Item(id: CardId, cards: Memo<Arc<Vec<CardId>>>, gap: Memo<Option<Option<CardId>>>, shared: Shared) -> impl IntoView {
    let words = StoredValue::new(use_words());
    // A card's number among the others of its column, the dragged one left out: where a drop before it lands.
    let number = move || {
        let dragged = shared.drag.with(|drag| drag.as_ref().map(|drag| drag.id));
        cards.with(|cards| {
            let at = cards.iter().position(|card| *card == id).unwrap_or(0);
            let before = dragged
                .filter(|dragged| *dragged != id)
                .is_some_and(|dragged| cards[..at].contains(&dragged));
            at - usize::from(before)
        })
    };
    let active = Memo::new(move |_| shared.active.get() == Some(id));
    let origin = Memo::new(move |_| shared.drag.with(|drag| drag.as_ref().is_some_and(|drag| drag.id == id)));
    let opens = Memo::new(move |_| gap.get() == Some(Some(id)));
    let stop = move || if active.get() { "0" } else { "-1" };
    let name = move || shared.name.run(id);
    let selected = Memo::new(move |_| {
        shared
            .selection
            .is_some_and(|selection| selection.with(|selection| selection.contains(id)))
    });
    let label = move || {
        let name = name();
        if selected.get() {
            words.with_value(|words| fill(words.selected, &[&name]))
        } else {
            name
        }
    };
    view! {
        <li class="board__item" class:is-origin=move || origin.get() class:board__item--gap=move || opens.get() data-card=id.to_string() data-number=move || number().to_string()>
            <article class="board__card" class:is-selected=move || selected.get() tabindex=stop aria-label=label aria-roledescription=words.with_value(|words| words.card)>
                {shared.card.run(id)}
                {move || selected.get().then(|| view! { <span class="board__tick"><Icon glyph=Glyph::Check size=IconSize::Small/></span> })}
                <button
                    type="button"
                    class="button button--icon button--ghost board__menu"
                    aria-haspopup="menu"
                    aria-label=move || words.with_value(|words| format!("{}, {}", words.more_actions, name()))
                    tabindex=stop
                    on:click=move |event| {
                        event.stop_propagation();
                        if let Some(button) = event.current_target().and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
                            shared.on_menu.run((id, button));
                        }
                    }
                >
                    <Icon glyph=Glyph::More/>
                </button>
            </article>
        </li>
    }
}

/// On phones: which column is seen, its sums, and the way to its neighbours.
#[component]
pub(super) fn Stepper(columns: Signal<Vec<BoardColumn>>, at: Signal<usize>, on_go: Callback<usize>) -> impl IntoView {
    let words = StoredValue::new(use_words());
    let label_of = move |index: usize| columns.with(|columns| columns.get(index).map(|column| column.label.clone()));
    let step = move |forward: bool| {
        let to = move || {
            let at = at.get();
            if forward { at.checked_add(1) } else { at.checked_sub(1) }
        };
        let neighbour = move || to().and_then(label_of);
        let label = move || {
            let name = neighbour().unwrap_or_default();
            words.with_value(|words| fill(if forward { words.next } else { words.previous }, &[&name]))
        };
        view! {
            <IconButton
                icon=if forward { Glyph::ChevronRight } else { Glyph::ChevronLeft }
                label=label
                disabled=move || neighbour().is_none()
                on_click=move |_| {
                    if let Some(to) = untrack(to) {
                        on_go.run(to);
                    }
                }
            />
        }
    };
    let current = move || columns.with(|columns| columns.get(at.get()).cloned());
    view! {
        <div class="stepper only-phone" role="group" aria-label=move || current().map(|column| column.label)>
            {step(false)}
            <div class="stepper__now">
                {move || current().map(|column| {
                    let (class, glyph) = column.kind.looks();
                    view! {
                        <h2 class=class><Icon glyph=glyph size=IconSize::Medium/> {column.label} " " <span class="count">{column.count}</span></h2>
                        <span class="muted"><b>{column.sums.0}</b><span>{column.sums.1}</span></span>
                    }
                })}
            </div>
            {step(true)}
        </div>
        <div class="stepper__dots only-phone" aria-hidden="true">
            {move || (0..columns.with(Vec::len)).map(|index| view! { <i class:is-on=move || at.get() == index></i> }).collect_view()}
        </div>
    }
}
