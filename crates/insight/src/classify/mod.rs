//! Learning a yes or no from records: who leaves, which lead converts, which deal is won.
//!
//! Two methods: L2-regularised logistic regression, and gradient boosting of small trees on histograms. Both are judged by a
//! back-test on records they have not seen; [`Method::Auto`] keeps the one with the lower logarithmic loss. Scores become
//! probabilities by Platt's sigmoid fitted on the back-test. Every prediction can be explained, and fields that seem to have been
//! filled after the outcome are warned of.
//!
//! Missing numbers become the median and a mark that they were missing; missing labels are a level. Levels of fewer than ten
//! records, and those beyond the 62 most common, are one level "rare". A field of one value, or of a different label for every
//! record, says nothing and is left alone.
//!
//! ```
//! use insight::classify::{BackTest, Field, Method, Training};
//!
//! let visits: Vec<f64> = (0..200).map(f64::from).collect();
//! let bought: Vec<bool> = (0..200).map(|row| row > 100 || row % 9 == 0).collect();
//! let model = Training::run_all(&[Field::Numbers(&visits)], &bought, Method::Logistic, BackTest::Folds, 1)?;
//! let probability = model.predict(&[Field::Numbers(&[10.0, 190.0])])?;
//! assert!(probability[0] < 0.3 && probability[1] > 0.9);
//! # Ok::<(), insight::classify::ClassifyError>(())
//! ```

mod boosting;
mod calibration;
mod error;
mod fields;
mod folds;
mod leaks;
mod logistic;
mod metrics;
mod model;
mod sound;
mod table;
#[cfg(test)]
mod tests;
mod training;

pub use calibration::Platt;
pub use error::ClassifyError;
pub use fields::{Field, NO_LEVEL};
pub use folds::{BackTest, Tested};
pub use leaks::{FieldAlone, LeakReason};
pub use metrics::{CalibrationBin, Quality};
pub use model::{Explanation, Model};
pub use sound::Unsound;
pub use training::{Candidate, ENOUGH, Method, Training};
