//! Who bought what: the items of a buyer, and how many bought an item.
//!
//! A pair counts once however often it was bought, and lists are ascending, so results do not depend on
//! the order of the input.

use super::error::PurchasesError;

/// The buyer of a row that names none, for example an order without a contact.
pub const NOBODY: u32 = u32::MAX;
/// The item of a row that names none, for example a free-text order line.
pub const NOTHING: u32 = u32::MAX;
/// A buyer of more different items than this is not counted in co-purchases: a reseller's or a test
/// account's choices say nothing about what goes together, and their pairs would outnumber everyone else's.
pub const HEAVY_BUYER: usize = 1_000;

/// Distinct purchases of items by buyers. A buyer is a customer ("people who bought"), or an order ("bought
/// together in one order").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purchases {
    items_of: Rows,
    /// Of each item, its counted buyers, see [`HEAVY_BUYER`].
    bought: Vec<u32>,
    counted_buyers: u32,
    heavy_buyers: u32,
    rows_left_out: u32,
}

/// Lists of numbers, one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rows {
    bounds: Vec<u32>,
    values: Vec<u32>,
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        self.bounds.len() - 1
    }

    pub(super) fn row(&self, index: usize) -> &[u32] {
        match (self.bounds.get(index), self.bounds.get(index + 1)) {
            (Some(&start), Some(&end)) => &self.values[start as usize..end as usize],
            _ => &[],
        }
    }

    /// A stable counting sort of `pairs` by their first number.
    fn group(rows: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut bounds = vec![0u32; rows + 1];
        for (row, _) in pairs.clone() {
            bounds[row as usize + 1] += 1;
        }
        for row in 0..rows {
            bounds[row + 1] += bounds[row];
        }
        let mut next = bounds.clone();
        let mut values = vec![0u32; bounds[rows] as usize];
        for (row, value) in pairs {
            values[next[row as usize] as usize] = value;
            next[row as usize] += 1;
        }
        Self { bounds, values }
    }

    /// Sorts rows and drops repeats within them.
    fn sort_and_dedup(&mut self) {
        let mut kept = 0;
        let mut start = 0;
        for row in 0..self.len() {
            let end = self.bounds[row + 1] as usize;
            self.values[start..end].sort_unstable();
            let first = kept;
            for position in start..end {
                let value = self.values[position];
                if kept == first || self.values[kept - 1] != value {
                    self.values[kept] = value;
                    kept += 1;
                }
            }
            self.bounds[row + 1] = kept as u32;
            start = end;
        }
        self.values.truncate(kept);
    }

    /// The rows of each of `values` values, of those rows that are chosen; ascending.
    fn transposed(&self, values: usize, chosen: impl Fn(usize) -> bool) -> Self {
        let mut bounds = vec![0u32; values + 1];
        for row in (0..self.len()).filter(|row| chosen(*row)) {
            self.row(row).iter().for_each(|&value| bounds[value as usize + 1] += 1);
        }
        for value in 0..values {
            bounds[value + 1] += bounds[value];
        }
        let mut next = bounds.clone();
        let mut rows = vec![0u32; bounds[values] as usize];
        for row in (0..self.len()).filter(|row| chosen(*row)) {
            for &value in self.row(row) {
                rows[next[value as usize] as usize] = row as u32;
                next[value as usize] += 1;
            }
        }
        Self { bounds, values: rows }
    }
}

impl Purchases {
    /// From pairs: row i says that `buyer_of[i]` bought `item_of[i]`. Rows of [`NOBODY`] or [`NOTHING`] are left
    /// out and counted.
    ///
    /// # Errors
    /// Columns of different lengths, numbers of buyers or items that do not exist, 2^32 - 1 rows and more.
    pub fn from_pairs(buyers: usize, items: usize, buyer_of: &[u32], item_of: &[u32]) -> Result<Self, PurchasesError> {
        if buyer_of.len() != item_of.len() {
            return Err(PurchasesError::Columns {
                buyers: buyer_of.len(),
                items: item_of.len(),
            });
        }
        let count = buyer_of.len().max(buyers).max(items);
        if count >= NOBODY as usize {
            return Err(PurchasesError::TooMany { count });
        }
        let mut rows_left_out = 0;
        for (row, (&buyer, &item)) in buyer_of.iter().zip(item_of).enumerate() {
            if buyer as usize >= buyers && buyer != NOBODY {
                return Err(PurchasesError::UnknownBuyer { row, buyer, buyers });
            }
            if item as usize >= items && item != NOTHING {
                return Err(PurchasesError::UnknownItem { row, item, items });
            }
            rows_left_out += u32::from(buyer == NOBODY || item == NOTHING);
        }
        let pairs = buyer_of.iter().copied().zip(item_of.iter().copied());
        let mut items_of = Rows::group(buyers, pairs.filter(|(buyer, item)| *buyer != NOBODY && *item != NOTHING));
        items_of.sort_and_dedup();

        let (mut bought, mut counted_buyers, mut heavy_buyers) = (vec![0; items], 0, 0);
        for list in (0..buyers).map(|buyer| items_of.row(buyer)).filter(|list| !list.is_empty()) {
            if list.len() > HEAVY_BUYER {
                heavy_buyers += 1;
            } else {
                counted_buyers += 1;
                list.iter().for_each(|&item| bought[item as usize] += 1);
            }
        }
        Ok(Self {
            items_of,
            bought,
            counted_buyers,
            heavy_buyers,
            rows_left_out,
        })
    }

    /// From lists: buyer b bought `item_of[bounds[b]..bounds[b + 1]]`, so there is one bound more than buyers.
    ///
    /// # Errors
    /// Bounds that do not run from 0 upwards to the length of `item_of`, and those of [`Purchases::from_pairs`].
    pub fn from_lists(items: usize, bounds: &[u32], item_of: &[u32]) -> Result<Self, PurchasesError> {
        let buyers = bounds.len().saturating_sub(1);
        if item_of.len().max(buyers) >= NOBODY as usize {
            return Err(PurchasesError::TooMany {
                count: item_of.len().max(buyers),
            });
        }
        let mut before = 0;
        for (position, &bound) in bounds.iter().enumerate() {
            if bound < before || bound as usize > item_of.len() || (position == 0 && bound != 0) {
                return Err(PurchasesError::Bounds { position });
            }
            before = bound;
        }
        if before as usize != item_of.len() {
            return Err(PurchasesError::Bounds { position: buyers });
        }
        let mut buyer_of = Vec::with_capacity(item_of.len());
        for (buyer, pair) in bounds.windows(2).enumerate() {
            buyer_of.resize(pair[1] as usize, buyer as u32);
        }
        Self::from_pairs(buyers, items, &buyer_of, item_of)
    }

    /// Number of buyers.
    pub fn buyers(&self) -> usize {
        self.items_of.len()
    }

    /// Number of items.
    pub fn items(&self) -> usize {
        self.bought.len()
    }

    /// The different items `buyer` bought, ascending; none for a buyer that does not exist.
    pub fn items_of(&self, buyer: usize) -> &[u32] {
        self.items_of.row(buyer)
    }

    /// How many counted buyers bought each item.
    pub fn bought(&self) -> &[u32] {
        &self.bought
    }

    /// Of each item, those of its buyers who are chosen, ascending.
    pub(super) fn turned(&self, chosen: impl Fn(usize) -> bool) -> Rows {
        self.items_of.transposed(self.items(), chosen)
    }

    /// Buyers of something who are counted: all but the heavy ones.
    pub fn counted_buyers(&self) -> u32 {
        self.counted_buyers
    }

    /// Buyers who are not counted, see [`HEAVY_BUYER`].
    pub fn heavy_buyers(&self) -> u32 {
        self.heavy_buyers
    }

    /// Rows without a buyer or without an item.
    pub fn rows_left_out(&self) -> u32 {
        self.rows_left_out
    }
}
