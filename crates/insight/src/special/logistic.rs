//! The logistic function, and an exponential without branches: a loop over either vectorises, which one over [`exp`](super::exp) does not.

use std::f64::consts::LOG2_E;

/// The upper part of ln 2, whose product with any exponent is exact.
const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
/// What is missing to ln 2.
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// Adding and subtracting it rounds to the nearest whole number.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// Exponential, within two units in the last place: that of −708 below it and of 709 above, so nothing is infinite; not-a-number stays. Without branches, so loops over it
/// vectorise.
#[inline]
#[must_use]
pub fn exp_held(x: f64) -> f64 {
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

/// 1 / (1 + e^−x), within 0 and 1; not-a-number stays.
#[inline]
#[must_use]
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + exp_held(-x))
}
