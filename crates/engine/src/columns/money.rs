//! Amounts: minor units, and per row a code into the currencies used.

use model::block::NONE_I64;
use model::{Currency, Money};

use super::put;

/// Amounts of rows.
#[derive(Clone, Default, Debug)]
pub struct MoneyColumn {
    /// Minor units; [`NONE_I64`] where empty.
    pub minor: Vec<i64>,
    /// Code into `currencies`, as long as `minor`; any number where empty.
    pub currency: Vec<u8>,
    /// The currencies used, at most 256.
    pub currencies: Vec<Currency>,
}

impl MoneyColumn {
    /// Number of rows covered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.minor.len()
    }

    /// Whether no row was ever written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.minor.is_empty()
    }

    /// The amount of a row.
    #[must_use]
    pub fn get(&self, row: u32) -> Option<Money> {
        let minor = *self.minor.get(row as usize)?;
        if minor == NONE_I64 {
            return None;
        }
        let currency = *self.currencies.get(usize::from(self.currency[row as usize]))?;
        Some(Money { minor, currency })
    }

    /// Writes the amount of a row.
    pub fn set(&mut self, row: u32, money: Option<Money>) {
        let (minor, code) = match money {
            Some(money) => (money.minor, self.code(money.currency)),
            None => (NONE_I64, 0),
        };
        put(&mut self.minor, row as usize, minor, NONE_I64);
        put(&mut self.currency, row as usize, code, 0);
    }

    /// The code of a currency. The 257th currency shares the last code's place: ISO 4217 has fewer than 200.
    pub fn code(&mut self, currency: Currency) -> u8 {
        let index = self.currencies.iter().position(|&known| known == currency).unwrap_or_else(|| {
            self.currencies.push(currency);
            self.currencies.len() - 1
        });
        index.min(usize::from(u8::MAX)) as u8
    }
}
