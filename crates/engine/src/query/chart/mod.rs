//! Charts: the records of a view told apart by one or two dimensions, and a measure of each part.
//!
//! A chart is answered once and kept nowhere. What a mark says and the list that its filter leads to agree: both read the
//! same columns by the same rules, which a property test holds.

mod axis;
mod categories;

use bridge::Cell;
use bridge::chart::{ChartPage, Measured, Point, PointPage};
use model::view::Scope;
use model::{Aggregate, Chart, FieldKey, PointChart, RecordId, View};
use rustc_hash::FxHashMap;

use self::axis::{Axis, Keys};
use self::categories::{Candidate, Categories};
use super::QueryError;
use super::find;
use super::indexes::Indexes;
use super::rates::Rates;
use super::views::{Plan, aggregated};
use crate::bitmap::Bitmap;
use crate::columns::Column;
use crate::reader::Reader;
use crate::table::Table;
use crate::workspace::Workspace;

/// Most series: one for every colour that can be told from the others.
const MOST_SERIES: usize = 6;
/// Most points of one answer.
const MOST_POINTS: u32 = 5_000;
/// Categories that are measured to find the largest; of more the most frequent are.
const MOST_CANDIDATES: usize = 1_000;

/// A chart that fits the schema.
pub struct ChartPlan {
    plan: Plan,
    by: Option<Axis>,
    split: Option<Axis>,
    limit: usize,
}

impl ChartPlan {
    /// Looks everything up that a chart names.
    ///
    /// # Errors
    /// [`QueryError`] when the object, the saved view or a field is unknown, or the measure makes no sense.
    pub fn new(chart: &Chart, workspace: &Workspace) -> Result<Self, QueryError> {
        let mut view = records(chart, workspace)?;
        view.aggregates = vec![chart.measure.clone()];
        if let Some(field) = chart.measure.field() {
            known(workspace, chart, field)?;
        }
        let mut plan = Plan::new(view, workspace)?;
        let axis = |dimension: &Option<model::Dimension>| {
            dimension
                .as_ref()
                .map(|dimension| Axis::new(dimension, &chart.object, workspace))
                .transpose()
        };
        let (by, split) = (axis(&chart.by)?, axis(&chart.split)?);
        for axis in [&by, &split].into_iter().flatten() {
            axis.note_reads(workspace, &mut plan.reads);
        }
        Ok(Self {
            plan,
            by,
            split,
            limit: usize::from(chart.limit.max(1)),
        })
    }

    /// Computed fields that have to be brought up to date before it is read.
    #[must_use]
    pub fn computed(&self) -> &[(u16, u16)] {
        self.plan.reads.computed()
    }

    /// Measures.
    #[must_use]
    pub fn page<'a>(&'a self, reader: Reader<'a>, indexes: &Indexes) -> ChartPage {
        let table = &reader.workspace.tables()[usize::from(self.plan.table)];
        let members = self.plan.members(reader, indexes);
        let rates = indexes.rates(reader);
        let measure = Measure {
            reader,
            rates: &rates,
            table,
            aggregate: &self.plan.aggregates[0].0,
            field: self.plan.aggregates[0].1,
        };
        let side = |axis: &'a Option<Axis>| axis.as_ref().map(|axis| Side::new(axis, reader, indexes, table, &members));
        let (by, split) = (side(&self.by), side(&self.split));
        let categories = measure.categories(by.as_ref(), &members, self.limit);
        let series = measure.categories(split.as_ref(), &members, MOST_SERIES);
        let wide = series.list.len();
        let mut parts = vec![Vec::new(); categories.list.len() * wide];
        let (mut across, mut along) = (Vec::new(), Vec::new());
        for (nth, row) in members.rows().enumerate() {
            categories.places(keys_of(by.as_ref(), nth), &mut across);
            series.places(keys_of(split.as_ref(), nth), &mut along);
            for category in &across {
                along.iter().for_each(|series| parts[category * wide + series].push(row));
            }
        }
        let whole = measure.of(&members);
        let mut values = Vec::with_capacity(categories.list.len());
        let mut rows = Bitmap::filled(members.len(), false);
        for category in 0..categories.list.len() {
            let measured = (0..wide).map(|series| measure.part(&parts[category * wide + series], &mut rows));
            values.push(measured.collect());
        }
        ChartPage {
            total: members.count() as u32,
            whole: whole.value,
            categories: categories.list,
            series: series.list,
            values,
            without_rate: whole.without_rate,
            filter: self.plan.view.filter.clone(),
            search: self.plan.view.search.clone(),
            micros: 0,
        }
    }
}

/// An axis with the keys of every member: they are asked for twice, for finding the categories and for dealing out the rows.
struct Side<'a> {
    axis: &'a Axis,
    keys: Keys<'a>,
    /// Where the keys of each member begin, in the order of the members; one more at the end.
    starts: Vec<u32>,
    all: Vec<i64>,
}

impl<'a> Side<'a> {
    fn new(axis: &'a Axis, reader: Reader<'a>, indexes: &Indexes, table: &Table, members: &Bitmap) -> Self {
        let keys = Keys::new(axis, reader, indexes, table, members);
        let (mut starts, mut all, mut own) = (vec![0], Vec::new(), Vec::new());
        for row in members.rows() {
            keys.of(row, &mut own);
            all.extend_from_slice(&own);
            starts.push(all.len() as u32);
        }
        Self { axis, keys, starts, all }
    }

    fn keys(&self, nth: usize) -> &[i64] {
        &self.all[self.starts[nth] as usize..self.starts[nth + 1] as usize]
    }
}

/// Keys of the `nth` member; one for everything without an axis.
fn keys_of<'s>(side: Option<&'s Side<'_>>, nth: usize) -> &'s [i64] {
    side.map_or(&[0], |side| side.keys(nth))
}

/// What is measured.
struct Measure<'a> {
    reader: Reader<'a>,
    rates: &'a Rates,
    table: &'a Table,
    aggregate: &'a Aggregate,
    field: Option<u16>,
}

impl Measure<'_> {
    fn of(&self, rows: &Bitmap) -> bridge::Aggregated {
        aggregated(self.reader, self.rates, self.table, rows, self.aggregate, self.field)
    }

    /// The measure of some rows; `scratch` is an empty bitmap and is left empty.
    fn part(&self, rows: &[u32], scratch: &mut Bitmap) -> Measured {
        let count = rows.len() as u32;
        if *self.aggregate == Aggregate::Count {
            return Measured {
                count,
                value: Cell::Int(i64::from(count)),
            };
        }
        rows.iter().for_each(|&row| scratch.set(row as usize, true));
        let value = self.of(scratch).value;
        rows.iter().for_each(|&row| scratch.set(row as usize, false));
        Measured { count, value }
    }

    fn categories(&self, side: Option<&Side<'_>>, members: &Bitmap, limit: usize) -> Categories {
        let Some(side) = side else {
            return Categories::whole();
        };
        let mut found = FxHashMap::<i64, Vec<u32>>::default();
        for (nth, row) in members.rows().enumerate() {
            side.keys(nth).iter().for_each(|&key| found.entry(key).or_default().push(row));
        }
        let by_count = found.len() > MOST_CANDIDATES || side.axis.is_continuous();
        let mut scratch = Bitmap::filled(members.len(), false);
        let candidates = found.into_iter().map(|(key, rows)| Candidate {
            key,
            size: if by_count {
                rows.len() as f64
            } else {
                size(&self.part(&rows, &mut scratch).value)
            },
        });
        Categories::new(side.axis, &side.keys, self.reader, self.rates, candidates.collect(), limit)
    }
}

/// A measure as a number, for ordering.
fn size(value: &Cell) -> f64 {
    match value {
        Cell::Int(value) | Cell::Duration(value) | Cell::Time(value) => *value as f64,
        Cell::Number(value) | Cell::Percent(value) => *value,
        Cell::Money(money) => money.minor as f64,
        Cell::Date(day) => f64::from(*day),
        Cell::Rating(stars) => f64::from(*stars),
        Cell::Overflow => f64::INFINITY,
        _ => f64::NEG_INFINITY,
    }
}

/// Two numbers of every record of a chart that has both.
///
/// # Errors
/// [`QueryError`] when the object, the saved view or a field is unknown, or a field is no number.
pub fn points(chart: &PointChart, workspace: &Workspace) -> Result<PointPlan, QueryError> {
    let mut plan = Plan::new(records(&chart.chart, workspace)?, workspace)?;
    let mut field = |key: &FieldKey| {
        let field = known(workspace, &chart.chart, key)?;
        let table = &workspace.tables()[usize::from(plan.table)];
        let kind = table.fields()[usize::from(field)].kind;
        if !super::filter::fits(&Aggregate::Max(key.clone()), kind) {
            return Err(QueryError::Aggregate { field: key.to_string() });
        }
        plan.show(workspace, field);
        Ok(field)
    };
    let fields = [field(&chart.x)?, field(&chart.y)?];
    Ok(PointPlan {
        plan,
        fields,
        most: chart.most.clamp(1, MOST_POINTS) as usize,
    })
}

/// A chart of points that fits the schema.
pub struct PointPlan {
    plan: Plan,
    fields: [u16; 2],
    most: usize,
}

impl PointPlan {
    /// Computed fields that have to be brought up to date before it is read.
    #[must_use]
    pub fn computed(&self) -> &[(u16, u16)] {
        self.plan.reads.computed()
    }

    /// The points. Of more than asked for every so many-th is taken.
    #[must_use]
    pub fn page(&self, reader: Reader<'_>, indexes: &Indexes) -> PointPage {
        let table = &reader.workspace.tables()[usize::from(self.plan.table)];
        let rates = indexes.rates(reader);
        let columns = self.fields.map(|field| reader.column(table, field));
        let both = |row: u32| Some([number(columns[0], row, &rates)?, number(columns[1], row, &rates)?]);
        let members = self.plan.members(reader, indexes);
        let rows = members
            .rows()
            .filter_map(|row| both(row).map(|numbers| (row, numbers)))
            .collect::<Vec<_>>();
        let step = rows.len().div_ceil(self.most).max(1);
        let points = rows.iter().step_by(step).map(|&(row, [x, y])| Point {
            id: table.id(row, reader.workspace.handles()),
            label: reader.name(table.handle(row)),
            x,
            y,
        });
        PointPage {
            total: rows.len() as u32,
            points: points.collect(),
            micros: 0,
        }
    }
}

/// A number, a day, or major units of the base currency.
fn number(column: &Column, row: u32, rates: &Rates) -> Option<f64> {
    let value = match column {
        Column::Int(values) => *values.get(row as usize).filter(|&&value| value != model::block::NONE_I64)? as f64,
        Column::Float(values) => *values.get(row as usize)?,
        Column::Money(column) => {
            let money = column.get(row)?;
            money.minor as f64 * rates.factor(money.currency)?
        }
        _ => return None,
    };
    value.is_finite().then_some(value)
}

/// The view of the records that a chart measures.
fn records(chart: &Chart, workspace: &Workspace) -> Result<View, QueryError> {
    let mut view = View::table(&chart.object);
    view.filter = chart.filter.clone();
    view.search = chart.search.clone();
    if let Some(id) = chart.view {
        let saved = saved_view(workspace, id)?;
        if saved.object != chart.object {
            return Err(QueryError::NoView(id));
        }
        view.search = [saved.search, view.search].join(" ").trim().to_owned();
        view.scope = saved.scope;
        view.filter = saved.filter.and(chart.filter.clone());
    }
    if view.scope == Scope::Bin {
        return Err(QueryError::NoView(chart.view.unwrap_or(RecordId::NIL)));
    }
    Ok(view)
}

fn saved_view(workspace: &Workspace, id: RecordId) -> Result<View, QueryError> {
    let gone = || QueryError::NoView(id);
    let table = workspace.table("view").ok_or_else(gone)?;
    let row = find::row(workspace.handles(), table, id)
        .filter(|&row| table.is_alive(row))
        .ok_or_else(gone)?;
    let text = table
        .field("definition")
        .and_then(|field| table.text(row, field))
        .unwrap_or_default();
    serde_json::from_str(text).map_err(|_| gone())
}

fn known(workspace: &Workspace, chart: &Chart, key: &FieldKey) -> Result<u16, QueryError> {
    workspace
        .table(&chart.object)
        .and_then(|table| table.field(key))
        .ok_or_else(|| QueryError::UnknownField {
            object: chart.object.to_string(),
            field: key.clone(),
        })
}

#[cfg(test)]
mod tests;
