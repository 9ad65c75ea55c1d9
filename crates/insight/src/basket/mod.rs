//! What is bought together in one basket: frequent sets of items, and rules such as "who takes A and B takes C".
//!
//! Method: frequent item sets by FP-growth (Han, Pei & Yin 2000), which never generates a candidate that is not in the data;
//! rules with one item on the right-hand side, as the R package arules mines them, with support, confidence (Agrawal, Imieliński &
//! Swami 1993) and lift (Brin, Motwani, Ullman & Tsur 1997). An item counts once per basket.
//!
//! - [`Baskets`] holds which items each basket has.
//! - [`ItemSets`] mines in slices the caller sizes; dropping it cancels it.
//! - [`rules()`] makes rules of the sets.
//!
//! ```
//! use insight::basket::{Baskets, ItemSets, Thresholds, rules};
//!
//! // Bread and butter together in two of three baskets.
//! let baskets = Baskets::from_pairs(3, 2, &[0, 0, 1, 1, 2], &[0, 1, 0, 1, 0])?;
//! let thresholds = Thresholds { support: 0.5, confidence: 0.9, ..Thresholds::default() };
//! let sets = ItemSets::mine(&baskets, thresholds)?;
//! let rules = rules(&sets, thresholds);
//! assert_eq!((rules.len(), &rules[0].left[..], rules[0].right, rules[0].confidence()), (1, &[1][..], 0, 1.0));
//! # Ok::<(), insight::basket::BasketError>(())
//! ```

mod baskets;
mod error;
mod rules;
mod sets;
#[cfg(test)]
mod tests;
mod tree;

pub use baskets::{Baskets, NO_BASKET, NO_ITEM};
pub use error::BasketError;
pub use rules::{Rule, rules};
pub use sets::{ItemSet, ItemSets, MOST_SETS, Mining, Thresholds};
