//! What keys do: one table of actions, the person's changes to it, and who is asked when a key is pressed.
//!
//! The table is the only place that names keys. The listener, the hints on controls and in menus, the palette, the sheet
//! behind `?` and the settings all read it, through the person's keymap. An action is done by who has asked for it with
//! [`Shortcuts::on`], innermost scope first, or by pressing the control on the screen that carries its name.

mod keymap;
mod listen;
mod table;

use std::rc::Rc;

pub use keymap::{Conflict, Keymap, Keys};
pub use table::{Action, Line, Scope, TABLE};

use crate::platform::preferences::{self, Key};
use crate::reactive::prelude::*;
use crate::ui::button::KeyHint;

/// Does an action; false when it does not concern the asked one, and the next scope is asked.
type Act = Rc<dyn Fn() -> bool>;

/// Somebody who does an action.
#[derive(Clone)]
struct Actor {
    number: u32,
    action: Action,
    scope: Scope,
    act: Act,
}

/// The shortcuts in force; copy it into callbacks.
#[derive(Clone, Copy)]
pub struct Shortcuts {
    keymap: RwSignal<Keymap>,
    actors: StoredValue<Vec<Actor>>,
    next: StoredValue<u32>,
    /// The sheet of all shortcuts is open.
    pub sheet: RwSignal<bool>,
}

impl Shortcuts {
    /// Reads the person's keys and starts to listen. Once, at the root.
    pub fn provide() -> Self {
        let shortcuts = Self {
            keymap: RwSignal::new(preferences::read(Key::Shortcuts).unwrap_or_default()),
            actors: StoredValue::new(Vec::new()),
            next: StoredValue::new(0),
            sheet: RwSignal::new(false),
        };
        provide_context(shortcuts);
        listen::listen(shortcuts);
        shortcuts
    }

    /// The one that was provided.
    ///
    /// # Panics
    /// Without [`Shortcuts::provide`] above: a fault of the app's root, found at its first render.
    #[must_use]
    #[track_caller]
    pub fn expect() -> Self {
        use_context().expect("Shortcuts::provide is called at the root of the app")
    }

    /// Does an action from now on, until the current owner goes. Within a scope the newest is asked first.
    pub fn on(self, action: Action, scope: Scope, act: impl Fn() -> bool + 'static) {
        let number = self.next.try_update_value(|next| {
            *next += 1;
            *next
        });
        let number = number.unwrap_or_default();
        let actor = Actor {
            number,
            action,
            scope,
            act: Rc::new(act),
        };
        self.actors.try_update_value(|actors| actors.push(actor));
        on_cleanup(move || {
            self.actors.try_update_value(|actors| actors.retain(|actor| actor.number != number));
        });
    }

    /// Does an action now, as its key would; false when nobody can.
    pub fn run(self, action: Action) -> bool {
        let mut actors = self.actors.try_get_value().unwrap_or_default();
        actors.retain(|actor| actor.action == action);
        // The sort is stable: within a scope the order of asking stays.
        actors.sort_by_key(|actor| actor.scope);
        actors.iter().rev().any(|actor| (actor.act)()) || listen::press_control(action)
    }

    /// The keys in force.
    #[must_use]
    pub fn keymap(self) -> Signal<Keymap> {
        self.keymap.into()
    }

    /// Changes the keys, also for the next window.
    pub fn change(self, change: impl FnOnce(&mut Keymap)) {
        self.keymap.update(change);
        self.keymap.with_untracked(|keymap| {
            if *keymap == Keymap::default() {
                preferences::forget(Key::Shortcuts);
            } else {
                preferences::write(Key::Shortcuts, keymap);
            }
        });
    }

    /// What a control shows and says about an action's key; it also makes the control the one that the key presses.
    #[must_use]
    pub fn hint(self, action: Action) -> Signal<KeyHint> {
        Signal::derive(move || {
            let keys = self.keymap.with(|keymap| keymap.in_force(action));
            KeyHint {
                action: action.name(),
                label: keys.first().map(Keys::label).unwrap_or_default(),
                aria: keys.iter().filter_map(Keys::aria).collect::<Vec<_>>().join(" "),
            }
        })
    }

    /// The key of an action as it is written on this device; empty when it has none.
    #[must_use]
    pub fn label(self, action: Action) -> String {
        self.keymap
            .with(|keymap| keymap.in_force(action).first().map(Keys::label).unwrap_or_default())
    }
}
