//! Means: Welch's t-test and interval for unequal variances (Welch 1947), on sums that are taken in one pass (Welford 1962).

use super::{Difference, ExperimentError};
use crate::special::{student_t_quantile, student_t_two_sided};

/// Number, mean and sum of squared deviations of measurements.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moments {
    /// How many.
    pub n: u64,
    /// Their mean; 0 of none.
    pub mean: f64,
    /// Sum of squared deviations from the mean.
    pub squares: f64,
}

impl Moments {
    /// Of a slice of measurements.
    #[must_use]
    pub fn of(values: &[f64]) -> Self {
        values.iter().fold(Self::default(), |mut moments, value| {
            moments.add(*value);
            moments
        })
    }

    /// Adds a measurement.
    pub fn add(&mut self, value: f64) {
        self.n += 1;
        let from_old = value - self.mean;
        self.mean += from_old / self.n as f64;
        self.squares += from_old * (value - self.mean);
    }

    /// The squared standard error of the mean.
    fn squared_error(&self) -> Result<f64, ExperimentError> {
        if self.n < 2 {
            return Err(ExperimentError::TooFew { found: self.n, least: 2 });
        }
        let n = self.n as f64;
        let squared = self.squares / (n - 1.0) / n;
        if self.mean.is_finite() && squared.is_finite() {
            Ok(squared)
        } else {
            Err(ExperimentError::NotFinite)
        }
    }
}

/// Limits of a mean by Student's t.
///
/// # Errors
/// [`ExperimentError::TooFew`] below two measurements; [`ExperimentError::NotFinite`]; [`ExperimentError::Confidence`].
pub fn mean_interval(moments: &Moments, confidence: f64) -> Result<(f64, f64), ExperimentError> {
    let error = moments.squared_error()?.sqrt();
    let half = t_limit(confidence, moments.n as f64 - 1.0)? * error;
    Ok((moments.mean - half, moments.mean + half))
}

/// Compares two means.
///
/// # Errors
/// As [`mean_interval`], and [`ExperimentError::NoSpread`].
pub fn difference_of_means(treatment: &Moments, control: &Moments, confidence: f64) -> Result<Difference, ExperimentError> {
    let (a, b) = (treatment.squared_error()?, control.squared_error()?);
    let difference = treatment.mean - control.mean;
    let squared = a + b;
    if squared <= 0.0 {
        return Err(ExperimentError::NoSpread);
    }
    // Shares instead of squares of squares, which could be too small or too great for a number.
    let (a, b) = (a / squared, b / squared);
    let degrees = 1.0 / (a * a / (treatment.n as f64 - 1.0) + b * b / (control.n as f64 - 1.0));
    let half = t_limit(confidence, degrees)? * squared.sqrt();
    if !(difference.is_finite() && half.is_finite()) {
        return Err(ExperimentError::NotFinite);
    }
    Ok(Difference {
        difference,
        interval: (difference - half, difference + half),
        p_value: student_t_two_sided(difference / squared.sqrt(), degrees),
    })
}

fn t_limit(confidence: f64, degrees: f64) -> Result<f64, ExperimentError> {
    if confidence > 0.0 && confidence < 1.0 {
        Ok(student_t_quantile(0.5 + 0.5 * confidence, degrees))
    } else {
        Err(ExperimentError::Confidence { confidence })
    }
}
