//! From purchase events to one tally per customer: last day, number of purchases, money.
//!
//! One pass over the events scatters into 16-byte tallies, so 100,000 customers stay in the second-level
//! cache. What is rare is paid for only when it occurs: unusual rows, sums that could pass 64 bits, and
//! distinct days of events that are not in order of time.

use super::error::RfmError;

/// The day of an event that has none.
pub const MISSING_DAY: i32 = i32::MIN;
/// The amount of a purchase that has none.
pub const MISSING_AMOUNT: i64 = i64::MIN;
/// The customer of an event that names nobody.
pub const NO_CUSTOMER: u32 = u32::MAX;

/// Purchases as columns of one length: row i is one order, one won deal, or one refund.
#[derive(Debug, Clone, Copy)]
pub struct PurchaseEvents<'a> {
    /// Who bought: a number below the number of customers, or [`NO_CUSTOMER`].
    pub customer_of: &'a [u32],
    /// The day, in days since 1970-01-01, or [`MISSING_DAY`].
    pub day: &'a [i32],
    /// The amount in minor units of one currency; negative is a refund; or [`MISSING_AMOUNT`].
    pub amount: &'a [i64],
}

/// What frequency counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FrequencyRule {
    /// Every order, as the R package rfm does.
    #[default]
    Orders,
    /// Days with at least one order: several orders of one day are one visit.
    Days,
}

/// Rows that were not, or not fully, taken into account, by reason. A row counts under the first that applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Rows of [`NO_CUSTOMER`]: left out.
    pub no_customer: u32,
    /// Rows of [`MISSING_DAY`]: left out, money included, since they cannot be placed before the day of analysis.
    pub no_day: u32,
    /// Rows after the day of analysis: left out.
    pub in_future: u32,
    /// Purchases of [`MISSING_AMOUNT`]: taken as purchases that add no money.
    pub no_amount: u32,
    /// Refunds: they lower the money and are no purchases, so they move neither recency nor frequency.
    pub refunds: u32,
    /// Customers whose total passes 64 bits: held at the largest (or smallest) number there is.
    pub totals_clamped: u32,
}

/// One customer's purchases.
#[derive(Clone, Copy)]
pub(super) struct Tally {
    /// Day of the last purchase, [`MISSING_DAY`] without one.
    pub(super) last_day: i32,
    /// Number of purchases.
    pub(super) count: u32,
    /// Purchases less refunds, minor units.
    pub(super) total: i64,
}

const NOTHING: Tally = Tally {
    last_day: MISSING_DAY,
    count: 0,
    total: 0,
};

/// The state of the pass beside the tallies.
struct Pass {
    as_of: i32,
    left_out: LeftOut,
    /// A purchase is older than one of the same customer before it.
    disordered: bool,
    /// Bitwise or of the amounts without their signs: no amount is larger.
    magnitudes: u64,
}

/// Tallies `sources` up to and including `as_of`.
pub(super) fn tally(
    customers: usize,
    as_of: i32,
    frequency: FrequencyRule,
    sources: &[PurchaseEvents<'_>],
) -> Result<(Vec<Tally>, LeftOut), RfmError> {
    let events = check_columns(customers, sources)?;
    let mut tallies = vec![NOTHING; customers];
    let mut pass = Pass {
        as_of,
        left_out: LeftOut::default(),
        disordered: false,
        magnitudes: 0,
    };
    for (index, source) in sources.iter().enumerate() {
        match frequency {
            FrequencyRule::Orders => pass.add::<false>(&mut tallies, index, source)?,
            FrequencyRule::Days => pass.add::<true>(&mut tallies, index, source)?,
        }
    }
    if pass.disordered && frequency == FrequencyRule::Days {
        count_distinct_days(&mut tallies, as_of, sources);
    }
    if u128::from(pass.magnitudes) * events as u128 > i64::MAX as u128 {
        pass.left_out.totals_clamped = sum_exactly(&mut tallies, as_of, sources);
    }
    Ok((tallies, pass.left_out))
}

fn check_columns(customers: usize, sources: &[PurchaseEvents<'_>]) -> Result<usize, RfmError> {
    let mut events = 0usize;
    for (index, source) in sources.iter().enumerate() {
        let (n, days, amounts) = (source.customer_of.len(), source.day.len(), source.amount.len());
        if n != days || n != amounts {
            return Err(RfmError::EventColumns {
                source: index,
                customers: n,
                days,
                amounts,
            });
        }
        events = events.saturating_add(n);
    }
    let count = events.max(customers);
    if count >= NO_CUSTOMER as usize {
        Err(RfmError::TooMany { count })
    } else {
        Ok(events)
    }
}

impl Pass {
    /// Adds a source; `DISTINCT_DAYS` counts days, right as long as every customer's purchases are in order of time.
    fn add<const DISTINCT_DAYS: bool>(&mut self, tallies: &mut [Tally], index: usize, source: &PurchaseEvents<'_>) -> Result<(), RfmError> {
        let Self {
            as_of,
            left_out,
            disordered,
            magnitudes,
        } = self;
        let as_of = *as_of;
        let customers = tallies.len();
        for (row, ((&customer, &day), &amount)) in source.customer_of.iter().zip(source.day).zip(source.amount).enumerate() {
            // The first arm is every usual row; the others say what becomes of an unusual one.
            match tallies.get_mut(customer as usize) {
                Some(tally) if amount >= 0 && day <= as_of && day != MISSING_DAY => {
                    *disordered |= tally.add_purchase::<DISTINCT_DAYS>(day, amount);
                    *magnitudes |= amount as u64;
                }
                None if customer == NO_CUSTOMER => left_out.no_customer += 1,
                None => {
                    return Err(RfmError::UnknownCustomer {
                        source: index,
                        row,
                        customer,
                        customers,
                    });
                }
                Some(_) if day == MISSING_DAY => left_out.no_day += 1,
                Some(_) if day > as_of => left_out.in_future += 1,
                Some(tally) if amount == MISSING_AMOUNT => {
                    left_out.no_amount += 1;
                    *disordered |= tally.add_purchase::<DISTINCT_DAYS>(day, 0);
                }
                Some(tally) => {
                    left_out.refunds += 1;
                    *magnitudes |= amount.unsigned_abs();
                    tally.total = tally.total.wrapping_add(amount);
                }
            }
        }
        Ok(())
    }
}

impl Tally {
    /// Adds a purchase; whether it is older than the last one.
    #[inline(always)]
    fn add_purchase<const DISTINCT_DAYS: bool>(&mut self, day: i32, amount: i64) -> bool {
        let disordered = day < self.last_day;
        self.count += if DISTINCT_DAYS { u32::from(day > self.last_day) } else { 1 };
        self.last_day = later(self.last_day, day);
        // A sum that wraps is noticed by its magnitudes and made again with more bits.
        self.total = self.total.wrapping_add(amount);
        disordered
    }
}

/// The later of two days, in arithmetic the compiler keeps as such: any form of `max` becomes a jump, which
/// purchases in no order make unpredictable at a quarter of the whole run.
#[inline(always)]
fn later(a: i32, b: i32) -> i32 {
    // Flipping the sign bit makes unsigned order of signed order; the borrow of b - a then is all ones or zero.
    const SIGN: u32 = 1 << 31;
    let (a, b) = (a as u32 ^ SIGN, b as u32 ^ SIGN);
    let keep_a = (u64::from(b).wrapping_sub(u64::from(a)) >> 32) as u32;
    ((b ^ ((a ^ b) & keep_a)) ^ SIGN) as i32
}

/// The rows that are taken into account, amounts that are missing as zero.
fn taken<'a>(customers: usize, as_of: i32, sources: &'a [PurchaseEvents<'a>]) -> impl Iterator<Item = (usize, i32, i64)> + 'a {
    sources
        .iter()
        .flat_map(|source| source.customer_of.iter().zip(source.day).zip(source.amount))
        .filter(move |((customer, day), _)| (**customer as usize) < customers && **day <= as_of && **day != MISSING_DAY)
        .map(|((customer, day), amount)| (*customer as usize, *day, if *amount == MISSING_AMOUNT { 0 } else { *amount }))
}

/// Sets every count to the number of different days with a purchase: the days are grouped by customer with a
/// counting sort, then each group, which is small, is sorted.
fn count_distinct_days(tallies: &mut [Tally], as_of: i32, sources: &[PurchaseEvents<'_>]) {
    let customers = tallies.len();
    let mut ends = vec![0u32; customers + 1];
    let purchases = || taken(customers, as_of, sources).filter(|(_, _, money)| *money >= 0);
    purchases().for_each(|(customer, _, _)| ends[customer + 1] += 1);
    for customer in 0..customers {
        ends[customer + 1] += ends[customer];
    }
    let mut days = vec![0i32; ends[customers] as usize];
    let mut next = ends.clone();
    purchases().for_each(|(customer, day, _)| {
        days[next[customer] as usize] = day;
        next[customer] += 1;
    });
    for (tally, bounds) in tallies.iter_mut().zip(ends.windows(2)) {
        let own = &mut days[bounds[0] as usize..bounds[1] as usize];
        own.sort_unstable();
        let repeats = own.windows(2).filter(|pair| pair[0] == pair[1]).count();
        tally.count = (own.len() - repeats) as u32;
    }
}

/// Sets every total to the exact sum, held within 64 bits; the number of totals that had to be held.
fn sum_exactly(tallies: &mut [Tally], as_of: i32, sources: &[PurchaseEvents<'_>]) -> u32 {
    let mut totals = vec![0i128; tallies.len()];
    taken(tallies.len(), as_of, sources).for_each(|(customer, _, money)| totals[customer] += i128::from(money));
    let mut clamped = 0;
    for (tally, exact) in tallies.iter_mut().zip(totals) {
        // The smallest number is left free: it stands for a missing amount.
        let held = exact.clamp(i128::from(MISSING_AMOUNT + 1), i128::from(i64::MAX));
        clamped += u32::from(held != exact);
        tally.total = held as i64;
    }
    clamped
}
