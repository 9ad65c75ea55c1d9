//! The rows of a text: where each begins and on which line, found in steps.
//!
//! Only the beginning of a row is kept, eight bytes for each; cells are found again when they are read, which is cheaper than
//! keeping them: a file of delimiters alone would otherwise take four times its size.

use memchr::{memchr, memchr_iter, memchr3, memmem};

use model::reading::FormProblem;

use super::problem::Problems;
use super::syntax::{Form, Oddity, Span, Syntax, line_end};
use crate::decode::TextProblem;
use crate::limits::{MAX_COLUMNS, MAX_LISTED, MAX_ROW};
use model::order;

/// Where rows begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowIndex {
    starts: Vec<u32>,
    lines: Vec<u32>,
    /// Where the last row ends.
    end: u32,
}

impl RowIndex {
    /// Number of rows, the header and what comes before it included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }

    /// Line on which a row begins, from 1; 0 for rows that do not exist.
    #[must_use]
    pub fn line(&self, row: usize) -> u32 {
        self.lines.get(row).copied().unwrap_or(0)
    }

    /// Adds a row that begins in byte `start`, stands on `line` and ends before byte `end`.
    pub(crate) fn push(&mut self, start: usize, line: u32, end: usize) {
        self.starts.push(start as u32);
        self.lines.push(line);
        self.end = end as u32;
    }

    /// Bytes in which a row lies, blank lines after it included.
    pub(crate) fn range(&self, row: usize) -> Option<(usize, usize)> {
        let start = *self.starts.get(row)?;
        let end = self.starts.get(row + 1).copied().unwrap_or(self.end);
        Some((start as usize, end as usize))
    }
}

/// How lines end.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, serde::Serialize, serde::Deserialize)]
pub enum LineEnd {
    /// Line feed.
    #[default]
    Lf,
    /// Carriage return and line feed.
    CrLf,
    /// Carriage return alone.
    Cr,
    /// Not everywhere the same.
    Mixed,
}

/// Finds rows in steps.
pub struct RowScan {
    syntax: Syntax,
    /// Cells that a row should have; `None` takes any number.
    columns: Option<usize>,
    /// Rows before this one may have any number of cells.
    first_row: usize,
    /// Rows beyond it are left out.
    max_rows: usize,
    at: usize,
    line: u32,
    index: RowIndex,
    problems: Problems,
    line_end: Option<LineEnd>,
    /// Bytes of a row too long to keep that was, or came before, the header.
    lost_header: Option<u64>,
    /// What was wrong with the text, still to be placed; the next one last.
    text_problems: Vec<TextProblem>,
    cells: Vec<Span>,
}

impl RowScan {
    /// A scan from byte `from` on, which is on line `line`. Rows from `first_row` on should have so many `columns`.
    #[must_use]
    pub fn new(syntax: Syntax, columns: Option<usize>, first_row: usize, max_rows: usize, from: usize, line: u32) -> Self {
        Self {
            syntax,
            columns,
            first_row,
            max_rows,
            at: from,
            line,
            index: RowIndex {
                end: from as u32,
                ..RowIndex::default()
            },
            problems: Problems::default(),
            line_end: None,
            lost_header: None,
            text_problems: Vec::new(),
            cells: Vec::new(),
        }
    }

    /// Gives the mistakes of the text to be placed among the rows.
    pub fn set_text_problems(&mut self, mut problems: Vec<TextProblem>) {
        problems.reverse();
        self.text_problems = problems;
    }

    /// Bytes done.
    #[must_use]
    pub fn at(&self) -> usize {
        self.at
    }

    /// The rows found so far.
    #[must_use]
    pub fn index(&self) -> &RowIndex {
        &self.index
    }

    /// Goes on for about `max` bytes and says whether everything is done.
    pub fn step(&mut self, text: &str, max: usize) -> bool {
        let bytes = text.as_bytes();
        let from = self.at;
        let until = from.saturating_add(max.max(1)).min(bytes.len());
        while self.at < until {
            self.row(bytes);
        }
        self.index.end = self.at as u32;
        self.report_characters(bytes, from);
        self.at >= bytes.len()
    }

    /// Bytes of a row too long to keep among those up to the header: what follows cannot be told by number any more.
    #[must_use]
    pub fn lost_header(&self) -> Option<u64> {
        self.lost_header
    }

    /// The rows, the problems, and how lines end.
    #[must_use]
    pub fn finish(mut self) -> (RowIndex, Problems, LineEnd) {
        self.problems.sort();
        (self.index, self.problems, self.line_end.unwrap_or_default())
    }

    /// Takes one row or blank line.
    fn row(&mut self, bytes: &[u8]) {
        let start = self.at;
        let length = line_end(bytes, start);
        if length > 0 {
            self.note_line_end(bytes, start, length);
            self.problems.add(self.line, None, FormProblem::BlankLine);
            self.line += 1;
            self.at = start + length;
            return;
        }
        let (stop, cells, inner) = self.extent(bytes, start);
        let length = line_end(bytes, stop);
        self.note_line_end(bytes, stop, length);
        self.check(bytes, start, stop, cells);
        self.line += 1 + inner;
        self.at = stop + length;
    }

    /// Where the row from `start` on stops, how many cells it has, and how many line ends are inside them.
    fn extent(&mut self, bytes: &[u8], start: usize) -> (usize, usize, u32) {
        let stop = memchr3(self.syntax.quote, b'\n', b'\r', &bytes[start..]).map_or(bytes.len(), |offset| start + offset);
        if bytes.get(stop) != Some(&self.syntax.quote) {
            return (stop, 1 + memchr_iter(self.syntax.delimiter, &bytes[start..stop]).count(), 0);
        }
        let (mut at, mut cells, mut inner) = (start, 0, 0);
        loop {
            let read = self.syntax.cell(bytes, at);
            cells += 1;
            if let Some(oddity) = read.oddity {
                let kind = match oddity {
                    Oddity::Unclosed => FormProblem::UnclosedQuote,
                    Oddity::TextAfterQuote => FormProblem::TextAfterQuote,
                    Oddity::QuoteInside => FormProblem::QuoteInCell,
                };
                self.problems.add(self.line + inner, column(cells - 1), kind);
            }
            if read.span.form != Form::Plain {
                inner += inner_lines(&bytes[at..read.stop]);
            }
            if bytes.get(read.stop) != Some(&self.syntax.delimiter) {
                return (read.stop, cells, inner);
            }
            at = read.stop + 1;
        }
    }

    /// Keeps the row unless it is beyond a limit.
    fn check(&mut self, bytes: &[u8], start: usize, stop: usize, cells: usize) {
        if stop - start > MAX_ROW {
            if self.index.len() < self.first_row {
                self.lost_header.get_or_insert((stop - start) as u64);
            }
            self.problems.add(
                self.line,
                None,
                FormProblem::RowTooLong {
                    bytes: (stop - start) as u64,
                },
            );
            return;
        }
        if self.index.len() >= self.max_rows {
            let max = self.max_rows.saturating_sub(self.first_row) as u32;
            let kind = FormProblem::TooManyRows { max };
            if self.problems.count(&kind) == 0 {
                self.problems.add(self.line, None, kind);
            } else {
                self.problems.count_more(kind, 1);
            }
            return;
        }
        if let Some(expected) = self
            .columns
            .filter(|expected| *expected != cells && self.index.len() >= self.first_row)
        {
            self.report_ragged(bytes, start, stop, expected, cells);
        }
        self.index.starts.push(start as u32);
        self.index.lines.push(self.line);
    }

    fn report_ragged(&mut self, bytes: &[u8], start: usize, stop: usize, expected: usize, found: usize) {
        let (expected_cells, found_cells) = (expected as u32, found as u32);
        if found < expected {
            self.problems.add(
                self.line,
                None,
                FormProblem::TooFewCells {
                    expected: expected_cells,
                    found: found_cells,
                },
            );
            return;
        }
        self.cells.clear();
        self.syntax.split(bytes, start, stop, &mut self.cells);
        let surplus_is_empty = self
            .cells
            .iter()
            .skip(expected)
            .all(|cell| bytes[cell.start..cell.end].trim_ascii().is_empty());
        if surplus_is_empty {
            self.problems.add(self.line, column(expected), FormProblem::TrailingDelimiter);
        } else if expected >= MAX_COLUMNS {
            self.problems
                .add(self.line, column(expected), FormProblem::TooManyColumns { found: found_cells });
        } else {
            self.problems.add(
                self.line,
                column(expected),
                FormProblem::TooManyCells {
                    expected: expected_cells,
                    found: found_cells,
                },
            );
        }
    }

    fn note_line_end(&mut self, bytes: &[u8], at: usize, length: usize) {
        let this = match (length, bytes.get(at)) {
            (2, _) => LineEnd::CrLf,
            (1, Some(b'\n')) => LineEnd::Lf,
            (1, _) => LineEnd::Cr,
            _ => return,
        };
        match self.line_end {
            None => self.line_end = Some(this),
            Some(known) if known == this || known == LineEnd::Mixed => {}
            Some(_) => {
                self.line_end = Some(LineEnd::Mixed);
                self.problems.add(self.line, None, FormProblem::MixedLineEnds);
            }
        }
    }

    /// Reports zero characters, Unicode line separators and mistakes of the text among the bytes of this step.
    fn report_characters(&mut self, bytes: &[u8], from: usize) {
        let done = &bytes[from..self.at];
        let mut found = memchr_iter(0, done)
            .take(MAX_LISTED)
            .map(|offset| (from + offset, FormProblem::Nul))
            .collect::<Vec<_>>();
        for separator in ["\u{2028}", "\u{2029}"] {
            let places = memmem::find_iter(done, separator.as_bytes()).take(MAX_LISTED);
            found.extend(places.map(|offset| (from + offset, FormProblem::LineSeparator)));
        }
        while let Some(problem) = self.text_problems.pop_if(|problem| problem.at < self.at || self.at >= bytes.len()) {
            found.push((problem.at.min(bytes.len()), problem.kind));
        }
        if found.is_empty() {
            return;
        }
        order::sort_by_key(&mut found, |(at, _)| *at);
        let mut row = usize::MAX;
        let (mut stop, mut line, mut counted) = (0, 1, 0);
        for (at, kind) in found {
            let after = self.index.starts.partition_point(|start| *start as usize <= at);
            if after != row {
                row = after;
                self.cells.clear();
                (stop, line, counted) = match after.checked_sub(1).and_then(|row| Some((row, self.index.range(row)?))) {
                    Some((row, (start, end))) => (self.syntax.split(bytes, start, end, &mut self.cells), self.index.lines[row], start),
                    None => (0, 1, 0),
                };
            }
            line += inner_lines(&bytes[counted..at]);
            counted = at;
            let cell = self.cells.partition_point(|cell| cell.start <= at).checked_sub(1);
            self.problems.add(line, cell.filter(|_| at <= stop).and_then(column), kind);
        }
    }
}

fn column(index: usize) -> Option<u16> {
    u16::try_from(index).ok()
}

/// Line ends in a piece of text.
fn inner_lines(bytes: &[u8]) -> u32 {
    let feeds = memchr_iter(b'\n', bytes).count();
    if memchr(b'\r', bytes).is_none() {
        return feeds as u32;
    }
    let lone = memchr_iter(b'\r', bytes).filter(|&at| bytes.get(at + 1) != Some(&b'\n')).count();
    (feeds + lone) as u32
}
