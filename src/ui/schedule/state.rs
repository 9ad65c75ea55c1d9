//! What the parts of a schedule share: which day is active, what is dragged, and where the focus goes after a change.

use leptos::html;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{DAY_MINUTES, EventId, EventMove, STEP_MINUTES, ScheduleDay, ScheduleEvent, ScheduleForm, Slot};
use crate::reactive::prelude::*;
use crate::ui::{
    dom::{announce, focus},
    lift::{Lifts, edge_speed},
    words::{Words, fill},
};

/// An event on its way.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Drag {
    pub id: EventId,
    /// The place under the pointer.
    pub over: Option<Slot>,
    /// Minutes that it takes.
    pub length: u16,
    /// How far below its top it is held, in pixels.
    grab: f64,
}

/// What is focused once the days have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Slot(Slot),
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
    pub on_add: Option<Callback<Slot>>,
    pub on_turn: Callback<i32>,
    /// The day that can be reached by Tab.
    pub active: RwSignal<i32>,
    /// The half hour of that day, where there are hours.
    pub minute: RwSignal<u16>,
    pub drag: RwSignal<Option<Drag>>,
    /// Says a time of day, where there are hours.
    pub time: Option<Callback<u16, String>>,
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
            Wanted::Slot(slot) => selector_of(slot),
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

    /// Focuses a place that is shown; false when it is not.
    pub fn focus_slot(self, slot: Slot) -> bool {
        let Some(found) = self.find(&selector_of(slot)) else {
            return false;
        };
        self.active.set(slot.day);
        if let Some(minute) = slot.minute {
            self.minute.set(minute);
        }
        focus(&found);
        true
    }

    /// The day an event is on, and the event.
    pub fn event(self, id: EventId) -> Option<(i32, ScheduleEvent)> {
        self.days.with_untracked(|days| {
            days.iter().find_map(|day| {
                let event = day.events.iter().find(|event| event.id == id)?;
                Some((day.day, event.clone()))
            })
        })
    }

    /// Asks for a move and says where to.
    pub fn move_event(self, id: EventId, to: Slot) {
        let from = self.event(id).map(|(day, event)| Slot {
            day,
            minute: to.minute.and_then(|_| event.place.map(|place| place.start)),
        });
        let Some(on_move) = self.on_move.filter(|_| from != Some(to)) else {
            return;
        };
        let name = self.days.with_untracked(|days| {
            let day = days.iter().find(|day| day.day == to.day);
            day.map(|day| day.name.clone())
        });
        if let Some(name) = name {
            let time = to.minute.and_then(|minute| self.time.map(|time| time.run(minute)));
            let place = time.map_or_else(|| name.clone(), |time| format!("{name}, {time}"));
            announce(&self.words.with_value(|words| fill(words.moved_to, &[&place])));
        }
        on_move.run(EventMove { id, to });
    }

    /// The place under a point of the window.
    fn slot_at(self, x: f64, y: f64, grab: f64) -> Option<Slot> {
        let under = document().element_from_point(x as f32, y as f32)?;
        let day = day_of(&under)?;
        let layer = self
            .find(".hours__layer")
            .filter(|_| under.closest(".hours__body").ok().flatten().is_some());
        let minute = layer.map(|layer| {
            let area = layer.get_bounding_client_rect();
            minute_at((y - grab - area.top()) / area.height())
        });
        Some(Slot { day, minute })
    }
}

/// The step of a day's hours nearest to a share of the day.
fn minute_at(share: f64) -> u16 {
    let steps = (share * f64::from(DAY_MINUTES) / f64::from(STEP_MINUTES)).round();
    (steps.max(0.0) as u16).saturating_mul(STEP_MINUTES).min(DAY_MINUTES - STEP_MINUTES)
}

fn selector_of(Slot { day, minute }: Slot) -> String {
    match minute {
        Some(minute) => format!("[data-day='{day}'][data-minute='{minute}']"),
        None => format!("[data-day='{day}']"),
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
        let place = self.event(id).and_then(|(_, event)| event.place);
        self.drag.set(Some(Drag {
            id,
            over: None,
            length: place.map_or(2 * STEP_MINUTES, |place| place.length),
            grab: place.map_or(0.0, |_| y - item.get_bounding_client_rect().top()),
        }));
        self.aimed(x, y);
        true
    }

    fn aimed(&self, x: f64, y: f64) {
        if let Some(scroller) = self.find(".schedule") {
            let area = scroller.get_bounding_client_rect();
            let (along, down) = (edge_speed(x, area.left(), area.right()), edge_speed(y, area.top(), area.bottom()));
            if down != 0.0 {
                scroller.set_scroll_top(scroller.scroll_top() + down as i32);
            }
            if along != 0.0 {
                scroller.set_scroll_left(scroller.scroll_left() + along as i32);
            }
        }
        let Some(now) = self.drag.get_untracked() else { return };
        let over = self.slot_at(x, y, now.grab);
        if now.over != over {
            self.drag.set(Some(Drag { over, ..now }));
        }
    }

    fn dropped(&self) {
        if let Some(Drag { id, over: Some(to), .. }) = self.drag.get_untracked() {
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
        if let Some(minute) = minute_of(target) {
            self.minute.set(minute);
            if let Some(on_add) = self.on_add {
                on_add.run(Slot { day, minute: Some(minute) });
            }
        }
    }
}

/// The minute of a half hour.
pub(super) fn minute_of(target: &Element) -> Option<u16> {
    target.get_attribute("data-minute")?.parse().ok()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_a_day_is_the_nearest_quarter_of_an_hour_in_it() {
        assert_eq!([0.0, 0.5, 0.501, 0.506].map(minute_at), [0, 720, 720, 735]);
        assert_eq!([-0.3, 1.0, 7.0].map(minute_at), [0, 1_425, 1_425]);
    }
}
