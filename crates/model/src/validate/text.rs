//! Cleaning of text that people typed or files held, and folding of text for search.
//!
//! Clean text has no control characters (so never the part separator), no bidi overrides and no blanks at its ends.

/// One line: blanks and line ends become spaces, control characters go, ends are trimmed.
#[must_use]
pub fn clean_short(text: &str) -> String {
    clean(text, false)
}

/// Several lines: line ends become `\n`, tabs stay, other control characters go, ends are trimmed.
#[must_use]
pub fn clean_long(text: &str) -> String {
    clean(text, true)
}

fn clean(text: &str, long: bool) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\r' | '\n' | '\u{2028}' | '\u{2029}' | '\u{85}' => {
                if char == '\r' && chars.peek() == Some(&'\n') {
                    chars.next();
                }
                clean.push(if long { '\n' } else { ' ' });
            }
            '\t' => clean.push(if long { '\t' } else { ' ' }),
            _ if char.is_control() => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}' => {}
            _ => clean.push(char),
        }
    }
    clean.trim().to_owned()
}

/// The text in the form search compares: lower case without accents.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends the folded text.
pub fn fold_into(text: &str, folded: &mut String) {
    folded.extend(text.chars().flat_map(char::to_lowercase));
}
