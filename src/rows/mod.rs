//! Rows of a live view in the virtual grid: their columns and cells, and selections of rows as the engine knows them.
//!
//! Lists, the bin and segments show records in a table; what is the same in all of them is here.

mod columns;
mod window;

pub use columns::grid_columns;
pub use window::{engine_selection, grid_window, group_words, ids_of, pick_out, rows_of, selected_ids, total_value, total_words};
