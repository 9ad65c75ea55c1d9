//! What comes next: series, and the pipeline.
//!
//! Series are plain values at equal steps, the last one last, with the number of steps after which a season returns (12 for months of
//! a year, 1 for none).
//!
//! - [`Method::Naive`]: the value one period ago.
//! - [`Method::Theta`] (Assimakopoulos & Nikolopoulos 2000), on the series without its season.
//! - [`Method::Ets`]: exponential smoothing, the family member chosen by AICc (Hyndman et al. 2008).
//! - [`Method::Auto`]: the mean of the two. Methods that err differently err less together (Makridakis & Hibon 2000, conclusion 3).
//!
//! [`pipeline()`] plays the history of deals forward for those that are open.
//!
//! [`backtest`] tells how wrong a method was on a series so far; [`Accuracy`] measures that. Short or odd series get the best that can be
//! said, and [`SeriesForecast::used`] says what that was; what cannot be said is a [`ForecastError`].

mod accuracy;
mod decompose;
mod error;
mod ets;
mod pipeline;
mod series;
#[cfg(test)]
mod tests;
mod theta;

pub use accuracy::{Accuracy, Backtest, backtest};
pub use error::ForecastError;
pub use ets::{ErrorKind, EtsChoice, EtsKind, Season, Trend};
pub use pipeline::{OpenDeal, Outlook, PastStay, PipelineError, PipelineForecast, pipeline};
pub use series::{ForecastFit, Method, SeriesForecast, Used, forecast};
