//! [`StoredValue`]: a value without readers to tell, kept by the current owner behind a handle that can be copied.

use std::any::Any;
use std::marker::PhantomData;
use std::ops::DerefMut;

use leptos::prelude::{self as generic, IsDisposed, LocalStorage, ReadValue, WriteValue};

/// A kept value. Copies of the handle are the same value, which ends with its owner. It stays on the thread that made it.
pub struct StoredValue<T> {
    inner: generic::StoredValue<Box<dyn Any>, LocalStorage>,
    value: PhantomData<fn() -> T>,
}

impl<T: 'static> StoredValue<T> {
    /// Keeps `value`.
    pub fn new(value: T) -> Self {
        Self {
            inner: generic::StoredValue::new_local(Box::new(value)),
            value: PhantomData,
        }
    }

    /// Looks at the value.
    ///
    /// # Panics
    /// When the owner is gone, as with all methods that do not begin with `try_`.
    pub fn with_value<U>(&self, look: impl FnOnce(&T) -> U) -> U {
        self.try_with_value(look).expect("the owner of a stored value outlives its readers")
    }

    /// Looks at the value; none when the owner is gone.
    pub fn try_with_value<U>(&self, look: impl FnOnce(&T) -> U) -> Option<U> {
        self.inner.try_read_value()?.downcast_ref().map(look)
    }

    /// The value.
    pub fn get_value(&self) -> T
    where
        T: Clone,
    {
        self.with_value(T::clone)
    }

    /// The value; none when the owner is gone.
    pub fn try_get_value(&self) -> Option<T>
    where
        T: Clone,
    {
        self.try_with_value(T::clone)
    }

    /// Changes the value in place.
    pub fn update_value(&self, change: impl FnOnce(&mut T)) {
        self.try_update_value(change);
    }

    /// Changes the value in place; none when the owner is gone or the value is being looked at.
    pub fn try_update_value<U>(&self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.inner.try_write_value()?.deref_mut().downcast_mut().map(change)
    }

    /// Puts another value in its place. Nothing happens when the owner is gone.
    pub fn set_value(&self, value: T) {
        self.try_set_value(value);
    }

    /// Puts another value in its place; returns it when the owner is gone.
    pub fn try_set_value(&self, value: T) -> Option<T> {
        if self.inner.is_disposed() {
            return Some(value);
        }
        self.update_value(|kept| *kept = value);
        None
    }
}

impl<T> Clone for StoredValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for StoredValue<T> {}
