//! The grid's component: wires head, body, foot, keys, pointer and editor together.

use std::{collections::HashMap, ops::Range, sync::Arc, time::Duration};

use leptos::{
    ev::{self, KeyboardEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    body::{Body, CellRange, Scene},
    cell::{GridRow, GridRowKind, GridWindow, RowId},
    column::{GridColumn, NARROWEST, Width, tracks},
    copy::{from_tsv, to_tsv},
    edit::{CellEdit, EditEnd},
    foot::{Foot, FootCell},
    head::{Head, HeadActions, KEY_STEP, announce_width, sort},
    keys::{Bounds, Line, Place, moved, next, previous},
    selection::{HeadCheck, Selection},
};
use crate::ui::{
    dom::{announce, focus, is_mod, observe_size, set_property, target_element, use_media},
    words::{fill, use_words},
};

/// How a row is to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenHow {
    /// Beside the grid: click, Enter or Space.
    Panel,
    /// As a page: Shift+Enter or double click where nothing can be edited.
    Page,
    /// In a new tab: with the command key or the middle button.
    NewTab,
}

/// A row to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenRow {
    /// Whose row.
    pub id: RowId,
    /// Row number.
    pub index: usize,
    /// How.
    pub how: OpenHow,
}

/// Rows to be checked or unchecked of which some are not at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRange {
    /// Row numbers.
    pub rows: Range<usize>,
    /// Checked or unchecked.
    pub on: bool,
}

/// A context menu asked for on a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowMenu {
    /// Whose row.
    pub id: RowId,
    /// Row number.
    pub index: usize,
    /// Where, in window pixels.
    pub point: (f64, f64),
}

/// Cells pasted at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasteCells {
    /// Row number of the first.
    pub row: usize,
    /// Column number of the first, checkboxes not counted.
    pub column: usize,
    /// Lines of cells.
    pub cells: Vec<Vec<String>>,
}

/// Finger held this long on a row starts checking.
const LONG_PRESS: Duration = Duration::from_millis(450);

/// The scroll bar of a scaled grid settles after this rest.
const REST: Duration = Duration::from_millis(160);

/// A virtual grid. See the module for its contract.
#[component]
pub fn Grid(
    /// Name of the grid.
    #[prop(into)]
    label: Signal<String>,
    /// The columns; the first one stays in view.
    #[prop(into)]
    columns: Signal<Vec<GridColumn>>,
    /// How many rows there are.
    #[prop(into)]
    count: Signal<usize>,
    /// The rows at hand.
    #[prop(into)]
    rows: Signal<Arc<GridWindow>>,
    /// Rows that are needed; answer by setting `rows`, and again when the data changes.
    #[prop(into)]
    want: Callback<Range<usize>>,
    /// Checked rows; without it there are no checkboxes.
    #[prop(optional)]
    selection: Option<RwSignal<Selection>>,
    /// The row that is open beside the grid.
    #[prop(optional, into)]
    current: Signal<Option<RowId>>,
    /// A total per column, `None` for none; without it there is no foot.
    #[prop(optional, into)]
    foot: Option<Signal<Vec<Option<FootCell>>>>,
    /// A row is to be opened.
    #[prop(optional, into)]
    on_open: Option<Callback<OpenRow>>,
    /// A head was pressed; the caller turns the order and sets `sorted`.
    #[prop(optional, into)]
    on_sort: Option<Callback<String>>,
    /// A column was given a width, by key and pixels.
    #[prop(optional, into)]
    on_resize: Option<Callback<(String, f64)>>,
    /// A column was moved, by key, to a position.
    #[prop(optional, into)]
    on_reorder: Option<Callback<(String, usize)>>,
    /// Builds the editor of a cell; `None` for one that cannot be edited now.
    #[prop(optional, into)]
    editor: Option<Callback<CellEdit, Option<AnyView>>>,
    /// A range of rows was checked of which some are not at hand; without it only those at hand are.
    #[prop(optional, into)]
    on_range: Option<Callback<CheckRange>>,
    /// A block was copied of which some rows are not at hand; without it only those at hand are.
    #[prop(optional, into)]
    on_copy: Option<Callback<CellRange>>,
    /// Cells were pasted.
    #[prop(optional, into)]
    on_paste: Option<Callback<PasteCells>>,
    /// A group's head was pressed.
    #[prop(optional, into)]
    on_group: Option<Callback<RowId>>,
    /// A context menu was asked for.
    #[prop(optional, into)]
    on_menu: Option<Callback<RowMenu>>,
    /// First row in view: read once at the start, kept up to date while scrolling.
    #[prop(optional)]
    top: Option<RwSignal<usize>>,
    /// Shown when there are no rows.
    #[prop(optional, into)]
    empty: Option<ViewFn>,
) -> impl IntoView {
    let words = StoredValue::new(use_words());
    let checks = selection.is_some();
    let offset = usize::from(checks);
    let root = NodeRef::<html::Div>::new();
    let body = StoredValue::new_local(None::<Body>);
    let active = RwSignal::new(Place {
        line: Line::Row(0),
        column: offset,
    });
    let anchor = RwSignal::new(None::<Place>);
    let focused = RwSignal::new(false);
    let editing = RwSignal::new(None::<CellEdit>);
    let widths = RwSignal::new(HashMap::<String, f64>::new());
    let phone = use_media("(width <= 640px)");
    let last_checked = StoredValue::new(None::<usize>);

    let row_at = move |index: usize| -> Option<Arc<GridRow>> { rows.with_untracked(|window| window.get(index).cloned()) };
    let selecting = Memo::new(move |_| selection.is_some_and(|selection| !selection.with(|selection| selection.is_empty(count.get()))));

    // Drawing reads everything untracked: effects and events decide when.
    let draw = move || {
        let wanted = body.try_update_value(|body| {
            let body = body.as_mut()?;
            let scene = Scene {
                window: rows.get_untracked(),
                selection: selection.map(|selection| selection.get_untracked()),
                current: current.get_untracked(),
                active: active.get_untracked(),
                anchor: anchor.get_untracked(),
                focused: focused.get_untracked(),
            };
            let wanted = body.draw(&scene);
            if let Some(top) = top {
                let first = body.viewport.visible().start;
                if top.get_untracked() != first {
                    top.set(first);
                }
            }
            wanted
        });
        if let Some(Some(wanted)) = wanted {
            want.run(wanted);
        }
    };
    let measure = move || {
        body.try_update_value(|body| {
            if let Some(body) = body.as_mut() {
                body.measure(count.get_untracked());
            }
        });
        draw();
    };
    root.on_load(move |element| {
        let element: HtmlElement = element.into();
        let check_label = words.with_value(|words| words.select_row.to_owned());
        let Some(mut made) = Body::new(element.clone(), checks, editor.is_some(), check_label) else {
            return;
        };
        made.set_columns(columns.get_untracked());
        made.measure(count.get_untracked());
        if let Some(first) = top.map(|top| top.get_untracked()).filter(|first| *first > 0) {
            made.scroll_to(first);
        }
        body.set_value(Some(made));
        draw();
        if let Ok(Some(probe)) = element.query_selector(".grid__probe") {
            observe_size(&[&element, &probe], measure);
        }
    });
    Effect::new(move || {
        let columns = columns.get();
        body.try_update_value(|body| {
            if let Some(body) = body.as_mut() {
                body.set_columns(columns);
            }
        });
        draw();
        // Heads that were built anew have no tab stop yet.
        request_animation_frame(draw);
    });
    Effect::new(move || {
        count.track();
        measure();
    });
    Effect::new(move || {
        rows.track();
        current.track();
        if let Some(selection) = selection {
            selection.track();
        }
        draw();
    });
    Effect::new(move || {
        let mut columns = columns.get();
        widths.with(|widths| {
            for column in &mut columns {
                if let Some(width) = widths.get(&column.key) {
                    column.width = Width::Fixed(*width);
                }
            }
        });
        if let Some(root) = root.get() {
            let (list, least) = tracks(&columns, checks);
            set_property(&root, "--columns", &list);
            set_property(&root, "--min", &format!("{least}px"));
        }
    });

    let bounds = move || {
        let (columns, page) = body
            .try_with_value(|body| body.as_ref().map_or((0, 1), |body| (body.width(), body.viewport.page())))
            .unwrap_or((0, 1));
        let mirrored = document()
            .document_element()
            .is_some_and(|root| root.get_attribute("dir").as_deref() == Some("rtl"));
        Bounds {
            rows: count.get_untracked(),
            columns,
            page,
            head: !phone.get_untracked(),
            mirrored,
        }
    };
    // Goes to a place: shows it, draws it, focuses it.
    let go = move |place: Place| {
        active.set(place);
        focused.set(true);
        body.try_update_value(|body| {
            if let Some(body) = body.as_mut() {
                body.reveal(place);
            }
        });
        draw();
        let cell = body
            .try_with_value(|body| body.as_ref().and_then(|body| body.cell(place)))
            .flatten();
        if let Some(cell) = cell {
            focus(&cell);
            body.with_value(|body| {
                if let Some(body) = body {
                    body.reveal_sideways(&cell);
                }
            });
        }
    };
    let open_row = move |index: usize, how: OpenHow| {
        let Some(row) = row_at(index) else { return };
        match &row.kind {
            GridRowKind::Group { .. } => {
                if let Some(on_group) = on_group {
                    on_group.run(row.id);
                }
            }
            GridRowKind::Record => {
                if let Some(on_open) = on_open {
                    on_open.run(OpenRow { id: row.id, index, how });
                }
            }
        }
    };

    // Checking.
    let check = move |index: usize, extend: bool| {
        let Some(selection) = selection else { return };
        let Some(row) = row_at(index).filter(|row| row.kind == GridRowKind::Record) else {
            return;
        };
        let on = !selection.with_untracked(|selection| selection.contains(row.id));
        let from = last_checked.get_value().filter(|_| extend).unwrap_or(index);
        let range = from.min(index)..from.max(index) + 1;
        let at_hand = rows.with_untracked(|window| window.covers(range.clone()));
        selection.update(|selection| {
            for row in range.clone().filter_map(row_at).filter(|row| row.kind == GridRowKind::Record) {
                selection.set(row.id, on);
            }
        });
        if let (false, Some(on_range)) = (at_hand, on_range) {
            on_range.run(CheckRange { rows: range, on });
        }
        last_checked.set_value(Some(index));
    };
    let check_all = move || {
        let Some(selection) = selection else { return };
        let count = count.get_untracked();
        selection.update(|selection| match selection.head(count) {
            HeadCheck::On => selection.clear(),
            _ => *selection = Selection::all(),
        });
    };

    // Widths and order.
    let set_width = Callback::new(move |(column, width, done): (usize, f64, bool)| {
        let Some(key) = columns.with_untracked(|columns| columns.get(column).map(|column| column.key.clone())) else {
            return;
        };
        let width = width.max(NARROWEST).round();
        widths.update(|widths| {
            widths.insert(key.clone(), width);
        });
        if let (true, Some(on_resize)) = (done, on_resize) {
            on_resize.run((key, width));
        }
    });
    let actions = HeadActions {
        on_sort,
        on_width: set_width,
        on_reorder,
        on_check_all: Callback::new(move |()| check_all()),
    };

    // Editing.
    let finish = Callback::new(move |end: EditEnd| {
        let Some(edit) = editing.try_update(Option::take).flatten() else {
            return;
        };
        let place = Place {
            line: Line::Row(edit.index),
            column: edit.column + offset,
        };
        match end {
            EditEnd::Left => {}
            EditEnd::Stay => go(place),
            EditEnd::Down => go(moved("ArrowDown", false, place, bounds()).unwrap_or(place)),
            EditEnd::Next => go(next(place, bounds(), offset)),
            EditEnd::Previous => go(previous(place, bounds(), offset)),
        }
    });
    let start_edit = move |place: Place, typed: Option<String>| -> bool {
        let Line::Row(index) = place.line else { return false };
        let Some(column) = place.column.checked_sub(offset) else {
            return false;
        };
        let key = columns.with_untracked(|columns| {
            columns
                .get(column)
                .filter(|column| column.editable)
                .map(|column| column.key.clone())
        });
        let (Some(key), true) = (key, editor.is_some()) else { return false };
        let Some(row) = row_at(index).filter(|row| row.kind == GridRowKind::Record) else {
            return false;
        };
        anchor.set(None);
        active.set(place);
        editing.set(Some(CellEdit {
            id: row.id,
            index,
            column,
            key,
            typed,
            finish,
        }));
        true
    };
    // Copying.
    let copy = move || {
        let place = active.get_untracked();
        let Some(range) = CellRange::between(anchor.get_untracked().unwrap_or(place), place, checks) else {
            return;
        };
        let window = rows.get_untracked();
        if let (false, Some(on_copy)) = (window.covers(range.rows.clone()), on_copy) {
            on_copy.run(range);
            return;
        }
        let text = words.with_value(|words| to_tsv(&window, &range, words.yes, words.no));
        // A refused clipboard leaves it as it was; the person pastes and sees.
        let _ = leptos::prelude::window().navigator().clipboard().write_text(&text);
        announce(&words.with_value(|words| fill(words.copied_cells, &[&range.len().to_string()])));
    };

    let on_head_key = move |event: &KeyboardEvent, column: usize| -> bool {
        let step = match event.key().as_str() {
            "ArrowRight" => 1.0,
            "ArrowLeft" => -1.0,
            _ => 0.0,
        };
        if step != 0.0 && event.shift_key() {
            let cell = body
                .try_with_value(|body| body.as_ref().and_then(|body| body.cell(active.get_untracked())))
                .flatten();
            let width = cell.map_or(NARROWEST, |cell| cell.get_bounding_client_rect().width()) + step * KEY_STEP;
            set_width.run((column, width, true));
            announce_width(words.with_value(|words| words.columns_resized), width.max(NARROWEST));
            return true;
        }
        if step != 0.0 && event.alt_key() {
            let to = if step > 0.0 { column + 1 } else { column.saturating_sub(1) };
            let key = columns.with_untracked(|columns| (to > 0 && column > 0 && to < columns.len()).then(|| columns[column].key.clone()));
            if let (Some(on_reorder), Some(key)) = (on_reorder, key) {
                on_reorder.run((key, to));
                active.update(|active| active.column = to + offset);
                request_animation_frame(move || go(active.get_untracked()));
            }
            return true;
        }
        if matches!(event.key().as_str(), "Enter" | " ") {
            sort(columns, column, actions);
            return true;
        }
        false
    };
    let on_row_key = move |event: &KeyboardEvent, place: Place, index: usize| -> bool {
        let key = event.key();
        let in_checks = checks && place.column == 0;
        match key.as_str() {
            "a" if is_mod(event) && checks => check_all(),
            "c" if is_mod(event) => copy(),
            " " if in_checks || event.shift_key() => check(index, event.shift_key() && in_checks),
            "Enter" if is_mod(event) => open_row(index, OpenHow::NewTab),
            "Enter" if event.shift_key() => open_row(index, OpenHow::Page),
            "Enter" | "F2" if start_edit(place, None) => {}
            "Enter" | " " => open_row(index, OpenHow::Panel),
            "Escape" if anchor.get_untracked().is_some() => {
                anchor.set(None);
                draw();
            }
            _ if key.chars().count() == 1 && !event.ctrl_key() && !event.meta_key() && !event.alt_key() && !in_checks => {
                return start_edit(place, Some(key));
            }
            _ => return false,
        }
        true
    };
    let on_key = move |event: KeyboardEvent| {
        if event.default_prevented() || event.is_composing() || editing.with_untracked(Option::is_some) {
            return;
        }
        let place = active.get_untracked();
        let taken = match place.line {
            Line::Head => match place.column.checked_sub(offset) {
                Some(column) => on_head_key(&event, column),
                None if matches!(event.key().as_str(), "Enter" | " ") => {
                    check_all();
                    true
                }
                None => false,
            },
            Line::Row(index) => on_row_key(&event, place, index),
        };
        if !taken {
            let control = event.ctrl_key() || event.meta_key();
            let Some(to) = moved(&event.key(), control, place, bounds()).filter(|_| !event.alt_key()) else {
                return;
            };
            let extends = event.shift_key() && matches!(to.line, Line::Row(_)) && matches!(place.line, Line::Row(_));
            match (extends, anchor.get_untracked()) {
                (true, None) => anchor.set(Some(place)),
                (false, Some(_)) => anchor.set(None),
                _ => {}
            }
            go(to);
        }
        event.prevent_default();
        event.stop_propagation();
    };

    // Pointer.
    let press_timer = StoredValue::new_local(None::<TimeoutHandle>);
    let swallow_click = StoredValue::new(false);
    let drop_press = move || {
        if let Some(timer) = press_timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let on_click = move |event: ev::MouseEvent| {
        if swallow_click.try_update_value(std::mem::take) == Some(true) {
            event.prevent_default();
            return;
        }
        let Some((place, target)) = place_of(&event) else { return };
        let Line::Row(index) = place.line else { return };
        if checks && place.column == 0 && row_at(index).is_some_and(|row| row.kind == GridRowKind::Record) {
            check(index, event.shift_key());
            return;
        }
        if phone.get_untracked() && selecting.get_untracked() {
            event.prevent_default();
            check(index, false);
            return;
        }
        if event.shift_key() {
            event.prevent_default();
            let from = anchor.get_untracked().unwrap_or(active.get_untracked());
            anchor.set(Some(from));
            active.set(place);
            draw();
            return;
        }
        let link = target.closest("a").ok().flatten();
        let beside = event.ctrl_key() || event.meta_key();
        match link {
            // The browser opens links the way the keys say; only a plain press on the row's own link is ours.
            Some(_) if beside => return,
            Some(link) if link.has_attribute("rel") => return,
            Some(_) => event.prevent_default(),
            None => {}
        }
        let marked_text = leptos::prelude::window()
            .get_selection()
            .ok()
            .flatten()
            .is_some_and(|text| !text.is_collapsed());
        if !marked_text {
            open_row(index, if beside { OpenHow::NewTab } else { OpenHow::Panel });
        }
    };
    let on_double = move |event: ev::MouseEvent| {
        let Some((place, _)) = place_of(&event) else { return };
        if let Line::Row(index) = place.line
            && !(checks && place.column == 0)
            && !start_edit(place, None)
        {
            open_row(index, OpenHow::Page);
        }
    };
    let on_press = move |event: ev::PointerEvent| {
        drop_press();
        let Some((
            Place {
                line: Line::Row(index), ..
            },
            _,
        )) = place_of(&event)
        else {
            return;
        };
        if event.pointer_type() == "touch" && checks {
            let timer = set_timeout_with_handle(
                move || {
                    swallow_click.try_set_value(true);
                    check(index, false);
                },
                LONG_PRESS,
            );
            press_timer.set_value(timer.ok());
        }
    };
    let on_context = move |event: ev::MouseEvent| {
        let (
            Some(on_menu),
            Some((
                Place {
                    line: Line::Row(index), ..
                },
                target,
            )),
        ) = (on_menu, place_of(&event))
        else {
            return;
        };
        let Some(row) = row_at(index).filter(|row| row.kind == GridRowKind::Record) else {
            return;
        };
        event.prevent_default();
        // From the keyboard there is no pointer: the menu opens at the cell.
        let point = if event.client_x() == 0 && event.client_y() == 0 {
            let area = target.get_bounding_client_rect();
            (area.left(), area.bottom())
        } else {
            (f64::from(event.client_x()), f64::from(event.client_y()))
        };
        on_menu.run(RowMenu { id: row.id, index, point });
    };

    let settle_timer = StoredValue::new_local(None::<TimeoutHandle>);
    let on_scroll = move |_| {
        drop_press();
        body.try_update_value(|body| {
            if let Some(body) = body.as_mut() {
                body.scrolled();
            }
        });
        draw();
        if let Some(timer) = settle_timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let timer = set_timeout_with_handle(
            move || {
                body.try_update_value(|body| {
                    if let Some(body) = body.as_mut() {
                        body.settle();
                    }
                });
                if body.try_with_value(|_| ()).is_some() {
                    draw();
                }
            },
            REST,
        );
        settle_timer.set_value(timer.ok());
    };
    on_cleanup(move || {
        drop_press();
        if let Some(timer) = settle_timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    });

    let on_focus_in = move |event: ev::FocusEvent| {
        let Some((place, _)) = place_of(&event) else { return };
        focused.set(true);
        if active.get_untracked() != place {
            active.set(place);
            draw();
        }
    };
    let on_focus_out = move |event: ev::FocusEvent| {
        let inside = root.try_get_untracked().flatten().is_some_and(|root| {
            event
                .related_target()
                .and_then(|to| to.dyn_into::<web_sys::Node>().ok())
                .is_some_and(|to| root.contains(Some(&to)))
        });
        if !inside {
            focused.try_set(false);
        }
    };
    let on_paste_event = move |event: web_sys::ClipboardEvent| {
        let (Some(on_paste), Line::Row(row)) = (on_paste, active.get_untracked().line) else {
            return;
        };
        if editing.with_untracked(Option::is_some) {
            return;
        }
        let text = event
            .clipboard_data()
            .and_then(|data| data.get_data("text/plain").ok())
            .unwrap_or_default();
        if let Some(column) = active.get_untracked().column.checked_sub(offset)
            && !text.is_empty()
        {
            event.prevent_default();
            on_paste.run(PasteCells {
                row,
                column,
                cells: from_tsv(&text),
            });
        }
    };

    // The editor lies over its cell, inside the canvas, so that it scrolls with it.
    let editor_view = move || {
        let edit = editing.get()?;
        let place = Place {
            line: Line::Row(edit.index),
            column: edit.column + offset,
        };
        let (x, y, width, height) = body.try_with_value(|body| {
            let body = body.as_ref()?;
            let cell = body.cell(place)?;
            Some((cell.offset_left(), body.top_of(edit.index), cell.offset_width(), body.viewport.row))
        })??;
        let inside = editor?.run(edit);
        if inside.is_none() {
            editing.set(None);
        }
        Some(view! {
            <div
                class="grid__editor"
                style:--x=format!("{x}px")
                style:--y=format!("{y}px")
                style:--w=format!("{width}px")
                style:--h=format!("{height}px")
                on:keydown=move |event| event.stop_propagation()
                on:focusin=move |event| event.stop_propagation()
                on:click=move |event| event.stop_propagation()
                on:pointerdown=move |event| event.stop_propagation()
            >
                {inside}
            </div>
        })
    };
    let is_empty = Memo::new(move |_| count.get() == 0);
    view! {
        <div
            class="grid"
            class:grid--selecting=move || selecting.get()
            role="grid"
            aria-label=move || label.get()
            aria-rowcount=move || (count.get() + 1).to_string()
            aria-colcount=move || (columns.with(Vec::len) + offset).to_string()
            aria-multiselectable=checks.then_some("true")
            node_ref=root
            on:scroll=on_scroll
            on:keydown=on_key
            on:focusin=on_focus_in
            on:focusout=on_focus_out
            on:click=on_click
            on:dblclick=on_double
            on:auxclick=move |event: ev::MouseEvent| {
                if event.button() == 1
                    && let Some((Place { line: Line::Row(index), .. }, target)) = place_of(&event)
                    && target.closest("a").ok().flatten().is_none()
                {
                    open_row(index, OpenHow::NewTab);
                }
            }
            on:pointerdown=on_press
            on:pointerup=move |_| drop_press()
            on:pointercancel=move |_| drop_press()
            on:contextmenu=on_context
            on:paste=on_paste_event
        >
            <div class="grid__probe" aria-hidden="true"></div>
            <Head columns=columns count=count selection=selection actions=actions/>
            <div class="grid__canvas" role="presentation">
                <div class="grid__rows" role="rowgroup"></div>
                {editor_view}
            </div>
            {move || is_empty.get().then(|| empty.clone().map(|empty| view! { <div class="grid__empty">{empty.run()}</div> }))}
            {foot.map(|totals| view! { <Foot columns=columns totals=totals checks=checks/> })}
        </div>
    }
}

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
