//! Roving focus: a group of controls is one Tab stop, and arrows move inside it.

use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::dom::focus;

/// Which arrows move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// Left and right.
    Row,
    /// Up and down.
    Column,
    /// All four.
    Both,
}

/// Where a key moves among `total` items from `at`, wrapping at the ends; `None` for other keys.
#[must_use]
pub fn moved(key: &str, axis: Axis, at: usize, total: usize, mirrored: bool) -> Option<usize> {
    if total == 0 {
        return None;
    }
    let (row, column) = (axis != Axis::Column, axis != Axis::Row);
    let forward = match key {
        "ArrowRight" if row => !mirrored,
        "ArrowLeft" if row => mirrored,
        "ArrowDown" if column => true,
        "ArrowUp" if column => false,
        "Home" => return Some(0),
        "End" => return Some(total - 1),
        _ => return None,
    };
    Some(if forward { (at + 1) % total } else { (at + total - 1) % total })
}

/// Moves focus among the elements of `group` that match `selector`. Returns the new index when it moved.
pub fn rove(event: &KeyboardEvent, group: &Element, selector: &str, axis: Axis) -> Option<usize> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() {
        return None;
    }
    let found = group.query_selector_all(selector).ok()?;
    let items: Vec<HtmlElement> = (0..found.length())
        // Marks of a chart are SVG elements, which can be focused by the same method.
        .filter_map(|index| found.item(index).map(JsCast::unchecked_into))
        .collect();
    let target: Element = event.target()?.dyn_into().ok()?;
    let at = items.iter().position(|item| item.contains(Some(&target)))?;
    let mirrored = group.closest("[dir=rtl]").ok().flatten().is_some();
    let to = moved(&event.key(), axis, at, items.len(), mirrored)?;
    event.prevent_default();
    focus(&items[to]);
    items[to].scroll_into_view_with_bool(false);
    Some(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wraps_and_follows_direction() {
        assert_eq!(moved("ArrowRight", Axis::Row, 2, 3, false), Some(0));
        assert_eq!(moved("ArrowRight", Axis::Row, 0, 3, true), Some(2));
        assert_eq!(moved("ArrowDown", Axis::Row, 0, 3, false), None);
        assert_eq!(moved("ArrowUp", Axis::Both, 0, 3, false), Some(2));
        assert_eq!(moved("End", Axis::Column, 0, 3, false), Some(2));
        assert_eq!(moved("Home", Axis::Column, 0, 0, false), None);
    }
}
