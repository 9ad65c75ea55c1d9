//! Recency, frequency and monetary value: who bought how recently, how often and for how much.
//!
//! Method: Hughes, *Strategic Database Marketing* (1994), with the definitions of the R package rfm. Each
//! measure of a customer is compared with four quintile cut points ([`CutPoints`]) taken over everyone who
//! bought at all:
//!
//! - frequency and monetary score = 1 + number of cut points below the value,
//! - recency score = 5 − number of cut points below the days since the last purchase,
//!
//! so scores run from 1 (worst) to 5 (best), and equal values get equal scores. The three scores name one
//! of eleven cells ([`CELL_RULES`]).
//!
//! The package adds 1 to its cut points, in whatever unit the values have, before comparing. That is the same
//! where a cut point is a whole number; where it lies between two whole numbers the package scores the value
//! just above it one lower. Here the unit makes no difference: scores do not change when all amounts are
//! multiplied by the same number. On the package's own 995 customers the two differ for two of them.
//!
//! Shapes and units: one row per customer; days are whole days; money is minor units of one currency, the
//! caller converts. Outcomes of unusual input are stated at [`LeftOut`], [`Unscored`] and [`RfmError`]: nothing
//! panics, and there are no floating-point numbers in any decision.
//!
//! When everyone has the same value no cut point lies below it: frequency and monetary score 1, recency 5. A
//! single customer is therefore 5-1-1, a New Customer.
//!
//! ```
//! use insight::rfm::{Cell, FrequencyRule, PurchaseEvents, RfmTable};
//!
//! let orders = PurchaseEvents { customer_of: &[0, 1, 1], day: &[100, 40, 110], amount: &[2_500, 900, 1_200] };
//! let table = RfmTable::from_events(3, 120, FrequencyRule::Orders, &[orders])?;
//! assert_eq!((table.recency_days[1], table.frequency[1], table.monetary[1]), (10, 2, 2_100));
//! assert_eq!(table.placement[2].cell(), None, "never bought");
//! # Ok::<(), insight::rfm::RfmError>(())
//! ```

mod cells;
mod cut_points;
mod error;
mod migration;
mod order_statistics;
mod placement;
mod purchases;
mod table;
#[cfg(test)]
mod tests;

pub use cells::{CELL_RULES, Cell, CellRule, ScoreRange};
pub use cut_points::{CutPoint, CutPoints};
pub use error::RfmError;
pub use migration::{Move, migration};
pub use placement::{Placement, Scores, Unscored};
pub use purchases::{FrequencyRule, LeftOut, MISSING_AMOUNT, MISSING_DAY, NO_CUSTOMER, PurchaseEvents};
pub use table::{CellSummary, MeasureExplanation, NO_RECENCY, PurchaseSummaries, RfmCuts, RfmExplanation, RfmTable};
