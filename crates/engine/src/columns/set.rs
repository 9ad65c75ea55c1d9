//! Sets: small sorted lists of codes per row, in one pool.

/// Sets of codes of rows. A set that changes is written anew at the end of the pool; the pool is collected when it is mostly garbage.
#[derive(Clone, Default, Debug)]
pub struct SetColumn {
    pool: Vec<u32>,
    spans: Vec<(u32, u32)>,
    garbage: usize,
}

impl SetColumn {
    /// Number of rows covered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether no row was ever written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The codes of a row, sorted.
    #[must_use]
    pub fn get(&self, row: u32) -> &[u32] {
        self.spans
            .get(row as usize)
            .map_or(&[], |&(start, length)| &self.pool[start as usize..(start + length) as usize])
    }

    /// Puts a code in or takes it out.
    pub fn set(&mut self, row: u32, code: u32, present: bool) {
        let mut codes = self.get(row).to_vec();
        match (codes.binary_search(&code), present) {
            (Err(place), true) => codes.insert(place, code),
            (Ok(place), false) => {
                codes.remove(place);
            }
            _ => return,
        }
        self.replace(row, &codes);
    }

    /// Replaces the whole set of a row by sorted codes.
    pub fn replace(&mut self, row: u32, codes: &[u32]) {
        let row = row as usize;
        if row >= self.spans.len() {
            self.spans.resize(row + 1, (0, 0));
        }
        self.garbage += self.spans[row].1 as usize;
        self.spans[row] = (self.pool.len() as u32, codes.len() as u32);
        self.pool.extend_from_slice(codes);
        if self.garbage > 1024 && self.garbage * 2 > self.pool.len() {
            self.collect();
        }
    }

    fn collect(&mut self) {
        let mut pool = Vec::with_capacity(self.pool.len() - self.garbage);
        for (start, length) in &mut self.spans {
            let codes = &self.pool[*start as usize..(*start + *length) as usize];
            *start = pool.len() as u32;
            pool.extend_from_slice(codes);
        }
        self.pool = pool;
        self.garbage = 0;
    }

    /// Bytes of memory held.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.pool.capacity() * 4 + self.spans.capacity() * 8
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn behaves_like_sets(writes in prop::collection::vec((0u32..20, 0u32..12, any::<bool>()), 0..2000)) {
            let mut column = SetColumn::default();
            let mut model: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
            for (row, code, present) in writes {
                column.set(row, code, present);
                let set = model.entry(row).or_default();
                if present { set.insert(code); } else { set.remove(&code); }
            }
            for (row, set) in model {
                prop_assert_eq!(column.get(row), set.into_iter().collect::<Vec<_>>());
            }
        }
    }
}
