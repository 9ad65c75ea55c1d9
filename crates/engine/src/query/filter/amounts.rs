//! Bounds of numbers, days and amounts: every comparison of quantities is a range, or the absence from one.

use model::{Currency, Money, Operator};

use crate::computed::Moment;
use crate::query::rates::Rates;

/// A range with or without its ends; no end is no limit.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Bounds<T> {
    pub(crate) low: Option<Bound<T>>,
    pub(crate) high: Option<Bound<T>>,
}

/// One end of a range.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Bound<T> {
    pub(crate) value: T,
    /// The end itself is outside.
    pub(crate) open: bool,
}

impl<T: Copy> Bounds<T> {
    /// The range of a comparison with one value, or of "between" with two; `None` for operators that compare no quantities.
    /// "Is not" has the range of "is": the caller negates it.
    pub(crate) fn new(operator: Operator, values: &[T]) -> Option<Self> {
        let end = |value: T, open: bool| Some(Bound { value, open });
        Some(match (operator, values) {
            (Operator::Is | Operator::IsNot, &[value]) => Self {
                low: end(value, false),
                high: end(value, false),
            },
            (Operator::Greater, &[value]) => Self {
                low: end(value, true),
                high: None,
            },
            (Operator::AtLeast, &[value]) => Self {
                low: end(value, false),
                high: None,
            },
            (Operator::Less, &[value]) => Self {
                low: None,
                high: end(value, true),
            },
            (Operator::AtMost, &[value]) => Self {
                low: None,
                high: end(value, false),
            },
            (Operator::Between, &[low, high]) => Self {
                low: end(low, false),
                high: end(high, false),
            },
            _ => return None,
        })
    }
}

/// A whole number or one with a fraction, compared with whole numbers.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Number {
    Int(i64),
    Float(f64),
}

/// A day or an instant.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Point {
    Day(i32),
    Instant(i64),
}

/// An amount, or major units of the base currency.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Amount {
    Money(Money),
    Base(f64),
}

/// First and last value of a range of integers, both included. Empty cells are kept as the least integer and are never inside.
pub(crate) type Ints = (i64, i64);

/// A range that nothing is in.
pub(crate) const NOTHING: Ints = (0, -1);

const LEAST: i64 = i64::MIN + 1;

impl Bounds<Number> {
    /// The whole numbers inside.
    pub(crate) fn ints(&self) -> Ints {
        let low = self.low.map_or(LEAST, |low| match low.value {
            Number::Int(value) if low.open => value.saturating_add(1),
            Number::Int(value) => value,
            Number::Float(value) if value < LEAST as f64 => LEAST,
            Number::Float(value) if low.open => (value.floor() as i64).saturating_add(1),
            Number::Float(value) => value.ceil() as i64,
        });
        let high = self.high.map_or(i64::MAX, |high| match high.value {
            Number::Int(value) if high.open => value.saturating_sub(1),
            Number::Int(value) => value,
            Number::Float(value) if value >= i64::MAX as f64 => i64::MAX,
            Number::Float(value) if high.open => (value.ceil() as i64).saturating_sub(1),
            Number::Float(value) => value.floor() as i64,
        });
        // Greater than the greatest and less than the least are nothing, however far an end lies beyond them.
        let over = |number: Number| matches!(number, Number::Float(value) if value >= i64::MAX as f64);
        let under = |number: Number| matches!(number, Number::Float(value) if value < LEAST as f64);
        let greatest = |low: Bound<Number>| low.open && low.value == Number::Int(i64::MAX) || over(low.value);
        if self.low.is_some_and(greatest) || self.high.is_some_and(|high| under(high.value)) {
            return NOTHING;
        }
        (low.max(LEAST), high)
    }

    /// The numbers inside, both ends included.
    pub(crate) fn floats(&self) -> (f64, f64) {
        let value = |number: Number| match number {
            Number::Int(value) => value as f64,
            Number::Float(value) => value,
        };
        let low = self.low.map_or(f64::NEG_INFINITY, |low| {
            if low.open { value(low.value).next_up() } else { value(low.value) }
        });
        let high = self.high.map_or(f64::INFINITY, |high| {
            if high.open {
                value(high.value).next_down()
            } else {
                value(high.value)
            }
        });
        (low, high)
    }
}

impl Bounds<f64> {
    /// Whether a number is inside.
    pub(crate) fn has(&self, value: f64) -> bool {
        let low = self
            .low
            .is_none_or(|low| if low.open { value > low.value } else { value >= low.value });
        let high = self
            .high
            .is_none_or(|high| if high.open { value < high.value } else { value <= high.value });
        low && high
    }
}

impl Bounds<Point> {
    /// The range as a column keeps it: instants for date-times, days for dates.
    pub(crate) fn ints(&self, instants: bool, moment: &Moment) -> Ints {
        let low = self.low.map_or(LEAST, |low| match (low.value, instants) {
            (Point::Day(day), true) => {
                if low.open {
                    moment.end_of(day).saturating_add(1)
                } else {
                    moment.start_of(day)
                }
            }
            (Point::Instant(millis), true) => millis.saturating_add(i64::from(low.open)),
            (Point::Day(day), false) => i64::from(day) + i64::from(low.open),
            (Point::Instant(millis), false) => i64::from(moment.day_of(millis)) + i64::from(low.open),
        });
        let high = self.high.map_or(i64::MAX, |high| match (high.value, instants) {
            (Point::Day(day), true) => {
                if high.open {
                    moment.start_of(day) - 1
                } else {
                    moment.end_of(day)
                }
            }
            (Point::Instant(millis), true) => millis.saturating_sub(i64::from(high.open)),
            (Point::Day(day), false) => i64::from(day) - i64::from(high.open),
            (Point::Instant(millis), false) => i64::from(moment.day_of(millis)) - i64::from(high.open),
        });
        (low.max(LEAST), high)
    }
}

impl Bounds<Amount> {
    /// Minor units of a currency inside. Amounts of the bound's own currency compare exactly, others by the rates; without a rate
    /// nothing is inside.
    pub(crate) fn minor(&self, currency: Currency, rates: &Rates) -> Ints {
        let worth = |amount: Amount| match amount {
            Amount::Money(money) if money.currency == currency => Some(Number::Int(money.minor)),
            Amount::Money(money) => Some(Number::Float(
                money.minor as f64 * rates.factor(money.currency)? / rates.factor(currency)?,
            )),
            Amount::Base(major) => Some(Number::Float(major / rates.factor(currency)?)),
        };
        let bound = |bound: Option<Bound<Amount>>| match bound {
            Some(bound) => worth(bound.value).map(|value| {
                Some(Bound {
                    value: tidy(value),
                    open: bound.open,
                })
            }),
            None => Some(None),
        };
        match (bound(self.low), bound(self.high)) {
            (Some(low), Some(high)) => Bounds { low, high }.ints(),
            _ => NOTHING,
        }
    }
}

/// A conversion that comes within a millionth of a minor unit means the minor unit: 100 EUR are 10,000 cents and not 9,999.999….
fn tidy(number: Number) -> Number {
    match number {
        Number::Float(value) if (value - value.round()).abs() < 1e-6 => Number::Float(value.round()),
        number => number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(operator: Operator, values: &[Number]) -> Ints {
        Bounds::new(operator, values).unwrap().ints()
    }

    #[test]
    fn whole_numbers_compare_with_fractions() {
        use Number::{Float, Int};
        for (operator, value, expected) in [
            (Operator::AtLeast, Float(2.5), (3, i64::MAX)),
            (Operator::Greater, Float(2.0), (3, i64::MAX)),
            (Operator::Less, Float(2.0), (LEAST, 1)),
            (Operator::AtMost, Float(-0.5), (LEAST, -1)),
            (Operator::Is, Float(2.5), (3, 2)),
            (Operator::Greater, Int(2), (3, i64::MAX)),
            (Operator::AtLeast, Int(2), (2, i64::MAX)),
            (Operator::Less, Int(2), (LEAST, 1)),
            (Operator::AtMost, Int(2), (LEAST, 2)),
            (Operator::Greater, Int(i64::MAX), NOTHING),
            (Operator::Less, Int(i64::MIN), (LEAST, i64::MIN)),
            (Operator::AtLeast, Float(-1e300), (LEAST, i64::MAX)),
        ] {
            assert_eq!(range(operator, &[value]), expected, "{operator:?} {value:?}");
        }
        assert_eq!(range(Operator::Between, &[Int(1), Int(5)]), (1, 5));
        assert_eq!(Bounds::<Number>::new(Operator::Between, &[Int(1)]), None);
        assert_eq!(Bounds::<Number>::new(Operator::Contains, &[Int(1)]), None);
    }

    #[test]
    fn days_compare_with_instants_by_local_time() {
        let is = |point| Bounds::new(Operator::Is, &[point]).unwrap();
        let after = |point| Bounds::new(Operator::Greater, &[point]).unwrap();
        let hour = 3_600_000;
        let moment = crate::query::testkit::World::new().moment;
        assert_eq!(is(Point::Day(1)).ints(true, &moment), (23 * hour, 47 * hour - 1));
        assert_eq!(after(Point::Day(1)).ints(true, &moment).0, 47 * hour);
        assert_eq!(after(Point::Instant(5)).ints(true, &moment).0, 6);
        assert_eq!(is(Point::Instant(23 * hour)).ints(false, &moment), (1, 1));
        assert_eq!(after(Point::Day(1)).ints(false, &moment).0, 2);
    }

    #[test]
    fn amounts_compare_across_currencies_by_their_rates() {
        let rates = Rates::new(Currency::EUR).with(Currency::USD, 0.8);
        let at_least = |amount| Bounds::new(Operator::AtLeast, &[amount]).unwrap();
        let eur = at_least(Amount::Money(Money::new(10_000, Currency::EUR)));
        assert_eq!(eur.minor(Currency::EUR, &rates).0, 10_000);
        assert_eq!(eur.minor(Currency::USD, &rates).0, 12_500);
        assert_eq!(eur.minor("CHF".parse().unwrap(), &rates), NOTHING);
        let chf = at_least(Amount::Money(Money::new(1, "CHF".parse().unwrap())));
        assert_eq!(chf.minor("CHF".parse().unwrap(), &rates).0, 1);
        assert_eq!(at_least(Amount::Base(100.0)).minor(Currency::USD, &rates).0, 12_500);
    }
}
