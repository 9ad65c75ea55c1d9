//! How what stands around a word changes its valence, and how valences become a score.

use super::lexicon::Lexicon;
use super::words::{Word, degree, negates, words};

/// What capitals add to a word of feeling among words in small letters.
const CAPITALS: f64 = 0.733;
/// What a negation makes of a valence.
const NEGATED: f64 = -0.74;
/// Squared valence at which a compound score is about .71.
const SPREAD: f64 = 15.0;
/// What an exclamation mark adds, up to four.
const EXCLAMATION: f64 = 0.292;
/// What a question mark adds from two on, up to three.
const QUESTION: f64 = 0.18;
/// What more question marks add together.
const QUESTIONS: f64 = 0.96;
/// How much a degree word still counts one, two and three words away.
const DISTANCE: [f64; 3] = [1.0, 0.95, 0.9];
/// Phrases whose feeling is not that of their words, with the valence of the whole.
const PHRASES: &[(&[&str], f64)] = &[
    (&["the", "shit"], 3.0),
    (&["the", "bomb"], 3.0),
    (&["bad", "ass"], 1.5),
    (&["yeah", "right"], -2.0),
    (&["kiss", "of", "death"], -1.5),
    (&["to", "die", "for"], 3.0),
    (&["broken", "heart"], -2.9),
    (&["beating", "heart"], 3.1),
];

/// The feeling of a text.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sentiment {
    /// −1 to 1.
    pub compound: f64,
    /// Share of the text that is positive, negative and neither; they add up to 1, and are 0 of an empty text.
    pub positive: f64,
    /// See above.
    pub negative: f64,
    /// See above.
    pub neutral: f64,
    /// Words of feeling that were found.
    pub words: usize,
}

/// The feeling of a text by a lexicon.
pub fn analyse(text: &str, lexicon: &Lexicon) -> Sentiment {
    let words = words(text);
    if words.is_empty() {
        return Sentiment::default();
    }
    let capitals = words.iter().filter(|word| word.capitals).count();
    let read = Reading {
        valences: words.iter().map(|word| lexicon.valence(&word.lower)).collect(),
        words: &words,
        capitals_tell: capitals > 0 && capitals < words.len(),
    };
    let mut valences: Vec<f64> = (0..words.len()).map(|at| read.valence(at)).collect();
    after_but(&words, &mut valences);
    score(&valences, emphasis(text))
}

struct Reading<'a> {
    words: &'a [Word],
    /// As the lexicon has them.
    valences: Vec<Option<f64>>,
    /// Capitals stand out, since not all words are written in them.
    capitals_tell: bool,
}

impl Reading<'_> {
    fn lower(&self, at: usize) -> &str {
        &self.words[at].lower
    }

    /// The word so many places before, if there is one.
    fn before(&self, at: usize, back: usize) -> &str {
        at.checked_sub(back).map_or("", |at| self.lower(at))
    }

    fn valence(&self, at: usize) -> f64 {
        let word = self.lower(at);
        let is_kind_of = word == "kind" && self.words.get(at + 1).is_some_and(|next| next.lower == "of");
        let Some(listed) = self.valences[at].filter(|_| degree(word) == 0.0 && !is_kind_of) else {
            return 0.0;
        };
        let mut valence = listed;
        // "No" before a word of feeling denies it and is none itself.
        if word == "no" && self.valences.get(at + 1).is_some_and(Option::is_some) {
            valence = 0.0;
        }
        let or = matches!(self.before(at, 1), "or" | "nor");
        if self.before(at, 1) == "no" || self.before(at, 2) == "no" || (self.before(at, 3) == "no" && or) {
            valence = listed * NEGATED;
        }
        if self.words[at].capitals && self.capitals_tell {
            valence += if valence > 0.0 { CAPITALS } else { -CAPITALS };
        }
        for back in 1..=3 {
            let Some(other) = at.checked_sub(back) else { break };
            if self.valences[other].is_some() {
                continue;
            }
            valence += DISTANCE[back - 1] * self.degree(other, valence);
            valence = self.denied(at, back, valence);
        }
        self.phrase(at, self.least(at, valence))
    }

    /// What a degree word adds to a valence.
    fn degree(&self, at: usize, valence: f64) -> f64 {
        let amount = degree(self.lower(at));
        if amount == 0.0 {
            return 0.0;
        }
        let amount = if valence < 0.0 { -amount } else { amount };
        if self.words[at].capitals && self.capitals_tell {
            return amount + if valence > 0.0 { CAPITALS } else { -CAPITALS };
        }
        amount
    }

    /// Negation so many words back; "never so" and "without doubt" strengthen or leave alone.
    fn denied(&self, at: usize, back: usize, valence: f64) -> f64 {
        let word = self.before(at, back);
        let between = |wanted: &[&str]| (1..back).any(|near| wanted.contains(&self.before(at, near)));
        // In the original, three words on, "so" and "this" right before a word strengthen it without a "never" too.
        let so = matches!(self.before(at, 1), "so" | "this");
        if (back == 3 && so) || (back > 1 && word == "never" && between(&["so", "this"])) {
            valence * 1.25
        } else if back > 1 && word == "without" && between(&["doubt"]) {
            valence
        } else if negates(word) {
            valence * NEGATED
        } else {
            valence
        }
    }

    /// "Least" denies, but for "at least" and "very least".
    fn least(&self, at: usize, valence: f64) -> f64 {
        let denies = self.before(at, 1) == "least" && !matches!(self.before(at, 2), "at" | "very");
        if denies && self.valences[at - 1].is_none() {
            valence * NEGATED
        } else {
            valence
        }
    }

    /// The valence of a phrase that the word is part of.
    fn phrase(&self, at: usize, valence: f64) -> f64 {
        let stands = |phrase: &[&str], from: usize| {
            let words = self.words.get(from..from + phrase.len());
            words.is_some_and(|words| words.iter().zip(phrase).all(|(word, wanted)| word.lower == *wanted))
        };
        let found = PHRASES
            .iter()
            .find(|(phrase, _)| (0..phrase.len()).any(|back| at >= back && stands(phrase, at - back)));
        found.map_or(valence, |(_, whole)| *whole)
    }
}

/// What stands before the first "but" counts half, what stands after it one and a half.
fn after_but(words: &[Word], valences: &mut [f64]) {
    let Some(but) = words.iter().position(|word| word.lower == "but") else {
        return;
    };
    for (at, valence) in valences.iter_mut().enumerate() {
        *valence *= match at.cmp(&but) {
            std::cmp::Ordering::Less => 0.5,
            std::cmp::Ordering::Equal => 1.0,
            std::cmp::Ordering::Greater => 1.5,
        };
    }
}

/// What exclamation and question marks add to the magnitude of the whole.
fn emphasis(text: &str) -> f64 {
    let count = |mark: char| text.chars().filter(|sign| *sign == mark).count();
    let exclamations = EXCLAMATION * count('!').min(4) as f64;
    let questions = match count('?') {
        0 | 1 => 0.0,
        few @ 2..=3 => QUESTION * few as f64,
        _ => QUESTIONS,
    };
    exclamations + questions
}

fn score(valences: &[f64], emphasis: f64) -> Sentiment {
    let sum: f64 = valences.iter().sum();
    let strengthened = match sum {
        _ if sum > 0.0 => sum + emphasis,
        _ if sum < 0.0 => sum - emphasis,
        _ => sum,
    };
    // Neutral words count one each, so words of feeling count one more than their valence.
    let mut positive: f64 = valences.iter().filter(|valence| **valence > 0.0).map(|valence| valence + 1.0).sum();
    let mut negative: f64 = valences.iter().filter(|valence| **valence < 0.0).map(|valence| 1.0 - valence).sum();
    let neutral = valences.iter().filter(|valence| **valence == 0.0).count() as f64;
    if positive > negative {
        positive += emphasis;
    } else if negative > positive {
        negative += emphasis;
    }
    let total = positive + negative + neutral;
    Sentiment {
        compound: strengthened / (strengthened * strengthened + SPREAD).sqrt(),
        positive: positive / total,
        negative: negative / total,
        neutral: neutral / total,
        words: valences.iter().filter(|valence| **valence != 0.0).count(),
    }
}
