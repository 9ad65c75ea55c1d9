//! Time zones as tables of their changes: which day and time an instant is where a person is.
//!
//! A table is made where zones are known (by the browser's `Intl`) for the years that records are about. Before its first change
//! the offset is that before the change, after its last one that of the last.

use serde::{Deserialize, Serialize};

const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;

/// A time zone.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Zone {
    /// Minutes to add to UTC before the first change.
    first: i32,
    /// When the offset changes, in UTC milliseconds, and the minutes to add from then on; in order.
    changes: Vec<(i64, i32)>,
}

/// UTC.
pub static UTC: Zone = Zone::fixed(0);

impl Zone {
    /// A zone that has the same offset all the time.
    #[must_use]
    pub const fn fixed(minutes: i32) -> Self {
        Self {
            first: minutes,
            changes: Vec::new(),
        }
    }

    /// The zone of a function from instants to minutes, as it is from one instant to another. Offsets that hold for less than
    /// `step` milliseconds may be missed.
    #[must_use]
    pub fn read(offset: impl Fn(i64) -> i32, from: i64, to: i64, step: i64) -> Self {
        let mut zone = Self::fixed(offset(from));
        let (mut before, mut minutes) = (from, zone.first);
        while before < to {
            let after = before.saturating_add(step.max(1)).min(to);
            let then = offset(after);
            if then != minutes {
                // Somewhere after `low`, at `high` at the latest; offsets change at whole minutes.
                let (mut low, mut high) = (before, after);
                while high - low > MINUTE {
                    let middle = low + (high - low) / 2;
                    if offset(middle) == minutes {
                        low = middle;
                    } else {
                        high = middle;
                    }
                }
                let at = high.div_euclid(MINUTE) * MINUTE;
                minutes = offset(at);
                zone.changes.push((at, minutes));
                before = at;
            } else {
                before = after;
            }
        }
        zone
    }

    /// Minutes to add to UTC at an instant.
    #[must_use]
    pub fn minutes(&self, millis: i64) -> i32 {
        let next = self.changes.partition_point(|(at, _)| *at <= millis);
        next.checked_sub(1).map_or(self.first, |place| self.changes[place].1)
    }

    /// What clocks show at an instant: milliseconds since 1970-01-01 00:00 there.
    #[must_use]
    pub fn local(&self, millis: i64) -> i64 {
        millis.saturating_add(i64::from(self.minutes(millis)) * MINUTE)
    }

    /// The instant at which clocks show a time. Of a time that there is twice it is one of the two; a time that a change leaves out
    /// is as much later.
    #[must_use]
    pub fn instant(&self, local: i64) -> i64 {
        // The offset of the same clock in UTC is of the other side of a change at most.
        let guess = local.saturating_sub(i64::from(self.minutes(local)) * MINUTE);
        local.saturating_sub(i64::from(self.minutes(guess)) * MINUTE)
    }

    /// The day of an instant, in days since 1970-01-01.
    #[must_use]
    pub fn day(&self, millis: i64) -> i32 {
        let day = self.local(millis).div_euclid(DAY);
        day.clamp(i64::from(i32::MIN + 1), i64::from(i32::MAX)) as i32
    }

    /// The first instant of a day.
    #[must_use]
    pub fn start(&self, day: i32) -> i64 {
        self.instant(i64::from(day) * DAY)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * MINUTE;
    /// 29 March 2026, a Sunday.
    const SPRING: i32 = 20_541;
    /// 25 October 2026, a Sunday.
    const AUTUMN: i32 = 20_751;

    fn at(day: i32, hours: i64) -> i64 {
        i64::from(day) * DAY + hours * HOUR
    }

    /// Berlin in 2026, an hour more from 1 o'clock UTC on 29 March to 1 o'clock UTC on 25 October.
    fn berlin(millis: i64) -> i32 {
        if (at(SPRING, 1)..at(AUTUMN, 1)).contains(&millis) {
            120
        } else {
            60
        }
    }

    /// New York in 2026, from 7 o'clock UTC on 8 March to 6 o'clock UTC on 1 November.
    fn new_york(millis: i64) -> i32 {
        if (at(SPRING - 21, 7)..at(AUTUMN + 7, 6)).contains(&millis) {
            -240
        } else {
            -300
        }
    }

    fn read(offset: fn(i64) -> i32) -> Zone {
        Zone::read(offset, at(20_454, 0), at(20_454 + 365, 0), 14 * DAY)
    }

    #[test]
    fn a_zone_is_read_to_the_minute_of_its_changes() {
        assert_eq!(read(berlin).changes, [(at(SPRING, 1), 120), (at(AUTUMN, 1), 60)]);
        assert_eq!(read(new_york).changes, [(at(SPRING - 21, 7), -240), (at(AUTUMN + 7, 6), -300)]);
        assert_eq!(Zone::read(|_| 330, 0, at(20_000, 0), 14 * DAY), Zone::fixed(330));
    }

    #[test]
    fn an_instant_lies_on_the_day_of_its_own_offset() {
        let berlin = read(berlin);
        // Half past eleven in the evening of 15 January and of 15 July, by the clocks there.
        assert_eq!(berlin.day(at(20_468, 22) + 30 * MINUTE), 20_468);
        assert_eq!(berlin.day(at(20_468, 23) + 30 * MINUTE), 20_469);
        assert_eq!(berlin.day(at(20_649, 21) + 30 * MINUTE), 20_649);
        assert_eq!(berlin.day(at(20_649, 22) + 30 * MINUTE), 20_650);
        let new_york = read(new_york);
        assert_eq!(new_york.day(at(20_468, 4) + 30 * MINUTE), 20_467);
        assert_eq!(new_york.day(at(20_649, 4) + 30 * MINUTE), 20_649);
    }

    #[test]
    fn days_of_changes_are_an_hour_shorter_and_longer() {
        let berlin = read(berlin);
        let hours = |day: i32| (berlin.start(day + 1) - berlin.start(day)) / HOUR;
        assert_eq!([SPRING - 1, SPRING, AUTUMN, AUTUMN + 1].map(hours), [24, 23, 25, 24]);
        for day in SPRING - 2..AUTUMN + 3 {
            assert_eq!((berlin.day(berlin.start(day)), berlin.day(berlin.start(day) - 1)), (day, day - 1));
        }
    }

    #[test]
    fn clocks_and_instants_agree_but_for_the_hour_that_there_is_not() {
        let berlin = read(berlin);
        for hours in -30..54 {
            let wanted = at(SPRING, hours);
            let told = berlin.local(berlin.instant(wanted));
            assert_eq!(told, if hours == 2 { wanted + HOUR } else { wanted }, "{hours}");
        }
    }
}
