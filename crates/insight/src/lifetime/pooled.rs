//! What is said where the model cannot be fitted: everybody goes on at the rate of all together.

use super::Histories;

/// One purchase rate and one value for all customers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PooledRate {
    /// Repeat purchases per customer and unit of time; 0 where nobody was watched or bought again.
    pub rate: f64,
    /// Mean value of a purchase, over all that was paid; `None` where amounts are not known.
    pub value: Option<f64>,
}

impl PooledRate {
    /// Of all customers together.
    #[must_use]
    pub fn of(histories: &Histories) -> Self {
        let repeats: f64 = histories.repeats.iter().map(|repeats| f64::from(*repeats)).sum();
        let time: f64 = histories.age.iter().sum();
        let rate = repeats / time;
        let purchases = repeats + histories.len() as f64;
        let value = histories.total.iter().sum::<f64>() / purchases;
        Self {
            rate: if rate.is_finite() { rate } else { 0.0 },
            value: (value.is_finite() && histories.total.iter().any(|total| *total != 0.0)).then_some(value),
        }
    }

    /// Purchases to expect of a customer within a further time, an upper limit since nobody ever leaves.
    #[must_use]
    pub fn expected_purchases(&self, time: f64) -> f64 {
        self.rate * time.max(0.0)
    }
}
