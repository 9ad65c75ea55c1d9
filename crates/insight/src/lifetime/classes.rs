//! Classes by share of value: who makes up the first half, who the next, and so on (ABC analysis).

/// Shares of the value at which classes end: half of it, then up to 80 % and 95 %.
pub const CLASS_SHARES: [f64; 3] = [0.5, 0.8, 0.95];

/// The least value that belongs to each class, most valuable class first, so that the customers from there on make up the share of it.
/// Values that are not positive belong to the class after the last. Empty where no value is positive.
#[must_use]
pub fn value_classes(values: &[f64], shares: &[f64]) -> Vec<f64> {
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite() && *value > 0.0).collect();
    if sorted.is_empty() {
        return Vec::new();
    }
    sorted.sort_unstable_by(|a, b| b.total_cmp(a));
    // Scaled, so that the sum of huge values is still a number.
    let top = sorted[0];
    let all: f64 = sorted.iter().map(|value| value / top).sum();
    let mut thresholds = Vec::with_capacity(shares.len());
    let (mut sum, mut place) = (0.0, 0);
    for share in shares {
        while place + 1 < sorted.len() && sum + sorted[place] / top < share * all {
            sum += sorted[place] / top;
            place += 1;
        }
        thresholds.push(sorted[place]);
    }
    thresholds
}
