//! Against statsmodels and SciPy, and against what a comparison must keep.

use super::*;
use proptest::prelude::*;

fn close(found: f64, wanted: f64) {
    assert!(
        (found - wanted).abs() < 1e-9 * wanted.abs().max(1e-3),
        "{found:e} instead of {wanted:e}"
    );
}

fn of(successes: u64, n: u64) -> Proportion {
    Proportion { successes, n }
}

#[test]
fn comparisons_agree_with_statsmodels_and_scipy() {
    let (low, high) = wilson_interval(of(8, 39), 0.95).expect("a confidence");
    close(low, 0.107_797_182_307_103_76);
    close(high, 0.355_339_680_135_822_9);
    let found = difference_of_proportions(of(56, 70), of(48, 80), 0.95).expect("two groups");
    close(found.interval.0, 0.052_431_472_402_364_98);
    close(found.interval.1, 0.333_872_654_036_906_14);
    close(found.p_value, 0.008_045_081_368_196_56);
    let (a, b) = ([3.1, 4.5, 2.2, 5.9, 4.4, 6.0], [1.0, 2.0, 2.5, 0.5, 3.3]);
    let found = difference_of_means(&Moments::of(&a), &Moments::of(&b), 0.95).expect("there is spread");
    close(found.p_value, 0.012_205_347_316_216_881);
    close(found.interval.0, 0.689_055_041_881_698_3);
    close(found.interval.1, 4.290_944_958_118_303);
    let (low, high) = mean_interval(&Moments::of(&a), 0.95).expect("six values");
    close(low, 2.769_910_928_808_889_7);
    close(high, 5.930_089_071_191_111);
}

#[test]
fn nothing_can_be_said_of_too_few_or_of_equal_measurements() {
    assert_eq!(of(0, 0).rate(), Err(ExperimentError::TooFew { found: 0, least: 1 }));
    assert_eq!(
        wilson_interval(of(3, 2), 0.95),
        Err(ExperimentError::MoreSuccesses { successes: 3, n: 2 })
    );
    assert_eq!(wilson_interval(of(1, 2), 1.0), Err(ExperimentError::Confidence { confidence: 1.0 }));
    let (one, same) = (Moments::of(&[5.0]), Moments::of(&[5.0, 5.0]));
    assert_eq!(
        difference_of_means(&one, &same, 0.95),
        Err(ExperimentError::TooFew { found: 1, least: 2 })
    );
    assert_eq!(difference_of_means(&same, &same, 0.95), Err(ExperimentError::NoSpread));
    let huge = Moments::of(&[f64::MAX, -f64::MAX]);
    assert_eq!(difference_of_means(&huge, &same, 0.95), Err(ExperimentError::NotFinite));
    let infinite = Moments::of(&[f64::INFINITY, 1.0]);
    assert_eq!(difference_of_means(&infinite, &same, 0.95), Err(ExperimentError::NotFinite));
}

#[test]
fn nobody_and_everybody_have_limits_too() {
    let (low, high) = wilson_interval(of(0, 10), 0.95).expect("a confidence");
    assert!(low == 0.0 && (0.27..0.28).contains(&high));
    assert_eq!(wilson_interval(of(10, 10), 0.95).expect("a confidence").1, 1.0);
    let none = difference_of_proportions(of(0, 10), of(0, 20), 0.95).expect("two groups");
    assert_eq!((none.difference, none.p_value), (0.0, 1.0));
}

#[test]
fn false_discoveries_are_held_down() {
    let adjusted = adjusted_p_values(&[0.01, 0.04, 0.03, f64::NAN, 0.005]);
    for (found, wanted) in adjusted.into_iter().zip([0.025, 0.05, 0.05, 1.0, 0.025]) {
        close(found, wanted);
    }
    assert_eq!(adjusted_p_values(&[]), Vec::<f64>::new());
}

proptest! {
    #[test]
    fn swapping_the_groups_turns_the_difference(a in 0u64..50, b in 0u64..80) {
        let there = difference_of_proportions(of(a, 50), of(b, 80), 0.9).expect("two groups");
        let back = difference_of_proportions(of(b, 80), of(a, 50), 0.9).expect("two groups");
        prop_assert!((there.difference + back.difference).abs() < 1e-12);
        prop_assert!((there.interval.0 + back.interval.1).abs() < 1e-12);
        prop_assert!((there.p_value - back.p_value).abs() < 1e-12);
        prop_assert!(there.interval.0 <= there.difference && there.difference <= there.interval.1);
    }

    #[test]
    fn the_unit_of_a_mean_does_not_matter(
        a in prop::collection::vec(-1e3f64..1e3, 2..40),
        b in prop::collection::vec(-1e3f64..1e3, 2..40),
        factor in 1e-6f64..1e6,
    ) {
        let scaled = |values: &[f64]| Moments::of(&values.iter().map(|value| value * factor).collect::<Vec<_>>());
        let plain = difference_of_means(&Moments::of(&a), &Moments::of(&b), 0.95).expect("there is spread");
        let other = difference_of_means(&scaled(&a), &scaled(&b), 0.95).expect("there is spread");
        prop_assert!((plain.p_value - other.p_value).abs() < 1e-7);
        let width = |of: &Difference| of.interval.1 - of.interval.0;
        prop_assert!((width(&plain) * factor - width(&other)).abs() < 1e-6 * width(&other));
    }

    #[test]
    fn adjusting_keeps_the_order_and_never_lowers(p_values in prop::collection::vec(0.0f64..=1.0, 1..60)) {
        let adjusted = adjusted_p_values(&p_values);
        for (i, p) in p_values.iter().enumerate() {
            prop_assert!(adjusted[i] >= *p && adjusted[i] <= 1.0);
            for (j, q) in p_values.iter().enumerate() {
                prop_assert!(p > q || adjusted[i] <= adjusted[j]);
            }
        }
    }
}

#[test]
fn halves_are_even_follow_the_seed_and_not_the_order() {
    let people: Vec<u128> = (0..501u128).map(|person| person * 0x9e37_79b9_7f4a_7c15 + 7).collect();
    let treated = halves(&people, 42);
    assert_eq!(treated.iter().filter(|treated| **treated).count(), 251);
    let backwards: Vec<u128> = people.iter().rev().copied().collect();
    let mut again = halves(&backwards, 42);
    again.reverse();
    assert_eq!(treated, again);
    let other = halves(&people, 43);
    let alike = treated.iter().zip(&other).filter(|(one, other)| one == other).count();
    assert!((180..320).contains(&alike), "another seed, another division: {alike} alike");
    let first: usize = treated[..250].iter().filter(|treated| **treated).count();
    assert!((95..155).contains(&first), "neither half of the list is preferred: {first}");
    assert_eq!((halves(&[], 1), halves(&[5], 1)), (vec![], vec![true]));
}
