//! Pressing, dragging and dropping cards.

use std::time::Duration;

use leptos::ev::{MouseEvent, PointerEvent};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

use super::{
    drag::{Drag, Ghost, HOLD_MS, Press, THRESHOLD, landing, scroll_edges},
    state::{BoardState, card_of},
};
use crate::reactive::prelude::*;
use crate::ui::dom::{announce, listen, target_element};

/// Marks of a drop stay at most this long when the columns do not change.
const AFTERGLOW: Duration = Duration::from_millis(400);

/// The click a browser sends after a drop comes within this time.
const ECHO: Duration = Duration::from_millis(50);

/// A press and what became of it.
#[derive(Clone, Copy)]
pub(super) struct Pointer {
    board: BoardState,
    press: StoredValue<Option<Press>>,
    ghost: StoredValue<Option<Ghost>>,
    hold: StoredValue<Option<TimeoutHandle>>,
    at: StoredValue<(f64, f64)>,
    swallow: StoredValue<bool>,
}

impl Pointer {
    pub fn new(board: BoardState) -> Self {
        let pointer = Self {
            board,
            press: StoredValue::new(None),
            ghost: StoredValue::new(None),
            hold: StoredValue::new(None),
            at: StoredValue::new((0.0, 0.0)),
            swallow: StoredValue::new(false),
        };
        listen(&window(), "keydown", true, move |event: Event| {
            let escape = event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Escape");
            if escape && board.dragged().is_some() {
                event.prevent_default();
                event.stop_propagation();
                pointer.cancel();
            }
        });
        board.frame.on_load(move |frame| {
            // Once a card is lifted the finger no longer scrolls.
            listen(&frame, "touchmove", false, move |event: Event| {
                if event.cancelable() && board.dragged().is_some() {
                    event.prevent_default();
                }
            });
        });
        on_cleanup(move || pointer.stop());
        pointer
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
        let movable = event.button() == 0 && event.is_primary() && self.board.on_move.is_some();
        let Some(target) = target_element(event).filter(|_| movable) else {
            return;
        };
        let on_control = target.closest("button, a, input, select, textarea").ok().flatten().is_some();
        let Some(card) = target.closest(".board__card").ok().flatten().filter(|_| !on_control) else {
            return;
        };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        let touch = event.pointer_type() == "touch";
        self.at.set_value((x, y));
        self.press.set_value(Some(Press {
            card: card.unchecked_into(),
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
            self.hold
                .set_value(set_timeout_with_handle(rested, Duration::from_millis(HOLD_MS)).ok());
        }
    }

    pub fn moved(self, event: &PointerEvent) {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        self.at.set_value((x, y));
        if let Some(id) = self.board.dragged() {
            self.follow(x, y);
            self.board.aim(id, x, y);
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
        let board = self.board;
        let (Some(press), Some(frame)) = (self.press.try_get_value().flatten(), board.frame.try_get_untracked().flatten()) else {
            return;
        };
        let Some(id) = card_of(&press.card) else { return };
        let Some((from, _)) = board.place_of(id) else { return };
        let (x, y) = self.at.get_value();
        self.ghost.set_value(Ghost::lift(&press.card, &frame, press.x, press.y));
        self.follow(x, y);
        // The card may be taken out of the document while it is dragged; the frame stays. Fails only for a pointer that
        // is already gone, and then the drag ends with its next event.
        let _ = frame.set_pointer_capture(press.pointer);
        let height = press.card.get_bounding_client_rect().height();
        board.active.set(Some(id));
        board.drag.set(Some(Drag {
            id,
            from,
            height,
            landing: landing(&frame, id, x, y),
            dropped: false,
        }));
        self.follow_edges();
    }

    /// While a card is dragged, edges scroll every frame, also when the pointer rests.
    fn follow_edges(self) {
        request_animation_frame(move || {
            let (Some(id), Some(frame), Some((x, y))) = (
                self.board.dragged(),
                self.board.frame.try_get_untracked().flatten(),
                self.at.try_get_value(),
            ) else {
                return;
            };
            scroll_edges(&frame, x, y);
            self.board.aim(id, x, y);
            self.follow_edges();
        });
    }

    pub fn up(self) {
        let board = self.board;
        self.stop();
        let Some(done) = board.drag.get_untracked().filter(|drag| !drag.dropped) else {
            return;
        };
        self.swallow_echo();
        let number = board.place_of(done.id).map_or(0, |(_, at)| at);
        let Some(wanted) = done.wanted(number) else {
            board.drag.set(None);
            return;
        };
        board.drag.set(Some(Drag { dropped: true, ..done }));
        let fade = move || {
            if board.drag.try_with_untracked(|drag| drag.as_ref().is_some_and(|drag| drag.dropped)) == Some(true) {
                board.drag.set(None);
            }
        };
        set_timeout(fade, AFTERGLOW);
        board.move_card(wanted);
    }

    /// Puts the card back.
    pub fn cancel(self) {
        self.stop();
        if self.board.dragged().is_some() {
            self.board.drag.set(None);
            self.swallow_echo();
            announce(self.board.words.with_value(|words| words.drag_cancelled));
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
        if touching || self.board.dragged().is_some() {
            event.prevent_default();
        }
    }

    pub fn click(self, event: &MouseEvent) {
        if self.swallow.try_update_value(std::mem::take) == Some(true) {
            event.prevent_default();
            event.stop_propagation();
            return;
        }
        let Some(target) = target_element(event) else { return };
        let on_control = target.closest("button, a, input").ok().flatten().is_some();
        if let Some(id) = card_of(&target).filter(|_| !on_control) {
            self.board.active.set(Some(id));
            if let Some(on_open) = self.board.on_open {
                on_open.run(id);
            }
        }
    }
}
