//! Views: how a person looks at the records of an object.

use serde::{Deserialize, Serialize};

use crate::field::{ObjectDef, Tone};
use crate::filter::{Aggregate, Filter, Related};
use crate::id::{FieldKey, ObjectKey};
use crate::schema::Schema;

/// The form of a view.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Layout {
    /// Rows and columns.
    #[default]
    Table,
    /// Cards in columns by a choice or reference field.
    Board,
    /// Records on the days of a date field.
    Calendar,
    /// A form that only a newer version knows. Shown as a table; what is stored stays as it is.
    #[serde(other)]
    Unknown,
}

/// How many days a calendar shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum CalendarSpan {
    /// The weeks of a month.
    #[default]
    Month,
    /// Seven days.
    Week,
    /// One day.
    Day,
    /// The days of the next weeks that have records.
    #[serde(other)]
    Agenda,
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

/// Rows of a table under heads, one for each value of a field; for days and instants one for each month.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RowGroups {
    /// The field.
    pub field: FieldKey,
    /// Whether groups are folded, but for those excepted.
    #[serde(default)]
    pub folded: bool,
    /// Groups that are the other way, by key: a choice's, a record's id, `true`, `2026-11`; empty for rows without a value.
    #[serde(default)]
    pub except: Vec<String>,
}

/// Widths and what stays in view of a table.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct TableLook {
    /// Widths that people have given to columns, in pixels.
    #[serde(default)]
    pub widths: Vec<(FieldKey, u16)>,
    /// How many columns stay in view beside the first one.
    #[serde(default)]
    pub frozen: u8,
}

/// How a board is drawn.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct BoardLook {
    /// Cards show their name and what they are worth.
    #[serde(default)]
    pub compact: bool,
    /// Columns that are folded, by key; empty for records without a value.
    #[serde(default)]
    pub folded: Vec<String>,
    /// Most cards that columns should have, by key.
    #[serde(default)]
    pub limits: Vec<(String, u32)>,
    /// Field whose values divide the cards into lanes.
    #[serde(default)]
    pub lanes: Option<FieldKey>,
    /// Lanes that are folded, by key; empty for records without a value.
    #[serde(default)]
    pub folded_lanes: Vec<String>,
    /// Lanes without cards are shown too.
    #[serde(default)]
    pub empty_lanes: bool,
}

/// Rows or cells that a filter picks out with a tone and a word.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ColourRule {
    /// The word: colour never speaks alone.
    pub name: String,
    /// Which records.
    #[serde(default)]
    pub filter: Filter,
    /// The tone.
    pub tone: Tone,
    /// The field whose cell is picked out; the whole row when there is none.
    #[serde(default)]
    pub field: Option<FieldKey>,
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
    /// Fields of a board's cards and a calendar's events, besides the name; the object's own when empty.
    #[serde(default)]
    pub card: Vec<FieldKey>,
    /// Field whose days a calendar shows.
    #[serde(default)]
    pub date: Option<FieldKey>,
    /// How many days a calendar shows; what suits the screen when there is none.
    #[serde(default)]
    pub span: Option<CalendarSpan>,
    /// Groups of a table's rows.
    #[serde(default)]
    pub rows: Option<RowGroups>,
    /// Widths and what stays in view of a table.
    #[serde(default)]
    pub table: TableLook,
    /// How a board is drawn.
    #[serde(default)]
    pub board: BoardLook,
    /// Rules of colour of a table; of several that fit, the first counts.
    #[serde(default)]
    pub colours: Vec<ColourRule>,
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
            card: Vec::new(),
            date: None,
            span: None,
            rows: None,
            table: TableLook::default(),
            board: BoardLook::default(),
            colours: Vec::new(),
        }
    }

    /// The view without what the schema does not have any more, and the fields that it is without. A view outlives its fields.
    #[must_use]
    pub fn fitted(&self, schema: &Schema) -> (Self, Vec<FieldKey>) {
        let mut gone = Vec::new();
        let mut view = self.clone();
        let Some(object) = schema.object(&self.object) else {
            return (view, gone);
        };
        let mut has = |key: &FieldKey| {
            let has = object.field(key).is_some();
            if !has && !gone.contains(key) {
                gone.push(key.clone());
            }
            has
        };
        view.columns.retain(&mut has);
        view.card.retain(&mut has);
        view.sort.retain(|sort| has(&sort.field));
        view.aggregates.retain(|aggregate| aggregate.field().is_none_or(&mut has));
        view.group = view.group.filter(&mut has);
        view.date = view.date.filter(&mut has);
        view.board.lanes = view.board.lanes.filter(&mut has);
        view.rows = view.rows.filter(|rows| has(&rows.field));
        view.table.widths.retain(|(key, _)| object.field(key).is_some());
        view.colours.retain(|rule| rule.field.as_ref().is_none_or(&mut has));
        let missing = |filter: &Filter| match filter {
            Filter::Field(condition) => missing_step(schema, object, &condition.path),
            Filter::Related(related) => related_gap(schema, related),
            _ => None,
        };
        let mut fits = |part: &Filter| match missing(part) {
            Some(key) => {
                if !gone.contains(&key) {
                    gone.push(key);
                }
                false
            }
            None => true,
        };
        view.filter = self.filter.retained(&mut fits).unwrap_or_default();
        // A rule that has lost its condition would colour everything.
        view.colours.retain_mut(|rule| match rule.filter.retained(&mut fits) {
            Some(filter) => {
                rule.filter = filter;
                true
            }
            None => false,
        });
        (view, gone)
    }
}

/// The first field of a path that is not there.
fn missing_step(schema: &Schema, object: &ObjectDef, path: &[FieldKey]) -> Option<FieldKey> {
    let mut object = Some(object);
    for key in path {
        let Some(field) = object.and_then(|object| object.field(key)) else {
            return Some(key.clone());
        };
        object = field.target.as_deref().and_then(|target| schema.object(target));
    }
    None
}

/// The field of related records that is not there; the reference when their object is gone.
fn related_gap(schema: &Schema, related: &Related) -> Option<FieldKey> {
    let Some(object) = schema.object(&related.object) else {
        return Some(related.link.clone());
    };
    let own = std::iter::once(&related.link).chain(related.aggregate.field());
    own.into_iter().find(|key| object.field(key).is_none()).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::Operator;

    #[test]
    fn a_view_saved_before_calendars_still_reads() {
        let saved = r#"{"object":"deal","layout":"Board","group":"stage"}"#;
        let view: View = serde_json::from_str(saved).unwrap();
        let expected = View {
            layout: Layout::Board,
            group: Some("stage".into()),
            ..View::table("deal")
        };
        assert_eq!(view, expected);
    }

    #[test]
    fn a_form_of_a_newer_version_is_known_to_be_unknown() {
        let saved = r#"{"object":"deal","layout":"Galaxy","span":"Decade","spin":7}"#;
        let view: View = serde_json::from_str(saved).unwrap();
        assert_eq!((view.layout, view.span), (Layout::Unknown, Some(CalendarSpan::Agenda)));
    }

    #[test]
    fn a_view_works_without_its_removed_fields_and_names_them() {
        let schema = Schema::built_in();
        let condition = |field: &str| Filter::field(field, Operator::Empty, Vec::new());
        let view = View {
            columns: vec!["name".into(), "x-1".into()],
            sort: vec![Sort {
                field: "x-2".into(),
                direction: Direction::Ascending,
            }],
            filter: Filter::All(vec![
                condition("email"),
                Filter::Any(vec![condition("x-3"), condition("x-1")]),
                Filter::Not(Box::new(condition("x-3"))),
            ]),
            ..View::table("contact")
        };
        let (fitted, gone) = view.fitted(&schema);
        assert_eq!(gone, ["x-1", "x-2", "x-3"].map(FieldKey::from));
        assert_eq!(fitted.columns, [FieldKey::from("name")]);
        assert_eq!((fitted.sort, fitted.filter), (Vec::new(), Filter::All(vec![condition("email")])));
        let only_gone = View {
            filter: condition("x-1"),
            ..View::table("contact")
        };
        assert!(
            only_gone.fitted(&schema).0.filter.is_everything(),
            "not nothing, which would look like lost records"
        );
        let whole = View {
            filter: Filter::field("company", Operator::Empty, Vec::new()),
            ..View::table("contact")
        };
        assert_eq!(whole.fitted(&schema), (whole, Vec::new()));
    }

    #[test]
    fn every_form_survives_both_encodings() {
        for layout in [Layout::Table, Layout::Board, Layout::Calendar] {
            let view = View {
                layout,
                date: Some("expected_close".into()),
                span: Some(CalendarSpan::Week),
                card: vec!["value".into()],
                ..View::table("deal")
            };
            assert_eq!(serde_json::from_str::<View>(&serde_json::to_string(&view).unwrap()).unwrap(), view);
            assert_eq!(postcard::from_bytes::<View>(&postcard::to_allocvec(&view).unwrap()).unwrap(), view);
        }
    }
}
