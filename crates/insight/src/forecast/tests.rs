//! Series whose future is known, series that are hardly any, and what a forecast must keep.

use super::*;
use proptest::prelude::*;

const METHODS: [Method; 4] = [Method::Auto, Method::Ets, Method::Theta, Method::Naive];

/// Sales of so many months: growth, a season, and scatter that repeats itself.
fn sales(months: usize) -> Vec<f64> {
    (0..months)
        .map(|month| {
            let season = [0.8, 0.7, 0.9, 1.0, 1.1, 1.0, 0.9, 0.8, 1.1, 1.2, 1.3, 1.6][month % 12];
            let scatter = ((month * 7_919 + 13) % 101) as f64 / 101.0 - 0.5;
            100.0 * (1.0 + 0.01 * month as f64) * season * (1.0 + 0.06 * scatter)
        })
        .collect()
}

fn of(values: &[f64], period: usize, horizon: usize, method: Method) -> Result<SeriesForecast, ForecastError> {
    forecast(values, period, horizon, method, 0.9)
}

#[test]
fn a_season_on_a_trend_goes_on() {
    let all = sales(96);
    let (history, actual) = all.split_at(84);
    let error = |method| {
        let found = of(history, 12, 12, method).expect("seven years");
        Accuracy::of(history, 12, actual, &found.points).expect("a year").smape
    };
    assert!(error(Method::Naive) > 5.0);
    for method in [Method::Auto, Method::Ets, Method::Theta] {
        assert!(error(method) < 4.0, "{method:?}: {}", error(method));
    }
    let found = of(history, 12, 12, Method::Ets).expect("seven years");
    assert!(
        matches!(
            found.used,
            Used::Ets(EtsKind {
                season: Season::Multiplicative,
                ..
            })
        ),
        "{:?}",
        found.used
    );
}

#[test]
fn limits_widen_and_hold_most_of_what_comes() {
    let all = sales(120);
    let found = of(&all[..96], 12, 24, Method::Auto).expect("eight years");
    let limits = found.interval.expect("enough values");
    let within = limits
        .iter()
        .zip(&all[96..])
        .filter(|((low, high), actual)| (low..=high).contains(actual))
        .count();
    assert!(within >= 16, "{within} of 24");
    let share = |step: usize| (limits[step].1 - limits[step].0) / found.points[step];
    assert!(share(23) > share(11) && share(11) > share(0) * 0.99);
}

#[test]
fn series_that_are_hardly_any_say_so() {
    for method in METHODS {
        assert_eq!(of(&[], 12, 3, method), Err(ForecastError::TooShort { found: 0, least: 1 }));
        assert_eq!(of(&[1.0, f64::NAN], 1, 3, method), Err(ForecastError::NotFinite { place: 1 }));
        assert_eq!(of(&[f64::INFINITY], 1, 3, method), Err(ForecastError::NotFinite { place: 0 }));
        assert_eq!(of(&[1e200, 1.0], 1, 3, method), Err(ForecastError::NotFinite { place: 0 }));
        assert_eq!(of(&[1.0], 1, 0, method), Err(ForecastError::Horizon { horizon: 0 }));
        assert_eq!(
            forecast(&[1.0], 1, 1, method, 1.0),
            Err(ForecastError::Confidence { confidence: 1.0 })
        );
        let one = of(&[7.0], 12, 2, method).expect("one value");
        assert_eq!(
            one,
            SeriesForecast {
                points: vec![7.0; 2],
                interval: None,
                used: Used::Naive
            }
        );
        let three = of(&[7.0, 9.0, 8.0], 12, 2, method).expect("three values");
        assert_eq!((three.points, three.used), (vec![8.0; 2], Used::Naive));
        let constant = of(&[7.0; 30], 12, 2, method).expect("a constant");
        assert_eq!(
            constant,
            SeriesForecast {
                points: vec![7.0; 2],
                interval: Some(vec![(7.0, 7.0); 2]),
                used: Used::Constant
            }
        );
    }
}

#[test]
fn the_seasonal_naive_method_repeats_the_last_period() {
    let found = of(&[1.0, 2.0, 3.0, 4.0, 6.0, 5.0], 2, 5, Method::Naive).expect("six values");
    assert_eq!((found.points, found.used), (vec![6.0, 5.0, 6.0, 5.0, 6.0], Used::SeasonalNaive));
    let limits = found.interval.expect("four errors");
    // Errors 2, 2, 3, 1: a mean square of 4.5, twice that from the second period ahead on.
    let half = crate::special::normal_quantile(0.95) * 4.5f64.sqrt();
    assert!((limits[0].1 - 6.0 - half).abs() < 1e-12 && (limits[2].1 - 6.0 - half * 2.0f64.sqrt()).abs() < 1e-12);
}

#[test]
fn measures_are_those_of_the_competitions() {
    let found = Accuracy::of(&[1.0, 3.0, 2.0, 5.0], 2, &[4.0, 8.0], &[5.0, 6.0]).expect("two values");
    assert!((found.smape - 0.5 * (200.0 / 9.0 + 400.0 / 14.0)).abs() < 1e-12);
    assert_eq!((found.mape, found.mase, found.rmse), (Some(25.0), Some(1.0), 2.5f64.sqrt()));
    let zeros = Accuracy::of(&[2.0, 2.0], 1, &[0.0], &[0.0]).expect("one value");
    assert_eq!((zeros.smape, zeros.mape, zeros.mase), (0.0, None, None));
    assert_eq!(Accuracy::of(&[1.0], 1, &[], &[]), None);
}

#[test]
fn the_past_tells_how_wrong_a_method_is() {
    let all = sales(84);
    let found = backtest(&all, 12, 6, 12, Method::Theta, 0.9).expect("seven years");
    assert_eq!(found.origins, 12);
    assert!(found.accuracy.smape < 5.0 && found.within.expect("limits") > 0.6, "{found:?}");
    let naive = backtest(&all, 12, 6, 12, Method::Naive, 0.9).expect("seven years");
    assert!(naive.accuracy.smape > found.accuracy.smape);
    let short = backtest(&all[..20], 12, 6, 12, Method::Theta, 0.9);
    assert_eq!(short, Err(ForecastError::TooShort { found: 20, least: 30 }));
}

#[test]
fn a_forecast_can_be_made_in_slices() {
    let all = sales(60);
    let mut fit = ForecastFit::new(&all, 12, 6, Method::Auto, 0.9).expect("five years");
    let mut steps = 0;
    while fit.step() == crate::minimise::Progress::Going {
        steps += 1;
    }
    assert_eq!(steps, 18, "a step per member of the family");
    assert_eq!(fit.finish(), of(&all, 12, 6, Method::Auto));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_series_gives_finite_values_in_order_or_a_reason(
        values in prop::collection::vec(prop_oneof![4 => -1e3f64..1e3, 1 => Just(0.0), 1 => -1e12f64..1e12], 1..70),
        period in 1usize..14,
        horizon in 1usize..20,
        place in 0usize..4,
    ) {
        if let Ok(found) = of(&values, period, horizon, METHODS[place]) {
            prop_assert_eq!(found.points.len(), horizon);
            prop_assert!(found.points.iter().all(|point| point.is_finite()), "{:?}", found);
            for (point, (low, high)) in found.points.iter().zip(found.interval.unwrap_or_default()) {
                prop_assert!(low <= *point && *point <= high, "{low} {point} {high}");
            }
        }
    }

    #[test]
    fn counts_are_never_forecast_below_zero(values in prop::collection::vec(prop_oneof![Just(0.0), 0.0f64..5.0], 4..60), place in 0usize..4) {
        let found = of(&values, 4, 8, METHODS[place]).expect("finite values");
        prop_assert!(found.points.iter().all(|point| *point >= 0.0));
        prop_assert!(found.interval.unwrap_or_default().iter().all(|(low, _)| *low >= 0.0));
    }

    #[test]
    fn the_unit_does_not_matter(values in prop::collection::vec(1.0f64..100.0, 8..40), power in -20i32..20, place in 0usize..4) {
        // Powers of two change no digit, so the same way is taken.
        let factor = 2.0f64.powi(power);
        let scaled: Vec<f64> = values.iter().map(|value| value * factor).collect();
        let (found, plain) = (of(&scaled, 4, 6, METHODS[place]).expect("values"), of(&values, 4, 6, METHODS[place]).expect("values"));
        for (a, b) in found.points.iter().zip(&plain.points) {
            prop_assert!((a / factor - b).abs() <= 1e-6 * b.abs().max(1.0), "{a} {b}");
        }
    }
}
