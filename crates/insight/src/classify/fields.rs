//! Fields of records, and what was learned about each for comparing records: bins, folded levels, centre and spread.
//!
//! Both models see a field as at most [`SLOTS`] slots: bins of numbers, or levels of labels, with one slot for what is missing and
//! one for rare and new levels. So a set of slots is one 64-bit mask.

use super::error::ClassifyError;
use crate::random::SplitMix64;
use serde::{Deserialize, Serialize};

/// The level of a record that has none.
pub const NO_LEVEL: u32 = u32::MAX;
/// Slots of a field.
pub(super) const SLOTS: usize = 64;
/// The slot of records that lack the field.
pub(super) const MISSING: u8 = 63;
/// The slot of levels that are rare or were never seen.
pub(super) const RARE: u8 = 62;
/// Records a level needs to have a slot of its own; fewer say nothing that holds.
const LEVEL_ROWS: u32 = 10;
/// Records whose numbers decide on bins; more change no bin anybody sees.
const BIN_ROWS: usize = 20_000;

/// A field of all records.
#[derive(Debug, Clone, Copy)]
pub enum Field<'a> {
    /// Numbers; what is not finite is missing.
    Numbers(&'a [f64]),
    /// Labels as numbers from 0; [`NO_LEVEL`] is missing. A number that training did not see is treated as a rare one.
    Labels(&'a [u32]),
}

impl Field<'_> {
    /// Number of records.
    pub fn rows(&self) -> usize {
        match self {
            Field::Numbers(numbers) => numbers.len(),
            Field::Labels(labels) => labels.len(),
        }
    }
}

/// What training learned about a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Coding {
    Numbers {
        /// Upper bounds of all bins but the last, ascending.
        bounds: Vec<f64>,
        median: f64,
        mean: f64,
        /// Zero where all numbers are the same.
        deviation: f64,
        missing: bool,
    },
    Labels {
        /// Slot of each level.
        slot_of: Vec<u8>,
        slots: usize,
    },
}

/// A field of all records, in slots.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Coded {
    pub slots: Vec<u8>,
    /// z-scores with the median where missing; empty for labels.
    pub z: Vec<f64>,
}

impl Coding {
    pub(super) fn learn(field: Field<'_>, seed: u64) -> Self {
        match field {
            Field::Numbers(numbers) => Self::of_numbers(numbers, seed),
            Field::Labels(labels) => Self::of_labels(labels),
        }
    }

    fn of_numbers(numbers: &[f64], seed: u64) -> Self {
        let missing = numbers.iter().any(|number| !number.is_finite());
        let mut sorted: Vec<f64> = if numbers.len() > BIN_ROWS {
            let sample = SplitMix64::new(seed).sample(numbers.len(), BIN_ROWS);
            sample
                .into_iter()
                .map(|row| numbers[row])
                .filter(|number| number.is_finite())
                .collect()
        } else {
            numbers.iter().copied().filter(|number| number.is_finite()).collect()
        };
        sorted.sort_unstable_by(f64::total_cmp);
        let median = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
        let bounds = bounds(&sorted, usize::from(RARE));
        let largest = numbers
            .iter()
            .filter(|number| number.is_finite())
            .fold(0.0f64, |most, number| most.max(number.abs()));
        if largest == 0.0 {
            return Self::Numbers {
                bounds,
                median,
                mean: 0.0,
                deviation: 0.0,
                missing,
            };
        }
        // Divided by the largest, so that squares of huge numbers do not overflow.
        let scaled = || {
            numbers
                .iter()
                .map(|number| if number.is_finite() { number / largest } else { median / largest })
        };
        let n = numbers.len() as f64;
        let mean = scaled().sum::<f64>() / n;
        let deviation = (scaled().map(|number| (number - mean) * (number - mean)).sum::<f64>() / n).sqrt();
        // What rounding alone gives is no spread.
        let deviation = if deviation > 1e-12 * mean.abs() { deviation * largest } else { 0.0 };
        Self::Numbers {
            bounds,
            median,
            mean: mean * largest,
            deviation,
            missing,
        }
    }

    fn of_labels(labels: &[u32]) -> Self {
        let levels = labels
            .iter()
            .filter(|level| **level != NO_LEVEL)
            .max()
            .map_or(0, |most| *most as usize + 1);
        let mut counts = vec![0u32; levels];
        for &level in labels.iter().filter(|level| **level != NO_LEVEL) {
            counts[level as usize] += 1;
        }
        let mut common: Vec<u32> = (0..levels as u32).filter(|level| counts[*level as usize] >= LEVEL_ROWS).collect();
        common.sort_by_key(|level| (std::cmp::Reverse(counts[*level as usize]), *level));
        common.truncate(usize::from(RARE));
        let mut slot_of = vec![RARE; levels];
        for (slot, &level) in common.iter().enumerate() {
            slot_of[level as usize] = slot as u8;
        }
        Self::Labels {
            slot_of,
            slots: common.len(),
        }
    }

    /// Whether a field is of the kind this was learned from.
    pub(super) fn fits(&self, field: &Field<'_>) -> bool {
        matches!(
            (self, field),
            (Coding::Numbers { .. }, Field::Numbers(_)) | (Coding::Labels { .. }, Field::Labels(_))
        )
    }

    /// Records as this sees them. `binned` is whether numbers are put into bins, which takes longest and is what trees ask for; else they
    /// are in slot 0.
    pub(super) fn apply(&self, field: Field<'_>, binned: bool) -> Coded {
        match (self, field) {
            (
                Coding::Numbers {
                    bounds,
                    median,
                    mean,
                    deviation,
                    ..
                },
                Field::Numbers(numbers),
            ) => Coded {
                slots: if binned {
                    numbers.iter().map(|&number| bin(bounds, number)).collect()
                } else {
                    numbers.iter().map(|number| if number.is_finite() { 0 } else { MISSING }).collect()
                },
                z: numbers
                    .iter()
                    .map(|&number| {
                        let number = if number.is_finite() { number } else { *median };
                        if *deviation > 0.0 {
                            number / deviation - mean / deviation
                        } else {
                            0.0
                        }
                    })
                    .collect(),
            },
            (Coding::Labels { slot_of, .. }, Field::Labels(labels)) => Coded {
                slots: labels
                    .iter()
                    .map(|&level| match level {
                        NO_LEVEL => MISSING,
                        level => slot_of.get(level as usize).copied().unwrap_or(RARE),
                    })
                    .collect(),
                z: Vec::new(),
            },
            // `fits` was asked before; a field of another kind says nothing.
            (_, other) => Coded {
                slots: vec![MISSING; other.rows()],
                z: Vec::new(),
            },
        }
    }

    /// Whether levels have no order.
    pub(super) fn is_labels(&self) -> bool {
        matches!(self, Coding::Labels { .. })
    }
}

/// Upper bounds of at most `most` bins of ascending numbers, each with about as many; between neighbours, so that new numbers
/// fall where they are nearest.
fn bounds(sorted: &[f64], most: usize) -> Vec<f64> {
    let mut distinct = sorted.to_vec();
    distinct.dedup();
    let between = |a: f64, b: f64| {
        let middle = a / 2.0 + b / 2.0;
        // Where nothing lies between, the lower one is the bound.
        if middle >= b { a } else { middle }
    };
    if distinct.len() <= most {
        return distinct.windows(2).map(|pair| between(pair[0], pair[1])).collect();
    }
    let mut bounds = Vec::with_capacity(most - 1);
    for bin in 1..most {
        let place = bin * sorted.len() / most;
        let (below, above) = (sorted[place - 1], sorted[place]);
        let bound = if below < above { between(below, above) } else { above };
        if bounds.last().is_none_or(|last| *last < bound) && bound < sorted[sorted.len() - 1] {
            bounds.push(bound);
        }
    }
    bounds
}

/// The first bin whose bound is at least `number`.
fn bin(bounds: &[f64], number: f64) -> u8 {
    if !number.is_finite() {
        return MISSING;
    }
    bounds.partition_point(|bound| *bound < number) as u8
}

/// Checks lengths; the number of records.
pub(super) fn rows(fields: &[Field<'_>], outcomes: usize) -> Result<usize, ClassifyError> {
    if fields.is_empty() {
        return Err(ClassifyError::NoFields);
    }
    if outcomes >= u32::MAX as usize {
        return Err(ClassifyError::TooMany { count: outcomes });
    }
    match fields.iter().position(|field| field.rows() != outcomes) {
        Some(field) => Err(ClassifyError::Rows {
            field,
            rows: fields[field].rows(),
            outcomes,
        }),
        None => Ok(outcomes),
    }
}
