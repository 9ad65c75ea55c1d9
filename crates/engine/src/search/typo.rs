//! Words that are nearly right: bounded edits between what was typed and the start of a word.

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
    letters: Vec<char>,
    most: usize,
    signature: u64,
    /// Signature bits that a word may lack and still be near.
    may_lack: u32,
}

/// Longest word that is compared.
const LONGEST: usize = 40;

impl Seeker {
    /// A seeker of a folded word.
    pub fn new(word: &str) -> Self {
        let letters = word.chars().take(LONGEST).collect::<Vec<_>>();
        let most = allowed(word);
        // A substitution or deletion takes at most one letter of the word away, insertions and swaps none; a letter has one byte, or up to four.
        let bytes = if word.is_ascii() { 1 } else { 4 };
        Self {
            signature: letters
                .iter()
                .collect::<String>()
                .bytes()
                .fold(0, |bits, byte| bits | BITS[usize::from(byte)]),
            may_lack: most as u32 * bytes,
            most,
            letters,
        }
    }

    /// The fewest edits between the word and the start of any word of the text, when they are few enough.
    pub fn nearest(&self, text: &[u8]) -> Option<usize> {
        if text.is_ascii() {
            return self.nearest_ascii(text);
        }
        let words = std::str::from_utf8(text).ok()?.split(|letter: char| !letter.is_alphanumeric());
        words.filter_map(|word| self.distance(word.as_bytes(), word.chars())).min()
    }

    /// The same over bytes: nearly all text, and most of it is passed by without being looked at twice.
    fn nearest_ascii(&self, text: &[u8]) -> Option<usize> {
        let mut nearest: Option<usize> = None;
        let mut rest = text;
        while !rest.is_empty() {
            let mut signature = 0;
            let mut length = 0;
            for &byte in rest {
                let bit = BITS[usize::from(byte)];
                if bit == 0 {
                    break;
                }
                signature |= bit;
                length += 1;
            }
            if length + self.most >= self.letters.len() && (self.signature & !signature).count_ones() <= self.may_lack {
                let edits = self.edits(rest[..length].iter().map(|&byte| char::from(byte)));
                nearest = match (nearest, edits) {
                    (Some(known), Some(edits)) => Some(known.min(edits)),
                    (known, edits) => known.or(edits),
                };
            }
            rest = rest.get(length + 1..).unwrap_or_default();
        }
        nearest
    }

    fn distance(&self, bytes: &[u8], letters: impl Iterator<Item = char>) -> Option<usize> {
        // Words too far apart are told from their bytes alone.
        let signature = bytes.iter().fold(0, |bits, &byte| bits | BITS[usize::from(byte)]);
        if bytes.len() + self.most < self.letters.len() || (self.signature & !signature).count_ones() > self.may_lack {
            return None;
        }
        self.edits(letters)
    }

    fn edits(&self, letters: impl Iterator<Item = char>) -> Option<usize> {
        let mut other = ['\0'; LONGEST + 2];
        let mut length = 0;
        for letter in letters.take(self.letters.len() + self.most) {
            other[length] = letter;
            length += 1;
        }
        if length == 0 {
            return None;
        }
        prefix_distance(&self.letters, &other[..length], self.most)
    }
}

/// One bit for each byte of a word: letters and digits have their own, bytes of other letters share some; signs have none.
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

/// Edits (insertions, deletions, substitutions, swaps of neighbours) between `word` and the nearest prefix of `other`, at most `most`.
///
/// Damerau (1964) with optimal string alignment.
fn prefix_distance(word: &[char], other: &[char], most: usize) -> Option<usize> {
    const WIDE: usize = LONGEST + 3;
    let mut before_last = [usize::MAX; WIDE];
    let mut last = [0usize; WIDE];
    let mut row = [0usize; WIDE];
    for (j, cell) in last.iter_mut().enumerate().take(other.len() + 1) {
        *cell = j;
    }
    for (i, &letter) in word.iter().enumerate() {
        row[0] = i + 1;
        let mut least = row[0];
        for (j, &candidate) in other.iter().enumerate() {
            let mut edits = (last[j] + usize::from(letter != candidate)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && letter == other[j - 1] && word[i - 1] == candidate {
                edits = edits.min(before_last[j - 1] + 1);
            }
            row[j + 1] = edits;
            least = least.min(edits);
        }
        if least > most {
            return None;
        }
        before_last = last;
        last = row;
    }
    last[..=other.len()].iter().copied().min().filter(|&edits| edits <= most)
}

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
        fn agrees_with_the_plain_table(word in "[abc]{1,9}", other in "[abc]{0,11}", most in 0usize..4) {
            let (word, other) = (word.chars().collect::<Vec<_>>(), other.chars().collect::<Vec<_>>());
            let expected = Some(naive(&word, &other)).filter(|&edits| edits <= most);
            prop_assert_eq!(prefix_distance(&word, &other, most), expected);
        }
    }
}
