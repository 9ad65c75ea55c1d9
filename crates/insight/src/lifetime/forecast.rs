//! Discounted value to come: for each customer, for all together, and along the time ahead, with limits.
//!
//! Limits say how far the parameters could be off (delta method on the covariance of the estimates), not how much chance moves a
//! single customer. They are taken on the logarithm, so they never fall below zero.

use super::{BgNbd, GammaGamma, Histories};
use crate::minimise::Progress;
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

/// Histories that one step looks at, at least; those of equal repeats and age are never parted.
const STEP: usize = 512;

/// A look ahead under way: make steps until it is done, then finish.
#[derive(Debug, Clone)]
pub struct ForecastWork {
    /// The fitted model, and moved ones: up and down by each parameter. Those are left out where there are no limits.
    models: Vec<BgNbd>,
    spends: Vec<GammaGamma>,
    mean: f64,
    horizon: Horizon,
    /// Factors by which values of each period are discounted.
    factors: Vec<f64>,
    /// Rows in an order in which those of equal repeats and age stand together: while they stay, the same is to be expected of them.
    order: Vec<u32>,
    next: usize,
    customers: Vec<CustomerForecast>,
    portfolio: Vec<PortfolioPoint>,
    value: f64,
    /// Slopes of the value of all by the logarithms of the parameters of both models.
    slopes: ([f64; 4], [f64; 3]),
}

impl ForecastWork {
    /// Begins to look ahead with fitted models.
    #[must_use]
    pub fn new(model: &BgNbd, spend: Spend, histories: &Histories, horizon: Horizon) -> Self {
        let mut models = vec![model.clone()];
        let (mut spends, mean) = match spend {
            Spend::Unknown => (Vec::new(), 1.0),
            Spend::Mean(mean) => (Vec::new(), mean),
            Spend::Model(spend) => (vec![spend.clone()], 0.0),
        };
        if model.covariance.is_some() && spends.iter().all(|spend| spend.covariance.is_some()) {
            models.extend((0..8).map(|place| moved(model, place / 2, if place % 2 == 0 { MOVE } else { -MOVE })));
            let moves = (0..6).map(|place| (place / 2, if place % 2 == 0 { MOVE } else { -MOVE }));
            let all = spends
                .iter()
                .flat_map(|spend| moves.clone().map(|(place, by)| moved_spend(spend, place, by)));
            spends.extend(all.collect::<Vec<_>>());
        }
        let mut order: Vec<u32> = (0..histories.len() as u32).collect();
        order.sort_unstable_by(|a, b| alike(histories, *a, *b).then(a.cmp(b)));
        let nothing = CustomerForecast {
            p_alive: 0.0,
            purchases: 0.0,
            spend: 0.0,
            value: 0.0,
            interval: None,
        };
        Self {
            models,
            spends,
            mean,
            horizon,
            factors: (1..=horizon.periods)
                .map(|period| power(1.0 + horizon.discount, -f64::from(period)))
                .collect(),
            order,
            next: 0,
            customers: vec![nothing; histories.len()],
            portfolio: (1..=horizon.periods)
                .map(|period| PortfolioPoint {
                    time: f64::from(period) * horizon.period,
                    purchases: 0.0,
                    value: 0.0,
                })
                .collect(),
            value: 0.0,
            slopes: ([0.0; 4], [0.0; 3]),
        }
    }

    /// Share of the work that is done.
    #[must_use]
    pub fn progress(&self) -> f64 {
        self.next as f64 / self.order.len().max(1) as f64
    }

    /// Looks at some more of the histories that it was begun with.
    pub fn step(&mut self, histories: &Histories) -> Progress {
        let end = (self.next + STEP).min(self.order.len());
        while self.next < end {
            let first = self.order[self.next];
            let mut last = self.next + 1;
            while last < self.order.len() && alike(histories, first, self.order[last]).is_eq() {
                last += 1;
            }
            self.look(histories, self.next..last);
            self.next = last;
        }
        if self.next < self.order.len() {
            Progress::Going
        } else {
            Progress::Done
        }
    }

    /// Looks at rows of equal repeats and age.
    fn look(&mut self, histories: &Histories, rows: std::ops::Range<usize>) {
        let row = self.order[rows.start] as usize;
        let (repeats, age) = (histories.repeats[row], histories.age[row]);
        let mut in_period = vec![0.0; self.factors.len()];
        // Discounted purchases of somebody who has not left, by each model.
        let there: Vec<f64> = (0..self.models.len())
            .rev()
            .map(|model| self.while_there(&self.models[model], repeats, age, &mut in_period))
            .collect();
        // The models were asked from the last to the first, so the periods are those of the fitted one.
        let purchases: f64 = in_period.iter().sum();
        for place in rows {
            let row = self.order[place] as usize;
            let discounted = |index: usize| {
                let p_alive = self.models[index].p_alive(repeats, histories.recency[row], age);
                (p_alive, p_alive * there[self.models.len() - 1 - index])
            };
            let spends: Vec<f64> = self
                .spends
                .iter()
                .map(|spend| spend.expected_value(repeats, histories.value[row]))
                .collect();
            let spend = spends.first().copied().unwrap_or(self.mean);
            let (p_alive, expected) = discounted(0);
            let value = expected * spend;
            let mut interval = None;
            if self.models.len() > 1 {
                let slope = |up: f64, down: f64| (up - down) / (2.0 * MOVE);
                let by_model = [0, 1, 2, 3].map(|place| slope(discounted(2 * place + 1).1, discounted(2 * place + 2).1) * spend);
                let by_spend = if spends.is_empty() {
                    [0.0; 3]
                } else {
                    [0, 1, 2].map(|place| slope(spends[2 * place + 1], spends[2 * place + 2]) * expected)
                };
                interval = self.limits(value, &by_model, &by_spend);
                self.slopes.0.iter_mut().zip(by_model).for_each(|(all, one)| *all += one);
                self.slopes.1.iter_mut().zip(by_spend).for_each(|(all, one)| *all += one);
            }
            for ((point, expected), factor) in self.portfolio.iter_mut().zip(&in_period).zip(&self.factors) {
                point.purchases += p_alive * expected;
                point.value += p_alive * expected * factor * spend;
            }
            self.value += value;
            self.customers[row] = CustomerForecast {
                p_alive,
                purchases: p_alive * purchases,
                spend,
                value,
                interval,
            };
        }
    }

    /// Discounted purchases of somebody who has not left; writes those of each period.
    fn while_there(&self, model: &BgNbd, repeats: u32, age: f64, in_period: &mut [f64]) -> f64 {
        let mut before = 0.0;
        let mut sum = 0.0;
        for (period, (expected, factor)) in in_period.iter_mut().zip(&self.factors).enumerate() {
            let up_to = model.expected_while_there((period + 1) as f64 * self.horizon.period, repeats, age);
            *expected = f64::max(up_to - before, 0.0);
            before = before.max(up_to);
            sum += *expected * factor;
        }
        sum
    }

    /// Limits of a value with these slopes by the logarithms of the parameters.
    fn limits(&self, value: f64, by_model: &[f64; 4], by_spend: &[f64; 3]) -> Option<(f64, f64)> {
        let mut variance = variance(by_model, self.models[0].covariance.as_deref()?);
        if let Some(spend) = self.spends.first() {
            variance += self::variance(by_spend, spend.covariance.as_deref()?);
        }
        let z = normal_quantile(0.5 + 0.5 * self.horizon.confidence);
        let factor = exp(z * variance.sqrt() / value);
        (value > 0.0 && factor.is_finite()).then(|| (value / factor, value * factor))
    }

    /// Ends the look ahead; after all steps.
    #[must_use]
    pub fn finish(mut self) -> Forecast {
        for period in 1..self.portfolio.len() {
            self.portfolio[period].purchases += self.portfolio[period - 1].purchases;
            self.portfolio[period].value += self.portfolio[period - 1].value;
        }
        Forecast {
            interval: self.limits(self.value, &self.slopes.0, &self.slopes.1),
            customers: self.customers,
            portfolio: self.portfolio,
            value: self.value,
        }
    }
}

impl Forecast {
    /// Looks ahead in one go.
    #[must_use]
    pub fn of(model: &BgNbd, spend: Spend, histories: &Histories, horizon: Horizon) -> Self {
        let mut work = ForecastWork::new(model, spend, histories, horizon);
        while work.step(histories) == Progress::Going {}
        work.finish()
    }
}

fn alike(histories: &Histories, a: u32, b: u32) -> std::cmp::Ordering {
    let key = |row: u32| (histories.repeats[row as usize], histories.age[row as usize]);
    let (a, b) = (key(a), key(b));
    a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
}

/// slopes · covariance · slopes.
fn variance(slopes: &[f64], covariance: &[f64]) -> f64 {
    let n = slopes.len();
    let products = (0..n * n).map(|place| slopes[place / n] * slopes[place % n] * covariance[place]);
    products.sum::<f64>().max(0.0)
}

fn moved(model: &BgNbd, place: usize, by: f64) -> BgNbd {
    let mut moved = model.clone();
    let parameters = [&mut moved.r, &mut moved.alpha, &mut moved.a, &mut moved.b];
    move_one(parameters, place, by);
    moved
}

fn moved_spend(spend: &GammaGamma, place: usize, by: f64) -> GammaGamma {
    let mut moved = spend.clone();
    move_one([&mut moved.p, &mut moved.q, &mut moved.v], place, by);
    moved
}

fn move_one<const N: usize>(parameters: [&mut f64; N], place: usize, by: f64) {
    for (index, parameter) in parameters.into_iter().enumerate() {
        if index == place {
            *parameter = exp(ln(*parameter) + by);
        }
    }
}
