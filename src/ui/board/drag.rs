//! A card on its way: where it would land, and scrolling at the edges.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{CardId, CardMove, Spot};
use crate::ui::lift::edge_speed;

/// Where a dragged card would land.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Landing {
    /// A cell or zone.
    pub to: Spot,
    /// Position among the cell's other cards.
    pub position: usize,
}

/// A card on its way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drag {
    pub id: CardId,
    pub from: Spot,
    pub height: f64,
    pub landing: Option<Landing>,
    /// Let go; the places stay marked until the columns change.
    pub dropped: bool,
}

/// Position among cards whose middles are at `middles`, from top to bottom, for a pointer at `y`.
pub(super) fn position_at(middles: &[f64], y: f64) -> usize {
    middles.partition_point(|middle| *middle < y)
}

fn all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// Where a card of a lane dragged to (x, y) of the window would land.
pub(super) fn landing(root: &Element, dragged: CardId, lane: &str, x: f64, y: f64) -> Option<Landing> {
    let contains = |element: &HtmlElement, tall: bool| {
        let area = element.get_bounding_client_rect();
        area.left() <= x && x < area.right() && (tall || (area.top() <= y && y < area.bottom()))
    };
    if let Some(zone) = all(root, ".drop-zone").into_iter().find(|zone| contains(zone, false)) {
        return Some(Landing {
            to: Spot {
                column: zone.get_attribute("data-key")?,
                lane: lane.to_owned(),
            },
            position: 0,
        });
    }
    // Columns reach over the whole height; cells of lanes end where the next lane begins.
    let place = all(root, ".board__place")
        .into_iter()
        .find(|place| contains(place, !place.has_attribute("data-lane")))?;
    let own = dragged.to_string();
    let cards: Vec<HtmlElement> = all(&place, ".board__item")
        .into_iter()
        .filter(|item| item.get_attribute("data-card").as_deref() != Some(own.as_str()))
        .collect();
    let middles: Vec<f64> = cards
        .iter()
        .filter_map(|item| item.query_selector(".board__card").ok().flatten())
        .map(|card| {
            let area = card.get_bounding_client_rect();
            area.top() + area.height() / 2.0
        })
        .collect();
    let at = position_at(&middles, y);
    // Cards know their numbers in the whole column; only some of them are drawn.
    let number = |item: &HtmlElement| item.get_attribute("data-number")?.parse::<usize>().ok();
    let position = match cards.get(at) {
        Some(item) => number(item)?,
        None => cards.last().and_then(number).map_or(0, |last| last + 1),
    };
    Some(Landing {
        to: Spot {
            column: place.get_attribute("data-key")?,
            lane: place.get_attribute("data-lane").unwrap_or_default(),
        },
        position,
    })
}

/// Scrolls the column under the pointer, or the board with its lanes, and the board sideways, near their edges.
pub(super) fn scroll_edges(root: &HtmlElement, x: f64, y: f64) {
    let Ok(Some(board)) = root.query_selector(".board") else { return };
    let frame = board.get_bounding_client_rect();
    let sideways = edge_speed(x, frame.left(), frame.right());
    if sideways != 0.0 {
        board.set_scroll_left(board.scroll_left() + sideways as i32);
    }
    for column in all(root, ".board__scroll") {
        let area = column.get_bounding_client_rect();
        if area.left() <= x && x < area.right() {
            let step = edge_speed(y, area.top(), area.bottom());
            if step != 0.0 {
                column.set_scroll_top(column.scroll_top() + step as i32);
            }
        }
    }
}

impl Drag {
    /// The move this drag asks for; `None` when it would change nothing.
    pub fn wanted(&self, number: usize) -> Option<CardMove> {
        let landing = self.landing.as_ref()?;
        let stays = landing.to == self.from && landing.position == number;
        (!stays).then(|| CardMove {
            id: self.id,
            from: self.from.clone(),
            to: landing.to.clone(),
            position: landing.position,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lands_before_the_first_card_whose_middle_is_below() {
        let middles = [50.0, 150.0, 250.0];
        assert_eq!([0.0, 49.0, 51.0, 151.0, 999.0].map(|y| position_at(&middles, y)), [0, 0, 1, 2, 3]);
        assert_eq!(position_at(&[], 10.0), 0);
    }

    #[test]
    fn a_drop_where_it_was_is_no_move() {
        let spot = |column: &str| Spot {
            column: column.into(),
            lane: "ab".into(),
        };
        let drag = |to: &str, position| Drag {
            id: 7,
            from: spot("new"),
            height: 100.0,
            landing: Some(Landing { to: spot(to), position }),
            dropped: false,
        };
        assert_eq!(drag("new", 2).wanted(2), None);
        assert_eq!(drag("new", 3).wanted(2).map(|wanted| wanted.position), Some(3));
        assert_eq!(drag("won", 0).wanted(0).map(|wanted| wanted.to), Some(spot("won")));
        let mut other_lane = drag("new", 2);
        other_lane.landing.as_mut().unwrap().to.lane = "zoe".into();
        assert!(other_lane.wanted(2).is_some());
        assert_eq!(
            Drag {
                landing: None,
                ..drag("new", 0)
            }
            .wanted(0),
            None
        );
    }
}
