//! How a list is looked at, as the parameters of its address.
//!
//! A parameter that is missing means: as the saved view says, or else the object's own way. So the address of a plain
//! list is short, and whatever differs from the saved view can be told, saved or reset.

use model::view::Scope;
use model::{Aggregate, Direction, FieldKey, Filter, Layout, RecordId, Sort, View};

use super::Query;

/// Names of the parameters. They stay as they are: people keep addresses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PageParameter {
    /// A saved view.
    View,
    /// `table` or `board`.
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
            PageParameter::Panel => "panel",
            PageParameter::Tab => "tab",
            PageParameter::Only => "only",
            PageParameter::Press => "press",
            PageParameter::Address => "u",
            PageParameter::Shared => "shared",
            PageParameter::New => "new",
        }
    }
}

/// How a list is looked at. `None` stands for "as the saved view or the object says".
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ViewState {
    /// The saved view it starts from.
    pub view: Option<RecordId>,
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
            view: read.with(PageParameter::View, |text| text.parse().ok()),
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
            .with(PageParameter::View.name(), self.view.map(|id| id.to_string()))
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
            .with(
                PageParameter::Columns.name(),
                self.columns
                    .as_ref()
                    .map(|keys| joined(keys.iter().map(ToString::to_string).collect())),
            )
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
    }

    /// The same place without what differs from the saved view.
    #[must_use]
    pub fn reset(&self) -> Self {
        Self {
            view: self.view,
            pipeline: self.pipeline,
            panel: self.panel,
            ..Self::default()
        }
    }
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

const fn layout_name(layout: Layout) -> &'static str {
    match layout {
        Layout::Table => "table",
        Layout::Board => "board",
    }
}

fn layout_of(text: &str) -> Option<Layout> {
    [Layout::Table, Layout::Board]
        .into_iter()
        .find(|layout| layout_name(*layout) == text)
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
            panel: Some(id),
            unreadable: Vec::new(),
        };
        let suffix = state.write(Query::default()).suffix();
        assert_eq!(ViewState::parse(&Query::parse(&suffix)), state);
    }

    #[test]
    fn what_cannot_be_read_is_named_and_the_rest_counts() {
        let state = ViewState::parse(&Query::parse("?f={broken&sort=name&panel=x&layout=cube&totals=sum:a,none:b"));
        assert_eq!(state.unreadable, ["layout", "f", "totals", "panel"]);
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
