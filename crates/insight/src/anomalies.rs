//! What is out of the ordinary in a series: residuals about level and season, measured against their own usual size.
//!
//! Level and season are taken out by medians, and the size of a residual is told as a robust z-score: 0.6745 × residual ÷ median absolute
//! residual (Iglewicz & Hoaglin 1993, who call more than 3.5 an outlier). So the values that stick out do not hide themselves.

use std::error::Error;
use std::fmt;

/// A score from here on is an outlier.
pub const OUTLIER: f64 = 3.5;

/// Fewest values.
const LEAST: usize = 8;

/// Why a series cannot be judged.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AnomalyError {
    /// Too few values to know the ordinary.
    TooShort {
        /// Values there are.
        found: usize,
        /// The fewest.
        least: usize,
    },
    /// A value is not finite, or too great to compute with.
    NotFinite {
        /// Place of the value.
        place: usize,
    },
}

impl fmt::Display for AnomalyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort { found, least } => write!(f, "{found} values are too few to know what is ordinary; {least} are needed"),
            Self::NotFinite { place } => write!(f, "value {} is missing or too great to compute with", place + 1),
        }
    }
}

impl Error for AnomalyError {}

/// A value with what was to be expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// What was to be expected.
    pub expected: f64,
    /// Robust z-score of what came; 0 where it is as expected, ±∞ never: where nothing ever varies, any difference is [`OUTLIER`] twice.
    pub score: f64,
}

impl Judged {
    /// Whether the value is out of the ordinary.
    #[must_use]
    pub fn is_outlier(&self) -> bool {
        self.score.abs() >= OUTLIER
    }
}

/// Judges every value of a series whose season returns after `period` values (1 for none).
///
/// # Errors
/// [`AnomalyError`].
pub fn anomalies(values: &[f64], period: usize) -> Result<Vec<Judged>, AnomalyError> {
    let least = LEAST.max(2 * period);
    if values.len() < least {
        return Err(AnomalyError::TooShort {
            found: values.len(),
            least,
        });
    }
    if let Some(place) = values.iter().position(|value| value.is_nan() || value.abs() > 1e300) {
        return Err(AnomalyError::NotFinite { place });
    }
    // Whole periods as far as an odd width allows, and enough values that one of them moves little.
    let width = if period.is_multiple_of(2) {
        2 * period.max(4) + 1
    } else {
        3 * period.max(3)
    };
    let level = running_medians(values, width);
    let mut seasons = vec![Vec::new(); period.max(1)];
    for (place, (value, level)) in values.iter().zip(&level).enumerate() {
        seasons[place % period.max(1)].push(value - level);
    }
    let seasons: Vec<f64> = seasons.iter_mut().map(|season| median(season)).collect();
    let season = |place: usize| if period > 1 { seasons[place % period] } else { 0.0 };
    let expected: Vec<f64> = (0..values.len()).map(|place| level[place] + season(place)).collect();
    let mut sizes: Vec<f64> = values
        .iter()
        .zip(&expected)
        .map(|(value, expected)| (value - expected).abs())
        .collect();
    let size: f64 = values.iter().map(|value| value.abs() / values.len() as f64).sum();
    // What is left of numbers that are equal but for rounding is no scatter.
    let usual = Some(median(&mut sizes)).filter(|usual| *usual > 1e-12 * size).unwrap_or(0.0);
    let is_dust = |residual: f64| residual.abs() <= 1e-12 * size;
    let score = |residual: f64| match () {
        () if is_dust(residual) => 0.0,
        () if usual > 0.0 => (0.6745 * (residual / usual)).clamp(-1e9, 1e9),
        () => 2.0 * OUTLIER * residual.signum(),
    };
    let judged = values.iter().zip(expected).map(|(value, expected)| Judged {
        expected,
        score: score(value - expected),
    });
    Ok(judged.collect())
}

/// Medians of windows about each place; at the ends the window stays whole, so that it still holds whole periods.
fn running_medians(values: &[f64], width: usize) -> Vec<f64> {
    let n = values.len();
    let width = width.min(n);
    (0..n)
        .map(|place| {
            let from = place.saturating_sub(width / 2).min(n - width);
            median(&mut values[from..from + width].to_vec())
        })
        .collect()
}

/// The median; the mean of the middle two. Of nothing, 0.
fn median(values: &mut [f64]) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    values.sort_unstable_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len().is_multiple_of(2) {
        0.5 * values[middle - 1] + 0.5 * values[middle]
    } else {
        values[middle]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weeks(n: usize) -> Vec<f64> {
        (0..n)
            .map(|day| 50.0 + 0.1 * day as f64 + [0.0, 2.0, 4.0, 3.0, 1.0, -8.0, -9.0][day % 7] + ((day * 37) % 11) as f64 * 0.1)
            .collect()
    }

    #[test]
    fn a_quiet_sunday_is_ordinary_and_a_quiet_tuesday_is_not() {
        let mut values = weeks(70);
        values[36] = values[34];
        let found = anomalies(&values, 7).expect("ten weeks");
        let strongest = (0..70).max_by(|a, b| found[*a].score.abs().total_cmp(&found[*b].score.abs()));
        assert_eq!(strongest, Some(36));
        assert!(found[36].score < -OUTLIER && found[34].score.abs() < OUTLIER);
    }

    #[test]
    fn where_nothing_varies_any_difference_sticks_out() {
        let mut values = [5.0; 20];
        assert!(
            anomalies(&values, 1)
                .expect("twenty values")
                .iter()
                .all(|judged| judged.score == 0.0)
        );
        values[7] = 6.0;
        let found = anomalies(&values, 1).expect("twenty values");
        assert_eq!((found[7].is_outlier(), found[8].score), (true, 0.0));
        assert_eq!(anomalies(&[1.0; 7], 1), Err(AnomalyError::TooShort { found: 7, least: 8 }));
        assert_eq!(anomalies(&[1.0; 20], 12), Err(AnomalyError::TooShort { found: 20, least: 24 }));
        values[3] = f64::NAN;
        assert_eq!(anomalies(&values, 1), Err(AnomalyError::NotFinite { place: 3 }));
    }

    proptest! {
        #[test]
        fn scores_are_finite_and_keep_under_scale_and_shift(
            values in prop::collection::vec(-1e3f64..1e3, 8..60), period in 1usize..4, power in -10i32..10, shift in -8i32..8,
        ) {
            let factor = 2.0f64.powi(power);
            let moved: Vec<f64> = values.iter().map(|value| value * factor + f64::from(shift) * factor).collect();
            let (found, plain) = (anomalies(&moved, period).expect("values"), anomalies(&values, period).expect("values"));
            for (a, b) in found.iter().zip(&plain) {
                prop_assert!(a.score.is_finite() && (a.score - b.score).abs() <= 1e-6 * b.score.abs().max(1.0));
            }
        }
    }
}
