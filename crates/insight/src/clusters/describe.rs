//! What sets each cluster apart, as material for a sentence such as "large, frequent, declining".

use super::error::ClustersError;
use super::kmeans::Clusters;
use super::points::Points;

/// Standard deviations from which a cluster is said to differ.
const DIFFERS: f64 = 0.4;
/// Standard deviations from which it differs much.
const MUCH: f64 = 1.0;

/// How a cluster compares with everybody in one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// At least one standard deviation below.
    MuchLower,
    /// Below.
    Lower,
    /// About the same.
    Same,
    /// Above.
    Higher,
    /// At least one standard deviation above.
    MuchHigher,
}

/// A cluster in one column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trait {
    /// The column, a position in the columns of the points.
    pub column: usize,
    /// Mean of the cluster, as the column was given.
    pub mean: f64,
    /// Median of the cluster, as the column was given.
    pub median: f64,
    /// Mean of the cluster less the mean of everybody, in standard deviations of everybody, after the logarithm if one was taken.
    pub deviation: f64,
    /// The deviation in words.
    pub level: Level,
}

/// A cluster in all columns, what sets it apart most first.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    /// Its points.
    pub size: u32,
    /// Its part of all points, 0 to 1.
    pub share: f64,
    /// One entry per column.
    pub traits: Vec<Trait>,
}

/// Describes clusters of `points` in `columns`, the ones the points were prepared from.
///
/// # Errors
/// Columns that are not those of the points.
pub fn describe(points: &Points, clusters: &Clusters, columns: &[&[f64]]) -> Result<Vec<Description>, ClustersError> {
    let rows = points.row_of().last().map_or(0, |row| *row as usize + 1);
    if columns.len() != points.dimensions() {
        return Err(ClustersError::NoColumns);
    }
    if let Some(column) = columns.iter().position(|column| column.len() < rows) {
        return Err(ClustersError::Columns {
            column,
            rows: columns[column].len(),
            expected: rows,
        });
    }
    let dimensions = points.dimensions();
    let n = points.len() as f64;
    let overall: Vec<(f64, f64)> = (0..dimensions)
        .map(|dimension| {
            let values = || points.values().iter().skip(dimension).step_by(dimensions);
            let mean = values().sum::<f64>() / n;
            (
                mean,
                (values().map(|value| (value - mean) * (value - mean)).sum::<f64>() / n).sqrt(),
            )
        })
        .collect();
    let describe_one = |(cluster, &size): (usize, &u32)| {
        let members: Vec<usize> = (0..points.len())
            .filter(|&point| clusters.cluster_of[point] as usize == cluster)
            .collect();
        let mut traits: Vec<Trait> = (0..dimensions)
            .map(|column| {
                let mut values: Vec<f64> = members
                    .iter()
                    .map(|&point| columns[column][points.row_of()[point] as usize])
                    .collect();
                values.sort_unstable_by(f64::total_cmp);
                let (mean, spread) = overall[column];
                let centre = clusters.centres[cluster * dimensions + column];
                let deviation = if spread > 0.0 { (centre - mean) / spread } else { 0.0 };
                Trait {
                    column,
                    mean: values.iter().map(|value| value / values.len() as f64).sum(),
                    median: middle(&values),
                    deviation,
                    level: level(deviation),
                }
            })
            .collect();
        traits.sort_by(|a, b| b.deviation.abs().total_cmp(&a.deviation.abs()).then(a.column.cmp(&b.column)));
        Description {
            size,
            share: f64::from(size) / n,
            traits,
        }
    };
    Ok(clusters.sizes.iter().enumerate().map(describe_one).collect())
}

/// Median of ascending values; 0 of none.
fn middle(ascending: &[f64]) -> f64 {
    let half = ascending.len() / 2;
    match ascending.len() {
        0 => 0.0,
        n if n % 2 == 1 => ascending[half],
        _ => ascending[half - 1] / 2.0 + ascending[half] / 2.0,
    }
}

fn level(deviation: f64) -> Level {
    match deviation {
        d if d <= -MUCH => Level::MuchLower,
        d if d <= -DIFFERS => Level::Lower,
        d if d >= MUCH => Level::MuchHigher,
        d if d >= DIFFERS => Level::Higher,
        _ => Level::Same,
    }
}
