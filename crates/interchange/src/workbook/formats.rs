//! Number formats: what tells a date, a share or a postal code from a plain number, and how each is written as text.

use rustc_hash::FxHashMap;

use super::xml::{Pull, Token, attribute, plain};
use crate::export::{day_text, number_text};
use model::reading::WorkbookError;

/// How a number is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Format {
    /// A number.
    Number,
    /// A day, a time of day, or both.
    Moment { date: bool, time: bool },
    /// A share: 0.25 is 25 %.
    Percent,
    /// Digits with zeros in front, so many in all.
    Digits(u8),
}

/// The formats of the cells' styles, by number of the style.
pub(super) fn read(styles: &[u8]) -> Result<Vec<Format>, WorkbookError> {
    let mut pull = Pull::new(styles, true);
    let (mut own, mut formats, mut in_cells) = (FxHashMap::default(), Vec::new(), false);
    while let Some(token) = pull.next()? {
        match token {
            Token::Open {
                name: b"numFmt",
                attributes,
                ..
            } => {
                let code = attribute(attributes, "formatCode").map(plain).unwrap_or_default();
                own.insert(number(attributes), of_code(&code));
            }
            Token::Open {
                name: b"cellXfs", empty, ..
            } => in_cells = !empty,
            Token::Close(b"cellXfs") => in_cells = false,
            Token::Open {
                name: b"xf", attributes, ..
            } if in_cells => {
                let number = number(attributes);
                formats.push(own.get(&number).copied().unwrap_or_else(|| built_in(number)));
            }
            _ => {}
        }
    }
    Ok(formats)
}

fn number(attributes: &[u8]) -> u32 {
    attribute(attributes, "numFmtId").and_then(|id| plain(id).parse().ok()).unwrap_or(0)
}

/// Formats that are not written down (ECMA-376 part 1, 18.8.30).
fn built_in(number: u32) -> Format {
    let moment = |date, time| Format::Moment { date, time };
    match number {
        9 | 10 => Format::Percent,
        14..=17 | 27..=31 | 34..=36 | 50..=58 => moment(true, false),
        18..=21 | 32 | 33 | 45..=47 => moment(false, true),
        22 => moment(true, true),
        _ => Format::Number,
    }
}

/// What a format code means.
fn of_code(code: &str) -> Format {
    if code.eq_ignore_ascii_case("general") {
        return Format::Number;
    }
    let (mut date, mut time, mut month, mut percent) = (false, false, false, false);
    let mut chars = code.chars();
    while let Some(char) = chars.next() {
        match char.to_ascii_lowercase() {
            // What follows is shown as it is.
            '\\' | '_' | '*' => drop(chars.next()),
            '"' => drop(chars.find(|char| *char == '"')),
            '[' => {
                let inside = chars.by_ref().take_while(|char| *char != ']').collect::<String>();
                time |= !inside.is_empty() && inside.chars().all(|char| matches!(char, 'h' | 'H' | 'm' | 'M' | 's' | 'S'));
            }
            ';' => break,
            'y' | 'd' => date = true,
            'h' | 's' => time = true,
            'm' => month = true,
            '%' => percent = true,
            _ => {}
        }
    }
    date |= month && !time;
    match () {
        () if date || time => Format::Moment { date, time },
        () if percent => Format::Percent,
        () if code.len() > 1 && code.len() < 20 && code.bytes().all(|byte| byte == b'0') => Format::Digits(code.len() as u8),
        () => Format::Number,
    }
}

/// Days from the epoch of our dates to the day before serial number 1 of the years from 1900 and 1904.
const DAY_0: (i64, i64) = (-25_569, -24_107);
/// Serial numbers of days: up to the end of the year 9999.
const DAYS: std::ops::Range<f64> = 0.0..2_958_466.0;

/// The number as text; `None` when its format does not fit it.
pub(super) fn text(number: f64, format: Format, base_1904: bool) -> Option<String> {
    match format {
        Format::Number => Some(plain_number(number)),
        Format::Percent => Some(format!("{}%", plain_number(round(number * 100.0)))),
        Format::Digits(digits) if number >= 0.0 && number.fract() == 0.0 && number < 1e15 => {
            Some(format!("{:0digits$}", number as u64, digits = usize::from(digits)))
        }
        Format::Digits(_) => None,
        Format::Moment { date, time } => moment(number, date, time, base_1904),
    }
}

fn moment(serial: f64, date: bool, time: bool, base_1904: bool) -> Option<String> {
    if !DAYS.contains(&serial) {
        return None;
    }
    let seconds = (serial * 86_400.0).round() as i64;
    let (day, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    if !date {
        // Times of day, and hours that go on beyond 24.
        return Some(format!("{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60));
    }
    let day = match day {
        day if base_1904 => day + DAY_0.1,
        // There was no 29 February 1900, but it has a number.
        60 => return None,
        day if day < 60 => day + DAY_0.0 + 1,
        day => day + DAY_0.0,
    };
    let day = day_text(day)?;
    if !time || of_day == 0 {
        return Some(day);
    }
    Some(format!("{day} {:02}:{:02}:{:02}", of_day / 3_600, of_day / 60 % 60, of_day % 60))
}

/// Whole numbers in all their digits, however long.
fn plain_number(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e21 {
        format!("{number:.0}")
    } else {
        number_text(number)
    }
}

/// Without what the product of two binary fractions adds behind the digits that count.
fn round(number: f64) -> f64 {
    (number * 1e9).round() / 1e9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_say_what_a_number_is() {
        let moment = |date, time| Format::Moment { date, time };
        for (code, format) in [
            ("General", Format::Number),
            ("#,##0.00 \"days\"", Format::Number),
            ("[$€-407]#,##0.00", Format::Number),
            ("0.00E+00", Format::Number),
            ("yyyy\\-mm\\-dd", moment(true, false)),
            ("[$-407]d. mmmm yyyy", moment(true, false)),
            ("dd.mm.yyyy hh:mm", moment(true, true)),
            ("[h]:mm", moment(false, true)),
            ("mm:ss.0", moment(false, true)),
            ("mmm", moment(true, false)),
            ("0.0%", Format::Percent),
            ("00000", Format::Digits(5)),
            ("0", Format::Number),
        ] {
            assert_eq!(of_code(code), format, "{code}");
        }
    }

    #[test]
    fn numbers_are_written_as_their_format_means_them() {
        let day = Format::Moment { date: true, time: false };
        let both = Format::Moment { date: true, time: true };
        let time = Format::Moment { date: false, time: true };
        for (number, format, base_1904, expected) in [
            (1.0, day, false, Some("1900-01-01")),
            (59.0, day, false, Some("1900-02-28")),
            (60.0, day, false, None),
            (61.0, day, false, Some("1900-03-01")),
            (45_000.0, day, false, Some("2023-03-15")),
            (43_538.0, day, true, Some("2023-03-15")),
            (45_000.75, day, false, Some("2023-03-15")),
            (45_000.75, both, false, Some("2023-03-15 18:00:00")),
            (45_000.0, both, false, Some("2023-03-15")),
            (0.999_999, time, false, Some("24:00:00")),
            (1.5, time, false, Some("36:00:00")),
            (-1.0, day, false, None),
            (f64::NAN, day, false, None),
            (2_958_465.0, day, false, Some("9999-12-31")),
            (0.07, Format::Percent, false, Some("7%")),
            (1_069.0, Format::Digits(5), false, Some("01069")),
            (2.75, Format::Number, false, Some("2.75")),
            (1.234, Format::Number, false, Some("1.2340")),
            (491_701_234_567.0, Format::Number, false, Some("491701234567")),
            (-0.5, Format::Number, false, Some("-0.5")),
        ] {
            assert_eq!(text(number, format, base_1904).as_deref(), expected, "{number} {format:?}");
        }
    }
}
