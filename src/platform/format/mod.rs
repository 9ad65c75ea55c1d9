//! Numbers, amounts, days, instants and lists as the person's language writes them, by the browser's `Intl`.
//!
//! Formatters are costly to make and cheap to use, so each is made once. Money is formatted from exact decimals, never from
//! floats. Days are numbers since 1970-01-01 and are the same day everywhere; instants are UTC milliseconds and are shown
//! where the person is, or in the time zone that they chose.

mod dates;
mod intl;
mod locale;
mod numbers;
mod words;
mod zone;

pub use dates::{
    date, date_long, date_mark, date_short, date_time, month, month_name, month_short, relative_day, relative_time, time, time_of_day,
    weekday, weekday_short, year_and_month,
};
pub use locale::{context, home_currency, locale, week_starts_on};
pub use numbers::{bytes, compact, currency_name, duration, integer, money, money_short, money_whole, number, percent};
pub use words::{Plural, compare, list, plural};
pub(super) use zone::offset_minutes;
pub use zone::{chosen_zone, device_zone, zones};
