//! Making records of any object, and asking for the fields that a step needs first. Opened from anywhere through the session.

mod asking;
mod dialog;
mod form;

pub use asking::AskingDialog;
pub use dialog::CreateDialog;
