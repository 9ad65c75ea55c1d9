//! What a customer bought: number of orders, revenue, last order, and the measures that RFM scores.
//!
//! Orders and deals count for the contact and the company they name directly, deals for their primary contact only, so
//! that sums over customers count nothing twice.

use insight::rfm::MISSING_DAY;
use rustc_hash::FxHashMap;

use super::exact::{Overflow, amount};
use super::fold::{Pass, Wanted, Which};
use super::sales::{Sale, Sales, Worth};
use crate::table::Table;

/// A customer's sales, added up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Tally {
    /// Everything that is worth something, in minor units of the base currency, whenever it was.
    revenue: i128,
    /// The same up to today, and only what has a day: what RFM scores.
    money: i128,
    /// Placed orders.
    pub(super) orders: u32,
    /// Sales up to today that are no refunds: what RFM scores.
    purchases: u32,
    /// Sales without a rate.
    without_rate: u32,
    /// Newest day of an order.
    last_order: i32,
    /// Newest day of a purchase.
    last_purchase: i32,
    /// Whether anything was worth something.
    worth: bool,
    /// Whether an amount does not fit.
    overflow: bool,
}

/// The day of who has none; earlier than every day.
const NO_DAY: i32 = MISSING_DAY;

impl Default for Tally {
    fn default() -> Self {
        Self {
            revenue: 0,
            money: 0,
            orders: 0,
            purchases: 0,
            without_rate: 0,
            last_order: NO_DAY,
            last_purchase: NO_DAY,
            worth: false,
            overflow: false,
        }
    }
}

impl Tally {
    fn add(&mut self, sale: Sale, today: i32) {
        let minor = match sale.worth {
            Worth::Known(minor) => minor,
            Worth::Missing => 0,
            Worth::NoRate => {
                self.without_rate += 1;
                0
            }
            Worth::Overflow => {
                self.overflow = true;
                0
            }
        };
        self.worth |= matches!(sale.worth, Worth::Known(_));
        self.revenue += i128::from(minor);
        if let Some(day) = sale.day.filter(|&day| day <= today) {
            self.money += i128::from(minor);
            // Less than nothing is a refund: it lowers the money and is no purchase.
            if minor >= 0 {
                self.purchases += 1;
                self.last_purchase = self.last_purchase.max(day);
            }
        }
    }

    /// Revenue in minor units of the base currency; nothing when no sale is worth something.
    pub(super) fn revenue(&self) -> Result<Option<i64>, Overflow> {
        match self {
            Self { overflow: true, .. } => Err(Overflow),
            Self { worth: false, .. } => Ok(None),
            _ => amount(self.revenue).map(Some),
        }
    }

    /// Newest day of a placed order.
    pub(super) fn last_order(&self) -> Option<i32> {
        (self.last_order != NO_DAY).then_some(self.last_order)
    }
}

/// What RFM scores and what totals leave out, by row: the part of the tallies that is not kept in columns.
#[derive(Default)]
pub(super) struct Bought {
    /// Newest day of a purchase, or [`MISSING_DAY`].
    pub(super) last_day: Vec<i32>,
    /// Purchases.
    pub(super) purchases: Vec<u32>,
    /// Minor units of the base currency, held within 64 bits as RFM does.
    pub(super) money: Vec<i64>,
    /// Sales without a rate, where there are any.
    without_rate: FxHashMap<u32, u32>,
}

impl Bought {
    /// Makes room for so many customers who bought nothing, or forgets what there was.
    pub(super) fn reach(&mut self, rows: usize, anew: bool) {
        if anew {
            *self = Self::default();
        }
        self.last_day.resize(rows, MISSING_DAY);
        self.purchases.resize(rows, 0);
        self.money.resize(rows, 0);
    }

    /// Takes in what a customer bought.
    pub(super) fn set(&mut self, row: u32, tally: &Tally) {
        let index = row as usize;
        self.last_day[index] = tally.last_purchase;
        self.purchases[index] = tally.purchases;
        self.money[index] = tally.money.clamp(i128::from(i64::MIN + 1), i128::from(i64::MAX)) as i64;
        if tally.without_rate > 0 {
            self.without_rate.insert(row, tally.without_rate);
        } else if !self.without_rate.is_empty() {
            self.without_rate.remove(&row);
        }
    }

    /// Sales without a rate, of all customers.
    pub(super) fn without_rate(&self) -> u32 {
        self.without_rate.values().sum()
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> usize {
        self.last_day.capacity() * 4 + self.purchases.capacity() * 4 + self.money.capacity() * 8
    }
}

/// Adds the sales of customers up.
pub(super) fn tally(pass: &Pass<'_>, target: &Table, wanted: &mut Wanted<'_, Tally>) {
    let Some(sales) = Sales::of(*pass, matches!(wanted, Wanted::All(_))) else {
        return;
    };
    let today = pass.moment.today;
    pass.fold(sales.order, &target.object, Which::Primary, target, wanted, |tally, row| {
        if let Some(sale) = sales.of_order(row) {
            tally.orders += 1;
            tally.last_order = tally.last_order.max(sale.day.unwrap_or(NO_DAY));
            tally.add(sale, today);
        }
    });
    pass.fold(sales.deal, &target.object, Which::Primary, target, wanted, |tally, row| {
        if let Some(sale) = sales.of_deal(row) {
            tally.add(sale, today);
        }
    });
}
