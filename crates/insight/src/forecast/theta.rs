//! The Theta method (Assimakopoulos & Nikolopoulos 2000): the mean of a straight line and of exponential smoothing on the series with its
//! curvature doubled, which is simple exponential smoothing with half the line's slope as drift (Hyndman & Billah 2003).
//!
//! Two things differ from the paper. The season that is taken out before counts the last periods most. And where all values are above
//! zero, the method is tried on logarithms too, and the scale is kept on which one-step errors are smaller: growth in proportion is no
//! straight line.

use super::ForecastError;
use super::decompose::{decompose, has_season};
use super::series::Ahead;
use crate::special::{exp, ln};

/// Forecasts a series that may have a season.
pub fn theta(values: &[f64], period: usize, horizon: usize) -> Result<Ahead, ForecastError> {
    let decomposed = has_season(values, period).then(|| decompose(values, period, true));
    let rest = decomposed.as_ref().map_or(values, |decomposed| &decomposed.rest);
    let plain = Theta::fit(rest)?;
    let (mut points, mut deviations) = (plain.ahead(horizon), plain.deviations(horizon));
    if rest.iter().all(|value| *value > 0.0) {
        let logarithms: Vec<f64> = rest.iter().map(|value| ln(*value)).collect();
        let in_proportion = Theta::fit(&logarithms)?;
        let expected: Vec<f64> = in_proportion.fitted.iter().map(|value| exp(*value)).collect();
        if squared_error(rest, &expected) < squared_error(rest, &plain.fitted) {
            points = in_proportion.ahead(horizon).into_iter().map(exp).collect();
            // A small share of the logarithm is that share of the value.
            deviations = in_proportion.deviations(horizon);
            deviations
                .iter_mut()
                .zip(&points)
                .for_each(|(deviation, point)| *deviation *= point);
        }
    }
    if let Some(decomposed) = decomposed {
        decomposed.put_back(&mut points);
        if decomposed.is_factor {
            let seasons = (0..horizon).map(|step| decomposed.season[(values.len() + step) % period]);
            deviations
                .iter_mut()
                .zip(seasons)
                .for_each(|(deviation, season)| *deviation *= season);
        }
    }
    Ok(Ahead { points, deviations })
}

fn squared_error(values: &[f64], expected: &[f64]) -> f64 {
    values
        .iter()
        .zip(expected)
        .map(|(value, expected)| (value - expected) * (value - expected))
        .sum()
}

/// A fitted model of a series without season.
struct Theta {
    alpha: f64,
    /// Level of the doubled line at the end.
    level: f64,
    intercept: f64,
    slope: f64,
    n: usize,
    /// One-step expectations within the series.
    fitted: Vec<f64>,
    /// Variance of the one-step errors.
    variance: f64,
}

const LEAST: usize = 4;

impl Theta {
    fn fit(values: &[f64]) -> Result<Self, ForecastError> {
        let n = values.len();
        if n < LEAST {
            return Err(ForecastError::TooShort { found: n, least: LEAST });
        }
        let middle = (n - 1) as f64 / 2.0;
        let mean = values.iter().sum::<f64>() / n as f64;
        let spread: f64 = (0..n).map(|place| (place as f64 - middle) * (place as f64 - middle)).sum();
        let slope = values
            .iter()
            .enumerate()
            .map(|(place, value)| (place as f64 - middle) * (value - mean))
            .sum::<f64>()
            / spread;
        let intercept = mean - slope * middle;
        let doubled: Vec<f64> = values
            .iter()
            .enumerate()
            .map(|(place, value)| 2.0 * value - (intercept + slope * place as f64))
            .collect();
        let alpha = best_alpha(&doubled);
        let mut level = doubled[0];
        let mut squares = 0.0;
        let mut fitted = Vec::with_capacity(n);
        for (place, value) in doubled.iter().enumerate() {
            let expected = 0.5 * (intercept + slope * place as f64) + 0.5 * level;
            fitted.push(expected);
            squares += (values[place] - expected) * (values[place] - expected);
            level += alpha * (value - level);
        }
        Ok(Self {
            alpha,
            level,
            intercept,
            slope,
            n,
            fitted,
            variance: squares / (n - 2) as f64,
        })
    }

    fn ahead(&self, horizon: usize) -> Vec<f64> {
        let line = |step: usize| self.intercept + self.slope * (self.n + step) as f64;
        (0..horizon).map(|step| 0.5 * line(step) + 0.5 * self.level).collect()
    }

    fn deviations(&self, horizon: usize) -> Vec<f64> {
        (0..horizon)
            .map(|step| (self.variance * (1.0 + step as f64 * self.alpha * self.alpha)).sqrt())
            .collect()
    }
}

/// The share of an error that makes the sum of squared one-step errors least: a coarse look, then golden section.
fn best_alpha(values: &[f64]) -> f64 {
    let squares = |alpha: f64| {
        let (mut level, mut sum) = (values[0], 0.0);
        for value in &values[1..] {
            let error = value - level;
            sum += error * error;
            level += alpha * error;
        }
        sum
    };
    const STEP: f64 = 0.1;
    let coarse = (0..=9).map(|step| 0.05 + STEP * f64::from(step));
    let best = coarse.min_by(|a, b| squares(*a).total_cmp(&squares(*b))).unwrap_or(0.5);
    let (mut low, mut high) = ((best - STEP).max(0.01), (best + STEP).min(0.99));
    const GOLDEN: f64 = 0.618_033_988_749_895;
    let (mut a, mut b) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
    let (mut of_a, mut of_b) = (squares(a), squares(b));
    for _ in 0..18 {
        if of_a < of_b {
            (high, b, of_b) = (b, a, of_a);
            a = high - GOLDEN * (high - low);
            of_a = squares(a);
        } else {
            (low, a, of_a) = (a, b, of_b);
            b = low + GOLDEN * (high - low);
            of_b = squares(b);
        }
    }
    0.5 * (low + high)
}
