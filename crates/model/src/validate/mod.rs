//! The one gate for values: forms, inline edit, import, restore and sync all pass through it.
//!
//! [`parse`] reads what a person or a file wrote; [`validate`] checks a value that is typed already.
//! Both return a value in canonical form (trimmed, e-mail domain in lower case, phone in E.164) or say what is wrong.

mod check;
mod date;
mod email;
mod number;
mod phone;
mod text;
mod url;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::field::FieldDef;
use crate::kind::FieldKind;
use crate::money::Currency;
use crate::value::{Address, PersonName, Value};
use crate::zone::Zone;

pub use date::{DateOrder, days_to_date, parse_date, parse_date_time, parse_duration, parse_iso_date};
pub use email::parse_email;
pub use number::{DecimalStyle, parse_boolean, parse_integer, parse_money, parse_number, parse_percent};
pub use phone::{calling_code, grouped_phone, parse_phone, phone_digits};
pub use text::{clean_long, clean_short, fold, fold_into};
pub use url::parse_url;

/// Longest text of one line, in bytes.
pub const MAX_TEXT: usize = 64 * 1024;
/// Longest text of several lines, in bytes.
pub const MAX_LONG_TEXT: usize = 1024 * 1024;
/// Most elements of a set.
pub const MAX_ELEMENTS: usize = 1_000;

/// What is wrong with a value. Messages say the cure; the value a person typed is never thrown away.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, thiserror::Error)]
pub enum FieldError {
    /// A required field is empty.
    #[error("Fill this in: it is needed")]
    Required,
    /// A computed field was written to.
    #[error("This is computed and cannot be changed by hand")]
    ReadOnly,
    /// Longer than can be kept.
    #[error("Shorten it to {max} characters at most; it has {found}")]
    TooLong {
        /// Most bytes.
        max: usize,
        /// Found bytes.
        found: usize,
    },
    /// Not a number.
    #[error("Write a number, such as {example}")]
    NotANumber {
        /// How one looks in the style in force.
        example: String,
    },
    /// Outside the range of the field.
    #[error("Use a value from {min} to {max}")]
    OutOfRange {
        /// Smallest.
        min: String,
        /// Greatest.
        max: String,
    },
    /// More decimals than the currency has.
    #[error("{currency} has {decimals} decimals; this has more")]
    TooManyDecimals {
        /// The currency.
        currency: String,
        /// Its decimals.
        decimals: u32,
    },
    /// No day of the calendar.
    #[error("There is no such day; write it as {example}")]
    NotADate {
        /// How one looks in the order in force.
        example: String,
    },
    /// A year outside 1 to 9999.
    #[error("Use a year from 1 to 9999")]
    YearOutOfRange,
    /// Not an instant.
    #[error("Write day and time, such as {example}")]
    NotATime {
        /// How one looks.
        example: String,
    },
    /// Not yes or no.
    #[error("Write yes or no")]
    NotABoolean,
    /// Not an e-mail address.
    #[error("{cure}")]
    NotAnEmail {
        /// What to do.
        cure: EmailCure,
    },
    /// Not a phone number.
    #[error("Write digits with the country in front, such as +49 30 1234567")]
    NotAPhone,
    /// Not a web address that is safe to open.
    #[error("Write a web address, such as https://example.org")]
    NotAUrl,
    /// Not among the options.
    #[error("“{found}” is none of the options")]
    NotAnOption {
        /// What was found.
        found: String,
    },
    /// Not a record.
    #[error("“{found}” was not found")]
    NotARecord {
        /// What was found.
        found: String,
    },
    /// A value of another kind.
    #[error("This field takes {expected}")]
    WrongKind {
        /// The field's kind, in words.
        expected: String,
    },
    /// A text that does not look as the field asks.
    #[error("Write it like {pattern}")]
    Unlike {
        /// `#` stands for a digit, `@` for a letter, `?` for any character, `*` for any run.
        pattern: String,
    },
    /// Less than the field allows.
    #[error("Use {least} or more")]
    TooSmall {
        /// The smallest.
        least: String,
    },
    /// More than the field allows.
    #[error("Use {most} or less")]
    TooGreat {
        /// The greatest.
        most: String,
    },
    /// Another record has the same value, and no two may.
    #[error("“{by}” has the same already")]
    Taken {
        /// Name of the other record.
        by: String,
    },
    /// More elements than a set can hold.
    #[error("Keep at most {max} entries; there are {found}")]
    TooManyElements {
        /// Most.
        max: usize,
        /// Found.
        found: usize,
    },
}

/// What an e-mail address lacks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum EmailCure {
    /// No @ sign.
    AddAt,
    /// More than one @ sign.
    OneAt,
    /// Nothing before the @ sign.
    AddLocal,
    /// No domain, or one without a dot.
    AddDomain,
    /// A character that addresses do not have.
    RemoveCharacter,
    /// Longer than 254 characters.
    Shorten,
}

impl std::fmt::Display for EmailCure {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            EmailCure::AddAt => "Add the @ sign, such as name@example.org",
            EmailCure::OneAt => "Keep one @ sign and one address",
            EmailCure::AddLocal => "Add the part before the @ sign",
            EmailCure::AddDomain => "Add the part after the dot, such as .org",
            EmailCure::RemoveCharacter => "Remove the spaces and signs that an address does not have",
            EmailCure::Shorten => "Shorten it: an address has at most 254 characters",
        })
    }
}

/// What a text means depends on where it was written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ParseContext {
    /// Order of day, month and year in short dates.
    pub date_order: DateOrder,
    /// Decimal comma or point.
    pub decimal: DecimalStyle,
    /// Currency of amounts without one.
    pub currency: Currency,
    /// ISO 3166 country of phone numbers without one, such as `DE`; empty for unknown.
    pub country: String,
    /// Today, for words such as "tomorrow" and two-digit years; days since the epoch.
    pub today: i32,
    /// Where local times are.
    pub zone: Zone,
    /// First day of the week: 0 is Monday, 6 is Sunday.
    pub week_starts_on: u8,
}

impl Default for ParseContext {
    fn default() -> Self {
        Self {
            date_order: DateOrder::DayFirst,
            decimal: DecimalStyle::Point,
            currency: Currency::EUR,
            country: String::new(),
            today: 0,
            zone: Zone::fixed(0),
            week_starts_on: 0,
        }
    }
}

/// Reads text into a value of the field; `None` when nothing is left after trimming.
///
/// References stay text here: finding or making the record is the engine's part, so a reference field gives [`Value::Text`].
///
/// # Errors
/// [`FieldError`] with the cure; required fields that are empty are [`FieldError::Required`].
pub fn parse(field: &FieldDef, text: &str, context: &ParseContext) -> Result<Option<Value>, FieldError> {
    if !field.is_editable() {
        return Err(FieldError::ReadOnly);
    }
    let value = parse_kind(field, text, context)?;
    if let Some(value) = &value {
        check::holds(field, value)?;
    }
    if value.is_none() && field.required {
        return Err(FieldError::Required);
    }
    Ok(value)
}

/// Reads the values of one cell for a field that may hold several: e-mails, phones and links beside a primary one, elements of a set.
///
/// Other fields have one value or none. Values come once each, in the order of the text.
///
/// # Errors
/// As [`parse`]; [`FieldError::TooManyElements`].
pub fn parse_several(field: &FieldDef, text: &str, context: &ParseContext) -> Result<Vec<Value>, FieldError> {
    let is_split = field.multi
        && matches!(
            field.kind,
            FieldKind::Email | FieldKind::Phone | FieldKind::Url | FieldKind::Reference
        );
    if !is_split {
        return Ok(match parse(field, text, context)? {
            Some(Value::List(values)) => values,
            Some(value) => vec![value],
            None => Vec::new(),
        });
    }
    let text = clean_long(text);
    let parts = elements(field.kind, &text);
    if parts.is_empty() {
        return parse(field, "", context).map(|_| Vec::new());
    }
    within_count(parts.len())?;
    let values = parts
        .into_iter()
        .map(|part| parse(field, part, context))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(once(values.into_iter().flatten().collect()))
}

fn parse_kind(field: &FieldDef, text: &str, context: &ParseContext) -> Result<Option<Value>, FieldError> {
    let short = clean_short(text);
    if short.is_empty() {
        return Ok(None);
    }
    let value = match field.kind {
        FieldKind::LongText => return long_text(text),
        FieldKind::Text | FieldKind::Reference => Value::Text(within(short, MAX_TEXT)?),
        FieldKind::Integer => Value::Int(parse_integer(&short, context.decimal)?),
        FieldKind::Rating => Value::Int(rating(parse_integer(&short, context.decimal)?)?),
        FieldKind::Number => Value::Number(parse_number(&short, context.decimal)?),
        FieldKind::Percent => Value::Number(parse_percent(&short, context.decimal)?),
        FieldKind::Money => Value::Money(parse_money(&short, context.decimal, context.currency)?),
        FieldKind::Date => Value::Date(parse_date(&short, context)?),
        FieldKind::DateTime => Value::Time(parse_date_time(&short, context)?),
        FieldKind::Duration => Value::Int(parse_duration(&short, context.decimal)?),
        FieldKind::Boolean => Value::Bool(parse_boolean(&short)?),
        FieldKind::Choice => Value::Text(choice(field, &short)?),
        FieldKind::Choices | FieldKind::References => return list(field, &clean_long(text)),
        FieldKind::Email => Value::Text(parse_email(&short)?),
        FieldKind::Phone => Value::Text(parse_phone(&short, &context.country)?),
        FieldKind::Url => Value::Text(parse_url(&short)?),
        FieldKind::Address => Value::Address(Box::new(Address {
            street: within(clean_long(text), MAX_TEXT)?,
            ..Address::default()
        })),
        FieldKind::PersonName => {
            let name = PersonName::from_full(&within(short, MAX_TEXT)?);
            // A comma alone is no name.
            return Ok((name != PersonName::default()).then_some(Value::Name(name)));
        }
    };
    Ok(Some(value))
}

/// Checks a typed value and returns it in canonical form.
///
/// # Errors
/// [`FieldError`] when the value is of another kind, out of range or too long.
pub fn validate(field: &FieldDef, value: Value) -> Result<Value, FieldError> {
    if let Value::List(values) = value {
        if !field.has_elements() {
            return Err(wrong_kind(field));
        }
        within_count(values.len())?;
        let values = values
            .into_iter()
            .map(|value| validate_one(field, value))
            .collect::<Result<_, _>>()?;
        let values = Value::List(once(values));
        check::holds(field, &values)?;
        return Ok(values);
    }
    let value = validate_one(field, value)?;
    check::holds(field, &value)?;
    Ok(value)
}

fn validate_one(field: &FieldDef, value: Value) -> Result<Value, FieldError> {
    Ok(match (field.kind, value) {
        (FieldKind::Text, Value::Text(text)) => Value::Text(filled(within(clean_short(&text), MAX_TEXT)?)?),
        (FieldKind::LongText, Value::Text(text)) => Value::Text(filled(within(clean_long(&text), MAX_LONG_TEXT)?)?),
        (FieldKind::Email, Value::Text(text)) => Value::Text(parse_email(&clean_short(&text))?),
        (FieldKind::Phone, Value::Text(text)) => Value::Text(parse_phone(&clean_short(&text), "")?),
        (FieldKind::Url, Value::Text(text)) => Value::Text(parse_url(&clean_short(&text))?),
        (FieldKind::Choice | FieldKind::Choices, Value::Text(text)) => Value::Text(choice(field, &clean_short(&text))?),
        (FieldKind::Integer | FieldKind::Duration, Value::Int(int)) if int != i64::MIN => Value::Int(int),
        (FieldKind::Rating, Value::Int(int)) => Value::Int(rating(int)?),
        (FieldKind::Number | FieldKind::Percent, Value::Number(number)) if number.is_finite() => Value::Number(number),
        (FieldKind::Number | FieldKind::Percent, Value::Int(int)) => Value::Number(int as f64),
        (FieldKind::Money, Value::Money(money)) if money.minor != i64::MIN => Value::Money(money),
        (FieldKind::Date, Value::Date(day)) => Value::Date(days_to_date(day).map(|_| day).ok_or(FieldError::YearOutOfRange)?),
        (FieldKind::DateTime, Value::Time(millis)) => {
            let day = i32::try_from(millis.div_euclid(86_400_000)).ok().and_then(days_to_date);
            Value::Time(day.map(|_: NaiveDate| millis).ok_or(FieldError::YearOutOfRange)?)
        }
        (FieldKind::Boolean, Value::Bool(bool)) => Value::Bool(bool),
        (FieldKind::PersonName, Value::Name(name)) => Value::Name(filled_name(PersonName {
            given: within(clean_short(&name.given), MAX_TEXT)?,
            family: within(clean_short(&name.family), MAX_TEXT)?,
        })?),
        (FieldKind::PersonName, Value::Text(text)) => {
            Value::Name(filled_name(PersonName::from_full(&within(clean_short(&text), MAX_TEXT)?))?)
        }
        (FieldKind::Address, Value::Address(address)) => {
            let address = Address {
                street: within(clean_long(&address.street), MAX_TEXT)?,
                city: within(clean_short(&address.city), MAX_TEXT)?,
                region: within(clean_short(&address.region), MAX_TEXT)?,
                postal_code: within(clean_short(&address.postal_code), MAX_TEXT)?,
                country: within(clean_short(&address.country), MAX_TEXT)?,
            };
            if address == Address::default() {
                return Err(FieldError::Required);
            }
            Value::Address(Box::new(address))
        }
        (FieldKind::Reference | FieldKind::References, Value::Ref(id)) => Value::Ref(id),
        _ => return Err(wrong_kind(field)),
    })
}

fn wrong_kind(field: &FieldDef) -> FieldError {
    FieldError::WrongKind {
        expected: field.kind.key().replace('-', " "),
    }
}

fn filled(text: String) -> Result<String, FieldError> {
    if text.is_empty() { Err(FieldError::Required) } else { Ok(text) }
}

fn filled_name(name: PersonName) -> Result<PersonName, FieldError> {
    if name == PersonName::default() {
        Err(FieldError::Required)
    } else {
        Ok(name)
    }
}

fn within_count(found: usize) -> Result<(), FieldError> {
    if found > MAX_ELEMENTS {
        Err(FieldError::TooManyElements { max: MAX_ELEMENTS, found })
    } else {
        Ok(())
    }
}

/// The values without those that stand earlier already.
fn once(values: Vec<Value>) -> Vec<Value> {
    let mut kept = Vec::with_capacity(values.len());
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

fn within(text: String, max: usize) -> Result<String, FieldError> {
    if text.len() > max {
        Err(FieldError::TooLong { max, found: text.len() })
    } else {
        Ok(text)
    }
}

fn long_text(text: &str) -> Result<Option<Value>, FieldError> {
    let text = within(clean_long(text), MAX_LONG_TEXT)?;
    Ok((!text.is_empty()).then_some(Value::Text(text)))
}

fn rating(stars: i64) -> Result<i64, FieldError> {
    if (0..=5).contains(&stars) {
        Ok(stars)
    } else {
        Err(FieldError::OutOfRange {
            min: "0".into(),
            max: "5".into(),
        })
    }
}

/// The key of an option by key or label, without regard to case and accents; an open choice takes anything.
fn choice(field: &FieldDef, text: &str) -> Result<String, FieldError> {
    let by_key = field.options.iter().find(|option| option.key == text);
    // Most cells of a file hold the label as it is; folding every label for each of them would cost more than all the rest.
    if let Some(option) = by_key.or_else(|| field.options.iter().find(|option| option.label == text)) {
        return Ok(option.key.clone());
    }
    let folded = fold(text);
    if let Some(option) = field
        .options
        .iter()
        .find(|option| fold(&option.label) == folded || fold(&option.key) == folded)
    {
        return Ok(option.key.clone());
    }
    if field.open {
        within(text.to_owned(), MAX_TEXT)
    } else {
        Err(FieldError::NotAnOption { found: text.to_owned() })
    }
}

/// The elements of a set; `None` when there is none.
fn list(field: &FieldDef, text: &str) -> Result<Option<Value>, FieldError> {
    let parts = elements(field.kind, text);
    within_count(parts.len())?;
    let values = parts.into_iter().map(|part| match field.kind {
        FieldKind::Choices => choice(field, &clean_short(part)).map(Value::Text),
        _ => within(clean_short(part), MAX_TEXT).map(Value::Text),
    });
    let values = once(values.collect::<Result<_, _>>()?);
    Ok((!values.is_empty()).then_some(Value::List(values)))
}

/// The parts of a text that holds several values: separated by semicolons, bars, line ends, three colons (as some address books write),
/// and by commas where a value has none.
fn elements(kind: FieldKind, text: &str) -> Vec<&str> {
    // A semicolon in front of `ext=` belongs to the number.
    let is_end = |at: usize, char: char| match char {
        ';' => !(kind == FieldKind::Phone && text[at + 1..].starts_with("ext=")),
        ',' => matches!(kind, FieldKind::Choices | FieldKind::References | FieldKind::Phone),
        '|' | '\n' => true,
        _ => false,
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, char) in text.char_indices() {
        if is_end(at, char) {
            parts.push(&text[start..at]);
            start = at + char.len_utf8();
        }
    }
    parts.push(&text[start..]);
    let parts = parts.into_iter().flat_map(|part| part.split(" ::: "));
    // A comma stands between addresses, and within the name beside one: `"Berg, Noor" <noor@example.org>`.
    let parts = parts.flat_map(|part| match kind {
        FieldKind::Email if part.trim_end_matches([',', ' ']).split(',').all(|part| part.contains('@')) => part.split(',').collect(),
        _ => vec![part],
    });
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests;
