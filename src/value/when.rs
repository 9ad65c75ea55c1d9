//! Days and instants in words: near ones relative, far ones as dates.

use crate::platform::{clock, format};
use crate::words;

/// The last day that is told as "n days ago", counted from today; before that the date says more.
const FAR_DAYS: i32 = -99;
const DAY_MILLIS: i64 = 86_400_000;
const MINUTE_MILLIS: i64 = 60_000;

/// A day: "Today", "Yesterday", "3 days ago", "16 Mar", "9 Feb 2025".
#[must_use]
pub fn day_words(day: i32) -> String {
    match day - clock::today() {
        -6..=1 => capital(&format::relative_day(day)),
        away @ FAR_DAYS..0 => words::value::days_ago(u64::from(away.unsigned_abs())),
        _ => format::date_short(day),
    }
}

/// A day inside a sentence: "today", "3 days ago", "16 Mar".
#[must_use]
pub fn day_inside(day: i32) -> String {
    match day - clock::today() {
        -6..=1 => format::relative_day(day),
        _ => day_words(day),
    }
}

/// An instant: "2 h ago", "Yesterday", "3 days ago", "In 3 h", "16 Mar".
#[must_use]
pub fn moment_words(millis: i64) -> String {
    let away = millis - clock::standpoint();
    let day = clock::day_of(millis);
    if (away > 0 && away < DAY_MILLIS) || (away <= 0 && day == clock::today()) {
        capital(&format::relative_time(millis))
    } else {
        day_words(day)
    }
}

/// An instant in full, for tips.
#[must_use]
pub fn moment_exact(millis: i64) -> String {
    format::date_time(millis)
}

/// A length of time of milliseconds: "3 h 20 min", "24 d".
#[must_use]
pub fn span_words(millis: i64) -> String {
    let minutes = (millis.abs() / MINUTE_MILLIS).max(1);
    if minutes >= 48 * 60 {
        words::value::days(&(minutes / 1440).to_string())
    } else {
        format::duration(minutes * 60)
    }
}

/// The first letter large, for words that stand alone.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_stand_alone_start_large() {
        assert_eq!(capital("yesterday"), "Yesterday");
        assert_eq!(capital("3 days ago"), "3 days ago");
        assert_eq!(capital(""), "");
    }
}
