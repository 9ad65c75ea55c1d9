//! Days, instants and lengths of time.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{DecimalStyle, FieldError, ParseContext};

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

const EPOCH: i32 = 719_163;

/// The day of a number of days since 1970-01-01; `None` outside the years 1 to 9999.
#[must_use]
pub fn days_to_date(days: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(days.checked_add(EPOCH)?).filter(|date| (1..=9999).contains(&date.year()))
}

/// A day.
///
/// # Errors
/// [`FieldError::NotADate`].
pub fn parse_date(text: &str, _context: &ParseContext) -> Result<i32, FieldError> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map(|date| date.num_days_from_ce() - EPOCH).map_err(|_| FieldError::NotADate { example: "2026-12-31".into() })
}

/// An instant.
///
/// # Errors
/// [`FieldError::NotATime`].
pub fn parse_date_time(text: &str, context: &ParseContext) -> Result<i64, FieldError> {
    let day = parse_date(text, context)?;
    Ok(i64::from(day) * 86_400_000 - i64::from(context.offset_minutes) * 60_000)
}

/// Seconds.
///
/// # Errors
/// [`FieldError::NotANumber`].
pub fn parse_duration(text: &str, style: DecimalStyle) -> Result<i64, FieldError> {
    super::parse_integer(text, style).map(|minutes| minutes.saturating_mul(60))
}
