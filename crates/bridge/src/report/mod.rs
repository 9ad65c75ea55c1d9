//! Reports: what the models say about deals, products, texts and trends.
//!
//! A report is a list of parts. Each is a small table that knows what it is about, what it was made from, how it is drawn, and
//! which records stand behind each of its lines; or the reason why there is none. Words are the interface's.

mod facts;
mod terms;

use model::{FieldKey, Filter, ObjectKey, RecordId, Unit};
use serde::{Deserialize, Serialize};

use crate::cell::Cell;

pub use facts::{Fact, Reason};
pub use terms::{Head, Term, Topic};

/// What is asked, with everything that a person can turn.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReportQuery {
    /// About what.
    pub subject: Subject,
    /// Deals of this pipeline; `None` for all.
    pub pipeline: Option<RecordId>,
    /// Months that a forecast looks ahead.
    pub ahead: u8,
    /// Steps of time.
    pub unit: Unit,
    /// Fewest records that carry a rule or a theme.
    pub least: u32,
    /// The rating, or the field by which is compared.
    pub field: Option<(ObjectKey, FieldKey)>,
}

/// What a report is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Subject {
    /// Deals and sales to come.
    Forecast,
    /// What is bought together and next.
    Products,
    /// What customers say.
    Feedback,
    /// Who goes on, comes back, wins and loses.
    Trends,
    /// How good the learned chances of deals are.
    Chances,
    /// The chance of one deal.
    Deal(RecordId),
    /// The tone of one ticket.
    Ticket(RecordId),
}

/// A report.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// Day of the data.
    pub day: i32,
    /// Its parts, in reading order.
    pub parts: Vec<Part>,
    /// Fields that [`ReportQuery::field`] may name.
    pub fields: Vec<(ObjectKey, FieldKey)>,
    /// The goal of a month as it is kept, in major units of the base currency; empty for none.
    pub goal: String,
}

/// One part of a report.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Part {
    /// What it is about.
    pub topic: Topic,
    /// What it was made from.
    pub facts: Vec<Fact>,
    /// What it says, or why it says nothing.
    pub said: Result<Sheet, Reason>,
}

/// A small table.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Sheet {
    /// How it is drawn beside the table.
    pub form: Form,
    /// Its columns behind the label, those that are drawn first.
    pub heads: Vec<Head>,
    /// How many of the columns are drawn.
    pub drawn: u8,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// One line of a table.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Line {
    /// What it is about.
    pub label: Label,
    /// A cell for every column.
    pub cells: Vec<Cell>,
    /// The records behind it.
    pub records: Option<Records>,
    /// The records behind single cells, by their columns, where they are others than those of the line.
    pub behind: Vec<(u8, Records)>,
}

/// Records of an object that a filter lets through.
pub type Records = (ObjectKey, Filter);

impl Line {
    /// The records behind a cell, where they are others than those of the line.
    #[must_use]
    pub fn records_of(&self, column: usize) -> Option<&Records> {
        let own = self.behind.iter().find(|(of, _)| usize::from(*of) == column);
        own.map(|(_, records)| records)
    }

    /// The same, with other records behind a cell.
    #[must_use]
    pub fn with_behind(mut self, column: u8, records: Option<Records>) -> Self {
        self.behind.extend(records.map(|records| (column, records)));
        self
    }
}

/// What a line is about.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum Label {
    /// A value, a record, a text.
    Cell(Cell),
    /// Several of them, from which another follows.
    Rule(Vec<Cell>, Cell),
    /// A step of time by its first day.
    Period(i32, Unit),
    /// Something that the interface has words for.
    Term(Term),
    /// What happened in a step of time.
    InPeriod(Term, i32, Unit),
    /// What happened to a record.
    Change(Term, Cell),
    /// A field of an object, and its value.
    Field(ObjectKey, FieldKey, Cell),
}

/// How a table is drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Form {
    /// As a table only.
    #[default]
    Table,
    /// As figures side by side.
    Figures,
    /// Bars side by side.
    Bars,
    /// Bars whose parts add up.
    Stacked,
    /// Bars along the page.
    Rows,
    /// A course, each step with its share of the one before.
    Funnel,
    /// Lines over time.
    Lines,
    /// What came as a line, what is expected as another, with its limits as a band: four columns.
    Band,
    /// Depth of colour.
    Heat,
}

impl ReportQuery {
    /// A question about a subject, with everything else as it usually is.
    #[must_use]
    pub fn about(subject: Subject) -> Self {
        Self {
            subject,
            pipeline: None,
            ahead: 6,
            unit: Unit::Month,
            least: 5,
            field: None,
        }
    }
}
