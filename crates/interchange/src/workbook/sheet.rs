//! The cells of a sheet, as rows of text.

use super::formats::{self, Format};
use super::strings::{Runs, Strings};
use super::xml::{Pull, Token, attribute, plain};
use crate::csv::{CellError, FormProblem};
use crate::extract::RowWriter;
use crate::limits::MAX_COLUMNS;
use model::reading::WorkbookError;

/// Numbers from here on have more digits than a workbook keeps.
const EXACT: f64 = 1e15;

/// What cells refer to.
pub(super) struct Book<'a> {
    pub(super) strings: &'a Strings,
    pub(super) formats: &'a [Format],
    pub(super) base_1904: bool,
}

/// What the text of a cell's value is.
#[derive(Clone, Copy, PartialEq, Default)]
enum Kind {
    #[default]
    Number,
    Shared,
    Text,
    Truth,
    Error,
}

/// Reads a sheet.
#[derive(Default)]
pub(super) struct SheetScan {
    /// Cells read.
    pub(super) cells: u64,
    /// Row of the sheet, from 1.
    row: u32,
    /// Where the next cell stands unless it says so itself.
    column: usize,
    /// The texts of the row; kept from row to row so that none is made anew.
    texts: Vec<String>,
    kind: Kind,
    style: usize,
    in_cell: bool,
    in_value: bool,
    has_formula: bool,
    value: String,
    runs: Runs,
}

impl SheetScan {
    /// Takes all whole tokens and says whether the sheet is at its end.
    pub(super) fn take(&mut self, pull: &mut Pull, book: &Book, writer: &mut RowWriter) -> Result<bool, WorkbookError> {
        while let Some(token) = pull.next()? {
            match token {
                Token::Open {
                    name: b"row",
                    attributes,
                    empty,
                } => {
                    let number = attribute(attributes, "r").and_then(|number| plain(number).parse().ok());
                    self.row = number.unwrap_or(self.row.saturating_add(1));
                    self.column = 0;
                    self.texts.iter_mut().for_each(String::clear);
                    if empty {
                        continue;
                    }
                }
                Token::Close(b"row") => writer.row(self.row, &self.texts)?,
                Token::Open {
                    name: b"c",
                    attributes,
                    empty,
                } => {
                    self.begin_cell(attributes);
                    if empty {
                        self.end_cell(book, writer);
                    }
                }
                Token::Close(b"c") => self.end_cell(book, writer),
                Token::Open { name: b"v", empty, .. } => self.in_value = !empty,
                Token::Close(b"v") => self.in_value = false,
                Token::Open { name: b"f", .. } => self.has_formula = true,
                Token::Text(text) if self.in_value => self.value.push_str(&plain(text)),
                // Readers have no use for what follows: filters, merged cells, links.
                Token::Close(b"sheetData")
                | Token::Open {
                    name: b"sheetData",
                    empty: true,
                    ..
                } => return Ok(true),
                token if self.in_cell => self.runs.take(&token, &mut self.value),
                _ => {}
            }
        }
        Ok(false)
    }

    fn begin_cell(&mut self, attributes: &[u8]) {
        self.cells += 1;
        if let Some(column) = attribute(attributes, "r").and_then(column_of) {
            self.column = column;
        }
        self.kind = match attribute(attributes, "t") {
            Some(b"s") => Kind::Shared,
            Some(b"str" | b"inlineStr" | b"d") => Kind::Text,
            Some(b"b") => Kind::Truth,
            Some(b"e") => Kind::Error,
            _ => Kind::Number,
        };
        self.style = attribute(attributes, "s").and_then(|style| plain(style).parse().ok()).unwrap_or(0);
        self.value.clear();
        self.has_formula = false;
        self.in_cell = true;
    }

    fn end_cell(&mut self, book: &Book, writer: &mut RowWriter) {
        let column = self.column;
        self.column += 1;
        self.in_cell = false;
        self.in_value = false;
        // A cell far to the right is told like any other beyond the last column, and makes no room for those between.
        if column >= MAX_COLUMNS {
            if !self.value.is_empty() {
                let found = column as u32 + 1;
                writer
                    .problems
                    .add(self.row, Some(MAX_COLUMNS as u16), FormProblem::TooManyColumns { found });
            }
            return;
        }
        if self.texts.len() <= column {
            self.texts.resize_with(column + 1, String::new);
        }
        let mut problem = |kind| writer.problems.add(self.row, u16::try_from(column).ok(), kind);
        if self.value.is_empty() && self.has_formula && self.kind != Kind::Text {
            problem(FormProblem::NotCalculated);
        }
        let text = &mut self.texts[column];
        text.clear();
        if self.value.is_empty() {
            return;
        }
        match self.kind {
            Kind::Text => text.push_str(&self.value),
            Kind::Shared => match self.value.trim().parse().ok().and_then(|index| book.strings.get(index)) {
                Some(shared) => text.push_str(shared),
                None => problem(FormProblem::Unreadable),
            },
            Kind::Truth => text.push_str(if self.value.trim() == "1" { "yes" } else { "no" }),
            Kind::Error => problem(FormProblem::ErrorCell(CellError::of(self.value.trim()))),
            Kind::Number => match self.value.trim().parse::<f64>().ok().filter(|number| number.is_finite()) {
                Some(number) => {
                    let format = book.formats.get(self.style).copied().unwrap_or(Format::Number);
                    let written = formats::text(number, format, book.base_1904).or_else(|| {
                        problem(FormProblem::NotInFormat);
                        formats::text(number, Format::Number, false)
                    });
                    if number.abs() >= EXACT {
                        problem(FormProblem::RoundedNumber);
                    }
                    text.push_str(&written.unwrap_or_default());
                }
                None => text.push_str(&self.value),
            },
        }
    }
}

/// The column of a cell's place, from 0: `B7` is 1.
fn column_of(place: &[u8]) -> Option<usize> {
    let letters = place.iter().map_while(|byte| match byte.to_ascii_uppercase() {
        letter @ b'A'..=b'Z' => Some(usize::from(letter - b'A') + 1),
        _ => None,
    });
    let mut column = 0_usize;
    for letter in letters.take(5) {
        column = column * 26 + letter;
    }
    column.checked_sub(1)
}
