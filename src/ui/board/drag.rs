//! Dragging a card by pointer: when a press becomes a drag, where the card would land, and scrolling at the edges.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{CardId, CardMove};
use crate::ui::dom::set_property;

/// Pixels a mouse moves before a press becomes a drag.
pub(super) const THRESHOLD: f64 = 6.0;

/// Milliseconds a finger rests before a press becomes a drag; moving earlier scrolls.
pub(super) const HOLD_MS: u64 = 250;

/// From this many pixels inside an edge the region scrolls under the card.
const EDGE: f64 = 56.0;

/// Greatest scroll step per frame, in pixels.
const SPEED: f64 = 18.0;

/// Where a dragged card would land.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Landing {
    /// Key of a column or zone.
    pub to: String,
    /// Position among the column's other cards.
    pub position: usize,
}

/// A card on its way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drag {
    pub id: CardId,
    pub from: String,
    pub height: f64,
    pub landing: Option<Landing>,
    /// Let go; the places stay marked until the columns change.
    pub dropped: bool,
}

/// A press that may become a drag.
#[derive(Clone)]
pub(super) struct Press {
    pub card: HtmlElement,
    pub pointer: i32,
    pub x: f64,
    pub y: f64,
    pub touch: bool,
    /// A finger rested long enough.
    pub held: bool,
}

/// The lifted copy under the pointer.
pub(super) struct Ghost {
    element: HtmlElement,
    dx: f64,
    dy: f64,
}

impl Ghost {
    /// Lifts a copy of `card` off the board.
    pub fn lift(card: &HtmlElement, home: &Element, x: f64, y: f64) -> Option<Self> {
        let area = card.get_bounding_client_rect();
        let element: HtmlElement = card.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
        element.set_class_name("board__ghost");
        for name in ["id", "tabindex", "data-card"] {
            let _ = element.remove_attribute(name);
        }
        let _ = element.set_attribute("aria-hidden", "true");
        set_property(&element, "--w", &format!("{}px", area.width()));
        home.append_child(&element).ok()?;
        let ghost = Self {
            element,
            dx: x - area.left(),
            dy: y - area.top(),
        };
        ghost.follow(x, y);
        Some(ghost)
    }

    /// Keeps the copy under the pointer.
    pub fn follow(&self, x: f64, y: f64) {
        set_property(&self.element, "--x", &format!("{}px", x - self.dx));
        set_property(&self.element, "--y", &format!("{}px", y - self.dy));
    }
}

impl Drop for Ghost {
    fn drop(&mut self) {
        self.element.remove();
    }
}

/// Position among cards whose middles are at `middles`, from top to bottom, for a pointer at `y`.
pub(super) fn position_at(middles: &[f64], y: f64) -> usize {
    middles.partition_point(|middle| *middle < y)
}

/// How far to scroll this frame for a pointer at `at` in a region from `start` to `end`.
pub(super) fn edge_speed(at: f64, start: f64, end: f64) -> f64 {
    let edge = EDGE.min((end - start) / 3.0).max(1.0);
    if at < start + edge {
        -SPEED * ((start + edge - at) / edge).min(1.0)
    } else if at > end - edge {
        SPEED * ((at - end + edge) / edge).min(1.0)
    } else {
        0.0
    }
}

fn all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

/// Where a card dragged to (x, y) of the window would land.
pub(super) fn landing(root: &Element, dragged: CardId, x: f64, y: f64) -> Option<Landing> {
    let contains = |element: &HtmlElement, tall: bool| {
        let area = element.get_bounding_client_rect();
        area.left() <= x && x < area.right() && (tall || (area.top() <= y && y < area.bottom()))
    };
    if let Some(zone) = all(root, ".drop-zone").into_iter().find(|zone| contains(zone, false)) {
        return Some(Landing {
            to: zone.get_attribute("data-key")?,
            position: 0,
        });
    }
    let column = all(root, ".board__column").into_iter().find(|column| contains(column, true))?;
    let own = dragged.to_string();
    let cards: Vec<HtmlElement> = all(&column, ".board__item")
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
        to: column.get_attribute("data-key")?,
        position,
    })
}

/// Scrolls the column under the pointer, and the board sideways, near their edges.
pub(super) fn scroll_edges(root: &HtmlElement, x: f64, y: f64) {
    let Ok(Some(board)) = root.query_selector(".board") else { return };
    let frame = board.get_bounding_client_rect();
    let sideways = edge_speed(x, frame.left(), frame.right());
    if sideways != 0.0 {
        board.set_scroll_left(board.scroll_left() + sideways as i32);
    }
    for column in all(root, ".board__cards") {
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
    fn edges_pull_harder_the_closer() {
        assert_eq!(edge_speed(300.0, 0.0, 600.0), 0.0);
        assert!(edge_speed(590.0, 0.0, 600.0) > edge_speed(560.0, 0.0, 600.0));
        assert!(edge_speed(5.0, 0.0, 600.0) < 0.0);
        assert_eq!(edge_speed(-500.0, 0.0, 600.0), -SPEED);
        assert_eq!(edge_speed(5.0, 0.0, 12.0), 0.0, "regions too small have a calm middle");
    }

    #[test]
    fn a_drop_where_it_was_is_no_move() {
        let drag = |to: &str, position| Drag {
            id: 7,
            from: "new".into(),
            height: 100.0,
            landing: Some(Landing { to: to.into(), position }),
            dropped: false,
        };
        assert_eq!(drag("new", 2).wanted(2), None);
        assert_eq!(drag("new", 3).wanted(2).map(|wanted| wanted.position), Some(3));
        assert_eq!(drag("won", 0).wanted(0).map(|wanted| wanted.to), Some("won".to_owned()));
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
