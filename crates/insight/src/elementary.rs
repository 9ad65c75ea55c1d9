//! Exponential, logarithm and logistic function from `+ − × ÷` alone, so that every device gets the same bits.
//!
//! What the platform's mathematics library gives differs in the last bit between systems, and a loop over it does not
//! vectorise. Errors stay below 2 units in the last place over the ranges used here; tests compare with the platform.

use std::f64::consts::LOG2_E;

/// The upper part of ln 2, whose product with any exponent is exact.
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
/// What is missing to ln 2.
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Adding and subtracting it rounds to the nearest whole number.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// e^x: that of −708 below it and of 709 above, so nothing is infinite; not-a-number stays. Without branches, so loops over it
/// vectorise.
#[inline]
pub(crate) fn exp(x: f64) -> f64 {
    let x = x.clamp(-708.0, 709.0);
    let power = x * LOG2_E + ROUND;
    let whole = power - ROUND;
    let rest = (x - whole * LN_2_HIGH) - whole * LN_2_LOW;
    // |rest| ≤ ln 2 / 2, where the Taylor polynomial of degree 13 is exact to the last bit.
    let mut sum = 1.0 / 6_227_020_800.0;
    for factor in [
        1.0 / 479_001_600.0,
        1.0 / 39_916_800.0,
        1.0 / 3_628_800.0,
        1.0 / 362_880.0,
        1.0 / 40_320.0,
        1.0 / 5_040.0,
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        0.5,
        1.0,
        1.0,
    ] {
        sum = sum * rest + factor;
    }
    // 2^whole by its exponent bits: the low bits of `power` are `whole`, and shifting drops all others.
    let scale = f64::from_bits(power.to_bits().wrapping_add(1023) << 52);
    sum * scale
}

/// Natural logarithm of a positive finite number; that of anything smaller than the least normal number is −708.4 (its logarithm),
/// so nothing here is ever infinite.
pub(crate) fn ln(x: f64) -> f64 {
    let x = if x.is_nan() {
        return x;
    } else {
        x.clamp(f64::MIN_POSITIVE, f64::MAX)
    };
    let bits = x.to_bits();
    let mut exponent = (bits >> 52) as i64 - 1023;
    let mut mantissa = f64::from_bits((bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000);
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa *= 0.5;
        exponent += 1;
    }
    // ln m = 2 artanh((m − 1) / (m + 1)), with an argument of at most 0.172.
    let ratio = (mantissa - 1.0) / (mantissa + 1.0);
    let square = ratio * ratio;
    let mut sum = 1.0 / 23.0;
    for odd in [21.0, 19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0] {
        sum = sum * square + 1.0 / odd;
    }
    let log_mantissa = 2.0 * ratio + 2.0 * ratio * square * sum;
    if exponent == 0 {
        return log_mantissa;
    }
    exponent as f64 * LN_2_HIGH + (exponent as f64 * LN_2_LOW + log_mantissa)
}

/// 1 / (1 + e^−x), within 0 and 1.
#[inline]
pub(crate) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agree_with_the_platform(x in -700.0f64..700.0, y in 1e-300f64..1e300) {
            prop_assert!((exp(x) / x.exp() - 1.0).abs() < 1e-15, "{} {}", exp(x), x.exp());
            prop_assert!((ln(y) - y.ln()).abs() <= 4e-16 * y.ln().abs().max(1.0), "{} {}", ln(y), y.ln());
        }

        #[test]
        fn the_logistic_function_is_a_probability(x in any::<f64>()) {
            if !x.is_nan() {
                prop_assert!((0.0..=1.0).contains(&logistic(x)));
            }
        }
    }

    #[test]
    fn edges_are_finite() {
        assert_eq!((exp(0.0), ln(1.0), logistic(0.0)), (1.0, 0.0, 0.5));
        assert!(exp(f64::NEG_INFINITY) < 1e-307);
        assert!(exp(f64::INFINITY).is_finite() && ln(0.0).is_finite() && ln(f64::INFINITY).is_finite());
        assert!(exp(f64::NAN).is_nan() && ln(f64::NAN).is_nan());
    }
}
