//! The wall clock: instants as UTC milliseconds, days as numbers since 1970-01-01 where the person is.

use std::cell::OnceCell;
use std::time::Duration;

use crate::reactive::prelude::*;

use super::lifecycle;

const DAY_MILLIS: i64 = 86_400_000;

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
    (millis + i64::from(offset_minutes(millis)) * 60_000).div_euclid(DAY_MILLIS) as i32
}

/// When a day begins where the person is, in UTC milliseconds.
#[must_use]
pub fn midnight(day: i32) -> i64 {
    local_date(day).get_time() as i64
}

/// The same time of day on another day, where the person is.
#[must_use]
pub fn on_day(millis: i64, day: i32) -> i64 {
    let (before, date) = (js_sys::Date::new(&(millis as f64).into()), local_date(day));
    date.set_hours(before.get_hours());
    date.set_minutes(before.get_minutes());
    date.set_seconds(before.get_seconds());
    date.set_milliseconds(before.get_milliseconds());
    date.get_time() as i64
}

/// Minutes since the day began by the clock on the wall, where the person is.
#[must_use]
pub fn minute_of_day(millis: i64) -> u16 {
    let date = js_sys::Date::new(&(millis as f64).into());
    (date.get_hours() * 60 + date.get_minutes()) as u16
}

/// The instant when the clock on the wall shows so many minutes of a day.
#[must_use]
pub fn at_minute(day: i32, minute: u16) -> i64 {
    let date = local_date(day);
    date.set_hours(u32::from(minute / 60));
    date.set_minutes(u32::from(minute % 60));
    date.get_time() as i64
}

/// A day's first instant. The days of UTC and of the person have the same names.
fn local_date(day: i32) -> js_sys::Date {
    let utc = js_sys::Date::new(&(f64::from(day) * DAY_MILLIS as f64).into());
    js_sys::Date::new_with_year_month_day(utc.get_utc_full_year(), utc.get_utc_month() as i32, utc.get_utc_date() as i32)
}

/// Minutes to add to UTC for local time at an instant.
#[must_use]
pub fn offset_minutes(millis: i64) -> i32 {
    -(js_sys::Date::new(&(millis as f64).into()).get_timezone_offset() as i32)
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
