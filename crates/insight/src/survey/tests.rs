//! Published figures, ends of the scale, and what a score must keep.

use super::*;
use proptest::prelude::*;

#[test]
fn the_score_is_promoters_less_detractors() {
    // 39 answers of a published exercise: 8 promoters, 9 passives, 22 detractors.
    let found = net_promoter_of_counts(8, 9, 22, 0.95).expect("39 answers");
    assert_eq!((found.score * 10.0).round() / 10.0, -35.9);
    assert!(
        (found.interval.0 - -57.51).abs() < 0.02 && (found.interval.1 - -9.16).abs() < 0.02,
        "{found:?}"
    );
}

#[test]
fn where_all_agree_the_limits_are_not_a_point() {
    let found = net_promoter(&[10.0; 10], 0.95).expect("ten answers");
    assert_eq!((found.score, found.interval.1), (100.0, 100.0));
    assert!((40.0..60.0).contains(&found.interval.0), "{found:?}");
    let one = net_promoter(&[0.0], 0.95).expect("one answer");
    assert!(one.score == -100.0 && one.interval.0 == -100.0 && one.interval.1 > 0.0, "{one:?}");
}

#[test]
fn answers_off_the_scale_are_named() {
    assert_eq!(net_promoter(&[], 0.95), Err(SurveyError::NoAnswer));
    for answer in [11.0, -1.0, 7.5, f64::INFINITY] {
        assert_eq!(net_promoter(&[3.0, answer], 0.95), Err(SurveyError::OffScale { place: 1, answer }));
    }
    assert!(matches!(
        net_promoter(&[f64::NAN], 0.95),
        Err(SurveyError::OffScale { place: 0, .. })
    ));
    assert_eq!(net_promoter(&[3.0], 0.0), Err(SurveyError::Confidence { confidence: 0.0 }));
    assert_eq!(satisfaction(&[3.0], (5.0, 1.0), 4.0, 0.95), Err(SurveyError::Scale));
    assert_eq!(satisfaction(&[3.0], (1.0, 5.0), 6.0, 0.95), Err(SurveyError::Scale));
    assert_eq!(
        effort(&[8.0], (1.0, 7.0), 0.95),
        Err(SurveyError::OffScale { place: 0, answer: 8.0 })
    );
}

#[test]
fn satisfaction_is_a_share_and_effort_a_mean() {
    let answers = [1.0, 2.0, 4.0, 5.0, 5.0];
    let found = satisfaction(&answers, (1.0, 5.0), 4.0, 0.95).expect("five answers");
    assert_eq!((found.value, found.n), (0.6, 5));
    let found = effort(&answers, (1.0, 7.0), 0.95).expect("five answers");
    assert_eq!((found.value, found.interval.map(|limits| limits.1 < 7.0)), (3.4, Some(true)));
    assert_eq!(effort(&[4.0], (1.0, 7.0), 0.95).expect("one answer").interval, None);
}

proptest! {
    #[test]
    fn the_score_lies_within_its_limits(promoters in 0u64..500, passives in 0u64..500, detractors in 0u64..500) {
        prop_assume!(promoters + passives + detractors > 0);
        let found = net_promoter_of_counts(promoters, passives, detractors, 0.95).expect("there are answers");
        prop_assert!(-100.0 <= found.interval.0 && found.interval.0 <= found.score);
        prop_assert!(found.score <= found.interval.1 && found.interval.1 <= 100.0);
        let mirrored = net_promoter_of_counts(detractors, passives, promoters, 0.95).expect("there are answers");
        prop_assert!((mirrored.score + found.score).abs() < 1e-9);
        prop_assert!((mirrored.interval.0 + found.interval.1).abs() < 1e-9);
        let more = net_promoter_of_counts(promoters + 1, passives, detractors, 0.95).expect("there are answers");
        prop_assert!(more.score >= found.score);
    }
}
