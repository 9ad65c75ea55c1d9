//! Text that a spreadsheet would take for a formula, kept from being one by an apostrophe, and freed of it again.
//!
//! `=cmd|'/c calc'!A1` is a person's text like any other, so it is neither dropped nor changed but guarded.
//! Guarding and freeing are each other's inverse for every text, also for text that begins with apostrophes of its own.

/// The text without the apostrophe that [`needs_guard`] asks for.
pub(crate) fn without_guard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if begins_formula(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

/// Whether an apostrophe has to be put before a text. In a lossless file that is only so where freeing would take one away.
pub(super) fn needs_guard(text: &str, is_spreadsheet: bool) -> bool {
    let bare = text.trim_start_matches('\'');
    begins_formula(bare) && (bare.len() < text.len() || is_spreadsheet && !is_number(bare))
}

/// Signs that begin a formula, their full-width forms, and blanks that some programs skip before one.
fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A signed number or a phone number in international form: both are what they look like.
fn is_number(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(['-', '+']) else { return false };
    let marks = rest.bytes().filter(|byte| matches!(byte, b'.' | b',')).count();
    rest.starts_with(|char: char| char.is_ascii_digit())
        && marks <= 1
        && rest.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for (text, spreadsheet, lossless) in [
            ("=1+1", true, false),
            ("@SUM(1+9)*cmd|' /C calc'!A0", true, false),
            ("-2+3+cmd|' /C calc'!A0", true, false),
            ("+49301234567", false, false),
            ("+49301234567;ext=12", true, false),
            ("-5", false, false),
            ("-1,234.50", true, false),
            ("-0.5", false, false),
            ("－1", true, false),
            ("＝1", true, false),
            ("\tx", true, false),
            ("'=1", true, true),
            ("''-1", true, true),
            ("'tis", false, false),
            ("plain", false, false),
            ("", false, false),
        ] {
            assert_eq!(
                (needs_guard(text, true), needs_guard(text, false)),
                (spreadsheet, lossless),
                "{text:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn guarding_and_freeing_are_inverse(text in "[-='+@＝a1\t]{0,6}|\\PC*", is_spreadsheet in any::<bool>()) {
            let guarded = if needs_guard(&text, is_spreadsheet) { format!("'{text}") } else { text.clone() };
            prop_assert_eq!(without_guard(&guarded), &text);
            if is_spreadsheet {
                prop_assert!(!begins_formula(&guarded) || is_number(&guarded));
            }
        }
    }
}
