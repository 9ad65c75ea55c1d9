//! Files in and out: bytes in, typed rows and problems out; values in, files out.
//!
//! Nothing here does input or output, reads a clock or draws a random number, and everything long is done in steps,
//! so that a caller can show progress and stop. No input makes it panic; what is wrong with a file is data with its line.
//!
//! A file passes through these, in this order:
//!
//! 1. [`decode`]: bytes to text, whatever the encoding.
//! 2. [`csv`]: text to rows and cells, whatever the dialect.
//! 3. [`table`]: what the columns hold.
//! 4. [`mapping`]: which column goes where.
//! 5. [`typed`]: cells to values, references to keys.
//!
//! What is no text (a workbook), or no table (contact cards, a calendar, e-mail), is made a table of text between the first two steps
//! ([`model::FileKind`] says what it was), and goes through the others as any file does.
//!
//! The way back is [`export`]. [`backup`] holds everything, there and back.

pub mod backup;
mod calendar;
mod cards;
pub mod csv;
pub mod decode;
pub mod export;
mod extract;
mod json;
pub mod limits;
mod lines;
mod mail;
pub mod mapping;
pub mod table;
pub mod typed;
mod workbook;

pub use calendar::has_tasks_beside_events;
pub use extract::Origin;
