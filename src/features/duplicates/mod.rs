//! Records that are there twice: finding them, and putting one in the place of others.
//!
//! The engine says which may be the same and what a merge would make; nothing is decided here. A merge is one step of undo.

mod group;
mod merge;
mod page;

pub use merge::MergeDialog;
pub use page::DuplicatesPage;
