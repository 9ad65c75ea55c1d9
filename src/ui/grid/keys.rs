//! What keys do: pure movement over head and rows.

/// A row of the grid: its head or a row of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// The row of column heads.
    Head,
    /// Row number, from 0.
    Row(usize),
}

/// A cell: line and column, the column of checkboxes counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line.
    pub line: Line,
    /// Column from 0.
    pub column: usize,
}

/// How far the grid goes.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Rows of the body.
    pub rows: usize,
    /// Columns, the column of checkboxes counted.
    pub columns: usize,
    /// Rows a page key moves by.
    pub page: usize,
    /// The head can be reached (it is hidden on phones).
    pub head: bool,
    /// The document reads from right to left.
    pub mirrored: bool,
}

/// Where a key moves from a place; `None` for keys that do not move. The edges hold.
#[must_use]
pub fn moved(key: &str, control: bool, at: Place, bounds: Bounds) -> Option<Place> {
    let last_column = bounds.columns.saturating_sub(1);
    let last_row = bounds.rows.saturating_sub(1);
    let left = Place {
        column: at.column.saturating_sub(1),
        ..at
    };
    let right = Place {
        column: (at.column + 1).min(last_column),
        ..at
    };
    let top = if bounds.head { Line::Head } else { Line::Row(0) };
    let to_row = |row: usize| if bounds.rows == 0 { at.line } else { Line::Row(row.min(last_row)) };
    let line = |line: Line| Place { line, ..at };
    Some(match (key, control) {
        ("ArrowLeft", false) => {
            if bounds.mirrored {
                right
            } else {
                left
            }
        }
        ("ArrowRight", false) => {
            if bounds.mirrored {
                left
            } else {
                right
            }
        }
        ("ArrowLeft", true) | ("Home", false) => Place { column: 0, ..at },
        ("ArrowRight", true) | ("End", false) => Place { column: last_column, ..at },
        ("ArrowUp", false) => line(match at.line {
            Line::Head => Line::Head,
            Line::Row(0) => top,
            Line::Row(row) => Line::Row(row - 1),
        }),
        ("ArrowDown", false) => line(match at.line {
            Line::Head => to_row(0),
            Line::Row(row) => to_row(row + 1),
        }),
        ("ArrowUp", true) => line(to_row(0)),
        ("ArrowDown", true) => line(to_row(last_row)),
        ("PageUp", _) => line(match at.line {
            Line::Head => Line::Head,
            Line::Row(row) => to_row(row.saturating_sub(bounds.page)),
        }),
        ("PageDown", _) => line(match at.line {
            Line::Head => to_row(0),
            Line::Row(row) => to_row(row + bounds.page),
        }),
        ("Home", true) => Place {
            line: to_row(0),
            column: 0,
        },
        ("End", true) => Place {
            line: to_row(last_row),
            column: last_column,
        },
        _ => return None,
    })
}

/// The cell after this one in reading order; stays at the very end.
#[must_use]
pub fn next(at: Place, bounds: Bounds, first_column: usize) -> Place {
    match at.line {
        Line::Row(row) if at.column + 1 >= bounds.columns && row + 1 < bounds.rows => Place {
            line: Line::Row(row + 1),
            column: first_column,
        },
        _ => Place {
            column: (at.column + 1).min(bounds.columns.saturating_sub(1)),
            ..at
        },
    }
}

/// The cell before this one in reading order; stays at the very start.
#[must_use]
pub fn previous(at: Place, bounds: Bounds, first_column: usize) -> Place {
    match at.line {
        Line::Row(row) if at.column <= first_column && row > 0 => Place {
            line: Line::Row(row - 1),
            column: bounds.columns.saturating_sub(1),
        },
        _ => Place {
            column: at.column.saturating_sub(1).max(first_column),
            ..at
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds {
        rows: 100,
        columns: 5,
        page: 10,
        head: true,
        mirrored: false,
    };

    fn at(row: usize, column: usize) -> Place {
        Place {
            line: Line::Row(row),
            column,
        }
    }

    #[test]
    fn arrows_hold_at_the_edges() {
        assert_eq!(moved("ArrowLeft", false, at(3, 0), BOUNDS), Some(at(3, 0)));
        assert_eq!(moved("ArrowRight", false, at(3, 4), BOUNDS), Some(at(3, 4)));
        assert_eq!(moved("ArrowDown", false, at(99, 1), BOUNDS), Some(at(99, 1)));
        assert_eq!(
            moved("ArrowUp", false, at(0, 1), BOUNDS),
            Some(Place {
                line: Line::Head,
                column: 1
            })
        );
        assert_eq!(moved("ArrowUp", false, at(0, 1), Bounds { head: false, ..BOUNDS }), Some(at(0, 1)));
        assert_eq!(
            moved(
                "ArrowDown",
                false,
                Place {
                    line: Line::Head,
                    column: 1
                },
                BOUNDS
            ),
            Some(at(0, 1))
        );
    }

    #[test]
    fn home_end_and_pages() {
        assert_eq!(moved("Home", false, at(3, 3), BOUNDS), Some(at(3, 0)));
        assert_eq!(moved("End", true, at(3, 3), BOUNDS), Some(at(99, 4)));
        assert_eq!(moved("Home", true, at(3, 3), BOUNDS), Some(at(0, 0)));
        assert_eq!(moved("PageDown", false, at(95, 3), BOUNDS), Some(at(99, 3)));
        assert_eq!(moved("PageUp", false, at(95, 3), BOUNDS), Some(at(85, 3)));
        assert_eq!(moved("x", false, at(0, 0), BOUNDS), None);
    }

    #[test]
    fn mirrored_documents_swap_left_and_right() {
        assert_eq!(
            moved("ArrowLeft", false, at(3, 0), Bounds { mirrored: true, ..BOUNDS }),
            Some(at(3, 1))
        );
    }

    #[test]
    fn an_empty_grid_keeps_its_place() {
        let head = Place {
            line: Line::Head,
            column: 0,
        };
        assert_eq!(moved("ArrowDown", false, head, Bounds { rows: 0, ..BOUNDS }), Some(head));
        assert_eq!(
            moved("End", true, head, Bounds { rows: 0, ..BOUNDS }),
            Some(Place { column: 4, ..head })
        );
    }

    #[test]
    fn tab_reads_on_over_row_ends() {
        assert_eq!(next(at(3, 4), BOUNDS, 1), at(4, 1));
        assert_eq!(next(at(99, 4), BOUNDS, 1), at(99, 4));
        assert_eq!(previous(at(3, 1), BOUNDS, 1), at(2, 4));
        assert_eq!(previous(at(0, 1), BOUNDS, 1), at(0, 1));
    }
}
