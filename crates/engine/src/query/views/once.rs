//! Rows of views that are not kept open: exports, counts of saved views, and the records that a command is about.

use bridge::Selection;
use model::View;
use model::view::Scope;

use super::plan::Plan;
use crate::query::QueryError;
use crate::query::find;
use crate::query::indexes::Indexes;
use crate::query::reads::Reads;
use crate::reader::Reader;
use crate::workspace::Workspace;

/// Rows of a view in order.
///
/// # Errors
/// [`QueryError`] when the view does not fit the schema.
pub fn rows(view: &View, reader: Reader<'_>, indexes: &Indexes) -> Result<Vec<u32>, QueryError> {
    let plan = Plan::new(view.clone(), reader.workspace)?;
    let members = plan.members(reader, indexes);
    Ok(plan.arranged(reader, indexes, &members).0)
}

/// Computed fields that reading a view needs.
///
/// # Errors
/// [`QueryError`] when the view does not fit the schema.
pub fn view_computed(view: &View, workspace: &Workspace) -> Result<Vec<(u16, u16)>, QueryError> {
    Ok(Plan::new(view.clone(), workspace)?.reads.computed().to_vec())
}

/// All that reading a view reads.
///
/// # Errors
/// [`QueryError`] when the view does not fit the schema.
pub fn view_reads(view: &View, workspace: &Workspace) -> Result<Reads, QueryError> {
    Ok(Plan::new(view.clone(), workspace)?.reads)
}

/// Rows of a selection: of named records those that exist, in the order named; of matching ones the newest first.
///
/// # Errors
/// [`QueryError`] when the object is unknown or the filter does not fit.
pub fn selected(reader: Reader<'_>, indexes: &Indexes, object: &str, selection: &Selection) -> Result<Vec<u32>, QueryError> {
    match selection {
        Selection::Records(ids) => {
            let table = reader.table(object).ok_or_else(|| QueryError::UnknownObject(object.into()))?;
            Ok(find::rows(reader.workspace.handles(), table, ids))
        }
        Selection::Matching { .. } => rows(&view_of(object, selection), reader, indexes),
    }
}

/// Computed fields that reading a selection needs.
///
/// # Errors
/// [`QueryError`] when the object is unknown or the filter does not fit.
pub fn selection_computed(workspace: &Workspace, object: &str, selection: &Selection) -> Result<Vec<(u16, u16)>, QueryError> {
    match selection {
        Selection::Records(_) => Ok(Vec::new()),
        Selection::Matching { filter, .. } => Ok(crate::query::filter::Compiled::new(filter, object, workspace)?.computed().to_vec()),
    }
}

fn view_of(object: &str, selection: &Selection) -> View {
    let mut view = View::table(object);
    if let Selection::Matching { filter, search, bin } = selection {
        view.filter = filter.clone();
        view.search = search.clone();
        view.scope = if *bin { Scope::Bin } else { Scope::Alive };
    }
    view
}
