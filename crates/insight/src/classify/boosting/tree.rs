//! One tree.

use super::super::table::Table;
use serde::{Deserialize, Serialize};

/// A node that asks, or a leaf.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Node {
    /// Slots that go left; of a leaf, 0.
    pub left_slots: u64,
    pub field: u32,
    /// Nodes below; 0 in a leaf, since the root is below nothing.
    pub left: u32,
    pub right: u32,
    /// What a leaf adds; in other nodes the mean of the leaves below, by their records.
    pub value: f64,
}

/// Nodes, the root first, every node after the one above it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in super::super) struct Tree {
    pub nodes: Vec<Node>,
}

impl Tree {
    /// Whether it is one leaf.
    pub(in super::super) fn is_leaf(&self) -> bool {
        self.nodes.len() < 2
    }

    fn next(&self, node: Node, table: &Table, row: usize) -> Node {
        let slot = table.columns[node.field as usize].slots[row] & 63;
        let next = if node.left_slots >> slot & 1 == 1 { node.left } else { node.right };
        self.nodes[next as usize]
    }

    /// Adds what the tree says of every record.
    pub(in super::super) fn add_to(&self, table: &Table, scores: &mut [f64]) {
        for (row, score) in scores.iter_mut().enumerate() {
            let mut node = self.nodes[0];
            while node.left != 0 {
                node = self.next(node, table, row);
            }
            *score += node.value;
        }
    }

    /// Adds to each field on the way of a record how the expected value changes there; the expected value of everybody.
    pub(in super::super) fn attribute(&self, table: &Table, row: usize, parts: &mut [f64]) -> f64 {
        let mut node = self.nodes[0];
        while node.left != 0 {
            let next = self.next(node, table, row);
            parts[node.field as usize] += next.value - node.value;
            node = next;
        }
        self.nodes[0].value
    }
}
