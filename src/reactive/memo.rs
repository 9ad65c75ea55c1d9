//! [`Memo`]: a computed value that tells its readers only when it has become another.

use std::marker::PhantomData;

use leptos::prelude::{self as generic, Get, GetUntracked};

use super::{Value, alive, reads};

/// A computed value. Copies are the same memo.
pub struct Memo<T> {
    pub(super) inner: generic::Memo<Value>,
    value: PhantomData<fn() -> T>,
}

impl<T: Send + Sync + 'static> Memo<T> {
    /// Computes when it is read first, and again when something has changed that `compute` reads. It is given the last value.
    pub fn new(compute: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq,
    {
        Self {
            inner: shared(Box::new(move |before| {
                let now = compute(before.as_ref().map(Value::as_ref));
                compared(before, now)
            })),
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
}

/// Takes the last value; returns the new one and whether it is another.
type Compute = dyn Fn(Option<Value>) -> (Value, bool) + Send + Sync;

fn shared(compute: Box<Compute>) -> generic::Memo<Value> {
    generic::Memo::new_owning(compute)
}

fn compared<T: PartialEq + Send + Sync + 'static>(before: Option<Value>, now: T) -> (Value, bool) {
    let changed = before.is_none_or(|before| *before.as_ref::<T>() != now);
    (Value::new(now), changed)
}

impl<T> Clone for Memo<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Memo<T> {}
