//! `kith insight clv`: what customers are worth, by BG/NBD and gamma-gamma, checked on what came after.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use insight::lifetime::{
    BgNbd, CLASS_SHARES, Forecast, GammaGamma, Histories, Horizon, LeftOut, LifetimeError, MISSING_DAY, PooledRate, Purchases, Spend,
    value_classes,
};
use model::validate::days_to_date;
use serde::Serialize;

use super::columns::{Columns, Labels, today};
use super::report::{Rows, refuse, tell};
use crate::failure::{BadCell, Failure};

/// What customers are worth.
#[derive(Args)]
pub struct Clv {
    /// A file with one row per purchase.
    #[arg(long)]
    events: PathBuf,
    /// Column of the customer.
    #[arg(long)]
    customer: String,
    /// Column of the day.
    #[arg(long)]
    date: String,
    /// Column of the amount.
    #[arg(long)]
    amount: Option<String>,
    /// Last day to learn from, as 1997-09-30; what comes after is compared with the prediction. Else all days are learned from.
    #[arg(long)]
    until: Option<String>,
    /// Unit of time.
    #[arg(long, value_enum, default_value_t = Unit::Week)]
    unit: Unit,
    /// Time to look ahead, in units; else a year.
    #[arg(long)]
    horizon: Option<f64>,
    /// What a value loses per year, as 0.1 for 10 %.
    #[arg(long, default_value_t = 0.1)]
    discount: f64,
    /// Confidence of the intervals.
    #[arg(long, default_value_t = 0.95)]
    confidence: f64,
    /// Writes one row per customer to this file.
    #[arg(long)]
    out: Option<PathBuf>,
    /// Prints one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Unit {
    Week,
    Day,
}

impl Unit {
    fn days(self) -> f64 {
        if self == Self::Week { 7.0 } else { 1.0 }
    }

    /// Units of a year.
    fn year(self) -> f64 {
        365.0 / self.days()
    }

    fn name(self) -> &'static str {
        if self == Self::Week { "week" } else { "day" }
    }
}

#[derive(Serialize)]
struct Told {
    /// Customers learned from.
    n: usize,
    repeaters: usize,
    unit: &'static str,
    until: String,
    bgnbd: Option<Purchasing>,
    gamma_gamma: Option<Spending>,
    holdout: Option<Holdout>,
    value: Option<Value>,
    /// What is said where a model could not be fitted, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    fallback: Option<Fallback>,
    left_out: LeftOutRows,
}

#[derive(Serialize)]
struct Purchasing {
    r: f64,
    alpha: f64,
    a: f64,
    b: f64,
    log_likelihood: f64,
}

#[derive(Serialize)]
struct Spending {
    p: f64,
    q: f64,
    v: f64,
    log_likelihood: f64,
    n: usize,
    without_value: usize,
}

#[derive(Serialize)]
struct Holdout {
    predicted: f64,
    actual: u64,
    /// Length, in units.
    length: f64,
    customers: usize,
}

#[derive(Serialize)]
struct Value {
    /// Discounted, within the horizon; purchases where there are no amounts.
    total: f64,
    interval: Option<[f64; 2]>,
    horizon: f64,
    discount: f64,
    /// Least value of the customers who make up half of it, 80 % and 95 %.
    classes: Vec<f64>,
    /// Up to the end of each period: time, purchases, value.
    curve: Vec<[f64; 3]>,
}

#[derive(Serialize)]
struct Fallback {
    method: &'static str,
    reason: String,
    rate: f64,
    value: Option<f64>,
}

#[derive(Serialize)]
struct LeftOutRows {
    no_customer: u32,
    no_day: u32,
    no_amount: u32,
    refunds: u32,
    same_day: u32,
}

/// Purchases of a file.
struct Events {
    customers: Labels,
    days: Vec<i32>,
    amounts: Option<Vec<f64>>,
    until: i32,
    last: i32,
    bad: Vec<BadCell>,
}

impl Clv {
    /// Runs the command.
    ///
    /// # Errors
    /// When the file or a column is missing, cells cannot be read, or there is too little to fit the model on.
    pub fn run(self) -> Result<(), Failure> {
        self.check()?;
        let events = self.events()?;
        let names = &events.customers.names;
        let purchases = Purchases {
            customer_of: &events.customers.of,
            day: &events.days,
            amount: events.amounts.as_deref(),
        };
        let data = |error: LifetimeError| Failure::Data(error.to_string());
        let histories = Histories::of(purchases, names.len(), events.until, self.unit.days()).map_err(data)?;
        if histories.is_empty() {
            refuse(events.bad)?;
            return Err(Failure::TooLittle("nobody bought anything up to that day".to_owned()));
        }
        let model = BgNbd::fit(&histories);
        let spend = events.amounts.as_ref().map(|_| GammaGamma::fit(&histories));
        let known = spend.as_ref().and_then(|spend| spend.as_ref().ok());
        let horizon = self.horizon.unwrap_or_else(|| self.unit.year());
        let forecast = model.as_ref().ok().map(|model| {
            let ahead = Horizon {
                period: horizon / 12.0,
                periods: 12,
                discount: (1.0 + self.discount).powf(horizon / self.unit.year() / 12.0) - 1.0,
                confidence: self.confidence,
            };
            let mean = || {
                events
                    .amounts
                    .as_ref()
                    .and(PooledRate::of(&histories).value)
                    .map_or(Spend::Unknown, Spend::Mean)
            };
            Forecast::of(model, known.map_or_else(mean, Spend::Model), &histories, ahead)
        });
        if let Some(out) = &self.out {
            per_customer(names, &histories, forecast.as_ref()).write(out)?;
        }
        let failed = model
            .as_ref()
            .err()
            .or_else(|| spend.as_ref().and_then(|spend| spend.as_ref().err()));
        let told = Told {
            n: histories.len(),
            repeaters: histories.repeats.iter().filter(|repeats| **repeats > 0).count(),
            unit: self.unit.name(),
            until: days_to_date(events.until).map_or_else(String::new, |date| date.to_string()),
            holdout: model.as_ref().ok().and_then(|model| self.holdout(model, &histories, &events)),
            value: forecast.as_ref().map(|forecast| self.value(forecast, horizon)),
            fallback: failed.map(|error| {
                let pooled = PooledRate::of(&histories);
                Fallback {
                    method: if model.is_err() { "pooled rate" } else { "mean value" },
                    reason: error.to_string(),
                    rate: pooled.rate,
                    value: pooled.value,
                }
            }),
            left_out: LeftOutRows::from(histories.left_out),
            bgnbd: model.as_ref().ok().map(Purchasing::from),
            gamma_gamma: known.map(Spending::from),
        };
        tell(&told, self.json, words, events.bad)?;
        match model {
            Ok(_) => Ok(()),
            Err(error @ (LifetimeError::Columns { .. } | LifetimeError::UnknownCustomer { .. } | LifetimeError::Impossible { .. })) => {
                Err(data(error))
            }
            Err(error) => Err(Failure::TooLittle(error.to_string())),
        }
    }

    fn check(&self) -> Result<(), Failure> {
        let wrong = |what: &str| Err(Failure::Unknown(what.to_owned()));
        match () {
            () if !self.horizon.is_none_or(|horizon| horizon > 0.0 && horizon.is_finite()) => wrong("--horizon is a time above 0"),
            () if !(self.discount > -1.0 && self.discount.is_finite()) => wrong("--discount is a share above −1"),
            () if !(self.confidence > 0.0 && self.confidence < 1.0) => wrong("--confidence is between 0 and 1"),
            () => Ok(()),
        }
    }

    fn events(&self) -> Result<Events, Failure> {
        let mut columns = Columns::read(&self.events)?;
        let (customer, date) = (columns.column(&self.customer)?, columns.column(&self.date)?);
        let amount = self.amount.as_ref().map(|name| columns.column(name)).transpose()?;
        let mut days = columns.days(date);
        let today = today();
        for (row, day) in days.iter_mut().enumerate() {
            if day.is_some_and(|day| day > today) {
                columns.refuse(row, date, "the day lies in the future");
                *day = None;
            }
        }
        let amounts = amount.map(|amount| {
            let amounts = columns.numbers(amount);
            amounts.into_iter().map(|amount| amount.unwrap_or(f64::NAN)).collect()
        });
        let Some(last) = days.iter().flatten().max().copied() else {
            refuse(columns.into_bad())?;
            return Err(Failure::TooLittle(format!("there is no day in “{}”", self.date)));
        };
        let until = self.until.as_ref().map(|until| columns.day("--until", until)).transpose()?;
        Ok(Events {
            customers: columns.labels(customer),
            days: days.into_iter().map(|day| day.unwrap_or(MISSING_DAY)).collect(),
            amounts,
            until: until.unwrap_or(last),
            last,
            bad: columns.into_bad(),
        })
    }

    /// Purchases predicted and made after the last day learned from, by the customers learned from.
    fn holdout(&self, model: &BgNbd, histories: &Histories, events: &Events) -> Option<Holdout> {
        let days = i64::from(events.last) - i64::from(events.until);
        if days <= 0 {
            return None;
        }
        let length = days as f64 / self.unit.days();
        let mut known = vec![false; events.customers.names.len()];
        for customer in &histories.customer {
            known[*customer as usize] = true;
        }
        // A day of purchases is one, as in the histories; refunds are none.
        let mut made: Vec<(u32, i32)> = (0..events.days.len())
            .filter(|row| {
                events
                    .amounts
                    .as_ref()
                    .is_none_or(|amounts| amounts[*row].is_nan() || amounts[*row] >= 0.0)
            })
            .map(|row| (events.customers.of[row], events.days[row]))
            .filter(|(customer, day)| *day > events.until && known.get(*customer as usize) == Some(&true))
            .collect();
        made.sort_unstable();
        made.dedup();
        let rows = 0..histories.len();
        Some(Holdout {
            predicted: rows
                .map(|row| model.expected_purchases(length, histories.repeats[row], histories.recency[row], histories.age[row]))
                .sum(),
            actual: made.len() as u64,
            length,
            customers: histories.len(),
        })
    }

    fn value(&self, forecast: &Forecast, horizon: f64) -> Value {
        let values: Vec<f64> = forecast.customers.iter().map(|customer| customer.value).collect();
        Value {
            total: forecast.value,
            interval: forecast.interval.map(|(low, high)| [low, high]),
            horizon,
            discount: self.discount,
            classes: value_classes(&values, &CLASS_SHARES),
            curve: forecast
                .portfolio
                .iter()
                .map(|point| [point.time, point.purchases, point.value])
                .collect(),
        }
    }
}

impl From<&BgNbd> for Purchasing {
    fn from(model: &BgNbd) -> Self {
        Self {
            r: model.r,
            alpha: model.alpha,
            a: model.a,
            b: model.b,
            log_likelihood: model.log_likelihood,
        }
    }
}

impl From<&GammaGamma> for Spending {
    fn from(model: &GammaGamma) -> Self {
        Self {
            p: model.p,
            q: model.q,
            v: model.v,
            log_likelihood: model.log_likelihood,
            n: model.n,
            without_value: model.without_value,
        }
    }
}

impl From<LeftOut> for LeftOutRows {
    fn from(left_out: LeftOut) -> Self {
        Self {
            no_customer: left_out.no_customer,
            no_day: left_out.no_day,
            no_amount: left_out.no_amount,
            refunds: left_out.refunds,
            same_day: left_out.same_day,
        }
    }
}

/// One row per customer: history, and what is to be expected.
fn per_customer(names: &[String], histories: &Histories, forecast: Option<&Forecast>) -> Rows {
    let mut rows = Rows::new(&[
        "customer",
        "frequency",
        "recency",
        "T",
        "monetary_value",
        "total",
        "p_alive",
        "expected_purchases",
        "expected_spend",
        "value",
        "value_low",
        "value_high",
    ]);
    for row in 0..histories.len() {
        rows.text(&names[histories.customer[row] as usize]);
        for number in [
            f64::from(histories.repeats[row]),
            histories.recency[row],
            histories.age[row],
            histories.value[row],
            histories.total[row],
        ] {
            rows.number(number);
        }
        let expected = forecast.map_or([f64::NAN; 6], |forecast| {
            let customer = forecast.customers[row];
            let (low, high) = customer.interval.unwrap_or((f64::NAN, f64::NAN));
            [customer.p_alive, customer.purchases, customer.spend, customer.value, low, high]
        });
        for number in expected {
            rows.number(number);
        }
        rows.end();
    }
    rows
}

fn words(told: &Told) -> String {
    let mut text = format!(
        "{} customers up to {}, {} of them bought again\n",
        told.n, told.until, told.repeaters
    );
    if let Some(Purchasing {
        r,
        alpha,
        a,
        b,
        log_likelihood,
    }) = &told.bgnbd
    {
        text.push_str(&format!(
            "BG/NBD       r {r:.4}  alpha {alpha:.4}  a {a:.4}  b {b:.4}  log-likelihood {log_likelihood:.4}\n"
        ));
    }
    if let Some(Spending {
        p, q, v, log_likelihood, ..
    }) = &told.gamma_gamma
    {
        text.push_str(&format!(
            "gamma-gamma  p {p:.4}  q {q:.4}  v {v:.4}  log-likelihood {log_likelihood:.4}\n"
        ));
    }
    if let Some(Holdout {
        predicted, actual, length, ..
    }) = &told.holdout
    {
        text.push_str(&format!(
            "next {length:.1} {}s: {predicted:.0} purchases predicted, {actual} made\n",
            told.unit
        ));
    }
    if let Some(Value {
        total, interval, horizon, ..
    }) = &told.value
    {
        let limits = interval.map_or_else(String::new, |[low, high]| format!(" ({low:.2} to {high:.2})"));
        text.push_str(&format!("value of the next {horizon:.0} {}s: {total:.2}{limits}\n", told.unit));
    }
    if let Some(Fallback { method, reason, rate, .. }) = &told.fallback {
        text.push_str(&format!(
            "{reason}; instead by {method}: {rate:.6} repeat purchases per customer and {}\n",
            told.unit
        ));
    }
    text
}
