//! One member of the family fitted to a series.

use super::recursion::{Passes, Smoothing, States, ahead, variance_ahead};
use super::{ErrorKind, EtsKind, Season, Trend};
use crate::forecast::decompose::decompose;
use crate::minimise::{Minimiser, Progress};
use crate::special::{exp, ln};

/// Iterations after which a fit is good enough: what is left moves forecasts by less than their own error.
const MOST_ITERATIONS: u32 = 60;
const ALPHA: (f64, f64) = (1e-4, 0.9999);
const PHI: (f64, f64) = (0.8, 0.98);

/// A fitted member.
#[derive(Debug, Clone)]
pub struct Model {
    pub kind: EtsKind,
    pub smoothing: Smoothing,
    /// Akaike's criterion, corrected for short series.
    pub aicc: f64,
    end: States,
    n: usize,
    period: usize,
    /// What values were divided by.
    scale: f64,
    /// Variance of the errors, of scaled values or shares.
    variance: f64,
}

impl Model {
    /// Fits a member; `None` where it is not defined for the series or has more parameters than the series has values.
    pub fn fit(kind: EtsKind, values: &[f64], period: usize, passes: &mut Passes) -> Option<Self> {
        let n = values.len();
        let seasons = if kind.season == Season::None { 0 } else { period };
        let needs_positive = kind.error == ErrorKind::Multiplicative || kind.season == Season::Multiplicative;
        let parameters = Shape { kind, period: seasons }.len();
        if n < parameters + 3 || (seasons > 0 && n < 2 * seasons) || (needs_positive && values.iter().any(|value| *value <= 0.0)) {
            return None;
        }
        let scale = values.iter().map(|value| value.abs()).sum::<f64>() / n as f64;
        let scaled: Vec<f64> = values.iter().map(|value| value / scale).collect();
        let shape = Shape { kind, period: seasons };
        let mut function = |at: &[f64], gradient: &mut [f64]| shape.evaluate(&scaled, at, gradient, passes);
        let mut minimiser = Minimiser::new(shape.start(&scaled, seasons), &mut function);
        minimiser.tolerance = 1e-8;
        while minimiser.iterations < MOST_ITERATIONS && minimiser.step(&mut function) == Progress::Going {}
        let (smoothing, start) = shape.read(&minimiser.point);
        let (likelihood, end) = passes.forwards(kind, &scaled, smoothing, &start)?;
        // All of the point, and the variance.
        let k = parameters as f64 + 1.0;
        let n_values = n as f64;
        let model = Self {
            kind,
            smoothing,
            // On scaled values: that adds the same to every member.
            aicc: likelihood + 2.0 * k + 2.0 * k * (k + 1.0) / (n_values - k - 1.0),
            end,
            n,
            period: seasons,
            scale,
            variance: passes.sum_of_squares(kind) / (n_values - parameters as f64).max(1.0),
        };
        model.aicc.is_finite().then_some(model)
    }

    /// Expected values of the steps ahead.
    pub fn ahead(&self, horizon: usize) -> Vec<f64> {
        let mut points = ahead(self.kind, self.smoothing, &self.end, self.n, horizon);
        points.iter_mut().for_each(|point| *point *= self.scale);
        points
    }

    /// Standard deviations of the steps ahead about the given expected values.
    pub fn deviations(&self, points: &[f64]) -> Vec<f64> {
        let growth = variance_ahead(self.kind, self.smoothing, self.period.max(1), points.len());
        let unit = |point: f64| match self.kind.error {
            ErrorKind::Additive => self.scale,
            ErrorKind::Multiplicative => point.abs(),
        };
        points
            .iter()
            .zip(growth)
            .map(|(point, growth)| unit(*point) * (self.variance * growth).sqrt())
            .collect()
    }
}

/// Which numbers the parameters of a member are.
#[derive(Clone, Copy)]
struct Shape {
    kind: EtsKind,
    /// Places in the period; 0 without season.
    period: usize,
}

impl Shape {
    /// Level share, level; trend share and trend; damping; season share and season less one, which follows from the others.
    fn len(self) -> usize {
        let trend = match self.kind.trend {
            Trend::None => 0,
            Trend::Additive => 2,
            Trend::Damped => 3,
        };
        2 + trend + self.period
    }

    /// Where the search begins: a straight line through the first values without their season.
    fn start(self, values: &[f64], period: usize) -> Vec<f64> {
        let mut season = Vec::new();
        let first = values.len().min((2 * period).max(10));
        let mut line = values[..first].to_vec();
        if period > 0 {
            let decomposed = decompose(values, period, self.kind.season == Season::Multiplicative);
            line.copy_from_slice(&decomposed.rest[..first]);
            season = decomposed.season;
        }
        let middle = (first - 1) as f64 / 2.0;
        let mean = line.iter().sum::<f64>() / first as f64;
        let spread: f64 = (0..first).map(|place| (place as f64 - middle) * (place as f64 - middle)).sum();
        let slope = line
            .iter()
            .enumerate()
            .map(|(place, value)| (place as f64 - middle) * value)
            .sum::<f64>()
            / spread.max(1.0);
        let level = if self.kind.trend == Trend::None {
            mean
        } else {
            mean - slope * (middle + 1.0)
        };
        let needs_positive = self.kind.season == Season::Multiplicative || self.kind.error == ErrorKind::Multiplicative;
        let mut point = vec![logit(0.3), if needs_positive { level.max(0.05) } else { level }];
        if self.kind.trend != Trend::None {
            point.extend([logit(0.1), slope]);
        }
        if self.kind.trend == Trend::Damped {
            point.push(logit(0.7));
        }
        if period > 0 {
            point.push(logit(0.1));
            point.extend_from_slice(&season[..period - 1]);
        }
        point
    }

    fn read(self, at: &[f64]) -> (Smoothing, States) {
        let alpha = between(ALPHA, at[0]);
        let mut smoothing = Smoothing {
            alpha,
            beta: 0.0,
            gamma: 0.0,
            phi: if self.kind.trend == Trend::None { 0.0 } else { 1.0 },
        };
        let mut states = States {
            level: at[1],
            trend: 0.0,
            season: Vec::new(),
        };
        let mut rest = &at[2..];
        if self.kind.trend != Trend::None {
            smoothing.beta = alpha * between((0.0, 1.0), rest[0]);
            states.trend = rest[1];
            rest = &rest[2..];
        }
        if self.kind.trend == Trend::Damped {
            smoothing.phi = between(PHI, rest[0]);
            rest = &rest[1..];
        }
        if self.period > 0 {
            smoothing.gamma = (1.0 - alpha) * between((0.0, 1.0), rest[0]);
            states.season = rest[1..].to_vec();
            let whole = if self.kind.season == Season::Multiplicative {
                self.period as f64
            } else {
                0.0
            };
            states.season.push(whole - rest[1..].iter().sum::<f64>());
        }
        (smoothing, states)
    }

    /// The likelihood per value with its gradient by the point.
    fn evaluate(self, values: &[f64], at: &[f64], gradient: &mut [f64], passes: &mut Passes) -> f64 {
        let (smoothing, start) = self.read(at);
        let Some((likelihood, _)) = passes.forwards(self.kind, values, smoothing, &start) else {
            gradient.fill(f64::NAN);
            return f64::INFINITY;
        };
        let slopes = passes.backwards(self.kind, smoothing, self.period);
        let n = values.len() as f64;
        let alpha = smoothing.alpha;
        let share_of = |at: f64| between((0.0, 1.0), at);
        let bend = |share: f64| share * (1.0 - share);
        let mut by_alpha = slopes.alpha;
        gradient[1] = slopes.level / n;
        let mut place = 2;
        if self.kind.trend != Trend::None {
            let share = share_of(at[place]);
            by_alpha += slopes.beta * share;
            gradient[place] = slopes.beta * alpha * bend(share) / n;
            gradient[place + 1] = slopes.trend / n;
            place += 2;
        }
        if self.kind.trend == Trend::Damped {
            gradient[place] = slopes.phi * (PHI.1 - PHI.0) * bend(share_of(at[place])) / n;
            place += 1;
        }
        if self.period > 0 {
            let share = share_of(at[place]);
            by_alpha -= slopes.gamma * share;
            gradient[place] = slopes.gamma * (1.0 - alpha) * bend(share) / n;
            let last = passes.by_season[self.period - 1];
            for season in 0..self.period - 1 {
                gradient[place + 1 + season] = (passes.by_season[season] - last) / n;
            }
        }
        gradient[0] = by_alpha * (ALPHA.1 - ALPHA.0) * bend(share_of(at[0])) / n;
        likelihood / n
    }
}

fn between((low, high): (f64, f64), at: f64) -> f64 {
    low + (high - low) / (1.0 + exp(-at))
}

fn logit(share: f64) -> f64 {
    ln(share / (1.0 - share))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Deterministic values about a rising level with a season of four.
    fn values() -> Vec<f64> {
        (0..40)
            .map(|t| {
                let season = [0.2, -0.1, 0.05, -0.15][t % 4];
                let noise = ((t * 7919 + 13) % 101) as f64 / 101.0 - 0.5;
                (1.0 + 0.01 * t as f64) * (1.0 + season) + 0.1 * noise
            })
            .collect()
    }

    #[test]
    fn fits_reach_the_likelihood_of_statsmodels() {
        use ErrorKind::{Additive as Ea, Multiplicative as Em};
        let values = values();
        let n = values.len() as f64;
        for (error, trend, season, log_likelihood) in [
            (Ea, Trend::None, Season::None, 11.077_156),
            (Ea, Trend::Additive, Season::None, 15.540_856),
            (Em, Trend::Damped, Season::None, 15.700_302),
            (Ea, Trend::Additive, Season::Additive, 78.944_711),
            (Em, Trend::Additive, Season::Multiplicative, 84.435_008),
            (Em, Trend::None, Season::Multiplicative, 69.852_420),
            (Ea, Trend::None, Season::Additive, 65.061_514),
        ] {
            let kind = EtsKind { error, trend, season };
            let model = Model::fit(kind, &values, 4, &mut Passes::default()).expect("enough values");
            let k = (Shape {
                kind,
                period: if season == Season::None { 0 } else { 4 },
            })
            .len() as f64
                + 1.0;
            // AICc less its penalty is −2 log-likelihood on scaled values, less constants.
            let twice = model.aicc - 2.0 * k - 2.0 * k * (k + 1.0) / (n - k - 1.0);
            let constants = n * (1.0 + ln(2.0 * std::f64::consts::PI) - ln(n)) + 2.0 * n * ln(model.scale);
            let found = -0.5 * (twice + constants);
            assert!(found > log_likelihood - 0.3, "{}: {found} instead of {log_likelihood}", kind.name());
        }
    }

    #[test]
    fn the_gradient_is_that_of_the_likelihood() {
        let values = values();
        let mut passes = Passes::default();
        for error in [ErrorKind::Additive, ErrorKind::Multiplicative] {
            for trend in [Trend::None, Trend::Additive, Trend::Damped] {
                for season in [Season::None, Season::Additive, Season::Multiplicative] {
                    let kind = EtsKind { error, trend, season };
                    let period = if season == Season::None { 0 } else { 4 };
                    let shape = Shape { kind, period };
                    let mut at = shape.start(&values, period);
                    assert_eq!(at.len(), shape.len());
                    at[0] += 0.2;
                    let (mut gradient, mut unused) = (vec![0.0; at.len()], vec![0.0; at.len()]);
                    shape.evaluate(&values, &at, &mut gradient, &mut passes);
                    for place in 0..at.len() {
                        let mut by = |width: f64| {
                            let mut moved = at.clone();
                            moved[place] += width;
                            shape.evaluate(&values, &moved, &mut unused, &mut passes)
                        };
                        let slope = (by(1e-6) - by(-1e-6)) / 2e-6;
                        assert!(
                            (slope - gradient[place]).abs() < 1e-5 * slope.abs().max(1.0),
                            "{} by {place}: {slope} and {}",
                            kind.name(),
                            gradient[place]
                        );
                    }
                }
            }
        }
    }
}
