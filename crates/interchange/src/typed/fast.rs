//! The common forms of values, read without taking memory.
//!
//! Each function gives what the model's own reading gives, or nothing, and then the model reads. The tests hold the two together.

use model::validate::DecimalStyle;
use model::{Currency, Money, Zone};

/// Text that is clean as it stands: printable ASCII without blanks at its ends.
pub(super) fn is_clean(text: &str) -> bool {
    let bytes = text.as_bytes();
    let blank_ends = bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ');
    // No early exit, so that the compiler makes vector code of it.
    !blank_ends && bytes.iter().fold(true, |clean, byte| clean & (*byte >= 0x20) & (*byte < 0x7f))
}

/// `2026-01-31` as days since 1970-01-01.
pub(super) fn day(text: &str) -> Option<i32> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else {
        return None;
    };
    let two =
        |tens: u8, ones: u8| (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| u32::from(tens - b'0') * 10 + u32::from(ones - b'0'));
    let (year, month, day) = (two(y1, y2)? * 100 + two(y3, y4)?, two(m1, m2)?, two(d1, d2)?);
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return None,
    };
    (year >= 1 && (1..=days).contains(&day)).then(|| days_from_civil(year as i32, month as i32, day as i32))
}

/// Days since 1970-01-01 of a day of the proleptic Gregorian calendar.
///
/// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `days_from_civil`.
fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// `2026-01-31 10:15:30` or `2026-01-31T10:15:30Z` as milliseconds; a time without zone is local.
pub(super) fn instant(text: &str, zone: &Zone) -> Option<i64> {
    let (date, time) = text.split_at_checked(10)?;
    let (time, utc) = match time.strip_suffix('Z') {
        Some(time) => (time, true),
        None => (time, false),
    };
    let bytes: &[u8; 9] = time.as_bytes().try_into().ok()?;
    let &[b'T' | b' ', h1, h2, b':', m1, m2, b':', s1, s2] = bytes else {
        return None;
    };
    let two =
        |tens: u8, ones: u8| (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'));
    let (hour, minute, second) = (two(h1, h2)?, two(m1, m2)?, two(s1, s2)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let local = i64::from(day(date)?) * 86_400_000 + ((hour * 60 + minute) * 60 + second) * 1_000;
    Some(if utc { local } else { zone.instant(local) })
}

/// Digits with a minus perhaps.
pub(super) fn integer(text: &str) -> Option<i64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || digits.len() > 18 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = digits.bytes().fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
    Some(if digits.len() < text.len() { -number } else { number })
}

/// Digits with one decimal point and a minus perhaps, as whole part, fraction and number of decimals.
fn decimal(text: &str, style: DecimalStyle) -> Option<(i64, i64, u32)> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() + fraction.len() > 15 || !digits(whole) || !digits(fraction) {
        return None;
    }
    if whole.len() < unsigned.len() && (fraction.is_empty() || style != DecimalStyle::Point) {
        return None;
    }
    Some((
        integer(whole)?,
        if fraction.is_empty() { 0 } else { integer(fraction)? },
        fraction.len() as u32,
    ))
}

/// A plain decimal number.
pub(super) fn number(text: &str, style: DecimalStyle) -> Option<f64> {
    let (whole, fraction, decimals) = decimal(text, style)?;
    // Both parts together have at most 15 digits, so they and the power of ten are exact, and one division rounds once.
    let scale = 10_i64.pow(decimals);
    let magnitude = (whole * scale + fraction) as f64 / scale as f64;
    Some(if text.starts_with('-') { 0.0 - magnitude } else { magnitude })
}

/// A plain decimal amount with no more decimals than the currency has.
pub(super) fn money(text: &str, style: DecimalStyle, currency: Currency) -> Option<Money> {
    let (whole, fraction, decimals) = decimal(text, style)?;
    let missing = currency.exponent().checked_sub(decimals)?;
    let minor = whole
        .checked_mul(currency.minor_per_major())?
        .checked_add(fraction * 10_i64.pow(missing))?;
    Some(Money::new(if text.starts_with('-') { -minor } else { minor }, currency))
}

/// An address of plain letters, digits and the usual marks, its domain in lower case.
pub(super) fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    if text.len() > 254 || local.is_empty() || !domain.contains('.') {
        return false;
    }
    let atoms = local.split('.').all(|atom| {
        !atom.is_empty()
            && atom
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+' | b'\''))
    });
    let label = |label: &str| {
        let inner = label
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        inner && !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
    };
    atoms && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use model::validate::{
        ParseContext, clean_long, clean_short, parse_date, parse_date_time, parse_email, parse_integer, parse_money, parse_number,
    };
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

        #[test]
        fn fast_and_careful_reading_agree(
            text in prop_oneof![
                "[ -~]{0,12}",
                "-?[0-9]{0,6}\\.?[0-9]{0,4}",
                "[0-9]{4}-[0-9]{2}-[0-9]{2}",
                "[0-2][0-9]{3}-[01][0-9]-[0-3][0-9]",
                "2[0-9]{3}-0[0-9]-[0-2][0-9][T ][0-2][0-9]:[0-6][0-9]:[0-6][0-9]Z?",
                "[a-z0-9_.'+-]{1,8}@[a-z0-9.-]{1,9}\\.[a-z]{2}",
                "\\PC{0,8}",
            ],
            comma in any::<bool>(),
            offset in -720..840_i32,
        ) {
            let style = if comma { DecimalStyle::Comma } else { DecimalStyle::Point };
            let context = ParseContext { zone: Zone::fixed(offset), ..ParseContext::default() };
            if is_clean(&text) {
                prop_assert_eq!(&clean_short(&text), &text);
                prop_assert_eq!(&clean_long(&text), &text);
            }
            if let Some(day) = day(&text) {
                prop_assert_eq!(parse_date(&text, &context), Ok(day));
            }
            if let Some(millis) = instant(&text, &context.zone) {
                prop_assert_eq!(parse_date_time(&text, &context), Ok(millis));
            }
            if let Some(number) = integer(&text) {
                prop_assert_eq!(parse_integer(&text, style), Ok(number));
            }
            if let Some(number) = number(&text, style) {
                prop_assert_eq!(parse_number(&text, style).map(f64::to_bits), Ok(number.to_bits()), "{}", text);
            }
            for code in ["EUR", "JPY", "KWD"] {
                let currency = code.parse().unwrap();
                if let Some(money) = money(&text, style, currency) {
                    prop_assert_eq!(parse_money(&text, style, currency), Ok(money));
                }
            }
            if is_email(&text) {
                prop_assert_eq!(parse_email(&text), Ok(text));
            }
        }
    }

    #[test]
    fn the_usual_forms_are_fast() {
        assert_eq!(day("1970-01-01"), Some(0));
        assert_eq!(day("2000-02-29"), Some(11_016));
        assert_eq!(day("0001-01-01"), Some(-719_162));
        assert_eq!((day("1900-02-29"), day("2024-13-01"), day("0000-01-01")), (None, None, None));
        assert_eq!(instant("2010-12-01 08:26:00", &Zone::fixed(60)), Some(1_291_188_360_000));
        assert_eq!(instant("1970-01-01T00:00:01Z", &Zone::fixed(60)), Some(1_000));
        assert_eq!(
            (integer("-12"), integer("007"), integer("-"), integer("1.0")),
            (Some(-12), Some(7), None, None)
        );
        assert_eq!(number("-0", DecimalStyle::Point).map(f64::to_bits), Some(0_f64.to_bits()));
        assert_eq!(
            (number("2.55", DecimalStyle::Point), number("2.55", DecimalStyle::Comma)),
            (Some(2.55), None)
        );
        assert_eq!(
            money("1054", DecimalStyle::Comma, Currency::USD),
            Some(Money::new(105_400, Currency::USD))
        );
        assert_eq!(money("1.234", DecimalStyle::Point, Currency::EUR), None);
        assert!(is_email("ada.o'lovelace+crm@mail.example.org") && !is_email("a..b@c.de") && !is_email("a@b"));
    }
}
