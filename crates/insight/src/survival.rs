//! How long customers stay: the curve of Kaplan & Meier (1958) with Greenwood's variance (1926).
//!
//! Times may be in any unit. A customer who is still there counts up to the time watched (right censoring). Limits are taken on
//! ln(−ln S), so that they stay between 0 and 1 (Kalbfleisch & Prentice 1980).

use std::error::Error;
use std::fmt;

use crate::special::{exp, ln, normal_quantile};

/// Why there is no curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SurvivalError {
    /// There is nobody.
    Empty,
    /// Times and ends differ in number.
    Columns {
        /// Times.
        times: usize,
        /// Ends.
        ended: usize,
    },
    /// A time is negative or not finite.
    Time {
        /// Place of the time.
        place: usize,
    },
    /// The confidence is not between 0 and 1.
    Confidence {
        /// The confidence.
        confidence: f64,
    },
}

impl fmt::Display for SurvivalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "there is nobody to watch"),
            Self::Columns { times, ended } => write!(f, "columns differ in length: {times} times, {ended} ends"),
            Self::Time { place } => write!(f, "time {} is negative or not finite", place + 1),
            Self::Confidence { confidence } => write!(f, "a confidence of {confidence} is not between 0 and 1"),
        }
    }
}

impl Error for SurvivalError {}

/// The curve from a time at which somebody left, up to the next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SurvivalPoint {
    /// The time.
    pub time: f64,
    /// Customers watched just before.
    pub at_risk: u64,
    /// Those who left then.
    pub left: u64,
    /// Share that stays longer.
    pub survival: f64,
    /// Limits of the share.
    pub interval: (f64, f64),
}

/// A curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Survival {
    /// One point per time at which somebody left, in order. Before the first, everybody stays.
    pub points: Vec<SurvivalPoint>,
    /// Longest time watched: beyond it nothing is known.
    pub longest: f64,
}

impl Survival {
    /// Draws the curve of customers watched for `times`, who then had left or not.
    ///
    /// # Errors
    /// [`SurvivalError`].
    pub fn of(times: &[f64], ended: &[bool], confidence: f64) -> Result<Self, SurvivalError> {
        if times.len() != ended.len() {
            return Err(SurvivalError::Columns {
                times: times.len(),
                ended: ended.len(),
            });
        }
        if times.is_empty() {
            return Err(SurvivalError::Empty);
        }
        if !(confidence > 0.0 && confidence < 1.0) {
            return Err(SurvivalError::Confidence { confidence });
        }
        if let Some(place) = times.iter().position(|time| !(0.0..=f64::MAX).contains(time)) {
            return Err(SurvivalError::Time { place });
        }
        let z = normal_quantile(0.5 + 0.5 * confidence);
        let mut order: Vec<(f64, bool)> = times.iter().copied().zip(ended.iter().copied()).collect();
        order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let (mut at_risk, mut survival, mut greenwood) = (order.len() as u64, 1.0, 0.0);
        let mut points = Vec::new();
        for alike in order.chunk_by(|a, b| a.0 == b.0) {
            let left = alike.iter().filter(|(_, ended)| *ended).count() as u64;
            if left > 0 {
                let (risk, leaving) = (at_risk as f64, left as f64);
                survival *= (risk - leaving) / risk;
                greenwood += leaving / (risk * (risk - leaving));
                points.push(SurvivalPoint {
                    time: alike[0].0,
                    at_risk,
                    left,
                    survival,
                    interval: limits(survival, greenwood, z),
                });
            }
            at_risk -= alike.len() as u64;
        }
        Ok(Self {
            points,
            longest: order[order.len() - 1].0,
        })
    }

    /// The share that stays longer than a time.
    #[must_use]
    pub fn at(&self, time: f64) -> f64 {
        let before = self.points.partition_point(|point| point.time <= time);
        before.checked_sub(1).map_or(1.0, |last| self.points[last].survival)
    }

    /// The time after which half have left; `None` where more than half stay as long as anybody was watched.
    #[must_use]
    pub fn median(&self) -> Option<f64> {
        self.points.iter().find(|point| point.survival <= 0.5).map(|point| point.time)
    }
}

fn limits(survival: f64, greenwood: f64, z: f64) -> (f64, f64) {
    if survival <= 0.0 {
        // Nobody is left, and the variance has no value.
        return (0.0, 0.0);
    }
    let logarithm = ln(survival);
    if logarithm == 0.0 {
        return (1.0, 1.0);
    }
    let half = z * greenwood.sqrt() / -logarithm;
    (exp(logarithm * exp(half)), exp(logarithm * exp(-half)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_curve_is_that_of_the_worked_example() {
        // Remission of 21 patients on 6-MP (Gehan 1965; Cox & Oakes 1984, table 1.1), a plus sign where it goes on.
        let times = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35].map(f64::from);
        let going_on = [3, 5, 7, 8, 11, 12, 13, 16, 17, 18, 19, 20];
        let mut ended = [true; 21];
        going_on.iter().for_each(|place| ended[*place] = false);
        let found = Survival::of(&times, &ended, 0.95).expect("21 patients");
        let shares: Vec<f64> = found.points.iter().map(|point| (point.survival * 1e4).round() / 1e4).collect();
        assert_eq!(shares, [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482]);
        assert_eq!(
            (found.median(), found.at(9.5), found.at(5.9), found.longest),
            (Some(23.0), found.at(7.0), 1.0, 35.0)
        );
        let (low, high) = found.points[0].interval;
        assert!((low - 0.6197).abs() < 1e-3 && (high - 0.9516).abs() < 1e-3, "{low} {high}");
    }

    #[test]
    fn what_gives_no_curve_is_said() {
        assert_eq!(Survival::of(&[], &[], 0.9), Err(SurvivalError::Empty));
        assert_eq!(Survival::of(&[1.0], &[], 0.9), Err(SurvivalError::Columns { times: 1, ended: 0 }));
        assert_eq!(Survival::of(&[1.0, -1.0], &[true; 2], 0.9), Err(SurvivalError::Time { place: 1 }));
        assert_eq!(Survival::of(&[f64::NAN], &[true], 0.9), Err(SurvivalError::Time { place: 0 }));
        assert_eq!(
            Survival::of(&[1.0], &[true], 1.0),
            Err(SurvivalError::Confidence { confidence: 1.0 })
        );
        let nobody_left = Survival::of(&[1.0, 2.0], &[false; 2], 0.9).expect("two customers");
        assert_eq!(
            (nobody_left.points.len(), nobody_left.median(), nobody_left.at(9.0)),
            (0, None, 1.0)
        );
        let all_left = Survival::of(&[3.0], &[true], 0.9).expect("one customer");
        assert_eq!((all_left.points[0].survival, all_left.points[0].interval), (0.0, (0.0, 0.0)));
    }

    proptest! {
        #[test]
        fn the_curve_falls_within_its_limits(rows in prop::collection::vec((0.0f64..100.0, any::<bool>()), 1..80)) {
            let (times, ended): (Vec<f64>, Vec<bool>) = rows.into_iter().unzip();
            let found = Survival::of(&times, &ended, 0.95).expect("times");
            prop_assert!(found.points.windows(2).all(|pair| pair[1].survival < pair[0].survival && pair[1].time > pair[0].time));
            for point in &found.points {
                let (low, high) = point.interval;
                prop_assert!(0.0 <= low && low <= point.survival && point.survival <= high && high <= 1.0, "{point:?}");
            }
        }
    }
}
