//! Taking away what no file needs any more, and never what another tab is just about to name.
//!
//! Contents of files are kept before the change that names them. So whoever adds files holds a lock until that change is durable,
//! and contents are swept only under the same lock.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::host::Host;
use super::locks::{Held, exist, try_lock};

/// The lock of who adds or restores files, and of who sweeps.
pub(super) const ATTACHING: &str = "kith-attach";
/// Nobody waits longer to add files: another tab that stands still with the lock adds or sweeps nothing meanwhile.
pub(super) const LONGEST_ATTACHING_MILLIS: u32 = 10_000;
/// Time between two looks whether everything is durable, or nobody else adds files.
const PAUSE_MILLIS: i32 = 500;

impl Host {
    /// Holds the lock until everything that was changed is durable.
    pub(super) fn hold_until_kept(self: &Rc<Self>, attaching: Held) {
        if self.service.session().borrow().unsaved() == 0 {
            drop(attaching);
            return;
        }
        let host = self.clone();
        self.later(PAUSE_MILLIS, move || host.hold_until_kept(attaching));
    }

    /// Sweeps once nobody adds files.
    pub(super) fn sweep_soon(self: &Rc<Self>) {
        if self.sweeping.replace(true) {
            return;
        }
        let host = self.clone();
        self.later(PAUSE_MILLIS, move || {
            spawn_local(async move {
                let attaching = try_lock(ATTACHING).await;
                // What the store refuses goes with the sweep after the next deletion.
                let swept = (attaching.is_some() || !exist()) && {
                    host.keep();
                    host.service.sweep_files().await.is_ok()
                };
                drop(attaching);
                host.tell_events();
                host.sweeping.set(false);
                // The deletion was not durable yet. Where nothing is kept at all, the next answer asks again.
                let waits = host.service.wants_sweep() && host.service.session().borrow().stopped().is_none();
                if swept && waits {
                    host.sweep_soon();
                }
            });
        });
    }
}
