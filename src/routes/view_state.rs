//! How a list is looked at, as the parameters of its address.
//!
//! A parameter that is missing means: as the saved view says, or else the object's own way. So the address of a plain
//! list is short, and whatever differs from the saved view can be told, saved or reset.

use model::validate::{days_to_date, parse_iso_date};
use model::view::Scope;
use model::{
    Aggregate, BoardLook, CalendarSpan, ColourRule, Dashboard, Direction, FieldKey, Filter, Layout, RecordId, RowGroups, Sort, TableLook,
    View,
};

use super::Query;

/// Names of the parameters. They stay as they are: people keep addresses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PageParameter {
    /// A saved view.
    View,
    /// `table`, `board`, `calendar` or `summary`.
    Layout,
    /// A filter as JSON.
    Filter,
    /// `-revenue,name`.
    Sort,
    /// `name,company`.
    Columns,
    /// Words to search for.
    Search,
    /// Field of the columns of a board.
    Group,
    /// Pipeline of a board by stage.
    Pipeline,
    /// `sum:revenue,average:probability`.
    Totals,
    /// `stage`, or `stage,-,new,won` for groups that are folded but for two: groups of a table's rows.
    Rows,
    /// Widths and frozen columns of a table as JSON.
    Table,
    /// How a board is drawn, as JSON.
    Board,
    /// Rules of colour as JSON.
    Colours,
    /// Figures and charts of a summary as JSON.
    Summary,
    /// `value,owner`: fields of cards and events.
    Card,
    /// Field of the days of a calendar.
    Date,
    /// `month`, `week`, `day` or `agenda`.
    Span,
    /// A day that a calendar shows, `2026-11-29`.
    Day,
    /// The record in the side panel.
    Panel,
    /// A tab of a page.
    Tab,
    /// Filters of the moment of a dashboard.
    Only,
    /// What pressing a mark of a dashboard does, when it does not lead to records.
    Press,
    /// An address that another app handed over.
    Address,
    /// Something was shared with the app.
    Shared,
    /// A new record is asked for.
    New,
    /// Months that a forecast looks ahead.
    Ahead,
    /// Steps of time of a report: `quarter`, or months.
    Step,
    /// `deal.source`: the field that a report goes by.
    By,
    /// Fewest records that carry a finding of a report.
    Least,
}

impl PageParameter {
    /// The name in the address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            PageParameter::View => "view",
            PageParameter::Layout => "layout",
            PageParameter::Filter => "f",
            PageParameter::Sort => "sort",
            PageParameter::Columns => "columns",
            PageParameter::Search => "q",
            PageParameter::Group => "group",
            PageParameter::Pipeline => "pipeline",
            PageParameter::Totals => "totals",
            PageParameter::Rows => "rows",
            PageParameter::Table => "table",
            PageParameter::Board => "board",
            PageParameter::Colours => "colours",
            PageParameter::Summary => "summary",
            PageParameter::Card => "card",
            PageParameter::Date => "date",
            PageParameter::Span => "span",
            PageParameter::Day => "day",
            PageParameter::Panel => "panel",
            PageParameter::Tab => "tab",
            PageParameter::Only => "only",
            PageParameter::Press => "press",
            PageParameter::Address => "u",
            PageParameter::Shared => "shared",
            PageParameter::New => "new",
            PageParameter::Ahead => "ahead",
            PageParameter::Step => "step",
            PageParameter::By => "by",
            PageParameter::Least => "least",
        }
    }
}

/// Value of the parameter of views for none of them.
pub const ALL: &str = "all";

/// How a list is looked at. `None` stands for "as the saved view or the object says".
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ViewState {
    /// The saved view it starts from.
    pub view: Option<RecordId>,
    /// All records, also where a saved view opens first.
    pub all: bool,
    /// The form.
    pub layout: Option<Layout>,
    /// Which records.
    pub filter: Option<Filter>,
    /// The order.
    pub sort: Option<Vec<Sort>>,
    /// The columns.
    pub columns: Option<Vec<FieldKey>>,
    /// Words to search for.
    pub search: String,
    /// Field of the columns of a board.
    pub group: Option<FieldKey>,
    /// Pipeline of a board by stage.
    pub pipeline: Option<RecordId>,
    /// Totals of the foot.
    pub totals: Option<Vec<Aggregate>>,
    /// Groups of a table's rows; none inside for no groups.
    pub rows: Option<Option<RowGroups>>,
    /// Widths and frozen columns of a table.
    pub table: Option<TableLook>,
    /// How a board is drawn.
    pub board: Option<BoardLook>,
    /// Rules of colour.
    pub colours: Option<Vec<ColourRule>>,
    /// Figures and charts of a summary.
    pub summary: Option<Dashboard>,
    /// Fields of cards and events.
    pub card: Option<Vec<FieldKey>>,
    /// Field of the days of a calendar.
    pub date: Option<FieldKey>,
    /// How many days a calendar shows.
    pub span: Option<CalendarSpan>,
    /// A day that a calendar shows, since 1970-01-01; today when there is none. Where one looks, not how: no view keeps it.
    pub day: Option<i32>,
    /// The record in the side panel.
    pub panel: Option<RecordId>,
    /// Names of parameters that are there and cannot be read.
    pub unreadable: Vec<&'static str>,
}

impl ViewState {
    /// Reads the parameters of an address.
    #[must_use]
    pub fn parse(query: &Query) -> Self {
        let mut unreadable = Vec::new();
        let mut read = Reading {
            query,
            unreadable: &mut unreadable,
        };
        let mut state = Self {
            all: query.get(PageParameter::View.name()) == Some(ALL),
            view: read
                .with(PageParameter::View, |text| {
                    if text == ALL { Some(None) } else { text.parse().ok().map(Some) }
                })
                .flatten(),
            layout: read.with(PageParameter::Layout, layout_of),
            filter: read.with(PageParameter::Filter, |text| {
                serde_json::from_str(text)
                    .ok()
                    .filter(|filter: &Filter| filter.depth() <= model::filter::MAX_DEPTH)
            }),
            sort: read.with(PageParameter::Sort, |text| Some(list(text).map(sort_of).collect())),
            columns: read.with(PageParameter::Columns, |text| Some(list(text).map(FieldKey::from).collect())),
            search: query.get(PageParameter::Search.name()).unwrap_or_default().to_owned(),
            group: read.with(PageParameter::Group, |text| Some(text.into())),
            pipeline: read.with(PageParameter::Pipeline, |text| text.parse().ok()),
            totals: read.with(PageParameter::Totals, |text| list(text).map(aggregate_of).collect()),
            rows: read.with(PageParameter::Rows, |text| Some(rows_of(text))),
            table: read.with(PageParameter::Table, |text| serde_json::from_str(text).ok()),
            board: read.with(PageParameter::Board, |text| serde_json::from_str(text).ok()),
            colours: read.with(PageParameter::Colours, |text| {
                serde_json::from_str(text)
                    .ok()
                    .filter(|rules: &Vec<ColourRule>| rules.iter().all(|rule| rule.filter.depth() <= model::filter::MAX_DEPTH))
            }),
            summary: read.with(PageParameter::Summary, |text| serde_json::from_str(text).ok().filter(is_shallow)),
            card: read.with(PageParameter::Card, |text| Some(list(text).map(FieldKey::from).collect())),
            date: read.with(PageParameter::Date, |text| Some(text.into())),
            span: read.with(PageParameter::Span, span_of),
            day: read.with(PageParameter::Day, parse_iso_date),
            panel: read.with(PageParameter::Panel, |text| text.parse().ok()),
            unreadable: Vec::new(),
        };
        state.unreadable = unreadable;
        state
    }

    /// Writes it into the parameters of an address; other parameters stay.
    #[must_use]
    pub fn write(&self, query: Query) -> Query {
        let joined = |words: Vec<String>| words.join(",");
        query
            .with(
                PageParameter::View.name(),
                self.view.map(|id| id.to_string()).or_else(|| self.all.then(|| ALL.to_owned())),
            )
            .with(
                PageParameter::Layout.name(),
                self.layout.map(|layout| layout_name(layout).to_owned()),
            )
            .with(
                PageParameter::Filter.name(),
                self.filter.as_ref().and_then(|filter| serde_json::to_string(filter).ok()),
            )
            .with(
                PageParameter::Sort.name(),
                self.sort.as_ref().map(|sort| joined(sort.iter().map(sort_name).collect())),
            )
            .with(PageParameter::Columns.name(), self.columns.as_ref().map(|keys| joined(names(keys))))
            .with(
                PageParameter::Search.name(),
                Some(self.search.clone()).filter(|search| !search.is_empty()),
            )
            .with(PageParameter::Group.name(), self.group.as_ref().map(ToString::to_string))
            .with(PageParameter::Pipeline.name(), self.pipeline.map(|id| id.to_string()))
            .with(
                PageParameter::Totals.name(),
                self.totals
                    .as_ref()
                    .map(|totals| joined(totals.iter().map(aggregate_name).collect())),
            )
            .with(PageParameter::Rows.name(), self.rows.as_ref().map(rows_text))
            .with(
                PageParameter::Table.name(),
                self.table.as_ref().and_then(|look| serde_json::to_string(look).ok()),
            )
            .with(
                PageParameter::Board.name(),
                self.board.as_ref().and_then(|look| serde_json::to_string(look).ok()),
            )
            .with(
                PageParameter::Colours.name(),
                self.colours.as_ref().and_then(|rules| serde_json::to_string(rules).ok()),
            )
            .with(
                PageParameter::Summary.name(),
                self.summary.as_ref().and_then(|summary| serde_json::to_string(summary).ok()),
            )
            .with(PageParameter::Card.name(), self.card.as_ref().map(|keys| joined(names(keys))))
            .with(PageParameter::Date.name(), self.date.as_ref().map(ToString::to_string))
            .with(PageParameter::Span.name(), self.span.map(|span| span_name(span).to_owned()))
            .with(
                PageParameter::Day.name(),
                self.day.and_then(days_to_date).map(|day| day.to_string()),
            )
            .with(PageParameter::Panel.name(), self.panel.map(|id| id.to_string()))
    }

    /// The view that it makes of the one it starts from.
    #[must_use]
    pub fn over(&self, start: &View) -> View {
        View {
            object: start.object.clone(),
            layout: self.layout.unwrap_or(start.layout),
            filter: self.filter.clone().unwrap_or_else(|| start.filter.clone()),
            search: self.search.clone(),
            sort: self.sort.clone().unwrap_or_else(|| start.sort.clone()),
            columns: self.columns.clone().unwrap_or_else(|| start.columns.clone()),
            group: self.group.clone().or_else(|| start.group.clone()),
            aggregates: self.totals.clone().unwrap_or_else(|| start.aggregates.clone()),
            scope: Scope::Alive,
            rows: self.rows.clone().unwrap_or_else(|| start.rows.clone()),
            table: self.table.clone().unwrap_or_else(|| start.table.clone()),
            board: self.board.clone().unwrap_or_else(|| start.board.clone()),
            colours: self.colours.clone().unwrap_or_else(|| start.colours.clone()),
            summary: self.summary.clone().or_else(|| start.summary.clone()),
            card: self.card.clone().unwrap_or_else(|| start.card.clone()),
            date: self.date.clone().or_else(|| start.date.clone()),
            span: self.span.or(start.span),
        }
    }

    /// Whether anything worth saving differs from the view it starts from.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.layout.is_some()
            || self.filter.is_some()
            || self.sort.is_some()
            || self.columns.is_some()
            || self.group.is_some()
            || self.totals.is_some()
            || self.rows.is_some()
            || self.table.is_some()
            || self.board.is_some()
            || self.colours.is_some()
            || self.summary.is_some()
            || self.card.is_some()
            || self.date.is_some()
            || self.span.is_some()
    }

    /// The same place without what differs from the saved view.
    #[must_use]
    pub fn reset(&self) -> Self {
        Self {
            view: self.view,
            all: self.all,
            pipeline: self.pipeline,
            day: self.day,
            panel: self.panel,
            ..Self::default()
        }
    }
}

fn is_shallow(summary: &Dashboard) -> bool {
    let depth = |widget: &model::Widget| widget.chart.filter.depth() <= model::filter::MAX_DEPTH;
    summary.widgets.iter().all(depth)
}

struct Reading<'a> {
    query: &'a Query,
    unreadable: &'a mut Vec<&'static str>,
}

impl Reading<'_> {
    fn with<T>(&mut self, parameter: PageParameter, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let text = self.query.get(parameter.name())?;
        let value = read(text);
        if value.is_none() {
            self.unreadable.push(parameter.name());
        }
        value
    }
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').filter(|part| !part.is_empty())
}

fn names(keys: &[FieldKey]) -> Vec<String> {
    keys.iter().map(ToString::to_string).collect()
}

/// The name of a form in addresses.
#[must_use]
pub const fn layout_name(layout: Layout) -> &'static str {
    match layout {
        Layout::Table | Layout::Unknown => "table",
        Layout::Board => "board",
        Layout::Calendar => "calendar",
        Layout::Summary => "summary",
    }
}

/// The form of a name; none for names that no version knew.
#[must_use]
pub fn layout_of(text: &str) -> Option<Layout> {
    [Layout::Table, Layout::Board, Layout::Calendar, Layout::Summary]
        .into_iter()
        .find(|layout| layout_name(*layout) == text)
}

/// Groups as they stand in an address: the field, `+` or `-` for open or folded, and the groups that are the other way.
fn rows_text(rows: &Option<RowGroups>) -> String {
    let Some(rows) = rows else { return String::new() };
    let mut text = rows.field.to_string();
    if rows.folded || !rows.except.is_empty() {
        text.push_str(if rows.folded { ",-" } else { ",+" });
    }
    for key in &rows.except {
        text.push(',');
        text.push_str(&key.replace('%', "%25").replace(',', "%2C"));
    }
    text
}

fn rows_of(text: &str) -> Option<RowGroups> {
    let mut parts = text.split(',');
    let field = parts.next().filter(|field| !field.is_empty())?;
    Some(RowGroups {
        field: field.into(),
        folded: parts.next() == Some("-"),
        except: parts.map(|key| key.replace("%2C", ",").replace("%25", "%")).collect(),
    })
}

/// The name of a span in addresses.
#[must_use]
pub const fn span_name(span: CalendarSpan) -> &'static str {
    match span {
        CalendarSpan::Month => "month",
        CalendarSpan::Week => "week",
        CalendarSpan::Day => "day",
        CalendarSpan::Agenda => "agenda",
    }
}

/// The span of a name.
#[must_use]
pub fn span_of(text: &str) -> Option<CalendarSpan> {
    use CalendarSpan::{Agenda, Day, Month, Week};
    [Month, Week, Day, Agenda].into_iter().find(|span| span_name(*span) == text)
}

fn sort_name(sort: &Sort) -> String {
    let sign = if sort.direction == Direction::Descending { "-" } else { "" };
    format!("{sign}{}", sort.field)
}

fn sort_of(text: &str) -> Sort {
    match text.strip_prefix('-') {
        Some(field) => Sort {
            field: field.into(),
            direction: Direction::Descending,
        },
        None => Sort {
            field: text.into(),
            direction: Direction::Ascending,
        },
    }
}

fn aggregate_name(aggregate: &Aggregate) -> String {
    match aggregate {
        Aggregate::Count => "count".to_owned(),
        Aggregate::Sum(field) => format!("sum:{field}"),
        Aggregate::Average(field) => format!("average:{field}"),
        Aggregate::Min(field) => format!("min:{field}"),
        Aggregate::Max(field) => format!("max:{field}"),
        Aggregate::EmptyShare(field) => format!("empty:{field}"),
    }
}

fn aggregate_of(text: &str) -> Option<Aggregate> {
    let (name, field) = text.split_once(':').unwrap_or((text, ""));
    let field = FieldKey::from(field);
    Some(match name {
        "count" => Aggregate::Count,
        "sum" => Aggregate::Sum(field),
        "average" => Aggregate::Average(field),
        "min" => Aggregate::Min(field),
        "max" => Aggregate::Max(field),
        "empty" => Aggregate::EmptyShare(field),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use model::{Operator, Unit, Value};

    use super::*;

    #[test]
    fn a_whole_state_survives_an_address() {
        let id = RecordId::v7(1_700_000_000_000, u128::MAX);
        let state = ViewState {
            view: Some(id),
            all: false,
            layout: Some(Layout::Board),
            filter: Some(Filter::All(vec![
                Filter::field("owner", Operator::AnyOf, vec![Value::Ref(id)]),
                Filter::Any(vec![
                    Filter::relative("last_activity", Operator::InLast, 100, Unit::Day),
                    Filter::Segment(id),
                ]),
                Filter::field("name", Operator::Contains, vec!["a&b=c %".into()]),
            ])),
            sort: Some(vec![sort_of("-revenue"), sort_of("name")]),
            columns: Some(vec!["name".into(), "x-7K2M9Q".into()]),
            search: "van den Berg".to_owned(),
            group: Some("stage".into()),
            pipeline: Some(id),
            totals: Some(vec![Aggregate::Sum("revenue".into()), Aggregate::Count]),
            rows: Some(None),
            table: Some(TableLook {
                widths: vec![("name".into(), 240)],
                frozen: 2,
            }),
            board: Some(BoardLook {
                compact: true,
                folded: vec![String::new(), "won".to_owned()],
                limits: vec![("new".to_owned(), 5)],
                lanes: Some("owner".into()),
                folded_lanes: vec![id.to_string()],
                empty_lanes: true,
            }),
            colours: Some(vec![ColourRule {
                name: "Late & large".to_owned(),
                filter: Filter::Segment(id),
                tone: model::Tone::Danger,
                field: Some("due".into()),
            }]),
            summary: Some(Dashboard::default()),
            card: Some(vec!["value".into()]),
            date: Some("expected_close".into()),
            span: Some(CalendarSpan::Week),
            day: Some(20_786),
            panel: Some(id),
            unreadable: Vec::new(),
        };
        let suffix = state.write(Query::default()).suffix();
        assert_eq!(ViewState::parse(&Query::parse(&suffix)), state);
    }

    #[test]
    fn groups_survive_an_address_whatever_their_keys_are() {
        let group = |folded: bool, except: &[&str]| RowGroups {
            field: "stage".into(),
            folded,
            except: except.iter().map(|&key| key.to_owned()).collect(),
        };
        for rows in [
            None,
            Some(group(false, &[])),
            Some(group(true, &[])),
            Some(group(true, &["", "a,b", "100%", "%2C"])),
            Some(group(false, &["new"])),
        ] {
            let state = ViewState {
                rows: Some(rows),
                ..ViewState::default()
            };
            assert_eq!(ViewState::parse(&Query::parse(&state.write(Query::default()).suffix())), state);
        }
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_rest_counts() {
        let state = ViewState::parse(&Query::parse(
            "?f={broken&sort=name&panel=x&layout=cube&totals=sum:a,none:b&day=31.2.&span=age",
        ));
        assert_eq!(state.unreadable, ["layout", "f", "totals", "span", "day", "panel"]);
        assert_eq!(state.sort, Some(vec![sort_of("name")]));
    }

    #[test]
    fn an_empty_list_of_columns_or_sorts_differs_from_none() {
        let state = ViewState {
            sort: Some(Vec::new()),
            ..ViewState::default()
        };
        assert_eq!(ViewState::parse(&state.write(Query::default())), state);
        assert!(state.differs() && !state.reset().differs());
    }

    #[test]
    fn missing_parameters_leave_the_view_as_it_is() {
        let mut start = View::table("contact");
        start.sort = vec![sort_of("-revenue")];
        start.layout = Layout::Board;
        assert_eq!(ViewState::default().over(&start), start);
        let state = ViewState {
            sort: Some(Vec::new()),
            layout: Some(Layout::Table),
            ..ViewState::default()
        };
        assert_eq!(state.over(&start), View::table("contact"));
    }
}
