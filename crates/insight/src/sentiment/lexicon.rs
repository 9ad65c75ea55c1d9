//! Valences of words.

use super::inflect::{Class, forms};
use std::collections::HashMap;
use std::error::Error;
use std::fmt;

/// The lexicon of this project.
const OWN: &str = include_str!("lexicon.txt");
/// Valences lie within this of zero.
const MOST: f64 = 4.0;

/// Words in small letters, emoticons and emojis, each with a valence from −4 to 4.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lexicon {
    valence_of: HashMap<String, f64>,
}

/// Why a lexicon cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LexiconError {
    /// A line has no word, tabulator and number from −4 to 4.
    Line {
        /// The line, from 1.
        line: usize,
        /// Its text.
        text: String,
    },
    /// There is no line.
    Empty,
}

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { line, text } => write!(f, "line {line} is no word, tabulator and valence from −4 to 4: {text}"),
            Self::Empty => write!(f, "the lexicon is empty"),
        }
    }
}

impl Error for LexiconError {}

impl Lexicon {
    /// The lexicon of this project: some two and a half thousand words and stems, more than four thousand with their forms.
    pub fn own() -> Self {
        let mut lexicon = Self::default();
        let mut derived: Vec<(String, f64)> = Vec::new();
        for line in OWN.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split(' ');
            let valence = cells.next().and_then(|number| number.parse().ok());
            let (Some(valence), Some(class)) = (valence, cells.next().and_then(Class::of)) else {
                continue;
            };
            for word in cells {
                let stem = if class == Class::Exact { word } else { word.trim_end_matches('+') };
                lexicon.valence_of.entry(stem.to_owned()).or_insert(valence);
                let words = forms(stem, stem.len() < word.len(), class);
                derived.extend(words.into_iter().map(|form| (form, valence)));
            }
        }
        // A form that is listed itself has its own valence.
        for (form, valence) in derived {
            lexicon.valence_of.entry(form).or_insert(valence);
        }
        lexicon
    }

    /// Reads lines of a word, a tabulator and its valence; what follows in a line is not read. Emojis that the text lacks keep
    /// the valence of [`Lexicon::own`].
    ///
    /// # Errors
    /// [`LexiconError`]
    pub fn read(text: &str) -> Result<Self, LexiconError> {
        let mut lexicon = Self::default();
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let mut cells = line.split('\t');
            let word = cells.next().unwrap_or_default().trim();
            let valence = cells.next().and_then(|cell| cell.trim().parse::<f64>().ok());
            match valence {
                Some(valence) if valence.abs() <= MOST && !word.is_empty() => {
                    // Words are looked up in small letters; what is listed so itself stands.
                    let lower = word.to_lowercase();
                    if lower == word {
                        lexicon.valence_of.insert(lower, valence);
                    } else {
                        lexicon.valence_of.entry(lower).or_insert(valence);
                    }
                }
                _ => {
                    return Err(LexiconError::Line {
                        line: number + 1,
                        text: line.chars().take(80).collect(),
                    });
                }
            }
        }
        if lexicon.valence_of.is_empty() {
            return Err(LexiconError::Empty);
        }
        for (word, valence) in Self::own().valence_of {
            if word.chars().all(is_emoji) {
                lexicon.valence_of.entry(word).or_insert(valence);
            }
        }
        Ok(lexicon)
    }

    /// The valence of a word in small letters.
    pub fn valence(&self, word: &str) -> Option<f64> {
        self.valence_of.get(word).copied()
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.valence_of.len()
    }

    /// Whether it knows no word.
    pub fn is_empty(&self) -> bool {
        self.valence_of.is_empty()
    }
}

/// Whether a sign is a picture: emojis and the older symbols that are shown as such.
pub(super) fn is_emoji(sign: char) -> bool {
    matches!(u32::from(sign), 0x1f000..=0x1faff | 0x2600..=0x27bf | 0x2b50 | 0x2b55 | 0x2b1b | 0x2b1c)
}
