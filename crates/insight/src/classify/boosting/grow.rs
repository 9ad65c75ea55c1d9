//! Growing a tree leaf by leaf: always the leaf whose best question gains most.
//!
//! Sums of gradients and second derivatives per slot are taken over the smaller of two new leaves; those of the larger are what is
//! left of the leaf above. Rows of a leaf are neighbours in one list, which splitting reorders.

use super::super::fields::{MISSING, RARE, SLOTS};
use super::super::table::{Codings, Table};
use super::Growth;
use super::tree::{Node, Tree};
use std::rc::Rc;

/// Second derivatives of a leaf at least, so that its value is finite.
const LEAST_CURVATURE: f64 = 1e-3;
/// What is added to a level's second derivatives before levels are ordered, and to the penalty of questions about levels: few
/// records of a level must not make it extreme (as in LightGBM).
const LEVEL_SMOOTHING: f64 = 10.0;

/// Gradient and second derivative, summed.
type Sums = [f64; 2];

#[derive(Debug)]
pub(super) struct Grower {
    table: Rc<Table>,
    growth: Growth,
    /// Fields that vary, and whether they are labels.
    fields: Vec<(usize, bool)>,
    /// Slots of those fields, record by record: sums over the rows of a leaf read what a record says in one place, and add to one field
    /// after the other, so that no addition waits for the one before.
    slots: Vec<u8>,
    gradients: Vec<Sums>,
    rows: Vec<u32>,
    scratch: Vec<u32>,
    /// Histograms that are free to be used again.
    spare: Vec<Vec<Sums>>,
}

#[derive(Debug)]
struct Leaf {
    node: u32,
    from: usize,
    to: usize,
    sums: Sums,
    histogram: Vec<Sums>,
    best: Option<Split>,
}

#[derive(Debug, Clone, Copy)]
struct Split {
    gain: f64,
    field: usize,
    left_slots: u64,
    left: Sums,
}

impl Grower {
    pub(super) fn new(codings: &Codings, table: Rc<Table>, growth: Growth) -> Self {
        let fields = (0..table.columns.len()).filter(|field| table.varies(*field));
        let fields: Vec<(usize, bool)> = fields.map(|field| (field, codings.0[field].is_labels())).collect();
        let mut slots = vec![0; table.rows * fields.len()];
        for (place, &(field, _)) in fields.iter().enumerate() {
            let of_field = slots.iter_mut().skip(place).step_by(fields.len());
            of_field.zip(&table.columns[field].slots).for_each(|(to, slot)| *to = *slot);
        }
        Self {
            growth,
            fields,
            slots,
            gradients: vec![[0.0; 2]; table.rows],
            rows: (0..table.rows as u32).collect(),
            scratch: Vec::with_capacity(table.rows),
            spare: Vec::new(),
            table,
        }
    }

    /// Where the caller puts gradient and second derivative of every record before growing.
    pub(super) fn gradients(&mut self) -> &mut [Sums] {
        &mut self.gradients
    }

    /// Grows a tree and adds what it says to the scores of all records.
    pub(super) fn grow(&mut self, scores: &mut [f64]) -> Tree {
        let mut nodes = vec![self.node([0.0; 2])];
        let n = self.table.rows;
        for (row, place) in (0..).zip(&mut self.rows) {
            *place = row;
        }
        let histogram = self.histogram(0, n);
        let sums = self
            .gradients
            .iter()
            .fold([0.0; 2], |sum, pair| [sum[0] + pair[0], sum[1] + pair[1]]);
        nodes[0] = self.node(sums);
        let best = self.best(&histogram, sums, n);
        let mut leaves = vec![Leaf {
            node: 0,
            from: 0,
            to: n,
            sums,
            histogram,
            best,
        }];
        while leaves.len() < self.growth.leaves {
            let gain = |leaf: &Leaf| leaf.best.map_or(0.0, |split| split.gain);
            let mut chosen = 0;
            for place in 1..leaves.len() {
                if gain(&leaves[place]) > gain(&leaves[chosen]) {
                    chosen = place;
                }
            }
            let Some(split) = leaves[chosen].best else { break };
            let leaf = leaves.swap_remove(chosen);
            let (left, right) = self.split(leaf, split, &mut nodes);
            leaves.push(left);
            leaves.push(right);
        }
        let mut counts = vec![0; nodes.len()];
        for leaf in leaves {
            counts[leaf.node as usize] = leaf.to - leaf.from;
            let value = nodes[leaf.node as usize].value;
            for &row in &self.rows[leaf.from..leaf.to] {
                scores[row as usize] += value;
            }
            self.spare.push(leaf.histogram);
        }
        Self::tree(nodes, counts)
    }

    /// Gives asking nodes the mean of what is below them, by records. Children come after their node.
    fn tree(mut nodes: Vec<Node>, mut counts: Vec<usize>) -> Tree {
        for node in (0..nodes.len()).rev() {
            if nodes[node].left != 0 {
                let (left, right) = (nodes[node].left as usize, nodes[node].right as usize);
                counts[node] = counts[left] + counts[right];
                let sum = nodes[left].value * counts[left] as f64 + nodes[right].value * counts[right] as f64;
                nodes[node].value = sum / counts[node].max(1) as f64;
            }
        }
        Tree { nodes }
    }

    fn node(&self, sums: Sums) -> Node {
        Node {
            left_slots: 0,
            field: 0,
            left: 0,
            right: 0,
            value: -self.growth.learning_rate * sums[0] / (sums[1] + self.growth.penalty),
        }
    }

    fn split(&mut self, leaf: Leaf, split: Split, nodes: &mut Vec<Node>) -> (Leaf, Leaf) {
        let Leaf {
            node,
            from,
            to,
            sums,
            mut histogram,
            ..
        } = leaf;
        let middle = self.part(from, to, split);
        let left_sums = split.left;
        let right_sums = [sums[0] - left_sums[0], sums[1] - left_sums[1]];
        let below = nodes.len() as u32;
        nodes.push(self.node(left_sums));
        nodes.push(self.node(right_sums));
        nodes[node as usize] = Node {
            left_slots: split.left_slots,
            field: split.field as u32,
            left: below,
            right: below + 1,
            ..nodes[node as usize]
        };
        let left_is_smaller = middle - from <= to - middle;
        let (small_from, small_to) = if left_is_smaller { (from, middle) } else { (middle, to) };
        let small = self.histogram(small_from, small_to);
        for (whole, part) in histogram.iter_mut().zip(&small) {
            whole[0] -= part[0];
            whole[1] -= part[1];
        }
        let (left_histogram, right_histogram) = if left_is_smaller { (small, histogram) } else { (histogram, small) };
        let child = |grower: &Self, node, from, to, sums, histogram: Vec<Sums>| Leaf {
            best: grower.best(&histogram, sums, to - from),
            node,
            from,
            to,
            sums,
            histogram,
        };
        (
            child(self, below, from, middle, left_sums, left_histogram),
            child(self, below + 1, middle, to, right_sums, right_histogram),
        )
    }

    /// Puts rows that go left first, each side in its order; where the right side begins.
    fn part(&mut self, from: usize, to: usize, split: Split) -> usize {
        let slots = &self.table.columns[split.field].slots;
        self.scratch.clear();
        let mut left = from;
        for place in from..to {
            let row = self.rows[place];
            if split.left_slots >> (slots[row as usize] & 63) & 1 == 1 {
                self.rows[left] = row;
                left += 1;
            } else {
                self.scratch.push(row);
            }
        }
        self.rows[left..to].copy_from_slice(&self.scratch);
        left
    }

    /// Sums per field and slot over the rows of a leaf.
    fn histogram(&mut self, from: usize, to: usize) -> Vec<Sums> {
        let mut histogram = self.spare.pop().unwrap_or_default();
        histogram.clear();
        histogram.resize(self.fields.len() * SLOTS, [0.0; 2]);
        let fields = self.fields.len();
        for &row in &self.rows[from..to] {
            let row = row as usize;
            let pair = self.gradients[row];
            let slots = &self.slots[row * fields..(row + 1) * fields];
            for (sums, slot) in histogram.chunks_exact_mut(SLOTS).zip(slots) {
                let sum = &mut sums[usize::from(slot & 63)];
                *sum = [sum[0] + pair[0], sum[1] + pair[1]];
            }
        }
        histogram
    }

    /// The question about a leaf of `rows` records that gains most.
    fn best(&self, histogram: &[Sums], total: Sums, rows: usize) -> Option<Split> {
        if (rows as f64) < 2.0 * self.growth.leaf_rows || total[1] <= 2.0 * LEAST_CURVATURE {
            return None;
        }
        // Counts per slot are not kept: second derivatives stand for them, in proportion.
        let rows_per_curvature = rows as f64 / total[1];
        let least = (self.growth.leaf_rows / rows_per_curvature).max(LEAST_CURVATURE);
        let mut best: Option<Split> = None;
        for (sums, &(field, labels)) in histogram.chunks_exact(SLOTS).zip(&self.fields) {
            let sums: &[Sums; SLOTS] = sums.try_into().expect("chunks are of that size");
            let found = if labels {
                self.best_of_labels(sums, total, least)
            } else {
                self.best_of_numbers(sums, total, least)
            };
            if let Some((gain, left_slots, left)) = found
                && best.is_none_or(|best| gain > best.gain)
            {
                best = Some(Split {
                    gain,
                    field,
                    left_slots,
                    left,
                });
            }
        }
        best
    }

    fn gain(&self, left: Sums, total: Sums, least: f64, penalty: f64) -> f64 {
        let right = [total[0] - left[0], total[1] - left[1]];
        if left[1] < least || right[1] < least {
            return 0.0;
        }
        let worth = |sums: Sums| sums[0] * sums[0] / (sums[1] + penalty);
        worth(left) + worth(right) - worth(total)
    }

    /// Bins up to one of them go left; what is missing goes where it gains more.
    fn best_of_numbers(&self, sums: &[Sums; SLOTS], total: Sums, least: f64) -> Option<(f64, u64, Sums)> {
        let missing = sums[usize::from(MISSING)];
        let mut best = (1e-9, 0, [0.0; 2]);
        let mut below = [0.0; 2];
        let mut slots = 0u64;
        for (slot, sum) in sums[..usize::from(MISSING)].iter().enumerate() {
            slots |= 1 << slot;
            if sum[1] == 0.0 {
                continue;
            }
            below = [below[0] + sum[0], below[1] + sum[1]];
            let gain = self.gain(below, total, least, self.growth.penalty);
            if gain > best.0 {
                best = (gain, slots, below);
            }
            if missing[1] > 0.0 {
                let with_missing = [below[0] + missing[0], below[1] + missing[1]];
                let gain = self.gain(with_missing, total, least, self.growth.penalty);
                if gain > best.0 {
                    best = (gain, slots | 1 << MISSING, with_missing);
                }
            }
        }
        (best.1 != 0).then_some(best)
    }

    /// Levels in the order of their mean gradient; the first some of them go left (Fisher 1958).
    fn best_of_labels(&self, sums: &[Sums; SLOTS], total: Sums, least: f64) -> Option<(f64, u64, Sums)> {
        let mut levels = [(0.0, 0usize); SLOTS];
        let mut found = 0;
        for (slot, sum) in sums.iter().enumerate() {
            if sum[1] > LEAST_CURVATURE {
                levels[found] = (sum[0] / (sum[1] + LEVEL_SMOOTHING), slot);
                found += 1;
            }
        }
        let levels = &mut levels[..found];
        levels.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let penalty = if found > 2 {
            self.growth.penalty + LEVEL_SMOOTHING
        } else {
            self.growth.penalty
        };
        let mut best = (1e-9, 0, [0.0; 2]);
        let mut left = [0.0; 2];
        let mut slots = 0u64;
        for &(_, slot) in levels.iter().take(found.saturating_sub(1)) {
            left = [left[0] + sums[slot][0], left[1] + sums[slot][1]];
            slots |= 1 << slot;
            let gain = self.gain(left, total, least, penalty);
            if gain > best.0 {
                best = (gain, slots, left);
            }
        }
        (best.1 != 0).then_some(best)
    }
}

// Rare levels are a level like any other here.
const _: () = assert!((RARE as usize) < SLOTS && (MISSING as usize) < SLOTS);
