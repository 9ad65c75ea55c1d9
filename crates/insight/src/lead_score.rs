//! A score of leads by rules: how well somebody fits, and how engaged they are, each in three steps: A1 to C3.
//!
//! Points of fit stand as long as what they are for. Points of engagement halve with every half-life since what they are for, so that
//! old interest counts less (exponential decay, the usual practice of marketing automation). Letters say how well somebody fits,
//! digits how engaged they are; A1 is best.
//!
//! ```
//! use insight::lead_score::{Rules, decayed};
//!
//! let rules = Rules::default();
//! let engagement = decayed(30, 0, rules.half_life) + decayed(30, 30, rules.half_life);
//! assert_eq!((engagement, rules.grade(80.0, engagement).name()), (45.0, "A1"));
//! ```

use crate::special::power;

/// Names of the grades, best first: by fit, then by engagement.
pub const GRADES: [&str; 9] = ["A1", "A2", "A3", "B1", "B2", "B3", "C1", "C2", "C3"];
/// The longest half-life in days.
pub const LONGEST: f64 = 3_650.0;
/// Most points that a threshold can ask for.
pub const MOST: f64 = 10_000.0;
/// Points are added up in whole parts of these, so that their order makes no difference.
const PARTS: f64 = 1_000_000.0;

/// When somebody is in which step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rules {
    /// Days after which points of engagement count half.
    pub half_life: f64,
    /// Points from which fit is A, and B.
    pub fit: [f64; 2],
    /// Points from which engagement is 1, and 2.
    pub engagement: [f64; 2],
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            half_life: 30.0,
            fit: [60.0, 35.0],
            engagement: [40.0, 15.0],
        }
    }
}

/// A place in the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grade(u8);

impl Grade {
    /// Its place among [`GRADES`].
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        GRADES[self.index()]
    }
}

impl Rules {
    /// Rules of what somebody entered: half-life, fit from A and B, engagement from 1 and 2. `None` for what is no number, a half-life
    /// outside 1 day to ten years, thresholds below nothing or beyond [`MOST`], or a better step that asks for less.
    pub fn of(entered: [f64; 5]) -> Option<Self> {
        let [half_life, a, b, one, two] = entered;
        let points = 0.0..=MOST;
        let thresholds = [a, b, one, two].iter().all(|threshold| points.contains(threshold));
        let is_sound = thresholds && (1.0..=LONGEST).contains(&half_life) && a >= b && one >= two;
        is_sound.then_some(Self {
            half_life,
            fit: [a, b],
            engagement: [one, two],
        })
    }

    /// As they are entered.
    pub fn entered(self) -> [f64; 5] {
        [self.half_life, self.fit[0], self.fit[1], self.engagement[0], self.engagement[1]]
    }

    /// The grade of points.
    pub fn grade(self, fit: f64, engagement: f64) -> Grade {
        let step = |points: f64, from: [f64; 2]| from.iter().filter(|least| points < **least).count() as u8;
        Grade(3 * step(fit, self.fit) + step(engagement, self.engagement))
    }
}

/// Points that are so many days old. What is still ahead counts nothing.
pub fn decayed(points: u32, days: i32, half_life: f64) -> f64 {
    parts(points, days, half_life) as f64 / PARTS
}

/// Points that are so many days old, in millionths: sums of them are exact.
pub fn parts(points: u32, days: i32, half_life: f64) -> i64 {
    if days < 0 || half_life <= 0.0 {
        return 0;
    }
    (f64::from(points) * power(0.5, f64::from(days) / half_life) * PARTS).round() as i64
}

/// Millionths as points, to a tenth.
pub fn whole(parts: i64) -> f64 {
    (parts as f64 / PARTS * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_grid_by_hand() {
        let rules = Rules::default();
        let cases = [
            (100.0, 100.0, "A1"),
            (60.0, 40.0, "A1"),
            (59.9, 40.0, "B1"),
            (60.0, 39.9, "A2"),
            (35.0, 15.0, "B2"),
            (34.9, 14.9, "C3"),
            (0.0, 500.0, "C1"),
            (60.0, 0.0, "A3"),
        ];
        for (fit, engagement, name) in cases {
            assert_eq!(rules.grade(fit, engagement).name(), name, "{fit} {engagement}");
        }
    }

    #[test]
    fn points_halve_with_every_half_life() {
        for (days, left) in [(0, 20.0), (30, 10.0), (60, 5.0), (90, 2.5), (-1, 0.0), (i32::MAX, 0.0)] {
            assert!((decayed(20, days, 30.0) - left).abs() < 1e-6, "{days}");
        }
        assert_eq!(decayed(20, 5, 0.0), 0.0);
    }

    #[test]
    fn what_cannot_be_a_rule_is_none() {
        let good = Rules::default().entered();
        assert_eq!(Rules::of(good), Some(Rules::default()));
        for (place, value) in [
            (0, 0.5),
            (0, 4_000.0),
            (0, f64::NAN),
            (1, f64::INFINITY),
            (1, 10.0),
            (2, -1.0),
            (3, 10.0),
            (4, 1e9),
        ] {
            let mut entered = good;
            entered[place] = value;
            assert_eq!(Rules::of(entered), None, "{place} {value}");
        }
    }

    proptest! {
        #[test]
        fn more_points_and_newer_ones_never_give_a_worse_grade(
            fit in 0.0..200.0f64, more in 0.0..100.0f64, points in 0u32..100, days in 0i32..2_000, half_life in 1.0..400.0f64,
        ) {
            let rules = Rules { half_life, ..Rules::default() };
            let engagement = decayed(points, days, half_life);
            prop_assert!(engagement.is_finite() && (0.0..=f64::from(points)).contains(&engagement));
            prop_assert!(decayed(points, days + 1, half_life) <= engagement);
            let grade = rules.grade(fit, engagement);
            prop_assert!(rules.grade(fit + more, engagement) <= grade);
            prop_assert!(rules.grade(fit, engagement + more) <= grade);
        }
    }
}
