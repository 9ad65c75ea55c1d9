//! Words that are nearly right: bounded edits between what was typed and the start of a word.
//!
//! All words of a column are looked at, whatever is typed, so looking has to be cheap: where words start and end comes from a bitmap
//! of the arena's letters, words that are too short or lack too many letters are passed by, and the rest is compared by bits.

use crate::lanes::{Sixteen, byte_bits};
use crate::query::folded::{END, Folded};

/// Edits allowed for a word of this length: none for short words, which would match anything.
pub(super) fn allowed(word: &str) -> usize {
    match word.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Looks for one word among the words of texts.
pub(super) struct Seeker {
    length: usize,
    most: usize,
    signature: u64,
    /// Signature bits that a word may lack and still be near.
    may_lack: u32,
    /// ASCII letters at the start of the word, the first one again where there are fewer.
    head: [u8; HEAD],
    /// So many letters of another word's start are looked at; all but `most` of them are in the head of a word that is near.
    looked_at: u32,
    /// Places of each ASCII letter in the word, one bit each.
    places: [u64; 128],
    /// The same of other letters.
    other_places: Vec<(char, u64)>,
}

/// Longest word that is compared: a place is a bit of one number.
const LONGEST: usize = 40;
/// Letters of the word's start that other words' starts are compared with.
const HEAD: usize = 8;

impl Seeker {
    /// A seeker of a folded word.
    pub fn new(word: &str) -> Self {
        let most = allowed(word);
        // A substitution or deletion takes at most one letter of the word away, insertions and swaps none; a letter has one byte, or up to four.
        let bytes = if word.is_ascii() { 1 } else { 4 };
        let mut seeker = Self {
            length: 0,
            most,
            signature: 0,
            may_lack: most as u32 * bytes,
            head: [0; HEAD],
            looked_at: 0,
            places: [0; 128],
            other_places: Vec::new(),
        };
        for letter in word.chars().take(LONGEST) {
            let place = 1 << seeker.length;
            match seeker.places.get_mut(letter as usize) {
                Some(places) => *places |= place,
                None => seeker.other_places.push((letter, place)),
            }
            seeker.signature |= signature(letter.encode_utf8(&mut [0; 4]).as_bytes());
            seeker.length += 1;
        }
        // Of the first letters of a near word all but inserted and substituted ones are among as many of this word, and those that may
        // have been deleted or swapped before them.
        let looked_at = seeker.length.saturating_sub(most).min(HEAD - most);
        seeker.looked_at = looked_at as u32;
        let mut head = word
            .chars()
            .take(looked_at + most)
            .filter(char::is_ascii)
            .map(|letter| letter as u8);
        let first = head.next().unwrap_or(END);
        seeker.head = std::array::from_fn(|place| if place == 0 { first } else { head.next().unwrap_or(first) });
        seeker
    }

    /// The fewest edits between the word and the start of any word of the text, when they are few enough.
    pub fn nearest(&self, text: &[u8]) -> Option<usize> {
        let words = text.split(|&byte| !is_letter(byte));
        words.filter_map(|word| self.distance(word)).min()
    }

    /// Visits every word of a column that is near, with its place and the edits.
    pub fn each_near(&self, folded: &Folded, mut visit: impl FnMut(usize, usize)) {
        let arena = folded.arena();
        let masks = byte_bits(arena, |bytes| {
            let ascii = bytes.is_in(b'a', b'z').or(bytes.is_in(b'A', b'Z')).or(bytes.is_in(b'0', b'9'));
            ascii.or(bytes.is_in(0x80, END - 1))
        });
        // Letters beyond ASCII have several bytes: they are taken for known and looked at more closely.
        let known = byte_bits(arena, |bytes| {
            let heads = self.head.iter().map(|&letter| bytes.is(letter));
            heads.fold(bytes.is_in(0x80, 0xff), Sixteen::or)
        });
        let window = (1u64 << self.looked_at) - 1;
        let mut places = folded.places_in_order();
        let mut before = 0;
        for (index, &mask) in masks.iter().enumerate() {
            let mut starts = mask & !(mask << 1 | before);
            before = mask >> 63;
            while starts != 0 {
                let bit = starts.trailing_zeros();
                starts &= starts - 1;
                let ahead = known.get(index + 1).map_or(0, |next| (next << 1) << (63 - bit));
                if ((known[index] >> bit | ahead) & window).count_ones() + (self.most as u32) < self.looked_at {
                    continue;
                }
                let mut length = (mask >> bit).trailing_ones() as usize;
                if bit as usize + length == 64 {
                    let further = masks[index + 1..].iter().map(|mask| mask.trailing_ones() as usize);
                    for run in further {
                        length += run;
                        if run < 64 {
                            break;
                        }
                    }
                }
                let start = index * 64 + bit as usize;
                if length + self.most >= self.length
                    && let Some(distance) = self.distance(&arena[start..start + length])
                {
                    visit(places.of(start), distance);
                }
            }
        }
    }

    /// The fewest edits between the word and the start of one without signs between its letters.
    fn distance(&self, word: &[u8]) -> Option<usize> {
        if word.len() + self.most < self.length {
            return None;
        }
        if word.is_ascii() {
            // What is behind the longest start that is near does not matter.
            let start = &word[..word.len().min(self.length + self.most)];
            return self
                .may_be_near(start)
                .then(|| self.edits(start.iter().map(|&byte| char::from(byte))))?;
        }
        // Other letters have bytes of their own, and so have other signs, which end words too.
        let words = std::str::from_utf8(word).ok()?.split(|letter: char| !letter.is_alphanumeric());
        let near = words.filter(|word| !word.is_empty() && self.may_be_near(word.as_bytes()));
        near.filter_map(|word| self.edits(word.chars())).min()
    }

    /// Words too far apart are told from their letters alone.
    fn may_be_near(&self, word: &[u8]) -> bool {
        word.len() + self.most >= self.length && (self.signature & !signature(word)).count_ones() <= self.may_lack
    }

    /// Edits (insertions, deletions, substitutions, swaps of neighbours) between the word and the nearest start of another.
    ///
    /// Damerau (1964) with optimal string alignment, a column of the table at a time as bits: Hyyrö, "A bit-vector algorithm for
    /// computing Levenshtein and Damerau edit distances" (2003). The bits say where the table rises and falls from row to row.
    fn edits(&self, other: impl Iterator<Item = char>) -> Option<usize> {
        let last = 1u64 << self.length.checked_sub(1)?;
        let (mut rises, mut falls) = (u64::MAX, 0u64);
        let (mut diagonal, mut before) = (0u64, 0u64);
        let (mut edits, mut fewest) = (self.length, self.length);
        for letter in other.take(self.length + self.most) {
            let same = self.places_of(letter);
            let swapped = ((!diagonal & same) << 1) & before;
            diagonal = ((same & rises).wrapping_add(rises) ^ rises) | same | falls | swapped;
            let more = falls | !(diagonal | rises);
            let fewer = diagonal & rises;
            edits = edits + usize::from(more & last != 0) - usize::from(fewer & last != 0);
            fewest = fewest.min(edits);
            // An empty start is as many edits away from the other word's start as that has letters.
            let more = more << 1 | 1;
            rises = fewer << 1 | !(diagonal | more);
            falls = diagonal & more;
            before = same;
        }
        Some(fewest).filter(|&edits| edits <= self.most)
    }

    fn places_of(&self, letter: char) -> u64 {
        match self.places.get(letter as usize) {
            Some(&places) => places,
            None => self
                .other_places
                .iter()
                .filter(|(other, _)| *other == letter)
                .fold(0, |places, (_, place)| places | place),
        }
    }
}

/// Letters and digits, and every byte of letters beyond ASCII.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 && byte != END
}

/// Which letters a word has: letters and digits have a bit of their own, bytes of other letters share some.
fn signature(word: &[u8]) -> u64 {
    word.iter().fold(0, |bits, &byte| bits | BITS[usize::from(byte)])
}

const BITS: [u64; 256] = {
    let mut bits = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        bits[byte] = match byte as u8 {
            letter @ b'a'..=b'z' => 1 << (letter - b'a'),
            letter @ b'A'..=b'Z' => 1 << (letter - b'A'),
            digit @ b'0'..=b'9' => 1 << (26 + digit - b'0'),
            other @ 0x80.. => 1 << (36 + (other & 0x0f)),
            _ => 0,
        };
        byte += 1;
    }
    bits
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn near_words_are_found_at_the_start_of_words() {
        let near = |word: &str, text: &str| Seeker::new(word).nearest(text.as_bytes());
        assert_eq!(near("albrecht", "leonie albrect"), Some(1));
        assert_eq!(near("leonei", "leonie albrecht"), Some(1));
        assert_eq!(near("havnlicht", "havenlicht gmbh"), Some(1));
        assert_eq!(near("shevcheko", "kateryna shevchenko"), Some(1));
        assert_eq!(near("xylophone", "leonie albrecht"), None);
        assert_eq!(near("abc", "abd"), None);
    }

    /// Plain optimal string alignment to the nearest prefix, without bounds.
    fn naive(word: &[char], other: &[char]) -> usize {
        let mut table = vec![vec![0usize; other.len() + 1]; word.len() + 1];
        for i in 0..=word.len() {
            for j in 0..=other.len() {
                table[i][j] = match (i, j) {
                    (0, j) => j,
                    (i, 0) => i,
                    (i, j) => {
                        let same = usize::from(word[i - 1] != other[j - 1]);
                        let mut edits = (table[i - 1][j - 1] + same).min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                        if i > 1 && j > 1 && word[i - 1] == other[j - 2] && word[i - 2] == other[j - 1] {
                            edits = edits.min(table[i - 2][j - 2] + 1);
                        }
                        edits
                    }
                };
            }
        }
        table[word.len()].iter().copied().min().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn passes_by_no_word_that_is_near(word in "[abcdé1ж]{1,12}", text in "[abcdé1ж .-]{0,30}") {
            let seeker = Seeker::new(&word);
            let letters = word.chars().collect::<Vec<_>>();
            let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
            let expected = words.map(|other| naive(&letters, &other.chars().collect::<Vec<_>>())).filter(|&edits| edits <= allowed(&word)).min();
            prop_assert_eq!(seeker.nearest(text.as_bytes()), expected);
        }

        #[test]
        fn columns_are_looked_through_as_single_texts_are(word in "[abcé]{4,10}", texts in prop::collection::vec("[abcé1 .-]{0,90}", 0..12)) {
            let seeker = Seeker::new(&word);
            let folded = Folded::of_texts(texts.iter().map(|text| Some(text.as_str())), model::FieldKind::Text);
            let mut found = vec![None; texts.len()];
            seeker.each_near(&folded, |place, edits| found[place] = Some(found[place].map_or(edits, |known: usize| known.min(edits))));
            let expected = (0..texts.len() as u32).map(|row| seeker.nearest(folded.get(row))).collect::<Vec<_>>();
            prop_assert_eq!(found, expected);
        }
    }
}
