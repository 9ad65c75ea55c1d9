//! What the engine finds out, shown with its reasons: next best actions, RFM segments, recommendations.
//!
//! Several places show them: Today, Insights, Segments and the pages of records.

mod actions;
mod cells;
mod heat;

pub use actions::NextActions;
pub use cells::{CutPoints, RfmCells, RfmNote, rfm_href};
pub use heat::RfmHeat;
