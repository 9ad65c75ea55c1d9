//! What keys do in a list: moving, selecting, editing, and the bin. Keys that table and board understand themselves are
//! handed to the row or card that has the focus, or will have it.

use bridge::{Command, Selection as Records};
use leptos::task::spawn_local;
use model::RecordId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, KeyboardEventInit};

use super::lens::Lens;
use crate::client::LiveView;
use crate::reactive::prelude::*;
use crate::rows::engine_selection;
use crate::session::Session;
use crate::shortcuts::{Action, Scope};
use crate::ui::{dom::focus, grid::Selection};

/// The cell or card that Tab would reach, in any layout.
const STOP: &str = "#main [role=grid] [tabindex='0'], #main .board__card[tabindex='0']";

/// Cells and cards, and the first column among them: there letters are shortcuts.
const CELL: &str = "#main [role=gridcell], #main [role=rowheader], #main .board__card";
const NAMED: &str = "[role=rowheader], .board__card, [role=gridcell]:first-child";

/// The cell or card with the focus.
fn focused() -> Option<HtmlElement> {
    let element = document().active_element()?;
    element.closest(CELL).ok().flatten()?.dyn_into().ok()
}

/// The row or card that keys are about. When none has the focus, the first one gets it.
fn enter() -> Option<HtmlElement> {
    let stop: HtmlElement = document().query_selector(STOP).ok().flatten()?.dyn_into().ok()?;
    focus(&stop);
    Some(stop)
}

/// Presses a key on an element.
fn press(element: &Element, key: &str, shift: bool) {
    let options = KeyboardEventInit::new();
    options.set_key(key);
    options.set_shift_key(shift);
    options.set_bubbles(true);
    options.set_cancelable(true);
    if let Ok(event) = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &options) {
        // Whether it was taken is for the element to know.
        let _ = element.dispatch_event(&event);
    }
}

/// Moving, selecting and editing, until the page goes.
pub(super) fn use_list_keys() {
    let shortcuts = Session::expect().shortcuts;
    for (action, key, shift) in [
        (Action::Down, "ArrowDown", false),
        (Action::Up, "ArrowUp", false),
        (Action::Select, " ", true),
        (Action::Edit, "F2", false),
    ] {
        shortcuts.on(action, Scope::List, move || match focused() {
            Some(cell) => {
                // Once the key that led here has been heard: its listener must not be entered again.
                queue_microtask(move || press(&cell, key, shift));
                true
            }
            None => enter().is_some(),
        });
    }
}

/// The record of the row with the focus.
pub(super) fn row_in_focus(live: LiveView) -> Option<RecordId> {
    let cell = focused().filter(|cell| cell.matches(NAMED).unwrap_or(false))?;
    let row = cell
        .closest("[role=row]")
        .ok()
        .flatten()?
        .get_attribute("aria-rowindex")?
        .parse::<usize>()
        .ok()?;
    let page = live.page().get_untracked()?;
    // The head is the first row.
    let place = row.checked_sub(2)?.checked_sub(page.start as usize)?;
    page.rows.get(place).map(|row| row.id)
}

/// The record of the card with the focus.
pub(super) fn card_in_focus() -> Option<RecordId> {
    let item = focused()?.closest("[data-card]").ok().flatten()?;
    Some(RecordId(item.get_attribute("data-card")?.parse().ok()?))
}

/// The bin, for the selected records or the one with the focus. Until the table or board goes.
pub(super) fn use_record_keys(
    lens: Lens,
    selection: RwSignal<Selection>,
    count: impl Fn() -> u32 + Send + Sync + 'static,
    in_focus: impl Fn() -> Option<RecordId> + Send + Sync + 'static,
) {
    let session = Session::expect();
    session.shortcuts.on(Action::Archive, Scope::List, move || {
        let selected = !selection.with_untracked(|selection| selection.is_empty(count() as usize));
        if selected {
            archive_selection(lens, session, selection, count());
            return true;
        }
        let Some(record) = in_focus() else { return false };
        session.act(Command::Trash {
            object: lens.object(),
            selection: Records::Records(vec![record]),
        });
        true
    });
}

/// Moves all selected records to the bin.
pub(super) fn archive_selection(lens: Lens, session: Session, selection: RwSignal<Selection>, total: u32) {
    let (chosen, object) = (selection.get_untracked(), lens.object());
    let Some(view) = lens.view.get_untracked() else { return };
    spawn_local(async move {
        match engine_selection(session.engine, chosen, &view, total).await {
            Ok(records) => session.act_then(
                Command::Trash {
                    object,
                    selection: records,
                },
                move |result| {
                    if result.is_ok() {
                        selection.try_update(Selection::clear);
                    }
                    false
                },
            ),
            Err(error) => session.refused(&error, Some(&object)),
        }
    });
}
