//! [`use_answer`]: a question that is asked again whenever its answer may have changed.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::Poll;

use futures_channel::oneshot;
use leptos::task::spawn_local;

use super::{AskError, Engine, Follow};
use crate::reactive::prelude::*;

/// The answer to a standing question. The last good answer stays while a newer one is under way.
pub struct Answer<T: Send + Sync + 'static> {
    value: RwSignal<Option<Arc<T>>>,
    error: RwSignal<Option<AskError>>,
    pending: RwSignal<bool>,
    again: Trigger,
}

impl<T: Send + Sync> Clone for Answer<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Answer<T> {}

impl<T: Send + Sync + 'static> Answer<T> {
    /// The newest answer; none before the first.
    #[must_use]
    pub fn value(self) -> Signal<Option<Arc<T>>> {
        self.value.into()
    }

    /// Why the last question has no answer.
    #[must_use]
    pub fn error(self) -> Signal<Option<AskError>> {
        self.error.into()
    }

    /// Whether an answer is under way.
    #[must_use]
    pub fn pending(self) -> Signal<bool> {
        self.pending.into()
    }

    /// Asks again.
    pub fn refresh(self) {
        self.again.notify();
    }
}

/// Asks now, whenever a signal changes that `ask` reads before its first wait, and as `follow` says. Ends with its owner.
///
/// `ask` is called in a tracked scope; what its future reads later is not tracked.
pub fn use_answer<T, F>(follow: Follow, ask: impl Fn() -> F + 'static) -> Answer<T>
where
    T: Send + Sync + 'static,
    F: Future<Output = Result<T, AskError>> + 'static,
{
    let value = RwSignal::new(None);
    let ask = Box::new(move || {
        let future = ask();
        let answered: Asked = Box::pin(async move {
            let answer = Arc::new(future.await?);
            let set: Box<dyn FnOnce()> = Box::new(move || drop(value.try_set(Some(answer))));
            Ok(set)
        });
        answered
    });
    let (error, pending, again) = keep_asking(follow, ask);
    Answer {
        value,
        error,
        pending,
        again,
    }
}

/// An answer under way. What it brings is set by calling it, unless a newer question has been asked meanwhile.
type Asked = Pin<Box<dyn Future<Output = Result<Box<dyn FnOnce()>, AskError>>>>;

/// What a question brings; nothing when it is not waited for any more.
async fn unless<T>(mut gone: oneshot::Receiver<()>, mut answer: Pin<Box<dyn Future<Output = T>>>) -> Option<T> {
    poll_fn(|context| match Pin::new(&mut gone).poll(context) {
        Poll::Ready(_) => Poll::Ready(None),
        Poll::Pending => answer.as_mut().poll(context).map(Some),
    })
    .await
}

/// What [`use_answer`] does for answers of every type.
fn keep_asking(follow: Follow, ask: Box<dyn Fn() -> Asked>) -> (RwSignal<Option<AskError>>, RwSignal<bool>, Trigger) {
    let engine = Engine::expect();
    let error = RwSignal::new(None);
    let pending = RwSignal::new(true);
    let again = Trigger::new();
    // Questions are numbered: only the answer to the newest counts.
    let newest = StoredValue::new(0_u64);
    // Dropped with the owner, or when a newer question takes its place: the older one is not waited for any more.
    let keep = StoredValue::new(None::<oneshot::Sender<()>>);
    // A change that arrives while a question is under way is asked about once, after its answer.
    let stale = StoredValue::new(false);
    Effect::new(move || {
        again.track();
        engine.epoch().track();
        let answer = ask();
        let (kept, gone) = oneshot::channel();
        keep.try_set_value(Some(kept));
        let number = newest.try_update_value(|newest| {
            *newest += 1;
            *newest
        });
        stale.try_set_value(false);
        pending.set(true);
        spawn_local(async move {
            let Some(result) = unless(gone, answer).await else { return };
            if newest.try_get_value() != number {
                return;
            }
            match result {
                Ok(set) => {
                    error.try_set(None);
                    set();
                }
                Err(why) => {
                    error.try_set(Some(why));
                }
            }
            pending.try_set(false);
            if stale.try_get_value() == Some(true) {
                again.notify();
            }
        });
    });
    engine.listen(move |event| {
        if !follow.is_touched_by(event) {
            return;
        }
        match pending.try_get_untracked() {
            Some(true) => {
                stale.try_set_value(true);
            }
            Some(false) => again.notify(),
            None => {}
        }
    });
    (error, pending, again)
}
