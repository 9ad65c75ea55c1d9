//! What is wrong with a file of rows: each problem with its place. Problems are data; reading goes on.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::limits::MAX_LISTED;
use model::order;

/// One problem and where it is.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct Problem {
    /// Line of the file, from 1, as an editor counts.
    pub line: u32,
    /// Column of the table, from 0, where one can be named.
    pub column: Option<u16>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What is wrong with bytes, cells or rows.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub enum ProblemKind {
    /// A byte that the encoding does not have.
    InvalidByte {
        /// The byte.
        byte: u8,
        /// What it was read as; U+FFFD when nothing made sense.
        read_as: char,
    },
    /// A character written in more bytes than it needs: a way around filters, never read.
    Overlong,
    /// Half of a surrogate pair.
    LoneSurrogate,
    /// The file ends inside a character.
    CutShort,
    /// Bytes that the decoder could not read.
    Unreadable,
    /// A zero character in the text.
    Nul,
    /// A Unicode line or paragraph separator inside a cell.
    LineSeparator,
    /// A quote that is never closed; it was read as a plain character.
    UnclosedQuote,
    /// Text after a closing quote; it was appended to the cell.
    TextAfterQuote,
    /// A quote inside a cell that is not quoted; it was read as a plain character.
    QuoteInCell,
    /// Fewer cells than columns; the missing ones are empty.
    TooFewCells {
        /// Columns.
        expected: u32,
        /// Cells.
        found: u32,
    },
    /// More cells than columns.
    TooManyCells {
        /// Columns.
        expected: u32,
        /// Cells.
        found: u32,
    },
    /// Rows end in a delimiter. Listed once.
    TrailingDelimiter,
    /// Lines without anything. Listed once.
    BlankLine,
    /// Line ends of several kinds. Listed once.
    MixedLineEnds,
    /// Longer than a row may be; left out.
    RowTooLong {
        /// Bytes of the row.
        bytes: u64,
    },
    /// More columns than a table may have; those beyond were left out. Listed once.
    TooManyColumns {
        /// Columns found.
        found: u32,
    },
    /// More rows than a table may have; those beyond were left out.
    TooManyRows {
        /// Most rows.
        max: u32,
    },
    /// A header and nothing below it.
    NoRows,
    /// A column without a name in the header; it was given one.
    EmptyHeader,
    /// A column with the name of another one; it was given a number.
    DuplicateHeader,
    /// A cell of a workbook that holds an error; it was left empty.
    ErrorCell(CellError),
    /// A formula whose result is not stored in the workbook; the cell was left empty.
    NotCalculated,
    /// A number that its own format cannot show, such as a day before all days; it was read as a plain number.
    NotInFormat,
    /// A number with more digits than a workbook keeps.
    RoundedNumber,
    /// Files of messages; pictures, sounds and keys of contact cards, which were left out.
    AttachmentsLeftOut {
        /// How many.
        count: u32,
    },
    /// Properties that have no field, which were left out.
    PropertiesLeftOut {
        /// How many.
        count: u32,
    },
    /// A card of a group, which is nobody; it was left out.
    GroupCard,
    /// A card without a name; it was named after what else it says.
    Nameless,
    /// Lines that are no property of an entry; they were left out. Listed once.
    NotAProperty,
    /// An entry that is never closed; it was read up to where the next one begins.
    NotClosed,
    /// Text in an encoding that is not read here.
    UnknownCharset,
    /// An entry that repeats; its first occurrence was read.
    Repeats,
    /// An entry that was cancelled; it was left out.
    Cancelled,
    /// An entry that ends before it begins; its duration was left out.
    EndsBeforeStart,
    /// A time zone that the file does not describe; times were read as local ones.
    UnknownZone,
    /// Journals, free and busy times, which were left out.
    EntriesLeftOut {
        /// How many.
        count: u32,
    },
    /// A message whose text is encrypted; the text was left out.
    Encrypted,
    /// Parts of a message beyond the limits, which were left out.
    PartsLeftOut,
    /// A text that was cut at the most that is kept.
    TextCut,
    /// A part of a message in which something cannot be read; it was read as far as it goes.
    DamagedPart,
}

/// What went wrong in a cell of a workbook, by the names that spreadsheets show.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum CellError {
    /// `#N/A`.
    NotAvailable,
    /// `#DIV/0!`.
    DivisionByZero,
    /// `#REF!`.
    Reference,
    /// `#NAME?`.
    Name,
    /// `#VALUE!`.
    Value,
    /// `#NUM!`.
    Number,
    /// `#NULL!`.
    Null,
    /// One that came later.
    Other,
}

impl CellError {
    const NAMES: [(&str, CellError); 7] = [
        ("#N/A", CellError::NotAvailable),
        ("#DIV/0!", CellError::DivisionByZero),
        ("#REF!", CellError::Reference),
        ("#NAME?", CellError::Name),
        ("#VALUE!", CellError::Value),
        ("#NUM!", CellError::Number),
        ("#NULL!", CellError::Null),
    ];

    /// The error of a name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let known = Self::NAMES.iter().find(|(known, _)| *known == name);
        known.map_or(CellError::Other, |(_, error)| *error)
    }
}

/// How much a problem matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub enum Severity {
    /// Nothing was lost.
    Note,
    /// It was read as best can be; worth a look.
    Warning,
    /// Something was left out.
    Error,
}

impl ProblemKind {
    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            ProblemKind::NoRows
            | ProblemKind::LineSeparator
            | ProblemKind::QuoteInCell
            | ProblemKind::TooFewCells { .. }
            | ProblemKind::TrailingDelimiter
            | ProblemKind::BlankLine
            | ProblemKind::MixedLineEnds
            | ProblemKind::EmptyHeader
            | ProblemKind::DuplicateHeader
            | ProblemKind::AttachmentsLeftOut { .. }
            | ProblemKind::PropertiesLeftOut { .. }
            | ProblemKind::GroupCard
            | ProblemKind::Nameless
            | ProblemKind::Cancelled => Severity::Note,
            ProblemKind::InvalidByte { .. }
            | ProblemKind::Overlong
            | ProblemKind::LoneSurrogate
            | ProblemKind::CutShort
            | ProblemKind::Unreadable
            | ProblemKind::Nul
            | ProblemKind::UnclosedQuote
            | ProblemKind::TextAfterQuote
            | ProblemKind::NotInFormat
            | ProblemKind::RoundedNumber
            | ProblemKind::NotClosed
            | ProblemKind::UnknownCharset
            | ProblemKind::Repeats
            | ProblemKind::EndsBeforeStart
            | ProblemKind::UnknownZone
            | ProblemKind::DamagedPart => Severity::Warning,
            ProblemKind::TooManyCells { .. }
            | ProblemKind::RowTooLong { .. }
            | ProblemKind::TooManyColumns { .. }
            | ProblemKind::TooManyRows { .. }
            | ProblemKind::ErrorCell(_)
            | ProblemKind::NotCalculated
            | ProblemKind::NotAProperty
            | ProblemKind::EntriesLeftOut { .. }
            | ProblemKind::Encrypted
            | ProblemKind::PartsLeftOut
            | ProblemKind::TextCut => Severity::Error,
        }
    }

    /// The stable name, as the command line prints it.
    #[must_use]
    pub fn key(&self) -> &'static str {
        KEYS[self.number()]
    }

    /// Whether only the first one is listed and the others are counted.
    fn is_listed_once(&self) -> bool {
        matches!(
            self,
            ProblemKind::TrailingDelimiter
                | ProblemKind::BlankLine
                | ProblemKind::MixedLineEnds
                | ProblemKind::TooManyColumns { .. }
                | ProblemKind::NotAProperty
        )
    }

    fn number(&self) -> usize {
        match self {
            ProblemKind::InvalidByte { .. } => 0,
            ProblemKind::Overlong => 1,
            ProblemKind::LoneSurrogate => 2,
            ProblemKind::CutShort => 3,
            ProblemKind::Unreadable => 4,
            ProblemKind::Nul => 5,
            ProblemKind::LineSeparator => 6,
            ProblemKind::UnclosedQuote => 7,
            ProblemKind::TextAfterQuote => 8,
            ProblemKind::QuoteInCell => 9,
            ProblemKind::TooFewCells { .. } => 10,
            ProblemKind::TooManyCells { .. } => 11,
            ProblemKind::TrailingDelimiter => 12,
            ProblemKind::BlankLine => 13,
            ProblemKind::MixedLineEnds => 14,
            ProblemKind::RowTooLong { .. } => 15,
            ProblemKind::TooManyColumns { .. } => 16,
            ProblemKind::TooManyRows { .. } => 17,
            ProblemKind::EmptyHeader => 18,
            ProblemKind::DuplicateHeader => 19,
            ProblemKind::NoRows => 20,
            ProblemKind::ErrorCell(_) => 21,
            ProblemKind::NotCalculated => 22,
            ProblemKind::NotInFormat => 23,
            ProblemKind::RoundedNumber => 24,
            ProblemKind::AttachmentsLeftOut { .. } => 25,
            ProblemKind::PropertiesLeftOut { .. } => 26,
            ProblemKind::GroupCard => 27,
            ProblemKind::Nameless => 28,
            ProblemKind::NotAProperty => 29,
            ProblemKind::NotClosed => 30,
            ProblemKind::UnknownCharset => 31,
            ProblemKind::Repeats => 32,
            ProblemKind::Cancelled => 33,
            ProblemKind::EndsBeforeStart => 34,
            ProblemKind::UnknownZone => 35,
            ProblemKind::EntriesLeftOut { .. } => 36,
            ProblemKind::Encrypted => 37,
            ProblemKind::PartsLeftOut => 38,
            ProblemKind::TextCut => 39,
            ProblemKind::DamagedPart => 40,
        }
    }
}

/// Stable names, by [`ProblemKind::number`].
const KEYS: [&str; 41] = [
    "invalid-byte",
    "overlong",
    "lone-surrogate",
    "cut-short",
    "unreadable",
    "nul",
    "line-separator",
    "unclosed-quote",
    "text-after-quote",
    "quote-in-cell",
    "too-few-cells",
    "too-many-cells",
    "trailing-delimiter",
    "blank-line",
    "mixed-line-ends",
    "row-too-long",
    "too-many-columns",
    "too-many-rows",
    "empty-header",
    "duplicate-header",
    "no-rows",
    "error-cell",
    "not-calculated",
    "not-in-format",
    "rounded-number",
    "attachments-left-out",
    "properties-left-out",
    "group-card",
    "nameless",
    "not-a-property",
    "not-closed",
    "unknown-charset",
    "repeats",
    "cancelled",
    "ends-before-start",
    "unknown-zone",
    "entries-left-out",
    "encrypted",
    "parts-left-out",
    "text-cut",
    "damaged-part",
];

impl fmt::Display for ProblemKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProblemKind::InvalidByte {
                byte,
                read_as: char::REPLACEMENT_CHARACTER,
            } => {
                write!(formatter, "byte {byte:#04x} cannot be read in this encoding")
            }
            ProblemKind::InvalidByte { byte, read_as } => {
                write!(formatter, "byte {byte:#04x} does not belong to this encoding; read as “{read_as}”")
            }
            ProblemKind::Overlong => formatter.write_str("a character is written in more bytes than it needs and was not read"),
            ProblemKind::LoneSurrogate => formatter.write_str("half of a character; the other half is missing"),
            ProblemKind::CutShort => formatter.write_str("the file ends in the middle of a character"),
            ProblemKind::Unreadable => formatter.write_str("a character cannot be read in this encoding"),
            ProblemKind::Nul => formatter.write_str("a zero character; it is left out of the value"),
            ProblemKind::LineSeparator => formatter.write_str("a Unicode line separator inside a cell; it counts as part of the text"),
            ProblemKind::UnclosedQuote => formatter.write_str("this quote is never closed; it was read as a plain character"),
            ProblemKind::TextAfterQuote => formatter.write_str("there is text after the closing quote; it was kept"),
            ProblemKind::QuoteInCell => formatter.write_str("a quote inside a cell that is not quoted; it was kept"),
            ProblemKind::TooFewCells { expected, found } => {
                write!(formatter, "{found} cells for {expected} columns; the missing ones are empty")
            }
            ProblemKind::TooManyCells { expected, found } => {
                write!(
                    formatter,
                    "{found} cells for {expected} columns; the values may stand in the wrong columns"
                )
            }
            ProblemKind::TrailingDelimiter => formatter.write_str("rows end in a delimiter; the empty last cell was left out"),
            ProblemKind::BlankLine => formatter.write_str("blank lines were passed over"),
            ProblemKind::MixedLineEnds => formatter.write_str("lines end in different ways from here on"),
            ProblemKind::RowTooLong { bytes } => write!(formatter, "the row has {bytes} bytes, more than 1 MiB, and was left out"),
            ProblemKind::TooManyColumns { found } => write!(formatter, "{found} columns; those after the 500th were left out"),
            ProblemKind::TooManyRows { max } => write!(formatter, "more than {max} rows; those from here on were left out"),
            ProblemKind::NoRows => formatter.write_str("there are no rows below the column names"),
            ProblemKind::EmptyHeader => formatter.write_str("the column has no name"),
            ProblemKind::DuplicateHeader => formatter.write_str("another column has the same name"),
            ProblemKind::ErrorCell(error) => {
                let name = CellError::NAMES.iter().find(|(_, known)| known == error);
                let name = name.map_or("an error", |(name, _)| name);
                write!(formatter, "the cell shows {name}; it was left empty")
            }
            ProblemKind::NotCalculated => formatter
                .write_str("the result of this formula is not stored; open the workbook in a spreadsheet, save it and take it again"),
            ProblemKind::NotInFormat => formatter.write_str("the number does not fit its format; it was read as a plain number"),
            ProblemKind::RoundedNumber => formatter.write_str("a workbook keeps 15 digits of a number; those after it are lost"),
            ProblemKind::AttachmentsLeftOut { count } => {
                write!(formatter, "files, pictures, sounds and keys were left out: {count} in all")
            }
            ProblemKind::PropertiesLeftOut { count } => {
                write!(formatter, "properties for which there is no field were left out: {count} in all")
            }
            ProblemKind::GroupCard => formatter.write_str("the card is of a group, not of a person; it was left out"),
            ProblemKind::Nameless => formatter.write_str("the card has no name; it was named after its organisation or address"),
            ProblemKind::NotAProperty => formatter.write_str("lines that belong to no entry were left out"),
            ProblemKind::NotClosed => formatter.write_str("the entry has no end; it was read up to the next one"),
            ProblemKind::UnknownCharset => formatter.write_str("the encoding of this text is not known; it was read as UTF-8"),
            ProblemKind::Repeats => formatter.write_str("the entry repeats; only its first occurrence is taken"),
            ProblemKind::Cancelled => formatter.write_str("the entry was cancelled; it was left out"),
            ProblemKind::EndsBeforeStart => formatter.write_str("the entry ends before it begins; its duration was left out"),
            ProblemKind::UnknownZone => formatter.write_str("the file does not describe this time zone; the time was read as local"),
            ProblemKind::EntriesLeftOut { count } => {
                write!(formatter, "journals, free and busy times were left out: {count} in all")
            }
            ProblemKind::Encrypted => formatter.write_str("the message is encrypted; its text was left out"),
            ProblemKind::PartsLeftOut => {
                formatter.write_str("the message has too many parts, or parts within parts; the rest was left out")
            }
            ProblemKind::TextCut => formatter.write_str("the text is longer than what is kept; the rest was left out"),
            ProblemKind::DamagedPart => formatter.write_str("a part of the message is damaged; it was read as far as possible"),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(formatter, "line {}, column {}: {}", self.line, column + 1, self.kind),
            None => write!(formatter, "line {}: {}", self.line, self.kind),
        }
    }
}

/// Problems in order of finding, listed up to [`MAX_LISTED`] and counted without limit.
#[derive(Clone, PartialEq, Debug)]
pub struct Problems {
    list: Vec<Problem>,
    counts: [u64; KEYS.len()],
}

impl Default for Problems {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            counts: [0; KEYS.len()],
        }
    }
}

impl Problems {
    /// Adds one.
    pub fn add(&mut self, line: u32, column: Option<u16>, kind: ProblemKind) {
        let count = &mut self.counts[kind.number()];
        *count += 1;
        if self.list.len() < MAX_LISTED && (*count == 1 || !kind.is_listed_once()) {
            self.list.push(Problem { line, column, kind });
        }
    }

    /// Counts more of a kind without listing them.
    pub fn count_more(&mut self, kind: ProblemKind, more: u64) {
        self.counts[kind.number()] += more;
    }

    /// The listed problems.
    #[must_use]
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    /// How many of each kind there are, by stable name; kinds without any are left out.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, u64)> + '_ {
        KEYS.into_iter().zip(self.counts).filter(|(_, count)| *count > 0)
    }

    /// How many of one kind there are; details within the kind do not count.
    #[must_use]
    pub fn count(&self, kind: &ProblemKind) -> u64 {
        self.counts[kind.number()]
    }

    /// All problems, listed or not.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.total() == 0
    }

    /// Puts the listed problems into the order of the file.
    pub fn sort(&mut self) {
        order::sort_by_key(&mut self.list, |problem| (problem.line, problem.column));
    }
}
