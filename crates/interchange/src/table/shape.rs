//! What a single cell looks like, before anything is known about its column.

use model::money::SIGNS;
use model::validate::{DecimalStyle, ParseContext, parse_boolean, parse_date, parse_email};
use model::{Currency, FieldKind};

/// What a cell looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    /// Nothing but blanks.
    Empty,
    Email,
    /// A web address with scheme or `www.`.
    Url,
    /// A bare host name.
    Domain,
    Date(DateShape),
    DateTime(DateShape),
    Percent(Option<DecimalStyle>),
    Money(Option<Currency>, Option<DecimalStyle>),
    /// A number; whether it is whole, and the decimal mark that it shows.
    Number(bool, Option<DecimalStyle>),
    /// Digits that are no number: leading zeros, or more than a number can hold.
    Code,
    Boolean,
    Phone,
    /// Two to four words that could be a person's name.
    Words,
    Text,
    /// Several lines, or a lot of text.
    Long,
}

/// What a date says about the order of its parts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DateShape {
    YearFirst,
    DayFirst,
    MonthFirst,
    /// Day and month could be swapped.
    Either,
    /// The month is a word.
    Named,
}

/// Text beyond so many bytes is long.
const LONG: usize = 160;

/// What a cell looks like.
pub(crate) fn shape_of(text: &str) -> Shape {
    let text = text.trim();
    if text.is_empty() {
        return Shape::Empty;
    }
    if text.len() > LONG || text.contains('\n') {
        return Shape::Long;
    }
    if text.contains('@') && !text.contains(char::is_whitespace) && parse_email(text).is_ok() {
        return Shape::Email;
    }
    if let Some(shape) = web(text) {
        return shape;
    }
    if text.bytes().any(|byte| byte.is_ascii_digit()) {
        return date(text)
            .or_else(|| international(text))
            .or_else(|| amount(text))
            .or_else(|| phone(text))
            .or_else(|| named_date(text))
            .unwrap_or(Shape::Text);
    }
    if text.len() <= 12 && parse_boolean(text).is_ok() {
        return Shape::Boolean;
    }
    if is_name(text) { Shape::Words } else { Shape::Text }
}

impl Shape {
    /// The kind of field that holds such cells.
    pub(crate) fn kind(self) -> FieldKind {
        match self {
            Shape::Email => FieldKind::Email,
            Shape::Url | Shape::Domain => FieldKind::Url,
            Shape::Date(_) => FieldKind::Date,
            Shape::DateTime(_) => FieldKind::DateTime,
            Shape::Percent(_) => FieldKind::Percent,
            Shape::Money(..) => FieldKind::Money,
            Shape::Number(true, _) => FieldKind::Integer,
            Shape::Number(false, _) => FieldKind::Number,
            Shape::Boolean => FieldKind::Boolean,
            Shape::Phone => FieldKind::Phone,
            Shape::Words => FieldKind::PersonName,
            Shape::Empty | Shape::Code | Shape::Text => FieldKind::Text,
            Shape::Long => FieldKind::LongText,
        }
    }
}

/// A phone number in international form and nothing else: `+493012345678`. No amount has a plus and so many digits.
fn international(text: &str) -> Option<Shape> {
    let digits = text.strip_prefix('+')?;
    ((8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(Shape::Phone)
}

fn web(text: &str) -> Option<Shape> {
    let begins = |start: &str| text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    if text.contains(char::is_whitespace) {
        return None;
    }
    if begins("http://") || begins("https://") || begins("www.") {
        return Some(Shape::Url);
    }
    let host = text.split('/').next()?;
    let (name, top) = host.rsplit_once('.')?;
    let is_host = |part: &str| part.chars().all(|char| char.is_alphanumeric() || matches!(char, '-' | '.'));
    let is_domain = top.len() >= 2 && top.chars().all(char::is_alphabetic) && !name.is_empty() && is_host(name);
    (is_domain && name.chars().any(char::is_alphabetic) && !name.starts_with(['.', '-']) && !name.contains("..")).then_some(Shape::Domain)
}

/// A day in digits, alone or with a time of day.
fn date(text: &str) -> Option<Shape> {
    let (day, time) = match text.split_once(['T', ' ', '\u{a0}']) {
        Some((day, time)) => (day.trim_end_matches(','), Some(time.trim())),
        None => (text, None),
    };
    let separator = day.bytes().find(|byte| !byte.is_ascii_digit())?;
    if !matches!(separator, b'-' | b'/' | b'.') {
        return None;
    }
    let mut parts = day.split(char::from(separator));
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let number = |part: &str| {
        if part.len() <= 4 {
            part.parse::<u16>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()))
        } else {
            None
        }
    };
    let (a, b, c) = (number(first)?, number(second)?, number(third)?);
    let order = match (first.len(), second.len(), third.len()) {
        (4, 1..=2, 1..=2) if (1..=12).contains(&b) && (1..=31).contains(&c) => DateShape::YearFirst,
        (1..=2, 1..=2, 2 | 4) => match (a, b) {
            (1..=12, 1..=12) => DateShape::Either,
            (13..=31, 1..=12) => DateShape::DayFirst,
            (1..=12, 13..=31) => DateShape::MonthFirst,
            _ => return None,
        },
        _ => return None,
    };
    match time {
        None => Some(Shape::Date(order)),
        Some(time) => is_time(time).then_some(Shape::DateTime(order)),
    }
}

/// `8:26`, `08:26:00.5`, `02:30:31-08:00`, `2:26 PM`.
fn is_time(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
        && text.as_bytes().get(digits) == Some(&b':')
        && text.chars().skip(digits).all(|char| {
            char.is_ascii_digit()
                || matches!(
                    char,
                    ':' | '.' | '+' | '-' | ' ' | 'Z' | 'A' | 'P' | 'M' | 'a' | 'p' | 'm' | 'U' | 'T' | 'C'
                )
        })
}

/// `12 Jan 2020`, `Jan 12, 2020 10:30`: months as words.
fn named_date(text: &str) -> Option<Shape> {
    let letters = text.chars().filter(|char| char.is_alphabetic()).count();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if !(3..=12).contains(&letters) || !(3..=12).contains(&digits) || text.len() > 32 {
        return None;
    }
    let day = text.split(':').next()?;
    let day = if day.len() < text.len() {
        day.trim_end_matches(|char: char| char.is_ascii_digit()).trim_end()
    } else {
        day
    };
    parse_date(day, &ParseContext::default()).ok()?;
    Some(if day.len() < text.len() {
        Shape::DateTime(DateShape::Named)
    } else {
        Shape::Date(DateShape::Named)
    })
}

/// A number, a share, or an amount with the sign or code of its currency.
fn amount(text: &str) -> Option<Shape> {
    let mut body = text;
    let bracketed = body.strip_prefix('(').and_then(|body| body.strip_suffix(')'));
    body = bracketed.unwrap_or(body).trim();
    let trim_sign = |body: &str| {
        body.strip_prefix(['-', '+', '−'])
            .map_or(body.to_owned(), |rest| rest.trim_start().to_owned())
    };
    let unsigned = trim_sign(body);
    let (without, currency) = strip_currency(&unsigned);
    let body = trim_sign(without);
    if let Some(share) = body.strip_suffix('%') {
        let (_, style, _) = number(share.trim_end())?;
        return currency.is_none().then_some(Shape::Percent(style));
    }
    let (whole, style, is_code) = number(body.strip_suffix('-').unwrap_or(&body).trim_end())?;
    Some(match currency {
        Some(currency) => Shape::Money(currency, style),
        None if is_code && body == text => Shape::Code,
        None if is_code => return None,
        None => Shape::Number(whole, style),
    })
}

/// The text without a currency in front of or behind it. A sign may stand for several currencies and gives none then.
fn strip_currency(text: &str) -> (&str, Option<Option<Currency>>) {
    for (sign, currency) in SIGNS {
        if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
            return (rest.trim(), Some(Some(currency)));
        }
    }
    let code = |code: &str| {
        code.bytes()
            .all(|byte| byte.is_ascii_uppercase())
            .then(|| code.parse::<Currency>().ok())
            .flatten()
    };
    if let Some((front, rest)) = text.split_at_checked(3)
        && let Some(currency) = code(front).filter(|_| rest.starts_with(|char: char| char == ' ' || char.is_ascii_digit() || char == '-'))
    {
        return (rest.trim_start(), Some(Some(currency)));
    }
    if let Some((rest, behind)) = text.len().checked_sub(3).and_then(|at| text.split_at_checked(at))
        && let Some(currency) =
            code(behind).filter(|_| rest.ends_with(|char: char| char == ' ' || char == '\u{a0}' || char.is_ascii_digit()))
    {
        return (rest.trim_end(), Some(Some(currency)));
    }
    (text, None)
}

/// Whether an unsigned number is whole, the decimal mark that it shows, and whether it is rather a code.
fn number(text: &str) -> Option<(bool, Option<DecimalStyle>, bool)> {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    if !exponent.trim_start_matches(['-', '+']).bytes().all(|byte| byte.is_ascii_digit()) || exponent.is_empty() {
        return None;
    }
    let is_mark = |char: char| matches!(char, ',' | '.' | '\'' | '’' | ' ' | '\u{a0}' | '\u{202f}');
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 || !mantissa.chars().all(|char| char.is_ascii_digit() || is_mark(char)) {
        return None;
    }
    if mantissa.ends_with(is_mark) || mantissa.starts_with(is_mark) && !mantissa.starts_with(['.', ',']) {
        return None;
    }
    let plain = mantissa.bytes().all(|byte| byte.is_ascii_digit());
    if plain {
        let is_code = mantissa.len() > 1 && mantissa.starts_with('0') || mantissa.len() > 15;
        return Some((exponent == "0", None, is_code));
    }
    let commas = mantissa.matches(',').count();
    let points = mantissa.matches('.').count();
    let fraction = |mark: char| mantissa.rsplit(mark).next().map_or(0, str::len);
    let groups = |mark: char| {
        mantissa.split(mark).skip(1).all(|group| group.len() == 3)
            && mantissa.split(mark).next().is_some_and(|first| (1..=3).contains(&first.len()))
    };
    let (style, whole) = match (commas, points) {
        (0, 0) => (None, true),
        (1.., 1) if mantissa.rfind(',') < mantissa.find('.') => (Some(DecimalStyle::Point), false),
        (1, 1..) if mantissa.rfind('.') < mantissa.find(',') => (Some(DecimalStyle::Comma), false),
        (1, 0) if fraction(',') != 3 || !groups(',') => (Some(DecimalStyle::Comma), false),
        (0, 1) if fraction('.') != 3 || !groups('.') => (Some(DecimalStyle::Point), false),
        // `1,234` and `1.234` could be either.
        (1, 0) | (0, 1) => (None, true),
        (2.., 0) if groups(',') => (Some(DecimalStyle::Point), true),
        (0, 2..) if groups('.') => (Some(DecimalStyle::Comma), true),
        _ => return None,
    };
    let blanks_group = mantissa
        .split([' ', '\u{a0}', '\u{202f}', '\'', '’'])
        .skip(1)
        .all(|group| group.bytes().take_while(u8::is_ascii_digit).count() == 3);
    blanks_group.then_some((whole && exponent == "0", style, false))
}

/// Digits with the marks that people put into phone numbers, and enough of them.
fn phone(text: &str) -> Option<Shape> {
    let number = text
        .split(['x', 'X'])
        .next()?
        .trim_end_matches("ext")
        .trim_end_matches("ext.")
        .trim();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let marks = number
        .chars()
        .filter(|char| matches!(char, ' ' | '-' | '(' | ')' | '/' | '.' | '+' | '\u{a0}'))
        .count();
    let only = number.chars().count() == digits + marks;
    (only && (6..=15).contains(&digits) && marks > 0).then_some(Shape::Phone)
}

/// Two to four words of letters, each beginning with a capital where the script has them.
fn is_name(text: &str) -> bool {
    let mut words = 0;
    for word in text.split_whitespace() {
        words += 1;
        let letters = word
            .chars()
            .all(|char| char.is_alphabetic() || matches!(char, '-' | '\'' | '’' | '.' | ','));
        let particle = matches!(
            word,
            "van"
                | "von"
                | "de"
                | "der"
                | "den"
                | "da"
                | "di"
                | "du"
                | "la"
                | "le"
                | "el"
                | "al"
                | "bin"
                | "y"
                | "e"
                | "zu"
                | "dos"
                | "del"
        );
        if !letters || !particle && word.starts_with(char::is_lowercase) {
            return false;
        }
    }
    (2..=4).contains(&words) && text.chars().count() <= 48
}

#[cfg(test)]
mod tests {
    use super::*;
    use DateShape::*;
    use DecimalStyle::{Comma, Point};

    #[test]
    fn cells_look_like_what_they_are() {
        let eur = Some(Currency::EUR);
        let usd = Some(Currency::USD);
        for (text, shape) in [
            ("  ", Shape::Empty),
            ("ada@example.org", Shape::Email),
            ("https://example.org/a b", Shape::Text),
            ("https://example.org/x", Shape::Url),
            ("www.example.org", Shape::Url),
            ("acme.com", Shape::Domain),
            ("2020-01-31", Shape::Date(YearFirst)),
            ("31.12.2020", Shape::Date(DayFirst)),
            ("12/31/20", Shape::Date(MonthFirst)),
            ("01/02/03", Shape::Date(Either)),
            ("2010-12-01 08:26:00", Shape::DateTime(YearFirst)),
            ("2013-11-23T02:30:31-08:00", Shape::DateTime(YearFirst)),
            ("1/13/2020 2:26 PM", Shape::DateTime(MonthFirst)),
            ("12", Shape::Number(true, None)),
            ("-5", Shape::Number(true, None)),
            ("1,234.56", Shape::Number(false, Some(Point))),
            ("1.234,56", Shape::Number(false, Some(Comma))),
            ("12,5", Shape::Number(false, Some(Comma))),
            ("1.5", Shape::Number(false, Some(Point))),
            ("1,234", Shape::Number(true, None)),
            ("1,234,567", Shape::Number(true, Some(Point))),
            ("1 234,50", Shape::Number(false, Some(Comma))),
            ("1'234.50", Shape::Number(false, Some(Point))),
            ("1E5", Shape::Number(false, None)),
            ("(1,234.50)", Shape::Number(false, Some(Point))),
            ("25 %", Shape::Percent(None)),
            ("12,5%", Shape::Percent(Some(Comma))),
            ("1.234,50 €", Shape::Money(eur, Some(Comma))),
            ("$1,200.00", Shape::Money(usd, Some(Point))),
            ("-$5", Shape::Money(usd, None)),
            ("1234.50 EUR", Shape::Money(eur, Some(Point))),
            ("EUR 12", Shape::Money(eur, None)),
            ("007", Shape::Code),
            ("12345678901234567", Shape::Code),
            ("+49 30 1234567", Shape::Phone),
            ("(637)986-9146", Shape::Phone),
            ("09-1390-9960", Shape::Phone),
            ("001-555-123-4567x89", Shape::Phone),
            ("yes", Shape::Boolean),
            ("Grace Hopper", Shape::Words),
            ("Noor van den Berg", Shape::Words),
            ("渡辺 千代", Shape::Words),
            ("acme", Shape::Text),
            ("1C1I7A6R", Shape::Text),
            ("NaN", Shape::Text),
            ("85123A", Shape::Text),
            ("a\nb", Shape::Long),
        ] {
            assert_eq!(shape_of(text), shape, "{text:?}");
        }
    }
}
