//! Time zones as a calendar describes them: from when on which offset holds, and how that comes again every year.

use super::moment::{days, days_of, local};
use crate::lines::Line;

const DAY: i64 = 86_400;

/// From when on an offset holds.
#[derive(Clone, Default)]
pub(super) struct Rule {
    /// When it first holds, as on the wall before it.
    start: i64,
    /// Seconds ahead of UTC before it, and from then on.
    from: i64,
    to: i64,
    yearly: Option<Yearly>,
    /// Further times at which it begins.
    dates: Vec<i64>,
}

/// Comes again every year: on the first, second or last of a weekday in a month, or on a day of it.
#[derive(Clone, Copy)]
struct Yearly {
    month: i64,
    /// From 0, Sunday.
    weekday: Option<i64>,
    /// Which of the weekdays; from the end where it is negative.
    nth: i64,
    /// The first day of the month that it can be.
    day: i64,
    until: i64,
}

/// Further dates of a rule, and rules of a calendar, that are kept; the zones of the world need less.
const MOST_DATES: usize = 50;
const MOST_RULES: usize = 2_000;

impl Rule {
    /// Takes a property.
    pub(super) fn take(&mut self, line: &Line) {
        let value = line.value.trim();
        match &*line.name {
            "DTSTART" => self.start = local(value).map_or(0, |(at, _, _)| at),
            "TZOFFSETFROM" => self.from = offset(value),
            "TZOFFSETTO" => self.to = offset(value),
            "RDATE" => {
                let dates = value.split(',').filter_map(|date| local(date.trim()));
                self.dates
                    .extend(dates.map(|(at, _, _)| at).take(MOST_DATES.saturating_sub(self.dates.len())));
            }
            "RRULE" => self.yearly = Yearly::read(value),
            _ => {}
        }
    }

    /// The last time until `at` at which it began.
    fn onset(&self, at: i64) -> Option<i64> {
        let single = std::iter::once(self.start).chain(self.dates.iter().copied());
        let year = year_of(at);
        let yearly = self.yearly.iter().flat_map(|yearly| [year, year - 1].map(|year| (yearly, year)));
        let yearly = yearly.filter_map(|(yearly, year)| {
            let onset = yearly.day_in(year) * DAY + self.start.rem_euclid(DAY);
            // The end of a rule is in UTC.
            (onset >= self.start && onset - self.from <= yearly.until).then_some(onset)
        });
        single.chain(yearly).filter(|onset| *onset <= at).max()
    }
}

impl Yearly {
    fn read(written: &str) -> Option<Self> {
        let part = |wanted: &str| {
            let mut parts = written.split(';').filter_map(|part| part.split_once('='));
            parts
                .find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted))
                .map(|(_, value)| value.trim())
        };
        if !part("FREQ")?.eq_ignore_ascii_case("YEARLY") {
            return None;
        }
        let by_day = part("BYDAY").and_then(|text| text.split_at_checked(text.len().checked_sub(2)?));
        let weekday = by_day.and_then(|(_, name)| {
            let names = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
            names.iter().position(|known| known.eq_ignore_ascii_case(name))
        });
        let days = part("BYMONTHDAY").map(|list| list.split(',').filter_map(|day| day.trim().parse().ok()).min().unwrap_or(1));
        Some(Self {
            month: part("BYMONTH")?.parse().ok().filter(|month| (1..=12).contains(month))?,
            weekday: weekday.map(|weekday| weekday as i64),
            nth: by_day
                .and_then(|(nth, _)| nth.parse().ok())
                .filter(|nth| (-5..=5).contains(nth) && *nth != 0)
                .unwrap_or(1),
            day: days.filter(|day| (1..=31).contains(day)).unwrap_or(1),
            until: part("UNTIL").and_then(local).map_or(i64::MAX, |(at, _, _)| at),
        })
    }

    /// Its day in a year, in days since 1970.
    fn day_in(&self, year: i64) -> i64 {
        let first = days(year, self.month, self.day);
        let Some(weekday) = self.weekday else { return first };
        // 1970-01-01 was a Thursday.
        let next = |day: i64| day + (weekday - (day + 4)).rem_euclid(7);
        if self.nth > 0 {
            next(first) + (self.nth - 1) * 7
        } else {
            let last = days(year, self.month, days_of(year, self.month));
            next(last - 6) + (self.nth + 1) * 7
        }
    }
}

/// The year of seconds since 1970.
fn year_of(at: i64) -> i64 {
    let day = at.div_euclid(DAY);
    // Close enough to be set right by one.
    let year = 1970 + day * 400 / 146_097;
    (year - 1..=year + 1).rev().find(|year| days(*year, 1, 1) <= day).unwrap_or(year)
}

/// Seconds of an offset such as `+0200` or `-043015`.
fn offset(written: &str) -> i64 {
    let digits = written.trim_start_matches(['+', '-']);
    let part = |at: usize| digits.get(at..at + 2).and_then(|text| text.parse::<i64>().ok()).unwrap_or(0);
    let seconds = part(0) * 3_600 + part(2) * 60 + part(4);
    if written.starts_with('-') { -seconds } else { seconds }
}

/// The zones of a calendar.
#[derive(Default)]
pub(super) struct Zones(Vec<(String, Vec<Rule>)>);

impl Zones {
    pub(super) fn add(&mut self, zone: &str, rule: Rule) {
        if self.0.iter().map(|(_, rules)| rules.len()).sum::<usize>() >= MOST_RULES {
            return;
        }
        match self.0.iter_mut().find(|(known, _)| known == zone) {
            Some((_, rules)) => rules.push(rule),
            None => self.0.push((zone.to_owned(), vec![rule])),
        }
    }

    /// Seconds ahead of UTC in a zone, at a time on the wall; none when the calendar does not describe the zone.
    ///
    /// A time that there was twice is the one of before the change; one that there was not is told by the clock of before it.
    pub(super) fn offset(&self, zone: &str, local: i64) -> Option<i64> {
        let (_, rules) = self.0.iter().find(|(known, _)| known == zone)?;
        let current = rules.iter().filter_map(|rule| Some((rule.onset(local)?, rule)));
        let current = current.max_by_key(|(onset, _)| *onset);
        let first = rules.iter().min_by_key(|rule| rule.start)?;
        Some(match current {
            Some((onset, rule)) if local < onset + (rule.to - rule.from).max(0) => rule.from,
            Some((_, rule)) => rule.to,
            None => first.from,
        })
    }
}
