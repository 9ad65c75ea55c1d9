//! Natural logarithm and exponential, as in FDLIBM (Sun Microsystems 1993): reduction to a small interval, then a minimax polynomial.

const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;
const SQRT_HALF: f64 = std::f64::consts::FRAC_1_SQRT_2;

/// Natural logarithm, below one unit in the last place. NaN below zero, −∞ at zero.
#[must_use]
pub fn ln(x: f64) -> f64 {
    // Positive, finite and normal: all but a few.
    if !(f64::MIN_POSITIVE..=f64::MAX).contains(&x) {
        return match x {
            _ if x == 0.0 => f64::NEG_INFINITY,
            _ if x > f64::MAX => x,
            // Subnormal: 2⁵⁴ makes it normal.
            _ if x > 0.0 => ln(x * 18_014_398_509_481_984.0) - 54.0 * std::f64::consts::LN_2,
            _ => f64::NAN,
        };
    }
    let bits = x.to_bits();
    let mut exponent = (bits >> 52) as i32 - 1023;
    let mut mantissa = f64::from_bits(bits & 0x000f_ffff_ffff_ffff | 0x3ff0_0000_0000_0000);
    if mantissa > 2.0 * SQRT_HALF {
        mantissa *= 0.5;
        exponent += 1;
    }
    let k = f64::from(exponent);
    let (f, rest) = of_one_plus(mantissa - 1.0, k);
    k * LN2_HIGH - (rest - f)
}

/// `ln(1 + f)` for `f` from √½ − 1 to √2 − 1 is `f` less the second value, with the low part of `k · ln 2` in it.
fn of_one_plus(f: f64, k: f64) -> (f64, f64) {
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * (3.999_999_999_940_942e-1 + w * (2.222_219_843_214_978_4e-1 + w * 1.531_383_769_920_937_3e-1));
    let odd =
        z * (6.666_666_666_666_735e-1 + w * (2.857_142_874_366_239e-1 + w * (1.818_357_216_161_805e-1 + w * 1.479_819_860_511_658_6e-1)));
    let half_square = 0.5 * f * f;
    (f, half_square - (s * (half_square + even + odd) + k * LN2_LOW))
}

/// `ln(1 + x)` without loss for small `x`.
#[must_use]
pub fn ln_1p(x: f64) -> f64 {
    if (SQRT_HALF - 1.0..=2.0 * SQRT_HALF - 1.0).contains(&x) {
        let (f, rest) = of_one_plus(x, 0.0);
        return f - rest;
    }
    ln(1.0 + x)
}

/// Exponential, below one unit in the last place. Zero below the smallest number, ∞ above the greatest.
#[must_use]
pub fn exp(x: f64) -> f64 {
    if !(-745.2..=709.8).contains(&x) {
        return match x {
            _ if x > 709.8 => f64::INFINITY,
            _ if x < -745.2 => 0.0,
            _ => f64::NAN,
        };
    }
    let halves = if x < 0.0 { -0.5 } else { 0.5 };
    let k = (x * std::f64::consts::LOG2_E + halves) as i32;
    let high = x - f64::from(k) * LN2_HIGH;
    let low = f64::from(k) * LN2_LOW;
    let r = high - low;
    let t = r * r;
    let c = r - t
        * (1.666_666_666_666_660_2e-1
            + t * (-2.777_777_777_701_559_3e-3
                + t * (6.613_756_321_437_934e-5 + t * (-1.653_390_220_546_525_2e-6 + t * 4.138_136_797_057_238_5e-8))));
    let y = 1.0 + ((r * c / (2.0 - c) - low) + high);
    // Two factors, since one alone could be beyond the exponents there are.
    let first = k / 2;
    y * two_to(first) * two_to(k - first)
}

fn two_to(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// `base` to the power `exponent`, for a positive base.
#[must_use]
pub fn power(base: f64, exponent: f64) -> f64 {
    exp(exponent * ln(base))
}
