//! Against published figures and independent fits (SciPy's Nelder-Mead on the same likelihoods), and against what a value must keep.

use super::*;
use crate::minimise::Progress;
use proptest::prelude::*;

/// Repeats, recency, age and mean value of 60 customers drawn from the model's own story.
#[rustfmt::skip]
const CUSTOMERS: [(u32, f64, f64, f64); 60] = [
    (7, 20.4, 57.0, 140.53), (1, 0.3, 45.0, 68.00), (0, 0.0, 44.0, 0.00), (1, 0.8, 53.0, 57.70), (4, 24.3, 37.0, 33.30), (1, 32.8,
    44.0, 102.29), (2, 28.8, 42.0, 45.37), (1, 34.2, 38.0, 67.56), (0, 0.0, 53.0, 0.00), (1, 11.7, 52.0, 46.08), (13, 51.0, 53.0,
    77.04), (1, 4.9, 37.0, 105.83), (0, 0.0, 58.0, 0.00), (6, 38.4, 42.0, 48.78), (0, 0.0, 30.0, 0.00), (1, 0.1, 44.0, 92.92), (1,
    5.0, 32.0, 55.73), (0, 0.0, 34.0, 0.00), (1, 15.2, 54.0, 39.10), (5, 33.1, 35.0, 59.26), (2, 36.4, 37.0, 81.59), (0, 0.0, 41.0,
    0.00), (0, 0.0, 53.0, 0.00), (1, 0.1, 50.0, 20.34), (3, 27.7, 57.0, 270.65), (2, 26.9, 27.0, 87.09), (1, 4.8, 48.0, 45.84), (6,
    11.0, 47.0, 27.92), (1, 13.7, 39.0, 62.80), (2, 27.7, 36.0, 35.48), (1, 2.2, 36.0, 45.22), (2, 16.7, 36.0, 75.65), (2, 29.9, 42.0,
    110.67), (1, 41.5, 59.0, 71.45), (0, 0.0, 52.0, 0.00), (4, 47.3, 50.0, 65.65), (1, 2.8, 50.0, 75.20), (2, 32.2, 56.0, 80.28), (2,
    24.2, 25.0, 23.87), (0, 0.0, 36.0, 0.00), (1, 8.3, 55.0, 80.60), (2, 2.8, 44.0, 42.03), (1, 0.5, 50.0, 32.29), (4, 41.2, 57.0,
    31.66), (1, 3.2, 39.0, 24.98), (7, 19.7, 31.0, 39.64), (0, 0.0, 59.0, 0.00), (4, 26.3, 32.0, 86.92), (0, 0.0, 26.0, 0.00), (1,
    20.2, 42.0, 113.16), (2, 8.1, 52.0, 54.96), (0, 0.0, 24.0, 0.00), (1, 3.4, 28.0, 28.49), (1, 4.6, 36.0, 170.51), (3, 29.8, 35.0,
    20.95), (1, 1.8, 56.0, 59.47), (5, 22.3, 38.0, 48.81), (8, 38.8, 46.0, 39.94), (0, 0.0, 41.0, 0.00), (1, 0.4, 22.0, 45.99),
];

fn histories(rows: &[(u32, f64, f64, f64)]) -> Histories {
    Histories {
        customer: (0..rows.len() as u32).collect(),
        repeats: rows.iter().map(|row| row.0).collect(),
        recency: rows.iter().map(|row| row.1).collect(),
        age: rows.iter().map(|row| row.2).collect(),
        value: rows.iter().map(|row| if row.0 > 0 { row.3 } else { f64::NAN }).collect(),
        total: rows.iter().map(|row| f64::from(row.0 + 1) * row.3).collect(),
        left_out: LeftOut::default(),
    }
}

fn close(found: f64, wanted: f64, relative: f64) {
    assert!((found - wanted).abs() <= relative * wanted.abs(), "{found} instead of {wanted}");
}

fn published() -> BgNbd {
    BgNbd {
        r: 0.242_594_5,
        alpha: 4.413_602_6,
        a: 0.792_922,
        b: 2.425_907,
        log_likelihood: -9582.4,
        n: 2357,
        covariance: None,
    }
}

#[test]
fn the_fit_finds_the_top_of_the_likelihood() {
    let model = BgNbd::fit(&histories(&CUSTOMERS)).expect("enough customers");
    close(model.log_likelihood, -451.828_147_148_022_65, 1e-10);
    for (found, wanted) in [
        (model.r, 0.827_781_053),
        (model.alpha, 7.046_620_269),
        (model.a, 0.517_056_957),
        (model.b, 0.774_290_913),
    ] {
        close(found, wanted, 1e-4);
    }
    let spend = GammaGamma::fit(&histories(&CUSTOMERS)).expect("enough repeaters");
    close(spend.log_likelihood, -227.859_944_003_292_3, 1e-9);
    for (found, wanted) in [(spend.p, 53.676_375_73), (spend.q, 3.907_098_110), (spend.v, 3.655_894_341)] {
        close(found, wanted, 1e-2);
    }
}

#[test]
fn expectations_agree_with_the_published_formula() {
    let model = published();
    for ((time, repeats, recency, age), wanted) in [
        ((39.0, 0, 0.0, 38.86), 0.194_782_018_308_687_24),
        ((39.0, 2, 30.43, 38.86), 1.225_906_855_889_604_2),
        ((39.0, 26, 37.0, 38.86), 16.765_565_372_108_224),
        ((39.0, 1, 1.71, 38.86), 0.203_254_841_938_550_3),
        ((500.0, 3, 20.0, 38.86), 6.270_581_564_327_462),
    ] {
        close(model.expected_purchases(time, repeats, recency, age), wanted, 1e-10);
    }
    close(model.p_alive(2, 30.43, 38.86), 0.726_609_148_765, 1e-6);
    assert_eq!(model.p_alive(0, 0.0, 38.86), 1.0);
    let heavy = |a: f64| {
        BgNbd {
            r: 0.24,
            alpha: 4.41,
            a,
            b: 2.4,
            ..published()
        }
        .expected_purchases(39.0, 2, 30.43, 38.86)
    };
    close(heavy(1.7), 0.804_738_302_456_441_2, 1e-10);
    close(heavy(1.000_1), 1.097_404_649_492_16, 1e-8);
    // Between both sides of a = 1, where the formula divides by zero.
    assert!(heavy(1.001) < heavy(1.0) && heavy(1.0) < heavy(0.999));
}

#[test]
fn contracts_agree_with_the_published_ones() {
    // Survivors per year of Fader & Hardie (2007), table 1: high end, then regular.
    for (survivors, alpha, beta, log_likelihood) in [
        (
            [1000, 869, 743, 653, 593, 551, 517, 491],
            0.668_088_37,
            3.806_095_38,
            -1_611.158_147_391,
        ),
        (
            [1000, 631, 468, 382, 326, 289, 262, 241],
            0.704_077_30,
            1.182_043_03,
            -1_680.265_188_463,
        ),
    ] {
        let (mut periods, mut ended) = (Vec::new(), Vec::new());
        for year in 1..survivors.len() {
            let lost = survivors[year - 1] - survivors[year];
            periods.extend(std::iter::repeat_n(year as u32, lost));
            ended.extend(std::iter::repeat_n(true, lost));
        }
        periods.extend(std::iter::repeat_n(7, survivors[7]));
        ended.extend(std::iter::repeat_n(false, survivors[7]));
        let model = Retention::fit(&Contracts {
            periods: &periods,
            ended: &ended,
        })
        .expect("both outcomes");
        close(model.alpha, alpha, 1e-4);
        close(model.beta, beta, 1e-4);
        close(model.log_likelihood, log_likelihood, 1e-9);
        assert!(model.renewal(5) > model.renewal(1), "who stays long stays longer");
        let value = model.residual_value(3, 100.0, 0.1, 50);
        let (low, high) = model.residual_interval(3, 100.0, 0.1, 50, 0.95).expect("a covariance");
        assert!(low < value && value < high && value < model.residual_value(6, 100.0, 0.1, 50));
    }
}

#[test]
fn histories_are_counted_by_days() {
    let purchases = Purchases {
        customer_of: &[0, 0, 0, 0, 1, 1, 2, NO_CUSTOMER, 3, 0, 4],
        day: &[0, 0, 7, 21, 10, 12, 99, 3, MISSING_DAY, 50, 5],
        amount: Some(&[10.0, 5.0, 20.0, 40.0, 8.0, -3.0, 1.0, 1.0, 1.0, 1.0, -9.0]),
    };
    let found = Histories::of(purchases, 5, 42, 7.0).expect("columns of one length");
    assert_eq!((found.customer, found.repeats), (vec![0, 1], vec![2, 0]));
    assert_eq!((found.recency, found.age), (vec![3.0, 0.0], vec![6.0, 4.57]));
    assert_eq!((found.value[0], found.total), (30.0, vec![75.0, 5.0]));
    let left_out = LeftOut {
        no_customer: 1,
        no_day: 1,
        no_amount: 0,
        refunds: 2,
        later: 2,
        same_day: 1,
    };
    assert_eq!(found.left_out, left_out);
    let unknown = Purchases {
        customer_of: &[5],
        day: &[0],
        amount: None,
    };
    assert_eq!(
        Histories::of(unknown, 5, 9, 1.0),
        Err(LifetimeError::UnknownCustomer { row: 0, customer: 5 })
    );
}

#[test]
fn what_cannot_be_fitted_says_why_and_has_a_fallback() {
    let fit = |rows: &[(u32, f64, f64, f64)]| BgNbd::fit(&histories(rows)).expect_err("nothing to fit");
    assert_eq!(fit(&[]), LifetimeError::TooFewCustomers { found: 0, least: 10 });
    assert_eq!(fit(&CUSTOMERS[..1]), LifetimeError::TooFewCustomers { found: 1, least: 10 });
    assert_eq!(
        fit(&[(0, 0.0, 5.0, 0.0); 50]),
        LifetimeError::TooFewRepeaters { found: 0, least: 3 }
    );
    for impossible in [
        (1, 9.0, 8.0, 1.0),
        (1, 0.0, 8.0, 1.0),
        (0, 1.0, 8.0, 1.0),
        (0, 0.0, f64::INFINITY, 0.0),
        (1, f64::NAN, 8.0, 1.0),
    ] {
        assert_eq!(fit(&[impossible]), LifetimeError::Impossible { customer: 0 });
    }
    let values = |value: f64| GammaGamma::fit(&histories(&[(2, 1.0, 5.0, value); 30])).expect_err("nothing to fit");
    assert_eq!(values(7.0), LifetimeError::NoSpread);
    assert_eq!(values(-7.0), LifetimeError::TooFewRepeaters { found: 0, least: 10 });
    let pooled = PooledRate::of(&histories(&[(1, 2.0, 4.0, 6.0), (0, 0.0, 4.0, 3.0)]));
    assert_eq!((pooled.rate, pooled.value, pooled.expected_purchases(8.0)), (0.125, Some(5.0), 1.0));
    assert_eq!(PooledRate::of(&Histories::default()), PooledRate { rate: 0.0, value: None });
    let all_end = Contracts {
        periods: &[1; 20],
        ended: &[true; 20],
    };
    assert_eq!(Retention::fit(&all_end), Err(LifetimeError::OneOutcome));
    assert!((0.9..1.0).contains(&all_end.pooled_churn()));
}

#[test]
fn a_fit_can_be_made_in_slices_and_says_how_far_it_is() {
    let all = histories(&CUSTOMERS);
    let mut fit = BgNbdFit::new(&all).expect("enough customers");
    let mut last = fit.progress();
    while fit.step() == Progress::Going {
        assert!(fit.progress() >= last && fit.progress() < 1.0);
        last = fit.progress();
    }
    assert_eq!(fit.finish(), BgNbd::fit(&all));
}

#[test]
fn value_is_told_with_limits_along_the_time_ahead() {
    let all = histories(&CUSTOMERS);
    let (model, spend) = (BgNbd::fit(&all).expect("a fit"), GammaGamma::fit(&all).expect("a fit"));
    let horizon = Horizon {
        period: 4.0,
        periods: 13,
        discount: 0.01,
        confidence: 0.95,
    };
    let found = Forecast::of(&model, Spend::Model(&spend), &all, horizon);
    let sum: f64 = found.customers.iter().map(|customer| customer.value).sum();
    close(found.value, sum, 1e-12);
    let last = found.portfolio.last().expect("13 periods");
    close(last.value, found.value, 1e-12);
    close(
        last.purchases,
        found.customers.iter().map(|customer| customer.purchases).sum(),
        1e-12,
    );
    for (row, customer) in found.customers.iter().enumerate() {
        let expected = model.expected_purchases(52.0, all.repeats[row], all.recency[row], all.age[row]);
        close(customer.purchases, expected, 1e-9);
        let (low, high) = customer.interval.expect("a covariance");
        assert!(0.0 < low && low < customer.value && customer.value < high);
    }
    let at_ten = Forecast::of(&model, Spend::Mean(10.0), &all, horizon);
    let counted = Forecast::of(&model, Spend::Unknown, &all, horizon);
    close(at_ten.value, 10.0 * counted.value, 1e-12);
    let (low, high) = found.interval.expect("a covariance");
    assert!(low < found.value && found.value < high);
    assert!(found.portfolio.windows(2).all(|pair| pair[0].value <= pair[1].value));
}

#[test]
fn classes_hold_their_share() {
    assert_eq!(
        value_classes(&[1.0, 50.0, 30.0, 15.0, 4.0, 0.0, -3.0, f64::NAN], &CLASS_SHARES),
        [50.0, 30.0, 15.0]
    );
    assert_eq!(value_classes(&[f64::MAX, f64::MAX], &[0.5, 0.8]), [f64::MAX, f64::MAX]);
    assert_eq!(value_classes(&[0.0, -1.0], &CLASS_SHARES), Vec::<f64>::new());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_customers_does_not_matter(rows in Just(CUSTOMERS.to_vec()).prop_shuffle()) {
        let (found, plain) = (BgNbd::fit(&histories(&rows)).expect("a fit"), BgNbd::fit(&histories(&CUSTOMERS)).expect("a fit"));
        prop_assert_eq!(found.log_likelihood, plain.log_likelihood);
    }

    #[test]
    fn the_unit_of_time_and_money_does_not_matter(time in 0.01f64..100.0, money in 1e-4f64..1e7) {
        let rows: Vec<_> = CUSTOMERS.iter().map(|row| (row.0, row.1 * time, row.2 * time, row.3 * money)).collect();
        let (there, here) = (histories(&rows), histories(&CUSTOMERS));
        let (found, plain) = (BgNbd::fit(&there).expect("a fit"), BgNbd::fit(&here).expect("a fit"));
        prop_assert!((found.alpha / plain.alpha / time - 1.0).abs() < 1e-3 && (found.a / plain.a - 1.0).abs() < 1e-3);
        let (found, plain) = (GammaGamma::fit(&there).expect("a fit"), GammaGamma::fit(&here).expect("a fit"));
        prop_assert!((found.expected_value(2, 50.0 * money) / plain.expected_value(2, 50.0) / money - 1.0).abs() < 1e-4);
    }

    #[test]
    fn who_bought_lately_is_likelier_there_and_nothing_is_nan(
        repeats in 1u32..60, early in 0.01f64..1.0, late in 0.01f64..1.0, age in 1.0f64..400.0, time in 0.1f64..5_000.0,
    ) {
        let model = published();
        let (early, late) = (early.min(late) * age, early.max(late) * age);
        prop_assert!(model.p_alive(repeats, early, age) <= model.p_alive(repeats, late, age));
        let expected = model.expected_purchases(time, repeats, late, age);
        prop_assert!(expected.is_finite() && expected >= 0.0);
        prop_assert!(model.expected_purchases(time * 1.5, repeats, late, age) >= expected * (1.0 - 1e-9));
    }

    #[test]
    fn any_histories_give_a_finite_model_or_a_reason(
        rows in prop::collection::vec((0u32..400, 0.0f64..=1.0, 0.01f64..1e4, 1e-3f64..1e9), 10..60),
    ) {
        let rows: Vec<_> = rows
            .into_iter()
            .map(|(repeats, share, age, value)| (repeats, if repeats == 0 { 0.0 } else { share.max(1e-6) * age }, age, value))
            .collect();
        let all = histories(&rows);
        if let Ok(model) = BgNbd::fit(&all) {
            prop_assert!([model.r, model.alpha, model.a, model.b, model.log_likelihood].iter().all(|number| number.is_finite()));
            for row in &rows {
                let expected = model.expected_purchases(10.0, row.0, row.1, row.2);
                prop_assert!(expected.is_finite() && expected >= 0.0, "{model:?} {row:?}");
            }
        }
        if let Ok(spend) = GammaGamma::fit(&all) {
            prop_assert!(rows.iter().all(|row| spend.expected_value(row.0, row.3).is_finite()));
        }
    }
}
