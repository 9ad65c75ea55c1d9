//! Lengths of time in whole seconds: `1h 30m`, `90 min`, `1:30`, `1.5 h`, `PT1H30M`. A number without unit means minutes.

use super::words::Unit;
use crate::validate::number::Written;
use crate::validate::{DecimalStyle, FieldError, fold};

/// Seconds beyond which a float no longer counts every one.
const MAX_SECONDS: f64 = 9_007_199_254_740_991.0;

/// A length of time in seconds, rounded to the nearest one.
///
/// # Errors
/// [`FieldError::NotANumber`] with an example; [`FieldError::OutOfRange`] beyond 2^53 seconds.
pub fn parse_duration(text: &str, style: DecimalStyle) -> Result<i64, FieldError> {
    let folded = fold(text);
    let folded = folded.trim();
    let (negative, folded) = match folded.strip_prefix('-') {
        Some(rest) => (true, rest.trim_start()),
        None => (false, folded.strip_prefix('+').unwrap_or(folded)),
    };
    let seconds = clock(folded).or_else(|| iso(folded)).or_else(|| in_units(folded, style));
    let seconds = seconds
        .ok_or_else(|| FieldError::NotANumber {
            example: "1h 30m".to_owned(),
        })?
        .round();
    if seconds > MAX_SECONDS {
        return Err(FieldError::OutOfRange {
            min: format!("-{MAX_SECONDS} s"),
            max: format!("{MAX_SECONDS} s"),
        });
    }
    Ok(if negative { -(seconds as i64) } else { seconds as i64 })
}

/// `1:30` is one hour and a half; `1:30:15` has seconds too.
fn clock(text: &str) -> Option<f64> {
    let mut parts = text.split(':');
    let hours = whole(parts.next()?)?;
    let minutes = parts.next().and_then(sixty)?;
    let seconds = parts.next().map_or(Some(0.0), sixty)?;
    parts.next().is_none().then_some(hours * 3_600.0 + minutes * 60.0 + seconds)
}

fn whole(digits: &str) -> Option<f64> {
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

fn sixty(digits: &str) -> Option<f64> {
    whole(digits).filter(|number| digits.len() == 2 && *number < 60.0)
}

/// ISO 8601, without months and years, whose lengths differ.
fn iso(text: &str) -> Option<f64> {
    let (days, times) = match text.strip_prefix('p')?.split_once('t') {
        Some((days, times)) if !times.is_empty() => (days, times),
        Some(_) => return None,
        None => (text.strip_prefix('p')?, ""),
    };
    let sum = |text: &str, units: &[(char, f64)]| {
        let mut rest = text;
        let mut seconds = 0.0;
        for (unit, size) in units {
            if let Some((number, after)) = rest.split_once(*unit) {
                let number = number.replace(',', ".");
                if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
                    return None;
                }
                seconds += number.parse::<f64>().ok()? * size;
                rest = after;
            }
        }
        rest.is_empty().then_some(seconds)
    };
    let seconds = sum(days, &[('w', 604_800.0), ('d', 86_400.0)])? + sum(times, &[('h', 3_600.0), ('m', 60.0), ('s', 1.0)])?;
    text.ends_with(|char: char| char.is_ascii_alphabetic() && char != 'p')
        .then_some(seconds)
}

/// Numbers with their units, added up.
fn in_units(text: &str, style: DecimalStyle) -> Option<f64> {
    let mut rest = text;
    let mut sum = 0.0;
    let mut last = None;
    while !rest.is_empty() {
        let start = rest.find(|char: char| char.is_alphabetic() || char == '\'').unwrap_or(rest.len());
        let (number, after) = rest.split_at(start);
        let len = after
            .find(|char: char| !char.is_alphabetic() && char != '\'')
            .unwrap_or(after.len());
        let (word, after) = after.split_at(len);
        let number = number.trim_matches([' ', ',', '+', '&']);
        rest = after.trim_start_matches(['.', ',', ' ']);
        if number.is_empty() && last.is_some() && matches!(word, "and" | "und" | "et" | "y" | "e" | "en") {
            continue;
        }
        let number = Written::read(number, style)
            .filter(|written| written.is_bare() && !number.starts_with(['-', '(']) && !number.ends_with('-'))?;
        let unit = match (word, last) {
            // `90` alone is minutes, and so is the `30` of `1h30`.
            ("", None) | ("", Some(Unit::Hour)) | ("m", _) => Unit::Minute,
            ("", _) => return None,
            _ => Unit::of_word(word)?,
        };
        sum += number.numeral.to_f64() * unit.seconds()? as f64;
        last = Some(unit);
    }
    last.map(|_| sum)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::DecimalStyle::{Comma, Point};
    use super::*;

    #[test]
    fn lengths_are_read_in_the_ways_people_write_them() {
        for (text, style, seconds) in [
            ("1h 30m", Point, 5_400),
            ("1h30", Point, 5_400),
            ("1h30m", Point, 5_400),
            ("1 h, 30 min.", Point, 5_400),
            ("1 hour and 30 minutes", Point, 5_400),
            ("90 min", Point, 5_400),
            ("90", Point, 5_400),
            ("1:30", Point, 5_400),
            ("1:30:15", Point, 5_415),
            ("0:45", Point, 2_700),
            ("100:00", Point, 360_000),
            ("1.5 h", Point, 5_400),
            ("1,5 Std.", Comma, 5_400),
            ("1,5", Comma, 90),
            ("2 days", Point, 172_800),
            ("1 Tag 2 Stunden", Comma, 93_600),
            ("1w", Point, 604_800),
            ("45s", Point, 45),
            ("45 Sek.", Comma, 45),
            ("PT1H30M", Point, 5_400),
            ("P1DT2H", Point, 93_600),
            ("PT0.5H", Point, 1_800),
            ("P2W", Point, 1_209_600),
            ("-30 min", Point, -1_800),
            ("-0:30", Point, -1_800),
            ("0", Point, 0),
            ("1,000 min", Point, 60_000),
            ("٩٠ min", Point, 5_400),
        ] {
            assert_eq!(parse_duration(text, style), Ok(seconds), "{text}");
        }
    }

    #[test]
    fn what_is_no_length_is_refused() {
        for text in [
            "", "h", "abc", "1:5", "1:60", "1:30:60", "1:2:3:4", ":30", "1h 30x", "1 month", "1y", "P", "PT", "P1Y", "P1M", "PT1X",
            "PT-1H", "--5", "5-", "1h -30m", "(5)", "1.5.2 h", "1s 30", "€5", "and", "NaN", "inf", "1:30 h",
        ] {
            assert_eq!(
                parse_duration(text, Point),
                Err(FieldError::NotANumber { example: "1h 30m".into() }),
                "{text}"
            );
        }
        assert!(matches!(
            parse_duration("1E300", Point),
            Err(FieldError::OutOfRange { .. }) | Err(FieldError::NotANumber { .. })
        ));
        assert!(matches!(parse_duration(&"9".repeat(30), Point), Err(FieldError::OutOfRange { .. })));
        assert!(matches!(
            parse_duration(&format!("{}:00", "9".repeat(400)), Point),
            Err(FieldError::OutOfRange { .. })
        ));
    }

    proptest! {
        #[test]
        fn nothing_panics_and_clocks_come_back(text in "\\PC*|-?[0-9hms:. ,dwPT]{0,12}", seconds in -10_000_000_i64..10_000_000) {
            let _ = parse_duration(&text, Point);
            let _ = parse_duration(&text, Comma);
            let (sign, size) = (if seconds < 0 { "-" } else { "" }, seconds.abs());
            let clock = format!("{sign}{}:{:02}:{:02}", size / 3_600, size / 60 % 60, size % 60);
            prop_assert_eq!(parse_duration(&clock, Comma), Ok(seconds));
            prop_assert_eq!(parse_duration(&format!("{sign}{} h {} min {} s", size / 3_600, size / 60 % 60, size % 60), Point), Ok(seconds));
        }
    }
}
