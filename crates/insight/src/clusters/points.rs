//! Columns of measures made comparable: logarithm, then z-scores.

use super::error::ClustersError;
use crate::special::ln_1p;

/// How measures are made comparable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scaling {
    /// Take sign(x) · ln(1 + |x|) first, which tames sums and counts with a long tail.
    pub log: bool,
    /// Subtract the mean and divide by the population's standard deviation.
    pub standardise: bool,
}

impl Default for Scaling {
    fn default() -> Self {
        Self {
            log: false,
            standardise: true,
        }
    }
}

/// Rows of comparable numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Points {
    /// Row by row.
    values: Vec<f64>,
    dimensions: usize,
    /// The row of the input that each point is.
    row_of: Vec<u32>,
    /// Rows with a missing or infinite value.
    left_out: usize,
    scales: Vec<Scale>,
}

/// How a column was shifted and divided, after the logarithm.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Scale {
    log: bool,
    mean: f64,
    deviation: f64,
}

impl Points {
    /// Prepares columns of one length. Not-a-number is a missing value. A column of one value only stays and is zero everywhere,
    /// so it separates nobody.
    ///
    /// # Errors
    /// No columns or columns of different lengths, no row that is complete, nothing that varies.
    pub fn prepare(columns: &[&[f64]], scaling: Scaling) -> Result<Self, ClustersError> {
        let rows = columns.first().ok_or(ClustersError::NoColumns)?.len();
        if let Some(column) = columns.iter().position(|column| column.len() != rows) {
            return Err(ClustersError::Columns {
                column,
                rows: columns[column].len(),
                expected: rows,
            });
        }
        let row_of: Vec<u32> = (0..rows as u32)
            .filter(|&row| columns.iter().all(|column| column[row as usize].is_finite()))
            .collect();
        let left_out = rows - row_of.len();
        if row_of.is_empty() {
            return Err(ClustersError::NoRows { left_out });
        }
        let dimensions = columns.len();
        let mut values = vec![0.0; row_of.len() * dimensions];
        let mut scales = Vec::with_capacity(dimensions);
        for (dimension, column) in columns.iter().enumerate() {
            let mut taken: Vec<f64> = row_of.iter().map(|&row| column[row as usize]).collect();
            if scaling.log {
                for value in &mut taken {
                    let magnitude = ln_1p(value.abs());
                    *value = if *value < 0.0 { -magnitude } else { magnitude };
                }
            }
            let scale = Scale::of(&taken, scaling);
            for (point, value) in taken.into_iter().enumerate() {
                values[point * dimensions + dimension] = scale.apply(value);
            }
            scales.push(scale);
        }
        if scales.iter().all(|scale| scale.deviation == 0.0) {
            return Err(ClustersError::NothingVaries);
        }
        Ok(Self {
            values,
            dimensions,
            row_of,
            left_out,
            scales,
        })
    }

    /// Number of points.
    pub fn len(&self) -> usize {
        self.row_of.len()
    }

    /// Whether there is none; preparing never gives none.
    pub fn is_empty(&self) -> bool {
        self.row_of.is_empty()
    }

    /// Numbers per point.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// The numbers of a point.
    pub fn point(&self, point: usize) -> &[f64] {
        &self.values[point * self.dimensions..(point + 1) * self.dimensions]
    }

    /// All points, one after the other.
    pub(super) fn values(&self) -> &[f64] {
        &self.values
    }

    /// The row of the input that each point is, ascending.
    pub fn row_of(&self) -> &[u32] {
        &self.row_of
    }

    /// Rows that have a missing or infinite value.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Points that differ from each other, counted no further than `enough`.
    pub(super) fn distinct(&self, enough: usize) -> usize {
        let mut seen: Vec<&[f64]> = Vec::with_capacity(enough);
        for point in self.values.chunks_exact(self.dimensions) {
            if !seen.contains(&point) {
                seen.push(point);
                if seen.len() >= enough {
                    break;
                }
            }
        }
        seen.len()
    }
}

impl Scale {
    fn of(values: &[f64], scaling: Scaling) -> Self {
        let first = values[0];
        let constant = values.iter().all(|value| *value == first);
        // Dividing by the largest magnitude first keeps squares of huge values from overflowing.
        let largest = values.iter().fold(0.0f64, |largest, value| largest.max(value.abs()));
        let n = values.len() as f64;
        let mean = values.iter().map(|value| value / largest).sum::<f64>() / n;
        let variance = values
            .iter()
            .map(|value| (value / largest - mean) * (value / largest - mean))
            .sum::<f64>()
            / n;
        let (mean, deviation) = (mean * largest, variance.sqrt() * largest);
        if constant || deviation == 0.0 || !deviation.is_finite() {
            return Self {
                log: scaling.log,
                mean: first,
                deviation: 0.0,
            };
        }
        Self {
            log: scaling.log,
            mean: if scaling.standardise { mean } else { 0.0 },
            deviation: if scaling.standardise { deviation } else { 1.0 },
        }
    }

    fn apply(self, value: f64) -> f64 {
        if self.deviation == 0.0 {
            0.0
        } else {
            value / self.deviation - self.mean / self.deviation
        }
    }
}
