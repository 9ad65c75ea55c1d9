//! What is new in the inbox, for the counts of the navigation and for reminders.

use std::sync::Arc;
use std::time::Duration;

use bridge::inbox::Inbox;
use bridge::status::Status;

use crate::client::{Engine, Follow, use_answer};
use crate::platform::clock;
use crate::reactive::prelude::*;

/// Notices that are read for reminders: what came up since the last look is among the newest.
const NEWEST: u32 = 40;
/// Time passes: what is due is looked for every minute.
const EVERY: Duration = Duration::from_secs(60);
/// After a change it is looked for when nothing else has changed meanwhile; the work itself goes first.
const AFTER_CHANGES: Duration = Duration::from_millis(1_000);

/// The newest notices and the counts, asked for after the first rows, after changes and every minute.
pub(super) fn inbox_of(engine: Engine, status: Signal<Option<Arc<Status>>>, started: RwSignal<bool>) -> Signal<Option<Arc<Inbox>>> {
    let now = clock::use_now(EVERY);
    let changed = Trigger::new();
    // Any change is in the state of storage.
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        if let Some(Some(timer)) = before {
            timer.clear();
        }
        status.track();
        set_timeout_with_handle(move || changed.notify(), AFTER_CHANGES).ok()
    });
    use_answer(Follow::Nothing, move || {
        now.track();
        changed.track();
        let started = started.get();
        async move {
            if started {
                engine.inbox(NEWEST).await
            } else {
                Ok(Inbox::default())
            }
        }
    })
    .value()
}
