//! Whether this tab practises: it shows a copy of the data, and nothing of it may reach what is real.
//!
//! The mark is in sessionStorage: it is this tab's alone, outlives a reload, and goes with the tab. `index.html` reads it
//! too. A page is one or the other all its life; to change is to load it anew.

use gloo_storage::{SessionStorage, Storage};

use super::preferences::{self, Key};
use crate::reactive::prelude::window;

const MARK: &str = "kith.practice";
/// The id of the copy.
const COPY: &str = "kith.practice-copy";

fn available() -> bool {
    matches!(window().session_storage(), Ok(Some(_)))
}

/// Whether this page practises.
#[must_use]
pub fn is_on() -> bool {
    thread_local! {
        // Only a browser has tabs; tests run without one.
        static ON: bool = cfg!(target_arch = "wasm32") && available() && SessionStorage::get(MARK).unwrap_or(false);
    }
    ON.with(|on| *on)
}

/// From the next page on this tab practises with the copy that was made; false in a browser that cannot remember it.
#[must_use]
pub fn begin() -> bool {
    preferences::write(Key::PracticeLeft, &true);
    end();
    available() && SessionStorage::set(MARK, true).is_ok()
}

/// From the next page on this tab shows what is real again.
pub fn end() {
    if available() {
        SessionStorage::delete(MARK);
        SessionStorage::delete(COPY);
    }
}

/// The id of the copy that this tab opened first.
#[must_use]
pub fn copy() -> Option<String> {
    SessionStorage::get(COPY).ok()
}

/// Remembers the id of the copy, unless one is remembered: another one is that of a copy that took the place of it.
pub fn remember_copy(id: &str) {
    if copy().is_none() {
        // A browser that cannot remember it does not practise.
        let _ = SessionStorage::set(COPY, id);
    }
}
