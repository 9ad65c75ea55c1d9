//! Charts and dashboards.

use bridge::Failure;
use bridge::chart::{ChartPage, PointPage, SavedDashboard};
use model::{Chart, PointChart, Value, order};

use super::Service;
use super::saved::{id, rank, rows, text, value};
use crate::query::chart::{self, ChartPlan};
use crate::store::Store;

impl<S: Store> Service<S> {
    /// A measure by its dimensions.
    pub(super) fn chart(&self, chart: &Chart) -> Result<ChartPage, Failure> {
        let plan = ChartPlan::new(chart, &self.session.borrow().workspace)?;
        Ok(self.read(plan.computed(), |reader, views| plan.page(reader, views.indexes())))
    }

    /// Two numbers of every record.
    pub(super) fn points(&self, chart: &PointChart) -> Result<PointPage, Failure> {
        let plan = chart::points(chart, &self.session.borrow().workspace)?;
        Ok(self.read(plan.computed(), |reader, views| plan.page(reader, views.indexes())))
    }

    /// Saved dashboards in their order.
    pub(super) fn dashboards(&self) -> Vec<SavedDashboard> {
        self.read(&[], |reader, _| {
            let mut found = rows(reader, "dashboard", |table, row| {
                let definition = text(reader, table, row, "definition");
                Some((
                    rank(reader, table, row),
                    SavedDashboard {
                        id: id(reader, table, row),
                        name: text(reader, table, row, "name"),
                        favourite: value(reader, table, row, "favourite") == Some(Value::Bool(true)),
                        dashboard: serde_json::from_str(&definition).ok(),
                    },
                ))
            });
            order::sort_by(&mut found, |one, other| one.0.total_cmp(&other.0));
            found.into_iter().map(|(_, dashboard)| dashboard).collect()
        })
    }
}
