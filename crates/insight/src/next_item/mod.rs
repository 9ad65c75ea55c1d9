//! What is bought next: the item that most often follows the last one.
//!
//! Method: a first-order Markov chain over the purchases of each person in their order, backed off to how often items are bought at
//! all by Witten & Bell (1991): where many different items followed, or few people are known, the chain is believed less. An item
//! that follows itself is a repeat and counts as one.
//!
//! ```
//! use insight::next_item::NextItems;
//!
//! // Two people bought 0, 1, 2 in this order, one bought 0 and 2.
//! let next = NextItems::learn(3, &[&[0, 1, 2], &[0, 1, 2], &[0, 2]])?;
//! let offers = next.after(0, 2, &[]);
//! assert_eq!((offers[0].item, offers[0].followed, offers[0].of), (1, 2, 3));
//! # Ok::<(), insight::next_item::NextItemError>(())
//! ```

#[cfg(test)]
mod tests;

use std::error::Error;
use std::fmt;

/// Why nothing can be learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextItemError {
    /// A sequence names an item that does not exist.
    UnknownItem {
        /// The sequence.
        sequence: usize,
        /// The item it names.
        item: u32,
        /// Number of items there are.
        items: usize,
    },
    /// Nobody bought two things in a row.
    NoSteps,
}

impl fmt::Display for NextItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownItem { sequence, item, items } => write!(f, "sequence {sequence} names item {item} of {items}"),
            Self::NoSteps => write!(f, "nobody bought two things, one after the other"),
        }
    }
}

impl Error for NextItemError {}

/// An item that may be next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NextItem {
    /// The item.
    pub item: u32,
    /// How likely it is next, 0 to 1.
    pub probability: f64,
    /// It followed so many times …
    pub followed: u32,
    /// … of so many that something did.
    pub of: u32,
}

/// What followed what.
#[derive(Debug, Clone, PartialEq)]
pub struct NextItems {
    /// Bounds of the followers of each item.
    bounds: Vec<u32>,
    /// Followers with their counts, by number.
    followers: Vec<(u32, u32)>,
    /// Share of each item among all purchases that followed another.
    share: Vec<f64>,
}

impl NextItems {
    /// Learns from sequences, each the items of a person in the order they were bought.
    ///
    /// # Errors
    /// [`NextItemError`]
    pub fn learn(items: usize, sequences: &[&[u32]]) -> Result<Self, NextItemError> {
        let mut steps: Vec<(u32, u32)> = Vec::new();
        for (sequence, list) in sequences.iter().enumerate() {
            if let Some(&item) = list.iter().find(|item| **item as usize >= items) {
                return Err(NextItemError::UnknownItem { sequence, item, items });
            }
            steps.extend(list.windows(2).map(|pair| (pair[0], pair[1])));
        }
        if steps.is_empty() {
            return Err(NextItemError::NoSteps);
        }
        let mut share = vec![0.0; items];
        for &(_, next) in &steps {
            share[next as usize] += 1.0 / steps.len() as f64;
        }
        steps.sort_unstable();
        let mut bounds = vec![0u32; items + 1];
        let mut followers = Vec::new();
        for group in steps.chunk_by(|a, b| a == b) {
            followers.push((group[0].1, group.len() as u32));
            bounds[group[0].0 as usize + 1] += 1;
        }
        for item in 0..items {
            bounds[item + 1] += bounds[item];
        }
        Ok(Self { bounds, followers, share })
    }

    fn followers(&self, item: usize) -> &[(u32, u32)] {
        match (self.bounds.get(item), self.bounds.get(item + 1)) {
            (Some(&from), Some(&to)) => &self.followers[from as usize..to as usize],
            _ => &[],
        }
    }

    /// How likely each item is after `last`; the probabilities add up to 1. After an item that nothing followed, or that does not
    /// exist, they are the shares of all items.
    pub fn probabilities(&self, last: u32) -> Vec<f64> {
        let followers = self.followers(last as usize);
        let seen: u32 = followers.iter().map(|follower| follower.1).sum();
        let kinds = followers.len() as f64;
        let all = f64::from(seen) + kinds;
        let back_off = if all > 0.0 { kinds / all } else { 1.0 };
        let mut probabilities: Vec<f64> = self.share.iter().map(|share| back_off * share).collect();
        for &(item, count) in followers {
            probabilities[item as usize] += f64::from(count) / all;
        }
        probabilities
    }

    /// At most `wanted` items after `last`, most likely first, equal ones by number; none of `excluded`, none that never followed
    /// anything.
    pub fn after(&self, last: u32, wanted: usize, excluded: &[u32]) -> Vec<NextItem> {
        let followers = self.followers(last as usize);
        let of = followers.iter().map(|follower| follower.1).sum();
        let probabilities = self.probabilities(last);
        let likely = (0..)
            .zip(probabilities)
            .filter(|(item, probability)| *probability > 0.0 && !excluded.contains(item));
        let mut offers: Vec<NextItem> = likely
            .map(|(item, probability)| NextItem {
                item,
                probability,
                followed: followers
                    .binary_search_by_key(&item, |follower| follower.0)
                    .map_or(0, |place| followers[place].1),
                of,
            })
            .collect();
        offers.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.item.cmp(&b.item)));
        offers.truncate(wanted);
        offers
    }
}
