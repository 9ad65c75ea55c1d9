//! What the open pipeline will bring within a horizon, by playing its history forward.
//!
//! Each open deal draws a past deal that was in the same stage and not shorter there, and shares its fate: won after so many more days,
//! or not. A stage without enough history draws from all stages. The sum over all deals, drawn many times, has a tenth, a half and nine
//! tenths of its draws below P10, P50 and P90. The seed makes every device draw the same.

use std::error::Error;
use std::fmt;

use crate::random::SplitMix64;

/// A deal that has ended: what it did after it entered a stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PastStay {
    /// The stage it entered.
    pub stage: u32,
    /// Days from entering the stage to the end of the deal.
    pub days_to_end: f64,
    /// Whether it was won.
    pub won: bool,
}

/// A deal that goes on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OpenDeal {
    /// The stage it is in.
    pub stage: u32,
    /// Days since it entered it.
    pub days: f64,
    /// What it is worth, in minor units.
    pub amount: f64,
}

/// What the pipeline will bring.
#[derive(Debug, Clone, PartialEq)]
pub struct PipelineForecast {
    /// Tenth, half and nine tenths of the draws lie below.
    pub p10: f64,
    /// See [`PipelineForecast::p10`].
    pub p50: f64,
    /// See [`PipelineForecast::p10`].
    pub p90: f64,
    /// Mean of the draws.
    pub mean: f64,
    /// Share of draws in which each deal was won within the horizon.
    pub won: Vec<f64>,
    /// Deals whose stage had too little history, so that they drew from all stages.
    pub from_all_stages: usize,
}

/// Why nothing can be played forward.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum PipelineError {
    /// Too few deals have ended.
    TooLittleHistory {
        /// Those that have.
        found: usize,
        /// The fewest.
        least: usize,
    },
    /// A past deal or an open one has times or an amount that cannot be.
    Impossible {
        /// Its place.
        place: usize,
        /// Whether it is an open deal.
        open: bool,
    },
    /// The horizon is negative or not finite, or nothing is to be drawn.
    Horizon,
}

impl fmt::Display for PipelineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLittleHistory { found, least } => write!(f, "{found} stays of deals that have ended are too few; {least} are needed"),
            Self::Impossible { place, open } => {
                let which = if *open { "open" } else { "past" };
                write!(f, "{which} deal {} has times or an amount that cannot be", place + 1)
            }
            Self::Horizon => write!(f, "the horizon is no time, or nothing is to be drawn"),
        }
    }
}

impl Error for PipelineError {}

/// Fewest past stays from which anything is drawn.
const LEAST: usize = 20;
/// Fewest past stays of a stage, not shorter than the deal's own, from which a deal draws.
const LEAST_OF_A_STAGE: usize = 5;

/// Plays the pipeline forward `draws` times over `horizon` days.
///
/// # Errors
/// [`PipelineError`].
pub fn pipeline(past: &[PastStay], open: &[OpenDeal], horizon: f64, draws: u32, seed: u64) -> Result<PipelineForecast, PipelineError> {
    if !(horizon >= 0.0 && horizon.is_finite()) || draws == 0 {
        return Err(PipelineError::Horizon);
    }
    let is_time = |days: f64| (0.0..=1e9).contains(&days);
    if let Some(place) = past.iter().position(|stay| !is_time(stay.days_to_end)) {
        return Err(PipelineError::Impossible { place, open: false });
    }
    if let Some(place) = open
        .iter()
        .position(|deal| !is_time(deal.days) || deal.amount.is_nan() || deal.amount.abs() > 1e18)
    {
        return Err(PipelineError::Impossible { place, open: true });
    }
    if past.len() < LEAST {
        return Err(PipelineError::TooLittleHistory {
            found: past.len(),
            least: LEAST,
        });
    }
    let mut sorted = past.to_vec();
    sorted.sort_by(|a, b| a.stage.cmp(&b.stage).then(a.days_to_end.total_cmp(&b.days_to_end)));
    let mut all = past.to_vec();
    all.sort_by(|a, b| a.days_to_end.total_cmp(&b.days_to_end));
    let mut from_all_stages = 0;
    let fates: Vec<&[PastStay]> = open
        .iter()
        .map(|deal| {
            let from = sorted.partition_point(|stay| (stay.stage, stay.days_to_end) < (deal.stage, deal.days));
            let to = sorted.partition_point(|stay| stay.stage <= deal.stage);
            if to - from >= LEAST_OF_A_STAGE {
                return &sorted[from..to];
            }
            from_all_stages += 1;
            let longer = all.partition_point(|stay| stay.days_to_end < deal.days);
            // Older than all history: the longest stays there were are the nearest.
            &all[longer.min(all.len() - LEAST_OF_A_STAGE)..]
        })
        .collect();
    let mut random = SplitMix64::new(seed);
    let mut sums = Vec::with_capacity(draws as usize);
    let mut won = vec![0u32; open.len()];
    for _ in 0..draws {
        let mut sum = 0.0;
        for ((deal, fates), won) in open.iter().zip(&fates).zip(&mut won) {
            let fate = fates[random.below(fates.len())];
            if fate.won && fate.days_to_end - deal.days <= horizon {
                sum += deal.amount;
                *won += 1;
            }
        }
        sums.push(sum);
    }
    sums.sort_unstable_by(f64::total_cmp);
    let quantile = |share: f64| sums[((sums.len() - 1) as f64 * share + 0.5) as usize];
    Ok(PipelineForecast {
        p10: quantile(0.1),
        p50: quantile(0.5),
        p90: quantile(0.9),
        mean: sums.iter().sum::<f64>() / f64::from(draws),
        won: won.into_iter().map(|won| f64::from(won) / f64::from(draws)).collect(),
        from_all_stages,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// In stage 0 every fourth deal is won, after 40 days; in stage 1 every second, after 10.
    fn history() -> Vec<PastStay> {
        (0..200)
            .map(|place| {
                let stage = place % 2;
                let one_in = if stage == 0 { 8 } else { 4 };
                PastStay {
                    stage,
                    days_to_end: if stage == 0 { 40.0 } else { 10.0 },
                    won: place % one_in < 2,
                }
            })
            .collect()
    }

    #[test]
    fn deals_share_the_fate_of_those_before() {
        let deals = vec![
            OpenDeal {
                stage: 1,
                days: 2.0,
                amount: 100.0
            };
            100
        ];
        let found = pipeline(&history(), &deals, 30.0, 2_000, 7).expect("enough history");
        assert!(
            (found.mean - 5_000.0).abs() < 50.0 && (found.p50 - 5_000.0).abs() <= 100.0,
            "{found:?}"
        );
        // Normal with a standard deviation of 500.
        assert!(
            (found.p10 - 4_359.0).abs() <= 150.0 && (found.p90 - 5_641.0).abs() <= 150.0,
            "{found:?}"
        );
        assert!(found.won.iter().all(|won| (0.4..0.6).contains(won)));
        let late = [OpenDeal {
            stage: 0,
            days: 2.0,
            amount: 100.0,
        }];
        assert_eq!(
            pipeline(&history(), &late, 30.0, 100, 7).expect("enough history").mean,
            0.0,
            "38 days are left"
        );
        assert_eq!(pipeline(&history(), &late, 40.0, 100, 7), pipeline(&history(), &late, 40.0, 100, 7));
    }

    #[test]
    fn what_cannot_be_played_forward_is_said() {
        let deal = OpenDeal {
            stage: 0,
            days: 0.0,
            amount: 1.0,
        };
        let few = PipelineError::TooLittleHistory { found: 19, least: 20 };
        assert_eq!(pipeline(&history()[..19], &[deal], 9.0, 9, 1), Err(few));
        assert_eq!(pipeline(&history(), &[deal], f64::NAN, 9, 1), Err(PipelineError::Horizon));
        let odd = OpenDeal {
            amount: f64::INFINITY,
            ..deal
        };
        assert_eq!(
            pipeline(&history(), &[deal, odd], 9.0, 9, 1),
            Err(PipelineError::Impossible { place: 1, open: true })
        );
        let empty = pipeline(&history(), &[], 9.0, 9, 1).expect("enough history");
        assert_eq!((empty.p10, empty.p90, empty.mean), (0.0, 0.0, 0.0));
        // A stage that nobody knows, and a deal older than all before it.
        let strange = [OpenDeal { stage: 9, ..deal }, OpenDeal { days: 1e6, ..deal }];
        assert_eq!(
            pipeline(&history(), &strange, 9.0, 9, 1).expect("enough history").from_all_stages,
            2
        );
    }

    proptest! {
        #[test]
        fn quantiles_are_in_order_and_longer_horizons_bring_no_less(
            deals in prop::collection::vec((0u32..3, 0.0f64..60.0, 0.0f64..1e6), 0..20), horizon in 0.0f64..60.0, seed in any::<u64>(),
        ) {
            let deals: Vec<OpenDeal> = deals.into_iter().map(|(stage, days, amount)| OpenDeal { stage, days, amount }).collect();
            let found = pipeline(&history(), &deals, horizon, 50, seed).expect("enough history");
            prop_assert!(found.p10 <= found.p50 && found.p50 <= found.p90);
            let longer = pipeline(&history(), &deals, horizon + 5.0, 50, seed).expect("enough history");
            prop_assert!(longer.mean >= found.mean);
        }
    }
}
