//! Rows of the engine as rows of the grid, and selections of the grid as selections of the engine.

use std::{ops::Range, sync::Arc};

use bridge::query::{GroupHead, OpenView};
use bridge::{Aggregated, Cell, Page, Request, Row, ViewId, answer};
use model::view::Scope;
use model::{Aggregate, ColourRule, FieldDef, ObjectDef, RecordId, View};

use crate::client::{AskError, Engine};
use crate::platform::format;
use crate::routes::Route;
use crate::ui::grid::{GridRow, GridRowKind, GridWindow, Selection, Tint};
use crate::value::{grid_cell, plain, sum_words, tone_of};
use crate::words;

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
    if let Some(head) = &row.group {
        return GridRow {
            id: row.id.0,
            kind: group_of(head, def),
            ..GridRow::default()
        };
    }
    let cells = row.cells.iter().zip(fields).map(|(cell, field)| match field {
        Some(field) => grid_cell(cell, field, (field.key == def.primary).then_some(def.key.as_str())),
        None => crate::ui::grid::GridCell::Empty,
    });
    GridRow {
        id: row.id.0,
        href: Route::Record(def.key.clone(), row.id).href(),
        cells: cells.collect(),
        kind: GridRowKind::Record,
        tints: Vec::new(),
    }
}

/// Picks out rows and cells by the rules of a view: of those that a row fits, the first for the row and the first for each field.
pub fn pick_out(window: &mut GridWindow, page: &Page, rules: &[ColourRule]) {
    for (row, drawn) in page.rows.iter().zip(&mut window.rows).filter(|(row, _)| !row.colours.is_empty()) {
        let fitting = row.colours.iter().filter_map(|&place| rules.get(usize::from(place)));
        let tints = fitting.filter_map(|rule| {
            let cell = match &rule.field {
                Some(field) => Some(page.columns.iter().position(|key| key == field)?),
                None => None,
            };
            Some(Tint {
                cell,
                tone: tone_of(rule.tone),
                label: rule.name.clone(),
            })
        });
        Arc::make_mut(drawn).tints = tints.collect();
    }
}

/// The head of a group.
fn group_of(head: &GroupHead, def: &ObjectDef) -> GridRowKind {
    let (label, note) = group_words(head, def);
    GridRowKind::Group {
        label,
        count: words::number(u64::from(head.count)),
        note,
        open: head.open,
    }
}

/// What the rows of a group share, and their totals.
#[must_use]
pub fn group_words(head: &GroupHead, def: &ObjectDef) -> (String, String) {
    let label = match &head.value {
        Cell::Empty => words::list::group_without().to_owned(),
        // Days are grouped by month.
        Cell::Date(day) => format::month(*day),
        value => plain(value),
    };
    let totals = head.aggregates.iter().filter_map(|total| {
        let field = def.field(total.aggregate.field()?)?;
        let value = total_value(total);
        (!value.is_empty()).then(|| words::list::group_total(&field.label, total_words(&total.aggregate), &value))
    });
    (label, totals.collect::<Vec<_>>().join(" · "))
}

/// What a total is called.
#[must_use]
pub fn total_words(aggregate: &Aggregate) -> &'static str {
    match aggregate {
        Aggregate::Count => "",
        Aggregate::Sum(_) => words::list::sum(),
        Aggregate::Average(_) => words::list::average(),
        Aggregate::Min(_) => words::list::lowest(),
        Aggregate::Max(_) => words::list::highest(),
        Aggregate::EmptyShare(_) => words::list::empty_share(),
    }
}

/// A total as it is shown.
#[must_use]
pub fn total_value(aggregated: &Aggregated) -> String {
    match (&aggregated.aggregate, &aggregated.value) {
        (Aggregate::EmptyShare(_), Cell::Percent(share) | Cell::Number(share)) => format::percent(share.round()),
        (_, Cell::Percent(share)) => format::percent(share.round()),
        (Aggregate::Average(_), Cell::Number(number)) => format::number(*number, 0..=1),
        (_, sum @ Cell::Money(_)) => sum_words(sum),
        (_, value) => plain(value),
    }
}

/// What a command is about: everything that matches stays a rule, everything but some becomes a list.
///
/// # Errors
/// [`AskError`] when ids are needed that the engine does not give.
pub async fn engine_selection(engine: Engine, selection: Selection, view: &View, total: u32) -> Result<bridge::Selection, AskError> {
    match selection {
        Selection::AllExcept(except) if except.is_empty() => Ok(bridge::Selection::Matching {
            filter: view.filter.clone(),
            search: view.search.clone(),
            bin: view.scope == Scope::Bin,
        }),
        selection => Ok(bridge::Selection::Records(selected_ids(engine, selection, view, total).await?)),
    }
}

/// The selected records, in the order of the view where it has to be read.
///
/// # Errors
/// [`AskError`] when ids are needed that the engine does not give.
pub async fn selected_ids(engine: Engine, selection: Selection, view: &View, total: u32) -> Result<Vec<RecordId>, AskError> {
    match selection {
        Selection::Some(ids) => {
            let mut ids: Vec<RecordId> = ids.into_iter().map(RecordId).collect();
            ids.sort_unstable();
            Ok(ids)
        }
        Selection::AllExcept(except) => {
            // Folded groups are selected as well.
            let whole = View {
                rows: None,
                ..view.clone()
            };
            let all = ids_of(engine, &whole, 0..total).await?;
            Ok(all.into_iter().filter(|id| !except.contains(&id.0)).collect())
        }
    }
}

/// Id of the view that ids are read through: the last one, which is never given to a list.
const SIDE_VIEW: ViewId = ViewId::MAX;

/// Ids of rows of a view that are not at hand.
///
/// # Errors
/// [`AskError`].
pub async fn ids_of(engine: Engine, view: &View, rows: Range<u32>) -> Result<Vec<RecordId>, AskError> {
    let mut lean = view.clone();
    lean.columns.truncate(1);
    Ok(rows_of(engine, &lean, rows).await?.into_iter().map(|row| row.id).collect())
}

/// The records on lines of a view that are not at hand, read through a view of their own, so that the list stays as it is.
///
/// # Errors
/// [`AskError`].
pub async fn rows_of(engine: Engine, view: &View, rows: Range<u32>) -> Result<Vec<Row>, AskError> {
    let mut lean = view.clone();
    lean.aggregates.clear();
    let mut found = Vec::with_capacity(rows.len());
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
        let page = engine.ask::<answer::Page>(request).await?;
        if page.rows.is_empty() {
            break;
        }
        found.extend(page.rows.into_iter().filter(|row| row.group.is_none()));
        start = end;
    }
    engine.ask::<answer::Ok>(Request::CloseView(SIDE_VIEW)).await?;
    Ok(found)
}
