//! How wrong forecasts were: the measures of the M competitions, and the rolling back-test that they are taken over.

use super::{ForecastError, Method, forecast};

/// Errors over a number of forecast values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Accuracy {
    /// Symmetric mean absolute percentage error, 0 to 200 (Makridakis & Hibon 2000). Where value and forecast are both 0, the error is 0.
    pub smape: f64,
    /// Mean absolute percentage error; `None` where a value is 0.
    pub mape: Option<f64>,
    /// Mean absolute error over that of the seasonal naive method within the series (Hyndman & Koehler 2006); `None` where that is 0.
    pub mase: Option<f64>,
    /// Root of the mean squared error.
    pub rmse: f64,
}

impl Accuracy {
    /// Compares what came with what was forecast from `history`. `None` where nothing came.
    #[must_use]
    pub fn of(history: &[f64], period: usize, actual: &[f64], points: &[f64]) -> Option<Self> {
        let n = actual.len().min(points.len());
        if n == 0 {
            return None;
        }
        let pairs = || actual.iter().zip(points);
        let mean = |sum: f64| sum / n as f64;
        let of_pair = |(actual, point): (&f64, &f64)| {
            let size = actual.abs() + point.abs();
            if size > 0.0 { 200.0 * (actual - point).abs() / size } else { 0.0 }
        };
        let absolute = mean(pairs().map(|(actual, point)| (actual - point).abs()).sum());
        let scale = naive_error(history, period);
        Some(Self {
            smape: mean(pairs().map(of_pair).sum()),
            mape: actual[..n]
                .iter()
                .all(|actual| *actual != 0.0)
                .then(|| mean(pairs().map(|(actual, point)| 100.0 * ((actual - point) / actual).abs()).sum())),
            mase: scale.filter(|scale| *scale > 0.0).map(|scale| absolute / scale),
            rmse: mean(pairs().map(|(actual, point)| (actual - point) * (actual - point)).sum()).sqrt(),
        })
    }
}

/// Mean absolute error of the seasonal naive method within a series, or of the naive one where it is not longer than a period.
fn naive_error(history: &[f64], period: usize) -> Option<f64> {
    let lag = if history.len() > period { period.max(1) } else { 1 };
    let n = history.len().checked_sub(lag).filter(|n| *n > 0)?;
    Some(
        history[lag..]
            .iter()
            .zip(history)
            .map(|(value, before)| (value - before).abs())
            .sum::<f64>()
            / n as f64,
    )
}

/// A method tried on the past of a series, from several origins.
#[derive(Debug, Clone, PartialEq)]
pub struct Backtest {
    /// Mean errors over the origins.
    pub accuracy: Accuracy,
    /// Share of what came that lay within the limits; `None` where there were none.
    pub within: Option<f64>,
    /// Origins tried.
    pub origins: usize,
}

/// Tries a method on the past: from each of the last `origins` possible origins, a forecast of `horizon` steps is compared with what came.
///
/// # Errors
/// [`ForecastError::TooShort`] where no origin has enough values before and `horizon` after it; else as [`forecast`].
pub fn backtest(
    values: &[f64],
    period: usize,
    horizon: usize,
    origins: usize,
    method: Method,
    confidence: f64,
) -> Result<Backtest, ForecastError> {
    let least = (2 * period.max(1)).max(4);
    let possible = (values.len() + 1).saturating_sub(least + horizon);
    let origins = origins.min(possible);
    if origins == 0 || horizon == 0 {
        return Err(ForecastError::TooShort {
            found: values.len(),
            least: least + horizon.max(1),
        });
    }
    let (mut each, mut within, mut limited) = (Vec::with_capacity(origins), 0u64, 0u64);
    for back in 0..origins {
        let origin = values.len() - horizon - back;
        let (history, actual) = (&values[..origin], &values[origin..origin + horizon]);
        let found = forecast(history, period, horizon, method, confidence)?;
        each.extend(Accuracy::of(history, period, actual, &found.points));
        for (actual, (low, high)) in actual.iter().zip(found.interval.unwrap_or_default()) {
            limited += 1;
            within += u64::from((low..=high).contains(actual));
        }
    }
    let mean = |of: &dyn Fn(&Accuracy) -> f64| each.iter().map(of).sum::<f64>() / each.len() as f64;
    let mean_of = |of: &dyn Fn(&Accuracy) -> Option<f64>| {
        let known: Vec<f64> = each.iter().filter_map(of).collect();
        (known.len() == each.len()).then(|| known.iter().sum::<f64>() / known.len() as f64)
    };
    Ok(Backtest {
        accuracy: Accuracy {
            smape: mean(&|accuracy| accuracy.smape),
            mape: mean_of(&|accuracy| accuracy.mape),
            mase: mean_of(&|accuracy| accuracy.mase),
            rmse: mean(&|accuracy| accuracy.rmse),
        },
        within: (limited > 0).then(|| within as f64 / limited as f64),
        origins,
    })
}
