//! How a file of rows is written, and why we think so.

use std::fmt;

use model::validate::{DateOrder, DecimalStyle};
use serde::{Deserialize, Serialize};

use super::rows::LineEnd;
use super::syntax::Syntax;

/// How a file of rows is written.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Dialect {
    /// Delimiter, quote and escapes.
    pub syntax: Syntax,
    /// Row that names the columns, counted from 0 over all rows of the file; rows before it are no data.
    pub header: Option<u32>,
    /// First row of data.
    pub first_row: u32,
    /// Number of columns.
    pub columns: u16,
    /// Whether a first line `sep=…` names the delimiter.
    pub sep_line: bool,
    /// Decimal comma or point, where numbers say so.
    pub decimal: DecimalStyle,
    /// Order of day, month and year, where dates say so.
    pub date_order: DateOrder,
    /// Whether some date shows the order; if not, a person should say.
    pub date_order_certain: bool,
    /// How lines end.
    pub line_end: LineEnd,
    /// 0 to 1: how sure delimiter and header are.
    pub confidence: f32,
    /// What spoke for it.
    pub reasons: Vec<Reason>,
}

/// What a person chose instead of what was detected.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Overrides {
    /// Between cells.
    pub delimiter: Option<u8>,
    /// Around cells.
    pub quote: Option<u8>,
    /// Where the header is.
    pub header: Option<HeaderChoice>,
    /// Decimal comma or point.
    pub decimal: Option<DecimalStyle>,
    /// Order of day, month and year.
    pub date_order: Option<DateOrder>,
}

/// A person's word on the header.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum HeaderChoice {
    /// There is none; the first row is data.
    Absent,
    /// It is this row, counted from 0.
    Row(u32),
}

/// What spoke for a dialect.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Reason {
    /// The first line names the delimiter.
    SepLine,
    /// A person chose it.
    Chosen,
    /// So many of the rows looked at have the same number of cells with this delimiter.
    Consistent {
        /// Rows with that number of cells.
        rows: u32,
        /// Rows looked at.
        of: u32,
        /// The number of cells.
        cells: u32,
    },
    /// No delimiter splits the rows; there is one column.
    OneColumn,
    /// The header row has names that are known.
    KnownNames {
        /// How many.
        names: u32,
    },
    /// The columns hold values of another kind than the header.
    KindsDiffer {
        /// In how many columns.
        columns: u32,
    },
    /// The first row holds values, so there is no header.
    FirstRowIsData,
    /// Nothing speaks against a header, and files mostly have one.
    HeaderByDefault,
    /// Rows before the header were passed over.
    Preamble {
        /// How many.
        rows: u32,
    },
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::SepLine => formatter.write_str("the first line names the delimiter"),
            Reason::Chosen => formatter.write_str("chosen by hand"),
            Reason::Consistent { rows, of, cells } => write!(formatter, "{rows} of the first {of} rows have {cells} cells"),
            Reason::OneColumn => formatter.write_str("no delimiter splits the rows alike, so there is one column"),
            Reason::KnownNames { names } => write!(formatter, "{names} column names are known"),
            Reason::KindsDiffer { columns } => write!(formatter, "{columns} columns hold other values than their first row"),
            Reason::FirstRowIsData => formatter.write_str("the first row holds values, not names"),
            Reason::HeaderByDefault => formatter.write_str("nothing speaks against a header"),
            Reason::Preamble { rows } => write!(formatter, "{rows} rows before the header were passed over"),
        }
    }
}
