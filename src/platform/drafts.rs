//! Text that was typed and not sent, in localStorage: neither a reload nor a closed browser takes it away.
//!
//! A draft is forgotten when its text is sent or emptied, and thirty days after its last keystroke. A browser that refuses
//! localStorage, or has no room left in it, keeps none; nor does a tab that practises.

use std::collections::HashMap;

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

use super::{clock, practice};
use crate::reactive::prelude::window;

/// Begins the key of every draft; its place follows.
const PREFIX: &str = "kith.draft/";

/// Days that a draft is kept after its last keystroke.
const KEPT_DAYS: i32 = 30;

#[derive(Serialize, Deserialize)]
struct Draft {
    /// Day of the last keystroke.
    day: i32,
    text: String,
}

/// All drafts by their place, without those that are too old or cannot be read, which are forgotten.
#[must_use]
pub fn read() -> HashMap<String, String> {
    let Some(storage) = window().local_storage().ok().flatten().filter(|_| !practice::is_on()) else {
        return HashMap::new();
    };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
    let keys = keys.filter(|key| key.starts_with(PREFIX)).collect::<Vec<_>>();
    let oldest = clock::today() - KEPT_DAYS;
    let mut drafts = HashMap::new();
    for key in keys {
        match LocalStorage::get::<Draft>(&key) {
            Ok(draft) if draft.day >= oldest => {
                drafts.insert(key[PREFIX.len()..].to_owned(), draft.text);
            }
            _ => LocalStorage::delete(&key),
        }
    }
    drafts
}

/// Keeps the draft of a place, as well as this browser can; an empty text is forgotten.
pub fn keep(place: &str, text: &str) {
    if practice::is_on() || !matches!(window().local_storage(), Ok(Some(_))) {
        return;
    }
    let key = format!("{PREFIX}{place}");
    if text.is_empty() {
        LocalStorage::delete(&key);
        return;
    }
    let draft = Draft {
        day: clock::today(),
        text: text.to_owned(),
    };
    // Without room the window still has it.
    let _ = LocalStorage::set(&key, &draft);
}
