//! From bytes to a table, in steps that can be cancelled: decoding, rows, columns.

use serde::{Deserialize, Serialize};

use super::Sheet;
use super::profile::{Profiler, header_names};
use crate::csv::{Dialect, Overrides, ProblemKind, RowScan, body, detect};
use crate::decode::{DecodeError, Decoded, Decoder, Encoding, LegacyDecoder, TextProblem};
use crate::limits::{MAX_FILE, MAX_ROW, MAX_ROWS};

/// What is known before the first byte.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// Name of the file.
    pub name: String,
    /// Its size in bytes, where known: a file that turns out longer or shorter was changed while it was read.
    pub size: Option<u64>,
    /// The encoding a person chose.
    pub encoding: Option<Encoding>,
    /// The dialect a person chose.
    pub overrides: Overrides,
}

/// Why a file is no table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
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
    Decode(#[from] DecodeError),
    /// The steps were not made in order: input first, then steps until done, then the sheet.
    #[error("the file is not read to its end")]
    Unfinished,
}

/// What is being done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Stage {
    /// Bytes come in and become text.
    Decoding,
    /// Rows are found.
    Rows,
    /// Columns are looked at.
    Columns,
    /// Nothing is left to do.
    Done,
}

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Whether everything is done.
    pub done: bool,
    /// Bytes of text in which rows were found.
    pub bytes: u64,
    /// Bytes of text.
    pub total: u64,
    /// Rows found.
    pub rows: u32,
}

/// What is known of the text.
#[derive(Default)]
struct Text {
    text: String,
    encoding: Encoding,
    problems: Vec<TextProblem>,
}

enum State {
    Decoding(Decoder),
    Rows(Text, Box<Dialect>, RowScan),
    Columns(Sheet, Profiler),
    Done(Sheet),
    Failed,
}

/// Reads a file in steps. Dropping it cancels.
pub struct Loading {
    name: String,
    size: Option<u64>,
    overrides: Overrides,
    received: u64,
    state: State,
}

impl Loading {
    /// Begins with a file.
    ///
    /// # Errors
    /// [`LoadError::TooLarge`], [`LoadError::Empty`] when the size says so.
    pub fn new(options: LoadOptions) -> Result<Self, LoadError> {
        match options.size {
            Some(0) => return Err(LoadError::Empty),
            Some(found) if found > MAX_FILE => return Err(LoadError::TooLarge { found, max: MAX_FILE }),
            _ => {}
        }
        let decoder = Decoder::new(options.encoding, options.size.unwrap_or(0) as usize);
        Ok(Self {
            name: options.name,
            size: options.size,
            overrides: options.overrides,
            received: 0,
            state: State::Decoding(decoder),
        })
    }

    /// Begins with the text of a table that was read before.
    pub(super) fn again(sheet: Sheet, overrides: Overrides) -> Self {
        let text = Text {
            text: sheet.text,
            encoding: sheet.encoding,
            problems: sheet.text_problems,
        };
        let state = scan(text, &overrides);
        Self {
            name: sheet.name,
            size: None,
            overrides,
            received: 0,
            state,
        }
    }

    /// Adds the decoder for encodings that are not read here.
    pub fn set_legacy(&mut self, legacy: Box<dyn LegacyDecoder>) {
        if let State::Decoding(decoder) = &mut self.state {
            decoder.set_legacy(legacy);
        }
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// [`LoadError`]; nothing can be pushed after it.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        let State::Decoding(decoder) = &mut self.state else {
            return Err(LoadError::Unfinished);
        };
        self.received += bytes.len() as u64;
        if self.received > MAX_FILE {
            self.state = State::Failed;
            return Err(LoadError::TooLarge {
                found: self.received,
                max: MAX_FILE,
            });
        }
        if let Err(error) = decoder.push(bytes) {
            self.state = State::Failed;
            return Err(error.into());
        }
        Ok(())
    }

    /// Says that all bytes were pushed.
    ///
    /// # Errors
    /// [`LoadError`] when there was nothing, too little, or no text.
    pub fn end_of_input(&mut self) -> Result<(), LoadError> {
        let State::Decoding(decoder) = std::mem::replace(&mut self.state, State::Failed) else {
            return Err(LoadError::Unfinished);
        };
        if let Some(declared) = self.size.filter(|declared| *declared != self.received) {
            return Err(LoadError::SizeChanged {
                declared,
                found: self.received,
            });
        }
        let Decoded {
            text, encoding, problems, ..
        } = decoder.finish()?;
        if text.trim().is_empty() {
            return Err(LoadError::Empty);
        }
        self.state = scan(Text { text, encoding, problems }, &self.overrides);
        Ok(())
    }

    /// Goes on for about `max` bytes of text; a megabyte takes a few milliseconds.
    ///
    /// # Errors
    /// [`LoadError::HeaderTooLong`]; [`LoadError::Unfinished`] before the end of input or after a mistake.
    pub fn step(&mut self, max: usize) -> Result<Progress, LoadError> {
        self.state = match std::mem::replace(&mut self.state, State::Failed) {
            State::Rows(text, dialect, mut scan) => {
                if scan.step(&text.text, max) {
                    if let Some(found) = scan.lost_header() {
                        let max = MAX_ROW as u64;
                        return Err(LoadError::HeaderTooLong { found, max });
                    }
                    let sheet = into_sheet(&self.name, text, *dialect, scan);
                    let profiler = Profiler::new(&sheet);
                    State::Columns(sheet, profiler)
                } else {
                    State::Rows(text, dialect, scan)
                }
            }
            State::Columns(mut sheet, mut profiler) => {
                if profiler.step(&sheet, max) {
                    profiler.finish(&mut sheet, &self.overrides);
                    State::Done(sheet)
                } else {
                    State::Columns(sheet, profiler)
                }
            }
            State::Done(sheet) => State::Done(sheet),
            State::Decoding(_) | State::Failed => return Err(LoadError::Unfinished),
        };
        Ok(self.progress())
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let (stage, bytes, total, rows) = match &self.state {
            State::Decoding(_) => (Stage::Decoding, self.received, self.size.unwrap_or(self.received), 0),
            State::Rows(text, _, scan) => (Stage::Rows, scan.at() as u64, text.text.len() as u64, scan.index().len() as u32),
            State::Columns(sheet, _) => (Stage::Columns, sheet.text.len() as u64, sheet.text.len() as u64, sheet.rows()),
            State::Done(sheet) => (Stage::Done, sheet.text.len() as u64, sheet.text.len() as u64, sheet.rows()),
            State::Failed => (Stage::Done, self.received, self.received, 0),
        };
        Progress {
            stage,
            done: stage == Stage::Done,
            bytes,
            total,
            rows,
        }
    }

    /// The table.
    ///
    /// # Errors
    /// [`LoadError::Unfinished`] before [`Loading::step`] said that everything is done.
    pub fn finish(self) -> Result<Sheet, LoadError> {
        match self.state {
            State::Done(sheet) => Ok(sheet),
            _ => Err(LoadError::Unfinished),
        }
    }
}

fn scan(text: Text, overrides: &Overrides) -> State {
    let dialect = detect(&text.text, overrides);
    let (start, line) = body(&text.text, dialect.sep_line);
    let most = (MAX_ROWS + dialect.first_row) as usize;
    let columns = usize::from(dialect.columns);
    let mut scan = RowScan::new(dialect.syntax, Some(columns), dialect.first_row as usize, most, start, line);
    scan.set_text_problems(text.problems.clone());
    State::Rows(text, Box::new(dialect), scan)
}

fn into_sheet(name: &str, text: Text, mut dialect: Dialect, scan: RowScan) -> Sheet {
    let (index, problems, line_end) = scan.finish();
    dialect.line_end = line_end;
    dialect.header = dialect.header.filter(|row| (*row as usize) < index.len());
    dialect.first_row = dialect.first_row.min(index.len() as u32);
    let mut sheet = Sheet {
        name: name.to_owned(),
        encoding: text.encoding,
        dialect,
        columns: Vec::new(),
        problems,
        text: text.text,
        text_problems: text.problems,
        index,
    };
    name_columns(&mut sheet);
    sheet
}

/// Names the columns after the header and reports empty and repeated names.
fn name_columns(sheet: &mut Sheet) {
    let header = sheet.dialect.header.and_then(|row| sheet.preamble().into_iter().nth(row as usize));
    let line = sheet.dialect.header.map_or(1, |row| sheet.index.line(row as usize));
    let (columns, odd) = header_names(header, usize::from(sheet.dialect.columns));
    for (column, kind) in odd {
        sheet.problems.add(line, column, kind);
    }
    if sheet.rows() == 0 && sheet.dialect.header.is_some() {
        sheet.problems.add(line, None, ProblemKind::NoRows);
    }
    sheet.problems.sort();
    sheet.columns = columns;
}
