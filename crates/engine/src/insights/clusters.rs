//! Customers who are alike in chosen fields, each group with what sets it apart and the rule that comes closest to it.

use bridge::customer::{ClusterCard, ClusterPage, ClusterTrait, NoClusters};
use insight::clusters::{Clusters, ClustersError, Description, KMeans, Level, Points, Scaling, choose_k, describe, silhouette};
use model::block::NONE_I64;
use model::{FieldKey, FieldKind, Filter, Money, Operator, Value};

use crate::columns::Column;
use crate::reader::Reader;
use crate::table::Table;
use crate::workspace::Workspace;

/// Rows on which numbers of clusters are compared.
const COMPARED_ROWS: usize = 1_500;
/// Most clusters that are compared.
const MOST: usize = 8;
/// Starts of each fit.
const STARTS: u32 = 4;
/// Seed of starts: the same everywhere, so that two devices find the same.
const SEED: u64 = 0x6b69_7468;
/// Fields that a rule names at most.
const RULE_FIELDS: usize = 3;
/// Part of a cluster that may lie below the range of a rule, and above.
const TAIL: f64 = 0.05;

/// Computed fields that clusters of these fields read; to be refreshed first.
#[must_use]
pub fn clusters_computed(workspace: &Workspace, object: &str, fields: &[FieldKey]) -> Vec<(u16, u16)> {
    let Some(table) = workspace.table(object) else { return Vec::new() };
    fields.iter().filter_map(|key| Some((table.number, table.field(key)?))).collect()
}

/// Records as points, among which clusters are found. Nothing of the workspace is read any more.
pub struct Grouping {
    measures: Vec<Measure>,
    points: Points,
    k: usize,
    page: ClusterPage,
}

impl Grouping {
    /// Reads the records in use of an object, for `k` clusters or the number that separates best.
    ///
    /// # Errors
    /// The page that says why there are no clusters.
    pub fn of(reader: Reader<'_>, object: &str, fields: &[FieldKey], log: bool, k: Option<u8>) -> Result<Self, Box<ClusterPage>> {
        let page = ClusterPage {
            records: 0,
            left_out: 0,
            silhouette: 0.0,
            compared: Vec::new(),
            cards: Vec::new(),
            none: None,
            as_of: reader.moment.today,
        };
        let none = |none| {
            Box::new(ClusterPage {
                none: Some(none),
                ..page.clone()
            })
        };
        let table = reader.table(object).ok_or_else(|| none(NoClusters::NoFields))?;
        prepared(reader, table, fields, log, k, page.clone()).map_err(|error| none(why(error)))
    }

    /// The fit, to be run.
    ///
    /// # Errors
    /// The page that says why there are no clusters.
    pub fn fit(&self) -> Result<KMeans<'_>, Box<ClusterPage>> {
        KMeans::new(&self.points, self.k, STARTS, SEED).map_err(|error| self.none(error))
    }

    fn none(&self, error: ClustersError) -> Box<ClusterPage> {
        Box::new(ClusterPage {
            none: Some(why(error)),
            ..self.page.clone()
        })
    }

    /// The clusters told.
    #[must_use]
    pub fn page(&self, clusters: &Clusters) -> Box<ClusterPage> {
        let columns = self.measures.iter().map(|measure| measure.values.as_slice()).collect::<Vec<_>>();
        let descriptions = match describe(&self.points, clusters, &columns) {
            Ok(descriptions) => descriptions,
            Err(error) => return self.none(error),
        };
        let cards = descriptions
            .iter()
            .enumerate()
            .map(|(cluster, description)| card(&self.measures, &self.points, clusters, cluster, description));
        Box::new(ClusterPage {
            silhouette: silhouette(&self.points, clusters, SEED).map_or(0.0, |found| found.mean),
            cards: cards.collect(),
            ..self.page.clone()
        })
    }
}

fn why(error: ClustersError) -> NoClusters {
    match error {
        ClustersError::NoColumns | ClustersError::Columns { .. } | ClustersError::NoClusters => NoClusters::NoFields,
        ClustersError::NoRows { left_out } => NoClusters::NoRows { left_out: left_out as u32 },
        ClustersError::NothingVaries => NoClusters::Alike,
        ClustersError::TooFewDistinct { distinct, .. } => NoClusters::Few { distinct: distinct as u32 },
    }
}

fn prepared(
    reader: Reader<'_>,
    table: &Table,
    fields: &[FieldKey],
    log: bool,
    k: Option<u8>,
    mut page: ClusterPage,
) -> Result<Grouping, ClustersError> {
    let rows = table.alive().rows().collect::<Vec<_>>();
    let measures = fields
        .iter()
        .filter_map(|key| Measure::of(reader, table, key, &rows))
        .collect::<Vec<_>>();
    let columns = measures.iter().map(|measure| measure.values.as_slice()).collect::<Vec<_>>();
    let scaling = Scaling { log, standardise: true };
    let points = Points::prepare(&columns, scaling)?;
    page.records = points.len() as u32;
    page.left_out = points.left_out() as u32;
    let k = match k {
        Some(k) => usize::from(k.max(1)),
        None => {
            let every = points.len().div_ceil(COMPARED_ROWS).max(1);
            let few = points.row_of().iter().step_by(every).map(|&row| row as usize).collect::<Vec<_>>();
            let few = columns
                .iter()
                .map(|column| few.iter().map(|&row| column[row]).collect::<Vec<_>>())
                .collect::<Vec<_>>();
            let few = Points::prepare(&few.iter().map(Vec::as_slice).collect::<Vec<_>>(), scaling)?;
            let compared = choose_k(&few, MOST, STARTS, SEED)?;
            page.compared = compared.iter().map(|tried| (tried.k as u8, tried.silhouette.mean)).collect();
            page.compared.sort_by_key(|tried| tried.0);
            compared.first().map_or(1, |best| best.k)
        }
    };
    Ok(Grouping { measures, points, k, page })
}

/// A field as numbers.
struct Measure {
    key: FieldKey,
    kind: FieldKind,
    values: Vec<f64>,
    currency: model::Currency,
}

impl Measure {
    fn of(reader: Reader<'_>, table: &Table, key: &FieldKey, rows: &[u32]) -> Option<Self> {
        let number = table.field(key)?;
        let kind = table.fields()[usize::from(number)].kind;
        let table = &reader.workspace.tables()[usize::from(table.number)];
        let column = reader.column(table, number);
        let value = |row: u32| match column {
            Column::Int(values) => values
                .get(row as usize)
                .filter(|value| **value != NONE_I64)
                .map(|value| *value as f64),
            Column::Float(values) => values.get(row as usize).copied(),
            Column::Money(amounts) => amounts.get(row).and_then(|money| {
                let base = reader.moment.base;
                let minor = if money.currency == base {
                    money.minor
                } else {
                    reader.computed.rates()?.to_base(money).ok()?
                };
                Some(Money::new(minor, base).to_f64())
            }),
            _ => None,
        };
        let is_number = matches!(column, Column::Int(_) | Column::Float(_) | Column::Money(_));
        is_number.then(|| Self {
            key: key.clone(),
            kind,
            values: rows.iter().map(|&row| value(row).unwrap_or(f64::NAN)).collect(),
            currency: reader.moment.base,
        })
    }

    /// A number as a value of the field.
    fn value(&self, number: f64) -> Value {
        match self.kind {
            FieldKind::Money => {
                let minor = number * f64::from(10u32.pow(self.currency.exponent()));
                Value::Money(Money::new(minor.round() as i64, self.currency))
            }
            FieldKind::Integer | FieldKind::Duration | FieldKind::Rating => Value::Int(number.round() as i64),
            _ => Value::Number(number),
        }
    }
}

fn card(measures: &[Measure], points: &Points, clusters: &Clusters, cluster: usize, description: &Description) -> ClusterCard {
    let traits = description.traits.iter().map(|found| ClusterTrait {
        field: measures[found.column].key.clone(),
        above: match found.level {
            Level::MuchLower => -2,
            Level::Lower => -1,
            Level::Same => 0,
            Level::Higher => 1,
            Level::MuchHigher => 2,
        },
        median: measures[found.column].value(found.median),
    });
    let rule = Rule::of(measures, points, clusters, cluster, description);
    ClusterCard {
        size: description.size,
        share: description.share,
        traits: traits.collect(),
        rule: rule.filter(measures),
        fitting: rule.fitting,
        of_cluster: rule.of_cluster,
    }
}

/// Ranges of a few fields that hold most of a cluster and few others.
struct Rule {
    /// Column, least and most.
    ranges: Vec<(usize, f64, f64)>,
    /// Records that fit.
    fitting: u32,
    /// Those of them that are in the cluster.
    of_cluster: u32,
}

impl Rule {
    fn of(measures: &[Measure], points: &Points, clusters: &Clusters, cluster: usize, description: &Description) -> Self {
        let is_in = |point: usize| clusters.cluster_of[point] as usize == cluster;
        let mut ranges = Vec::new();
        for found in description.traits.iter().take(RULE_FIELDS) {
            let values = &measures[found.column].values;
            let mut own = (0..points.len())
                .filter(|&point| is_in(point))
                .map(|point| values[points.row_of()[point] as usize])
                .collect::<Vec<_>>();
            own.sort_unstable_by(f64::total_cmp);
            let tail = (own.len() as f64 * TAIL) as usize;
            let all = points.row_of().iter().map(|&row| values[row as usize]);
            let (lowest, highest) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
                (low.min(value), high.max(value))
            });
            // Where a group reaches the end of everybody, there is nobody beyond to be told apart from.
            let least = if own[0] <= lowest { f64::NEG_INFINITY } else { own[tail] };
            let most = if own[own.len() - 1] >= highest {
                f64::INFINITY
            } else {
                own[own.len() - 1 - tail]
            };
            ranges.push((found.column, least, most));
        }
        let fits = |point: usize| {
            ranges.iter().all(|&(column, least, most)| {
                let value = measures[column].values[points.row_of()[point] as usize];
                (least..=most).contains(&value)
            })
        };
        let fitting = (0..points.len()).filter(|&point| fits(point)).collect::<Vec<_>>();
        Self {
            of_cluster: fitting.iter().filter(|&&point| is_in(point)).count() as u32,
            fitting: fitting.len() as u32,
            ranges,
        }
    }

    fn filter(&self, measures: &[Measure]) -> Filter {
        let mut conditions = Vec::new();
        // Only records with every number were looked at.
        let said = |column: usize| {
            let range = self.ranges.iter().find(|range| range.0 == column);
            range.is_some_and(|(_, least, most)| least.is_finite() || most.is_finite())
        };
        let unsaid = (0..measures.len()).filter(|&column| !said(column));
        conditions.extend(unsaid.map(|column| Filter::field(&measures[column].key, Operator::Filled, Vec::new())));
        for &(column, least, most) in &self.ranges {
            let measure = &measures[column];
            let mut say = |operator: Operator, limit: f64| {
                conditions.push(Filter::field(&measure.key, operator, vec![measure.value(limit)]));
            };
            if least.is_finite() {
                say(Operator::AtLeast, least);
            }
            if most.is_finite() {
                say(Operator::AtMost, most);
            }
        }
        Filter::All(conditions)
    }
}
