//! The host: hears messages, asks the service, answers.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use bridge::host::{FromEngine, ToEngine};
use bridge::status::FileFault;
use bridge::{Asked, Event, Failure, Reply, Request, Said};
use engine::service::{Patience, Service};
use js_sys::Reflect;
use storage_idb::IdbStore;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{File, MessageEvent};

use super::browser::{Turns, elapsed, scope};
use super::crash;
use super::inbox::{Letter, sort};
use super::keep::Keeping;
use super::locks::{Held, lock_at_most};
use super::message::{contents, post, read, tell};
use super::open::{Opened, open, open_copy};
use super::practice;
use super::sweep::{ATTACHING, LONGEST_ATTACHING_MILLIS};
use super::tabs::Tabs;

/// Time that the first screen has to ask for what it shows before the rest is read.
const FIRST_MILLIS: i32 = 150;

/// Everything the worker has.
pub(super) struct Host {
    pub(super) service: Service<IdbStore>,
    pub(super) tabs: Tabs,
    pub(super) keeping: Keeping,
    pub(super) working: Cell<bool>,
    pub(super) sweeping: Cell<bool>,
    /// Who waits for the answers under way, by number.
    waiting: RefCell<BTreeMap<u32, Patience>>,
    _held: Vec<Held>,
}

/// What there is from the first moment on.
#[derive(Default)]
struct Door {
    /// The engine, once it is open.
    host: RefCell<Option<Rc<Host>>>,
    /// Messages not yet heard.
    inbox: RefCell<Vec<Letter>>,
    /// A look into the inbox is due.
    due: Cell<bool>,
    turns: OnceCell<Option<Turns>>,
}

/// Listens on the worker's port for the rest of its life.
pub fn run() {
    crash::tell_panics();
    let door = Rc::new(Door::default());
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| match read(&event) {
        Some((ToEngine::Hello { sentinel }, _)) => spawn_local(begin(Greeting::Hello(sentinel), door.clone())),
        Some((ToEngine::Practise { sentinel }, _)) => spawn_local(begin(Greeting::Practise(sentinel), door.clone())),
        Some(letter) => {
            door.inbox.borrow_mut().push(letter);
            door.look();
        }
        // Not of this version or not for us.
        None => {}
    });
    scope().set_onmessage(Some(hear.as_ref().unchecked_ref()));
    hear.forget();
}

impl Door {
    /// Looks into the inbox once everything that has arrived by now lies in it.
    fn look(self: &Rc<Self>) {
        if self.host.borrow().is_none() || self.due.replace(true) {
            return;
        }
        let door = self.clone();
        spawn_local(async move {
            if let Some(turns) = door.turns.get_or_init(Turns::new) {
                turns.next().await;
            }
            door.due.set(false);
            let Some(host) = door.host.borrow().clone() else { return };
            let (letters, replaced) = sort(door.inbox.take());
            for number in replaced {
                post(&FromEngine::Said(Said::Reply {
                    number,
                    reply: Err(Failure::Cancelled),
                }));
            }
            for (message, files) in letters {
                host.hear(message, files);
            }
        });
    }
}

/// How the page has greeted: which database is meant.
enum Greeting {
    /// The workspace, with the device's id as the page remembers it.
    Hello(Option<String>),
    /// The practice copy, with its id as the page remembers it.
    Practise(Option<String>),
}

async fn begin(greeting: Greeting, door: Rc<Door>) {
    if door.host.borrow().is_some() {
        // The page starts one worker and greets it once.
        return;
    }
    let opened = match greeting {
        Greeting::Hello(sentinel) => open(sentinel).await,
        Greeting::Practise(sentinel) => open_copy(sentinel).await,
    };
    let opened = match opened {
        Ok(opened) => opened,
        Err(trouble) => {
            tell(Event::CannotOpen(trouble));
            return;
        }
    };
    let Opened {
        service,
        device,
        life,
        evicted,
        held,
    } = opened;
    let behind = Rc::downgrade(&door);
    let grew = move || {
        let host = behind.upgrade().and_then(|door| door.host.borrow().clone());
        if let Some(host) = host {
            spawn_local(async move { host.catch_up().await });
        }
    };
    let behind = Rc::downgrade(&door);
    service.store().kept().on_closed(move |error| {
        let host = behind.upgrade().and_then(|door| door.host.borrow().clone());
        if let Some(host) = host {
            host.stopped(&error);
        }
    });
    let empty = service.is_empty();
    let host = Rc::new(Host {
        service,
        tabs: Tabs::listen(grew),
        keeping: Keeping::default(),
        working: Cell::new(false),
        sweeping: Cell::new(false),
        waiting: RefCell::default(),
        _held: held,
    });
    post(&FromEngine::Hello { device, life });
    tell(Event::Ready {
        millis: elapsed() as u32,
        empty,
        evicted: evicted && empty,
    });
    *door.host.borrow_mut() = Some(host.clone());
    door.look();
    host.clone().later(FIRST_MILLIS, move || {
        spawn_local(async move {
            host.complete().await;
            if host.service.session().borrow().wants_checkpoint() {
                host.checkpoint_soon();
            }
            host.begin_retention();
        });
    });
}

impl Host {
    fn hear(self: &Rc<Self>, message: ToEngine, files: Vec<File>) {
        let host = self.clone();
        match message {
            ToEngine::Ask(asked) => spawn_local(async move { host.answer(asked, files).await }),
            ToEngine::Forget(number) => {
                if let Some(patience) = self.waiting.borrow().get(&number) {
                    patience.end();
                }
            }
            ToEngine::Woke => spawn_local(async move { host.woke().await }),
            ToEngine::Hidden => host.keep(),
            ToEngine::Hello { .. } | ToEngine::Practise { .. } => {}
        }
    }

    async fn answer(self: &Rc<Self>, asked: Asked, files: Vec<File>) {
        let Asked { number, request } = asked;
        let heavy = matches!(request, Request::Import(_) | Request::Restore { .. });
        // Between the contents of files and the change that names them nobody takes away what nothing names.
        let attaching = match request {
            Request::AddFiles { .. } | Request::Restore { .. } => lock_at_most(ATTACHING, LONGEST_ATTACHING_MILLIS).await,
            _ => None,
        };
        let reply = match contents(files).await {
            Ok(_) if request == Request::FillPractice => self.fill_practice().await.map(|()| Reply::Ok),
            Ok(_) if request == Request::DiscardPractice => practice::discard().await.map(|()| Reply::Ok),
            Ok(attachments) => {
                let patience = Patience::default();
                self.waiting.borrow_mut().insert(number, patience.clone());
                let reply = self.service.handle_while(request, attachments, &patience).await;
                self.waiting.borrow_mut().remove(&number);
                reply
            }
            Err(name) => Err(Failure::File(FileFault::Unreadable(name))),
        };
        let reply = match reply {
            Ok(Reply::Status(mut status)) => {
                estimate(&mut status).await;
                Ok(Reply::Status(status))
            }
            other => other,
        };
        // Before the reply: whoever hears that the change is made has then heard that it is not saved yet.
        self.tell_unsaved();
        post(&FromEngine::Said(Said::Reply { number, reply }));
        self.tell_events();
        self.keep();
        if let Some(attaching) = attaching {
            self.hold_until_kept(attaching);
        }
        if self.service.wants_sweep() {
            self.sweep_soon();
        }
        if heavy || self.service.has_work() {
            self.work();
        }
    }

    /// Reads what the first answers did not need. Requests that need it go on where this fails, and say why they cannot.
    pub(super) async fn complete(&self) {
        if let Err(error) = self.service.complete().await {
            self.stopped(&error);
        }
        self.tell_events();
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
        let number = |name: &str| {
            Reflect::get(&estimate, &name.into())
                .ok()
                .and_then(|value| value.as_f64())
                .map(|value| value as u64)
        };
        status.used = number("usage");
        status.quota = number("quota");
    }
    if let Ok(promise) = storage.persisted()
        && let Ok(persisted) = JsFuture::from(promise).await
    {
        status.persistent = persisted.as_bool();
    }
}
