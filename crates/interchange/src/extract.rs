//! Files that are no tables of text, made into one: a workbook's sheet, contact cards, entries of a calendar, e-mail.
//!
//! What comes out is rows in our own writing of CSV, with the place in the file where each row stands,
//! so that everything after it is the same for every kind of file.

use std::rc::Rc;

use model::FileKind;

use crate::calendar;
use crate::cards;
use crate::csv::{FormProblem, Problems, RowIndex, Syntax};
use crate::limits::{MAX_COLUMNS, MAX_FILE, MAX_ROW, MAX_ROWS};
use crate::mail;
use crate::mapping::Target;
use crate::table::LoadError;
use crate::workbook;

/// Where a table came from.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Origin {
    /// The kind of file.
    pub kind: FileKind,
    /// The sheet that was read, in a workbook.
    pub sheet: Option<String>,
    /// All sheets of the workbook, those that are shown first.
    pub sheets: Vec<String>,
    /// What a row is and where each column goes, where the kind of file says it.
    pub(crate) meaning: Option<(&'static str, Vec<Target>)>,
    /// What was wrong with the file, the table not looked at.
    pub(crate) problems: Problems,
}

/// A table that was taken out of a file.
pub(crate) struct Extracted {
    pub(crate) text: String,
    pub(crate) index: RowIndex,
    /// Cells of the widest row.
    pub(crate) width: usize,
    pub(crate) origin: Origin,
    /// The file, where it can be read in another way: another sheet of a workbook, the mail of somebody else.
    pub(crate) packed: Rc<Vec<u8>>,
}

/// Takes a table out of a file in steps.
pub(crate) enum Extraction {
    Workbook(Box<workbook::Reading>),
    Cards(Box<cards::Reading>),
    Calendar(Box<calendar::Reading>),
    Mail(Box<mail::Reading>),
}

impl Extraction {
    /// Goes on for about `max` bytes and says whether everything is done.
    pub(crate) fn step(&mut self, max: usize) -> Result<bool, LoadError> {
        match self {
            Extraction::Workbook(reading) => Ok(reading.step(max)?),
            Extraction::Cards(reading) => Ok(reading.step(max)?),
            Extraction::Calendar(reading) => Ok(reading.step(max)?),
            Extraction::Mail(reading) => Ok(reading.step(max)?),
        }
    }

    /// Bytes of the file done, all of them, and rows found.
    pub(crate) fn progress(&self) -> (u64, u64, u32) {
        match self {
            Extraction::Workbook(reading) => reading.progress(),
            Extraction::Cards(reading) => reading.progress(),
            Extraction::Calendar(reading) => reading.progress(),
            Extraction::Mail(reading) => reading.progress(),
        }
    }

    pub(crate) fn finish(self) -> Extracted {
        match self {
            Extraction::Workbook(reading) => reading.finish(),
            Extraction::Cards(reading) => reading.finish(),
            Extraction::Calendar(reading) => reading.finish(),
            Extraction::Mail(reading) => reading.finish(),
        }
    }
}

/// How extracted rows are written.
pub(crate) const SYNTAX: Syntax = Syntax {
    delimiter: b',',
    quote: b'"',
    backslash: false,
    blank_before_quote: false,
};

/// How many there were of something, and the line of the first.
#[derive(Default)]
pub(crate) struct Tally {
    count: u32,
    line: u32,
}

impl Tally {
    pub(crate) fn add(&mut self, line: u32) {
        if self.count == 0 {
            self.line = line;
        }
        self.count += 1;
    }

    pub(crate) fn report(&self, kind: impl FnOnce(u32) -> FormProblem, problems: &mut Problems) {
        if self.count > 0 {
            problems.add(self.line, None, kind(self.count));
        }
    }
}

/// The rows would be larger than a file may be.
pub(crate) struct Overfull;

/// Writes extracted rows and keeps where they stood.
#[derive(Default)]
pub(crate) struct RowWriter {
    text: String,
    index: RowIndex,
    width: usize,
    pub(crate) problems: Problems,
}

impl RowWriter {
    /// Rows written.
    pub(crate) fn rows(&self) -> u32 {
        self.index.len() as u32
    }

    /// Writes a row that stands on a line of the file; one without text is passed over.
    pub(crate) fn row<T: AsRef<str>>(&mut self, line: u32, cells: &[T]) -> Result<(), Overfull> {
        let filled = cells.iter().rposition(|cell| !cell.as_ref().is_empty()).map_or(0, |last| last + 1);
        if filled == 0 {
            return Ok(());
        }
        if self.index.len() > MAX_ROWS as usize {
            let kind = FormProblem::TooManyRows { max: MAX_ROWS };
            if self.problems.count(&kind) == 0 {
                self.problems.add(line, None, kind);
            } else {
                self.problems.count_more(kind, 1);
            }
            return Ok(());
        }
        if filled > MAX_COLUMNS {
            let found = filled as u32;
            self.problems
                .add(line, Some(MAX_COLUMNS as u16), FormProblem::TooManyColumns { found });
        }
        let cells = &cells[..filled.min(MAX_COLUMNS)];
        let bytes = cells.iter().map(|cell| cell.as_ref().len() as u64).sum::<u64>();
        if bytes > MAX_ROW as u64 {
            self.problems.add(line, None, FormProblem::RowTooLong { bytes });
            return Ok(());
        }
        if self.text.len() as u64 + 2 * bytes > MAX_FILE {
            return Err(Overfull);
        }
        self.width = self.width.max(cells.len());
        let start = self.text.len();
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                self.text.push(',');
            }
            let cell = cell.as_ref();
            if cell.contains([',', '"', '\n', '\r']) {
                self.text.push('"');
                self.text.push_str(&cell.replace('"', "\"\""));
                self.text.push('"');
            } else {
                self.text.push_str(cell);
            }
        }
        self.text.push('\n');
        self.index.push(start, line, self.text.len());
        Ok(())
    }

    /// The rows, as a table of its kind.
    pub(crate) fn finish(self, mut origin: Origin) -> Extracted {
        origin.problems = self.problems;
        Extracted {
            text: self.text,
            index: self.index,
            width: self.width,
            origin,
            packed: Rc::default(),
        }
    }
}
