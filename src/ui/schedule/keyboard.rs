//! Walking over days and what is on them, and moving events by key.

use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::ScheduleForm;
use super::state::{ScheduleState, Wanted, day_of, event_of};
use crate::reactive::prelude::*;
use crate::ui::dom::{focus, focusable_in, is_mirrored, target_element};

/// How many days an arrow leads on; `None` for other keys. Sideways it follows the reading direction.
fn days_by(key: &str, mirrored: bool) -> Option<i32> {
    Some(match (key, mirrored) {
        ("ArrowLeft", false) | ("ArrowRight", true) => -1,
        ("ArrowRight", false) | ("ArrowLeft", true) => 1,
        ("ArrowUp", _) => -7,
        ("ArrowDown", _) => 7,
        _ => return None,
    })
}

/// Neighbour of number `at` among so many.
fn neighbour(at: usize, key: &str, len: usize) -> Option<usize> {
    match key {
        "ArrowDown" => Some(at + 1).filter(|to| *to < len),
        "ArrowUp" => at.checked_sub(1),
        _ => None,
    }
}

impl ScheduleState {
    /// Handles a key inside the schedule.
    pub fn on_key(self, event: &KeyboardEvent) {
        let Some(target) = target_element(event).filter(|_| !event.default_prevented()) else {
            return;
        };
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let mirrored = is_mirrored();
        let key = event.key();
        if event.alt_key() {
            let own = event_of(&target).filter(|_| self.on_move.is_some());
            if let Some((id, by)) = own.zip(days_by(&key, mirrored))
                && let Some(from) = self.day_with(id)
            {
                event.prevent_default();
                self.wanted.set_value(Some(Wanted::Event(id)));
                self.move_event(id, from + by);
            }
            return;
        }
        if self.form.get_untracked() == ScheduleForm::List {
            return;
        }
        let Some(day) = day_of(&target) else { return };
        let handled = if target.has_attribute("data-day") {
            self.on_day_key(&target, day, &key, mirrored)
        } else {
            self.on_inner_key(&target, day, &key, mirrored)
        };
        if handled {
            event.prevent_default();
        }
    }

    fn on_day_key(self, cell: &Element, day: i32, key: &str, mirrored: bool) -> bool {
        match key {
            "Enter" | "F2" | " " => {
                // The first event, or what makes one.
                let inner = inner(cell);
                let first = inner.iter().find(|element| event_of(element).is_some()).or(inner.last());
                first.inspect(|first| focus(first)).is_some()
            }
            "PageUp" | "PageDown" => {
                let by = if key == "PageUp" { -1 } else { 1 };
                self.wanted.set_value(Some(Wanted::Day(self.turned(day, by))));
                self.on_turn.run(by);
                true
            }
            "Home" | "End" => {
                let at = self.days.with_untracked(|days| days.iter().position(|other| other.day == day));
                let into_week = at.unwrap_or(0) as i32 % 7;
                self.focus_day(if key == "Home" { day - into_week } else { day + 6 - into_week })
            }
            _ => match days_by(key, mirrored) {
                Some(by) if !self.focus_day(day + by) => {
                    self.wanted.set_value(Some(Wanted::Day(day + by)));
                    self.on_turn.run(by.signum());
                    true
                }
                by => by.is_some(),
            },
        }
    }

    /// The day that is active after turning the page: the same one of the next weeks.
    fn turned(self, day: i32, by: i32) -> i32 {
        let weeks = match self.form.get_untracked() {
            // The same day of the week near the same day of the next month.
            ScheduleForm::Month => 4,
            ScheduleForm::Week | ScheduleForm::List => 1,
        };
        day + by * weeks * 7
    }

    fn on_inner_key(self, target: &Element, day: i32, key: &str, mirrored: bool) -> bool {
        match key {
            "Escape" => self.focus_day(day),
            "ArrowUp" | "ArrowDown" => {
                let Some(cell) = target.closest("[data-day]").ok().flatten() else {
                    return false;
                };
                let inner = inner(&cell);
                let at = inner.iter().position(|element| **element == *target);
                match at.and_then(|at| neighbour(at, key, inner.len())) {
                    Some(to) => focus(&inner[to]),
                    None if key == "ArrowUp" => return self.focus_day(day),
                    None => {}
                }
                true
            }
            _ => days_by(key, mirrored).is_some_and(|by| self.focus_day(day + by)),
        }
    }
}

/// What can be focused inside a day, in reading order. None of it is a Tab stop.
fn inner(cell: &Element) -> Vec<HtmlElement> {
    let Ok(found) = cell.query_selector_all("a, button") else {
        return focusable_in(cell);
    };
    let all = (0..found.length()).filter_map(|at| found.item(at)?.dyn_into::<HtmlElement>().ok());
    // What a screen of this width does not show has no box.
    all.filter(|element| element.offset_width() > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_lead_by_days_and_weeks_in_reading_direction() {
        assert_eq!(
            ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map(|key| days_by(key, false)),
            [Some(-1), Some(1), Some(-7), Some(7)]
        );
        assert_eq!(["ArrowLeft", "ArrowRight"].map(|key| days_by(key, true)), [Some(1), Some(-1)]);
        assert_eq!(days_by("x", false), None);
    }

    #[test]
    fn inside_a_day_arrows_stop_at_the_ends() {
        assert_eq!((neighbour(0, "ArrowUp", 3), neighbour(2, "ArrowDown", 3)), (None, None));
        assert_eq!((neighbour(1, "ArrowUp", 3), neighbour(1, "ArrowDown", 3)), (Some(0), Some(2)));
    }
}
