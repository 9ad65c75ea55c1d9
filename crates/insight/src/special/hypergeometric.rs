//! Gauss's hypergeometric function by its series (Abramowitz & Stegun 15.1.1, with 15.3.3 where that converges sooner).

use super::power;

/// Terms after which the series is given up: arguments that near to 1 belong to horizons without end.
const MOST_TERMS: u32 = 200_000;

/// `₂F₁(a, b; c; z)` for `0 ≤ z < 1` and `c > 0`; NaN elsewhere and where the series does not end.
#[must_use]
pub fn hypergeometric(a: f64, b: f64, c: f64, z: f64) -> f64 {
    if !(0.0..1.0).contains(&z) || c <= 0.0 || c.is_nan() {
        return f64::NAN;
    }
    // Terms grow like kᵃ⁺ᵇ⁻ᶜ⁻¹ zᵏ; Euler's transformation turns the sign of the exponent.
    if a + b > c {
        return power(1.0 - z, c - a - b) * series(c - a, c - b, c, z);
    }
    series(a, b, c, z)
}

fn series(a: f64, b: f64, c: f64, z: f64) -> f64 {
    let (mut term, mut sum) = (1.0f64, 1.0f64);
    for k in 0..MOST_TERMS {
        let k = f64::from(k);
        let ratio = (a + k) * (b + k) / ((c + k) * (k + 1.0)) * z;
        term *= ratio;
        sum += term;
        // From where terms shrink like a geometric series, its rest is known.
        if term == 0.0 || (ratio.abs() < 1.0 && term.abs() < 1e-16 * sum.abs() * (1.0 - ratio.abs())) {
            return sum;
        }
    }
    f64::NAN
}
