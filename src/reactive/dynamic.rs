//! [`dynamic`]: a component that is as a whole another one from time to time.

use leptos::prelude::*;

/// A view that is made again whenever something has changed that `view` reads.
///
/// What a component returns; inside `view!`, a closure written where it stands does the same.
pub fn dynamic<V: IntoView + 'static>(mut view: impl FnMut() -> V + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || view().into_any());
    view.into_any()
}
