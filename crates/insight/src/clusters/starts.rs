//! Starting centres by greedy k-means++: each is drawn with a probability in proportion to the squared distance to the nearest
//! centre so far, the best of a few candidates taken.

use super::blocks::{Blocks, squared_distances};
use super::points::Points;
use crate::lanes::{EIGHT, Pair, eight};
use crate::random::SplitMix64;
use crate::special::ln;

/// `clusters` centres, one after the other. Points with at least that many different values are expected.
pub(super) fn starting_centres(points: &Points, blocks: &Blocks, clusters: usize, random: &mut SplitMix64) -> Vec<f64> {
    let candidates = 2 + ln(clusters as f64) as usize;
    let mut centres = Vec::with_capacity(clusters * points.dimensions());
    centres.extend_from_slice(points.point(random.below(points.len())));
    // What fills up the last block stays at zero, so it is never drawn.
    let mut nearest = vec![[0.0; EIGHT]; points.len().div_ceil(EIGHT)];
    nearest.as_flattened_mut()[..points.len()].fill(f64::INFINITY);
    let mut total = come_closer(blocks, &centres, &mut nearest);
    for _ in 1..clusters {
        let tried = (0..candidates).map(|_| {
            let candidate = drawn(&nearest, random.unit() * total);
            (total_with(blocks, points.point(candidate), &nearest), candidate)
        });
        let best = |best: (f64, usize), tried: (f64, usize)| if tried.0 < best.0 { tried } else { best };
        let (_, chosen) = tried.fold((f64::INFINITY, 0), best);
        let centre = points.point(chosen);
        centres.extend_from_slice(centre);
        total = come_closer(blocks, centre, &mut nearest);
    }
    centres
}

/// Each squared distance, or that to `centre` where it is nearer.
#[inline]
fn closer(block: &[[f64; EIGHT]], centre: &[f64], nearest: &[f64; EIGHT]) -> [Pair; EIGHT / 2] {
    let mut closer = squared_distances(block, centre);
    for (closer, nearest) in closer.iter_mut().zip(nearest.as_chunks::<2>().0) {
        *closer = closer.lesser(Pair::of(nearest));
    }
    closer
}

/// The sum of squared distances if `centre` were one more.
fn total_with(blocks: &Blocks, centre: &[f64], nearest: &[[f64; EIGHT]]) -> f64 {
    let mut sums = [Pair::default(); EIGHT / 2];
    for (block, nearest) in blocks.iter().zip(nearest) {
        let closer = closer(block, centre, nearest);
        sums.iter_mut().zip(closer).for_each(|(sum, closer)| *sum = sum.plus(closer));
    }
    eight(sums).iter().sum()
}

/// Lowers each squared distance to that of `centre` where it is nearer; the sum of all.
fn come_closer(blocks: &Blocks, centre: &[f64], nearest: &mut [[f64; EIGHT]]) -> f64 {
    for (block, nearest) in blocks.iter().zip(nearest.iter_mut()) {
        *nearest = eight(closer(block, centre, nearest));
    }
    nearest.iter().map(|block| block.iter().sum::<f64>()).sum()
}

/// The first position at which the running sum of `weights` passes `at`; never one of weight zero while others weigh something.
fn drawn(weights: &[[f64; EIGHT]], at: f64) -> usize {
    let mut sum = 0.0;
    let mut last = 0;
    for (block, weights) in weights.iter().enumerate() {
        let weight = weights.iter().sum::<f64>();
        if weight > 0.0 {
            last = block;
            if sum + weight > at {
                break;
            }
            sum += weight;
        }
    }
    let mut position = 0;
    for (lane, &weight) in weights[last].iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
        position = last * EIGHT + lane;
        sum += weight;
        if sum > at {
            break;
        }
    }
    position
}

#[inline]
pub(super) fn squared_distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_drawn_is_where_the_running_sum_passes(weights in prop::collection::vec(0u32..4, 8..60), share in 0.0f64..1.0) {
            // Whole numbers, whose sums are exact.
            let mut blocks = vec![[0.0; EIGHT]; weights.len().div_ceil(EIGHT)];
            blocks.as_flattened_mut().iter_mut().zip(&weights).for_each(|(weight, value)| *weight = f64::from(*value));
            let total: f64 = weights.iter().map(|weight| f64::from(*weight)).sum();
            prop_assume!(total > 0.0);
            let mut sum = 0.0;
            let passes = |weight: &u32| {
                sum += f64::from(*weight);
                sum > share * total
            };
            prop_assert_eq!(Some(drawn(&blocks, share * total)), weights.iter().position(passes));
            // Rounding may ask for more than there is.
            prop_assert!(weights[drawn(&blocks, 2.0 * total)] > 0);
        }
    }
}
