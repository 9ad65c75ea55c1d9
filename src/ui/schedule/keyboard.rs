//! Walking over days and what is on them, and moving events by key.

use leptos::ev::KeyboardEvent;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::state::{ScheduleState, Wanted, day_of, event_of, minute_of};
use super::{DAY_MINUTES, HALF_HOUR, STEP_MINUTES, ScheduleForm, Slot};
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

/// The minute one step before or after; none beyond the day.
fn stepped(minute: u16, by: i32) -> Option<u16> {
    let to = if by < 0 {
        minute.checked_sub(STEP_MINUTES)
    } else {
        minute.checked_add(STEP_MINUTES)
    };
    to.filter(|minute| *minute < DAY_MINUTES)
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
                && let Some((from, own)) = self.event(id)
            {
                event.prevent_default();
                let minute = own.place.filter(|_| self.form.get_untracked() == ScheduleForm::Hours);
                let to = match minute {
                    // Up and down go through the hours.
                    Some(place) if by.abs() > 1 => stepped(place.start, by).map(|minute| Slot {
                        day: from,
                        minute: Some(minute),
                    }),
                    _ => Some(Slot::day(from + by)),
                };
                if let Some(to) = to {
                    self.wanted.set_value(Some(Wanted::Event(id)));
                    self.move_event(id, to);
                }
            }
            return;
        }
        if self.form.get_untracked() == ScheduleForm::Hours {
            if self.on_hour_key(&target, &key, mirrored) {
                event.prevent_default();
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
                self.wanted.set_value(Some(Wanted::Slot(Slot::day(self.turned(day, by)))));
                self.on_turn.run(by);
                true
            }
            "Home" | "End" => {
                let at = self.days.with_untracked(|days| days.iter().position(|other| other.day == day));
                let into_week = at.unwrap_or(0) as i32 % 7;
                self.focus_slot(Slot::day(if key == "Home" { day - into_week } else { day + 6 - into_week }))
            }
            _ => match days_by(key, mirrored) {
                Some(by) if !self.focus_slot(Slot::day(day + by)) => {
                    self.wanted.set_value(Some(Wanted::Slot(Slot::day(day + by))));
                    self.on_turn.run(by.signum());
                    true
                }
                by => by.is_some(),
            },
        }
    }

    /// A key on a half hour, or on an event over the hours.
    fn on_hour_key(self, target: &Element, key: &str, mirrored: bool) -> bool {
        let Some(day) = day_of(target) else { return false };
        let Some(minute) = minute_of(target) else {
            // From an event back to its half hour.
            let place = event_of(target).and_then(|id| self.event(id)).and_then(|(_, event)| event.place);
            let minute = place.map_or(self.minute.get_untracked(), |place| place.start / HALF_HOUR * HALF_HOUR);
            let slot = Slot { day, minute: Some(minute) };
            return key == "Escape" && self.focus_slot(slot);
        };
        let slot = |day: i32| Slot { day, minute: Some(minute) };
        let turn = |to: i32, by: i32| {
            self.wanted.set_value(Some(Wanted::Slot(slot(to))));
            self.on_turn.run(by);
            true
        };
        let days = self.days.with_untracked(|days| days.len() as i32);
        match key {
            "Enter" | " " => self.on_add.inspect(|on_add| on_add.run(slot(day))).is_some(),
            "PageUp" => turn(day - days, -1),
            "PageDown" => turn(day + days, 1),
            "Home" | "End" => {
                let ends = self
                    .days
                    .with_untracked(|days| days.first().zip(days.last()).map(|(first, last)| (first.day, last.day)));
                ends.is_some_and(|(first, last)| self.focus_slot(slot(if key == "Home" { first } else { last })))
            }
            _ => match days_by(key, mirrored) {
                Some(by) if by.abs() > 1 => {
                    let to = i32::from(minute) + by.signum() * i32::from(HALF_HOUR);
                    let minute = u16::try_from(to).ok().filter(|minute| *minute < DAY_MINUTES);
                    minute.is_some_and(|minute| self.focus_slot(Slot { day, minute: Some(minute) }))
                }
                Some(by) => self.focus_slot(slot(day + by)) || turn(day + by, by),
                None => false,
            },
        }
    }

    /// The day that is active after turning the page: the same one of the next weeks.
    fn turned(self, day: i32, by: i32) -> i32 {
        let weeks = match self.form.get_untracked() {
            // The same day of the week near the same day of the next month.
            ScheduleForm::Month => 4,
            ScheduleForm::Week | ScheduleForm::List | ScheduleForm::Hours => 1,
        };
        day + by * weeks * 7
    }

    fn on_inner_key(self, target: &Element, day: i32, key: &str, mirrored: bool) -> bool {
        match key {
            "Escape" => self.focus_slot(Slot::day(day)),
            "ArrowUp" | "ArrowDown" => {
                let Some(cell) = target.closest("[data-day]").ok().flatten() else {
                    return false;
                };
                let inner = inner(&cell);
                let at = inner.iter().position(|element| **element == *target);
                match at.and_then(|at| neighbour(at, key, inner.len())) {
                    Some(to) => focus(&inner[to]),
                    None if key == "ArrowUp" => return self.focus_slot(Slot::day(day)),
                    None => {}
                }
                true
            }
            _ => days_by(key, mirrored).is_some_and(|by| self.focus_slot(Slot::day(day + by))),
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
    fn hours_go_by_quarters_and_end_with_the_day() {
        assert_eq!((stepped(540, 7), stepped(540, -7)), (Some(555), Some(525)));
        assert_eq!((stepped(10, -7), stepped(1_425, 7)), (None, None));
    }

    #[test]
    fn inside_a_day_arrows_stop_at_the_ends() {
        assert_eq!((neighbour(0, "ArrowUp", 3), neighbour(2, "ArrowDown", 3)), (None, None));
        assert_eq!((neighbour(1, "ArrowUp", 3), neighbour(1, "ArrowDown", 3)), (Some(0), Some(2)));
    }
}
