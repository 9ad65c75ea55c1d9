//! Written numbers taken apart: signs and units around, digits within. Digits stay exact; no float is involved.

use super::DecimalStyle;
use crate::validate::text::decimal_digit;

/// A number with what stands beside it, as in `-€ 1.234,50` or `(25 %)`.
pub(in crate::validate) struct Written<'a> {
    /// What stands before the digits beside sign and bracket, trimmed.
    pub(in crate::validate) before: &'a str,
    /// The number with its sign.
    pub(in crate::validate) numeral: Numeral,
    /// What stands after the digits beside sign and bracket, trimmed.
    pub(in crate::validate) after: &'a str,
    /// Whether a dash stands for the fraction, as in `5,-` and `5.–`.
    pub(in crate::validate) has_price_dash: bool,
}

/// `±digits × 10^-scale`.
pub(in crate::validate) struct Numeral {
    negative: bool,
    /// ASCII digits without leading zeros; empty for zero.
    digits: String,
    scale: i64,
}

/// Why a numeral is no whole number of units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::validate) enum ScaleError {
    /// Something is left behind the last unit.
    Fraction,
    /// More than 64 bits.
    Overflow,
}

impl<'a> Written<'a> {
    /// Takes a text apart; `None` if it has no digits, or digits and signs that can be read in no way or in two.
    pub(in crate::validate) fn read(text: &'a str, style: DecimalStyle) -> Option<Self> {
        let (before, core, after) = around_digits(text)?;
        let (after, has_price_dash) = without_price_dash(after);
        let before = before.strip_prefix(['\'', '’']).unwrap_or(before);
        let (before, opens) = without(before, &['(']);
        let (after, closes) = without(after, &[')']);
        let (before, minus_before) = without(before, &MINUS);
        let (before, plus) = without(before, &['+']);
        // A minus after the mark, as in `5.-`, is a price dash and has been taken.
        let (after, minus_after) = without(after, &MINUS);
        let signs = [opens, minus_before, plus, minus_after].into_iter().filter(|sign| *sign).count();
        if signs > 1 || opens != closes {
            return None;
        }
        let (digits, scale) = digits(core, style)?;
        Some(Self {
            before,
            numeral: Numeral {
                negative: signs > 0 && !plus,
                digits,
                scale,
            },
            after,
            has_price_dash,
        })
    }

    /// Whether nothing stands beside the number.
    pub(in crate::validate) fn is_bare(&self) -> bool {
        self.before.is_empty() && self.after.is_empty() && !self.has_price_dash
    }
}

impl Numeral {
    /// The nearest 64-bit float; infinite if there is none.
    pub(in crate::validate) fn to_f64(&self) -> f64 {
        if self.digits.is_empty() {
            return 0.0;
        }
        let magnitude = format!("{}e{}", self.digits, -self.scale).parse::<f64>().unwrap_or(f64::INFINITY);
        if self.negative { -magnitude } else { magnitude }
    }

    /// The number in units of 10^-`exponent`, never `i64::MIN`.
    pub(in crate::validate) fn scaled(&self, exponent: u32) -> Result<i64, ScaleError> {
        if self.digits.is_empty() {
            return Ok(0);
        }
        let shift = i64::from(exponent) - self.scale;
        let magnitude = if shift < 0 {
            let kept = self.digits.len().saturating_sub(usize::try_from(-shift).unwrap_or(usize::MAX));
            let (whole, rest) = self.digits.split_at(kept);
            if rest.bytes().any(|digit| digit != b'0') {
                return Err(ScaleError::Fraction);
            }
            whole.parse::<i64>().map_err(|_| ScaleError::Overflow)?
        } else {
            let factor = u32::try_from(shift)
                .ok()
                .and_then(|shift| 10_i64.checked_pow(shift))
                .ok_or(ScaleError::Overflow)?;
            self.digits
                .parse::<i64>()
                .ok()
                .and_then(|digits| digits.checked_mul(factor))
                .ok_or(ScaleError::Overflow)?
        };
        Ok(if self.negative { -magnitude } else { magnitude })
    }
}

const MINUS: [char; 4] = ['-', '\u{2010}', '\u{2013}', '\u{2212}'];

/// Splits into what stands before the first digit, the digits with what is between them, and the rest. All trimmed.
fn around_digits(text: &str) -> Option<(&str, &str, &str)> {
    let is_digit = |char: char| decimal_digit(char).is_some();
    let is_mark = |char: &char| matches!(char, '.' | ',' | '٫' | '．' | '，');
    let mut first = text.find(is_digit)?;
    let mut last = text
        .rfind(is_digit)
        .and_then(|at| Some(at + text[at..].chars().next()?.len_utf8()))?;
    // A mark in front belongs to the number, as in `.5`, unless it ends an abbreviation, as in `Fr.5`.
    let mut front = text[..first].chars().rev();
    if let Some(mark) = front.next().filter(is_mark)
        && !front.next().is_some_and(char::is_alphabetic)
    {
        first -= mark.len_utf8();
    }
    // A mark behind belongs to the number, as in `5.`, unless a dash follows, as in `5.-`.
    let mut behind = text[last..].chars();
    if let Some(mark) = behind.next().filter(is_mark)
        && !behind.next().is_some_and(is_dash)
    {
        last += mark.len_utf8();
    }
    Some((text[..first].trim(), &text[first..last], text[last..].trim()))
}

fn is_dash(char: char) -> bool {
    MINUS.contains(&char) || char == '\u{2014}'
}

fn without_price_dash(after: &str) -> (&str, bool) {
    match after.strip_prefix(['.', ',']) {
        Some(dashes) if dashes.starts_with(is_dash) => (dashes.trim_start_matches(is_dash).trim_start(), true),
        _ => (after, false),
    }
}

/// Removes one of `signs` from the beginning or the end, and says whether there was one.
fn without<'a>(text: &'a str, signs: &[char]) -> (&'a str, bool) {
    match text.strip_prefix(signs).or_else(|| text.strip_suffix(signs)) {
        Some(rest) => (rest.trim(), true),
        None => (text, false),
    }
}

/// Digits and scale in the style in force, or in the other one if the text can mean one thing only.
fn digits(core: &str, style: DecimalStyle) -> Option<(String, i64)> {
    if let Some(layout) = Layout::read(core, style) {
        return Some((layout.digits, layout.scale));
    }
    Layout::read(core, style.other())
        .filter(|layout| layout.is_unmistakable)
        .map(|layout| (layout.digits, layout.scale))
}

struct Layout {
    digits: String,
    scale: i64,
    /// Two different marks, or the same one twice.
    is_unmistakable: bool,
}

impl Layout {
    fn read(core: &str, style: DecimalStyle) -> Option<Self> {
        let (mantissa, exponent) = match core.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, Some(read_exponent(exponent)?)),
            None => (core, None),
        };
        let mut digits = String::with_capacity(mantissa.len());
        let mut count = 0_usize;
        let mut groups = Groups::default();
        let mut mark_at = None;
        for char in mantissa.chars() {
            if let Some(digit) = decimal_digit(char) {
                count += 1;
                if digit != 0 || !digits.is_empty() {
                    digits.push((b'0' + digit) as char);
                }
            } else if is_decimal_mark(char, style) {
                if mark_at.replace(count).is_some() {
                    return None;
                }
            } else if mark_at.is_some() || !groups.separate(grouping(char, style)?, count) {
                return None;
            }
        }
        let whole = mark_at.unwrap_or(count);
        if count == 0 || !groups.close(whole) || (groups.count > 0 && exponent.is_some()) {
            return None;
        }
        let scale = (count - whole) as i64 - exponent.unwrap_or(0);
        Some(Self {
            digits,
            scale,
            is_unmistakable: groups.count > 1 || (groups.count == 1 && mark_at.is_some()),
        })
    }
}

/// Sign and digits after the `E`. Beyond a million the exact value makes no difference any more.
fn read_exponent(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix(MINUS) {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let magnitude = digits.parse::<i64>().unwrap_or(i64::MAX).min(1_000_000);
    Some(if negative { -magnitude } else { magnitude })
}

fn is_decimal_mark(char: char, style: DecimalStyle) -> bool {
    char == style.mark() || char == '٫' || matches!((char, style), ('．', DecimalStyle::Point) | ('，', DecimalStyle::Comma))
}

/// The kind of a sign that groups thousands, so that kinds are not mixed.
fn grouping(char: char, style: DecimalStyle) -> Option<char> {
    match char {
        ' ' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{202f}' => Some(' '),
        '\'' | '’' => Some('\''),
        '٬' => Some('٬'),
        _ if char == style.other().mark() => Some(char),
        _ => None,
    }
}

/// Checks that groups have three digits, or in the Indian way two until the last three.
#[derive(Default)]
struct Groups {
    kind: Option<char>,
    count: usize,
    start: usize,
    /// Digits of the groups between the first and the last one.
    inner: Option<usize>,
    first: usize,
}

impl Groups {
    /// Ends a group before the digit number `at`.
    fn separate(&mut self, kind: char, at: usize) -> bool {
        let len = at - self.start;
        let fits = if self.count == 0 {
            (1..=3).contains(&len)
        } else {
            self.inner.is_none_or(|inner| inner == len) && self.kind == Some(kind)
        };
        if self.count == 0 {
            self.first = len;
        } else {
            self.inner = Some(len);
        }
        self.kind = Some(kind);
        self.count += 1;
        self.start = at;
        fits
    }

    /// Ends the last group at the mark or the end.
    fn close(&self, at: usize) -> bool {
        let indian = self.inner == Some(2) && self.first < 3 && self.kind == Some(',');
        self.count == 0 || (at - self.start == 3 && (self.inner.is_none_or(|inner| inner == 3) || indian))
    }
}
