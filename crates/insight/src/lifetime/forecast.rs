//! Discounted value to come: for each customer, for all together, and along the time ahead, with limits.
//!
//! Limits say how far the parameters could be off (delta method on the covariance of the estimates), not how much chance moves a
//! single customer. They are taken on the logarithm, so they never fall below zero.

use super::{BgNbd, GammaGamma, Histories};
use crate::special::{exp, ln, normal_quantile, power};

/// The time ahead.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Horizon {
    /// Length of a period, in the unit of the histories.
    pub period: f64,
    /// Number of periods.
    pub periods: u32,
    /// What a value loses per period, as 0.01 for 1 %.
    pub discount: f64,
    /// Confidence of the limits.
    pub confidence: f64,
}

/// What to expect of one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CustomerForecast {
    /// The probability that the customer buys again at all.
    pub p_alive: f64,
    /// Purchases within the horizon.
    pub purchases: f64,
    /// Mean value of one of them; 1 where amounts are not known, so that values count purchases.
    pub spend: f64,
    /// Discounted value of them all.
    pub value: f64,
    /// Limits of the value; `None` where the parameters have none.
    pub interval: Option<(f64, f64)>,
}

/// What to expect of all customers up to a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PortfolioPoint {
    /// Time from now, in the unit of the histories.
    pub time: f64,
    /// Purchases up to then.
    pub purchases: f64,
    /// Discounted value up to then.
    pub value: f64,
}

/// What to expect of everybody.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// A row per history.
    pub customers: Vec<CustomerForecast>,
    /// Purchases and value up to the end of each period.
    pub portfolio: Vec<PortfolioPoint>,
    /// Discounted value of all.
    pub value: f64,
    /// Its limits.
    pub interval: Option<(f64, f64)>,
}

/// What a purchase is worth.
#[derive(Debug, Clone, Copy)]
pub enum Spend<'a> {
    /// Nothing is known: values count purchases.
    Unknown,
    /// The same for everybody, where the model could not be fitted.
    Mean(f64),
    /// Each customer's own, by the model.
    Model(&'a GammaGamma),
}

/// Logarithms of parameters are moved by this much to see what they do.
const MOVE: f64 = 1e-4;

impl Forecast {
    /// Looks ahead with fitted models.
    #[must_use]
    pub fn of(model: &BgNbd, spend: Spend, histories: &Histories, horizon: Horizon) -> Self {
        let order = alike(histories);
        let ahead = Ahead {
            histories,
            order: &order,
            horizon,
        };
        let spends = spends(spend, histories);
        let mut portfolio: Vec<PortfolioPoint> = (1..=horizon.periods)
            .map(|period| PortfolioPoint {
                time: f64::from(period) * horizon.period,
                purchases: 0.0,
                value: 0.0,
            })
            .collect();
        let mut purchases = vec![0.0; histories.len()];
        let discounted = ahead.discounted(model, &mut |row, period, expected, discounted| {
            portfolio[period].purchases += expected;
            portfolio[period].value += discounted * spends[row];
            purchases[row] += expected;
        });
        for period in 1..portfolio.len() {
            portfolio[period].purchases += portfolio[period - 1].purchases;
            portfolio[period].value += portfolio[period - 1].value;
        }
        let values: Vec<f64> = discounted
            .iter()
            .zip(&spends)
            .map(|(discounted, spend)| discounted * spend)
            .collect();
        let value: f64 = values.iter().sum();
        let z = normal_quantile(0.5 + 0.5 * horizon.confidence);
        let variances = ahead.variances(model, spend, &discounted, &spends);
        let limits = |value: f64, variance: f64| {
            let factor = exp(z * variance.sqrt() / value);
            (value > 0.0 && factor.is_finite()).then(|| (value / factor, value * factor))
        };
        let customers = (0..histories.len()).map(|row| CustomerForecast {
            p_alive: model.p_alive(histories.repeats[row], histories.recency[row], histories.age[row]),
            purchases: purchases[row],
            spend: spends[row],
            value: values[row],
            interval: variances.as_ref().and_then(|(each, _)| limits(values[row], each[row])),
        });
        Self {
            customers: customers.collect(),
            portfolio,
            value,
            interval: variances.as_ref().and_then(|(_, all)| limits(value, *all)),
        }
    }
}

/// Rows in an order in which those of equal repeats and age stand together: while they stay, the same is to be expected of them.
fn alike(histories: &Histories) -> Vec<u32> {
    let mut order: Vec<u32> = (0..histories.len() as u32).collect();
    let key = |row: u32| (histories.repeats[row as usize], histories.age[row as usize]);
    order.sort_unstable_by(|a, b| {
        let (a, b) = (key(*a), key(*b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    order
}

/// The value of a purchase of each customer.
fn spends(spend: Spend, histories: &Histories) -> Vec<f64> {
    let each = histories.repeats.iter().zip(&histories.value);
    each.map(|(repeats, value)| match spend {
        Spend::Unknown => 1.0,
        Spend::Mean(mean) => mean,
        Spend::Model(model) => model.expected_value(*repeats, *value),
    })
    .collect()
}

struct Ahead<'a> {
    histories: &'a Histories,
    order: &'a [u32],
    horizon: Horizon,
}

impl Ahead<'_> {
    /// Discounted purchases of each customer. `each` is told row, period, purchases and discounted purchases of every period.
    fn discounted(&self, model: &BgNbd, each: &mut dyn FnMut(usize, usize, f64, f64)) -> Vec<f64> {
        let Self { histories, horizon, .. } = self;
        let factors: Vec<f64> = (1..=horizon.periods)
            .map(|period| power(1.0 + horizon.discount, -f64::from(period)))
            .collect();
        let mut sums = vec![0.0; histories.len()];
        let mut in_period = vec![0.0; factors.len()];
        let mut last = (u32::MAX, f64::NAN);
        for &row in self.order {
            let row = row as usize;
            let (repeats, age) = (histories.repeats[row], histories.age[row]);
            if last != (repeats, age) {
                last = (repeats, age);
                let mut before = 0.0;
                for (period, expected) in in_period.iter_mut().enumerate() {
                    let up_to = model.expected_while_there((period + 1) as f64 * horizon.period, repeats, age);
                    *expected = (up_to - before).max(0.0);
                    before = before.max(up_to);
                }
            }
            let p_alive = model.p_alive(repeats, histories.recency[row], age);
            for (period, (expected, factor)) in in_period.iter().zip(&factors).enumerate() {
                let (expected, discounted) = (p_alive * expected, p_alive * expected * factor);
                sums[row] += discounted;
                each(row, period, expected, discounted);
            }
        }
        sums
    }

    /// The variance of each value, and of their sum.
    fn variances(&self, model: &BgNbd, spend: Spend, discounted: &[f64], spends: &[f64]) -> Option<(Vec<f64>, f64)> {
        let n = self.histories.len();
        let mut each = vec![0.0; n];
        let slopes: Vec<Vec<f64>> = (0..4)
            .map(|place| {
                let [up, down] = [MOVE, -MOVE].map(|by| self.discounted(&moved(model, place, by), &mut |_, _, _, _| {}));
                (0..n).map(|row| (up[row] - down[row]) / (2.0 * MOVE) * spends[row]).collect()
            })
            .collect();
        let mut all = add_variance(&mut each, &slopes, model.covariance.as_deref()?);
        if let Spend::Model(spend) = spend {
            let slopes: Vec<Vec<f64>> = (0..3)
                .map(|place| {
                    let [up, down] = [MOVE, -MOVE].map(|by| spends_of_moved(spend, place, by, self.histories));
                    (0..n).map(|row| (up[row] - down[row]) / (2.0 * MOVE) * discounted[row]).collect()
                })
                .collect();
            all += add_variance(&mut each, &slopes, spend.covariance.as_deref()?);
        }
        Some((each, all))
    }
}

/// Adds slopes · covariance · slopes for each row, and gives it for the sum of the rows.
fn add_variance(each: &mut [f64], slopes: &[Vec<f64>], covariance: &[f64]) -> f64 {
    let n = slopes.len();
    let form = |of: &dyn Fn(usize) -> f64| {
        let products = (0..n * n).map(|place| of(place / n) * of(place % n) * covariance[place]);
        products.sum::<f64>().max(0.0)
    };
    for (row, variance) in each.iter_mut().enumerate() {
        *variance += form(&|place| slopes[place][row]);
    }
    let sums: Vec<f64> = slopes.iter().map(|slopes| slopes.iter().sum()).collect();
    form(&|place| sums[place])
}

fn moved(model: &BgNbd, place: usize, by: f64) -> BgNbd {
    let mut moved = model.clone();
    let parameter = [&mut moved.r, &mut moved.alpha, &mut moved.a, &mut moved.b];
    for (index, parameter) in parameter.into_iter().enumerate() {
        if index == place {
            *parameter = exp(ln(*parameter) + by);
        }
    }
    moved
}

fn spends_of_moved(spend: &GammaGamma, place: usize, by: f64, histories: &Histories) -> Vec<f64> {
    let mut moved = spend.clone();
    let parameter = [&mut moved.p, &mut moved.q, &mut moved.v];
    for (index, parameter) in parameter.into_iter().enumerate() {
        if index == place {
            *parameter = exp(ln(*parameter) + by);
        }
    }
    spends(Spend::Model(&moved), histories)
}
