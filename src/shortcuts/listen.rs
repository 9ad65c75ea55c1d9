//! The one listener for keys of the app. It hears a key after every control has had the chance to take it.
//!
//! It stays out of the way: keys are not taken while somebody types or composes a letter, single letters not under a menu,
//! nothing under a dialog but what belongs to it, and nothing that no action has.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::{Action, Keys, Shortcuts, TABLE};
use crate::platform::{clock, keys::Shortcut};
use crate::reactive::prelude::*;
use crate::ui::{
    dom::{is_typing, on_window},
    layer::{self, LayerKind},
};

/// How long the second of two keys is waited for, in milliseconds.
const PATIENCE: i64 = 1_500;

/// Listens until the owner goes.
pub(super) fn listen(shortcuts: Shortcuts) {
    // The first of two keys, and when it was pressed.
    let begun = Cell::new(None::<(Shortcut, i64)>);
    on_window("keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        // A key that only changes others, on the way to one of them.
        if matches!(event.key().as_str(), "Shift" | "Control" | "Alt" | "Meta" | "AltGraph") {
            return;
        }
        let first = begun.take().filter(|(_, at)| clock::now() - at < PATIENCE).map(|(first, _)| first);
        if event.default_prevented() || event.is_composing() {
            return;
        }
        let typing = is_typing(event);
        let front = layer::top();
        let matching = |action: Action| {
            shortcuts.keymap.with_untracked(|keymap| {
                let keys = keymap.in_force(action);
                keys.into_iter().find_map(|keys| heard(&keys, first.as_ref(), event))
            })
        };
        let mut starts = None;
        for line in TABLE.iter().filter(|line| !line.fixed) {
            let Some(heard) = matching(line.action) else { continue };
            if !is_free(line.action, event, typing, front) {
                continue;
            }
            match heard {
                Heard::Whole if event.repeat() && !repeats(line.action) => {}
                Heard::Whole if shortcuts.run(line.action) => {
                    event.prevent_default();
                    return;
                }
                Heard::Whole => {}
                Heard::Begun(first) => starts = Some(first),
            }
        }
        if let Some(first) = starts {
            begun.set(Some((first, clock::now())));
            event.prevent_default();
        }
    });
}

/// What an event is to the keys of an action.
enum Heard {
    /// All of them.
    Whole,
    /// The first of two.
    Begun(Shortcut),
}

fn heard(keys: &Keys, first: Option<&Shortcut>, event: &KeyboardEvent) -> Option<Heard> {
    match (&keys.then, first) {
        (Some(then), Some(first)) => (keys.first == *first && then.matches(event)).then_some(Heard::Whole),
        (Some(_), None) => keys.first.matches(event).then(|| Heard::Begun(keys.first.clone())),
        (None, None) => keys.first.matches(event).then_some(Heard::Whole),
        // The second key belongs to the first, whatever it means alone.
        (None, Some(_)) => None,
    }
}

/// Whether the action may be done where the person is.
fn is_free(action: Action, event: &KeyboardEvent, typing: bool, front: Option<LayerKind>) -> bool {
    let held = event.ctrl_key() || event.meta_key();
    match action {
        // The palette closes by the key that opened it; whether it may open it knows itself.
        Action::Palette => true,
        Action::Sidebar => front != Some(LayerKind::Modal),
        // Text has a history of its own.
        Action::Undo | Action::Redo => front != Some(LayerKind::Modal) && !typing,
        _ if held => front != Some(LayerKind::Modal) && !typing,
        _ => !matches!(front, Some(LayerKind::Modal | LayerKind::Popover)) && !typing,
    }
}

/// Whether a key that is held down does the action again and again.
fn repeats(action: Action) -> bool {
    matches!(
        action,
        Action::Down | Action::Up | Action::NoticeDown | Action::NoticeUp | Action::Previous | Action::Next | Action::Undo | Action::Redo
    )
}

/// Presses the control that carries an action's name, if one can be seen and pressed. Of several the last: panels come
/// after pages.
pub(super) fn press_control(action: Action) -> bool {
    let Ok(found) = document().query_selector_all(&format!("[data-action='{}']", action.name())) else {
        return false;
    };
    let controls = (0..found.length()).filter_map(|index| found.item(index)?.dyn_into::<HtmlElement>().ok());
    let Some(control) = controls.filter(can_be_pressed).reduce(|_, later| later) else {
        return false;
    };
    control.click();
    true
}

fn can_be_pressed(control: &HtmlElement) -> bool {
    let element: &Element = control;
    let drawn = element.get_bounding_client_rect().width() > 0.0;
    let off = element.matches(":disabled, [aria-disabled=true], [inert] *").unwrap_or(true);
    drawn && !off
}
