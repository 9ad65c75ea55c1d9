//! The copy of what is dragged, and the edges that scroll under it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::ui::dom::set_property;

/// From this many pixels inside an edge the region scrolls under the pointer.
const EDGE: f64 = 56.0;

/// Greatest scroll step per frame, in pixels.
const SPEED: f64 = 18.0;

/// The lifted copy under the pointer.
pub(super) struct Ghost {
    element: HtmlElement,
    dx: f64,
    dy: f64,
}

impl Ghost {
    /// Lifts a copy of `item` into `home`.
    pub fn lift(item: &HtmlElement, home: &Element, x: f64, y: f64) -> Option<Self> {
        let area = item.get_bounding_client_rect();
        let element: HtmlElement = item.clone_node_with_deep(true).ok()?.dyn_into().ok()?;
        element.set_class_name("lifted");
        for name in ["id", "tabindex", "data-card", "data-event"] {
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

/// How far to scroll this frame for a pointer at `at` in a region from `start` to `end`.
pub(in crate::ui) fn edge_speed(at: f64, start: f64, end: f64) -> f64 {
    let edge = EDGE.min((end - start) / 3.0).max(1.0);
    if at < start + edge {
        -SPEED * ((start + edge - at) / edge).min(1.0)
    } else if at > end - edge {
        SPEED * ((at - end + edge) / edge).min(1.0)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_pull_harder_the_closer() {
        assert_eq!(edge_speed(300.0, 0.0, 600.0), 0.0);
        assert!(edge_speed(590.0, 0.0, 600.0) > edge_speed(560.0, 0.0, 600.0));
        assert!(edge_speed(5.0, 0.0, 600.0) < 0.0);
        assert_eq!(edge_speed(-500.0, 0.0, 600.0), -SPEED);
        assert_eq!(edge_speed(5.0, 0.0, 12.0), 0.0, "regions too small have a calm middle");
    }
}
