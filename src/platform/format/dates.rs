//! Days and instants.

use super::intl::{Cache, DateTimeFormat, RelativeTimeFormat, cached, options};
use super::{chosen_zone, locale};
use crate::platform::clock;

const DAY_MILLIS: f64 = 86_400_000.0;

/// What a formatter of dates is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Date,
    DateLong,
    DateOfThisYear,
    DateInNumbers,
    Weekday,
    WeekdayShort,
    Month,
    MonthShort,
    MonthName,
    Time,
    TimeOfDay,
    DateTime,
}

fn formatted(kind: Kind, millis: f64) -> String {
    thread_local! {
        static FORMATS: Cache<(Kind, i32), DateTimeFormat> = Cache::default();
    }
    // Formatters keep the time zone in which they were made; after a flight there are others.
    let zone = if matches!(kind, Kind::Time | Kind::DateTime) {
        clock::offset_minutes(clock::now())
    } else {
        0
    };
    let make = |(kind, _): &(Kind, i32)| DateTimeFormat::new(&locale(), &options_of(*kind));
    let format = FORMATS.with(|formats| cached(formats, (kind, zone), make));
    format.map(|format| format.format(millis)).unwrap_or_default()
}

fn options_of(kind: Kind) -> wasm_bindgen::JsValue {
    let (fields, instant): (&[(&str, &str)], bool) = match kind {
        Kind::Date => (&[("day", "numeric"), ("month", "short"), ("year", "numeric")], false),
        Kind::DateLong => (
            &[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")],
            false,
        ),
        Kind::DateOfThisYear => (&[("day", "numeric"), ("month", "short")], false),
        Kind::DateInNumbers => (&[("day", "numeric"), ("month", "numeric"), ("year", "numeric")], false),
        Kind::Weekday => (&[("weekday", "long")], false),
        Kind::WeekdayShort => (&[("weekday", "short")], false),
        Kind::Month => (&[("month", "long"), ("year", "numeric")], false),
        Kind::MonthShort => (&[("month", "short"), ("year", "numeric")], false),
        Kind::MonthName => (&[("month", "long")], false),
        Kind::Time => (&[("timeStyle", "short")], true),
        Kind::TimeOfDay => (&[("timeStyle", "short")], false),
        Kind::DateTime => (&[("dateStyle", "medium"), ("timeStyle", "short")], true),
    };
    let mut entries = fields.iter().map(|&(name, value)| (name, value.into())).collect::<Vec<_>>();
    if !instant {
        // A day is the same day everywhere: it is laid on midnight UTC and read there.
        entries.push(("timeZone", "UTC".into()));
    } else if let Some(zone) = chosen_zone() {
        entries.push(("timeZone", zone.into()));
    }
    options(&entries)
}

fn midnight(days: i32) -> f64 {
    f64::from(days) * DAY_MILLIS
}

/// A day, such as `21 Nov 2026`.
#[must_use]
pub fn date(days: i32) -> String {
    formatted(Kind::Date, midnight(days))
}

/// A day in full, such as `Saturday, 21 November 2026`.
#[must_use]
pub fn date_long(days: i32) -> String {
    formatted(Kind::DateLong, midnight(days))
}

/// What stands between the numbers of a day, such as `.` in `21.11.2026`. Outside a browser that of English.
#[must_use]
pub fn date_mark() -> char {
    if cfg!(not(target_arch = "wasm32")) {
        return '/';
    }
    mark_of(&formatted(Kind::DateInNumbers, 0.0))
}

/// The first sign of a written day that any keyboard has: in Arabic there are marks of direction before it.
fn mark_of(written: &str) -> char {
    written.chars().find(char::is_ascii_punctuation).unwrap_or('/')
}

/// A day without its year if that is this one, such as `21 Nov`.
#[must_use]
pub fn date_short(days: i32) -> String {
    let this_year = year_of(days) == year_of(clock::today());
    formatted(if this_year { Kind::DateOfThisYear } else { Kind::Date }, midnight(days))
}

fn year_of(days: i32) -> u32 {
    year_and_month(days).0
}

/// Year and month of a day, 1 to 12.
#[must_use]
pub fn year_and_month(days: i32) -> (u32, u32) {
    let date = js_sys::Date::new(&midnight(days).into());
    (date.get_utc_full_year(), date.get_utc_month() + 1)
}

/// The day of the week.
#[must_use]
pub fn weekday(days: i32) -> String {
    formatted(Kind::Weekday, midnight(days))
}

/// The day of the week, short.
#[must_use]
pub fn weekday_short(days: i32) -> String {
    formatted(Kind::WeekdayShort, midnight(days))
}

/// Month and year of a day.
#[must_use]
pub fn month(days: i32) -> String {
    formatted(Kind::Month, midnight(days))
}

/// Month and year of a day, where room is scarce: `Nov 2026`.
#[must_use]
pub fn month_short(days: i32) -> String {
    formatted(Kind::MonthShort, midnight(days))
}

/// The month of a day, without its year.
#[must_use]
pub fn month_name(days: i32) -> String {
    formatted(Kind::MonthName, midnight(days))
}

/// Time of day of an instant, such as `14:05`.
#[must_use]
pub fn time(millis: i64) -> String {
    formatted(Kind::Time, millis as f64)
}

/// A time of day by its minutes from midnight, such as `14:05`.
#[must_use]
pub fn time_of_day(minutes: u16) -> String {
    formatted(Kind::TimeOfDay, f64::from(minutes) * 60_000.0)
}

/// Day and time of an instant.
#[must_use]
pub fn date_time(millis: i64) -> String {
    formatted(Kind::DateTime, millis as f64)
}

/// How long ago or ahead an instant is: `5 min ago`; from a week on, its day.
#[must_use]
pub fn relative_time(millis: i64) -> String {
    match distance(millis - clock::standpoint()) {
        Some((value, unit)) => relative(value, unit),
        None => date_short(clock::day_of(millis)),
    }
}

/// A day as people say it: `yesterday`, `today`, `in 3 days`; from a week on, its date.
#[must_use]
pub fn relative_day(days: i32) -> String {
    let ahead = days.saturating_sub(clock::today());
    if ahead.abs() < 7 {
        relative(f64::from(ahead), "day")
    } else {
        date_short(days)
    }
}

/// A length of time in the unit that people use for it; none from a week on.
fn distance(millis: i64) -> Option<(f64, &'static str)> {
    let seconds = millis as f64 / 1000.0;
    let size = seconds.abs();
    Some(match size {
        ..45.0 => (0.0, "second"),
        ..3_570.0 => ((seconds / 60.0).round(), "minute"),
        ..84_600.0 => ((seconds / 3_600.0).round(), "hour"),
        ..604_800.0 => ((seconds / 86_400.0).round(), "day"),
        _ => return None,
    })
}

fn relative(value: f64, unit: &str) -> String {
    thread_local! {
        static FORMATS: Cache<(), RelativeTimeFormat> = Cache::default();
    }
    let make = |(): &()| RelativeTimeFormat::new(&locale(), &options(&[("numeric", "auto".into()), ("style", "short".into())]));
    FORMATS
        .with(|formats| cached(formats, (), make))
        .map(|format| format.format(value, unit))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_between_the_numbers_of_a_day_is_that_of_the_language() {
        let marks = ["1.1.1970", "1/1/1970", "\u{661}\u{200f}/\u{661}\u{200f}/\u{661}", "1970-01-01", ""].map(mark_of);
        assert_eq!(marks, ['.', '/', '/', '-', '/']);
    }

    #[test]
    fn distances_are_in_the_unit_people_use() {
        let second = 1000;
        assert_eq!(distance(-20 * second), Some((0.0, "second")), "now");
        assert_eq!(distance(-300 * second), Some((-5.0, "minute")));
        assert_eq!(distance(-3_569 * second), Some((-59.0, "minute")));
        assert_eq!(distance(7_200 * second), Some((2.0, "hour")));
        assert_eq!(distance(-90_000 * second), Some((-1.0, "day")));
        assert_eq!(distance(-700_000 * second), None);
    }
}
