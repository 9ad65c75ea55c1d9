//! Days in formulas: by the proleptic Gregorian calendar, from year 1 to 9999.

use chrono::{Datelike, Months, NaiveDate};

use super::Trouble;
use crate::computed::Moment;
use crate::query::calendar::date;

/// Days from the year 1 to the epoch, as chrono counts.
const EPOCH: i32 = 719_163;

/// The number of a day.
fn number(day: NaiveDate) -> i32 {
    day.num_days_from_ce() - EPOCH
}

fn checked(day: NaiveDate) -> Result<i32, Trouble> {
    if (1..=9999).contains(&day.year()) {
        Ok(number(day))
    } else {
        Err(Trouble::NoSuchDay)
    }
}

/// A calendar day; the parts are whole numbers.
pub(super) fn of_parts(year: f64, month: f64, day: f64) -> Result<i32, Trouble> {
    let whole = |part: f64, most: f64| (part.fract() == 0.0 && (1.0..=most).contains(&part)).then_some(part as u32);
    let day = whole(year, 9999.0)
        .zip(whole(month, 12.0))
        .zip(whole(day, 31.0))
        .and_then(|((year, month), day)| NaiveDate::from_ymd_opt(year as i32, month, day));
    day.ok_or(Trouble::NoSuchDay).and_then(checked)
}

/// A day so many whole days later; parts of days count for nothing.
pub(super) fn add_days(day: i32, days: f64) -> Result<i32, Trouble> {
    let moved = f64::from(day) + days.trunc();
    if moved.abs() > 4_000_000.0 {
        return Err(Trouble::NoSuchDay);
    }
    date(moved as i32).ok_or(Trouble::NoSuchDay).and_then(checked)
}

/// A day so many whole months later; a day that the month does not have becomes its last.
pub(super) fn add_months(day: i32, months: f64) -> Result<i32, Trouble> {
    let start = date(day).ok_or(Trouble::NoSuchDay)?;
    let months = months.trunc();
    if months.abs() > 120_000.0 {
        return Err(Trouble::NoSuchDay);
    }
    let by = Months::new(months.abs() as u32);
    let moved = if months < 0.0 {
        start.checked_sub_months(by)
    } else {
        start.checked_add_months(by)
    };
    moved.ok_or(Trouble::NoSuchDay).and_then(checked)
}

/// Whole months from one day to another; negative when the second is earlier.
pub(super) fn months_between(from: i32, to: i32) -> Result<f64, Trouble> {
    let (start, end) = (date(from).ok_or(Trouble::NoSuchDay)?, date(to).ok_or(Trouble::NoSuchDay)?);
    let months = |day: NaiveDate| f64::from(day.year()) * 12.0 + f64::from(day.month0());
    let mut whole = months(end) - months(start);
    // A month is over when as many months after the start have not passed the end.
    if whole > 0.0 && add_months(from, whole)? > to {
        whole -= 1.0;
    } else if whole < 0.0 && add_months(from, whole)? < to {
        whole += 1.0;
    }
    Ok(whole)
}

/// Year, month, day and weekday, Monday first, of a day.
pub(super) fn parts(day: i32) -> Result<[u32; 4], Trouble> {
    let day = date(day).ok_or(Trouble::NoSuchDay)?;
    Ok([day.year().max(0) as u32, day.month(), day.day(), day.weekday().number_from_monday()])
}

/// A day as ISO 8601 writes it.
pub(super) fn words(day: i32) -> String {
    date(day).map_or_else(String::new, |day| day.to_string())
}

/// An instant in local time, as ISO 8601 writes it with a space and without seconds.
pub(super) fn instant_words(millis: i64, moment: Moment) -> String {
    let minutes = moment.zone.local(millis).div_euclid(60_000).rem_euclid(1_440);
    format!("{} {:02}:{:02}", words(moment.day_of(millis)), minutes / 60, minutes % 60)
}
