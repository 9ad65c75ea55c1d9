//! What the parts of a schedule share: which day is active, what is dragged, and where the focus goes after a change.

use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{EventId, EventMove, ScheduleDay, ScheduleForm};
use crate::reactive::prelude::*;
use crate::ui::{
    dom::{announce, focus},
    lift::{Lifts, edge_speed},
    words::{Words, fill},
};

/// An event on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Drag {
    pub id: EventId,
    /// The day under the pointer.
    pub over: Option<i32>,
}

/// What is focused once the days have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Day(i32),
    Event(EventId),
}

/// Everything the parts of a schedule share. Copy it into closures.
#[derive(Clone, Copy)]
pub(super) struct ScheduleState {
    pub frame: NodeRef<html::Div>,
    pub words: StoredValue<Words>,
    pub form: Signal<ScheduleForm>,
    pub days: Signal<Vec<ScheduleDay>>,
    pub on_move: Option<Callback<EventMove>>,
    pub on_open: Callback<EventId>,
    pub on_turn: Callback<i32>,
    /// The day that can be reached by Tab.
    pub active: RwSignal<i32>,
    pub drag: RwSignal<Option<Drag>>,
    pub wanted: StoredValue<Option<Wanted>>,
}

impl ScheduleState {
    /// Keeps a day reachable, and gives the focus back to what has moved.
    pub fn run(self) {
        Effect::new(move || {
            self.days.with(|days| {
                let active = self.active.get_untracked();
                if !days.iter().any(|day| day.day == active) {
                    let usual = days.iter().find(|day| day.today).or(days.iter().find(|day| !day.outside));
                    if let Some(day) = usual.or(days.first()) {
                        self.active.set(day.day);
                    }
                }
            });
            if self.wanted.get_value().is_some() {
                // What has changed is in the document after this effect.
                request_animation_frame(move || self.focus_wanted());
            }
        });
    }

    fn focus_wanted(self) {
        let Some(wanted) = self.wanted.try_get_value().flatten() else {
            return;
        };
        let selector = match wanted {
            Wanted::Day(day) => format!("[data-day='{day}']"),
            Wanted::Event(id) => format!("[data-event='{id}'] .schedule__link"),
        };
        if let Some(found) = self.find(&selector) {
            self.wanted.set_value(None);
            if let Some(day) = day_of(&found) {
                self.active.set(day);
            }
            focus(&found);
        }
    }

    fn find(self, selector: &str) -> Option<HtmlElement> {
        let frame = self.frame.try_get_untracked().flatten()?;
        frame.query_selector(selector).ok().flatten()?.dyn_into().ok()
    }

    /// Focuses a day that is shown; false when it is not.
    pub fn focus_day(self, day: i32) -> bool {
        let Some(found) = self.find(&format!("[data-day='{day}']")) else {
            return false;
        };
        self.active.set(day);
        focus(&found);
        true
    }

    /// The day an event is on.
    pub fn day_with(self, id: EventId) -> Option<i32> {
        self.days.with_untracked(|days| {
            let day = days.iter().find(|day| day.events.iter().any(|event| event.id == id));
            day.map(|day| day.day)
        })
    }

    /// Asks for a move and says where to.
    pub fn move_event(self, id: EventId, to: i32) {
        let Some(on_move) = self.on_move.filter(|_| self.day_with(id) != Some(to)) else {
            return;
        };
        let name = self
            .days
            .with_untracked(|days| days.iter().find(|day| day.day == to).map(|day| day.name.clone()));
        if let Some(name) = name {
            announce(&self.words.with_value(|words| fill(words.moved_to, &[&name])));
        }
        on_move.run(EventMove { id, to });
    }
}

impl Lifts for ScheduleState {
    fn item(&self) -> &'static str {
        ".schedule__event"
    }

    fn is_movable(&self) -> bool {
        self.on_move.is_some()
    }

    fn lifted(&self, item: &HtmlElement, x: f64, y: f64) -> bool {
        let Some(id) = event_of(item) else { return false };
        self.drag.set(Some(Drag { id, over: None }));
        self.aimed(x, y);
        true
    }

    fn aimed(&self, x: f64, y: f64) {
        if let Some(scroller) = self.find(".schedule") {
            let area = scroller.get_bounding_client_rect();
            let step = edge_speed(y, area.top(), area.bottom());
            if step != 0.0 {
                scroller.set_scroll_top(scroller.scroll_top() + step as i32);
            }
        }
        let over = document().element_from_point(x as f32, y as f32).and_then(|under| day_of(&under));
        if self.drag.with_untracked(|drag| drag.is_some_and(|drag| drag.over != over)) {
            self.drag.update(|drag| {
                if let Some(drag) = drag {
                    drag.over = over;
                }
            });
        }
    }

    fn dropped(&self) {
        if let Some(Drag { id, over: Some(to) }) = self.drag.get_untracked() {
            self.move_event(id, to);
        }
        self.drag.set(None);
    }

    fn put_back(&self) {
        self.drag.set(None);
    }

    fn pressed(&self, target: &Element) {
        let Some(day) = day_of(target) else { return };
        self.active.set(day);
    }
}

/// The day an element is in.
pub(super) fn day_of(target: &Element) -> Option<i32> {
    target.closest("[data-day]").ok().flatten()?.get_attribute("data-day")?.parse().ok()
}

/// The event an element is in.
pub(super) fn event_of(target: &Element) -> Option<EventId> {
    target
        .closest("[data-event]")
        .ok()
        .flatten()?
        .get_attribute("data-event")?
        .parse()
        .ok()
}
