//! Relative days by the calendar: what "in the last three months" means today.
//!
//! Days are plain numbers since 1970-01-01. Spans of days and weeks count days; months, quarters and years follow the calendar,
//! and a day that a month does not have becomes its last. Weeks start on the day that the person has set: 0 is Monday, 6 is Sunday.

use chrono::{Datelike, Months, NaiveDate};
use model::{Operator, Span, Unit};

/// Days from the year 1 to the epoch, as chrono counts.
const EPOCH: i32 = 719_163;

/// Milliseconds of a day.
pub const DAY_MILLIS: i64 = 86_400_000;

/// Days from the first to the last, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayRange {
    /// First day.
    pub first: i32,
    /// Last day.
    pub last: i32,
}

/// Days that a relative operator means; `None` for operators that are not relative.
///
/// - In the last n: rolling, today is the last day of it. In the next n: rolling, today is the first day of it.
/// - In this unit: the calendar unit around today. In the previous n: the whole calendar units before it.
/// - Before the last n: every day before those of "in the last n".
#[must_use]
pub fn relative(operator: Operator, span: Span, today: i32, week_starts_on: u8) -> Option<DayRange> {
    let count = i64::from(span.count.max(1));
    let range = match operator {
        Operator::InLast => DayRange {
            first: shift(today, -count, span.unit).saturating_add(1),
            last: today,
        },
        Operator::InNext => DayRange {
            first: today,
            last: shift(today, count, span.unit).saturating_sub(1),
        },
        Operator::InThis => {
            let first = start(today, span.unit, week_starts_on);
            DayRange {
                first,
                last: shift(first, 1, span.unit).saturating_sub(1),
            }
        }
        Operator::InPrevious => {
            let this = start(today, span.unit, week_starts_on);
            DayRange {
                first: shift(this, -count, span.unit),
                last: this.saturating_sub(1),
            }
        }
        Operator::BeforeLast => DayRange {
            first: i32::MIN,
            last: shift(today, -count, span.unit),
        },
        _ => return None,
    };
    Some(range)
}

/// The day `count` units later, or earlier.
pub(crate) fn shift(day: i32, count: i64, unit: Unit) -> i32 {
    let months = match unit {
        Unit::Day => return add_days(day, count),
        Unit::Week => return add_days(day, count.saturating_mul(7)),
        Unit::Month => count,
        Unit::Quarter => count.saturating_mul(3),
        Unit::Year => count.saturating_mul(12),
    };
    let months = Months::new(u32::try_from(months.unsigned_abs()).unwrap_or(u32::MAX));
    let shifted = date(day).and_then(|date| {
        if count < 0 {
            date.checked_sub_months(months)
        } else {
            date.checked_add_months(months)
        }
    });
    shifted.map_or(if count < 0 { i32::MIN } else { i32::MAX }, number)
}

/// First day of the calendar unit around a day.
pub(crate) fn start(day: i32, unit: Unit, week_starts_on: u8) -> i32 {
    // Day 0 was a Thursday.
    if unit == Unit::Week {
        return add_days(day, -(i64::from(day) + 3 - i64::from(week_starts_on)).rem_euclid(7));
    }
    let Some(date) = date(day) else { return day };
    let first = match unit {
        Unit::Day | Unit::Week => Some(date),
        Unit::Month => date.with_day(1),
        Unit::Quarter => date.with_day(1).and_then(|first| first.with_month(date.month0() / 3 * 3 + 1)),
        Unit::Year => NaiveDate::from_ymd_opt(date.year(), 1, 1),
    };
    first.map_or(day, number)
}

fn add_days(day: i32, count: i64) -> i32 {
    (i64::from(day).saturating_add(count)).clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32
}

fn number(date: NaiveDate) -> i32 {
    date.num_days_from_ce() - EPOCH
}

/// The date of a day; `None` outside what chrono can hold.
#[must_use]
pub fn date(day: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(day.checked_add(EPOCH)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> i32 {
        number(text.parse().unwrap())
    }

    #[track_caller]
    fn check(operator: Operator, count: u32, unit: Unit, today: &str, first: &str, last: &str) {
        let range = relative(operator, Span { count, unit }, day(today), 0).unwrap();
        assert_eq!(
            range,
            DayRange {
                first: day(first),
                last: day(last)
            },
            "{operator:?} {count} {unit:?} on {today}"
        );
    }

    #[test]
    fn the_last_and_the_next_are_rolling_and_hold_today() {
        check(Operator::InLast, 1, Unit::Day, "2026-03-31", "2026-03-31", "2026-03-31");
        check(Operator::InLast, 7, Unit::Day, "2026-03-31", "2026-03-25", "2026-03-31");
        check(Operator::InLast, 1, Unit::Week, "2026-03-31", "2026-03-25", "2026-03-31");
        check(Operator::InLast, 1, Unit::Month, "2026-03-31", "2026-03-01", "2026-03-31");
        check(Operator::InLast, 2, Unit::Quarter, "2026-03-31", "2025-10-01", "2026-03-31");
        check(Operator::InLast, 1, Unit::Year, "2024-02-29", "2023-03-01", "2024-02-29");
        check(Operator::InNext, 2, Unit::Day, "2026-12-31", "2026-12-31", "2027-01-01");
        check(Operator::InNext, 1, Unit::Month, "2026-01-31", "2026-01-31", "2026-02-27");
        check(Operator::InNext, 0, Unit::Day, "2026-01-31", "2026-01-31", "2026-01-31");
    }

    #[test]
    fn this_and_the_previous_unit_follow_the_calendar() {
        // 2026-11-22 is a Sunday.
        check(Operator::InThis, 1, Unit::Week, "2026-11-22", "2026-11-16", "2026-11-22");
        check(Operator::InThis, 1, Unit::Week, "2026-11-23", "2026-11-23", "2026-11-29");
        check(Operator::InPrevious, 1, Unit::Week, "2026-11-22", "2026-11-09", "2026-11-15");
        check(Operator::InThis, 9, Unit::Month, "2024-02-10", "2024-02-01", "2024-02-29");
        check(Operator::InPrevious, 1, Unit::Month, "2026-03-31", "2026-02-01", "2026-02-28");
        check(Operator::InThis, 1, Unit::Quarter, "2026-05-31", "2026-04-01", "2026-06-30");
        check(Operator::InPrevious, 2, Unit::Quarter, "2026-05-31", "2025-10-01", "2026-03-31");
        check(Operator::InThis, 1, Unit::Year, "2026-05-31", "2026-01-01", "2026-12-31");
        check(Operator::InPrevious, 1, Unit::Day, "2026-01-01", "2025-12-31", "2025-12-31");
    }

    #[test]
    fn weeks_start_on_the_day_that_the_person_has_set() {
        let [monday, saturday, sunday] = [0, 5, 6];
        // 2026-11-22 is a Sunday.
        for (today, starts, first) in [
            ("2026-11-22", monday, "2026-11-16"),
            ("2026-11-22", saturday, "2026-11-21"),
            ("2026-11-22", sunday, "2026-11-22"),
            ("2026-11-21", monday, "2026-11-16"),
            ("2026-11-21", saturday, "2026-11-21"),
            ("2026-11-21", sunday, "2026-11-15"),
            ("2026-11-20", saturday, "2026-11-14"),
            ("1969-12-28", monday, "1969-12-22"),
            ("1969-12-28", sunday, "1969-12-28"),
        ] {
            let (today, first) = (day(today), day(first));
            assert_eq!(start(today, Unit::Week, starts), first);
            let span = Span {
                count: 1,
                unit: Unit::Week,
            };
            let days = |operator| relative(operator, span, today, starts).unwrap();
            let week = |first: i32| DayRange { first, last: first + 6 };
            assert_eq!(days(Operator::InThis), week(first));
            assert_eq!(days(Operator::InPrevious), week(first - 7));
        }
    }

    #[test]
    fn before_the_last_is_what_the_last_leaves_of_the_past() {
        for unit in [Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year] {
            for today in ["2024-02-29", "2026-03-31", "2026-01-01"].map(day) {
                let span = Span { count: 3, unit };
                let last = relative(Operator::InLast, span, today, 0).unwrap();
                let before = relative(Operator::BeforeLast, span, today, 0).unwrap();
                assert_eq!(
                    before,
                    DayRange {
                        first: i32::MIN,
                        last: last.first - 1
                    }
                );
            }
        }
    }

    #[test]
    fn spans_beyond_all_dates_reach_to_the_ends_of_time() {
        let span = Span {
            count: u32::MAX,
            unit: Unit::Year,
        };
        assert_eq!(relative(Operator::InLast, span, day("2026-01-01"), 0).unwrap().first, i32::MIN + 1);
        assert_eq!(relative(Operator::InNext, span, day("2026-01-01"), 0).unwrap().last, i32::MAX - 1);
        let days = Span {
            count: u32::MAX,
            unit: Unit::Week,
        };
        assert!(relative(Operator::BeforeLast, days, 0, 0).unwrap().last == i32::MIN);
    }
}
