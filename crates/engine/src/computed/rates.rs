//! Exchange rates: amounts of any currency in the base currency, exactly.
//!
//! Of several rates of a currency the newest counts that is not later than today. A rate without a day is the oldest,
//! and of two of one day the record made last counts. A currency without a rate has none: its amounts are left out of
//! totals and counted, never taken one to one.

use model::order;
use model::{Currency, Money, RecordId};

use super::Moment;
use super::exact::{Decimal, Overflow, amount, divide};
use super::fields;
use crate::workspace::Workspace;

/// Why an amount has no counterpart in the base currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ConvertError {
    /// There is no rate for its currency.
    #[error("there is no exchange rate for {0}")]
    NoRate(Currency),
    /// The result is outside the range of amounts.
    #[error(transparent)]
    Overflow(#[from] Overflow),
}

/// Rates to one base currency as of one day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rates {
    base: Currency,
    rates: Vec<(Currency, Decimal)>,
}

impl Rates {
    /// The rates in force at a moment.
    #[must_use]
    pub fn of(workspace: &Workspace, moment: Moment) -> Self {
        let mut newest: Vec<(Currency, (Option<i32>, RecordId), Decimal)> = Vec::new();
        if let Some(table) = workspace.table("rate") {
            let (rates, days) = (fields::floats(table, "rate"), fields::ints(table, "day"));
            for row in table.alive().rows() {
                let currency = table
                    .field("currency")
                    .and_then(|field| table.text(row, field))
                    .and_then(|text| text.parse().ok());
                let rate = fields::float(rates, row)
                    .filter(|&rate| rate > 0.0)
                    .and_then(|rate| Decimal::of(rate, RATE_PLACES));
                let day = fields::day(days, row);
                let (Some(currency), Some(rate)) = (currency, rate) else { continue };
                if rate.mantissa == 0 || day.is_some_and(|day| day > moment.today) {
                    continue;
                }
                let age = (day, table.id(row, workspace.handles()));
                match newest.iter_mut().find(|(known, ..)| *known == currency) {
                    Some(known) if known.1 < age => *known = (currency, age, rate),
                    Some(_) => {}
                    None => newest.push((currency, age, rate)),
                }
            }
        }
        let mut rates = newest
            .into_iter()
            .map(|(currency, _, rate)| (currency, rate))
            .filter(|(currency, _)| *currency != moment.base)
            .collect::<Vec<_>>();
        order::sort_by_key(&mut rates, |&(currency, _)| currency);
        Self { base: moment.base, rates }
    }

    /// The base currency.
    #[must_use]
    pub fn base(&self) -> Currency {
        self.base
    }

    /// An amount in minor units of the base currency.
    ///
    /// # Errors
    /// When its currency has no rate, or the result does not fit.
    pub fn to_base(&self, money: Money) -> Result<i64, ConvertError> {
        if money.currency == self.base {
            return Ok(money.minor);
        }
        let known = self.rates.binary_search_by_key(&money.currency, |&(currency, _)| currency);
        let (_, rate) = self.rates[known.map_err(|_| ConvertError::NoRate(money.currency))?];
        let (base, other) = (self.base.exponent(), money.currency.exponent());
        let product = i128::from(money.minor)
            .checked_mul(rate.mantissa)
            .and_then(|product| product.checked_mul(10_i128.pow(base.saturating_sub(other))))
            .ok_or(Overflow)?;
        Ok(amount(divide(product, rate.unit() * 10_i128.pow(other.saturating_sub(base))))?)
    }
}

/// Most places of a rate that are told apart: one Vietnamese dong is 0.0000345 Kuwaiti dinars at seven digits or so.
const RATE_PLACES: u32 = 15;

#[cfg(test)]
mod tests {
    use super::super::fixture::{Fixture, TODAY};
    use super::*;

    fn money(minor: i64, currency: &str) -> Money {
        Money::new(minor, currency.parse().unwrap())
    }

    #[test]
    fn amounts_keep_their_value_across_exponents() {
        let mut world = Fixture::new();
        world.rate("USD", 0.92, None);
        world.rate("JPY", 0.0061, None);
        world.rate("KWD", 3.005, None);
        let rates = world.rates();
        assert_eq!(rates.to_base(money(10_000, "EUR")), Ok(10_000));
        assert_eq!(rates.to_base(money(10_050, "USD")), Ok(9_246));
        assert_eq!(rates.to_base(money(1_000, "JPY")), Ok(610), "1000 yen are 6.10 euros");
        assert_eq!(rates.to_base(money(1_000, "KWD")), Ok(301), "3.005 euros round away from zero");
        assert_eq!(rates.to_base(money(-1_000, "KWD")), Ok(-301));
        assert_eq!(rates.to_base(money(1, "GBP")), Err(ConvertError::NoRate("GBP".parse().unwrap())));
        assert_eq!(rates.to_base(money(i64::MAX, "KWD")), Ok(2_771_623_297_074_860_130));
        world.rate("CLF", 1e9, None);
        assert_eq!(world.rates().to_base(money(i64::MAX, "CLF")), Err(ConvertError::Overflow(Overflow)));
    }

    #[test]
    fn the_newest_rate_that_is_in_force_counts() {
        let mut world = Fixture::new();
        world.rate("USD", 0.5, None);
        assert_eq!(world.rates().to_base(money(100, "USD")), Ok(50));
        world.rate("USD", 0.8, Some(TODAY - 3));
        world.rate("USD", 0.9, Some(TODAY));
        world.rate("USD", 0.7, Some(TODAY - 9));
        let tomorrow = world.rate("USD", 0.1, Some(TODAY + 1));
        assert_eq!(world.rates().to_base(money(100, "USD")), Ok(90));
        world.trash("rate", tomorrow);
        world.rate("EUR", 7.0, None);
        world.rate("GBP", -1.0, None);
        world.rate("CHF", 0.0, None);
        let rates = world.rates();
        assert_eq!(
            rates.to_base(money(100, "EUR")),
            Ok(100),
            "the base currency needs no rate and takes none"
        );
        assert!(rates.to_base(money(100, "GBP")).is_err() && rates.to_base(money(100, "CHF")).is_err());
    }
}
