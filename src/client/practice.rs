//! A copy to practise with: making it, and taking it away when it is left.

use std::time::Duration;

use bridge::{Request, answer};
use leptos::task::spawn_local;

use super::{AskError, Engine};
use crate::platform::practice;
use crate::platform::preferences::{self, Key};
use crate::reactive::prelude::*;
use crate::routes::Route;

/// Time for a tab that is about to open a copy, and for the first screen of this one.
const AFTER_START: Duration = Duration::from_secs(3);

/// Loads the app anew, at its start.
fn load() {
    // Refused only while the page is already going away.
    let _ = window().location().replace(&Route::Today.href());
}

impl Engine {
    /// Makes a copy of everything and shows it in place of what is real. Returns only when that did not work; false when the
    /// browser cannot remember that this tab practises.
    ///
    /// # Errors
    /// [`AskError`].
    pub async fn practise(self) -> Result<bool, AskError> {
        self.ask::<answer::Ok>(Request::FillPractice).await?;
        let begun = practice::begin();
        if begun {
            load();
        }
        Ok(begun)
    }

    /// Leaves the copy, which is discarded.
    pub fn leave_practice(self) {
        practice::end();
        load();
    }

    /// The engine is ready. A copy that is not there any more is left; one that nobody practises with is taken away.
    pub(super) fn tidy_practice(self, gone: bool) {
        if practice::is_on() {
            if gone {
                self.leave_practice();
            }
        } else if preferences::read(Key::PracticeLeft) == Some(true) {
            let discard = move || {
                spawn_local(async move {
                    // Refused while somebody practises: then a later start asks again.
                    if self.ask::<answer::Ok>(Request::DiscardPractice).await.is_ok() {
                        preferences::forget(Key::PracticeLeft);
                    }
                });
            };
            set_timeout(discard, AFTER_START);
        }
    }
}
