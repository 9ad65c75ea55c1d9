//! Printing what is on the screen; style/print.css says what paper gets.

use crate::reactive::prelude::*;

/// Opens the browser's dialog for printing, once what was just drawn is in the document.
pub fn print() {
    request_animation_frame(|| {
        // Refused inside frames that may not open dialogs; there the browser's own command remains.
        let _ = window().print();
    });
}
