//! Segments: named rules over the records of an object, with who is in at this moment, and why.
//!
//! Membership is never kept: the engine works it out. What is being edited is counted and shown while one types, and is
//! kept by the session until it is saved or discarded, wherever one goes meanwhile.

mod draft;
mod editing;
mod editor;
mod list;
mod members;
mod page;
mod rule_words;
mod why;

pub use page::SegmentsPage;
