//! Which records a back-test trains on and which it judges by.

use crate::random::SplitMix64;
use serde::{Deserialize, Serialize};

/// Parts of a back-test by folds.
const FOLDS: u32 = 5;
/// Parts where records are so many that fewer tell as much.
const FOLDS_OF_MANY: u32 = 3;
/// Records from which they are.
const MANY: usize = 20_000;
/// Part of the records, the latest, that a back-test by time judges by.
const LATER_PART: f64 = 0.25;
/// Records of either outcome that each side of a back-test by time needs.
const SIDE: usize = 10;

/// How models are compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum BackTest<'a> {
    /// Each record is judged by a model that was trained on the other parts.
    Folds,
    /// The latest quarter is judged by a model of the earlier records: when each record was, in any unit. Where that leaves too
    /// few of an outcome on a side, or times are missing, it falls back to folds.
    Later(&'a [f64]),
}

/// What a back-test was, in the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tested {
    /// So many folds with the same share of outcomes.
    Folds(u32),
    /// On records later than all that were trained on.
    Later {
        /// Records judged.
        rows: u32,
    },
}

/// A record no fold is judged by.
pub(super) const ALWAYS_TRAINED: u32 = u32::MAX;

/// The fold each record is judged in.
#[derive(Debug)]
pub(super) struct Split {
    pub fold_of: Vec<u32>,
    pub folds: u32,
    pub tested: Tested,
}

impl Split {
    pub(super) fn new(back_test: BackTest<'_>, outcomes: &[bool], seed: u64) -> Self {
        match back_test {
            BackTest::Later(times) => Self::later(times, outcomes).unwrap_or_else(|| Self::folds(outcomes, seed)),
            BackTest::Folds => Self::folds(outcomes, seed),
        }
    }

    fn folds(outcomes: &[bool], seed: u64) -> Self {
        let folds = if outcomes.len() > MANY { FOLDS_OF_MANY } else { FOLDS };
        let mut random = SplitMix64::new(seed);
        let mut fold_of = vec![0; outcomes.len()];
        for outcome in [true, false] {
            let mut rows: Vec<usize> = (0..outcomes.len()).filter(|row| outcomes[*row] == outcome).collect();
            for place in (1..rows.len()).rev() {
                rows.swap(place, random.below(place + 1));
            }
            for (place, row) in rows.into_iter().enumerate() {
                fold_of[row] = place as u32 % folds;
            }
        }
        Self {
            fold_of,
            folds,
            tested: Tested::Folds(folds),
        }
    }

    fn later(times: &[f64], outcomes: &[bool]) -> Option<Self> {
        if times.len() != outcomes.len() || times.iter().any(|time| !time.is_finite()) {
            return None;
        }
        let mut sorted = times.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let edge = *sorted.get(((1.0 - LATER_PART) * times.len() as f64) as usize)?;
        let late = |row: &usize| times[*row] >= edge;
        let enough = |side: bool| {
            let of = |outcome: bool| {
                (0..times.len())
                    .filter(|row| late(row) == side && outcomes[*row] == outcome)
                    .count()
            };
            of(true).min(of(false)) >= SIDE
        };
        if !enough(true) || !enough(false) {
            return None;
        }
        let fold_of: Vec<u32> = (0..times.len()).map(|row| if late(&row) { 0 } else { ALWAYS_TRAINED }).collect();
        let rows = fold_of.iter().filter(|fold| **fold == 0).count() as u32;
        Some(Self {
            fold_of,
            folds: 1,
            tested: Tested::Later { rows },
        })
    }

    /// The records that fold `fold` trains on, and those it is judged by.
    pub(super) fn sides(&self, fold: u32) -> (Vec<u32>, Vec<u32>) {
        (0..self.fold_of.len() as u32).partition(|row| self.fold_of[*row as usize] != fold)
    }
}
