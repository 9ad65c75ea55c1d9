//! What texts are about: the words that set a group of texts apart from the others.
//!
//! Method: TF-IDF (Spärck Jones 1972; Salton & Buckley 1988). A word weighs (1 + ln n) · ln((1 + N) / (1 + d)) in a text that has it n
//! times, where d of N texts have it; every text has length 1, so that long ones do not speak louder. Common words of English and
//! German, numbers, and words of fewer than three letters are left out; pairs of neighbouring words count as words.
//!
//! - [`themes`] gives the strongest words of all texts, each with the texts that have it.
//! - [`keywords`] gives the words of a group that others use less.
//!
//! ```
//! use insight::themes::themes;
//!
//! let texts = ["Delivery was late again", "Late delivery, third time", "Lovely colours"];
//! let found = themes(&texts, 2, 3)?;
//! assert!(found.iter().any(|theme| theme.word == "delivery" && theme.texts == [0, 1]));
//! # Ok::<(), insight::themes::ThemesError>(())
//! ```

mod stop_words;
#[cfg(test)]
mod tests;

use crate::special::ln;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use stop_words::is_stop_word;

/// Why there are no themes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemesError {
    /// No text has a word that counts.
    NoWords,
    /// A group for a text that does not exist, or none for some.
    Groups {
        /// Number of groups given.
        groups: usize,
        /// Number of texts.
        texts: usize,
    },
}

impl fmt::Display for ThemesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWords => write!(f, "no text has a word that says what it is about"),
            Self::Groups { groups, texts } => write!(f, "there are {groups} groups for {texts} texts"),
        }
    }
}

impl Error for ThemesError {}

/// A word and the texts that have it.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// The word, or two neighbouring ones, in small letters.
    pub word: String,
    /// Sum of its weights, or by how much its mean weight in a group exceeds that elsewhere.
    pub weight: f64,
    /// The texts, ascending.
    pub texts: Vec<u32>,
}

/// Weights of a word by text.
type Weights = BTreeMap<String, Vec<(u32, f64)>>;

/// At most `wanted` words that weigh most in all texts, each in at least `least` texts. A word that is nearly always part of a pair
/// among the themes is left to the pair.
///
/// # Errors
/// [`ThemesError::NoWords`].
pub fn themes(texts: &[&str], least: usize, wanted: usize) -> Result<Vec<Theme>, ThemesError> {
    let all = weights(texts)?;
    let often = all.into_iter().filter(|(_, of)| of.len() >= least.max(1));
    let mut found: Vec<Theme> = often
        .map(|(word, of)| Theme {
            word,
            weight: of.iter().map(|(_, weight)| weight).sum(),
            texts: of.iter().map(|(text, _)| *text).collect(),
        })
        .collect();
    strongest(&mut found, wanted);
    Ok(found)
}

/// At most `wanted` words that weigh more in the texts of a group than in the others, for each group of `groups`.
///
/// # Errors
/// [`ThemesError`]
pub fn keywords(texts: &[&str], group_of: &[u32], groups: usize, wanted: usize) -> Result<Vec<Vec<Theme>>, ThemesError> {
    if group_of.len() != texts.len() || group_of.iter().any(|group| *group as usize >= groups) {
        return Err(ThemesError::Groups {
            groups: group_of.len(),
            texts: texts.len(),
        });
    }
    let all = weights(texts)?;
    let mut sizes = vec![0usize; groups];
    group_of.iter().for_each(|group| sizes[*group as usize] += 1);
    let of_group = |group: usize| {
        let (within, outside) = (sizes[group].max(1) as f64, (texts.len() - sizes[group]).max(1) as f64);
        let mut found: Vec<Theme> = all
            .iter()
            .filter_map(|(word, of)| {
                let is_within = |text: &u32| group_of[*text as usize] as usize == group;
                let sum = |side: bool| {
                    of.iter()
                        .filter(|(text, _)| is_within(text) == side)
                        .map(|(_, weight)| weight)
                        .sum::<f64>()
                };
                let weight = sum(true) / within - sum(false) / outside;
                (weight > 0.0).then(|| Theme {
                    word: word.clone(),
                    weight,
                    texts: of.iter().map(|(text, _)| *text).filter(is_within).collect(),
                })
            })
            .collect();
        strongest(&mut found, wanted);
        found
    };
    Ok((0..groups).map(of_group).collect())
}

/// Keeps the heaviest words, ties by the word.
fn strongest(found: &mut Vec<Theme>, wanted: usize) {
    found.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.word.cmp(&b.word)));
    let mut kept: Vec<Theme> = Vec::with_capacity(wanted);
    for theme in found.drain(..) {
        // Of a pair and a word in it that stand in about the same texts, one is enough.
        let said = kept.iter().any(|other| {
            let share_a_word = theme.word.split(' ').any(|part| other.word.split(' ').any(|word| word == part));
            let (few, many) = (theme.texts.len().min(other.texts.len()), theme.texts.len().max(other.texts.len()));
            share_a_word && many * 10 <= few * 11
        });
        if !said && kept.len() < wanted {
            kept.push(theme);
        }
    }
    *found = kept;
}

fn weights(texts: &[&str]) -> Result<Weights, ThemesError> {
    let mut counts: BTreeMap<String, Vec<(u32, f64)>> = BTreeMap::new();
    for (text, words) in (0..).zip(texts.iter().map(|text| terms(text))) {
        for word in words {
            let of = counts.entry(word).or_default();
            match of.last_mut() {
                Some((last, count)) if *last == text => *count += 1.0,
                _ => of.push((text, 1.0)),
            }
        }
    }
    if counts.is_empty() {
        return Err(ThemesError::NoWords);
    }
    let n = texts.len() as f64;
    let mut squares = vec![0.0; texts.len()];
    for of in counts.values_mut() {
        let rarity = ln((1.0 + n) / (1.0 + of.len() as f64));
        for (text, count) in of {
            *count = (1.0 + ln(*count)) * rarity;
            squares[*text as usize] += *count * *count;
        }
    }
    for (text, weight) in counts.values_mut().flatten() {
        let length: f64 = squares[*text as usize];
        *weight = if length > 0.0 { *weight / length.sqrt() } else { 0.0 };
    }
    Ok(counts)
}

/// The words of a text that count, and pairs of neighbours among them.
fn terms(text: &str) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    for sentence in text.split(['.', '!', '?', ';', ',', ':', '\n', '(', ')']) {
        let mut before: Option<String> = None;
        for word in sentence.split(|sign: char| !sign.is_alphanumeric() && sign != '\'' && sign != '’') {
            let word = word.trim_matches(['\'', '’']).to_lowercase();
            let counts = word.chars().count() > 2 && !word.chars().all(char::is_numeric) && !is_stop_word(&word);
            if !counts {
                if !word.is_empty() {
                    before = None;
                }
                continue;
            }
            if let Some(before) = before {
                terms.push(format!("{before} {word}"));
            }
            terms.push(word.clone());
            before = Some(word);
        }
    }
    terms
}
