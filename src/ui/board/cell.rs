//! Where a lane crosses a column: the cards in view.

use std::{collections::HashMap, ops::Range, sync::Arc};

use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{BoardCell, BoardColumn, BoardLane, CardId, Spot, drag::Drag, stack::Stack};
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    dom::{observe_size, set_property},
    grid::Selection,
    icon::{Glyph, Icon, IconSize},
    menu::{MenuEntry, shared_menu_button},
    words::{fill, use_words},
};

/// What all columns and cells share.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    pub columns: Signal<Vec<BoardColumn>>,
    pub lanes: Signal<Vec<BoardLane>>,
    pub card: Callback<CardId, AnyView>,
    pub name: Callback<CardId, String>,
    pub on_add: Option<Callback<String>>,
    pub column_menu: Option<Callback<String, Vec<MenuEntry>>>,
    pub on_fold: Option<Callback<String>>,
    pub on_more: Option<Callback<()>>,
    pub drag: RwSignal<Option<Drag>>,
    pub active: RwSignal<Option<CardId>>,
    pub selection: Option<RwSignal<Selection>>,
    pub heights: StoredValue<HashMap<CardId, f64>>,
    /// A card's menu button was pressed.
    pub on_menu: Callback<(CardId, HtmlElement)>,
    /// Counts how often the board with its lanes was scrolled.
    pub scrolled: RwSignal<u32>,
}

impl Shared {
    /// Whether the card under way would land in the cell. Tracks.
    pub fn aims_at(self, spot: StoredValue<Spot>) -> bool {
        self.drag.with(|drag| {
            let landing = drag.as_ref().and_then(|drag| drag.landing.as_ref());
            landing.is_some_and(|landing| spot.with_value(|spot| landing.to == *spot))
        })
    }
}

/// The list of a cell. What scrolls is around it: its column, or the board.
#[component]
pub(super) fn Cards(spot: StoredValue<Spot>, shared: Shared) -> impl IntoView {
    let cell = Memo::new(move |_| {
        let Spot { column, lane } = spot.get_value();
        let at = shared
            .columns
            .with(|columns| columns.iter().position(|candidate| candidate.key == column));
        let find = |lanes: &Vec<BoardLane>| lanes.iter().find(|candidate| candidate.key == lane)?.cells.get(at?).cloned();
        shared.lanes.with(find).unwrap_or_default()
    });
    let cards = Memo::new(move |_| cell.with(|cell: &BoardCell| Arc::clone(&cell.cards)));
    let more = Memo::new(move |_| cell.with(|cell| cell.more.clone()));

    let list = NodeRef::<html::Ol>::new();
    let drawn = RwSignal::new(0..0_usize);
    let space = StoredValue::new((f64::NAN, f64::NAN));
    let refresh = move || {
        let Some(list) = list.try_get_untracked().flatten() else { return };
        let Some(scroller) = scroller_of(&list) else { return };
        let cards = cards.get_untracked();
        let Some(stack) = shared.heights.try_with_value(|heights| Stack::new(&cards, heights)) else {
            return;
        };
        let above = scroller.get_bounding_client_rect().top() - list.get_bounding_client_rect().top();
        let range = stack.drawn(above, f64::from(scroller.client_height()));
        let around = (stack.before(range.start), stack.after(range.end));
        if space.get_value() != around {
            space.set_value(around);
            set_property(&list, "--before", &format!("{}px", around.0));
            set_property(&list, "--after", &format!("{}px", around.1));
        }
        if drawn.get_untracked() != range {
            drawn.set(range);
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
        // A list is told of before its place in the document is known.
        request_animation_frame(move || {
            if let Some(scroller) = scroller_of(&list) {
                observe_size(&[&list, &scroller], move || {
                    measure();
                    refresh();
                });
            }
        });
    });
    Effect::new(move || {
        cards.track();
        shared.scrolled.track();
        refresh();
    });

    let items = move || {
        let cards = cards.get();
        let range: Range<usize> = drawn.get();
        let end = range.end.min(cards.len());
        (range.start.min(end)..end).map(|index| cards[index]).collect::<Vec<_>>()
    };
    let is_target = Memo::new(move |_| shared.aims_at(spot));
    // The card before which the gap opens, or the end of the cell.
    let gap = Memo::new(move |_| {
        if !is_target.get() {
            return None;
        }
        let (dragged, position) = shared
            .drag
            .with(|drag| drag.as_ref().and_then(|drag| Some((drag.id, drag.landing.as_ref()?.position))))?;
        let cards = cards.get();
        // Where it came from is marked already: a drop there changes nothing.
        if cards.iter().position(|card| *card == dragged) == Some(position) {
            return None;
        }
        Some(cards.iter().filter(|card| **card != dragged).nth(position).copied())
    });
    view! {
        <ol class="board__list" node_ref=list class:board__list--gap-end=move || gap.get() == Some(None)>
            <For each=items key=|id| *id let(id)>
                <Item id=id cards=cards gap=gap shared=shared/>
            </For>
        </ol>
        {move || shared.on_more.filter(|_| !more.with(String::is_empty)).map(|on_more| view! {
            <Button kind=ButtonKind::Link class="board__more" on_click=move |_| on_more.run(())>{move || more.get()}</Button>
        })}
    }
}

fn scroller_of(list: &Element) -> Option<Element> {
    list.closest(".board__scroll").ok().flatten()
}

#[component]
fn Item(id: CardId, cards: Memo<Arc<Vec<CardId>>>, gap: Memo<Option<Option<CardId>>>, shared: Shared) -> impl IntoView {
    let words = StoredValue::new(use_words());
    // A card's number among the others of its cell, the dragged one left out: where a drop before it lands.
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
                {shared_menu_button(
                    "board__menu",
                    Signal::derive(move || words.with_value(|words| format!("{}, {}", words.more_actions, name()))),
                    Signal::derive(move || Some(stop())),
                    move |button| shared.on_menu.run((id, button)),
                )}
            </article>
        </li>
    }
}
