//! Instants: a written day with a time, as milliseconds since 1970-01-01T00:00Z.
//!
//! A time without zone is local, by the offset in force; a day without time is its local midnight.

use std::borrow::Cow;

use super::calendar::{DayError, example};
use super::{day, in_range, serial_day};
use crate::validate::text::decimal_digit;
use crate::validate::{FieldError, ParseContext};
use crate::zone::Zone;

const DAY: i64 = 86_400_000;
const HOUR: i64 = 3_600_000;
const MINUTE: i64 = 60_000;
/// Most bytes that are looked at; the longest form, of browsers, has about 80.
const MAX_TEXT: usize = 256;

/// Names of zones that mail programs, exports and browsers write, with minutes ahead of UTC (RFC 2822, 4.3, and those of Europe and Japan).
const ZONES: &[(&str, i32)] = &[
    ("z", 0),
    ("utc", 0),
    ("gmt", 0),
    ("ut", 0),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("cest", 120),
    ("mez", 60),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("jst", 540),
];

/// An instant, as milliseconds since 1970-01-01T00:00Z.
///
/// # Errors
/// [`FieldError::NotATime`] with an example in the order in force, also for days and times that do not exist; [`FieldError::YearOutOfRange`].
pub fn parse_date_time(text: &str, context: &ParseContext) -> Result<i64, FieldError> {
    let millis = Moment::read(text, context).and_then(|moment| {
        let millis = moment.millis(&context.zone);
        i32::try_from(millis.div_euclid(DAY))
            .map_err(|_| DayError::Year)
            .and_then(in_range)?;
        Ok(millis)
    });
    millis.map_err(|error| match error {
        DayError::NoDay => FieldError::NotATime {
            example: format!("{} 14:30", example(context)),
        },
        DayError::Year => FieldError::YearOutOfRange,
    })
}

/// What a text with a day, and perhaps a time, says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Moment {
    /// A day, milliseconds into it, and minutes ahead of UTC if it says them.
    Written { day: i32, time: i64, offset: Option<i32> },
    /// Milliseconds since 1970-01-01T00:00Z.
    Instant(i64),
}

impl Moment {
    /// Reads a text in any of the supported forms.
    pub(super) fn read(text: &str, context: &ParseContext) -> Result<Self, DayError> {
        if text.len() > MAX_TEXT {
            return Err(DayError::NoDay);
        }
        let text = in_ascii(text);
        let text = text.trim();
        if let Some(moment) = of_number(text) {
            return Ok(moment);
        }
        let (text, clock) = match Clock::find(text) {
            Some(at) => {
                let (clock, behind) = Clock::read(&text[at..]).ok_or(DayError::NoDay)?;
                // Some write the year behind the time: `Sat Jan 31 10:15:30 2026`.
                let before = text[..at].trim_end();
                let before = before
                    .strip_suffix(['T', 't'])
                    .filter(|day| day.ends_with(|char: char| char.is_ascii_digit()))
                    .unwrap_or(before);
                let day = if behind.is_empty() {
                    Cow::Borrowed(before)
                } else {
                    Cow::Owned(format!("{before} {behind}"))
                };
                (day, clock)
            }
            None => (Cow::Borrowed(text), Clock::default()),
        };
        Ok(Self::Written {
            day: day(text.trim_matches([' ', ',']), context)?,
            time: clock.time,
            offset: clock.offset,
        })
    }

    /// The day as written, or the local day of an instant.
    pub(super) fn day(self, zone: &Zone) -> i32 {
        match self {
            Moment::Written { day, .. } => day,
            Moment::Instant(millis) => zone.day(millis),
        }
    }

    fn millis(self, zone: &Zone) -> i64 {
        match self {
            Moment::Written { day, time, offset } => {
                let local = i64::from(day) * DAY + time;
                offset.map_or_else(|| zone.instant(local), |offset| local - i64::from(offset) * MINUTE)
            }
            Moment::Instant(millis) => millis,
        }
    }
}

/// Digits, blanks and separators of other scripts as ASCII, without a remark in brackets at the end.
fn in_ascii(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let text = match text.strip_suffix([')', ']']).and_then(|text| text.rsplit_once(['(', '['])) {
        Some((text, _)) => text,
        None => text,
    };
    let ascii = |char: char| match char {
        _ if char.is_ascii() => char,
        '‐'..='―' | '−' | '－' => '-',
        '．' => '.',
        '／' => '/',
        '：' => ':',
        '’' => '\'',
        _ if char.is_whitespace() => ' ',
        _ => decimal_digit(char).map_or(char, |digit| (b'0' + digit) as char),
    };
    let text = text.trim_start_matches('\'');
    if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(ascii).collect())
    }
}

/// Numbers that stand for a moment: Unix seconds, Unix milliseconds, spreadsheet serials, `20260131101530`.
fn of_number(text: &str) -> Option<Moment> {
    let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = whole.parse::<i64>().ok()?;
    let is_whole = fraction.bytes().all(|byte| byte == b'0');
    match whole.len() {
        5 => {
            // The fraction of a day is rounded to the second, because floats of spreadsheets are not exact to the millisecond.
            let seconds = format!("0.{fraction}0")
                .parse::<f64>()
                .map(|share| (share * 86_400.0).round() as i64)
                .ok()?;
            Some(Moment::Written {
                day: serial_day(number)?,
                time: seconds * 1_000,
                offset: None,
            })
        }
        10 if fraction.len() <= 9 => {
            let millis = format!("{fraction:0<3}");
            Some(Moment::Instant(number * 1_000 + millis[..3].parse::<i64>().ok()?))
        }
        13 if is_whole => Some(Moment::Instant(number)),
        _ => None,
    }
}

/// The time within a day.
#[derive(Clone, Copy, Default)]
struct Clock {
    /// Milliseconds since midnight; a whole day for 24:00.
    time: i64,
    /// Minutes ahead of UTC.
    offset: Option<i32>,
}

impl Clock {
    /// Where the time begins: behind a `T` among digits, before a colon, or before `pm`, `Uhr` or `h`.
    fn find(text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        if let Some(at) = (1..bytes.len()).find(|at| matches!(bytes[*at], b'T' | b't') && is_digit(at - 1) && is_digit(at + 1)) {
            return Some(at + 1);
        }
        let digits_before = |end: usize| end - bytes[..end].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        if let Some(colon) = (1..bytes.len()).find(|at| bytes[*at] == b':' && is_digit(at - 1) && is_digit(at + 1)) {
            return Some(digits_before(colon));
        }
        let lower = text.to_ascii_lowercase();
        let hour = ["am", "pm", "a.m.", "p.m.", "uhr"]
            .iter()
            .find_map(|mark| lower.strip_suffix(mark))
            .or_else(|| {
                let minutes = lower.trim_end_matches(|char: char| char.is_ascii_digit());
                minutes.strip_suffix('h')
            })?;
        let end = hour.trim_end().len();
        let start = digits_before(end);
        // The hour stands alone, as in `31 Jan 2026 3pm`, and is no end of a year or day.
        let stands_alone = (1..=2).contains(&(end - start)) && text[..start].ends_with(' ') && !text[..start].trim().is_empty();
        stands_alone.then_some(start)
    }

    /// The time at the beginning of a text, and what stands behind it.
    fn read(text: &str) -> Option<(Self, &str)> {
        let mut scan = Scan(text);
        let (hour, minute, second) = scan.hour_minute_second()?;
        let millis = scan.fraction();
        let hour = match scan.half_of_day() {
            None => hour,
            Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
            Some(_) => return None,
        };
        // A leap second is the first second of the next minute.
        let exists = (hour < 24 && minute < 60 && second <= 60) || (hour, minute, second, millis) == (24, 0, 0, 0);
        let offset = scan.zone()?;
        exists.then_some((
            Self {
                time: hour * HOUR + minute * MINUTE + second * 1_000 + millis,
                offset,
            },
            scan.0.trim(),
        ))
    }
}

/// What is left of a text.
struct Scan<'a>(&'a str);

impl Scan<'_> {
    /// The next digits, at most `most`, as a number and how many they were.
    fn digits(&mut self, most: usize) -> Option<(i64, usize)> {
        let len = self.0.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at(len);
        let number = digits.parse().ok()?;
        self.0 = rest;
        Some((number, len))
    }

    fn take(&mut self, sign: char) -> bool {
        self.0.strip_prefix(sign).is_some_and(|rest| {
            self.0 = rest;
            true
        })
    }

    fn two_digits(&mut self) -> Option<i64> {
        self.digits(2).filter(|(_, len)| *len == 2).map(|(number, _)| number)
    }

    fn hour_minute_second(&mut self) -> Option<(i64, i64, i64)> {
        let (number, len) = self.digits(6)?;
        match len {
            1 | 2 if self.take(':') => {
                let minute = self.two_digits()?;
                let second = if self.take(':') { self.two_digits()? } else { 0 };
                Some((number, minute, second))
            }
            1 | 2 => {
                let minute = if self.take('h') || self.take('H') {
                    self.two_digits().unwrap_or(0)
                } else {
                    0
                };
                Some((number, minute, 0))
            }
            4 => Some((number / 100, number % 100, 0)),
            6 => Some((number / 10_000, number / 100 % 100, number % 100)),
            _ => None,
        }
    }

    /// Milliseconds behind a point or comma; finer digits are cut.
    fn fraction(&mut self) -> i64 {
        let Some(digits) = self
            .0
            .strip_prefix(['.', ','])
            .filter(|rest| rest.starts_with(|char: char| char.is_ascii_digit()))
        else {
            return 0;
        };
        let len = digits.bytes().take_while(u8::is_ascii_digit).count();
        self.0 = &digits[len..];
        format!("{:0<3}", &digits[..len])[..3].parse().unwrap_or(0)
    }

    /// Hours to add for `pm`, zero for `am`, nothing without either. Takes `Uhr` too.
    fn half_of_day(&mut self) -> Option<i64> {
        let rest = self.0.trim_start();
        for (mark, hours) in [
            ("a.m.", Some(0)),
            ("p.m.", Some(12)),
            ("am", Some(0)),
            ("pm", Some(12)),
            ("uhr", None),
        ] {
            if let Some((word, after)) = rest.split_at_checked(mark.len())
                && word.eq_ignore_ascii_case(mark)
                && !after.starts_with(char::is_alphanumeric)
            {
                self.0 = after;
                return hours;
            }
        }
        None
    }

    /// Minutes ahead of UTC, if a zone follows; `None` if what follows is no zone but looks like one.
    fn zone(&mut self) -> Option<Option<i32>> {
        let rest = self.0.trim_start();
        let len = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let name = rest[..len].to_ascii_lowercase();
        let mut offset = None;
        if let Some((_, minutes)) = ZONES.iter().find(|(known, _)| *known == name) {
            self.0 = &rest[len..];
            offset = Some(*minutes);
        }
        let rest = self.0.trim_start();
        let (sign, digits) = match rest.as_bytes() {
            [b'+', ..] => (1, &rest[1..]),
            [b'-', ..] => (-1, &rest[1..]),
            _ => return Some(offset),
        };
        let mut scan = Scan(digits);
        let (number, len) = scan.digits(4)?;
        let (hours, minutes) = match len {
            1 | 2 => (number, if scan.take(':') { scan.two_digits()? } else { 0 }),
            4 => (number / 100, number % 100),
            _ => return None,
        };
        self.0 = scan.0;
        // No place on Earth is more than 14 hours ahead or 12 behind.
        (hours <= 14 && minutes < 60).then(|| Some(offset.unwrap_or(0) + sign * (hours * 60 + minutes) as i32))
    }
}
