//! Widgets over any records: what the engine is asked for, how its answer is drawn, and where each mark leads.
//!
//! Dashboards arrange them, a list is summed up by them, and the start page of a role begins with some. A widget is a definition of the model; nothing is kept here.

mod arrange;
mod body;
mod card;
mod content;
mod editor;
mod export;
mod figures;
mod grip;
mod only;
pub mod ready;
mod title;

pub use arrange::{Step, free_key, taken};
pub use body::WidgetBody;
pub use card::{Arranging, WidgetGrid};
pub use content::{Content, kind_of, use_content};
pub use editor::{WidgetDialog, fresh};
pub use export::{save_csv, save_png, save_svg};
pub use figures::{Leads, period, size, ticks, words_of};
pub use only::{Only, only_of, with_only};
pub use title::title;
