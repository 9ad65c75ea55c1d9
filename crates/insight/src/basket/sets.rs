//! Frequent sets of items.

use super::baskets::Baskets;
use super::error::BasketError;
use super::tree::Tree;

/// Sets that are kept at most: more cannot be read by anybody and would fill the memory.
pub const MOST_SETS: usize = 2_000_000;
/// Sums of shares are compared with this much room, so that 0.006 of 1,000 baskets is 6 and not 7.
const ROUNDING: f64 = 1e-9;

/// What counts as frequent and as a rule.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Share of baskets that hold the whole set, above 0 and at most 1.
    pub support: f64,
    /// Of the baskets with the left-hand side, the share that has the right-hand side too, 0 to 1.
    pub confidence: f64,
    /// Items of a rule, both sides together, at least. 1 also gives rules with nothing on the left.
    pub min_length: usize,
    /// Items of a set at most.
    pub max_length: usize,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            support: 0.01,
            confidence: 0.5,
            min_length: 2,
            max_length: 10,
        }
    }
}

/// A frequent set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemSet {
    /// Its items, ascending.
    pub items: Vec<u32>,
    /// Baskets that hold them all.
    pub count: u32,
}

/// All frequent sets, ordered by their items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemSets {
    /// The sets.
    pub sets: Vec<ItemSet>,
    /// Number of baskets.
    pub baskets: u32,
    /// Baskets a set is in at least.
    pub least: u32,
}

/// Mining in slices. Dropping it cancels it.
#[derive(Debug)]
pub struct Mining {
    tree: Tree,
    /// Items of the tree that are done, from the rarest.
    done: usize,
    least: u32,
    longest: usize,
    baskets: u32,
    sets: Vec<ItemSet>,
    suffix: Vec<u32>,
    paths: Vec<u32>,
}

impl Mining {
    /// Counts items and builds the tree; no set is found yet.
    ///
    /// # Errors
    /// A support that is no share above 0.
    pub fn new(baskets: &Baskets, thresholds: Thresholds) -> Result<Self, BasketError> {
        let Thresholds { support, confidence, .. } = thresholds;
        if !(support > 0.0 && support <= 1.0) {
            return Err(BasketError::Share { value: support });
        }
        if !(0.0..=1.0).contains(&confidence) {
            return Err(BasketError::Share { value: confidence });
        }
        let least = ((support * baskets.len() as f64 - ROUNDING).ceil()).max(1.0) as u32;
        let counts = baskets.counts();
        let mut frequent: Vec<(u32, u32)> = (0..).zip(counts).filter(|(_, count)| *count >= least).collect();
        frequent.sort_by_key(|&(item, count)| (std::cmp::Reverse(count), item));
        let mut local = vec![u32::MAX; baskets.items()];
        for (number, &(item, _)) in frequent.iter().enumerate() {
            local[item as usize] = number as u32;
        }
        let mut tree = Tree::new(frequent);
        let mut path = Vec::new();
        for basket in 0..baskets.len() {
            path.clear();
            path.extend(
                baskets
                    .basket(basket)
                    .iter()
                    .map(|&item| local[item as usize])
                    .filter(|&number| number != u32::MAX),
            );
            path.sort_unstable();
            tree.insert(&path, 1);
        }
        Ok(Self {
            tree,
            done: 0,
            least,
            longest: thresholds.max_length.max(1),
            baskets: baskets.len() as u32,
            sets: Vec::new(),
            suffix: Vec::new(),
            paths: Vec::new(),
        })
    }

    /// Finds the sets of some more items, until `sets` more are found (at least one item); whether all are done.
    ///
    /// # Errors
    /// [`BasketError::TooManySets`].
    pub fn run(&mut self, sets: usize) -> Result<bool, BasketError> {
        let before = self.sets.len();
        while self.done < self.tree.items.len() {
            let item = (self.tree.items.len() - 1 - self.done) as u32;
            let mut found = Found {
                sets: &mut self.sets,
                suffix: &mut self.suffix,
                paths: &mut self.paths,
                least: self.least,
                longest: self.longest,
            };
            found.grow(&self.tree, item)?;
            self.done += 1;
            if self.sets.len() - before >= sets {
                break;
            }
        }
        Ok(self.done == self.tree.items.len())
    }

    /// The share that is done, 0 to 1.
    pub fn progress(&self) -> f64 {
        if self.tree.items.is_empty() {
            1.0
        } else {
            self.done as f64 / self.tree.items.len() as f64
        }
    }

    /// What was found.
    pub fn finish(mut self) -> ItemSets {
        self.sets.sort_unstable();
        ItemSets {
            sets: self.sets,
            baskets: self.baskets,
            least: self.least,
        }
    }
}

impl ItemSets {
    /// Mines in one go; see [`Mining`] for slices.
    ///
    /// # Errors
    /// Those of [`Mining`].
    pub fn mine(baskets: &Baskets, thresholds: Thresholds) -> Result<Self, BasketError> {
        let mut mining = Mining::new(baskets, thresholds)?;
        while !mining.run(usize::MAX)? {}
        Ok(mining.finish())
    }

    /// Baskets that hold all of `items`, which are ascending; `None` where the set is not frequent.
    pub fn count(&self, items: &[u32]) -> Option<u32> {
        if items.is_empty() {
            return Some(self.baskets);
        }
        let place = self.sets.binary_search_by(|set| set.items.as_slice().cmp(items)).ok()?;
        Some(self.sets[place].count)
    }
}

struct Found<'a> {
    sets: &'a mut Vec<ItemSet>,
    /// Items of the set being grown.
    suffix: &'a mut Vec<u32>,
    paths: &'a mut Vec<u32>,
    least: u32,
    longest: usize,
}

impl Found<'_> {
    /// Adds the sets that end, in the order of `tree`, with `item`. Depth is bounded by the longest basket.
    fn grow(&mut self, tree: &Tree, item: u32) -> Result<(), BasketError> {
        let (original, count) = tree.items[item as usize];
        if self.sets.len() >= MOST_SETS {
            return Err(BasketError::TooManySets { most: MOST_SETS });
        }
        self.suffix.push(original);
        let mut items = self.suffix.clone();
        items.sort_unstable();
        self.sets.push(ItemSet { items, count });
        if self.suffix.len() < self.longest && item > 0 {
            let before = tree.before(item, self.least, self.paths);
            for earlier in (0..before.items.len() as u32).rev() {
                self.grow(&before, earlier)?;
            }
        }
        self.suffix.pop();
        Ok(())
    }
}
