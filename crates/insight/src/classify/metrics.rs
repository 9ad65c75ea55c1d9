//! How good predictions of a yes or no are.
//!
//! Area under the ROC curve by ranks, ties half (Mann & Whitney 1947), with DeLong's interval (1988); logarithmic loss, Brier
//! score (1950), average precision, lift in the top tenth, and calibration in bins.

use crate::special::ln;
use serde::{Deserialize, Serialize};

/// Standard normal quantile of a 95 % interval.
const Z: f64 = 1.959_963_984_540_054;
/// Probabilities are held this far from 0 and 1 before a logarithm.
const HELD: f64 = 1e-15;
/// Bins of a calibration.
const BINS: usize = 10;

/// Quality on records that were not trained on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quality {
    /// Area under the ROC curve: how often a record with the outcome is ranked above one without. One half is guessing, and what
    /// is given where one outcome does not occur.
    pub auc: f64,
    /// Its 95 % interval.
    pub auc_interval: (f64, f64),
    /// Mean −ln of the probability given to what happened.
    pub log_loss: f64,
    /// Mean squared difference of probability and what happened.
    pub brier: f64,
    /// Mean of the precisions at each record with the outcome.
    pub average_precision: f64,
    /// Share with the outcome in the top tenth, over the share in all.
    pub lift_top_decile: f64,
    /// Probability against what happened, lowest first.
    pub calibration: Vec<CalibrationBin>,
    /// Records.
    pub rows: usize,
    /// Those with the outcome.
    pub positives: usize,
}

/// Records of about the same probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CalibrationBin {
    /// Mean probability.
    pub predicted: f64,
    /// Share with the outcome.
    pub observed: f64,
    /// Records.
    pub rows: usize,
}

impl Quality {
    /// Of probabilities, one per outcome; the longer of the two is cut.
    pub fn measure(probabilities: &[f64], outcomes: &[bool]) -> Self {
        let rows = probabilities.len().min(outcomes.len());
        let (probabilities, outcomes) = (&probabilities[..rows], &outcomes[..rows]);
        let positives = outcomes.iter().filter(|outcome| **outcome).count();
        let mut order: Vec<u32> = (0..rows as u32).collect();
        order.sort_by(|&a, &b| probabilities[b as usize].total_cmp(&probabilities[a as usize]));
        let n = rows.max(1) as f64;
        let pairs = || probabilities.iter().zip(outcomes);
        let given = |(probability, outcome): (&f64, &bool)| {
            let held = probability.clamp(HELD, 1.0 - HELD);
            -ln(if *outcome { held } else { 1.0 - held })
        };
        let missed = |(probability, outcome): (&f64, &bool)| probability - f64::from(u8::from(*outcome));
        let (auc, variance) = area(probabilities, outcomes, &order, positives);
        let half = Z * variance.sqrt();
        Self {
            auc,
            auc_interval: ((auc - half).max(0.0), (auc + half).min(1.0)),
            log_loss: pairs().map(given).sum::<f64>() / n,
            brier: pairs().map(missed).map(|missed| missed * missed).sum::<f64>() / n,
            average_precision: average_precision(probabilities, outcomes, &order, positives),
            lift_top_decile: lift(probabilities, outcomes, &order, positives),
            calibration: calibration(probabilities, outcomes, &order),
            rows,
            positives,
        }
    }
}

/// Groups of equal probabilities in `order`, highest first: records and those with the outcome.
fn ties<'a>(probabilities: &'a [f64], outcomes: &'a [bool], order: &'a [u32]) -> impl Iterator<Item = (usize, usize)> + 'a {
    let same = |a: &u32, b: &u32| probabilities[*a as usize] == probabilities[*b as usize];
    order.chunk_by(same).map(|group| {
        let positives = group.iter().filter(|row| outcomes[**row as usize]).count();
        (group.len(), positives)
    })
}

/// The area alone.
pub(super) fn auc(scores: &[f64], outcomes: &[bool]) -> f64 {
    let mut order: Vec<u32> = (0..scores.len() as u32).collect();
    order.sort_by(|&a, &b| scores[b as usize].total_cmp(&scores[a as usize]));
    let positives = outcomes.iter().filter(|outcome| **outcome).count();
    area(scores, outcomes, &order, positives).0
}

/// The area and DeLong's variance of it.
fn area(probabilities: &[f64], outcomes: &[bool], order: &[u32], positives: usize) -> (f64, f64) {
    let negatives = order.len() - positives;
    if positives == 0 || negatives == 0 {
        return (0.5, 0.25);
    }
    let (m, n) = (positives as f64, negatives as f64);
    // Of each record the share of the other side that it is ranked right against, ties half.
    let (mut above_positives, mut above_negatives) = (0.0, 0.0);
    let (mut sum, mut squares_of_positives, mut squares_of_negatives) = (0.0, 0.0, 0.0);
    for (size, with) in ties(probabilities, outcomes, order) {
        let (with, without) = (with as f64, (size - with) as f64);
        let of_positive = (n - above_negatives - without / 2.0) / n;
        let of_negative = (above_positives + with / 2.0) / m;
        sum += with * of_positive;
        squares_of_positives += with * of_positive * of_positive;
        squares_of_negatives += without * of_negative * of_negative;
        above_positives += with;
        above_negatives += without;
    }
    let auc = sum / m;
    let spread = |squares: f64, count: f64| {
        if count > 1.0 {
            ((squares - count * auc * auc) / (count - 1.0)).max(0.0) / count
        } else {
            0.25
        }
    };
    (auc, spread(squares_of_positives, m) + spread(squares_of_negatives, n))
}

fn average_precision(probabilities: &[f64], outcomes: &[bool], order: &[u32], positives: usize) -> f64 {
    if positives == 0 {
        return 0.0;
    }
    let (mut seen, mut with_seen, mut sum) = (0.0, 0.0, 0.0);
    for (size, with) in ties(probabilities, outcomes, order) {
        seen += size as f64;
        with_seen += with as f64;
        sum += with as f64 * with_seen / seen;
    }
    sum / positives as f64
}

/// Records that tie at the edge of the top tenth count by their part.
fn lift(probabilities: &[f64], outcomes: &[bool], order: &[u32], positives: usize) -> f64 {
    let wanted = (order.len() / 10).max(1) as f64;
    if positives == 0 {
        return 0.0;
    }
    let (mut left, mut found) = (wanted, 0.0);
    for (size, with) in ties(probabilities, outcomes, order) {
        let part = (left / size as f64).min(1.0);
        found += part * with as f64;
        left -= part * size as f64;
        if left <= 0.0 {
            break;
        }
    }
    found / wanted / (positives as f64 / order.len() as f64)
}

fn calibration(probabilities: &[f64], outcomes: &[bool], order: &[u32]) -> Vec<CalibrationBin> {
    let size = order.len().div_ceil(BINS).max(1);
    let bin = |rows: &[u32]| CalibrationBin {
        predicted: rows.iter().map(|row| probabilities[*row as usize]).sum::<f64>() / rows.len() as f64,
        observed: rows.iter().filter(|row| outcomes[**row as usize]).count() as f64 / rows.len() as f64,
        rows: rows.len(),
    };
    let mut bins: Vec<CalibrationBin> = order.chunks(size).map(bin).collect();
    bins.reverse();
    bins
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn measures_by_hand() {
        let quality = Quality::measure(&[0.9, 0.8, 0.3, 0.2], &[true, false, true, false]);
        assert_eq!((quality.auc, quality.rows, quality.positives), (0.75, 4, 2));
        assert!((quality.average_precision - (1.0 + 2.0 / 3.0) / 2.0).abs() < 1e-12);
        assert!((quality.brier - (0.01 + 0.64 + 0.49 + 0.04) / 4.0).abs() < 1e-12);
        let log_loss = -(0.9f64.ln() + 0.2f64.ln() + 0.3f64.ln() + 0.8f64.ln()) / 4.0;
        assert!((quality.log_loss - log_loss).abs() < 1e-12);
        assert_eq!(quality.lift_top_decile, 2.0);
        assert_eq!(quality.calibration[3].predicted, 0.9);
    }

    /// Variance .125 of this sample by DeLong's formula: placements 1 and .5 against .5 and 1.
    #[test]
    fn the_interval_is_that_of_delong() {
        let quality = Quality::measure(&[0.9, 0.8, 0.3, 0.2], &[true, false, true, false]);
        let half = Z * 0.125f64.sqrt();
        assert!((quality.auc_interval.0 - (0.75 - half)).abs() < 1e-12 && quality.auc_interval.1 == 1.0);
    }

    #[test]
    fn nothing_and_one_outcome_are_answered() {
        for outcomes in [&[][..], &[true], &[false, false]] {
            let quality = Quality::measure(&vec![0.5; outcomes.len()], outcomes);
            assert_eq!(quality.auc, 0.5);
            let numbers = [quality.log_loss, quality.brier, quality.average_precision, quality.lift_top_decile];
            assert!(numbers.iter().all(|number| number.is_finite()), "{quality:?}");
        }
    }

    proptest! {
        #[test]
        fn the_area_is_what_counting_pairs_gives(records in prop::collection::vec((0u8..20, any::<bool>()), 2..60)) {
            let probabilities: Vec<f64> = records.iter().map(|record| f64::from(record.0) / 20.0).collect();
            let outcomes: Vec<bool> = records.iter().map(|record| record.1).collect();
            let (mut right, mut pairs) = (0.0, 0.0);
            for (a, with) in records.iter().filter(|record| record.1) {
                debug_assert!(*with);
                for (b, _) in records.iter().filter(|record| !record.1) {
                    pairs += 1.0;
                    right += if a > b { 1.0 } else if a == b { 0.5 } else { 0.0 };
                }
            }
            let quality = Quality::measure(&probabilities, &outcomes);
            if pairs > 0.0 {
                prop_assert!((quality.auc - right / pairs).abs() < 1e-12);
            }
            prop_assert!((0.0..=1.0).contains(&quality.average_precision));
            prop_assert!(quality.auc_interval.0 <= quality.auc && quality.auc <= quality.auc_interval.1);
            // Ranks are all that counts: any increasing change of the scores leaves the area as it is.
            let squared: Vec<f64> = probabilities.iter().map(|probability| probability * probability).collect();
            prop_assert_eq!(Quality::measure(&squared, &outcomes).auc, quality.auc);
        }
    }
}
