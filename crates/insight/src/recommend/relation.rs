//! How strongly two items go together, as counts of people and as the measures made from them.

/// When two items count as going together, and how many partners an item keeps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RelationRules {
    /// Support floor: fewer common buyers than this are chance. At least 1 is taken.
    pub min_together: u32,
    /// Lift floor: 1 keeps what is bought together at least as often as chance would have it. NaN is no floor.
    pub min_lift: f64,
    /// Common buyers at which half of the similarity is believed; 0 believes all of it.
    pub shrinkage: u32,
    /// Partners kept per item, strongest first.
    pub partners: usize,
}

impl Default for RelationRules {
    fn default() -> Self {
        Self {
            min_together: 3,
            min_lift: 1.0,
            shrinkage: 10,
            partners: 50,
        }
    }
}

/// Of `buyers` people, `first` bought the one item, `second` the other, and `together` both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairCounts {
    /// Bought both.
    pub together: u32,
    /// Bought the item one starts from.
    pub first: u32,
    /// Bought the partner.
    pub second: u32,
    /// Bought anything.
    pub buyers: u32,
}

impl PairCounts {
    /// Of those who bought the first item, the share that bought the second: the n of m as a number, 0 to 1.
    pub fn share(self) -> f64 {
        ratio(f64::from(self.together), f64::from(self.first))
    }

    /// Cosine of the two items as vectors over buyers, 0 to 1.
    pub fn cosine(self) -> f64 {
        ratio(f64::from(self.together), (f64::from(self.first) * f64::from(self.second)).sqrt())
    }

    /// How many times as often as by chance the two are bought by the same people: 1 is chance.
    pub fn lift(self) -> f64 {
        ratio(
            f64::from(self.together) * f64::from(self.buyers),
            f64::from(self.first) * f64::from(self.second),
        )
    }

    /// Cosine, shrunk towards zero where few people carry it: times n / (n + shrinkage).
    pub fn score(self, shrinkage: u32) -> f64 {
        let together = f64::from(self.together);
        self.cosine() * ratio(together, together + f64::from(shrinkage))
    }

    /// Whether the counts pass the floors of `rules`.
    pub fn passes(self, rules: &RelationRules) -> bool {
        // The lift is below the floor; multiplied, since every pair of items is asked.
        let by_chance = f64::from(self.first) * f64::from(self.second);
        let below_lift = f64::from(self.together) * f64::from(self.buyers) < rules.min_lift * by_chance;
        self.together >= rules.min_together.max(1) && !below_lift
    }
}

/// Nothing out of nothing is nothing, not NaN.
fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn measures_by_hand() {
        let pair = PairCounts {
            together: 6,
            first: 8,
            second: 18,
            buyers: 100,
        };
        assert_eq!(pair.share(), 0.75);
        assert_eq!(pair.cosine(), 0.5);
        assert_eq!(pair.lift(), 600.0 / 144.0);
        assert_eq!(pair.score(6), 0.25);
        assert!(pair.passes(&RelationRules {
            min_together: 6,
            min_lift: 4.0,
            ..RelationRules::default()
        }));
        assert!(!pair.passes(&RelationRules {
            min_together: 7,
            ..RelationRules::default()
        }));
        assert!(!pair.passes(&RelationRules {
            min_lift: 4.2,
            ..RelationRules::default()
        }));
        assert!(pair.passes(&RelationRules {
            min_lift: f64::NAN,
            ..RelationRules::default()
        }));
    }

    proptest! {
        #[test]
        fn measures_are_never_nan(buyers in any::<u32>(), parts in any::<[u32; 3]>(), shrinkage in any::<u32>()) {
            let first = parts[0].min(buyers);
            let second = parts[1].min(buyers);
            let pair = PairCounts { together: parts[2].min(first).min(second), first, second, buyers };
            for measure in [pair.share(), pair.cosine(), pair.score(shrinkage)] {
                prop_assert!((0.0..=1.0 + 1e-12).contains(&measure));
            }
            prop_assert!(pair.lift() >= 0.0 && pair.lift().is_finite());
            prop_assert!(pair.score(shrinkage) <= pair.cosine());
        }
    }
}
