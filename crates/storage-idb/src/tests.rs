//! The store on a real IndexedDB. Each test has a database of its own and deletes it.

#![allow(clippy::unwrap_used, reason = "a test may stop at what it does not expect")]

use std::cell::RefCell;
use std::rc::Rc;

use engine::store::{Batch, Checkpoint, FORMAT, Manifest, Slot, Store, StoreError, conformance};
use js_sys::{Function, Reflect};
use rexie::{ObjectStore, Rexie, TransactionMode};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use crate::schema::{BLOBS, JOURNAL, LOG, META, SEGMENTS, STORES, VERSION, declare, key};
use crate::timing::sleep;
use crate::{IdbStore, value};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

/// A database that is gone before and after the test.
struct Scratch(&'static str);

impl Scratch {
    async fn new(name: &'static str) -> Self {
        Rexie::delete(name).await.unwrap();
        Self(name)
    }

    async fn open(&self) -> IdbStore {
        IdbStore::open(self.0).await.unwrap()
    }

    /// The database as somebody else would open it.
    async fn raw(&self) -> Rexie {
        declare(Rexie::builder(self.0), VERSION).build().await.unwrap()
    }

    async fn end(self, stores: impl IntoIterator<Item = IdbStore>) {
        stores.into_iter().for_each(drop);
        Rexie::delete(self.0).await.unwrap();
    }
}

fn rows(rows: &[&[u8]]) -> Batch {
    Batch {
        rows: rows.iter().map(|change| (change.to_vec(), vec![0])).collect(),
        journal: Vec::new(),
    }
}

async fn changes(store: &IdbStore) -> Vec<Vec<u8>> {
    store.log_after(0, 1_000).await.unwrap().into_iter().map(|row| row.change).collect()
}

async fn put_raw(database: &Rexie, store: &str, key: Option<&str>, row: &JsValue) {
    let transaction = database.transaction(&[store], TransactionMode::ReadWrite).unwrap();
    let key = key.map(JsValue::from);
    transaction.store(store).unwrap().put(row, key.as_ref()).await.unwrap();
    transaction.done().await.unwrap();
}

/// Runs a script with `name` bound, such as one that replaces a method of the browser; returns what takes it back.
fn patch(body: &str) -> Function {
    Function::new_no_args(body).call0(&JsValue::NULL).unwrap().unchecked_into()
}

#[wasm_bindgen_test]
async fn keeps_the_promises_of_a_store() {
    let scratch = Scratch::new("conformance").await;
    let store = scratch.open().await;
    assert!(store.is_new());
    conformance::check(store.clone()).await;
    scratch.end([store]).await;
}

#[wasm_bindgen_test]
async fn what_was_kept_is_there_after_opening_again() {
    let scratch = Scratch::new("again").await;
    let store = scratch.open().await;
    let seqs = store.append(rows(&[b"a", b"b"])).await.unwrap();
    let checkpoint = Checkpoint {
        replaces: 0,
        segments: vec![("s".into(), vec![1, 2])],
        dropped: vec![],
        manifest: vec![7],
    };
    store.checkpoint(checkpoint).await.unwrap();
    store.put_slot(Slot::FirstScreen, vec![9]).await.unwrap();
    drop(store);
    let store = scratch.open().await;
    assert!(!store.is_new());
    assert_eq!(changes(&store).await, [b"a", b"b"]);
    assert_eq!(
        store.manifest().await,
        Ok(Some(Manifest {
            version: 1,
            bytes: vec![7]
        }))
    );
    assert_eq!(store.slot(Slot::FirstScreen).await, Ok(Some(vec![9])));
    assert!(store.append(rows(&[b"c"])).await.unwrap() > seqs);
    scratch.end([store]).await;
}

#[wasm_bindgen_test]
async fn a_failure_in_the_second_put_takes_the_first_back() {
    let scratch = Scratch::new("atomic").await;
    let store = scratch.open().await;
    store.append(rows(&[b"a"])).await.unwrap();
    // The generator of numbers stops at 2^53: the first of the next rows gets the last number, the second none.
    let raw = scratch.raw().await;
    let last = value::object(&[
        ("s", value::key((1 << 53) - 1)),
        ("c", value::bytes(b"last")),
        ("i", value::bytes(b"")),
    ]);
    put_raw(&raw, LOG, None, &last).await;
    raw.close();
    let batch = Batch {
        journal: vec![("loser".into(), vec![1])],
        ..rows(&[b"b", b"c"])
    };
    let error = store.append(batch).await.unwrap_err();
    assert!(
        matches!(&error, StoreError::Backend { name, .. } if name == "ConstraintError"),
        "{error:?}"
    );
    assert_eq!(changes(&store).await, [b"a".to_vec(), b"last".to_vec()], "no row of the batch");
    assert_eq!(store.journal().await, Ok(vec![]), "nor its journal entry");
    scratch.end([store]).await;
}

#[wasm_bindgen_test]
async fn a_superseded_checkpoint_leaves_no_segment() {
    let scratch = Scratch::new("superseded").await;
    let (one, two) = (scratch.open().await, scratch.open().await);
    let checkpoint = |byte: u8| Checkpoint {
        replaces: 0,
        segments: vec![(format!("s{byte}"), vec![byte])],
        dropped: vec![],
        manifest: vec![byte],
    };
    assert_eq!(one.checkpoint(checkpoint(1)).await, Ok(1));
    assert_eq!(two.checkpoint(checkpoint(2)).await, Err(StoreError::Superseded));
    assert_eq!(two.segments(&["s1".into(), "s2".into()]).await, Ok(vec![Some(vec![1]), None]));
    scratch.end([one, two]).await;
}

#[wasm_bindgen_test]
async fn two_tabs_append_to_one_log() {
    let scratch = Scratch::new("tabs").await;
    let (one, two) = futures_util::future::join(scratch.open(), scratch.open()).await;
    let mut work = Vec::new();
    for byte in 0..20u8 {
        let store = if byte % 2 == 0 { one.clone() } else { two.clone() };
        work.push(async move { store.append(rows(&[&[byte], &[byte, byte]])).await.unwrap() });
    }
    let seqs = futures_util::future::join_all(work).await;
    for pair in &seqs {
        assert_eq!(pair[0] + 1, pair[1], "rows of one batch stand together");
    }
    let mut all = seqs.concat();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 40);
    assert_eq!(changes(&one).await.len(), 40);
    assert_eq!(changes(&one).await, changes(&two).await);
    scratch.end([one, two]).await;
}

#[wasm_bindgen_test]
async fn changes_ask_for_strict_durability_and_checkpoints_do_not() {
    let scratch = Scratch::new("durability").await;
    let store = scratch.open().await;
    let undo = patch(
        "const original = IDBDatabase.prototype.transaction; self.opened = [];
         IDBDatabase.prototype.transaction = function (...args) {
           const made = original.apply(this, args);
           if (made.mode === 'readwrite') self.opened.push(made.durability);
           return made;
         };
         return () => { IDBDatabase.prototype.transaction = original; };",
    );
    store.append(rows(&[b"a"])).await.unwrap();
    store.checkpoint(Checkpoint::default()).await.unwrap();
    undo.call0(&JsValue::NULL).unwrap();
    let opened = Reflect::get(&js_sys::global(), &"opened".into()).unwrap();
    let opened = js_sys::Array::from(&opened)
        .iter()
        .filter_map(|name| name.as_string())
        .collect::<Vec<_>>();
    assert_eq!(opened, ["strict", "relaxed"]);
    scratch.end([store]).await;
}

#[wasm_bindgen_test]
async fn a_full_disk_is_a_typed_error_and_nothing_is_written() {
    let scratch = Scratch::new("quota").await;
    let store = scratch.open().await;
    let undo = patch(
        "const original = IDBObjectStore.prototype.put;
         IDBObjectStore.prototype.put = function (...args) {
           if (this.name === 'log') throw new DOMException('full', 'QuotaExceededError');
           return original.apply(this, args);
         };
         return () => { IDBObjectStore.prototype.put = original; };",
    );
    let batch = Batch {
        journal: vec![("loser".into(), vec![1])],
        ..rows(&[b"a"])
    };
    assert_eq!(store.append(batch.clone()).await, Err(StoreError::Quota));
    undo.call0(&JsValue::NULL).unwrap();
    assert_eq!(store.journal().await, Ok(vec![]), "the entry put before the failure is gone");
    assert_eq!(
        store.append(batch).await.map(|seqs| seqs.len()),
        Ok(1),
        "and works again when there is room"
    );
    scratch.end([store]).await;
}

#[wasm_bindgen_test]
async fn a_chunk_of_a_file_is_durable_or_not_there() {
    let scratch = Scratch::new("chunks").await;
    let store = scratch.open().await;
    let undo = patch(
        "const { put } = IDBObjectStore.prototype;
         const { transaction } = IDBDatabase.prototype; self.opened = [];
         IDBDatabase.prototype.transaction = function (...args) {
           const made = transaction.apply(this, args);
           if (made.mode === 'readwrite') self.opened.push(made.durability);
           return made;
         };
         IDBObjectStore.prototype.put = function (...args) {
           if (args[1] === 'ab/1') throw new DOMException('full', 'QuotaExceededError');
           return put.apply(this, args);
         };
         return () => {
           IDBObjectStore.prototype.put = put;
           IDBDatabase.prototype.transaction = transaction;
         };",
    );
    let (kept, full) = (store.put_chunk("ab/0", &[7; 1 << 20]).await, store.put_chunk("ab/1", &[8]).await);
    undo.call0(&JsValue::NULL).unwrap();
    assert_eq!((kept, full), (Ok(()), Err(StoreError::Quota)));
    let opened = Reflect::get(&js_sys::global(), &"opened".into()).unwrap();
    assert_eq!(js_sys::Array::from(&opened).get(0), "strict");
    drop(store);
    let store = scratch.open().await;
    assert_eq!(store.chunk_keys().await, Ok(vec!["ab/0".to_owned()]));
    assert_eq!(store.chunk("ab/0").await, Ok(Some(vec![7; 1 << 20])));
    scratch.end([store]).await;
}

#[wasm_bindgen_test]
async fn a_chunk_that_cannot_be_read_is_missing_and_hides_no_other() {
    let scratch = Scratch::new("bad chunks").await;
    let store = scratch.open().await;
    store.put_chunk("ab/0", &[1]).await.unwrap();
    let raw = scratch.raw().await;
    put_raw(&raw, BLOBS, Some("ab/1"), &"text".into()).await;
    put_raw(&raw, BLOBS, Some("ab/2"), &value::bytes(&[3])).await;
    raw.close();
    let undo = patch(
        "const { get } = IDBObjectStore.prototype;
         IDBObjectStore.prototype.get = function (key) {
           if (key === 'ab/2') throw new DOMException('Failed to read large IndexedDB value', 'DataError');
           return get.call(this, key);
         };
         return () => { IDBObjectStore.prototype.get = get; };",
    );
    let found = [store.chunk("ab/0").await, store.chunk("ab/1").await, store.chunk("ab/2").await];
    undo.call0(&JsValue::NULL).unwrap();
    assert_eq!(found, [Ok(Some(vec![1])), Ok(None), Ok(None)]);
    scratch.end([store]).await;
}

#[wasm_bindgen_test]
async fn an_upgrade_keeps_every_row_of_every_store() {
    let scratch = Scratch::new("upgrade").await;
    let store = scratch.open().await;
    store
        .append(Batch {
            journal: vec![("loser".into(), vec![1])],
            ..rows(&[b"a"])
        })
        .await
        .unwrap();
    store
        .checkpoint(Checkpoint {
            replaces: 0,
            segments: vec![("s".into(), vec![1])],
            dropped: vec![],
            manifest: vec![7],
        })
        .await
        .unwrap();
    store.put_slot(Slot::FirstScreen, vec![2]).await.unwrap();
    store.quarantine("q".into(), vec![3]).await.unwrap();
    drop(store);
    let raw = scratch.raw().await;
    put_raw(&raw, "blobs", Some("b"), &value::bytes(&[4])).await;
    let before = contents(&raw).await;
    raw.close();
    // The next version declares what this one has and one store more.
    let next = declare(Rexie::builder(scratch.0), VERSION + 1)
        .add_object_store(ObjectStore::new("later"))
        .build()
        .await
        .unwrap();
    assert_eq!(contents(&next).await, before);
    assert_eq!(before.iter().map(|(_, rows)| *rows).collect::<Vec<_>>(), [1, 1, 2, 1, 1, 1, 1]);
    next.close();
    let refused = IdbStore::open(scratch.0).await.err();
    assert_eq!(
        refused,
        Some(StoreError::VersionTooNew { found: FORMAT }),
        "this version must not open it any more"
    );
    scratch.end([]).await;
}

async fn contents(database: &Rexie) -> Vec<(&'static str, u32)> {
    let mut found = Vec::new();
    for name in STORES {
        let transaction = database.transaction(&[name], TransactionMode::ReadOnly).unwrap();
        found.push((name, transaction.store(name).unwrap().count(None).await.unwrap()));
    }
    found
}

#[wasm_bindgen_test]
async fn an_upgrade_by_another_tab_closes_the_connection_and_says_so() {
    let scratch = Scratch::new("versionchange").await;
    let store = scratch.open().await;
    store.append(rows(&[b"a"])).await.unwrap();
    let told = Rc::new(RefCell::new(Vec::new()));
    let hear = told.clone();
    store.on_closed(move |error| hear.borrow_mut().push(error));
    let next = declare(Rexie::builder(scratch.0), VERSION + 1).build().await.unwrap();
    let newer = StoreError::VersionTooNew { found: VERSION + 1 };
    assert_eq!(*told.borrow(), std::slice::from_ref(&newer), "told before anything was tried");
    assert_eq!(store.append(rows(&[b"b"])).await, Err(newer.clone()));
    assert_eq!(store.log_after(0, 10).await, Err(newer));
    next.close();
    scratch.end([store]).await;
}

#[wasm_bindgen_test]
async fn a_newer_format_is_refused_inside_the_transaction() {
    let scratch = Scratch::new("format").await;
    let store = scratch.open().await;
    store.append(rows(&[b"a"])).await.unwrap();
    let raw = scratch.raw().await;
    let identity = value::property(&identity(&raw).await, "id").unwrap();
    let newer = value::object(&[("format", (FORMAT + 6).into()), ("id", identity)]);
    put_raw(&raw, META, Some(key::IDENTITY), &newer).await;
    let refused = StoreError::VersionTooNew { found: FORMAT + 6 };
    assert_eq!(store.append(rows(&[b"b"])).await, Err(refused.clone()));
    assert_eq!(store.checkpoint(Checkpoint::default()).await, Err(refused.clone()));
    assert_eq!(changes(&store).await, [b"a"], "reading still works, nothing was written");
    assert_eq!(IdbStore::open(scratch.0).await.err(), Some(refused));
    raw.close();
    scratch.end([store]).await;
}

async fn identity(database: &Rexie) -> JsValue {
    let transaction = database.transaction(&[META], TransactionMode::ReadOnly).unwrap();
    transaction.store(META).unwrap().get(key::IDENTITY.into()).await.unwrap().unwrap()
}

#[wasm_bindgen_test]
async fn a_lost_connection_is_opened_again() {
    let scratch = Scratch::new("reopen").await;
    let store = scratch.open().await;
    store.append(rows(&[b"a"])).await.unwrap();
    // The browser's storage process goes away: the connection answers InvalidStateError from now on.
    let undo = patch(
        "const original = IDBDatabase.prototype.transaction; let left = 2;
         IDBDatabase.prototype.transaction = function (...args) {
           if (left-- > 0) throw new DOMException('lost', 'InvalidStateError');
           return original.apply(this, args);
         };
         return () => { IDBDatabase.prototype.transaction = original; };",
    );
    assert_eq!(store.append(rows(&[b"b"])).await.map(|seqs| seqs.len()), Ok(1));
    undo.call0(&JsValue::NULL).unwrap();
    assert_eq!(changes(&store).await, [b"a", b"b"], "each once");
    scratch.end([store]).await;
}

#[wasm_bindgen_test]
async fn a_connection_that_stays_lost_is_an_error_after_three_more_tries() {
    let scratch = Scratch::new("lost").await;
    let store = scratch.open().await;
    let undo = patch(
        "const original = IDBDatabase.prototype.transaction; self.tries = 0;
         IDBDatabase.prototype.transaction = function (...args) {
           if (args[1] !== 'readwrite') return original.apply(this, args);
           self.tries += 1;
           throw new DOMException('Internal error', 'UnknownError');
         };
         return () => { IDBDatabase.prototype.transaction = original; };",
    );
    let error = store.append(rows(&[b"a"])).await.unwrap_err();
    undo.call0(&JsValue::NULL).unwrap();
    assert!(
        matches!(&error, StoreError::Backend { name, .. } if name == "UnknownError"),
        "{error:?}"
    );
    assert_eq!(Reflect::get(&js_sys::global(), &"tries".into()).unwrap(), 4);
    assert_eq!(store.append(rows(&[b"a"])).await.map(|seqs| seqs.len()), Ok(1));
    scratch.end([store]).await;
}

#[wasm_bindgen_test]
async fn a_deleted_database_is_not_mistaken_for_a_new_one() {
    let scratch = Scratch::new("deleted").await;
    let store = scratch.open().await;
    store.append(rows(&[b"a"])).await.unwrap();
    Rexie::delete(scratch.0).await.unwrap();
    assert_eq!(store.append(rows(&[b"b"])).await, Err(StoreError::Closed));
    let names = database_names().await;
    assert!(!names.contains(&scratch.0.to_owned()), "and is not made again: {names:?}");
    scratch.end([store]).await;
}

async fn database_names() -> Vec<String> {
    let ask = Function::new_no_args("return indexedDB.databases()");
    let promise = ask.call0(&JsValue::NULL).unwrap().unchecked_into::<js_sys::Promise>();
    let found = wasm_bindgen_futures::JsFuture::from(promise).await.unwrap();
    js_sys::Array::from(&found)
        .iter()
        .filter_map(|entry| value::property(&entry, "name")?.as_string())
        .collect()
}

#[wasm_bindgen_test]
async fn an_emptied_database_takes_no_writes() {
    let scratch = Scratch::new("emptied").await;
    let store = scratch.open().await;
    store.append(rows(&[b"a"])).await.unwrap();
    let raw = scratch.raw().await;
    let transaction = raw.transaction(&STORES, TransactionMode::ReadWrite).unwrap();
    for name in STORES {
        transaction.store(name).unwrap().clear().await.unwrap();
    }
    transaction.done().await.unwrap();
    raw.close();
    assert_eq!(store.append(rows(&[b"b"])).await, Err(StoreError::Closed));
    assert_eq!(
        store.log_after(0, 10).await,
        Err(StoreError::Closed),
        "nor does it pass for an empty workspace"
    );
    scratch.end([store]).await;
}

#[wasm_bindgen_test]
async fn a_tab_that_does_not_let_go_is_named_as_the_reason() {
    let scratch = Scratch::new("blocked").await;
    // A connection that ignores that somebody wants to upgrade.
    let hold = Function::new_with_args(
        "name",
        "return new Promise((resolve) => { const open = indexedDB.open(name, 1); open.onsuccess = () => resolve(() => open.result.close()); });",
    );
    let promise = hold
        .call1(&JsValue::NULL, &scratch.0.into())
        .unwrap()
        .unchecked_into::<js_sys::Promise>();
    let release = wasm_bindgen_futures::JsFuture::from(promise)
        .await
        .unwrap()
        .unchecked_into::<Function>();
    assert_eq!(
        IdbStore::open_version(scratch.0, VERSION + 1).await.err(),
        Some(StoreError::Blocked)
    );
    release.call0(&JsValue::NULL).unwrap();
    // The opening goes on without us, and what it opened late is closed: otherwise this would wait for ever.
    sleep(100).await;
    scratch.end([]).await;
}

#[wasm_bindgen_test]
async fn a_page_of_the_log_is_bounded_by_bytes() {
    let scratch = Scratch::new("pages").await;
    let store = scratch.open().await;
    let large = vec![7; 700_000];
    for _ in 0..10 {
        store.append(rows(&[&large, &large, &large])).await.unwrap();
    }
    let many = (0..300u32)
        .map(|number| (number.to_le_bytes().to_vec(), vec![]))
        .collect::<Vec<_>>();
    store
        .append(Batch {
            rows: many,
            journal: vec![],
        })
        .await
        .unwrap();
    let page = store.log_after(0, 500).await.unwrap();
    assert!((8..=20).contains(&page.len()), "{} rows of 700 kB at once", page.len());
    let (mut after, mut seen) = (0, Vec::new());
    loop {
        let page = store.log_after(after, 500).await.unwrap();
        let Some(last) = page.last() else { break };
        after = last.seq;
        seen.extend(page.into_iter().map(|row| row.seq));
    }
    assert_eq!(seen.len(), 330);
    assert!(seen.windows(2).all(|pair| pair[0] + 1 == pair[1]), "every row once and in order");
    let tail = store.log_after(seen[29], 100).await.unwrap();
    assert_eq!(tail.len(), 100, "small rows come as asked");
    scratch.end([store]).await;
}

#[wasm_bindgen_test]
async fn a_row_of_another_shape_hides_no_good_row() {
    let scratch = Scratch::new("shape").await;
    let store = scratch.open().await;
    store.append(rows(&[b"a"])).await.unwrap();
    let raw = scratch.raw().await;
    put_raw(&raw, LOG, None, &value::object(&[("c", "text".into())])).await;
    put_raw(&raw, SEGMENTS, Some("s"), &"text".into()).await;
    put_raw(&raw, META, Some(key::MANIFEST), &5.into()).await;
    put_raw(&raw, JOURNAL, Some("j"), &JsValue::NULL).await;
    raw.close();
    store.append(rows(&[b"b"])).await.unwrap();
    assert_eq!(
        changes(&store).await,
        [b"a".to_vec(), vec![], b"b".to_vec()],
        "the bad row keeps its place, without content"
    );
    assert_eq!(store.segments(&["s".into()]).await, Ok(vec![None]));
    assert_eq!(store.manifest().await, Ok(Some(Manifest { version: 0, bytes: vec![] })));
    assert_eq!(store.journal().await, Ok(vec![]));
    assert_eq!(
        store.checkpoint(Checkpoint::default()).await,
        Ok(1),
        "a manifest that cannot be read can be replaced"
    );
    scratch.end([store]).await;
}

#[wasm_bindgen_test]
async fn a_value_that_cannot_be_read_hides_no_good_one() {
    let scratch = Scratch::new("unreadable").await;
    let store = scratch.open().await;
    let seqs = store.append(rows(&[b"a", b"b", b"c"])).await.unwrap();
    let segments = ["s", "t"].map(|key| (key.to_owned(), key.as_bytes().to_vec())).to_vec();
    store
        .checkpoint(Checkpoint {
            segments,
            ..Checkpoint::default()
        })
        .await
        .unwrap();
    // Chromium keeps large values in files beside the database; one of them is gone.
    let undo = patch(
        "const { get, getAll } = IDBObjectStore.prototype;
         const bad = () => { throw new DOMException('Failed to read large IndexedDB value', 'DataError'); };
         IDBObjectStore.prototype.get = function (key) { return key === 2 || key === 's' ? bad() : get.call(this, key); };
         IDBObjectStore.prototype.getAll = function (...args) { return this.name === 'log' ? bad() : getAll.apply(this, args); };
         return () => Object.assign(IDBObjectStore.prototype, { get, getAll });",
    );
    let (all, picked) = (changes(&store).await, store.log_rows(&seqs).await.unwrap());
    let segments = store.segments(&["s".into(), "t".into()]).await;
    undo.call0(&JsValue::NULL).unwrap();
    assert_eq!(all, [b"a".to_vec(), vec![], b"c".to_vec()]);
    assert_eq!(picked.into_iter().map(|row| row.change).collect::<Vec<_>>(), all);
    assert_eq!(segments, Ok(vec![None, Some(b"t".to_vec())]));
    scratch.end([store]).await;
}

#[wasm_bindgen_test]
async fn a_browser_without_storage_is_refused() {
    for name in ["InvalidStateError", "SecurityError"] {
        let undo = patch(&format!(
            "const original = IDBFactory.prototype.open;
             IDBFactory.prototype.open = () => {{ throw new DOMException('off', '{name}'); }};
             return () => {{ IDBFactory.prototype.open = original; }};"
        ));
        let refused = IdbStore::open("refused").await.err();
        undo.call0(&JsValue::NULL).unwrap();
        assert_eq!(refused, Some(StoreError::Refused), "{name}");
    }
}

#[wasm_bindgen_test]
async fn one_large_row_is_read_even_if_it_is_larger_than_a_page() {
    let scratch = Scratch::new("large").await;
    let store = scratch.open().await;
    let huge = vec![1; 9 << 20];
    store.append(rows(&[&huge])).await.unwrap();
    store.append(rows(&[b"b"])).await.unwrap();
    assert_eq!(changes(&store).await.iter().map(Vec::len).collect::<Vec<_>>(), [huge.len(), 1]);
    assert_eq!(store.log_rows(&[1]).await.unwrap()[0].change.len(), huge.len());
    scratch.end([store]).await;
}
