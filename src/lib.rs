//! The Kith app: everything that runs on the main thread of the browser.
//!
//! `ui` is the design system and knows no domain type; features are built from it and never the other way round.

#![cfg(feature = "app")]

pub mod client;
pub mod platform;
pub mod ui;
