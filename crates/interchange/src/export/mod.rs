//! Records to delimited text that people, spreadsheets and our own import read.
//!
//! [`Mode::Lossless`] writes everything so that importing it gives the same values.
//! [`Mode::Spreadsheet`] makes sure that no cell is taken for a formula, and writes amounts as plain numbers.
//! Both come back unchanged through the import; only what a spreadsheet cannot show (ids beside names) is missing in the latter.

mod cell;
mod column;
mod guard;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use model::RecordId;
use model::validate::DecimalStyle;

pub use cell::{ExportCell, Item};
pub(crate) use cell::{address_text, day_text, instant, number_text};
pub use column::ExportColumn;
pub(crate) use guard::without_guard;

use cell::Writer;

/// Name of the last column of a list of rows with problems, which says what is wrong. It is the same in every language: by it the
/// importer knows such a list again, whoever made it.
pub const PROBLEM: &str = "Problem found by Kith";

/// What the file is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    /// Importing again: every value comes back as it was.
    #[default]
    Lossless,
    /// Opening in a spreadsheet: nothing is executed, amounts are numbers.
    Spreadsheet,
}

/// How a file is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Style {
    /// What it is for.
    pub mode: Mode,
    /// Between cells: a comma, a semicolon, a tab or a bar.
    pub delimiter: u8,
    /// Whether it begins with a byte order mark, by which spreadsheets know UTF-8.
    pub bom: bool,
    /// Decimal mark of numbers for spreadsheets; lossless files always have a point.
    pub decimal: DecimalStyle,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            mode: Mode::Lossless,
            delimiter: b',',
            bom: false,
            decimal: DecimalStyle::Point,
        }
    }
}

/// Rows of a file that have problems, as they stand there with what is wrong in a last column: for a spreadsheet, and for importing again.
#[must_use]
pub fn problem_rows<'a>(header: impl Iterator<Item = &'a str>, rows: impl Iterator<Item = (Vec<Cow<'a, str>>, String)>) -> Vec<u8> {
    let mut writer = Writer::new(Style {
        mode: Mode::Spreadsheet,
        ..Style::default()
    });
    header.chain([PROBLEM]).for_each(|name| writer.guarded(name));
    writer.end_row();
    for (cells, problem) in rows {
        cells.iter().for_each(|cell| writer.guarded(cell));
        writer.guarded(&problem);
        writer.end_row();
    }
    writer.take()
}

/// Writes rows one by one; what is written can be taken at any time.
pub struct CsvWriter {
    columns: Vec<ExportColumn>,
    writer: Writer,
    rows: u64,
}

impl CsvWriter {
    /// Begins a file with its header. The first column is `id`, by which rows find their records again.
    #[must_use]
    pub fn new(style: Style, columns: Vec<ExportColumn>) -> Self {
        let mut writer = Writer::new(style);
        writer.cell("id");
        for column in &columns {
            column.headers(style.mode, |header| writer.guarded(header));
        }
        writer.end_row();
        Self { columns, writer, rows: 0 }
    }

    /// Writes a record: its id, and a cell for each column. Cells that are missing are empty.
    pub fn row(&mut self, id: RecordId, cells: &[ExportCell]) {
        self.writer.cell(&id.to_string());
        for (index, column) in self.columns.iter().enumerate() {
            column.write(cells.get(index).unwrap_or(&ExportCell::EMPTY), &mut self.writer);
        }
        self.writer.end_row();
        self.rows += 1;
    }

    /// Rows written.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Takes what was written since the last time.
    pub fn take(&mut self) -> Vec<u8> {
        self.writer.take()
    }
}
