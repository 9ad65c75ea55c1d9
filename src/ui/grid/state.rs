//! The grid's state: handles of everything its parts share, and how they act on it.
//!
//! Drawing reads signals untracked: effects and events decide when. Timers and frames may come after the grid is gone,
//! so everything they reach goes through `try_`.

use std::{collections::HashMap, ops::Range, sync::Arc};

use leptos::html;
use web_sys::HtmlElement;

use super::{
    api::{CheckRange, HeadMenu, OpenHow, OpenRow, PasteCells, RowMenu},
    body::{Body, CellRange, Scene},
    cell::{GridRow, GridRowKind, GridWindow, RowId},
    column::{GridColumn, NARROWEST, Width, tracks},
    edit::CellEdit,
    keys::{Bounds, Line, Place},
    selection::{HeadCheck, Selection},
};
use crate::reactive::prelude::*;
use crate::ui::{
    dom::{focus, is_mirrored, observe_size, set_property},
    words::Words,
};

/// Everything the parts of a grid share. Copy it into closures.
#[derive(Clone, Copy)]
pub(super) struct GridState {
    pub root: NodeRef<html::Div>,
    pub body: StoredValue<Option<Body>>,
    pub words: StoredValue<Words>,

    pub columns: Signal<Vec<GridColumn>>,
    pub count: Signal<usize>,
    pub rows: Signal<Arc<GridWindow>>,
    pub current: Signal<Option<RowId>>,
    pub selection: Option<RwSignal<Selection>>,
    pub top: Option<RwSignal<usize>>,
    /// Rows are cards.
    pub phone: Signal<bool>,

    pub want: Callback<Range<usize>>,
    pub editor: Option<Callback<CellEdit, Option<AnyView>>>,
    pub on_open: Option<Callback<OpenRow>>,
    pub on_sort: Option<Callback<String>>,
    pub on_resize: Option<Callback<(String, f64)>>,
    pub on_reorder: Option<Callback<(String, usize)>>,
    pub on_range: Option<Callback<CheckRange>>,
    pub on_copy: Option<Callback<CellRange>>,
    pub on_paste: Option<Callback<PasteCells>>,
    pub on_fill: Option<Callback<CellRange>>,
    pub on_group: Option<Callback<RowId>>,
    pub on_menu: Option<Callback<RowMenu>>,
    pub on_head_menu: Option<Callback<HeadMenu>>,

    /// The cell that keys act on.
    pub active: RwSignal<Place>,
    /// The other corner of a marked block.
    pub anchor: RwSignal<Option<Place>>,
    /// Focus is inside.
    pub focused: RwSignal<bool>,
    pub editing: RwSignal<Option<CellEdit>>,
    /// Widths given since the grid was shown, by column key; the caller's come after.
    pub widths: RwSignal<HashMap<String, f64>>,
    pub last_checked: StoredValue<Option<usize>>,
}

impl GridState {
    /// Columns before those of data: the checkboxes.
    pub fn offset(self) -> usize {
        usize::from(self.selection.is_some())
    }

    /// A row at hand.
    pub fn row_at(self, index: usize) -> Option<Arc<GridRow>> {
        self.rows.with_untracked(|window| window.get(index).cloned())
    }

    /// A row at hand that is a record.
    pub fn record_at(self, index: usize) -> Option<Arc<GridRow>> {
        self.row_at(index).filter(|row| row.kind == GridRowKind::Record)
    }

    /// Some rows are checked. Tracks.
    pub fn is_selecting(self) -> bool {
        self.selection
            .is_some_and(|selection| !selection.with(|selection| selection.is_empty(self.count.get())))
    }

    fn with_body<T>(self, act: impl FnOnce(&mut Body) -> T) -> Option<T> {
        self.body.try_update_value(|body| body.as_mut().map(act)).flatten()
    }

    /// Draws what is in view and asks for rows that are missing.
    pub fn draw(self) {
        let wanted = self.with_body(|body| {
            let window = self.rows.get_untracked();
            let mut draw = |selection: Option<&Selection>| {
                body.draw(&Scene {
                    window: &window,
                    selection,
                    current: self.current.get_untracked(),
                    active: self.active.get_untracked(),
                    anchor: self.anchor.get_untracked(),
                    focused: self.focused.get_untracked(),
                })
            };
            match self.selection {
                Some(selection) => selection.with_untracked(|selection| draw(Some(selection))),
                None => draw(None),
            }
        });
        let first = self.with_body(|body| body.viewport.visible().start);
        if let (Some(top), Some(first)) = (self.top, first)
            && top.get_untracked() != first
        {
            top.set(first);
        }
        if let Some(Some(wanted)) = wanted {
            self.want.run(wanted);
        }
    }

    /// Takes dimensions anew, and draws.
    pub fn measure(self) {
        self.with_body(|body| {
            body.measure(self.count.get_untracked());
            body.place_frozen();
        });
        self.draw();
    }

    /// Takes hold of the elements, and keeps them in step with the signals until the grid goes.
    pub fn run(self) {
        self.root.on_load(move |root| self.mount(root.into()));
        Effect::new(move || {
            let columns = self.columns.get();
            self.with_body(|body| body.set_columns(columns));
            self.draw();
            // Heads that were built anew have no tab stop and no measure yet.
            request_animation_frame(move || {
                self.draw();
                self.place_frozen();
            });
        });
        Effect::new(move || {
            self.count.track();
            self.measure();
        });
        Effect::new(move || {
            self.rows.track();
            self.current.track();
            if let Some(selection) = self.selection {
                selection.track();
            }
            self.draw();
        });
        Effect::new(move || {
            let mut columns = self.columns.get();
            self.widths.with(|widths| {
                for column in &mut columns {
                    if let Some(width) = widths.get(&column.key) {
                        column.width = Width::Fixed(*width);
                    }
                }
            });
            if let Some(root) = self.root.get() {
                let (list, least) = tracks(&columns, self.selection.is_some());
                set_property(&root, "--columns", &list);
                set_property(&root, "--min", &format!("{least}px"));
                self.place_frozen();
            }
        });
    }

    fn place_frozen(self) {
        self.with_body(|body| body.place_frozen());
    }

    fn mount(self, root: HtmlElement) {
        let label = self.words.with_value(|words| words.select_row.to_owned());
        let Some(mut body) = Body::new(root.clone(), self.selection.is_some(), self.editor.is_some(), label) else {
            return;
        };
        body.set_columns(self.columns.get_untracked());
        body.measure(self.count.get_untracked());
        if let Some(first) = self.top.map(|top| top.get_untracked()).filter(|first| *first > 0) {
            body.scroll_to(first);
        }
        self.body.set_value(Some(body));
        self.draw();
        if let Ok(Some(probe)) = root.query_selector(".grid__probe") {
            observe_size(&[&root, &probe], move || self.measure());
        }
    }

    /// How far keys can go.
    pub fn bounds(self) -> Bounds {
        let (columns, page) = self.with_body(|body| (body.width(), body.viewport.page())).unwrap_or((0, 1));
        let mirrored = is_mirrored();
        Bounds {
            rows: self.count.get_untracked(),
            columns,
            page,
            head: !self.phone.get_untracked(),
            mirrored,
        }
    }

    /// The element of a place, if it is drawn.
    pub fn cell(self, place: Place) -> Option<HtmlElement> {
        self.with_body(|body| body.cell(place)).flatten()
    }

    /// Goes to a place: shows it, draws it, focuses it.
    pub fn go(self, place: Place) {
        self.active.set(place);
        self.focused.set(true);
        self.with_body(|body| body.reveal(place));
        self.draw();
        if let Some(cell) = self.cell(place) {
            focus(&cell);
            self.with_body(|body| body.reveal_sideways(&cell));
        }
    }

    /// Takes the scroll position from the element, and draws.
    pub fn scrolled(self) {
        self.with_body(Body::scrolled);
        self.draw();
    }

    /// Brings a scaled scroll bar in line with the rows, once scrolling rests.
    pub fn settle(self) {
        if self.with_body(Body::settle).is_some() {
            self.draw();
        }
    }

    /// Opens a record, or folds a group.
    pub fn open_row(self, index: usize, how: OpenHow) {
        let Some(row) = self.row_at(index) else { return };
        match &row.kind {
            GridRowKind::Group { .. } => {
                if let Some(on_group) = self.on_group {
                    on_group.run(row.id);
                }
            }
            GridRowKind::Record => {
                if let Some(on_open) = self.on_open {
                    on_open.run(OpenRow { id: row.id, index, how });
                }
            }
        }
    }

    /// Turns the check of a row; with `extend`, of all rows from the last one that was turned.
    pub fn check(self, index: usize, extend: bool) {
        let (Some(selection), Some(row)) = (self.selection, self.record_at(index)) else {
            return;
        };
        let on = !selection.with_untracked(|selection| selection.contains(row.id));
        let from = self.last_checked.get_value().filter(|_| extend).unwrap_or(index);
        let range = from.min(index)..from.max(index) + 1;
        let at_hand = self.rows.with_untracked(|window| window.covers(range.clone()));
        selection.update(|selection| {
            for row in range.clone().filter_map(|index| self.record_at(index)) {
                selection.set(row.id, on);
            }
        });
        if let (false, Some(on_range)) = (at_hand, self.on_range) {
            on_range.run(CheckRange { rows: range, on });
        }
        self.last_checked.set_value(Some(index));
    }

    /// Checks all rows, or none when all are.
    pub fn check_all(self) {
        let Some(selection) = self.selection else { return };
        let count = self.count.get_untracked();
        selection.update(|selection| match selection.head(count) {
            HeadCheck::On => selection.clear(),
            _ => *selection = Selection::all(),
        });
    }

    /// Gives a column (checkboxes not counted) a width; the caller hears of it when it is `done`.
    pub fn set_width(self, column: usize, width: f64, done: bool) {
        let Some(key) = self.column_key(column) else { return };
        let width = width.max(NARROWEST).round();
        self.widths.update(|widths| {
            widths.insert(key.clone(), width);
        });
        if let (true, Some(on_resize)) = (done, self.on_resize) {
            on_resize.run((key, width));
        }
    }

    /// Moves a column to a position; the first one stays.
    pub fn move_column(self, column: usize, to: usize) -> bool {
        let fits = column > 0 && to > 0 && to < self.columns.with_untracked(Vec::len);
        match (self.on_reorder, self.column_key(column)) {
            (Some(on_reorder), Some(key)) if fits => {
                on_reorder.run((key, to));
                true
            }
            _ => false,
        }
    }

    /// Sorts by a column, if it sorts.
    pub fn sort(self, column: usize) {
        let sorts = self
            .columns
            .with_untracked(|columns| columns.get(column).is_some_and(|column| column.sortable));
        if let (true, Some(on_sort), Some(key)) = (sorts, self.on_sort, self.column_key(column)) {
            on_sort.run(key);
        }
    }

    /// Key of a column, checkboxes not counted.
    pub fn column_key(self, column: usize) -> Option<String> {
        self.columns
            .with_untracked(|columns| columns.get(column).map(|column| column.key.clone()))
    }

    /// Opens the editor of a cell, if it can be edited now.
    pub fn start_edit(self, place: Place, typed: Option<String>) -> bool {
        let (Line::Row(index), Some(column)) = (place.line, place.column.checked_sub(self.offset())) else {
            return false;
        };
        let editable = self
            .columns
            .with_untracked(|columns| columns.get(column).is_some_and(|column| column.editable));
        let (true, true, Some(row), Some(key)) = (editable, self.editor.is_some(), self.record_at(index), self.column_key(column)) else {
            return false;
        };
        self.anchor.set(None);
        self.active.set(place);
        self.editing.set(Some(CellEdit::new(row.id, index, column, key, typed, self)));
        true
    }
}
