//! Which days a calendar shows, and which it shows next. Days are numbers since 1970-01-01, a Thursday.

use chrono::{Datelike, Months};
use model::CalendarSpan;
use model::validate::days_to_date;

use crate::value::days_of;

/// Days of an agenda: what can be planned for.
const AGENDA_DAYS: i32 = 60;

/// Days one after the other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Days {
    pub first: i32,
    pub count: i32,
}

impl Days {
    /// The days that a span shows around a day. `week_starts_on` is 0 for Monday, 6 for Sunday.
    pub fn of(span: CalendarSpan, day: i32, week_starts_on: u8) -> Self {
        match span {
            CalendarSpan::Month => {
                let (first, length) = month_of(day);
                let start = week_of(first, week_starts_on);
                let weeks = (first - start + length + 6) / 7;
                Self {
                    first: start,
                    count: weeks * 7,
                }
            }
            CalendarSpan::Week => Self {
                first: week_of(day, week_starts_on),
                count: 7,
            },
            CalendarSpan::Day => Self { first: day, count: 1 },
            CalendarSpan::Agenda => Self {
                first: day,
                count: AGENDA_DAYS,
            },
        }
    }

    pub const fn last(self) -> i32 {
        self.first + self.count - 1
    }

    pub fn contains(self, day: i32) -> bool {
        (self.first..=self.last()).contains(&day)
    }
}

/// The day that is looked at after turning the page by so many.
pub(super) fn turned(span: CalendarSpan, day: i32, by: i32) -> i32 {
    match span {
        CalendarSpan::Month => by_months(day, by),
        CalendarSpan::Week => day + by * 7,
        CalendarSpan::Day => day + by,
        CalendarSpan::Agenda => day + by * AGENDA_DAYS,
    }
}

/// The same day of another month, or its last one.
fn by_months(day: i32, by: i32) -> i32 {
    let months = Months::new(by.unsigned_abs());
    let to = days_to_date(day).and_then(|date| {
        if by < 0 {
            date.checked_sub_months(months)
        } else {
            date.checked_add_months(months)
        }
    });
    to.map_or(day, days_of)
}

/// First day of a day's month, and how many days that has.
pub(super) fn month_of(day: i32) -> (i32, i32) {
    let first = day - days_to_date(day).map_or(0, |date| date.day0() as i32);
    (first, by_months(first, 1) - first)
}

/// First day of a day's week.
fn week_of(day: i32, week_starts_on: u8) -> i32 {
    day - (day + 3 - i32::from(week_starts_on)).rem_euclid(7)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> i32 {
        days_of(text.parse().expect("a day of the calendar"))
    }

    #[track_caller]
    fn check(span: CalendarSpan, of: &str, starts: u8, first: &str, last: &str) {
        let days = Days::of(span, day(of), starts);
        assert_eq!((days.first, days.last()), (day(first), day(last)), "{span:?} of {of}");
        assert!(days.contains(day(of)));
    }

    #[test]
    fn a_month_is_shown_in_whole_weeks() {
        check(CalendarSpan::Month, "2026-11-29", 0, "2026-10-26", "2026-12-06");
        check(CalendarSpan::Month, "2026-11-29", 6, "2026-11-01", "2026-12-05");
        check(CalendarSpan::Month, "2027-02-10", 0, "2027-02-01", "2027-02-28");
        check(CalendarSpan::Month, "2024-02-29", 5, "2024-01-27", "2024-03-01");
    }

    #[test]
    fn a_week_starts_where_weeks_start() {
        check(CalendarSpan::Week, "2026-11-29", 0, "2026-11-23", "2026-11-29");
        check(CalendarSpan::Week, "2026-11-29", 6, "2026-11-29", "2026-12-05");
        check(CalendarSpan::Day, "2026-11-29", 0, "2026-11-29", "2026-11-29");
        check(CalendarSpan::Week, "1969-12-31", 0, "1969-12-29", "1970-01-04");
    }

    #[test]
    fn turning_goes_by_what_is_shown() {
        let turn = |span, of: &str, by| turned(span, day(of), by);
        assert_eq!(turn(CalendarSpan::Month, "2026-01-31", 1), day("2026-02-28"));
        assert_eq!(turn(CalendarSpan::Month, "2026-03-31", -1), day("2026-02-28"));
        assert_eq!(turn(CalendarSpan::Week, "2026-01-01", -1), day("2025-12-25"));
        assert_eq!(turn(CalendarSpan::Day, "2026-12-31", 1), day("2027-01-01"));
        assert!(turn(CalendarSpan::Agenda, "2026-12-31", 1) > day("2027-01-01"));
    }
}
