//! The gamma-gamma model of the value of a purchase (Fader & Hardie 2013): values of one customer scatter about a mean of their own, and
//! the means scatter among customers, both gamma distributed, independently of how often they buy.

use super::{Histories, LifetimeError};
use crate::minimise::{Minimiser, Progress, covariance};
use crate::special::{digamma, exp, ln, ln_gamma};
use serde::{Deserialize, Serialize};

/// Fewest customers with a repeat purchase of known value.
const LEAST_CUSTOMERS: usize = 10;
/// Customers on whom the starts are compared.
const COMPARED: usize = 1_024;
/// Parameters beyond e^±this are at infinity for all that data can say.
const FARTHEST: f64 = 24.0;

/// A fitted model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GammaGamma {
    /// Shape of the values of one customer.
    pub p: f64,
    /// Shape of the scatter among customers.
    pub q: f64,
    /// Scale of the scatter among customers, in the unit of the values.
    pub v: f64,
    /// The log-likelihood of all customers.
    pub log_likelihood: f64,
    /// Customers fitted on.
    pub n: usize,
    /// Customers who bought again, for nothing or less in all: they say nothing about the value of a purchase.
    pub without_value: usize,
    /// Covariance of the logarithms of p, q and v, row by row; `None` where some of them could be anything.
    pub covariance: Option<Vec<f64>>,
    /// Mean of the customers' means, said where the model has none.
    pub(super) mean: f64,
}

/// A customer who bought again.
#[derive(Clone)]
struct Seen {
    x: f64,
    mean: f64,
    log_mean: f64,
    log_x: f64,
}

impl GammaGamma {
    /// Whether it can be used as it is: for a model that came from elsewhere.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let parameters = [self.p, self.q, self.v, self.mean];
        let spread = self.covariance.iter().flatten().all(|number| number.is_finite());
        let is_whole = self.covariance.as_ref().is_none_or(|covariance| covariance.len() == 3 * 3);
        is_whole && spread && parameters.iter().all(|number| *number > 0.0 && *number < 1e12) && self.log_likelihood.is_finite()
    }

    /// Fits the model on customers with repeat purchases of known, positive value.
    ///
    /// # Errors
    /// [`LifetimeError`]: too few of them, or all values the same.
    pub fn fit(histories: &Histories) -> Result<Self, LifetimeError> {
        histories.check()?;
        let known = histories
            .repeats
            .iter()
            .zip(&histories.value)
            .filter(|(repeats, value)| **repeats > 0 && value.is_finite());
        let without_value = known.clone().filter(|(_, value)| **value <= 0.0).count();
        let known: Vec<(f64, f64)> = known
            .filter(|(_, value)| **value > 0.0)
            .map(|(repeats, value)| (f64::from(*repeats), *value))
            .collect();
        if known.len() < LEAST_CUSTOMERS {
            return Err(LifetimeError::TooFewRepeaters {
                found: known.len(),
                least: LEAST_CUSTOMERS,
            });
        }
        let n = known.len() as f64;
        // In units of the typical value, so that the currency unit makes no difference to the way taken.
        let scale = exp(known.iter().map(|(_, value)| ln(*value)).sum::<f64>() / n);
        let mut seen: Vec<Seen> = known
            .iter()
            .map(|&(x, value)| Seen {
                x,
                mean: value / scale,
                log_mean: ln(value / scale),
                log_x: ln(x),
            })
            .collect();
        if seen.iter().all(|seen| seen.log_mean.abs() < 1e-9) {
            return Err(LifetimeError::NoSpread);
        }
        // Those who bought equally often stand together, so that gamma functions are computed once for all of them; and in an order of
        // their own, so that the order of the rows makes no difference.
        seen.sort_unstable_by(|a, b| a.x.total_cmp(&b.x).then(a.mean.total_cmp(&b.mean)));
        let thinned: Vec<Seen> = seen.iter().step_by(seen.len().div_ceil(COMPARED)).cloned().collect();
        let starts = [(1.0f64, 2.0f64, 1.0f64), (6.0, 4.0, 0.6), (2.0, 20.0, 10.0), (30.0, 3.0, 0.1)];
        let starts = starts.map(|(p, q, v)| [p, q, v].map(ln).to_vec());
        let compare = &mut |at: &[f64], gradient: &mut [f64]| negative_mean(&thinned, at, gradient);
        let mut best = Minimiser::least_of(starts, compare).ok_or(LifetimeError::NoMaximum)?;
        let mut function = |at: &[f64], gradient: &mut [f64]| negative_mean(&seen, at, gradient);
        if thinned.len() < seen.len() {
            best.go_on_with(&mut function);
            while best.step(&mut function) == Progress::Going {}
        }
        let covariance = covariance(&best.point, &mut |at, gradient| {
            let value = function(at, gradient);
            gradient.iter_mut().for_each(|slope| *slope *= n);
            n * value
        });
        let [p, q, v] = [0, 1, 2].map(|place| exp(best.point[place]));
        Ok(Self {
            p,
            q,
            v: v * scale,
            // The density of a value is that of the scaled one, per unit.
            log_likelihood: -n * best.value - n * ln(scale),
            n: known.len(),
            without_value,
            covariance,
            mean: known.iter().map(|(_, value)| value).sum::<f64>() / n,
        })
    }

    /// The mean value of a purchase to expect of a customer with so many repeat purchases of a mean value.
    #[must_use]
    pub fn expected_value(&self, repeats: u32, mean: f64) -> f64 {
        let x = if mean.is_finite() && mean > 0.0 { f64::from(repeats) } else { 0.0 };
        let below = self.p * x + self.q - 1.0;
        if below <= 0.0 {
            // Tails this heavy have no mean; the customers' own is what there is to say.
            return if x > 0.0 { mean } else { self.mean };
        }
        let paid = if x > 0.0 { x * mean } else { 0.0 };
        self.p * (self.v + paid) / below
    }
}

/// The mean negative log-likelihood of a customer at the logarithms of the parameters, with its gradient by them.
fn negative_mean(seen: &[Seen], at: &[f64], gradient: &mut [f64]) -> f64 {
    if at.iter().any(|at| at.is_nan() || at.abs() > FARTHEST) {
        gradient.fill(f64::NAN);
        return f64::INFINITY;
    }
    let [p, q, v] = [0, 1, 2].map(|place| exp(at[place]));
    let (of_q, slope_q) = (ln_gamma(q), digamma(q));
    let (mut sum, mut by_p, mut by_q, mut by_v) = (0.0, 0.0, 0.0, 0.0);
    let mut last = (f64::NAN, [0.0; 4]);
    for Seen { x, mean, log_mean, log_x } in seen {
        let px = p * x;
        if last.0 != *x {
            last = (*x, [ln_gamma(px + q), ln_gamma(px), digamma(px + q), digamma(px)]);
        }
        let [of_both, of_px, slope_both, slope_px] = last.1;
        let all = x * mean + v;
        let log_all = ln(all);
        sum += of_both - of_px - of_q + q * at[2] + (px - 1.0) * log_mean + px * log_x - (px + q) * log_all;
        by_p += x * (slope_both - slope_px + log_mean + log_x - log_all);
        by_q += slope_both - slope_q + at[2] - log_all;
        by_v += q / v - (px + q) / all;
    }
    let scale = -1.0 / seen.len() as f64;
    for (slope, by) in gradient.iter_mut().zip([p * by_p, q * by_q, v * by_v]) {
        *slope = scale * by;
    }
    scale * sum
}
