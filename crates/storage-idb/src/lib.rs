//! The engine's `Store` on IndexedDB; the only crate that names rexie.
//!
//! What holds here, and is tested in a real browser:
//! - Every write is one transaction: all of it or nothing, also when the browser is killed. Values are prepared first,
//!   then put; nothing but the transaction itself is awaited before it is complete.
//! - Transactions that carry a person's changes ask for strict durability; "saved" is said after they are complete.
//! - Every write checks inside its own transaction that the database is still the one that was opened and that no newer
//!   version of Kith has taken it over.
//! - A connection that the browser closes is opened again up to three times. A database that was deleted or upgraded by
//!   somebody else is not: an empty database must never be mistaken for a new one.
//! - `JsValue` and the exceptions of the browser never leave this crate; errors are told apart by the exception's name.

mod connection;
mod exception;
mod log;
mod schema;
mod store;
mod timing;
mod value;
mod write;

pub use schema::DATABASE;
pub use store::IdbStore;

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
