//! Days and hours of work, as the person has set them on this device.

use serde::{Deserialize, Serialize};

use super::preferences::{self, Key};

const MINUTE_MILLIS: i64 = 60_000;

/// Days and hours of work.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct WorkingHours {
    /// Monday first.
    pub days: [bool; 7],
    /// Minutes from midnight at which work begins.
    pub from: u16,
    /// Minutes from midnight at which it ends.
    pub to: u16,
}

impl Default for WorkingHours {
    /// Monday to Friday, nine to five.
    fn default() -> Self {
        Self {
            days: [true, true, true, true, true, false, false],
            from: 9 * 60,
            to: 17 * 60,
        }
    }
}

impl WorkingHours {
    /// As they were set; the usual ones without that.
    #[must_use]
    pub fn read() -> Self {
        let kept = preferences::read::<Self>(Key::WorkingHours);
        kept.filter(|hours| hours.from < hours.to && hours.to <= 24 * 60)
            .unwrap_or_default()
    }

    /// Keeps them.
    pub fn write(self) {
        preferences::write(Key::WorkingHours, &self);
    }

    /// When work begins, in milliseconds from midnight.
    #[must_use]
    pub fn morning(self) -> i64 {
        i64::from(self.from) * MINUTE_MILLIS
    }

    /// Whether a day is one of work. Day 0 of the count was a Thursday.
    #[must_use]
    pub fn is_working(self, day: i32) -> bool {
        self.days[(day + 3).rem_euclid(7) as usize]
    }

    /// Whether it is time to work, by the minute of a day.
    #[must_use]
    pub fn is_work(self, day: i32, minute: u16) -> bool {
        self.is_working(day) && (self.from..self.to).contains(&minute)
    }

    /// The first day of work from a day on; that day itself for who works on none.
    #[must_use]
    pub fn first_from(self, day: i32) -> i32 {
        (day..day + 7).find(|day| self.is_working(*day)).unwrap_or(day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A Saturday: 31 January 2026.
    const SATURDAY: i32 = 20_484;

    #[test]
    fn work_goes_on_at_the_next_day_of_work() {
        let usual = WorkingHours::default();
        assert!(!usual.is_working(SATURDAY) && !usual.is_working(SATURDAY + 1) && usual.is_working(SATURDAY + 2));
        assert_eq!(usual.first_from(SATURDAY), SATURDAY + 2);
        assert_eq!(usual.first_from(SATURDAY + 4), SATURDAY + 4);
        let sunday = WorkingHours {
            days: [false, false, false, false, false, false, true],
            ..usual
        };
        assert_eq!(sunday.first_from(SATURDAY + 2), SATURDAY + 8);
    }

    #[test]
    fn it_is_time_to_work_on_days_of_work_between_its_hours() {
        let usual = WorkingHours::default();
        let monday = SATURDAY + 2;
        assert!(usual.is_work(monday, 9 * 60) && usual.is_work(monday, 17 * 60 - 1));
        assert!(!usual.is_work(monday, 9 * 60 - 1) && !usual.is_work(monday, 17 * 60));
        assert!(!usual.is_work(SATURDAY, 12 * 60));
    }

    #[test]
    fn who_works_on_no_day_is_not_put_off_for_ever() {
        let never = WorkingHours {
            days: [false; 7],
            ..WorkingHours::default()
        };
        assert_eq!(never.first_from(SATURDAY), SATURDAY);
    }
}
