//! Charts: categories, series and the measure of each, every one with the filter that leads to its records.

use model::{Filter, RecordId, Unit};
use serde::{Deserialize, Serialize};

use crate::cell::Cell;

/// What a chart shows.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct ChartPage {
    /// Records that are measured.
    pub total: u32,
    /// The measure over all of them.
    pub whole: Cell,
    /// Categories in order; one for everything when the chart has no dimension.
    pub categories: Vec<Category>,
    /// Series in order; one for everything when the chart is not split.
    pub series: Vec<Category>,
    /// Of every category the measure of every series.
    pub values: Vec<Vec<Measured>>,
    /// Amounts that could not be added because there is no rate for their currency: currency and number of records.
    pub without_rate: Vec<(String, u32)>,
    /// Filter of all records measured, with that of the saved view.
    pub filter: Filter,
    /// Words of the saved view, which records must contain besides.
    pub search: String,
    /// Microseconds that the engine took.
    pub micros: u32,
}

/// What a mark stands for.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Category {
    /// What its records have in common.
    pub label: Label,
    /// The condition by which a record is in it, beside the chart's own.
    pub filter: Filter,
}

/// What records of a category have in common.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Label {
    /// That they are measured.
    All,
    /// A value; [`Cell::Empty`] for records without one.
    Value(Cell),
    /// Days from the first to the last, which are a unit of the calendar.
    Days {
        /// First day.
        first: i32,
        /// Last day.
        last: i32,
        /// Whether it is a day, a week, a month.
        unit: Unit,
    },
    /// Numbers from the first up to, and not with, the second.
    Range {
        /// The lower end.
        from: Cell,
        /// The upper end.
        to: Cell,
    },
    /// None of the other categories: so many values more.
    Other(u32),
}

/// The measure of a category and series.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Measured {
    /// Records.
    pub count: u32,
    /// The measure; money in the base currency.
    pub value: Cell,
}

/// Two numbers of records.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct PointPage {
    /// Records with both numbers.
    pub total: u32,
    /// Some or all of them.
    pub points: Vec<Point>,
    /// Microseconds that the engine took.
    pub micros: u32,
}

/// A record with two numbers; amounts in major units of the base currency.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Point {
    /// The record.
    pub id: RecordId,
    /// Its name.
    pub label: String,
    /// Along the page.
    pub x: f64,
    /// Up the page.
    pub y: f64,
}

/// A saved dashboard.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SavedDashboard {
    /// Its record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// Shown among the favourites.
    pub favourite: bool,
    /// What it shows; none when it was written by a newer version, and is left as it is.
    pub dashboard: Option<model::Dashboard>,
}
