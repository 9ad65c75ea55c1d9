//! RFM cells of all customers, with their rules and cut points.

use std::borrow::Cow;

use bridge::insight::{RfmCell, RfmSummary};
use insight::rfm::{CutPoints, FrequencyRule, PurchaseEvents, RfmTable};

use super::base;
use crate::reader::Reader;
use crate::table::Table;
use crate::workspace::Workspace;

/// Computed fields that the summary reads; to be refreshed first. Sales take the totals of orders from there, nothing else.
#[must_use]
pub fn rfm_computed(workspace: &Workspace) -> Vec<(u16, u16)> {
    let total = workspace
        .table("order")
        .and_then(|table| Some((table.number, table.field("total")?)));
    total.into_iter().collect()
}

/// Cells in order of precedence, how many customers each has and what they spent. `object` is `contact` or `company`.
#[must_use]
pub fn rfm_summary(reader: Reader<'_>, object: &str) -> RfmSummary {
    let as_of = reader.moment.today;
    let empty = RfmSummary {
        as_of,
        ..RfmSummary::default()
    };
    let Some(table) = reader.table(object) else { return empty };
    let purchases = reader.computed.purchases(reader.workspace, reader.moment);
    let customer_of = if object == "company" {
        &purchases.company
    } else {
        &purchases.contact
    };
    let customer_of = in_use(table, customer_of);
    let events = PurchaseEvents {
        customer_of: &customer_of,
        day: &purchases.day,
        amount: &purchases.amount,
    };
    // The only refusals are columns of unequal length and customers that do not exist, and neither is possible here.
    let Ok(scores) = RfmTable::from_events(table.len(), as_of, FrequencyRule::Orders, &[events]) else {
        return empty;
    };
    let exponent = f64::from(10u32.pow(reader.moment.base.exponent()));
    let points = |cuts: CutPoints, per: f64| cuts.points().iter().map(|point| point.to_f64() / per).collect::<Vec<_>>();
    let cuts = scores.cuts.as_ref().map(|cuts| {
        [
            points(cuts.recency, 1.0),
            points(cuts.frequency, 1.0),
            points(cuts.monetary, exponent),
        ]
    });
    let cells = scores.cells().into_iter().map(|summary| RfmCell {
        name: summary.cell.name().to_owned(),
        rule: summary
            .cell
            .rule()
            .map(|rule| [rule.recency, rule.frequency, rule.monetary].map(|range| (range.low, range.high))),
        customers: summary.customers,
        revenue: base(reader, i64::try_from(summary.monetary).unwrap_or(i64::MAX)),
    });
    RfmSummary {
        customers: scores.scored as u32,
        cells: cells.collect(),
        cuts: cuts.unwrap_or_default(),
        as_of,
        without_rate: scores.left_out.no_amount,
    }
}

/// The customers of sales, without those in the bin.
fn in_use<'a>(table: &Table, customer_of: &'a [u32]) -> Cow<'a, [u32]> {
    if table.alive().count() == table.len() {
        return Cow::Borrowed(customer_of);
    }
    let in_use = |&row: &u32| if table.is_alive(row) { row } else { insight::rfm::NO_CUSTOMER };
    Cow::Owned(customer_of.iter().map(in_use).collect())
}
