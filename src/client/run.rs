//! [`use_run`]: commands from buttons.

use bridge::{Command, Done};
use leptos::task::spawn_local;

use super::{AskError, Engine};
use crate::reactive::prelude::*;

/// Runs commands for a component. A command goes on when the component is gone; its callback is then not called.
#[derive(Clone, Copy)]
pub struct Run {
    engine: Engine,
    under_way: RwSignal<u32>,
}

impl Run {
    /// Runs a command and calls `then` with how it went.
    pub fn run(self, command: Command, then: impl FnOnce(Result<Done, AskError>) + 'static) {
        self.under_way.try_update(|count| *count += 1);
        spawn_local(async move {
            let result = self.engine.run(command).await;
            // The signal goes with the component.
            if self.under_way.try_update(|count| *count -= 1).is_some() {
                then(result);
            }
        });
    }

    /// Whether a command is under way.
    #[must_use]
    pub fn pending(self) -> Signal<bool> {
        Signal::derive(move || self.under_way.get() > 0)
    }
}

/// A runner of commands that belongs to the component whose body calls this.
#[must_use]
pub fn use_run() -> Run {
    Run {
        engine: Engine::expect(),
        under_way: RwSignal::new(0),
    }
}
