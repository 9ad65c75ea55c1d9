//! Why a file cannot be read as rows at all: nothing of it is taken then.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Encoding, MAX_FILE};

/// Why a file is no table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum LoadError {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is larger than a file may be.
    #[error("the file has {found} bytes; the most is {max}")]
    TooLarge {
        /// Bytes.
        found: u64,
        /// Most bytes.
        max: u64,
    },
    /// Its header is longer than a row may be.
    #[error("the row of column names has {found} bytes; the most is {max}")]
    HeaderTooLong {
        /// Bytes.
        found: u64,
        /// Most bytes.
        max: u64,
    },
    /// It changed while it was read.
    #[error("the file was changed while it was read: it had {declared} bytes, {found} came")]
    SizeChanged {
        /// Bytes said before.
        declared: u64,
        /// Bytes that came.
        found: u64,
    },
    /// It cannot be read as text.
    #[error(transparent)]
    Text(#[from] TextError),
    /// It is a workbook that cannot be read.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// It has no contact.
    #[error(transparent)]
    Cards(#[from] CardsError),
    /// It has no event and no task.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
    /// It has no message.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// The steps were not made in order: input first, then steps until done, then the sheet.
    #[error("the file is not read to its end")]
    Unfinished,
}

/// Why a file cannot be read as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum TextError {
    /// The file is a backup of Kith.
    #[error("this is a backup of Kith; open it with Restore")]
    Backup,
    /// The file is of another format.
    #[error("this is {0}, not a table of text; export it as CSV and take that")]
    NotText(LooksLike),
    /// The encoding needs a decoder from outside, and there is none that knows it.
    #[error("the file is in {}, which cannot be read here; save it as UTF-8 and take that", .0.name())]
    NeedsDecoder(Encoding),
}

/// What a file is, if it is no table of text.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum LooksLike {
    /// A ZIP container, which workbooks of today are.
    Workbook,
    /// A workbook or document of old Office.
    OldWorkbook,
    /// A PDF document.
    Pdf,
    /// Compressed data.
    Compressed,
    /// A picture.
    Picture,
    /// A database file.
    Database,
    /// A web page.
    WebPage,
    /// A backup of Kith.
    Backup,
    /// A JSON document.
    Json,
    /// Contact cards.
    VCard,
    /// A calendar.
    Calendar,
    /// UTF-32 text.
    Utf32,
    /// Bytes without text.
    Binary,
}

impl fmt::Display for LooksLike {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            LooksLike::Workbook => "a workbook or ZIP file",
            LooksLike::OldWorkbook => "an old Office file",
            LooksLike::Pdf => "a PDF document",
            LooksLike::Compressed => "a compressed file",
            LooksLike::Picture => "a picture",
            LooksLike::Database => "a database file",
            LooksLike::WebPage => "a web page",
            LooksLike::Backup => "a backup of Kith",
            LooksLike::Json => "a JSON document",
            LooksLike::VCard => "a file of contact cards",
            LooksLike::Calendar => "a calendar",
            LooksLike::Utf32 => "UTF-32 text",
            LooksLike::Binary => "a file without text",
        })
    }
}

/// Why a workbook cannot be read. Nothing of the file is taken then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum WorkbookError {
    /// Excel's format until 2003.
    #[error("this is a workbook or document of old Office (.xls), of which nothing was read; save it as .xlsx or CSV and take that")]
    OldFormat,
    /// Encrypted.
    #[error("the workbook is protected by a password, and nothing of it was read; save it without one and take that")]
    Encrypted,
    /// A table of LibreOffice or another office.
    #[error("this is an OpenDocument file, of which nothing was read; save it as .xlsx or CSV and take that")]
    OpenDocument,
    /// Excel's binary format.
    #[error("this is a binary workbook (.xlsb), of which nothing was read; save it as .xlsx and take that")]
    BinaryFormat,
    /// A ZIP file with something else in it.
    #[error("this is a ZIP file without a workbook in it, and nothing was read; unpack it and take the table inside")]
    NoWorkbook,
    /// No sheet has a cell.
    #[error("the sheets of the workbook are empty")]
    NoRows,
    /// The wanted sheet has no cell.
    #[error("the sheet “{0}” is empty")]
    EmptySheet(String),
    /// No sheet is called so.
    #[error("there is no sheet “{wanted}” in the workbook; there is “{}”", found.join("”, “"))]
    NoSheet {
        /// The sheet.
        wanted: String,
        /// Those that there are.
        found: Vec<String>,
    },
    /// Packed in a way that workbooks are not.
    #[error("the workbook is packed in a way that cannot be read here, and nothing was taken; open it, save it as .xlsx and take that")]
    Packing,
    /// Cut short or broken.
    #[error("the workbook is damaged ({0}), and nothing of it was taken; open it, save it again and take that")]
    Damaged(WorkbookDamage),
    /// Beyond a limit.
    #[error("the workbook is too large: {found} {what}, the most is {max}; nothing of it was taken; save its sheets as files of their own")]
    TooLarge {
        /// What there is too much of.
        what: WorkbookExcess,
        /// How much.
        found: u64,
        /// The most.
        max: u64,
    },
}

/// What is broken in a workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum WorkbookDamage {
    /// The directory of the archive.
    #[error("its directory is missing or cut short")]
    Directory,
    /// The list of the parts that belong together.
    #[error("its list of parts is missing")]
    PartList,
    /// A sheet that the workbook names is not there.
    #[error("a sheet is missing")]
    SheetMissing,
    /// A sheet ends too early.
    #[error("a sheet is cut short")]
    SheetCut,
    /// A part that the directory names is not there.
    #[error("a part is missing")]
    PartMissing,
    /// A part ends too early.
    #[error("a part is cut short")]
    PartCut,
    /// A part is not packed as it says.
    #[error("a part cannot be unpacked")]
    PartPacking,
    /// A part unpacks to more or less than it says.
    #[error("a part has another size than it says")]
    PartSize,
    /// Nothing can be read out of a part.
    #[error("a part of it makes no sense")]
    PartContent,
    /// A document type, which workbooks do not have and through which others do harm.
    #[error("it has a document type")]
    DocumentType,
}

/// What a workbook has too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum WorkbookExcess {
    /// Cells of a sheet.
    #[error("cells")]
    Cells,
    /// Bytes of all parts.
    #[error("bytes when unpacked")]
    Bytes,
    /// Bytes of one part.
    #[error("bytes in one part")]
    PartBytes,
    /// Bytes of the rows, or more.
    #[error("bytes or more as text")]
    TextBytes,
    /// Files in the archive, or more.
    #[error("files or more inside")]
    Files,
}

/// Why no contact can be read from a file of cards. Nothing of it is taken then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum CardsError {
    /// No card is of a person.
    #[error("there is no contact in this file of cards")]
    NoContacts,
    /// Its rows are larger than a file may be.
    #[error("the cards have more than {max} bytes of text, and nothing was taken; export them in several files", max = MAX_FILE)]
    TooLarge,
}

/// Why nothing can be read from a calendar. Nothing of it is taken then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum CalendarError {
    /// No event and no task.
    #[error("there is no event and no task in this calendar that could be taken")]
    NoEntries,
    /// Its rows are larger than a file may be.
    #[error("the calendar has more than {max} bytes of text, and nothing was taken; export it in several parts", max = MAX_FILE)]
    TooLarge,
}

/// Why no message can be read from a file. Nothing of it is taken then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum MailError {
    /// Nothing in it is a message.
    #[error("there is no message in this file that could be taken")]
    NoMessages,
    /// Its rows are larger than a file may be.
    #[error("the messages have more than {max} bytes of text, and nothing was taken; export them in several parts", max = MAX_FILE)]
    TooLarge,
}
