//! Finds out how a text is marked: the delimiter, quotes and escapes that split its first rows most alike.

use super::dialect::{Dialect, HeaderChoice, Overrides, Reason};
use super::header::{self, HeaderRow};
use super::rows::LineEnd;
use super::syntax::{Form, Span, Syntax, line_end};
use crate::limits::{MAX_COLUMNS, MAX_ROW};
use model::order;
use model::validate::{DateOrder, DecimalStyle};

/// Delimiters in the order in which they win a tie.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Rows looked at.
const SAMPLE_ROWS: usize = 300;
/// Bytes after which no further row is looked at.
const SAMPLE_BYTES: usize = 256 * 1024;
/// Bytes of a cell that are looked at.
const CELL_BYTES: usize = 1024;

/// How the first rows look under one syntax.
struct Trial {
    syntax: Syntax,
    rows: Vec<Vec<String>>,
    /// The most common number of cells, and how many rows have it.
    cells: usize,
    alike: usize,
    score: f32,
}

/// Finds out how `text` is marked. What a person chose stands.
#[must_use]
pub fn detect(text: &str, overrides: &Overrides) -> Dialect {
    let named = sep_line(text);
    let (start, _) = body(text, named.is_some());
    let chosen = overrides.delimiter.or(named);
    let delimiters = chosen.map_or_else(|| DELIMITERS.to_vec(), |delimiter| vec![delimiter]);
    let trials = delimiters
        .into_iter()
        .filter_map(|delimiter| best_variant(text, start, delimiter, overrides.quote));
    let mut trials = trials.collect::<Vec<_>>();
    // The sort is stable: of equal ones the first stays first.
    order::sort_by(&mut trials, |a, b| b.score.total_cmp(&a.score));
    let runner_up = trials.get(1).map_or(0.0, |trial| trial.score);
    let best = trials
        .into_iter()
        .next()
        .unwrap_or_else(|| trial(text, start, Syntax::new(chosen.unwrap_or(b','))));

    let mut reasons = Vec::new();
    if overrides.delimiter.is_some() {
        reasons.push(Reason::Chosen);
    } else if named.is_some() {
        reasons.push(Reason::SepLine);
    } else if best.cells < 2 {
        reasons.push(Reason::OneColumn);
    }
    if best.cells >= 2 {
        reasons.push(Reason::Consistent {
            rows: best.alike as u32,
            of: best.rows.len() as u32,
            cells: best.cells as u32,
        });
    }
    let delimiter_confidence = match () {
        () if chosen.is_some() => 1.0,
        () if best.cells < 2 => 0.6,
        () => (0.5 + (best.score - runner_up.max(0.0)) / 2.0).clamp(0.1, 1.0),
    };
    let HeaderRow {
        row,
        first_row,
        columns,
        confidence,
    } = header::find(&best.rows, best.cells, overrides.header, &mut reasons);
    Dialect {
        syntax: best.syntax,
        header: row,
        first_row,
        columns: columns.clamp(1, MAX_COLUMNS) as u16,
        sep_line: named.is_some(),
        decimal: DecimalStyle::Point,
        date_order: DateOrder::DayFirst,
        date_order_certain: false,
        line_end: LineEnd::Lf,
        confidence: delimiter_confidence.min(confidence),
        reasons,
    }
}

/// The dialect of a text whose syntax is known; its header is looked for, unless it is chosen.
pub(crate) fn of_syntax(text: &str, syntax: Syntax, header: Option<HeaderChoice>) -> Dialect {
    let trial = trial(text, 0, syntax);
    let mut reasons = Vec::new();
    let found = header::find(&trial.rows, trial.cells, header, &mut reasons);
    Dialect {
        syntax,
        header: found.row,
        first_row: found.first_row,
        columns: found.columns.clamp(1, MAX_COLUMNS) as u16,
        sep_line: false,
        decimal: DecimalStyle::Point,
        date_order: DateOrder::DayFirst,
        date_order_certain: false,
        line_end: LineEnd::Lf,
        confidence: found.confidence,
        reasons,
    }
}

/// Where the rows begin, in bytes, and on which line.
pub(crate) fn body(text: &str, sep_line: bool) -> (usize, u32) {
    if !sep_line {
        return (0, 1);
    }
    let end = text.find(['\n', '\r']).unwrap_or(text.len());
    (end + line_end(text.as_bytes(), end), 2)
}

/// The delimiter that a first line such as `sep=;` names.
fn sep_line(text: &str) -> Option<u8> {
    let first = text.get(..text.find(['\n', '\r'])?)?.trim_end_matches(' ');
    let first = first.strip_prefix('"').and_then(|first| first.strip_suffix('"')).unwrap_or(first);
    let (name, delimiter) = first.split_at_checked(4)?;
    match delimiter.as_bytes() {
        &[delimiter] if name.eq_ignore_ascii_case("sep=") && !delimiter.is_ascii_alphanumeric() && delimiter != b'"' => Some(delimiter),
        _ => None,
    }
}

/// The best of the ways to quote and escape with one delimiter.
fn best_variant(text: &str, start: usize, delimiter: u8, quote: Option<u8>) -> Option<Trial> {
    let plain = Syntax {
        quote: quote.unwrap_or(b'"'),
        ..Syntax::new(delimiter)
    };
    let mut best = trial(text, start, plain);
    let sample = &text.as_bytes()[start..text.len().min(start + SAMPLE_BYTES)];
    let has = |first: u8, second: u8| sample.windows(2).any(|pair| pair == [first, second]);
    let mut variants = Vec::new();
    if quote.is_none() && is_quoted_by(&best.rows, '\'') {
        variants.push(Syntax { quote: b'\'', ..plain });
    }
    if has(b'\\', plain.quote) {
        variants.push(Syntax { backslash: true, ..plain });
    }
    if has(b' ', plain.quote) {
        variants.push(Syntax {
            blank_before_quote: true,
            ..plain
        });
    }
    for variant in variants {
        let other = trial(text, start, variant);
        if other.score > best.score + 0.001 {
            best = other;
        }
    }
    Some(best).filter(|best| !best.rows.is_empty())
}

/// Whether most filled cells stand between two `mark`s.
fn is_quoted_by(rows: &[Vec<String>], mark: char) -> bool {
    let filled = rows.iter().flatten().filter(|cell| !cell.is_empty());
    let (all, marked) = filled.fold((0, 0), |(all, marked), cell| {
        let is_marked = cell.len() >= 2 && cell.starts_with(mark) && cell.ends_with(mark);
        (all + 1, marked + usize::from(is_marked))
    });
    marked >= 3 && marked * 2 > all
}

/// Splits the first rows.
fn trial(text: &str, start: usize, syntax: Syntax) -> Trial {
    let bytes = text.as_bytes();
    let (mut rows, mut odd, mut quoted) = (Vec::new(), 0_usize, 0_usize);
    let mut at = start;
    while at < bytes.len() && rows.len() < SAMPLE_ROWS && at - start < SAMPLE_BYTES {
        let blank = line_end(bytes, at);
        if blank > 0 {
            at += blank;
            continue;
        }
        let mut row = Vec::new();
        let begin = at;
        loop {
            let read = syntax.cell(bytes, at);
            odd += usize::from(read.oddity.is_some());
            quoted += usize::from(read.oddity.is_none() && bytes.get(read.span.start.wrapping_sub(1)) == Some(&syntax.quote));
            if row.len() <= MAX_COLUMNS {
                row.push(beginning(&syntax, text, read.span));
            }
            at = read.stop;
            if bytes.get(at) != Some(&syntax.delimiter) {
                break;
            }
            at += 1;
            if at - begin > MAX_ROW {
                // No row is that long: nothing after it can be told.
                at = bytes.len();
                break;
            }
        }
        at += line_end(bytes, at);
        rows.push(row);
    }
    let (cells, alike) = most_common(&rows);
    let leading = rows.iter().take_while(|row| row.len() < 2).count();
    let score = if cells < 2 {
        0.0
    } else {
        let share = alike as f32 / (rows.len() - leading).max(1) as f32;
        let fewer = 0.1 * leading.min(4) as f32;
        let oddities = odd as f32 / (odd + quoted + alike).max(1) as f32;
        share.min(1.0) - fewer - oddities * 0.5 + 0.005 * cells.min(20) as f32
    };
    Trial {
        syntax,
        rows,
        cells,
        alike,
        score,
    }
}

/// The text of a cell, as far as it is looked at.
fn beginning(syntax: &Syntax, text: &str, mut span: Span) -> String {
    if span.end - span.start > CELL_BYTES {
        span = Span {
            start: span.start,
            end: text.floor_char_boundary(span.start + CELL_BYTES),
            form: Form::Plain,
        };
    }
    syntax.text(text, span).trim().to_owned()
}

/// The most common number of cells, the greater of equally common ones, and how many rows have it.
fn most_common(rows: &[Vec<String>]) -> (usize, usize) {
    let mut counts = vec![0_usize; MAX_COLUMNS + 2];
    for row in rows {
        counts[row.len()] += 1;
    }
    let (cells, alike) = counts.iter().enumerate().max_by_key(|(_, count)| **count).unwrap_or((1, &0));
    (cells.max(1), *alike)
}
