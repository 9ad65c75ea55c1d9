//! The inbox: what concerns the person, grouped by record; read, put off, and reminded of while the app is open.

mod line;
mod page;
mod reminders;

pub use page::InboxPage;
pub use reminders::Reminders;
