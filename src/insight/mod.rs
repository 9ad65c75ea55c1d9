//! What the engine finds out, shown with its reasons: next best actions, RFM segments, recommendations.
//!
//! Several places show them: Today, Insights, Segments and the pages of records.

mod actions;
mod cells;
mod chart_card;
mod heat;

pub use actions::{NextActions, accept};
pub use cells::{CutPoints, RfmCells, RfmNote, rfm_href};
pub use chart_card::ChartCard;
pub use heat::RfmHeat;
