//! A file as a table: its columns with what they hold, and access to any cell.
//!
//! [`Loading`] turns bytes into a [`Sheet`] in steps; [`Sheet::redetect`] reads the same text again with other choices.

mod kinds;
mod loading;
mod profile;
mod shape;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::rc::Rc;

pub use loading::{LoadOptions, Loading, Progress, Stage};
pub use model::reading::LoadError;
pub use profile::{ColumnProfile, ExampleProblem};

use crate::csv::{Dialect, Overrides, Problems, RowIndex, Span};
use crate::decode::{Encoding, LegacyDecoder, TextProblem};
use crate::extract::Origin;

/// A table that was read.
pub struct Sheet {
    /// Name of the file.
    pub name: String,
    /// How its text was encoded.
    pub encoding: Encoding,
    /// How its rows are written.
    pub dialect: Dialect,
    /// Its columns.
    pub columns: Vec<ColumnProfile>,
    /// What is wrong with its text and rows.
    pub problems: Problems,
    /// What kind of file it came from.
    pub origin: Origin,
    text: String,
    text_problems: Vec<TextProblem>,
    index: RowIndex,
    packed: Rc<Vec<u8>>,
}

impl Sheet {
    /// Reads a whole file at once.
    ///
    /// # Errors
    /// [`LoadError`] when it is no table of text or beyond a limit.
    pub fn from_bytes(name: &str, bytes: &[u8], options: LoadOptions) -> Result<Self, LoadError> {
        let mut loading = Loading::new(LoadOptions {
            name: name.to_owned(),
            size: Some(bytes.len() as u64),
            ..options
        })?;
        #[cfg(any(test, feature = "native-encodings"))]
        loading.set_legacy(Box::new(crate::decode::NativeDecoder::default()));
        loading.push(bytes)?;
        loading.end_of_input()?;
        while !loading.step(usize::MAX)?.done {}
        loading.finish()
    }

    /// Reads the same text again, with other choices.
    #[must_use]
    pub fn redetect(self, overrides: Overrides) -> Loading {
        Loading::again(self, overrides)
    }

    /// Reads another sheet of the same workbook, with its own dialect.
    ///
    /// # Errors
    /// [`LoadError::Workbook`] when there is no such sheet.
    pub fn other(&self, sheet: &str) -> Result<Loading, LoadError> {
        Loading::of_sheet(self, sheet)
    }

    /// Reads the same messages again, as those of somebody with these addresses.
    ///
    /// # Errors
    /// [`LoadError::Mail`] when it holds no messages.
    pub fn owned_by(&self, own: &[String], legacy: Option<Box<dyn LegacyDecoder>>) -> Result<Loading, LoadError> {
        Loading::of_mail(self, own, legacy)
    }

    /// Number of data rows.
    #[must_use]
    pub fn rows(&self) -> u32 {
        (self.index.len() as u32).saturating_sub(self.dialect.first_row)
    }

    /// Line of the file on which a data row begins, from 1.
    #[must_use]
    pub fn line(&self, row: u32) -> u32 {
        self.index.line(self.place(row))
    }

    /// The text of a cell; empty where there is none.
    #[must_use]
    pub fn cell(&self, row: u32, column: usize) -> Cow<'_, str> {
        let mut spans = Vec::with_capacity(self.columns.len());
        self.spans(row, &mut spans);
        spans.get(column).map_or(Cow::Borrowed(""), |span| self.text_of(*span))
    }

    /// Whether the table was written by our own export, whose first column holds the ids of the records, or is a list of rows with problems.
    /// Only there an apostrophe before a formula is ours: anybody else's belongs to the text.
    #[must_use]
    pub fn is_own_export(&self) -> bool {
        let has_ids = self.columns.first().is_some_and(|column| column.header == "id") && {
            let first = self.cell(0, 0);
            first.trim().parse::<model::RecordId>().is_ok()
        };
        has_ids || self.columns.last().is_some_and(|column| column.header == crate::export::PROBLEM)
    }

    /// All cells of a row, those beyond the columns included.
    #[must_use]
    pub fn row(&self, row: u32) -> Vec<Cow<'_, str>> {
        let mut spans = Vec::with_capacity(self.columns.len());
        self.spans(row, &mut spans);
        spans.into_iter().map(|span| self.text_of(span)).collect()
    }

    /// The rows before the data: what stood above the header, then the header.
    #[must_use]
    pub fn preamble(&self) -> Vec<Vec<String>> {
        let mut spans = Vec::new();
        let rows = 0..(self.dialect.first_row as usize).min(self.index.len());
        let texts = rows.map(|row| {
            spans.clear();
            self.spans_at(row, &mut spans);
            spans.iter().map(|span| self.text_of(*span).into_owned()).collect()
        });
        texts.collect()
    }

    /// The column of a name, without regard to case.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        let wanted = name.trim();
        self.columns
            .iter()
            .position(|column| column.name == wanted || column.name.to_lowercase() == wanted.to_lowercase())
    }

    /// Appends where the cells of a data row are.
    pub(crate) fn spans(&self, row: u32, spans: &mut Vec<Span>) {
        self.spans_at(self.place(row), spans);
    }

    fn spans_at(&self, row: usize, spans: &mut Vec<Span>) {
        if let Some((start, end)) = self.index.range(row) {
            self.dialect.syntax.split(self.text.as_bytes(), start, end, spans);
        }
    }

    /// The text of a cell that [`Sheet::spans`] found.
    pub(crate) fn text_of(&self, span: Span) -> Cow<'_, str> {
        self.dialect.syntax.text(&self.text, span)
    }

    fn place(&self, row: u32) -> usize {
        self.dialect.first_row as usize + row as usize
    }
}
