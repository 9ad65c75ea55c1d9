//! The design system: components and overlays that know no domain type.
//!
//! Every component is a Leptos component with documented props; looks live in `style/ui/<component>.css`.
//! Texts, flags and values take `#[prop(into)] Signal<_>`, so a literal, a signal or a closure all work.
//! State that ARIA knows is set as ARIA and styled from it, so that what is seen and what is announced cannot differ.
//! Nothing here reads the URL, the engine or storage.

pub mod avatar;
pub mod badge;
pub mod button;
pub mod icon;
pub mod meter;
pub mod tone;
pub mod words;

pub mod board;
pub mod bulk_bar;
pub mod card;
pub mod chart;
pub mod chip;
pub mod dialog;
pub mod dom;
pub mod facts;
pub mod field;
pub mod frame;
#[cfg(any(debug_assertions, feature = "gallery"))]
pub mod gallery;
pub mod grid;
pub mod layer;
mod lift;
pub mod menu;
pub mod palette;
pub mod popover;
pub mod roving;
pub mod schedule;
pub mod segmented;
pub mod side_panel;
pub mod stage_bar;
pub mod state;
pub mod tabs;
pub mod timeline;
pub mod toast;
pub mod tooltip;
