//! Exact order statistics (the k-th smallest values) of integers without sorting them.
//!
//! Values that span less than 65,536 are counted one by one. Others are counted in a log-linear histogram:
//! values below 256 in magnitude have a bucket of their own, and larger ones share it with neighbours within
//! 1/128 of their size, so one outlier of a billion does not push everyone else into a single bucket. A second
//! pass collects only the buckets that hold a wanted rank, and a selection inside them gives the exact value.
//! Cost: two or three streaming passes, against n log n for a sort.

/// Values whose span is below this are counted directly.
const DIRECT_SPAN: u64 = 1 << 16;
/// Bits of mantissa kept per power of two.
const MANTISSA_BITS: u32 = 7;
/// Buckets for magnitudes 0..2^63 inclusive.
const MAGNITUDES: usize = ((63 - MANTISSA_BITS as usize) << MANTISSA_BITS) + (1 << MANTISSA_BITS) + 1;
/// Negative magnitudes are mirrored below zero, so bucket order is value order.
const BUCKETS: usize = 2 * MAGNITUDES;
const UNWANTED: u8 = u8::MAX;

/// The values at `ranks` (0 = smallest, ascending) of `values`.
///
/// A rank past the end gives the largest value there is, and no values at all give zeros.
pub(super) fn order_statistics<const N: usize>(values: &[i64], ranks: [usize; N]) -> [i64; N] {
    let Some(last) = values.len().checked_sub(1) else {
        return [0; N];
    };
    let ranks = ranks.map(|rank| rank.min(last));
    let (low, high) = values
        .iter()
        .fold((i64::MAX, i64::MIN), |(low, high), &value| (low.min(value), high.max(value)));
    if high.abs_diff(low) < DIRECT_SPAN {
        count_directly(values, low, high, ranks)
    } else {
        select_in_buckets(values, ranks)
    }
}

fn count_directly<const N: usize>(values: &[i64], low: i64, high: i64, ranks: [usize; N]) -> [i64; N] {
    let mut counts = vec![0u32; high.abs_diff(low) as usize + 1];
    for &value in values {
        counts[value.abs_diff(low) as usize] += 1;
    }
    // The offset is below the span, so the sum stays at or below `high`.
    places(&counts, ranks).map(|(offset, _)| low + offset as i64)
}

fn select_in_buckets<const N: usize>(values: &[i64], ranks: [usize; N]) -> [i64; N] {
    let mut counts = vec![0u32; BUCKETS];
    for &value in values {
        counts[bucket_of(value)] += 1;
    }
    let places = places(&counts, ranks);
    let mut slot_of = vec![UNWANTED; BUCKETS];
    let mut members: Vec<Vec<i64>> = Vec::with_capacity(N);
    for &(bucket, _) in &places {
        if slot_of[bucket] == UNWANTED {
            slot_of[bucket] = members.len() as u8;
            members.push(Vec::with_capacity(counts[bucket] as usize));
        }
    }
    for &value in values {
        let slot = slot_of[bucket_of(value)];
        if slot != UNWANTED {
            members[slot as usize].push(value);
        }
    }
    places.map(|(bucket, position)| *members[slot_of[bucket] as usize].select_nth_unstable(position).1)
}

/// The bucket each rank lies in and its position there; ranks ascend and lie below the sum of `counts`.
fn places<const N: usize>(counts: &[u32], ranks: [usize; N]) -> [(usize, usize); N] {
    let (mut bucket, mut before) = (0, 0);
    ranks.map(|rank| {
        while before + counts[bucket] as usize <= rank {
            before += counts[bucket] as usize;
            bucket += 1;
        }
        (bucket, rank - before)
    })
}

fn bucket_of(value: i64) -> usize {
    let magnitude = value.unsigned_abs();
    let exponent = 63 - (magnitude | (1 << MANTISSA_BITS)).leading_zeros();
    let shift = exponent - MANTISSA_BITS;
    let index = ((shift as usize) << MANTISSA_BITS) + (magnitude >> shift) as usize;
    if value < 0 { MAGNITUDES - 1 - index } else { MAGNITUDES + index }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn buckets_keep_the_order_of_values() {
        let mut edges = vec![i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX];
        for power in 0..63 {
            let edge = 1i64 << power;
            edges.extend([-edge - 1, -edge, -edge + 1, edge - 1, edge, edge.saturating_add(1)]);
        }
        edges.sort_unstable();
        for pair in edges.windows(2) {
            assert!(bucket_of(pair[0]) <= bucket_of(pair[1]), "{pair:?}");
        }
        assert_eq!(bucket_of(i64::MIN), 0);
        assert_eq!(bucket_of(i64::MIN + 1), 1);
        assert!(bucket_of(i64::MAX) < BUCKETS);
    }

    #[test]
    fn no_values_and_ranks_past_the_end_are_answered() {
        assert_eq!(order_statistics(&[], [0, 3]), [0, 0]);
        assert_eq!(order_statistics(&[7, 5], [0, 1, 9]), [5, 7, 7]);
    }

    proptest! {
        #[test]
        fn equals_sorting(
            values in prop_oneof![
                prop::collection::vec(any::<i64>(), 1..300),
                prop::collection::vec(-300i64..300, 1..300),
                prop::collection::vec(1_000_000i64..1_002_000, 1..300),
            ],
            ranks in prop::array::uniform4(0usize..300),
        ) {
            let mut sorted = values.clone();
            sorted.sort_unstable();
            let mut ranks = ranks.map(|rank| rank % values.len());
            ranks.sort_unstable();
            prop_assert_eq!(order_statistics(&values, ranks), ranks.map(|rank| sorted[rank]));
        }
    }
}
