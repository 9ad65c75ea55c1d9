//! What people buy first: of those in a group, which items their first purchase held, against everybody's first purchases.
//!
//! Lift is the share of first purchases in the group that held an item over the share in all: 1 is no difference. An item that only a
//! few bought first says little, which is what the least number is for.
//!
//! ```
//! use insight::first_purchase::first_in_group;
//!
//! // Buyers 0 and 1 began with item 7, buyers 2 and 3 with item 8; the group is 0, 1 and 2.
//! let found = first_in_group(&[(0, 7), (1, 7), (2, 8), (3, 8)], 4, |buyer| buyer < 3, 1);
//! assert_eq!((found[0].item, found[0].count, found[0].of), (7, 2, 3));
//! assert!((found[0].lift - (2.0 / 3.0) / 0.5).abs() < 1e-12);
//! ```

/// An item that a group buys first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct First {
    /// The item.
    pub item: u32,
    /// Buyers of the group whose first purchase held it.
    pub count: u32,
    /// Buyers of the group.
    pub of: u32,
    /// Times as often as among all.
    pub lift: f64,
}

/// Items of first purchases in a group, most frequent first. `first` names each buyer (below `buyers`) with each item of their first
/// purchase, once; items that fewer than `least` of the group bought first are left out.
pub fn first_in_group(first: &[(u32, u32)], buyers: usize, member: impl Fn(u32) -> bool, least: u32) -> Vec<First> {
    let mut seen = vec![false; buyers];
    let (mut all, mut of) = (0u32, 0u32);
    let mut items: Vec<(u32, bool)> = Vec::with_capacity(first.len());
    for &(buyer, item) in first {
        let Some(seen) = seen.get_mut(buyer as usize) else { continue };
        let is_in = member(buyer);
        if !std::mem::replace(seen, true) {
            all += 1;
            of += u32::from(is_in);
        }
        items.push((item, is_in));
    }
    items.sort_unstable();
    let mut found: Vec<First> = items
        .chunk_by(|one, other| one.0 == other.0)
        .filter_map(|each| {
            let count = each.iter().filter(|(_, is_in)| *is_in).count() as u32;
            let usual = each.len() as f64 / f64::from(all);
            (count >= least.max(1)).then(|| First {
                item: each[0].0,
                count,
                of,
                lift: f64::from(count) / f64::from(of) / usual,
            })
        })
        .collect();
    found.sort_by_key(|first| (std::cmp::Reverse(first.count), first.item));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_is_said_of_nobody() {
        assert_eq!(first_in_group(&[], 0, |_| true, 1), []);
        assert_eq!(first_in_group(&[(0, 1)], 1, |_| false, 1), []);
        assert_eq!(first_in_group(&[(9, 1)], 1, |_| true, 0), [], "a buyer who is not there");
    }

    proptest! {
        #[test]
        fn everybody_as_a_group_has_no_lift_and_order_makes_no_difference(
            pairs in prop::collection::btree_set((0u32..30, 0u32..6), 0..80),
        ) {
            let mut pairs: Vec<(u32, u32)> = pairs.into_iter().collect();
            let all = first_in_group(&pairs, 30, |_| true, 1);
            prop_assert!(all.iter().all(|first| (first.lift - 1.0).abs() < 1e-12));
            let odd = first_in_group(&pairs, 30, |buyer| buyer % 2 == 1, 1);
            pairs.reverse();
            prop_assert_eq!(&odd, &first_in_group(&pairs, 30, |buyer| buyer % 2 == 1, 1));
            for first in odd {
                prop_assert!(first.lift.is_finite() && first.lift > 0.0 && first.count <= first.of);
            }
        }
    }
}
