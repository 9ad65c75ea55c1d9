//! One write: a transaction that is checked, committed and waited for, or leaves nothing behind.
//!
//! Requests are issued one after the other without waiting, so the transaction never idles; the only thing awaited before
//! it is complete is its own first request, which reads the identity of the database. Dropping a write aborts it.
//!
//! Why not `rexie::Transaction`: it passes no durability, and after an abort it cannot say why. Listeners are the resolving
//! functions of promises, which the browser keeps: a closure of ours could be gone by the time an aborted request calls it.

use engine::store::StoreError;
use js_sys::{Array, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, IdbDatabase, IdbObjectStore, IdbRequest, IdbTransaction};

use crate::connection::{Connection, Identity};
use crate::exception::{of_exception, of_value};
use crate::schema::{META, key};
use crate::value;

#[wasm_bindgen]
extern "C" {
    /// `IDBDatabase` with the third parameter of `transaction`, which web-sys keeps behind a flag.
    #[wasm_bindgen(extends = IdbDatabase)]
    #[derive(Clone)]
    pub(crate) type DurableDatabase;

    #[wasm_bindgen(method, catch)]
    fn transaction(this: &DurableDatabase, stores: &Array, mode: &str, options: &JsValue) -> Result<IdbTransaction, JsValue>;
}

/// Whether a completed transaction must have reached the disk.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Durability {
    /// It has: for what cannot be made again.
    Strict,
    /// It will soon: for what can be made again from the log.
    Relaxed,
}

impl Durability {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Durability::Strict => "strict",
            Durability::Relaxed => "relaxed",
        }
    }
}

/// A question asked inside a transaction; its answer may come before anybody waits for it.
pub(crate) struct Question {
    request: IdbRequest,
    answered: Promise,
}

/// A transaction that writes.
pub(crate) struct Write {
    transaction: IdbTransaction,
    /// Resolves with the event that ends the transaction.
    ended: Promise,
    /// The database must have this id, or none yet.
    expected: Option<String>,
    identity: Option<Question>,
    open: bool,
}

impl Write {
    /// Opens a transaction over `stores` of the database that was opened.
    pub(crate) fn begin(connection: &Connection, stores: &[&str], durability: Durability) -> Result<Self, StoreError> {
        Self::open(connection, stores, durability, Some(connection.identity().id.clone()))
    }

    /// Opens a transaction that makes a new database; refused as superseded when another tab has made it.
    pub(crate) fn make(connection: &Connection) -> Result<Self, StoreError> {
        Self::open(connection, &[], Durability::Strict, None)
    }

    fn open(connection: &Connection, stores: &[&str], durability: Durability, expected: Option<String>) -> Result<Self, StoreError> {
        let names = stores.iter().copied().chain([META]).map(JsValue::from).collect::<Array>();
        let options = value::object(&[("durability", durability.name().into())]);
        let transaction = connection
            .writer()
            .transaction(&names, "readwrite", &options)
            .map_err(|error| of_value(&error))?;
        let ended = Promise::new(&mut |resolve, _| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&resolve));
        });
        let mut write = Self {
            transaction,
            ended,
            expected,
            identity: None,
            open: true,
        };
        write.identity = Some(write.ask(&write.store(META)?, key::IDENTITY)?);
        Ok(write)
    }

    /// A store of the transaction.
    pub(crate) fn store(&self, name: &str) -> Result<IdbObjectStore, StoreError> {
        self.transaction.object_store(name).map_err(|error| of_value(&error))
    }

    /// Asks for a value.
    pub(crate) fn ask(&self, store: &IdbObjectStore, key: &str) -> Result<Question, StoreError> {
        let request = store.get(&key.into()).map_err(|error| of_value(&error))?;
        let answered = Promise::new(&mut |resolve, _| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&resolve));
        });
        Ok(Question { request, answered })
    }

    /// Puts a value under a key.
    pub(crate) fn put(&self, store: &IdbObjectStore, key: &str, value: &JsValue) -> Result<(), StoreError> {
        store.put_with_key(value, &key.into()).map(drop).map_err(|error| of_value(&error))
    }

    /// Adds a row that gets its number from the store; read it with [`numbers`] when the write is complete.
    pub(crate) fn append(&self, store: &IdbObjectStore, row: &JsValue) -> Result<IdbRequest, StoreError> {
        store.put(row).map_err(|error| of_value(&error))
    }

    /// Removes a value.
    pub(crate) fn delete(&self, store: &IdbObjectStore, key: &str) -> Result<(), StoreError> {
        store.delete(&key.into()).map(drop).map_err(|error| of_value(&error))
    }

    /// Removes every value.
    pub(crate) fn clear(&self, store: &IdbObjectStore) -> Result<(), StoreError> {
        store.clear().map(drop).map_err(|error| of_value(&error))
    }

    /// The answer to a question asked in this transaction.
    pub(crate) async fn answer(&mut self, question: Question) -> Result<Option<JsValue>, StoreError> {
        JsFuture::from(question.answered).await.map_err(|error| of_value(&error))?;
        match question.request.error() {
            Ok(None) => {
                let found = question.request.result().map_err(|error| of_value(&error))?;
                Ok(Some(found).filter(|found| !found.is_undefined() && !found.is_null()))
            }
            // Some request of this transaction failed first; how the transaction ended says which and why.
            Ok(Some(error)) => {
                self.end().await?;
                Err(of_exception(&error))
            }
            Err(error) => Err(of_value(&error)),
        }
    }

    /// Commits and waits until everything is kept. After an error nothing is.
    pub(crate) async fn finish(mut self) -> Result<(), StoreError> {
        self.check().await?;
        self.open = false;
        // A transaction that a failing request has aborted meanwhile cannot be committed; how it ended says why.
        #[allow(
            deprecated,
            reason = "web-sys marks `commit` as removed, but it is part of IndexedDB 3.0 and of every browser"
        )]
        let _ = self.transaction.commit();
        self.end().await
    }

    /// Compares the identity of the database inside this very transaction.
    async fn check(&mut self) -> Result<(), StoreError> {
        let Some(question) = self.identity.take() else { return Ok(()) };
        let found = self.answer(question).await?;
        match found.as_ref().and_then(Identity::read) {
            Some(found) if found.format > engine::store::FORMAT => Err(StoreError::VersionTooNew { found: found.format }),
            found => match (found, &self.expected) {
                (Some(found), Some(expected)) if found.id == *expected => Ok(()),
                (None, None) => Ok(()),
                (Some(_), None) => Err(StoreError::Superseded),
                // Emptied or replaced behind our back: what lies in it is not what our rows continue.
                (_, Some(_)) => Err(StoreError::Closed),
            },
        }
    }

    async fn end(&mut self) -> Result<(), StoreError> {
        let event = JsFuture::from(self.ended.clone()).await.map_err(|error| of_value(&error))?;
        self.open = false;
        let completed = event.dyn_ref::<Event>().is_some_and(|event| event.type_() == "complete");
        if completed {
            return Ok(());
        }
        Err(self.transaction.error().as_ref().map_or(StoreError::Closed, of_exception))
    }
}

impl Drop for Write {
    fn drop(&mut self) {
        if self.open {
            // Fails only when the transaction has ended already.
            let _ = self.transaction.abort();
        }
    }
}

/// The numbers that a complete write gave to its rows.
pub(crate) fn numbers(requests: &[IdbRequest]) -> Result<Vec<u64>, StoreError> {
    let number = |request: &IdbRequest| {
        let found = request.result().map_err(|error| of_value(&error))?;
        value::number(&found).ok_or_else(|| StoreError::Backend {
            name: "DataError".to_owned(),
            message: "a log row got no number".to_owned(),
        })
    };
    requests.iter().map(number).collect()
}
