//! The inverse of a symmetric positive definite matrix, in slices.
//!
//! Three passes over blocks of rows: the Cholesky factor L, then V = L⁻ᵀ, then V Vᵀ. All three are products of rows with rows,
//! which lie one after the other in memory, so one small kernel does nearly all the work. L and later the inverse are in the lower
//! half of the matrix, V is in the upper half, and diagonals are kept apart.

use crate::lanes::{Pair, dot};

/// Rows of a block: a block of rows stays in the second cache, two rows of the other side in the first.
const BLOCK: usize = 48;
/// Rows that the kernel takes from a block, and from the other side.
const TALL: usize = 4;
const WIDE: usize = 2;

/// An inversion under way.
#[derive(Debug)]
pub(super) struct Inversion {
    n: usize,
    matrix: Vec<f64>,
    /// Diagonal of L.
    pivots: Vec<f64>,
    /// Diagonal of the inverse.
    diagonal: Vec<f64>,
    pass: Pass,
    /// First row of the block that is next.
    from: usize,
    scratch: Vec<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    Factor,
    Invert,
    Multiply,
    Done,
}

impl Inversion {
    /// Of a matrix of `n` rows one after the other, whose lower half and diagonal are read.
    pub(super) fn new(n: usize, matrix: Vec<f64>) -> Self {
        Self {
            n,
            matrix,
            pivots: vec![0.0; n],
            diagonal: vec![0.0; n],
            pass: if n == 0 { Pass::Done } else { Pass::Factor },
            from: 0,
            scratch: Vec::new(),
        }
    }

    pub(super) fn is_done(&self) -> bool {
        self.pass == Pass::Done
    }

    /// The share that is done, 0 to 1.
    pub(super) fn progress(&self) -> f64 {
        let passes = match self.pass {
            Pass::Factor => 0.0,
            Pass::Invert => 1.0,
            Pass::Multiply => 2.0,
            Pass::Done => return 1.0,
        };
        (passes + self.from as f64 / self.n as f64) / 3.0
    }

    /// One block of one pass; about how many multiplications it took.
    pub(super) fn step(&mut self) -> u64 {
        let (from, to) = (self.from, (self.from + BLOCK).min(self.n));
        let next = match self.pass {
            Pass::Factor => {
                self.factor(from, to);
                Pass::Invert
            }
            Pass::Invert => {
                self.invert(from, to);
                Pass::Multiply
            }
            Pass::Multiply => {
                self.multiply(from, to);
                Pass::Done
            }
            Pass::Done => return 0,
        };
        self.from = to;
        if to == self.n {
            (self.pass, self.from) = (next, 0);
        }
        (BLOCK * to * self.n / 2) as u64
    }

    /// The lower half of the inverse, row by row in a square, and its diagonal.
    pub(super) fn take(&mut self) -> (Vec<f64>, Vec<f64>) {
        while !self.is_done() {
            self.step();
        }
        (std::mem::take(&mut self.matrix), std::mem::take(&mut self.diagonal))
    }

    /// Rows of L from the rows above.
    fn factor(&mut self, from: usize, to: usize) {
        let n = self.n;
        let (above, rows) = self.matrix.split_at_mut(from * n);
        for start in (0..from).step_by(BLOCK) {
            let end = (start + BLOCK).min(from);
            products(rows, above, n, to - from, start..end, 0..start, &mut self.scratch);
            for (row, known) in rows.chunks_exact_mut(n).zip(self.scratch.chunks_exact(end - start)) {
                for column in start..end {
                    let other = &above[column * n..column * n + column];
                    let rest = known[column - start] + dot(&row[start..column], &other[start..]);
                    row[column] = (row[column] - rest) / self.pivots[column];
                }
            }
        }
        for place in 0..to - from {
            let (earlier, row) = rows.split_at_mut(place * n);
            let pivot = from + place;
            for column in from..pivot {
                let other = &earlier[(column - from) * n..(column - from) * n + column];
                row[column] = (row[column] - dot(&row[..column], other)) / self.pivots[column];
            }
            // Positive for a positive definite matrix; rounding can bring it near zero, never make it useless.
            let square = row[pivot] - dot(&row[..pivot], &row[..pivot]);
            self.pivots[pivot] = square.max(f64::MIN_POSITIVE).sqrt();
        }
    }

    /// Columns `from..to` of V: Vⱼᵢ = −(Lᵢⱼ Vⱼⱼ + Σ Lᵢₖ Vⱼₖ over j < k < i) / Lᵢᵢ.
    fn invert(&mut self, from: usize, to: usize) {
        let n = self.n;
        let (above, rows) = self.matrix.split_at_mut(from * n);
        for start in (0..from).step_by(BLOCK) {
            let end = (start + BLOCK).min(from);
            products(rows, above, n, to - from, start..end, end..from, &mut self.scratch);
            for (other, row_of_v) in (start..end).zip(above[start * n..].chunks_exact_mut(n)) {
                for row in from..to {
                    let factor = &rows[(row - from) * n..(row - from) * n + row];
                    let known = self.scratch[(row - from) * (end - start) + other - start];
                    let near = factor[other] / self.pivots[other] + dot(&factor[other + 1..end], &row_of_v[other + 1..end]);
                    let late = dot(&factor[from..row], &row_of_v[from..row]);
                    row_of_v[row] = -(known + near + late) / self.pivots[row];
                }
            }
        }
        for row in from..to {
            for other in from..row {
                let (before, current) = self.matrix.split_at_mut(row * n);
                let row_of_v = &mut before[other * n..(other + 1) * n];
                let near = current[other] / self.pivots[other] + dot(&current[other + 1..row], &row_of_v[other + 1..row]);
                row_of_v[row] = -near / self.pivots[row];
            }
        }
    }

    /// Rows of V Vᵀ: Σ Vᵢₖ Vⱼₖ over k ≥ i, for j ≤ i.
    fn multiply(&mut self, from: usize, to: usize) {
        let n = self.n;
        let (above, rows) = self.matrix.split_at_mut(from * n);
        for start in (0..from).step_by(BLOCK) {
            let end = (start + BLOCK).min(from);
            products(rows, above, n, to - from, start..end, to..n, &mut self.scratch);
            for (row, known) in (from..to).zip(self.scratch.chunks_exact(end - start)) {
                let own = &mut rows[(row - from) * n..(row - from + 1) * n];
                for other in start..end {
                    let row_of_v = &above[other * n..(other + 1) * n];
                    let near = row_of_v[row] / self.pivots[row] + dot(&own[row + 1..to], &row_of_v[row + 1..to]);
                    own[other] = known[other - start] + near;
                }
            }
        }
        for row in from..to {
            for other in from..row {
                let (before, current) = self.matrix.split_at_mut(row * n);
                let row_of_v = &before[other * n..(other + 1) * n];
                current[other] = row_of_v[row] / self.pivots[row] + dot(&current[row + 1..n], &row_of_v[row + 1..]);
            }
            let own = &self.matrix[row * n + row + 1..(row + 1) * n];
            self.diagonal[row] = 1.0 / (self.pivots[row] * self.pivots[row]) + dot(own, own);
        }
    }
}

/// Into `out`, row by row, the product of each of the first `tall` rows of `a` with each of `wide` rows of `b`, over `along`.
fn products(a: &[f64], b: &[f64], n: usize, tall: usize, wide: std::ops::Range<usize>, along: std::ops::Range<usize>, out: &mut Vec<f64>) {
    let width = wide.len();
    out.clear();
    out.resize(tall * width, 0.0);
    let of = |matrix: &'_ [f64], row: usize| row * n + along.start..row * n + along.end.min(matrix.len() / n * n);
    let mut column = 0;
    while column < width {
        let columns = WIDE.min(width - column);
        let mut row = 0;
        while row < tall {
            let rows = TALL.min(tall - row);
            if rows == TALL && columns == WIDE {
                let at = |place: usize| &a[of(a, row + place)];
                let by = |place: usize| &b[of(b, wide.start + column + place)];
                let sums = kernel([at(0), at(1), at(2), at(3)], [by(0), by(1)]);
                for (place, pair) in sums.iter().enumerate() {
                    out[(row + place) * width + column..(row + place) * width + column + WIDE].copy_from_slice(pair);
                }
            } else {
                for place in row..row + rows {
                    for other in column..column + columns {
                        out[place * width + other] = dot(&a[of(a, place)], &b[of(b, wide.start + other)]);
                    }
                }
            }
            row += rows;
        }
        column += columns;
    }
}

/// Eight products of rows at once: each number that is read is used several times.
#[inline]
fn kernel(a: [&[f64]; TALL], b: [&[f64]; WIDE]) -> [[f64; WIDE]; TALL] {
    let length = b[0].len();
    let a = a.map(|row| &row[..length]);
    let b = b.map(|row| &row[..length]);
    // Two lanes per product, along the rows: pairs of neighbours are read as they are, and nothing is shuffled.
    let mut sums = [[Pair::default(); WIDE]; TALL];
    let even = length & !1;
    let a_pairs = a.map(|row| &row.as_chunks::<2>().0[..length / 2]);
    let b_pairs = b.map(|row| &row.as_chunks::<2>().0[..length / 2]);
    for at in 0..length / 2 {
        let b = b_pairs.map(|row| Pair::of(&row[at]));
        for (row, sums) in a_pairs.iter().zip(&mut sums) {
            let a = Pair::of(&row[at]);
            for (b, sum) in b.iter().zip(sums) {
                *sum = sum.plus_product(a, *b);
            }
        }
    }
    let mut whole = [[0.0; WIDE]; TALL];
    for (place, row) in whole.iter_mut().enumerate() {
        for (other, sum) in row.iter_mut().enumerate() {
            let rest = if even < length { a[place][even] * b[other][even] } else { 0.0 };
            let [one, two] = sums[place][other].numbers();
            *sum = one + two + rest;
        }
    }
    whole
}
