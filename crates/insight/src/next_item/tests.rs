//! Probabilities by hand, and what they are for any sequences.

use super::*;
use proptest::prelude::*;

#[test]
fn unusable_input_is_named() {
    assert_eq!(NextItems::learn(3, &[]).unwrap_err(), NextItemError::NoSteps);
    assert_eq!(NextItems::learn(3, &[&[1], &[]]).unwrap_err(), NextItemError::NoSteps);
    let unknown = NextItemError::UnknownItem {
        sequence: 1,
        item: 3,
        items: 3,
    };
    assert_eq!(NextItems::learn(3, &[&[0, 1], &[3, 1]]).unwrap_err(), unknown);
}

#[test]
fn probabilities_by_hand() {
    // After 0: 1 twice, 2 once; two kinds of three, so 2/5 is backed off to the shares 1: 2/5, 2: 3/5.
    let next = NextItems::learn(4, &[&[0, 1, 2], &[0, 1, 2], &[0, 2]]).unwrap();
    let after = next.probabilities(0);
    assert!((after[1] - (2.0 / 5.0 + 0.4 * 0.4)).abs() < 1e-12);
    assert!((after[2] - (1.0 / 5.0 + 0.4 * 0.6)).abs() < 1e-12);
    assert_eq!((after[0], after[3]), (0.0, 0.0));
    // Nothing ever followed 2, and 99 does not exist: what is bought at all.
    assert_eq!(next.probabilities(2), next.probabilities(99));
    assert_eq!(next.after(2, 9, &[]).iter().map(|offer| offer.item).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(next.after(0, 9, &[1]).len(), 1);
}

proptest! {
    #[test]
    fn probabilities_add_up_to_one(sequences in prop::collection::vec(prop::collection::vec(0u32..5, 0..6), 1..12), last in 0u32..7) {
        let lists: Vec<&[u32]> = sequences.iter().map(Vec::as_slice).collect();
        if let Ok(next) = NextItems::learn(5, &lists) {
            let sum: f64 = next.probabilities(last).iter().sum();
            prop_assert!((sum - 1.0).abs() < 1e-9);
        }
    }
}
