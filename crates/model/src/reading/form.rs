//! What is wrong with the bytes, cells and rows of a file: whatever it is, reading goes on.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What is wrong with bytes, cells or rows.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub enum FormProblem {
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

    /// Its name; none for one that came later.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        Self::NAMES.iter().find(|(_, known)| *known == self).map(|(name, _)| *name)
    }
}

impl FormProblem {
    /// The stable names of all kinds, by [`FormProblem::number`].
    pub const KEYS: [&str; 41] = [
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

    /// The stable name, as the command line prints it.
    #[must_use]
    pub fn key(&self) -> &'static str {
        Self::KEYS[self.number()]
    }

    /// Its place among [`FormProblem::KEYS`]: the kind of problem, without its details.
    #[must_use]
    pub fn number(&self) -> usize {
        match self {
            FormProblem::InvalidByte { .. } => 0,
            FormProblem::Overlong => 1,
            FormProblem::LoneSurrogate => 2,
            FormProblem::CutShort => 3,
            FormProblem::Unreadable => 4,
            FormProblem::Nul => 5,
            FormProblem::LineSeparator => 6,
            FormProblem::UnclosedQuote => 7,
            FormProblem::TextAfterQuote => 8,
            FormProblem::QuoteInCell => 9,
            FormProblem::TooFewCells { .. } => 10,
            FormProblem::TooManyCells { .. } => 11,
            FormProblem::TrailingDelimiter => 12,
            FormProblem::BlankLine => 13,
            FormProblem::MixedLineEnds => 14,
            FormProblem::RowTooLong { .. } => 15,
            FormProblem::TooManyColumns { .. } => 16,
            FormProblem::TooManyRows { .. } => 17,
            FormProblem::EmptyHeader => 18,
            FormProblem::DuplicateHeader => 19,
            FormProblem::NoRows => 20,
            FormProblem::ErrorCell(_) => 21,
            FormProblem::NotCalculated => 22,
            FormProblem::NotInFormat => 23,
            FormProblem::RoundedNumber => 24,
            FormProblem::AttachmentsLeftOut { .. } => 25,
            FormProblem::PropertiesLeftOut { .. } => 26,
            FormProblem::GroupCard => 27,
            FormProblem::Nameless => 28,
            FormProblem::NotAProperty => 29,
            FormProblem::NotClosed => 30,
            FormProblem::UnknownCharset => 31,
            FormProblem::Repeats => 32,
            FormProblem::Cancelled => 33,
            FormProblem::EndsBeforeStart => 34,
            FormProblem::UnknownZone => 35,
            FormProblem::EntriesLeftOut { .. } => 36,
            FormProblem::Encrypted => 37,
            FormProblem::PartsLeftOut => 38,
            FormProblem::TextCut => 39,
            FormProblem::DamagedPart => 40,
        }
    }
}

impl fmt::Display for FormProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FormProblem::InvalidByte {
                byte,
                read_as: char::REPLACEMENT_CHARACTER,
            } => {
                write!(formatter, "byte {byte:#04x} cannot be read in this encoding")
            }
            FormProblem::InvalidByte { byte, read_as } => {
                write!(formatter, "byte {byte:#04x} does not belong to this encoding; read as “{read_as}”")
            }
            FormProblem::Overlong => formatter.write_str("a character is written in more bytes than it needs and was not read"),
            FormProblem::LoneSurrogate => formatter.write_str("half of a character; the other half is missing"),
            FormProblem::CutShort => formatter.write_str("the file ends in the middle of a character"),
            FormProblem::Unreadable => formatter.write_str("a character cannot be read in this encoding"),
            FormProblem::Nul => formatter.write_str("a zero character; it is left out of the value"),
            FormProblem::LineSeparator => formatter.write_str("a Unicode line separator inside a cell; it counts as part of the text"),
            FormProblem::UnclosedQuote => formatter.write_str("this quote is never closed; it was read as a plain character"),
            FormProblem::TextAfterQuote => formatter.write_str("there is text after the closing quote; it was kept"),
            FormProblem::QuoteInCell => formatter.write_str("a quote inside a cell that is not quoted; it was kept"),
            FormProblem::TooFewCells { expected, found } => {
                write!(formatter, "{found} cells for {expected} columns; the missing ones are empty")
            }
            FormProblem::TooManyCells { expected, found } => {
                write!(
                    formatter,
                    "{found} cells for {expected} columns; the values may stand in the wrong columns"
                )
            }
            FormProblem::TrailingDelimiter => formatter.write_str("rows end in a delimiter; the empty last cell was left out"),
            FormProblem::BlankLine => formatter.write_str("blank lines were passed over"),
            FormProblem::MixedLineEnds => formatter.write_str("lines end in different ways from here on"),
            FormProblem::RowTooLong { bytes } => write!(formatter, "the row has {bytes} bytes, more than 1 MiB, and was left out"),
            FormProblem::TooManyColumns { found } => write!(formatter, "{found} columns; those after the 500th were left out"),
            FormProblem::TooManyRows { max } => write!(formatter, "more than {max} rows; those from here on were left out"),
            FormProblem::NoRows => formatter.write_str("there are no rows below the column names"),
            FormProblem::EmptyHeader => formatter.write_str("the column has no name"),
            FormProblem::DuplicateHeader => formatter.write_str("another column has the same name"),
            FormProblem::ErrorCell(error) => {
                write!(
                    formatter,
                    "the cell shows {}; it was left empty",
                    error.name().unwrap_or("an error")
                )
            }
            FormProblem::NotCalculated => formatter
                .write_str("the result of this formula is not stored; open the workbook in a spreadsheet, save it and take it again"),
            FormProblem::NotInFormat => formatter.write_str("the number does not fit its format; it was read as a plain number"),
            FormProblem::RoundedNumber => formatter.write_str("a workbook keeps 15 digits of a number; those after it are lost"),
            FormProblem::AttachmentsLeftOut { count } => {
                write!(formatter, "files, pictures, sounds and keys were left out: {count} in all")
            }
            FormProblem::PropertiesLeftOut { count } => {
                write!(formatter, "properties for which there is no field were left out: {count} in all")
            }
            FormProblem::GroupCard => formatter.write_str("the card is of a group, not of a person; it was left out"),
            FormProblem::Nameless => formatter.write_str("the card has no name; it was named after its organisation or address"),
            FormProblem::NotAProperty => formatter.write_str("lines that belong to no entry were left out"),
            FormProblem::NotClosed => formatter.write_str("the entry has no end; it was read up to the next one"),
            FormProblem::UnknownCharset => formatter.write_str("the encoding of this text is not known; it was read as UTF-8"),
            FormProblem::Repeats => formatter.write_str("the entry repeats; only its first occurrence is taken"),
            FormProblem::Cancelled => formatter.write_str("the entry was cancelled; it was left out"),
            FormProblem::EndsBeforeStart => formatter.write_str("the entry ends before it begins; its duration was left out"),
            FormProblem::UnknownZone => formatter.write_str("the file does not describe this time zone; the time was read as local"),
            FormProblem::EntriesLeftOut { count } => {
                write!(formatter, "journals, free and busy times were left out: {count} in all")
            }
            FormProblem::Encrypted => formatter.write_str("the message is encrypted; its text was left out"),
            FormProblem::PartsLeftOut => {
                formatter.write_str("the message has too many parts, or parts within parts; the rest was left out")
            }
            FormProblem::TextCut => formatter.write_str("the text is longer than what is kept; the rest was left out"),
            FormProblem::DamagedPart => formatter.write_str("a part of the message is damaged; it was read as far as possible"),
        }
    }
}
