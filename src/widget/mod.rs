//! Widgets over any records: what the engine is asked for, how its answer is drawn, and where each mark leads.
//!
//! Dashboards arrange them, and a list is summed up by them. A widget is a definition of the model; nothing is kept here.

mod body;
mod content;
mod export;
mod figures;
mod only;
mod title;

pub use body::WidgetBody;
pub use content::{Content, kind_of, use_content};
pub use export::{save_csv, save_png, save_svg};
pub use figures::{Leads, period, size, ticks, words_of};
pub use only::{Only, only_of, with_only};
pub use title::title;
