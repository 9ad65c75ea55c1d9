//! Search over everything, and the palette that also goes places and does things.

mod hit;
mod page;
mod palette;
mod places;
mod recent;

pub use page::SearchPage;
pub use palette::SearchPalette;
