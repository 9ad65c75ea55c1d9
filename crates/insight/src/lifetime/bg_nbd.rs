//! The BG/NBD model (Fader, Hardie & Lee 2005, *“Counting Your Customers” the Easy Way*): while they stay, customers buy at a rate of
//! their own, gamma distributed; after each purchase they leave with a probability of their own, beta distributed.

use super::groups::{Group, Groups};
use super::{Histories, LifetimeError};
use crate::minimise::{Minimiser, Progress, covariance};
use crate::special::{digamma, exp, exp_held, hypergeometric, ln, ln_1p, ln_gamma, power};
use serde::{Deserialize, Serialize};

/// Fewest customers.
const LEAST_CUSTOMERS: usize = 10;
/// Fewest customers who bought again.
const LEAST_REPEATERS: usize = 3;
/// Groups on which the starts are compared.
const COMPARED: usize = 256;
/// Steps of each start before the best goes on.
const STEPS_OF_A_START: u32 = 12;
/// Parameters beyond e^±this are at infinity for all that data can say.
const FARTHEST: f64 = 16.0;

/// A fitted model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BgNbd {
    /// Shape of the purchase rates.
    pub r: f64,
    /// Scale of the purchase rates, in the unit of time.
    pub alpha: f64,
    /// First shape of the probabilities of leaving.
    pub a: f64,
    /// Second shape of the probabilities of leaving.
    pub b: f64,
    /// The log-likelihood of all customers.
    pub log_likelihood: f64,
    /// Customers fitted on.
    pub n: usize,
    /// Covariance of the logarithms of r, alpha, a and b, row by row; `None` where some of them could be anything.
    pub covariance: Option<Vec<f64>>,
}

/// A fit under way: make steps until it is done, then finish.
#[derive(Debug, Clone)]
pub struct BgNbdFit {
    groups: Groups,
    thinned: Groups,
    starts: Vec<Vec<f64>>,
    tables: Tables,
    best: Option<Minimiser>,
    on_all: bool,
}

impl BgNbdFit {
    /// Begins a fit.
    ///
    /// # Errors
    /// [`LifetimeError`]: histories that cannot be, or too few to tell customers apart.
    pub fn new(histories: &Histories) -> Result<Self, LifetimeError> {
        histories.check()?;
        if histories.len() < LEAST_CUSTOMERS {
            return Err(LifetimeError::TooFewCustomers {
                found: histories.len(),
                least: LEAST_CUSTOMERS,
            });
        }
        let found = histories.repeats.iter().filter(|repeats| **repeats > 0).count();
        if found < LEAST_REPEATERS {
            return Err(LifetimeError::TooFewRepeaters {
                found,
                least: LEAST_REPEATERS,
            });
        }
        let time: f64 = histories.age.iter().sum();
        if time <= 0.0 || !time.is_finite() {
            return Err(LifetimeError::NoTime);
        }
        let rate = histories.repeats.iter().map(|repeats| f64::from(*repeats)).sum::<f64>() / time;
        let groups = Groups::of(histories);
        // Shape of the rates, and both shapes of leaving; the scale follows from the mean rate of those who bought again.
        let starts = [(0.3, 0.8, 2.5), (1.0, 1.0, 1.0), (2.0, 0.3, 4.0), (0.5, 0.1, 1.0), (1.0, 3.0, 12.0)];
        Ok(Self {
            thinned: groups.thinned(COMPARED),
            tables: Tables::default(),
            starts: starts.map(|(r, a, b)| [r, r / (2.0 * rate), a, b].map(ln).to_vec()).to_vec(),
            groups,
            best: None,
            on_all: false,
        })
    }

    /// Share of the work that is done, roughly.
    #[must_use]
    pub fn progress(&self) -> f64 {
        match &self.best {
            Some(best) if self.on_all => (0.3 + 0.03 * f64::from(best.iterations)).min(0.99),
            _ => 0.3 - 0.06 * self.starts.len() as f64,
        }
    }

    /// Makes one step: a start tried on some of the customers, or an iteration on all.
    pub fn step(&mut self) -> Progress {
        let Self {
            groups, tables, thinned, ..
        } = self;
        if let Some(start) = self.starts.pop() {
            let mut function = |at: &[f64], gradient: &mut [f64]| negative_mean(thinned, tables, at, gradient);
            let mut tried = Minimiser::new(start, &mut function);
            while tried.iterations < STEPS_OF_A_START && tried.step(&mut function) == Progress::Going {}
            if tried.value.is_finite() && self.best.as_ref().is_none_or(|best| tried.value < best.value) {
                self.best = Some(tried);
            }
            return Progress::Going;
        }
        let Some(best) = &mut self.best else { return Progress::Done };
        let mut function = |at: &[f64], gradient: &mut [f64]| negative_mean(groups, tables, at, gradient);
        if !self.on_all {
            self.on_all = true;
            best.go_on_with(&mut function);
        }
        best.step(&mut function)
    }

    /// Ends the fit.
    ///
    /// # Errors
    /// [`LifetimeError::NoMaximum`].
    pub fn finish(mut self) -> Result<BgNbd, LifetimeError> {
        let best = self.best.ok_or(LifetimeError::NoMaximum)?;
        if !best.value.is_finite() || !best.point.iter().all(|at| at.is_finite() && at.abs() < 2.0 * FARTHEST) {
            return Err(LifetimeError::NoMaximum);
        }
        let n = self.groups.weight;
        let (groups, tables) = (&self.groups, &mut self.tables);
        let covariance = covariance(&best.point, &mut |at, gradient| {
            let value = negative_mean(groups, tables, at, gradient);
            gradient.iter_mut().for_each(|slope| *slope *= n);
            n * value
        });
        let [r, alpha, a, b] = [0, 1, 2, 3].map(|place| exp(best.point[place]));
        Ok(BgNbd {
            r,
            alpha,
            a,
            b,
            log_likelihood: -n * best.value,
            n: n as usize,
            covariance,
        })
    }
}

impl BgNbd {
    /// Whether it can be used as it is: for a model that came from elsewhere.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let parameters = [self.r, self.alpha, self.a, self.b];
        let spread = self.covariance.iter().flatten().all(|number| number.is_finite());
        let is_whole = self.covariance.as_ref().is_none_or(|covariance| covariance.len() == 4 * 4);
        is_whole && spread && parameters.iter().all(|number| *number > 0.0 && *number < 1e12) && self.log_likelihood.is_finite()
    }

    /// Fits the model in one go.
    ///
    /// # Errors
    /// As [`BgNbdFit::new`] and [`BgNbdFit::finish`].
    pub fn fit(histories: &Histories) -> Result<Self, LifetimeError> {
        let mut fit = BgNbdFit::new(histories)?;
        while fit.step() == Progress::Going {}
        fit.finish()
    }

    /// The probability that a customer with this history will buy again at all.
    #[must_use]
    pub fn p_alive(&self, repeats: u32, recency: f64, age: f64) -> f64 {
        1.0 / (1.0 + self.odds_gone(f64::from(repeats), recency, age))
    }

    /// Purchases to expect of a customer with this history within a further time.
    #[must_use]
    pub fn expected_purchases(&self, time: f64, repeats: u32, recency: f64, age: f64) -> f64 {
        self.expected_while_there(time, repeats, age) * self.p_alive(repeats, recency, age)
    }

    /// Purchases to expect within a further time of a customer who has not left yet. It depends on no recency.
    #[must_use]
    pub fn expected_while_there(&self, time: f64, repeats: u32, age: f64) -> f64 {
        self.expected_while_alive(time, f64::from(repeats), age)
    }

    /// Purchases after the first to expect of a new customer within a time.
    #[must_use]
    pub fn expected_of_new(&self, time: f64) -> f64 {
        self.expected_while_alive(time, 0.0, 0.0)
    }

    /// How much likelier it is that the customer has left after the last purchase than not.
    fn odds_gone(&self, x: f64, recency: f64, age: f64) -> f64 {
        if x == 0.0 {
            // Customers leave after a purchase, and the first one was no repeat.
            return 0.0;
        }
        let longer = ln((self.alpha + age) / (self.alpha + recency));
        exp(ln(self.a) - ln(self.b + x - 1.0) + (self.r + x) * longer)
    }

    fn expected_while_alive(&self, time: f64, x: f64, age: f64) -> f64 {
        if time <= 0.0 {
            return 0.0;
        }
        // The formula divides by a − 1; where that vanishes, the value lies between those beside.
        const NEAR: f64 = 1e-5;
        if (self.a - 1.0).abs() < NEAR {
            return 0.5 * (self.expected_with(1.0 - NEAR, time, x, age) + self.expected_with(1.0 + NEAR, time, x, age));
        }
        self.expected_with(self.a, time, x, age)
    }

    fn expected_with(&self, a: f64, time: f64, x: f64, age: f64) -> f64 {
        let Self { r, alpha, b, .. } = *self;
        let z = time / (alpha + age + time);
        let gone = power(1.0 - z, r + x) * hypergeometric(r + x, b + x, a + b + x - 1.0, z);
        let expected = (a + b + x - 1.0) / (a - 1.0) * (1.0 - gone);
        // At the mean rate without leaving, where the series does not reach: an upper limit that every history keeps.
        let most = (r + x) / (alpha + age) * time;
        if expected.is_finite() { expected.clamp(0.0, most) } else { most }
    }
}

/// What one evaluation needs of each different number of repeats and each different time.
#[derive(Debug, Clone, Default)]
struct Tables {
    of_repeats: Vec<OfRepeats>,
    of_times: Vec<(f64, f64)>,
}

#[derive(Debug, Clone, Copy)]
struct OfRepeats {
    /// All of the log-likelihood that depends on the number of repeats alone.
    constant: f64,
    /// Its derivatives by r, a and b.
    by: [f64; 3],
    /// ln a − ln(b + x − 1).
    odds: f64,
    /// r + x.
    shape: f64,
    /// 1 / (b + x − 1), or 0 of no repeats.
    inverse: f64,
}

/// The mean negative log-likelihood of a customer at the logarithms of the parameters, with its gradient by them.
fn negative_mean(groups: &Groups, tables: &mut Tables, at: &[f64], gradient: &mut [f64]) -> f64 {
    if at.iter().any(|at| at.is_nan() || at.abs() > FARTHEST) {
        gradient.fill(f64::NAN);
        return f64::INFINITY;
    }
    let [r, alpha, a, b] = [0, 1, 2, 3].map(|place| exp(at[place]));
    tables.fill(groups, [r, alpha, a, b], at);
    let mut sum = 0.0;
    let (mut by_r, mut by_alpha, mut by_a, mut by_b) = (0.0, 0.0, 0.0, 0.0);
    // Groups of equal repeats stand together.
    for alike in groups.groups.chunk_by(|one, next| one.repeats == next.repeats) {
        let of = &tables.of_repeats[alike[0].repeats as usize];
        let mut sums = Sums::default();
        if of.inverse == 0.0 {
            sums.without_repeats(alike, &tables.of_times);
        } else {
            alike.chunks(CHUNK).for_each(|chunk| sums.with_repeats(chunk, of, &tables.of_times));
        }
        sum += sums.weight * of.constant - of.shape * sums.log_age + sums.of_odds + ln(sums.product);
        by_r += sums.weight * of.by[0] - sums.log_age + sums.longer;
        by_alpha += sums.weight * r / alpha - of.shape * sums.inverse;
        by_a += sums.weight * of.by[1] + sums.share / a;
        by_b += sums.weight * of.by[2] - sums.share * of.inverse;
    }
    let scale = -1.0 / groups.weight;
    for (slope, by) in gradient.iter_mut().zip([r * by_r, alpha * by_alpha, a * by_a, b * by_b]) {
        *slope = scale * by;
    }
    scale * sum
}

/// Groups taken together, so that exponentials are computed in a loop of their own, which vectorises.
const CHUNK: usize = 64;

/// Sums over groups of equal repeats, weighted by their customers.
struct Sums {
    weight: f64,
    log_age: f64,
    /// Logarithms of 1 + the odds of having left, but for those in `product`.
    of_odds: f64,
    /// Of 1 + odds: one logarithm for many.
    product: f64,
    /// Shares that have left.
    share: f64,
    /// Shares times the logarithm of how much longer ago the beginning is than it was at the last purchase.
    longer: f64,
    /// Derivative by alpha, less what all have in common.
    inverse: f64,
}

impl Default for Sums {
    fn default() -> Self {
        Self {
            weight: 0.0,
            log_age: 0.0,
            of_odds: 0.0,
            product: 1.0,
            share: 0.0,
            longer: 0.0,
            inverse: 0.0,
        }
    }
}

impl Sums {
    fn without_repeats(&mut self, groups: &[Group], of_times: &[(f64, f64)]) {
        for group in groups {
            let (log_age, inverse) = of_times[group.age as usize];
            self.weight += group.weight;
            self.log_age += group.weight * log_age;
            self.inverse += group.weight * inverse;
        }
    }

    fn with_repeats(&mut self, groups: &[Group], of: &OfRepeats, of_times: &[(f64, f64)]) {
        let (mut odds, mut small) = ([0.0; CHUNK], [0.0; CHUNK]);
        for (odds, group) in odds.iter_mut().zip(groups) {
            *odds = of.odds + of.shape * (of_times[group.age as usize].0 - of_times[group.recency as usize].0);
        }
        for (small, odds) in small.iter_mut().zip(&odds) {
            *small = exp_held(-odds.abs());
        }
        for ((group, odds), small) in groups.iter().zip(odds).zip(small) {
            let (log_age, inverse_age) = of_times[group.age as usize];
            let (log_recency, inverse_recency) = of_times[group.recency as usize];
            let weight = group.weight;
            // The share of those who have left, by the odds of it.
            let rest = 1.0 / (1.0 + small);
            let share = weight * if odds > 0.0 { rest } else { small * rest };
            if weight == 1.0 {
                self.product *= 1.0 + small;
            } else {
                self.of_odds += weight * ln_1p(small);
            }
            self.weight += weight;
            self.of_odds += weight * odds.max(0.0);
            self.log_age += weight * log_age;
            self.share += share;
            self.longer += share * (log_age - log_recency);
            self.inverse += weight * inverse_age + share * (inverse_recency - inverse_age);
        }
        // A factor is at most 2, so a chunk multiplies by less than 2⁶⁴.
        if self.product > 1e200 {
            self.of_odds += ln(self.product);
            self.product = 1.0;
        }
    }
}

impl Tables {
    fn fill(&mut self, groups: &Groups, [r, alpha, a, b]: [f64; 4], at: &[f64]) {
        let constants = [ln_gamma(r), ln_gamma(b), ln_gamma(a + b)];
        let slopes = [digamma(r), digamma(b), digamma(a + b)];
        self.of_repeats.clear();
        self.of_repeats.extend(groups.repeats.iter().map(|&x| {
            let again = x > 0.0;
            let bought = if again {
                (
                    ln_gamma(r + x) - constants[0] + constants[2] + ln_gamma(b + x) - constants[1] - ln_gamma(a + b + x),
                    [
                        digamma(r + x) - slopes[0],
                        slopes[2] - digamma(a + b + x),
                        digamma(b + x) - slopes[1],
                    ],
                )
            } else {
                (0.0, [0.0; 3])
            };
            let (constant, [of_r, of_a, of_b]) = bought;
            OfRepeats {
                constant: constant + r * at[1],
                by: [of_r + at[1], of_a, of_b + of_a],
                odds: if again { at[2] - ln(b + x - 1.0) } else { 0.0 },
                shape: r + x,
                inverse: if again { 1.0 / (b + x - 1.0) } else { 0.0 },
            }
        }));
        self.of_times.clear();
        self.of_times
            .extend(groups.times.iter().map(|time| (ln(alpha + time), 1.0 / (alpha + time))));
    }
}
