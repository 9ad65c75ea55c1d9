//! Numbers, shares, amounts and yes or no, as people and files write them.

use serde::{Deserialize, Serialize};

use super::FieldError;
use crate::money::{Currency, Money};

/// The mark between whole part and fraction.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum DecimalStyle {
    /// `1,234.5`.
    Point,
    /// `1.234,5`.
    Comma,
}

impl DecimalStyle {
    fn example(self) -> FieldError {
        FieldError::NotANumber { example: match self { DecimalStyle::Point => "1,234.5", DecimalStyle::Comma => "1.234,5" }.to_owned() }
    }
}

/// A whole number.
///
/// # Errors
/// [`FieldError::NotANumber`].
pub fn parse_integer(text: &str, style: DecimalStyle) -> Result<i64, FieldError> {
    text.parse().map_err(|_| style.example())
}

/// A finite number.
///
/// # Errors
/// [`FieldError::NotANumber`].
pub fn parse_number(text: &str, style: DecimalStyle) -> Result<f64, FieldError> {
    let text = match style { DecimalStyle::Point => text.replace(',', ""), DecimalStyle::Comma => text.replace('.', "").replace(',', ".") };
    text.parse().ok().filter(|number: &f64| number.is_finite()).ok_or_else(|| style.example())
}

/// A share in percent.
///
/// # Errors
/// [`FieldError::NotANumber`].
pub fn parse_percent(text: &str, style: DecimalStyle) -> Result<f64, FieldError> {
    parse_number(text.trim_end_matches('%').trim_end(), style)
}

/// An amount.
///
/// # Errors
/// [`FieldError::NotANumber`].
pub fn parse_money(text: &str, style: DecimalStyle, currency: Currency) -> Result<Money, FieldError> {
    let number = parse_number(text, style)? * currency.minor_per_major() as f64;
    Ok(Money::new(number.round() as i64, currency))
}

/// Yes or no.
///
/// # Errors
/// [`FieldError::NotABoolean`].
pub fn parse_boolean(text: &str) -> Result<bool, FieldError> {
    match text.to_lowercase().as_str() {
        "yes" | "true" | "1" => Ok(true),
        "no" | "false" | "0" => Ok(false),
        _ => Err(FieldError::NotABoolean),
    }
}
