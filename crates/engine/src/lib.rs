//! The engine: the whole of Kith without a browser.
//!
//! Requests go in, views come out; records live in columns, changes make them, a [`store::Store`] keeps them.
//! The engine has no input or output, no clock and no randomness of its own: all three are passed in.
//!
//! In reading order: [`columns`] and [`table`] (records), [`workspace`] (changes applied to tables),
//! [`segment`] (tables as bytes), [`session`] (a workspace on a store).

pub mod bitmap;
pub mod columns;
pub mod commands;
pub mod computed;
pub mod custom;
mod duplicates;
pub mod files;
pub mod formula;
pub mod handles;
pub mod history;
pub mod import;
pub mod inbox;
pub mod insights;
pub mod inverse;
mod lanes;
pub mod query;
pub mod rank;
pub mod reader;
pub mod reports;
pub mod sample;
pub mod search;
pub mod segment;
pub mod service;
pub mod session;
pub mod stamps;
pub mod store;
pub mod table;
pub mod templates;
pub mod timeline;
pub mod today;
pub mod undo;
pub mod workspace;
