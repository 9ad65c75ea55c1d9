//! What was typed, taken apart: words that must all be found, and the phone number that they may be as a whole.

use model::validate::{fold, phone_digits};

use crate::query::filter::is_phone;

/// Most words that are looked for; what is typed behind them is left out.
const MOST_WORDS: usize = 16;

/// Fewest digits of a fragment of a phone number.
const PHONE_DIGITS: usize = 3;

/// The words of a search.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Terms {
    /// Folded words, each once, in the order typed.
    pub words: Vec<Term>,
    /// Digits of the whole text, when all of it is a fragment of a phone number in several groups.
    pub number: Option<String>,
}

/// One word.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// Folded.
    pub text: String,
    /// Its digits, when it may be a fragment of a phone number.
    pub digits: Option<String>,
}

impl Terms {
    /// Takes typed text apart.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut words: Vec<Term> = Vec::new();
        for word in text.split_whitespace() {
            let folded = fold(word);
            if !folded.is_empty() && words.iter().all(|term| term.text != folded) && words.len() < MOST_WORDS {
                words.push(Term {
                    digits: fragment(&folded),
                    text: folded,
                });
            }
        }
        let number = (words.len() > 1).then(|| fragment(&fold(text))).flatten();
        Self { words, number }
    }

    /// Whether nothing is looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// Digits by which a fragment of a phone number is looked for: without the zeros that only dialling needs.
fn fragment(text: &str) -> Option<String> {
    let digits = phone_digits(text);
    if digits.len() < PHONE_DIGITS || !is_phone(text) {
        return None;
    }
    let significant = digits.trim_start_matches('0');
    Some(if significant.is_empty() { digits } else { significant.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded_and_named_once() {
        let terms = Terms::new("  Ärger arger\tNOOR ");
        assert_eq!(terms.words.iter().map(|term| &*term.text).collect::<Vec<_>>(), ["arger", "noor"]);
        assert_eq!(terms.number, None);
        assert!(Terms::new(" \u{301} ").is_empty());
    }

    #[test]
    fn numbers_in_any_format_become_digits() {
        let terms = Terms::new("+49 (0) 30/12");
        assert_eq!(terms.number.as_deref(), Some("4903012"));
        assert_eq!(Terms::new("030-1234").words[0].digits.as_deref(), Some("301234"));
        assert_eq!(Terms::new("12").words[0].digits, None);
        assert_eq!(Terms::new("a123").words[0].digits, None);
        assert_eq!(Terms::new("000").words[0].digits.as_deref(), Some("000"));
    }
}
