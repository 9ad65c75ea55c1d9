//! Handles keep what those of Leptos promise.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use super::prelude::*;

/// Runs within an owner, as components do.
fn owned<U>(test: impl FnOnce() -> U) -> U {
    let owner = Owner::new();
    owner.with(test)
}

#[test]
fn every_source_reads_the_same_through_a_signal() {
    owned(|| {
        let set = RwSignal::new(2_u32);
        let memo = Memo::new(move |_| set.get() * 10);
        let sources: [(Signal<u32>, u32); 4] = [
            (set.into(), 2),
            (memo.into(), 20),
            (Signal::derive(move || set.get() + 1), 3),
            (Signal::stored(7), 7),
        ];
        for (signal, expected) in sources {
            assert_eq!(signal.get(), expected);
            assert_eq!(signal.get_untracked(), expected);
            assert_eq!(signal.with(|value| *value), expected);
            assert_eq!(signal.try_with_untracked(|value| *value), Some(expected));
        }
    });
}

#[test]
fn a_memo_is_given_its_last_value_and_computes_only_when_something_it_reads_has_changed() {
    owned(|| {
        let times = Arc::new(AtomicU32::new(0));
        let number = RwSignal::new(1_u32);
        let sum = Memo::new({
            let times = times.clone();
            move |before: Option<&u32>| {
                times.fetch_add(1, Ordering::Relaxed);
                before.copied().unwrap_or_default() + number.get()
            }
        });
        assert_eq!((sum.get(), sum.get()), (1, 1));
        assert_eq!(times.load(Ordering::Relaxed), 1);
        number.set(5);
        assert_eq!(sum.get(), 6);
        assert_eq!(times.load(Ordering::Relaxed), 2);
    });
}

#[test]
fn an_equal_value_of_a_memo_wakes_nobody() {
    owned(|| {
        let times = Arc::new(AtomicU32::new(0));
        let number = RwSignal::new(1_u32);
        let odd = Memo::new(move |_| number.get() % 2 == 1);
        let reader = Memo::new({
            let times = times.clone();
            move |_| {
                times.fetch_add(1, Ordering::Relaxed);
                odd.get()
            }
        });
        assert!(reader.get());
        number.set(3);
        assert!(reader.get());
        assert_eq!(times.load(Ordering::Relaxed), 1);
        number.set(4);
        assert!(!reader.get());
        assert_eq!(times.load(Ordering::Relaxed), 2);
    });
}

#[test]
fn values_change_in_place_and_may_be_set_while_they_are_looked_at() {
    owned(|| {
        let list = RwSignal::new(vec![1]);
        list.update(|list| list.push(2));
        assert_eq!(list.try_update(|list| list.pop()), Some(Some(2)));
        list.with(|old| {
            // What somebody looks at is not changed under their eyes.
            assert_eq!(list.try_update(|list| list.push(9)), None);
            list.set(vec![8]);
            assert_eq!(*old, [1]);
        });
        assert_eq!(list.get(), [8]);
    });
}

#[test]
fn a_change_that_changes_nothing_wakes_nobody() {
    owned(|| {
        let number = RwSignal::new(1);
        let times = Arc::new(AtomicU32::new(0));
        let reader = Memo::new({
            let times = times.clone();
            move |_| {
                number.track();
                times.fetch_add(1, Ordering::Relaxed)
            }
        });
        reader.get();
        number.maybe_update(|_| false);
        reader.get();
        assert_eq!(times.load(Ordering::Relaxed), 1);
        number.maybe_update(|number| {
            *number = 2;
            true
        });
        reader.get();
        assert_eq!(times.load(Ordering::Relaxed), 2);
    });
}

#[test]
fn handles_whose_owner_is_gone_answer_none_and_give_back_what_is_set() {
    let owner = Owner::new();
    let (signal, stored, kept) = owner.with(|| {
        let kept = ArcRwSignal::new(4);
        (RwSignal::from(kept.clone()), StoredValue::new(3), kept)
    });
    assert_eq!((signal.try_get_untracked(), stored.try_get_value()), (Some(4), Some(3)));
    owner.cleanup();
    assert_eq!((signal.try_get_untracked(), stored.try_get_value()), (None, None));
    assert_eq!((signal.try_set(5), stored.try_set_value(6)), (Some(5), Some(6)));
    assert_eq!(signal.try_update(|value| *value), None);
    // The value itself lives as long as its own handle.
    assert_eq!(kept.get_untracked(), 4);
}

#[test]
fn stored_values_need_not_be_sent_anywhere() {
    owned(|| {
        let stored = StoredValue::new(std::rc::Rc::new(1));
        stored.update_value(|value| *value = std::rc::Rc::new(2));
        assert_eq!(stored.with_value(|value| **value), 2);
    });
}
