//! Insights: RFM cells, product recommendations and next best actions, each with its reasons.
//!
//! The methods live in the crate `insight`; this folder feeds them columns and puts names to their results.

mod actions;
mod churn;
mod clusters;
mod leads;
pub(crate) mod model_file;
mod offers;
mod rfm;
mod risk;
#[cfg(test)]
mod tests;
mod worth;

use model::{Money, RecordId, Value};

use crate::reader::Reader;
use crate::table::Table;
use crate::workspace::Workspace;

pub use actions::{action_task, next_actions};
pub use churn::Churns;
#[cfg(test)]
pub(crate) use churn::tests::{explained_risk, shop};
pub(crate) use churn::{fits, model_summary};
pub use clusters::{Grouping, clusters_computed};
pub use leads::{lead_grid, lead_score};
pub use offers::recommend;
pub use rfm::{rfm_computed, rfm_summary};
pub use risk::{at_risk, silence_times};
pub use worth::{customer_value, customer_worth, worth_computed};

/// Computed fields that next actions and recommendations read; to be refreshed first.
#[must_use]
pub fn computed(workspace: &Workspace) -> Vec<(u16, u16)> {
    const FIELDS: [(&str, &[&str]); 4] = [
        ("order", &["total"]),
        (
            "contact",
            &[
                "last_activity",
                "revenue",
                "orders",
                "last_order",
                "rfm_segment",
                "next_step",
                "open_deals",
            ],
        ),
        ("company", &["rfm_segment"]),
        ("deal", &["status", "probability", "quiet_days", "next_step"]),
    ];
    let fields = FIELDS
        .iter()
        .filter_map(|(object, fields)| Some((workspace.table(object)?, fields)));
    fields
        .flat_map(|(table, fields)| fields.iter().filter_map(|field| Some((table.number, table.field(field)?))))
        .collect()
}

/// The value of a cell, stored or computed.
fn value(reader: Reader<'_>, table: &Table, row: u32, field: &str) -> Option<Value> {
    let table = &reader.workspace.tables()[usize::from(table.number)];
    reader.value(table, row, table.field(field)?)
}

fn word(reader: Reader<'_>, table: &Table, row: u32, field: &str) -> String {
    match value(reader, table, row, field) {
        Some(Value::Text(text)) => text,
        _ => String::new(),
    }
}

fn day(reader: Reader<'_>, table: &Table, row: u32, field: &str) -> Option<i32> {
    match value(reader, table, row, field)? {
        Value::Date(day) => Some(day),
        Value::Time(at) => Some(reader.moment.day_of(at)),
        _ => None,
    }
}

/// An amount in minor units of the base currency; none without an exchange rate.
fn base_minor(reader: Reader<'_>, table: &Table, row: u32, field: &str) -> Option<i64> {
    match value(reader, table, row, field)? {
        Value::Money(money) if money.currency == reader.moment.base => Some(money.minor),
        Value::Money(money) => reader.computed.rates()?.to_base(money).ok(),
        _ => None,
    }
}

fn base(reader: Reader<'_>, minor: i64) -> Money {
    Money::new(minor, reader.moment.base)
}

fn id(reader: Reader<'_>, table: &Table, row: u32) -> RecordId {
    table.id(row, reader.workspace.handles())
}
