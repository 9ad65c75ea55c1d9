//! What the device is like, as signals that end with their owner.

use crate::reactive::prelude::*;

use crate::ui::dom::use_media;

/// Whether the window is as narrow as a phone.
#[must_use]
pub fn is_phone() -> Signal<bool> {
    use_media("(width <= 40rem)")
}

/// Whether the main pointer is a finger.
#[must_use]
pub fn is_coarse() -> Signal<bool> {
    use_media("(pointer: coarse)")
}

/// Whether the person asked for less motion.
#[must_use]
pub fn reduced_motion() -> Signal<bool> {
    use_media("(prefers-reduced-motion: reduce)")
}

/// Whether the device is set to dark.
#[must_use]
pub fn is_dark() -> Signal<bool> {
    use_media("(prefers-color-scheme: dark)")
}
