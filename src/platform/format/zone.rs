//! The time zone in which instants are shown: the one that the person chose, else the device's.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::intl::{DateTimeFormat, options};
use crate::platform::preferences::{self, Key};
use crate::reactive::prelude::window;

thread_local! {
    /// The chosen zone with a formatter that says its offsets; another choice loads the page anew.
    static CHOSEN: Option<(String, DateTimeFormat)> = {
        let name = cfg!(target_arch = "wasm32").then(|| preferences::read::<String>(Key::TimeZone)).flatten();
        // A name that this browser does not know any more is as good as none.
        name.and_then(|name| Some((name.clone(), offsets(&name).ok()?)))
    };
}

/// A formatter that ends in the offset of a zone.
fn offsets(zone: &str) -> Result<DateTimeFormat, JsValue> {
    DateTimeFormat::new(
        "en-US",
        &options(&[("timeZone", zone.into()), ("timeZoneName", "longOffset".into())]),
    )
}

/// The zone that the person chose, by its name in the database of IANA; none for the device's.
#[must_use]
pub fn chosen_zone() -> Option<String> {
    CHOSEN.with(|chosen| chosen.as_ref().map(|(name, _)| name.clone()))
}

/// The zone of the device, such as `Europe/Berlin`.
#[must_use]
pub fn device_zone() -> String {
    let format = DateTimeFormat::new("en-US", &options(&[]));
    let zone = format.and_then(|format| Reflect::get(&format.resolved(), &"timeZone".into()));
    zone.ok().and_then(|zone| zone.as_string()).unwrap_or_default()
}

/// Every zone that the browser knows; none where it does not say.
#[must_use]
pub fn zones() -> Vec<String> {
    let listed = || -> Option<Array> {
        let intl = Reflect::get(&window(), &"Intl".into()).ok()?;
        let list = Reflect::get(&intl, &"supportedValuesOf".into()).ok()?.dyn_into::<Function>().ok()?;
        list.call1(&intl, &"timeZone".into()).ok()?.dyn_into().ok()
    };
    let names = listed().unwrap_or_default();
    names.iter().filter_map(|name| name.as_string()).collect()
}

/// Minutes to add to UTC at an instant in the zone that was chosen; none without one.
pub(in crate::platform) fn offset_minutes(millis: i64) -> Option<i32> {
    CHOSEN.with(|chosen| minutes_of(&chosen.as_ref()?.1.format(millis as f64)))
}

/// The minutes of a text that ends in `GMT`, `GMT+05:30` or `GMT-04:00`.
fn minutes_of(text: &str) -> Option<i32> {
    let (_, offset) = text.rsplit_once("GMT")?;
    let mut letters = offset.chars();
    let sign = match letters.next() {
        None => return Some(0),
        Some('+') => 1,
        Some('-' | '\u{2212}') => -1,
        Some(_) => return None,
    };
    let mut parts = letters.as_str().split(':').map(str::parse::<i32>);
    let (hours, minutes) = (parts.next()?.ok()?, parts.next().unwrap_or(Ok(0)).ok()?);
    Some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_read_as_browsers_write_them() {
        for (text, minutes) in [
            ("3/29/2026, GMT+02:00", Some(120)),
            ("3/29/2026, GMT-03:30", Some(-210)),
            ("3/29/2026, GMT\u{2212}03:30", Some(-210)),
            ("1/1/1880, GMT+00:53:28", Some(53)),
            ("3/29/2026, GMT", Some(0)),
            ("3/29/2026", None),
            ("3/29/2026, GMT?", None),
        ] {
            assert_eq!(minutes_of(text), minutes, "{text}");
        }
    }
}
