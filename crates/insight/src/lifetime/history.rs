//! Purchases counted per customer: how often again, when last, watched for how long, worth how much each.

use super::LifetimeError;

/// Stands for a missing day.
pub const MISSING_DAY: i32 = i32::MIN;
/// Stands for a missing customer.
pub const NO_CUSTOMER: u32 = u32::MAX;

/// A list of purchases, a row each.
#[derive(Debug, Clone, Copy)]
pub struct Purchases<'a> {
    /// The customer, below the number of customers; or [`NO_CUSTOMER`].
    pub customer_of: &'a [u32],
    /// The day; or [`MISSING_DAY`].
    pub day: &'a [i32],
    /// What was paid, negative for a refund; NaN where it is missing. `None` where amounts are not known at all.
    pub amount: Option<&'a [f64]>,
}

/// Rows that do not count, by reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Without customer.
    pub no_customer: u32,
    /// Without day.
    pub no_day: u32,
    /// Without amount, where amounts are known; the purchase counts, its value does not.
    pub no_amount: u32,
    /// Refunds: taken from the value, and no purchase.
    pub refunds: u32,
    /// After the end of observation.
    pub later: u32,
    /// Further purchases of one customer on one day, which count as one.
    pub same_day: u32,
}

/// What is known of each customer.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Histories {
    /// Which customer each row is about.
    pub customer: Vec<u32>,
    /// Repeat purchases: days with a purchase after the first one.
    pub repeats: Vec<u32>,
    /// Time from the first to the last purchase.
    pub recency: Vec<f64>,
    /// Time from the first purchase to the end of observation.
    pub age: Vec<f64>,
    /// Mean value of a repeat purchase; NaN where there is none or its value is not known.
    pub value: Vec<f64>,
    /// All that was paid up to the end of observation.
    pub total: Vec<f64>,
    /// Rows that do not count.
    pub left_out: LeftOut,
}

impl Histories {
    /// Counts purchases up to and on the day `until`. `days_per_unit` is 7 for weeks.
    ///
    /// Times are kept to hundredths of the unit, as in the published tables of such histories (Fader & Hardie's CDNOW summary), so that
    /// a log-likelihood here is the one printed there.
    ///
    /// # Errors
    /// [`LifetimeError::Columns`], [`LifetimeError::UnknownCustomer`].
    pub fn of(purchases: Purchases, customers: usize, until: i32, days_per_unit: f64) -> Result<Self, LifetimeError> {
        let Purchases { customer_of, day, amount } = purchases;
        let n = customer_of.len();
        for other in [day.len(), amount.map_or(n, <[f64]>::len)] {
            if other != n {
                return Err(LifetimeError::Columns { first: n, other });
            }
        }
        let mut histories = Self::default();
        let left_out = &mut histories.left_out;
        let mut order: Vec<(u32, i32, u32)> = Vec::with_capacity(n);
        for (row, (&customer, &day)) in customer_of.iter().zip(day).enumerate() {
            match () {
                () if customer == NO_CUSTOMER => left_out.no_customer += 1,
                () if customer as usize >= customers => return Err(LifetimeError::UnknownCustomer { row, customer }),
                () if day == MISSING_DAY => left_out.no_day += 1,
                () if day > until => left_out.later += 1,
                () => order.push((customer, day, row as u32)),
            }
        }
        order.sort_unstable();
        for rows in order.chunk_by(|a, b| a.0 == b.0) {
            histories.push(rows, amount, until, days_per_unit);
        }
        Ok(histories)
    }

    /// Number of customers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.repeats.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.repeats.is_empty()
    }

    /// Checks that histories given as they are can be.
    ///
    /// # Errors
    /// [`LifetimeError::Columns`], [`LifetimeError::Impossible`].
    pub fn check(&self) -> Result<(), LifetimeError> {
        let first = self.repeats.len();
        for other in [self.recency.len(), self.age.len(), self.value.len()] {
            if other != first {
                return Err(LifetimeError::Columns { first, other });
            }
        }
        for (customer, ((&repeats, &recency), &age)) in self.repeats.iter().zip(&self.recency).zip(&self.age).enumerate() {
            let in_order = (0.0..=f64::MAX).contains(&age) && (0.0..=age).contains(&recency);
            // Who bought again did so at some time, and who did not has no such time.
            if !in_order || (repeats == 0) != (recency == 0.0) {
                return Err(LifetimeError::Impossible { customer });
            }
        }
        Ok(())
    }

    /// Adds a customer by rows in the order of their days.
    fn push(&mut self, rows: &[(u32, i32, u32)], amount: Option<&[f64]>, until: i32, days_per_unit: f64) {
        let (mut first, mut last, mut bought) = (None, i32::MIN, 0u32);
        let (mut total, mut first_value, mut valued) = (0.0, 0.0, true);
        for &(_, day, row) in rows {
            let paid = amount.map_or(0.0, |amount| amount[row as usize]);
            if paid.is_nan() {
                self.left_out.no_amount += 1;
                valued = false;
            } else {
                total += paid;
            }
            if paid < 0.0 {
                self.left_out.refunds += 1;
            } else if bought > 0 && day == last {
                self.left_out.same_day += 1;
            } else {
                bought += 1;
                last = day;
                first.get_or_insert(day);
            }
            if first.is_none_or(|first| first == day) && !paid.is_nan() {
                first_value += paid;
            }
        }
        // Who only ever returned something is no customer yet.
        let Some(first) = first else { return };
        let repeats = bought - 1;
        let units = |days: i64| (days as f64 / days_per_unit * 100.0).round() / 100.0;
        self.customer.push(rows[0].0);
        self.repeats.push(repeats);
        self.recency.push(units(i64::from(last) - i64::from(first)));
        self.age.push(units(i64::from(until) - i64::from(first)));
        let known = amount.is_some() && valued && repeats > 0;
        self.value.push(if known {
            (total - first_value) / f64::from(repeats)
        } else {
            f64::NAN
        });
        self.total.push(total);
    }
}
