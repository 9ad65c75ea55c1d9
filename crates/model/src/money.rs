//! Money without floats: minor units and an ISO 4217 currency.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An ISO 4217 alphabetic code, such as `EUR`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Currency([u8; 3]);

/// The text is not three letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a currency is three letters, such as EUR")]
pub struct ParseCurrencyError;

/// Currencies whose minor unit is not a hundredth (ISO 4217 list one, 2025), by number of decimals.
const EXPONENTS: [(u32, &[&[u8; 3]]); 3] = [
    (
        0,
        &[
            b"BIF", b"CLP", b"DJF", b"GNF", b"ISK", b"JPY", b"KMF", b"KRW", b"PYG", b"RWF", b"UGX", b"UYI", b"VND", b"VUV", b"XAF", b"XOF",
            b"XPF",
        ],
    ),
    (3, &[b"BHD", b"IQD", b"JOD", b"KWD", b"LYD", b"OMR", b"TND"]),
    (4, &[b"CLF", b"UYW"]),
];

/// Signs that people put beside amounts, with the currency each one most often means.
pub const SIGNS: [(&str, Currency); 18] = [
    ("US$", Currency(*b"USD")),
    ("CA$", Currency(*b"CAD")),
    ("A$", Currency(*b"AUD")),
    ("R$", Currency(*b"BRL")),
    ("zł", Currency(*b"PLN")),
    ("Kč", Currency(*b"CZK")),
    ("kr", Currency(*b"SEK")),
    ("Fr.", Currency(*b"CHF")),
    ("€", Currency(*b"EUR")),
    ("£", Currency(*b"GBP")),
    ("$", Currency(*b"USD")),
    ("¥", Currency(*b"JPY")),
    ("₹", Currency(*b"INR")),
    ("₩", Currency(*b"KRW")),
    ("₽", Currency(*b"RUB")),
    ("₺", Currency(*b"TRY")),
    ("₪", Currency(*b"ILS")),
    ("₴", Currency(*b"UAH")),
];

impl Currency {
    /// The euro.
    pub const EUR: Currency = Currency(*b"EUR");
    /// The US dollar.
    pub const USD: Currency = Currency(*b"USD");

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Decimals of the minor unit: 2 for most, 0 for yen, 3 for dinars.
    #[must_use]
    pub fn exponent(self) -> u32 {
        EXPONENTS
            .iter()
            .find(|(_, codes)| codes.contains(&&self.0))
            .map_or(2, |(exponent, _)| *exponent)
    }

    /// Minor units in one major unit.
    #[must_use]
    pub fn minor_per_major(self) -> i64 {
        10_i64.pow(self.exponent())
    }
}

impl FromStr for Currency {
    type Err = ParseCurrencyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim().as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_alphabetic) => {
                Ok(Self([a.to_ascii_uppercase(), b.to_ascii_uppercase(), c.to_ascii_uppercase()]))
            }
            _ => Err(ParseCurrencyError),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// An amount in minor units (cents) of its currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct Money {
    /// Minor units; `i64::MIN` is never a value.
    pub minor: i64,
    /// The currency.
    pub currency: Currency,
}

impl Money {
    /// An amount of minor units.
    #[must_use]
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The amount in major units, for charts and scores only; never written back.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        self.minor as f64 / self.currency.minor_per_major() as f64
    }
}

impl fmt::Display for Money {
    /// Plain decimal with its currency, such as `-1234.50 EUR`: what exports write and imports read.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let exponent = self.currency.exponent() as usize;
        let sign = if self.minor < 0 { "-" } else { "" };
        let digits = format!("{:0width$}", self.minor.unsigned_abs(), width = exponent + 1);
        let (major, minor) = digits.split_at(digits.len() - exponent);
        let point = if exponent == 0 { "" } else { "." };
        write!(formatter, "{sign}{major}{point}{minor} {}", self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_currencys_own_decimals() {
        assert_eq!(Money::new(-123_450, Currency::EUR).to_string(), "-1234.50 EUR");
        assert_eq!(Money::new(5, Currency::USD).to_string(), "0.05 USD");
        assert_eq!(Money::new(500, "JPY".parse().unwrap()).to_string(), "500 JPY");
        assert_eq!(Money::new(1_500, "kwd".parse().unwrap()).to_string(), "1.500 KWD");
        assert_eq!(Money::new(i64::MAX, Currency::EUR).to_string(), "92233720368547758.07 EUR");
    }

    #[test]
    fn refuses_what_is_not_three_letters() {
        assert_eq!("€".parse::<Currency>(), Err(ParseCurrencyError));
        assert_eq!("EURO".parse::<Currency>(), Err(ParseCurrencyError));
    }
}
