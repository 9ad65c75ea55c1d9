//! Rows of the engine as rows of the grid, and selections of the grid as selections of the engine.

use std::{ops::Range, sync::Arc};

use bridge::query::OpenView;
use bridge::{Page, Reply, Request, Row, ViewId};
use model::view::Scope;
use model::{FieldDef, ObjectDef, RecordId, View};

use crate::client::{AskError, Engine};
use crate::routes::Route;
use crate::ui::grid::{GridRow, GridRowKind, GridWindow, Selection};
use crate::value::grid_cell;

/// Records asked for at once when ids of many are needed.
const BATCH: u32 = 4_096;

/// The rows of a page.
#[must_use]
pub fn grid_window(page: &Page, def: &ObjectDef) -> GridWindow {
    let fields: Vec<Option<&FieldDef>> = page.columns.iter().map(|key| def.field(key)).collect();
    GridWindow {
        start: page.start as usize,
        rows: page.rows.iter().map(|row| Arc::new(grid_row(row, &fields, def))).collect(),
    }
}

fn grid_row(row: &Row, fields: &[Option<&FieldDef>], def: &ObjectDef) -> GridRow {
    let cells = row.cells.iter().zip(fields).map(|(cell, field)| match field {
        Some(field) => grid_cell(cell, field, (field.key == def.primary).then_some(def.key.as_str())),
        None => crate::ui::grid::GridCell::Empty,
    });
    GridRow {
        id: row.id.0,
        href: Route::Record(def.key.clone(), row.id).href(),
        cells: cells.collect(),
        kind: GridRowKind::Record,
    }
}

/// What a command is about: everything that matches stays a rule, everything but some becomes a list.
///
/// # Errors
/// [`AskError`] when ids are needed that the engine does not give.
pub async fn engine_selection(engine: Engine, selection: Selection, view: &View, total: u32) -> Result<bridge::Selection, AskError> {
    match selection {
        Selection::Some(ids) => {
            let mut ids: Vec<RecordId> = ids.into_iter().map(RecordId).collect();
            ids.sort_unstable();
            Ok(bridge::Selection::Records(ids))
        }
        Selection::AllExcept(except) if except.is_empty() => Ok(bridge::Selection::Matching {
            filter: view.filter.clone(),
            search: view.search.clone(),
            bin: view.scope == Scope::Bin,
        }),
        Selection::AllExcept(except) => {
            let all = ids_of(engine, view, 0..total).await?;
            Ok(bridge::Selection::Records(
                all.into_iter().filter(|id| !except.contains(&id.0)).collect(),
            ))
        }
    }
}

/// Id of the view that ids are read through: the last one, which is never given to a list.
const SIDE_VIEW: ViewId = ViewId::MAX;

/// Ids of rows of a view that are not at hand. They are read through a view of their own, so that the list stays as it is.
///
/// # Errors
/// [`AskError`].
pub async fn ids_of(engine: Engine, view: &View, rows: Range<u32>) -> Result<Vec<RecordId>, AskError> {
    let mut lean = view.clone();
    lean.columns.truncate(1);
    lean.aggregates.clear();
    let mut ids = Vec::with_capacity(rows.len());
    let mut start = rows.start;
    while start < rows.end {
        let end = rows.end.min(start + BATCH);
        let request = if start == rows.start {
            Request::OpenView(OpenView {
                id: SIDE_VIEW,
                view: lean.clone(),
                start,
                end,
            })
        } else {
            Request::Window {
                view: SIDE_VIEW,
                start,
                end,
            }
        };
        let Reply::Page(page) = engine.ask(request).await? else { break };
        if page.rows.is_empty() {
            break;
        }
        ids.extend(page.rows.iter().map(|row| row.id));
        start = end;
    }
    engine.ask(Request::CloseView(SIDE_VIEW)).await?;
    Ok(ids)
}
