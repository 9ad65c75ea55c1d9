//! One series forecast by a chosen method, in steps.

use super::ets::{EtsChoice, Model};
use super::theta::theta;
use super::{EtsKind, ForecastError};
use crate::minimise::Progress;
use crate::special::normal_quantile;

/// How to forecast.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// The mean of exponential smoothing and Theta.
    Auto,
    /// Exponential smoothing, chosen by AICc.
    Ets,
    /// Theta.
    Theta,
    /// The value one period ago.
    Naive,
}

/// What a forecast was made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Used {
    /// Exponential smoothing and Theta.
    Combined(EtsKind),
    /// Exponential smoothing.
    Ets(EtsKind),
    /// Theta.
    Theta,
    /// The value one period ago.
    SeasonalNaive,
    /// The last value.
    Naive,
    /// The value that all values are.
    Constant,
}

/// A forecast.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesForecast {
    /// Expected values.
    pub points: Vec<f64>,
    /// Limits at the confidence asked for; `None` where the series is too short to tell.
    pub interval: Option<Vec<(f64, f64)>>,
    /// What it was made with: less than asked for where the series does not allow it.
    pub used: Used,
}

/// Longest horizon.
const LONGEST: usize = 10_000;
/// Fewest values for exponential smoothing and Theta.
const LEAST: usize = 4;
/// Values beyond this could not be squared and summed.
const GREATEST: f64 = 1e140;

/// A forecast under way: make steps until it is done, then finish.
pub struct ForecastFit<'a> {
    values: &'a [f64],
    period: usize,
    horizon: usize,
    confidence: f64,
    plan: Plan<'a>,
}

enum Plan<'a> {
    Naive,
    Constant,
    Theta,
    Ets { choice: EtsChoice<'a>, and_theta: bool },
}

/// Expected values with the standard deviations about them.
pub(super) struct Ahead {
    pub(super) points: Vec<f64>,
    pub(super) deviations: Vec<f64>,
}

impl<'a> ForecastFit<'a> {
    /// Begins a forecast of `horizon` steps.
    ///
    /// # Errors
    /// [`ForecastError`]: no value, a value that is not finite, or no horizon.
    pub fn new(values: &'a [f64], period: usize, horizon: usize, method: Method, confidence: f64) -> Result<Self, ForecastError> {
        if !(confidence > 0.0 && confidence < 1.0) {
            return Err(ForecastError::Confidence { confidence });
        }
        if !(1..=LONGEST).contains(&horizon) {
            return Err(ForecastError::Horizon { horizon });
        }
        if values.is_empty() {
            return Err(ForecastError::TooShort { found: 0, least: 1 });
        }
        if let Some(place) = values.iter().position(|value| value.is_nan() || value.abs() > GREATEST) {
            return Err(ForecastError::NotFinite { place });
        }
        let plan = match method {
            _ if values.len() >= 2 && values.iter().all(|value| *value == values[0]) => Plan::Constant,
            _ if values.len() < LEAST => Plan::Naive,
            Method::Naive => Plan::Naive,
            Method::Theta => Plan::Theta,
            Method::Ets | Method::Auto => Plan::Ets {
                choice: EtsChoice::new(values, period),
                and_theta: method == Method::Auto,
            },
        };
        Ok(Self {
            values,
            period: period.max(1),
            horizon,
            confidence,
            plan,
        })
    }

    /// Makes one step: fits one member of a family.
    pub fn step(&mut self) -> Progress {
        match &mut self.plan {
            Plan::Ets { choice, .. } => choice.step(),
            _ => Progress::Done,
        }
    }

    /// Ends the forecast.
    ///
    /// # Errors
    /// [`ForecastError::NoFit`] where no member fits.
    pub fn finish(self) -> Result<SeriesForecast, ForecastError> {
        let Self {
            values,
            period,
            horizon,
            confidence,
            plan,
        } = self;
        let (ahead, used) = match plan {
            Plan::Constant => {
                let points = vec![values[0]; horizon];
                return Ok(SeriesForecast {
                    interval: Some(points.iter().map(|point| (*point, *point)).collect()),
                    points,
                    used: Used::Constant,
                });
            }
            Plan::Naive => return naive(values, period, horizon, confidence),
            Plan::Theta => (theta(values, period, horizon)?, Used::Theta),
            Plan::Ets { choice, and_theta } => {
                let Some(model) = choice.finish() else {
                    return with_limits(values, theta(values, period, horizon)?, confidence, Used::Theta);
                };
                if and_theta {
                    (combined(&model, values, period, horizon)?, Used::Combined(model.kind))
                } else {
                    (ets(&model, horizon), Used::Ets(model.kind))
                }
            }
        };
        with_limits(values, ahead, confidence, used)
    }
}

/// Forecasts a series in one go.
///
/// # Errors
/// As [`ForecastFit::new`] and [`ForecastFit::finish`].
pub fn forecast(values: &[f64], period: usize, horizon: usize, method: Method, confidence: f64) -> Result<SeriesForecast, ForecastError> {
    let mut fit = ForecastFit::new(values, period, horizon, method, confidence)?;
    while fit.step() == Progress::Going {}
    fit.finish()
}

/// Puts limits about expected values. Where no value is below zero, neither are they: counts and amounts sold never are.
fn with_limits(values: &[f64], ahead: Ahead, confidence: f64, used: Used) -> Result<SeriesForecast, ForecastError> {
    let z = normal_quantile(0.5 + 0.5 * confidence);
    let least = if values.iter().all(|value| *value >= 0.0) { 0.0 } else { f64::MIN };
    let limits: Vec<(f64, f64)> = ahead
        .points
        .iter()
        .zip(&ahead.deviations)
        .map(|(point, deviation)| ((point - z * deviation).max(least), (point + z * deviation).max(least)))
        .collect();
    let points: Vec<f64> = ahead.points.iter().map(|point| point.max(least)).collect();
    let is_finite = ahead.points.iter().chain(&ahead.deviations).all(|number| number.is_finite());
    if !is_finite {
        return Err(ForecastError::NoFit);
    }
    Ok(SeriesForecast {
        points,
        interval: Some(limits),
        used,
    })
}

fn ets(model: &Model, horizon: usize) -> Ahead {
    let points = model.ahead(horizon);
    Ahead {
        deviations: model.deviations(&points),
        points,
    }
}

/// The mean of both.
fn combined(model: &Model, values: &[f64], period: usize, horizon: usize) -> Result<Ahead, ForecastError> {
    let theta = theta(values, period, horizon)?;
    let ets = ets(model, horizon);
    let mean = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| 0.5 * (a + b)).collect();
    Ok(Ahead {
        points: mean(&ets.points, &theta.points),
        deviations: mean(&ets.deviations, &theta.deviations),
    })
}

/// The value one period ago, or the last one where no period is over.
fn naive(values: &[f64], period: usize, horizon: usize, confidence: f64) -> Result<SeriesForecast, ForecastError> {
    let n = values.len();
    let lag = if n >= period { period } else { 1 };
    let points: Vec<f64> = (0..horizon).map(|step| values[n - lag + step % lag]).collect();
    let used = if lag > 1 { Used::SeasonalNaive } else { Used::Naive };
    let errors = values[lag..].iter().zip(values).map(|(value, before)| value - before);
    let squares: f64 = errors.map(|error| error * error).sum();
    if n < lag + 2 {
        return Ok(SeriesForecast {
            points,
            interval: None,
            used,
        });
    }
    let variance = squares / (n - lag) as f64;
    let deviations = (0..horizon).map(|step| (variance * (1 + step / lag) as f64).sqrt()).collect();
    with_limits(values, Ahead { points, deviations }, confidence, used)
}
