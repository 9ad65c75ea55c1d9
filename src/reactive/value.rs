//! [`Value`]: what signals of every type hold.

use std::any::Any;
use std::sync::Arc;

/// A shared value of a type that the handle knows. Cloned while it is looked at, unique otherwise.
#[derive(Clone)]
pub(super) struct Value(Arc<dyn Any + Send + Sync>);

impl Value {
    pub(super) fn new<T: Send + Sync + 'static>(value: T) -> Self {
        Self(Arc::new(value))
    }

    /// The value as the type that it was made of.
    pub(super) fn as_ref<T: 'static>(&self) -> &T {
        self.0.downcast_ref().expect("a handle names the type of its value")
    }

    /// The value to be changed in place; none while somebody looks at it.
    pub(super) fn as_mut<T: 'static>(&mut self) -> Option<&mut T> {
        Arc::get_mut(&mut self.0)?.downcast_mut()
    }
}
