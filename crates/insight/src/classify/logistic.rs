//! L2-regularised logistic regression on z-scores and one-hot levels.
//!
//! Loss: Σ ln(1 + e^−(±η)) + ½ λ |w|², the intercept free. Minimised by L-BFGS (Nocedal 1980) whose first guess of the inverse
//! Hessian is the Cholesky factor of the Hessian of a sample at the base rate: on such data it is nearly the Hessian itself, so a
//! handful of passes over the records suffices and none computes a matrix. Passes walk one column at a time through a block of
//! records that stays in the cache.

use super::fields::{Coding, MISSING, RARE, SLOTS};
use super::table::{Codings, Table};
use crate::special::{exp_held, ln};
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// Strength of the penalty; the usual default (C = 1).
const PENALTY: f64 = 1.0;
/// Records per block.
const BLOCK: usize = 1_024;
/// Records the first guess of the Hessian is made from.
const HESSIAN_ROWS: usize = 4_096;
/// Weights up to which that guess is a whole matrix; beyond, its diagonal.
const DENSE_WEIGHTS: usize = 400;
/// Steps that are remembered.
const MEMORY: usize = 8;
/// Iterations at most.
const MOST_ITERATIONS: u32 = 200;
/// The fit ends when no component of the gradient per record exceeds this.
const FLAT: f64 = 1e-6;

/// Where the weights of a field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Block {
    /// One weight for the z-score, one for being missing where that occurs.
    Numbers { at: usize, missing: bool },
    /// One weight per slot, then rare, then missing.
    Labels { at: usize, slots: usize },
    /// The field says nothing.
    Nothing,
}

/// A fitted model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Logistic {
    /// The intercept, then fields.
    pub(super) weights: Vec<f64>,
    pub(super) blocks: Vec<Block>,
    /// Mean contribution of each field to η in training, which contributions are told against.
    pub(super) means: Vec<f64>,
    pub(super) converged: bool,
}

/// A fit in slices.
#[derive(Debug)]
pub(super) struct LogisticFit {
    table: Rc<Table>,
    outcomes: Rc<[bool]>,
    blocks: Vec<Block>,
    weights: Vec<f64>,
    gradient: Vec<f64>,
    loss: f64,
    guess: Guess,
    steps: Vec<Remembered>,
    iterations: u32,
    done: bool,
    converged: bool,
}

/// The first guess of the inverse Hessian.
#[derive(Debug)]
enum Guess {
    /// Lower Cholesky factor, row by row.
    Factor(Vec<f64>),
    Diagonal(Vec<f64>),
}

#[derive(Debug)]
struct Remembered {
    step: Vec<f64>,
    change: Vec<f64>,
    inverse_product: f64,
}

impl LogisticFit {
    pub(super) fn new(codings: &Codings, table: Rc<Table>, outcomes: Rc<[bool]>) -> Self {
        let mut at = 1;
        let blocks: Vec<Block> = codings
            .0
            .iter()
            .enumerate()
            .map(|(field, coding)| block(coding, &table, field, &mut at))
            .collect();
        let positives = outcomes.iter().filter(|outcome| **outcome).count() as f64;
        let base = (positives + 0.5) / (outcomes.len() as f64 + 1.0);
        let mut weights = vec![0.0; at];
        weights[0] = ln(base / (1.0 - base));
        let mut fit = Self {
            guess: guess(&table, &blocks, at, base * (1.0 - base)),
            table,
            outcomes,
            blocks,
            gradient: vec![0.0; at],
            loss: 0.0,
            weights,
            steps: Vec::new(),
            iterations: 0,
            done: false,
            converged: false,
        };
        let (loss, gradient) = fit.evaluate(&fit.weights);
        (fit.loss, fit.gradient) = (loss, gradient);
        fit
    }

    /// Some more iterations; whether it is done.
    pub(super) fn run(&mut self, iterations: u32) -> bool {
        for _ in 0..iterations {
            if self.done {
                break;
            }
            self.iterate();
        }
        self.done
    }

    pub(super) fn finish(self) -> Logistic {
        let mut model = Logistic {
            means: vec![0.0; self.blocks.len()],
            weights: self.weights,
            blocks: self.blocks,
            converged: self.converged,
        };
        let n = self.table.rows.max(1) as f64;
        model.means = (0..model.blocks.len())
            .map(|field| (0..self.table.rows).map(|row| model.part(&self.table, field, row)).sum::<f64>() / n)
            .collect();
        model
    }

    fn iterate(&mut self) {
        let n = self.table.rows as f64;
        if self.gradient.iter().all(|component| component.abs() <= FLAT * n) {
            (self.done, self.converged) = (true, true);
            return;
        }
        if self.iterations == MOST_ITERATIONS {
            self.done = true;
            return;
        }
        self.iterations += 1;
        let direction = self.direction();
        let slope: f64 = product(&direction, &self.gradient);
        // The loss is convex and the guess positive, so this is a descent but for rounding at the very end.
        if slope >= 0.0 {
            (self.done, self.converged) = (true, true);
            return;
        }
        let mut length = 1.0;
        loop {
            let trial: Vec<f64> = self
                .weights
                .iter()
                .zip(&direction)
                .map(|(weight, step)| weight + length * step)
                .collect();
            let (loss, gradient) = self.evaluate(&trial);
            if loss <= self.loss + 1e-4 * length * slope {
                self.remember(&trial, &gradient);
                (self.weights, self.gradient, self.loss) = (trial, gradient, loss);
                return;
            }
            length *= 0.5;
            if length < 1e-10 {
                // Rounding is larger than what is left to gain.
                (self.done, self.converged) = (true, true);
                return;
            }
        }
    }

    fn remember(&mut self, weights: &[f64], gradient: &[f64]) {
        let step: Vec<f64> = weights.iter().zip(&self.weights).map(|(new, old)| new - old).collect();
        let change: Vec<f64> = gradient.iter().zip(&self.gradient).map(|(new, old)| new - old).collect();
        let curvature = product(&step, &change);
        if curvature > 0.0 {
            if self.steps.len() == MEMORY {
                self.steps.remove(0);
            }
            self.steps.push(Remembered {
                step,
                change,
                inverse_product: 1.0 / curvature,
            });
        }
    }

    /// Two-loop recursion.
    fn direction(&self) -> Vec<f64> {
        let mut direction: Vec<f64> = self.gradient.iter().map(|component| -component).collect();
        let mut factors = vec![0.0; self.steps.len()];
        for (place, kept) in self.steps.iter().enumerate().rev() {
            factors[place] = kept.inverse_product * product(&kept.step, &direction);
            add(&mut direction, -factors[place], &kept.change);
        }
        self.guess.solve(&mut direction);
        for (place, kept) in self.steps.iter().enumerate() {
            let back = kept.inverse_product * product(&kept.change, &direction);
            add(&mut direction, factors[place] - back, &kept.step);
        }
        direction
    }

    /// Loss and gradient at `weights`.
    fn evaluate(&self, weights: &[f64]) -> (f64, Vec<f64>) {
        let mut gradient = vec![0.0; weights.len()];
        let mut loss = 0.0;
        let mut eta = [0.0f64; BLOCK];
        let mut from = 0;
        while from < self.table.rows {
            let to = (from + BLOCK).min(self.table.rows);
            let eta = &mut eta[..to - from];
            linear(&self.table, &self.blocks, weights, from, eta);
            loss += block_loss(eta, &self.outcomes[from..to]);
            // From here on `eta` is probability less outcome.
            gradient[0] += eta.iter().sum::<f64>();
            for (column, block) in self.table.columns.iter().zip(&self.blocks) {
                match *block {
                    Block::Numbers { at, missing } => {
                        gradient[at] += product(&column.z[from..to], eta);
                        if missing {
                            gradient[at + 1] += sums(&column.slots[from..to], eta)[usize::from(MISSING)];
                        }
                    }
                    Block::Labels { at, slots } => {
                        let sums = sums(&column.slots[from..to], eta);
                        add(&mut gradient[at..at + slots], 1.0, &sums[..slots]);
                        gradient[at + slots] += sums[usize::from(RARE)];
                        gradient[at + slots + 1] += sums[usize::from(MISSING)];
                    }
                    Block::Nothing => {}
                }
            }
            from = to;
        }
        for (component, weight) in gradient.iter_mut().zip(weights).skip(1) {
            loss += 0.5 * PENALTY * weight * weight;
            *component += PENALTY * weight;
        }
        (loss, gradient)
    }
}

fn block(coding: &Coding, table: &Table, field: usize, at: &mut usize) -> Block {
    if !table.varies(field) {
        return Block::Nothing;
    }
    let start = *at;
    match coding {
        Coding::Numbers { missing, .. } => {
            *at += 1 + usize::from(*missing);
            Block::Numbers {
                at: start,
                missing: *missing,
            }
        }
        Coding::Labels { slots, .. } => {
            *at += slots + 2;
            Block::Labels { at: start, slots: *slots }
        }
    }
}

/// η of the records from `from` on.
fn linear(table: &Table, blocks: &[Block], weights: &[f64], from: usize, eta: &mut [f64]) {
    eta.fill(weights[0]);
    let to = from + eta.len();
    for (column, block) in table.columns.iter().zip(blocks) {
        let mut by_slot = [0.0; SLOTS];
        match *block {
            Block::Numbers { at, missing } => {
                add(eta, weights[at], &column.z[from..to]);
                if !missing {
                    continue;
                }
                by_slot[usize::from(MISSING)] = weights[at + 1];
            }
            Block::Labels { at, slots } => {
                by_slot[..slots].copy_from_slice(&weights[at..at + slots]);
                by_slot[usize::from(RARE)] = weights[at + slots];
                by_slot[usize::from(MISSING)] = weights[at + slots + 1];
            }
            Block::Nothing => continue,
        }
        for (eta, slot) in eta.iter_mut().zip(&column.slots[from..to]) {
            // Slots are below 64; saying so leaves out the check.
            *eta += by_slot[usize::from(slot & 63)];
        }
    }
}

/// The loss of a block, whose η become probability less outcome.
fn block_loss(eta: &mut [f64], outcomes: &[bool]) -> f64 {
    let mut loss = 0.0;
    for (eta, outcomes) in eta.chunks_mut(512).zip(outcomes.chunks(512)) {
        // Up to 512 factors between 1 and 2: their product is finite, and one logarithm serves them all.
        let mut product = 1.0;
        for (eta, &outcome) in eta.iter_mut().zip(outcomes) {
            let outcome = f64::from(u8::from(outcome));
            let small = exp_held(-eta.abs());
            let larger = 1.0 / (1.0 + small);
            let probability = if *eta >= 0.0 { larger } else { 1.0 - larger };
            product *= 1.0 + small;
            loss += eta.max(0.0) - outcome * *eta;
            *eta = probability - outcome;
        }
        loss += ln(product);
    }
    loss
}

/// Sum of `values` by slot. Two sets of sums, since adding to the same one twice in a row waits.
fn sums(slots: &[u8], values: &[f64]) -> [f64; SLOTS] {
    let mut even = [0.0; SLOTS];
    let mut odd = [0.0; SLOTS];
    for (slots, values) in slots.chunks(2).zip(values.chunks(2)) {
        even[usize::from(slots[0] & 63)] += values[0];
        if let (Some(slot), Some(value)) = (slots.get(1), values.get(1)) {
            odd[usize::from(slot & 63)] += value;
        }
    }
    add(&mut even, 1.0, &odd);
    even
}

fn product(a: &[f64], b: &[f64]) -> f64 {
    let mut lanes = [0.0f64; 4];
    let (a_blocks, b_blocks) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest: f64 = a_blocks.remainder().iter().zip(b_blocks.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a_blocks.zip(b_blocks) {
        for lane in 0..4 {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    lanes.iter().sum::<f64>() + rest
}

fn add(target: &mut [f64], factor: f64, source: &[f64]) {
    target
        .iter_mut()
        .zip(source)
        .for_each(|(target, source)| *target += factor * source);
}

/// The weights a record touches and the values there.
fn touched(table: &Table, blocks: &[Block], row: usize, into: &mut Vec<(usize, f64)>) {
    into.clear();
    into.push((0, 1.0));
    for (column, block) in table.columns.iter().zip(blocks) {
        let slot = column.slots[row];
        match *block {
            Block::Numbers { at, missing } => {
                into.push((at, column.z[row]));
                if missing && slot == MISSING {
                    into.push((at + 1, 1.0));
                }
            }
            Block::Labels { at, slots } => into.push((
                match slot {
                    MISSING => at + slots + 1,
                    RARE => at + slots,
                    slot => at + usize::from(slot),
                },
                1.0,
            )),
            Block::Nothing => {}
        }
    }
}

/// The inverse Hessian at the base rate, from a sample of records; `curvature` is p (1 − p).
fn guess(table: &Table, blocks: &[Block], weights: usize, curvature: f64) -> Guess {
    let stride = table.rows.div_ceil(HESSIAN_ROWS).max(1);
    let chosen = table.rows.div_ceil(stride);
    let scale = curvature * table.rows as f64 / chosen.max(1) as f64;
    let mut values = Vec::new();
    if weights > DENSE_WEIGHTS {
        let mut diagonal = vec![0.0; weights];
        for row in (0..table.rows).step_by(stride) {
            touched(table, blocks, row, &mut values);
            values.iter().for_each(|&(at, value)| diagonal[at] += value * value);
        }
        return Guess::Diagonal(diagonal.iter().map(|sum| 1.0 / (sum * scale + PENALTY)).collect());
    }
    let mut matrix = vec![0.0; weights * weights];
    for row in (0..table.rows).step_by(stride) {
        touched(table, blocks, row, &mut values);
        // Weights ascend within a record, so this fills the lower half.
        for (place, &(at, value)) in values.iter().enumerate() {
            for &(earlier, other) in &values[..=place] {
                matrix[at * weights + earlier] += value * other;
            }
        }
    }
    for at in 0..weights {
        matrix[at * weights..=at * weights + at]
            .iter_mut()
            .for_each(|entry| *entry *= scale);
        // A trace on the intercept too: its levels always add up to it.
        matrix[at * weights + at] += if at == 0 { 1e-6 * scale.max(1.0) } else { PENALTY };
    }
    factor(&mut matrix, weights);
    Guess::Factor(matrix)
}

/// Cholesky factor in place of the lower half.
fn factor(matrix: &mut [f64], n: usize) {
    for row in 0..n {
        let (above, rest) = matrix.split_at_mut(row * n);
        for column in 0..row {
            let known = product(&rest[..column], &above[column * n..column * n + column]);
            rest[column] = (rest[column] - known) / above[column * n + column];
        }
        let known = product(&rest[..row], &rest[..row]);
        rest[row] = (rest[row] - known).max(1e-12).sqrt();
    }
}

impl Guess {
    fn solve(&self, vector: &mut [f64]) {
        let n = vector.len();
        match self {
            Guess::Diagonal(inverse) => vector.iter_mut().zip(inverse).for_each(|(value, inverse)| *value *= inverse),
            Guess::Factor(factor) => {
                for row in 0..n {
                    let known = product(&vector[..row], &factor[row * n..row * n + row]);
                    vector[row] = (vector[row] - known) / factor[row * n + row];
                }
                for row in (0..n).rev() {
                    vector[row] /= factor[row * n + row];
                    let (head, tail) = vector.split_at_mut(row);
                    add(head, -tail[0], &factor[row * n..row * n + row]);
                }
            }
        }
    }
}

impl Logistic {
    /// η of every record.
    pub(super) fn scores(&self, table: &Table) -> Vec<f64> {
        let mut scores = vec![0.0; table.rows];
        for (block, eta) in scores.chunks_mut(BLOCK).enumerate() {
            linear(table, &self.blocks, &self.weights, block * BLOCK, eta);
        }
        scores
    }

    /// What a field adds to η of a record.
    fn part(&self, table: &Table, field: usize, row: usize) -> f64 {
        let column = &table.columns[field];
        let slot = column.slots[row];
        match self.blocks[field] {
            Block::Numbers { at, missing } => {
                let indicator = if missing && slot == MISSING { self.weights[at + 1] } else { 0.0 };
                self.weights[at] * column.z[row] + indicator
            }
            Block::Labels { at, slots } => match slot {
                MISSING => self.weights[at + slots + 1],
                RARE => self.weights[at + slots],
                slot => self.weights[at + usize::from(slot)],
            },
            Block::Nothing => 0.0,
        }
    }

    /// Mean η, and by field what a record deviates from it.
    pub(super) fn contributions(&self, table: &Table, row: usize) -> (f64, Vec<f64>) {
        let base = self.weights[0] + self.means.iter().sum::<f64>();
        let parts = (0..self.blocks.len()).map(|field| self.part(table, field, row) - self.means[field]);
        (base, parts.collect())
    }
}
