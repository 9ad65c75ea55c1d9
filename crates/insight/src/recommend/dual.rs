//! The inverse of G + λI where buyers are fewer than items, by way of the buyers (Woodbury's identity).
//!
//! With X, who bought what, G = XᵀX and K = XXᵀ, the items that two buyers share: (G + λI)⁻¹ = (I − H) ÷ λ with
//! H = Xᵀ (K + λI)⁻¹ X. The matrix to invert has buyers² entries, and products with X only add up.

use super::inverse::Inversion;
use super::purchases::{Purchases, Rows};
use crate::lanes::{EIGHT, Pair, eight};

/// H under way, once K + λI is inverted.
#[derive(Debug)]
pub(super) struct Dual {
    buyers: usize,
    buyers_of: Rows,
    /// (K + λI)⁻¹, whole rows; empty before the first step.
    inverse: Vec<f64>,
    /// Lower half of H − I, row by row in a square.
    matrix: Vec<f64>,
    items_done: usize,
    /// By buyer, for each of the eight items at hand the sum of the rows of who bought it.
    sums: Vec<[f64; EIGHT]>,
}

impl Dual {
    /// What there is to do first, the inversion of K + λI, and then.
    pub(super) fn new(purchases: &Purchases, regularisation: f64) -> (Inversion, Self) {
        let (buyers, items) = (purchases.buyers(), purchases.items());
        let buyers_of = purchases.turned(|_| true);
        let mut matrix = vec![0.0; buyers * buyers];
        for buyer in 0..buyers {
            let row = &mut matrix[buyer * buyers..(buyer + 1) * buyers];
            for &item in purchases.items_of(buyer) {
                let others = buyers_of.row(item as usize).iter();
                others
                    .take_while(|other| **other as usize <= buyer)
                    .for_each(|&other| row[other as usize] += 1.0);
            }
            row[buyer] += regularisation;
        }
        let dual = Self {
            buyers,
            buyers_of,
            inverse: Vec::new(),
            matrix: vec![0.0; items * items],
            items_done: 0,
            sums: vec![[0.0; EIGHT]; buyers],
        };
        (Inversion::new(buyers, matrix), dual)
    }

    fn items(&self) -> usize {
        self.buyers_of.len()
    }

    pub(super) fn is_done(&self) -> bool {
        self.items_done == self.items()
    }

    /// The share that is done, 0 to 1.
    pub(super) fn progress(&self) -> f64 {
        self.items_done as f64 / self.items() as f64
    }

    /// Rows of the next eight items, from an inversion that is done; the additions it took.
    pub(super) fn step(&mut self, inversion: &mut Inversion) -> u64 {
        let (n, from) = (self.buyers, self.items_done);
        if from == 0 {
            self.inverse = whole(inversion.take());
        }
        let items = self.items();
        let to = (from + EIGHT).min(items);
        let mut additions = 0;
        let mut row = vec![0.0; n];
        for (lane, item) in (from..to).enumerate() {
            row.fill(0.0);
            for &buyer in self.buyers_of.row(item) {
                add(&mut row, &self.inverse[buyer as usize * n..(buyer as usize + 1) * n]);
            }
            self.sums.iter_mut().zip(&row).for_each(|(sums, sum)| sums[lane] = *sum);
            additions += self.buyers_of.row(item).len() * n;
        }
        for other in 0..to {
            let mut totals = [Pair::default(); EIGHT / 2];
            for &buyer in self.buyers_of.row(other) {
                let sums = self.sums[buyer as usize].as_chunks::<2>().0;
                totals
                    .iter_mut()
                    .zip(sums)
                    .for_each(|(total, sum)| *total = total.plus(Pair::of(sum)));
            }
            for (item, total) in (from..to).zip(eight(totals)) {
                self.matrix[item * items + other] = total;
            }
            additions += self.buyers_of.row(other).len() * EIGHT;
        }
        self.items_done = to;
        additions as u64
    }

    /// The lower half of λ (G + λI)⁻¹, row by row in a square, and its diagonal.
    pub(super) fn finish(mut self) -> (Vec<f64>, Vec<f64>) {
        let items = self.items();
        let diagonal = (0..items).map(|item| 1.0 - self.matrix[item * items + item]).collect();
        self.matrix.iter_mut().for_each(|entry| *entry = -*entry);
        (self.matrix, diagonal)
    }
}

/// A symmetric matrix from its lower half and its diagonal.
fn whole((mut matrix, diagonal): (Vec<f64>, Vec<f64>)) -> Vec<f64> {
    let n = diagonal.len();
    for (row, on_diagonal) in diagonal.into_iter().enumerate() {
        matrix[row * n + row] = on_diagonal;
        (0..row).for_each(|column| matrix[column * n + row] = matrix[row * n + column]);
    }
    matrix
}

/// target += source.
fn add(target: &mut [f64], source: &[f64]) {
    let (targets, last) = target.as_chunks_mut::<2>();
    let (sources, last_source) = source.as_chunks::<2>();
    for (target, source) in targets.iter_mut().zip(sources) {
        *target = Pair::of(target).plus(Pair::of(source)).numbers();
    }
    last.iter_mut().zip(last_source).for_each(|(target, source)| *target += source);
}
