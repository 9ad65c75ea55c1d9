//! What the worker's global scope offers, behind one door: `JsValue` goes no further.

use js_sys::{Date, Math, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessagePort};

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
    let filled = scope()
        .crypto()
        .ok()
        .and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).ok());
    if filled.is_none() {
        // Without a source of entropy ids still must not repeat: time and the weaker generator together do not.
        let weak = u128::from((Math::random() * 2f64.powi(52)) as u64) << 64 | u128::from((Math::random() * 2f64.powi(52)) as u64);
        return weak ^ u128::from(Date::now().to_bits()) << 32;
    }
    u128::from_le_bytes(bytes)
}

/// Waits until messages that have arrived are heard.
pub(super) async fn turn() {
    if let Some(turns) = Turns::new() {
        turns.next().await;
    }
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
        Some(Self {
            port: channel.port2(),
            channel,
        })
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
