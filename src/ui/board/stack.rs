//! A column's cards as a stack of heights: which are in view, and how much space the others take.

use std::{collections::HashMap, ops::Range};

use super::CardId;

/// Space between cards, in pixels.
pub(super) const GAP: f64 = 8.0;

/// Height of a card until it has been measured: three lines and a foot.
pub(super) const ESTIMATE: f64 = 118.0;

/// Drawn beyond the edges of the view, in pixels.
const OVERSCAN: f64 = 400.0;

/// Tops of the cards, and of the end of the stack.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stack {
    tops: Vec<f64>,
}

impl Stack {
    /// The stack of `cards` with the heights measured so far.
    pub fn new(cards: &[CardId], heights: &HashMap<CardId, f64>) -> Self {
        let mut tops = Vec::with_capacity(cards.len() + 1);
        let mut top = 0.0;
        for card in cards {
            tops.push(top);
            top += heights.get(card).copied().unwrap_or(ESTIMATE) + GAP;
        }
        tops.push(top);
        Self { tops }
    }

    fn len(&self) -> usize {
        self.tops.len() - 1
    }

    /// Cards to draw for a view of `height` pixels from `scroll`.
    pub fn drawn(&self, scroll: f64, height: f64) -> Range<usize> {
        let start = self.tops.partition_point(|top| *top <= scroll - OVERSCAN).saturating_sub(1);
        let end = self.tops.partition_point(|top| *top < scroll + height + OVERSCAN).min(self.len());
        start.min(end)..end
    }

    /// Space above card `index`.
    pub fn before(&self, index: usize) -> f64 {
        self.tops[index.min(self.len())]
    }

    /// Space from the top of card `index` to the end of the stack.
    pub fn after(&self, index: usize) -> f64 {
        self.tops[self.len()] - self.before(index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_a_few_of_thousands() {
        let cards: Vec<CardId> = (0..5000).collect();
        let stack = Stack::new(&cards, &HashMap::new());
        let step = ESTIMATE + GAP;
        assert_eq!(stack.drawn(0.0, 600.0).start, 0);
        assert!(stack.drawn(0.0, 600.0).len() < 12);
        let middle = stack.drawn(2500.0 * step, 600.0);
        assert!(middle.contains(&2500) && middle.contains(&2504) && middle.len() < 16);
        assert_eq!(stack.drawn(1e9, 600.0).end, 5000);
        assert!((stack.before(10) + stack.after(10) - 5000.0 * step).abs() < 1e-6);
    }

    #[test]
    fn measured_heights_move_what_follows() {
        let heights = HashMap::from([(1, 200.0)]);
        let stack = Stack::new(&[0, 1, 2], &heights);
        assert_eq!(stack.before(2), ESTIMATE + GAP + 200.0 + GAP);
    }

    #[test]
    fn an_empty_column_draws_nothing() {
        let stack = Stack::new(&[], &HashMap::new());
        assert_eq!(stack.drawn(0.0, 600.0), 0..0);
        assert_eq!((stack.before(0), stack.after(0)), (0.0, 0.0));
    }
}
