//! The edges of the browser: files, clipboard, formatting by `Intl`, clocks, storage state, installation and updates.
//!
//! Each module wraps one thing of the browser so that the rest of the app needs no `JsValue`. A thing that a browser lacks
//! is a value here (`None`, `false`, `Err`), never a panic.

pub mod badge;
pub mod clipboard;
pub mod clock;
pub mod drafts;
pub mod files;
pub mod format;
pub mod incoming;
pub mod install;
pub mod keys;
pub mod lifecycle;
pub mod media;
pub mod news;
pub mod notify;
pub mod online;
pub mod paste;
pub mod pictures;
pub mod practice;
pub mod preferences;
pub mod print;
pub mod privacy;
pub mod protocols;
pub mod storage;
pub mod untyped;
pub mod updates;
pub mod working;
