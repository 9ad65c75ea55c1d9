//! Walking over cards and moving them by key.

use leptos::ev::KeyboardEvent;

use super::{
    BoardLane, CardId, CardMove,
    state::{BoardState, Place, card_of},
};
use crate::reactive::prelude::*;
use crate::ui::dom::{along_writing, is_mirrored, target_element};

/// A direction over the board, already turned for documents that read from right to left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Up,
    Down,
    /// To the next column (+1) or the one before (-1).
    Side(isize),
    /// To the next lane (+1) or the one before (-1).
    Lane(isize),
    First,
    Last,
}

fn way(key: &str, mirrored: bool) -> Option<Way> {
    Some(match along_writing(key, mirrored) {
        "ArrowUp" => Way::Up,
        "ArrowDown" => Way::Down,
        "ArrowRight" => Way::Side(1),
        "ArrowLeft" => Way::Side(-1),
        "PageDown" => Way::Lane(1),
        "PageUp" => Way::Lane(-1),
        "Home" => Way::First,
        "End" => Way::Last,
        _ => return None,
    })
}

/// Lanes that are drawn open, from the next one on, or from the one before on backwards.
fn lanes_on(lanes: &[BoardLane], from: usize, by: isize) -> impl Iterator<Item = usize> {
    let next = move |at: &usize| at.checked_add_signed(by);
    let all = std::iter::successors(next(&from), next).take_while(|at| *at < lanes.len());
    all.filter(|at| lanes[*at].is_open())
}

/// The card a way leads to. Empty columns and lanes are stepped over.
fn walked(lanes: &[BoardLane], place: Place, way: Way) -> Option<CardId> {
    let Place { lane, column, at } = place;
    let cards = |lane: usize, column: usize| -> &[CardId] { lanes[lane].cells.get(column).map_or(&[], |cell| &cell.cards) };
    let own = cards(lane, column);
    match way {
        Way::Up if at > 0 => own.get(at - 1).copied(),
        Way::Up => lanes_on(lanes, lane, -1).find_map(|lane| cards(lane, column).last().copied()),
        Way::Down if at + 1 < own.len() => own.get(at + 1).copied(),
        Way::Down => lanes_on(lanes, lane, 1).find_map(|lane| cards(lane, column).first().copied()),
        Way::First => own.first().copied(),
        Way::Last => own.last().copied(),
        Way::Lane(by) => lanes_on(lanes, lane, by).find_map(|lane| {
            let nearest = cards(lane, column).first().copied();
            nearest.or_else(|| lanes[lane].cells.iter().find_map(|cell| cell.cards.first().copied()))
        }),
        Way::Side(by) => {
            let mut next = column.checked_add_signed(by)?;
            while lanes[lane].cells.get(next)?.cards.is_empty() {
                next = next.checked_add_signed(by)?;
            }
            let cards = cards(lane, next);
            cards.get(at.min(cards.len() - 1)).copied()
        }
    }
}

/// The place a way moves a card to; `None` at the edges.
fn pushed(lanes: &[BoardLane], place: Place, way: Way) -> Option<Place> {
    let Place { lane, column, at } = place;
    let size = |lane: usize, column: usize| lanes[lane].cells.get(column).map(|cell| cell.cards.len());
    let to_lane = |by: isize, at: fn(usize) -> usize| {
        let lane = lanes_on(lanes, lane, by).next()?;
        let at = at(size(lane, column)?);
        Some(Place { lane, column, at })
    };
    match way {
        Way::Up if at > 0 => Some(Place { at: at - 1, ..place }),
        Way::Up => to_lane(-1, |size| size),
        Way::Down if at + 1 < size(lane, column)? => Some(Place { at: at + 1, ..place }),
        Way::Down => to_lane(1, |_| 0),
        Way::Lane(by) => to_lane(by, |_| 0),
        Way::Side(by) => {
            let column = column.checked_add_signed(by)?;
            let at = at.min(size(lane, column)?);
            Some(Place { lane, column, at })
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
            if let Some(on_open) = self.on_open {
                on_open.run(id);
            }
            return;
        }
        let (Some(way), Some(place)) = (way(&key, is_mirrored()), self.place_of(id)) else {
            return;
        };
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        if event.alt_key() {
            let to = self.lanes.with_untracked(|lanes| pushed(lanes, place, way));
            let spots = to.and_then(|to| Some((self.spot_of(id)?, self.spot(to.lane, to.column)?, to.at)));
            if let Some((from, to, position)) = spots.filter(|_| self.on_move.is_some()) {
                event.prevent_default();
                self.move_card(CardMove { id, from, to, position });
                self.focus_card(id);
            }
        } else if let Some(to) = self.lanes.with_untracked(|lanes| walked(lanes, place, way)) {
            event.prevent_default();
            self.focus_card(to);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::ui::board::BoardCell;

    fn lane(cards: &[&[CardId]]) -> BoardLane {
        let cell = |cards: &&[CardId]| BoardCell {
            cards: Arc::new(cards.to_vec()),
            more: String::new(),
        };
        BoardLane::whole(cards.iter().map(cell).collect())
    }

    fn place(lane: usize, column: usize, at: usize) -> Place {
        Place { lane, column, at }
    }

    #[test]
    fn walks_over_cards_and_empty_columns() {
        let board = [lane(&[&[1, 2, 3], &[], &[4]])];
        assert_eq!(walked(&board, place(0, 0, 1), Way::Down), Some(3));
        assert_eq!(walked(&board, place(0, 0, 0), Way::Up), None);
        assert_eq!(
            walked(&board, place(0, 0, 2), Way::Side(1)),
            Some(4),
            "the nearest card of a shorter column"
        );
        assert_eq!(walked(&board, place(0, 2, 0), Way::Side(-1)), Some(1));
        assert_eq!(walked(&board, place(0, 2, 0), Way::Side(1)), None);
        assert_eq!(
            (
                walked(&board, place(0, 0, 1), Way::First),
                walked(&board, place(0, 0, 1), Way::Last)
            ),
            (Some(1), Some(3))
        );
    }

    #[test]
    fn pushes_within_and_between_columns() {
        let board = [lane(&[&[1, 2, 3], &[], &[4]])];
        assert_eq!(pushed(&board, place(0, 0, 2), Way::Side(1)), Some(place(0, 1, 0)));
        assert_eq!(pushed(&board, place(0, 0, 2), Way::Up), Some(place(0, 0, 1)));
        assert_eq!(pushed(&board, place(0, 0, 2), Way::Down), None);
        assert_eq!(pushed(&board, place(0, 0, 0), Way::Side(-1)), None);
        assert_eq!(pushed(&board, place(0, 2, 0), Way::Side(1)), None);
        assert_eq!(pushed(&board, place(0, 0, 0), Way::Lane(1)), None);
    }

    #[test]
    fn lanes_follow_one_another_but_for_those_that_are_folded_or_hidden() {
        let folded = BoardLane {
            folded: true,
            ..lane(&[&[], &[]])
        };
        let board = [lane(&[&[1, 2], &[3]]), folded, lane(&[&[], &[4, 5]])];
        assert_eq!(walked(&board, place(0, 1, 0), Way::Down), Some(4));
        assert_eq!(walked(&board, place(2, 1, 0), Way::Up), Some(3), "the last card above");
        assert_eq!(walked(&board, place(0, 0, 1), Way::Down), None, "no card below in this column");
        assert_eq!(walked(&board, place(0, 0, 1), Way::Lane(1)), Some(4), "the first card of the lane");
        assert_eq!(pushed(&board, place(0, 0, 1), Way::Down), Some(place(2, 0, 0)));
        assert_eq!(pushed(&board, place(2, 1, 0), Way::Up), Some(place(0, 1, 1)));
        assert_eq!(pushed(&board, place(0, 0, 0), Way::Lane(1)), Some(place(2, 0, 0)));
        assert_eq!(pushed(&board, place(0, 0, 0), Way::Up), None);
    }

    #[test]
    fn left_and_right_follow_the_reading_direction() {
        assert_eq!(way("ArrowRight", true), Some(Way::Side(-1)));
        assert_eq!(way("ArrowLeft", false), Some(Way::Side(-1)));
        assert_eq!(way("x", false), None);
    }
}
