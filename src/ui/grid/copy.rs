//! Cells to the clipboard and back, as tab-separated values.

use super::{body::CellRange, cell::GridWindow};

/// The rows of the range that are at hand, as text: a line per row, a tab between cells.
#[must_use]
pub fn to_tsv(window: &GridWindow, range: &CellRange, yes: &str, no: &str) -> String {
    let lines: Vec<String> = range
        .rows
        .clone()
        .filter_map(|index| window.get(index))
        .map(|row| {
            let cells: Vec<String> = range
                .columns
                .clone()
                .map(|column| row.cells.get(column).map(|cell| cell.plain(yes, no)).unwrap_or_default())
                .collect();
            cells.join("\t")
        })
        .collect();
    lines.join("\n")
}

/// Pasted text as cells. One trailing line break, which spreadsheets add, is not a row.
#[must_use]
pub fn from_tsv(text: &str) -> Vec<Vec<String>> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    text.split('\n')
        .map(|line| line.strip_suffix('\r').unwrap_or(line).split('\t').map(str::to_owned).collect())
        .collect()
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
    }
}
