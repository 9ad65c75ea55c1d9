//! What is known of customers at a day in the past or today: the facts that leaving is learned from, and what came of it.
//!
//! Nothing later than the day is looked at, so that what is learned from the past holds for today.

use std::hash::Hasher;

use insight::lifetime::MISSING_DAY;
use insight::rfm::MISSING_AMOUNT;
use rustc_hash::FxHasher;

use crate::computed::fields::{self, Ends};
use crate::computed::lifetime::Lifetime;
use crate::rank::created_millis;
use crate::reader::Reader;
use crate::table::Table;

/// Number of facts of a customer.
pub(super) const FACTS: usize = 8;
/// Days that activities count for.
const ACTIVITY_DAYS: i32 = 90;
/// Days that tickets and purchases count for as recent.
const RECENT_DAYS: i32 = 180;

/// What happened with customers, by day.
pub(super) struct Past {
    /// Customer, day and amount of purchases, in this order; one per customer and day. Amounts are NaN where none is known.
    purchases: Vec<(u32, i32, f64)>,
    /// Customer and day of activities.
    activities: Vec<(u32, i32)>,
    /// Customer and day of tickets.
    tickets: Vec<(u32, i32)>,
    /// The last day that is looked at.
    as_of: i32,
}

/// Facts of customers, a row each.
#[derive(Clone, Default)]
pub(super) struct Facts {
    /// Row of the customer.
    pub(super) row: Vec<u32>,
    /// The facts, column by column.
    pub(super) columns: [Vec<f64>; FACTS],
    /// Who fell silent after it; for days in the past.
    pub(super) left: Vec<bool>,
    /// The day they are of.
    pub(super) day: Vec<f64>,
}

impl Facts {
    /// All that a model learns from, as one number.
    pub(super) fn digest(&self) -> u64 {
        let mut hasher = FxHasher::default();
        for column in self.columns.iter().chain([&self.day]) {
            column.iter().for_each(|value| hasher.write_u64(value.to_bits()));
        }
        self.left.iter().for_each(|left| hasher.write_u8(u8::from(*left)));
        hasher.finish()
    }
}

impl Past {
    /// Of the customers in use of a table.
    pub(super) fn of(reader: Reader<'_>, table: &Table, lifetime: &Lifetime) -> Self {
        let sales = reader.computed.purchases(reader.workspace, reader.moment);
        let is_company = table.object == "company";
        let customers = if is_company { &sales.company } else { &sales.contact };
        let mut purchases = Vec::with_capacity(customers.len());
        for ((&customer, &day), &amount) in customers.iter().zip(&sales.day).zip(&sales.amount) {
            // As fits count them: refunds are no purchase.
            let is_purchase = day != MISSING_DAY && day <= lifetime.as_of && (amount >= 0 || amount == MISSING_AMOUNT);
            if is_purchase && lifetime.place(customer).is_some() {
                purchases.push((customer, day, if amount == MISSING_AMOUNT { f64::NAN } else { amount as f64 }));
            }
        }
        purchases.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.total_cmp(&b.2)));
        purchases.dedup_by(|later, first| {
            let same = (later.0, later.1) == (first.0, first.1);
            if same {
                first.2 += later.2;
            }
            same
        });
        let key = if is_company { "company" } else { "contact" };
        let activities = reader.table("activity").map_or(Vec::new(), |activity| {
            let at = fields::ints(activity, "at");
            ends(reader, table, activity, key, |row| fields::int(at, row))
        });
        let tickets = reader.table("ticket").map_or(Vec::new(), |ticket| {
            let key = if is_company { "company" } else { "requester" };
            ends(reader, table, ticket, key, |row| {
                Some(created_millis(reader.workspace, ticket, row))
            })
        });
        Self {
            purchases,
            activities,
            tickets,
            as_of: lifetime.as_of,
        }
    }

    /// The facts of everybody who bought at least twice up to a day and is not silent by then. With `judged`, only of those of whom
    /// it is known by now what came of it.
    pub(super) fn at(&self, day: i32, times: f64, judged: bool, facts: &mut Facts) {
        for bought in self.purchases.chunk_by(|a, b| a.0 == b.0) {
            let upto = bought.partition_point(|purchase| purchase.1 <= day);
            if upto < 2 {
                continue;
            }
            let (first, last) = (bought[0].1, bought[upto - 1].1);
            let gap = (f64::from(last - first) / (upto - 1) as f64).max(1.0);
            let silent_from = f64::from(last) + times * gap;
            if f64::from(day) >= silent_from || judged && silent_from > f64::from(self.as_of) {
                continue;
            }
            let customer = bought[0].0;
            let back = bought.get(upto).is_some_and(|next| f64::from(next.1) < silent_from);
            let recent = bought[..upto].iter().filter(|purchase| purchase.1 > day - RECENT_DAYS).count();
            let known = bought[..upto].iter().map(|purchase| purchase.2).filter(|amount| amount.is_finite());
            let (sum, count) = known.fold((0.0, 0.0), |(sum, count), amount| (sum + amount, count + 1.0));
            let values = [
                f64::from(day - last) / gap,
                gap,
                upto as f64,
                sum / count,
                f64::from(day - first),
                recent as f64,
                count_of(&self.activities, customer, day - ACTIVITY_DAYS, day),
                count_of(&self.tickets, customer, day - RECENT_DAYS, day),
            ];
            facts.row.push(customer);
            facts.columns.iter_mut().zip(values).for_each(|(column, value)| column.push(value));
            facts.left.push(!back);
            facts.day.push(f64::from(day));
        }
    }

    /// The median of the usual days between two purchases.
    pub(super) fn typical_gap(&self) -> Option<f64> {
        let mut gaps = Vec::new();
        for bought in self.purchases.chunk_by(|a, b| a.0 == b.0) {
            if let [first, .., last] = bought {
                gaps.push(f64::from(last.1 - first.1) / (bought.len() - 1) as f64);
            }
        }
        gaps.sort_unstable_by(f64::total_cmp);
        gaps.get(gaps.len() / 2).map(|gap| gap.max(1.0))
    }

    /// How long each customer was one, in days from the first purchase, and whether they have fallen silent.
    pub(super) fn stays(&self, times: f64) -> (Vec<f64>, Vec<bool>) {
        let typical = self.typical_gap().unwrap_or(30.0);
        let (mut lengths, mut ended) = (Vec::new(), Vec::new());
        for bought in self.purchases.chunk_by(|a, b| a.0 == b.0) {
            let (first, last) = (bought[0].1, bought[bought.len() - 1].1);
            let gap = if bought.len() > 1 {
                (f64::from(last - first) / (bought.len() - 1) as f64).max(1.0)
            } else {
                typical
            };
            let is_silent = f64::from(self.as_of - last) >= times * gap;
            lengths.push(f64::from(if is_silent { last - first } else { self.as_of - first }));
            ended.push(is_silent);
        }
        (lengths, ended)
    }
}

/// Customers and days of the records that point to them, in order.
fn ends(reader: Reader<'_>, target: &Table, source: &Table, key: &str, at: impl Fn(u32) -> Option<i64>) -> Vec<(u32, i32)> {
    let ends = Ends::of_key(source, key);
    let mut found = Vec::new();
    for row in source.alive().rows() {
        let Some(day) = at(row).map(|at| reader.moment.day_of(at)) else {
            continue;
        };
        ends.each(row, |handle| {
            let place = reader.workspace.handles().place(handle);
            found.extend(place.filter(|place| place.table == target.number).map(|place| (place.row, day)));
        });
    }
    found.sort_unstable();
    found
}

/// How many of a customer's days lie after one and up to another.
fn count_of(days: &[(u32, i32)], customer: u32, after: i32, upto: i32) -> f64 {
    let from = days.partition_point(|&entry| entry <= (customer, after));
    let to = days.partition_point(|&entry| entry <= (customer, upto));
    (to - from) as f64
}
