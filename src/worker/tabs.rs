//! Word between the tabs of one origin: the log grew.

use bridge::host::CHANNEL;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// What is said on the channel. Anything else, from whoever shares the origin, is not for us.
const GREW: &str = "kith:log";

/// The channel, with its listener.
pub(super) struct Tabs {
    channel: Option<BroadcastChannel>,
    _heard: Option<Closure<dyn FnMut(MessageEvent)>>,
}

impl Tabs {
    /// Calls `grew` when another tab has kept something. Without the channel other tabs are noticed when the page wakes.
    pub(super) fn listen(grew: impl Fn() + 'static) -> Self {
        let Ok(channel) = BroadcastChannel::new(CHANNEL) else {
            return Self {
                channel: None,
                _heard: None,
            };
        };
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if event.data().as_string().as_deref() == Some(GREW) {
                grew();
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Self {
            channel: Some(channel),
            _heard: Some(heard),
        }
    }

    /// Says that this tab has kept something.
    pub(super) fn say(&self) {
        if let Some(channel) = &self.channel {
            // A closed channel has nobody on it.
            let _ = channel.post_message(&GREW.into());
        }
    }
}
