//! The limits that hold for every file, so that no input takes unbounded time or memory.

pub use model::reading::{MAX_COLUMNS, MAX_FILE, MAX_ROW};

/// Most rows of a table, the header not counted.
pub const MAX_ROWS: u32 = 1_000_000;
/// Deepest nesting of a JSON document or a calendar.
pub const MAX_DEPTH: usize = 32;
/// Most problems kept one by one; beyond it they are counted only.
pub const MAX_LISTED: usize = 100_000;
/// Most bytes that the parts of a workbook may unpack to.
pub const MAX_UNPACKED: u64 = 512 * 1024 * 1024;
/// Most cells of a workbook's sheet.
pub const MAX_CELLS: u64 = 20_000_000;
