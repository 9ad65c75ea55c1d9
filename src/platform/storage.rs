//! The browser's storage as a whole: space, and the promise not to evict.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;
use web_sys::{StorageEstimate, StorageManager};

use crate::reactive::prelude::window;

/// Space of this origin, in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Estimate {
    /// Used.
    pub used: u64,
    /// Allowed.
    pub quota: u64,
}

/// Whether the browser has promised not to evict.
pub async fn persisted() -> bool {
    agreed(manager().and_then(|manager| manager.persisted().ok())).await
}

/// Asks the browser to promise not to evict; some ask the person. Returns whether it has.
pub async fn persist() -> bool {
    agreed(manager().and_then(|manager| manager.persist().ok())).await
}

/// How much space there is, if the browser says.
pub async fn estimate() -> Option<Estimate> {
    let found = JsFuture::from(manager()?.estimate().ok()?).await.ok()?;
    let found = StorageEstimate::from(found);
    Some(Estimate {
        used: found.get_usage()? as u64,
        quota: found.get_quota()? as u64,
    })
}

async fn agreed(promise: Option<Promise>) -> bool {
    match promise {
        Some(promise) => JsFuture::from(promise).await.is_ok_and(|answer| answer.is_truthy()),
        None => false,
    }
}

fn manager() -> Option<StorageManager> {
    // Absent outside secure contexts, whatever the type says.
    let manager = window().navigator().storage();
    (!manager.is_undefined()).then_some(manager)
}
