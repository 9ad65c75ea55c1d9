//! k-means itself: several starts, the best refined until nothing moves.

use super::blocks::{Blocks, two_nearest};
use super::error::ClustersError;
use super::points::Points;
use super::starts::{squared_distance, starting_centres};
use crate::lanes::EIGHT;
use crate::random::SplitMix64;

/// Iterations of one start; later ones change an inertia by less than anybody sees.
const MOST_ITERATIONS: u32 = 300;
/// A start ends when its centres move together by less than this share of the mean variance.
const STILL: f64 = 1e-4;

/// Clusters that were found, largest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Clusters {
    /// Cluster of every point.
    pub cluster_of: Vec<u32>,
    /// Points per cluster; never zero.
    pub sizes: Vec<u32>,
    /// Centres in the scale of the points, one after the other.
    pub centres: Vec<f64>,
    /// Sum of squared distances of points to their centre.
    pub inertia: f64,
    /// Iterations of the start that was best.
    pub iterations: u32,
}

/// A fit in slices. Dropping it cancels it.
#[derive(Debug)]
pub struct KMeans<'a> {
    points: &'a Points,
    blocks: Blocks,
    clusters: usize,
    starts_left: u32,
    starts: u32,
    random: SplitMix64,
    mean_variance: f64,
    current: Option<Lloyd>,
    best: Option<Lloyd>,
    /// The best start, refined to the end.
    refining: bool,
}

/// One start: centres and Hamerly's bounds.
#[derive(Debug, Clone)]
struct Lloyd {
    centres: Vec<f64>,
    /// Sum of the points of each cluster.
    sums: Vec<f64>,
    counts: Vec<u32>,
    cluster_of: Vec<u32>,
    /// At least the distance to the own centre.
    upper: Vec<f64>,
    /// At most the distance to the second nearest centre.
    lower: Vec<f64>,
    iterations: u32,
    inertia: f64,
}

impl<'a> KMeans<'a> {
    /// Starts a fit of `clusters` clusters with `starts` starts (at least one).
    ///
    /// # Errors
    /// No clusters, or more than there are different points.
    pub fn new(points: &'a Points, clusters: usize, starts: u32, seed: u64) -> Result<Self, ClustersError> {
        if clusters == 0 {
            return Err(ClustersError::NoClusters);
        }
        let distinct = points.distinct(clusters);
        if distinct < clusters {
            return Err(ClustersError::TooFewDistinct { distinct, clusters });
        }
        let n = points.len() as f64;
        let dimensions = points.dimensions();
        let mut means = vec![0.0; dimensions];
        for point in points.values().chunks_exact(dimensions) {
            means.iter_mut().zip(point).for_each(|(mean, value)| *mean += value / n);
        }
        let spread: f64 = points
            .values()
            .chunks_exact(dimensions)
            .map(|point| squared_distance(point, &means))
            .sum();
        Ok(Self {
            points,
            blocks: Blocks::new(points),
            clusters,
            starts_left: starts.max(1),
            starts: starts.max(1),
            random: SplitMix64::new(seed),
            mean_variance: spread / n / dimensions as f64,
            current: None,
            best: None,
            refining: false,
        })
    }

    /// Fits in one go.
    ///
    /// # Errors
    /// Those of [`KMeans::new`].
    pub fn fit(points: &'a Points, clusters: usize, starts: u32, seed: u64) -> Result<Clusters, ClustersError> {
        let mut fit = Self::new(points, clusters, starts, seed)?;
        while !fit.run(u64::MAX) {}
        Ok(fit.finish())
    }

    /// Works for about `distances` distances (a million take some milliseconds), at least one iteration; whether it is done.
    pub fn run(&mut self, distances: u64) -> bool {
        let mut spent = 0u64;
        while !(self.current.is_none() && self.starts_left == 0 && self.refining) {
            spent += self.step();
            if spent >= distances {
                break;
            }
        }
        self.current.is_none() && self.starts_left == 0 && self.refining
    }

    /// The share that is done, 0 to 1.
    pub fn progress(&self) -> f64 {
        let done = f64::from(self.starts - self.starts_left) - f64::from(u8::from(self.current.is_some() && !self.refining));
        done / f64::from(self.starts)
    }

    /// One iteration or one set of starting centres; the distances it took.
    fn step(&mut self) -> u64 {
        let Some(lloyd) = &mut self.current else {
            if self.starts_left > 0 {
                self.starts_left -= 1;
                let centres = starting_centres(self.points, &self.blocks, self.clusters, &mut self.random);
                self.current = Some(Lloyd::new(self.points, &self.blocks, centres));
                return 4 * (self.points.len() * self.clusters) as u64;
            }
            self.refining = true;
            self.current = self.best.take();
            return 1;
        };
        let still = if self.refining { 0.0 } else { STILL * self.mean_variance };
        let moved = lloyd.iterate(self.points, &self.blocks);
        if moved > still && lloyd.iterations < MOST_ITERATIONS {
            return (self.points.len() / 4 * self.clusters) as u64 + 1;
        }
        lloyd.settle(self.points);
        let lloyd = self.current.take();
        let better = match (&lloyd, &self.best) {
            (Some(new), Some(best)) => new.inertia < best.inertia,
            _ => true,
        };
        if better {
            self.best = lloyd;
        }
        self.points.len() as u64
    }

    /// The best clusters found so far. Without any work done there is one start.
    pub fn finish(mut self) -> Clusters {
        while self.best.is_none() {
            self.step();
        }
        let best = self.best.take().expect("the loop above ends when there is one");
        best.into_clusters(self.points.dimensions())
    }
}

impl Lloyd {
    fn new(points: &Points, blocks: &Blocks, centres: Vec<f64>) -> Self {
        let dimensions = points.dimensions();
        let n = points.len();
        let mut lloyd = Self {
            sums: vec![0.0; centres.len()],
            counts: vec![0; centres.len() / dimensions],
            centres,
            cluster_of: vec![0; n],
            upper: vec![0.0; n],
            lower: vec![0.0; n],
            iterations: 0,
            inertia: f64::INFINITY,
        };
        let lanes = lloyd
            .cluster_of
            .chunks_mut(EIGHT)
            .zip(lloyd.upper.chunks_mut(EIGHT))
            .zip(lloyd.lower.chunks_mut(EIGHT));
        for (((clusters, upper), lower), block) in lanes.zip(blocks.iter()) {
            let found = two_nearest(block, &lloyd.centres);
            clusters.copy_from_slice(&found.cluster[..clusters.len()]);
            upper.copy_from_slice(&found.nearest[..upper.len()]);
            lower.copy_from_slice(&found.second[..lower.len()]);
        }
        lloyd.add_up(points);
        lloyd
    }

    fn add_up(&mut self, points: &Points) {
        let dimensions = points.dimensions();
        self.sums.fill(0.0);
        self.counts.fill(0);
        for (point, &cluster) in points.values().chunks_exact(dimensions).zip(&self.cluster_of) {
            let cluster = cluster as usize;
            self.counts[cluster] += 1;
            let sums = &mut self.sums[cluster * dimensions..(cluster + 1) * dimensions];
            sums.iter_mut().zip(point).for_each(|(sum, value)| *sum += value);
        }
    }

    /// Moves the centres to the means and assigns anew; the squared way all centres went.
    fn iterate(&mut self, points: &Points, blocks: &Blocks) -> f64 {
        self.iterations += 1;
        self.fill_empty(points);
        let dimensions = points.dimensions();
        let clusters = self.counts.len();
        let mut moved = vec![0.0; clusters];
        let mut total = 0.0;
        for (cluster, moved) in moved.iter_mut().enumerate() {
            let count = f64::from(self.counts[cluster]);
            let mut squared = 0.0;
            for place in cluster * dimensions..(cluster + 1) * dimensions {
                let mean = self.sums[place] / count;
                squared += (mean - self.centres[place]) * (mean - self.centres[place]);
                self.centres[place] = mean;
            }
            total += squared;
            *moved = squared.sqrt();
        }
        if total == 0.0 {
            return 0.0;
        }
        let (furthest, most, second_most) = two_largest(&moved);
        let half_gap = self.half_gaps(dimensions);
        for (block, number) in blocks.iter().zip(0..) {
            let lanes = number * EIGHT..((number + 1) * EIGHT).min(points.len());
            let mut sure = true;
            for index in lanes.clone() {
                let cluster = self.cluster_of[index] as usize;
                let upper = self.upper[index] + moved[cluster];
                let lower = self.lower[index] - if cluster == furthest { second_most } else { most };
                (self.upper[index], self.lower[index]) = (upper, lower);
                sure &= upper <= lower || upper <= half_gap[cluster];
            }
            if sure {
                continue;
            }
            let found = two_nearest(block, &self.centres);
            for (lane, index) in lanes.enumerate() {
                let (cluster, nearest) = (self.cluster_of[index], found.cluster[lane]);
                (self.upper[index], self.lower[index]) = (found.nearest[lane], found.second[lane]);
                if nearest != cluster {
                    self.cluster_of[index] = nearest;
                    self.give(points.point(index), cluster as usize, nearest as usize);
                }
            }
        }
        total
    }

    /// Moves a point from one cluster to another.
    fn give(&mut self, point: &[f64], from: usize, to: usize) {
        self.counts[from] -= 1;
        self.counts[to] += 1;
        for (dimension, value) in point.iter().enumerate() {
            self.sums[from * point.len() + dimension] -= value;
            self.sums[to * point.len() + dimension] += value;
        }
    }

    /// Half the distance of each centre to its nearest other: no point nearer than that belongs elsewhere.
    fn half_gaps(&self, dimensions: usize) -> Vec<f64> {
        let clusters = self.counts.len();
        let mut gaps = vec![f64::INFINITY; clusters];
        for first in 0..clusters {
            for second in first + 1..clusters {
                let distance = squared_distance(
                    &self.centres[first * dimensions..(first + 1) * dimensions],
                    &self.centres[second * dimensions..(second + 1) * dimensions],
                );
                gaps[first] = gaps[first].min(distance);
                gaps[second] = gaps[second].min(distance);
            }
        }
        gaps.iter_mut().for_each(|gap| *gap = 0.5 * gap.sqrt());
        gaps
    }

    /// Gives a cluster that lost all its points the point furthest from its own centre.
    fn fill_empty(&mut self, points: &Points) {
        let dimensions = points.dimensions();
        while let Some(empty) = self.counts.iter().position(|count| *count == 0) {
            let mut furthest = (0, -1.0);
            for (index, point) in points.values().chunks_exact(dimensions).enumerate() {
                let cluster = self.cluster_of[index] as usize;
                let distance = squared_distance(point, &self.centres[cluster * dimensions..(cluster + 1) * dimensions]);
                if self.counts[cluster] > 1 && distance > furthest.1 {
                    furthest = (index, distance);
                }
            }
            let (index, _) = furthest;
            self.cluster_of[index] = empty as u32;
            self.centres[empty * dimensions..(empty + 1) * dimensions].copy_from_slice(points.point(index));
            self.upper[index] = 0.0;
            // A centre jumped, so no bound that kept clear of it holds any more.
            self.lower.fill(0.0);
            self.add_up(points);
        }
    }

    /// Sums without what repeated additions and subtractions left in them, and the inertia at the means.
    fn settle(&mut self, points: &Points) {
        self.fill_empty(points);
        self.add_up(points);
        let dimensions = points.dimensions();
        for (place, centre) in self.centres.iter_mut().enumerate() {
            *centre = self.sums[place] / f64::from(self.counts[place / dimensions]);
        }
        let own = |cluster: &u32| &self.centres[*cluster as usize * dimensions..(*cluster as usize + 1) * dimensions];
        let distances = points.values().chunks_exact(dimensions).zip(&self.cluster_of);
        self.inertia = distances.map(|(point, cluster)| squared_distance(point, own(cluster))).sum();
        // Centres moved by rounding at most; bounds are taken anew if the fit goes on.
        self.upper.fill(f64::INFINITY);
        self.lower.fill(0.0);
    }

    fn into_clusters(self, dimensions: usize) -> Clusters {
        let mut order: Vec<usize> = (0..self.counts.len()).collect();
        let centre = |cluster: usize| &self.centres[cluster * dimensions..(cluster + 1) * dimensions];
        order.sort_by(|&a, &b| {
            let by_centre = centre(a).partial_cmp(centre(b)).unwrap_or(std::cmp::Ordering::Equal);
            self.counts[b].cmp(&self.counts[a]).then(by_centre)
        });
        let mut rank = vec![0; order.len()];
        order.iter().enumerate().for_each(|(place, &cluster)| rank[cluster] = place as u32);
        Clusters {
            cluster_of: self.cluster_of.iter().map(|&cluster| rank[cluster as usize]).collect(),
            sizes: order.iter().map(|&cluster| self.counts[cluster]).collect(),
            centres: order.iter().flat_map(|&cluster| centre(cluster).iter().copied()).collect(),
            inertia: self.inertia,
            iterations: self.iterations,
        }
    }
}

/// Position of the largest, the largest, and the second largest (zero where there is one).
fn two_largest(values: &[f64]) -> (usize, f64, f64) {
    let (mut at, mut largest, mut second) = (0, 0.0, 0.0);
    for (position, &value) in values.iter().enumerate() {
        if value > largest {
            second = largest;
            (at, largest) = (position, value);
        } else if value > second {
            second = value;
        }
    }
    (at, largest, second)
}
