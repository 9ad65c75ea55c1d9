//! Effects by hand, and what comparisons are for any records.

use super::*;
use crate::random::SplitMix64;
use proptest::prelude::*;

#[test]
fn unusable_input_is_named() {
    let rows = DifferencesError::Rows {
        field: 1,
        rows: 1,
        expected: 2,
    };
    assert_eq!(
        separates(&[Compared::Numbers(&[1.0, 2.0]), Compared::Labels(&[1])], &[true, false]),
        Err(rows)
    );
    let few = DifferencesError::TooFew { with: 9, without: 1 };
    let mut outcomes = [true; 10];
    outcomes[3] = false;
    assert_eq!(separates(&[], &outcomes), Err(few));
    assert_eq!(drivers(&[], &[f64::NAN; 9]), Err(DifferencesError::TooFew { with: 0, without: 0 }));
    assert_eq!(drivers(&[], &[7.0; 9]), Err(DifferencesError::NoSpread));
}

#[test]
fn what_does_not_vary_or_is_missing_is_not_compared() {
    let outcomes: Vec<bool> = (0..20).map(|row| row < 10).collect();
    let fields = [
        Compared::Numbers(&[3.0; 20]),
        Compared::Numbers(&[f64::NAN; 20]),
        Compared::Labels(&[0; 20]),
        Compared::Labels(&[NO_LABEL; 20]),
    ];
    assert_eq!(separates(&fields, &outcomes), Ok(vec![]));
    let scores: Vec<f64> = (0..20).map(f64::from).collect();
    assert_eq!(drivers(&fields, &scores), Ok(vec![]));
}

#[test]
fn effects_by_hand() {
    // Label 1: 8 of 10 with the outcome, 2 of 10 without; half of all have it.
    let labels: Vec<u32> = (0..20).map(|row| u32::from(!(8..18).contains(&row))).collect();
    let outcomes: Vec<bool> = (0..20).map(|row| row < 10).collect();
    let found = separates(&[Compared::Labels(&labels)], &outcomes).unwrap();
    assert_eq!(found.len(), 2);
    let of_label = found.iter().find(|one| one.label == Some(1)).unwrap();
    assert!((of_label.effect - 0.6 / 0.5).abs() < 1e-12 && (of_label.with, of_label.without) == (0.8, 0.2));
    // Means 2 and 4 with variances of 2.5 each.
    let numbers: Vec<f64> = (0..10).map(|row| f64::from(row % 5) + if row < 5 { 2.0 } else { 0.0 }).collect();
    let outcomes: Vec<bool> = (0..10).map(|row| row < 5).collect();
    let found = separates(&[Compared::Numbers(&numbers)], &outcomes).unwrap();
    assert!((found[0].effect - 2.0 / 2.5f64.sqrt()).abs() < 1e-12);
}

/// scipy.stats.pearsonr of the same numbers: r = 0.7714286, p = 0.0723965.
#[test]
fn correlations_are_those_of_an_independent_source() {
    let found = drivers(
        &[Compared::Numbers(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])],
        &[1.0, 3.0, 2.0, 6.0, 4.0, 5.0],
    )
    .unwrap();
    assert!(
        (found[0].effect - 0.771_428_6).abs() < 1e-6 && (found[0].p_value - 0.072_396_5).abs() < 1e-6,
        "{found:?}"
    );
}

#[test]
fn chance_is_rarely_called_a_difference() {
    let mut random = SplitMix64::new(1);
    let outcomes: Vec<bool> = (0..500).map(|row| row % 2 == 0).collect();
    let noise: Vec<Vec<f64>> = (0..40).map(|_| (0..500).map(|_| random.unit()).collect()).collect();
    let real: Vec<f64> = (0..500).map(|row| random.unit() + if row % 2 == 0 { 0.3 } else { 0.0 }).collect();
    let fields: Vec<Compared<'_>> = std::iter::once(&real)
        .chain(&noise)
        .map(|numbers| Compared::Numbers(numbers))
        .collect();
    let found = separates(&fields, &outcomes).unwrap();
    assert_eq!(found[0].field, 0);
    assert!(found.iter().filter(|one| one.p_adjusted <= 0.05).count() <= 2);
}

proptest! {
    #[test]
    fn units_do_not_matter_and_sides_only_turn_the_sign(
        rows in prop::collection::vec((-1e3f64..1e3, any::<bool>(), 0u32..4), 12..60), unit in 1e-3f64..1e3,
    ) {
        let numbers: Vec<f64> = rows.iter().map(|row| row.0).collect();
        let scaled: Vec<f64> = rows.iter().map(|row| row.0 * unit).collect();
        let labels: Vec<u32> = rows.iter().map(|row| row.2).collect();
        let outcomes: Vec<bool> = rows.iter().map(|row| row.1).collect();
        let turned: Vec<bool> = rows.iter().map(|row| !row.1).collect();
        if let Ok(found) = separates(&[Compared::Numbers(&numbers), Compared::Labels(&labels)], &outcomes) {
            let other = separates(&[Compared::Numbers(&scaled), Compared::Labels(&labels)], &turned).unwrap();
            prop_assert_eq!(found.len(), other.len());
            for one in &found {
                prop_assert!(one.effect.is_finite() && (0.0..=1.0).contains(&one.p_value) && one.p_adjusted >= one.p_value);
                let same = other.iter().find(|other| (other.field, other.label) == (one.field, one.label)).unwrap();
                prop_assert!((one.effect + same.effect).abs() < 1e-6);
            }
        }
        if let Ok(found) = drivers(&[Compared::Labels(&labels), Compared::Numbers(&scaled)], &numbers) {
            prop_assert!(found.iter().all(|one| one.effect.is_finite() && one.p_value.is_finite()));
        }
    }
}
