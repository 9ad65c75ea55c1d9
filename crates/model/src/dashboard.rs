//! Dashboards: widgets in an order, each a chart or a list. Kept as JSON in `dashboard` records.

use serde::{Deserialize, Serialize};

use crate::chart::Chart;
use crate::id::FieldKey;
use crate::view::Sort;

/// The form of a widget.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Form {
    /// One figure.
    #[default]
    Number,
    /// Bars side by side.
    Bar,
    /// Bars along the page, one below the other.
    Rows,
    /// A line over time.
    Line,
    /// A filled line over time.
    Area,
    /// Bars whose parts add up.
    Stacked,
    /// How many get how far.
    Funnel,
    /// Shares of a whole.
    Donut,
    /// Two dimensions, the measure as depth of colour.
    Heat,
    /// Two numbers of every record.
    Scatter,
    /// The figures themselves.
    Table,
    /// The first records.
    List,
}

impl Form {
    /// Every form, in the order in which a person is offered them.
    pub const ALL: [Form; 12] = [
        Form::Number,
        Form::Bar,
        Form::Rows,
        Form::Stacked,
        Form::Line,
        Form::Area,
        Form::Donut,
        Form::Funnel,
        Form::Heat,
        Form::Scatter,
        Form::Table,
        Form::List,
    ];

    /// How many dimensions it can show.
    #[must_use]
    pub fn dimensions(self) -> usize {
        match self {
            Form::Number | Form::List | Form::Scatter => 0,
            Form::Rows | Form::Donut | Form::Funnel => 1,
            Form::Bar | Form::Line | Form::Area | Form::Stacked | Form::Heat | Form::Table => 2,
        }
    }
}

/// One widget.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Widget {
    /// Tells it from others of its dashboard, for good.
    pub key: u32,
    /// What it is called; empty for the words of what it shows.
    #[serde(default)]
    pub title: String,
    /// Its form.
    #[serde(default)]
    pub form: Form,
    /// What it shows.
    pub chart: Chart,
    /// For points: along the page and up the page. For lists: the fields shown; the object's own when empty.
    #[serde(default)]
    pub fields: Vec<FieldKey>,
    /// For lists: which records come first.
    #[serde(default)]
    pub sort: Vec<Sort>,
    /// Columns that it takes, of twelve.
    #[serde(default = "half")]
    pub width: u8,
    /// Rows that it takes, of 88 px and the space between.
    #[serde(default = "three")]
    pub height: u8,
}

fn half() -> u8 {
    6
}

fn three() -> u8 {
    3
}

/// Most widgets of a dashboard.
pub const MOST_WIDGETS: usize = 40;

/// What a dashboard shows.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Dashboard {
    /// Its widgets, in reading order.
    #[serde(default)]
    pub widgets: Vec<Widget>,
}
