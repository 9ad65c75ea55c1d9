//! Scores into probabilities: Platt's sigmoid (1999), fitted on scores of records that were not trained on.
//!
//! Two numbers, so it holds for few records; it keeps the order of scores, so no ranking changes.

use crate::special::{exp_held, ln, logistic};
use serde::{Deserialize, Serialize};

/// Probability = logistic(slope · score + offset).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Platt {
    /// Above 0.
    pub slope: f64,
    /// Shift of the log-odds.
    pub offset: f64,
}

/// The slope is held above this, so that the order of scores is kept even where they turned out worthless.
const LEAST_SLOPE: f64 = 0.02;

impl Platt {
    /// Newton's method with halved steps on the logistic loss, with Platt's targets (n₊ + 1) / (n₊ + 2) and 1 / (n₋ + 2) instead
    /// of 1 and 0, as Lin, Lin & Weng (2007) recommend.
    pub(super) fn fit(scores: &[f64], outcomes: &[bool]) -> Self {
        let positives = outcomes.iter().filter(|outcome| **outcome).count() as f64;
        let negatives = outcomes.len() as f64 - positives;
        let (high, low) = ((positives + 1.0) / (positives + 2.0), 1.0 / (negatives + 2.0));
        let target = |outcome: bool| if outcome { high } else { low };
        let loss = |platt: Self| -> f64 {
            let records = scores.iter().zip(outcomes);
            records
                .map(|(score, &outcome)| {
                    let eta = platt.slope * score + platt.offset;
                    eta.max(0.0) + ln(1.0 + exp_held(-eta.abs())) - target(outcome) * eta
                })
                .sum()
        };
        let mut platt = Self { slope: 1.0, offset: 0.0 };
        let mut current = loss(platt);
        for _ in 0..50 {
            let (mut by_slope, mut by_offset) = (0.0, 0.0);
            let (mut slope_slope, mut slope_offset, mut offset_offset) = (1e-10, 0.0, 1e-10);
            for (score, &outcome) in scores.iter().zip(outcomes) {
                let probability = platt.probability(*score);
                let rest = probability - target(outcome);
                let curvature = probability * (1.0 - probability);
                by_slope += rest * score;
                by_offset += rest;
                slope_slope += curvature * score * score;
                slope_offset += curvature * score;
                offset_offset += curvature;
            }
            let determinant = slope_slope * offset_offset - slope_offset * slope_offset;
            if determinant <= 0.0 || by_slope.abs().max(by_offset.abs()) < 1e-8 * outcomes.len() as f64 {
                break;
            }
            let step_slope = -(offset_offset * by_slope - slope_offset * by_offset) / determinant;
            let step_offset = -(slope_slope * by_offset - slope_offset * by_slope) / determinant;
            let mut length = 1.0;
            let better = loop {
                let trial = Self {
                    slope: platt.slope + length * step_slope,
                    offset: platt.offset + length * step_offset,
                };
                let lower = loss(trial);
                if lower < current {
                    break Some((trial, lower));
                }
                length *= 0.5;
                if length < 1e-8 {
                    break None;
                }
            };
            match better {
                Some(better) => (platt, current) = better,
                None => break,
            }
        }
        Self {
            slope: platt.slope.max(LEAST_SLOPE),
            ..platt
        }
    }

    /// The probability of a score.
    pub fn probability(self, score: f64) -> f64 {
        logistic(self.slope * score + self.offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_that_are_too_sure_are_drawn_in() {
        // Log-odds of 3 and −3, right in three of four cases: the truth is ln 3.
        let scores: Vec<f64> = (0..4_000).map(|row| if row % 2 == 0 { 3.0 } else { -3.0 }).collect();
        let outcomes: Vec<bool> = (0..4_000).map(|row| (row % 2 == 0) != (row % 8 < 2)).collect();
        let platt = Platt::fit(&scores, &outcomes);
        assert!((platt.probability(3.0) - 0.75).abs() < 1e-3, "{platt:?}");
        assert!((platt.probability(-3.0) - 0.25).abs() < 1e-3, "{platt:?}");
    }

    #[test]
    fn order_is_kept_even_where_scores_are_worthless() {
        let platt = Platt::fit(&[1.0, 2.0, -1.0, -2.0], &[false, false, true, true]);
        assert!(platt.slope > 0.0);
        assert!(Platt::fit(&[], &[]).probability(1.0).is_finite());
        assert!(Platt::fit(&[5.0; 10], &[true; 10]).probability(5.0).is_finite());
    }
}
