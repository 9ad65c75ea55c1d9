//! [`Engine`]: the handle that screens hold, and what it knows.
//!
//! Signals of the handle belong to the root and outlive every screen. Listeners of screens are kept by number and removed
//! when their owner goes. No borrow is held while a listener runs, for a listener may ask again.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::{Rc, Weak};
use std::sync::Arc;

use bridge::host::ToEngine;
use bridge::import::Progress;
use bridge::status::StorageTrouble;
use bridge::{Answer, Asked, Event, PackedReply, Request, ViewId, answer};
use futures_channel::oneshot;
use leptos::task::spawn_local;
use model::Schema;
use web_sys::File;

use super::worker::{Heard, Worker, when_dead};
use super::{AskError, Connection, persistence};
use crate::platform::{clock, format, lifecycle, practice};
use crate::reactive::prelude::*;
use crate::words;

type Packed = Result<PackedReply, AskError>;
type Listener = Rc<dyn Fn(&Event)>;

/// The handle to the engine. Copies are the same engine.
#[derive(Clone, Copy)]
pub struct Engine {
    inner: StoredValue<Rc<Inner>>,
    state: State,
}

/// What is known about the engine, as signals of the root.
#[derive(Clone, Copy)]
struct State {
    connection: RwSignal<Connection>,
    schema: RwSignal<Arc<Schema>>,
    unsaved: RwSignal<u32>,
    trouble: RwSignal<Option<StorageTrouble>>,
    progress: RwSignal<Option<Progress>>,
    import_revision: RwSignal<u32>,
    revision: RwSignal<u32>,
    /// Grows when other records take the place of those that were there, with another engine or by looking back: live views open again.
    epoch: RwSignal<u32>,
    /// The moment that is looked back to; none for the present.
    past: RwSignal<Option<i64>>,
    /// The past is being read.
    looking_back: RwSignal<bool>,
}

#[derive(Default)]
struct Inner {
    worker: RefCell<Option<Worker>>,
    /// Counts workers, so that a late word of an earlier one is not taken for one of this.
    generation: Cell<u32>,
    waiting: RefCell<BTreeMap<u32, oneshot::Sender<Packed>>>,
    listeners: RefCell<BTreeMap<u32, Listener>>,
    next_number: Cell<u32>,
    next_view: Cell<ViewId>,
    next_listener: Cell<u32>,
    /// The engine has been told how the person writes and which day it is. That takes a while to find out, so the first screen does not
    /// wait for it.
    knows_context: Cell<bool>,
}

fn next(counter: &Cell<u32>) -> u32 {
    counter.set(counter.get().wrapping_add(1));
    counter.get()
}

/// Somebody waits for an answer.
struct Waiting {
    engine: Engine,
    /// The number of the request, until it is answered.
    number: Option<u32>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            self.engine.post(&ToEngine::Forget(number), &[]);
        }
    }
}

impl Engine {
    /// Connects to the engine that `index.html` has started, and makes the handle known to everything below. Once, in the root.
    pub fn provide() -> Self {
        let state = State {
            connection: RwSignal::default(),
            schema: RwSignal::new(Arc::new(words::labels::built_in())),
            unsaved: RwSignal::default(),
            trouble: RwSignal::default(),
            progress: RwSignal::default(),
            import_revision: RwSignal::default(),
            revision: RwSignal::default(),
            epoch: RwSignal::default(),
            past: RwSignal::default(),
            looking_back: RwSignal::default(),
        };
        let engine = Self {
            inner: StoredValue::new(Rc::default()),
            state,
        };
        provide_context(engine);
        engine.connect(true);
        lifecycle::on_wake(move || {
            engine.post(&ToEngine::Woke, &[]);
            engine.tell_context();
        });
        lifecycle::on_hide(move || engine.post(&ToEngine::Hidden, &[]));
        lifecycle::warn_before_leaving(move || !practice::is_on() && engine.state.unsaved.try_get_untracked().unwrap_or_default() > 0);
        engine
    }

    /// The handle, in the body of a component.
    ///
    /// # Panics
    /// When the root has not provided it.
    #[track_caller]
    #[must_use]
    pub fn expect() -> Self {
        expect_context()
    }

    /// How the engine stands.
    #[must_use]
    pub fn connection(self) -> Signal<Connection> {
        self.state.connection.into()
    }

    /// The schema in force; the built-in one until the engine has said.
    #[must_use]
    pub fn schema(self) -> Signal<Arc<Schema>> {
        self.state.schema.into()
    }

    /// How many changes are not durable yet: 0 means "Saved".
    #[must_use]
    pub fn unsaved(self) -> Signal<u32> {
        self.state.unsaved.into()
    }

    /// Why nothing is being kept at the moment.
    #[must_use]
    pub fn trouble(self) -> Signal<Option<StorageTrouble>> {
        self.state.trouble.into()
    }

    /// How far long work is; none a moment after it has finished.
    #[must_use]
    pub fn progress(self) -> Signal<Option<Progress>> {
        self.state.progress.into()
    }

    /// Grows when the import's state has changed.
    #[must_use]
    pub fn import_revision(self) -> Signal<u32> {
        self.state.import_revision.into()
    }

    /// Grows when any record has changed.
    #[must_use]
    pub fn revision(self) -> Signal<u32> {
        self.state.revision.into()
    }

    /// The moment that is looked back to, in UTC milliseconds; none for the present.
    #[must_use]
    pub fn past(self) -> Signal<Option<i64>> {
        self.state.past.into()
    }

    /// Whether the past is being read.
    #[must_use]
    pub fn looking_back(self) -> Signal<bool> {
        self.state.looking_back.into()
    }

    /// Goes to a past moment, in UTC milliseconds, or back to the present. From then on everything is read as it stood there.
    ///
    /// # Errors
    /// [`AskError`]; what was looked at before stays.
    pub async fn look_back(self, millis: Option<i64>) -> Result<(), AskError> {
        self.state.looking_back.set(true);
        let answer = self.ask::<answer::Ok>(Request::LookBack(millis)).await;
        self.state.looking_back.try_set(false);
        answer?;
        self.stand_at(millis);
        self.state.epoch.update(|epoch| *epoch += 1);
        Ok(())
    }

    fn stand_at(self, millis: Option<i64>) {
        clock::stand_at(millis);
        self.state.past.set(millis);
    }

    /// Grows when other records take the place of those that were there.
    pub(super) fn epoch(self) -> Signal<u32> {
        self.state.epoch.into()
    }

    /// Starts another engine in place of this one. Requests under way end with [`AskError::Lost`]; live views open again.
    pub fn restart(self) {
        self.connect(false);
        // The new worker keeps what it is asked until it is open.
        self.state.epoch.update(|epoch| *epoch += 1);
    }

    /// Asks the engine. Dropping the future says that nobody waits any more: what only asks is not begun then, or ends.
    ///
    /// # Errors
    /// [`AskError`].
    pub fn ask<A: Answer>(self, request: Request) -> impl Future<Output = Result<A::Content, AskError>> {
        self.ask_with::<A>(request, Vec::new())
    }

    /// Asks the engine and sends files along.
    ///
    /// # Errors
    /// [`AskError`].
    pub fn ask_with<A: Answer>(self, request: Request, files: Vec<File>) -> impl Future<Output = Result<A::Content, AskError>> {
        // Boxed, so that the waiting is there once and not once per kind of answer.
        let packed: Pin<Box<dyn Future<Output = Packed>>> = Box::pin(self.packed(request, files));
        async move { packed.await?.open::<A>().map_err(|_| AskError::Mismatch) }
    }

    async fn packed(self, request: Request, files: Vec<File>) -> Packed {
        let Some((number, answer)) = self.send(request, &files) else {
            return Err(AskError::Lost);
        };
        let mut waiting = Waiting {
            engine: self,
            number: Some(number),
        };
        // The sender goes when the engine is lost.
        let answer = answer.await.unwrap_or(Err(AskError::Lost));
        waiting.number = None;
        answer
    }

    /// Sends a request whose answer nobody needs.
    pub(super) fn tell(self, request: Request) {
        drop(self.send(request, &[]));
    }

    /// An id for a live view.
    pub(super) fn new_view(self) -> ViewId {
        self.inner.try_with_value(|inner| next(&inner.next_view)).unwrap_or_default()
    }

    /// Calls `hear` with every event until the current owner goes.
    pub(super) fn listen(self, hear: impl Fn(&Event) + 'static) {
        self.listen_shared(Rc::new(hear));
    }

    fn listen_shared(self, hear: Listener) {
        let number = self.inner.try_with_value(|inner| {
            let number = next(&inner.next_listener);
            inner.listeners.borrow_mut().insert(number, hear);
            number
        });
        on_cleanup(move || {
            self.inner
                .try_with_value(|inner| number.and_then(|number| inner.listeners.borrow_mut().remove(&number)));
        });
    }

    fn send(self, request: Request, files: &[File]) -> Option<(u32, oneshot::Receiver<Packed>)> {
        let needs_context = !matches!(request, Request::Schema | Request::Status | Request::SetContext(_));
        if needs_context && self.inner.try_with_value(|inner| !inner.knows_context.replace(true)) == Some(true) {
            self.tell_context();
        }
        let connected = !matches!(
            self.state.connection.try_get_untracked(),
            Some(Connection::Lost { .. } | Connection::CannotOpen(_)) | None
        );
        let number = self.inner.try_with_value(|inner| next(&inner.next_number)).filter(|_| connected)?;
        let (sender, receiver) = oneshot::channel();
        self.inner.try_with_value(|inner| {
            let mut waiting = inner.waiting.borrow_mut();
            waiting.retain(|_, sender| !sender.is_canceled());
            waiting.insert(number, sender);
        });
        self.post(&ToEngine::Ask(Asked { number, request }), files);
        Some((number, receiver))
    }

    fn post(self, message: &ToEngine, files: &[File]) {
        self.inner.try_with_value(|inner| {
            if let Some(worker) = &*inner.worker.borrow() {
                worker.post(message, files);
            }
        });
    }

    fn connect(self, early: bool) {
        let Some(inner) = self.inner.try_get_value() else { return };
        // Whoever still waits is told that nothing will come, before anything new can be asked.
        drop(inner.waiting.take());
        drop(inner.worker.take());
        inner.knows_context.set(false);
        let generation = next(&inner.generation);
        self.state.connection.set(Connection::Starting);
        self.state.progress.set(None);
        self.state.trouble.set(None);
        self.state.unsaved.set(0);
        self.stand_at(None);
        let owner: Weak<Inner> = Rc::downgrade(&inner);
        let hear = move |heard| {
            if owner.upgrade().is_some_and(|inner| inner.generation.get() == generation) {
                self.heard(heard, generation);
            }
        };
        match if early { Worker::early(hear) } else { Worker::start(hear) } {
            Ok(worker) => {
                inner.worker.replace(Some(worker));
                let sentinel = persistence::sentinel();
                let hello = if practice::is_on() {
                    ToEngine::Practise { sentinel }
                } else {
                    ToEngine::Hello { sentinel }
                };
                super::rescue::leave(&hello);
                self.post(&hello, &[]);
            }
            Err(reason) => self.lose(reason),
        }
    }

    fn heard(self, heard: Heard, generation: u32) {
        match heard {
            Heard::Gone(reason) => self.lose(reason),
            Heard::Mismatch => self.lose("interface and engine are of different versions".to_owned()),
            Heard::Hello { device, life } => {
                persistence::remember(&device);
                if life.is_empty() {
                    return;
                }
                when_dead(&life, move || {
                    let current = self.inner.try_with_value(|inner| inner.generation.get());
                    if current == Some(generation) {
                        self.lose("the browser ended the engine".to_owned());
                    }
                });
            }
            Heard::Reply { number, reply } => {
                let sender = self
                    .inner
                    .try_with_value(|inner| inner.waiting.borrow_mut().remove(&number))
                    .flatten();
                if let Some(sender) = sender {
                    // Whoever asked may be gone.
                    let _ = sender.send(reply.map_err(AskError::Refused));
                }
            }
            Heard::Event(event) => self.happened(event),
        }
    }

    fn happened(self, event: Event) {
        let state = self.state;
        match &event {
            Event::Ready { millis, empty, evicted } => {
                state.connection.set(Connection::Ready {
                    millis: *millis,
                    empty: *empty,
                    evicted: *evicted,
                });
                self.read_schema();
                self.tidy_practice(*evicted);
            }
            Event::CannotOpen(trouble) => {
                state.connection.set(Connection::CannotOpen(trouble.clone()));
                self.forget_waiting();
            }
            Event::SchemaChanged => self.read_schema(),
            Event::Unsaved(unsaved) => {
                state.unsaved.set(*unsaved);
                if *unsaved == 0 {
                    state.trouble.set(None);
                }
            }
            Event::Trouble(trouble) => state.trouble.set(Some(trouble.clone())),
            Event::Progress(progress) => self.progressed(progress),
            Event::ImportChanged => state.import_revision.update(|revision| *revision += 1),
            Event::RecordsChanged(_) => state.revision.update(|revision| *revision += 1),
            Event::ViewsChanged(_) => {}
        }
        let listeners = self
            .inner
            .try_with_value(|inner| inner.listeners.borrow().values().cloned().collect::<Vec<_>>());
        for listener in listeners.unwrap_or_default() {
            listener(&event);
        }
    }

    fn progressed(self, progress: &Progress) {
        let shown = self.state.progress;
        shown.set(Some(progress.clone()));
        if progress.finished {
            let last = progress.clone();
            set_timeout(
                move || {
                    if shown.try_get_untracked().flatten().as_ref() == Some(&last) {
                        shown.set(None);
                    }
                },
                std::time::Duration::from_millis(1_200),
            );
        }
    }

    fn read_schema(self) {
        spawn_local(async move {
            if let Ok(schema) = self.schema_in_force().await {
                self.state.schema.try_set(Arc::new(words::labels::translated(*schema)));
            }
        });
    }

    /// How the person writes dates and numbers, and which day it is for them.
    fn tell_context(self) {
        self.tell(Request::SetContext(format::context()));
    }

    fn lose(self, reason: String) {
        self.state.connection.set(Connection::Lost { reason });
        self.forget_waiting();
        self.inner.try_with_value(|inner| drop(inner.worker.take()));
    }

    fn forget_waiting(self) {
        self.inner.try_with_value(|inner| drop(inner.waiting.take()));
    }
}
