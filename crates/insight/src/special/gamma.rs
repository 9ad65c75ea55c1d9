//! Logarithm of the gamma function and its derivative: Stirling's series from 8 on, the recurrence below (Abramowitz & Stegun 6.1.41, 6.3.18).

use super::ln;

/// From here on the first neglected term of the series is below the last bit.
const SERIES_FROM: f64 = 8.0;
const HALF_LN_TWO_PI: f64 = 0.918_938_533_204_672_8;

/// `ln Γ(x)` for `x > 0`; ∞ at zero, NaN below. The absolute error is a few units of 10⁻¹⁵ times the size of the terms.
#[must_use]
pub fn ln_gamma(x: f64) -> f64 {
    if x <= 0.0 || x.is_nan() {
        return if x == 0.0 { f64::INFINITY } else { f64::NAN };
    }
    if x < 1e-300 {
        return -ln(x);
    }
    let (mut x, mut product) = (x, 1.0);
    while x < SERIES_FROM {
        product *= x;
        x += 1.0;
    }
    let r = 1.0 / x;
    let r2 = r * r;
    let series = r
        * (1.0 / 12.0
            + r2 * (-1.0 / 360.0
                + r2 * (1.0 / 1260.0 + r2 * (-1.0 / 1680.0 + r2 * (1.0 / 1188.0 + r2 * (-691.0 / 360_360.0 + r2 * (1.0 / 156.0)))))));
    let below = if product == 1.0 { 0.0 } else { ln(product) };
    (x - 0.5) * ln(x) - x + HALF_LN_TWO_PI + series - below
}

/// `ψ(x)`, the derivative of [`ln_gamma`], for `x > 0`; NaN elsewhere.
#[must_use]
pub fn digamma(x: f64) -> f64 {
    if x <= 0.0 || x.is_nan() {
        return f64::NAN;
    }
    let (mut x, mut below) = (x, 0.0);
    while x < SERIES_FROM {
        below += 1.0 / x;
        x += 1.0;
    }
    let r = 1.0 / x;
    let r2 = r * r;
    let series = r2
        * (1.0 / 12.0
            + r2 * (-1.0 / 120.0
                + r2 * (1.0 / 252.0 + r2 * (-1.0 / 240.0 + r2 * (1.0 / 132.0 + r2 * (-691.0 / 32_760.0 + r2 * (1.0 / 12.0)))))));
    ln(x) - 0.5 * r - series - below
}
