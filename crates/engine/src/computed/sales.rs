//! Sales: placed orders, and won deals that no order stands for. The one definition behind revenue, RFM and recommendations.

use model::Money;

use super::fields::{self, ChoiceTest, Ends};
use super::fold::Pass;
use super::rates::ConvertError;
use super::stages::Outcome;
use crate::bitmap::Bitmap;
use crate::columns::MoneyColumn;
use crate::table::Table;

/// What a sale was worth in the base currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Worth {
    /// Minor units of the base currency.
    Known(i64),
    /// Nobody entered an amount, or the order's total cannot be computed.
    Missing,
    /// There is no rate for its currency.
    NoRate,
    /// More than an amount can hold.
    Overflow,
}

/// One sale.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sale {
    /// Its local day: of the order, or the one on which the deal was closed.
    pub day: Option<i32>,
    /// What it was worth.
    pub worth: Worth,
}

/// Orders and deals as sales.
pub(crate) struct Sales<'a> {
    pass: Pass<'a>,
    pub(crate) order: &'a Table,
    pub(crate) deal: &'a Table,
    placed: ChoiceTest<'a>,
    draft: ChoiceTest<'a>,
    dates: &'a [i64],
    order_deals: Ends<'a>,
    stages: Ends<'a>,
    closed_on: &'a [i64],
    values: &'a MoneyColumn,
    /// Deals that an order stands for, when all of them were looked up.
    ordered: Option<Bitmap>,
}

impl<'a> Sales<'a> {
    /// The sales of a workspace. `all` looks every deal's orders up at once.
    pub(crate) fn of(pass: Pass<'a>, all: bool) -> Option<Self> {
        let (order, deal) = (pass.table("order")?, pass.table("deal")?);
        let mut sales = Self {
            pass,
            order,
            deal,
            placed: fields::placed_orders(order),
            draft: ChoiceTest::new(order, "status", false, |status| status == "draft"),
            dates: fields::ints(order, "date"),
            order_deals: Ends::of_key(order, "deal"),
            stages: Ends::of_key(deal, "stage"),
            closed_on: fields::ints(deal, "closed_on"),
            values: fields::amounts(deal, "value"),
            ordered: None,
        };
        if all {
            let mut ordered = Bitmap::filled(deal.len(), false);
            let reached = sales.order_deals.len() as u32;
            for row in order.alive().rows().take_while(|&row| row < reached) {
                let place = sales
                    .order_deals
                    .first(row)
                    .and_then(|handle| pass.workspace.handles().place(handle));
                if let Some(place) = place.filter(|place| place.table == deal.number)
                    && !sales.draft.holds(row)
                {
                    ordered.set(place.row as usize, true);
                }
            }
            sales.ordered = Some(ordered);
        }
        Some(sales)
    }

    /// The sale of an order in use; drafts, cancelled and refunded orders are none.
    pub(crate) fn of_order(&self, row: u32) -> Option<Sale> {
        self.placed.holds(row).then(|| Sale {
            day: self.order_day(row),
            worth: self.worth(self.pass.totals.get(row)),
        })
    }

    /// The local day of an order.
    pub(crate) fn order_day(&self, row: u32) -> Option<i32> {
        fields::int(self.dates, row).map(|date| self.pass.moment.day_of(date))
    }

    /// The sale of a deal in use: a won one that no order other than a draft was made from. A cancelled or refunded order
    /// speaks for its deal too: nothing was sold in the end.
    pub(crate) fn of_deal(&self, row: u32) -> Option<Sale> {
        let won = self.pass.stages.outcome(self.pass.workspace.handles(), self.stages.first(row)) == Some(Outcome::Won);
        (won && !self.is_ordered(row)).then(|| Sale {
            day: fields::day(self.closed_on, row),
            worth: self.worth(self.values.get(row)),
        })
    }

    fn is_ordered(&self, row: u32) -> bool {
        match &self.ordered {
            Some(ordered) => ordered.get(row as usize),
            None => {
                let orders = self
                    .pass
                    .links
                    .alive(self.pass.workspace, self.order, "deal", self.deal.handle(row));
                orders.into_iter().any(|order| !self.draft.holds(order))
            }
        }
    }

    fn worth(&self, money: Option<Money>) -> Worth {
        match money.map(|money| self.pass.rates.to_base(money)) {
            None => Worth::Missing,
            Some(Ok(minor)) => Worth::Known(minor),
            Some(Err(ConvertError::NoRate(_))) => Worth::NoRate,
            Some(Err(ConvertError::Overflow(_))) => Worth::Overflow,
        }
    }
}
