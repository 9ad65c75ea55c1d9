//! The normal distribution: Taylor series in the middle, Laplace's continued fraction in the tails (Marsaglia 2004,
//! *Evaluating the Normal Distribution*), quantiles by Halley's method on it.

use super::{exp, ln};

const INVERSE_SQRT_TWO_PI: f64 = 0.398_942_280_401_432_7;

fn density(x: f64) -> f64 {
    INVERSE_SQRT_TWO_PI * exp(-0.5 * x * x)
}

/// The probability above `x`, for `x ≥ 0`.
fn upper_tail(x: f64) -> f64 {
    if x < 3.0 {
        let (mut term, mut sum, mut odd) = (x, x, 1.0);
        while term > 1e-17 * sum {
            odd += 2.0;
            term *= x * x / odd;
            sum += term;
        }
        return 0.5 - density(x) * sum;
    }
    if x > 39.0 {
        return 0.0;
    }
    let mut fraction = x;
    for k in (1..=80).rev() {
        fraction = x + f64::from(k) / fraction;
    }
    density(x) / fraction
}

/// The probability of a standard normal value up to `x`.
#[must_use]
pub fn normal_cdf(x: f64) -> f64 {
    match x {
        _ if x.is_nan() => f64::NAN,
        _ if x < 0.0 => upper_tail(-x),
        _ => 1.0 - upper_tail(x),
    }
}

/// The probability of a standard normal value at least as far from zero as `x`.
#[must_use]
pub fn normal_two_sided(x: f64) -> f64 {
    if x.is_nan() { f64::NAN } else { 2.0 * upper_tail(x.abs()) }
}

/// The value below which a standard normal one lies with the probability `p`; ∓∞ at 0 and 1, NaN outside.
#[must_use]
pub fn normal_quantile(p: f64) -> f64 {
    if !(p > 0.0 && p < 1.0) {
        return match p {
            _ if p == 0.0 => f64::NEG_INFINITY,
            _ if p == 1.0 => f64::INFINITY,
            _ => f64::NAN,
        };
    }
    let tail = p.min(1.0 - p);
    // Abramowitz & Stegun 26.2.23, good to 4.5 · 10⁻⁴.
    let t = (-2.0 * ln(tail)).sqrt();
    let start = t - (2.515_517 + t * (0.802_853 + t * 0.010_328)) / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308)));
    let mut x = start.max(0.0);
    for _ in 0..3 {
        let error = (upper_tail(x) - tail) / density(x);
        x += error / (1.0 - 0.5 * x * error);
    }
    if p < 0.5 { -x } else { x }
}
