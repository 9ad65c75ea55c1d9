//! Web Locks: one holder per name among all tabs, let go by the browser when the holder dies.
//!
//! A tab that stands still does not let go. So no lock that others need is waited for without an end: it orders writes, and
//! what keeps them right is the database's own transaction.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::browser::scope;

#[wasm_bindgen]
extern "C" {
    /// The lock manager of Web Locks; web-sys has it only behind its unstable flag.
    type LockManager;

    #[wasm_bindgen(method, js_name = request, catch)]
    fn request_with(this: &LockManager, name: &str, options: &JsValue, granted: &Function) -> Result<Promise, JsValue>;

    /// A signal that aborts after so many milliseconds.
    #[wasm_bindgen(js_namespace = AbortSignal, js_name = timeout, catch)]
    fn abort_after(millis: u32) -> Result<JsValue, JsValue>;
}

/// A Web Lock that is held until this is dropped.
pub(super) struct Held {
    release: Function,
}

impl Drop for Held {
    fn drop(&mut self) {
        // Resolving a promise does not throw.
        let _ = self.release.call0(&JsValue::NULL);
    }
}

/// Whether there are Web Locks. Pages from insecure addresses have none.
pub(super) fn exist() -> bool {
    manager().is_some()
}

/// Waits for a lock that nobody else will ever ask for, and holds it.
pub(super) async fn lock(name: &str) -> Option<Held> {
    hold(name, &[]).await
}

/// Waits for a lock, but not for longer than `millis`.
pub(super) async fn lock_at_most(name: &str, millis: u32) -> Option<Held> {
    match abort_after(millis) {
        Ok(signal) => hold(name, &[("signal", signal)]).await,
        // Browsers without time limits of this kind do not freeze workers.
        Err(_) => hold(name, &[]).await,
    }
}

/// Takes a lock if nobody holds it.
pub(super) async fn try_lock(name: &str) -> Option<Held> {
    hold(name, &[("ifAvailable", JsValue::TRUE)]).await
}

fn manager() -> Option<LockManager> {
    let locks = Reflect::get(&scope().navigator(), &"locks".into()).ok()?;
    (!locks.is_undefined()).then(|| locks.unchecked_into())
}

async fn hold(name: &str, entries: &[(&str, JsValue)]) -> Option<Held> {
    let locks = manager()?;
    let options = Object::new();
    for (name, value) in entries {
        Reflect::set(&options, &(*name).into(), value).ok()?;
    }
    let granted = Promise::new(&mut |resolve, _| {
        let given = resolve.clone();
        // The lock is held for as long as the promise that this callback returns is open.
        let callback = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if lock.is_null() {
                let _ = given.call1(&JsValue::NULL, &JsValue::NULL);
                return JsValue::UNDEFINED;
            }
            Promise::new(&mut |release, _| {
                let _ = given.call1(&JsValue::NULL, &release);
            })
            .into()
        });
        let requested = locks.request_with(name, &options, callback.unchecked_ref());
        spawn_local(async move {
            let ended = match requested {
                Ok(requested) => JsFuture::from(requested).await,
                Err(error) => Err(error),
            };
            if ended.is_err() {
                // Waited long enough, or refused: nobody calls the callback any more.
                let _ = resolve.call1(&JsValue::NULL, &JsValue::NULL);
            }
        });
    });
    let release = JsFuture::from(granted).await.ok()?;
    (!release.is_null()).then(|| Held {
        release: release.unchecked_into(),
    })
}
