//! A workspace on a store: what is kept, what comes back, what is put aside, and what undo takes back.

#![allow(clippy::unwrap_used)]

mod kept;
mod taken_back;

use std::cell::RefCell;

use engine::sample::{Plan, generate};
use engine::session::{Problem, Session, drive};
use engine::store::{AsOf, Fault, MemoryStore, Store, StoreError};
use kept::{OTHER_TAB, TAB, commit, flush, open, record, set, text};
use model::change::Verb;
use model::{Intent, Life, Op, Value};
use pollster::block_on;
use taken_back::revert;

/// A session filled with sample data and edits, kept in a store.
fn filled(store: &MemoryStore) -> RefCell<Session> {
    let session = open(store, TAB);
    let schema = session.borrow().workspace.schema().clone();
    for ops in generate(&schema, Plan::new(11, 300, 20_000, model::Currency::EUR)) {
        commit(&session, Verb::Sample, ops);
    }
    flush(&session, store);
    session
}

#[test]
fn what_was_confirmed_is_there_after_reopening() {
    let store = MemoryStore::new();
    let session = filled(&store);
    commit(&session, Verb::Edit, vec![set(1, "job_title", "Head")]);
    assert_eq!(session.borrow().unsaved(), 1);
    flush(&session, &store);
    assert_eq!(session.borrow().unsaved(), 0);
    let again = open(&store, TAB);
    assert_eq!(again.borrow().workspace.digest(), session.borrow().workspace.digest());
    assert_eq!(text(&again, 1, "job_title").as_deref(), Some("Head"));
}

#[test]
fn a_log_of_large_rows_is_read_to_its_end() {
    let store = MemoryStore::new();
    let session = filled(&store);
    let other = open(&store, OTHER_TAB);
    for step in 0..8 {
        commit(&session, Verb::Edit, vec![set(1, "job_title", &format!("Step {step}"))]);
        flush(&session, &store);
    }
    store.set_page(3);
    let again = open(&store, TAB);
    assert_eq!(text(&again, 1, "job_title").as_deref(), Some("Step 7"));
    block_on(drive::catch_up(&other, &store, 3_000)).unwrap();
    assert_eq!(text(&other, 1, "job_title").as_deref(), Some("Step 7"));
    block_on(drive::load_undo(&again, &store)).unwrap();
    assert_eq!(revert(&again, &store, Verb::Undo), Ok(0));
    assert_eq!(
        text(&again, 1, "job_title").as_deref(),
        Some("Step 6"),
        "the newest step, not the last of a page"
    );
}

#[test]
fn a_checkpoint_and_its_tail_give_the_same_state_as_the_log() {
    let store = MemoryStore::new();
    let session = filled(&store);
    for step in 0..6u64 {
        assert!(block_on(drive::checkpoint(&session, &store, 1_000)).unwrap());
        commit(
            &session,
            Verb::Edit,
            vec![set(step, "job_title", "A"), set(1_000 + step, "source", "fair")],
        );
        let tag = Op::Element {
            object: "contact".into(),
            field: "tags".into(),
            element: Value::Ref(record(77)),
            present: step % 2 == 0,
            records: vec![record(step)],
        };
        commit(
            &session,
            Verb::Edit,
            vec![
                tag,
                Op::Life {
                    object: "contact".into(),
                    life: Life::Trashed,
                    records: vec![record(step)],
                },
            ],
        );
        flush(&session, &store);
        let again = open(&store, TAB);
        let (again, session) = (again.borrow(), session.borrow());
        assert!(again.problems().is_empty(), "{:?}", again.problems());
        assert_eq!(again.workspace.digest(), session.workspace.digest(), "step {step}");
        assert_eq!(again.workspace.recompute_digest(), session.workspace.digest(), "step {step}");
        assert!(again.tail().0 <= 2, "only the tail is replayed");
    }
}

#[test]
fn a_column_that_grows_past_a_block_keeps_its_rows_in_place() {
    let store = MemoryStore::new();
    let session = open(&store, TAB);
    commit(&session, Verb::Edit, vec![set(1, "job_title", "first")]);
    let rows = 40_000u64;
    let mut names = model::Block::new(model::kind::Storage::Text).unwrap();
    (0..rows).for_each(|_| names.push_text("n\u{1f}"));
    let records = (2..2 + rows).map(record).collect::<Vec<_>>();
    commit(
        &session,
        Verb::Import,
        vec![Op::Rows {
            object: "contact".into(),
            records,
            columns: vec![("name".into(), names)],
        }],
    );
    flush(&session, &store);
    block_on(drive::checkpoint(&session, &store, 1_000)).unwrap();
    commit(&session, Verb::Edit, vec![set(rows, "job_title", "last")]);
    flush(&session, &store);
    block_on(drive::checkpoint(&session, &store, 1_000)).unwrap();
    let again = open(&store, TAB);
    assert_eq!(text(&again, 1, "job_title").as_deref(), Some("first"));
    assert_eq!(text(&again, rows, "job_title").as_deref(), Some("last"));
    assert_eq!(again.borrow().workspace.recompute_digest(), session.borrow().workspace.digest());
}

#[test]
fn a_damaged_segment_is_put_aside_and_the_workspace_rebuilt_from_the_log() {
    let store = MemoryStore::new();
    let session = filled(&store);
    block_on(drive::checkpoint(&session, &store, 1_000)).unwrap();
    for key in store.segment_keys() {
        let store = MemoryStore::new();
        let session = filled(&store);
        block_on(drive::checkpoint(&session, &store, 1_000)).unwrap();
        store.damage_segment(&key, |bytes| {
            let middle = bytes.len() / 2;
            bytes[middle] ^= 0x10;
        });
        let again = open(&store, TAB);
        assert!(
            matches!(again.borrow().problems(), [Problem::Checkpoint(_)]),
            "damage of {key} was not noticed"
        );
        assert_eq!(
            again.borrow().workspace.digest(),
            session.borrow().workspace.digest(),
            "damage of {key}"
        );
        assert_eq!(block_on(store.quarantined()).unwrap().len(), 1);
    }
}

#[test]
fn a_damaged_log_row_hides_nothing_else() {
    let store = MemoryStore::new();
    let session = open(&store, TAB);
    for number in 1..=3 {
        commit(&session, Verb::Edit, vec![set(number, "job_title", "x")]);
        flush(&session, &store);
    }
    store.damage_row(3, |bytes| bytes.truncate(4));
    let again = open(&store, TAB);
    assert_eq!(text(&again, 1, "job_title").as_deref(), Some("x"));
    assert_eq!(text(&again, 2, "job_title").as_deref(), Some("x"));
    assert!(matches!(again.borrow().problems(), [Problem::LogRow { seq: 3, .. }]));
}

#[test]
fn a_full_disk_takes_nothing_out_of_the_queue() {
    let store = MemoryStore::new();
    let session = open(&store, TAB);
    store.set_fault(Some(Fault::Full));
    commit(&session, Verb::Edit, vec![set(1, "job_title", "kept")]);
    assert_eq!(block_on(drive::flush(&session, &store)), Err(StoreError::Quota));
    assert_eq!(
        (session.borrow().unsaved(), session.borrow().stopped().cloned()),
        (1, Some(StoreError::Quota))
    );
    assert_eq!(text(&session, 1, "job_title").as_deref(), Some("kept"));
    store.set_fault(None);
    flush(&session, &store);
    assert_eq!((session.borrow().unsaved(), session.borrow().stopped().cloned()), (0, None));
    assert_eq!(text(&open(&store, TAB), 1, "job_title").as_deref(), Some("kept"));
}

#[test]
fn an_older_tab_stops_writing_and_keeps_what_was_typed() {
    let store = MemoryStore::new();
    let session = open(&store, TAB);
    store.set_fault(Some(Fault::Newer));
    commit(&session, Verb::Edit, vec![set(1, "job_title", "typed")]);
    assert!(matches!(
        block_on(drive::flush(&session, &store)),
        Err(StoreError::VersionTooNew { .. })
    ));
    assert!(session.borrow_mut().next_batch().is_none(), "an older tab does not try again");
    assert_eq!(session.borrow().unsaved_changes().len(), 1);
}

#[test]
fn two_tabs_see_each_others_changes_and_agree() {
    let store = MemoryStore::new();
    let (one, other) = (open(&store, TAB), open(&store, OTHER_TAB));
    commit(&one, Verb::Edit, vec![set(1, "job_title", "from one")]);
    commit(
        &other,
        Verb::Edit,
        vec![set(1, "source", "from other"), set(2, "job_title", "other")],
    );
    flush(&other, &store);
    flush(&one, &store);
    for tab in [&one, &other] {
        block_on(drive::catch_up(tab, &store, 3_000)).unwrap();
    }
    assert_eq!(one.borrow().workspace.digest(), other.borrow().workspace.digest());
    assert_eq!(text(&one, 1, "source").as_deref(), Some("from other"));
    assert_eq!(text(&other, 1, "job_title").as_deref(), Some("from one"));
    // Both checkpoint, one after the other, with handles numbered differently: the later one writes everything.
    block_on(drive::checkpoint(&one, &store, 3_000)).unwrap();
    commit(&other, Verb::Edit, vec![set(3, "job_title", "late")]);
    flush(&other, &store);
    block_on(drive::checkpoint(&other, &store, 3_000)).unwrap();
    let again = open(&store, TAB);
    assert!(again.borrow().problems().is_empty());
    assert_eq!(again.borrow().workspace.digest(), other.borrow().workspace.digest());
}

#[test]
fn concurrent_edits_keep_the_losing_value() {
    let store = MemoryStore::new();
    let (one, other) = (open(&store, TAB), open(&store, OTHER_TAB));
    commit(&one, Verb::Edit, vec![set(1, "job_title", "loses")]);
    commit(&other, Verb::Edit, vec![set(1, "job_title", "wins")]);
    flush(&one, &store);
    flush(&other, &store);
    block_on(drive::catch_up(&one, &store, 3_000)).unwrap();
    assert_eq!(text(&one, 1, "job_title").as_deref(), Some("wins"));
    let journal = one.borrow().journal().to_vec();
    assert_eq!(journal.len(), 1);
    assert_eq!(journal[0].value, Some("loses".into()));
}

#[test]
fn undo_and_redo_go_back_and_forth_and_survive_reloading() {
    let store = MemoryStore::new();
    let session = open(&store, TAB);
    commit(&session, Verb::Create, vec![set(1, "job_title", "a")]);
    commit(&session, Verb::Edit, vec![set(1, "job_title", "b")]);
    flush(&session, &store);
    let session = open(&store, TAB);
    block_on(drive::load_undo(&session, &store)).unwrap();
    assert_eq!(revert(&session, &store, Verb::Undo), Ok(0));
    assert_eq!(text(&session, 1, "job_title").as_deref(), Some("a"));
    flush(&session, &store);
    let session = open(&store, TAB);
    block_on(drive::load_undo(&session, &store)).unwrap();
    assert_eq!(revert(&session, &store, Verb::Undo), Ok(0));
    assert_eq!(text(&session, 1, "job_title"), None, "its making was undone");
    assert_eq!(revert(&session, &store, Verb::Undo), Err(drive::RevertError::Nothing));
    assert_eq!(revert(&session, &store, Verb::Redo), Ok(0));
    assert_eq!(revert(&session, &store, Verb::Redo), Ok(0));
    assert_eq!(text(&session, 1, "job_title").as_deref(), Some("b"));
    assert_eq!(revert(&session, &store, Verb::Redo), Err(drive::RevertError::Nothing));
    assert_eq!(revert(&session, &store, Verb::Undo), Ok(0));
    assert_eq!(text(&session, 1, "job_title").as_deref(), Some("a"));
}

#[test]
fn undo_covers_bulk_edits_and_groups_as_one_step() {
    let store = MemoryStore::new();
    let session = filled(&store);
    let before = session.borrow().workspace.table("contact").unwrap().alive().count();
    let group = Some(record(500));
    for chunk in 0..3u64 {
        let records = (0..50).map(|number| record(10_000 + chunk * 50 + number)).collect::<Vec<_>>();
        let mut titles = model::Block::new(model::kind::Storage::Text).unwrap();
        records.iter().for_each(|_| titles.push_text("bulk"));
        let rows = Op::Rows {
            object: "contact".into(),
            records,
            columns: vec![("job_title".into(), titles)],
        };
        session.borrow_mut().commit(
            Intent {
                verb: Verb::Import,
                group,
                ..Intent::default()
            },
            vec![rows],
            1_000,
        );
    }
    let records = session.borrow().workspace.table("contact").map(|table| {
        table
            .alive()
            .rows()
            .map(|row| table.id(row, session.borrow().workspace.handles()))
            .collect::<Vec<_>>()
    });
    let records = records.unwrap();
    let titles = |session: &RefCell<Session>| {
        let session = session.borrow();
        let table = session.workspace.table("contact").unwrap();
        let field = table.field("job_title").unwrap();
        table
            .alive()
            .rows()
            .map(|row| table.text(row, field).map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let earlier = titles(&session);
    let mut block = model::Block::new(model::kind::Storage::Text).unwrap();
    records.iter().for_each(|_| block.push_text("same"));
    commit(
        &session,
        Verb::BulkEdit,
        vec![Op::Rows {
            object: "contact".into(),
            records,
            columns: vec![("job_title".into(), block)],
        }],
    );
    flush(&session, &store);
    assert_eq!(revert(&session, &store, Verb::Undo), Ok(0));
    assert_eq!(titles(&session), earlier);
    assert_eq!(revert(&session, &store, Verb::Undo), Ok(0));
    assert_eq!(
        session.borrow().workspace.table("contact").unwrap().alive().count(),
        before,
        "the import went in one step"
    );
    assert_eq!(revert(&session, &store, Verb::Redo), Ok(0));
    assert_eq!(session.borrow().workspace.table("contact").unwrap().alive().count(), before + 150);
}

#[test]
fn undo_leaves_alone_what_somebody_wrote_since() {
    let store = MemoryStore::new();
    let (one, other) = (open(&store, TAB), open(&store, OTHER_TAB));
    commit(&one, Verb::Edit, vec![set(1, "job_title", "old"), set(1, "source", "old")]);
    flush(&one, &store);
    block_on(drive::catch_up(&other, &store, 1_500)).unwrap();
    commit(&one, Verb::Edit, vec![set(1, "job_title", "mine"), set(1, "source", "mine")]);
    flush(&one, &store);
    block_on(drive::catch_up(&other, &store, 1_600)).unwrap();
    other
        .borrow_mut()
        .commit(Intent::default(), vec![set(1, "job_title", "theirs")], 1_700);
    flush(&other, &store);
    block_on(drive::catch_up(&one, &store, 1_800)).unwrap();
    assert_eq!(revert(&one, &store, Verb::Undo), Ok(1));
    assert_eq!(text(&one, 1, "job_title").as_deref(), Some("theirs"));
    assert_eq!(text(&one, 1, "source").as_deref(), Some("old"));
}

#[test]
fn the_log_gives_every_moment_again_as_it_was() {
    let store = MemoryStore::new();
    let session = filled(&store);
    let began = session.borrow().workspace.last_time().millis();
    let mut moments = Vec::new();
    for step in 0..12u64 {
        let ops = match step % 4 {
            0 => vec![set(step, "job_title", "Head")],
            1 => vec![set(step - 1, "job_title", "Chair"), set(2_000 + step, "source", "fair")],
            2 => vec![Op::Life {
                object: "contact".into(),
                life: Life::Trashed,
                records: vec![record(step)],
            }],
            _ => vec![Op::Clear {
                object: "contact".into(),
                field: "job_title".into(),
                records: vec![record(step - 3)],
            }],
        };
        let now = began + 1_000 * (step + 1);
        session.borrow_mut().commit(Intent::default(), ops, now);
        moments.push((now, session.borrow().workspace.digest()));
        flush(&session, &store);
        if step == 7 {
            assert!(block_on(drive::checkpoint(&session, &store, now)).unwrap());
        }
    }
    let present = AsOf::now(store);
    for (moment, digest) in moments {
        for later in [0, 999] {
            let past = block_on(drive::open(&present.at(moment + later), TAB)).unwrap();
            assert_eq!(past.workspace.digest(), digest, "at {moment} and {later} ms");
            assert_eq!(past.workspace.recompute_digest(), digest);
        }
    }
}
