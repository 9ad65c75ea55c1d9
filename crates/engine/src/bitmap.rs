//! Bitmaps over the rows of a table.

/// A set of rows, one bit each. Rows past the end are not in it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Bitmap {
    words: Vec<u64>,
    len: usize,
}

impl Bitmap {
    /// A bitmap of `len` rows, all in or all out.
    #[must_use]
    pub fn filled(len: usize, value: bool) -> Self {
        let mut bitmap = Self {
            words: vec![if value { u64::MAX } else { 0 }; len.div_ceil(64)],
            len,
        };
        bitmap.trim();
        bitmap
    }

    /// A bitmap of the rows for which `test` holds.
    #[must_use]
    pub fn from_fn(len: usize, mut test: impl FnMut(usize) -> bool) -> Self {
        let mut words = Vec::with_capacity(len.div_ceil(64));
        for start in (0..len).step_by(64) {
            let mut word = 0u64;
            for bit in 0..(len - start).min(64) {
                word |= u64::from(test(start + bit)) << bit;
            }
            words.push(word);
        }
        Self { words, len }
    }

    /// A bitmap of its words; bits past `len` are cleared.
    #[must_use]
    pub fn from_words(words: Vec<u64>, len: usize) -> Self {
        let mut bitmap = Self { words, len };
        bitmap.words.resize(len.div_ceil(64), 0);
        bitmap.trim();
        bitmap
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether it covers no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The words, 64 rows each, low bit first.
    #[must_use]
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// Changes the number of rows; new ones are out.
    pub fn resize(&mut self, len: usize) {
        self.len = len;
        self.words.resize(len.div_ceil(64), 0);
        self.trim();
    }

    /// Whether a row is in.
    #[must_use]
    pub fn get(&self, row: usize) -> bool {
        row < self.len && self.words[row / 64] >> (row % 64) & 1 == 1
    }

    /// Puts a row in or takes it out, growing as needed.
    pub fn set(&mut self, row: usize, value: bool) {
        if row >= self.len {
            if !value {
                return;
            }
            self.resize(row + 1);
        }
        let mask = 1 << (row % 64);
        if value {
            self.words[row / 64] |= mask;
        } else {
            self.words[row / 64] &= !mask;
        }
    }

    /// Number of rows in it.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Number of rows that are in both.
    #[must_use]
    pub fn count_with(&self, other: &Bitmap) -> usize {
        let both = self.words.iter().zip(&other.words).map(|(one, other)| one & other);
        both.map(|word| word.count_ones() as usize).sum()
    }

    /// Keeps the rows that are also in `other`.
    pub fn and(&mut self, other: &Bitmap) {
        for (index, word) in self.words.iter_mut().enumerate() {
            *word &= other.words.get(index).copied().unwrap_or(0);
        }
    }

    /// Adds the rows of `other`, as far as this bitmap reaches.
    pub fn or(&mut self, other: &Bitmap) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
        self.trim();
    }

    /// Takes out the rows of `other`.
    pub fn and_not(&mut self, other: &Bitmap) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= !other;
        }
    }

    /// Swaps in and out.
    pub fn invert(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.trim();
    }

    /// The rows in it, ascending.
    #[must_use]
    pub fn rows(&self) -> Rows<'_> {
        Rows {
            words: self.words.iter(),
            rest: 0,
            // The first word read is that of row 0.
            start: 0u32.wrapping_sub(64),
        }
    }

    /// Visits the rows in it, ascending. Where every row is in, as in most tables, no bit is looked at.
    pub fn each(&self, mut visit: impl FnMut(u32)) {
        for (&word, first) in self.words.iter().zip((0u32..).step_by(64)) {
            if word == u64::MAX {
                (first..first + 64).for_each(&mut visit);
                continue;
            }
            let mut rest = word;
            while rest != 0 {
                visit(first + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }

    fn trim(&mut self) {
        let used = self.len % 64;
        if used != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }
}

/// The rows of a [`Bitmap`], ascending. A type of its own, because chained adapters are compiled anew into every loop over it.
#[derive(Clone, Debug)]
pub struct Rows<'a> {
    words: std::slice::Iter<'a, u64>,
    /// Rows of the current word that are still to come.
    rest: u64,
    /// The first row of the current word.
    start: u32,
}

impl Iterator for Rows<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        while self.rest == 0 {
            self.rest = *self.words.next()?;
            self.start = self.start.wrapping_add(64);
        }
        let bit = self.rest.trailing_zeros();
        self.rest &= self.rest - 1;
        Some(self.start + bit)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn of(rows: &BTreeSet<usize>, len: usize) -> Bitmap {
        Bitmap::from_fn(len, |row| rows.contains(&row))
    }

    proptest! {
        #[test]
        fn behaves_like_a_set(a in prop::collection::btree_set(0usize..300, 0..100), b in prop::collection::btree_set(0usize..300, 0..100), len in 0usize..300) {
            let a: BTreeSet<usize> = a.into_iter().filter(|&row| row < len).collect();
            let b: BTreeSet<usize> = b.into_iter().filter(|&row| row < len).collect();
            let rows = |bitmap: &Bitmap| bitmap.rows().map(|row| row as usize).collect::<BTreeSet<_>>();
            let mut and = of(&a, len);
            and.and(&of(&b, len));
            prop_assert_eq!(rows(&and), a.intersection(&b).copied().collect());
            prop_assert_eq!(of(&a, len).count_with(&of(&b, len)), and.count());
            let mut or = of(&a, len);
            or.or(&of(&b, len));
            prop_assert_eq!(rows(&or), a.union(&b).copied().collect());
            let mut not = of(&a, len);
            not.invert();
            prop_assert_eq!(not.count(), len - a.len());
            let mut minus = of(&a, len);
            minus.and_not(&of(&b, len));
            prop_assert_eq!(rows(&minus), a.difference(&b).copied().collect());
            let mut one_by_one = Bitmap::default();
            for &row in &a { one_by_one.set(row, true); }
            prop_assert_eq!(rows(&one_by_one), a);
            let mut visited = Vec::new();
            not.each(|row| visited.push(row));
            prop_assert_eq!(visited, not.rows().collect::<Vec<_>>());
        }
    }
}
