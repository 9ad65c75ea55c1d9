//! Signals, memos, effects and stored values whose machinery exists once in the program instead of once per type.
//!
//! Those of Leptos are generic all the way down: a memo of a new type brings its own locks, guards, subscriber lists and arena
//! accesses, and every closure its own effect loop. With two hundred types that was a third of the app's code. Here a handle names
//! its type and everything behind it works on one `Value`; what is left per type is a downcast, per closure the closure.
//!
//! Handles have the names and methods of Leptos, and [`prelude`] is its prelude with these in their places:
//! the app imports this one and never `leptos::prelude`.
//! Reads hold no lock while their closure runs, so that it may set what it reads.

mod dynamic;
mod effect;
mod list;
mod memo;
mod rw_signal;
mod signal;
mod stored;
mod value;

pub use dynamic::dynamic;
pub use effect::Effect;
pub use list::{For, ForProps};
pub use memo::Memo;
pub use rw_signal::{ArcRwSignal, RwSignal};
pub use signal::Signal;
pub(crate) use signal::fixed;
pub use stored::StoredValue;

use value::Value;

/// What every file of the interface imports.
pub mod prelude {
    pub use leptos::prelude::*;

    pub use super::{ArcRwSignal, Effect, For, ForProps, Memo, RwSignal, Signal, StoredValue, dynamic};
}

/// The reading half of a handle: the same for all, over its `value` (tracked) and `value_untracked`, none once it is disposed of.
macro_rules! reads {
    () => {
        /// The value, tracked.
        ///
        /// # Panics
        /// When the owner of the handle is gone, as with all methods that do not begin with `try_`.
        pub fn get(&self) -> T
        where
            T: Clone,
        {
            alive(self.value()).as_ref::<T>().clone()
        }

        /// The value, without tracking.
        pub fn get_untracked(&self) -> T
        where
            T: Clone,
        {
            alive(self.value_untracked()).as_ref::<T>().clone()
        }

        /// The value without tracking; none when the owner is gone.
        pub fn try_get_untracked(&self) -> Option<T>
        where
            T: Clone,
        {
            Some(self.value_untracked()?.as_ref::<T>().clone())
        }

        /// Looks at the value, tracked.
        pub fn with<U>(&self, look: impl FnOnce(&T) -> U) -> U {
            look(alive(self.value()).as_ref())
        }

        /// Looks at the value, without tracking.
        pub fn with_untracked<U>(&self, look: impl FnOnce(&T) -> U) -> U {
            look(alive(self.value_untracked()).as_ref())
        }

        /// Looks at the value without tracking; none when the owner is gone.
        pub fn try_with_untracked<U>(&self, look: impl FnOnce(&T) -> U) -> Option<U> {
            Some(look(self.value_untracked()?.as_ref()))
        }

        /// Makes the current observer depend on the value without looking at it.
        pub fn track(&self) {
            drop(self.value());
        }
    };
}
use reads;

/// A value that must still be there.
fn alive(value: Option<Value>) -> Value {
    value.expect("the owner of a reactive value outlives its readers")
}

#[cfg(test)]
mod tests;
