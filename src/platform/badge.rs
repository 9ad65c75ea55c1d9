//! The number on the app's icon, where the system shows one.

use super::untyped::call;
use crate::reactive::prelude::*;

/// Whether this browser can put a number on the icon of an installed app.
#[must_use]
pub fn is_known() -> bool {
    super::untyped::get(&window().navigator(), "setAppBadge").is_some()
}

/// Shows a number; 0 takes the mark away. Only installed apps have an icon; elsewhere nothing happens.
pub fn show(count: u32) {
    let navigator = window().navigator();
    // The promise tells nobody who could do more: the number is on the page Today as well.
    let _ = if count == 0 {
        call(&navigator, "clearAppBadge", &[])
    } else {
        call(&navigator, "setAppBadge", &[count.into()])
    };
}
