//! Opening: slot, store, device, session.

use bridge::status::StorageTrouble;
use engine::service::{Device, Service, Surroundings, trouble};
use engine::session::drive::{self, OpenError};
use engine::store::{AsOf, StoreError};
use futures_util::future::join3;
use model::ActorId;
use storage_idb::{DATABASE, IdbStore};

use super::browser::{elapsed, entropy, now, turn};
use super::keep::WRITING;
use super::legacy::BrowserDecoder;
use super::locks::{Held, exist, lock, lock_at_most, try_lock};
use super::practice;

/// Tabs of one browser that can write at the same time. A slot is an actor: the more slots, the longer the vectors.
const SLOTS: u16 = 64;
/// A tab that stands still with the lock in its hands keeps nobody from opening for longer.
const LONGEST_WAIT_MILLIS: u32 = 1_000;

/// An open engine.
pub(super) struct Opened {
    pub service: Service<IdbStore>,
    /// The device's id as text, for the page to remember.
    pub device: String,
    /// Name of the lock that is held as long as the worker lives; empty where there are no locks.
    pub life: String,
    /// Data was here before and is gone.
    pub evicted: bool,
    /// Held until the worker ends.
    pub held: Vec<Held>,
}

/// Opens everything. `sentinel` is the device's id as the page remembers it outside the database.
///
/// # Errors
/// Why the engine cannot be used; nothing was changed then.
pub(super) async fn open(sentinel: Option<String>) -> Result<Opened, StorageTrouble> {
    open_at(DATABASE, sentinel).await
}

/// Opens the practice copy. One that had to be made anew counts as gone: it is empty, and nobody wants to practise with that.
///
/// # Errors
/// As with [`open`].
pub(super) async fn open_copy(sentinel: Option<String>) -> Result<Opened, StorageTrouble> {
    practice::hold().await;
    let mut opened = open_at(practice::DATABASE, sentinel).await?;
    opened.evicted |= opened.service.store().kept().is_new();
    Ok(opened)
}

async fn open_at(database: &str, sentinel: Option<String>) -> Result<Opened, StorageTrouble> {
    let mut life = format!("kith-life-{:032x}", entropy());
    // Each asks the browser's own process and waits for it: none waits for another.
    let (alive, (slot, seat), store) = join3(lock(&life), seat(), IdbStore::open(database)).await;
    if alive.is_none() {
        life.clear();
    }
    let failed = |error: StoreError| trouble(&error);
    let store = AsOf::now(store.map_err(failed)?);
    let known = Device::read(&store).await.map_err(failed)?;
    // Another tab that was still open may have made the database anew; then it belongs to another device.
    let evicted = sentinel.is_some_and(|sentinel| known.as_ref().is_none_or(|known| name_of(known.id) != sentinel));
    let device = match known {
        Some(device) => device,
        None => make_device(&store).await.map_err(failed)?,
    };
    let session = drive::open_partly(&store, ActorId::new(device.id, slot), drive::SMALL_ROWS)
        .await
        .map_err(|error| match error {
            OpenError::Newer => StorageTrouble::Newer,
            OpenError::Store(error) => trouble(&error),
        })?;
    let surroundings = Surroundings {
        now: Box::new(now),
        elapsed: Box::new(elapsed),
        entropy: Box::new(entropy),
        turn: Box::new(|| Box::pin(turn())),
        legacy: Box::new(|| Some(Box::new(BrowserDecoder::default()))),
    };
    let service = Service::new(session, store, surroundings);
    Ok(Opened {
        service,
        device: name_of(device.id),
        life,
        evicted,
        held: alive.into_iter().chain(seat).collect(),
    })
}

/// The id of a device as text.
fn name_of(device: u64) -> String {
    format!("{device:012x}")
}

/// Gives this device its id. Two tabs that open a new database at the same time agree on one, in the order of the lock.
async fn make_device(store: &AsOf<IdbStore>) -> Result<Device, StoreError> {
    let _held = lock_at_most(WRITING, LONGEST_WAIT_MILLIS).await;
    if let Some(device) = Device::read(store).await? {
        return Ok(device);
    }
    let device = Device {
        id: entropy() as u64 & 0xffff_ffff_ffff,
        ..Device::default()
    };
    device.write(store).await?;
    Ok(device)
}

/// The first free slot. With every slot taken, or without locks, a random one beyond them is used for this session only:
/// two tabs that wrote as one author would lose changes to each other.
async fn seat() -> (u16, Option<Held>) {
    for slot in 0..SLOTS {
        let held = try_lock(&format!("kith-tab-{slot}")).await;
        if held.is_some() {
            return (slot, held);
        }
        if !exist() {
            break;
        }
    }
    let slot = SLOTS + (entropy() as u16 % (u16::MAX - SLOTS));
    (slot, try_lock(&format!("kith-tab-{slot}")).await)
}
