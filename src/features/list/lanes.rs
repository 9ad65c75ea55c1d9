//! Lanes of a board: by which field, and those that are not shown.

use std::sync::Arc;

use bridge::{BoardLane as Lane, BoardPage};
use model::{BoardLook, FieldDef, FieldKind, ObjectDef};

use super::{
    board::{NONE, column_key, group_field, is_end, label_of},
    lens::Lens,
};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::ui::{
    board::{BoardCell, BoardLane},
    button::{Button, ButtonKind},
    field::{Select, SelectOption},
};
use crate::value::{face_of, sum_words};
use crate::words;

/// Fields whose values can be lanes: cards are moved between them. Stages are the columns of their pipeline.
pub(super) fn lane_fields(def: &ObjectDef) -> impl Iterator<Item = &FieldDef> {
    let kinds = |field: &&FieldDef| matches!(field.kind, FieldKind::Choice | FieldKind::Reference) && !field.multi && !field.hidden;
    let fields = def.fields.iter().filter(kinds);
    fields.filter(|field| field.is_editable() && field.target.as_deref() != Some("stage"))
}

/// The lanes of a board as they are drawn; one for a board that is not divided.
pub(super) fn lanes_of(page: &BoardPage, field: Option<&FieldDef>, look: &BoardLook) -> Vec<BoardLane> {
    let cell = |count: u32, cards: &[bridge::Card]| {
        let more = (count as usize).saturating_sub(cards.len());
        BoardCell {
            cards: Arc::new(cards.iter().map(|card| card.id.0).collect()),
            more: if more > 0 {
                words::list::more_cards(&format::integer(more as i64))
            } else {
                String::new()
            },
        }
    };
    let Some(field) = field else {
        let columns = page.columns.iter().filter(|column| !is_end(column));
        return vec![BoardLane::whole(columns.map(|column| cell(column.count, &column.cards)).collect())];
    };
    let lanes = page.lanes.iter().map(|lane| {
        let Lane { head, cells } = lane;
        let key = column_key(head);
        let label = lane_label(lane, field);
        let crossed = page.columns.iter().zip(cells).filter(|(column, _)| !is_end(column));
        let target = field.target.as_deref().filter(|_| key != NONE);
        BoardLane {
            face: target.and_then(|target| face_of(target, &label)),
            label,
            count: format::integer(i64::from(head.count)),
            sum: sum_words(&head.sum),
            folded: look.folded_lanes.contains(&key),
            hidden: head.count == 0 && !look.empty_lanes,
            cells: crossed.map(|(_, own)| cell(own.count, &own.cards)).collect(),
            key,
        }
    });
    lanes.collect()
}

fn lane_label(lane: &Lane, field: &FieldDef) -> String {
    match lane.head.key {
        Some(_) => label_of(&lane.head),
        None => words::list::without_value(&field.label),
    }
}

/// By which field the board is divided.
#[component]
pub(super) fn LanesPicker(lens: Lens) -> impl IntoView {
    let chosen = move || lens.board().lanes.map(|field| field.to_string()).unwrap_or_default();
    let options = Signal::derive(move || {
        let columns = group_field(lens).map(|field| field.key);
        let mut options = vec![SelectOption::new("", words::list::no_lanes())];
        lens.def.with(|def| {
            let fields = def.iter().flat_map(|def| lane_fields(def));
            let fields = fields.filter(|field| Some(&field.key) != columns.as_ref());
            options.extend(fields.map(|field| SelectOption::new(field.key.as_str(), words::list::lanes_by(&field.label))));
        });
        options
    });
    let choose = move |key: String| {
        lens.change_board(|look| {
            look.lanes = Some(key.as_str().into()).filter(|_| !key.is_empty());
            look.folded_lanes.clear();
        });
    };
    view! {
        <label class="board-picker">
            <span class="faint">{words::list::lanes()}</span>
            <Select value=chosen options=options label=words::list::lanes() on_change=choose/>
        </label>
    }
}

/// Says which lanes are not shown.
#[component]
pub(super) fn LanesNote(lens: Lens, field: Memo<Option<FieldDef>>, page: Signal<Option<Arc<BoardPage>>>) -> impl IntoView {
    let empty = Memo::new(move |_| {
        let (Some(field), Some(page)) = (field.get(), page.get()) else {
            return Vec::new();
        };
        let empty = page.lanes.iter().filter(|lane| lane.head.count == 0);
        empty.map(|lane| lane_label(lane, &field)).collect()
    });
    let unlaned = Memo::new(move |_| page.with(|page| page.as_ref().map_or(0, |page| page.unlaned)));
    let shown = Memo::new(move |_| lens.board().empty_lanes);
    move || {
        let (empty, unlaned) = (empty.get(), unlaned.get());
        let divided = field.with(Option::is_some);
        (divided && (unlaned > 0 || !empty.is_empty())).then(|| {
            let turn = move |_| lens.change_board(|look| look.empty_lanes = !look.empty_lanes);
            let names = (!empty.is_empty() && !shown.get()).then(|| words::list::empty_lanes(&empty.join(", ")));
            let label = if shown.get() {
                words::list::hide_lanes()
            } else {
                words::list::show_lanes()
            };
            view! {
                <div class="board-note">
                    {(unlaned > 0).then(|| view! { <span>{words::list::unlaned(u64::from(unlaned))}</span> })}
                    {names.map(|names| view! { <span class="truncate" data-tip=names.clone()>{names.clone()}</span> })}
                    {(!empty.is_empty()).then(|| view! { <Button kind=ButtonKind::Link on_click=turn>{label}</Button> })}
                </div>
            }
        })
    }
}
