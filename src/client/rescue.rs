//! The way out of a crash: what has to be said to another engine for a back-up of everything.
//!
//! The crash screen of `index.html` runs without this module. It posts these two messages to a fresh engine and takes the
//! file out of its reply by hand; `bridge` has the test that holds the layout which it reads. They are also kept in
//! localStorage, unless they are about a practice copy, for a start that fails before the app is there; they are good for the release that wrote them only.

use bridge::host::ToEngine;
use bridge::{Asked, Request};
use js_sys::{Array, Reflect, Uint8Array};
use serde::Serialize;

use crate::platform::practice;
use crate::platform::preferences::{self, Key};
use crate::reactive::prelude::*;

/// The number of the request, which the reply repeats.
const NUMBER: u32 = 1;

/// What is kept for a start that fails.
#[derive(Serialize)]
struct Kept {
    /// The release that can read the answer.
    release: String,
    /// The messages.
    messages: [Vec<u8>; 2],
}

/// Leaves the messages on the page and in localStorage.
pub(super) fn leave(hello: &ToEngine) {
    let messages = [
        bridge::pack(hello),
        bridge::pack(&ToEngine::Ask(Asked {
            number: NUMBER,
            request: Request::Backup,
        })),
    ];
    let on_page = messages.iter().map(|bytes| Uint8Array::from(bytes.as_slice())).collect::<Array>();
    // A property of the window can always be set.
    let _ = Reflect::set(&window(), &"__kithRescue".into(), &on_page);
    if practice::is_on() {
        return;
    }
    let build = document().query_selector("meta[name='kith-build']").ok().flatten();
    let release = build.and_then(|build| build.get_attribute("content")).unwrap_or_default();
    preferences::write(Key::Rescue, &Kept { release, messages });
}
