//! What the worker's global scope offers, behind one door: `JsValue` goes no further.

use js_sys::{Date, Function, Math, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessagePort};

#[wasm_bindgen]
extern "C" {
    /// The lock manager of Web Locks; web-sys has it only behind its unstable flag.
    pub(super) type LockManager;

    #[wasm_bindgen(method, js_name = request, catch)]
    fn request_with(this: &LockManager, name: &str, options: &JsValue, granted: &Function) -> Result<Promise, JsValue>;
}

/// The worker's own scope.
pub(super) fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Now, in UTC milliseconds.
pub(super) fn now() -> i64 {
    Date::now() as i64
}

/// Milliseconds since the worker began, on a clock that only runs forward.
pub(super) fn elapsed() -> f64 {
    scope().performance().map_or_else(Date::now, |performance| performance.now())
}

/// 128 random bits.
pub(super) fn entropy() -> u128 {
    let mut bytes = [0u8; 16];
    let filled = scope().crypto().ok().and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok());
    if filled.is_none() {
        // Without a source of entropy ids still must not repeat: time and the weaker generator together do not.
        let weak = u128::from((Math::random() * 2f64.powi(52)) as u64) << 64 | u128::from((Math::random() * 2f64.powi(52)) as u64);
        return weak ^ u128::from(Date::now().to_bits()) << 32;
    }
    u128::from_le_bytes(bytes)
}

fn locks() -> Option<LockManager> {
    let locks = Reflect::get(&scope().navigator(), &"locks".into()).ok()?;
    (!locks.is_undefined()).then(|| locks.unchecked_into())
}

/// A Web Lock that is held until this is dropped. Without Web Locks there is one tab as far as anybody can tell.
pub(super) struct Held {
    release: Option<Function>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(release) = self.release.take() {
            // Resolving a promise does not throw.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Waits for a lock and holds it.
pub(super) async fn lock(name: &str) -> Held {
    hold(name, false).await.unwrap_or(Held { release: None })
}

/// Takes a lock if nobody holds it.
pub(super) async fn try_lock(name: &str) -> Option<Held> {
    if locks().is_none() {
        return Some(Held { release: None });
    }
    hold(name, true).await
}

async fn hold(name: &str, if_available: bool) -> Option<Held> {
    let locks = locks()?;
    let options = js_sys::Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &if_available.into()).ok()?;
    let granted = Promise::new(&mut |resolve, _| {
        // The lock is held for as long as the promise that this callback returns is open.
        let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                let _ = resolve.call1(&JsValue::NULL, &JsValue::NULL);
                return JsValue::UNDEFINED;
            }
            Promise::new(&mut |release, _| {
                let _ = resolve.call1(&JsValue::NULL, &release);
            })
            .into()
        });
        // A refused request leaves the promise open for ever only if the browser is shutting down.
        let _ = locks.request_with(name, &options, callback.unchecked_ref());
    });
    let release = JsFuture::from(granted).await.ok()?;
    (!release.is_null()).then(|| Held { release: Some(release.unchecked_into()) })
}

/// A promise that is kept when the event loop comes round again: other messages are heard first.
pub(super) struct Turns {
    port: MessagePort,
    channel: MessageChannel,
}

impl Turns {
    /// Turns of this worker's event loop.
    pub(super) fn new() -> Option<Self> {
        let channel = MessageChannel::new().ok()?;
        Some(Self { port: channel.port2(), channel })
    }

    /// Waits for the next turn.
    pub(super) async fn next(&self) {
        let heard = Promise::new(&mut |resolve, _| self.channel.port1().set_onmessage(Some(&resolve)));
        if self.port.post_message(&JsValue::NULL).is_ok() {
            // A promise that is only ever resolved does not fail.
            let _ = JsFuture::from(heard).await;
        }
    }
}
