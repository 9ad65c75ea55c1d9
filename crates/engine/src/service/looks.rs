//! Views and dashboards of a set-up, looked at before they are added: what would not work here is told, and what cannot be read is
//! left out.

use bridge::status::{BackupProblem, LookFault};
use interchange::backup::BackupRecord;
use model::{Dashboard, Filter, Form, Intent, Layout, View};

use super::Service;
use super::backup::record_of;
use super::restoring::restoring;
use super::setup::OBJECTS;
use crate::query::QueryError;
use crate::query::chart::{self, ChartPlan};
use crate::query::filter::Compiled;
use crate::store::Store;
use crate::workspace::Workspace;

impl<S: Store> Service<S> {
    /// What is wrong with the views and dashboards among records of a set-up. Those that nothing can be made of are taken out.
    pub(super) fn check_looks(&self, records: &mut Vec<BackupRecord>) -> Vec<BackupProblem> {
        let is_look = |record: &BackupRecord| matches!(&*record.object, "view" | "dashboard");
        if !records.iter().any(is_look) {
            return Vec::new();
        }
        let workspace = self.with_set_up(records);
        let mut problems = Vec::new();
        records.retain(|record| {
            let definition = text(record, "definition");
            let fault = match &*record.object {
                "view" => of_view(&definition, &workspace),
                "dashboard" => of_dashboard(&definition, &workspace),
                _ => None,
            };
            let is_kept = !matches!(fault, Some(LookFault::Unreadable | LookFault::Object(_)));
            problems.extend(fault.map(|fault| BackupProblem::Look {
                object: record.object.clone(),
                name: text(record, "name"),
                fault,
            }));
            is_kept
        });
        problems
    }

    /// A workspace that has the set-up that is here together with another one, and no other records.
    fn with_set_up(&self, records: &[BackupRecord]) -> Workspace {
        let session = self.session.borrow();
        let here = &session.workspace;
        let own = OBJECTS.iter().filter_map(|object| here.table(object));
        let own: Vec<BackupRecord> = own
            .flat_map(|table| table.alive().rows().filter_map(|row| record_of(here, table, row)))
            .collect();
        let mut workspace = Workspace::new(here.actor());
        for records in [&own[..], records] {
            for ops in restoring(&mut workspace, records, true) {
                workspace.commit(Intent::default(), ops, 0);
            }
        }
        workspace
    }
}

fn text(record: &BackupRecord, key: &str) -> String {
    let value = record.fields.iter().find(|(field, _)| *field == *key);
    value.and_then(|(_, value)| value.as_text()).unwrap_or_default().to_owned()
}

/// A definition; without one, whether a newer version or nobody can read it.
fn read<T: serde::de::DeserializeOwned>(definition: &str) -> Result<T, LookFault> {
    serde_json::from_str(definition).map_err(|_| match serde_json::from_str(definition) {
        Ok(serde_json::Value::Object(_)) => LookFault::Newer,
        _ => LookFault::Unreadable,
    })
}

fn of_view(definition: &str, workspace: &Workspace) -> Option<LookFault> {
    let view = match read::<View>(definition) {
        Ok(view) => view,
        Err(fault) => return Some(fault),
    };
    if workspace.schema().object(&view.object).is_none() {
        return Some(LookFault::Object(view.object));
    }
    if view.layout == Layout::Unknown {
        return Some(LookFault::Newer);
    }
    let (fitted, gone) = view.fitted(workspace.schema());
    if !gone.is_empty() {
        return Some(LookFault::Fields(gone));
    }
    let filters = std::iter::once(&fitted.filter).chain(fitted.colours.iter().map(|rule| &rule.filter));
    filters
        .map(|filter| rule(filter, &fitted.object, workspace))
        .find_map(Result::err)
        .or_else(|| fitted.summary.and_then(|summary| of_widgets(&summary, workspace)))
}

fn of_dashboard(definition: &str, workspace: &Workspace) -> Option<LookFault> {
    match read::<Dashboard>(definition) {
        Ok(dashboard) => of_widgets(&dashboard, workspace),
        Err(fault) => Some(fault),
    }
}

fn rule(filter: &Filter, object: &str, workspace: &Workspace) -> Result<(), LookFault> {
    Compiled::new(filter, object, workspace).map(|_| ()).map_err(LookFault::Rule)
}

/// What is wrong with the first widget that has something wrong.
fn of_widgets(dashboard: &Dashboard, workspace: &Workspace) -> Option<LookFault> {
    let schema = workspace.schema();
    dashboard.widgets.iter().find_map(|widget| {
        let object = schema.object(&widget.chart.object);
        let Some(object) = object else {
            // The others of the dashboard work.
            return Some(LookFault::Rule(QueryError::UnknownObject(widget.chart.object.clone())));
        };
        let fields = widget.fields.iter().chain(widget.sort.iter().map(|sort| &sort.field));
        let gone: Vec<_> = fields.filter(|key| object.field(key).is_none()).cloned().collect();
        if !gone.is_empty() {
            return Some(LookFault::Fields(gone));
        }
        let plan = match (widget.form, &widget.fields[..]) {
            (Form::Scatter, [x, y]) => {
                let points = model::PointChart {
                    chart: widget.chart.clone(),
                    x: x.clone(),
                    y: y.clone(),
                    most: 1,
                };
                chart::points(&points, workspace).map(|_| ())
            }
            _ => ChartPlan::new(&widget.chart, workspace).map(|_| ()),
        };
        plan.err().map(LookFault::Rule)
    })
}
