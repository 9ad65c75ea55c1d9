//! Views: how a person looks at the records of an object.

use serde::{Deserialize, Serialize};

use crate::filter::{Aggregate, Filter};
use crate::id::{FieldKey, ObjectKey};

/// The form of a view.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Layout {
    /// Rows and columns.
    #[default]
    Table,
    /// Cards in columns by a choice or reference field.
    Board,
}

/// Which way a column is sorted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Direction {
    /// Smallest, earliest, A first.
    Ascending,
    /// Greatest, latest, Z first.
    Descending,
}

/// One level of sorting. Empty values come last in both directions.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sort {
    /// The field.
    pub field: FieldKey,
    /// The direction.
    pub direction: Direction,
}

/// Which records are looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Scope {
    /// Records in use.
    #[default]
    Alive,
    /// Records in the bin.
    Bin,
}

/// A way to look at the records of an object. Saved as JSON in `view` records and in the URL.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct View {
    /// The object.
    pub object: ObjectKey,
    /// The form.
    #[serde(default)]
    pub layout: Layout,
    /// Which records.
    #[serde(default)]
    pub filter: Filter,
    /// Words that any searched field must contain; empty for none.
    #[serde(default)]
    pub search: String,
    /// Sorting, most important first; newest first when there is none.
    #[serde(default)]
    pub sort: Vec<Sort>,
    /// Columns of the table or fields of the card; the object's own when empty.
    #[serde(default)]
    pub columns: Vec<FieldKey>,
    /// Field that a board or a grouped table groups by.
    #[serde(default)]
    pub group: Option<FieldKey>,
    /// Aggregates of the foot.
    #[serde(default)]
    pub aggregates: Vec<Aggregate>,
    /// In use or in the bin.
    #[serde(default)]
    pub scope: Scope,
}

impl View {
    /// The plain table of an object.
    #[must_use]
    pub fn table(object: &str) -> Self {
        Self {
            object: object.into(),
            layout: Layout::Table,
            filter: Filter::everything(),
            search: String::new(),
            sort: Vec::new(),
            columns: Vec::new(),
            group: None,
            aggregates: Vec::new(),
            scope: Scope::Alive,
        }
    }
}
