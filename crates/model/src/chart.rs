//! Charts: a measure of records, by one or two dimensions.

use serde::{Deserialize, Serialize};

use crate::filter::{Aggregate, Filter, Path, Unit};
use crate::id::{FieldKey, ObjectKey, RecordId};

/// What the marks of a chart stand for.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Chart {
    /// The object whose records are measured.
    pub object: ObjectKey,
    /// A saved view of the object: its filter and search decide which records count, and go on doing so when it changes.
    #[serde(default)]
    pub view: Option<RecordId>,
    /// Which records count, besides.
    #[serde(default)]
    pub filter: Filter,
    /// Words that any searched field must contain, besides; empty for none.
    #[serde(default)]
    pub search: String,
    /// What is measured.
    #[serde(default = "count")]
    pub measure: Aggregate,
    /// One mark per value of this.
    #[serde(default)]
    pub by: Option<Dimension>,
    /// One series per value of this.
    #[serde(default)]
    pub split: Option<Dimension>,
    /// Most categories of a dimension without an order of its own; the rest is one category more.
    #[serde(default = "most_categories")]
    pub limit: u8,
}

fn count() -> Aggregate {
    Aggregate::Count
}

fn most_categories() -> u8 {
    Chart::MOST_CATEGORIES
}

impl Chart {
    /// Categories that are shown when nobody says how many.
    pub const MOST_CATEGORIES: u8 = 10;

    /// How many records of an object there are.
    #[must_use]
    pub fn of(object: &str) -> Self {
        Self {
            object: object.into(),
            view: None,
            filter: Filter::everything(),
            search: String::new(),
            measure: Aggregate::Count,
            by: None,
            split: None,
            limit: Self::MOST_CATEGORIES,
        }
    }
}

/// What records are told apart by.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Dimension {
    /// The field, through references if need be.
    pub path: Path,
    /// For days and instants: how much is one category.
    #[serde(default)]
    pub unit: Option<Unit>,
}

impl Dimension {
    /// By a field of the object itself; days by month.
    #[must_use]
    pub fn field(field: &str) -> Self {
        Self {
            path: vec![field.into()],
            unit: None,
        }
    }

    /// By a day or instant of the object itself.
    #[must_use]
    pub fn time(field: &str, unit: Unit) -> Self {
        Self {
            path: vec![field.into()],
            unit: Some(unit),
        }
    }
}

/// Two numbers of every record, for a chart of points.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PointChart {
    /// Whose records, and which of them; dimensions and measure are not looked at.
    pub chart: Chart,
    /// The field along the page.
    pub x: FieldKey,
    /// The field up the page.
    pub y: FieldKey,
    /// Most points; of more records every so many-th is taken.
    pub most: u32,
}
