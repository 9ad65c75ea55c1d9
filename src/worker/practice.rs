//! The practice copy: another database on this device, filled with what is here, that a tab opens in place of its own.
//!
//! Nothing leads back: the copy has a device of its own and its own log, and goes as a whole. A lock says that somebody
//! practises, or is about to; without one a copy is left over.

use std::cell::RefCell;

use bridge::{Failure, Request};
use engine::service::{Attachment, trouble};
use engine::session::drive;
use engine::store::StoreError;
use storage_idb::IdbStore;

use super::browser::now;
use super::host::Host;
use super::locks::{Held, exist, try_lock};
use super::open::{Opened, open_copy};

/// Name of the database.
pub(super) const DATABASE: &str = "kith-practice";
/// The lock of who practises.
const PRACTISING: &str = "kith-practising";

thread_local! {
    /// The lock, until the worker ends: from the filling of the copy on, and all the time that it is open.
    static HELD: RefCell<Option<Held>> = const { RefCell::new(None) };
}

/// Says that this worker practises. Of two that do, the first has the lock.
pub(super) async fn hold() {
    let held = try_lock(PRACTISING).await;
    HELD.with(|own| {
        let mut own = own.borrow_mut();
        *own = own.take().or(held);
    });
}

fn failed(error: StoreError) -> Failure {
    Failure::Storage(trouble(&error))
}

impl Host {
    /// Makes a copy of everything that is here, in place of one that was left over.
    pub(super) async fn fill_practice(&self) -> Result<(), Failure> {
        let bytes = self.service.everything().await?;
        hold().await;
        IdbStore::remove(DATABASE).await.map_err(failed)?;
        let Opened { service: copy, .. } = open_copy(None).await.map_err(Failure::Storage)?;
        let file = Attachment {
            name: String::new(),
            bytes,
        };
        copy.handle(Request::CheckBackup, vec![file]).await?;
        copy.handle(Request::Restore { merge: true }, Vec::new()).await?;
        copy.handle(Request::Flush, Vec::new()).await?;
        // Only opens faster with it.
        let _ = drive::checkpoint(copy.session(), copy.store(), now().max(0) as u64).await;
        Ok(())
    }
}

/// Takes a copy away; refused as long as somebody practises with it.
pub(super) async fn discard() -> Result<(), Failure> {
    let free = try_lock(PRACTISING).await;
    if free.is_none() && exist() {
        return Err(Failure::Cancelled);
    }
    IdbStore::remove(DATABASE).await.map_err(failed)
}
