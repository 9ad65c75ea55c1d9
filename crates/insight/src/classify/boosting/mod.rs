//! Gradient boosting of small trees on histograms (Friedman 2001; histograms and leaf-wise growth as in LightGBM, Ke et al. 2017).
//!
//! Logistic loss, Newton steps in the leaves. A node sends the slots of one field that are in a 64-bit mask to the left, be they
//! bins of numbers, levels of labels or what is missing. Nothing is drawn at random: the same records give the same trees.

mod grow;
mod tree;

use super::table::{Codings, Table};
use crate::special::{ln, logistic};
use grow::Grower;
use serde::{Deserialize, Serialize};
use std::rc::Rc;
pub(super) use tree::Tree;

/// What a fit is made of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Growth {
    /// Part of each step that is taken.
    pub learning_rate: f64,
    /// Leaves of a tree at most.
    pub leaves: usize,
    /// Records of a leaf at least.
    pub leaf_rows: f64,
    /// Penalty of a leaf's squared value.
    pub penalty: f64,
}

impl Default for Growth {
    fn default() -> Self {
        Self {
            learning_rate: 0.08,
            leaves: 16,
            leaf_rows: 20.0,
            penalty: 1.0,
        }
    }
}

/// A fitted model.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Boosting {
    /// Log-odds of everybody.
    pub start: f64,
    pub trees: Vec<Tree>,
}

/// A fit, tree by tree.
#[derive(Debug)]
pub(super) struct BoostingFit {
    outcomes: Rc<[bool]>,
    grower: Grower,
    scores: Vec<f64>,
    model: Boosting,
}

impl BoostingFit {
    pub(super) fn new(codings: &Codings, table: Rc<Table>, outcomes: Rc<[bool]>, growth: Growth) -> Self {
        let positives = outcomes.iter().filter(|outcome| **outcome).count() as f64;
        let base = (positives + 0.5) / (outcomes.len() as f64 + 1.0);
        let start = ln(base / (1.0 - base));
        Self {
            outcomes,
            scores: vec![start; table.rows],
            grower: Grower::new(codings, table, growth),
            model: Boosting { start, trees: Vec::new() },
        }
    }

    /// Adds a tree and returns it; a tree without a split says that nothing is left to learn.
    pub(super) fn add_tree(&mut self) -> &Tree {
        let gradients = self.grower.gradients();
        for ((pair, score), &outcome) in gradients.iter_mut().zip(&self.scores).zip(self.outcomes.iter()) {
            let probability = logistic(*score);
            *pair = [probability - f64::from(u8::from(outcome)), probability * (1.0 - probability)];
        }
        let tree = self.grower.grow(&mut self.scores);
        self.model.trees.push(tree);
        &self.model.trees[self.model.trees.len() - 1]
    }

    /// Log-odds of everybody.
    pub(super) fn start(&self) -> f64 {
        self.model.start
    }

    pub(super) fn trees(&self) -> usize {
        self.model.trees.len()
    }

    pub(super) fn finish(self) -> Boosting {
        self.model
    }
}

impl Boosting {
    /// Log-odds of every record.
    pub(super) fn scores(&self, table: &Table) -> Vec<f64> {
        let mut scores = vec![self.start; table.rows];
        for tree in &self.trees {
            tree.add_to(table, &mut scores);
        }
        scores
    }

    /// Mean log-odds, and by field what a record's way through the trees adds to it (Saabas 2014): at every node, how the expected
    /// value changes is due to the field that was asked.
    pub(super) fn contributions(&self, table: &Table, row: usize) -> (f64, Vec<f64>) {
        let mut base = self.start;
        let mut parts = vec![0.0; table.columns.len()];
        for tree in &self.trees {
            base += tree.attribute(table, row, &mut parts);
        }
        (base, parts)
    }
}
