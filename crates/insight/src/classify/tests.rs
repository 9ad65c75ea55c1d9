//! Training on records whose truth is known, and on what nobody would hand in on purpose.

use super::*;
use crate::random::SplitMix64;
use proptest::prelude::*;

/// Records whose outcome follows the first number by a logistic function, with noise fields beside it.
struct Sample {
    numbers: Vec<f64>,
    noise: Vec<f64>,
    labels: Vec<u32>,
    outcomes: Vec<bool>,
}

fn sample(rows: usize, seed: u64) -> Sample {
    let mut random = SplitMix64::new(seed);
    let mut sample = Sample {
        numbers: vec![],
        noise: vec![],
        labels: vec![],
        outcomes: vec![],
    };
    for _ in 0..rows {
        let number = random.unit() * 6.0 - 3.0;
        let label = random.below(4) as u32;
        let chance = crate::special::logistic(0.7 * number + if label == 2 { 1.0 } else { 0.0 } - 0.5);
        sample.numbers.push(number);
        sample.noise.push(random.unit());
        sample.labels.push(label);
        sample.outcomes.push(random.unit() < chance);
    }
    sample
}

impl Sample {
    fn fields(&self) -> [Field<'_>; 3] {
        [
            Field::Numbers(&self.numbers),
            Field::Numbers(&self.noise),
            Field::Labels(&self.labels),
        ]
    }

    fn train(&self, method: Method) -> Model {
        Training::run_all(&self.fields(), &self.outcomes, method, BackTest::Folds, 1).unwrap()
    }
}

fn error(fields: &[Field<'_>], outcomes: &[bool]) -> ClassifyError {
    Training::new(fields, outcomes, Method::Auto, BackTest::Folds, 1).unwrap_err()
}

#[test]
fn unusable_input_is_named() {
    let mixed: Vec<bool> = (0..100).map(|row| row % 2 == 0).collect();
    assert_eq!(error(&[], &mixed), ClassifyError::NoFields);
    let rows = ClassifyError::Rows {
        field: 0,
        rows: 1,
        outcomes: 100,
    };
    assert_eq!(error(&[Field::Numbers(&[1.0])], &mixed), rows);
    let few = ClassifyError::NotEnough {
        positives: 0,
        negatives: 0,
        needed: ENOUGH,
    };
    assert_eq!(error(&[Field::Numbers(&[])], &[]), few);
    let one_class = ClassifyError::NotEnough {
        positives: 100,
        negatives: 0,
        needed: ENOUGH,
    };
    let numbers: Vec<f64> = (0..100).map(f64::from).collect();
    assert_eq!(error(&[Field::Numbers(&numbers)], &[true; 100]), one_class);
    for useless in [vec![1.0; 100], vec![f64::NAN; 100], vec![f64::INFINITY; 100]] {
        assert_eq!(error(&[Field::Numbers(&useless)], &mixed), ClassifyError::NothingVaries);
    }
    let ids: Vec<u32> = (0..100).collect();
    assert_eq!(error(&[Field::Labels(&ids)], &mixed), ClassifyError::NothingVaries);
    assert_eq!(error(&[Field::Labels(&[NO_LEVEL; 100])], &mixed), ClassifyError::NothingVaries);
}

#[test]
fn both_methods_find_what_is_there() {
    let (train, test) = (sample(2_000, 1), sample(2_000, 2));
    // The area of the true probabilities on such records.
    let truth: Vec<f64> = test
        .numbers
        .iter()
        .zip(&test.labels)
        .map(|(n, l)| 0.7 * n + f64::from(u8::from(*l == 2)))
        .collect();
    let best = Quality::measure(&truth, &test.outcomes).auc;
    for (method, short) in [(Method::Logistic, 0.003), (Method::Boosting, 0.02)] {
        let model = train.train(method);
        let quality = Quality::measure(&model.predict(&test.fields()).unwrap(), &test.outcomes);
        assert!(quality.auc > best - short, "{method:?}: {} of {best}", quality.auc);
        assert!((quality.auc - model.chosen().quality.auc).abs() < 0.03);
        assert!(
            model.importance[0] > model.importance[2] && model.importance[2] > model.importance[1],
            "{:?}",
            model.importance
        );
        assert!(model.converged && model.alone.iter().all(|alone| alone.leak.is_none()));
        for bin in &quality.calibration {
            assert!((bin.predicted - bin.observed).abs() < 0.1, "{method:?} {bin:?}");
        }
    }
    assert_eq!(train.train(Method::Auto).method, Method::Logistic);
}

#[test]
fn what_is_not_linear_is_left_to_boosting() {
    let mut records = sample(1_500, 3);
    records.outcomes = records
        .numbers
        .iter()
        .zip(&records.noise)
        .map(|(n, x)| (n.abs() > 1.5) != (*x > 0.95))
        .collect();
    let model = records.train(Method::Auto);
    assert_eq!(model.method, Method::Boosting);
    assert!(model.chosen().quality.auc > 0.9, "{}", model.chosen().quality.auc);
    let logistic = model
        .candidates
        .iter()
        .find(|candidate| candidate.method == Method::Logistic)
        .unwrap();
    assert!(logistic.quality.auc < 0.6);
}

#[test]
fn explanations_add_up_to_the_prediction() {
    let records = sample(600, 4);
    for method in [Method::Logistic, Method::Boosting] {
        let model = records.train(method);
        let predicted = model.predict(&records.fields()).unwrap();
        let rows: Vec<usize> = (0..600).chain([600, 9_999]).collect();
        let explained = model.explain(&records.fields(), &rows).unwrap();
        assert_eq!(explained.len(), 600);
        for (probability, explanation) in predicted.iter().zip(explained) {
            let score = explanation.base + explanation.parts.iter().sum::<f64>();
            assert!((crate::special::logistic(score) - probability).abs() < 1e-9);
        }
    }
}

/// scikit-learn 1.9 LogisticRegression(C=1, tol=1e-10) on z-scores with the population's deviation, one-hot levels, on 60 records
/// of whole numbers; its log-odds of the first four.
#[test]
fn logistic_regression_equals_an_independent_one() {
    let numbers: Vec<f64> = (0..60).map(|row| f64::from(row * 7 % 13)).collect();
    let labels: Vec<u32> = (0..60).map(|row| row % 3).collect();
    let outcomes: Vec<bool> = (0..60).map(|row| (row * 5 % 11) + (row * 7 % 13) > 11).collect();
    let fields = [Field::Numbers(&numbers), Field::Labels(&labels)];
    let codings = table::Codings::learn(&fields, 60, 1).unwrap();
    let table = std::rc::Rc::new(codings.apply(&fields, true).unwrap());
    let mut fit = logistic::LogisticFit::new(&codings, table.clone(), outcomes.into());
    while !fit.run(1) {}
    let scores = fit.finish().scores(&table);
    for (score, expected) in scores.iter().zip(SCIKIT_LEARN) {
        assert!((score - expected).abs() < 1e-4, "{score} {expected}");
    }
}

const SCIKIT_LEARN: [f64; 4] = [-5.43704906, -1.60830217, -5.00805870, -0.84786134];

#[test]
fn fields_filled_after_the_outcome_are_warned_of() {
    let records = sample(1_000, 5);
    let mut random = SplitMix64::new(6);
    let flip = |outcome: bool, random: &mut SplitMix64, noise: f64| outcome != (random.unit() < noise);
    let alone: Vec<u32> = records.outcomes.iter().map(|o| u32::from(flip(*o, &mut random, 0.08))).collect();
    let closed: Vec<f64> = records
        .outcomes
        .iter()
        .map(|o| if flip(*o, &mut random, 0.3) { f64::NAN } else { random.unit() })
        .collect();
    let rarer = records.outcomes.iter().filter(|o| **o).count() * 2 <= 1_000;
    let decided: Vec<u32> = records
        .outcomes
        .iter()
        .map(|o| if *o == rarer && random.unit() < 0.2 { 1 } else { 0 })
        .collect();
    let [numbers, noise, labels] = records.fields();
    let fields = [
        Field::Labels(&alone),
        Field::Numbers(&closed),
        Field::Labels(&decided),
        numbers,
        noise,
        labels,
    ];
    let training = Training::new(&fields, &records.outcomes, Method::Logistic, BackTest::Folds, 1).unwrap();
    let leaks: Vec<_> = training.alone().iter().map(|alone| alone.leak).collect();
    assert!(matches!(leaks[0], Some(LeakReason::PredictsAlone { auc }) if auc > 0.88));
    assert!(matches!(leaks[1], Some(LeakReason::MissingTells { .. })));
    assert!(matches!(leaks[2], Some(LeakReason::LevelsDecide { levels: 1, share }) if share > 0.1));
    assert_eq!(&leaks[4..], [None, None]);
}

#[test]
fn a_back_test_by_time_judges_later_records_only() {
    let records = sample(400, 7);
    let times: Vec<f64> = (0..400).rev().map(f64::from).collect();
    let train =
        |times: &[f64]| Training::run_all(&records.fields(), &records.outcomes, Method::Logistic, BackTest::Later(times), 1).unwrap();
    let model = train(&times);
    assert_eq!((model.tested, model.chosen().quality.rows), (Tested::Later { rows: 100 }, 100));
    assert_eq!(train(&[f64::NAN; 400]).tested, Tested::Folds(5));
    assert_eq!(train(&[1.0; 400]).tested, Tested::Folds(5));
}

#[test]
fn ten_thousand_levels_missing_huge_and_repeated_values_are_borne() {
    let mut random = SplitMix64::new(8);
    let many: Vec<u32> = (0..12_000).map(|_| random.below(10_000) as u32).collect();
    let huge: Vec<f64> = (0..12_000)
        .map(|row| [1e308, -1e308, f64::INFINITY, f64::NAN, 5e-324, 0.0, 3.0][row % 7])
        .collect();
    let outcomes: Vec<bool> = (0..12_000).map(|row| row % 7 > 3 || random.unit() < 0.1).collect();
    let fields = [Field::Labels(&many), Field::Numbers(&huge)];
    for method in [Method::Logistic, Method::Boosting] {
        let model = Training::run_all(&fields, &outcomes, method, BackTest::Folds, 1).unwrap();
        let odd = [
            Field::Labels(&[NO_LEVEL, u32::MAX - 1, 3]),
            Field::Numbers(&[f64::NEG_INFINITY, 1e308, -1e308]),
        ];
        for probability in model.predict(&odd).unwrap().into_iter().chain(model.predict(&fields).unwrap()) {
            assert!(probability > 0.0 && probability < 1.0);
        }
    }
}

#[test]
fn another_shape_than_that_of_training_is_refused() {
    let model = sample(300, 9).train(Method::Logistic);
    assert_eq!(model.predict(&[]).unwrap_err(), ClassifyError::Shape { field: 0 });
    let other = [Field::Labels(&[0]), Field::Numbers(&[0.0]), Field::Labels(&[0])];
    assert_eq!(model.predict(&other).unwrap_err(), ClassifyError::Shape { field: 0 });
}

#[test]
fn slices_give_what_one_go_gives() {
    let records = sample(300, 10);
    let mut training = Training::new(&records.fields(), &records.outcomes, Method::Auto, BackTest::Folds, 1).unwrap();
    let mut last = 0.0;
    while !training.run(1) {
        assert!((0.0..1.0).contains(&training.progress()) && training.progress() >= last);
        last = training.progress();
    }
    assert_eq!(training.finish(), records.train(Method::Auto));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn units_and_the_order_of_fields_do_not_matter(seed in any::<u64>(), unit in 1e-3f64..1e3, shift in -1e3f64..1e3) {
        let records = sample(200, seed);
        prop_assume!((ENOUGH..=200 - ENOUGH).contains(&records.outcomes.iter().filter(|o| **o).count()));
        let changed: Vec<f64> = records.numbers.iter().map(|n| n * unit + shift).collect();
        let [numbers, noise, labels] = records.fields();
        let train = |fields: &[Field<'_>]| {
            let model = Training::run_all(fields, &records.outcomes, Method::Logistic, BackTest::Folds, 1).unwrap();
            model.predict(fields).unwrap()
        };
        let first = train(&[numbers, noise, labels]);
        for other in [train(&[Field::Numbers(&changed), noise, labels]), train(&[labels, numbers, noise])] {
            for (a, b) in first.iter().zip(&other) {
                prop_assert!((a - b).abs() < 1e-4, "{} {}", a, b);
            }
        }
    }

    #[test]
    fn more_of_what_speaks_for_it_never_lowers_the_probability(seed in any::<u64>()) {
        let records = sample(200, seed);
        prop_assume!((ENOUGH..=200 - ENOUGH).contains(&records.outcomes.iter().filter(|o| **o).count()));
        let model = records.train(Method::Logistic);
        let at = |number: f64| model.predict(&[Field::Numbers(&[number]), Field::Numbers(&[0.5]), Field::Labels(&[1])]).unwrap()[0];
        let (low, high) = (at(-2.0), at(2.0));
        for step in 0..10 {
            let (a, b) = (at(f64::from(step) / 5.0), at(f64::from(step + 1) / 5.0));
            prop_assert_eq!(a <= b, low <= high);
        }
    }
}

#[test]
fn a_model_from_elsewhere_is_used_only_if_it_is_whole() {
    let sample = sample(600, 3);
    let fields = sample.fields();
    for method in [Method::Logistic, Method::Boosting] {
        let model = Training::run_all(&fields, &sample.outcomes, method, BackTest::Folds, 1).unwrap();
        let labels = [false, false, true];
        assert_eq!(model.check(&labels), Ok(()), "{method:?}");
        assert_eq!(model.check(&[false; 3]), Err(Unsound::Fields), "labels are no numbers");
        assert_eq!(model.check(&labels[1..]), Err(Unsound::Fields));
        assert_eq!(model.check(&[]), Err(Unsound::Fields));
        let broken = |damage: &dyn Fn(&mut Model), why| {
            let mut model = model.clone();
            damage(&mut model);
            assert_eq!(model.check(&labels), Err(why), "{method:?}");
        };
        broken(&|model| model.platt.slope = f64::NAN, Unsound::Numbers);
        broken(&|model| model.platt.slope = -1.0, Unsound::Numbers);
        broken(&|model| model.importance[0] = f64::INFINITY, Unsound::Numbers);
        broken(&|model| model.candidates[0].quality.auc = 1.5, Unsound::Numbers);
        broken(&|model| model.candidates.clear(), Unsound::Shape);
        broken(&|model| model.alone.truncate(1), Unsound::Shape);
        broken(&|model| model.positives = model.rows + 1, Unsound::Shape);
        broken(&sound::tests::point_beyond, Unsound::Shape);
        broken(&sound::tests::not_a_number_inside, Unsound::Shape);
    }
}

#[test]
fn the_spread_is_that_of_records_that_were_not_trained_on() {
    let sample = sample(2_000, 3);
    let fields = sample.fields();
    for method in [Method::Logistic, Method::Boosting] {
        let model = Training::run_all(&fields, &sample.outcomes, method, BackTest::Folds, 1).unwrap();
        let spread = &model.chosen().spread;
        let later = self::sample(2_000, 4);
        let later = model.predict(&later.fields()).unwrap();
        assert!(
            spread.index(later.iter().copied()).unwrap() < 0.1,
            "{method:?}: new records of the same kind are no drift"
        );
        let moved = later.iter().map(|chance| chance / 2.0);
        assert!(spread.index(moved).unwrap() > 0.25, "{method:?}");
    }
}
