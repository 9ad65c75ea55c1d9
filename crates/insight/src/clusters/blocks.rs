//! Points in blocks of eight, number by number, so that distances are computed for several of them at once.

use super::points::Points;
use crate::lanes::{EIGHT, Pair, eight};

/// All points; the last block is filled up with zeros.
#[derive(Debug)]
pub(super) struct Blocks {
    dimensions: usize,
    /// Block by block, dimension by dimension.
    values: Vec<[f64; EIGHT]>,
}

/// Of eight points, the nearest centre, the distance to it, and that to the second nearest (infinite where there is one centre).
pub(super) struct TwoNearest {
    pub cluster: [u32; EIGHT],
    pub nearest: [f64; EIGHT],
    pub second: [f64; EIGHT],
}

impl Blocks {
    pub(super) fn new(points: &Points) -> Self {
        let dimensions = points.dimensions();
        let mut values = Vec::with_capacity(points.len().div_ceil(EIGHT) * dimensions);
        for block in points.values().chunks(EIGHT * dimensions) {
            let value = |lane: usize, dimension: usize| block.get(lane * dimensions + dimension).copied().unwrap_or(0.0);
            values.extend((0..dimensions).map(|dimension| std::array::from_fn(|lane| value(lane, dimension))));
        }
        Self { dimensions, values }
    }

    /// Blocks in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[[f64; EIGHT]]> {
        self.values.chunks_exact(self.dimensions)
    }
}

/// Squared distances of the points of a block to a centre, dimensions added up in their order.
#[inline]
pub(super) fn squared_distances(block: &[[f64; EIGHT]], centre: &[f64]) -> [Pair; EIGHT / 2] {
    let mut sums = [Pair::default(); EIGHT / 2];
    for (values, centre) in block.iter().zip(centre) {
        let centre = Pair::all(*centre);
        for (sum, values) in sums.iter_mut().zip(values.as_chunks::<2>().0) {
            let difference = Pair::of(values).minus(centre);
            *sum = sum.plus_product(difference, difference);
        }
    }
    sums
}

/// The two nearest centres of the points of a block; of equally near ones the first.
pub(super) fn two_nearest(block: &[[f64; EIGHT]], centres: &[f64]) -> TwoNearest {
    let mut cluster = [Pair::default(); EIGHT / 2];
    let [mut nearest, mut second] = [[Pair::all(f64::INFINITY); EIGHT / 2]; 2];
    for (place, centre) in centres.chunks_exact(block.len()).enumerate() {
        let place = Pair::all(place as f64);
        let squared = squared_distances(block, centre);
        for lane in 0..EIGHT / 2 {
            cluster[lane] = squared[lane].where_below(nearest[lane], place, cluster[lane]);
            second[lane] = second[lane].lesser(squared[lane].greater(nearest[lane]));
            nearest[lane] = nearest[lane].lesser(squared[lane]);
        }
    }
    TwoNearest {
        cluster: eight(cluster).map(|cluster| cluster as u32),
        nearest: eight(nearest).map(f64::sqrt),
        second: eight(second).map(f64::sqrt),
    }
}

#[cfg(test)]
mod tests {
    use super::super::points::Scaling;
    use super::super::starts::squared_distance;
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn blocks_find_what_plain_distances_find(
            rows in prop::collection::vec([-9.0f64..9.0, -9.0f64..9.0, 0.0f64..3.0], 2..40),
            centres in prop::collection::vec([-2.0f64..2.0, -2.0f64..2.0, -2.0f64..2.0], 1..7),
        ) {
            let columns: Vec<Vec<f64>> = (0..3).map(|column| rows.iter().map(|row| row[column].round()).collect()).collect();
            let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
            let Ok(points) = Points::prepare(&columns, Scaling::default()) else { return Ok(()) };
            let centres = centres.concat();
            for (block, first) in Blocks::new(&points).iter().zip((0..).step_by(EIGHT)) {
                let found = two_nearest(block, &centres);
                for lane in 0..EIGHT.min(points.len() - first) {
                    let distances: Vec<f64> =
                        centres.chunks_exact(3).map(|centre| squared_distance(points.point(first + lane), centre)).collect();
                    let mut order: Vec<usize> = (0..distances.len()).collect();
                    order.sort_by(|a, b| distances[*a].total_cmp(&distances[*b]));
                    let second = order.get(1).map_or(f64::INFINITY, |second| distances[*second].sqrt());
                    prop_assert_eq!(found.cluster[lane] as usize, order[0]);
                    prop_assert_eq!((found.nearest[lane], found.second[lane]), (distances[order[0]].sqrt(), second));
                }
            }
        }
    }
}
