//! What reading a file of rows comes to, for the readers that say it and the app that words it.
//!
//! Each type says itself in English, for the prompt.

mod encoding;
mod form;
mod refusal;
mod row;

pub use encoding::Encoding;
pub use form::{CellError, FormProblem};
pub use refusal::{CalendarError, CardsError, LoadError, LooksLike, MailError, TextError, WorkbookDamage, WorkbookError, WorkbookExcess};
pub use row::{MappingError, SkipReason};

/// Largest file, in bytes.
pub const MAX_FILE: u64 = 200 * 1024 * 1024;
/// Largest row of a table, in bytes.
pub const MAX_ROW: usize = 1024 * 1024;
/// Most columns of a table.
pub const MAX_COLUMNS: usize = 500;
