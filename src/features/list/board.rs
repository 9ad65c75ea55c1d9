//! The board: a column per option or stage, cards that are moved between them, won and lost at the foot.

use std::{collections::HashMap, sync::Arc};

use bridge::query::OpenBoard;
use bridge::{BoardColumn as Column, BoardPage, Card, Cell, Command, Request, Selection};
use model::{BoardLook, Choice, FieldDef, Layout, RecordId, Tone};

use super::{
    board_look::LimitDialog,
    bulk::SelectionBar,
    card::card_view,
    keys::{card_in_focus, use_record_keys},
    lanes::{LanesNote, lanes_of},
    lens::Lens,
    not_shown::NotShown,
    one_by_one::one_by_one,
    table::{NoRows, open_row, use_selection},
};
use crate::client::{Engine, Follow, Live, use_answer, use_live};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::{NewRecord, Session};
use crate::shortcuts::Action;
use crate::ui::{
    badge::StageKind,
    board::{Board, BoardColumn, CardMove, DropZone},
    grid::OpenHow,
    icon::Glyph,
    menu::{MenuEntry, MenuItem},
    tone,
};
use crate::value::{stage_of_choice, stage_of_link, sum_words};
use crate::words;

/// Most cards of a column that are at hand at first; asked for more, it is twice as many.
const MOST_CARDS: u32 = 500;

/// Key of the column of records without a value, and of the lane.
pub(super) const NONE: &str = "";

/// The board of a list and how much of it is at hand.
#[derive(Clone, Copy)]
pub(super) struct ListBoardLive {
    pub live: Live,
    most: RwSignal<u32>,
}

/// The live board of the list, for the board and the sums above it. Asks for nothing while the list is a table.
///
/// Boards by stage show one pipeline: the one in the address, else the first.
pub(super) fn use_list_board(lens: Lens) -> ListBoardLive {
    let most = RwSignal::new(MOST_CARDS);
    let engine = Engine::expect();
    let staged = Memo::new(move |_| group_field(lens).is_some_and(|field| field.target.as_deref() == Some("stage")));
    let pipelines = use_answer(Follow::Anything, move || {
        let staged = staged.get();
        async move { if staged { engine.pipelines().await } else { Ok(Vec::new()) } }
    })
    .value();
    let pipeline = Memo::new(move |_| {
        let chosen = lens.state.with(|state| state.pipeline);
        pipelines.with(|pipelines| {
            let pipelines = pipelines.as_ref()?;
            pipelines
                .iter()
                .find(|pipeline| Some(pipeline.link.id) == chosen)
                .or(pipelines.first())
                .map(|pipeline| pipeline.link.id)
        })
    });
    let view = Memo::new(move |_| {
        let mut view = lens.view.get().filter(|view| view.layout == Layout::Board)?;
        // A board by stage waits for its pipeline.
        if staged.get() && pipeline.get().is_none() {
            return None;
        }
        view.columns.clear();
        view.aggregates.clear();
        Some(view)
    });
    let live = use_live(move |id| {
        view.get().map(|view| {
            Request::OpenBoard(OpenBoard {
                id,
                view,
                pipeline: pipeline.get(),
                cards: most.get(),
            })
        })
    });
    ListBoardLive { live, most }
}

/// The field of the columns.
pub(super) fn group_field(lens: Lens) -> Option<FieldDef> {
    let key = lens.view.with(|view| view.as_ref().and_then(|view| view.group.clone()))?;
    lens.def.with(|def| def.as_ref()?.field(&key).cloned())
}

pub(super) fn column_key(column: &Column) -> String {
    column.key.clone().unwrap_or_else(|| NONE.to_owned())
}

/// Whether the column is an end that cards are dropped on rather than kept in view.
pub(super) fn is_end(column: &Column) -> bool {
    matches!(column.outcome.as_deref(), Some("won" | "lost"))
}

fn kind_of(column: &Column, field: &FieldDef) -> StageKind {
    let Some(key) = &column.key else { return StageKind::Idle };
    if field.target.as_deref() == Some("stage") {
        let id = key.parse().unwrap_or(RecordId::NIL);
        return stage_of_link(&bridge::RecordLink {
            object: "stage".into(),
            id,
            label: String::new(),
            gone: false,
            fill: column.fill,
        });
    }
    match field.option(key) {
        Some(Choice { key, label, tone }) => stage_of_choice(
            field,
            &bridge::ChoiceCell {
                key: key.clone(),
                label: label.clone(),
                tone: *tone,
            },
        ),
        None => StageKind::Idle,
    }
}

fn columns_of(page: &BoardPage, field: &FieldDef, look: &BoardLook) -> Vec<BoardColumn> {
    let shown = page.columns.iter().filter(|column| !is_end(column));
    shown
        .map(|column| {
            let weighted = match (sum_words(&column.weighted), column.probability) {
                (text, Some(probability)) if !text.is_empty() => words::list::weighted_at(&text, &format::percent(probability)),
                _ => String::new(),
            };
            let key = column_key(column);
            let limit = look.limits.iter().find(|(of, _)| *of == key).map(|(_, limit)| *limit);
            let count = format::integer(i64::from(column.count));
            BoardColumn {
                folded: look.folded.contains(&key),
                over: limit.is_some_and(|limit| column.count > limit),
                key,
                label: if column.key.is_none() {
                    words::list::without_value(&field.label)
                } else {
                    label_of(column)
                },
                kind: kind_of(column, field),
                count: match limit {
                    Some(limit) => words::list::of_limit(&count, &format::integer(i64::from(limit))),
                    None => count,
                },
                sums: (sum_words(&column.sum), weighted),
            }
        })
        .collect()
}

/// What a column is called: stages and options that are ours in the language of the page.
pub(super) fn label_of(column: &Column) -> String {
    words::labels::label(&column.label).into_owned()
}

fn zones_of(page: &BoardPage) -> Vec<DropZone> {
    let ends = page.columns.iter().filter(|column| is_end(column));
    ends.map(|column| match column.outcome.as_deref() {
        Some("won") => DropZone::new(
            column_key(column),
            label_of(column),
            words::list::closes(),
            tone::Tone::Success,
            Glyph::Trophy,
        ),
        _ => DropZone::new(
            column_key(column),
            label_of(column),
            words::list::asks_reason(),
            tone::Tone::Neutral,
            Glyph::StageLost,
        ),
    })
    .collect()
}

/// The board of a list.
#[component]
pub(super) fn ListBoard(lens: Lens, board: ListBoardLive, on_new: Callback<()>) -> impl IntoView {
    let ListBoardLive { live, most } = board;
    let session = Session::expect();
    let field = Memo::new(move |_| group_field(lens));
    let page = live.board();
    let columns = Memo::new(move |_| {
        field
            .get()
            .zip(page.get())
            .map(|(field, page)| columns_of(&page, &field, &lens.board()))
            .unwrap_or_default()
    });
    let lane_field = Memo::new(move |_| {
        let key = lens.view.with(|view| view.as_ref()?.board.lanes.clone())?;
        lens.def.with(|def| def.as_ref()?.field(&key).cloned())
    });
    let lanes = Memo::new(move |_| {
        let lanes = page.get().map(|page| lanes_of(&page, lane_field.get().as_ref(), &lens.board()));
        lanes.unwrap_or_default()
    });
    let zones = Memo::new(move |_| page.get().map(|page| zones_of(&page)).unwrap_or_default());
    let cards = Memo::new(move |_| {
        let cards = page
            .get()
            .iter()
            .flat_map(|page| {
                let cells = page.lanes.iter().flat_map(|lane| &lane.cells);
                let columns = page.columns.iter().flat_map(|column| &column.cards);
                columns.chain(cells.flat_map(|cell| &cell.cards))
            })
            .map(|card| (card.id.0, card.clone()))
            .collect();
        Arc::new(cards) as Arc<HashMap<u128, Card>>
    });
    let card = one_by_one(lens, cards, card_view);
    let moved = move |moved: CardMove| {
        let Some(field) = field.get_untracked() else { return };
        let column = columns.with_untracked(|columns| columns.iter().position(|column| column.key == moved.to.column));
        let after = lanes.with_untracked(|lanes| {
            let lane = lanes.iter().find(|lane| lane.key == moved.to.lane)?;
            let mut others = lane.cells.get(column?)?.cards.iter().filter(|card| **card != moved.id);
            others.nth(moved.position.checked_sub(1)?).copied()
        });
        let lane = moved.to.lane;
        let lane = lane_field
            .get_untracked()
            .map(|field| (field.key, Some(lane).filter(|key| key != NONE)));
        session.act(Command::Move {
            object: lens.object(),
            record: RecordId(moved.id),
            field: field.key,
            column: Some(moved.to.column).filter(|key| key != NONE),
            lane,
            after: after.map(RecordId),
            answers: Vec::new(),
        });
    };
    let add = move |key: String| {
        let Some(field) = field.get_untracked() else { return };
        let label = columns
            .with_untracked(|columns| columns.iter().find(|column| column.key == key).map(|column| column.label.clone()))
            .unwrap_or_default();
        let mut record = NewRecord::of(&lens.object());
        if let Some(cell) = cell_of_column(&field, &key, label) {
            record = record.with(&field.key, cell);
        }
        session.creating.set(Some(record));
    };
    let menu = move |id: u128| card_menu(lens, session, RecordId(id));
    let label = Signal::derive(move || lens.def.with(|def| def.as_ref().map(|def| def.plural.clone()).unwrap_or_default()));
    let failed = move || {
        live.error()
            .get()
            .map(|error| view! { <NotShown lens=lens error=error on_retry=move |()| live.reload()/> })
    };
    // Only fields that people write can be moved between.
    let movable = Memo::new(move |_| field.with(|field| field.as_ref().is_some_and(FieldDef::is_editable)));
    let name = move |id: u128| cards.with_untracked(|cards| cards.get(&id).map(|card| card.title.clone()).unwrap_or_default());
    let none = Memo::new(move |_| {
        page.with(|page| {
            page.as_ref()
                .is_some_and(|page| page.columns.iter().all(|column| column.count == 0))
        })
    });
    let compact = Signal::derive(move || lens.board().compact);
    let fold = move |key: String| lens.fold_column(&key);
    let limiting = RwSignal::new(None::<(String, String)>);
    let column_menu = move |key: String| {
        let label = columns.with_untracked(|columns| columns.iter().find(|column| column.key == key).map(|column| column.label.clone()));
        let (own, label) = (key.clone(), label.unwrap_or_default());
        vec![
            MenuItem::new(words::list::fold_column(), move || lens.fold_column(&own))
                .icon(Glyph::ChevronLeft)
                .into(),
            MenuItem::new(words::list::limit_column(), move || {
                limiting.set(Some((key.clone(), label.clone())))
            })
            .icon(Glyph::Alert)
            .into(),
        ]
    };
    let open = move |(id, how): (u128, OpenHow)| open_row(lens, session, RecordId(id), how);
    // Cards are selected one by one: the board shows part of what its view matches, so there is no "all".
    let selection = use_selection(lens);
    use_record_keys(lens, selection, || 0, card_in_focus);
    view! {
        {failed}
        <div class="grid-wrap">
            {move || {
                let on_move = movable.get().then(|| Callback::new(moved));
                let on_add = movable.get().then(|| Callback::new(add));
                let on_fold_lane = lane_field.with(Option::is_some).then(|| Callback::new(move |key: String| lens.fold_lane(&key)));
                let more = move |()| most.update(|most| *most = most.saturating_mul(2));
                view! {
                    <Board label=label columns=columns lanes=lanes on_fold_lane=on_fold_lane on_more=more name=name card=card menu=menu
                        column_menu=column_menu on_fold=fold compact=compact on_move=on_move on_open=open selection=selection on_add=on_add zones=zones/>
                }
            }}
            {move || none.get().then(|| view! { <div class="board-none"><NoRows lens=lens on_new=on_new/></div> })}
            <SelectionBar lens=lens selection=selection total=0_u32/>
        </div>
        <LanesNote lens=lens field=lane_field page=page/>
        <LimitDialog lens=lens limiting=limiting/>
    }
}

/// What a new record of a column has.
fn cell_of_column(field: &FieldDef, key: &str, label: String) -> Option<Cell> {
    match field.target.clone() {
        _ if key == NONE => None,
        Some(object) => Some(Cell::Record(bridge::RecordLink {
            object,
            id: key.parse().ok()?,
            label,
            gone: false,
            fill: None,
        })),
        None => Some(Cell::Choice(bridge::ChoiceCell {
            key: key.to_owned(),
            label,
            tone: Tone::Neutral,
        })),
    }
}

fn card_menu(lens: Lens, session: Session, record: RecordId) -> Vec<MenuEntry> {
    let object = lens.object();
    let page = Route::Record(object.clone(), record).href();
    let trash = move || {
        session.act(Command::Trash {
            object: object.clone(),
            selection: Selection::Records(vec![record]),
        })
    };
    vec![
        MenuItem::new(words::list::open(), move || lens.change(|state| state.panel = Some(record)))
            .icon(Glyph::Panel)
            .into(),
        MenuItem::link(words::list::open_page(), page).icon(Glyph::Expand).into(),
        MenuEntry::Rule,
        MenuItem::new(words::list::trash(), trash)
            .icon(Glyph::Archive)
            .key(session.shortcuts.label(Action::Archive))
            .into(),
    ]
}

/// What all cards are worth together.
#[component]
pub(super) fn BoardSums(live: Live) -> impl IntoView {
    dynamic(move || {
        let page = live.board().get()?;
        let (sum, weighted) = (sum_words(&page.sum), sum_words(&page.weighted));
        let currency = match &page.sum {
            Cell::Money(money) => words::list::in_currency(money.currency.code()),
            _ => String::new(),
        };
        (!sum.is_empty()).then(|| view! {
            <p class="sums">
                <span><span class="faint">{words::list::total()}</span> " " <b>{sum}</b></span>
                {(!weighted.is_empty()).then(|| view! { <span><span class="faint">{words::list::weighted()}</span> " " <b>{weighted}</b></span> })}
                <span class="faint">{currency}</span>
            </p>
        })
    })
}
