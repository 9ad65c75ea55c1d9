//! `kith insight forecast`: one or many series, the last values held out and compared with the forecast.

mod series;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use insight::forecast::{Accuracy, ForecastError, Method, SeriesForecast, Used, forecast};
use serde::Serialize;

use self::series::Series;
use super::columns::Columns;
use super::report::{Rows, refuse, tell};
use crate::failure::Failure;

/// Forecasts of series, checked on their last values.
#[derive(Args)]
pub struct Forecast {
    /// A file with one row per value; or one row per series, with its values in several columns, or several of them in a cell.
    #[arg(long)]
    file: PathBuf,
    /// Column of the series, where there are several.
    #[arg(long)]
    series: Option<String>,
    /// Column of the value. Several with commas between them make a row a series.
    #[arg(long)]
    value: String,
    /// Column of the time, by which rows are put in order: days, months, quarters or numbers. Else they are in order.
    #[arg(long)]
    time: Option<String>,
    /// Values after which the season returns: 12 for months, 1 for no season.
    #[arg(long)]
    period: usize,
    /// Values to hold out and to forecast.
    #[arg(long)]
    horizon: usize,
    /// How to forecast.
    #[arg(long, value_enum, default_value_t = Choice::Auto)]
    method: Choice,
    /// Confidence of the intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Writes one row per forecast value to this file.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum Choice {
    Auto,
    Ets,
    Theta,
    Naive,
}

impl Choice {
    fn method(self) -> Method {
        match self {
            Choice::Auto => Method::Auto,
            Choice::Ets => Method::Ets,
            Choice::Theta => Method::Theta,
            Choice::Naive => Method::Naive,
        }
    }
}

#[derive(Serialize)]
struct Told {
    /// Mean over the series.
    #[serde(flatten)]
    all: Errors,
    mean: Errors,
    n_series: usize,
    forecast: usize,
    series: Vec<ToldSeries>,
}

#[derive(Serialize, Clone, Copy)]
struct Errors {
    smape: Option<f64>,
    mase: Option<f64>,
    mape: Option<f64>,
}

#[derive(Serialize)]
struct ToldSeries {
    series: String,
    n: usize,
    #[serde(skip_serializing_if = "is_zero")]
    interpolated: usize,
    /// Why there is no forecast.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    #[serde(flatten)]
    errors: Errors,
    forecasts: Vec<Point>,
}

#[derive(Serialize)]
struct Point {
    step: usize,
    forecast: f64,
    interval: Option<[f64; 2]>,
    actual: f64,
}

impl Forecast {
    /// Runs the command.
    ///
    /// # Errors
    /// When the file or a column is missing, cells cannot be read, or no series is long enough.
    pub fn run(self) -> Result<(), Failure> {
        if self.period == 0 || self.horizon == 0 {
            return Err(Failure::Unknown("--period and --horizon are 1 or more".to_owned()));
        }
        let mut columns = Columns::read(&self.file)?;
        let found = series::read(&mut columns, self.series.as_deref(), &self.value, self.time.as_deref())?;
        if found.is_empty() {
            refuse(columns.into_bad())?;
            return Err(Failure::TooLittle(format!("there is no value in “{}”", self.value)));
        }
        let mut told = Vec::with_capacity(found.len());
        for series in &found {
            told.push(self.one(series)?);
        }
        let forecast = told.iter().filter(|series| series.reason.is_none()).count();
        if let (0, Some(first)) = (forecast, told.first()) {
            refuse(columns.into_bad())?;
            let reason = first.reason.clone().unwrap_or_default();
            let told_why = format!("no series can be forecast; {}: {reason}", first.series);
            return Err(if told.iter().all(|series| series.n <= self.horizon) {
                Failure::TooLittle(told_why)
            } else {
                Failure::Data(told_why)
            });
        }
        if let Some(out) = &self.out {
            per_value(&told).write(out)?;
        }
        let mean = |of: fn(&Errors) -> Option<f64>| {
            let known: Vec<f64> = told.iter().filter_map(|series| of(&series.errors)).collect();
            (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
        };
        let mean = Errors {
            smape: mean(|errors| errors.smape),
            mase: mean(|errors| errors.mase),
            mape: mean(|errors| errors.mape),
        };
        let told = Told {
            all: mean,
            mean,
            n_series: told.len(),
            forecast,
            series: told,
        };
        tell(&told, self.json, words, columns.into_bad())
    }

    /// Forecasts the last values of a series from the others.
    fn one(&self, series: &Series) -> Result<ToldSeries, Failure> {
        let n = series.values.len();
        let mut told = ToldSeries {
            series: series.name.clone(),
            n,
            interpolated: series.interpolated,
            reason: None,
            method: None,
            errors: Errors {
                smape: None,
                mase: None,
                mape: None,
            },
            forecasts: Vec::new(),
        };
        let (history, actual) = series.values.split_at(n.saturating_sub(self.horizon));
        let found = match &series.problem {
            Some(problem) => Err(problem.clone()),
            None if history.is_empty() => Err(format!("the series has {n} values; a horizon of {} needs more", self.horizon)),
            None => match forecast(history, self.period, self.horizon, self.method.method(), self.confidence) {
                Ok(found) => Ok(found),
                Err(error @ (ForecastError::Confidence { .. } | ForecastError::Horizon { .. })) => {
                    return Err(Failure::Unknown(error.to_string()));
                }
                Err(error) => Err(error.to_string()),
            },
        };
        match found {
            Err(reason) => told.reason = Some(reason),
            Ok(SeriesForecast { points, interval, used }) => {
                told.method = Some(name(used));
                if let Some(accuracy) = Accuracy::of(history, self.period, actual, &points) {
                    told.errors = Errors {
                        smape: Some(accuracy.smape),
                        mase: accuracy.mase,
                        mape: accuracy.mape,
                    };
                }
                let limits = |step: usize| interval.as_ref().map(|interval| [interval[step].0, interval[step].1]);
                let each = points.iter().zip(actual).enumerate();
                told.forecasts = each
                    .map(|(step, (point, actual))| Point {
                        step: step + 1,
                        forecast: *point,
                        interval: limits(step),
                        actual: *actual,
                    })
                    .collect();
            }
        }
        Ok(told)
    }
}

fn name(used: Used) -> String {
    match used {
        Used::Combined(kind) => format!("mean of {} and Theta", kind.name()),
        Used::Ets(kind) => kind.name().to_owned(),
        Used::Theta => "Theta".to_owned(),
        Used::SeasonalNaive => "seasonal naive".to_owned(),
        Used::Naive => "naive".to_owned(),
        Used::Constant => "constant".to_owned(),
    }
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

fn per_value(told: &[ToldSeries]) -> Rows {
    let mut rows = Rows::new(&["series", "step", "forecast", "low", "high", "actual"]);
    for series in told {
        for point in &series.forecasts {
            let [low, high] = point.interval.unwrap_or([f64::NAN; 2]);
            rows.text(&series.series);
            for number in [point.step as f64, point.forecast, low, high, point.actual] {
                rows.number(number);
            }
            rows.end();
        }
    }
    rows
}

/// Series listed for people; all are in the JSON.
const LISTED: usize = 20;

fn words(told: &Told) -> String {
    let percent = |error: Option<f64>| error.map_or("    –".to_owned(), |error| format!("{error:>7.3}"));
    let errors = |errors: &Errors| {
        format!(
            "sMAPE {}  MASE {}  MAPE {}",
            percent(errors.smape),
            percent(errors.mase),
            percent(errors.mape)
        )
    };
    let mut text = format!(
        "{} of {} series forecast\n{:<24} {}\n",
        told.forecast,
        told.n_series,
        "mean",
        errors(&told.mean)
    );
    for series in told.series.iter().take(LISTED) {
        let what = series.reason.clone().or_else(|| series.method.clone()).unwrap_or_default();
        text.push_str(&format!("{:<24} {}  {what}\n", series.series, errors(&series.errors)));
    }
    text
}
