//! Walking over cards and moving them by key.

use leptos::ev::KeyboardEvent;

use super::{
    BoardColumn, CardId, CardMove,
    state::{BoardState, card_of},
};
use crate::ui::{
    dom::{is_mirrored, is_mod, target_element},
    grid::OpenHow,
};

/// A direction over the board, already turned for documents that read from right to left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Up,
    Down,
    /// To the next column (+1) or the one before (-1).
    Side(isize),
    First,
    Last,
}

fn way(key: &str, mirrored: bool) -> Option<Way> {
    Some(match key {
        "ArrowUp" => Way::Up,
        "ArrowDown" => Way::Down,
        "ArrowRight" => Way::Side(if mirrored { -1 } else { 1 }),
        "ArrowLeft" => Way::Side(if mirrored { 1 } else { -1 }),
        "Home" => Way::First,
        "End" => Way::Last,
        _ => return None,
    })
}

/// The card a way leads to from card number `at` of a column. Empty columns are stepped over.
fn walked(columns: &[BoardColumn], column: usize, at: usize, way: Way) -> Option<CardId> {
    let cards = &columns[column].cards;
    match way {
        Way::Up => at.checked_sub(1).and_then(|at| cards.get(at).copied()),
        Way::Down => cards.get(at + 1).copied(),
        Way::First => cards.first().copied(),
        Way::Last => cards.last().copied(),
        Way::Side(by) => {
            let mut next = column.checked_add_signed(by)?;
            while columns.get(next)?.cards.is_empty() {
                next = next.checked_add_signed(by)?;
            }
            let cards = &columns[next].cards;
            cards.get(at.min(cards.len() - 1)).copied()
        }
    }
}

/// Column key and position a way moves card number `at` of a column to; `None` at the edges.
fn pushed(columns: &[BoardColumn], column: usize, at: usize, way: Way) -> Option<(String, usize)> {
    let own = &columns[column];
    match way {
        Way::Up => Some((own.key.clone(), at.checked_sub(1)?)),
        Way::Down => (at + 1 < own.cards.len()).then(|| (own.key.clone(), at + 1)),
        Way::Side(by) => {
            let next = columns.get(column.checked_add_signed(by)?)?;
            Some((next.key.clone(), at.min(next.cards.len())))
        }
        Way::First | Way::Last => None,
    }
}

impl BoardState {
    /// Handles a key on a card.
    pub fn on_key(self, event: &KeyboardEvent) {
        let Some(target) = target_element(event).filter(|_| !event.default_prevented()) else {
            return;
        };
        let Some(id) = card_of(&target) else { return };
        let key = event.key();
        if target.class_list().contains("board__card") && matches!(key.as_str(), "Enter" | " ") {
            event.prevent_default();
            match key.as_str() {
                " " if event.shift_key() => self.select(id),
                " " => self.open(id, OpenHow::Panel),
                _ if is_mod(event) => self.open(id, OpenHow::NewTab),
                _ => self.open(id, OpenHow::Page),
            }
            return;
        }
        let mirrored = is_mirrored();
        let (Some(way), Some((from, at))) = (way(&key, mirrored), self.place_of(id)) else {
            return;
        };
        let columns = self.columns.get_untracked();
        let Some(column) = columns.iter().position(|column| column.key == from) else {
            return;
        };
        if event.ctrl_key() || event.meta_key() {
            return;
        }
        if event.shift_key() {
            if let Some(to) = walked(&columns, column, at, way).filter(|_| matches!(way, Way::Up | Way::Down)) {
                event.prevent_default();
                self.extend(id, to);
                self.focus_card(to);
            }
            return;
        }
        if event.alt_key() {
            if let Some((to, position)) = pushed(&columns, column, at, way).filter(|_| self.on_move.is_some()) {
                event.prevent_default();
                self.move_card(CardMove { id, from, to, position });
                self.focus_card(id);
            }
        } else if let Some(to) = walked(&columns, column, at, way) {
            event.prevent_default();
            self.focus_card(to);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ui::badge::StageKind;

    fn columns(cards: &[&[CardId]]) -> Vec<BoardColumn> {
        let column = |(index, cards): (usize, &&[CardId])| BoardColumn {
            key: index.to_string(),
            label: String::new(),
            kind: StageKind::Idle,
            count: String::new(),
            sums: Default::default(),
            folded: false,
            over: false,
            cards: Arc::new(cards.to_vec()),
        };
        cards.iter().enumerate().map(column).collect()
    }

    #[test]
    fn walks_over_cards_and_empty_columns() {
        let board = columns(&[&[1, 2, 3], &[], &[4]]);
        assert_eq!(walked(&board, 0, 1, Way::Down), Some(3));
        assert_eq!(walked(&board, 0, 0, Way::Up), None);
        assert_eq!(walked(&board, 0, 2, Way::Side(1)), Some(4), "the nearest card of a shorter column");
        assert_eq!(walked(&board, 2, 0, Way::Side(-1)), Some(1));
        assert_eq!(walked(&board, 2, 0, Way::Side(1)), None);
        assert_eq!(
            (walked(&board, 0, 1, Way::First), walked(&board, 0, 1, Way::Last)),
            (Some(1), Some(3))
        );
    }

    #[test]
    fn pushes_within_and_between_columns() {
        let board = columns(&[&[1, 2, 3], &[], &[4]]);
        assert_eq!(pushed(&board, 0, 2, Way::Side(1)), Some(("1".to_owned(), 0)));
        assert_eq!(pushed(&board, 0, 2, Way::Up), Some(("0".to_owned(), 1)));
        assert_eq!(pushed(&board, 0, 2, Way::Down), None);
        assert_eq!(pushed(&board, 0, 0, Way::Side(-1)), None);
    }

    #[test]
    fn left_and_right_follow_the_reading_direction() {
        assert_eq!(way("ArrowRight", true), Some(Way::Side(-1)));
        assert_eq!(way("ArrowRight", false), Some(Way::Side(1)));
        assert_eq!(way("x", false), None);
    }
}
