//! What keys do to the grid.

use leptos::ev::KeyboardEvent;

use super::{
    api::OpenHow,
    body::CellRange,
    cell::GridRowKind,
    column::NARROWEST,
    copy::to_tsv,
    edit::EditEnd,
    keys::{Line, Place, moved, next, previous},
    state::GridState,
};
use crate::reactive::prelude::*;
use crate::ui::{
    dom::{announce, has_marked_text, is_mod},
    words::fill,
};

/// How a key on a head changes its width, in pixels.
const WIDTH_STEP: f64 = 16.0;

impl GridState {
    /// Handles a key on a cell or head.
    pub fn on_key(self, event: &KeyboardEvent) {
        if event.default_prevented() || event.is_composing() || self.editing.with_untracked(Option::is_some) {
            return;
        }
        let place = self.active.get_untracked();
        let taken = match (place.line, place.column.checked_sub(self.offset())) {
            (Line::Row(index), _) => self.on_row_key(event, place, index),
            (Line::Head, Some(column)) => self.on_head_key(event, column),
            (Line::Head, None) if matches!(event.key().as_str(), "Enter" | " ") => {
                self.check_all();
                true
            }
            (Line::Head, None) => false,
        };
        if taken || self.on_moving_key(event, place) {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    fn on_moving_key(self, event: &KeyboardEvent, place: Place) -> bool {
        let control = event.ctrl_key() || event.meta_key();
        let Some(to) = moved(&event.key(), control, place, self.bounds()).filter(|_| !event.alt_key()) else {
            return false;
        };
        let in_rows = |place: Place| matches!(place.line, Line::Row(_));
        if let (true, Line::Row(from), Line::Row(row)) = (
            event.shift_key() && self.selection.is_some() && self.is_named(place) && to.column == place.column,
            place.line,
            to.line,
        ) {
            self.extend_checks(from, row);
            self.go(to);
            return true;
        }
        match (event.shift_key() && in_rows(to) && in_rows(place), self.anchor.get_untracked()) {
            (true, None) => self.anchor.set(Some(place)),
            (false, Some(_)) => self.anchor.set(None),
            _ => {}
        }
        self.go(to);
        true
    }

    fn on_row_key(self, event: &KeyboardEvent, place: Place, index: usize) -> bool {
        let key = event.key();
        // A group's head folds and unfolds in reading direction, as trees do.
        if let (Some(GridRowKind::Group { open, .. }), false) = (self.row_at(index).map(|row| row.kind.clone()), event.shift_key()) {
            let mirrored = self.bounds().mirrored;
            let (fold, unfold) = if mirrored {
                ("ArrowRight", "ArrowLeft")
            } else {
                ("ArrowLeft", "ArrowRight")
            };
            if (open && key == fold) || (!open && key == unfold) {
                self.open_row(index, OpenHow::Panel);
                return true;
            }
        }
        let in_checks = place.column < self.offset();
        let named = self.is_named(place);
        match key.as_str() {
            "a" if is_mod(event) && self.selection.is_some() => self.check_all(),
            // Text marked with the pointer is what the person means.
            "c" if is_mod(event) && has_marked_text() => return false,
            "c" if is_mod(event) => self.copy(),
            "d" if is_mod(event) && self.on_fill.is_some() => self.fill_down(),
            " " if in_checks || event.shift_key() => self.check(index, event.shift_key() && in_checks),
            "Enter" if is_mod(event) => self.open_row(index, OpenHow::NewTab),
            "Enter" if event.shift_key() => self.open_row(index, OpenHow::Page),
            // A name stands for its row: Enter opens it, F2 edits it.
            "Enter" if named && !in_checks => self.open_row(index, OpenHow::Page),
            "Enter" | "F2" if self.start_edit(place, None) => {}
            "Enter" | " " => self.open_row(index, OpenHow::Panel),
            "Escape" if self.anchor.get_untracked().is_some() => {
                self.anchor.set(None);
                self.draw();
            }
            // Letters on a name are shortcuts about the row; in other cells they are what is written into them.
            _ if !named && key.chars().count() == 1 && !event.ctrl_key() && !event.meta_key() && !event.alt_key() => {
                return self.start_edit(place, Some(key));
            }
            _ => return false,
        }
        true
    }

    /// The cell names its row: it is the first column or its checkbox.
    fn is_named(self, place: Place) -> bool {
        place.column <= self.offset()
    }

    /// Checks two neighbouring rows, or unchecks the first when the second is checked already: going back takes back.
    fn extend_checks(self, from: usize, to: usize) {
        let Some(selection) = self.selection else { return };
        let is_checked = |index: usize| {
            let id = self.record_at(index).map(|row| row.id);
            id.is_some_and(|id| selection.with_untracked(|selection| selection.contains(id)))
        };
        match (is_checked(from), is_checked(to)) {
            (true, true) => self.check(from, false),
            (true, false) => self.check(to, false),
            (false, false) => {
                self.check(from, false);
                self.check(to, false);
            }
            (false, true) => self.check(from, false),
        }
    }

    fn on_head_key(self, event: &KeyboardEvent, column: usize) -> bool {
        let forward = match event.key().as_str() {
            "ArrowRight" => true,
            "ArrowLeft" => false,
            "Enter" | " " => {
                self.sort(column);
                return true;
            }
            _ => return false,
        };
        if event.shift_key() {
            let head = self.cell(self.active.get_untracked());
            let before = head.map_or(NARROWEST, |head| head.get_bounding_client_rect().width());
            let width = (if forward { before + WIDTH_STEP } else { before - WIDTH_STEP }).max(NARROWEST);
            self.set_width(column, width, true);
            announce(
                &self
                    .words
                    .with_value(|words| fill(words.columns_resized, &[&format!("{width:.0}")])),
            );
            return true;
        }
        if event.alt_key() {
            let to = if forward { column + 1 } else { column.saturating_sub(1) };
            if self.move_column(column, to) {
                self.active.update(|active| active.column = to + self.offset());
                // The heads are built anew by then.
                request_animation_frame(move || {
                    if let Some(place) = self.active.try_get_untracked() {
                        self.go(place);
                    }
                });
            }
            return true;
        }
        false
    }

    /// Copies the marked block, or the active cell.
    fn copy(self) {
        let Some(range) = self.marked() else { return };
        let cells = range.len().to_string();
        match self.on_copy {
            Some(on_copy) => on_copy.run(range),
            None => {
                let window = self.rows.get_untracked();
                let text = self.words.with_value(|words| to_tsv(&window, &range, words.yes, words.no));
                // A refused clipboard keeps what it had; the promise tells nobody who could do more.
                let _ = window_clipboard().write_text(&text);
            }
        }
        announce(&self.words.with_value(|words| fill(words.copied_cells, &[&cells])));
    }

    /// The marked block, or the active cell.
    pub fn marked(self) -> Option<CellRange> {
        let place = self.active.get_untracked();
        let corner = self.anchor.get_untracked().unwrap_or(place);
        CellRange::between(corner, place, self.selection.is_some())
    }

    /// Fills the block with its first row; a row alone with the one above it.
    fn fill_down(self) {
        let Some(mut range) = self.marked() else { return };
        if range.rows.len() == 1 {
            let Some(above) = range.rows.start.checked_sub(1) else { return };
            range.rows.start = above;
        }
        if let Some(on_fill) = self.on_fill {
            on_fill.run(range);
        }
    }

    /// Closes the editor and moves focus on.
    pub fn finish_edit(self, end: EditEnd) {
        let Some(edit) = self.editing.try_update(Option::take).flatten() else {
            return;
        };
        let place = Place {
            line: Line::Row(edit.index),
            column: edit.column + self.offset(),
        };
        match end {
            EditEnd::Left => {}
            EditEnd::Stay => self.go(place),
            EditEnd::Down => self.go(moved("ArrowDown", false, place, self.bounds()).unwrap_or(place)),
            EditEnd::Next => self.go(next(place, self.bounds(), self.offset())),
            EditEnd::Previous => self.go(previous(place, self.bounds(), self.offset())),
        }
    }
}

fn window_clipboard() -> web_sys::Clipboard {
    window().navigator().clipboard()
}
