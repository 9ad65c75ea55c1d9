//! Views, boards and search.

use model::{Aggregate, Currency, FieldKey, Filter, ObjectKey, RecordId, Tone, View};
use serde::{Deserialize, Serialize};

use crate::cell::{Cell, RecordLink};
pub use crate::refusal::{Needs, QueryError};

/// A live view's id, chosen by the interface.
pub type ViewId = u32;

/// Opens a live view.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OpenView {
    /// Its id; an open view of the same id is replaced.
    pub id: ViewId,
    /// What is looked at.
    pub view: View,
    /// First row of the window.
    pub start: u32,
    /// Row after the last.
    pub end: u32,
}

/// A window of a view.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Page {
    /// The view.
    pub view: ViewId,
    /// All records of the view.
    pub total: u32,
    /// Lines of the table: its rows, or heads and rows that are not folded.
    pub lines: u32,
    /// Line of the first row of the window.
    pub start: u32,
    /// Columns, in the order of each row's cells.
    pub columns: Vec<FieldKey>,
    /// The rows of the window.
    pub rows: Vec<Row>,
    /// Aggregates of the foot, in the order asked.
    pub aggregates: Vec<Aggregated>,
    /// Microseconds that the engine took.
    pub micros: u32,
}

/// One row of a table.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Row {
    /// The record.
    pub id: RecordId,
    /// Its cells; none for the head of a group.
    pub cells: Vec<Cell>,
    /// Rules of colour that it fits, by their places in the view.
    pub colours: Vec<u8>,
    /// The head of a group in the place of a record; the id is then made of the group's key.
    pub group: Option<Box<GroupHead>>,
}

/// The head of a group of rows.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct GroupHead {
    /// What folds and unfolds it; see [`model::RowGroups::except`].
    pub key: String,
    /// The value that its rows share; the first day of a month.
    pub value: Cell,
    /// How many rows it has.
    pub count: u32,
    /// Its rows are shown.
    pub open: bool,
    /// Aggregates over its rows, in the order asked.
    pub aggregates: Vec<Aggregated>,
}

/// An aggregate and its value.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Aggregated {
    /// What was computed.
    pub aggregate: Aggregate,
    /// The value; money in the base currency.
    pub value: Cell,
    /// Amounts that could not be added because there is no rate for their currency: currency and number of records.
    pub without_rate: Vec<(String, u32)>,
}

/// Opens a live board.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OpenBoard {
    /// Its id, among those of views.
    pub id: ViewId,
    /// What is looked at; `group` names the field of the columns.
    pub view: View,
    /// Pipeline whose stages are the columns, for boards by stage.
    pub pipeline: Option<RecordId>,
    /// Most cards per column in the reply; lanes share them, but each has at least ten of its own.
    pub cards: u32,
}

/// A board.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct BoardPage {
    /// The board.
    pub view: ViewId,
    /// Field of the columns.
    pub group: String,
    /// All records on it.
    pub total: u32,
    /// Its columns.
    pub columns: Vec<BoardColumn>,
    /// Its lanes, those without cards too; the cards are then in their cells. None for a board that is not divided.
    pub lanes: Vec<BoardLane>,
    /// Cards of no lane: a field with very many values makes lanes of those with the most cards.
    pub unlaned: u32,
    /// Sum of all cards in the base currency, raw and weighted.
    pub sum: Cell,
    /// Weighted sum.
    pub weighted: Cell,
    /// Microseconds that the engine took.
    pub micros: u32,
}

/// One column of a board.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct BoardColumn {
    /// Choice key or record id as text; `None` for records without a value.
    pub key: Option<String>,
    /// What people read.
    pub label: String,
    /// Its state.
    pub tone: Tone,
    /// For stages: how far along; see [`RecordLink::fill`].
    pub fill: Option<u8>,
    /// For stages: probability in percent.
    pub probability: Option<f64>,
    /// For stages: `open`, `won` or `lost`.
    pub outcome: Option<String>,
    /// All cards in it.
    pub count: u32,
    /// Sum of its cards in the base currency.
    pub sum: Cell,
    /// Weighted sum.
    pub weighted: Cell,
    /// Its first cards; none where lanes have them.
    pub cards: Vec<Card>,
}

/// One lane of a board: the cards that share a value, across its columns.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct BoardLane {
    /// What the lane is of, with its count and sum over the columns that are no end. Without cards of its own.
    pub head: BoardColumn,
    /// Where it crosses each column, in their order.
    pub cells: Vec<BoardCell>,
}

/// Where a lane crosses a column.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct BoardCell {
    /// All cards in it.
    pub count: u32,
    /// Its first cards; none in a folded lane, nor at an end.
    pub cards: Vec<Card>,
}

/// One card of a board.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Card {
    /// The record.
    pub id: RecordId,
    /// Its name.
    pub title: String,
    /// Fields of the card with their values.
    pub cells: Vec<(FieldKey, Cell)>,
    /// For deals: the next step.
    pub next_step: Option<NextStep>,
    /// For deals: days in the stage.
    pub days: Option<i64>,
    /// For deals: quiet for so many days, longer than the stage allows.
    pub quiet: Option<i64>,
}

/// Opens a live calendar.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct OpenCalendar {
    /// Its id, among those of views.
    pub id: ViewId,
    /// What is looked at; `date` names the field of the days.
    pub view: View,
    /// First day, since 1970-01-01.
    pub first: i32,
    /// When each day begins where the person is, in UTC milliseconds, and when the last one ends.
    pub midnights: Vec<i64>,
    /// Most records per day in the reply.
    pub events: u32,
}

/// A window of days.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CalendarPage {
    /// The calendar.
    pub view: ViewId,
    /// Field of the days.
    pub field: FieldKey,
    /// The days, one after the other.
    pub days: Vec<CalendarDay>,
    /// Records on these days.
    pub total: u32,
    /// Records of the view without a date.
    pub undated: u32,
    /// Microseconds that the engine took.
    pub micros: u32,
}

/// A day of a calendar.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CalendarDay {
    /// Days since 1970-01-01.
    pub day: i32,
    /// All records on it.
    pub count: u32,
    /// The first ones.
    pub events: Vec<CalendarEvent>,
}

/// A record on its day.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CalendarEvent {
    /// The record.
    pub id: RecordId,
    /// Its name.
    pub title: String,
    /// When, in UTC milliseconds, for fields of instants.
    pub time: Option<i64>,
    /// How long, in seconds, for objects that have such a field.
    pub seconds: Option<i64>,
    /// Fields of the event with their values.
    pub cells: Vec<(FieldKey, Cell)>,
}

/// What is planned next about a record.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum NextStep {
    /// Nothing.
    None,
    /// A task.
    Task {
        /// Its title.
        title: String,
        /// Its day, if it has one.
        due: Option<i32>,
        /// Whether the day has passed.
        late: bool,
    },
}

/// A saved view.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SavedView {
    /// Its record.
    pub id: RecordId,
    /// Its name.
    pub name: String,
    /// Its icon; empty for that of its form.
    pub icon: String,
    /// Shown among the favourites.
    pub favourite: bool,
    /// Only its maker sees it.
    pub personal: bool,
    /// It opens when nothing else is asked for.
    pub opens: bool,
    /// What is looked at, without fields that are gone.
    pub view: View,
    /// Fields that it was saved with and that are gone.
    pub gone: Vec<FieldKey>,
    /// Records in it now.
    pub count: u32,
}

/// Search over every object.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SearchQuery {
    /// What was typed.
    pub text: String,
    /// Only these objects; all when empty.
    pub objects: Vec<ObjectKey>,
    /// At most so many hits per object.
    pub limit: u32,
    /// Also looks into the bin.
    pub bin: bool,
}

/// Search results.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Found {
    /// Hits by object, best object first.
    pub groups: Vec<FoundGroup>,
    /// Hits in the bin by object, if it was looked into; never more than the asked limit of each.
    pub binned: Vec<FoundGroup>,
    /// Whether the hits needed typo tolerance.
    pub fuzzy: bool,
    /// Microseconds that the engine took.
    pub micros: u32,
}

/// Hits of one object.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FoundGroup {
    /// The object.
    pub object: ObjectKey,
    /// All hits.
    pub total: u32,
    /// The best ones.
    pub hits: Vec<Hit>,
}

/// One hit.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Hit {
    /// The record.
    pub link: RecordLink,
    /// What tells it from others of its name, at most two values: company, e-mail, stage.
    pub detail: Vec<Cell>,
    /// The field that matched.
    pub field: FieldKey,
    /// The matching text, when it is not the name.
    pub excerpt: String,
}

/// Why a record is in a filter or out of it.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Why {
    /// Whether it is in.
    pub inside: bool,
    /// One line per condition, indented by depth.
    pub lines: Vec<WhyLine>,
    /// What its conditions name.
    pub named: Named,
}

/// What a filter names by ids, for whoever puts it into words.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Named {
    /// Records and segments; those that are gone are missing.
    pub links: Vec<RecordLink>,
    /// The currency in which aggregates of amounts are compared.
    pub base: Currency,
}

/// One condition and what the record has.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct WhyLine {
    /// Depth of nesting.
    pub depth: u8,
    /// Whether the condition holds.
    pub holds: bool,
    /// The condition.
    pub part: WhyPart,
    /// What the record has; `None` where only other lines say it.
    pub has: Option<Has>,
}

/// A part of a filter.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub enum WhyPart {
    /// All of the lines below that are deeper.
    All,
    /// At least one of them.
    Any,
    /// The one below does not hold.
    Not,
    /// A field, related records or a segment.
    Rule(Filter),
}

/// What a record has where a condition looks.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Has {
    /// The values, without those of nothing; texts are shortened.
    pub cells: Vec<Cell>,
    /// How many there are besides.
    pub more: u32,
}
