//! The funnel: how many reached each stage, how many went on from it, and how long that took; and the velocity of the whole.
//!
//! A deal that is in a stage has passed all before it, whether anybody wrote that down or not. Velocity is
//! deals × win rate × mean value ÷ mean days, money per day.

use std::error::Error;
use std::fmt;

use crate::experiment::{Proportion, wilson_interval};

/// Why there is no funnel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FunnelError {
    /// Columns differ in length.
    Columns {
        /// Length of the first.
        first: usize,
        /// Length of the one that differs.
        other: usize,
    },
    /// A row names a stage or outcome that there is not, or an order of times that cannot be.
    Row {
        /// The row.
        row: usize,
    },
    /// There is no stage.
    NoStage,
}

impl fmt::Display for FunnelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns { first, other } => write!(f, "columns differ in length: {first} and {other}"),
            Self::Row { row } => write!(f, "row {row} names a stage that there is not"),
            Self::NoStage => write!(f, "there is no stage"),
        }
    }
}

impl Error for FunnelError {}

/// A stage of a funnel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FunnelStage {
    /// Those who reached it.
    pub reached: u64,
    /// Share of them that reached the next one, or won after the last; `None` of nobody.
    pub conversion: Option<f64>,
    /// Limits of the share at 95 %.
    pub interval: Option<(f64, f64)>,
    /// Those who ended here without winning.
    pub lost: u64,
    /// Those who are still here.
    pub open: u64,
}

/// Where each deal is: the furthest stage it reached (0 first), and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Still going on.
    Open,
    /// Won.
    Won,
    /// Lost.
    Lost,
}

/// Counts the funnel of so many stages.
///
/// # Errors
/// [`FunnelError`].
pub fn funnel(furthest: &[u32], standing: &[Standing], stages: usize) -> Result<Vec<FunnelStage>, FunnelError> {
    if furthest.len() != standing.len() {
        return Err(FunnelError::Columns {
            first: furthest.len(),
            other: standing.len(),
        });
    }
    if stages == 0 {
        return Err(FunnelError::NoStage);
    }
    let mut ended = vec![(0u64, 0u64); stages];
    let mut won = 0u64;
    for (row, (stage, standing)) in furthest.iter().zip(standing).enumerate() {
        let ended = ended.get_mut(*stage as usize).ok_or(FunnelError::Row { row })?;
        match standing {
            // Who won has passed all stages, also those that were skipped.
            Standing::Won => won += 1,
            Standing::Lost => ended.0 += 1,
            Standing::Open => ended.1 += 1,
        }
    }
    let mut found = Vec::with_capacity(stages);
    let mut next = won;
    for (lost, open) in ended.into_iter().rev() {
        let reached = next + lost + open;
        let proportion = Proportion {
            successes: next,
            n: reached,
        };
        found.push(FunnelStage {
            reached,
            conversion: proportion.rate().ok(),
            interval: wilson_interval(proportion, 0.95).ok(),
            lost,
            open,
        });
        next = reached;
    }
    found.reverse();
    Ok(found)
}

/// How fast a pipeline makes money.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Velocity {
    /// Deals that ended.
    pub ended: u64,
    /// Share of them that were won.
    pub win_rate: f64,
    /// Mean amount of those won, in minor units.
    pub mean_amount: f64,
    /// Mean days from beginning to winning.
    pub mean_days: f64,
    /// Money to expect per day of each open deal, in minor units.
    pub per_deal_and_day: f64,
}

/// Velocity of deals that ended: won or not, amount in minor units, days from beginning to end. `None` where none was won.
///
/// # Errors
/// [`FunnelError::Columns`]; [`FunnelError::Row`] for negative days.
pub fn velocity(won: &[bool], amount: &[i64], days: &[i32]) -> Result<Option<Velocity>, FunnelError> {
    for other in [amount.len(), days.len()] {
        if other != won.len() {
            return Err(FunnelError::Columns { first: won.len(), other });
        }
    }
    if let Some(row) = days.iter().position(|days| *days < 0) {
        return Err(FunnelError::Row { row });
    }
    let winners = || (0..won.len()).filter(|row| won[*row]);
    let count = winners().count() as f64;
    if count == 0.0 {
        return Ok(None);
    }
    let mean_amount = winners().map(|row| amount[row] as f64).sum::<f64>() / count;
    let mean_days = winners().map(|row| f64::from(days[row])).sum::<f64>() / count;
    let win_rate = count / won.len() as f64;
    Ok(Some(Velocity {
        ended: won.len() as u64,
        win_rate,
        mean_amount,
        mean_days,
        // What is won on the day it begins took a day.
        per_deal_and_day: win_rate * mean_amount / mean_days.max(1.0),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn stages_pass_on_what_they_do_not_lose() {
        use Standing::{Lost, Open, Won};
        let found = funnel(&[0, 0, 1, 1, 2, 2, 0], &[Lost, Open, Lost, Lost, Won, Lost, Won], 3).expect("three stages");
        assert_eq!(found.iter().map(|stage| stage.reached).collect::<Vec<_>>(), [7, 5, 3]);
        assert_eq!(
            found.iter().map(|stage| (stage.lost, stage.open)).collect::<Vec<_>>(),
            [(1, 1), (2, 0), (1, 0)]
        );
        assert_eq!((found[2].conversion, found[1].conversion), (Some(2.0 / 3.0), Some(0.6)));
        assert_eq!(funnel(&[3], &[Open], 3), Err(FunnelError::Row { row: 0 }));
        assert_eq!(funnel(&[], &[], 0), Err(FunnelError::NoStage));
        let nobody = funnel(&[], &[], 1).expect("one stage");
        assert_eq!((nobody[0].reached, nobody[0].conversion, nobody[0].interval), (0, None, None));
    }

    #[test]
    fn velocity_is_money_per_deal_and_day() {
        let found = velocity(&[true, false, true, false], &[300, 1, 100, 1], &[10, 2, 30, 2]).expect("columns");
        let found = found.expect("two won");
        assert_eq!(
            (found.win_rate, found.mean_amount, found.mean_days, found.per_deal_and_day),
            (0.5, 200.0, 20.0, 5.0)
        );
        assert_eq!(velocity(&[false], &[1], &[1]), Ok(None));
        assert_eq!(velocity(&[true], &[1], &[-1]), Err(FunnelError::Row { row: 0 }));
    }

    proptest! {
        #[test]
        fn a_funnel_only_narrows(rows in prop::collection::vec((0u32..5, 0usize..3), 0..100)) {
            let furthest: Vec<u32> = rows.iter().map(|row| row.0).collect();
            let standing: Vec<Standing> = rows.iter().map(|row| [Standing::Open, Standing::Won, Standing::Lost][row.1]).collect();
            let found = funnel(&furthest, &standing, 5).expect("five stages");
            prop_assert_eq!(found[0].reached as usize, rows.len());
            prop_assert!(found.windows(2).all(|pair| pair[1].reached <= pair[0].reached));
            prop_assert!(found.iter().filter_map(|stage| stage.conversion).all(|share| (0.0..=1.0).contains(&share)));
        }
    }
}
