//! The ranking by cases and by its properties.

use super::*;
use proptest::prelude::*;

const SETTINGS: RankingSettings = RankingSettings {
    now_ms: 1_000,
    assumed_value_minor: 50_000,
    wanted: 10,
};

fn candidate(key: u32, value_minor: Option<i64>, probability: f64, signals: Signals) -> Candidate<u32> {
    Candidate {
        key,
        value_minor,
        probability,
        signals,
    }
}

fn keys(ranking: &Ranking<u32>) -> Vec<u32> {
    ranking.lines.iter().map(|line| line.key).collect()
}

#[test]
fn a_line_is_the_product_of_its_factors_and_names_them() {
    let signals = Signals {
        quiet: Some(Quiet { days: 20, allowed: 10 }),
        priority: Some(Priority::Normal),
        ..Signals::default()
    };
    let ranking = rank(&[candidate(7, Some(1_440_000), 0.25, signals)], &[], SETTINGS);
    let line = &ranking.lines[0];
    assert_eq!(
        (line.key, line.value_minor, line.value_basis, line.probability),
        (7, 1_440_000, ValueBasis::Known, 0.25)
    );
    assert!((line.urgency - (1.0 + 4.0 * (1.0 - 0.2 * 0.7))).abs() < 1e-12);
    assert!((line.score - 360_000.0 * line.urgency).abs() < 1e-6);
    assert_eq!(
        line.pressures[0],
        Pressure {
            driver: Driver::Quiet(Quiet { days: 20, allowed: 10 }),
            pressure: 0.8
        }
    );
    assert_eq!(line.pressures[1].driver, Driver::Priority(Priority::Normal));
}

#[test]
fn a_late_answer_passes_a_larger_deal_that_can_wait() {
    let late = Signals {
        sla_minutes_left: Some(-30),
        ..Signals::default()
    };
    let ranking = rank(
        &[candidate(1, Some(200_000), 0.5, Signals::default()), candidate(2, None, 0.8, late)],
        &[],
        SETTINGS,
    );
    assert_eq!(keys(&ranking), [2, 1]);
    assert_eq!(
        (ranking.lines[0].value_minor, ranking.lines[0].value_basis),
        (50_000, ValueBasis::Assumed)
    );
}

#[test]
fn decisions_hold_until_they_expire() {
    let all: Vec<_> = (1..=5).map(|key| candidate(key, Some(100), 1.0, Signals::default())).collect();
    let decision = |key, verdict, until_ms| Decision { key, verdict, until_ms };
    let decisions = [
        decision(1, Verdict::Dismissed, None),
        decision(2, Verdict::Accepted, Some(1_001)),
        decision(3, Verdict::Dismissed, Some(1_000)),
        // An expired one does not hide one that stands, nor a shorter one a longer one.
        decision(4, Verdict::Accepted, Some(5)),
        decision(4, Verdict::Dismissed, Some(9_000)),
        decision(4, Verdict::Accepted, Some(8_000)),
        decision(99, Verdict::Dismissed, None),
    ];
    let ranking = rank(&all, &decisions, SETTINGS);
    assert_eq!(keys(&ranking), [3, 5]);
    assert_eq!(
        ranking.left_out,
        [
            (
                0,
                LeftOutReason::Decided {
                    verdict: Verdict::Dismissed,
                    until_ms: None
                }
            ),
            (
                1,
                LeftOutReason::Decided {
                    verdict: Verdict::Accepted,
                    until_ms: Some(1_001)
                }
            ),
            (
                3,
                LeftOutReason::Decided {
                    verdict: Verdict::Dismissed,
                    until_ms: Some(9_000)
                }
            ),
        ]
    );
    assert_eq!(
        keys(&rank(&all, &decisions, RankingSettings { now_ms: 9_000, ..SETTINGS })),
        [2, 3, 4, 5]
    );
}

#[test]
fn what_cannot_be_ranked_is_left_out_with_its_reason() {
    let bad = [
        candidate(1, Some(-1), 0.5, Signals::default()),
        candidate(2, Some(5), 1.5, Signals::default()),
        candidate(3, Some(5), -0.1, Signals::default()),
        candidate(4, Some(0), 0.0, Signals::default()),
    ];
    let ranking = rank(&bad, &[], SETTINGS);
    assert_eq!((keys(&ranking), ranking.lines[0].score), (vec![4], 0.0));
    assert_eq!(ranking.left_out[0], (0, LeftOutReason::NegativeValue { value_minor: -1 }));
    assert_eq!(ranking.left_out[1], (1, LeftOutReason::ImpossibleProbability { probability: 1.5 }));
    let nan = rank(&[candidate(1, None, f64::NAN, Signals::default())], &[], SETTINGS);
    assert!(nan.lines.is_empty() && matches!(nan.left_out[0].1, LeftOutReason::ImpossibleProbability { .. }));
    assert_eq!(
        rank::<u32>(&[], &[], SETTINGS),
        Ranking {
            lines: vec![],
            eligible: 0,
            left_out: vec![]
        }
    );
}

#[test]
fn the_typical_value_is_the_median_of_what_is_known() {
    assert_eq!(typical_value([]), None);
    assert_eq!(typical_value([None, Some(0), Some(-5)]), None);
    assert_eq!(typical_value([Some(9), None, Some(1), Some(4)]), Some(4));
    assert_eq!(typical_value([Some(9), Some(i64::MAX), Some(1), Some(4)]), Some(4));
}

fn candidates() -> impl Strategy<Value = Vec<Candidate<u32>>> {
    let signals = (prop::option::of(-20i32..20), prop::option::of((0u32..40, 0u32..20))).prop_map(|(due_in_days, quiet)| Signals {
        due_in_days,
        quiet: quiet.map(|(days, allowed)| Quiet { days, allowed }),
        ..Signals::default()
    });
    let value = prop_oneof![5 => (0i64..100).prop_map(Some), 1 => Just(None), 1 => any::<i64>().prop_map(Some)];
    let probability = prop_oneof![5 => (0u32..5).prop_map(|quarter| f64::from(quarter) / 4.0), 1 => any::<f64>()];
    prop::collection::vec((value, probability, signals), 0..60).prop_map(|rows| {
        rows.into_iter()
            .enumerate()
            .map(|(key, (value, probability, signals))| candidate(key as u32, value, probability, signals))
            .collect()
    })
}

proptest! {
    #[test]
    fn the_order_of_candidates_does_not_matter(
        (candidates, shuffled) in candidates().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        decided in prop::collection::vec((0u32..60, any::<bool>(), prop::option::of(0i64..2_000)), 0..20),
        wanted in 0usize..70,
    ) {
        let decisions: Vec<_> = decided
            .into_iter()
            .map(|(key, accepted, until_ms)| Decision {
                key,
                verdict: if accepted { Verdict::Accepted } else { Verdict::Dismissed },
                until_ms,
            })
            .collect();
        let settings = RankingSettings { wanted, ..SETTINGS };
        let (a, b) = (rank(&candidates, &decisions, settings), rank(&shuffled, &decisions, settings));
        prop_assert_eq!(keys(&a), keys(&b));
        prop_assert_eq!((a.eligible, a.left_out.len()), (b.eligible, b.left_out.len()));
        prop_assert_eq!(a.eligible + a.left_out.len(), candidates.len());
        prop_assert_eq!(a.lines.len(), a.eligible.min(wanted));
        // A shorter list is the head of a longer one.
        let whole = rank(&candidates, &decisions, RankingSettings { wanted: usize::MAX, ..SETTINGS });
        prop_assert_eq!(&whole.lines[..a.lines.len()], &a.lines[..]);
        prop_assert!(whole.lines.windows(2).all(|pair| pair[0].score >= pair[1].score));
        for line in &whole.lines {
            prop_assert!(line.score.is_finite() && line.score >= 0.0);
            let expected = line.value_minor as f64 * line.probability;
            prop_assert_eq!(line.score, expected * line.urgency);
            prop_assert!(line.pressures.windows(2).all(|pair| pair[0].pressure >= pair[1].pressure));
        }
    }

    #[test]
    fn more_value_or_chance_never_ranks_lower(
        candidates in candidates(),
        pick in any::<prop::sample::Index>(),
        more in 0i64..1_000,
    ) {
        prop_assume!(!candidates.is_empty());
        let settings = RankingSettings { wanted: usize::MAX, ..SETTINGS };
        let chosen = pick.index(candidates.len());
        let place = |candidates: &[Candidate<u32>]| {
            keys(&rank(candidates, &[], settings)).iter().position(|key| *key == chosen as u32)
        };
        let Some(before) = place(&candidates) else { return Ok(()) };
        let mut raised = candidates.clone();
        raised[chosen].value_minor = raised[chosen].value_minor.map(|value| value.saturating_add(more));
        raised[chosen].probability = (raised[chosen].probability + 0.25).min(1.0);
        prop_assert!(place(&raised).is_some_and(|after| after <= before));
    }
}
