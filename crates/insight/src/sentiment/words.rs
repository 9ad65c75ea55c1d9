//! A text as the words that rules look at, and the words that change others.

use super::lexicon::is_emoji;

/// A word as it is written and in small letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub lower: String,
    /// Written in capitals.
    pub capitals: bool,
}

/// Words between blanks, without the punctuation around them where a word of three letters or more is left: shorter ones may be
/// emoticons. Every emoji is a word of its own.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut spaced = String::with_capacity(text.len());
    for sign in text.chars() {
        // The sign that asks for a coloured picture, and skin tones, change no feeling.
        if matches!(u32::from(sign), 0xfe0f | 0x200d | 0x1f3fb..=0x1f3ff) {
            continue;
        }
        if is_emoji(sign) {
            spaced.extend([' ', sign, ' ']);
        } else {
            spaced.push(if sign == '’' { '\'' } else { sign });
        }
    }
    spaced
        .split_whitespace()
        .map(|token| {
            let bare = token.trim_matches(|sign: char| sign.is_ascii_punctuation() || "“”„‘…«»".contains(sign));
            let word = if bare.chars().count() > 2 { bare } else { token };
            Word {
                lower: word.to_lowercase(),
                capitals: word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase),
            }
        })
        .collect()
}

/// Words that strengthen, sorted.
const MORE: &[&str] = &[
    "absolutely",
    "amazingly",
    "awfully",
    "completely",
    "considerable",
    "considerably",
    "decidedly",
    "deeply",
    "effing",
    "enormous",
    "enormously",
    "entirely",
    "especially",
    "exceptional",
    "exceptionally",
    "extreme",
    "extremely",
    "fabulously",
    "flippin",
    "flipping",
    "frackin",
    "fracking",
    "frickin",
    "fricking",
    "friggin",
    "frigging",
    "fuckin",
    "fucking",
    "fuggin",
    "fugging",
    "fully",
    "greatly",
    "hella",
    "highly",
    "hugely",
    "incredible",
    "incredibly",
    "intensely",
    "major",
    "majorly",
    "more",
    "most",
    "particularly",
    "purely",
    "quite",
    "really",
    "remarkably",
    "so",
    "substantially",
    "thoroughly",
    "total",
    "totally",
    "tremendous",
    "tremendously",
    "uber",
    "unbelievably",
    "unusually",
    "utter",
    "utterly",
    "very",
];
/// Words that weaken, sorted.
const LESS: &[&str] = &[
    "almost",
    "barely",
    "hardly",
    "kind-of",
    "kinda",
    "kindof",
    "less",
    "little",
    "marginal",
    "marginally",
    "occasional",
    "occasionally",
    "partly",
    "scarce",
    "scarcely",
    "slight",
    "slightly",
    "somewhat",
    "sort-of",
    "sorta",
    "sortof",
];
/// Words that deny, sorted; beside them all that hold n't.
const NEGATIONS: &[&str] = &[
    "aint", "arent", "cannot", "cant", "couldnt", "darent", "despite", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "isnt",
    "mightnt", "mustnt", "neednt", "neither", "never", "none", "nope", "nor", "not", "nothing", "nowhere", "oughtnt", "rarely", "seldom",
    "shant", "shouldnt", "uhuh", "wasnt", "werent", "without", "wont", "wouldnt",
];

/// How much a degree word adds to the magnitude of the next word of feeling, in units of valence; negative ones take away.
pub(super) fn degree(word: &str) -> f64 {
    if MORE.binary_search(&word).is_ok() {
        0.293
    } else if LESS.binary_search(&word).is_ok() {
        -0.293
    } else {
        0.0
    }
}

/// Whether a word denies what follows.
pub(super) fn negates(word: &str) -> bool {
    NEGATIONS.binary_search(&word).is_ok() || word.contains("n't")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_punctuation_and_emoticons_do_not() {
        let lower = |text: &str| words(text).into_iter().map(|word| word.lower).collect::<Vec<_>>();
        assert_eq!(lower("Great, (really) GREAT!!! :) xD"), ["great", "really", "great", ":)", "xd"]);
        assert_eq!(lower("don’t 👍🏽ok ❤️"), ["don't", "👍", "ok", "❤"]);
        assert!(words("OK ok 1")[0].capitals && !words("OK ok 1")[1].capitals && !words("OK ok 1")[2].capitals);
    }

    #[test]
    fn lists_are_sorted_so_that_they_can_be_searched() {
        for list in [MORE, LESS, NEGATIONS] {
            assert!(list.is_sorted());
        }
        assert!(degree("so") > 0.0 && negates("not") && negates("isn't"));
        assert!(degree("barely") < 0.0 && degree("house") == 0.0 && !negates("house"));
    }
}
