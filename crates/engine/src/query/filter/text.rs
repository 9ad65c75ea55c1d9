//! Tests of one text: what it is, holds, starts or ends with, without regard to case and accents.

use model::validate::{fold, phone_digits};
use model::{FieldKind, Operator};

/// What is asked of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mode {
    Is,
    Contains,
    Starts,
    Ends,
}

/// A question to a text in its compared form (see `folded`). An empty form passes no test.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct TextTest {
    pub(crate) mode: Mode,
    pub(crate) needle: String,
    /// A phone number as it is dialled within its country: stored numbers may have a calling code of one to three digits before it.
    national: bool,
}

impl TextTest {
    /// The test of an operator; `None` for operators that ask nothing of a text.
    pub(crate) fn mode(operator: Operator) -> Option<Mode> {
        Some(match operator {
            Operator::Is | Operator::IsNot => Mode::Is,
            Operator::Contains | Operator::ContainsNot => Mode::Contains,
            Operator::StartsWith => Mode::Starts,
            Operator::EndsWith => Mode::Ends,
            _ => return None,
        })
    }

    /// A test of texts of a kind; `None` when no text of the kind can pass it: letters in a phone number.
    pub(crate) fn new(mode: Mode, text: &str, kind: FieldKind) -> Option<Self> {
        if kind == FieldKind::Phone {
            return Self::phone(mode, text);
        }
        let needle = fold(text.trim());
        (!needle.is_empty()).then_some(Self {
            mode,
            needle,
            national: false,
        })
    }

    fn phone(mode: Mode, text: &str) -> Option<Self> {
        if !is_phone(text) {
            return None;
        }
        let digits = phone_digits(text);
        let needle = digits.trim_start_matches('0');
        let zeros = digits.len() - needle.len();
        let national = zeros == 1 && !text.trim_start().starts_with('+') && matches!(mode, Mode::Is | Mode::Starts);
        // Zeros alone are looked for as they are.
        let needle = if needle.is_empty() { digits.clone() } else { needle.to_owned() };
        let mode = if text.trim_start().starts_with('+') && mode == Mode::Contains {
            Mode::Starts
        } else {
            mode
        };
        (!needle.is_empty()).then_some(Self { mode, needle, national })
    }

    /// Whether a text in its compared form passes.
    pub(crate) fn passes(&self, text: &[u8]) -> bool {
        if text.is_empty() {
            return false;
        }
        let needle = self.needle.as_bytes();
        let plainly = match self.mode {
            Mode::Is => text == needle,
            Mode::Contains => memchr::memmem::find(text, needle).is_some(),
            Mode::Starts => text.starts_with(needle),
            Mode::Ends => text.ends_with(needle),
        };
        plainly || self.national && (1..=3).any(|code| text.get(code..).is_some_and(|rest| self.passes_plainly(rest)))
    }

    fn passes_plainly(&self, text: &[u8]) -> bool {
        if self.mode == Mode::Is {
            text == self.needle.as_bytes()
        } else {
            text.starts_with(self.needle.as_bytes())
        }
    }
}

/// Whether a text has digits and otherwise only what people put between the digits of a phone number.
pub(crate) fn is_phone(text: &str) -> bool {
    let mut digits = false;
    text.chars().all(|char| {
        digits |= char.is_ascii_digit();
        char.is_ascii_digit() || matches!(char, '+' | '-' | '(' | ')' | '/' | '.' | ' ' | '\u{a0}')
    }) && digits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::folded::form;

    #[track_caller]
    fn check(kind: FieldKind, mode: Mode, needle: &str, text: &str, expected: bool) {
        let test = TextTest::new(mode, needle, kind);
        let found = test.is_some_and(|test| test.passes(form(text, kind).as_bytes()));
        assert_eq!(found, expected, "{needle:?} {mode:?} {text:?}");
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        check(FieldKind::Text, Mode::Is, " MÜLLER ", "Muller", true);
        check(FieldKind::Text, Mode::Contains, "ull", "Müller", true);
        check(FieldKind::Text, Mode::Starts, "u", "Müller", false);
        check(FieldKind::Text, Mode::Ends, "ER", "Müller", true);
        check(FieldKind::Text, Mode::Contains, "\u{301}", "é", false);
    }

    #[test]
    fn phone_numbers_compare_by_digits_in_any_format() {
        let stored = "+4930123456";
        for (mode, needle, expected) in [
            (Mode::Contains, "030 / 12-34", true),
            (Mode::Contains, "(123) 456", true),
            (Mode::Contains, "+49 30", true),
            (Mode::Contains, "+30", false),
            (Mode::Is, "0049 30 123456", true),
            (Mode::Is, "030 123456", true),
            (Mode::Is, "030 12345", false),
            (Mode::Starts, "030", true),
            (Mode::Starts, "0301", true),
            (Mode::Starts, "+4930", true),
            (Mode::Starts, "123", false),
            (Mode::Ends, "456", true),
            (Mode::Contains, "abc", false),
            (Mode::Contains, "+", false),
        ] {
            check(FieldKind::Phone, mode, needle, stored, expected);
        }
    }
}
