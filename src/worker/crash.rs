//! A programming error ends the engine: it says so with its last breath, and the page shows what is safe.

use bridge::host::FromEngine;

use super::message;

/// Sends every panic to the page. The worker answers nothing afterwards.
pub(super) fn tell_panics() {
    std::panic::set_hook(Box::new(|panic| {
        message::post(&FromEngine::Crashed {
            message: panic.to_string(),
        })
    }));
}
