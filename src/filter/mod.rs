//! Filters as people build and read them: chips in a row, and a dialog with groups.
//!
//! Everything is driven by the schema: which fields there are (also through references), which comparisons their kinds
//! have, and which control takes the value. The engine decides what matches; nothing is evaluated here.

mod chips;
mod condition;
mod dialog;
mod fields;
mod late;
mod names;
mod sentence;
mod tree;
mod tree_view;
mod values;

pub use chips::FilterChips;
pub use dialog::FilterDialog;
pub use fields::{field_at, path_label, path_of, path_options, path_value};
pub use sentence::Sentence;
pub use tree::FilterTree;
pub use tree_view::FilterTreeView;
