//! The result: one column per measure, one byte of scores per customer, and the cut points they come from.

use super::cells::{Cell, CellRule};
use super::cut_points::{CutPoint, CutPoints};
use super::error::RfmError;
use super::placement::{Placement, Scores, Unscored};
use super::purchases::{FrequencyRule, LeftOut, MISSING_AMOUNT, MISSING_DAY, PurchaseEvents, tally};

/// The recency of a customer who has none, see [`Unscored`].
pub const NO_RECENCY: u32 = u32::MAX;

/// Purchases already summed up, as columns with one row per customer.
#[derive(Debug, Clone, Copy)]
pub struct PurchaseSummaries<'a> {
    /// Days since the last purchase; [`MISSING_DAY`] where unknown.
    pub recency_days: &'a [i32],
    /// Number of purchases; 0 is a customer who is not scored.
    pub frequency: &'a [u32],
    /// Money, minor units of one currency, refunds taken off; [`MISSING_AMOUNT`] counts as none.
    pub monetary: &'a [i64],
}

/// The cut points of the three measures, over the scored customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RfmCuts {
    /// Days since the last purchase: few are good, so the score is 5 less the cut points below.
    pub recency: CutPoints,
    /// Number of purchases: the score is 1 and the cut points below.
    pub frequency: CutPoints,
    /// Money: the score is 1 and the cut points below.
    pub monetary: CutPoints,
}

impl RfmCuts {
    /// The scores of these measures.
    pub fn scores(&self, recency_days: u32, frequency: u32, monetary: i64) -> Scores {
        Scores::new(
            5 - self.recency.below(i64::from(recency_days)),
            1 + self.frequency.below(i64::from(frequency)),
            1 + self.monetary.below(monetary),
        )
        .expect("at most four cut points lie below a value")
    }
}

/// One measure of one customer, and why it got its score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeasureExplanation {
    /// The value: days, purchases, or minor units.
    pub value: i64,
    /// Its score, 1 to 5.
    pub score: u8,
    /// The value is above this cut point; `None` in the lowest band.
    pub above: Option<CutPoint>,
    /// The value is not above this cut point; `None` in the highest band.
    pub up_to: Option<CutPoint>,
}

/// Why a customer stands where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RfmExplanation {
    /// Days since the last purchase.
    pub recency: MeasureExplanation,
    /// Number of purchases.
    pub frequency: MeasureExplanation,
    /// Money, minor units.
    pub monetary: MeasureExplanation,
    /// The named cell.
    pub cell: Cell,
    /// The rule that gave the cell: the first of [`CELL_RULES`](super::CELL_RULES) that holds the scores.
    /// `None` with [`Cell::Others`]: no rule holds them.
    pub rule: Option<&'static CellRule>,
    /// Refunds exceed purchases, so `monetary` is negative. It is ranked as the small number it is.
    pub refunds_exceed_purchases: bool,
}

/// Totals of one cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellSummary {
    /// The cell.
    pub cell: Cell,
    /// Customers in it.
    pub customers: u32,
    /// Their purchases.
    pub purchases: u64,
    /// Their money, minor units.
    pub monetary: i128,
}

/// RFM of every customer; row i of each column is customer i.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RfmTable {
    /// Days since the last purchase; [`NO_RECENCY`] for who is not scored.
    pub recency_days: Vec<u32>,
    /// Number of purchases.
    pub frequency: Vec<u32>,
    /// Money, minor units: purchases less refunds.
    pub monetary: Vec<i64>,
    /// Scores and cell, or why there are none.
    pub placement: Vec<Placement>,
    /// The cut points; `None` where nobody is scored.
    pub cuts: Option<RfmCuts>,
    /// Customers who are scored.
    pub scored: usize,
    /// Rows that were not, or not fully, taken into account.
    pub left_out: LeftOut,
}

impl RfmTable {
    /// Scores `customers` customers from their purchases up to and including the day `as_of` (days since
    /// 1970-01-01). Several sources count together, in any order of rows.
    ///
    /// No customers give an empty table. A customer without a purchase is not scored and does not move the
    /// cut points; see [`LeftOut`] for how unusual rows are taken.
    ///
    /// # Errors
    /// Columns of different lengths, a customer number that does not exist, or 2^32 - 1 rows and more.
    pub fn from_events(customers: usize, as_of: i32, frequency: FrequencyRule, sources: &[PurchaseEvents<'_>]) -> Result<Self, RfmError> {
        let (tallies, left_out) = tally(customers, as_of, frequency, sources)?;
        let mut table = Self::with_capacity(customers);
        table.left_out = left_out;
        for tally in tallies {
            let bought = tally.count > 0;
            // The day is not after as_of, so the difference fits 32 bits without a sign.
            table.recency_days.push(if bought {
                as_of.wrapping_sub(tally.last_day) as u32
            } else {
                NO_RECENCY
            });
            table.frequency.push(tally.count);
            table.monetary.push(tally.total);
            table.placement.push(Placement::unscored(Unscored::NoPurchase));
        }
        table.score();
        Ok(table)
    }

    /// Scores customers whose purchases are summed up already.
    ///
    /// A customer with no purchase, without a recency or with one below zero is not scored and does not move
    /// the cut points.
    ///
    /// # Errors
    /// Columns of different lengths, or 2^32 - 1 customers and more.
    pub fn from_summaries(summaries: PurchaseSummaries<'_>) -> Result<Self, RfmError> {
        let PurchaseSummaries {
            recency_days,
            frequency,
            monetary,
        } = summaries;
        let (recencies, frequencies, amounts) = (recency_days.len(), frequency.len(), monetary.len());
        if recencies != frequencies || recencies != amounts {
            return Err(RfmError::SummaryColumns {
                recencies,
                frequencies,
                amounts,
            });
        }
        if recencies >= u32::MAX as usize {
            return Err(RfmError::TooMany { count: recencies });
        }
        let mut table = Self::with_capacity(recencies);
        for (&recency, &count) in recency_days.iter().zip(frequency) {
            let reason = match (recency, count) {
                (_, 0) => Unscored::NoPurchase,
                (MISSING_DAY, _) => Unscored::RecencyMissing,
                _ => Unscored::RecencyInFuture,
            };
            let known = count > 0 && recency >= 0;
            table.recency_days.push(if known { recency as u32 } else { NO_RECENCY });
            table.placement.push(Placement::unscored(reason));
        }
        table.frequency.extend_from_slice(frequency);
        table
            .monetary
            .extend(monetary.iter().map(|&money| if money == MISSING_AMOUNT { 0 } else { money }));
        table.left_out.no_amount = monetary.iter().filter(|money| **money == MISSING_AMOUNT).count() as u32;
        table.score();
        Ok(table)
    }

    /// Number of customers.
    pub fn len(&self) -> usize {
        self.placement.len()
    }

    /// Whether there are no customers.
    pub fn is_empty(&self) -> bool {
        self.placement.is_empty()
    }

    /// Why `customer` stands where they stand, or why they are not scored; `None` where there is no such customer.
    pub fn explain(&self, customer: usize) -> Option<Result<RfmExplanation, Unscored>> {
        let scores = match self.placement.get(customer)?.outcome() {
            Ok(scores) => scores,
            Err(reason) => return Some(Err(reason)),
        };
        let cuts = self.cuts?;
        let measure = |value: i64, score: u8, cuts: CutPoints| {
            let (above, up_to) = cuts.band(value);
            MeasureExplanation {
                value,
                score,
                above,
                up_to,
            }
        };
        let monetary = self.monetary[customer];
        let cell = scores.cell();
        Some(Ok(RfmExplanation {
            recency: measure(i64::from(self.recency_days[customer]), scores.recency(), cuts.recency),
            frequency: measure(i64::from(self.frequency[customer]), scores.frequency(), cuts.frequency),
            monetary: measure(monetary, scores.monetary(), cuts.monetary),
            cell,
            rule: cell.rule(),
            refunds_exceed_purchases: monetary < 0,
        }))
    }

    /// Totals per cell, in the order of [`Cell::ALL`]; cells without customers are there with zeros.
    pub fn cells(&self) -> [CellSummary; 11] {
        let mut cells = Cell::ALL.map(|cell| CellSummary {
            cell,
            customers: 0,
            purchases: 0,
            monetary: 0,
        });
        for ((placement, &frequency), &monetary) in self.placement.iter().zip(&self.frequency).zip(&self.monetary) {
            if let Some(cell) = placement.cell() {
                let summary = &mut cells[cell as usize];
                summary.customers += 1;
                summary.purchases += u64::from(frequency);
                summary.monetary += i128::from(monetary);
            }
        }
        cells
    }

    fn with_capacity(customers: usize) -> Self {
        Self {
            recency_days: Vec::with_capacity(customers),
            frequency: Vec::with_capacity(customers),
            monetary: Vec::with_capacity(customers),
            placement: Vec::with_capacity(customers),
            cuts: None,
            scored: 0,
            left_out: LeftOut::default(),
        }
    }

    /// Cuts and scores over everyone with a recency.
    fn score(&mut self) {
        let Self {
            recency_days,
            frequency,
            monetary,
            placement,
            ..
        } = self;
        self.scored = recency_days.iter().filter(|recency| **recency != NO_RECENCY).count();
        let mut values = vec![0; self.scored + 1];
        let recency = cuts_over(&mut values, recency_days, recency_days.iter().map(|days| i64::from(*days)));
        let frequency_cuts = cuts_over(&mut values, recency_days, frequency.iter().map(|count| i64::from(*count)));
        let monetary_cuts = cuts_over(&mut values, recency_days, monetary.iter().copied());
        self.cuts = recency
            .zip(frequency_cuts)
            .zip(monetary_cuts)
            .map(|((recency, frequency), monetary)| RfmCuts {
                recency,
                frequency,
                monetary,
            });

        let Some(cuts) = &self.cuts else { return };
        for (((placement, &recency), &count), &money) in placement.iter_mut().zip(&*recency_days).zip(&*frequency).zip(&*monetary) {
            if recency != NO_RECENCY {
                *placement = Placement::scored(cuts.scores(recency, count, money));
            }
        }
    }
}

/// Cut points over the values of those who have a recency. `scratch` has one place more than there are of them.
fn cuts_over(scratch: &mut [i64], recency_days: &[u32], values: impl Iterator<Item = i64>) -> Option<CutPoints> {
    // Every value is written and only a wanted one moves on, since who has a recency is hard to predict.
    let mut next = 0;
    for (value, &recency) in values.zip(recency_days) {
        scratch[next] = value;
        next += usize::from(recency != NO_RECENCY);
    }
    CutPoints::over(&scratch[..next])
}
