//! Exact money: products with quantities, percents and rates, rounded once, half away from zero.
//!
//! Numbers that people type are decimals, but are kept as binary floats. [`Decimal`] gets the decimal back, so that 1.005
//! times 1.00 is 1.01 and not 1.00. Intermediates have 128 bits; what does not fit an amount is [`Overflow`], never wrapped.

/// A result outside the range of amounts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the amount is too large")]
pub struct Overflow;

/// A decimal number: `mantissa` divided by ten to the power of `places`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Decimal {
    pub(crate) mantissa: i128,
    pub(crate) places: u32,
}

/// Integers up to here are exact as floats.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Decimal {
    /// The decimal with at most `places` places that reads back as the same float; the nearest one when none does.
    ///
    /// A decimal of at most 15 digits is always found. Not a number, and infinity, have none.
    pub(crate) fn of(value: f64, places: u32) -> Option<Self> {
        if !value.is_finite() || value.abs() >= 1e30 {
            return None;
        }
        let mut power = 1.0;
        let mut nearest = Self {
            mantissa: value.round() as i128,
            places: 0,
        };
        for places in 0..=places {
            let scaled = (value * power).round();
            if places > 0 && scaled.abs() >= EXACT {
                break;
            }
            nearest = Self {
                mantissa: scaled as i128,
                places,
            };
            // Both sides are exact, so the quotient is the float nearest to the decimal: equal exactly for the right one.
            if scaled / power == value {
                break;
            }
            power *= 10.0;
        }
        Some(nearest)
    }

    /// Ten to the power of the places.
    pub(crate) fn unit(self) -> i128 {
        10_i128.pow(self.places)
    }
}

/// Most places of a quantity that are told apart.
const QUANTITY_PLACES: u32 = 9;
/// Most places of a percentage that are told apart.
const PERCENT_PLACES: u32 = 6;

/// `price` times `quantity` less `discount` percent.
pub(crate) fn line_total(price: i64, quantity: f64, discount: f64) -> Result<i64, Overflow> {
    if discount == 0.0 && quantity.abs() < EXACT && quantity as i64 as f64 == quantity {
        // Whole pieces at the full price: nearly every line.
        return price
            .checked_mul(quantity as i64)
            .filter(|&minor| minor != i64::MIN)
            .ok_or(Overflow);
    }
    let quantity = Decimal::of(quantity, QUANTITY_PLACES).ok_or(Overflow)?;
    let discount = Decimal::of(discount, PERCENT_PLACES).ok_or(Overflow)?;
    let rest = (100 * discount.unit()).checked_sub(discount.mantissa).ok_or(Overflow)?;
    let product = i128::from(price)
        .checked_mul(quantity.mantissa)
        .and_then(|product| product.checked_mul(rest))
        .ok_or(Overflow)?;
    amount(divide(product, quantity.unit() * 100 * discount.unit()))
}

/// `percent` percent of an amount.
pub(crate) fn share(minor: i64, percent: f64) -> Result<i64, Overflow> {
    let percent = Decimal::of(percent, PERCENT_PLACES).ok_or(Overflow)?;
    let product = i128::from(minor).checked_mul(percent.mantissa).ok_or(Overflow)?;
    amount(divide(product, percent.unit() * 100))
}

/// A quotient rounded half away from zero. The divisor is positive.
pub(crate) fn divide(dividend: i128, divisor: i128) -> i128 {
    let (quotient, rest) = (dividend / divisor, dividend % divisor);
    // Twice the rest could pass 128 bits, the comparison with what is missing to the divisor cannot.
    if rest.unsigned_abs() >= divisor.unsigned_abs() - rest.unsigned_abs() {
        quotient + dividend.signum()
    } else {
        quotient
    }
}

/// A sum as an amount. The smallest integer stands for an empty cell and is no amount.
pub(crate) fn amount(sum: i128) -> Result<i64, Overflow> {
    i64::try_from(sum).ok().filter(|&minor| minor != i64::MIN).ok_or(Overflow)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lines_by_hand() {
        for (price, quantity, discount, total) in [
            (1_999, 3.0, 0.0, 5_997),
            (1_999, 3.0, 10.0, 5_397), // 5397.3
            (100, 1.005, 0.0, 101),    // 100.5, though the float is a little less
            (-100, 1.005, 0.0, -101),
            (1, 0.5, 0.0, 1),
            (1, 0.49, 0.0, 0),
            (333, 0.333, 33.3, 74), // 73.962...
            (1_000, 2.0, 100.0, 0),
            (1_000, 2.0, 120.0, -400),
            (1_000, -2.0, 50.0, -1_000),
            (10, 12_345_678.15, 0.0, 123_456_782), // 123456781.5
            (i64::MAX, 1.0, 0.0, i64::MAX),
        ] {
            assert_eq!(
                line_total(price, quantity, discount),
                Ok(total),
                "{price} x {quantity} less {discount} %"
            );
        }
    }

    #[test]
    fn what_does_not_fit_is_said() {
        assert_eq!(line_total(i64::MAX, 1.1, 0.0), Err(Overflow));
        assert_eq!(line_total(i64::MAX, 1e25, 0.0), Err(Overflow));
        assert_eq!(line_total(1, f64::INFINITY, 0.0), Err(Overflow));
        assert_eq!(line_total(1, 1.0, 1e29), Err(Overflow));
        assert_eq!(share(i64::MAX, 101.0), Err(Overflow));
        assert_eq!(amount(i128::from(i64::MIN)), Err(Overflow));
    }

    #[test]
    fn halves_go_away_from_zero() {
        assert_eq!([5, -5, 14, 15, -15, 16].map(|n| divide(n, 10)), [1, -1, 1, 2, -2, 2]);
        assert_eq!(divide(i128::MAX, i128::MAX), 1);
        assert_eq!(divide(i128::MAX / 2 + 1, i128::MAX), 1);
    }

    proptest! {
        #[test]
        fn typed_decimals_come_back(mantissa in -999_999_999_999_i64..1_000_000_000_000, places in 0u32..=3) {
            let typed: f64 = format!("{mantissa}e-{places}").parse().unwrap();
            let decimal = Decimal::of(typed, 9).unwrap();
            prop_assert_eq!(decimal.mantissa * 10_i128.pow(3 - decimal.places.min(3)), i128::from(mantissa) * 10_i128.pow(3 - places));
        }

        #[test]
        fn totals_equal_the_exact_fraction(price in -1_000_000_000_i64..1_000_000_000, quantity in -9_999_999_i64..10_000_000, tenths in 0i64..=1000) {
            let total = line_total(price, quantity as f64 / 1000.0, tenths as f64 / 10.0).unwrap();
            let numerator = i128::from(price) * i128::from(quantity) * i128::from(1000 - tenths);
            let rounded = (2 * numerator.abs() + 1_000_000) / 2_000_000;
            prop_assert_eq!(i128::from(total), rounded * numerator.signum());
        }
    }
}
