//! Proportions: Wilson's score interval (Wilson 1927), Newcombe's interval of a difference (Newcombe 1998, method 10) and the pooled
//! z-test.

use super::{Difference, ExperimentError, normal_limit};
use crate::special::normal_two_sided;

/// How many of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proportion {
    /// Those with the outcome.
    pub successes: u64,
    /// All.
    pub n: u64,
}

impl Proportion {
    /// The share, 0 to 1.
    ///
    /// # Errors
    /// [`ExperimentError::TooFew`] of nobody, [`ExperimentError::MoreSuccesses`].
    pub fn rate(self) -> Result<f64, ExperimentError> {
        match self {
            Self { n: 0, .. } => Err(ExperimentError::TooFew { found: 0, least: 1 }),
            Self { successes, n } if successes > n => Err(ExperimentError::MoreSuccesses { successes, n }),
            Self { successes, n } => Ok(successes as f64 / n as f64),
        }
    }
}

/// Limits of a proportion. They stay within 0 and 1, also when nobody or everybody has the outcome.
///
/// # Errors
/// As [`Proportion::rate`]; [`ExperimentError::Confidence`].
pub fn wilson_interval(proportion: Proportion, confidence: f64) -> Result<(f64, f64), ExperimentError> {
    let (rate, z) = (proportion.rate()?, normal_limit(confidence)?);
    let n = proportion.n as f64;
    let centre = rate + z * z / (2.0 * n);
    let half = z * (rate * (1.0 - rate) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    // At the ends the limit is the end itself; rounding would leave it a little beside.
    let low = if proportion.successes == 0 {
        0.0
    } else {
        ((centre - half) / scale).max(0.0)
    };
    let high = if proportion.successes == proportion.n {
        1.0
    } else {
        ((centre + half) / scale).min(1.0)
    };
    Ok((low, high))
}

/// Compares two proportions.
///
/// # Errors
/// As [`wilson_interval`].
pub fn difference_of_proportions(treatment: Proportion, control: Proportion, confidence: f64) -> Result<Difference, ExperimentError> {
    let (p, q) = (treatment.rate()?, control.rate()?);
    let ((p_low, p_high), (q_low, q_high)) = (wilson_interval(treatment, confidence)?, wilson_interval(control, confidence)?);
    let difference = p - q;
    let below = ((p - p_low) * (p - p_low) + (q_high - q) * (q_high - q)).sqrt();
    let above = ((p_high - p) * (p_high - p) + (q - q_low) * (q - q_low)).sqrt();
    let (n, m) = (treatment.n as f64, control.n as f64);
    let pooled = (treatment.successes as f64 + control.successes as f64) / (n + m);
    let variance = pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m);
    Ok(Difference {
        difference,
        interval: (difference - below, difference + above),
        // Where nobody or everybody has the outcome, the groups do not differ.
        p_value: if variance > 0.0 {
            normal_two_sided(difference / variance.sqrt())
        } else {
            1.0
        },
    })
}
