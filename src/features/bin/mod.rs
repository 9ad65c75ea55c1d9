//! The bin: records that were deleted, to be taken back or deleted for ever.
//!
//! Moving to the bin and taking back are ordinary steps of undo. Deleting for ever is the one thing that cannot be taken
//! back, so it always asks first and says what goes.

mod page;
mod purge;
mod retention;
mod table;
mod tabs;
mod view;

pub use page::BinPage;
