//! Damaged bytes: a flipped, cut, stretched or spliced change is an error with a place, or a change like any other; never a panic.

use std::cell::RefCell;

use engine::session::drive;
use engine::session::{Problem, Session};
use engine::store::MemoryStore;
use engine::workspace::Workspace;
use model::clock::Hlc;
use model::codec::{self, DecodeError};
use model::{ActorId, Change, Intent};
use pollster::block_on;

use crate::checks::digest;
use crate::ops::Topic;
use crate::random::Random;

/// Changes that are damaged, and how often each.
const CHANGES: u64 = 1_500;
const WAYS: usize = 40;

fn change(random: &mut Random) -> Change {
    Change {
        actor: ActorId(5),
        seq: 1,
        hlc: Hlc::new(1_000 + random.below(1_000) as u64, 0),
        seen: Vec::new(),
        intent: Intent::default(),
        ops: Topic::new(random).intent(random),
    }
}

/// Damages bytes in one of the ways in which disks, networks and people do.
fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..random.between(1, 3) {
        let place = random.below(bytes.len().max(1)).min(bytes.len());
        match random.below(5) {
            0 => bytes.truncate(place),
            1 => bytes.insert(place, random.next() as u8),
            2 if place < bytes.len() => {
                bytes.remove(place);
            }
            3 => {
                let end = bytes.len().min(place + random.between(1, 12));
                let run = bytes[place..end].to_vec();
                bytes.splice(place..place, run);
            }
            _ if place < bytes.len() => bytes[place] ^= 1 << random.below(8),
            _ => {}
        }
    }
}

#[test]
fn a_damaged_change_is_an_error_or_a_change_and_never_a_panic() {
    let blank = Workspace::new(ActorId(9));
    let (mut errors, mut applied) = (0, 0);
    for seed in 0..CHANGES {
        let mut random = Random::new(seed);
        let whole = codec::encode(&change(&mut random));
        for cut in 0..whole.len() {
            let error = codec::decode(&whole[..cut]).expect_err("a change that breaks off is no change");
            assert!(
                matches!(error, DecodeError::Empty | DecodeError::Damaged(_)),
                "cut at {cut}: {error:?}"
            );
        }
        for _ in 0..WAYS {
            let mut bytes = whole.clone();
            damage(&mut bytes, &mut random);
            let _: Result<_, DecodeError> = codec::decode_ops(&bytes);
            let header = codec::decode_header(&bytes);
            let Ok(change) = codec::decode(&bytes) else {
                errors += 1;
                continue;
            };
            assert!(header.is_ok(), "a change has a header");
            let again = codec::encode(&change);
            let kept = codec::decode(&again).map(|change| codec::encode(&change));
            assert_eq!(kept.as_ref(), Ok(&again), "what was read can be written, and read");
            // Whatever it says, it can be applied: as a first change, so that it waits for nothing.
            let mut workspace = blank.clone();
            let first = Change {
                seq: 1,
                seen: Vec::new(),
                ..change
            };
            workspace.receive(first, 1_000);
            if let Err(violation) = digest(&workspace) {
                panic!(
                    "{} is broken by a damaged change of seed {seed}: {}",
                    violation.invariant.name(),
                    violation.detail
                );
            }
            applied += 1;
        }
    }
    println!("{errors} were errors, {applied} were applied");
    assert!(errors > 1_000 && applied > 1_000, "both ends were met: {errors}, {applied}");
}

/// A session of eight changes that are kept in the store.
fn filled(random: &mut Random, store: &MemoryStore) -> RefCell<Session> {
    let session = RefCell::new(Session::new(ActorId(5)));
    let mut topic = Topic::new(random);
    for _ in 0..8 {
        let ops = topic.intent(random);
        session.borrow_mut().commit(Intent::default(), ops, 1_000);
    }
    block_on(drive::flush(&session, store)).expect("a working store keeps everything");
    session
}

#[test]
fn a_damaged_log_opens_and_says_what_is_wrong() {
    for seed in 0..150 {
        let mut random = Random::new(seed);
        let store = MemoryStore::new();
        filled(&mut random, &store);
        let row = random.between(1, 8) as u64;
        store.damage_row(row, |bytes| damage(bytes, &mut random));
        let again = block_on(drive::open(&store, ActorId(5))).expect("a damaged row does not keep a store from opening");
        if let Err(violation) = digest(&again.workspace) {
            panic!("{} is broken in seed {seed}: {}", violation.invariant.name(), violation.detail);
        }
        let told = again
            .problems()
            .iter()
            .all(|problem| matches!(problem, Problem::LogRow { seq, .. } if *seq == row));
        assert!(told, "{:?}", again.problems());
        if !again.problems().is_empty() {
            let last = if row == 8 { 7 } else { 8 };
            assert_eq!(
                again.workspace.applied().get(ActorId(5)),
                last,
                "row {row} of seed {seed} hides others"
            );
            assert_eq!(again.workspace.waiting(), 0);
        }
    }
}

#[test]
fn a_damaged_checkpoint_is_replaced_by_the_log() {
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let store = MemoryStore::new();
        let session = filled(&mut random, &store);
        block_on(drive::checkpoint(&session, &store, 1_000)).expect("a working store takes a checkpoint");
        let keys = store.segment_keys();
        let key = random.pick(&keys).clone();
        store.damage_segment(&key, |bytes| damage(bytes, &mut random));
        let again = block_on(drive::open(&store, ActorId(5))).expect("a damaged checkpoint does not keep a store from opening");
        assert_eq!(
            again.workspace.digest(),
            session.borrow().workspace.digest(),
            "I9 rebuild with {key} damaged, seed {seed}"
        );
    }
}
