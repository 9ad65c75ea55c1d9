//! The board's state: handles of everything its parts share, and how a card is moved and found.

use std::time::Duration;

use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{
    BoardColumn, BoardLane, CardId, CardMove, DropZone, Spot,
    drag::{Drag, landing, scroll_edges},
};
use crate::reactive::prelude::*;
use crate::ui::{
    dom::{announce, focus},
    lift::Lifts,
    words::{Words, fill},
};

/// Marks of a drop stay at most this long when the columns do not change.
const AFTERGLOW: Duration = Duration::from_millis(400);

/// Where a card lies: by the numbers of its lane and column, and its own in their cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub lane: usize,
    pub column: usize,
    pub at: usize,
}

/// The cells that are drawn: lane, column and cards.
pub(super) fn cells(lanes: &[BoardLane]) -> impl Iterator<Item = (usize, usize, &[CardId])> {
    let drawn = lanes.iter().enumerate().filter(|(_, lane)| lane.is_open());
    drawn.flat_map(|(at, lane)| {
        let cells = lane.cells.iter().enumerate();
        cells.map(move |(column, cell)| (at, column, cell.cards.as_slice()))
    })
}

/// Everything the parts of a board share. Copy it into closures.
#[derive(Clone, Copy)]
pub(super) struct BoardState {
    /// Around columns, zones and the lifted card.
    pub frame: NodeRef<html::Div>,
    pub words: StoredValue<Words>,
    pub columns: Signal<Vec<BoardColumn>>,
    pub lanes: Signal<Vec<BoardLane>>,
    pub zones: Signal<Vec<DropZone>>,
    pub on_move: Option<Callback<CardMove>>,
    pub on_open: Option<Callback<CardId>>,
    /// The card that can be reached by Tab.
    pub active: RwSignal<Option<CardId>>,
    pub drag: RwSignal<Option<Drag>>,
}

impl BoardState {
    /// Keeps one card reachable, and ends the marks of a drop when the columns have changed.
    pub fn run(self) {
        Effect::new(move || {
            let active = self.active.get_untracked();
            self.lanes.with(|lanes| {
                let cards = || cells(lanes).flat_map(|(_, _, cards)| cards.iter().copied());
                if active.is_none_or(|id| cards().all(|card| card != id)) {
                    self.active.set(cards().next());
                }
            });
        });
        Effect::new(move || {
            self.lanes.track();
            if self.drag.with_untracked(|drag| drag.as_ref().is_some_and(|drag| drag.dropped)) {
                self.drag.set(None);
            }
        });
    }

    /// Where a card lies: lane, column and number.
    pub fn place_of(self, id: CardId) -> Option<Place> {
        self.lanes.with_untracked(|lanes| {
            cells(lanes).find_map(|(lane, column, cards)| {
                let at = cards.iter().position(|card| *card == id)?;
                Some(Place { lane, column, at })
            })
        })
    }

    /// The keys of a place.
    pub fn spot(self, lane: usize, column: usize) -> Option<Spot> {
        Some(Spot {
            column: self
                .columns
                .with_untracked(|columns| columns.get(column).map(|column| column.key.clone()))?,
            lane: self.lanes.with_untracked(|lanes| lanes.get(lane).map(|lane| lane.key.clone()))?,
        })
    }

    /// The keys of a card's cell.
    pub fn spot_of(self, id: CardId) -> Option<Spot> {
        let place = self.place_of(id)?;
        self.spot(place.lane, place.column)
    }

    /// Asks for a move and says where to.
    pub fn move_card(self, wanted: CardMove) {
        let Some(on_move) = self.on_move else { return };
        let column = self
            .columns
            .with_untracked(|columns| columns.iter().position(|column| column.key == wanted.to.column));
        let lane = self.lanes.with_untracked(|lanes| {
            let lane = lanes.iter().find(|lane| lane.key == wanted.to.lane)?;
            let cards = lane.cells.get(column?).map_or(&[][..], |cell| &cell.cards);
            // A card that comes from elsewhere makes the cell one longer.
            let others = cards.iter().filter(|card| **card != wanted.id).count();
            Some((lane.label.clone(), others))
        });
        let text = match (column, lane) {
            (Some(column), Some((lane, others))) => {
                let label = self.columns.with_untracked(|columns| columns[column].label.clone());
                let label = if lane.is_empty() { label } else { format!("{lane}, {label}") };
                let (position, total) = ((wanted.position + 1).to_string(), (others + 1).to_string());
                self.words.with_value(|words| fill(words.position_of, &[&label, &position, &total]))
            }
            _ => {
                let zone = self.zones.with_untracked(|zones| {
                    let zone = zones.iter().find(|zone| zone.key == wanted.to.column);
                    zone.map(|zone| zone.label.clone())
                });
                self.words.with_value(|words| fill(words.moved_to, &[&zone.unwrap_or_default()]))
            }
        };
        announce(&text);
        on_move.run(wanted);
    }

    /// Finds anew where the dragged card would land.
    pub fn aim(self, id: CardId, x: f64, y: f64) {
        let Some(frame) = self.frame.try_get_untracked().flatten() else {
            return;
        };
        let lane = self
            .drag
            .try_with_untracked(|drag| drag.as_ref().map(|drag| drag.from.lane.clone()))
            .flatten()
            .unwrap_or_default();
        let now = landing(&frame, id, &lane, x, y);
        if self
            .drag
            .try_with_untracked(|drag| drag.as_ref().is_some_and(|drag| drag.landing != now))
            == Some(true)
        {
            self.drag.try_update(|drag| {
                if let Some(drag) = drag {
                    drag.landing = now;
                }
            });
        }
    }

    /// Id of the card under way; `None` once it is dropped.
    pub fn dragged(self) -> Option<CardId> {
        self.drag
            .try_with_untracked(|drag| drag.as_ref().filter(|drag| !drag.dropped).map(|drag| drag.id))
            .flatten()
    }

    /// Focuses a card, which may have to be drawn first.
    pub fn focus_card(self, id: CardId) {
        self.active.set(Some(id));
        self.reveal(id);
        // The scroll that reveals it draws it in the first frame; in the second it is there.
        request_animation_frame(move || {
            request_animation_frame(move || {
                let found = self.frame.try_get_untracked().flatten();
                let found = found.and_then(|frame| frame.query_selector(&format!("[data-card='{id}'] .board__card")).ok().flatten());
                if let Some(card) = found.and_then(|card| card.dyn_into::<HtmlElement>().ok()) {
                    focus(&card);
                    let nearest = ScrollIntoViewOptions::new();
                    nearest.set_block(ScrollLogicalPosition::Nearest);
                    nearest.set_inline(ScrollLogicalPosition::Nearest);
                    card.scroll_into_view_with_scroll_into_view_options(&nearest);
                }
            });
        });
    }

    /// Scrolls a card's column so far that the card is drawn.
    fn reveal(self, id: CardId) {
        let Some(frame) = self.frame.get_untracked() else { return };
        if frame.query_selector(&format!("[data-card='{id}']")).ok().flatten().is_some() {
            return;
        }
        let (Some(place), Some(spot)) = (self.place_of(id), self.spot_of(id)) else {
            return;
        };
        let total = self.lanes.with_untracked(|lanes| {
            cells(lanes)
                .find(|(lane, column, _)| (*lane, *column) == (place.lane, place.column))
                .map_or(1, |(_, _, cards)| cards.len())
        });
        let Ok(found) = frame.query_selector_all(".board__place") else {
            return;
        };
        let list = (0..found.length())
            .filter_map(|index| found.item(index)?.dyn_into::<Element>().ok())
            .find(|cell| {
                cell.get_attribute("data-key").as_deref() == Some(&spot.column)
                    && cell.get_attribute("data-lane").unwrap_or_default() == spot.lane
            })
            .and_then(|cell| cell.query_selector(".board__list").ok().flatten());
        let scroller = list.as_ref().and_then(|list| list.closest(".board__scroll").ok().flatten());
        if let (Some(list), Some(scroller)) = (list, scroller) {
            let area = list.get_bounding_client_rect();
            let share = place.at as f64 / total.max(1) as f64;
            let down = area.top() + share * area.height() - scroller.get_bounding_client_rect().top();
            scroller.set_scroll_top(scroller.scroll_top() + down as i32);
        }
    }
}

impl Lifts for BoardState {
    fn item(&self) -> &'static str {
        ".board__card"
    }

    fn is_movable(&self) -> bool {
        self.on_move.is_some()
    }

    fn lifted(&self, item: &HtmlElement, x: f64, y: f64) -> bool {
        let place = card_of(item).and_then(|id| Some((id, self.spot_of(id)?)));
        let (Some((id, from)), Some(frame)) = (place, self.frame.try_get_untracked().flatten()) else {
            return false;
        };
        self.active.set(Some(id));
        self.drag.set(Some(Drag {
            id,
            height: item.get_bounding_client_rect().height(),
            landing: landing(&frame, id, &from.lane, x, y),
            from,
            dropped: false,
        }));
        true
    }

    fn aimed(&self, x: f64, y: f64) {
        if let (Some(id), Some(frame)) = (self.dragged(), self.frame.try_get_untracked().flatten()) {
            scroll_edges(&frame, x, y);
            self.aim(id, x, y);
        }
    }

    fn dropped(&self) {
        let Some(done) = self.drag.get_untracked().filter(|drag| !drag.dropped) else {
            return;
        };
        let number = self.place_of(done.id).map_or(0, |place| place.at);
        let Some(wanted) = done.wanted(number) else {
            self.drag.set(None);
            return;
        };
        let board = *self;
        board.drag.set(Some(Drag { dropped: true, ..done }));
        let fade = move || {
            if board.drag.try_with_untracked(|drag| drag.as_ref().is_some_and(|drag| drag.dropped)) == Some(true) {
                board.drag.set(None);
            }
        };
        set_timeout(fade, AFTERGLOW);
        board.move_card(wanted);
    }

    fn put_back(&self) {
        self.drag.set(None);
    }

    fn pressed(&self, target: &Element) {
        let on_control = target.closest("button, a, input").ok().flatten().is_some();
        if let Some(id) = card_of(target).filter(|_| !on_control) {
            self.active.set(Some(id));
            if let Some(on_open) = self.on_open {
                on_open.run(id);
            }
        }
    }
}

/// The card an element is in.
pub(super) fn card_of(target: &Element) -> Option<CardId> {
    target
        .closest(".board__item")
        .ok()
        .flatten()?
        .get_attribute("data-card")?
        .parse()
        .ok()
}
