//! The checks are worth something: every known way to get merging wrong is planted once, and some invariant has to notice.

use std::collections::BTreeMap;

use model::merge::defect::{Defect, plant};

use crate::checked;

/// Histories run with each defect.
const HISTORIES: u64 = 60;

#[test]
fn every_planted_defect_is_caught() {
    // Planted defects may well panic; that is caught as I16 and need not be told sixty times.
    std::panic::set_hook(Box::new(|_| {}));
    let mut missed = Vec::new();
    for defect in Defect::ALL {
        plant(Some(defect));
        let mut caught: BTreeMap<&str, u64> = BTreeMap::new();
        let mut first = None;
        for seed in 0..HISTORIES {
            if let Err(violation) = checked(seed) {
                *caught.entry(violation.invariant.name()).or_default() += 1;
                first.get_or_insert(seed);
            }
        }
        plant(None);
        println!("{defect:?}: in {HISTORIES} histories, first in number {first:?}, by {caught:?}");
        if first.is_none() {
            missed.push(defect);
        }
    }
    let _ = std::panic::take_hook();
    assert!(missed.is_empty(), "no invariant notices {missed:?}");
}
