//! Dragging tabs into another order. The first one stays where it is.

use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::Tab;
use crate::reactive::prelude::*;
use crate::ui::{dom::is_mirrored, lift::Lifts};

/// A tab on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Drag {
    key: String,
    /// Key of the tab it lands behind.
    behind: String,
}

/// The order of tabs; copy it into closures.
#[derive(Clone, Copy)]
pub(super) struct TabOrder {
    pub frame: NodeRef<html::Div>,
    tabs: Signal<Vec<Tab>>,
    on_move: Option<Callback<(String, String)>>,
    drag: RwSignal<Option<Drag>>,
}

/// The tab that one dragged to `at` lands behind: the last whose middle lies before it, the first when none does. `middles` are
/// those of the other tabs, in reading order.
fn behind(middles: &[(String, f64)], at: f64, mirrored: bool) -> Option<String> {
    let passed = |middle: f64| if mirrored { middle > at } else { middle < at };
    let last = middles.iter().rev().find(|(_, middle)| passed(*middle));
    last.or(middles.first()).map(|(key, _)| key.clone())
}

impl TabOrder {
    pub fn new(tabs: Signal<Vec<Tab>>, on_move: Option<Callback<(String, String)>>) -> Self {
        Self {
            frame: NodeRef::new(),
            tabs,
            on_move,
            drag: RwSignal::new(None),
        }
    }

    /// Whether the dragged tab would land behind this one. Tracks.
    pub fn lands_behind(self, key: &str) -> bool {
        self.drag.with(|drag| drag.as_ref().is_some_and(|drag| drag.behind == key))
    }

    /// Keys of the tabs but one, with their middles.
    fn middles(self, but: &str) -> Vec<(String, f64)> {
        let Some(frame) = self.frame.try_get_untracked().flatten() else {
            return Vec::new();
        };
        let Ok(found) = frame.query_selector_all("[data-tab]") else {
            return Vec::new();
        };
        let all = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<Element>().ok());
        let keyed = all.filter_map(|tab| {
            let area = tab.get_bounding_client_rect();
            Some((tab.get_attribute("data-tab")?, area.left() + area.width() / 2.0))
        });
        keyed.filter(|(key, _)| key != but).collect()
    }
}

impl Lifts for TabOrder {
    fn item(&self) -> &'static str {
        ".tabs__item"
    }

    fn is_movable(&self) -> bool {
        self.on_move.is_some()
    }

    fn lifted(&self, item: &HtmlElement, x: f64, y: f64) -> bool {
        let first = self.tabs.with_untracked(|tabs| tabs.first().map(|tab| tab.key.clone()));
        let Some(key) = item.get_attribute("data-tab").filter(|key| first.as_ref() != Some(key)) else {
            return false;
        };
        let behind = key.clone();
        self.drag.set(Some(Drag { key, behind }));
        self.aimed(x, y);
        true
    }

    fn aimed(&self, x: f64, _y: f64) {
        let Some(drag) = self.drag.get_untracked() else { return };
        let mirrored = is_mirrored();
        if let Some(behind) = behind(&self.middles(&drag.key), x, mirrored).filter(|behind| *behind != drag.behind) {
            self.drag.set(Some(Drag { behind, ..drag }));
        }
    }

    fn dropped(&self) {
        let Some(Drag { key, behind }) = self.drag.get_untracked() else {
            return;
        };
        self.drag.set(None);
        let before = self.tabs.with_untracked(|tabs| {
            let at = tabs.iter().position(|tab| tab.key == key)?;
            Some(tabs[at.checked_sub(1)?].key.clone())
        });
        if let Some(on_move) = self.on_move.filter(|_| before.as_ref() != Some(&behind)) {
            on_move.run((key, behind));
        }
    }

    fn put_back(&self) {
        self.drag.set(None);
    }

    fn pressed(&self, _: &Element) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tab_lands_behind_the_last_one_it_has_passed() {
        let middles = [("all", 40.0), ("a", 120.0), ("b", 200.0)].map(|(key, middle)| (key.to_owned(), middle));
        let lands = |at: f64| behind(&middles, at, false).unwrap_or_default();
        assert_eq!([lands(0.0), lands(60.0), lands(130.0), lands(900.0)], ["all", "all", "a", "b"]);
        assert_eq!(behind(&[], 1.0, false), None);
    }

    #[test]
    fn mirrored_tabs_are_passed_towards_the_left() {
        let middles = [("all", 400.0), ("a", 300.0)].map(|(key, middle)| (key.to_owned(), middle));
        assert_eq!(behind(&middles, 250.0, true).as_deref(), Some("a"));
        assert_eq!(behind(&middles, 350.0, true).as_deref(), Some("all"));
    }
}
