//! How well separated clusters are, and which number of them separates best.

use super::error::ClustersError;
use super::kmeans::{Clusters, KMeans};
use super::points::Points;
use super::starts::squared_distance;
use crate::random::SplitMix64;

/// Rows up to which the silhouette is exact; above, as many are drawn.
pub const SILHOUETTE_ROWS: usize = 4_000;

/// The mean silhouette: 1 is far apart, 0 is overlapping, below 0 is wrongly assigned.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Silhouette {
    /// The mean over the rows it was computed on.
    pub mean: f64,
    /// Rows it was computed on.
    pub rows: usize,
    /// Whether that is a sample.
    pub sampled: bool,
}

/// A number of clusters that was tried.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedK {
    /// The number of clusters.
    pub k: usize,
    /// What came out.
    pub clusters: Clusters,
    /// How well separated they are.
    pub silhouette: Silhouette,
}

/// The silhouette of clusters of these points; `None` for a single cluster, which has none.
pub fn silhouette(points: &Points, clusters: &Clusters, seed: u64) -> Option<Silhouette> {
    if clusters.sizes.len() < 2 {
        return None;
    }
    let sample = SplitMix64::new(seed).sample(points.len(), SILHOUETTE_ROWS);
    let mut sizes = vec![0u32; clusters.sizes.len()];
    for &point in &sample {
        sizes[clusters.cluster_of[point] as usize] += 1;
    }
    let mut distances = vec![0.0; sample.len() * sizes.len()];
    for (place, &point) in sample.iter().enumerate() {
        for (other_place, &other) in sample.iter().enumerate().take(place) {
            let distance = squared_distance(points.point(point), points.point(other)).sqrt();
            distances[place * sizes.len() + clusters.cluster_of[other] as usize] += distance;
            distances[other_place * sizes.len() + clusters.cluster_of[point] as usize] += distance;
        }
    }
    let mut sum = 0.0;
    for (place, &point) in sample.iter().enumerate() {
        let own = clusters.cluster_of[point] as usize;
        // A point alone in its cluster counts as 0, by convention.
        if sizes[own] < 2 {
            continue;
        }
        let to = &distances[place * sizes.len()..(place + 1) * sizes.len()];
        let within = to[own] / f64::from(sizes[own] - 1);
        let others = (0..sizes.len()).filter(|&cluster| cluster != own && sizes[cluster] > 0);
        let nearest = others
            .map(|cluster| to[cluster] / f64::from(sizes[cluster]))
            .fold(f64::INFINITY, f64::min);
        let larger = within.max(nearest);
        if larger > 0.0 && nearest.is_finite() {
            sum += (nearest - within) / larger;
        }
    }
    Some(Silhouette {
        mean: sum / sample.len() as f64,
        rows: sample.len(),
        sampled: sample.len() < points.len(),
    })
}

/// Fits every k from 2 to `most` (as far as there are different rows) and puts the best separated first; of equals the smaller k.
///
/// # Errors
/// When there are not two different rows.
pub fn choose_k(points: &Points, most: usize, starts: u32, seed: u64) -> Result<Vec<ComparedK>, ClustersError> {
    let most = most.max(2).min(points.distinct(most.max(2)).max(2));
    let mut compared = Vec::with_capacity(most - 1);
    for k in 2..=most {
        let clusters = KMeans::fit(points, k, starts, seed)?;
        if let Some(silhouette) = silhouette(points, &clusters, seed) {
            compared.push(ComparedK { k, clusters, silhouette });
        }
    }
    compared.sort_by(|a, b| b.silhouette.mean.total_cmp(&a.silhouette.mean).then(a.k.cmp(&b.k)));
    Ok(compared)
}
