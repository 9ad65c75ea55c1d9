//! Keeping: what was changed becomes durable, under a lock that all tabs share, and checkpoints are made when it is quiet.

use std::cell::Cell;
use std::rc::Rc;

use bridge::Event;
use engine::service::trouble;
use engine::session::drive;
use engine::store::StoreError;

use super::browser::{Turns, now};
use super::host::Host;
use super::locks::lock_at_most;
use super::message::tell;

/// The lock under which tabs write, one at a time.
pub(super) const WRITING: &str = "kith-write";
/// A tab that stands still with the lock in its hands holds nobody up for longer. Appending without it is safe: a commit is one
/// transaction, and the log has room for the rows of everybody.
const LONGEST_WAIT_MILLIS: u32 = 1_000;
/// Time between two tries after the store refused.
const PAUSE_MILLIS: i32 = 3_000;
/// Quiet time before a checkpoint.
const QUIET_MILLIS: i32 = 1_200;

/// What is under way.
#[derive(Default)]
pub(super) struct Keeping {
    writing: Cell<bool>,
    again: Cell<bool>,
    retrying: Cell<bool>,
    checkpoint_due: Cell<bool>,
    /// What the page was told last.
    told: Cell<usize>,
}

impl Host {
    /// Makes everything that was changed durable. Calls while it is under way are one more round.
    ///
    /// After the store has refused, nothing is tried before the pause is over: every change waits for the same thing.
    pub(super) fn keep(self: &Rc<Self>) {
        if self.service.session().borrow().unsaved() == 0 || self.keeping.retrying.get() {
            return;
        }
        if self.keeping.writing.replace(true) {
            self.keeping.again.set(true);
            return;
        }
        let host = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            host.write().await;
            host.keeping.writing.set(false);
            if host.keeping.again.take() {
                host.keep();
            }
        });
    }

    async fn write(self: &Rc<Self>) {
        let held = lock_at_most(WRITING, LONGEST_WAIT_MILLIS).await;
        let written = drive::flush(self.service.session(), self.service.store()).await;
        drop(held);
        match written {
            Ok(true) => {
                self.tabs.say();
                self.tell_unsaved();
                // Rows of other tabs may lie between ours.
                self.catch_up().await;
                if self.service.session().borrow().wants_checkpoint() {
                    self.checkpoint_soon();
                }
            }
            Ok(false) => {}
            Err(error) => self.refused(&error),
        }
    }

    /// Says why nothing is kept, and tries again in a while: space may be freed, the browser may recover its storage process.
    fn refused(self: &Rc<Self>, error: &StoreError) {
        self.stopped(error);
        if matches!(error, StoreError::VersionTooNew { .. }) || self.keeping.retrying.replace(true) {
            return;
        }
        let host = self.clone();
        self.later(PAUSE_MILLIS, move || {
            host.keeping.retrying.set(false);
            host.keep();
        });
    }

    /// Says why nothing is kept.
    pub(super) fn stopped(&self, error: &StoreError) {
        tell(Event::Trouble(trouble(error)));
        self.tell_unsaved();
    }

    /// Says how many changes are not durable, if that is news.
    pub(super) fn tell_unsaved(&self) {
        let unsaved = self.service.session().borrow().unsaved();
        if self.keeping.told.replace(unsaved) != unsaved {
            tell(Event::Unsaved(u32::try_from(unsaved).unwrap_or(u32::MAX)));
        }
    }

    /// The page is shown again: other tabs may have written, and what was refused may work now.
    pub(super) async fn woke(self: &Rc<Self>) {
        self.keeping.retrying.set(false);
        self.keep();
        self.catch_up().await;
    }

    /// Applies what other tabs have kept.
    pub(super) async fn catch_up(self: &Rc<Self>) {
        self.complete().await;
        let caught = drive::catch_up(self.service.session(), self.service.store(), now().max(0) as u64).await;
        match caught {
            Ok(effects) => {
                self.service.note(&effects);
                self.tell_events();
            }
            Err(error) => tell(Event::Trouble(trouble(&error))),
        }
    }

    /// Makes a checkpoint once nothing has happened for a while.
    pub(super) fn checkpoint_soon(self: &Rc<Self>) {
        if self.keeping.checkpoint_due.replace(true) {
            return;
        }
        let host = self.clone();
        self.later(QUIET_MILLIS, move || {
            host.keeping.checkpoint_due.set(false);
            let host = host.clone();
            wasm_bindgen_futures::spawn_local(async move { host.checkpoint().await });
        });
    }

    async fn checkpoint(self: &Rc<Self>) {
        let held = lock_at_most(WRITING, LONGEST_WAIT_MILLIS).await;
        let made = drive::checkpoint(self.service.session(), self.service.store(), now().max(0) as u64).await;
        drop(held);
        // A checkpoint only shortens the next start: when another tab was first, or the disk is full, the log still has everything.
        if let Err(error @ (StoreError::Closed | StoreError::VersionTooNew { .. })) = made {
            tell(Event::Trouble(trouble(&error)));
        }
        self.tell_events();
    }

    /// Does long work in slices, with turns of the event loop between them, so that requests are answered meanwhile.
    pub(super) fn work(self: &Rc<Self>) {
        if self.working.replace(true) {
            return;
        }
        let host = self.clone();
        wasm_bindgen_futures::spawn_local(async move {
            let turns = Turns::new();
            while host.service.step() {
                host.tell_events();
                match &turns {
                    Some(turns) => turns.next().await,
                    None => break,
                }
            }
            host.tell_events();
            host.working.set(false);
        });
    }
}
