//! The wall clock: instants as UTC milliseconds, days as numbers since 1970-01-01 where the person is.

use std::cell::OnceCell;
use std::time::Duration;

use model::Zone;

use crate::reactive::prelude::*;

use super::{format, lifecycle};

const DAY_MILLIS: i64 = 86_400_000;
const MINUTE_MILLIS: i64 = 60_000;

/// Now, in UTC milliseconds.
#[must_use]
pub fn now() -> i64 {
    js_sys::Date::now() as i64
}

thread_local! {
    /// The day as the root follows it.
    static DAY: OnceCell<Signal<i32>> = const { OnceCell::new() };
    /// The past moment that everything is told from; not there before the root follows the day.
    static STAND: OnceCell<RwSignal<Option<i64>>> = const { OnceCell::new() };
}

/// The moment that everything is told from, in UTC milliseconds: now, or the one that is looked back to. Tracked but for the
/// passing of time.
#[must_use]
pub fn standpoint() -> i64 {
    STAND.with(|stand| stand.get().and_then(|stand| stand.get())).unwrap_or_else(now)
}

/// From now on everything is told from a past moment, or from now again.
pub fn stand_at(millis: Option<i64>) {
    STAND.with(|stand| stand.get().map(|stand| stand.set(millis)));
}

/// Follows the day: from now on whatever has asked for [`today`] is computed anew when another day begins, at midnight or
/// after a flight. Once, in the root.
pub fn follow_today() {
    // A second root would follow the same day.
    let _ = DAY.with(|day| day.set(use_today()));
    let _ = STAND.with(|stand| stand.set(RwSignal::new(None)));
}

/// The day of the [`standpoint`], where the person is. Tracked.
#[must_use]
pub fn today() -> i32 {
    DAY.with(|day| day.get().map(Signal::track));
    day_of(standpoint())
}

/// The day of an instant, where the person is.
#[must_use]
pub fn day_of(millis: i64) -> i32 {
    (millis + i64::from(offset_minutes(millis)) * MINUTE_MILLIS).div_euclid(DAY_MILLIS) as i32
}

/// When a day begins where the person is, in UTC milliseconds.
#[must_use]
pub fn midnight(day: i32) -> i64 {
    instant(day, 0)
}

/// The same time of day on another day, where the person is.
#[must_use]
pub fn on_day(millis: i64, day: i32) -> i64 {
    instant(day, time_of_day(millis))
}

/// Milliseconds from the beginning of its day to an instant, as clocks show them where the person is.
#[must_use]
pub fn time_of_day(millis: i64) -> i64 {
    (millis + i64::from(offset_minutes(millis)) * MINUTE_MILLIS).rem_euclid(DAY_MILLIS)
}

/// Minutes since the day began by the clock on the wall, where the person is.
#[must_use]
pub fn minute_of_day(millis: i64) -> u16 {
    (time_of_day(millis) / MINUTE_MILLIS) as u16
}

/// The instant when the clock on the wall shows so many minutes of a day.
#[must_use]
pub fn at_minute(day: i32, minute: u16) -> i64 {
    instant(day, i64::from(minute) * MINUTE_MILLIS)
}

/// The instant at which clocks show a time on a day, where the person is.
#[must_use]
pub fn instant(day: i32, time_of_day: i64) -> i64 {
    instant_by(day, time_of_day, offset_minutes)
}

/// As [`instant`], with the offsets of a place. The offset of the first guess is that of the same clock in UTC, which is of the
/// other side of a change at most; a time that a change leaves out is as much later.
fn instant_by(day: i32, time_of_day: i64, offset_minutes: impl Fn(i64) -> i32) -> i64 {
    let clock = i64::from(day) * DAY_MILLIS + time_of_day;
    let guess = clock - i64::from(offset_minutes(clock)) * MINUTE_MILLIS;
    clock - i64::from(offset_minutes(guess)) * MINUTE_MILLIS
}

/// Minutes to add to UTC for local time at an instant: in the time zone that the person chose, else in that of the device.
#[must_use]
pub fn offset_minutes(millis: i64) -> i32 {
    format::offset_minutes(millis).unwrap_or_else(|| -(js_sys::Date::new(&(millis as f64).into()).get_timezone_offset() as i32))
}

/// Where the person is, as a table of its changes for the years that records are about: from 1980 to ten years from now.
#[must_use]
pub fn zone() -> Zone {
    const YEAR: i64 = 31_556_952_000;
    // Two weeks are shorter than any summer time.
    Zone::read(offset_minutes, 10 * YEAR, now() + 10 * YEAR, 14 * DAY_MILLIS)
}

/// Now, told again after every `every` while the page is alive, and when it wakes.
#[must_use]
pub fn use_now(every: Duration) -> Signal<i64> {
    let current = RwSignal::new(now());
    let tell = move || {
        current.try_set(now());
    };
    if let Ok(handle) = set_interval_with_handle(tell, every) {
        on_cleanup(move || handle.clear());
    }
    lifecycle::on_wake(tell);
    current.into()
}

/// Today; changes at midnight.
#[must_use]
pub fn use_today() -> Signal<i32> {
    let now = use_now(Duration::from_secs(30));
    Memo::new(move |_| day_of(now.get())).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * MINUTE_MILLIS;

    /// Central Europe around 29 March 2026: an hour more from 1 o'clock UTC on.
    fn spring(millis: i64) -> i32 {
        if millis < i64::from(SUNDAY) * DAY_MILLIS + HOUR { 60 } else { 120 }
    }
    const SUNDAY: i32 = 20_541;

    /// New York around 1 November 2026: an hour less from 6 o'clock UTC on.
    fn autumn(millis: i64) -> i32 {
        if millis < i64::from(LAST) * DAY_MILLIS + 6 * HOUR {
            -240
        } else {
            -300
        }
    }
    const LAST: i32 = 20_758;

    #[test]
    fn clocks_and_instants_agree_on_both_sides_of_a_change() {
        let shown = |millis: i64, offset: fn(i64) -> i32| millis + i64::from(offset(millis)) * MINUTE_MILLIS;
        for (day, offset, left_out) in [(SUNDAY, spring as fn(i64) -> i32, 2..3), (LAST, autumn, 24..24)] {
            for hours in -30..54_i64 {
                let (on, of_day) = (day + hours.div_euclid(24) as i32, hours.rem_euclid(24) * HOUR);
                let told = shown(instant_by(on, of_day, offset), offset);
                let wanted = i64::from(on) * DAY_MILLIS + of_day;
                if left_out.contains(&hours) {
                    assert_eq!(told, wanted + HOUR, "an hour that there is not is the next one");
                } else {
                    assert_eq!(told, wanted, "day {on}, {of_day}");
                }
            }
        }
    }
}
