//! Values: what one cell holds.

use serde::{Deserialize, Serialize};

use crate::id::RecordId;
use crate::money::Money;

/// The value of a cell. An empty cell has no value (`Option::None`); empty text is never a value.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Value {
    /// Text, long text, e-mail, phone, URL, or the key of a choice.
    Text(String),
    /// Integer, rating, duration in seconds.
    Int(i64),
    /// Number or percent; always finite.
    Number(f64),
    /// An amount.
    Money(Money),
    /// Days since 1970-01-01.
    Date(i32),
    /// Milliseconds since 1970-01-01T00:00Z.
    Time(i64),
    /// Yes or no.
    Bool(bool),
    /// A person's name.
    Name(PersonName),
    /// A postal address.
    Address(Box<Address>),
    /// Another record.
    Ref(RecordId),
    /// Several values: the elements of a set, or a primary value followed by further ones. Never nested.
    List(Vec<Value>),
}

/// The separator between the parts of a composed value in a text column. Validation keeps it out of people's text.
pub const PART: char = '\u{1f}';

/// A person's name in two parts. Shown given name first unless the locale says otherwise.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct PersonName {
    /// Given names.
    pub given: String,
    /// Family name.
    pub family: String,
}

impl PersonName {
    /// Splits a full name: `Family, Given` at the comma, else the last word is the family name.
    #[must_use]
    pub fn from_full(full: &str) -> Self {
        let full = full.trim();
        if let Some((family, given)) = full.split_once(',') {
            return Self {
                given: given.trim().to_owned(),
                family: family.trim().to_owned(),
            };
        }
        match full.rsplit_once(char::is_whitespace) {
            Some((given, family)) => Self {
                given: given.trim().to_owned(),
                family: family.to_owned(),
            },
            None => Self {
                given: full.to_owned(),
                family: String::new(),
            },
        }
    }

    /// The parts as one text, `given␟family`, as columns keep them.
    #[must_use]
    pub fn to_parts(&self) -> String {
        format!("{}{PART}{}", self.given, self.family)
    }

    /// The name of a column's text.
    #[must_use]
    pub fn from_parts(parts: &str) -> Self {
        let (given, family) = parts.split_once(PART).unwrap_or((parts, ""));
        Self {
            given: given.to_owned(),
            family: family.to_owned(),
        }
    }

    /// Given and family name with a space between.
    #[must_use]
    pub fn full(&self) -> String {
        match (self.given.is_empty(), self.family.is_empty()) {
            (false, false) => format!("{} {}", self.given, self.family),
            (false, true) => self.given.clone(),
            _ => self.family.clone(),
        }
    }
}

/// A postal address: one value, so that halves of two edits never mix.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub struct Address {
    /// Street and number; may have several lines.
    pub street: String,
    /// City.
    pub city: String,
    /// State or region.
    pub region: String,
    /// Postal code, as text: leading zeros count.
    pub postal_code: String,
    /// Country, as written.
    pub country: String,
}

impl Address {
    /// The parts in a fixed order, separated by [`PART`], as columns keep them.
    #[must_use]
    pub fn to_parts(&self) -> String {
        [&*self.street, &*self.city, &*self.region, &*self.postal_code, &*self.country].join("\u{1f}")
    }

    /// The address of a column's text.
    #[must_use]
    pub fn from_parts(parts: &str) -> Self {
        let mut parts = parts.split(PART).map(str::to_owned);
        let mut next = || parts.next().unwrap_or_default();
        Self {
            street: next(),
            city: next(),
            region: next(),
            postal_code: next(),
            country: next(),
        }
    }

    /// One line: the filled parts with commas between.
    #[must_use]
    pub fn line(&self) -> String {
        let place = [&*self.postal_code, &*self.city]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ");
        let parts = [&*self.street, &*place, &*self.region, &*self.country];
        parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", ")
            .replace(['\n', '\r'], ", ")
    }
}

impl Value {
    /// Text of a value.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Value::Text(text.into())
    }

    /// The text of a text value.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The record of a reference.
    #[must_use]
    pub fn as_ref(&self) -> Option<RecordId> {
        match self {
            Value::Ref(id) => Some(*id),
            _ => None,
        }
    }

    /// The values of a list, or the value itself as the only one.
    #[must_use]
    pub fn elements(&self) -> &[Value] {
        match self {
            Value::List(values) => values,
            single => std::slice::from_ref(single),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<RecordId> for Value {
    fn from(id: RecordId) -> Self {
        Value::Ref(id)
    }
}

impl From<Money> for Value {
    fn from(money: Money) -> Self {
        Value::Money(money)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_names_split_both_ways() {
        let name = |given: &str, family: &str| PersonName {
            given: given.into(),
            family: family.into(),
        };
        assert_eq!(PersonName::from_full("Noor van den Berg"), name("Noor van den", "Berg"));
        assert_eq!(PersonName::from_full("Berg, Noor"), name("Noor", "Berg"));
        assert_eq!(PersonName::from_full("  Madonna "), name("Madonna", ""));
        assert_eq!(PersonName::from_full(""), name("", ""));
    }

    #[test]
    fn composed_values_survive_their_column_text() {
        let name = PersonName {
            given: "Chen".into(),
            family: String::new(),
        };
        assert_eq!(PersonName::from_parts(&name.to_parts()), name);
        let address = Address {
            city: "Rotterdam".into(),
            postal_code: "3011 WT".into(),
            ..Address::default()
        };
        assert_eq!(Address::from_parts(&address.to_parts()), address);
        assert_eq!(address.line(), "3011 WT Rotterdam");
    }
}
