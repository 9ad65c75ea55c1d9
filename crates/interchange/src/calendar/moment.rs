//! Days and times of a calendar, and the seconds between them.

use model::Zone;

use super::zone::Zones;
use crate::csv::{FormProblem, Problems};
use crate::lines::Line;

const DAY: i64 = 86_400;

/// When something is.
pub(super) struct Moment {
    /// As the import reads it.
    pub(super) text: String,
    /// Seconds since 1970, in UTC where the zone is known; none where it cannot be read.
    pub(super) seconds: Option<i64>,
    /// Whether it is a whole day.
    pub(super) is_day: bool,
    /// Whether it is the same moment wherever one is.
    is_instant: bool,
}

impl Moment {
    /// Reads a property such as `DTSTART`. What cannot be read stays as it is written, to be told as any other cell.
    pub(super) fn read(line: &Line, zones: &Zones, problems: &mut Problems) -> Self {
        let written = line.value.trim();
        let Some((local, is_day, is_utc)) = local(written) else {
            return Self {
                text: written.to_owned(),
                seconds: None,
                is_day: false,
                is_instant: false,
            };
        };
        let zone = line.whole_parameter("TZID").filter(|_| !is_day && !is_utc);
        let offset = zone.and_then(|zone| zones.offset(zone, local));
        if zone.is_some() && offset.is_none() {
            problems.add(line.line, None, FormProblem::UnknownZone);
        }
        let mut text = day(local.div_euclid(DAY));
        let of_day = local.rem_euclid(DAY);
        if !is_day {
            text += &format!("T{:02}:{:02}:{:02}", of_day / 3_600, of_day / 60 % 60, of_day % 60);
        }
        match offset.filter(|offset| *offset != 0) {
            Some(offset) => {
                let minutes = offset.abs() / 60;
                let sign = if offset < 0 { '-' } else { '+' };
                text += &format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60);
            }
            None if is_utc || offset.is_some() => text.push('Z'),
            None => {}
        }
        Self {
            text,
            seconds: Some(local - offset.unwrap_or(0)),
            is_day,
            is_instant: is_utc || offset.is_some(),
        }
    }

    /// Its day: as it is written, or that of the moment where it is read.
    pub(super) fn day(&self, zone: &Zone) -> String {
        match self.seconds {
            Some(seconds) if self.is_instant => day(i64::from(zone.day(seconds * 1000))),
            Some(_) => self.text.chars().take(10).collect(),
            None => self.text.clone(),
        }
    }
}

/// `20260131` and `20260131T101530Z`: seconds since 1970 as on the wall, whether it is a day, and whether it is in UTC.
pub(super) fn local(written: &str) -> Option<(i64, bool, bool)> {
    let (date, time) = written.split_once(['T', 't']).unwrap_or((written, ""));
    let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = |text: &str| text.parse::<i64>().ok();
    if !digits(date, 8) {
        return None;
    }
    let (year, month, of_month) = (number(&date[..4])?, number(&date[4..6])?, number(&date[6..])?);
    if year < 1 || !(1..=12).contains(&month) || !(1..=days_of(year, month)).contains(&of_month) {
        return None;
    }
    let day = days(year, month, of_month);
    if time.is_empty() {
        return Some((day * DAY, true, false));
    }
    let clock = time.trim_end_matches(['Z', 'z']);
    if !digits(clock, 6) {
        return None;
    }
    let (hours, minutes, seconds) = (number(&clock[..2])?, number(&clock[2..4])?, number(&clock[4..])?);
    // The sixtieth second is one that was put in.
    if hours > 23 || minutes > 59 || seconds > 60 {
        return None;
    }
    Some((
        day * DAY + hours * 3_600 + minutes * 60 + seconds.min(59),
        false,
        clock.len() < time.len(),
    ))
}

/// Days since 1970-01-01 (Howard Hinnant, chrono-compatible low-level date algorithms).
pub(super) fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Days of a month.
pub(super) fn days_of(year: i64, month: i64) -> i64 {
    let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    days(next_year, next, 1) - days(year, month, 1)
}

fn day(day: i64) -> String {
    crate::export::day_text(day).unwrap_or_default()
}

/// Seconds of a duration such as `PT1H30M`, `P1D` or `P2W` (RFC 5545, 3.3.6).
pub(super) fn duration(written: &str) -> Option<i64> {
    let rest = written.trim().strip_prefix('+').unwrap_or(written.trim());
    let (mut seconds, mut number, mut any) = (0_i64, None::<i64>, false);
    for char in rest.strip_prefix(['P', 'p'])?.chars() {
        if let Some(digit) = char.to_digit(10) {
            number = Some(number.unwrap_or(0).checked_mul(10)?.checked_add(digit.into())?);
            continue;
        }
        let unit = match char.to_ascii_uppercase() {
            'T' if number.is_none() => continue,
            'W' => 7 * DAY,
            'D' => DAY,
            'H' => 3_600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(number.take()?.checked_mul(unit)?)?;
        any = true;
    }
    (any && number.is_none()).then_some(seconds)
}
