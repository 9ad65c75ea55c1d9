//! Event listeners that go with their owner.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, Event, EventTarget};

use crate::reactive::prelude::*;

/// A listener; dropping it removes it from its target.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    capture: bool,
    handler: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Starts to listen. `capture` hears the event before the elements below the target; handlers may prevent defaults.
    #[must_use]
    pub fn new(target: &EventTarget, name: &'static str, capture: bool, handler: Box<dyn FnMut(Event)>) -> Self {
        let handler = Closure::wrap(handler);
        let options = AddEventListenerOptions::new();
        options.set_capture(capture);
        options.set_passive(false);
        // Adding a listener to a live target cannot fail.
        let _ = target.add_event_listener_with_callback_and_add_event_listener_options(name, handler.as_ref().unchecked_ref(), &options);
        Self {
            target: target.clone(),
            name,
            capture,
            handler,
        }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self
            .target
            .remove_event_listener_with_callback_and_bool(self.name, self.handler.as_ref().unchecked_ref(), self.capture);
    }
}

/// Listens until the current owner goes.
pub fn listen(target: &EventTarget, name: &'static str, capture: bool, handler: impl FnMut(Event) + 'static) {
    keep(Listener::new(target, name, capture, Box::new(handler)));
}

fn keep(listener: Listener) {
    let listener = StoredValue::new(Some(listener));
    on_cleanup(move || {
        let _ = listener.try_update_value(Option::take);
    });
}

/// Listens on the window until the current owner goes.
pub fn on_window(name: &'static str, handler: impl FnMut(Event) + 'static) {
    listen(&window(), name, false, handler);
}
