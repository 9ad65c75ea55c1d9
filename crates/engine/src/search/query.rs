//! What was typed, read once per keystroke.

use model::validate::{fold, phone_digits};

/// Longest text that is read, in bytes; a search is words, not a document.
const MOST_BYTES: usize = 400;
/// Most words that count.
const MOST_WORDS: usize = 10;

/// Words to find.
pub(super) struct Query {
    words: Vec<String>,
    /// Digits of each word, where the word could be part of a phone number.
    digits: Vec<Option<String>>,
    /// Digits of the whole text, where all of it could be one phone number.
    whole: Option<String>,
}

impl Query {
    /// Reads what was typed. Signs are part of words; what is longer than a search is cut.
    pub fn read(text: &str) -> Self {
        let mut end = text.len().min(MOST_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let text = &text[..end];
        let mut words = fold(text).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        words.truncate(MOST_WORDS);
        words.dedup();
        let digits = words.iter().map(|word| phone_part(word)).collect();
        let whole = if words.len() > 1 { phone_part(text) } else { None };
        Self { words, digits, whole }
    }

    /// Whether there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words, folded.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// The digits of a word that could be part of a phone number.
    pub fn digits(&self, word: usize) -> Option<&str> {
        self.digits[word].as_deref()
    }

    /// The digits of the whole text, when it is several words that could be one phone number.
    pub fn whole_number(&self) -> Option<&str> {
        self.whole.as_deref()
    }

    /// Whether some word is long enough to be nearly right.
    pub fn allows_typos(&self) -> bool {
        self.words.iter().any(|word| super::typo::allowed(word) > 0)
    }
}

/// Digits of a text that has at least three of them and otherwise only what people put between them.
fn phone_part(text: &str) -> Option<String> {
    let only = text
        .chars()
        .all(|letter| letter.is_ascii_digit() || matches!(letter, '+' | '-' | '.' | '/' | '(' | ')' | ' '));
    let digits = phone_digits(text);
    // A leading trunk zero is not part of the international form.
    let digits = digits.strip_prefix("00").unwrap_or(&digits);
    let digits = digits.strip_prefix('0').unwrap_or(digits);
    (only && digits.len() >= 3).then(|| digits.to_owned())
}
