//! Totals of order lines and orders.

use model::{Currency, Money};

use super::exact::{Overflow, amount, line_total};
use super::fields;
use super::fold::{Pass, Wanted, Which};
use super::rates::ConvertError;
use crate::columns::MoneyColumn;
use crate::table::Table;

/// Order lines as amounts.
pub(crate) struct Lines<'a> {
    prices: &'a MoneyColumn,
    quantities: &'a [f64],
    discounts: &'a [f64],
}

impl<'a> Lines<'a> {
    /// The lines of a table.
    pub(crate) fn of(line: &'a Table) -> Self {
        Self {
            prices: fields::amounts(line, "unit_price"),
            quantities: fields::floats(line, "quantity"),
            discounts: fields::floats(line, "discount"),
        }
    }

    /// Quantity times price less discount. A line without a price has no total; one without a quantity is for one piece.
    pub(crate) fn total(&self, row: u32) -> Result<Option<Money>, Overflow> {
        let Some(price) = self.prices.get(row) else { return Ok(None) };
        let quantity = fields::float(self.quantities, row).unwrap_or(1.0);
        let discount = fields::float(self.discounts, row).unwrap_or(0.0);
        Ok(Some(Money {
            minor: line_total(price.minor, quantity, discount)?,
            currency: price.currency,
        }))
    }
}

/// The lines of one order.
#[derive(Clone, Default)]
struct Sum {
    minor: i128,
    /// Currency of the first line with a price.
    currency: Option<Currency>,
    /// A line has another currency: the sum is in the base currency.
    mixed: bool,
    /// A line does not fit an amount.
    overflow: bool,
    /// A line of a mixed order has no rate.
    unrated: bool,
}

/// Totals of orders, to be asked of each row.
pub(super) struct OrderTotals<'a> {
    entered: &'a MoneyColumn,
    base: Currency,
    sums: Sums,
}

enum Sums {
    All(Vec<Sum>),
    One(Sum),
}

impl<'a> OrderTotals<'a> {
    /// Sums the lines of every order, or of the one of a handle.
    pub(super) fn of(pass: &Pass<'_>, order: &'a Table, handle: Option<u32>) -> Self {
        let mut one = Sum::default();
        let mut all = vec![Sum::default(); if handle.is_some() { 0 } else { order.len() }];
        let mut wanted = match handle {
            Some(handle) => Wanted::One(handle, &mut one),
            None => Wanted::All(&mut all),
        };
        if let Some(line) = pass.table("line") {
            sum_lines(pass, line, order, &mut wanted);
        }
        let sums = if handle.is_some() { Sums::One(one) } else { Sums::All(all) };
        Self {
            entered: fields::amounts(order, "amount"),
            base: pass.moment.base,
            sums,
        }
    }

    /// The total of an order: the sum of its lines, or the entered amount when none of them has a price.
    ///
    /// Lines of several currencies are added in the base currency; without a rate for one of them there is no total.
    pub(super) fn total(&self, row: u32) -> Result<Option<Money>, Overflow> {
        let sum = match &self.sums {
            Sums::All(sums) => sums.get(row as usize),
            Sums::One(sum) => Some(sum),
        };
        match sum {
            Some(Sum { overflow: true, .. }) => Err(Overflow),
            Some(Sum { unrated: true, .. }) => Ok(None),
            Some(&Sum {
                currency: Some(first),
                mixed,
                minor,
                ..
            }) => {
                let currency = if mixed { self.base } else { first };
                Ok(Some(Money {
                    minor: amount(minor)?,
                    currency,
                }))
            }
            _ => Ok(self.entered.get(row)),
        }
    }
}

fn sum_lines(pass: &Pass<'_>, line: &Table, order: &Table, wanted: &mut Wanted<'_, Sum>) {
    let lines = Lines::of(line);
    let mut mixed = false;
    pass.fold(line, "order", Which::Every, order, wanted, |sum, row| match lines.total(row) {
        Ok(Some(total)) => {
            sum.minor += i128::from(total.minor);
            sum.mixed |= *sum.currency.get_or_insert(total.currency) != total.currency;
            mixed |= sum.mixed;
        }
        Ok(None) => {}
        Err(Overflow) => sum.overflow = true,
    });
    if !mixed {
        return;
    }
    match wanted {
        Wanted::All(sums) => sums.iter_mut().filter(|sum| sum.mixed).for_each(|sum| sum.minor = 0),
        Wanted::One(_, sum) => sum.minor = 0,
    }
    pass.fold(line, "order", Which::Every, order, wanted, |sum, row| {
        if let (true, Ok(Some(total))) = (sum.mixed, lines.total(row)) {
            match pass.rates.to_base(total) {
                Ok(minor) => sum.minor += i128::from(minor),
                Err(ConvertError::NoRate(_)) => sum.unrated = true,
                Err(ConvertError::Overflow(_)) => sum.overflow = true,
            }
        }
    });
}
