//! Practising with a copy.

use leptos::task::spawn_local;

use super::Session;
use crate::ui::toast::Toast;
use crate::words;

impl Session {
    /// Makes a copy of everything and goes there; what went wrong is told, and then `stayed` is called.
    pub fn practise(self, stayed: impl FnOnce() + 'static) {
        spawn_local(async move {
            match self.engine.practise().await {
                Ok(true) => return,
                Ok(false) => {
                    self.toaster.show(Toast::danger(words::practice::cannot()));
                }
                Err(error) => self.refused(&error, None),
            }
            stayed();
        });
    }
}
