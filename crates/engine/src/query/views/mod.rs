//! Live views: rows in order, kept while somebody looks at them, and brought up to date when a change touched what they read.
//!
//! A view is compiled when it is opened and evaluated when it is first read. A change only marks what it touched; the next reading
//! evaluates as little as possible: single rows for an edit, everything when the rule depends on more than the row itself.

mod aggregate;
mod live;
mod once;
mod plan;

use bridge::query::ViewId;
use bridge::{Page, Row};
use model::{RecordId, View};
use rustc_hash::FxHashMap;

use super::board::Board;
use super::cells::cell;
use super::error::QueryError;
use super::find;
use super::indexes::Indexes;
use super::reads::Reads;
use crate::custom::defines_schema;
use crate::reader::Reader;
use crate::table::Effect;
use crate::workspace::Workspace;

pub(super) use aggregate::{add, aggregated, total_of};
pub(crate) use live::Live;
pub use once::{rows, selected, selection_computed, view_computed, view_reads};
pub(crate) use plan::Plan;

/// Most rows of one window.
const MOST_ROWS: u32 = 5_000;

/// The open views and boards, and the caches of all queries.
#[derive(Default)]
pub struct Views {
    open: FxHashMap<ViewId, Open>,
    indexes: Indexes,
}

/// An open view, or a board.
struct Open {
    live: Live,
    board: Option<Board>,
    /// The schema or a segment changed so that it cannot be evaluated any more.
    broken: Option<QueryError>,
}

impl Views {
    /// No view open.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Caches of queries; for reading what is not a view.
    pub fn indexes(&mut self) -> &mut Indexes {
        &mut self.indexes
    }

    /// Opens a view or replaces the one of the same id. Nothing is evaluated yet.
    ///
    /// # Errors
    /// [`QueryError`] when it does not fit the schema; an open view of the id stays as it was.
    pub fn open(&mut self, id: ViewId, view: View, workspace: &Workspace) -> Result<(), QueryError> {
        let live = Live::new(Plan::new(view, workspace)?);
        self.open.insert(
            id,
            Open {
                live,
                board: None,
                broken: None,
            },
        );
        Ok(())
    }

    /// Opens a board or replaces it. Nothing is evaluated yet.
    ///
    /// # Errors
    /// [`QueryError`] when it does not fit the schema; an open board of the id stays as it was.
    pub fn open_board(&mut self, open: bridge::query::OpenBoard, workspace: &Workspace) -> Result<(), QueryError> {
        let (id, board, plan) = Board::new(open, workspace)?;
        self.open.insert(
            id,
            Open {
                live: Live::new(plan),
                board: Some(board),
                broken: None,
            },
        );
        Ok(())
    }

    /// Forgets a view or board.
    pub fn close(&mut self, id: ViewId) {
        self.open.remove(&id);
    }

    /// Ids of all open views and boards, ascending.
    #[must_use]
    pub fn ids(&self) -> Vec<ViewId> {
        let mut ids = self.open.keys().copied().collect::<Vec<_>>();
        ids.sort_unstable();
        ids
    }

    /// Computed fields that reading the view needs; to be refreshed before.
    ///
    /// # Errors
    /// [`QueryError::NoSuchView`], or what broke it since it was opened.
    pub fn computed(&self, id: ViewId) -> Result<&[(u16, u16)], QueryError> {
        let open = self.open.get(&id).ok_or(QueryError::NoSuchView(id))?;
        match &open.broken {
            Some(error) => Err(error.clone()),
            None => Ok(open.live.plan.reads.computed()),
        }
    }

    /// What reading the view reads; nothing for one that is not open.
    #[must_use]
    pub fn reads(&self, id: ViewId) -> Reads {
        self.open.get(&id).map(|open| open.live.plan.reads.clone()).unwrap_or_default()
    }

    /// The workspace is another one: nothing that was made of the old one holds, but what is open stays open.
    pub fn start_anew(&mut self, workspace: &Workspace) {
        self.indexes = Indexes::default();
        self.open.values_mut().for_each(|open| open.recompile(workspace));
    }

    /// Notes what a change touched, once after every change and before anything is read. Returns the views whose content may differ.
    pub fn note(&mut self, workspace: &Workspace, effects: &[Effect]) -> Vec<ViewId> {
        self.indexes.note(workspace, effects);
        let schema = effects
            .iter()
            .any(|effect| defines_schema(&workspace.tables()[usize::from(effect.table)].object));
        let mut changed = Vec::new();
        for (&id, open) in &mut self.open {
            let outdated = schema || open.broken.is_some() || open.live.plan.filter.is_outdated(workspace);
            let touched = if outdated {
                open.recompile(workspace);
                true
            } else {
                open.live.note(workspace, effects)
            };
            if touched {
                changed.push(id);
            }
        }
        changed.sort_unstable();
        changed
    }

    /// A window of a view.
    ///
    /// # Errors
    /// [`QueryError::NoSuchView`], or what broke it since it was opened.
    pub fn page(&mut self, id: ViewId, start: u32, end: u32, reader: Reader<'_>) -> Result<Page, QueryError> {
        let live = Self::live(&mut self.open, &self.indexes, id, reader)?;
        let table = &reader.workspace.tables()[usize::from(live.plan.table)];
        let total = live.rows().len() as u32;
        let start = start.min(total);
        let end = end.clamp(start, total).min(start.saturating_add(MOST_ROWS));
        let rows = live.rows()[start as usize..end as usize].iter().map(|&row| Row {
            id: table.id(row, reader.workspace.handles()),
            cells: live
                .plan
                .columns
                .iter()
                .map(|(field, _)| cell(reader, table, row, *field))
                .collect(),
        });
        let rows = rows.collect();
        let columns = live.plan.columns.iter().map(|(_, key)| key.clone()).collect();
        let aggregates = live.aggregates(reader, &self.indexes);
        Ok(Page {
            view: id,
            total,
            start,
            columns,
            rows,
            aggregates,
            micros: 0,
        })
    }

    /// A board with the first cards of every column.
    ///
    /// # Errors
    /// [`QueryError::NoSuchView`] also for a view that is no board, or what broke it since it was opened.
    pub fn board(&mut self, id: ViewId, reader: Reader<'_>) -> Result<bridge::BoardPage, QueryError> {
        let board = self
            .open
            .get(&id)
            .and_then(|open| open.board.clone())
            .ok_or(QueryError::NoSuchView(id))?;
        let live = Self::live(&mut self.open, &self.indexes, id, reader)?;
        Ok(board.page(id, live, reader, &self.indexes))
    }

    /// Position of a record in a view; `None` when it is not in it.
    ///
    /// # Errors
    /// [`QueryError::NoSuchView`], or what broke it since it was opened.
    pub fn position(&mut self, id: ViewId, record: RecordId, reader: Reader<'_>) -> Result<Option<u32>, QueryError> {
        let live = Self::live(&mut self.open, &self.indexes, id, reader)?;
        let table = &reader.workspace.tables()[usize::from(live.plan.table)];
        let row = find::row(reader.workspace.handles(), table, record);
        Ok(row
            .and_then(|row| live.rows().iter().position(|&other| other == row))
            .map(|place| place as u32))
    }

    /// Number of a view's table and all its rows in order.
    ///
    /// # Errors
    /// [`QueryError::NoSuchView`], or what broke it since it was opened.
    pub fn rows(&mut self, id: ViewId, reader: Reader<'_>) -> Result<(u16, &[u32]), QueryError> {
        let live = Self::live(&mut self.open, &self.indexes, id, reader)?;
        Ok((live.plan.table, live.rows()))
    }

    /// An open view, brought up to date.
    fn live<'a>(
        open: &'a mut FxHashMap<ViewId, Open>,
        indexes: &Indexes,
        id: ViewId,
        reader: Reader<'_>,
    ) -> Result<&'a mut Live, QueryError> {
        let open = open.get_mut(&id).ok_or(QueryError::NoSuchView(id))?;
        if open.live.plan.filter.is_outdated(reader.workspace) {
            open.recompile(reader.workspace);
        }
        if let Some(error) = &open.broken {
            return Err(error.clone());
        }
        open.live.refresh(reader, indexes);
        Ok(&mut open.live)
    }
}

impl Open {
    /// Compiles the view against a changed schema or changed segments.
    fn recompile(&mut self, workspace: &Workspace) {
        let view = self.live.plan.view.clone();
        let compiled = match &self.board {
            Some(board) => Board::new(board.reopened(view), workspace).map(|(_, board, plan)| (Some(board), plan)),
            None => Plan::new(view, workspace).map(|plan| (None, plan)),
        };
        match compiled {
            Ok((board, plan)) => {
                self.broken = None;
                self.board = board;
                self.live = Live::new(plan);
            }
            Err(error) => self.broken = Some(error),
        }
    }
}

#[cfg(test)]
mod tests;
