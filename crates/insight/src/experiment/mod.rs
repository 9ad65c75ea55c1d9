//! Did it make a difference? Two groups compared by a proportion or a mean, and many comparisons at once.
//!
//! Shapes and units: counts of people and of successes, or slices of measurements; differences are *treatment − control* in the unit of
//! the measurement. Intervals are two-sided at the confidence asked for. Everything that cannot be said is an [`ExperimentError`].

mod assignment;
mod error;
mod means;
mod multiple;
mod proportions;
#[cfg(test)]
mod tests;

pub use assignment::halves;
pub use error::ExperimentError;
pub use means::{Moments, difference_of_means, mean_interval};
pub use multiple::adjusted_p_values;
pub use proportions::{Proportion, difference_of_proportions, wilson_interval};

/// What came of comparing a treatment with a control.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Difference {
    /// Treatment − control.
    pub difference: f64,
    /// Limits of the difference.
    pub interval: (f64, f64),
    /// The probability of a difference at least as great if there is none, two-sided.
    pub p_value: f64,
}

/// Checks a confidence and gives the normal value of its upper limit.
fn normal_limit(confidence: f64) -> Result<f64, ExperimentError> {
    if confidence > 0.0 && confidence < 1.0 {
        Ok(crate::special::normal_quantile(0.5 + 0.5 * confidence))
    } else {
        Err(ExperimentError::Confidence { confidence })
    }
}
