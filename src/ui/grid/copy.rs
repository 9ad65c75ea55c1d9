//! Cells to the clipboard and back, as tab-separated values in the dialect of spreadsheets: a cell with tabs or line breaks stands
//! in quotes, and quotes inside are doubled.

use super::{body::CellRange, cell::GridWindow};

/// The rows of the range that are at hand, as they are shown: one line each, in which nothing needs quotes.
#[must_use]
pub(super) fn to_tsv(window: &GridWindow, range: &CellRange, yes: &str, no: &str) -> String {
    let rows = range.rows.clone().filter_map(|index| window.get(index));
    let line = |cells: &[super::GridCell]| {
        let own = range.columns.clone();
        let cells = own.map(|column| cells.get(column).map(|cell| cell.plain(yes, no)).unwrap_or_default());
        cells.collect::<Vec<_>>().join("\t")
    };
    rows.map(|row| line(&row.cells)).collect::<Vec<_>>().join("\n")
}

/// Pasted text as cells. One trailing line break, which spreadsheets add, is not a row. A quote that nothing closes is a letter.
#[must_use]
pub fn from_tsv(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let mut rest = text.strip_suffix('\r').unwrap_or(text);
    let mut lines = vec![Vec::new()];
    loop {
        let (cell, after) = quoted(rest).unwrap_or_else(|| {
            let end = rest.find(['\t', '\n']).unwrap_or(rest.len());
            let cell = &rest[..end];
            let cell = if rest[end..].starts_with('\n') {
                cell.strip_suffix('\r').unwrap_or(cell)
            } else {
                cell
            };
            (cell.to_owned(), &rest[end..])
        });
        if let Some(line) = lines.last_mut() {
            line.push(cell);
        }
        match after.chars().next() {
            None => return lines,
            Some('\n') => lines.push(Vec::new()),
            Some(_) => {}
        }
        rest = &after[1..];
    }
}

/// A cell in quotes and what follows it: a separator or the end.
fn quoted(text: &str) -> Option<(String, &str)> {
    let body = text.strip_prefix('"')?;
    let mut at = 0;
    loop {
        let quote = at + body[at..].find('"')?;
        let after = &body[quote + 1..];
        if after.starts_with('"') {
            at = quote + 2;
            continue;
        }
        let after = after.strip_prefix('\r').filter(|after| after.starts_with('\n')).unwrap_or(after);
        let closes = after.is_empty() || after.starts_with(['\t', '\n']);
        return closes.then(|| (body[..quote].replace("\"\"", "\""), after));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ui::grid::{GridCell, GridRow};

    #[test]
    fn copies_the_block_that_is_at_hand() {
        let row = |name: &str| {
            Arc::new(GridRow {
                cells: vec![GridCell::text(name), GridCell::number("7")],
                ..GridRow::default()
            })
        };
        let window = GridWindow {
            start: 5,
            rows: vec![row("a"), row("b")],
        };
        let range = CellRange { rows: 5..8, columns: 0..3 };
        assert_eq!(to_tsv(&window, &range, "Yes", "No"), "a\t7\t\nb\t7\t");
    }

    #[test]
    fn reads_what_spreadsheets_write() {
        assert_eq!(from_tsv("a\tb\r\nc\td\r\n"), [["a", "b"], ["c", "d"]]);
        assert_eq!(from_tsv("a"), [["a"]]);
        assert_eq!(from_tsv("a\n\nb"), [vec!["a"], vec![""], vec!["b"]]);
        assert_eq!(from_tsv("\"two\nlines\"\tb"), [["two\nlines", "b"]]);
        assert_eq!(from_tsv("\"He said \"\"hi\"\"\""), [["He said \"hi\""]]);
        assert_eq!(from_tsv("\"open\tb"), [["\"open", "b"]], "a quote that nothing closes is a letter");
        assert_eq!(from_tsv("5\" pipe\tb"), [["5\" pipe", "b"]]);
    }
}
