//! Loops over raw columns: one test per value, 64 results per word.

use crate::bitmap::Bitmap;
use crate::lanes::code_bits;

/// A bitmap of `len` rows in which those are set whose value passes; rows behind the last value are not.
///
/// For tests that `lanes` does not have. Results are first written as bytes and then gathered eight at a time: the multiplication
/// moves the low bits of eight bytes into the top byte.
pub(in crate::query) fn bits<T: Copy>(values: &[T], len: usize, test: impl Fn(T) -> bool) -> Bitmap {
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let values = &values[..values.len().min(len)];
    let mut words = Vec::with_capacity(len.div_ceil(64));
    let mut chunks = values.chunks_exact(64);
    for chunk in &mut chunks {
        let mut passed = [0u8; 64];
        for (passed, &value) in passed.iter_mut().zip(chunk) {
            *passed = u8::from(test(value));
        }
        let mut word = 0;
        for (index, eight) in passed.as_chunks::<8>().0.iter().enumerate() {
            word |= (u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56) << (8 * index);
        }
        words.push(word);
    }
    let rest = chunks.remainder();
    if !rest.is_empty() {
        words.push(
            rest.iter()
                .enumerate()
                .fold(0, |word, (bit, &value)| word | u64::from(test(value)) << bit),
        );
    }
    Bitmap::from_words(words, len)
}

/// A set of codes: of a dictionary, or handles. One look-up per test, whatever its size.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CodeSet {
    first: u32,
    words: Vec<u64>,
}

impl CodeSet {
    /// The set of some codes.
    pub(crate) fn new(codes: impl Iterator<Item = u32> + Clone) -> Self {
        let (Some(least), Some(most)) = (codes.clone().min(), codes.clone().max()) else {
            return Self::default();
        };
        let first = least & !63;
        let mut words = vec![0u64; ((most - first) / 64) as usize + 1];
        for code in codes {
            words[((code - first) / 64) as usize] |= 1 << (code % 64);
        }
        Self { first, words }
    }

    /// Whether a code is in it.
    pub(crate) fn has(&self, code: u32) -> bool {
        let place = code.wrapping_sub(self.first);
        self.words
            .get((place / 64) as usize)
            .is_some_and(|word| word >> (code % 64) & 1 == 1)
    }

    /// Rows whose code is in it. A few runs of consecutive codes are compared many rows at a time.
    pub(crate) fn rows(&self, codes: &[u32], len: usize) -> Bitmap {
        let codes = &codes[..codes.len().min(len)];
        match self.runs() {
            Some(runs) => {
                let mut rows = Bitmap::filled(len, false);
                for (first, more) in runs {
                    rows.or(&Bitmap::from_words(code_bits(codes, first, more), len));
                }
                rows
            }
            None => bits(codes, len, |code| self.has(code)),
        }
    }

    /// The first of consecutive codes and how many follow it; `None` for more than three runs of them.
    fn runs(&self) -> Option<Vec<(u32, u32)>> {
        let mut runs: Vec<(u32, u32)> = Vec::new();
        for (index, &word) in self.words.iter().enumerate() {
            let mut rest = word;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                let length = (rest >> bit).trailing_ones();
                rest &= u64::MAX.checked_shl(bit + length).unwrap_or(0);
                let first = self.first + index as u32 * 64 + bit;
                let known = runs.len();
                match runs.last_mut() {
                    Some((start, more)) if *start + *more + 1 == first => *more += length,
                    _ if known == 3 => return None,
                    _ => runs.push((first, length - 1)),
                }
            }
        }
        Some(runs)
    }

    /// Whether no code is in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn bits_are_the_tests_of_the_values(values in prop::collection::vec(0u32..5, 0..300), len in 0usize..300) {
            let found = bits(&values, len, |value| value == 3);
            prop_assert_eq!(found, Bitmap::from_fn(len, |row| values.get(row) == Some(&3)));
        }

        #[test]
        fn a_code_set_has_what_was_put_in(codes in prop::collection::btree_set(prop_oneof![0u32..300, 1_000_000u32..1_000_300], 0..40), asked in 0u32..400) {
            let set = CodeSet::new(codes.iter().copied());
            for code in [asked, asked + 1_000_000, u32::MAX] {
                prop_assert_eq!(set.has(code), codes.contains(&code));
            }
            for &code in &codes { prop_assert!(set.has(code)); }
            prop_assert_eq!(set.is_empty(), codes.is_empty());
            let rows = (0..310).chain(999_990..1_000_310).chain([u32::MAX]).collect::<Vec<u32>>();
            prop_assert_eq!(set.rows(&rows, rows.len()), Bitmap::from_fn(rows.len(), |row| codes.contains(&rows[row])));
        }
    }
}
