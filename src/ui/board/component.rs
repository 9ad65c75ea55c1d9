//! The board's component: its elements, the card menu, and which part hears what.

use std::{collections::HashMap, sync::Arc};

use leptos::html;
use web_sys::{Element, HtmlElement};

use super::{
    BoardColumn, BoardLane, CardId, CardMove, DropZone,
    cell::Shared,
    column::{Column, Stepper},
    lanes::Lanes,
    menu::places_entry,
    state::BoardState,
};
use crate::reactive::prelude::*;
use crate::ui::{
    dom::use_media,
    grid::{OpenHow, Selection},
    icon::Icon,
    lift::Lift,
    menu::{Menu, MenuEntry, MenuItem},
    popover::{Align, Anchor},
    tone::Tone,
    words::use_words,
};

/// A board. See the module for its contract.
#[component]
pub fn Board(
    /// Name of the board.
    #[prop(into)]
    label: Signal<String>,
    /// The columns, in order.
    #[prop(into)]
    columns: Signal<Vec<BoardColumn>>,
    /// The lanes with their cards, in order; one for a board that is not divided.
    #[prop(into)]
    lanes: Signal<Vec<BoardLane>>,
    /// Folds a lane or unfolds it, by its key. Without it the board is not divided.
    #[prop(optional_no_strip, into)]
    on_fold_lane: Option<Callback<String>>,
    /// More of the cards of a cell are asked for.
    #[prop(optional, into)]
    on_more: Option<Callback<()>>,
    /// What a card is called, for screen readers and announcements.
    #[prop(into)]
    name: Callback<CardId, String>,
    /// The inside of a card. Keep its end of the first line free for the menu button.
    #[prop(into)]
    card: Callback<CardId, AnyView>,
    /// Entries of a card's menu after "Move to…".
    #[prop(optional, into)]
    menu: Option<Callback<CardId, Vec<MenuEntry>>>,
    /// A card is to be moved; without it cards stay where they are.
    #[prop(optional_no_strip, into)]
    on_move: Option<Callback<CardMove>>,
    /// A card was pressed.
    #[prop(optional, into)]
    on_open: Option<Callback<(CardId, OpenHow)>>,
    /// Selected cards; without it none can be.
    #[prop(optional)]
    selection: Option<RwSignal<Selection>>,
    /// The plus of a column was pressed.
    #[prop(optional_no_strip, into)]
    on_add: Option<Callback<String>>,
    /// Entries of a column's menu, by its key.
    #[prop(optional, into)]
    column_menu: Option<Callback<String, Vec<MenuEntry>>>,
    /// Folds a column or unfolds it, by its key.
    #[prop(optional, into)]
    on_fold: Option<Callback<String>>,
    /// Cards show less.
    #[prop(optional, into)]
    compact: Signal<bool>,
    /// Places beyond the columns.
    #[prop(optional, into)]
    zones: Signal<Vec<DropZone>>,
) -> impl IntoView {
    let board = BoardState {
        frame: NodeRef::<html::Div>::new(),
        words: StoredValue::new(use_words()),
        columns,
        lanes,
        zones,
        on_move,
        on_open,
        selection,
        active: RwSignal::new(None),
        drag: RwSignal::new(None),
    };
    board.run();
    let lift = Lift::new(board.frame, board);
    let scroller = NodeRef::<html::Div>::new();
    let phone = use_media("(width <= 40rem)");
    let step = RwSignal::new(0_usize);
    let keep_step = move || {
        if let Some(scroller) = scroller.get_untracked().filter(|_| phone.get_untracked()) {
            let at = (f64::from(scroller.scroll_left()) / f64::from(scroller.client_width().max(1)))
                .abs()
                .round() as usize;
            if step.get_untracked() != at {
                step.set(at);
            }
        }
    };
    let go_to = Callback::new(move |to: usize| {
        if let Some(scroller) = scroller.get_untracked() {
            // Mirrored documents scroll towards negative positions.
            let mirrored = scroller.closest("[dir=rtl]").ok().flatten().is_some();
            let left = i32::try_from(to).unwrap_or(0) * scroller.client_width();
            scroller.set_scroll_left(if mirrored { -left } else { left });
        }
        if on_fold_lane.is_some() {
            step.set(to);
        }
    });

    // One menu serves all cards: it hangs from the button that was pressed.
    let menu_open = RwSignal::new(false);
    let menu_of = RwSignal::new(None::<CardId>);
    let menu_button = StoredValue::new(None::<HtmlElement>);
    let on_menu = Callback::new(move |(id, button): (CardId, HtmlElement)| {
        menu_button.set_value(Some(button));
        menu_of.set(Some(id));
        menu_open.update(|open| *open = !*open);
    });
    let anchor = Anchor::Element(Arc::new(move || menu_button.try_get_value().flatten().map(Element::from)));
    let menu_name = move || menu_of.get().map(|id| name.run(id)).unwrap_or_default();
    let entries = move || {
        let Some(id) = menu_of.get() else { return Vec::new() };
        let mut entries: Vec<MenuEntry> = places_entry(board, id).into_iter().collect();
        entries.extend(selection.map(|selection| {
            let item = MenuItem::new(board.words.with_value(|words| words.select_row), move || board.select(id));
            item.checked(selection.with(|selection| selection.contains(id))).into()
        }));
        let more = menu.map(|menu| menu.run(id)).unwrap_or_default();
        if !more.is_empty() && !entries.is_empty() {
            entries.push(MenuEntry::Rule);
        }
        entries.extend(more);
        entries
    };

    let shared = Shared {
        columns,
        lanes,
        card,
        name,
        on_add,
        column_menu,
        on_fold,
        on_more,
        scrolled: RwSignal::new(0),
        drag: board.drag,
        active: board.active,
        selection,
        heights: StoredValue::new(HashMap::new()),
        on_menu,
    };
    let keys = Memo::new(move |_| columns.with(|columns| columns.iter().map(|column| column.key.clone()).collect::<Vec<_>>()));
    let gap_height = move || format!("{}px", board.drag.with(|drag| drag.as_ref().map_or(0.0, |drag| drag.height)));
    let dragging = Memo::new(move |_| board.drag.with(|drag| drag.as_ref().is_some_and(|drag| !drag.dropped)));
    view! {
        <div
            class="board-frame"
            class:board-frame--dragging=move || dragging.get()
            class:board-frame--compact=move || compact.get()
            style:--gap=gap_height
            node_ref=board.frame
            on:pointerdown=move |event| lift.down(&event)
            on:pointermove=move |event| lift.moved(&event)
            on:pointerup=move |_| lift.up()
            on:pointercancel=move |_| lift.cancel()
            on:contextmenu=move |event| lift.context_menu(&event)
            on:click=move |event| lift.click(&event)
            on:keydown=move |event| board.on_key(&event)
        >
            {move || phone.get().then(|| view! { <Stepper columns=columns at=step.into() on_go=go_to/> })}
            {match on_fold_lane {
                Some(on_fold) => {
                    // On a phone one column is seen at a time.
                    let seen = Memo::new(move |_| {
                        let keys = keys.get();
                        if phone.get() { keys.get(step.get()).or(keys.first()).cloned().into_iter().collect() } else { keys }
                    });
                    view! { <Lanes label=label seen=seen shared=shared on_fold=on_fold node_ref=scroller/> }.into_any()
                }
                None => view! {
                    <div class="board" role="group" aria-label=move || label.get() node_ref=scroller on:scroll=move |_| keep_step()>
                        <For each=move || keys.get() key=|key| key.clone() let(key)>
                            <Column key=key shared=shared/>
                        </For>
                    </div>
                }.into_any(),
            }}
            {move || dragging.get().then(|| view! { <Zones board=board/> })}
            <Menu open=menu_open anchor=anchor label=menu_name align=Align::End entries=entries/>
        </div>
    }
}

/// Places beyond the columns, risen from the foot while a card is dragged.
#[component]
fn Zones(board: BoardState) -> impl IntoView {
    let zones = move || {
        board
            .zones
            .get()
            .into_iter()
            .map(|zone| {
                let key = zone.key.clone();
                let aimed = Memo::new(move |_| {
                    board.drag.with(|drag| {
                        drag.as_ref()
                            .and_then(|drag| drag.landing.as_ref())
                            .is_some_and(|landing| landing.to.column == key)
                    })
                });
                let class = if zone.tone == Tone::Success {
                    "drop-zone drop-zone--won"
                } else {
                    "drop-zone drop-zone--lost"
                };
                view! {
                    <div class=class class:is-target=move || aimed.get() data-key=zone.key>
                        <Icon glyph=zone.icon/>
                        <span><b>{zone.label}</b> " " {zone.hint}</span>
                    </div>
                }
            })
            .collect_view()
    };
    view! { <div class="drop-zones">{zones}</div> }
}
