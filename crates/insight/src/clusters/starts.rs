//! Starting centres by greedy k-means++: each is drawn with a probability in proportion to the squared distance to the nearest
//! centre so far, the best of a few candidates taken.

use super::points::Points;
use crate::random::SplitMix64;
use crate::special::ln;

/// `clusters` centres, one after the other. Points with at least that many different values are expected.
pub(super) fn starting_centres(points: &Points, clusters: usize, random: &mut SplitMix64) -> Vec<f64> {
    let dimensions = points.dimensions();
    let values = points.values();
    let candidates = 2 + ln(clusters as f64) as usize;
    let mut centres = Vec::with_capacity(clusters * dimensions);
    centres.extend_from_slice(points.point(random.below(points.len())));
    let mut nearest = vec![f64::INFINITY; points.len()];
    let mut total = closer(values, &centres, &mut nearest);
    let mut trial = vec![0.0; points.len()];
    let mut best = vec![0.0; points.len()];
    for _ in 1..clusters {
        let mut best_total = f64::INFINITY;
        let mut chosen = 0;
        for _ in 0..candidates {
            let candidate = drawn(&nearest, random.unit() * total);
            trial.copy_from_slice(&nearest);
            let trial_total = closer(values, points.point(candidate), &mut trial);
            if trial_total < best_total {
                (best_total, chosen) = (trial_total, candidate);
                std::mem::swap(&mut best, &mut trial);
            }
        }
        centres.extend_from_slice(points.point(chosen));
        std::mem::swap(&mut nearest, &mut best);
        total = best_total;
    }
    centres
}

/// Lowers each squared distance to that of `centre` where it is nearer; the sum of all.
fn closer(values: &[f64], centre: &[f64], nearest: &mut [f64]) -> f64 {
    let mut total = 0.0;
    for (point, nearest) in values.chunks_exact(centre.len()).zip(nearest) {
        *nearest = nearest.min(squared_distance(point, centre));
        total += *nearest;
    }
    total
}

/// The first position at which the running sum of `weights` passes `at`; never one of weight zero while others weigh something.
fn drawn(weights: &[f64], at: f64) -> usize {
    let mut sum = 0.0;
    let mut last = 0;
    for (position, &weight) in weights.iter().enumerate() {
        if weight > 0.0 {
            sum += weight;
            last = position;
            if sum > at {
                break;
            }
        }
    }
    last
}

#[inline]
pub(super) fn squared_distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}
