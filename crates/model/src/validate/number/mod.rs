//! Numbers, shares and yes or no, as people and files write them.
//!
//! A text is read only if it can be read in one way under the style in force: `1,5` is no number where the comma groups thousands,
//! because taking it for 15 or for 1.5 would be a guess. A text that can mean one thing only, such as `1.234,50`, is read in either style.

mod amount;
mod numeral;

use serde::{Deserialize, Serialize};

pub use self::amount::parse_money;
pub(super) use self::numeral::Written;

use self::numeral::ScaleError;
use super::{FieldError, fold};

/// The mark between whole part and fraction.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum DecimalStyle {
    /// `1,234.5`.
    Point,
    /// `1.234,5`.
    Comma,
}

impl DecimalStyle {
    /// The mark itself.
    pub(super) fn mark(self) -> char {
        match self {
            DecimalStyle::Point => '.',
            DecimalStyle::Comma => ',',
        }
    }

    /// The other style, whose mark groups thousands in this one.
    pub(super) fn other(self) -> Self {
        match self {
            DecimalStyle::Point => DecimalStyle::Comma,
            DecimalStyle::Comma => DecimalStyle::Point,
        }
    }

    /// "Not a number", with an example in this style.
    pub(super) fn not_a_number(self) -> FieldError {
        FieldError::NotANumber {
            example: if self == DecimalStyle::Point { "1,234.5" } else { "1.234,5" }.to_owned(),
        }
    }

    /// "Not a number", with an example of a whole number in this style.
    fn not_whole(self) -> FieldError {
        FieldError::NotANumber {
            example: if self == DecimalStyle::Point { "1,234" } else { "1.234" }.to_owned(),
        }
    }
}

/// A whole number. A fraction of zeros is allowed, since spreadsheets write one.
///
/// # Errors
/// [`FieldError::NotANumber`], or [`FieldError::OutOfRange`] beyond 64 bits.
pub fn parse_integer(text: &str, style: DecimalStyle) -> Result<i64, FieldError> {
    let written = Written::read(text, style)
        .filter(Written::is_bare)
        .ok_or_else(|| style.not_whole())?;
    written.numeral.scaled(0).map_err(|error| match error {
        ScaleError::Fraction => style.not_whole(),
        ScaleError::Overflow => FieldError::OutOfRange {
            min: (-i64::MAX).to_string(),
            max: i64::MAX.to_string(),
        },
    })
}

/// A finite number, never negative zero.
///
/// # Errors
/// [`FieldError::NotANumber`], also for words such as `NaN`; [`FieldError::OutOfRange`] beyond the greatest 64-bit float.
pub fn parse_number(text: &str, style: DecimalStyle) -> Result<f64, FieldError> {
    if let Some(number) = plain(text, style) {
        return finite(number);
    }
    let written = Written::read(text, style)
        .filter(Written::is_bare)
        .ok_or_else(|| style.not_a_number())?;
    finite(written.numeral.to_f64())
}

/// A share in percent, with or without its sign: `25 %` and `25` are both 25.
///
/// # Errors
/// As [`parse_number`].
pub fn parse_percent(text: &str, style: DecimalStyle) -> Result<f64, FieldError> {
    let is_sign = |text: &str| matches!(text, "%" | "％" | "٪");
    let written = Written::read(text, style).filter(|written| {
        written.is_bare()
            || (!written.has_price_dash && matches!((written.before, written.after), (sign, "") | ("", sign) if is_sign(sign)))
    });
    finite(written.ok_or_else(|| style.not_a_number())?.numeral.to_f64())
}

/// The number of a text without groups, blanks and signs behind, as most cells of a file are.
fn plain(text: &str, style: DecimalStyle) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match (digits.split_once('.'), style) {
        (Some(parts), DecimalStyle::Point) => parts,
        (Some(_), DecimalStyle::Comma) => return None,
        (None, _) => (digits, "0"),
    };
    let is_plain = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain(whole) && is_plain(fraction) {
        text.parse().ok()
    } else {
        None
    }
}

fn finite(number: f64) -> Result<f64, FieldError> {
    if number.is_finite() {
        // Adding zero turns -0 into 0.
        return Ok(number + 0.0);
    }
    Err(FieldError::OutOfRange {
        min: format!("{:e}", f64::MIN),
        max: format!("{:e}", f64::MAX),
    })
}

/// Yes in the languages whose spreadsheets and exports turn up, folded.
#[rustfmt::skip]
const YES: &[&str] = &[
    "1", "1.0", "yes", "y", "true", "t", "on", "x", "ok", "✓", "✔", "☑", "✅",
    "ja", "j", "wahr", "waar", "sant", "sand", "kylla", "tosi",
    "oui", "o", "vrai", "si", "s", "verdadero", "vero", "sim", "verdadeiro", "da", "adevarat",
    "tak", "prawda", "ano", "pravda", "да", "истина", "igen", "igaz", "evet", "dogru",
    "ναι", "はい", "真", "是", "예", "نعم", "כן",
];

/// No in the same languages, folded.
#[rustfmt::skip]
const NO: &[&str] = &[
    "0", "0.0", "no", "n", "false", "f", "off", "✗", "✘", "☐", "❌",
    "nein", "falsch", "nee", "onwaar", "nej", "nei", "falskt", "falsk", "usant", "ei", "epatosi",
    "non", "faux", "falso", "nao", "nu", "fals",
    "nie", "falsz", "ne", "nepravda", "нет", "ложь", "nem", "hamis", "hayir", "yanlis",
    "οχι", "いいえ", "偽", "否", "아니요", "لا", "לא",
];

/// Yes or no in words of several languages, or as a digit or tick.
///
/// # Errors
/// [`FieldError::NotABoolean`].
pub fn parse_boolean(text: &str) -> Result<bool, FieldError> {
    let folded = fold(text);
    let word = folded.trim();
    if YES.contains(&word) {
        Ok(true)
    } else if NO.contains(&word) {
        Ok(false)
    } else {
        Err(FieldError::NotABoolean)
    }
}

#[cfg(test)]
mod tests;
