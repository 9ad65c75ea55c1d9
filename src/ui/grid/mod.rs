//! The virtual grid: any number of rows on a few dozen recycled elements.
//!
//! The caller keeps rows; the grid keeps nothing but what is in view. It says which rows it needs (`want`), the caller
//! sets `rows` to a [`GridWindow`] that holds them and sets it again whenever its data changes. Rows that are not at
//! hand are drawn as skeletons.
//!
//! ```ignore
//! <div class="grid-wrap">
//!     <Grid label="Contacts" columns=columns count=count rows=window want=request
//!         selection=selection current=open_id foot=totals
//!         on_open=move |row: OpenRow| open(row) on_sort=move |key| sort_by(key)
//!         on_resize=move |(key, width)| keep_width(key, width)
//!         editor=move |edit: CellEdit| Some(view! { <CellTextEditor .../> }.into_any())
//!         empty=move || view! { <Empty .../> }/>
//! </div>
//! ```
//!
//! Keyboard, after the ARIA grid pattern: the grid is one Tab stop. Arrows, Home, End, Page keys and their Control forms
//! move; Shift with arrows or the pointer marks a block; Control+C copies it as tab-separated text, pasting writes into it,
//! Control+D fills it with its first row. On a head Enter sorts and
//! Shift+arrows change the width, Alt+arrows the order. Enter, F2 or typing edits where a cell can be edited; else Enter
//! and Space open the row. In the column of checkboxes Space checks, Shift+Space does so from any column, Control+A checks
//! all. A focused row that scrolls out of view keeps focus.
//!
//! Up to 640 px rows are cards of two lines (see [`CardPlace`]); a long press starts checking.

mod api;
mod body;
mod cell;
mod column;
mod component;
mod copy;
mod edit;
mod foot;
mod head;
mod keyboard;
mod keys;
mod paint;
mod pointer;
mod pool;
mod selection;
mod state;
mod viewport;

pub use api::{CheckRange, HeadMenu, OpenHow, OpenRow, PasteCells, RowMenu};
pub use body::CellRange;
pub use cell::{GridCell, GridRow, GridRowKind, GridWindow, RowId, Tint};
pub use column::{CardPlace, ColumnAlign, GridColumn, NARROWEST, SortDirection, Width};
pub use component::Grid;
pub use edit::{CellChoiceEditor, CellDateEditor, CellEdit, CellTextEditor, EditEnd, Save};
pub use foot::FootCell;
pub use selection::{HeadCheck, Selection};
