//! What customers are worth: of all of them, and of one with what it comes from.

use bridge::customer::{CurvePoint, CustomerValue, CustomerWorth, LifetimeCheck, TooLittle, ValueBasis, ValueClass};
use insight::drift::Spread;
use insight::lifetime::LifetimeError;

use crate::computed::lifetime::{CLASSES, Fitted, Lifetime, Outcome, Spending, lifetime_fields};
use crate::reader::Reader;
use crate::table::Table;
use crate::workspace::Workspace;

/// Points of the curve of value.
const POINTS: usize = 20;

/// Computed fields that figures of value read; to be refreshed first.
#[must_use]
pub fn worth_computed(workspace: &Workspace, object: &str) -> Vec<(u16, u16)> {
    workspace.table(object).map_or(Vec::new(), |table| {
        let fields = lifetime_fields(workspace, table);
        fields.into_iter().map(|(_, number)| (table.number, number)).collect()
    })
}

/// Whether purchases of the last quarter of the time are worth what those before were.
fn drift(reader: Reader<'_>, table: &Table, lifetime: &Lifetime) -> Option<f64> {
    let sales = reader.computed.purchases(reader.workspace, reader.moment);
    let customers = if table.object == "company" {
        &sales.company
    } else {
        &sales.contact
    };
    let first = (0..lifetime.histories.len()).map(|place| lifetime.first_day(place)).min()?;
    let later_from = lifetime.as_of - (lifetime.as_of - first) / 4;
    let amounts = |later: bool| {
        let sales = customers.iter().zip(&sales.day).zip(&sales.amount);
        let counted = sales.filter(move |((customer, day), amount)| {
            let is_purchase = **amount >= 0 && (first..=lifetime.as_of).contains(*day);
            is_purchase && (**day >= later_from) == later && lifetime.place(**customer).is_some()
        });
        counted.map(|(_, &amount)| amount as f64)
    };
    Spread::of(&amounts(false).collect::<Vec<_>>()).index(amounts(true))
}

/// What all customers are worth. `object` is `contact` or `company`.
#[must_use]
pub fn customer_value(reader: Reader<'_>, object: &str) -> CustomerValue {
    let table = reader.table(object);
    let mut answer = CustomerValue {
        customers: 0,
        again: 0,
        months: 12,
        as_of: reader.moment.today,
        is_current: true,
        without_amount: 0,
        progress: table.and_then(|table| reader.computed.fit_progress(table.number)),
        basis: ValueBasis::Nobody,
        value: None,
        interval: None,
        purchases: 0.0,
        alive: None,
        classes: Vec::new(),
        curve: Vec::new(),
        parameters: Vec::new(),
        check: None,
        drift: None,
        origin: None,
    };
    let Some(lifetime) = table.and_then(|table| reader.computed.lifetime(table.number)) else {
        return answer;
    };
    let customers = lifetime.histories.len();
    answer.customers = customers as u32;
    answer.again = lifetime.histories.repeats.iter().filter(|&&repeats| repeats > 0).count() as u32;
    answer.months = lifetime.months;
    answer.as_of = lifetime.as_of;
    answer.is_current = lifetime.as_of == reader.moment.today;
    answer.without_amount = lifetime.histories.left_out.no_amount;
    answer.basis = basis(lifetime);
    answer.origin = lifetime.origin.clone();
    answer.drift = table.and_then(|table| drift(reader, table, lifetime));
    let expected = (0..customers).map(|place| lifetime.expected(place)).collect::<Vec<_>>();
    answer.purchases = expected.iter().map(|expected| expected.year).sum();
    answer.alive = expected.iter().map(|expected| expected.p_alive).sum();
    answer.alive = answer.alive.filter(|_| customers > 0);
    let values = expected.iter().filter_map(|expected| expected.value).collect::<Vec<_>>();
    let all: f64 = values.iter().sum();
    if !values.is_empty() {
        answer.value = lifetime.money(all);
    }
    if let Outcome::Fitted(fitted) = &lifetime.outcome {
        let limits = fitted.forecast.interval.filter(|_| answer.value.is_some());
        answer.interval = limits.and_then(|(low, high)| Some((lifetime.money(low)?, lifetime.money(high)?)));
        answer.classes = classes(lifetime, &values, all);
        answer.curve = curve(lifetime, values, all);
        answer.parameters = parameters(fitted);
        answer.check = fitted.check.map(|check| LifetimeCheck {
            days: check.days,
            customers: check.customers as u32,
            predicted: check.predicted,
            actual: check.actual,
        });
    }
    answer
}

/// What was fitted, by the names of the papers. Times are in weeks.
fn parameters(fitted: &Fitted) -> Vec<(String, f64)> {
    let model = &fitted.model;
    let mut parameters = vec![("r", model.r), ("alpha", model.alpha), ("a", model.a), ("b", model.b)];
    if let Spending::Model(spend) = &fitted.spending {
        parameters.extend([("p", spend.p), ("q", spend.q), ("v", spend.v)]);
    }
    parameters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn classes(lifetime: &Lifetime, values: &[f64], all: f64) -> Vec<ValueClass> {
    let mut sums = [(0u32, 0.0); CLASSES.len()];
    for &value in values {
        if let Some(class) = lifetime.class(value) {
            sums[class].0 += 1;
            sums[class].1 += value;
        }
    }
    let class = |(key, (customers, value)): (&str, (u32, f64))| {
        Some(ValueClass {
            key: key.to_owned(),
            customers,
            value: lifetime.money(value)?,
            share: if all > 0.0 { value / all } else { 0.0 },
        })
    };
    let found = CLASSES.into_iter().zip(sums).filter(|(_, (customers, _))| *customers > 0);
    found.filter_map(class).collect()
}

/// The share of the value that the best customers make up: points at even steps of customers.
fn curve(lifetime: &Lifetime, mut values: Vec<f64>, all: f64) -> Vec<CurvePoint> {
    if all <= 0.0 {
        return Vec::new();
    }
    values.sort_unstable_by(|a, b| b.total_cmp(a));
    let mut points = Vec::with_capacity(POINTS);
    let (mut sum, mut before) = (0.0, 0);
    for point in 1..=POINTS {
        let upto = (values.len() * point).div_ceil(POINTS);
        if upto == before {
            continue;
        }
        sum += values[before..upto].iter().sum::<f64>();
        before = upto;
        points.extend(lifetime.money(values[upto - 1]).map(|least| CurvePoint {
            customers: upto as u32,
            share: upto as f64 / values.len() as f64,
            value: (sum / all).min(1.0),
            least,
        }));
    }
    points
}

/// What figures come from.
fn basis(lifetime: &Lifetime) -> ValueBasis {
    match &lifetime.outcome {
        Outcome::Nobody => ValueBasis::Nobody,
        Outcome::Fitted(fitted) => ValueBasis::Model {
            own_spend: matches!(fitted.spending, Spending::Model(_)),
        },
        Outcome::Pooled(reason, _) => ValueBasis::Pooled(too_little(*reason)),
    }
}

/// Why there is no model, as people are told.
pub(super) fn too_little(reason: LifetimeError) -> TooLittle {
    match reason {
        LifetimeError::TooFewCustomers { found, least } => TooLittle::Customers {
            found: found as u32,
            least: least as u32,
        },
        LifetimeError::TooFewRepeaters { found, least } => TooLittle::Again {
            found: found as u32,
            least: least as u32,
        },
        LifetimeError::NoTime => TooLittle::Time,
        LifetimeError::Columns { .. }
        | LifetimeError::UnknownCustomer { .. }
        | LifetimeError::Impossible { .. }
        | LifetimeError::NoSpread
        | LifetimeError::OneOutcome
        | LifetimeError::NoMaximum => TooLittle::Pattern,
    }
}

/// What one customer is worth; `None` for who bought nothing.
#[must_use]
pub fn customer_worth(reader: Reader<'_>, table: &Table, row: u32) -> Option<CustomerWorth> {
    let lifetime = reader.computed.lifetime(table.number)?;
    let place = lifetime.place(row)?;
    let expected = lifetime.expected(place);
    let class = expected.value.and_then(|value| lifetime.class(value));
    let has_amounts = expected.spend.is_some();
    Some(CustomerWorth {
        purchases: lifetime.histories.repeats[place] + 1,
        first: lifetime.first_day(place),
        last: lifetime.last_day(place),
        usual_days: lifetime.usual_days(place),
        as_of: lifetime.as_of,
        spent: lifetime.money(lifetime.histories.total[place]).filter(|_| has_amounts),
        p_alive: expected.p_alive,
        ahead: expected.year,
        spend: expected.spend.and_then(|spend| lifetime.money(spend)),
        value: expected.value.and_then(|value| lifetime.money(value)),
        interval: expected
            .interval
            .and_then(|(low, high)| Some((lifetime.money(low)?, lifetime.money(high)?))),
        months: lifetime.months,
        class: class.map(|class| CLASSES[class].to_owned()),
        basis: basis(lifetime),
        of: lifetime.histories.len() as u32,
        churn: None,
        pending: reader.computed.fit_progress(table.number).is_some(),
    })
}
