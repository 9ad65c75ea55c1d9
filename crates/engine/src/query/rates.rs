//! Exchange rates, and exact sums of amounts in several currencies.
//!
//! Rates are records (`rate`: currency, rate, day). Per currency the newest rate counts that is not later than today, as computed
//! fields have it; the base currency is worth one.
//! An amount whose currency has no rate is never added up as if it had one: it is counted and named beside the sum.

use bridge::Cell;
use model::{Currency, Money, RecordId, Value};

use crate::computed::Moment;
use crate::workspace::Workspace;

/// Decimals that a rate is read with.
const RATE_SCALE: f64 = 1e12;
const RATE_DECIMALS: i128 = 1_000_000_000_000;

/// What one unit of each currency is worth in the base currency.
#[derive(Clone, PartialEq, Debug)]
pub struct Rates {
    base: Currency,
    known: Vec<(Currency, f64)>,
}

impl Rates {
    /// Rates of a base currency, without any other currency.
    #[must_use]
    pub fn new(base: Currency) -> Self {
        Self {
            base,
            known: vec![(base, 1.0)],
        }
    }

    /// The rates that the workspace keeps, as of a moment. A rate without a day is the oldest; of two of one day the one made last counts.
    #[must_use]
    pub fn read(workspace: &Workspace, moment: Moment) -> Self {
        let base = moment.base;
        let mut rates = Self::new(base);
        let Some(table) = workspace.table("rate") else { return rates };
        let value = |row: u32, key: &str| table.field(key).and_then(|field| table.register(row, field, workspace.handles()));
        let mut newest: Vec<(Currency, (Option<i32>, RecordId), f64)> = Vec::new();
        for row in table.alive().rows() {
            let Some(currency) = table
                .field("currency")
                .and_then(|field| table.text(row, field))
                .and_then(|text| text.parse::<Currency>().ok())
            else {
                continue;
            };
            let Some(Value::Number(rate)) = value(row, "rate") else { continue };
            let day = match value(row, "day") {
                Some(Value::Date(day)) => Some(day),
                _ => None,
            };
            if currency == base || !rate.is_finite() || rate <= 0.0 || day.is_some_and(|day| day > moment.today) {
                continue;
            }
            let age = (day, table.id(row, workspace.handles()));
            match newest.iter_mut().find(|(known, ..)| *known == currency) {
                Some(known) if known.1 < age => *known = (currency, age, rate),
                Some(_) => {}
                None => newest.push((currency, age, rate)),
            }
        }
        rates.known.extend(newest.into_iter().map(|(currency, _, rate)| (currency, rate)));
        rates
    }

    /// Adds or replaces a rate: units of the base currency for one unit of `currency`.
    #[must_use]
    pub fn with(mut self, currency: Currency, rate: f64) -> Self {
        self.known.retain(|&(known, _)| known != currency);
        self.known.push((currency, rate));
        self
    }

    /// The currency of totals.
    #[must_use]
    pub fn base(&self) -> Currency {
        self.base
    }

    /// Units of the base currency for one unit of `currency`; `None` without a rate.
    #[must_use]
    pub fn rate(&self, currency: Currency) -> Option<f64> {
        self.known.iter().find(|(known, _)| *known == currency).map(|&(_, rate)| rate)
    }

    /// Major units of the base currency for one minor unit of `currency`: for comparing and ordering, never for books.
    #[must_use]
    pub fn factor(&self, currency: Currency) -> Option<f64> {
        Some(self.rate(currency)? / currency.minor_per_major() as f64)
    }

    /// Major units of the base currency for one minor unit, per currency of a column. Currencies without a rate give NaN.
    #[must_use]
    pub fn factors(&self, currencies: &[Currency]) -> Vec<f64> {
        currencies
            .iter()
            .map(|&currency| self.factor(currency).unwrap_or(f64::NAN))
            .collect()
    }

    /// An amount in the base currency, rounded half away from zero; `None` without a rate or beyond the range of amounts.
    #[must_use]
    pub fn to_base(&self, money: Money) -> Option<Money> {
        let minor = self.convert(i128::from(money.minor), money.currency)?;
        i64::try_from(minor).ok().filter(|&minor| minor != i64::MIN).map(|minor| Money {
            minor,
            currency: self.base,
        })
    }

    /// Minor units of the base currency for minor units of another, in decimal arithmetic; `None` without a rate or out of range.
    fn convert(&self, minor: i128, currency: Currency) -> Option<i128> {
        if currency == self.base {
            return Some(minor);
        }
        let rate = (self.rate(currency)? * RATE_SCALE).round();
        if rate.abs() >= 1e30 {
            return None;
        }
        let scaled = minor
            .checked_mul(rate as i128)?
            .checked_mul(i128::from(self.base.minor_per_major()))?;
        Some(round_div(scaled, RATE_DECIMALS * i128::from(currency.minor_per_major())))
    }
}

/// Division rounded half away from zero.
fn round_div(value: i128, by: i128) -> i128 {
    let (quotient, rest) = (value / by, value % by);
    if rest.abs() * 2 >= by { quotient + rest.signum() } else { quotient }
}

/// A sum of amounts: exact per currency, converted once at the end.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Total {
    sums: Vec<(Currency, i128, u32)>,
}

impl Total {
    /// Adds an amount.
    pub fn add(&mut self, money: Money) {
        self.add_sum(money.currency, i128::from(money.minor), 1);
    }

    /// Adds what was summed up elsewhere: minor units of `amounts` amounts of one currency.
    pub fn add_sum(&mut self, currency: Currency, minor: i128, amounts: u32) {
        match self.sums.iter_mut().find(|(known, ..)| *known == currency) {
            Some((_, sum, count)) => {
                *sum += minor;
                *count += amounts;
            }
            None => self.sums.push((currency, minor, amounts)),
        }
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &Total) {
        for &(currency, minor, amounts) in &other.sums {
            self.add_sum(currency, minor, amounts);
        }
    }

    /// The sum in the base currency, of the amounts that have a rate; zero for none.
    ///
    /// # Errors
    /// [`OverflowError`] when it is beyond the range of amounts.
    pub fn in_base(&self, rates: &Rates) -> Result<Money, OverflowError> {
        let mut sum = 0i128;
        for &(currency, minor, _) in self.sums.iter().filter(|(currency, ..)| rates.rate(*currency).is_some()) {
            sum = rates
                .convert(minor, currency)
                .and_then(|minor| sum.checked_add(minor))
                .ok_or(OverflowError)?;
        }
        let minor = i64::try_from(sum).ok().filter(|&minor| minor != i64::MIN).ok_or(OverflowError)?;
        Ok(Money {
            minor,
            currency: rates.base,
        })
    }

    /// The sum as a cell: an amount of the base currency, or [`Cell::Overflow`].
    #[must_use]
    pub fn cell(&self, rates: &Rates) -> Cell {
        self.in_base(rates).map_or(Cell::Overflow, Cell::Money)
    }

    /// The mean of the amounts that have a rate; [`Cell::Empty`] when there are none.
    #[must_use]
    pub fn mean(&self, rates: &Rates) -> Cell {
        let known = |currency: Currency| rates.rate(currency).is_some();
        let count = self
            .sums
            .iter()
            .filter(|(currency, ..)| known(*currency))
            .map(|&(.., count)| i128::from(count))
            .sum::<i128>();
        if count == 0 {
            return Cell::Empty;
        }
        match self.in_base(rates) {
            Ok(sum) => Cell::Money(Money {
                minor: round_div(i128::from(sum.minor), count) as i64,
                currency: sum.currency,
            }),
            Err(OverflowError) => Cell::Overflow,
        }
    }

    /// Currencies without a rate, with the number of amounts that were left out.
    #[must_use]
    pub fn without_rate(&self, rates: &Rates) -> Vec<(String, u32)> {
        let missing = self.sums.iter().filter(|(currency, ..)| rates.rate(*currency).is_none());
        let mut missing = missing
            .map(|&(currency, _, count)| (currency.code().to_owned(), count))
            .collect::<Vec<_>>();
        missing.sort();
        missing
    }
}

/// A sum is beyond the range of amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sum is larger than an amount can be")]
pub struct OverflowError;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    #[test]
    fn amounts_convert_between_decimals_and_round_half_away_from_zero() {
        let rates = Rates::new(Currency::EUR)
            .with(currency("JPY"), 0.005)
            .with(Currency::USD, 0.5)
            .with(currency("KWD"), 3.0);
        for (minor, from, base) in [
            (1000, "JPY", 500),
            (1, "JPY", 1),
            (1, "USD", 1),
            (-1, "USD", -1),
            (3, "USD", 2),
            (1_000, "KWD", 300),
            (1, "KWD", 0),
            (2, "KWD", 1),
        ] {
            assert_eq!(
                rates.to_base(Money::new(minor, currency(from))),
                Some(Money::new(base, Currency::EUR)),
                "{minor} {from}"
            );
        }
        assert_eq!(rates.to_base(Money::new(1, currency("CHF"))), None);
        assert_eq!(
            rates.to_base(Money::new(i64::MAX, currency("KWD"))),
            Some(Money::new((i128::from(i64::MAX) * 3 / 10) as i64, Currency::EUR))
        );
        assert_eq!(
            rates.to_base(Money::new(i64::MAX, currency("JPY"))),
            Some(Money::new((i64::MAX / 2) + 1, Currency::EUR))
        );
    }

    #[test]
    fn what_does_not_fit_overflows_and_what_has_no_rate_is_named() {
        let rates = Rates::new(Currency::EUR).with(Currency::USD, 2.0);
        let mut total = Total::default();
        total.add(Money::new(i64::MAX, Currency::EUR));
        total.add(Money::new(5, currency("CHF")));
        assert_eq!(total.cell(&rates), Cell::Money(Money::new(i64::MAX, Currency::EUR)));
        total.add(Money::new(1, Currency::USD));
        assert_eq!(total.cell(&rates), Cell::Overflow);
        total.add(Money::new(-3, Currency::EUR));
        assert_eq!(total.cell(&rates), Cell::Money(Money::new(i64::MAX - 1, Currency::EUR)));
        assert_eq!(total.without_rate(&rates), [("CHF".to_owned(), 1)]);
        assert_eq!(Total::default().mean(&rates), Cell::Empty);
    }

    proptest! {
        #[test]
        fn a_sum_of_one_currency_is_exact_and_the_mean_rounds(amounts in prop::collection::vec(-1_000_000_000i64..1_000_000_000, 1..50)) {
            let rates = Rates::new(Currency::EUR);
            let mut total = Total::default();
            for &minor in &amounts { total.add(Money::new(minor, Currency::EUR)); }
            let sum = amounts.iter().sum::<i64>();
            prop_assert_eq!(total.in_base(&rates), Ok(Money::new(sum, Currency::EUR)));
            let mean = (sum as f64 / amounts.len() as f64).round() as i64;
            prop_assert_eq!(total.mean(&rates), Cell::Money(Money::new(mean, Currency::EUR)));
        }
    }
}
