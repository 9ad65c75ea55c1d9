//! Opening: slot, store, device, session.

use bridge::status::StorageTrouble;
use engine::service::{Device, Service, Surroundings, trouble};
use engine::session::drive::{self, OpenError};
use engine::store::StoreError;
use model::ActorId;
use storage_idb::{DATABASE, IdbStore};

use super::browser::{Held, elapsed, entropy, lock, now, try_lock};
use super::legacy::BrowserDecoder;

/// Tabs of one browser that can write at the same time. A slot is an actor: the more slots, the longer the vectors.
const SLOTS: u16 = 64;

/// An open engine.
pub(super) struct Opened {
    pub service: Service<IdbStore>,
    /// The device's id as text, for the page to remember.
    pub device: String,
    /// Name of the lock that is held as long as the worker lives.
    pub life: String,
    /// Data was here before and is gone.
    pub evicted: bool,
    /// Held until the worker ends.
    pub _held: [Held; 2],
}

/// Opens everything. `sentinel` is the device's id as the page remembers it outside the database.
///
/// # Errors
/// Why the engine cannot be used; nothing was changed then.
pub(super) async fn open(sentinel: Option<String>) -> Result<Opened, StorageTrouble> {
    let life = format!("kith-life-{:032x}", entropy());
    let alive = lock(&life).await;
    let (slot, seat) = seat().await;
    let failed = |error: StoreError| trouble(&error);
    let store = IdbStore::open(DATABASE).await.map_err(failed)?;
    let known = Device::read(&store).await.map_err(failed)?;
    let evicted = known.is_none() && sentinel.is_some();
    let device = match known {
        Some(device) => device,
        None => {
            let device = Device { id: entropy() as u64 & 0xffff_ffff_ffff, ..Device::default() };
            device.write(&store).await.map_err(failed)?;
            device
        }
    };
    let session = drive::open(&store, ActorId::new(device.id, slot)).await.map_err(|error| match error {
        OpenError::Newer => StorageTrouble::Newer,
        OpenError::Store(error) => trouble(&error),
    })?;
    let surroundings = Surroundings {
        now: Box::new(now),
        elapsed: Box::new(elapsed),
        entropy: Box::new(entropy),
        legacy: Box::new(|| Some(Box::new(BrowserDecoder::default()))),
    };
    let service = Service::new(session, store, surroundings);
    Ok(Opened { service, device: format!("{:012x}", device.id), life, evicted, _held: [alive, seat] })
}

/// The first free slot. With every slot taken a random one beyond them is used for this session only.
async fn seat() -> (u16, Held) {
    for slot in 0..SLOTS {
        if let Some(held) = try_lock(&format!("kith-tab-{slot}")).await {
            return (slot, held);
        }
    }
    let slot = SLOTS + (entropy() as u16 % (u16::MAX - SLOTS));
    (slot, lock(&format!("kith-tab-{slot}")).await)
}
