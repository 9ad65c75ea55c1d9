//! Against values of SciPy, and against the identities that the functions keep.

use super::*;
use proptest::prelude::*;

fn close(found: f64, wanted: f64, relative: f64) {
    assert!(
        (found - wanted).abs() <= relative * wanted.abs().max(1e-300),
        "{found:e} instead of {wanted:e}"
    );
}

#[test]
fn logarithm_and_exponential_agree_with_the_platform() {
    for x in [
        1e-310,
        1e-300,
        1e-5,
        0.3,
        0.5,
        0.70709,
        1.0,
        1.0 + 1e-12,
        1.4143,
        2.0,
        2.7,
        1e8,
        1e300,
    ] {
        close(ln(x), f64::ln(x), 4e-16);
    }
    for x in [-744.0, -700.0, -20.5, -1.0, -1e-9, 0.0, 1e-9, 0.34, 0.35, 1.0, 5.5, 700.0, 709.7] {
        close(exp(x), f64::exp(x), if x < -708.0 { 1e-1 } else { 4e-16 });
    }
    for x in [-0.9, -0.2, -1e-17, 1e-17, 1e-9, 0.3, 5.0] {
        close(ln_1p(x), f64::ln_1p(x), 4e-16);
    }
    assert_eq!(
        (ln(0.0), ln(f64::INFINITY), exp(-1e9), exp(1e9)),
        (f64::NEG_INFINITY, f64::INFINITY, 0.0, f64::INFINITY)
    );
    assert!(ln(-1.0).is_nan() && exp(f64::NAN).is_nan() && ln(f64::NAN).is_nan());
}

#[test]
fn gamma_and_beta_agree_with_scipy() {
    for (x, wanted) in [
        (0.001, 6.907_178_885_383_853),
        (0.1, 2.252_712_651_734_206),
        (0.5, 0.572_364_942_924_700_1),
        (2.4257, 0.233_808_277_395_200_27),
        (3.5, 1.200_973_602_347_074_3),
        (10.0, 12.801_827_480_081_469),
        (123.4, 469.336_097_442_190_6),
        (1e6, 12_815_504.569_147_61),
    ] {
        close(ln_gamma(x), wanted, 3e-14);
    }
    for (x, wanted) in [
        (0.01, -100.560_885_457_868_67),
        (0.5, -1.963_510_026_021_423_5),
        (1.0, -0.577_215_664_901_532_9),
        (7.3, 1.917_820_335_637_986),
        (1e5, 11.512_920_464_961_896),
    ] {
        close(digamma(x), wanted, 3e-13);
    }
    close(hypergeometric(1.2, 2.3, 3.1, 0.4), 1.553_941_240_277_383_3, 1e-13);
    close(hypergeometric(5.2, 8.3, 6.1, 0.7), 5_905.190_307_760_877, 1e-12);
    close(hypergeometric(0.3, 0.4, 2.0, 0.999), 1.105_039_702_895_007, 1e-12);
    close(hypergeometric(30.0, 25.0, 26.0, 0.9), 8.745_221_295_945_49e28, 1e-11);
    assert!(hypergeometric(1.0, 1.0, 1.0, 1.0).is_nan() && hypergeometric(1.0, 1.0, 0.0, 0.5).is_nan());
    close(incomplete_beta(2.5, 3.5, 0.4), 0.486_904_191_526_117_6, 1e-12);
    close(incomplete_beta(0.5, 40.0, 0.01), 0.628_613_976_746_015_5, 1e-11);
}

#[test]
fn distributions_agree_with_scipy() {
    for (x, wanted) in [
        (-10.0, 7.619_853_024_160_47e-24),
        (-3.0, 1.349_898_031_630_094_6e-3),
        (-1.0, 0.158_655_253_931_457_05),
        (0.0, 0.5),
        (1.96, 0.975_002_104_851_779_5),
        (5.0, 0.999_999_713_348_428_1),
    ] {
        close(normal_cdf(x), wanted, 1e-13);
    }
    close(normal_quantile(0.975), 1.959_963_984_540_054, 1e-14);
    close(normal_quantile(1e-10), -6.361_340_902_404_056, 1e-13);
    close(student_t_quantile(0.975, 5.0), 2.570_581_835_636_314, 1e-12);
    close(student_t_two_sided(2.0, 10.0), 0.073_388_034_770_740_36, 1e-11);
    assert!(normal_quantile(1.5).is_nan() && normal_quantile(0.0) == f64::NEG_INFINITY);
}

proptest! {
    #[test]
    fn functions_keep_their_identities(x in 1e-3f64..500.0, p in 1e-9f64..0.999_999) {
        prop_assert!((ln_gamma(x + 1.0) - ln_gamma(x) - ln(x)).abs() < 1e-11);
        prop_assert!((digamma(x + 1.0) - digamma(x) - 1.0 / x).abs() < 1e-11 * (1.0 + 1.0 / x));
        prop_assert!((ln(exp(x)) - x).abs() < 1e-13 * x.max(1.0));
        prop_assert!((normal_cdf(normal_quantile(p)) - p).abs() < 1e-13);
    }

    #[test]
    fn the_exponential_without_branches_agrees_with_the_platform(x in -708.0f64..709.0) {
        prop_assert!((exp_held(x) / f64::exp(x) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn the_logistic_function_is_a_probability(x in any::<f64>()) {
        prop_assert!(x.is_nan() || (0.0..=1.0).contains(&logistic(x)));
        prop_assert!((logistic(x) + logistic(-x) - 1.0).abs() < 1e-15 || x.is_nan());
    }
}
