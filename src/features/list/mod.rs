//! The records of an object: table, board or calendar, with saved views, filters, sorting, columns and bulk actions.
//!
//! One page for every object; the schema says what is in it. How it is looked at is in the address (`lens::Lens`), the
//! records are in the engine, and only what is in view is at hand.

mod blocks;
mod board;
mod board_look;
mod board_picker;
mod bulk;
mod bulk_edit;
mod calendar;
mod calendar_bar;
mod card;
mod card_fields;
mod colours;
mod columns;
mod days;
mod events;
mod export;
mod groups;
mod keys;
mod lanes;
mod layouts;
mod lens;
mod not_shown;
mod one_by_one;
mod page;
mod print;
mod save_view;
mod sort;
mod summary;
mod table;
mod tabs;

pub use page::ListPage;
