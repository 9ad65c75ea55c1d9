//! The host: hears messages, asks the service, answers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use bridge::host::{FromEngine, ToEngine};
use bridge::{Asked, Event, Failure, Reply, Request, Said};
use engine::service::Service;
use js_sys::Reflect;
use storage_idb::IdbStore;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, MessageEvent};

use super::browser::{Held, elapsed, scope};
use super::keep::Keeping;
use super::message::{contents, post, read, tell};
use super::open::{Opened, open};
use super::tabs::Tabs;
use super::crash;

/// Everything the worker has.
pub(super) struct Host {
    pub(super) service: Service<IdbStore>,
    pub(super) tabs: Tabs,
    pub(super) keeping: Keeping,
    pub(super) working: Cell<bool>,
    _held: [Held; 2],
}

/// A message that came before the engine was open.
type Early = (ToEngine, Vec<File>);

/// Listens on the worker's port for the rest of its life.
pub fn run() {
    crash::tell_panics();
    let host: Rc<RefCell<Option<Rc<Host>>>> = Rc::default();
    let early: Rc<RefCell<Vec<Early>>> = Rc::default();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Some((message, files)) = read(&event) else { return };
        let open = host.borrow().clone();
        match (open, message) {
            (Some(host), message) => host.hear(message, files),
            (None, ToEngine::Hello { sentinel }) => spawn_local(begin(sentinel, host.clone(), early.clone())),
            (None, message) => early.borrow_mut().push((message, files)),
        }
    });
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
}

async fn begin(sentinel: Option<String>, place: Rc<RefCell<Option<Rc<Host>>>>, early: Rc<RefCell<Vec<Early>>>) {
    let opened = match open(sentinel).await {
        Ok(opened) => opened,
        Err(trouble) => {
            tell(Event::CannotOpen(trouble));
            return;
        }
    };
    let Opened { service, device, life, evicted, _held } = opened;
    let place_of_host = Rc::downgrade(&place);
    let grew = move || {
        let host = place_of_host.upgrade().and_then(|place| place.borrow().clone());
        if let Some(host) = host {
            spawn_local(async move { host.catch_up().await });
        }
    };
    let empty = service.is_empty();
    let host = Rc::new(Host { service, tabs: Tabs::listen(grew), keeping: Keeping::default(), working: Cell::new(false), _held });
    post(&FromEngine::Hello { device, life });
    tell(Event::Ready { millis: elapsed() as u32, empty, evicted: evicted && empty });
    *place.borrow_mut() = Some(host.clone());
    for (message, files) in early.take() {
        host.hear(message, files);
    }
    if host.service.session().borrow().wants_checkpoint() {
        host.checkpoint_soon();
    }
}

impl Host {
    fn hear(self: &Rc<Self>, message: ToEngine, files: Vec<File>) {
        let host = self.clone();
        match message {
            ToEngine::Ask(asked) => spawn_local(async move { host.answer(asked, files).await }),
            ToEngine::Woke => spawn_local(async move { host.catch_up().await }),
            ToEngine::Hidden => host.keep(),
            // The page starts one worker and greets it once.
            ToEngine::Hello { .. } => {}
        }
    }

    async fn answer(self: &Rc<Self>, asked: Asked, files: Vec<File>) {
        let Asked { number, request } = asked;
        let heavy = matches!(request, Request::Import(_) | Request::Restore { .. });
        let reply = match contents(files).await {
            Ok(attachments) => self.service.handle(request, attachments).await,
            Err(name) => Err(Failure::File(format!("“{name}” cannot be read any more. Choose it again"))),
        };
        let reply = match reply {
            Ok(Reply::Status(mut status)) => {
                estimate(&mut status).await;
                Ok(Reply::Status(status))
            }
            other => other,
        };
        post(&FromEngine::Said(Said::Reply { number, reply }));
        self.tell_events();
        self.keep();
        if heavy {
            self.work();
        }
    }

    /// Passes on what the service has to say.
    pub(super) fn tell_events(&self) {
        self.service.take_events().into_iter().for_each(tell);
    }

    /// Calls `then` after so many milliseconds.
    pub(super) fn later(&self, millis: i32, then: impl FnOnce() + 'static) {
        let callback = Closure::once_into_js(then);
        // A worker that cannot set a timer is being torn down.
        let _ = scope().set_timeout_with_callback_and_timeout_and_arguments_0(callback.unchecked_ref(), millis);
    }
}

/// Fills in what only the browser knows about storage. What it does not say stays unknown.
async fn estimate(status: &mut bridge::status::Status) {
    let storage = scope().navigator().storage();
    if let Ok(promise) = storage.estimate()
        && let Ok(estimate) = JsFuture::from(promise).await
    {
        let number = |name: &str| Reflect::get(&estimate, &name.into()).ok().and_then(|value| value.as_f64()).map(|value| value as u64);
        status.used = number("usage");
        status.quota = number("quota");
    }
    if let Ok(promise) = storage.persisted()
        && let Ok(persisted) = JsFuture::from(promise).await
    {
        status.persistent = persisted.as_bool();
    }
}
