//! What pointer, scrolling, focus and clipboard events do to the grid.

use std::time::Duration;

use leptos::ev;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::{
    api::{HeadMenu, OpenHow, PasteCells, RowMenu},
    cell::GridRowKind,
    copy::from_tsv,
    keys::{Line, Place},
    state::GridState,
};
use crate::reactive::prelude::*;
use crate::ui::dom::{has_marked_text, target_element};

/// A finger held this long on a row starts checking.
const LONG_PRESS: Duration = Duration::from_millis(450);

/// The scroll bar of a scaled grid settles after this rest.
const REST: Duration = Duration::from_millis(160);

/// The place of the cell an event happened in, and the element it happened on.
fn place_of(event: &web_sys::Event) -> Option<(Place, Element)> {
    let target = target_element(event)?;
    let cell = target.closest("[aria-colindex]").ok().flatten()?;
    let line = cell
        .closest("[role=row]")
        .ok()
        .flatten()?
        .get_attribute("aria-rowindex")?
        .parse::<usize>()
        .ok()?;
    let column = cell.get_attribute("aria-colindex")?.parse::<usize>().ok()?.checked_sub(1)?;
    let line = if line < 2 { Line::Head } else { Line::Row(line - 2) };
    Some((Place { line, column }, target))
}

/// The row an event happened in.
fn row_of(event: &web_sys::Event) -> Option<(usize, Place, Element)> {
    match place_of(event)? {
        (
            place @ Place {
                line: Line::Row(index), ..
            },
            target,
        ) => Some((index, place, target)),
        _ => None,
    }
}

/// Timers of a press and of resting scroll.
#[derive(Clone, Copy)]
pub(super) struct Pointer {
    grid: GridState,
    press: StoredValue<Option<TimeoutHandle>>,
    rest: StoredValue<Option<TimeoutHandle>>,
    /// The next click ends a long press or a marked block and means nothing else.
    swallow: StoredValue<bool>,
    /// The cell that the mouse was pressed on.
    pressed: StoredValue<Option<Place>>,
    /// The mouse marks a block.
    marking: StoredValue<bool>,
}

fn clear(timer: StoredValue<Option<TimeoutHandle>>) {
    if let Some(handle) = timer.try_update_value(Option::take).flatten() {
        handle.clear();
    }
}

impl Pointer {
    pub fn new(grid: GridState) -> Self {
        let pointer = Self {
            grid,
            press: StoredValue::new(None),
            rest: StoredValue::new(None),
            swallow: StoredValue::new(false),
            pressed: StoredValue::new(None),
            marking: StoredValue::new(false),
        };
        on_cleanup(move || {
            clear(pointer.press);
            clear(pointer.rest);
        });
        pointer
    }

    /// A press ended or became something else.
    pub fn release(self) {
        clear(self.press);
    }

    pub fn down(self, event: &ev::PointerEvent) {
        self.release();
        // A long press need not end in a click.
        self.swallow.set_value(false);
        let row = row_of(event);
        if event.pointer_type() != "touch" {
            let plain = event.button() == 0 && !event.shift_key() && !event.ctrl_key() && !event.meta_key();
            let on_control = |target: &Element| target.closest("a, button, input").ok().flatten().is_some();
            let start = row.filter(|(_, place, target)| plain && place.column >= self.grid.offset() && !on_control(target));
            self.pressed.set_value(start.map(|(_, place, _)| place));
            return;
        }
        let (Some((index, ..)), Some(_)) = (row, self.grid.selection) else {
            return;
        };
        let held = move || {
            self.swallow.try_set_value(true);
            self.grid.check(index, false);
        };
        self.press.set_value(set_timeout_with_handle(held, LONG_PRESS).ok());
    }

    /// A mouse that is pressed on one cell and moved to another marks the block between them.
    pub fn moved(self, event: &ev::PointerEvent) {
        let Some(from) = self.pressed.try_get_value().flatten().filter(|_| event.buttons() == 1) else {
            return;
        };
        let Some((_, to, _)) = row_of(event).filter(|(_, to, _)| to.column >= self.grid.offset()) else {
            return;
        };
        let marking = self.marking.get_value();
        if (!marking && to == from) || (marking && to == self.grid.active.get_untracked()) {
            return;
        }
        if !marking {
            self.marking.set_value(true);
            self.mark(true);
            // What the browser marked on the way is not meant.
            if let Ok(Some(selection)) = window().get_selection() {
                let _ = selection.remove_all_ranges();
            }
            self.grid.anchor.set(Some(from));
        }
        self.grid.go(to);
    }

    /// Text is not marked while cells are.
    fn mark(self, on: bool) {
        if let Some(root) = self.grid.root.try_get_untracked().flatten() {
            let _ = root.class_list().toggle_with_force("grid--marking", on);
        }
    }

    pub fn up(self) {
        self.release();
        self.pressed.set_value(None);
        if self.marking.try_update_value(std::mem::take) == Some(true) {
            self.mark(false);
            self.swallow.set_value(true);
        }
    }

    pub fn click(self, event: &ev::MouseEvent) {
        let grid = self.grid;
        if self.swallow.try_update_value(std::mem::take) == Some(true) {
            event.prevent_default();
            return;
        }
        let Some((index, place, target)) = row_of(event) else { return };
        if place.column < grid.offset() && grid.record_at(index).is_some() {
            grid.check(index, event.shift_key());
            return;
        }
        if grid.phone.get_untracked() && untrack(|| grid.is_selecting()) {
            event.prevent_default();
            grid.check(index, false);
            return;
        }
        if event.shift_key() {
            event.prevent_default();
            let from = grid.anchor.get_untracked().unwrap_or(grid.active.get_untracked());
            grid.anchor.set(Some(from));
            grid.active.set(place);
            grid.draw();
            return;
        }
        let beside = event.ctrl_key() || event.meta_key();
        match target.closest("a").ok().flatten() {
            // The browser opens links the way the keys say; only a plain press on the row's own link is ours.
            Some(_) if beside => return,
            Some(link) if link.has_attribute("rel") => return,
            Some(_) => event.prevent_default(),
            None => {}
        }
        if grid.anchor.get_untracked().is_some() {
            grid.anchor.set(None);
            grid.draw();
        }
        if !has_marked_text() {
            grid.open_row(index, if beside { OpenHow::NewTab } else { OpenHow::Panel });
        }
    }

    pub fn double_click(self, event: &ev::MouseEvent) {
        if let Some((index, place, _)) = row_of(event)
            && place.column >= self.grid.offset()
            && !self.grid.start_edit(place, None)
        {
            self.grid.open_row(index, OpenHow::Page);
        }
    }

    /// The middle button, which links handle by themselves.
    pub fn other_click(self, event: &ev::MouseEvent) {
        if event.button() == 1
            && let Some((index, _, target)) = row_of(event)
            && target.closest("a").ok().flatten().is_none()
        {
            self.grid.open_row(index, OpenHow::NewTab);
        }
    }

    pub fn context_menu(self, event: &ev::MouseEvent) {
        let Some((place, target)) = place_of(event) else { return };
        let row = match place.line {
            Line::Row(index) => self.grid.row_at(index),
            _ => None,
        };
        if event
            .dyn_ref::<web_sys::PointerEvent>()
            .is_some_and(|event| event.pointer_type() == "touch")
            && self.grid.selection.is_some()
            && row.as_ref().is_none_or(|row| row.kind == GridRowKind::Record)
        {
            // A long press checks; it does not open a menu as well.
            event.prevent_default();
            return;
        }
        // From the keyboard there is no pointer: the menu opens at the cell.
        let point = if event.client_x() == 0 && event.client_y() == 0 {
            let area = target.get_bounding_client_rect();
            (area.left(), area.bottom())
        } else {
            (f64::from(event.client_x()), f64::from(event.client_y()))
        };
        match (place.line, self.grid.on_menu, self.grid.on_head_menu) {
            (Line::Row(index), Some(on_menu), _) => {
                if let Some(row) = row {
                    event.prevent_default();
                    on_menu.run(RowMenu { id: row.id, index, point });
                }
            }
            (Line::Head, _, Some(on_head_menu)) => {
                if let Some(key) = place
                    .column
                    .checked_sub(self.grid.offset())
                    .and_then(|column| self.grid.column_key(column))
                {
                    event.prevent_default();
                    on_head_menu.run(HeadMenu { key, point });
                }
            }
            _ => {}
        }
    }

    pub fn scroll(self) {
        self.release();
        self.grid.scrolled();
        clear(self.rest);
        self.rest.set_value(set_timeout_with_handle(move || self.grid.settle(), REST).ok());
    }
}

impl GridState {
    /// Also comes while the grid is taken away: a panel that goes with it gives focus back to the row it was opened from.
    pub fn focus_in(self, event: &ev::FocusEvent) {
        let (Some((place, _)), Some(active)) = (place_of(event), self.active.try_get_untracked()) else {
            return;
        };
        self.focused.set(true);
        if active != place {
            self.active.set(place);
            self.draw();
        }
    }

    /// Also comes while the grid is taken away, when nothing of it is left.
    pub fn focus_out(self, event: &ev::FocusEvent) {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        let inside = self
            .root
            .try_get_untracked()
            .flatten()
            .is_some_and(|root| to.is_some_and(|to| root.contains(Some(&to))));
        if !inside {
            self.focused.try_set(false);
        }
    }

    pub fn paste(self, event: &web_sys::ClipboardEvent) {
        let in_cells = self.active.get_untracked().column >= self.offset();
        let (Some(on_paste), Some(range)) = (self.on_paste, self.marked().filter(|_| in_cells)) else {
            return;
        };
        if self.editing.with_untracked(Option::is_some) {
            return;
        }
        let text = event
            .clipboard_data()
            .and_then(|data| data.get_data("text/plain").ok())
            .unwrap_or_default();
        if !text.is_empty() {
            event.prevent_default();
            on_paste.run(PasteCells {
                range,
                cells: from_tsv(&text),
            });
        }
    }
}
