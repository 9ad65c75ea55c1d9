//! What a customer bought: number of orders, revenue, last order, and the measures that RFM scores.
//!
//! Orders and deals count for the contact and the company they name directly, deals for their primary contact only, so
//! that sums over customers count nothing twice.

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
    pub(super) purchases: u32,
    /// Sales without a rate.
    pub(super) without_rate: u32,
    /// Newest day of an order.
    last_order: i32,
    /// Newest day of a purchase.
    last_purchase: i32,
    /// Whether anything was worth something.
    worth: bool,
    /// Whether an amount does not fit.
    overflow: bool,
}

const NO_DAY: i32 = i32::MIN;

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

    /// Days since the last purchase.
    pub(super) fn recency(&self, today: i32) -> Option<i32> {
        (self.last_purchase != NO_DAY).then(|| today.saturating_sub(self.last_purchase))
    }

    /// Money up to today in minor units, held within 64 bits as RFM does.
    pub(super) fn money(&self) -> i64 {
        self.money.clamp(i128::from(i64::MIN + 1), i128::from(i64::MAX)) as i64
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
