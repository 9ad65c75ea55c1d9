//! Common buyers of items: all pairs at once where that fits into memory, else item by item.

use super::purchases::{HEAVY_BUYER, Purchases, Rows};

/// Items up to which every pair has a counter: 8 MB.
const ALL_PAIRS: usize = 2_048;
/// Items whose counters are filled in one go through the buyers: most of them stay in the second cache.
const TILE: usize = 256;
/// Buyers of a slice.
const BUYERS: usize = 1_024;
/// Items whose rows are put together in one go: their counters with a later item fill a line of the cache.
const BLOCK: usize = 16;

/// Counts in one of two ways, with the same results.
#[derive(Debug)]
pub(super) enum Counting<'a> {
    /// Few items.
    Pairs(Pairs<'a>),
    /// Many items.
    Items(Items<'a>),
}

impl<'a> Counting<'a> {
    pub(super) fn new(purchases: &'a Purchases) -> Self {
        if purchases.items() <= ALL_PAIRS {
            Self::Pairs(Pairs::new(purchases))
        } else {
            Self::Items(Items::new(purchases))
        }
    }

    /// Whether items can be asked for.
    pub(super) fn is_ready(&self) -> bool {
        match self {
            Self::Pairs(pairs) => pairs.is_done(),
            Self::Items(_) => true,
        }
    }

    /// The share of all work that is done, 0 to 1, where that of the items is `items`.
    pub(super) fn progress(&self, items: f64) -> f64 {
        match self {
            Self::Pairs(pairs) => 0.5 * (pairs.progress() + items),
            Self::Items(_) => items,
        }
    }

    /// Does some of what comes before the first item; the additions it took.
    pub(super) fn prepare(&mut self) -> u64 {
        match self {
            Self::Pairs(pairs) => pairs.count(),
            Self::Items(_) => 0,
        }
    }

    /// Other items, and how many buyers each has in common with `item`. Items are asked for in their order. All items come, with no
    /// buyer in common with the item itself, or those alone that have one.
    pub(super) fn common(&mut self, item: usize) -> (&[u32], &[u32]) {
        match self {
            Self::Pairs(pairs) => pairs.common(item),
            Self::Items(items) => items.common(item),
        }
    }
}

/// A counter for each pair of items, filled buyer by buyer, so that lists of items are read one after the other.
#[derive(Debug)]
pub(super) struct Pairs<'a> {
    purchases: &'a Purchases,
    /// Of each item the counters with the items before it, one item after the other.
    counters: Vec<u32>,
    /// First item of the tile at hand.
    tile: usize,
    /// The first buyer who is not counted in it.
    buyer: usize,
    /// Of each buyer, how many of their items are counted.
    counted: Vec<u32>,
    /// Whole rows of a block of items.
    rows: Vec<u32>,
    /// All items.
    all: Vec<u32>,
}

/// Where the counters of an item start.
fn start(item: usize) -> usize {
    item * item.saturating_sub(1) / 2
}

impl<'a> Pairs<'a> {
    fn new(purchases: &'a Purchases) -> Self {
        let items = purchases.items();
        Self {
            purchases,
            counters: vec![0; start(items)],
            tile: 0,
            buyer: 0,
            counted: vec![0; purchases.buyers()],
            rows: vec![0; BLOCK * items],
            all: (0..items as u32).collect(),
        }
    }

    fn is_done(&self) -> bool {
        self.tile >= self.purchases.items()
    }

    fn progress(&self) -> f64 {
        if self.is_done() {
            return 1.0;
        }
        let of_tile = self.buyer as f64 / self.counted.len().max(1) as f64;
        ((self.tile / TILE) as f64 + of_tile) / self.purchases.items().div_ceil(TILE) as f64
    }

    /// Counts some more; the additions it took.
    fn count(&mut self) -> u64 {
        let (from, to) = (self.buyer, (self.buyer + BUYERS).min(self.counted.len()));
        let end = self.tile + TILE;
        let mut additions = 1;
        for (buyer, counted) in (from..to).zip(&mut self.counted[from..to]) {
            let items = self.purchases.items_of(buyer);
            if items.len() > HEAVY_BUYER {
                continue;
            }
            // Items ascend, so those that are counted come before the others.
            while let Some(&item) = items.get(*counted as usize).filter(|item| (**item as usize) < end) {
                let item = item as usize;
                let row = &mut self.counters[start(item)..start(item) + item];
                items[..*counted as usize].iter().for_each(|&other| row[other as usize] += 1);
                additions += u64::from(*counted);
                *counted += 1;
            }
        }
        self.buyer = to;
        if to == self.counted.len() {
            (self.tile, self.buyer) = (end, 0);
        }
        additions
    }

    fn common(&mut self, item: usize) -> (&[u32], &[u32]) {
        let n = self.purchases.items();
        let place = item % BLOCK;
        if place == 0 {
            let to = (item + BLOCK).min(n);
            for (row, counters) in (item..to).zip(self.rows.chunks_exact_mut(n)) {
                counters[..row].copy_from_slice(&self.counters[start(row)..start(row) + row]);
                counters[row] = 0;
            }
            for later in item + 1..n {
                let counters = &self.counters[start(later) + item..start(later) + to.min(later)];
                for (row, together) in counters.iter().enumerate() {
                    self.rows[row * n + later] = *together;
                }
            }
        }
        (&self.all, &self.rows[place * n..(place + 1) * n])
    }
}

/// The counters of one item at a time.
#[derive(Debug)]
pub(super) struct Items<'a> {
    purchases: &'a Purchases,
    buyers_of: Rows,
    /// By item; zero between calls.
    counters: Vec<u32>,
    /// Items with a common buyer, and how many they have.
    met: Vec<u32>,
    together: Vec<u32>,
}

impl<'a> Items<'a> {
    pub(super) fn new(purchases: &'a Purchases) -> Self {
        Self {
            purchases,
            buyers_of: purchases.turned(|buyer| purchases.items_of(buyer).len() <= HEAVY_BUYER),
            counters: vec![0; purchases.items()],
            met: vec![],
            together: vec![],
        }
    }

    fn common(&mut self, item: usize) -> (&[u32], &[u32]) {
        self.met.clear();
        self.together.clear();
        for &buyer in self.buyers_of.row(item) {
            let others = self.purchases.items_of(buyer as usize);
            for &other in others.iter().filter(|other| **other as usize != item) {
                let counter = &mut self.counters[other as usize];
                if *counter == 0 {
                    self.met.push(other);
                }
                *counter += 1;
            }
        }
        let counters = &mut self.counters;
        let together = |other: &u32| std::mem::take(&mut counters[*other as usize]);
        self.together.extend(self.met.iter().map(together));
        (&self.met, &self.together)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::SplitMix64;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        /// Across the edges of tiles, of slices of buyers and of blocks.
        #[test]
        fn both_ways_count_what_plain_loops_count(
            items in prop_oneof![1usize..40, TILE - 2..TILE + 20, 2 * TILE..2 * TILE + 3],
            buyers in prop_oneof![1usize..40, BUYERS - 2..BUYERS + 3],
            most in 1usize..12,
            seed: u64,
        ) {
            let mut random = SplitMix64::new(seed);
            let lists: Vec<Vec<u32>> =
                (0..buyers).map(|_| (0..random.below(most)).map(|_| random.below(items) as u32).collect()).collect();
            let bounds: Vec<u32> = std::iter::once(0)
                .chain(lists.iter().scan(0, |sum, list| {
                    *sum += list.len() as u32;
                    Some(*sum)
                }))
                .collect();
            let purchases = Purchases::from_lists(items, &bounds, &lists.concat())?;
            let mut expected = vec![vec![0; items]; items];
            for buyer in 0..buyers {
                for &one in purchases.items_of(buyer) {
                    for &other in purchases.items_of(buyer).iter().filter(|other| **other != one) {
                        expected[one as usize][other as usize] += 1;
                    }
                }
            }
            for mut counting in [Counting::Pairs(Pairs::new(&purchases)), Counting::Items(Items::new(&purchases))] {
                while !counting.is_ready() {
                    counting.prepare();
                }
                for (item, expected) in expected.iter().enumerate() {
                    let (others, together) = counting.common(item);
                    let mut found = vec![0; items];
                    others.iter().zip(together).for_each(|(other, together)| found[*other as usize] = *together);
                    prop_assert_eq!(&found, expected);
                }
            }
        }
    }
}
