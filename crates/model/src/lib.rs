//! The vocabulary of Kith: objects, fields, values, changes, the clock, merge rules, filters and views.
//!
//! Nothing here does input or output, reads a clock or draws a random number.
//! The engine, the importers, the bridge and the user interface all speak in these types, in this reading order:
//!
//! 1. [`value`] and [`kind`]: what a cell can hold.
//! 2. [`field`], [`schema`] and [`objects`]: which objects exist and which fields they have. The schema is data.
//! 3. [`mod@validate`]: one gate for every value, whether typed, imported, restored or synced.
//! 4. [`change`], [`clock`], [`causality`] and [`merge`]: how records come to be and how replicas agree.
//! 5. [`filter`] and [`view`]: what a person asks to see.
//! 6. [`reading`]: what is said of files that come in.
//!
//! [`order`] sorts for all of them.

pub mod block;
pub mod causality;
pub mod change;
pub mod chart;
pub mod clock;
pub mod codec;
pub mod dashboard;
pub mod field;
mod file_kind;
pub mod filter;
pub mod id;
pub mod kind;
pub mod merge;
pub mod money;
pub mod objects;
pub mod order;
pub mod placeholder;
pub mod reading;
pub mod schema;
pub mod validate;
pub mod value;
pub mod view;
pub mod zone;

pub use block::Block;
pub use causality::{Inbox, Vector};
pub use change::{Change, ChangeId, Intent, Life, Op};
pub use chart::{Chart, Dimension, PointChart};
pub use clock::{Clock, Hlc, Stamp};
pub use dashboard::{Dashboard, Form, Widget};
pub use field::{Check, Choice, Computed, Derived, FieldDef, Measure, ObjectDef, RollUp, Tone};
pub use file_kind::FileKind;
pub use filter::{Aggregate, Condition, Filter, Operator, Path, Related, Span, Unit};
pub use id::{ActorId, FieldKey, ObjectKey, RecordId};
pub use kind::FieldKind;
pub use money::{Currency, Money};
pub use schema::Schema;
pub use validate::{FieldError, ParseContext, parse, validate};
pub use value::{Address, PersonName, Value};
pub use view::{BoardLook, CalendarSpan, ColourRule, Direction, Layout, RowGroups, Sort, TableLook, View};
pub use zone::Zone;
