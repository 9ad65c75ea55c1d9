//! Days: plain days of the proleptic Gregorian calendar, counted from 1970-01-01, never instants.
//!
//! A text with a time gives the day that is written in it, whatever its zone: a birthday does not move.
//! Numbers that stand for days in files are read too: spreadsheet serials (1900 system), Unix seconds and milliseconds, `20260131`.

mod calendar;
mod duration;
mod time;
mod words;

use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

pub use self::duration::parse_duration;
pub use self::time::parse_date_time;

use self::calendar::{DayError, iso, short, written};
use self::time::Moment;
use self::words::{Unit, distance};
use super::{FieldError, ParseContext};

/// Order of day, month and year in short dates.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum DateOrder {
    /// 31/12/2026.
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
    /// 2026/12/31.
    YearFirst,
}

/// Days from the first day of year 1 to 1970-01-01, counted as `chrono` counts them.
const EPOCH: i32 = 719_163;
/// The serial of 1970-01-01 in spreadsheets. They have a 29 February 1900, so the count fits from March 1900 on.
const SERIAL_OF_EPOCH: i64 = 25_569;

/// The day of a number of days since 1970-01-01; `None` outside the years 1 to 9999.
#[must_use]
pub fn days_to_date(days: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(days.checked_add(EPOCH)?).filter(|date| (1..=9999).contains(&date.year()))
}

/// A day, as days since 1970-01-01.
///
/// # Errors
/// [`FieldError::NotADate`] with an example in the order in force, also for days that do not exist; [`FieldError::YearOutOfRange`].
pub fn parse_date(text: &str, context: &ParseContext) -> Result<i32, FieldError> {
    let day = match iso(text).or_else(|| short(text, context)) {
        Some(date) => date.map(to_days),
        None => Moment::read(text, context).map(|moment| moment.day(&context.zone)),
    };
    day.and_then(in_range).map_err(|error| error.of_date(context))
}

/// The day of `2026-01-31`, as days since 1970-01-01; none for any other text.
#[must_use]
pub fn parse_iso_date(text: &str) -> Option<i32> {
    iso(text)?.map(to_days).ok()
}

/// Days since 1970-01-01.
fn to_days(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - EPOCH
}

/// The day itself if its year is from 1 to 9999.
fn in_range(days: i32) -> Result<i32, DayError> {
    days_to_date(days).map(|_| days).ok_or(DayError::Year)
}

/// The day of a text without time: a word, a distance from today, digits alone, or a written day.
fn day(text: &str, context: &ParseContext) -> Result<i32, DayError> {
    if let Some(date) = iso(text).or_else(|| short(text, context)) {
        return date.map(to_days);
    }
    if let Some(distance) = distance(text) {
        let today = days_to_date(context.today).ok_or(DayError::Year)?;
        return from_day(today, distance.count, distance.unit).ok_or(DayError::Year);
    }
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let (year, rest) = text.split_at(4);
        let (month, day) = rest.split_at(2);
        return iso(&format!("{year}-{month}-{day}")).unwrap_or(Err(DayError::NoDay)).map(to_days);
    }
    written(text, context).map(to_days)
}

fn from_day(today: NaiveDate, count: i64, unit: Unit) -> Option<i32> {
    let months = |months: i64| {
        let size = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
        if months < 0 {
            today.checked_sub_months(size)
        } else {
            today.checked_add_months(size)
        }
        .map(to_days)
    };
    let days = |days: i64| i32::try_from(i64::from(to_days(today)) + days).ok();
    match unit {
        Unit::Year => months(count.checked_mul(12)?),
        Unit::Month => months(count),
        Unit::Week => days(count.checked_mul(7)?),
        _ => days(count),
    }
}

/// The day of a spreadsheet's serial number, for the numbers that are days of 1954 to 2119 and hardly anything else.
fn serial_day(serial: i64) -> Option<i32> {
    (20_000..=80_000).contains(&serial).then(|| (serial - SERIAL_OF_EPOCH) as i32)
}

#[cfg(test)]
mod tests;
