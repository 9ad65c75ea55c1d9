//! Arithmetic of formulas: exact where amounts are concerned, and never beyond what its kind can hold.

use model::Money;
use model::block::NONE_I64;

use super::evaluate::Outcome;
use super::functions::Function;
use super::{Datum, Trouble};
use crate::computed::exact::{self, Decimal};

/// Most places of a factor that are told apart.
const PLACES: u32 = 9;

/// Numbers beyond are no integers of their own any more.
pub(super) const WHOLE: f64 = 9_007_199_254_740_992.0;

pub(super) fn whole(number: f64) -> Result<i64, Trouble> {
    if number.abs() <= WHOLE {
        Ok(number as i64)
    } else {
        Err(Trouble::TooLarge)
    }
}

pub(super) fn finite_number(number: f64) -> Result<f64, Trouble> {
    if number.is_finite() { Ok(number) } else { Err(Trouble::TooLarge) }
}

pub(super) fn number(number: f64) -> Outcome {
    finite_number(number).map(|number| Some(Datum::Number(number)))
}

pub(super) fn duration(seconds: Option<i64>) -> Outcome {
    seconds
        .filter(|&seconds| seconds != NONE_I64)
        .map(|seconds| Some(Datum::Duration(seconds)))
        .ok_or(Trouble::TooLarge)
}

pub(super) fn same_currency(one: Money, other: Money) -> Result<(), Trouble> {
    if one.currency == other.currency {
        Ok(())
    } else {
        Err(Trouble::Currencies)
    }
}

/// A number, amount or length of time times a factor.
pub(super) fn scaled(datum: Datum, factor: f64) -> Outcome {
    match datum {
        Datum::Number(value) => number(value * factor),
        Datum::Money(money) => {
            let factor = Decimal::of(factor, PLACES).ok_or(Trouble::TooLarge)?;
            let product = i128::from(money.minor).checked_mul(factor.mantissa).ok_or(Trouble::TooLarge)?;
            amount(exact::divide(product, factor.unit()), money)
        }
        Datum::Duration(seconds) => {
            let product = seconds as f64 * factor;
            duration((product.abs() < WHOLE).then(|| product.round() as i64))
        }
        _ => Ok(None),
    }
}

pub(super) fn amount(minor: i128, like: Money) -> Outcome {
    exact::amount(minor)
        .map(|minor| Some(Datum::Money(Money::new(minor, like.currency))))
        .map_err(|_| Trouble::TooLarge)
}

pub(super) fn divided(dividend: Datum, divisor: Datum) -> Outcome {
    match (dividend, divisor) {
        (_, Datum::Number(0.0)) => Err(Trouble::Undefined),
        (Datum::Number(one), Datum::Number(other)) => number(one / other),
        (Datum::Money(money), Datum::Number(other)) => {
            let divisor = Decimal::of(other, PLACES)
                .filter(|divisor| divisor.mantissa != 0)
                .ok_or(Trouble::TooLarge)?;
            let product = i128::from(money.minor)
                .checked_mul(divisor.unit() * divisor.mantissa.signum())
                .ok_or(Trouble::TooLarge)?;
            amount(exact::divide(product, divisor.mantissa.abs()), money)
        }
        (Datum::Money(one), Datum::Money(other)) => {
            same_currency(one, other)?;
            if other.minor == 0 {
                Err(Trouble::Undefined)
            } else {
                number(one.minor as f64 / other.minor as f64)
            }
        }
        (Datum::Duration(seconds), Datum::Number(other)) => {
            let quotient = seconds as f64 / other;
            duration((quotient.abs() < WHOLE).then(|| quotient.round() as i64))
        }
        (Datum::Duration(_), Datum::Duration(0)) => Err(Trouble::Undefined),
        (Datum::Duration(one), Datum::Duration(other)) => number(one as f64 / other as f64),
        _ => Ok(None),
    }
}

/// Rounding to so many decimals: halves away from zero, up, or down. Amounts are rounded in major units.
pub(super) fn rounded(function: Function, datum: &Datum, places: f64) -> Outcome {
    let places = places.trunc().clamp(-12.0, 12.0) as i32;
    match datum {
        Datum::Number(value) => {
            let power = 10_f64.powi(places.abs());
            let scale = |value: f64| if places < 0 { value / power } else { value * power };
            let unscale = |value: f64| if places < 0 { value * power } else { value / power };
            let mut scaled = scale(*value);
            // 1.005 is kept a little below: a product that close to a half is one.
            if let Some(decimal) = Decimal::of(*value, 12)
                && places >= 0
                && decimal.places as i32 <= 12
            {
                let shift = places - decimal.places as i32;
                if shift < 0 {
                    let unit = 10_i128.pow(shift.unsigned_abs());
                    scaled = match function {
                        Function::Round => exact::divide(decimal.mantissa, unit) as f64,
                        Function::RoundUp => -(-decimal.mantissa).div_euclid(unit) as f64,
                        _ => decimal.mantissa.div_euclid(unit) as f64,
                    };
                } else {
                    return number(*value);
                }
            } else {
                scaled = match function {
                    Function::Round => scaled.round(),
                    Function::RoundUp => scaled.ceil(),
                    _ => scaled.floor(),
                };
            }
            number(unscale(scaled))
        }
        Datum::Money(money) => {
            let drop = money.currency.exponent() as i32 - places;
            if drop <= 0 {
                return Ok(Some(datum.clone()));
            }
            let unit = 10_i128.pow(drop.unsigned_abs());
            let minor = i128::from(money.minor);
            let quotient = match function {
                Function::Round => exact::divide(minor, unit),
                Function::RoundUp => -(-minor).div_euclid(unit),
                _ => minor.div_euclid(unit),
            };
            amount(quotient.saturating_mul(unit), *money)
        }
        _ => Ok(None),
    }
}
