//! How many of the deals that reached a stage were won: the chance of a deal, from history.
//!
//! Method: every closed deal counts once for every stage it was ever in; the rate is
//! (won + 1) / (closed + 2), Laplace's rule of succession, so that three wins of three do not promise a
//! fourth. Open deals have no outcome yet and do not count. The 95 % interval is Wilson's (1927), which stays
//! within 0 and 1 for small samples. Below [`ENOUGH_CLOSED`] closed deals [`StageRates::probability`] keeps to
//! the probability that people gave the stage.
//!
//! ```
//! use insight::stage_rates::{Outcome, StageVisits, stage_rates};
//!
//! // Deal 0 went through stages 0 and 1 and was won, deal 1 was lost in stage 0.
//! let visits = StageVisits { deal_of: &[0, 0, 1], stage_of: &[0, 1, 0] };
//! let rates = stage_rates(2, &[Outcome::Won, Outcome::Lost], visits)?;
//! assert_eq!((rates.stage(0).won, rates.stage(0).closed, rates.stage(0).rate()), (1, 2, 0.5));
//! assert_eq!(rates.stage(1).rate(), 2.0 / 3.0);
//! # Ok::<(), insight::stage_rates::StageRatesError>(())
//! ```

#[cfg(test)]
mod tests;

use std::error::Error;
use std::fmt;

/// The stage of a visit whose stage is gone.
pub const NO_STAGE: u32 = u32::MAX;
/// Closed deals from which on a stage's history is believed over the probability people gave it.
pub const ENOUGH_CLOSED: u32 = 20;
/// Standard normal quantile of a 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// How a deal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Not decided yet.
    Open,
    /// Won.
    Won,
    /// Lost.
    Lost,
}

/// Which deal was in which stage, as columns of one length: the stage log. Being in a stage twice counts once.
#[derive(Debug, Clone, Copy)]
pub struct StageVisits<'a> {
    /// The deal of each visit, a position in the outcomes.
    pub deal_of: &'a [u32],
    /// The stage of each visit, below the number of stages, or [`NO_STAGE`].
    pub stage_of: &'a [u32],
}

/// What makes a stage log unusable as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageRatesError {
    /// The columns differ in length.
    Columns {
        /// Length of `deal_of`.
        deals: usize,
        /// Length of `stage_of`.
        stages: usize,
    },
    /// A visit names a deal that does not exist.
    UnknownDeal {
        /// The visit.
        row: usize,
        /// The deal it names.
        deal: u32,
        /// Number of deals there are.
        deals: usize,
    },
    /// A visit names a stage that is neither below the number of stages nor [`NO_STAGE`].
    UnknownStage {
        /// The visit.
        row: usize,
        /// The stage it names.
        stage: u32,
        /// Number of stages there are.
        stages: usize,
    },
}

impl fmt::Display for StageRatesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns { deals, stages } => {
                write!(f, "stage log columns differ in length: {deals} deals, {stages} stages")
            }
            Self::UnknownDeal { row, deal, deals } => write!(f, "stage log row {row} names deal {deal} of {deals}"),
            Self::UnknownStage { row, stage, stages } => {
                write!(f, "stage log row {row} names stage {stage} of {stages}")
            }
        }
    }
}

impl Error for StageRatesError {}

/// Closed deals of one stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StageRate {
    /// Deals that were in the stage and are won or lost.
    pub closed: u32,
    /// Those that are won.
    pub won: u32,
}

impl StageRate {
    /// (won + 1) / (closed + 2), strictly between 0 and 1; a half where nothing is known.
    pub fn rate(self) -> f64 {
        (f64::from(self.won) + 1.0) / (f64::from(self.closed) + 2.0)
    }

    /// Wilson's 95 % interval of the share won, within 0 and 1; all of it where nothing is known.
    pub fn interval(self) -> (f64, f64) {
        if self.closed == 0 {
            return (0.0, 1.0);
        }
        let n = f64::from(self.closed);
        let share = f64::from(self.won) / n;
        let centre = share + Z * Z / (2.0 * n);
        let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        let scale = 1.0 + Z * Z / n;
        (((centre - half) / scale).max(0.0), ((centre + half) / scale).min(1.0))
    }
}

/// The chance of a deal and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DealProbability {
    /// The chance, 0 to 1.
    pub value: f64,
    /// Its source.
    pub basis: ProbabilityBasis,
}

/// Where the chance of a deal comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProbabilityBasis {
    /// The closed deals of its stage.
    History(StageRate),
    /// What people gave the stage, since the stage has too few closed deals.
    StageDefault {
        /// What there is.
        known: StageRate,
        /// Closed deals it takes.
        needed: u32,
    },
}

/// The history of every stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageRates {
    stages: Vec<StageRate>,
    /// Visits of [`NO_STAGE`], which were left out.
    pub visits_left_out: u32,
}

impl StageRates {
    /// The history of `stage`; an empty one for a stage that does not exist.
    pub fn stage(&self, stage: usize) -> StageRate {
        self.stages.get(stage).copied().unwrap_or_default()
    }

    /// Number of stages.
    pub fn stages(&self) -> usize {
        self.stages.len()
    }

    /// The chance of an open deal in `stage`: its history where enough deals are closed, else `stage_default`, held
    /// within 0 and 1 (not a number is 0).
    pub fn probability(&self, stage: usize, stage_default: f64) -> DealProbability {
        let known = self.stage(stage);
        if known.closed >= ENOUGH_CLOSED {
            return DealProbability {
                value: known.rate(),
                basis: ProbabilityBasis::History(known),
            };
        }
        let value = if stage_default.is_nan() {
            0.0
        } else {
            stage_default.clamp(0.0, 1.0)
        };
        DealProbability {
            value,
            basis: ProbabilityBasis::StageDefault {
                known,
                needed: ENOUGH_CLOSED,
            },
        }
    }
}

/// The history of `stages` stages from the outcome of every deal and the stages each was in.
///
/// # Errors
/// Columns of different lengths, numbers of deals or stages that do not exist.
pub fn stage_rates(stages: usize, outcomes: &[Outcome], visits: StageVisits<'_>) -> Result<StageRates, StageRatesError> {
    let StageVisits { deal_of, stage_of } = visits;
    if deal_of.len() != stage_of.len() {
        return Err(StageRatesError::Columns {
            deals: deal_of.len(),
            stages: stage_of.len(),
        });
    }
    let mut rates = StageRates {
        stages: vec![StageRate::default(); stages],
        visits_left_out: 0,
    };
    let mut closed_visits = Vec::with_capacity(deal_of.len());
    for (row, (&deal, &stage)) in deal_of.iter().zip(stage_of).enumerate() {
        let Some(&outcome) = outcomes.get(deal as usize) else {
            return Err(StageRatesError::UnknownDeal {
                row,
                deal,
                deals: outcomes.len(),
            });
        };
        if stage == NO_STAGE {
            rates.visits_left_out = rates.visits_left_out.saturating_add(1);
        } else if stage as usize >= stages {
            return Err(StageRatesError::UnknownStage { row, stage, stages });
        } else if outcome != Outcome::Open {
            closed_visits.push((deal, stage));
        }
    }
    closed_visits.sort_unstable();
    closed_visits.dedup();
    for (deal, stage) in closed_visits {
        let rate = &mut rates.stages[stage as usize];
        rate.closed += 1;
        rate.won += u32::from(outcomes[deal as usize] == Outcome::Won);
    }
    Ok(rates)
}
