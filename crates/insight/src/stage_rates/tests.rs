//! Stage rates by cases and by their properties.

use super::*;
use proptest::prelude::*;

#[test]
fn every_deal_counts_once_per_stage_and_open_ones_not_at_all() {
    use Outcome::{Lost, Open, Won};
    let visits = StageVisits {
        deal_of: &[0, 0, 0, 1, 1, 2, 3, 3],
        stage_of: &[0, 1, 0, 0, NO_STAGE, 0, 1, 1],
    };
    let rates = stage_rates(3, &[Won, Lost, Open, Won], visits).expect("well-formed log");
    assert_eq!(rates.stage(0), StageRate { closed: 2, won: 1 });
    assert_eq!(rates.stage(1), StageRate { closed: 2, won: 2 });
    assert_eq!((rates.stage(2), rates.stage(9)), (StageRate::default(), StageRate::default()));
    assert_eq!((rates.visits_left_out, rates.stages()), (1, 3));
}

#[test]
fn history_is_believed_once_there_is_enough_of_it() {
    let history = |closed: u32, won: u32| {
        let outcomes: Vec<_> = (0..closed)
            .map(|deal| if deal < won { Outcome::Won } else { Outcome::Lost })
            .collect();
        let deal_of: Vec<u32> = (0..closed).collect();
        let stage_of = vec![0; closed as usize];
        stage_rates(
            1,
            &outcomes,
            StageVisits {
                deal_of: &deal_of,
                stage_of: &stage_of,
            },
        )
        .expect("well-formed log")
    };
    let few = history(19, 19).probability(0, 0.3);
    assert_eq!(few.value, 0.3);
    assert_eq!(
        few.basis,
        ProbabilityBasis::StageDefault {
            known: StageRate { closed: 19, won: 19 },
            needed: 20
        }
    );
    let enough = history(20, 5).probability(0, 0.9);
    assert_eq!(enough.value, 6.0 / 22.0);
    assert_eq!(enough.basis, ProbabilityBasis::History(StageRate { closed: 20, won: 5 }));
    for (given, held) in [(f64::NAN, 0.0), (7.0, 1.0), (-1.0, 0.0)] {
        assert_eq!(history(0, 0).probability(0, given).value, held);
    }
}

#[test]
fn the_interval_agrees_with_published_figures() {
    // Wilson's interval for 15 of 50 is .1910 to .4375 (Agresti & Coull's formula, by hand), for 0 of 10 it is 0 to .2775.
    let (low, high) = StageRate { closed: 50, won: 15 }.interval();
    assert!((low - 0.1910).abs() < 5e-4 && (high - 0.4375).abs() < 5e-4, "{low} {high}");
    let (low, high) = StageRate { closed: 10, won: 0 }.interval();
    assert!(low.abs() < 1e-12 && (high - 0.2775).abs() < 5e-4, "{low} {high}");
    assert_eq!(StageRate::default().interval(), (0.0, 1.0));
    assert_eq!(StageRate::default().rate(), 0.5);
}

#[test]
fn logs_that_do_not_fit_are_errors() {
    let columns = StageVisits {
        deal_of: &[0],
        stage_of: &[],
    };
    assert_eq!(
        stage_rates(1, &[Outcome::Won], columns),
        Err(StageRatesError::Columns { deals: 1, stages: 0 })
    );
    let deal = StageVisits {
        deal_of: &[0, 1],
        stage_of: &[0, 0],
    };
    assert_eq!(
        stage_rates(1, &[Outcome::Won], deal),
        Err(StageRatesError::UnknownDeal { row: 1, deal: 1, deals: 1 })
    );
    let stage = StageVisits {
        deal_of: &[0],
        stage_of: &[4],
    };
    let error = stage_rates(4, &[Outcome::Open], stage).expect_err("there are stages 0 to 3");
    assert_eq!(error.to_string(), "stage log row 0 names stage 4 of 4");
}

proptest! {
    #[test]
    fn the_order_of_the_log_does_not_matter(
        outcomes in prop::collection::vec(prop_oneof![Just(Outcome::Open), Just(Outcome::Won), Just(Outcome::Lost)], 30),
        (visits, shuffled) in prop::collection::vec((0u32..30, 0u32..6), 0..120)
            .prop_flat_map(|visits| (Just(visits.clone()), Just(visits).prop_shuffle())),
    ) {
        let rates = |visits: &[(u32, u32)]| {
            let deal_of: Vec<u32> = visits.iter().map(|visit| visit.0).collect();
            let stage_of: Vec<u32> = visits.iter().map(|visit| visit.1).collect();
            stage_rates(6, &outcomes, StageVisits { deal_of: &deal_of, stage_of: &stage_of })
        };
        let found = rates(&visits)?;
        prop_assert_eq!(&found, &rates(&shuffled)?);
        for stage in 0..6 {
            let rate = found.stage(stage);
            let (low, high) = rate.interval();
            prop_assert!(rate.won <= rate.closed);
            prop_assert!(rate.rate() > 0.0 && rate.rate() < 1.0);
            prop_assert!((0.0..=1.0).contains(&low) && low <= high && (0.0..=1.0).contains(&high));
            prop_assert!(low <= rate.rate() && rate.rate() <= high);
        }
    }
}
