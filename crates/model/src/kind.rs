//! Field kinds: what a field means, and how its values are kept.

use serde::{Deserialize, Serialize};

/// What a field means. The kind decides validation, editing, filtering, alignment, import inference and storage.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum FieldKind {
    /// One line of text.
    Text,
    /// Several lines of text.
    LongText,
    /// A whole number.
    Integer,
    /// A number with a fraction.
    Number,
    /// A share in percent: 25 means 25 %.
    Percent,
    /// An amount of one currency.
    Money,
    /// A plain day, never an instant.
    Date,
    /// An instant, kept in UTC milliseconds.
    DateTime,
    /// A length of time in seconds.
    Duration,
    /// Yes or no.
    Boolean,
    /// One of the field's options. An open choice takes new options as they come.
    Choice,
    /// Any of the field's options: a set.
    Choices,
    /// Stars, 0 to 5.
    Rating,
    /// An e-mail address.
    Email,
    /// A phone number, kept in E.164 where the country is known.
    Phone,
    /// A web address.
    Url,
    /// A postal address, one value of several parts.
    Address,
    /// A person's name, one value of given and family part.
    PersonName,
    /// Another record.
    Reference,
    /// Any number of other records: a set.
    References,
}

/// How the values of a kind are kept in a column.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub enum Storage {
    /// UTF-8 in an arena.
    Text,
    /// 64-bit integers.
    Int,
    /// 64-bit floats.
    Float,
    /// Minor units and a currency.
    Money,
    /// Codes into the column's own dictionary of words.
    Word,
    /// Handles of records.
    Ref,
    /// Sets of codes into the column's own dictionary of words.
    WordSet,
    /// Sets of handles of records.
    RefSet,
}

impl FieldKind {
    /// Every kind, in the order in which a person is offered them.
    pub const ALL: [FieldKind; 20] = [
        FieldKind::Text,
        FieldKind::LongText,
        FieldKind::Integer,
        FieldKind::Number,
        FieldKind::Percent,
        FieldKind::Money,
        FieldKind::Date,
        FieldKind::DateTime,
        FieldKind::Duration,
        FieldKind::Boolean,
        FieldKind::Choice,
        FieldKind::Choices,
        FieldKind::Rating,
        FieldKind::Email,
        FieldKind::Phone,
        FieldKind::Url,
        FieldKind::Address,
        FieldKind::PersonName,
        FieldKind::Reference,
        FieldKind::References,
    ];

    /// The stable name used in backups, on the command line and in custom field records.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            FieldKind::Text => "text",
            FieldKind::LongText => "long-text",
            FieldKind::Integer => "integer",
            FieldKind::Number => "number",
            FieldKind::Percent => "percent",
            FieldKind::Money => "money",
            FieldKind::Date => "date",
            FieldKind::DateTime => "date-time",
            FieldKind::Duration => "duration",
            FieldKind::Boolean => "boolean",
            FieldKind::Choice => "choice",
            FieldKind::Choices => "choices",
            FieldKind::Rating => "rating",
            FieldKind::Email => "email",
            FieldKind::Phone => "phone",
            FieldKind::Url => "url",
            FieldKind::Address => "address",
            FieldKind::PersonName => "person-name",
            FieldKind::Reference => "reference",
            FieldKind::References => "references",
        }
    }

    /// The kind of a stable name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// How values of this kind are kept.
    #[must_use]
    pub fn storage(self) -> Storage {
        match self {
            FieldKind::Text
            | FieldKind::LongText
            | FieldKind::Email
            | FieldKind::Phone
            | FieldKind::Url
            | FieldKind::Address
            | FieldKind::PersonName => Storage::Text,
            FieldKind::Integer | FieldKind::Date | FieldKind::DateTime | FieldKind::Duration | FieldKind::Rating | FieldKind::Boolean => {
                Storage::Int
            }
            FieldKind::Number | FieldKind::Percent => Storage::Float,
            FieldKind::Money => Storage::Money,
            FieldKind::Choice => Storage::Word,
            FieldKind::Choices => Storage::WordSet,
            FieldKind::Reference => Storage::Ref,
            FieldKind::References => Storage::RefSet,
        }
    }

    /// Whether values are compared and added as numbers.
    #[must_use]
    pub fn is_numeric(self) -> bool {
        matches!(
            self,
            FieldKind::Integer | FieldKind::Number | FieldKind::Percent | FieldKind::Money | FieldKind::Duration | FieldKind::Rating
        )
    }

    /// Whether records can be told apart by values of the kind: grouped, counted and drawn by them.
    #[must_use]
    pub fn tells_apart(self) -> bool {
        !matches!(
            self,
            FieldKind::LongText | FieldKind::Email | FieldKind::Phone | FieldKind::Url | FieldKind::Address | FieldKind::PersonName
        )
    }

    /// Whether the field is a set of elements, each with its own stamp.
    #[must_use]
    pub fn is_set(self) -> bool {
        matches!(self, FieldKind::Choices | FieldKind::References)
    }

    /// Whether a field of this kind may hold further values beside a primary one.
    #[must_use]
    pub fn may_be_multi(self) -> bool {
        matches!(
            self,
            FieldKind::Email | FieldKind::Phone | FieldKind::Url | FieldKind::Address | FieldKind::Reference | FieldKind::Text
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_unique_and_round_trip() {
        for kind in FieldKind::ALL {
            assert_eq!(FieldKind::from_key(kind.key()), Some(kind));
        }
    }
}
