//! The board's state: handles of everything its parts share, and how a card is moved and found.

use std::time::Duration;

use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{
    BoardColumn, CardId, CardMove, DropZone,
    drag::{Drag, landing, scroll_edges},
};
use crate::reactive::prelude::*;
use crate::ui::{
    dom::{announce, focus},
    grid::{OpenHow, Selection},
    lift::Lifts,
    words::{Words, fill},
};

/// Marks of a drop stay at most this long when the columns do not change.
const AFTERGLOW: Duration = Duration::from_millis(400);

/// Everything the parts of a board share. Copy it into closures.
#[derive(Clone, Copy)]
pub(super) struct BoardState {
    /// Around columns, zones and the lifted card.
    pub frame: NodeRef<html::Div>,
    pub words: StoredValue<Words>,
    pub columns: Signal<Vec<BoardColumn>>,
    pub zones: Signal<Vec<DropZone>>,
    pub on_move: Option<Callback<CardMove>>,
    pub on_open: Option<Callback<(CardId, OpenHow)>>,
    pub selection: Option<RwSignal<Selection>>,
    /// The card that can be reached by Tab.
    pub active: RwSignal<Option<CardId>>,
    pub drag: RwSignal<Option<Drag>>,
}

impl BoardState {
    /// Keeps one card reachable, and ends the marks of a drop when the columns have changed.
    pub fn run(self) {
        Effect::new(move || {
            let first = self
                .columns
                .with(|columns| columns.iter().find_map(|column| column.cards.first().copied()));
            let active = self.active.get_untracked();
            let known = active.is_some_and(|id| self.columns.with(|columns| columns.iter().any(|column| column.cards.contains(&id))));
            if !known {
                self.active.set(first);
            }
        });
        Effect::new(move || {
            self.columns.track();
            if self.drag.with_untracked(|drag| drag.as_ref().is_some_and(|drag| drag.dropped)) {
                self.drag.set(None);
            }
        });
    }

    /// Key of a card's column, and its number there.
    pub fn place_of(self, id: CardId) -> Option<(String, usize)> {
        self.columns.with_untracked(|columns| {
            columns.iter().find_map(|column| {
                let at = column.cards.iter().position(|card| *card == id)?;
                Some((column.key.clone(), at))
            })
        })
    }

    /// Opens a card.
    pub fn open(self, id: CardId, how: OpenHow) {
        if let Some(on_open) = self.on_open {
            on_open.run((id, how));
        }
    }

    /// Selects a card, or no longer.
    pub fn select(self, id: CardId) {
        if let Some(selection) = self.selection {
            selection.update(|selection| selection.toggle(id));
        }
    }

    /// Selects a card and its neighbour, or takes the first back when both are selected: going back takes back.
    pub fn extend(self, from: CardId, to: CardId) {
        if let Some(selection) = self.selection {
            selection.update(|selection| {
                let both = selection.contains(from) && selection.contains(to);
                selection.set(from, !both);
                selection.set(to, true);
            });
        }
    }

    /// Asks for a move and says where to.
    pub fn move_card(self, wanted: CardMove) {
        let Some(on_move) = self.on_move else { return };
        let column = self
            .columns
            .with_untracked(|columns| columns.iter().find(|column| column.key == wanted.to).cloned());
        let text = match column {
            Some(column) => {
                // A card that comes from elsewhere makes the column one longer.
                let others = column.cards.iter().filter(|card| **card != wanted.id).count();
                let (position, total) = ((wanted.position + 1).to_string(), (others + 1).to_string());
                self.words
                    .with_value(|words| fill(words.position_of, &[&column.label, &position, &total]))
            }
            None => {
                let zone = self
                    .zones
                    .with_untracked(|zones| zones.iter().find(|zone| zone.key == wanted.to).map(|zone| zone.label.clone()));
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
        let now = landing(&frame, id, x, y);
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
        let Some((key, at)) = self.place_of(id) else { return };
        let total = self.columns.with_untracked(|columns| {
            columns
                .iter()
                .find(|column| column.key == key)
                .map_or(1, |column| column.cards.len())
        });
        let Ok(found) = frame.query_selector_all(".board__column") else {
            return;
        };
        let scroller = (0..found.length())
            .filter_map(|index| found.item(index)?.dyn_into::<Element>().ok())
            .find(|column| column.get_attribute("data-key").as_deref() == Some(key.as_str()))
            .and_then(|column| column.query_selector(".board__cards").ok().flatten());
        if let Some(scroller) = scroller {
            let share = at as f64 / total.max(1) as f64;
            scroller.set_scroll_top((share * f64::from(scroller.scroll_height())) as i32);
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
        let place = card_of(item).and_then(|id| Some((id, self.place_of(id)?.0)));
        let (Some((id, from)), Some(frame)) = (place, self.frame.try_get_untracked().flatten()) else {
            return false;
        };
        self.active.set(Some(id));
        self.drag.set(Some(Drag {
            id,
            from,
            height: item.get_bounding_client_rect().height(),
            landing: landing(&frame, id, x, y),
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
        let number = self.place_of(done.id).map_or(0, |(_, at)| at);
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
            self.open(id, OpenHow::Panel);
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
