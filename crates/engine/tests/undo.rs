//! What undo takes back, step by step, and what it leaves to others.

mod kept;
mod taken_back;

use std::cell::RefCell;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

use engine::session::{Session, drive};
use engine::store::{MemoryStore, Store};
use kept::{OTHER_TAB, TAB, commit, flush, open, record, set, text};
use model::change::Verb;
use model::{ActorId, Intent, Life, Op};
use pollster::block_on;
use taken_back::revert;

fn catch_up(session: &RefCell<Session>, store: &MemoryStore) {
    block_on(drive::catch_up(session, store, 1_900)).expect("a working store and sound bytes");
}

fn reopened(store: &MemoryStore, actor: ActorId) -> RefCell<Session> {
    let session = open(store, actor);
    block_on(drive::load_undo(&session, store)).expect("a working store and sound bytes");
    session
}

fn commit_group(session: &RefCell<Session>, group: u64, changes: Vec<Vec<Op>>) {
    for ops in changes {
        let intent = Intent {
            verb: Verb::Import,
            group: Some(record(group)),
            ..Intent::default()
        };
        session.borrow_mut().commit(intent, ops, 1_000);
    }
}

fn life(number: u64, life: Life) -> Op {
    Op::Life {
        object: "contact".into(),
        life,
        records: vec![record(number)],
    }
}

/// Both are asked before either is answered.
fn at_once<T>(one: impl Future<Output = T>, other: impl Future<Output = T>) -> [T; 2] {
    let (mut one, mut other) = (pin!(one), pin!(other));
    let mut answers = [None, None];
    block_on(poll_fn(|context| {
        for (place, asked) in [one.as_mut() as Pin<&mut dyn Future<Output = T>>, other.as_mut()]
            .into_iter()
            .enumerate()
        {
            if answers[place].is_none()
                && let Poll::Ready(answer) = asked.poll(context)
            {
                answers[place] = Some(answer);
            }
        }
        if answers.iter().all(Option::is_some) {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    }));
    answers.map(|answer| answer.expect("both have answered"))
}

#[test]
fn two_undos_at_once_take_back_two_steps_and_two_redos_do_both_again() {
    let store = MemoryStore::new();
    let session = open(&store, TAB);
    for title in ["a", "b", "c"] {
        commit(&session, Verb::Edit, vec![set(1, "job_title", title)]);
    }
    flush(&session, &store);
    let ask = |verb, group| drive::revert(&session, &store, verb, record(group), 2_000);
    let undone = at_once(ask(Verb::Undo, 900), ask(Verb::Undo, 901));
    assert!(undone.iter().all(Result::is_ok), "{undone:?}");
    assert_eq!(text(&session, 1, "job_title").as_deref(), Some("a"));
    assert_eq!((session.borrow().undo.steps().len(), session.borrow().undo.redo_count()), (1, 2));
    flush(&session, &store);
    let redone = at_once(ask(Verb::Redo, 902), ask(Verb::Redo, 903));
    assert!(redone.iter().all(Result::is_ok), "{redone:?}");
    assert_eq!(text(&session, 1, "job_title").as_deref(), Some("c"));
}

#[test]
fn undo_of_a_group_leaves_the_steps_before_it_on_the_list() {
    let store = MemoryStore::new();
    let session = open(&store, TAB);
    for title in ["a", "b", "c"] {
        commit(&session, Verb::Edit, vec![set(1, "job_title", title)]);
    }
    commit_group(
        &session,
        500,
        vec![
            vec![set(2, "job_title", "x")],
            vec![set(3, "job_title", "y")],
            vec![set(4, "job_title", "z")],
        ],
    );
    assert_eq!(revert(&session, &store, Verb::Undo), Ok(0));
    assert_eq!((session.borrow().undo.steps().len(), session.borrow().undo.redo_count()), (3, 1));
    flush(&session, &store);
    let session = reopened(&store, TAB);
    assert_eq!((session.borrow().undo.steps().len(), session.borrow().undo.redo_count()), (3, 1));
    assert_eq!(revert(&session, &store, Verb::Undo), Ok(0));
    assert_eq!(text(&session, 1, "job_title").as_deref(), Some("b"));
}

#[test]
fn a_step_of_which_nothing_was_left_does_not_shift_the_list_by_reopening() {
    let store = MemoryStore::new();
    let (session, other) = (open(&store, TAB), open(&store, OTHER_TAB));
    commit(&session, Verb::Edit, vec![set(1, "job_title", "a"), set(2, "source", "a")]);
    commit(&session, Verb::Edit, vec![set(1, "job_title", "b")]);
    commit(&session, Verb::Edit, vec![set(2, "source", "b")]);
    flush(&session, &store);
    catch_up(&other, &store);
    other
        .borrow_mut()
        .commit(Intent::default(), vec![set(2, "source", "theirs")], 1_950);
    flush(&other, &store);
    catch_up(&session, &store);
    assert_eq!(revert(&session, &store, Verb::Undo), Err(drive::RevertError::Overwritten));
    assert_eq!(revert(&session, &store, Verb::Undo), Ok(0));
    assert_eq!(text(&session, 1, "job_title").as_deref(), Some("a"));
    flush(&session, &store);
    let steps = |session: &RefCell<Session>| {
        session
            .borrow()
            .undo
            .steps()
            .iter()
            .map(|step| step.changes.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(steps(&reopened(&store, TAB)), steps(&session));
}

#[test]
fn undo_after_reopening_does_not_take_away_what_another_tab_made_at_the_same_time() {
    let store = MemoryStore::new();
    let (mine, other) = (open(&store, TAB), open(&store, OTHER_TAB));
    // Both make the same record, as two imports of one file do; the other tab is the first to keep it.
    commit(&mine, Verb::Create, vec![set(1, "job_title", "mine")]);
    commit(&other, Verb::Create, vec![set(1, "source", "theirs")]);
    flush(&other, &store);
    flush(&mine, &store);
    let mine = reopened(&store, TAB);
    assert_eq!(revert(&mine, &store, Verb::Undo), Err(drive::RevertError::Overwritten));
    assert_eq!(text(&mine, 1, "source").as_deref(), Some("theirs"));
}

#[test]
fn a_large_change_by_others_counts_only_for_the_records_it_names() {
    let store = MemoryStore::new();
    let (session, other) = (open(&store, TAB), open(&store, OTHER_TAB));
    commit(&session, Verb::Create, vec![set(1, "job_title", "mine")]);
    commit(&session, Verb::Create, vec![set(2, "job_title", "mine")]);
    flush(&session, &store);
    catch_up(&other, &store);
    let large = (2..=102).map(|number| set(number, "source", "theirs")).collect();
    other.borrow_mut().commit(Intent::default(), large, 1_950);
    flush(&other, &store);
    catch_up(&session, &store);
    assert_eq!(revert(&session, &store, Verb::Undo), Err(drive::RevertError::Overwritten));
    assert_eq!(text(&session, 2, "source").as_deref(), Some("theirs"));
    assert_eq!(revert(&session, &store, Verb::Undo), Ok(0));
    assert_eq!(text(&session, 1, "job_title"), None);
}

#[test]
fn deleting_for_good_says_that_it_cannot_be_taken_back_and_leaves_the_list() {
    let store = MemoryStore::new();
    let session = open(&store, TAB);
    commit(&session, Verb::Edit, vec![set(2, "job_title", "a")]);
    let purge = Op::Purge {
        object: "contact".into(),
        records: vec![record(1)],
    };
    commit(&session, Verb::Edit, vec![set(1, "job_title", "a"), life(1, Life::Trashed)]);
    commit(&session, Verb::Purge, vec![purge]);
    flush(&session, &store);
    assert_eq!(revert(&session, &store, Verb::Undo), Err(drive::RevertError::Purged));
    assert_eq!(session.borrow().undo.steps().len(), 2);
}

#[test]
fn undo_of_a_group_leaves_a_record_that_others_wrote_to_as_it_is() {
    let store = MemoryStore::new();
    let (session, other) = (open(&store, TAB), open(&store, OTHER_TAB));
    commit_group(
        &session,
        500,
        vec![
            vec![life(1, Life::Trashed), set(1, "job_title", "mine")],
            vec![life(1, Life::Alive), set(1, "job_title", "mine, corrected")],
        ],
    );
    flush(&session, &store);
    catch_up(&other, &store);
    other
        .borrow_mut()
        .commit(Intent::default(), vec![set(1, "source", "theirs")], 1_950);
    flush(&other, &store);
    catch_up(&session, &store);
    assert_eq!(revert(&session, &store, Verb::Undo), Err(drive::RevertError::Overwritten));
    assert_eq!(
        text(&session, 1, "job_title").as_deref(),
        Some("mine, corrected"),
        "and not in the bin"
    );
}

#[test]
fn a_change_that_another_tab_kept_as_well_is_one_step() {
    let store = MemoryStore::new();
    let (session, other) = (open(&store, TAB), open(&store, OTHER_TAB));
    commit(&session, Verb::Create, vec![set(1, "job_title", "a")]);
    flush(&session, &store);
    let rows = block_on(store.log_after(0, 10)).expect("a working store and sound bytes");
    let change = model::codec::decode(&rows[0].change).expect("a working store and sound bytes");
    other.borrow_mut().adopt(change, 1_500);
    flush(&other, &store);
    assert_eq!(block_on(store.log_after(0, 10)).expect("a working store and sound bytes").len(), 2);
    assert_eq!(reopened(&store, TAB).borrow().undo.steps().len(), 1);
}

#[test]
fn a_damaged_row_in_the_middle_of_the_log_hides_nothing_behind_it() {
    let store = MemoryStore::new();
    let session = open(&store, TAB);
    for number in 1..=4 {
        commit(&session, Verb::Edit, vec![set(number, "job_title", "x")]);
        flush(&session, &store);
    }
    store.damage_row(2, |bytes| bytes.truncate(4));
    let again = reopened(&store, TAB);
    assert_eq!(
        [1, 2, 3, 4].map(|number| text(&again, number, "job_title").is_some()),
        [true, false, true, true]
    );
    assert_eq!(again.borrow().undo.steps().len(), 3);
    commit(&again, Verb::Edit, vec![set(5, "job_title", "y")]);
    flush(&again, &store);
    let again = open(&store, TAB);
    assert_eq!(
        text(&again, 5, "job_title").as_deref(),
        Some("y"),
        "its number is not one that was taken"
    );
    assert_eq!(again.borrow().workspace.applied().get(TAB), 5);
}
