//! Clusters: customers that are alike in the fields one chooses, found without saying what to look for.
//!
//! Method: k-means. Starts by greedy k-means++ (Arthur & Vassilvitskii 2007, with several candidates per centre), Lloyd's
//! iterations with Hamerly's bounds (2010), which skip distances that cannot change an assignment and never change the result;
//! the best of several starts by inertia. Values are made comparable before: optionally sign(x) · ln(1 + |x|), which is the usual
//! log1p where nothing is negative, then z-scores with the population's standard deviation. Quality and the choice of k are
//! judged by the mean silhouette (Rousseeuw 1987), exact up to [`SILHOUETTE_ROWS`] rows and on a seeded sample of as many above.
//!
//! - [`Points`] prepares columns; rows with a missing or infinite value are left out and counted.
//! - [`KMeans`] fits in slices the caller sizes; dropping it cancels it.
//! - [`choose_k`] compares several k.
//! - [`describe()`] says what sets each cluster apart, in deviations from everybody.
//!
//! ```
//! use insight::clusters::{KMeans, Points, Scaling};
//!
//! let orders = [1.0, 2.0, 1.0, 30.0, 32.0, 31.0];
//! let revenue = [10.0, 12.0, 11.0, 900.0, 950.0, 990.0];
//! let points = Points::prepare(&[&orders, &revenue], Scaling::default())?;
//! let clusters = KMeans::fit(&points, 2, 5, 1)?;
//! assert_eq!(clusters.sizes, [3, 3]);
//! # Ok::<(), insight::clusters::ClustersError>(())
//! ```

mod blocks;
mod describe;
mod error;
mod kmeans;
mod points;
mod silhouette;
mod starts;
#[cfg(test)]
mod tests;

pub use describe::{Description, Level, Trait, describe};
pub use error::ClustersError;
pub use kmeans::{Clusters, KMeans};
pub use points::{Points, Scaling};
pub use silhouette::{ComparedK, SILHOUETTE_ROWS, Silhouette, choose_k, silhouette};
