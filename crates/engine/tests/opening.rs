//! A workspace that is read in parts is the one that is read at once, whatever becomes of its parts in between.

#![allow(clippy::unwrap_used)]

mod kept;

use std::cell::RefCell;

use engine::sample::{Plan, generate};
use engine::session::{Problem, Session, drive};
use engine::store::{MemoryStore, Store, StoreError};
use kept::{OTHER_TAB, TAB, commit, flush, open, set, text};
use model::change::Verb;
use model::{Op, Value};
use pollster::block_on;

/// Sample data with a checkpoint and a change behind it.
fn filled(store: &MemoryStore) -> RefCell<Session> {
    let session = open(store, OTHER_TAB);
    let schema = session.borrow().workspace.schema().clone();
    for ops in generate(&schema, Plan::new(5, 60, 20_000, model::Currency::EUR)) {
        commit(&session, Verb::Sample, ops);
    }
    commit(&session, Verb::Edit, vec![set(1, "job_title", "Head")]);
    flush(&session, store);
    block_on(drive::checkpoint(&session, store, 1_000)).unwrap();
    commit(&session, Verb::Edit, vec![set(1, "job_title", "Chair")]);
    flush(&session, store);
    session
}

fn partly(store: &MemoryStore) -> RefCell<Session> {
    RefCell::new(block_on(drive::open_partly(store, TAB, 0)).unwrap())
}

fn digests(one: &RefCell<Session>, other: &RefCell<Session>) -> (u128, u128, u128) {
    let (one, other) = (one.borrow(), other.borrow());
    (one.workspace.digest(), one.workspace.recompute_digest(), other.workspace.digest())
}

#[test]
fn a_session_in_parts_knows_every_record_and_what_the_log_touched() {
    let store = MemoryStore::new();
    let whole = filled(&store);
    let parts = partly(&store);
    assert!(!parts.borrow().is_whole());
    for (one, other) in parts.borrow().workspace.tables().iter().zip(whole.borrow().workspace.tables()) {
        assert_eq!(one.alive().count(), other.alive().count(), "{}", one.object);
    }
    assert_eq!(text(&parts, 1, "job_title").as_deref(), Some("Chair"));
    assert_eq!(
        parts.borrow().prepare_checkpoint(1).map(|_| ()),
        None,
        "what is not there cannot be written"
    );
    block_on(drive::complete(&parts, &store)).unwrap();
    assert!(parts.borrow().is_whole());
    let (kept, computed, expected) = digests(&parts, &whole);
    assert_eq!((kept, computed), (expected, expected));
}

#[test]
fn the_log_behind_the_checkpoint_may_touch_anything() {
    let contact = |op: fn(Vec<model::RecordId>) -> Op| op(vec![kept::record(1)]);
    let ops = [
        contact(|records| Op::Purge {
            object: "contact".into(),
            records,
        }),
        contact(|records| Op::Clear {
            object: "contact".into(),
            field: "job_title".into(),
            records,
        }),
        contact(|records| Op::Life {
            object: "contact".into(),
            life: model::Life::Trashed,
            records,
        }),
        contact(|records| Op::Element {
            object: "contact".into(),
            field: "email".into(),
            element: Value::from("second@example.com"),
            present: true,
            records,
        }),
        set(2, "source", "fair"),
    ];
    for op in ops {
        let store = MemoryStore::new();
        let whole = filled(&store);
        commit(&whole, Verb::Edit, vec![op.clone()]);
        flush(&whole, &store);
        let parts = partly(&store);
        block_on(drive::complete(&parts, &store)).unwrap();
        let (kept, computed, expected) = digests(&parts, &whole);
        assert_eq!((kept, computed), (expected, expected), "{op:?}");
    }
}

#[test]
fn a_segment_that_is_found_damaged_late_is_put_aside_like_one_found_early() {
    let store = MemoryStore::new();
    filled(&store);
    let mut late = 0;
    for key in store.segment_keys() {
        let store = MemoryStore::new();
        let whole = filled(&store);
        let parts = partly(&store);
        store.damage_segment(&key, |bytes| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0x10;
        });
        block_on(drive::complete(&parts, &store)).unwrap();
        assert_eq!(
            parts.borrow().workspace.digest(),
            whole.borrow().workspace.digest(),
            "damage of {key}"
        );
        let quarantined = block_on(store.quarantined()).unwrap();
        if parts.borrow_mut().take_replaced() {
            late += 1;
            assert!(
                matches!(parts.borrow().problems(), [Problem::Checkpoint(_)]),
                "damage of {key} was not told"
            );
            assert_eq!(quarantined, [format!("segment {key}")]);
        } else {
            // It had been read before it was damaged.
            assert_eq!(quarantined, [""; 0]);
        }
    }
    assert!(late > 20, "{late} segments are read late");
}

#[test]
fn a_checkpoint_of_another_tab_is_no_damage() {
    let store = MemoryStore::new();
    let other = filled(&store);
    let parts = partly(&store);
    for number in 1..=60 {
        commit(
            &other,
            Verb::Edit,
            vec![set(number, "job_title", "Changed"), set(number, "source", "fair")],
        );
    }
    flush(&other, &store);
    assert!(block_on(drive::checkpoint(&other, &store, 2_000)).unwrap());
    block_on(drive::complete(&parts, &store)).unwrap();
    assert!(
        parts.borrow_mut().take_replaced(),
        "the columns that were written anew do not fit the old checkpoint"
    );
    assert!(!parts.borrow_mut().take_replaced(), "it is told once");
    assert!(parts.borrow().problems().is_empty(), "{:?}", parts.borrow().problems());
    assert_eq!(block_on(store.quarantined()).unwrap(), [""; 0]);
    let (kept, computed, expected) = digests(&parts, &other);
    assert_eq!((kept, computed), (expected, expected));
}

#[test]
fn a_store_that_fails_halfway_can_be_asked_again() {
    let store = MemoryStore::new();
    let whole = filled(&store);
    let parts = partly(&store);
    store.set_fault(Some(engine::store::Fault::Closed));
    let failed = block_on(drive::complete(&parts, &store));
    assert_eq!(failed, Err(drive::OpenError::Store(StoreError::Closed)));
    store.set_fault(None);
    block_on(drive::catch_up(&parts, &store, 2_000)).unwrap();
    assert!(parts.borrow().is_whole(), "what others wrote is applied to a whole session only");
    let (kept, computed, expected) = digests(&parts, &whole);
    assert_eq!((kept, computed), (expected, expected));
}
