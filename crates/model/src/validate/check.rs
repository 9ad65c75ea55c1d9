//! The rules that people give a field: how its texts look, and the range of its numbers. Whether a value is unique is asked
//! where records are known.

use super::FieldError;
use crate::field::FieldDef;
use crate::value::Value;

/// Whether a value, or every value of a list, keeps the rules of its field.
pub(super) fn holds(field: &FieldDef, value: &Value) -> Result<(), FieldError> {
    let Some(check) = &field.check else { return Ok(()) };
    for value in value.elements() {
        let number = match value {
            Value::Text(text) => {
                if !check.pattern.is_empty() && !looks_like(text, &check.pattern) {
                    return Err(FieldError::Unlike {
                        pattern: check.pattern.clone(),
                    });
                }
                continue;
            }
            Value::Int(int) => *int as f64,
            Value::Number(number) => *number,
            Value::Money(money) => money.to_f64(),
            _ => continue,
        };
        if let Some(least) = check.least.filter(|&least| number < least) {
            let least = least.to_string();
            return Err(FieldError::TooSmall { least });
        }
        if let Some(most) = check.most.filter(|&most| number > most) {
            let most = most.to_string();
            return Err(FieldError::TooGreat { most });
        }
    }
    Ok(())
}

/// Whether a text looks like a pattern: see [`crate::field::Check::pattern`].
///
/// Every `*` takes as little as it can and one letter more when the rest does not fit, so the work is at most the product of
/// both lengths.
fn looks_like(text: &str, pattern: &str) -> bool {
    let (text, pattern) = (text.chars().collect::<Vec<_>>(), pattern.chars().collect::<Vec<_>>());
    let fits = |sign: char, letter: char| match sign {
        '#' => letter.is_ascii_digit(),
        '@' => letter.is_alphabetic(),
        '?' => true,
        sign => sign == letter,
    };
    let (mut at, mut sign_at) = (0, 0);
    // The last run: its place in the pattern, and up to where it reaches in the text.
    let mut run: Option<(usize, usize)> = None;
    while at < text.len() {
        match pattern.get(sign_at) {
            Some('*') => {
                run = Some((sign_at, at));
                sign_at += 1;
            }
            Some(&sign) if fits(sign, text[at]) => {
                at += 1;
                sign_at += 1;
            }
            _ => {
                let Some((place, reached)) = run else { return false };
                run = Some((place, reached + 1));
                at = reached + 1;
                sign_at = place + 1;
            }
        }
    }
    pattern[sign_at..].iter().all(|&sign| sign == '*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Check;
    use crate::kind::FieldKind;
    use crate::money::{Currency, Money};

    #[test]
    fn patterns_say_how_a_text_looks() {
        for (pattern, fitting, others) in [
            ("", &[""][..], &["a"][..]),
            ("###-@@", &["123-ab", "000-ÄÖ"], &["12-ab", "123-a1", "123-abc", "x123-ab"]),
            ("DE#########", &["DE123456789"], &["de123456789", "DE12345678"]),
            ("*.pdf", &[".pdf", "a.pdf", "a.pdf.pdf"], &["a.pd", "pdf", "a.pdfx"]),
            ("a*b*c", &["abc", "aXbYc", "abbcbc"], &["ab", "acb", "abcd"]),
            ("?", &["ä", "#"], &["", "ab"]),
            ("**", &["", "anything"], &[]),
        ] {
            for text in fitting {
                assert!(looks_like(text, pattern), "{text} is like {pattern}");
            }
            for text in others {
                assert!(!looks_like(text, pattern), "{text} is not like {pattern}");
            }
        }
        assert!(!looks_like(
            &"a".repeat(20_000),
            &"*a".repeat(50).replace("aa", "ab").replacen('a', "b", 1)
        ));
    }

    #[test]
    fn ranges_hold_for_numbers_and_amounts() {
        let mut field = FieldDef::new("x", "X", FieldKind::Money);
        field.check = Some(Check {
            least: Some(0.0),
            most: Some(100.0),
            ..Check::default()
        });
        let money = |minor| Value::Money(Money::new(minor, Currency::EUR));
        assert_eq!(holds(&field, &money(10_000)), Ok(()));
        assert_eq!(holds(&field, &money(10_001)), Err(FieldError::TooGreat { most: "100".into() }));
        assert_eq!(holds(&field, &money(-1)), Err(FieldError::TooSmall { least: "0".into() }));
        assert_eq!(
            holds(&field, &Value::List(vec![Value::Int(1), Value::Number(100.5)])),
            Err(FieldError::TooGreat { most: "100".into() })
        );
    }
}
