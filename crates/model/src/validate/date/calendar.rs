//! Written days: numbers, a month name perhaps, and what stands between them, in the order that is in force.

use chrono::{Datelike, NaiveDate};

use super::words::{is_filler, is_weekday, month};
use super::{DateOrder, days_to_date};
use crate::validate::{FieldError, ParseContext, fold};

/// Why a text is no day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum DayError {
    /// It is written in no way that is read, or there is no such day.
    NoDay,
    /// A year before 1 or after 9999.
    Year,
}

impl DayError {
    /// The error of a field that takes a day.
    pub(super) fn of_date(self, context: &ParseContext) -> FieldError {
        match self {
            DayError::NoDay => FieldError::NotADate { example: example(context) },
            DayError::Year => FieldError::YearOutOfRange,
        }
    }
}

/// The last day of the current year in the order in force.
pub(super) fn example(context: &ParseContext) -> String {
    let year = current_year(context);
    match context.date_order {
        DateOrder::DayFirst => format!("31/12/{year:04}"),
        DateOrder::MonthFirst => format!("12/31/{year:04}"),
        DateOrder::YearFirst => format!("{year:04}-12-31"),
    }
}

fn current_year(context: &ParseContext) -> i32 {
    days_to_date(context.today).map_or(1970, |date| date.year())
}

/// The day of `2026-01-31` and of nothing else.
pub(super) fn iso(text: &str) -> Option<Result<NaiveDate, DayError>> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
        })
    };
    let (year, month, day) = (number(&bytes[..4])?, number(&bytes[5..7])?, number(&bytes[8..])?);
    Some(date(i64::from(year), month, day))
}

/// The day of three numbers with the same separator between them, as most cells of a file are.
pub(super) fn short(text: &str, context: &ParseContext) -> Option<Result<NaiveDate, DayError>> {
    let separator = text
        .bytes()
        .find(|byte| !byte.is_ascii_digit())
        .filter(|byte| matches!(byte, b'.' | b'/' | b'-'))?;
    let mut parts = text.split(separator as char).map(|digits| {
        let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number
            .then(|| digits.parse().ok().map(|value| Number { value, len: digits.len() }))
            .flatten()
    });
    let (first, second, third) = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then(|| numeric(first, second, third, context))
}

/// The day of a text without time.
pub(super) fn written(text: &str, context: &ParseContext) -> Result<NaiveDate, DayError> {
    // ISO 8601 puts a plus before years of more than four digits.
    let has_long_year = |text: &&str| text.bytes().take_while(u8::is_ascii_digit).count() > 4;
    let text = text.strip_prefix('+').filter(has_long_year).unwrap_or(text);
    let parts = Parts::read(text).ok_or(DayError::NoDay)?;
    let date = match (parts.months.as_slice(), parts.numbers.as_slice()) {
        ([], &[first, second, third]) if parts.is_evenly_separated() => numeric(first, second, third, context),
        (&[(month, at)], &[first, second]) => named(month, at, first, second, context),
        _ => Err(DayError::NoDay),
    }?;
    // A minus before a number that is no separator belongs to a year before 1.
    if parts.has_negative { Err(DayError::Year) } else { Ok(date) }
}

/// A run of digits.
#[derive(Clone, Copy)]
struct Number {
    value: u32,
    len: usize,
}

#[derive(Default)]
struct Parts {
    numbers: Vec<Number>,
    /// Months by name, with how many numbers stand before each.
    months: Vec<(u32, usize)>,
    /// Between one number and the next, without blanks; a blank alone stays.
    separators: Vec<String>,
    has_negative: bool,
}

impl Parts {
    fn read(text: &str) -> Option<Self> {
        let mut parts = Self::default();
        let mut separator = String::new();
        let mut words = Vec::new();
        let mut rest = text;
        while let Some(char) = rest.chars().next() {
            let is_kind: fn(char) -> bool = match char {
                '0'..='9' => |char| char.is_ascii_digit(),
                _ if char.is_alphabetic() => char::is_alphabetic,
                ' ' | '.' | '/' | '-' | ',' | '\'' => |_| false,
                _ => return None,
            };
            let len = rest.find(|char| !is_kind(char)).unwrap_or(rest.len()).max(char.len_utf8());
            let (token, after) = rest.split_at(len);
            rest = after;
            if char.is_ascii_digit() {
                let mut before = text[..text.len() - rest.len() - token.len()].chars().rev();
                // Between two numbers or words a dash separates; behind a blank or another sign it is a minus.
                parts.has_negative |= before.next() == Some('-') && !before.next().is_some_and(char::is_alphanumeric);
                if !parts.numbers.is_empty() {
                    parts.separators.push(std::mem::take(&mut separator));
                }
                separator.clear();
                parts.numbers.push(Number {
                    value: token.parse().unwrap_or(u32::MAX),
                    len,
                });
                if parts.numbers.len() > 3 {
                    return None;
                }
            } else if char.is_alphabetic() {
                words.push((fold(token), parts.numbers.len()));
                separator.clear();
            } else if char != ' ' && char != '\'' {
                separator.push(char);
            }
        }
        parts.take_words(&words).then_some(parts)
    }

    /// Sorts out months, weekdays and fillers; `false` if a word is none of them.
    fn take_words(&mut self, words: &[(String, usize)]) -> bool {
        for (index, (word, at)) in words.iter().enumerate() {
            // `mar.` is Tuesday in French, if a month follows.
            let month_follows = words[index + 1..].iter().any(|(word, _)| month(word).is_some());
            match month(word) {
                Some(month) if !(month_follows && is_weekday(word)) => self.months.push((month, *at)),
                _ if is_weekday(word) || is_filler(word) => {}
                _ => return false,
            }
        }
        true
    }

    /// Whether the same stands between all numbers.
    fn is_evenly_separated(&self) -> bool {
        let first = self.separators.first().map_or("", |separator| separator.trim_end_matches('-'));
        self.separators
            .iter()
            .all(|separator| separator.trim_end_matches('-') == first && !separator.contains(','))
    }
}

fn numeric(first: Number, second: Number, third: Number, context: &ParseContext) -> Result<NaiveDate, DayError> {
    use DateOrder::{DayFirst, MonthFirst, YearFirst};
    let (year, month, day) = match (first.len > 2, third.len > 2, context.date_order) {
        (true, true, _) => return Err(DayError::NoDay),
        (true, false, _) | (false, false, YearFirst) => (first, second, third),
        (false, _, DayFirst) => (third, second, first),
        (false, _, MonthFirst) => (third, first, second),
        // With the year last in a place where it comes first, only the day can say which is which.
        (false, true, YearFirst) if first.value > 12 || first.value == second.value => (third, second, first),
        (false, true, YearFirst) if second.value > 12 => (third, first, second),
        (false, true, YearFirst) => return Err(DayError::NoDay),
    };
    if month.len > 2 || day.len > 2 {
        return Err(DayError::NoDay);
    }
    date(full_year(year, context)?, month.value, day.value)
}

fn named(month: u32, month_at: usize, first: Number, second: Number, context: &ParseContext) -> Result<NaiveDate, DayError> {
    let year_first = match (first.len > 2, second.len > 2) {
        (true, true) => return Err(DayError::NoDay),
        (true, false) => true,
        (false, true) => false,
        // `26 Jan 31` begins with its year only where years come first.
        (false, false) => month_at == 1 && context.date_order == DateOrder::YearFirst,
    };
    let (year, day) = if year_first { (first, second) } else { (second, first) };
    date(full_year(year, context)?, month, day.value)
}

/// Years of two digits are those from 79 years ago to 20 years ahead.
fn full_year(year: Number, context: &ParseContext) -> Result<i64, DayError> {
    match year.len {
        1 if year.value == 0 => Err(DayError::Year),
        1 | 2 => {
            let latest = i64::from(current_year(context)) + 20;
            Ok(latest - (latest - i64::from(year.value)).rem_euclid(100))
        }
        3 => Err(DayError::NoDay),
        _ => Ok(i64::from(year.value)),
    }
}

fn date(year: i64, month: u32, day: u32) -> Result<NaiveDate, DayError> {
    let year = i32::try_from(year)
        .ok()
        .filter(|year| (1..=9999).contains(year))
        .ok_or(DayError::Year)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DayError::NoDay)
}
