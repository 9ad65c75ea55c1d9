//! Dragging by pointer: when a press becomes a drag, the copy under the pointer, and how it ends. Boards and calendars share it.
//!
//! A mouse drags after 6 px, a finger after resting 250 ms: moving earlier scrolls. Near the edges regions scroll under what is
//! dragged, also while the pointer rests. Esc puts it back. What is dragged, and where it can land, is for [`Lifts`] to say.

mod ghost;

use std::time::Duration;

use leptos::{
    ev::{MouseEvent, PointerEvent},
    html,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

use crate::reactive::prelude::*;
use crate::ui::dom::{announce, listen, target_element};
use crate::ui::words::use_words;

use ghost::Ghost;
pub(in crate::ui) use ghost::edge_speed;

/// Pixels a mouse moves before a press becomes a drag.
const THRESHOLD: f64 = 6.0;

/// How long a finger rests before a press becomes a drag.
const HOLD: Duration = Duration::from_millis(250);

/// The click a browser sends after a drop comes within this time.
const ECHO: Duration = Duration::from_millis(50);

/// What can be dragged, and what becomes of it. Positions are in pixels of the window.
pub(in crate::ui) trait Lifts: Send + Sync {
    /// Selector of what is dragged as a whole.
    fn item(&self) -> &'static str;
    /// Whether anything can be dragged now.
    fn is_movable(&self) -> bool;
    /// `item`, pressed here, leaves its place; returns whether it may.
    fn lifted(&self, item: &HtmlElement, x: f64, y: f64) -> bool;
    /// It is over another place, or what is under it has scrolled.
    fn aimed(&self, x: f64, y: f64);
    /// It was let go.
    fn dropped(&self);
    /// It goes back where it was.
    fn put_back(&self);
    /// It was pressed, not dragged.
    fn pressed(&self, target: &Element);
}

/// A press that may become a drag.
#[derive(Clone)]
struct Press {
    item: HtmlElement,
    pointer: i32,
    x: f64,
    y: f64,
    touch: bool,
    /// A finger rested long enough.
    held: bool,
}

/// A press and what became of it.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Lift {
    frame: NodeRef<html::Div>,
    lifts: StoredValue<Box<dyn Lifts>>,
    press: StoredValue<Option<Press>>,
    ghost: StoredValue<Option<Ghost>>,
    hold: StoredValue<Option<TimeoutHandle>>,
    at: StoredValue<(f64, f64)>,
    /// Something is under way.
    dragging: StoredValue<bool>,
    swallow: StoredValue<bool>,
}

impl Lift {
    /// Dragging inside `frame`, whose events its owner passes on. Called in a component's body.
    pub fn new(frame: NodeRef<html::Div>, lifts: impl Lifts + 'static) -> Self {
        let lift = Self {
            frame,
            lifts: StoredValue::new(Box::new(lifts)),
            press: StoredValue::new(None),
            ghost: StoredValue::new(None),
            hold: StoredValue::new(None),
            at: StoredValue::new((0.0, 0.0)),
            dragging: StoredValue::new(false),
            swallow: StoredValue::new(false),
        };
        let cancelled = use_words().drag_cancelled;
        listen(&window(), "keydown", true, move |event: Event| {
            let escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape");
            if escape && lift.is_dragging() {
                event.prevent_default();
                event.stop_propagation();
                lift.cancel();
                announce(cancelled);
            }
        });
        frame.on_load(move |frame| {
            // Once something is lifted the finger no longer scrolls.
            listen(&frame, "touchmove", false, move |event: Event| {
                if event.cancelable() && lift.is_dragging() {
                    event.prevent_default();
                }
            });
        });
        on_cleanup(move || lift.stop());
        lift
    }

    fn is_dragging(self) -> bool {
        self.dragging.try_get_value() == Some(true)
    }

    fn stop(self) {
        if let Some(timer) = self.hold.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        self.press.try_set_value(None);
        self.ghost.try_set_value(None);
    }

    pub fn down(self, event: &PointerEvent) {
        self.stop();
        self.swallow.set_value(false);
        let (movable, item) = self.lifts.with_value(|lifts| (lifts.is_movable(), lifts.item()));
        let movable = movable && event.button() == 0 && event.is_primary();
        let Some(target) = target_element(event).filter(|_| movable) else {
            return;
        };
        let Some(item) = target.closest(item).ok().flatten() else { return };
        // The item may itself be a link; a control inside it is not a handle of it.
        let control = target.closest("button, a, input, select, textarea").ok().flatten();
        if control.is_some_and(|control| control != item && !control.has_attribute("data-handle")) {
            return;
        }
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let touch = event.pointer_type() == "touch";
        self.at.set_value((x, y));
        self.press.set_value(Some(Press {
            item: item.unchecked_into(),
            pointer: event.pointer_id(),
            x,
            y,
            touch,
            held: false,
        }));
        if touch {
            let rested = move || {
                let waiting = self
                    .press
                    .try_update_value(|press| press.as_mut().map(|press| press.held = true).is_some());
                if waiting == Some(true) {
                    self.lift();
                }
            };
            self.hold.set_value(set_timeout_with_handle(rested, HOLD).ok());
        }
    }

    pub fn moved(self, event: &PointerEvent) {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.at.set_value((x, y));
        if self.is_dragging() {
            self.follow(x, y);
            self.lifts.with_value(|lifts| lifts.aimed(x, y));
            return;
        }
        let Some(press) = self.press.try_get_value().flatten() else {
            return;
        };
        let far = (x - press.x).hypot(y - press.y) > THRESHOLD;
        match (far, press.touch) {
            (true, false) => self.lift(),
            (true, true) if !press.held => self.stop(),
            _ => {}
        }
    }

    fn follow(self, x: f64, y: f64) {
        self.ghost.with_value(|ghost| {
            if let Some(ghost) = ghost {
                ghost.follow(x, y);
            }
        });
    }

    fn lift(self) {
        let (Some(press), Some(frame)) = (self.press.try_get_value().flatten(), self.frame.try_get_untracked().flatten()) else {
            return;
        };
        let (x, y) = self.at.get_value();
        // The copy is made of what is still in its place.
        let ghost = Ghost::lift(&press.item, &frame, press.x, press.y);
        if !self.lifts.with_value(|lifts| lifts.lifted(&press.item, press.x, press.y)) {
            return;
        }
        self.ghost.set_value(ghost);
        self.follow(x, y);
        // The item may be taken out of the document while it is dragged; the frame stays. Fails only for a pointer that
        // is already gone, and then the drag ends with its next event.
        let _ = frame.set_pointer_capture(press.pointer);
        self.dragging.set_value(true);
        self.follow_edges();
    }

    /// While something is dragged, edges scroll every frame, also when the pointer rests.
    fn follow_edges(self) {
        request_animation_frame(move || {
            if let (true, Some((x, y))) = (self.is_dragging(), self.at.try_get_value()) {
                self.lifts.try_with_value(|lifts| lifts.aimed(x, y));
                self.follow_edges();
            }
        });
    }

    pub fn up(self) {
        self.stop();
        if self.dragging.try_update_value(std::mem::take) == Some(true) {
            self.swallow_echo();
            self.lifts.with_value(|lifts| lifts.dropped());
        }
    }

    /// Puts it back.
    pub fn cancel(self) {
        self.stop();
        if self.dragging.try_update_value(std::mem::take) == Some(true) {
            self.swallow_echo();
            self.lifts.with_value(|lifts| lifts.put_back());
        }
    }

    fn swallow_echo(self) {
        self.swallow.set_value(true);
        let forget = move || {
            self.swallow.try_set_value(false);
        };
        set_timeout(forget, ECHO);
    }

    /// A long press on touch would open the browser's menu in the middle of a drag.
    pub fn context_menu(self, event: &MouseEvent) {
        let touching = self.press.try_get_value().flatten().is_some_and(|press| press.touch);
        if touching || self.is_dragging() {
            event.prevent_default();
        }
    }

    /// Links drag as text by themselves; here what is dragged is the record.
    pub fn native_drag(self, event: &leptos::ev::DragEvent) {
        let item = self.lifts.with_value(|lifts| lifts.item());
        if target_element(event).is_some_and(|target| target.closest(item).ok().flatten().is_some()) {
            event.prevent_default();
        }
    }

    pub fn click(self, event: &MouseEvent) {
        if self.swallow.try_update_value(std::mem::take) == Some(true) {
            event.prevent_default();
            event.stop_propagation();
            return;
        }
        if let Some(target) = target_element(event) {
            self.lifts.with_value(|lifts| lifts.pressed(&target));
        }
    }
}
