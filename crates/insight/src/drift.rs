//! Drift: whether what a model is asked about today still looks like what it was fitted on.
//!
//! The population stability index Σ (q − p) ln(q ∕ p) over ten groups of about equal size in the first sample (Siddiqi 2006, *Credit Risk
//! Scorecards*): below 0.1 nothing has changed, above 0.25 the model should be fitted again. Half a record is added to every group, so
//! that an empty one is no infinite change. By chance alone the index of unchanged data is about 9 (1 ∕ m + 1 ∕ n) (Yurdakul &
//! Naranjo 2020), which is why a few records say nothing.
//!
//! ```
//! use insight::drift::{Spread, Stability};
//!
//! let spread = Spread::of(&(0..500).map(f64::from).collect::<Vec<_>>());
//! let same = spread.index((0..500).map(f64::from));
//! let moved = spread.index((0..500).map(|at| f64::from(at / 2)));
//! assert_eq!(same.map(Stability::of), Some(Stability::Steady));
//! assert_eq!(moved.map(Stability::of), Some(Stability::Changed));
//! ```

use serde::{Deserialize, Serialize};

use crate::special::ln;

/// Groups.
const GROUPS: usize = 10;
/// Records of either sample below which nothing is said.
pub const ENOUGH: usize = 50;

/// How numbers are spread over groups.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Spread {
    /// Upper bounds of all groups but the last, ascending.
    bounds: Vec<f64>,
    /// Records of each group.
    counts: Vec<u32>,
}

/// What an index means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stability {
    /// Below 0.1: as it was.
    Steady,
    /// Below 0.25: something moves.
    Shifting,
    /// It is another population.
    Changed,
}

impl Stability {
    /// What an index means.
    pub fn of(index: f64) -> Self {
        if index < 0.1 {
            Self::Steady
        } else if index < 0.25 {
            Self::Shifting
        } else {
            Self::Changed
        }
    }
}

impl Spread {
    /// Of numbers; what is not finite is left out. Equal numbers share a group, so there may be fewer than ten.
    pub fn of(numbers: &[f64]) -> Self {
        let mut sorted: Vec<f64> = numbers.iter().copied().filter(|number| number.is_finite()).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let mut bounds: Vec<f64> = Vec::new();
        for group in 1..GROUPS {
            let Some(&bound) = (group * sorted.len())
                .checked_sub(GROUPS)
                .and_then(|place| sorted.get(place / GROUPS))
            else {
                continue;
            };
            let is_new = bounds.last().is_none_or(|last| *last < bound);
            if is_new && sorted.last().is_some_and(|last| bound < *last) {
                bounds.push(bound);
            }
        }
        let counts = counts(&bounds, sorted.into_iter());
        Self { bounds, counts }
    }

    /// The index of other numbers against these; `None` where either are fewer than [`ENOUGH`].
    pub fn index(&self, numbers: impl Iterator<Item = f64>) -> Option<f64> {
        let now = counts(&self.bounds, numbers);
        let total = |counts: &[u32]| counts.iter().map(|count| f64::from(*count)).sum::<f64>();
        let (before, after) = (total(&self.counts), total(&now));
        if before.min(after) < ENOUGH as f64 {
            return None;
        }
        let groups = now.len() as f64;
        let share = |count: u32, total: f64| (f64::from(count) + 0.5) / (total + 0.5 * groups);
        let each = self.counts.iter().zip(&now).map(|(&then, &now)| {
            let (p, q) = (share(then, before), share(now, after));
            (q - p) * ln(q / p)
        });
        Some(each.sum())
    }

    /// Whether it can be used as it is: for one that came from elsewhere.
    pub fn is_sound(&self) -> bool {
        let ascends = self.bounds.windows(2).all(|pair| pair[0] < pair[1]);
        ascends && self.bounds.iter().all(|bound| bound.is_finite()) && self.counts.len() == self.bounds.len() + 1
    }
}

fn counts(bounds: &[f64], numbers: impl Iterator<Item = f64>) -> Vec<u32> {
    let mut counts = vec![0u32; bounds.len() + 1];
    for number in numbers.filter(|number| number.is_finite()) {
        counts[bounds.partition_point(|bound| *bound < number)] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_index_by_hand() {
        // Ten groups of 100 against 20 in the first and 120 in each of five: by pencil with halves added.
        let before: Vec<f64> = (0..1_000).map(f64::from).collect();
        let spread = Spread::of(&before);
        assert_eq!((spread.bounds.len(), &spread.counts[..]), (9, &[100; 10][..]));
        let half = spread.index((0..500).map(f64::from)).unwrap();
        // Shares of 0.1 become 0.2 in five groups and (nearly) nothing in the others.
        let (p, q, none): (f64, f64, f64) = (100.5 / 1_005.0, 100.5 / 505.0, 0.5 / 505.0);
        let expected = 5.0 * ((q - p) * (q / p).ln() + (none - p) * (none / p).ln());
        assert!((half - expected).abs() < 1e-12, "{half} {expected}");
        assert_eq!(Stability::of(half), Stability::Changed);
        assert_eq!(spread.index(before.into_iter()), Some(0.0));
    }

    #[test]
    fn nothing_is_said_of_few_or_of_nothing() {
        for before in [vec![], vec![1.0; 49], vec![f64::NAN; 100]] {
            assert_eq!(Spread::of(&before).index((0..100).map(f64::from)), None);
        }
        let constant = Spread::of(&[3.0; 100]);
        assert!(constant.is_sound());
        assert_eq!(constant.index(vec![f64::INFINITY; 99].into_iter()), None);
        assert_eq!(constant.index(vec![9.0; 99].into_iter()), Some(0.0), "one group holds everything");
    }

    proptest! {
        #[test]
        fn an_index_is_finite_not_negative_and_knows_no_scale(
            before in prop::collection::vec(-1e9..1e9f64, 60..300),
            after in prop::collection::vec(-1e9..1e9f64, 60..300),
        ) {
            let index = Spread::of(&before).index(after.iter().copied()).unwrap();
            prop_assert!(index.is_finite() && index >= 0.0);
            let doubled: Vec<f64> = before.iter().map(|number| number * 2.0).collect();
            let same = Spread::of(&doubled).index(after.iter().map(|number| number * 2.0)).unwrap();
            prop_assert_eq!(index, same);
            let mut mixed = before.clone();
            mixed.reverse();
            prop_assert_eq!(Spread::of(&mixed), Spread::of(&before));
        }
    }
}
