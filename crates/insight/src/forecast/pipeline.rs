//! What the open pipeline will bring, step by step, by playing its history forward.
//!
//! Each open deal draws a past deal that was in the same stage and not shorter there, and shares its fate: won after so many more days,
//! or not. A stage without enough history draws from all stages. Deals that go on count as what they are: they have lasted so long and
//! not ended, so their weight is handed on to those that lasted longer (the product-limit estimate of Kaplan & Meier 1958 in the form of
//! Efron 1967). Without them a growing book would know only its quick deals. The sum over all deals, drawn many times, has a tenth, a half and nine
//! tenths of its draws below P10, P50 and P90. The seed makes every device draw the same.

use std::error::Error;
use std::fmt;

use crate::random::SplitMix64;

/// What a deal did after it entered a stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PastStay {
    /// The stage it entered.
    pub stage: u32,
    /// Days from entering the stage to the end of the deal, or so far.
    pub days: f64,
    /// Whether it was won; `None` while it goes on.
    pub won: Option<bool>,
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

/// A sum over the draws, in the unit of the amounts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// Tenth, half and nine tenths of the draws lie below.
    pub p10: f64,
    /// See [`Outlook::p10`].
    pub p50: f64,
    /// See [`Outlook::p10`].
    pub p90: f64,
    /// Mean of the draws.
    pub mean: f64,
}

/// What the pipeline will bring.
#[derive(Debug, Clone, PartialEq)]
pub struct PipelineForecast {
    /// What is won within each step, not counting the steps before it.
    pub steps: Vec<Outlook>,
    /// What is won until the end of the last step.
    pub total: Outlook,
    /// Share of draws in which each deal was won until then.
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
    /// There is no step, a step ends before it starts or never, or nothing is to be drawn.
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
            Self::Horizon => write!(f, "the steps are no times in order, or nothing is to be drawn"),
        }
    }
}

impl Error for PipelineError {}

/// Fewest past stays from which anything is drawn.
const LEAST: usize = 20;
/// Fewest past stays of a stage, not shorter than the deal's own, from which a deal draws.
const LEAST_OF_A_STAGE: usize = 5;

/// Plays the pipeline forward `draws` times. `ends` are the ends of the steps in days from now, ascending.
///
/// # Errors
/// [`PipelineError`].
pub fn pipeline(past: &[PastStay], open: &[OpenDeal], ends: &[f64], draws: u32, seed: u64) -> Result<PipelineForecast, PipelineError> {
    let in_order = ends.iter().all(|end| *end >= 0.0 && end.is_finite()) && ends.is_sorted();
    if ends.is_empty() || !in_order || draws == 0 {
        return Err(PipelineError::Horizon);
    }
    let is_time = |days: f64| (0.0..=1e9).contains(&days);
    if let Some(place) = past.iter().position(|stay| !is_time(stay.days)) {
        return Err(PipelineError::Impossible { place, open: false });
    }
    if let Some(place) = open
        .iter()
        .position(|deal| !is_time(deal.days) || deal.amount.is_nan() || deal.amount.abs() > 1e18)
    {
        return Err(PipelineError::Impossible { place, open: true });
    }
    let ended = past.iter().filter(|stay| stay.won.is_some()).count();
    if ended < LEAST {
        return Err(PipelineError::TooLittleHistory {
            found: ended,
            least: LEAST,
        });
    }
    let mut sorted = past.to_vec();
    sorted.sort_by_key(|stay| stay.stage);
    let by_stage: Vec<(u32, Fates)> = sorted
        .chunk_by(|one, other| one.stage == other.stage)
        .map(|stays| (stays[0].stage, Fates::of(stays)))
        .collect();
    let all = Fates::of(past);
    let mut from_all_stages = 0;
    let fates: Vec<(&Fates, f64)> = open
        .iter()
        .map(|deal| {
            let own = by_stage.binary_search_by_key(&deal.stage, |(stage, _)| *stage).ok();
            let own = own
                .map(|place| &by_stage[place].1)
                .filter(|fates| fates.longer(deal.days) >= LEAST_OF_A_STAGE);
            from_all_stages += usize::from(own.is_none());
            let fates = own.unwrap_or(&all);
            (fates, fates.passed(deal.days))
        })
        .collect();
    let mut random = SplitMix64::new(seed);
    // The sums of a step lie side by side, those over all steps behind the last one.
    let size = draws as usize;
    let mut sums = vec![0.0; size * (ends.len() + 1)];
    let mut won = vec![0u32; open.len()];
    for draw in 0..size {
        for ((deal, fates), won) in open.iter().zip(&fates).zip(&mut won) {
            let (fates, passed) = fates;
            let Some((days, true)) = fates.draw(passed + random.unit() * (1.0 - passed)) else {
                continue;
            };
            let step = ends.partition_point(|end| *end < days - deal.days);
            if step < ends.len() {
                sums[step * size + draw] += deal.amount;
                sums[ends.len() * size + draw] += deal.amount;
                *won += 1;
            }
        }
    }
    let mut outlooks: Vec<Outlook> = sums.chunks_mut(size).map(outlook).collect();
    let total = outlooks.pop().expect("the sums over all steps are the last chunk");
    Ok(PipelineForecast {
        steps: outlooks,
        total,
        won: won.into_iter().map(|won| f64::from(won) / f64::from(draws)).collect(),
        from_all_stages,
    })
}

/// Ends of deals with their weights.
struct Fates {
    /// Days to the end and whether it was a win, in order.
    ends: Vec<(f64, bool)>,
    /// Weight of an end and all before it; what is missing to 1 lasts longer than anything known.
    weights: Vec<f64>,
}

impl Fates {
    fn of(stays: &[PastStay]) -> Self {
        let mut stays = stays.to_vec();
        // Who goes on has outlasted those who ended on the same day.
        stays.sort_by(|a, b| a.days.total_cmp(&b.days).then(a.won.is_none().cmp(&b.won.is_none())));
        let mut fates = Self {
            ends: Vec::new(),
            weights: Vec::new(),
        };
        let mut lasting = 1.0;
        for (place, stay) in stays.iter().enumerate() {
            if let Some(won) = stay.won {
                lasting -= lasting / (stays.len() - place) as f64;
                fates.ends.push((stay.days, won));
                fates.weights.push(1.0 - lasting);
            }
        }
        fates
    }

    fn shorter(&self, days: f64) -> usize {
        self.ends.partition_point(|(end, _)| *end < days)
    }

    /// Ends that came no sooner.
    fn longer(&self, days: f64) -> usize {
        self.ends.len() - self.shorter(days)
    }

    /// Weight of the ends that came sooner.
    fn passed(&self, days: f64) -> f64 {
        self.shorter(days).checked_sub(1).map_or(0.0, |last| self.weights[last])
    }

    /// The end at a weight; none where it lasts longer than anything known.
    fn draw(&self, weight: f64) -> Option<(f64, bool)> {
        self.ends.get(self.weights.partition_point(|known| *known <= weight)).copied()
    }
}

fn outlook(sums: &mut [f64]) -> Outlook {
    let mean = sums.iter().sum::<f64>() / sums.len() as f64;
    sums.sort_unstable_by(f64::total_cmp);
    let quantile = |share: f64| sums[((sums.len() - 1) as f64 * share + 0.5) as usize];
    Outlook {
        p10: quantile(0.1),
        p50: quantile(0.5),
        p90: quantile(0.9),
        mean,
    }
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
                    days: if stage == 0 { 40.0 } else { 10.0 },
                    won: Some(place % one_in < 2),
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
        let found = pipeline(&history(), &deals, &[30.0], 2_000, 7).expect("enough history");
        assert_eq!(found.steps, vec![found.total], "one step is all there is");
        let (found, won) = (found.total, found.won);
        assert!(
            (found.mean - 5_000.0).abs() < 50.0 && (found.p50 - 5_000.0).abs() <= 100.0,
            "{found:?}"
        );
        // Normal with a standard deviation of 500.
        assert!(
            (found.p10 - 4_359.0).abs() <= 150.0 && (found.p90 - 5_641.0).abs() <= 150.0,
            "{found:?}"
        );
        assert!(won.iter().all(|won| (0.4..0.6).contains(won)));
        let late = [OpenDeal {
            stage: 0,
            days: 2.0,
            amount: 100.0,
        }];
        assert_eq!(
            pipeline(&history(), &late, &[30.0], 100, 7).expect("enough history").total.mean,
            0.0,
            "38 days are left"
        );
        let steps = pipeline(&history(), &late, &[10.0, 37.9, 40.0, 50.0], 100, 7).expect("enough history");
        assert_eq!(
            [0, 1, 3].map(|step| steps.steps[step].mean),
            [0.0; 3],
            "won on day 38 and on no other"
        );
        assert!(steps.steps[2].mean > 0.0 && steps.steps[2] == steps.total);
        assert_eq!(
            pipeline(&history(), &late, &[40.0], 100, 7),
            pipeline(&history(), &late, &[40.0], 100, 7)
        );
    }

    #[test]
    fn deals_that_go_on_make_the_rest_slower() {
        // A fifth ended after ten days, all won; the others have gone on for thirty.
        let stay = |days, won| PastStay { stage: 0, days, won };
        let mut past = vec![stay(10.0, Some(true)); 40];
        past.extend(vec![stay(30.0, None); 160]);
        let new = [OpenDeal {
            stage: 0,
            days: 0.0,
            amount: 1.0,
        }];
        let found = pipeline(&past, &new, &[20.0, 1_000.0], 10_000, 3).expect("enough history");
        assert!((found.steps[0].mean - 0.2).abs() < 0.02, "{found:?}");
        assert_eq!(found.steps[1].mean, 0.0, "nothing is known of what lasts longer");
        // One that has outlasted those that ended is like those that go on.
        let old = [OpenDeal { days: 11.0, ..new[0] }];
        assert_eq!(pipeline(&past, &old, &[20.0], 100, 3).expect("enough history").total.mean, 0.0);
    }

    #[test]
    fn what_cannot_be_played_forward_is_said() {
        let deal = OpenDeal {
            stage: 0,
            days: 0.0,
            amount: 1.0,
        };
        let few = PipelineError::TooLittleHistory { found: 19, least: 20 };
        assert_eq!(pipeline(&history()[..19], &[deal], &[9.0], 9, 1), Err(few));
        for ends in [&[][..], &[f64::NAN], &[-1.0], &[5.0, 4.0], &[f64::INFINITY]] {
            assert_eq!(pipeline(&history(), &[deal], ends, 9, 1), Err(PipelineError::Horizon));
        }
        let odd = OpenDeal {
            amount: f64::INFINITY,
            ..deal
        };
        assert_eq!(
            pipeline(&history(), &[deal, odd], &[9.0], 9, 1),
            Err(PipelineError::Impossible { place: 1, open: true })
        );
        let empty = pipeline(&history(), &[], &[9.0], 9, 1).expect("enough history").total;
        assert_eq!((empty.p10, empty.p90, empty.mean), (0.0, 0.0, 0.0));
        // A stage that nobody knows, and a deal older than all before it.
        let strange = [OpenDeal { stage: 9, ..deal }, OpenDeal { days: 1e6, ..deal }];
        assert_eq!(
            pipeline(&history(), &strange, &[9.0], 9, 1)
                .expect("enough history")
                .from_all_stages,
            2
        );
    }

    proptest! {
        #[test]
        fn quantiles_are_in_order_and_longer_horizons_bring_no_less(
            deals in prop::collection::vec((0u32..3, 0.0f64..60.0, 0.0f64..1e6), 0..20), horizon in 0.0f64..60.0, seed in any::<u64>(),
        ) {
            let deals: Vec<OpenDeal> = deals.into_iter().map(|(stage, days, amount)| OpenDeal { stage, days, amount }).collect();
            let found = pipeline(&history(), &deals, &[horizon / 2.0, horizon], 50, seed).expect("enough history");
            for step in found.steps.iter().chain([&found.total]) {
                prop_assert!(step.p10 <= step.p50 && step.p50 <= step.p90);
            }
            let by_steps: f64 = found.steps.iter().map(|step| step.mean).sum();
            prop_assert!((by_steps - found.total.mean).abs() <= 1e-9 * by_steps.max(1.0));
            let longer = pipeline(&history(), &deals, &[horizon + 5.0], 50, seed).expect("enough history");
            prop_assert!(longer.total.mean >= found.total.mean - 1e-9 * by_steps.max(1.0));
        }
    }
}
