//! Lanes: rows across the columns, each with its head. The board scrolls as a whole under the heads of the columns.

use leptos::html;

use super::{
    BoardColumn, BoardLane, Spot,
    cell::{Cards, Shared},
    head::{ColumnState, Head},
};
use crate::reactive::prelude::*;
use crate::ui::{
    avatar::Avatar,
    icon::{Glyph, Icon, IconSize},
};

#[component]
pub(super) fn Lanes(
    label: Signal<String>,
    /// Keys of the columns that are seen.
    seen: Memo<Vec<String>>,
    shared: Shared,
    on_fold: Callback<String>,
    node_ref: NodeRef<html::Div>,
) -> impl IntoView {
    // A folded column is a narrow track.
    let tracks = Memo::new(move |_| {
        let track = |key: &String| {
            let folded = |columns: &Vec<BoardColumn>| columns.iter().any(|column| column.key == *key && column.folded);
            if shared.columns.with(folded) {
                "2.75rem "
            } else {
                "minmax(12.5rem, 1fr) "
            }
        };
        seen.with(|seen| seen.iter().map(track).collect::<String>())
    });
    let drawn = Memo::new(move |_| {
        let keys = |lanes: &Vec<BoardLane>| {
            let drawn = lanes.iter().filter(|lane| !lane.hidden);
            drawn.map(|lane| lane.key.clone()).collect::<Vec<_>>()
        };
        shared.lanes.with(keys)
    });
    let heads = move |key: String| {
        let column = ColumnState::new(key, shared.columns);
        let folded = Memo::new(move |_| column.read(|column| column.folded));
        view! { <div class="board__column-head" class:board__column--folded=move || folded.get()><Head column=column shared=shared/></div> }
    };
    view! {
        <div
            class="board board--lanes board__scroll"
            role="group"
            aria-label=move || label.get()
            node_ref=node_ref
            style:--tracks=move || tracks.get()
            on:scroll=move |_| shared.scrolled.update(|count| *count += 1)
        >
            <div class="lanes">
                <div class="lanes__heads">
                    <For each=move || seen.get() key=|key| key.clone() let(key)>{heads(key)}</For>
                </div>
                <For each=move || drawn.get() key=|key| key.clone() let(key)>
                    <Lane key=key seen=seen shared=shared on_fold=on_fold/>
                </For>
            </div>
        </div>
    }
}

#[component]
fn Lane(key: String, seen: Memo<Vec<String>>, shared: Shared, on_fold: Callback<String>) -> impl IntoView {
    let key = StoredValue::new(key);
    let find = move |lanes: &Vec<BoardLane>| {
        let own = |lane: &&BoardLane| key.with_value(|key| lane.key == *key);
        // Only what the head shows: its cards change much more often.
        lanes.iter().find(own).map(|lane| BoardLane {
            cells: Vec::new(),
            ..lane.clone()
        })
    };
    let lane = Memo::new(move |_| shared.lanes.with(find).unwrap_or_else(|| BoardLane::whole(Vec::new())));
    let open = Memo::new(move |_| lane.with(|lane| !lane.folded));
    let text = move |read: fn(&BoardLane) -> String| move || lane.with(read);
    view! {
        <section class="lane" aria-label=move || lane.with(|lane| format!("{}, {}", lane.label, lane.count))>
            <h3 class="lane__head">
                <button
                    type="button"
                    class="lane__fold"
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| on_fold.run(key.get_value())
                >
                    <Icon glyph=Signal::derive(move || if open.get() { Glyph::ChevronDown } else { Glyph::ChevronRight }) size=IconSize::Small/>
                    {move || lane.with(|lane| lane.face.clone()).map(|face| view! { <Avatar face=face/> })}
                    <span class="truncate">{text(|lane| lane.label.clone())}</span>
                    <span class="count">{text(|lane| lane.count.clone())}</span>
                    <span class="lane__sum">{text(|lane| lane.sum.clone())}</span>
                </button>
            </h3>
            {move || open.get().then(|| view! {
                <div class="lane__cells">
                    <For each=move || seen.get() key=|key| key.clone() let(column)>
                        <LaneCell spot=Spot { column, lane: key.get_value() } lane=lane shared=shared/>
                    </For>
                </div>
            })}
        </section>
    }
}

#[component]
fn LaneCell(spot: Spot, lane: Memo<BoardLane>, shared: Shared) -> impl IntoView {
    let column = ColumnState::new(spot.column.clone(), shared.columns);
    let folded = Memo::new(move |_| column.read(|column| column.folded));
    let (key, of) = (spot.column.clone(), spot.lane.clone());
    let spot = StoredValue::new(spot);
    let is_target = Memo::new(move |_| shared.aims_at(spot));
    view! {
        <div
            class="lane__cell board__place"
            class:board__column--target=move || is_target.get()
            class:lane__cell--folded=move || folded.get()
            role="group"
            aria-label=move || lane.with(|lane| format!("{}, {}", lane.label, column.label()))
            data-key=key
            data-lane=of
        >
            <Cards spot=spot shared=shared/>
        </div>
    }
}
