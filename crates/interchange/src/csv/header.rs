//! Which row names the columns, judged by what it says and by what stands below it.

use super::dialect::{HeaderChoice, Reason};
use crate::mapping::is_known_header;

/// Rows among which the header is looked for.
const DEEPEST: usize = 12;
/// Rows below a candidate that are compared with it.
const BELOW: usize = 60;

/// Where the header is and how many columns there are.
pub(super) struct HeaderRow {
    pub(super) row: Option<u32>,
    pub(super) first_row: u32,
    pub(super) columns: usize,
    /// 0 to 1.
    pub(super) confidence: f32,
}

/// What a cell looks like, as far as it tells values from names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Look {
    Empty,
    Value,
    Words,
}

/// What speaks for and against a row as header.
#[derive(Default)]
struct Evidence {
    known: u32,
    differing: u32,
    values: u32,
    repeated: u32,
    filled: u32,
    score: f32,
}

/// Finds the header among the first rows, whose most common number of cells is `cells`.
pub(super) fn find(rows: &[Vec<String>], cells: usize, choice: Option<HeaderChoice>, reasons: &mut Vec<Reason>) -> HeaderRow {
    match choice {
        Some(HeaderChoice::Absent) => {
            reasons.push(Reason::Chosen);
            return HeaderRow {
                row: None,
                first_row: 0,
                columns: width(rows, cells),
                confidence: 1.0,
            };
        }
        Some(HeaderChoice::Row(row)) => {
            reasons.push(Reason::Chosen);
            let columns = if (row as usize) < rows.len() {
                names(rows, row as usize).max(1)
            } else {
                cells
            };
            return HeaderRow {
                row: Some(row),
                first_row: row + 1,
                columns,
                confidence: 1.0,
            };
        }
        None => {}
    }
    if rows.is_empty() {
        return HeaderRow {
            row: None,
            first_row: 0,
            columns: cells,
            confidence: 1.0,
        };
    }
    let top = evidence(rows, 0, cells);
    let sparse = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count() * 2 < cells.max(3);
    let deeper = (1..rows.len().min(DEEPEST))
        .take_while(|&row| sparse(&rows[row - 1]))
        .map(|row| (row, evidence(rows, row, cells)))
        .filter(|(_, found)| found.score > 0.3 && found.filled as usize * 4 >= cells * 3)
        .max_by(|(_, a), (_, b)| a.score.total_cmp(&b.score));
    if let Some((row, found)) = deeper.filter(|(_, found)| cells >= 2 && found.score > top.score) {
        reasons.push(Reason::Preamble { rows: row as u32 });
        explain(&found, reasons);
        return HeaderRow {
            row: Some(row as u32),
            first_row: row as u32 + 1,
            columns: names(rows, row),
            confidence: sure(found.score),
        };
    }
    if top.score > 0.0 || top.values == 0 && top.repeated == 0 {
        explain(&top, reasons);
        return HeaderRow {
            row: Some(0),
            first_row: 1,
            columns: names(rows, 0).max(1),
            confidence: sure(top.score),
        };
    }
    reasons.push(Reason::FirstRowIsData);
    HeaderRow {
        row: None,
        first_row: 0,
        columns: width(rows, cells),
        confidence: sure(-top.score),
    }
}

fn sure(score: f32) -> f32 {
    (0.6 + score.abs() * 0.4).clamp(0.0, 1.0)
}

fn explain(found: &Evidence, reasons: &mut Vec<Reason>) {
    if found.known > 0 {
        reasons.push(Reason::KnownNames { names: found.known });
    }
    if found.differing > 0 {
        reasons.push(Reason::KindsDiffer { columns: found.differing });
    }
    if found.known == 0 && found.differing == 0 {
        reasons.push(Reason::HeaderByDefault);
    }
}

/// Number of columns of a header: an empty cell at its end comes from a trailing delimiter, unless rows below have something there.
fn names(rows: &[Vec<String>], header: usize) -> usize {
    match rows[header].as_slice() {
        [names @ .., last] if last.is_empty() && !names.is_empty() => {
            let below = &rows[header + 1..];
            let is_filled = below.iter().any(|row| row.len() == names.len() + 1 && !row[names.len()].is_empty());
            names.len() + usize::from(is_filled)
        }
        row => row.len(),
    }
}

/// Number of columns without a header: the most common one, unless the last cell is always empty.
fn width(rows: &[Vec<String>], cells: usize) -> usize {
    let trailing = cells > 1 && rows.iter().filter(|row| row.len() == cells).all(|row| row[cells - 1].is_empty());
    if trailing { cells - 1 } else { cells }
}

fn evidence(rows: &[Vec<String>], row: usize, cells: usize) -> Evidence {
    let candidate = &rows[row];
    let below = &rows[row + 1..rows.len().min(row + 1 + BELOW)];
    let mut found = Evidence::default();
    for (column, cell) in candidate.iter().enumerate() {
        let look = look(cell);
        if look == Look::Empty {
            continue;
        }
        found.filled += 1;
        found.known += u32::from(is_known_header(cell));
        found.values += u32::from(look == Look::Value);
        let values = below.iter().filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty());
        let (mut all, mut typed, mut same) = (0, 0, false);
        for value in values {
            all += 1;
            typed += usize::from(self::look(value) == Look::Value);
            same |= value == cell;
        }
        found.repeated += u32::from(same);
        found.differing += u32::from(look == Look::Words && all > 0 && typed * 10 >= all * 6);
    }
    let per = |count: u32| count as f32 / cells.max(1) as f32;
    found.score = 2.0 * per(found.known) + 1.5 * per(found.differing) - 2.0 * per(found.values) - per(found.repeated);
    found
}

/// Whether a cell holds a value: a number, a date, an address of mail or web.
fn look(cell: &str) -> Look {
    let cell = cell.trim();
    if cell.is_empty() {
        return Look::Empty;
    }
    let lower = cell.get(..8).unwrap_or(cell).to_ascii_lowercase();
    if lower.starts_with("http://") || lower.starts_with("https://") || lower.starts_with("www.") {
        return Look::Value;
    }
    if let Some((local, domain)) = cell.rsplit_once('@')
        && !local.is_empty()
        && domain.len() > 2
        && !domain.contains(' ')
    {
        return Look::Value;
    }
    let (mut digits, mut letters) = (0, 0);
    for char in cell.chars() {
        digits += usize::from(char.is_ascii_digit());
        letters += usize::from(char.is_alphabetic());
    }
    // `2020-01-31T10:00:00Z`, `1.50 EUR` and `Jan 12, 2020` are values; `Address 2` and `Q12` are names.
    let is_value = match cell.chars().next() {
        Some(first) if first.is_alphabetic() => digits >= 5 && digits >= 2 * letters,
        _ => digits > 0 && (letters == 0 || digits >= 2 * letters || digits > letters && letters <= 3),
    };
    if is_value { Look::Value } else { Look::Words }
}
