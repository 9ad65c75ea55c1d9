//! Rules made of frequent sets.

use super::sets::{ItemSets, Thresholds};

/// Room for rounding in comparing a confidence with its threshold.
const ROUNDING: f64 = 1e-12;

/// Who takes all of the left-hand side takes the right-hand side, with the counts that say how sure that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Items of the left-hand side, ascending; may be empty where rules of length 1 are asked for.
    pub left: Vec<u32>,
    /// The item of the right-hand side.
    pub right: u32,
    /// Baskets with both sides.
    pub together: u32,
    /// Baskets with the left-hand side.
    pub with_left: u32,
    /// Baskets with the right-hand side.
    pub with_right: u32,
    /// Baskets there are.
    pub baskets: u32,
}

impl Rule {
    /// Share of baskets with both sides.
    pub fn support(&self) -> f64 {
        f64::from(self.together) / f64::from(self.baskets)
    }

    /// Of the baskets with the left-hand side, the share with the right-hand side too.
    pub fn confidence(&self) -> f64 {
        f64::from(self.together) / f64::from(self.with_left)
    }

    /// How many times as often as by chance the sides meet: 1 is chance.
    pub fn lift(&self) -> f64 {
        self.confidence() * f64::from(self.baskets) / f64::from(self.with_right)
    }
}

/// The rules of `sets` that meet `thresholds`: highest lift first, then higher confidence, then more baskets, then items.
pub fn rules(sets: &ItemSets, thresholds: Thresholds) -> Vec<Rule> {
    let mut rules = Vec::new();
    let mut left = Vec::new();
    for set in sets.sets.iter().filter(|set| set.items.len() >= thresholds.min_length.max(1)) {
        for (position, &right) in set.items.iter().enumerate() {
            left.clear();
            left.extend_from_slice(&set.items[..position]);
            left.extend_from_slice(&set.items[position + 1..]);
            // Every part of a frequent set is frequent, so both counts are known.
            let (Some(with_left), Some(with_right)) = (sets.count(&left), sets.count(&[right])) else {
                continue;
            };
            if f64::from(set.count) / f64::from(with_left) + ROUNDING >= thresholds.confidence {
                rules.push(Rule {
                    left: left.clone(),
                    right,
                    together: set.count,
                    with_left,
                    with_right,
                    baskets: sets.baskets,
                });
            }
        }
    }
    rules.sort_by(|a, b| {
        let by_measures = b.lift().total_cmp(&a.lift()).then(b.confidence().total_cmp(&a.confidence()));
        by_measures
            .then(b.together.cmp(&a.together))
            .then_with(|| a.left.cmp(&b.left))
            .then(a.right.cmp(&b.right))
    });
    rules
}
