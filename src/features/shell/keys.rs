//! Keys that work everywhere. Single letters stay quiet while somebody types and under dialogs.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::platform::{keys::Shortcut, preferences::Preferences};
use crate::session::{NewRecord, Session};
use crate::ui::{
    dom::{is_typing, on_window},
    layer::{self, LayerKind},
};

/// Listens until the owner goes.
pub(super) fn use_keys() {
    let session = Session::expect();
    let preferences = Preferences::expect();
    let shortcuts = Shortcuts::new();
    on_window("keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.default_prevented() || event.is_composing() || layer::top() == Some(LayerKind::Modal) {
            return;
        }
        let typing = is_typing(event);
        let done = if shortcuts.undo.matches(event) && !typing {
            session.undo();
            true
        } else if (shortcuts.redo.matches(event) || shortcuts.redo_too.matches(event)) && !typing {
            session.redo();
            true
        } else if shortcuts.sidebar.matches(event) {
            preferences.set_sidebar(!preferences.sidebar().get_untracked());
            true
        } else {
            !typing && layer::top() != Some(LayerKind::Popover) && single(session, event)
        };
        if done {
            event.prevent_default();
        }
    });
}

struct Shortcuts {
    undo: Shortcut,
    redo: Shortcut,
    redo_too: Shortcut,
    sidebar: Shortcut,
}

impl Shortcuts {
    fn new() -> Self {
        Self {
            undo: Shortcut::new("Mod+Z"),
            redo: Shortcut::new("Mod+Shift+Z"),
            redo_too: Shortcut::new("Mod+Y"),
            sidebar: Shortcut::new("Mod+B"),
        }
    }
}

/// Keys without a modifier; true when one was taken.
fn single(session: Session, event: &KeyboardEvent) -> bool {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return false;
    }
    match event.key().as_str() {
        "n" if !event.repeat() => {
            let object = session
                .navigator
                .route()
                .with_untracked(|route| route.object().cloned())
                .unwrap_or_else(|| "contact".into());
            let known = session.engine.schema().with_untracked(|schema| schema.object(&object).is_some());
            if known {
                session.creating.set(Some(NewRecord::of(&object)));
            }
        }
        _ => return false,
    }
    true
}
