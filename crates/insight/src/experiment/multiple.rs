//! Many comparisons at once: the false discovery rate of Benjamini & Hochberg (1995).

/// Adjusted p-values, in the order given: those up to 0.05 hold about 5 % false discoveries among them.
///
/// What is no probability counts as 1: a test that could not be made is no discovery, and still one that was tried.
#[must_use]
pub fn adjusted_p_values(p_values: &[f64]) -> Vec<f64> {
    let n = p_values.len();
    let known: Vec<f64> = p_values.iter().map(|p| if (0.0..=1.0).contains(p) { *p } else { 1.0 }).collect();
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_unstable_by(|a, b| known[*b].total_cmp(&known[*a]));
    let mut adjusted = vec![1.0; n];
    let mut least: f64 = 1.0;
    for (from_last, index) in order.into_iter().enumerate() {
        let rank = (n - from_last) as f64;
        least = least.min(known[index] * (n as f64 / rank));
        adjusted[index] = least;
    }
    adjusted
}
