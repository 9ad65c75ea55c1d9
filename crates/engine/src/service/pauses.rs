//! Pauses in long work: others have their turn, the person sees how far it is, and it ends when nobody waits for it any more.

use std::cell::Cell;
use std::rc::Rc;

use bridge::Failure;

use super::Service;
use crate::store::Store;

/// Milliseconds after which somebody who waits is told how far it is.
const TOLD_AFTER: f64 = 400.0;

/// Whether somebody waits for an answer.
#[derive(Clone, Default)]
pub struct Patience(Rc<Cell<bool>>);

impl Patience {
    /// Nobody waits any more.
    pub fn end(&self) {
        self.0.set(true);
    }

    fn has_ended(&self) -> bool {
        self.0.get()
    }
}

/// The pauses of one piece of work.
pub(super) struct Pauses<'a, S: Store> {
    service: &'a Service<S>,
    patience: Patience,
    work: &'static str,
    begun: f64,
    stops: u32,
    told: Option<u64>,
}

impl<S: Store> Service<S> {
    pub(super) fn pauses(&self, work: &'static str, patience: &Patience) -> Pauses<'_, S> {
        Pauses {
            service: self,
            patience: patience.clone(),
            work,
            begun: self.elapsed(),
            stops: self.stops.get(),
            told: None,
        }
    }

    fn elapsed(&self) -> f64 {
        (self.surroundings.borrow().elapsed)()
    }
}

impl<S: Store> Pauses<'_, S> {
    /// Lets others have their turn.
    ///
    /// # Errors
    /// [`Failure::Cancelled`] when somebody has stopped the work, or nobody waits for it.
    pub(super) async fn next(&mut self, (done, of): (u64, u64)) -> Result<(), Failure> {
        if self.service.elapsed() - self.begun > TOLD_AFTER && self.told != Some(done) {
            self.told = Some(done);
            self.service.progress(self.work, done, of, false);
        }
        let turn = (self.service.surroundings.borrow().turn)();
        turn.await;
        if self.patience.has_ended() || self.service.stops.get() != self.stops {
            return Err(Failure::Cancelled);
        }
        Ok(())
    }
}

impl<S: Store> Drop for Pauses<'_, S> {
    fn drop(&mut self) {
        if let Some(done) = self.told {
            self.service.progress(self.work, done, done, true);
        }
    }
}
