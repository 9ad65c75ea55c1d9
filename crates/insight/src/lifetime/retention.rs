//! The shifted beta-geometric model of contracts (Fader & Hardie 2007, *How to Project Customer Retention*): at the end of each period a
//! customer leaves with a probability of their own, beta distributed among customers. Those who leave easily leave first, so the share
//! that renews rises with age although nobody changes.

use super::LifetimeError;
use crate::minimise::{Minimiser, covariance};
use crate::special::{digamma, exp, ln, ln_gamma, normal_quantile};

/// Contracts, a row each.
#[derive(Debug, Clone, Copy)]
pub struct Contracts<'a> {
    /// Full periods so far; of an ended contract, the period at whose end it ended, from 1.
    pub periods: &'a [u32],
    /// Whether it has ended.
    pub ended: &'a [bool],
}

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub struct Retention {
    /// First shape of the probabilities of leaving.
    pub alpha: f64,
    /// Second shape.
    pub beta: f64,
    /// The log-likelihood of all contracts.
    pub log_likelihood: f64,
    /// Contracts fitted on.
    pub n: usize,
    /// Covariance of the logarithms of both, row by row.
    pub covariance: Option<[f64; 4]>,
}

const FARTHEST: f64 = 16.0;
const LEAST_CONTRACTS: usize = 10;

/// Contracts of one age and outcome.
struct Alike {
    periods: f64,
    ended: bool,
    count: f64,
}

impl Contracts<'_> {
    /// Share of contracts that end per period, were it the same for all and for ever: what is said where no model can be fitted. Half an
    /// end and half a renewal are added (Jeffreys), so that it is never 0 or 1.
    #[must_use]
    pub fn pooled_churn(&self) -> f64 {
        let ended = self.ended.iter().filter(|ended| **ended).count() as f64;
        let renewals: f64 = self.periods.iter().map(|periods| f64::from(*periods)).sum();
        (ended + 0.5) / (renewals + 1.0)
    }

    fn alike(&self) -> Vec<Alike> {
        let mut keys: Vec<(u32, bool)> = self.periods.iter().copied().zip(self.ended.iter().copied()).collect();
        keys.sort_unstable();
        let groups = keys.chunk_by(|a, b| a == b).map(|alike| Alike {
            periods: f64::from(alike[0].0),
            ended: alike[0].1,
            count: alike.len() as f64,
        });
        groups.collect()
    }
}

impl Retention {
    /// Fits the model.
    ///
    /// # Errors
    /// [`LifetimeError`]: an end before the first period, too few contracts, or all of one outcome.
    pub fn fit(contracts: &Contracts) -> Result<Self, LifetimeError> {
        let (first, other) = (contracts.periods.len(), contracts.ended.len());
        if first != other {
            return Err(LifetimeError::Columns { first, other });
        }
        let early = contracts
            .periods
            .iter()
            .zip(contracts.ended)
            .position(|(periods, ended)| *periods == 0 && *ended);
        if let Some(customer) = early {
            return Err(LifetimeError::Impossible { customer });
        }
        if first < LEAST_CONTRACTS {
            return Err(LifetimeError::TooFewCustomers {
                found: first,
                least: LEAST_CONTRACTS,
            });
        }
        let ended = contracts.ended.iter().filter(|ended| **ended).count();
        if ended == 0 || ended == first {
            return Err(LifetimeError::OneOutcome);
        }
        let alike = contracts.alike();
        let n = first as f64;
        let churn = contracts.pooled_churn();
        let mut function = |at: &[f64], gradient: &mut [f64]| negative_mean(&alike, n, at, gradient);
        let starts = [1.0, 4.0, 40.0].map(|concentration| [churn * concentration, (1.0 - churn) * concentration].map(ln).to_vec());
        let best = Minimiser::least_of(starts, &mut function).ok_or(LifetimeError::NoMaximum)?;
        let covariance = covariance(&best.point, &mut |at, gradient| {
            let value = function(at, gradient);
            gradient.iter_mut().for_each(|slope| *slope *= n);
            n * value
        });
        Ok(Self {
            alpha: exp(best.point[0]),
            beta: exp(best.point[1]),
            log_likelihood: -n * best.value,
            n: first,
            covariance: covariance.and_then(|covariance| covariance.try_into().ok()),
        })
    }

    /// The probability that a contract which has lasted so many periods is renewed at the end of the next one.
    #[must_use]
    pub fn renewal(&self, periods: u32) -> f64 {
        let lasted = f64::from(periods);
        (self.beta + lasted) / (self.alpha + self.beta + lasted)
    }

    /// The probability that a new contract lasts longer than so many periods.
    #[must_use]
    pub fn survival(&self, periods: u32) -> f64 {
        (0..periods).map(|period| self.renewal(period)).product()
    }

    /// Discounted value of the renewals to come within a horizon, for a contract that has lasted so many periods and pays a margin at
    /// each renewal.
    #[must_use]
    pub fn residual_value(&self, lasted: u32, margin: f64, discount: f64, horizon: u32) -> f64 {
        let (mut there, mut sum) = (1.0, 0.0);
        for period in 0..horizon {
            there *= self.renewal(lasted.saturating_add(period)) / (1.0 + discount);
            sum += there;
            if there < 1e-15 * sum {
                break;
            }
        }
        margin * sum
    }

    /// Limits of [`Retention::residual_value`] by the delta method; `None` where the parameters have none.
    #[must_use]
    pub fn residual_interval(&self, lasted: u32, margin: f64, discount: f64, horizon: u32, confidence: f64) -> Option<(f64, f64)> {
        let covariance = self.covariance?;
        let value = self.residual_value(lasted, margin, discount, horizon);
        const MOVE: f64 = 1e-4;
        let slope = |alpha: f64, beta: f64| {
            let [up, down] = [MOVE, -MOVE].map(|by| {
                let moved = Self {
                    alpha: self.alpha * exp(alpha * by),
                    beta: self.beta * exp(beta * by),
                    ..self.clone()
                };
                moved.residual_value(lasted, margin, discount, horizon)
            });
            (up - down) / (2.0 * MOVE)
        };
        let [by_alpha, by_beta] = [slope(1.0, 0.0), slope(0.0, 1.0)];
        let variance = by_alpha * by_alpha * covariance[0] + 2.0 * by_alpha * by_beta * covariance[1] + by_beta * by_beta * covariance[3];
        let factor = exp(normal_quantile(0.5 + 0.5 * confidence) * variance.max(0.0).sqrt() / value.abs());
        factor.is_finite().then(|| {
            let (a, b) = (value / factor, value * factor);
            (a.min(b), a.max(b))
        })
    }
}

fn negative_mean(alike: &[Alike], n: f64, at: &[f64], gradient: &mut [f64]) -> f64 {
    if at.iter().any(|at| at.is_nan() || at.abs() > FARTHEST) {
        gradient.fill(f64::NAN);
        return f64::INFINITY;
    }
    let (alpha, beta) = (exp(at[0]), exp(at[1]));
    let constant = ln_gamma(alpha + beta) - ln_gamma(alpha) - ln_gamma(beta);
    let slopes = [digamma(alpha + beta) - digamma(alpha), digamma(alpha + beta) - digamma(beta)];
    let (mut sum, mut by_alpha, mut by_beta) = (0.0, 0.0, 0.0);
    for Alike { periods, ended, count } in alike {
        // B(α + 1, β + t − 1) of those that ended, B(α, β + t) of those that go on.
        let (first, second) = if *ended {
            (alpha + 1.0, beta + periods - 1.0)
        } else {
            (alpha, beta + periods)
        };
        let both = digamma(first + second);
        sum += count * (ln_gamma(first) + ln_gamma(second) - ln_gamma(first + second) + constant);
        by_alpha += count * (digamma(first) - both + slopes[0]);
        by_beta += count * (digamma(second) - both + slopes[1]);
    }
    gradient[0] = -alpha * by_alpha / n;
    gradient[1] = -beta * by_beta / n;
    -sum / n
}
