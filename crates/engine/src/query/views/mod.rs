//! Live views: rows in order, kept while somebody looks at them, and brought up to date when a change touched what they read.
//!
//! A view is compiled when it is opened and evaluated when it is first read. A change only marks what it touched; the next reading
//! evaluates as little as possible: single rows for an edit, everything when the rule depends on more than the row itself.

mod aggregate;
mod groups;
mod live;
mod once;
mod plan;

use bridge::query::ViewId;
use bridge::{Page, Row};
use model::{RecordId, View};
use rustc_hash::FxHashMap;

use super::QueryError;
use super::board::Board;
use super::by_day::ByDay;
use super::cells::cell;
use super::find;
use super::indexes::Indexes;
use super::reads::Reads;
use crate::custom::defines_schema;
use crate::reader::Reader;
use crate::table::Effect;
use crate::workspace::Workspace;
use groups::Line;

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

/// How an open view is answered.
enum Shape {
    Rows,
    Board(Board),
    Days(ByDay),
}

/// An open view, board or calendar.
struct Open {
    live: Live,
    shape: Shape,
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
        self.insert(id, live, Shape::Rows);
        Ok(())
    }

    /// Opens a board or replaces it. Nothing is evaluated yet.
    ///
    /// # Errors
    /// [`QueryError`] when it does not fit the schema; an open board of the id stays as it was.
    pub fn open_board(&mut self, open: bridge::query::OpenBoard, workspace: &Workspace) -> Result<(), QueryError> {
        let (id, board, plan) = Board::new(open, workspace)?;
        self.insert(id, Live::new(plan), Shape::Board(board));
        Ok(())
    }

    /// Opens a calendar or replaces it. Nothing is evaluated yet.
    ///
    /// # Errors
    /// [`QueryError`] when it does not fit the schema; an open calendar of the id stays as it was.
    pub fn open_calendar(&mut self, open: bridge::query::OpenCalendar, workspace: &Workspace) -> Result<(), QueryError> {
        let (id, days, plan) = ByDay::new(open, workspace)?;
        self.insert(id, Live::new(plan), Shape::Days(days));
        Ok(())
    }

    fn insert(&mut self, id: ViewId, live: Live, shape: Shape) {
        let broken = None;
        self.open.insert(id, Open { live, shape, broken });
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
            let outdated = schema || open.broken.is_some() || open.live.plan.is_outdated(workspace);
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
        let lines = live.lines();
        let start = start.min(lines);
        let end = end.clamp(start, lines).min(start.saturating_add(MOST_ROWS));
        let mut rows = Vec::with_capacity((end - start) as usize);
        for line in start..end {
            let row = match live.line(line) {
                Line::Head(group) => {
                    rows.push(live.head(group, reader, &self.indexes));
                    continue;
                }
                Line::Row(position) => live.rows()[position],
            };
            let cells = live.plan.columns.iter().map(|(field, _)| cell(reader, table, row, *field));
            rows.push(Row {
                id: table.id(row, reader.workspace.handles()),
                cells: cells.collect(),
                colours: live.colours(row),
                group: None,
            });
        }
        let total = live.rows().len() as u32;
        let columns = live.plan.columns.iter().map(|(_, key)| key.clone()).collect();
        let aggregates = live.aggregates(reader, &self.indexes);
        Ok(Page {
            view: id,
            total,
            lines,
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
        match Self::opened(&mut self.open, &self.indexes, id, reader)? {
            Open {
                live,
                shape: Shape::Board(board),
                ..
            } => Ok(board.page(id, live, reader, &self.indexes)),
            _ => Err(QueryError::NoSuchView(id)),
        }
    }

    /// The days of a calendar with their first records.
    ///
    /// # Errors
    /// [`QueryError::NoSuchView`] also for a view that is no calendar, or what broke it since it was opened.
    pub fn calendar(&mut self, id: ViewId, reader: Reader<'_>) -> Result<bridge::query::CalendarPage, QueryError> {
        match Self::opened(&mut self.open, &self.indexes, id, reader)? {
            Open {
                live,
                shape: Shape::Days(days),
                ..
            } => Ok(days.page(live, reader)),
            _ => Err(QueryError::NoSuchView(id)),
        }
    }

    /// Line of a record in a view; `None` when it is not in it or its group is folded.
    ///
    /// # Errors
    /// [`QueryError::NoSuchView`], or what broke it since it was opened.
    pub fn position(&mut self, id: ViewId, record: RecordId, reader: Reader<'_>) -> Result<Option<u32>, QueryError> {
        let live = Self::live(&mut self.open, &self.indexes, id, reader)?;
        let table = &reader.workspace.tables()[usize::from(live.plan.table)];
        let row = find::row(reader.workspace.handles(), table, record);
        let position = row.and_then(|row| live.rows().iter().position(|&other| other == row));
        Ok(position.and_then(|position| live.line_of(position as u32)))
    }

    /// Number of a view's table and all its rows in order.
    ///
    /// # Errors
    /// [`QueryError::NoSuchView`], or what broke it since it was opened.
    pub fn rows(&mut self, id: ViewId, reader: Reader<'_>) -> Result<(u16, &[u32]), QueryError> {
        let live = Self::live(&mut self.open, &self.indexes, id, reader)?;
        Ok((live.plan.table, live.rows()))
    }

    /// The rows of an open view, brought up to date.
    fn live<'a>(
        open: &'a mut FxHashMap<ViewId, Open>,
        indexes: &Indexes,
        id: ViewId,
        reader: Reader<'_>,
    ) -> Result<&'a mut Live, QueryError> {
        Ok(&mut Self::opened(open, indexes, id, reader)?.live)
    }

    /// An open view, brought up to date.
    fn opened<'a>(
        open: &'a mut FxHashMap<ViewId, Open>,
        indexes: &Indexes,
        id: ViewId,
        reader: Reader<'_>,
    ) -> Result<&'a mut Open, QueryError> {
        let open = open.get_mut(&id).ok_or(QueryError::NoSuchView(id))?;
        if open.live.plan.is_outdated(reader.workspace) {
            open.recompile(reader.workspace);
        }
        if let Some(error) = &open.broken {
            return Err(error.clone());
        }
        open.live.refresh(reader, indexes);
        Ok(open)
    }
}

impl Open {
    /// Compiles the view against a changed schema or changed segments.
    fn recompile(&mut self, workspace: &Workspace) {
        let view = self.live.plan.view.clone();
        let compiled = match &self.shape {
            Shape::Rows => Plan::new(view, workspace).map(|plan| (Shape::Rows, plan)),
            Shape::Board(board) => Board::new(board.reopened(view), workspace).map(|(_, board, plan)| (Shape::Board(board), plan)),
            Shape::Days(days) => ByDay::new(days.reopened(view), workspace).map(|(_, days, plan)| (Shape::Days(days), plan)),
        };
        match compiled {
            Ok((shape, plan)) => {
                self.broken = None;
                self.shape = shape;
                self.live = Live::new(plan);
            }
            Err(error) => self.broken = Some(error),
        }
    }
}

#[cfg(test)]
mod tests;
