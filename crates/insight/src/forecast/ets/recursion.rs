//! The recursion of states and errors, forwards for the likelihood and backwards for its gradient.
//!
//! Additive and multiplicative errors lead to the same states: a share of the error is a share of the error. Only the likelihood differs,
//! by the sum of the logarithms of the expected values.

use super::{ErrorKind, EtsKind, Season, Trend};
use crate::special::ln;

/// Smoothing parameters.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Smoothing {
    /// Share of an error that goes to the level.
    pub alpha: f64,
    /// To the trend.
    pub beta: f64,
    /// To the season.
    pub gamma: f64,
    /// What is left of the trend at each step.
    pub phi: f64,
}

/// Level, trend and season.
#[derive(Debug, Clone, PartialEq)]
pub struct States {
    pub level: f64,
    pub trend: f64,
    /// One per place in the period; empty without season.
    pub season: Vec<f64>,
}

/// What is kept of each step for the way back.
#[derive(Debug, Clone, Copy, Default)]
struct Step {
    trend: f64,
    base: f64,
    season: f64,
    expected: f64,
    error: f64,
}

/// Memory for passes over series of one length.
#[derive(Debug, Clone, Default)]
pub struct Passes {
    steps: Vec<Step>,
    season: Vec<f64>,
    /// Gradient by the initial season, after [`Passes::backwards`].
    pub by_season: Vec<f64>,
}

/// Gradient by smoothing parameters and initial states; that by the season is in [`Passes`].
#[derive(Debug, Clone, Copy, Default)]
pub struct Slopes {
    pub alpha: f64,
    pub beta: f64,
    pub gamma: f64,
    pub phi: f64,
    pub level: f64,
    pub trend: f64,
}

impl Passes {
    /// Runs through the values and gives twice the negative concentrated log-likelihood, less constants, with the states at the end;
    /// `None` where the model is not defined.
    pub fn forwards(&mut self, kind: EtsKind, values: &[f64], by: Smoothing, start: &States) -> Option<(f64, States)> {
        let Smoothing { alpha, beta, gamma, phi } = by;
        let m = start.season.len().max(1);
        self.season.clear();
        self.season.extend_from_slice(&start.season);
        if self.season.is_empty() {
            self.season.push(0.0);
        }
        self.steps.resize(values.len(), Step::default());
        let (mut level, mut trend) = (start.level, start.trend);
        let (mut squares, mut product, mut logarithms) = (0.0, 1.0f64, 0.0);
        let is_relative = kind.error == ErrorKind::Multiplicative;
        let mut place = 0;
        for (value, step) in values.iter().zip(&mut self.steps) {
            let base = level + phi * trend;
            let season = self.season[place];
            let expected = match kind.season {
                Season::Multiplicative => base * season,
                // The season is zero where there is none.
                _ => base + season,
            };
            let error = value - expected;
            *step = Step {
                trend,
                base,
                season,
                expected,
                error,
            };
            let (to_level, to_season) = match kind.season {
                Season::Multiplicative if base <= 0.0 || season <= 0.0 => return None,
                Season::Multiplicative => (error / season, error / base),
                _ => (error, error),
            };
            level = base + alpha * to_level;
            trend = phi * trend + beta * to_level;
            if kind.season != Season::None {
                self.season[place] = season + gamma * to_season;
            }
            if is_relative {
                if expected <= 0.0 {
                    return None;
                }
                let share = error / expected;
                squares += share * share;
                // One logarithm for many factors.
                product *= expected;
                if !(1e-100..1e100).contains(&product) {
                    logarithms += ln(product);
                    product = 1.0;
                }
            } else {
                squares += error * error;
            }
            place = if place + 1 == m { 0 } else { place + 1 };
        }
        let n = values.len() as f64;
        // A series without any error has no greatest likelihood; the floor is far below what a series of numbers can show.
        let likelihood = n * ln(squares.max(1e-30)) + 2.0 * (logarithms + ln(product));
        let season = if start.season.is_empty() { Vec::new() } else { self.season.clone() };
        (likelihood.is_finite() && level.is_finite()).then_some((likelihood, States { level, trend, season }))
    }

    /// The gradient of what [`Passes::forwards`] gave just before.
    pub fn backwards(&mut self, kind: EtsKind, by: Smoothing, period: usize) -> Slopes {
        let Smoothing { alpha, beta, gamma, phi } = by;
        let m = period.max(1);
        let n = self.steps.len();
        let is_relative = kind.error == ErrorKind::Multiplicative;
        let squares: f64 = self
            .steps
            .iter()
            .map(|step| if is_relative { step.error / step.expected } else { step.error })
            .map(|error| error * error)
            .sum();
        let scale = 2.0 * n as f64 / squares.max(1e-30);
        let mut slopes = Slopes::default();
        let (mut level, mut trend) = (0.0, 0.0);
        self.by_season.clear();
        self.by_season.resize(m, 0.0);
        let mut place = n % m;
        for step in self.steps.iter().rev() {
            place = if place == 0 { m - 1 } else { place - 1 };
            let Step {
                trend: old_trend,
                base,
                season,
                expected,
                error,
            } = *step;
            let of_season = self.by_season[place];
            let to_level = if kind.season == Season::Multiplicative {
                error / season
            } else {
                error
            };
            slopes.alpha += level * to_level;
            slopes.beta += trend * to_level;
            slopes.phi += trend * old_trend;
            let through_level = alpha * level + beta * trend;
            let through_season = gamma * of_season;
            // The likelihood itself: by the error, and by the expected value where errors are shares of it.
            let (mut of_error, mut of_expected) = if is_relative {
                let share = error / expected;
                (scale * share / expected, 2.0 / expected - scale * share * share / expected)
            } else {
                (scale * error, 0.0)
            };
            let mut of_base = level;
            let mut new_season = of_season;
            match kind.season {
                Season::Multiplicative => {
                    slopes.gamma += of_season * error / base;
                    of_error += through_level / season + through_season / base;
                    new_season -= through_level * error / (season * season);
                    of_base -= through_season * error / (base * base);
                    of_expected -= of_error;
                    of_base += of_expected * season;
                    new_season += of_expected * base;
                }
                Season::Additive => {
                    slopes.gamma += of_season * error;
                    of_error += through_level + through_season;
                    of_expected -= of_error;
                    of_base += of_expected;
                    new_season += of_expected;
                }
                Season::None => {
                    of_error += through_level;
                    of_expected -= of_error;
                    of_base += of_expected;
                }
            }
            self.by_season[place] = new_season;
            slopes.phi += of_base * old_trend;
            trend = phi * trend + phi * of_base;
            level = of_base;
        }
        slopes.level = level;
        slopes.trend = trend;
        slopes
    }

    /// Squared errors of the last pass (as shares where they are multiplicative), summed.
    pub fn sum_of_squares(&self, kind: EtsKind) -> f64 {
        let errors = self.steps.iter().map(|step| match kind.error {
            ErrorKind::Multiplicative => step.error / step.expected,
            ErrorKind::Additive => step.error,
        });
        errors.map(|error| error * error).sum()
    }
}

/// Expected values after the end.
pub fn ahead(kind: EtsKind, by: Smoothing, end: &States, n: usize, horizon: usize) -> Vec<f64> {
    let m = end.season.len().max(1);
    let (mut sum, mut factor) = (0.0, 1.0);
    (0..horizon)
        .map(|step| {
            if kind.trend != Trend::None {
                factor *= by.phi;
                sum += factor;
            }
            let base = end.level + sum * end.trend;
            match kind.season {
                Season::None => base,
                Season::Additive => base + end.season[(n + step) % m],
                Season::Multiplicative => base * end.season[(n + step) % m],
            }
        })
        .collect()
}

/// By what the variance of the error grows with each step ahead: 1 + Σ cⱼ² (Hyndman et al. 2008, table 6.1). For multiplicative models the
/// same weights are a first-order approximation, on shares.
pub fn variance_ahead(kind: EtsKind, by: Smoothing, period: usize, horizon: usize) -> Vec<f64> {
    let (mut sum, mut factor, mut trends) = (1.0, 1.0, 0.0);
    (0..horizon)
        .map(|step| {
            if step > 0 {
                if kind.trend != Trend::None {
                    trends += factor;
                    factor *= by.phi;
                }
                let season = if kind.season != Season::None && step.is_multiple_of(period) {
                    by.gamma
                } else {
                    0.0
                };
                let weight = by.alpha + by.beta * trends + season;
                sum += weight * weight;
            }
            sum
        })
        .collect()
}
