//! From bytes to a table, in steps that can be cancelled: decoding, rows, columns.

use std::rc::Rc;

use model::reading::LoadError;
use model::{FileKind, Zone};
use serde::{Deserialize, Serialize};

use super::Sheet;
use super::profile::{Profiler, header_names};
use crate::csv::{Dialect, FormProblem, HeaderChoice, Overrides, Problems, RowIndex, RowScan, body, detect, of_syntax};
use crate::decode::{Decoded, Decoder, Encoding, HEAD, LegacyDecoder, TextProblem, file_kind};
use crate::extract::{Extracted, Extraction, Origin, SYNTAX};
use crate::limits::{MAX_COLUMNS, MAX_FILE, MAX_ROW, MAX_ROWS};
use crate::lines::mend_folds;
use crate::{calendar, cards, mail, workbook};

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
    /// Whether the tasks of a calendar are wanted, and not its events.
    pub tasks: bool,
    /// Where the file is read: a time in UTC is of another day there.
    pub zone: Zone,
    /// Addresses of one's own team, by which received messages are told from sent ones.
    pub own: Vec<String>,
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
    /// Too little is known yet: the first bytes, and the decoder for the case that they are text.
    Opening(Vec<u8>, Decoder),
    /// Text.
    Decoding(Decoder),
    /// A file that is read whole, and the decoder for the case that it is text.
    Gathering(Vec<u8>, FileKind, Decoder),
    /// A table is taken out of it.
    Extracting(Extraction, Encoding),
    Rows(Text, Box<Dialect>, RowScan),
    Columns(Sheet, Profiler),
    Done(Sheet),
    /// Its row of column names is too long. Another choice of rows may do.
    Lost(Text),
    Failed,
}

/// Reads a file in steps. Dropping it cancels.
pub struct Loading {
    name: String,
    size: Option<u64>,
    overrides: Overrides,
    tasks: bool,
    zone: Zone,
    own: Vec<String>,
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
            tasks: options.tasks,
            zone: options.zone,
            own: options.own,
            received: 0,
            state: State::Opening(Vec::new(), decoder),
        })
    }

    /// Begins with the text of a table that was read before.
    pub(super) fn again(sheet: Sheet, overrides: Overrides) -> Self {
        let (name, encoding) = (sheet.name, sheet.encoding);
        let state = if sheet.origin.kind == FileKind::Text {
            let text = Text {
                text: sheet.text,
                encoding,
                problems: sheet.text_problems,
            };
            scan(text, &overrides)
        } else {
            let extracted = Extracted {
                text: sheet.text,
                index: sheet.index,
                width: usize::from(sheet.dialect.columns),
                origin: sheet.origin,
                packed: sheet.packed,
            };
            extracted_sheet(&name, encoding, extracted, &overrides)
        };
        Self {
            name,
            size: None,
            overrides,
            tasks: false,
            zone: Zone::default(),
            own: Vec::new(),
            received: 0,
            state,
        }
    }

    /// Begins again with the text of a reading that found no names of columns; nothing where there is no text.
    #[must_use]
    pub fn back_to(self, overrides: Overrides) -> Option<Self> {
        match self.state {
            State::Lost(text) => Some(Self {
                state: scan(text, &overrides),
                overrides,
                ..self
            }),
            _ => None,
        }
    }

    /// Begins with another sheet of the workbook that a table came from.
    pub(super) fn of_sheet(sheet: &Sheet, wanted: &str) -> Result<Self, LoadError> {
        let reading = workbook::Reading::new(sheet.packed.clone(), Some(wanted))?;
        Ok(Self::extracting(&sheet.name, Extraction::Workbook(Box::new(reading))))
    }

    /// Begins with the messages that a table came from.
    pub(super) fn of_mail(sheet: &Sheet, own: &[String], legacy: Option<Box<dyn LegacyDecoder>>) -> Result<Self, LoadError> {
        let reading = mail::Reading::new(sheet.packed.clone(), own, legacy)?;
        Ok(Self::extracting(&sheet.name, Extraction::Mail(Box::new(reading))))
    }

    fn extracting(name: &str, extraction: Extraction) -> Self {
        Self {
            name: name.to_owned(),
            size: None,
            overrides: Overrides::default(),
            tasks: false,
            zone: Zone::default(),
            own: Vec::new(),
            received: 0,
            state: State::Extracting(extraction, Encoding::Utf8),
        }
    }

    /// Adds the decoder for encodings that are not read here.
    pub fn set_legacy(&mut self, legacy: Box<dyn LegacyDecoder>) {
        if let State::Opening(_, decoder) | State::Decoding(decoder) = &mut self.state {
            decoder.set_legacy(legacy);
        }
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// [`LoadError`]; nothing can be pushed after it.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), LoadError> {
        self.received += bytes.len() as u64;
        if self.received > MAX_FILE {
            self.state = State::Failed;
            return Err(LoadError::TooLarge {
                found: self.received,
                max: MAX_FILE,
            });
        }
        self.state = match std::mem::replace(&mut self.state, State::Failed) {
            // A file that comes whole is not copied.
            State::Opening(head, decoder) if head.is_empty() && bytes.len() >= HEAD => open(bytes, decoder)?,
            State::Opening(mut head, decoder) => {
                head.extend_from_slice(bytes);
                if head.len() >= HEAD {
                    open(&head, decoder)?
                } else {
                    State::Opening(head, decoder)
                }
            }
            State::Decoding(mut decoder) => {
                decoder.push(bytes)?;
                State::Decoding(decoder)
            }
            State::Gathering(mut all, kind, decoder) => {
                all.extend_from_slice(bytes);
                State::Gathering(all, kind, decoder)
            }
            _ => return Err(LoadError::Unfinished),
        };
        Ok(())
    }

    /// Says that all bytes were pushed.
    ///
    /// # Errors
    /// [`LoadError`] when there was nothing, too little, or no text.
    pub fn end_of_input(&mut self) -> Result<(), LoadError> {
        let state = match std::mem::replace(&mut self.state, State::Failed) {
            State::Opening(head, decoder) => open(&head, decoder)?,
            state => state,
        };
        if let Some(declared) = self.size.filter(|declared| *declared != self.received) {
            return Err(LoadError::SizeChanged {
                declared,
                found: self.received,
            });
        }
        let decoder = match state {
            State::Decoding(decoder) => decoder,
            State::Gathering(bytes, FileKind::Workbook, _) => {
                let reading = workbook::Reading::new(Rc::new(bytes), None)?;
                self.state = State::Extracting(Extraction::Workbook(Box::new(reading)), Encoding::Utf8);
                return Ok(());
            }
            // Every part of a message may be in an encoding of its own.
            State::Gathering(bytes, FileKind::Mail, decoder) => {
                let reading = mail::Reading::new(Rc::new(bytes), &self.own, decoder.into_legacy())?;
                self.state = State::Extracting(Extraction::Mail(Box::new(reading)), Encoding::Utf8);
                return Ok(());
            }
            State::Gathering(mut bytes, _, mut decoder) => {
                mend_folds(&mut bytes);
                decoder.push(&bytes)?;
                decoder
            }
            _ => return Err(LoadError::Unfinished),
        };
        let Decoded {
            text, encoding, problems, ..
        } = decoder.finish()?;
        if text.trim().is_empty() {
            return Err(LoadError::Empty);
        }
        // In UTF-16 the kind of a text is seen only now.
        let extraction = match file_kind(&text.as_bytes()[..text.len().min(HEAD)]) {
            FileKind::Cards => Extraction::Cards(Box::new(cards::Reading::new(text, &problems)?)),
            FileKind::Calendar => Extraction::Calendar(Box::new(calendar::Reading::new(
                text,
                &problems,
                self.tasks,
                std::mem::take(&mut self.zone),
            )?)),
            FileKind::Text | FileKind::Workbook | FileKind::Mail => {
                self.state = scan(Text { text, encoding, problems }, &self.overrides);
                return Ok(());
            }
        };
        self.state = State::Extracting(extraction, encoding);
        Ok(())
    }

    /// Goes on for about `max` bytes of text; a megabyte takes a few milliseconds.
    ///
    /// # Errors
    /// [`LoadError::HeaderTooLong`], or what is wrong with a workbook; [`LoadError::Unfinished`] before the end of input or after a mistake.
    pub fn step(&mut self, max: usize) -> Result<Progress, LoadError> {
        self.state = match std::mem::replace(&mut self.state, State::Failed) {
            State::Extracting(mut extraction, encoding) => {
                if extraction.step(max)? {
                    extracted_sheet(&self.name, encoding, extraction.finish(), &self.overrides)
                } else {
                    State::Extracting(extraction, encoding)
                }
            }
            State::Rows(text, mut dialect, mut scan) => {
                if scan.step(&text.text, max) {
                    if let Some(found) = scan.lost_header() {
                        let max = MAX_ROW as u64;
                        self.state = State::Lost(text);
                        return Err(LoadError::HeaderTooLong { found, max });
                    }
                    let (index, problems, line_end) = scan.finish();
                    dialect.line_end = line_end;
                    columns_of(sheet_of(&self.name, text, *dialect, (index, problems), Origin::default()))
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
            State::Opening(..) | State::Decoding(_) | State::Gathering(..) | State::Lost(_) | State::Failed => {
                return Err(LoadError::Unfinished);
            }
        };
        Ok(self.progress())
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let (stage, bytes, total, rows) = match &self.state {
            State::Opening(..) | State::Decoding(_) | State::Gathering(..) => {
                (Stage::Decoding, self.received, self.size.unwrap_or(self.received), 0)
            }
            State::Extracting(extraction, _) => {
                let (bytes, total, rows) = extraction.progress();
                (Stage::Rows, bytes, total, rows)
            }
            State::Rows(text, _, scan) => (Stage::Rows, scan.at() as u64, text.text.len() as u64, scan.index().len() as u32),
            State::Columns(sheet, _) => (Stage::Columns, sheet.text.len() as u64, sheet.text.len() as u64, sheet.rows()),
            State::Done(sheet) => (Stage::Done, sheet.text.len() as u64, sheet.text.len() as u64, sheet.rows()),
            State::Lost(_) | State::Failed => (Stage::Done, self.received, self.received, 0),
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

/// Tells from the first bytes what the file is.
fn open(first: &[u8], mut decoder: Decoder) -> Result<State, LoadError> {
    match file_kind(&first[..first.len().min(HEAD)]) {
        FileKind::Text => {
            decoder.push(first)?;
            Ok(State::Decoding(decoder))
        }
        kind => Ok(State::Gathering(first.to_vec(), kind, decoder)),
    }
}

/// The sheet of an extracted table, whose columns are still to be looked at.
fn extracted_sheet(name: &str, encoding: Encoding, extracted: Extracted, overrides: &Overrides) -> State {
    let Extracted {
        text,
        index,
        width,
        origin,
        packed,
    } = extracted;
    // Columns whose meaning is known have their names in the first row.
    let header = origin.meaning.as_ref().map(|_| HeaderChoice::Row(0)).or(overrides.header);
    let mut dialect = of_syntax(&text, SYNTAX, header);
    // Rows end at their last filled cell, so that the header may be shorter than the rows.
    dialect.columns = dialect.columns.max(width.min(MAX_COLUMNS) as u16);
    let text = Text {
        text,
        encoding,
        problems: Vec::new(),
    };
    let problems = origin.problems.clone();
    let mut sheet = sheet_of(name, text, dialect, (index, problems), origin);
    sheet.packed = packed;
    columns_of(sheet)
}

fn columns_of(sheet: Sheet) -> State {
    let profiler = Profiler::new(&sheet);
    State::Columns(sheet, profiler)
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

fn sheet_of(name: &str, text: Text, mut dialect: Dialect, (index, problems): (RowIndex, Problems), origin: Origin) -> Sheet {
    dialect.header = dialect.header.filter(|row| (*row as usize) < index.len());
    dialect.first_row = dialect.first_row.min(index.len() as u32);
    let mut sheet = Sheet {
        name: name.to_owned(),
        encoding: text.encoding,
        dialect,
        columns: Vec::new(),
        problems,
        origin,
        text: text.text,
        text_problems: text.problems,
        index,
        packed: Rc::default(),
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
        sheet.problems.add(line, None, FormProblem::NoRows);
    }
    sheet.problems.sort();
    sheet.columns = columns;
}
