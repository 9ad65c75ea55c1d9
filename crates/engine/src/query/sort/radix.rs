//! A stable radix sort of keys with rows: least significant byte first, bytes that all keys share are skipped.

/// Sorts by key; rows of equal keys keep their order.
pub(super) fn sort(pairs: &mut Vec<(u64, u32)>) {
    if pairs.len() < 256 {
        pairs.sort_by_key(|&(key, _)| key);
        return;
    }
    let mut counts = vec![[0u32; 256]; 8];
    for &(key, _) in pairs.iter() {
        for (byte, count) in key.to_le_bytes().into_iter().zip(&mut counts) {
            count[usize::from(byte)] += 1;
        }
    }
    let total = pairs.len() as u32;
    let mut sorted = vec![(0, 0); pairs.len()];
    for (byte, count) in counts.iter_mut().enumerate() {
        if count.contains(&total) {
            continue;
        }
        let mut start = 0;
        for place in count.iter_mut() {
            start += std::mem::replace(place, start);
        }
        for &(key, row) in pairs.iter() {
            let place = &mut count[(key >> (8 * byte)) as usize & 255];
            sorted[*place as usize] = (key, row);
            *place += 1;
        }
        std::mem::swap(pairs, &mut sorted);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sorts_as_a_stable_sort(keys in prop::collection::vec(prop_oneof![any::<u64>(), 0u64..4, Just(u64::MAX)], 0..1500)) {
            let mut pairs = keys.into_iter().zip(0u32..).collect::<Vec<_>>();
            let mut expected = pairs.clone();
            expected.sort_by_key(|&(key, _)| key);
            super::sort(&mut pairs);
            prop_assert_eq!(pairs, expected);
        }
    }
}
