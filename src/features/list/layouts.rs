//! What of a list is in another part of the program: all layouts but the table, which a list starts with, the dialogs, and what the
//! buttons of the bar open.

use model::View;
use wasm_split_helpers::wasm_split;

use super::{
    board::{BoardSums, ListBoard, ListBoardLive},
    board_look::CompactToggle,
    board_picker::PipelinePicker,
    bulk_edit::{BulkEditDialog, BulkTask},
    calendar::{DaysShown, ListCalendar},
    calendar_bar::DatePicker,
    card_fields::CardFieldsButton,
    colours::ColoursForm,
    columns::ColumnsForm,
    lens::Lens,
    print::PrintedList,
    save_view::{SaveViewDialog, Saving},
    sort::SortForm,
    summary::{ListSummary, Summary, SummaryTools},
};
use crate::client::Live;
use crate::part::{Late, extra, piece};
use crate::reactive::prelude::*;
use crate::ui::grid::Selection;

/// The board.
pub(super) fn board(lens: Lens, board: ListBoardLive, on_new: Callback<()>) -> AnyView {
    piece(list_board, move |make| make(lens, board, on_new))
}

#[wasm_split(everyday, fallible)]
fn list_board() -> Late<fn(Lens, ListBoardLive, Callback<()>) -> AnyView> {
    Ok(|lens, board, on_new| view! { <ListBoard lens=lens board=board on_new=on_new/> }.into_any())
}

/// The pipeline of a board.
pub(super) fn pipeline(lens: Lens) -> AnyView {
    extra(pipeline_picker, move |make| make(lens))
}

#[wasm_split(everyday, fallible)]
fn pipeline_picker() -> Late<fn(Lens) -> AnyView> {
    Ok(|lens| view! { <PipelinePicker lens=lens/> }.into_any())
}

/// What a board says and offers in the bar above it.
pub(super) fn board_tools(lens: Lens, board: ListBoardLive) -> AnyView {
    extra(list_board_tools, move |make| make(lens, board))
}

#[wasm_split(everyday, fallible)]
fn list_board_tools() -> Late<fn(Lens, ListBoardLive) -> AnyView> {
    Ok(|lens, board| view! { <BoardSums live=board.live/> <CompactToggle lens=lens/> <CardFieldsButton lens=lens/> }.into_any())
}

/// The calendar.
pub(super) fn calendar(lens: Lens, live: Live, shown: DaysShown) -> AnyView {
    piece(list_calendar, move |make| make(lens, live, shown))
}

#[wasm_split(everyday, fallible)]
fn list_calendar() -> Late<fn(Lens, Live, DaysShown) -> AnyView> {
    Ok(|lens, live, shown| view! { <ListCalendar lens=lens live=live shown=shown/> }.into_any())
}

/// The days that a calendar shows.
pub(super) fn days(lens: Lens, shown: DaysShown) -> AnyView {
    extra(date_picker, move |make| make(lens, shown))
}

#[wasm_split(everyday, fallible)]
fn date_picker() -> Late<fn(Lens, DaysShown) -> AnyView> {
    Ok(|lens, shown| view! { <DatePicker lens=lens shown=shown/> }.into_any())
}

/// What a calendar offers in the bar above it.
pub(super) fn calendar_tools(lens: Lens) -> AnyView {
    extra(list_calendar_tools, move |make| make(lens))
}

#[wasm_split(everyday, fallible)]
fn list_calendar_tools() -> Late<fn(Lens) -> AnyView> {
    Ok(|lens| view! { <CardFieldsButton lens=lens/> }.into_any())
}

/// The summary.
pub(super) fn summary(lens: Lens, summary: Summary) -> AnyView {
    piece(list_summary, move |make| make(lens, summary))
}

#[wasm_split(office, fallible)]
fn list_summary() -> Late<fn(Lens, Summary) -> AnyView> {
    Ok(|lens, summary| view! { <ListSummary lens=lens summary=summary/> }.into_any())
}

/// What a summary offers in the bar above it.
pub(super) fn summary_tools(summary: Summary) -> AnyView {
    extra(list_summary_tools, move |make| make(summary))
}

#[wasm_split(office, fallible)]
fn list_summary_tools() -> Late<fn(Summary) -> AnyView> {
    Ok(|summary| view! { <SummaryTools summary=summary/> }.into_any())
}

/// What a button of the bar opens.
#[derive(Clone, Copy)]
pub(super) enum BarForm {
    Columns,
    Sort,
    Colours,
}

/// The form below a button of the bar.
pub(super) fn form(form: BarForm, lens: Lens) -> AnyView {
    piece(list_forms, move |make| make(form, lens))
}

#[wasm_split(everyday, fallible)]
fn list_forms() -> Late<fn(BarForm, Lens) -> AnyView> {
    Ok(|form, lens| match form {
        BarForm::Columns => view! { <ColumnsForm lens=lens/> }.into_any(),
        BarForm::Sort => view! { <SortForm lens=lens/> }.into_any(),
        BarForm::Colours => view! { <ColoursForm lens=lens/> }.into_any(),
    })
}

/// The dialog that changes a field of all that is selected.
pub(super) fn bulk_edit(lens: Lens, selection: RwSignal<Selection>, total: Signal<u32>, task: RwSignal<Option<BulkTask>>) -> AnyView {
    extra(bulk_edit_dialog, move |make| make(lens, selection, total, task))
}

#[wasm_split(everyday, fallible)]
fn bulk_edit_dialog() -> Late<fn(Lens, RwSignal<Selection>, Signal<u32>, RwSignal<Option<BulkTask>>) -> AnyView> {
    Ok(|lens, selection, total, task| view! { <BulkEditDialog lens=lens selection=selection total=total task=task/> }.into_any())
}

/// The dialog that names and saves a view.
pub(super) fn save_view(lens: Lens, saving: RwSignal<Option<Saving>>) -> AnyView {
    extra(save_view_dialog, move |make| make(lens, saving))
}

#[wasm_split(everyday, fallible)]
fn save_view_dialog() -> Late<fn(Lens, RwSignal<Option<Saving>>) -> AnyView> {
    Ok(|lens, saving| view! { <SaveViewDialog lens=lens saving=saving/> }.into_any())
}

/// The whole list, for paper.
pub(super) fn printed(lens: Lens, printing: RwSignal<Option<View>>) -> AnyView {
    extra(printed_list, move |make| make(lens, printing))
}

#[wasm_split(everyday, fallible)]
fn printed_list() -> Late<fn(Lens, RwSignal<Option<View>>) -> AnyView> {
    Ok(|lens, printing| view! { <PrintedList lens=lens printing=printing/> }.into_any())
}
