//! What can be done to what is looked at: features say it, the palette offers it.
//!
//! A list says what can be done to its selection, a page what can be done to its record. What was said last comes first.

use std::sync::Arc;

use super::Session;
use crate::reactive::prelude::*;
use crate::shortcuts::Action;
use crate::ui::icon::Glyph;

/// Something that can be done.
#[derive(Clone)]
pub struct Deed {
    /// What it is called.
    pub label: String,
    /// Its icon.
    pub icon: Glyph,
    /// The action whose key does the same.
    pub action: Option<Action>,
    /// One of many of its kind: offered only when its words are typed.
    pub minor: bool,
    /// Does it.
    pub act: Arc<dyn Fn() + Send + Sync>,
}

impl Deed {
    /// A deed by its words.
    pub fn new(label: impl Into<String>, icon: Glyph, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self {
            label: label.into(),
            icon,
            action: None,
            minor: false,
            act: Arc::new(act),
        }
    }

    /// With the action whose key does the same.
    #[must_use]
    pub fn key(mut self, action: Action) -> Self {
        self.action = Some(action);
        self
    }

    /// Offered only when its words are typed.
    #[must_use]
    pub fn minor(mut self) -> Self {
        self.minor = true;
        self
    }
}

/// Deeds about one thing.
#[derive(Clone)]
pub struct Deeds {
    number: u32,
    /// What they are about.
    pub about: Signal<String>,
    /// The deeds.
    pub deeds: Signal<Vec<Deed>>,
}

/// Everything that can be done now; copy it into callbacks.
#[derive(Clone, Copy)]
pub struct Offered {
    all: RwSignal<Vec<Deeds>>,
    next: StoredValue<u32>,
}

impl Offered {
    pub(super) fn new() -> Self {
        Self {
            all: RwSignal::new(Vec::new()),
            next: StoredValue::new(0),
        }
    }
}

impl Session {
    /// Offers deeds until the current owner goes. `about` is the heading over them.
    pub fn offer(self, about: Signal<String>, deeds: Signal<Vec<Deed>>) {
        let number = self.offered.next.try_update_value(|next| {
            *next += 1;
            *next
        });
        let number = number.unwrap_or_default();
        let all = self.offered.all;
        all.update(|all| all.push(Deeds { number, about, deeds }));
        on_cleanup(move || {
            all.try_update(|all| all.retain(|deeds| deeds.number != number));
        });
    }

    /// What can be done now, the newest first.
    #[must_use]
    pub fn deeds(self) -> Vec<Deeds> {
        let mut all = self.offered.all.get();
        all.reverse();
        all
    }
}
