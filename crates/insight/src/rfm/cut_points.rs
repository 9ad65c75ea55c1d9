//! Quintile cut points: R's type-7 quantiles at .2, .4, .6 and .8 (Hyndman & Fan 1996, definition 7; the
//! default of R's `quantile`), held exactly.
//!
//! Over n sorted values the quantile at k/5 lies `(n - 1) k / 5` steps from the smallest, interpolated
//! linearly between two neighbours. On integers that is always a whole number of fifths, so no rounding can
//! move a value across a cut point, and multiplying all values by a whole number multiplies the cut points
//! by it.

use super::order_statistics::order_statistics;

/// One cut point, exact: `whole + fifths / 5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CutPoint {
    /// The integer part, rounded towards minus infinity.
    pub whole: i64,
    /// Fifths above `whole`, 0 to 4.
    pub fifths: u8,
}

impl CutPoint {
    /// The point `fifths` fifths of the way from `low` to `high`, which is not below `low`.
    fn between(low: i64, high: i64, fifths: u8) -> Self {
        // Both products stay far inside i128: the gap is below 2^64 and is multiplied by at most 4.
        let offset = (i128::from(high) - i128::from(low)) * i128::from(fifths);
        Self {
            whole: (i128::from(low) + offset / 5) as i64,
            fifths: (offset % 5) as u8,
        }
    }

    /// Whether the cut point is below `value`: the comparison every score counts.
    pub fn is_below(self, value: i64) -> bool {
        value > self.whole
    }

    /// The cut point as a number, for display.
    pub fn to_f64(self) -> f64 {
        self.whole as f64 + f64::from(self.fifths) / 5.0
    }
}

/// The four ascending cut points of one measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CutPoints([CutPoint; 4]);

impl CutPoints {
    /// Cut points over `values`; `None` where there are no values.
    pub(super) fn over(values: &[i64]) -> Option<Self> {
        let last = values.len().checked_sub(1)?;
        let place = |k: usize| {
            let fifths = last as u64 * k as u64;
            ((fifths / 5) as usize, (fifths % 5) as u8)
        };
        let places = [place(1), place(2), place(3), place(4)];
        let mut ranks = [0; 8];
        for (pair, (low, _)) in ranks.chunks_exact_mut(2).zip(places) {
            pair[0] = low;
            pair[1] = (low + 1).min(last);
        }
        // Ranks of neighbouring quantiles can interleave when there are few values; the search wants them ascending.
        let mut ascending = ranks;
        ascending.sort_unstable();
        let found = order_statistics(values, ascending);
        let value_at = |rank: usize| found[ascending.partition_point(|&other| other < rank)];
        Some(Self(std::array::from_fn(|k| {
            CutPoint::between(value_at(ranks[2 * k]), value_at(ranks[2 * k + 1]), places[k].1)
        })))
    }

    /// The cut points, ascending.
    pub fn points(&self) -> [CutPoint; 4] {
        self.0
    }

    /// How many cut points lie below `value`, 0 to 4.
    pub fn below(&self, value: i64) -> u8 {
        self.0.iter().map(|point| u8::from(point.is_below(value))).sum()
    }

    /// The band `value` falls into: above the first (open at the bottom), not above the second (open at the top).
    pub fn band(&self, value: i64) -> (Option<CutPoint>, Option<CutPoint>) {
        let below = usize::from(self.below(value));
        (below.checked_sub(1).map(|index| self.0[index]), self.0.get(below).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(values: &[i64]) -> Option<[f64; 4]> {
        CutPoints::over(values).map(|cuts| cuts.points().map(CutPoint::to_f64))
    }

    #[test]
    fn agrees_with_type_7_quantiles() {
        // quantile(c(...), c(.2, .4, .6, .8)) by the definition.
        let cases: [(&[i64], [f64; 4]); 5] = [
            (&[5], [5.0; 4]),
            (&[1, 2], [1.2, 1.4, 1.6, 1.8]),
            (&[9, 1, 7], [3.4, 5.8, 7.4, 8.2]),
            (&[-10, -3, 0, 4, 100, 1_000], [-3.0, 0.0, 4.0, 100.0]),
            (&[-4, -3], [-3.8, -3.6, -3.4, -3.2]),
        ];
        for (values, expected) in cases {
            assert_eq!(cuts(values), Some(expected), "{values:?}");
        }
        assert_eq!(cuts(&[]), None);
    }

    #[test]
    fn the_whole_range_of_integers_does_not_overflow() {
        let ends = CutPoints::over(&[i64::MIN, i64::MAX]).map(|cuts| cuts.points());
        let points = ends.expect("two values");
        assert!(points.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(CutPoint::between(i64::MIN, i64::MAX, 5).whole, i64::MAX);
    }

    #[test]
    fn a_value_on_a_cut_point_is_not_above_it() {
        let cuts = CutPoints::over(&[1, 2]).expect("two values");
        assert_eq!((cuts.below(1), cuts.below(2)), (0, 4));
        assert_eq!(cuts.band(1).0, None);
        assert_eq!(cuts.band(2), (Some(CutPoint { whole: 1, fifths: 4 }), None));
    }
}
