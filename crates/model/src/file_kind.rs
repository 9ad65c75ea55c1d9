//! What kind of file something came in.

use serde::{Deserialize, Serialize};

/// What kind of file it is, whatever it is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum FileKind {
    /// Delimited text.
    #[default]
    Text,
    /// A workbook (XLSX).
    Workbook,
    /// Contact cards (vCard).
    Cards,
    /// Entries of a calendar (iCalendar).
    Calendar,
    /// E-mail: a message, or a mailbox.
    Mail,
}

impl FileKind {
    /// The stable name.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            FileKind::Text => "text",
            FileKind::Workbook => "workbook",
            FileKind::Cards => "cards",
            FileKind::Calendar => "calendar",
            FileKind::Mail => "mail",
        }
    }
}
