//! Looking for what has been in the bin for too long, a while after opening and now and then.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::host::Host;

/// Time from opening to the first look.
const FIRST_MILLIS: i32 = 30_000;
/// Time between two looks while the tab is open.
const EVERY_MILLIS: i32 = 6 * 3_600_000;

impl Host {
    /// Looks for it as long as the tab is open.
    pub(super) fn begin_retention(self: &Rc<Self>) {
        self.look_in(FIRST_MILLIS);
    }

    fn look_in(self: &Rc<Self>, millis: i32) {
        let host = self.clone();
        self.later(millis, move || {
            spawn_local(async move {
                // What cannot be deleted now goes with a later look; what was deleted before that is kept all the same.
                let _ = host.service.empty_old_bin().await;
                host.tell_unsaved();
                host.tell_events();
                host.keep();
                if host.service.wants_sweep() {
                    host.sweep_soon();
                }
                host.look_in(EVERY_MILLIS);
            });
        });
    }
}
