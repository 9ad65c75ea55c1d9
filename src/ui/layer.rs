//! The stack of what is open above the page: popovers, menus, dialogs, panels.
//!
//! One Escape closes the top layer only; a press outside closes the layers above what was pressed; focus returns to
//! where it was. Every overlay registers here, so that the order in which they opened decides, whatever they are made of.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use super::dom::{Focus, Listener, return_focus};
use crate::reactive::prelude::*;

/// What a layer is, for who asks what is in front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerKind {
    /// Hangs from a control; closes when the person presses elsewhere.
    Popover,
    /// Takes the page; the rest is inert.
    Modal,
    /// Stands beside the page; stays when the person works elsewhere.
    Panel,
}

type Find = Box<dyn Fn() -> Option<Element>>;

struct Layer {
    id: u32,
    kind: LayerKind,
    element: Find,
    anchor: Find,
    close: Rc<dyn Fn()>,
    origin: Focus,
    /// Told to close during the present event; effects take it off the stack after the event.
    closing: bool,
}

#[derive(Default)]
struct Stack {
    layers: Vec<Layer>,
    next: u32,
    listeners: Vec<Listener>,
}

thread_local! {
    static STACK: RefCell<Stack> = RefCell::default();
}

/// A registered layer; close it with [`Opened::leave`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened(u32);

/// Puts a layer on top and remembers focus. `close` must lead to [`Opened::leave`].
pub fn enter(
    kind: LayerKind,
    element: impl Fn() -> Option<Element> + 'static,
    anchor: impl Fn() -> Option<Element> + 'static,
    close: impl Fn() + 'static,
) -> Opened {
    STACK.with_borrow_mut(|stack| {
        if stack.listeners.is_empty() {
            let window = window();
            stack
                .listeners
                .push(Listener::new(&window, "keydown", false, Box::new(|event| on_key(&event))));
            stack
                .listeners
                .push(Listener::new(&window, "pointerdown", true, Box::new(|event| on_press(&event))));
        }
        stack.next += 1;
        let id = stack.next;
        stack.layers.push(Layer {
            id,
            kind,
            element: Box::new(element),
            anchor: Box::new(anchor),
            close: Rc::new(close),
            origin: Focus::remember(),
            closing: false,
        });
        Opened(id)
    })
}

impl Opened {
    /// Takes the layer off the stack and gives focus back. `leaving` is its element, if it still exists.
    pub fn leave(self, leaving: Option<&Element>) {
        let layer = STACK.with_borrow_mut(|stack| {
            let at = stack.layers.iter().position(|layer| layer.id == self.0)?;
            Some(stack.layers.remove(at))
        });
        if let Some(layer) = layer {
            return_focus(&layer.origin, leaving);
        }
    }
}

/// The kind of the top layer, for shortcuts that must stay quiet under a dialog.
#[must_use]
pub fn top() -> Option<LayerKind> {
    STACK.with_borrow(|stack| stack.layers.last().map(|layer| layer.kind))
}

/// Closes the top layer; false when nothing is open.
pub fn close_top() -> bool {
    forget_refusals();
    close_last(|_| true)
}

fn on_key(event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    if event.key() == "Escape" && !event.is_composing() && !event.default_prevented() && close_top() {
        event.prevent_default();
    }
}

/// Closes popovers from the top down to the first layer that contains what was pressed.
fn on_press(event: &Event) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return;
    };
    let inside = |find: &Find| find().is_some_and(|element| element.contains(Some(&target)));
    forget_refusals();
    while close_last(|layer| layer.kind == LayerKind::Popover && !inside(&layer.element) && !inside(&layer.anchor)) {}
}

/// A layer that was told to close and is still here has refused (unsaved text): it may be asked again.
fn forget_refusals() {
    STACK.with_borrow_mut(|stack| {
        for layer in &mut stack.layers {
            layer.closing = false;
        }
    });
}

/// Closes the last layer that is not closing yet, if it is one that `may` close. Runs its close outside the borrow.
fn close_last(may: impl Fn(&Layer) -> bool) -> bool {
    let closing = STACK.with_borrow_mut(|stack| {
        let layer = stack.layers.iter_mut().rfind(|layer| !layer.closing).filter(|layer| may(layer))?;
        layer.closing = true;
        Some(Rc::clone(&layer.close))
    });
    let Some(close) = closing else { return false };
    close();
    true
}

/// Keeps a layer on the stack while `open` holds, for overlays that are only shown and hidden.
pub fn use_layer(
    kind: LayerKind,
    open: Signal<bool>,
    element: impl Fn() -> Option<Element> + Copy + Send + Sync + 'static,
    anchor: impl Fn() -> Option<Element> + Copy + 'static,
    close: impl Fn() + Copy + 'static,
) {
    let opened = StoredValue::new(None::<Opened>);
    Effect::new(move || {
        let now = open.get();
        let was = opened.try_update_value(Option::take).flatten();
        if now {
            opened.set_value(Some(was.unwrap_or_else(|| enter(kind, element, anchor, close))));
        } else if let Some(was) = was {
            was.leave(element().as_ref());
        }
    });
    on_cleanup(move || {
        if let Some(was) = opened.try_update_value(Option::take).flatten() {
            was.leave(element().as_ref());
        }
    });
}
