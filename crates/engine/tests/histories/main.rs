//! The merge core under random histories, exhaustive small ones, planted defects and damaged bytes.
//!
//! `KITH_HISTORIES` says how many random histories are run (10,000 by default, split over the tests that nextest runs side by side);
//! `KITH_SEED` runs one again. A failure prints the line that repeats it.

mod checks;
mod damage;
mod defects;
mod exhaustive;
mod history;
mod ops;
mod random;
mod reference;
mod replica;
mod undoing;

use std::panic::{AssertUnwindSafe, catch_unwind};

use checks::{Invariant, Violation};
use history::{KINDS, Met};

/// Tests that share the histories.
const PARTS: u64 = 8;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// Runs one history; a panic is a violation like any other.
fn checked(seed: u64) -> Result<Met, Violation> {
    catch_unwind(AssertUnwindSafe(|| history::run(seed))).unwrap_or_else(|_| {
        Err(Violation {
            invariant: Invariant::NoPanic,
            detail: "the panic is printed above".to_owned(),
        })
    })
}

fn part(part: u64) {
    if let Some(seed) = number("KITH_SEED") {
        if part == 0 {
            told(seed, checked(seed));
        }
        return;
    }
    let share = number("KITH_HISTORIES").unwrap_or(10_000).div_ceil(PARTS);
    let mut met = Met::new();
    for seed in part * share..(part + 1) * share {
        for (kind, count) in told(seed, checked(seed)) {
            *met.entry(kind).or_default() += count;
        }
    }
    println!("{share} histories: {met:?}");
    if share >= 200 {
        let missing = KINDS.iter().filter(|kind| !met.contains_key(*kind)).collect::<Vec<_>>();
        assert!(missing.is_empty(), "{missing:?} were never met in {share} histories");
    }
}

fn told(seed: u64, outcome: Result<Met, Violation>) -> Met {
    outcome.unwrap_or_else(|Violation { invariant, detail }| {
        panic!(
            "{} is broken: {detail}\nrepeat with: KITH_SEED={seed} cargo nextest run -p engine --test histories histories_0",
            invariant.name()
        )
    })
}

macro_rules! parts {
    ($($name:ident: $part:literal),*) => {
        $(#[test]
        fn $name() {
            part($part);
        })*
    };
}

parts!(histories_0: 0, histories_1: 1, histories_2: 2, histories_3: 3, histories_4: 4, histories_5: 5, histories_6: 6, histories_7: 7);
