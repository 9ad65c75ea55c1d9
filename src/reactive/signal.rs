//! [`Signal`]: any value that can be read, as components take it.

use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::{self as generic, Get, GetUntracked, GetValue};

use super::{Memo, RwSignal, Value, alive, reads};

/// A value to read: fixed, set by somebody, or computed. Copies are the same value, which ends with its owner.
pub struct Signal<T> {
    source: generic::StoredValue<Source>,
    value: PhantomData<fn() -> T>,
}

#[derive(Clone)]
enum Source {
    Fixed(Value),
    Set(generic::RwSignal<Value>),
    Memo(generic::Memo<Value>),
    Derived(Arc<dyn Fn() -> Value + Send + Sync>),
}

impl Source {
    fn value(self) -> Option<Value> {
        match self {
            Self::Fixed(value) => Some(value),
            Self::Set(signal) => signal.try_get(),
            Self::Memo(memo) => memo.try_get(),
            Self::Derived(derive) => Some(derive()),
        }
    }

    fn value_untracked(self) -> Option<Value> {
        match self {
            Self::Fixed(value) => Some(value),
            Self::Set(signal) => signal.try_get_untracked(),
            Self::Memo(memo) => memo.try_get_untracked(),
            Self::Derived(derive) => Some(generic::untrack(|| derive())),
        }
    }
}

impl<T: Send + Sync + 'static> Signal<T> {
    /// A value that is computed whenever it is read, and read again when something has changed that `derive` reads.
    pub fn derive(derive: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self::of(Source::Derived(Arc::new(move || Value::new(derive()))))
    }

    /// A value that never changes.
    pub fn stored(value: T) -> Self {
        Self::of(Source::Fixed(Value::new(value)))
    }

    reads!();

    fn value(&self) -> Option<Value> {
        self.source.try_get_value()?.value()
    }

    fn value_untracked(&self) -> Option<Value> {
        self.source.try_get_value()?.value_untracked()
    }
}

impl<T> Signal<T> {
    fn of(source: Source) -> Self {
        Self {
            source: generic::StoredValue::new(source),
            value: PhantomData,
        }
    }
}

impl<T> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::of(Source::Set(signal.inner))
    }
}

impl<T> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::of(Source::Memo(memo.inner))
    }
}

impl<T, F> From<F> for Signal<T>
where
    T: Send + Sync + 'static,
    F: Fn() -> T + Send + Sync + 'static,
{
    fn from(derive: F) -> Self {
        Self::derive(derive)
    }
}

/// Lets components take a value of these types where they take a signal.
macro_rules! fixed {
    ($($type:ty),*) => {
        $(
            impl From<$type> for $crate::reactive::Signal<$type> {
                fn from(value: $type) -> Self {
                    Self::stored(value)
                }
            }
        )*
    };
}
pub(crate) use fixed;

fixed!(bool, usize, u32, f64, String, &'static str);

impl<T: Send + Sync + 'static> From<Vec<T>> for Signal<Vec<T>> {
    fn from(value: Vec<T>) -> Self {
        Self::stored(value)
    }
}

impl<T: Send + Sync + 'static> From<Option<T>> for Signal<Option<T>> {
    fn from(value: Option<T>) -> Self {
        Self::stored(value)
    }
}

impl From<&str> for Signal<String> {
    fn from(value: &str) -> Self {
        Self::stored(value.to_owned())
    }
}

impl<T: Default + Send + Sync + 'static> Default for Signal<T> {
    fn default() -> Self {
        Self::stored(T::default())
    }
}

impl<T> Clone for Signal<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Signal<T> {}
