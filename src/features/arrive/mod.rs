//! What other apps hand over: an address that was pressed elsewhere, or text that was shared.

mod page;

pub use page::ArrivePage;
