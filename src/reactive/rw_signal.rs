//! [`RwSignal`] and [`ArcRwSignal`]: values that can be set, owned by the current owner or by their handles.

use std::marker::PhantomData;

use leptos::prelude::{self as generic, Get, GetUntracked, IsDisposed, Set, UntrackableGuard, Write};

use super::{Value, alive, reads};

/// A value that can be set. Copies are the same signal, which ends with its owner.
pub struct RwSignal<T> {
    pub(super) inner: generic::RwSignal<Value>,
    value: PhantomData<fn() -> T>,
}

/// A value that can be set and lives as long as its handles.
pub struct ArcRwSignal<T> {
    inner: generic::ArcRwSignal<Value>,
    value: PhantomData<fn() -> T>,
}

macro_rules! writable {
    ($handle:ident) => {
        impl<T: Send + Sync + 'static> $handle<T> {
            /// A signal that holds `value`.
            pub fn new(value: T) -> Self {
                Self {
                    inner: generic::$handle::new(Value::new(value)),
                    value: PhantomData,
                }
            }

            reads!();

            fn value(&self) -> Option<Value> {
                self.inner.try_get()
            }

            fn value_untracked(&self) -> Option<Value> {
                self.inner.try_get_untracked()
            }

            /// Sets the value and tells its readers. Nothing happens when the owner is gone.
            pub fn set(&self, value: T) {
                self.inner.set(Value::new(value));
            }

            /// Sets the value and tells its readers; returns it when the owner is gone.
            pub fn try_set(&self, value: T) -> Option<T> {
                if self.inner.is_disposed() {
                    return Some(value);
                }
                self.set(value);
                None
            }

            /// Changes the value in place and tells its readers.
            pub fn update(&self, change: impl FnOnce(&mut T)) {
                self.try_update(change);
            }

            /// Changes the value in place and tells its readers; none when the owner is gone or the value is being looked at.
            pub fn try_update<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
                self.inner.try_write()?.as_mut().map(change)
            }

            /// Changes the value in place and tells its readers if `change` says that it did.
            pub fn maybe_update(&self, change: impl FnOnce(&mut T) -> bool) {
                if let Some(mut value) = self.inner.try_write()
                    && !value.as_mut().is_some_and(change)
                {
                    value.untrack();
                }
            }
        }

        impl<T: Default + Send + Sync + 'static> Default for $handle<T> {
            fn default() -> Self {
                Self::new(T::default())
            }
        }
    };
}

writable!(RwSignal);
writable!(ArcRwSignal);

impl<T> From<ArcRwSignal<T>> for RwSignal<T> {
    fn from(signal: ArcRwSignal<T>) -> Self {
        Self {
            inner: signal.inner.into(),
            value: PhantomData,
        }
    }
}

impl<T> Clone for RwSignal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for RwSignal<T> {}

impl<T> Clone for ArcRwSignal<T> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            value: PhantomData,
        }
    }
}
