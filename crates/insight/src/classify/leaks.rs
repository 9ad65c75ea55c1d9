//! Fields that know the outcome because they were filled after it.
//!
//! A model that learns from them is worthless for records whose outcome is open, and nothing in its measures shows it. What shows
//! is a field that predicts implausibly well alone, that is missing for one outcome and filled for the other, or levels that
//! decide. Each is a warning to look into, not a proof.

use super::fields::{MISSING, RARE, SLOTS};
use super::folds::Split;
use super::metrics::auc;
use super::table::{Codings, Table};
use serde::{Deserialize, Serialize};

/// Area under the curve of one field alone from which it is implausible.
const IMPLAUSIBLE: f64 = 0.85;
/// Difference of the shares of missing values between outcomes from which it tells.
const MISSING_TELLS: f64 = 0.25;
/// Records that are missing, and that are not, before that counts.
const SUPPORT: usize = 20;
/// Purity from which a level decides.
const PURE: f64 = 0.95;
/// Part of the rarer outcome that deciding levels hold together before that counts.
const DECIDED: f64 = 0.10;
/// Records of everybody's rate mixed into that of a slot.
const SMOOTHING: f64 = 10.0;

/// Why a field is suspected.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum LeakReason {
    /// It predicts implausibly well alone: area under the curve.
    PredictsAlone {
        /// The area.
        auc: f64,
    },
    /// It is filled for one outcome and missing for the other.
    MissingTells {
        /// Share of records with the outcome that lack it.
        missing_with: f64,
        /// Share of records without the outcome that lack it.
        missing_without: f64,
    },
    /// Some of its values nearly always mean the rarer outcome.
    LevelsDecide {
        /// How many values.
        levels: usize,
        /// Part of all records of that outcome that have one of them.
        share: f64,
    },
}

/// How well a field predicts alone.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FieldAlone {
    /// Area under the curve of the field alone, each record judged by others.
    pub auc: f64,
    /// Why it is suspected to know the outcome, the strongest reason; `None` where it is not.
    pub leak: Option<LeakReason>,
}

/// Judges every field alone.
pub(super) fn judge(codings: &Codings, table: &Table, outcomes: &[bool], split: &Split) -> Vec<FieldAlone> {
    let positives = outcomes.iter().filter(|outcome| **outcome).count();
    let rate = positives as f64 / outcomes.len().max(1) as f64;
    (0..table.columns.len())
        .map(|field| {
            let slots = &table.columns[field].slots;
            let alone = alone(slots, outcomes, split, rate);
            FieldAlone {
                auc: alone,
                leak: leak(slots, outcomes, positives, alone, codings.0[field].is_labels()),
            }
        })
        .collect()
}

/// The area of the rate of the slot in the other folds.
fn alone(slots: &[u8], outcomes: &[bool], split: &Split, rate: f64) -> f64 {
    let folds = split.folds as usize + 1;
    let fold_of = |row: usize| (split.fold_of[row] as usize).min(folds - 1);
    let mut with = vec![[0.0; SLOTS]; folds];
    let mut all = vec![[0.0; SLOTS]; folds];
    for (row, (&slot, &outcome)) in slots.iter().zip(outcomes).enumerate() {
        all[fold_of(row)][usize::from(slot)] += 1.0;
        with[fold_of(row)][usize::from(slot)] += f64::from(u8::from(outcome));
    }
    let sum = |of: &[[f64; SLOTS]], slot: usize| of.iter().map(|fold| fold[slot]).sum::<f64>();
    let judged: Vec<usize> = (0..slots.len()).filter(|row| fold_of(*row) < folds - 1).collect();
    let rates: Vec<[f64; SLOTS]> = (0..folds)
        .map(|fold| {
            std::array::from_fn(|slot| {
                let (others_with, others) = (sum(&with, slot) - with[fold][slot], sum(&all, slot) - all[fold][slot]);
                (others_with + SMOOTHING * rate) / (others + SMOOTHING)
            })
        })
        .collect();
    let scores: Vec<f64> = judged.iter().map(|&row| rates[fold_of(row)][usize::from(slots[row])]).collect();
    let outcomes: Vec<bool> = judged.iter().map(|&row| outcomes[row]).collect();
    auc(&scores, &outcomes)
}

fn leak(slots: &[u8], outcomes: &[bool], positives: usize, alone: f64, labels: bool) -> Option<LeakReason> {
    if alone >= IMPLAUSIBLE {
        return Some(LeakReason::PredictsAlone { auc: alone });
    }
    let negatives = outcomes.len() - positives;
    let mut counts = [[0usize; 2]; SLOTS];
    for (&slot, &outcome) in slots.iter().zip(outcomes) {
        counts[usize::from(slot)][usize::from(outcome)] += 1;
    }
    let [missing_without, missing_with] = counts[usize::from(MISSING)];
    let missing = missing_with + missing_without;
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let (with, without) = (share(missing_with, positives), share(missing_without, negatives));
    if missing >= SUPPORT && slots.len() - missing >= SUPPORT && (with - without).abs() >= MISSING_TELLS {
        return Some(LeakReason::MissingTells {
            missing_with: with,
            missing_without: without,
        });
    }
    // The far end of an honest number may well decide; a label that does is odd.
    if !labels {
        return None;
    }
    let rarer = usize::from(positives <= negatives);
    let pure = |slot: &usize| {
        let count = counts[*slot][0] + counts[*slot][1];
        *slot != usize::from(RARE) && count >= SUPPORT && counts[*slot][rarer] as f64 >= PURE * count as f64
    };
    let deciding: Vec<usize> = (0..SLOTS).filter(pure).collect();
    let held = share(deciding.iter().map(|slot| counts[*slot][rarer]).sum(), positives.min(negatives));
    (held >= DECIDED).then_some(LeakReason::LevelsDecide {
        levels: deciding.len(),
        share: held,
    })
}
