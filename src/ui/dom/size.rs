//! Element sizes as they change.

use leptos::tachys::html::element::ElementType;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, ResizeObserver};

use crate::reactive::prelude::*;

/// An observer and the closure it calls, which must live as long.
struct Observation {
    observer: ResizeObserver,
    _handler: Closure<dyn FnMut()>,
}

impl Drop for Observation {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls `handler` now and after every change of size of any of `elements`, until the current owner goes.
pub fn observe_size(elements: &[&Element], handler: impl FnMut() + 'static) {
    let handler = Closure::<dyn FnMut()>::new(handler);
    let Ok(observer) = ResizeObserver::new(handler.as_ref().unchecked_ref()) else {
        return;
    };
    for element in elements {
        observer.observe(element);
    }
    let observation = StoredValue::new(Some(Observation {
        observer,
        _handler: handler,
    }));
    on_cleanup(move || {
        let _ = observation.try_update_value(Option::take);
    });
}

/// Width and height of the element's border box in CSS pixels; zero until it is in the document.
#[must_use]
pub fn use_size<E>(node_ref: NodeRef<E>) -> Signal<(f64, f64)>
where
    E: ElementType + 'static,
    E::Output: AsRef<Element> + JsCast + Clone + 'static,
{
    let size = RwSignal::new((0.0, 0.0));
    Effect::new(move || {
        if let Some(element) = node_ref.get() {
            let element = AsRef::<Element>::as_ref(&element).clone();
            let observed = element.clone();
            observe_size(&[&element], move || {
                let area = observed.get_bounding_client_rect();
                size.try_set((area.width(), area.height()));
            });
        }
    });
    size.into()
}
