//! What a customer is worth: how likely still there, how many purchases to come, of what value.
//!
//! - [`Histories`]: purchases counted per customer as the models need them.
//! - [`BgNbd`]: the beta-geometric / negative binomial model of repeat purchases without contract (Fader, Hardie & Lee 2005).
//! - [`GammaGamma`]: the value of a purchase (Fader & Hardie 2013).
//! - [`Forecast`]: discounted value with limits, for each customer and for all.
//! - [`Retention`]: the shifted beta-geometric model of contracts (Fader & Hardie 2007).
//! - [`value_classes`]: who makes up the first half of the value, and so on.
//!
//! Shapes and units: a row per customer; time in a unit of the caller's choice (weeks, days, months of contract); values in the unit of
//! the amounts. Models are fitted by maximum likelihood with analytic gradients from several starts, since these likelihoods have poor
//! local optima, in steps that a caller can make one by one. What cannot be fitted is a [`LifetimeError`], and [`PooledRate`] is what is
//! said instead; nothing here returns NaN for histories that were accepted.

mod bg_nbd;
mod classes;
mod error;
mod forecast;
mod gamma_gamma;
mod groups;
mod history;
mod pooled;
mod retention;
#[cfg(test)]
mod tests;

pub use bg_nbd::{BgNbd, BgNbdFit};
pub use classes::{CLASS_SHARES, value_classes};
pub use error::LifetimeError;
pub use forecast::{CustomerForecast, Forecast, ForecastWork, Horizon, PortfolioPoint, Spend};
pub use gamma_gamma::GammaGamma;
pub use history::{Histories, LeftOut, MISSING_DAY, NO_CUSTOMER, Purchases};
pub use pooled::PooledRate;
pub use retention::{Contracts, Retention};
