//! First steps: which of them were done, and whether their list was put away. Kept on this device.
//!
//! What was done is remembered only so that the list is right from its first moment on; whoever shows it looks at what is
//! there and corrects it.

use serde::{Deserialize, Serialize};

use crate::platform::preferences::{self, Key};
use crate::reactive::prelude::*;

#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    away: bool,
    done: Vec<String>,
}

/// The first steps; copy it into callbacks.
#[derive(Clone, Copy)]
pub struct FirstSteps(RwSignal<Kept>);

impl FirstSteps {
    /// Steps that leave no records: whoever sees one done says so.
    pub const PALETTE: &'static str = "palette";
    /// A tour was begun.
    pub const TOUR: &'static str = "tour";
    /// A pipeline was changed.
    pub const STAGES: &'static str = "stages";

    pub(super) fn new() -> Self {
        Self(RwSignal::new(preferences::read(Key::FirstSteps).unwrap_or_default()))
    }

    /// Whether the list was put away.
    #[must_use]
    pub fn is_away(self) -> bool {
        self.0.with(|kept| kept.away)
    }

    /// Whether a step was done when it was last looked at.
    #[must_use]
    pub fn is_done(self, step: &str) -> bool {
        self.0.with(|kept| kept.done.iter().any(|done| done == step))
    }

    /// Remembers whether a step is done.
    pub fn set_done(self, step: &str, done: bool) {
        if untrack(|| self.is_done(step)) == done {
            return;
        }
        self.change(|kept| {
            kept.done.retain(|other| other != step);
            if done {
                kept.done.push(step.to_owned());
            }
        });
    }

    /// Puts the list away, or brings it back.
    pub fn put_away(self, away: bool) {
        self.change(|kept| kept.away = away);
    }

    fn change(self, change: impl FnOnce(&mut Kept)) {
        let mut kept = self.0.get_untracked();
        change(&mut kept);
        preferences::write(Key::FirstSteps, &kept);
        self.0.set(kept);
    }
}
