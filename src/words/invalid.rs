//! What is wrong with a value, and its cure.
#![allow(missing_docs, reason = "the name and the words say it")]

use model::FieldKind;
use model::validate::{EmailCure, FieldError};

use super::number as counted;
use crate::platform::format;

phrases! {
    required { English: "Fill this in: it is needed" }
    read_only { English: "This is computed and cannot be changed by hand" }
    too_long(max, found) { English: "Shorten it to {max} characters at most; it has {found}" }
    number(example) { English: "Write a number, such as {example}" }
    range(min, max) { English: "Use a value from {min} to {max}" }
    decimals(currency, decimals) { English: "{currency} has {decimals} decimals; this has more" }
    date(example) { English: "There is no such day; write it as {example}" }
    year { English: "Use a year from 1 to 9999" }
    time(example) { English: "Write day and time, such as {example}" }
    boolean { English: "Write yes or no" }
    phone { English: "Write digits with the country in front, such as +49 30 1234567" }
    url { English: "Write a web address, such as https://example.org" }
    option(found) { English: "“{found}” is none of the options" }
    record(found) { English: "“{found}” was not found" }
    kind(expected) { English: "This field takes {expected:inside}" }
    elements(max, found) { English: "Keep at most {max} entries; there are {found}" }
    unlike(pattern) { English: "Write it like {pattern}" }
    too_small(least) { English: "Use {least} or more" }
    too_great(most) { English: "Use {most} or less" }
    taken(by) { English: "“{by}” has the same already" }
    email_at { English: "Add the @ sign, such as name@example.org" }
    email_one { English: "Keep one @ sign and one address" }
    email_local { English: "Add the part before the @ sign" }
    email_domain { English: "Add the part after the dot, such as .org" }
    email_signs { English: "Remove the spaces and signs that an address does not have" }
    email_long { English: "Shorten it: an address has at most 254 characters" }
}

/// What is wrong, as one sentence.
#[must_use]
pub fn line(error: &FieldError) -> String {
    let amount = |amount: &usize| counted(*amount as u64);
    match error {
        FieldError::Required => required().to_owned(),
        FieldError::ReadOnly => read_only().to_owned(),
        FieldError::TooLong { max, found } => too_long(&amount(max), &amount(found)),
        FieldError::NotANumber { example } => number(example),
        FieldError::OutOfRange { min, max } => range(min, max),
        FieldError::TooManyDecimals { currency, decimals: most } => decimals(currency, &most.to_string()),
        FieldError::NotADate { example } => date(&as_written(example)),
        FieldError::YearOutOfRange => year().to_owned(),
        FieldError::NotATime { example } => time(&as_written(example)),
        FieldError::NotABoolean => boolean().to_owned(),
        FieldError::NotAnEmail { cure } => email(*cure).to_owned(),
        FieldError::NotAPhone => phone().to_owned(),
        FieldError::NotAUrl => url().to_owned(),
        FieldError::NotAnOption { found } => option(found),
        FieldError::NotARecord { found } => record(found),
        FieldError::WrongKind { expected } => kind(kind_words(expected).unwrap_or(expected)),
        FieldError::Unlike { pattern } => unlike(pattern),
        FieldError::TooSmall { least } => too_small(least),
        FieldError::TooGreat { most } => too_great(most),
        FieldError::Taken { by } => taken(by),
        FieldError::TooManyElements { max, found } => elements(&amount(max), &amount(found)),
    }
}

/// A day of the model with the signs of the language in force between its numbers.
fn as_written(day: &str) -> String {
    day.replace('/', format::date_mark().encode_utf8(&mut [0; 4]))
}

fn email(cure: EmailCure) -> &'static str {
    match cure {
        EmailCure::AddAt => email_at(),
        EmailCure::OneAt => email_one(),
        EmailCure::AddLocal => email_local(),
        EmailCure::AddDomain => email_domain(),
        EmailCure::RemoveCharacter => email_signs(),
        EmailCure::Shorten => email_long(),
    }
}

/// The kind that a model's error names by its key, with spaces for dashes.
fn kind_words(expected: &str) -> Option<&'static str> {
    FieldKind::from_key(&expected.replace(' ', "-")).map(super::kind::label)
}
