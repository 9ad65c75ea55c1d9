//! The grid's component: its elements, and which part hears what.

use std::{collections::HashMap, ops::Range, sync::Arc};

use leptos::html;

use super::{
    api::{CheckRange, HeadMenu, OpenRow, PasteCells, RowMenu},
    body::CellRange,
    cell::{GridWindow, RowId},
    column::GridColumn,
    edit::CellEdit,
    foot::{Foot, FootCell},
    head::Head,
    keys::{Line, Place},
    pointer::Pointer,
    selection::Selection,
    state::GridState,
};
use crate::reactive::prelude::*;
use crate::ui::{dom::use_media, words::use_words};

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
    /// A block is to be copied; without it the rows at hand are, as they are shown.
    #[prop(optional, into)]
    on_copy: Option<Callback<CellRange>>,
    /// Cells were pasted.
    #[prop(optional, into)]
    on_paste: Option<Callback<PasteCells>>,
    /// A block is to be filled with its first row.
    #[prop(optional, into)]
    on_fill: Option<Callback<CellRange>>,
    /// A group's head was pressed.
    #[prop(optional, into)]
    on_group: Option<Callback<RowId>>,
    /// A context menu was asked for on a row.
    #[prop(optional, into)]
    on_menu: Option<Callback<RowMenu>>,
    /// A context menu was asked for on a column's head.
    #[prop(optional, into)]
    on_head_menu: Option<Callback<HeadMenu>>,
    /// First row in view: read once at the start, kept up to date while scrolling.
    #[prop(optional)]
    top: Option<RwSignal<usize>>,
    /// Shown when there are no rows.
    #[prop(optional, into)]
    empty: Option<ViewFn>,
) -> impl IntoView {
    let grid = GridState {
        root: NodeRef::<html::Div>::new(),
        body: StoredValue::new(None),
        words: StoredValue::new(use_words()),
        columns,
        count,
        rows,
        current,
        selection,
        top,
        phone: use_media("(width <= 40rem)"),
        want,
        editor,
        on_open,
        on_sort,
        on_resize,
        on_reorder,
        on_range,
        on_copy,
        on_paste,
        on_fill,
        on_group,
        on_menu,
        on_head_menu,
        active: RwSignal::new(Place {
            line: Line::Row(0),
            column: usize::from(selection.is_some()),
        }),
        anchor: RwSignal::new(None),
        focused: RwSignal::new(false),
        editing: RwSignal::new(None),
        widths: RwSignal::new(HashMap::new()),
        last_checked: StoredValue::new(None),
    };
    grid.run();
    let pointer = Pointer::new(grid);
    let checks = selection.is_some();
    let selecting = Memo::new(move |_| grid.is_selecting());
    let is_empty = Memo::new(move |_| count.get() == 0);
    view! {
        <div
            class="grid"
            class:grid--selecting=move || selecting.get()
            role="grid"
            aria-label=move || label.get()
            aria-rowcount=move || (count.get() + 1).to_string()
            aria-colcount=move || (columns.with(Vec::len) + usize::from(checks)).to_string()
            aria-multiselectable=checks.then_some("true")
            node_ref=grid.root
            on:scroll=move |_| pointer.scroll()
            on:keydown=move |event| grid.on_key(&event)
            on:focusin=move |event| grid.focus_in(&event)
            on:focusout=move |event| grid.focus_out(&event)
            on:click=move |event| pointer.click(&event)
            on:dblclick=move |event| pointer.double_click(&event)
            on:auxclick=move |event| pointer.other_click(&event)
            on:pointerdown=move |event| pointer.down(&event)
            on:pointermove=move |event| pointer.moved(&event)
            on:pointerup=move |_| pointer.up()
            on:pointercancel=move |_| pointer.up()
            on:contextmenu=move |event| pointer.context_menu(&event)
            on:paste=move |event| grid.paste(&event)
        >
            <div class="grid__probe" aria-hidden="true"></div>
            <Head grid=grid/>
            <div class="grid__canvas" role="presentation">
                <div class="grid__rows" role="rowgroup"></div>
                <EditorLayer grid=grid/>
            </div>
            {move || is_empty.get().then(|| empty.clone().map(|empty| view! {
                // A grid holds rows of cells and nothing else.
                <div role="rowgroup"><div role="row"><div class="grid__empty" role="gridcell">{empty.run()}</div></div></div>
            }))}
            {foot.map(|totals| view! { <Foot columns=columns totals=totals checks=checks/> })}
        </div>
    }
}

/// The open editor lies over its cell, inside the canvas, so that it scrolls with it. Its events are its own.
#[component]
fn EditorLayer(grid: GridState) -> impl IntoView {
    dynamic(move || {
        let edit = grid.editing.get()?;
        let place = Place {
            line: Line::Row(edit.index),
            column: edit.column + grid.offset(),
        };
        let cell = grid.cell(place)?;
        let (top, height) = grid
            .body
            .try_with_value(|body| body.as_ref().map(|body| (body.top_of(edit.index), body.viewport.row)))??;
        let inside = grid.editor?.run(edit);
        if inside.is_none() {
            grid.editing.set(None);
        }
        Some(view! {
            <div
                class="grid__editor"
                style:--x=format!("{}px", cell.offset_left())
                style:--y=format!("{top}px")
                style:--w=format!("{}px", cell.offset_width())
                style:--h=format!("{height}px")
                on:keydown=move |event| event.stop_propagation()
                on:focusin=move |event| event.stop_propagation()
                on:click=move |event| event.stop_propagation()
                on:dblclick=move |event| event.stop_propagation()
                on:pointerdown=move |event| event.stop_propagation()
            >
                {inside}
            </div>
        })
    })
}
