//! What was won, by months or quarters: deals or orders as a series.

use model::Unit;

use super::book::Book;
use super::periods::period_of;
use crate::computed::Outcome;
use crate::reader::Reader;

/// Most steps of the past that a series is learned from.
const LEARNED: usize = 96;

/// What was won in each step of time, the first one first.
pub(super) struct WonSeries {
    /// The first step.
    pub(super) first: i32,
    /// In minor units.
    sums: Vec<f64>,
    pub(super) counts: Vec<usize>,
    /// Sales without an amount or a rate.
    pub(super) no_amount: u32,
    /// Sales without a day.
    pub(super) no_day: u32,
}

impl WonSeries {
    /// What was won in a step; nothing outside.
    pub(super) fn sum(&self, period: i32) -> f64 {
        usize::try_from(period - self.first)
            .ok()
            .and_then(|at| self.sums.get(at))
            .copied()
            .unwrap_or_default()
    }

    /// How many were won in a step.
    pub(super) fn count(&self, period: i32) -> usize {
        usize::try_from(period - self.first)
            .ok()
            .and_then(|at| self.counts.get(at))
            .copied()
            .unwrap_or_default()
    }

    /// Steps that are over at `end`, as far as they are learned from.
    pub(super) fn until(&self, end: i32) -> &[f64] {
        let over = usize::try_from(end - self.first).unwrap_or_default().min(self.sums.len());
        &self.sums[over.saturating_sub(LEARNED)..over]
    }
}

/// Won deals of the book, or orders, by their step.
pub(super) fn won(reader: Reader<'_>, book: &Book<'_>, unit: Unit, orders: bool) -> WonSeries {
    let mut sales: Vec<(i32, Option<i64>)> = Vec::new();
    let mut no_day = 0;
    if orders {
        let purchases = reader.computed.purchases(reader.workspace, reader.moment);
        let number = reader.table("order").map(|table| table.number);
        let handles = reader.workspace.handles();
        for (sale, &record) in purchases.record.iter().enumerate() {
            if handles.place(record).map(|place| place.table) != number {
                continue;
            }
            match purchases.day[sale] {
                insight::rfm::MISSING_DAY => no_day += 1,
                day => sales.push((
                    day,
                    Some(purchases.amount[sale]).filter(|&amount| amount != insight::rfm::MISSING_AMOUNT),
                )),
            }
        }
    } else {
        for deal in book.deals.iter().filter(|deal| deal.outcome == Outcome::Won) {
            match deal.closed {
                Some(day) => sales.push((day, deal.value)),
                None => no_day += 1,
            }
        }
    }
    let now = period_of(book.today, unit);
    // A day beyond today is a slip or a plan; neither was won.
    sales.retain(|(day, _)| *day <= book.today);
    let first = sales
        .iter()
        .map(|(day, _)| period_of(*day, unit))
        .min()
        .unwrap_or(now)
        .max(now - 600);
    let mut series = WonSeries {
        first,
        sums: vec![0.0; (now - first + 1) as usize],
        counts: vec![0; (now - first + 1) as usize],
        no_amount: 0,
        no_day,
    };
    for (day, amount) in sales {
        let Ok(at) = usize::try_from(period_of(day, unit) - first) else {
            continue;
        };
        series.counts[at] += 1;
        match amount {
            Some(minor) => series.sums[at] += minor as f64,
            None => series.no_amount += 1,
        }
    }
    series
}
