//! The board's component: columns, dragging, keys, the card menu and the zones.

use std::{collections::HashMap, sync::Arc, time::Duration};

use leptos::{
    ev::{KeyboardEvent, MouseEvent, PointerEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use super::{
    BoardColumn, CardId, CardMove, DropZone,
    column::{Column, Shared, Stepper},
    drag::{Drag, Ghost, HOLD_MS, Press, THRESHOLD, landing, scroll_edges},
};
use crate::ui::{
    dom::{announce, focus, listen, target_element, use_media},
    icon::Icon,
    menu::{Menu, MenuEntry, MenuItem},
    popover::{Align, Anchor},
    tone::Tone,
    words::{fill, use_words},
};

/// Marks of a drop stay at most this long when the columns do not change.
const AFTERGLOW: Duration = Duration::from_millis(400);

/// A board. See the module for its contract.
#[component]
pub fn Board(
    /// Name of the board.
    #[prop(into)]
    label: Signal<String>,
    /// The columns, in order.
    #[prop(into)]
    columns: Signal<Vec<BoardColumn>>,
    /// What a card is called, for screen readers and announcements.
    #[prop(into)]
    name: Callback<CardId, String>,
    /// The inside of a card. Keep its end of the first line free for the menu button.
    #[prop(into)]
    card: Callback<CardId, AnyView>,
    /// Entries of a card's menu after "Move to…".
    #[prop(optional, into)]
    menu: Option<Callback<CardId, Vec<MenuEntry>>>,
    /// Cards that are drawn, by column key; asked when they change.
    #[prop(optional, into)]
    want: Option<Callback<(String, Vec<CardId>)>>,
    /// A card is to be moved; without it cards stay where they are.
    #[prop(optional, into)]
    on_move: Option<Callback<CardMove>>,
    /// A card was pressed.
    #[prop(optional, into)]
    on_open: Option<Callback<CardId>>,
    /// The plus of a column was pressed.
    #[prop(optional, into)]
    on_add: Option<Callback<String>>,
    /// Places beyond the columns.
    #[prop(optional, into)]
    zones: Signal<Vec<DropZone>>,
) -> impl IntoView {
    let words = StoredValue::new(use_words());
    let frame = NodeRef::<html::Div>::new();
    let board = NodeRef::<html::Div>::new();
    let phone = use_media("(width <= 640px)");
    let drag = RwSignal::new(None::<Drag>);
    let active = RwSignal::new(None::<CardId>);
    let press = StoredValue::new_local(None::<Press>);
    let ghost = StoredValue::new_local(None::<Ghost>);
    let hold = StoredValue::new_local(None::<TimeoutHandle>);
    let pointer = StoredValue::new((0.0, 0.0));
    let swallow_click = StoredValue::new(false);
    let step = RwSignal::new(0_usize);

    let column_of = move |id: CardId| {
        columns.with_untracked(|columns| {
            columns.iter().find_map(|column| {
                let at = column.cards.iter().position(|card| *card == id)?;
                Some((column.key.clone(), at))
            })
        })
    };
    let place_name = move |key: &str| {
        let column = columns.with_untracked(|columns| columns.iter().find(|column| column.key == key).map(|column| column.label.clone()));
        column
            .or_else(|| zones.with_untracked(|zones| zones.iter().find(|zone| zone.key == key).map(|zone| zone.label.clone())))
            .unwrap_or_default()
    };
    let say_place = move |to: &str, position: usize| {
        let total = columns.with_untracked(|columns| {
            columns
                .iter()
                .find(|column| column.key == to)
                .map_or(0, |column| column.cards.len())
        });
        let place = place_name(to);
        announce(&words.with_value(|words| {
            fill(
                words.position_of,
                &[&place, &(position + 1).to_string(), &total.max(position + 1).to_string()],
            )
        }));
    };
    let move_card = move |wanted: CardMove| {
        if let Some(on_move) = on_move {
            say_place(&wanted.to, wanted.position);
            on_move.run(wanted);
        }
    };
    // There is always one card to tab to.
    Effect::new(move || {
        let first = columns.with(|columns| columns.iter().find_map(|column| column.cards.first().copied()));
        let known = active
            .get_untracked()
            .is_some_and(|id| columns.with(|columns| columns.iter().any(|column| column.cards.contains(&id))));
        if !known {
            active.set(first);
        }
    });
    // A drop is over when the columns have changed.
    Effect::new(move || {
        columns.track();
        if drag.with_untracked(|drag| drag.as_ref().is_some_and(|drag| drag.dropped)) {
            drag.set(None);
        }
    });

    // Dragging.
    let clear_hold = move || {
        if let Some(timer) = hold.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let stop = move || {
        clear_hold();
        press.try_set_value(None);
        ghost.try_set_value(None);
    };
    let lift = move || {
        let Some((found, home)) = press.try_get_value().flatten().zip(frame.get_untracked()) else {
            return;
        };
        let id = found
            .card
            .closest(".board__item")
            .ok()
            .flatten()
            .and_then(|item| item.get_attribute("data-card"))
            .and_then(|id| id.parse::<CardId>().ok());
        let Some((id, (from, _))) = id.and_then(|id| Some((id, column_of(id)?))) else {
            return;
        };
        let height = found.card.get_bounding_client_rect().height();
        let (x, y) = pointer.get_value();
        ghost.set_value(Ghost::lift(&found.card, &home, found.x, found.y));
        ghost.with_value(|ghost| {
            if let Some(ghost) = ghost {
                ghost.follow(x, y);
            }
        });
        // The card may be taken out of the document while it is dragged; the board stays.
        let _ = home.set_pointer_capture(found.pointer);
        active.set(Some(id));
        drag.set(Some(Drag {
            id,
            from,
            height,
            landing: landing(&home, id, x, y),
            dropped: false,
        }));
        follow_edges(frame, drag, pointer);
    };
    let on_down = move |event: PointerEvent| {
        stop();
        swallow_click.set_value(false);
        let Some(target) = target_element(&event).filter(|_| event.button() == 0 && event.is_primary() && on_move.is_some()) else {
            return;
        };
        let on_control = target.closest("button, a, input, select, textarea").ok().flatten().is_some();
        let Some(card) = target.closest(".board__card").ok().flatten().filter(|_| !on_control) else {
            return;
        };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let touch = event.pointer_type() == "touch";
        pointer.set_value((x, y));
        press.set_value(Some(Press {
            card: card.unchecked_into(),
            pointer: event.pointer_id(),
            x,
            y,
            touch,
            held: false,
        }));
        if touch {
            let timer = set_timeout_with_handle(
                move || {
                    let waiting = press.try_update_value(|press| press.as_mut().map(|press| press.held = true).is_some());
                    if waiting == Some(true) {
                        lift();
                    }
                },
                Duration::from_millis(HOLD_MS),
            );
            hold.set_value(timer.ok());
        }
    };
    let on_pointer_move = move |event: PointerEvent| {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        pointer.set_value((x, y));
        if let Some(id) = drag.with_untracked(|drag| drag.as_ref().filter(|drag| !drag.dropped).map(|drag| drag.id)) {
            ghost.with_value(|ghost| {
                if let Some(ghost) = ghost {
                    ghost.follow(x, y);
                }
            });
            aim(frame, drag, id, x, y);
            return;
        }
        let Some(found) = press.try_get_value().flatten() else { return };
        let far = (x - found.x).hypot(y - found.y) > THRESHOLD;
        match (far, found.touch) {
            (true, false) => lift(),
            (true, true) if !found.held => stop(),
            _ => {}
        }
    };
    let on_up = move |_: PointerEvent| {
        stop();
        let Some(done) = drag.get_untracked().filter(|drag| !drag.dropped) else {
            return;
        };
        swallow_click.set_value(true);
        set_timeout(
            move || {
                swallow_click.try_set_value(false);
            },
            Duration::from_millis(50),
        );
        let number = column_of(done.id).map_or(0, |(_, at)| at);
        match done.wanted(number) {
            Some(wanted) => {
                drag.set(Some(Drag { dropped: true, ..done }));
                set_timeout(
                    move || {
                        if drag.try_with_untracked(|drag| drag.as_ref().is_some_and(|drag| drag.dropped)) == Some(true) {
                            drag.set(None);
                        }
                    },
                    AFTERGLOW,
                );
                move_card(wanted);
            }
            None => drag.set(None),
        }
    };
    let cancel = move || {
        stop();
        if drag.with_untracked(|drag| drag.as_ref().is_some_and(|drag| !drag.dropped)) {
            drag.set(None);
            swallow_click.set_value(true);
            announce(words.with_value(|words| words.drag_cancelled));
        }
    };
    listen(&window(), "keydown", true, move |event| {
        let dragging = drag
            .try_with_untracked(|drag| drag.as_ref().is_some_and(|drag| !drag.dropped))
            .unwrap_or(false);
        if dragging
            && event
                .dyn_ref::<web_sys::KeyboardEvent>()
                .is_some_and(|event| event.key() == "Escape")
        {
            event.prevent_default();
            event.stop_propagation();
            cancel();
        }
    });
    frame.on_load(move |frame| {
        // Once a card is lifted the finger no longer scrolls.
        listen(&frame, "touchmove", false, move |event| {
            if event.cancelable() && drag.try_with_untracked(Option::is_some) == Some(true) {
                event.prevent_default();
            }
        });
    });

    // Opening and menus.
    let menu_open = RwSignal::new(false);
    let menu_of = RwSignal::new(None::<CardId>);
    let menu_button = StoredValue::new_local(None::<HtmlElement>);
    let on_menu = Callback::new(move |(id, button): (CardId, HtmlElement)| {
        menu_button.set_value(Some(button));
        menu_of.set(Some(id));
        menu_open.update(|open| *open = !*open);
    });
    let anchor = Anchor::Element(Arc::new(move || menu_button.try_get_value().flatten().map(Element::from)));
    let menu_name = move || menu_of.get().map(|id| name.run(id)).unwrap_or_default();
    let entries = move || {
        let Some(id) = menu_of.get() else { return Vec::new() };
        let Some((from, _)) = column_of(id) else { return Vec::new() };
        let mut entries = Vec::new();
        if on_move.is_some() {
            let mut places: Vec<MenuEntry> = columns
                .get()
                .into_iter()
                .map(|column| {
                    let (from, to) = (from.clone(), column.key.clone());
                    let here = column.key == from;
                    MenuItem::new(column.label, move || {
                        move_card(CardMove {
                            id,
                            from: from.clone(),
                            to: to.clone(),
                            position: 0,
                        })
                    })
                    .icon(column.kind.looks().1)
                    .disabled(here)
                    .into()
                })
                .collect();
            let zones = zones.get();
            if !zones.is_empty() {
                places.push(MenuEntry::Rule);
            }
            places.extend(zones.into_iter().map(|zone| {
                let (from, to) = (from.clone(), zone.key.clone());
                MenuItem::new(zone.label, move || {
                    move_card(CardMove {
                        id,
                        from: from.clone(),
                        to: to.clone(),
                        position: 0,
                    })
                })
                .icon(zone.icon)
                .hint(zone.hint)
                .into()
            }));
            entries.push(MenuEntry::Group {
                label: words.with_value(|words| words.move_to.to_owned()),
                icon: Some(crate::ui::icon::Glyph::ArrowRight),
                entries: places,
            });
        }
        if let Some(menu) = menu {
            let more = menu.run(id);
            if !more.is_empty() && !entries.is_empty() {
                entries.push(MenuEntry::Rule);
            }
            entries.extend(more);
        }
        entries
    };
    let on_click = move |event: MouseEvent| {
        if swallow_click.try_update_value(std::mem::take) == Some(true) {
            event.prevent_default();
            event.stop_propagation();
            return;
        }
        let Some(target) = target_element(&event) else { return };
        if target.closest("button, a, input").ok().flatten().is_some() {
            return;
        }
        if let Some(id) = card_of(&target) {
            active.set(Some(id));
            if let Some(on_open) = on_open {
                on_open.run(id);
            }
        }
    };

    // Keyboard.
    let focus_card = move |id: CardId| {
        active.set(Some(id));
        // A card out of view is drawn by the scroll that reveals it; two frames are enough for both.
        request_animation_frame(move || {
            request_animation_frame(move || {
                let found = frame
                    .try_get_untracked()
                    .flatten()
                    .and_then(|frame| frame.query_selector(&format!("[data-card='{id}'] .board__card")).ok().flatten());
                if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
                    focus(&found);
                    let nearest = web_sys::ScrollIntoViewOptions::new();
                    nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
                    nearest.set_inline(web_sys::ScrollLogicalPosition::Nearest);
                    found.scroll_into_view_with_scroll_into_view_options(&nearest);
                }
            });
        });
    };
    let on_key = move |event: KeyboardEvent| {
        let Some(target) = target_element(&event) else { return };
        let Some(id) = card_of(&target).filter(|_| !event.default_prevented()) else {
            return;
        };
        let on_card = target.class_list().contains("board__card");
        let key = event.key();
        if on_card && matches!(key.as_str(), "Enter" | " ") {
            event.prevent_default();
            if let Some(on_open) = on_open {
                on_open.run(id);
            }
            return;
        }
        let Some((from, at)) = column_of(id) else { return };
        let all = columns.get_untracked();
        let Some(column) = all.iter().position(|column| column.key == from) else {
            return;
        };
        let mirrored = document()
            .document_element()
            .is_some_and(|root| root.get_attribute("dir").as_deref() == Some("rtl"));
        let sideways = match (key.as_str(), mirrored) {
            ("ArrowRight", false) | ("ArrowLeft", true) => 1,
            ("ArrowLeft", false) | ("ArrowRight", true) => -1,
            _ => 0,
        };
        let neighbour = |from: usize| from.checked_add_signed(sideways).filter(|to| sideways != 0 && *to < all.len());
        let cards = &all[column].cards;
        if event.alt_key() {
            let wanted = match key.as_str() {
                "ArrowUp" if at > 0 => Some((from.clone(), at - 1)),
                "ArrowDown" if at + 1 < cards.len() => Some((from.clone(), at + 1)),
                _ => neighbour(column).map(|to| (all[to].key.clone(), at.min(all[to].cards.len()))),
            };
            if let Some((to, position)) = wanted.filter(|_| on_move.is_some()) {
                event.prevent_default();
                move_card(CardMove { id, from, to, position });
                focus_card(id);
            }
            return;
        }
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let to = match key.as_str() {
            "ArrowDown" => cards.get(at + 1).copied(),
            "ArrowUp" => at.checked_sub(1).and_then(|at| cards.get(at).copied()),
            "Home" => cards.first().copied(),
            "End" => cards.last().copied(),
            _ => {
                // Empty columns are stepped over.
                let mut next = neighbour(column);
                while let Some(at_column) = next
                    && all[at_column].cards.is_empty()
                {
                    next = neighbour(at_column);
                }
                next.and_then(|next| all[next].cards.get(at.min(all[next].cards.len().saturating_sub(1))).copied())
            }
        };
        if let Some(to) = to {
            event.prevent_default();
            reveal(frame, &all, to);
            focus_card(to);
        }
    };

    let shared = Shared {
        card,
        name,
        want,
        on_add,
        drag,
        active,
        heights: StoredValue::new(HashMap::new()),
        on_menu,
    };
    let keys = Memo::new(move |_| columns.with(|columns| columns.iter().map(|column| column.key.clone()).collect::<Vec<_>>()));
    let dragging = Memo::new(move |_| drag.with(|drag| drag.as_ref().is_some_and(|drag| !drag.dropped)));
    let aimed = move |key: String| {
        Memo::new(move |_| {
            drag.with(|drag| {
                drag.as_ref()
                    .and_then(|drag| drag.landing.as_ref())
                    .is_some_and(|landing| landing.to == key)
            })
        })
    };
    let go_to = Callback::new(move |to: usize| {
        if let Some(board) = board.get_untracked() {
            board.set_scroll_left(i32::try_from(to).unwrap_or(0) * board.client_width());
        }
    });
    view! {
        <div
            class="board-frame"
            class:board-frame--dragging=move || dragging.get()
            node_ref=frame
            on:pointerdown=on_down
            on:pointermove=on_pointer_move
            on:pointerup=on_up
            on:pointercancel=move |_| cancel()
            on:contextmenu=move |event| if drag.with_untracked(Option::is_some) || press.try_get_value().flatten().is_some_and(|press| press.touch) { event.prevent_default() }
            on:click=on_click
            on:keydown=on_key
        >
            {move || phone.get().then(|| view! { <Stepper columns=columns at=step.into() on_go=go_to/> })}
            <div
                class="board"
                role="group"
                aria-label=move || label.get()
                node_ref=board
                on:scroll=move |_| {
                    if let Some(board) = board.get_untracked().filter(|_| phone.get_untracked()) {
                        let at = (f64::from(board.scroll_left()) / f64::from(board.client_width().max(1))).abs().round() as usize;
                        if step.get_untracked() != at {
                            step.set(at);
                        }
                    }
                }
            >
                <For each=move || keys.get() key=|key| key.clone() let(key)>
                    <Column key=key columns=columns shared=shared/>
                </For>
            </div>
            {move || dragging.get().then(|| view! {
                <div class="drop-zones">
                    {zones.get().into_iter().map(|zone| {
                        let on = aimed(zone.key.clone());
                        let class = match zone.tone {
                            Tone::Success => "drop-zone drop-zone--won",
                            _ => "drop-zone drop-zone--lost",
                        };
                        view! {
                            <div class=class class:is-target=move || on.get() data-key=zone.key>
                                <Icon glyph=zone.icon/>
                                <span><b>{zone.label}</b> " " {zone.hint}</span>
                            </div>
                        }
                    }).collect_view()}
                </div>
            })}
            <Menu open=menu_open anchor=anchor label=menu_name align=Align::End entries=entries/>
        </div>
    }
}

/// The card an element is in.
fn card_of(target: &Element) -> Option<CardId> {
    target
        .closest(".board__item")
        .ok()
        .flatten()?
        .get_attribute("data-card")?
        .parse()
        .ok()
}

/// Finds anew where the card would land.
fn aim(frame: NodeRef<html::Div>, drag: RwSignal<Option<Drag>>, id: CardId, x: f64, y: f64) {
    let Some(home) = frame.try_get_untracked().flatten() else { return };
    let now = landing(&home, id, x, y);
    let same = drag
        .try_with_untracked(|drag| drag.as_ref().is_none_or(|drag| drag.landing == now))
        .unwrap_or(true);
    if !same {
        drag.try_update(|drag| {
            if let Some(drag) = drag {
                drag.landing = now;
            }
        });
    }
}

/// While a card is dragged, edges scroll every frame, also when the pointer rests.
fn follow_edges(frame: NodeRef<html::Div>, drag: RwSignal<Option<Drag>>, pointer: StoredValue<(f64, f64)>) {
    request_animation_frame(move || {
        let id = drag
            .try_with_untracked(|drag| drag.as_ref().filter(|drag| !drag.dropped).map(|drag| drag.id))
            .flatten();
        let (Some(id), Some(home), Some((x, y))) = (id, frame.try_get_untracked().flatten(), pointer.try_get_value()) else {
            return;
        };
        scroll_edges(&home, x, y);
        aim(frame, drag, id, x, y);
        follow_edges(frame, drag, pointer);
    });
}

/// Scrolls a card's column so far that the card is drawn.
fn reveal(frame: NodeRef<html::Div>, columns: &[BoardColumn], id: CardId) {
    let Some(frame) = frame.get_untracked() else { return };
    if frame.query_selector(&format!("[data-card='{id}']")).ok().flatten().is_some() {
        return;
    }
    for column in columns {
        let Some(at) = column.cards.iter().position(|card| *card == id) else {
            continue;
        };
        let Ok(found) = frame.query_selector_all(".board__column") else {
            return;
        };
        let scroller = (0..found.length())
            .filter_map(|index| found.item(index)?.dyn_into::<Element>().ok())
            .find(|element| element.get_attribute("data-key").as_deref() == Some(column.key.as_str()))
            .and_then(|element| element.query_selector(".board__cards").ok().flatten());
        if let Some(scroller) = scroller {
            let share = at as f64 / column.cards.len().max(1) as f64;
            scroller.set_scroll_top((share * f64::from(scroller.scroll_height())) as i32);
            let _ = scroller.unchecked_ref::<Node>().dispatch_event(&scrolled());
        }
    }
}

/// The scroll event the browser will also send, now: the column draws before the focus moves.
fn scrolled() -> web_sys::Event {
    web_sys::Event::new("scroll").expect("an event can always be made from a name")
}
