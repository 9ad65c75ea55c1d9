//! Season taken out of a series: decomposition by centred moving averages with more weight on the last periods, and the test whether
//! there is a season.

/// A season and the series without it.
pub struct Decomposed {
    /// Per place in the period: factors with mean 1, or amounts with mean 0.
    pub season: Vec<f64>,
    /// The series without it.
    pub rest: Vec<f64>,
    /// Whether the season is a factor.
    pub is_factor: bool,
}

/// What a period counts against the one after it: seasons change, so the last ones say most about the next.
const RECENCY: f64 = 0.7;

/// Whether the autocorrelation at one period stands out (90 %, Bartlett's limits), as in the tests of the M competitions.
pub fn has_season(values: &[f64], period: usize) -> bool {
    let n = values.len();
    if period < 2 || n < 3 * period {
        return false;
    }
    let mean = values.iter().sum::<f64>() / n as f64;
    let deviations: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let at = |lag: usize| deviations[lag..].iter().zip(&deviations).map(|(a, b)| a * b).sum::<f64>();
    let variance = at(0);
    if variance <= 0.0 {
        return false;
    }
    let correlation = |lag| at(lag) / variance;
    let below: f64 = (1..period).map(|lag| correlation(lag) * correlation(lag)).sum();
    correlation(period).abs() > 1.645 * ((1.0 + 2.0 * below) / n as f64).sqrt()
}

/// Takes the season out. It is a factor where every value is above zero and `may_be_factor`. At least two periods of values are needed.
pub fn decompose(values: &[f64], period: usize, may_be_factor: bool) -> Decomposed {
    let n = values.len();
    let is_factor = may_be_factor && values.iter().all(|value| *value > 0.0);
    let without = |value: f64, season: f64| if is_factor { value / season } else { value - season };
    let mut sums = vec![(0.0, 0.0); period];
    for (centre, trend) in moving_average(values, period) {
        let ratio = without(values[centre], trend);
        if ratio.is_finite() {
            let weight = RECENCY.powi(((n - centre) / period) as i32);
            sums[centre % period].0 += weight * ratio;
            sums[centre % period].1 += weight;
        }
    }
    let neutral = if is_factor { 1.0 } else { 0.0 };
    let mut season: Vec<f64> = sums
        .into_iter()
        .map(|(sum, count)| if count > 0.0 { sum / count } else { neutral })
        .collect();
    let mean = season.iter().sum::<f64>() / period as f64;
    for part in &mut season {
        *part = if is_factor { (*part / mean).max(1e-3) } else { *part - mean };
    }
    let rest = (0..n).map(|place| without(values[place], season[place % period])).collect();
    Decomposed { season, rest, is_factor }
}

impl Decomposed {
    /// Puts the season back on what follows the series.
    pub fn put_back(&self, ahead: &mut [f64]) {
        let n = self.rest.len();
        for (step, value) in ahead.iter_mut().enumerate() {
            let season = self.season[(n + step) % self.season.len()];
            *value = if self.is_factor { *value * season } else { *value + season };
        }
    }
}

/// Centred moving averages over one period, with their places; the ends of an even period count half.
fn moving_average(values: &[f64], period: usize) -> impl Iterator<Item = (usize, f64)> {
    let half = period / 2;
    (half..values.len().saturating_sub(half)).map(move |centre| {
        let window = &values[centre - half..=centre + half];
        let all: f64 = window.iter().sum();
        let ends = if period.is_multiple_of(2) {
            0.5 * (window[0] + window[window.len() - 1])
        } else {
            0.0
        };
        (centre, (all - ends) / period as f64)
    })
}
