//! The regularised incomplete beta function by its continued fraction (Abramowitz & Stegun 26.5.8, evaluated after Lentz 1976), and
//! Student's t distribution on it.

use super::{exp, ln, ln_1p, ln_gamma, normal_quantile};

/// `I_x(a, b)` for positive `a` and `b`; NaN for others.
#[must_use]
pub fn incomplete_beta(a: f64, b: f64, x: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && (0.0..=1.0).contains(&x)) {
        return f64::NAN;
    }
    if x == 0.0 || x == 1.0 {
        return x;
    }
    // The fraction converges fast on this side of the mean, and the other side is its mirror.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(b, a, 1.0 - x);
    }
    let front = exp(ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * ln(x) + b * ln_1p(-x)) / a;
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for step in 1..=10_000 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            change = c * d;
            fraction *= change;
        }
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    front * fraction
}

/// The probability of a value of Student's t distribution at least as far from zero as `t`.
#[must_use]
pub fn student_t_two_sided(t: f64, degrees: f64) -> f64 {
    if t.is_infinite() {
        return 0.0;
    }
    incomplete_beta(0.5 * degrees, 0.5, degrees / (degrees + t * t))
}

/// The value below which Student's t lies with probability `p` from 0.5 on; NaN for others.
#[must_use]
pub fn student_t_quantile(p: f64, degrees: f64) -> f64 {
    if !((0.5..1.0).contains(&p) && degrees > 0.0) {
        return f64::NAN;
    }
    let tail = 2.0 * (1.0 - p);
    // The tails are heavier than the normal ones, so the normal quantile is below. Doubling finds a value above, halving the place.
    let (mut low, mut high) = (0.0, normal_quantile(p).max(1.0));
    while student_t_two_sided(high, degrees) > tail && high < 1e300 {
        low = high;
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if student_t_two_sided(middle, degrees) > tail {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}
