//! Blocks of cells: copied, pasted and filled. What a paste could not write stays marked in the table until it is put right.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use bridge::{Command, Done, Page, Row};
use leptos::task::spawn_local;
use model::{FieldDef, RecordId};

use super::lens::Lens;
use crate::client::{AskError, LiveView};
use crate::platform::clipboard;
use crate::reactive::prelude::*;
use crate::rows::rows_of;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    grid::{CellRange, GridCell, GridWindow, PasteCells},
    state::Callout,
    toast::Toast,
    tone::Tone,
};
use crate::value::Draft;
use crate::words;

/// Most rows of a block: more are not looked at one by one by anybody.
const MOST_ROWS: usize = 5_000;

/// What was pasted into a cell and why it was not taken, by record and field.
type Refused = HashMap<(u128, String), (String, String)>;

/// Blocks of a table; copy it into callbacks.
#[derive(Clone, Copy)]
pub(super) struct Blocks {
    lens: Lens,
    live: LiveView,
    session: Session,
    refused: RwSignal<Refused>,
}

impl Blocks {
    /// Called in the body of a component.
    pub fn new(lens: Lens, live: LiveView) -> Self {
        Self {
            lens,
            live,
            session: Session::expect(),
            refused: RwSignal::new(HashMap::new()),
        }
    }

    /// Copies a block in a form that pastes back as the same values.
    pub fn copy(self, range: CellRange) {
        let fields = self.fields(&range.columns);
        let context = self.session.context();
        self.with_rows(range.rows, move |_, rows| {
            let line = |row: &(RecordId, Vec<bridge::Cell>)| -> Vec<String> {
                let cells = range.columns.clone().zip(&fields);
                cells
                    .map(|(column, field)| {
                        row.1
                            .get(column)
                            .map(|cell| Draft::of(field, cell, &context).copied())
                            .unwrap_or_default()
                    })
                    .collect()
            };
            let lines = rows.iter().map(line).collect::<Vec<_>>();
            spawn_local(async move {
                // A refused clipboard keeps what it had; there is nothing to take back.
                let _ = clipboard::copy_table(&lines).await;
            });
        });
    }

    /// Writes a block.
    pub fn paste(self, pasted: PasteCells) {
        let PasteCells { range, cells } = pasted;
        let (height, width) = spread(&cells, range.rows.len(), range.columns.len());
        let fields = self.fields(&(range.columns.start..range.columns.start + width));
        self.with_rows(range.rows.start..range.rows.start + height, move |blocks, rows| {
            let left_out = height.saturating_sub(rows.len()) + width.saturating_sub(fields.len());
            let block = rows.iter().enumerate().flat_map(|(at, (record, _))| {
                let line = &cells[at % cells.len()];
                let own = fields.iter().enumerate();
                own.map(|(column, field)| {
                    let text = line.get(column % line.len().max(1)).cloned().unwrap_or_default();
                    (*record, field.key.clone(), text)
                })
                .collect::<Vec<_>>()
            });
            let command = Command::PasteCells {
                object: blocks.lens.object(),
                cells: block.collect(),
            };
            blocks.session.act_then(command, move |result| {
                if let Ok(done) = result {
                    blocks.keep_refused(done);
                    if left_out > 0 {
                        blocks.session.toaster.show(Toast::info(words::list::paste_cut()));
                    }
                }
                false
            });
        });
    }

    /// Fills a block with its first row.
    pub fn fill(self, range: CellRange) {
        let fields = self.fields(&range.columns);
        self.with_rows(range.rows, move |blocks, rows| {
            let command = Command::FillCells {
                object: blocks.lens.object(),
                records: rows.iter().map(|(record, _)| *record).collect(),
                fields: fields.into_iter().map(|field| field.key).collect(),
            };
            blocks.session.act_then(command, move |result| {
                if let Ok(done) = result {
                    blocks.keep_refused(done);
                }
                false
            });
        });
    }

    /// What was pasted into a cell and not taken: an editor starts with it.
    pub fn refused_text(self, record: u128, key: &str) -> Option<String> {
        self.refused
            .with_untracked(|refused| refused.get(&(record, key.to_owned())).map(|(text, _)| text.clone()))
    }

    /// The cell was written otherwise.
    pub fn put_right(self, record: u128, key: &str) {
        self.refused.update(|refused| {
            refused.remove(&(record, key.to_owned()));
        });
    }

    /// Shows what was not taken in its cells. Tracks.
    pub fn mark(self, page: &Page, window: &mut GridWindow) {
        self.refused.with(|refused| {
            if refused.is_empty() {
                return;
            }
            for row in &mut window.rows {
                for (at, key) in page.columns.iter().enumerate() {
                    if let Some((text, problem)) = refused.get(&(row.id, key.to_string()))
                        && let Some(cell) = Arc::make_mut(row).cells.get_mut(at)
                    {
                        *cell = GridCell::Invalid {
                            text: text.clone(),
                            problem: problem.clone(),
                        };
                    }
                }
            }
        });
    }

    fn keep_refused(self, done: &Done) {
        let cells = done.refused.iter().map(|cell| {
            let key = (cell.record.0, cell.field.to_string());
            (key, (cell.text.clone(), words::invalid::line(&cell.error)))
        });
        self.refused.try_set(cells.collect());
    }

    fn fields(self, columns: &Range<usize>) -> Vec<FieldDef> {
        self.lens
            .fields()
            .with_untracked(|fields| fields.iter().skip(columns.start).take(columns.len()).cloned().collect())
    }

    /// Reads rows, which may not be at hand, and goes on with their records and cells.
    fn with_rows(self, rows: Range<usize>, go_on: impl FnOnce(Self, Vec<(RecordId, Vec<bridge::Cell>)>) + 'static) {
        let lines = self.live.lines().get_untracked() as usize;
        let end = rows.end.min(lines).min(rows.start + MOST_ROWS);
        let rows = rows.start.min(end)..end;
        let parts = |row: &Row| (row.id, row.cells.clone());
        let at_hand = self.live.page().with_untracked(|page| {
            let page = page.as_ref()?;
            let from = rows.start.checked_sub(page.start as usize)?;
            let rows = page.rows.get(from..from + rows.len())?.iter();
            Some(rows.filter(|row| row.group.is_none()).map(parts).collect::<Vec<_>>())
        });
        if let Some(found) = at_hand {
            go_on(self, found);
            return;
        }
        let Some(view) = self.lens.view.get_untracked() else { return };
        spawn_local(async move {
            let found: Result<Vec<Row>, AskError> = rows_of(self.session.engine, &view, rows.start as u32..rows.end as u32).await;
            match found {
                Ok(found) => go_on(self, found.iter().map(parts).collect()),
                Err(error) => self.session.refused(&error, Some(&view.object)),
            }
        });
    }
}

/// Rows and columns that pasted cells take in a marked block: all of it where they fit a whole number of times, as spreadsheets do,
/// else their own.
fn spread(cells: &[Vec<String>], rows: usize, columns: usize) -> (usize, usize) {
    let height = cells.len();
    let width = cells.iter().map(Vec::len).max().unwrap_or(0);
    let even = cells.iter().all(|line| line.len() == width);
    let grown = |own: usize, marked: usize| {
        if even && own > 0 && marked.is_multiple_of(own) {
            marked.max(own)
        } else {
            own
        }
    };
    (grown(height, rows), grown(width, columns))
}

fn title(count: u64) -> String {
    words::list::not_taken(count)
}

/// What a paste has left to be put right.
#[component]
pub(super) fn RefusedCells(blocks: Blocks) -> impl IntoView {
    let count = Memo::new(move |_| blocks.refused.with(HashMap::len));
    move || {
        (count.get() > 0).then(|| {
            view! {
                <div class="list-page__note">
                    <Callout tone=Tone::Warning title=title(count.get() as u64)>
                        {words::list::not_taken_text()} " "
                        <Button kind=ButtonKind::Link on_click=move |_| blocks.refused.update(HashMap::clear)>{words::list::put_away()}</Button>
                    </Callout>
                </div>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(height: usize, width: usize, marked: (usize, usize), expected: (usize, usize)) {
        let cells = vec![vec![String::new(); width]; height];
        assert_eq!(spread(&cells, marked.0, marked.1), expected, "{height}×{width} into {marked:?}");
    }

    #[test]
    fn pasted_cells_take_their_own_place_or_repeat_in_a_block_they_fit_into() {
        check(1, 1, (5, 2), (5, 2));
        check(2, 1, (4, 1), (4, 1));
        check(2, 1, (3, 1), (2, 1));
        check(3, 2, (1, 1), (3, 2));
        check(2, 3, (4, 1), (4, 3));
    }

    #[test]
    fn ragged_lines_are_pasted_once() {
        let cells = vec![vec!["a".to_owned()], vec!["b".to_owned(), "c".to_owned()]];
        assert_eq!(spread(&cells, 4, 4), (2, 2));
    }
}
