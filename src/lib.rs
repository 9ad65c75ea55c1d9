//! The Kith app: everything that runs on the main thread of the browser.
//!
//! `ui` is the design system and knows no domain type; features are built from it and never the other way round.
//! What features share without being part of the design system is beside them: `routes`, `rows`, `session`, `value`, `filter`, `words`;
//! and, shared by some of them: `backup`, `insight`, `region`, `sample`, `snooze`, `tour`, `widget`, `work`.

#![cfg(feature = "app")]

pub mod app;
pub mod backup;
pub mod client;
pub mod features;
pub mod filter;
pub mod insight;
pub mod pages;
pub mod part;
pub mod platform;
pub mod reactive;
pub mod region;
pub mod replies;
pub mod report;
pub mod routes;
pub mod rows;
pub mod sample;
pub mod session;
pub mod shortcuts;
pub mod snooze;
pub mod tour;
pub mod ui;
pub mod value;
pub mod widget;
pub mod words;
pub mod work;
