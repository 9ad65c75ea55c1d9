//! A worker with its listeners: bytes in, bytes out. Dropping it ends it.
//!
//! A dead worker is noticed in three ways: it says so itself (a panic), the browser reports an error, or the Web Lock that
//! it holds as long as it lives can be had, which is the only sign when the browser kills it for want of memory.

use bridge::host::{FromEngine, ToEngine, unpack_head};
use bridge::{Event, Failure, PackedReply, Said};
use js_sys::{Array, ArrayBuffer, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{ErrorEvent, File, MessageEvent, Worker as RawWorker, WorkerOptions, WorkerType};

use crate::reactive::prelude::window;

#[wasm_bindgen]
extern "C" {
    type LockManager;
    #[wasm_bindgen(method, catch)]
    fn request(this: &LockManager, name: &str, granted: &Function) -> Result<Promise, JsValue>;
}

/// What a worker tells its owner.
pub(super) enum Heard {
    /// Who it is, before it says that it is ready.
    Hello {
        /// The id of this device.
        device: String,
        /// The Web Lock that it holds as long as it lives.
        life: String,
    },
    /// A reply.
    Reply {
        /// The number of its request.
        number: u32,
        /// The reply.
        reply: Result<PackedReply, Failure>,
    },
    /// Something happened.
    Event(Event),
    /// It is gone, for this reason.
    Gone(String),
    /// It speaks another version.
    Mismatch,
}

/// A worker with its listeners.
pub(super) struct Worker {
    raw: RawWorker,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Worker {
    /// The worker that is starting already; without one, a new one.
    pub(super) fn early(hear: impl Fn(Heard) + Clone + 'static) -> Result<Self, String> {
        let Some(raw) = of_page("__kithWorker").and_then(|worker| worker.dyn_into::<RawWorker>().ok()) else {
            return Self::start(hear);
        };
        let worker = Self::listen(raw, hear.clone());
        let kept = of_page("__kithWorkerInbox")
            .and_then(|events| events.dyn_into::<Array>().ok())
            .unwrap_or_default();
        for event in kept.iter().filter_map(|event| event.dyn_into::<MessageEvent>().ok()) {
            hear(read(&event));
        }
        kept.set_length(0);
        Ok(worker)
    }

    /// A new worker.
    pub(super) fn start(hear: impl Fn(Heard) + Clone + 'static) -> Result<Self, String> {
        let address = of_page("__kithEngineUrl").and_then(|address| address.as_string());
        let address = address.ok_or_else(|| "the page does not say where the engine is".to_owned())?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name("kith-engine");
        let raw = RawWorker::new_with_options(&address, &options).map_err(|error| format!("{error:?}"))?;
        Ok(Self::listen(raw, hear))
    }

    fn listen(raw: RawWorker, hear: impl Fn(Heard) + Clone + 'static) -> Self {
        let on_message = hear.clone();
        let message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| on_message(read(&event)));
        let error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| hear(Heard::Gone(event.message())));
        raw.set_onmessage(Some(message.as_ref().unchecked_ref()));
        raw.set_onerror(Some(error.as_ref().unchecked_ref()));
        Self {
            raw,
            _message: message,
            _error: error,
        }
    }

    /// Sends a message with its files. What cannot be sent has no reader left to miss it.
    pub(super) fn post(&self, message: &ToEngine, files: &[File]) {
        let bytes = Uint8Array::from(bridge::pack(message).as_slice()).buffer();
        let parts = Array::of1(&bytes);
        for file in files {
            parts.push(file);
        }
        let _ = self.raw.post_message_with_transfer(&parts, &Array::of1(&bytes));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.raw.set_onmessage(None);
        self.raw.set_onerror(None);
        self.raw.terminate();
    }
}

/// What `index.html` left on `window` under this name.
fn of_page(name: &str) -> Option<JsValue> {
    Reflect::get(&window(), &name.into()).ok().filter(|value| !value.is_undefined())
}

fn read(event: &MessageEvent) -> Heard {
    let Ok(buffer) = event.data().dyn_into::<ArrayBuffer>() else {
        return Heard::Mismatch;
    };
    match unpack_head(&Uint8Array::new(&buffer).to_vec()) {
        Ok((FromEngine::Hello { device, life }, _)) => Heard::Hello { device, life },
        Ok((FromEngine::Said(Said::Event(event)), _)) => Heard::Event(event),
        Ok((FromEngine::Said(Said::Reply { number, reply }), content)) => Heard::Reply {
            number,
            reply: reply.map(|kind| PackedReply::new(kind, content.to_vec())),
        },
        Ok((FromEngine::Crashed { message }, _)) => Heard::Gone(message),
        Err(_) => Heard::Mismatch,
    }
}

/// Calls `dead` when the holder of the lock `life` is gone. Without Web Locks it is never called.
pub(super) fn when_dead(life: &str, dead: impl FnOnce() + 'static) {
    let locks = Reflect::get(&window().navigator(), &"locks".into());
    let Ok(locks) = locks.map(JsCast::unchecked_into::<LockManager>) else {
        return;
    };
    if locks.is_undefined() {
        return;
    }
    // The closure is called once and then freed by itself; the lock is given back as soon as it returns.
    let granted = Closure::once_into_js(dead);
    let _ = locks.request(life, granted.unchecked_ref());
}
