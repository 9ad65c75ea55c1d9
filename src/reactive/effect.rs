//! [`Effect`]: what happens at the rim when something has changed.

use leptos::prelude::{self as generic, EffectFunction};

/// Runs a function soon, and again whenever something has changed that it reads. Ends with its owner.
pub struct Effect;

impl Effect {
    /// `run` takes nothing, or what it returned the last time.
    #[expect(clippy::new_ret_no_self, reason = "the name that Leptos has; nobody stops an effect by hand")]
    pub fn new<T: 'static, M>(mut run: impl EffectFunction<T, M> + 'static) {
        let mut before = None;
        start(Box::new(move || before = Some(run.run(before.take()))));
    }
}

fn start(run: Box<dyn FnMut()>) {
    generic::Effect::new(run);
}
