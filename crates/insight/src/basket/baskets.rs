//! Which items each basket has.

use super::error::BasketError;

/// The basket of a row that names none.
pub const NO_BASKET: u32 = u32::MAX;
/// The item of a row that names none.
pub const NO_ITEM: u32 = u32::MAX;

/// Baskets and their different items. A basket without an item counts, since nothing was bought in it together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baskets {
    bounds: Vec<u32>,
    items: Vec<u32>,
    item_count: usize,
    rows_left_out: u32,
}

impl Baskets {
    /// From pairs: row i says that `item_of[i]` is in `basket_of[i]`. Rows of [`NO_BASKET`] or [`NO_ITEM`] are left out and
    /// counted; what is repeated in a basket counts once.
    ///
    /// # Errors
    /// Columns of different lengths, numbers that do not exist, 2^32 − 1 rows and more, no basket with an item.
    pub fn from_pairs(baskets: usize, items: usize, basket_of: &[u32], item_of: &[u32]) -> Result<Self, BasketError> {
        if basket_of.len() != item_of.len() {
            return Err(BasketError::Columns {
                baskets: basket_of.len(),
                items: item_of.len(),
            });
        }
        let count = basket_of.len().max(baskets).max(items);
        if count >= NO_BASKET as usize {
            return Err(BasketError::TooMany { count });
        }
        let mut bounds = vec![0u32; baskets + 1];
        let mut rows_left_out = 0;
        for (row, (&basket, &item)) in basket_of.iter().zip(item_of).enumerate() {
            if basket == NO_BASKET || item == NO_ITEM {
                rows_left_out += 1;
            } else if basket as usize >= baskets {
                return Err(BasketError::UnknownBasket { row, basket, baskets });
            } else if item as usize >= items {
                return Err(BasketError::UnknownItem { row, item, items });
            } else {
                bounds[basket as usize + 1] += 1;
            }
        }
        for basket in 0..baskets {
            bounds[basket + 1] += bounds[basket];
        }
        if bounds[baskets] == 0 {
            return Err(BasketError::NoBaskets);
        }
        let mut next = bounds.clone();
        let mut grouped = vec![0u32; bounds[baskets] as usize];
        for (&basket, &item) in basket_of.iter().zip(item_of) {
            if basket != NO_BASKET && item != NO_ITEM {
                let place = &mut next[basket as usize];
                grouped[*place as usize] = item;
                *place += 1;
            }
        }
        let mut kept = Vec::with_capacity(grouped.len());
        let mut kept_bounds = vec![0u32];
        for pair in bounds.windows(2) {
            let basket = &mut grouped[pair[0] as usize..pair[1] as usize];
            basket.sort_unstable();
            let first = kept.len();
            for &item in basket.iter() {
                if kept.len() == first || kept.last() != Some(&item) {
                    kept.push(item);
                }
            }
            kept_bounds.push(kept.len() as u32);
        }
        Ok(Self {
            bounds: kept_bounds,
            items: kept,
            item_count: items,
            rows_left_out,
        })
    }

    /// Number of baskets.
    pub fn len(&self) -> usize {
        self.bounds.len() - 1
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of items there are, whether anybody bought them or not.
    pub fn items(&self) -> usize {
        self.item_count
    }

    /// The different items of a basket, ascending.
    pub fn basket(&self, basket: usize) -> &[u32] {
        &self.items[self.bounds[basket] as usize..self.bounds[basket + 1] as usize]
    }

    /// Rows without a basket or an item.
    pub fn rows_left_out(&self) -> u32 {
        self.rows_left_out
    }

    /// Baskets that hold each item.
    pub fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0u32; self.item_count];
        for &item in &self.items {
            counts[item as usize] += 1;
        }
        counts
    }
}
