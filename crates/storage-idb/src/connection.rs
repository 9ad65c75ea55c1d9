//! An open database.
//!
//! It is opened twice. rexie declares the stores, upgrades, and reads; but it keeps its connection to itself, so it can
//! neither ask for strict durability nor tell that the browser or another tab closed it. A second connection, opened with
//! idb, which rexie stands on, does both: it writes, and it listens.

use std::cell::Cell;
use std::rc::Rc;

use engine::store::{FORMAT, StoreError};
use idb::Factory;
use js_sys::Math;
use rexie::{Rexie, TransactionMode};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::IdbDatabase;

use crate::exception::{of_idb, of_rexie, while_opening};
use crate::schema::{META, declare, key};
use crate::value;
use crate::write::{DurableDatabase, Write};

/// What tells one database from another of the same name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Identity {
    /// Version of the layout of what is inside; see [`FORMAT`].
    pub(crate) format: u32,
    /// Drawn when the database was made.
    pub(crate) id: String,
}

impl Identity {
    fn fresh() -> Self {
        let id = format!(
            "{:013x}{:013x}",
            (Math::random() * 2f64.powi(52)) as u64,
            (Math::random() * 2f64.powi(52)) as u64
        );
        Self { format: FORMAT, id }
    }

    /// The identity of a row of `meta`.
    pub(crate) fn read(row: &JsValue) -> Option<Self> {
        let format = value::property(row, "format").as_ref().and_then(value::number)?;
        let id = value::property(row, "id").and_then(|id| id.as_string())?;
        Some(Self {
            format: u32::try_from(format).unwrap_or(u32::MAX),
            id,
        })
    }

    fn row(&self) -> JsValue {
        value::object(&[("format", self.format.into()), ("id", self.id.as_str().into())])
    }
}

/// How a connection comes to an end without our doing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Closing {
    /// The browser closed it; opening again may help.
    ByBrowser,
    /// Another tab upgrades the database to this version.
    Upgrade(u32),
    /// Somebody deletes the database.
    Deletion,
}

/// Why there is no connection.
#[derive(Debug)]
pub(crate) enum OpenError {
    /// The browser could not open the database.
    Store(StoreError),
    /// The database is not the one it was before.
    Replaced,
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> Self {
        OpenError::Store(error)
    }
}

/// An open database.
pub(crate) struct Connection {
    reader: Option<Rexie>,
    writer: DurableDatabase,
    /// Holds the listeners.
    _listener: idb::Database,
    open: Rc<Cell<bool>>,
    identity: Identity,
    /// Whether this opening made the database.
    pub(crate) made: bool,
}

impl Connection {
    /// Opens the database `name` at `version`. `known` is the id it had before; without one, a database that is not there is
    /// made. `on_closed` hears when it is closed by others.
    ///
    /// There is no time limit here: see [`crate::timing::at_most`].
    pub(crate) async fn open(name: String, version: u32, known: Option<String>, on_closed: Rc<dyn Fn(Closing)>) -> Result<Self, OpenError> {
        let reader = match declare(Rexie::builder(&name), version).build().await {
            Ok(reader) => reader,
            Err(error) => return Err(refused(&name, &error).await.into()),
        };
        let open = Rc::new(Cell::new(true));
        let (writer, listener) = open_writer(&name, &open, on_closed).await?;
        let fresh = Identity::fresh();
        let mut connection = Self {
            reader: Some(reader),
            writer,
            _listener: listener,
            open,
            identity: fresh,
            made: false,
        };
        match (connection.get(META, key::IDENTITY).await?.as_ref().and_then(Identity::read), known) {
            (Some(found), known) if known.as_ref().is_none_or(|known| *known == found.id) => connection.identity = found,
            (None, None) => connection.make().await?,
            // The database was removed and this one is new. Writing the end of a story into it would hide that.
            _ => return Err(OpenError::Replaced),
        }
        if connection.identity.format > FORMAT {
            return Err(StoreError::VersionTooNew {
                found: connection.identity.format,
            }
            .into());
        }
        Ok(connection)
    }

    /// Gives a new database its identity and reads it back: storage that takes writes and forgets them is refused.
    async fn make(&mut self) -> Result<(), StoreError> {
        let row = self.identity.row();
        let write = Write::make(self)?;
        write.put(&write.store(META)?, key::IDENTITY, &row)?;
        match write.finish().await {
            Ok(()) => self.made = true,
            // Another tab was faster.
            Err(StoreError::Superseded) => {}
            Err(error) => return Err(while_opening(error)),
        }
        let kept = self.get(META, key::IDENTITY).await?.as_ref().and_then(Identity::read);
        self.identity = kept.ok_or(StoreError::Refused)?;
        Ok(())
    }

    /// The connection that writes.
    pub(crate) fn writer(&self) -> &DurableDatabase {
        &self.writer
    }

    /// The identity of the database.
    pub(crate) fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Whether nobody has closed it.
    pub(crate) fn is_open(&self) -> bool {
        self.open.get()
    }

    /// A transaction that reads.
    pub(crate) fn read(&self, stores: &[&str]) -> Result<rexie::Transaction, StoreError> {
        let reader = self.reader.as_ref().ok_or(StoreError::Closed)?;
        reader
            .transaction(stores, TransactionMode::ReadOnly)
            .map_err(|error| of_rexie(&error))
    }

    /// A single value.
    pub(crate) async fn get(&self, store: &str, key: &str) -> Result<Option<JsValue>, StoreError> {
        let store = self.read(&[store])?.store(store).map_err(|error| of_rexie(&error))?;
        store.get(key.into()).await.map_err(|error| of_rexie(&error))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if let Some(reader) = self.reader.take() {
            reader.close();
        }
        // An event may be on its way, and its listener goes now.
        self.writer.set_onversionchange(None);
        self.writer.set_onclose(None);
        self.writer.close();
    }
}

async fn open_writer(
    name: &str,
    open: &Rc<Cell<bool>>,
    on_closed: Rc<dyn Fn(Closing)>,
) -> Result<(DurableDatabase, idb::Database), StoreError> {
    let request = Factory::new()
        .and_then(|factory| factory.open(name, None))
        .map_err(|error| while_opening(of_idb(&error)))?;
    let raw = IdbDatabase::from(request.await.map_err(|error| while_opening(of_idb(&error)))?);
    let mut listener = idb::Database::from(raw.clone());
    let (still_open, closing, tell) = (open.clone(), raw.clone(), on_closed.clone());
    listener.on_version_change(move |event| {
        // Closing at once is what lets the other tab go on; writes under way complete all the same.
        closing.close();
        still_open.set(false);
        let version = value::property(event.as_ref(), "newVersion").as_ref().and_then(value::number);
        tell(version.map_or(Closing::Deletion, |version| {
            Closing::Upgrade(u32::try_from(version).unwrap_or(u32::MAX))
        }));
    });
    let still_open = open.clone();
    listener.on_close(move |_| {
        if still_open.replace(false) {
            on_closed(Closing::ByBrowser);
        }
    });
    Ok((raw.unchecked_into(), listener))
}

/// Why rexie could not open. A database of a newer version of Kith still says which one.
async fn refused(name: &str, error: &rexie::Error) -> StoreError {
    match while_opening(of_rexie(error)) {
        StoreError::Backend { name: exception, .. } if exception == "VersionError" => StoreError::VersionTooNew {
            found: format_of(name).await.unwrap_or(FORMAT + 1),
        },
        other => other,
    }
}

async fn format_of(name: &str) -> Option<u32> {
    let (raw, _listener) = open_writer(name, &Rc::default(), Rc::new(|_| {})).await.ok()?;
    let database = idb::Database::from(IdbDatabase::from(raw.clone()));
    let store = database
        .transaction(&[META], idb::TransactionMode::ReadOnly)
        .and_then(|transaction| transaction.object_store(META));
    let row = store.and_then(|store| store.get(JsValue::from(key::IDENTITY))).ok()?.await.ok()??;
    raw.set_onversionchange(None);
    raw.close();
    Identity::read(&row).map(|identity| identity.format)
}
