//! [`IdbStore`]: the engine's `Store` on IndexedDB.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use engine::store::{Batch, Checkpoint, LogRow, Manifest, Slot, Store, StoreError};
use futures_util::future::join_all;
use wasm_bindgen::JsValue;

use crate::connection::{Closing, Connection, OpenError};
use crate::exception::{is_damage, is_passing, of_rexie};
use crate::schema::{BLOBS, BOOT, JOURNAL, LOG, META, QUARANTINE, SEGMENTS, STORES, VERSION, key};
use crate::timing::{at_most, sleep};
use crate::write::{Durability, Write, numbers};
use crate::{log, value};

/// Opening takes a few milliseconds; after so many, another tab must be holding the database back.
const OPEN_MILLIS: i32 = 8_000;
/// Pauses before the database is opened again.
const PAUSES: [i32; 3] = [20, 200, 1_000];

type Hear = Box<dyn Fn(StoreError)>;

struct Inner {
    name: String,
    version: u32,
    connection: RefCell<Option<Rc<Connection>>>,
    /// Id of the database that was opened first; another one of the same name is not ours.
    id: RefCell<Option<String>>,
    /// Why the database is not opened again: another tab upgraded it, or somebody deleted or replaced it.
    gone: Rc<RefCell<Option<StoreError>>>,
    hear: Rc<RefCell<Option<Hear>>>,
    made: Cell<bool>,
}

/// The engine's `Store` on IndexedDB. Clones share one connection.
#[derive(Clone)]
pub struct IdbStore {
    inner: Rc<Inner>,
}

impl IdbStore {
    /// Opens the database of this name, normally [`crate::DATABASE`], and makes it if there is none.
    ///
    /// # Errors
    /// [`StoreError::Refused`] where the browser keeps no data, [`StoreError::Blocked`] when another tab does not let go of
    /// an older version within eight seconds, [`StoreError::VersionTooNew`] when a newer version of Kith owns the data.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        Self::open_version(name, VERSION).await
    }

    pub(crate) async fn open_version(name: &str, version: u32) -> Result<Self, StoreError> {
        let inner = Inner {
            name: name.to_owned(),
            version,
            connection: RefCell::default(),
            id: RefCell::default(),
            gone: Rc::default(),
            hear: Rc::default(),
            made: Cell::new(false),
        };
        let store = Self { inner: Rc::new(inner) };
        let made = store.on(async |connection| Ok(connection.made)).await?;
        store.inner.made.set(made);
        Ok(store)
    }

    /// Deletes the database of this name, if there is one. Whoever has it open hears of it and lets go.
    ///
    /// # Errors
    /// [`StoreError::Blocked`] when somebody does not, or as the browser refuses.
    pub async fn remove(name: &'static str) -> Result<(), StoreError> {
        let removed = at_most(OPEN_MILLIS, rexie::Rexie::delete(name)).await;
        removed.ok_or(StoreError::Blocked)?.map_err(|error| of_rexie(&error))
    }

    /// Whether opening made the database: there was nothing before.
    #[must_use]
    pub fn is_new(&self) -> bool {
        self.inner.made.get()
    }

    /// Calls `hear` when another tab upgrades or deletes the database, or the browser closes it: before any call fails.
    pub fn on_closed(&self, hear: impl Fn(StoreError) + 'static) {
        self.inner.hear.replace(Some(Box::new(hear)));
    }

    /// The connection, opened again if the last one was lost.
    async fn connection(&self) -> Result<Rc<Connection>, StoreError> {
        let Inner {
            name,
            version,
            id,
            gone,
            hear,
            connection,
            ..
        } = &*self.inner;
        if let Some(reason) = &*gone.borrow() {
            return Err(reason.clone());
        }
        if let Some(connection) = connection.borrow().clone().filter(|connection| connection.is_open()) {
            return Ok(connection);
        }
        let (reason, told) = (gone.clone(), hear.clone());
        let on_closed: Rc<dyn Fn(Closing)> = Rc::new(move |closing| {
            let error = match closing {
                Closing::Upgrade(version) => StoreError::VersionTooNew { found: version },
                Closing::Deletion | Closing::ByBrowser => StoreError::Closed,
            };
            if closing != Closing::ByBrowser {
                reason.borrow_mut().get_or_insert(error.clone());
            }
            if let Some(told) = &*told.borrow() {
                told(error);
            }
        });
        let opening = Connection::open(name.clone(), *version, id.borrow().clone(), on_closed);
        let opened = match at_most(OPEN_MILLIS, opening)
            .await
            .unwrap_or(Err(OpenError::Store(StoreError::Blocked)))
        {
            Ok(opened) => Rc::new(opened),
            Err(OpenError::Store(error)) => return Err(error),
            Err(OpenError::Replaced) => {
                gone.replace(Some(StoreError::Closed));
                return Err(StoreError::Closed);
            }
        };
        id.replace(Some(opened.identity().id.clone()));
        connection.replace(Some(opened.clone()));
        Ok(opened)
    }

    /// Does the work, on a new connection if the old one turns out to be lost.
    ///
    /// Work that wrote before it failed may be done twice: a log row with a known change has no effect when it is read.
    async fn on<T>(&self, work: impl AsyncFn(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut pauses = PAUSES.into_iter();
        loop {
            let error = match self.connection().await {
                Ok(connection) => match work(&connection).await {
                    Err(error) if is_passing(&error) => {
                        self.forget(&connection);
                        error
                    }
                    result => return result,
                },
                Err(error) => error,
            };
            if let Some(reason) = &*self.inner.gone.borrow() {
                return Err(reason.clone());
            }
            let Some(pause) = pauses.next().filter(|_| is_passing(&error)) else {
                return Err(error);
            };
            sleep(pause).await;
        }
    }

    fn forget(&self, connection: &Rc<Connection>) {
        let mut known = self.inner.connection.borrow_mut();
        if known.as_ref().is_some_and(|known| Rc::ptr_eq(known, connection)) {
            *known = None;
        }
    }

    async fn all_bytes(&self, store: &'static str) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.on(async |connection| {
            let store = connection.read(&[store])?.store(store).map_err(|error| of_rexie(&error))?;
            let (keys, values) = (store.get_all_keys(None, None), store.get_all(None, None));
            let (keys, values) = futures_util::future::join(keys, values).await;
            let keys = keys.map_err(|error| of_rexie(&error))?;
            let values = values.map_err(|error| of_rexie(&error))?;
            let rows = keys
                .iter()
                .zip(&values)
                .filter_map(|(key, bytes)| Some((key.as_string()?, value::to_bytes(bytes)?)));
            Ok(rows.collect())
        })
        .await
    }

    async fn all_keys(&self, store: &'static str) -> Result<Vec<String>, StoreError> {
        self.on(async |connection| {
            let store = connection.read(&[store])?.store(store).map_err(|error| of_rexie(&error))?;
            let keys = store.get_all_keys(None, None).await.map_err(|error| of_rexie(&error))?;
            Ok(keys.iter().filter_map(JsValue::as_string).collect())
        })
        .await
    }

    async fn put_bytes(&self, store: &'static str, key: &str, bytes: &[u8], durability: Durability) -> Result<(), StoreError> {
        let bytes = value::bytes(bytes);
        self.on(async |connection| {
            let write = Write::begin(connection, &[store], durability)?;
            write.put(&write.store(store)?, key, &bytes)?;
            write.finish().await
        })
        .await
    }
}

impl Store for IdbStore {
    async fn manifest(&self) -> Result<Option<Manifest>, StoreError> {
        self.on(async |connection| Ok(connection.get(META, key::MANIFEST).await?.map(|row| read_manifest(&row))))
            .await
    }

    async fn segments(&self, keys: &[String]) -> Result<Vec<Option<Vec<u8>>>, StoreError> {
        self.on(async |connection| {
            let store = connection.read(&[SEGMENTS])?.store(SEGMENTS).map_err(|error| of_rexie(&error))?;
            let found = join_all(keys.iter().map(|key| store.get(key.as_str().into()))).await;
            let mut segments = Vec::with_capacity(keys.len());
            for (key, found) in keys.iter().zip(found) {
                let found = match found.map_err(|error| of_rexie(&error)) {
                    Ok(found) => Ok(found),
                    // One bad value ends the transaction for all of them: read the rest one by one.
                    Err(_) => connection.get(SEGMENTS, key).await,
                };
                match found {
                    Ok(found) => segments.push(found.as_ref().and_then(value::to_bytes)),
                    Err(error) if is_damage(&error) => segments.push(None),
                    Err(error) => return Err(error),
                }
            }
            Ok(segments)
        })
        .await
    }

    async fn log_after(&self, seq: u64, limit: u32) -> Result<Vec<LogRow>, StoreError> {
        self.on(async |connection| log::page(connection, seq, limit).await).await
    }

    async fn log_rows(&self, seqs: &[u64]) -> Result<Vec<LogRow>, StoreError> {
        self.on(async |connection| log::rows(connection, seqs).await).await
    }

    async fn append(&self, batch: Batch) -> Result<Vec<u64>, StoreError> {
        let row = |(change, inverse): &(Vec<u8>, Vec<u8>)| value::object(&[("c", value::bytes(change)), ("i", value::bytes(inverse))]);
        let rows = batch.rows.iter().map(row).collect::<Vec<_>>();
        let journal = batch
            .journal
            .iter()
            .map(|(key, bytes)| (key, value::bytes(bytes)))
            .collect::<Vec<_>>();
        self.on(async |connection| {
            let write = Write::begin(connection, &[LOG, JOURNAL], Durability::Strict)?;
            let (log, losers) = (write.store(LOG)?, write.store(JOURNAL)?);
            for (key, bytes) in &journal {
                write.put(&losers, key, bytes)?;
            }
            let requests = rows.iter().map(|row| write.append(&log, row)).collect::<Result<Vec<_>, _>>()?;
            write.finish().await?;
            numbers(&requests)
        })
        .await
    }

    async fn checkpoint(&self, checkpoint: Checkpoint) -> Result<u64, StoreError> {
        let version = checkpoint.replaces + 1;
        let segments = checkpoint
            .segments
            .iter()
            .map(|(key, bytes)| (key, value::bytes(bytes)))
            .collect::<Vec<_>>();
        let manifest = value::object(&[("v", value::key(version)), ("b", value::bytes(&checkpoint.manifest))]);
        self.on(async |connection| {
            let mut write = Write::begin(connection, &[SEGMENTS], Durability::Relaxed)?;
            let (chunks, meta) = (write.store(SEGMENTS)?, write.store(META)?);
            let newest = write.ask(&meta, key::MANIFEST)?;
            for (key, bytes) in &segments {
                write.put(&chunks, key, bytes)?;
            }
            write.put(&meta, key::MANIFEST, &manifest)?;
            // Last, so that a key that is written and dropped at once is gone.
            for key in &checkpoint.dropped {
                write.delete(&chunks, key)?;
            }
            let newest = write.answer(newest).await?;
            if newest.map_or(0, |row| read_manifest(&row).version) != checkpoint.replaces {
                return Err(StoreError::Superseded);
            }
            write.finish().await?;
            Ok(version)
        })
        .await
    }

    async fn journal(&self) -> Result<Vec<(String, Vec<u8>)>, StoreError> {
        self.all_bytes(JOURNAL).await
    }

    async fn quarantine(&self, name: String, bytes: Vec<u8>) -> Result<(), StoreError> {
        self.put_bytes(QUARANTINE, &name, &bytes, Durability::Relaxed).await
    }

    async fn quarantined(&self) -> Result<Vec<String>, StoreError> {
        self.all_keys(QUARANTINE).await
    }

    async fn slot(&self, slot: Slot) -> Result<Option<Vec<u8>>, StoreError> {
        let (store, key) = place(slot);
        self.on(async |connection| Ok(connection.get(store, key).await?.as_ref().and_then(value::to_bytes)))
            .await
    }

    async fn put_slot(&self, slot: Slot, bytes: Vec<u8>) -> Result<(), StoreError> {
        let (store, key) = place(slot);
        self.put_bytes(store, key, &bytes, Durability::Relaxed).await
    }

    async fn chunk(&self, key: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.on(async |connection| match connection.get(BLOBS, key).await {
            Ok(found) => Ok(found.as_ref().and_then(value::to_bytes)),
            Err(error) if is_damage(&error) => Ok(None),
            Err(error) => Err(error),
        })
        .await
    }

    async fn put_chunk(&self, key: &str, bytes: &[u8]) -> Result<(), StoreError> {
        self.put_bytes(BLOBS, key, bytes, Durability::Strict).await
    }

    async fn chunk_keys(&self) -> Result<Vec<String>, StoreError> {
        self.all_keys(BLOBS).await
    }

    async fn drop_chunks(&self, keys: &[String]) -> Result<(), StoreError> {
        self.on(async |connection| {
            let write = Write::begin(connection, &[BLOBS], Durability::Relaxed)?;
            let store = write.store(BLOBS)?;
            for key in keys {
                write.delete(&store, key)?;
            }
            write.finish().await
        })
        .await
    }

    async fn erase(&self) -> Result<(), StoreError> {
        self.on(async |connection| {
            let write = Write::begin(connection, &STORES, Durability::Strict)?;
            for name in STORES.into_iter().filter(|name| *name != META) {
                write.clear(&write.store(name)?)?;
            }
            // The identity stays: it is the same database, and the numbers of its log go on.
            let meta = write.store(META)?;
            for key in [key::MANIFEST, key::DEVICE, key::WORK] {
                write.delete(&meta, key)?;
            }
            write.finish().await
        })
        .await
    }
}

fn place(slot: Slot) -> (&'static str, &'static str) {
    match slot {
        Slot::Device => (META, key::DEVICE),
        Slot::FirstScreen => (BOOT, key::FIRST_SCREEN),
        Slot::Work => (META, key::WORK),
    }
}

/// The manifest of its row. One that cannot be read has a version all the same, so that the next checkpoint can replace it.
fn read_manifest(row: &JsValue) -> Manifest {
    let version = value::property(row, "v").as_ref().and_then(value::number).unwrap_or_default();
    let bytes = value::property(row, "b").as_ref().and_then(value::to_bytes).unwrap_or_default();
    Manifest { version, bytes }
}
