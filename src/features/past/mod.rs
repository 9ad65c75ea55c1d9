//! Looking back: choosing a moment, and the bar that says that one is there and leads back to today.

mod bar;
mod dialog;

pub use bar::PastBar;
pub use dialog::PastDialog;
