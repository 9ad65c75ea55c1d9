//! Recommendations from co-purchases: people who bought this also bought that.
//!
//! Method: item-based collaborative filtering with cosine similarity (Sarwar, Karypis, Konstan & Riedl 2001;
//! top-N form of Deshpande & Karypis 2004) on who bought what, with similarities shrunk towards zero where few
//! people carry them (Bell & Koren 2007) and lift (Brin, Motwani, Ullman & Tsur 1997) beside it. Purchases are
//! yes or no: how often and for how much does not count.
//!
//! - [`Purchases`] holds who bought what.
//! - [`RelatedItems`] holds each item's strongest partners, with counts: "18 of 40 who bought X also bought Y".
//! - [`Recommender`] scores each item by what the customer has among its partners, leaves out what they have and what is not
//!   available, and fills up with popular items.
//!
//! - [`Ease`] weighs all items at once: more accurate up to some thousand items, at the price of a matrix.
//! - [`measure()`] compares offers with what was bought later.
//!
//! Everything is exact or `+ × ÷ √`, and ties are broken by counts and numbers, so results are the same on every
//! device and do not depend on the order of rows.
//!
//! ```
//! use insight::recommend::{Purchases, Reason, Recommender, RelatedItems, RelationRules};
//!
//! // Three people bought items 0 and 1, one of them also item 2; a fourth bought item 2 only.
//! let purchases = Purchases::from_pairs(4, 3, &[0, 0, 1, 1, 2, 2, 2, 3], &[0, 1, 0, 1, 0, 1, 2, 2])?;
//! let related = RelatedItems::build(&purchases, RelationRules::default());
//! let also = related.also_bought(0, 5, &[]);
//! assert_eq!((also[0].item, also[0].counts.together, also[0].counts.first), (1, 3, 3));
//!
//! let offers = Recommender::new(&related).recommend(&[0], 2, &[]);
//! assert_eq!((offers[0].item, offers[1].item), (1, 2));
//! assert_eq!(offers[1].reason, Reason::Popular { bought: 2, buyers: 4 });
//! # Ok::<(), insight::recommend::PurchasesError>(())
//! ```

mod buyer;
mod counting;
mod dual;
mod ease;
mod error;
mod holdout;
mod inverse;
mod purchases;
mod related;
mod relation;
#[cfg(test)]
mod tests;

pub use buyer::{Because, REASONS, Reason, Recommendation, Recommender};
pub use ease::{EASE_ITEMS, Ease, EaseError, EaseFit};
pub use error::PurchasesError;
pub use holdout::{HoldoutQuality, measure};
pub use purchases::{HEAVY_BUYER, NOBODY, NOTHING, Purchases};
pub use related::{AlsoBought, RelatedBuild, RelatedItems};
pub use relation::{PairCounts, RelationRules};
