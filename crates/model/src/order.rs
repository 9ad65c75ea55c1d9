//! Sorting with one compiled sort.
//!
//! The standard sort is compiled anew for every type and comparison, five kilobytes each time; with sixty of them a sixth of
//! the engine was sorting. Here the sort moves places, four bytes each, through a comparison that is called, not inlined, and
//! only the last step, moving the items themselves, is compiled for each type. That costs nanoseconds per comparison: lists of
//! plain numbers, and comparisons that a person waits for at a hundred thousand rows, keep the standard sort. For the same reason
//! small maps are extended, not collected: `collect` of a `BTreeMap` is a sort, too.

use std::cmp::Ordering;

/// Sorts; equal items keep their order.
pub fn sort<T: Ord>(items: &mut [T]) {
    sort_by(items, T::cmp);
}

/// Sorts by a key that is cheap to read; equal items keep their order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts by a key that is made once for each item; equal items keep their order.
pub fn sort_by_cached_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    let keys: Vec<K> = items.iter().map(key).collect();
    let mut places = places(items.len());
    sort_places(&mut places, &mut |one, other| keys[one].cmp(&keys[other]));
    arrange(items, &mut places);
}

/// Sorts by a comparison; equal items keep their order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut places = places(items.len());
    sort_places(&mut places, &mut |one, other| compare(&items[one], &items[other]));
    arrange(items, &mut places);
}

/// Brings the first `count` in the order of a key to the front, sorted, and drops the others.
pub fn keep_first_by_key<T, K: Ord>(items: &mut Vec<T>, count: usize, key: impl Fn(&T) -> K) {
    keep_first_by(items, count, |one, other| key(one).cmp(&key(other)));
}

/// Brings the first `count` in the order of a comparison to the front, sorted, and drops the others. Of equal items the
/// earlier come first.
pub fn keep_first_by<T>(items: &mut Vec<T>, count: usize, compare: impl Fn(&T, &T) -> Ordering) {
    let mut places = places(items.len());
    first_places(&mut places, count, &mut |one, other| compare(&items[one], &items[other]));
    arrange(items, &mut places);
    items.truncate(count);
}

/// The place that each of so many items has now.
fn places(len: usize) -> Vec<u32> {
    (0..len as u32).collect()
}

#[inline(never)]
fn sort_places(places: &mut [u32], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    places.sort_by(|&one, &other| compare(one as usize, other as usize));
}

#[inline(never)]
fn first_places(places: &mut [u32], count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    let count = count.min(places.len());
    if count > 0 && count < places.len() {
        places.select_nth_unstable_by(count - 1, |&one, &other| {
            compare(one as usize, other as usize).then(one.cmp(&other))
        });
    }
    sort_places(&mut places[..count], &mut |one, other| compare(one, other).then(one.cmp(&other)));
}

/// Puts at each place the item that is to come there, along the cycles of the permutation; `places` is used up.
fn arrange<T>(items: &mut [T], places: &mut [u32]) {
    for start in 0..places.len() {
        let mut at = start;
        loop {
            let from = places[at] as usize;
            places[at] = at as u32;
            if from == start {
                break;
            }
            items.swap(at, from);
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn items_come_in_the_order_of_the_standard_sort(items in prop::collection::vec((0u8..8, any::<u16>()), 0..200)) {
            let mut expected = items.clone();
            expected.sort_by_key(|&(key, _)| key);
            let mut by_key = items.clone();
            sort_by_key(&mut by_key, |&(key, _)| key);
            prop_assert_eq!(&by_key, &expected);
            let mut by_cached_key = items.clone();
            sort_by_cached_key(&mut by_cached_key, |&(key, _)| key);
            prop_assert_eq!(&by_cached_key, &expected);
            let mut whole = items.clone();
            sort(&mut whole);
            expected.sort();
            prop_assert_eq!(whole, expected);
        }

        #[test]
        fn the_first_are_those_of_the_sorted_list(items in prop::collection::vec((0u8..8, any::<u16>()), 0..200), count in 0usize..220) {
            let mut expected = items.clone();
            expected.sort_by_key(|&(key, _)| key);
            expected.truncate(count);
            let mut first = items;
            keep_first_by_key(&mut first, count, |&(key, _)| key);
            prop_assert_eq!(first, expected);
        }
    }
}
