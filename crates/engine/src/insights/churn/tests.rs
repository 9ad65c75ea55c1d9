//! Learning who falls silent, on shops whose customers leave for a reason that can be known.

use bridge::customer::{ChurnFact, ChurnState};
use model::{Op, RecordId, Value};

use super::Churns;
use crate::computed::fixture::{Fixture, eur, noon};
use crate::insights::{customer_value, worth_computed};
use crate::reader::Reader;

fn op(object: &str, record: RecordId, field: &str, value: Value) -> Op {
    Op::Set {
        object: object.into(),
        record,
        field: field.into(),
        value: Some(value),
    }
}

/// Customers who buy about every 20 days for two years. Every third stops some day, after months without any activity.
pub(crate) fn shop(world: &mut Fixture, count: usize) -> Vec<RecordId> {
    let mut ops = Vec::new();
    let mut ids = Vec::new();
    for index in 0..count {
        let customer = world.id();
        ids.push(customer);
        ops.push(op("contact", customer, "job_title", "Buyer".into()));
        let leaves = index % 3 == 0;
        let stops = if leaves { 10 + (index as i32 * 37) % 500 } else { 0 };
        let mut ago = 720 - (index as i32 * 7) % 20;
        while ago > stops {
            let order = world.id();
            ops.push(op("order", order, "contact", customer.into()));
            ops.push(op("order", order, "amount", eur(2_000 + index as i64)));
            ops.push(op("order", order, "date", noon(-ago)));
            if !(leaves && ago < stops + 150) {
                let call = world.id();
                ops.push(op("activity", call, "contact", customer.into()));
                ops.push(op("activity", call, "at", noon(-ago)));
            }
            ago -= 17 + (ago + index as i32) % 7;
        }
    }
    world.apply(ops);
    ids
}

/// The chance of falling silent that the page of a customer tells.
pub(crate) fn explained_risk(world: &mut Fixture, customer: RecordId) -> Option<f64> {
    let row = world.row(customer);
    with(world, |reader| {
        let table = reader.table("contact")?;
        let told = reader.computed.churns().borrow_mut().of_customer(reader, table, row)?;
        Some(told.probability)
    })
}

fn with<T>(world: &mut Fixture, read: impl FnOnce(Reader<'_>) -> T) -> T {
    let fields = worth_computed(&world.workspace, "contact");
    world.computed.refresh(&world.workspace, &fields, world.moment);
    read(world.reader())
}

fn learned(world: &mut Fixture) -> (Churns, bridge::customer::ChurnSummary) {
    let mut churns = Churns::default();
    let first = with(world, |reader| churns.summary(reader, "contact", 10));
    if first.state == ChurnState::Pending {
        assert!(first.customers.is_empty() && first.progress.is_some());
    }
    let mut slices = 0;
    while churns.is_learning() {
        let _ = churns.step();
        slices += 1;
        assert!(slices < 100_000, "learning ends");
    }
    let summary = with(world, |reader| churns.summary(reader, "contact", 10));
    (churns, summary)
}

#[test]
fn what_comes_before_leaving_is_learned_and_told() {
    let mut world = Fixture::new();
    shop(&mut world, 240);
    let (_, summary) = learned(&mut world);
    let ChurnState::Learned(model) = &summary.state else {
        panic!("enough to learn from: {:?}", summary.state)
    };
    assert!(
        model.auc > 0.8 && model.auc_interval.0 <= model.auc && model.auc <= model.auc_interval.1,
        "{model:?}"
    );
    assert_eq!(model.importance[0].0, ChurnFact::Activities, "{:?}", model.importance);
    let first = &summary.customers[0];
    assert!(first.probability > 0.3 && first.probability < 1.0, "{first:?}");
    assert!(
        first
            .reasons
            .iter()
            .any(|reason| reason.fact == ChurnFact::Activities && reason.raises),
        "{first:?}"
    );
    let mut amounts = summary.customers.iter().flat_map(|customer| &customer.reasons);
    let amount = amounts
        .find(|reason| reason.fact == ChurnFact::Value)
        .expect("what a purchase is worth counts");
    assert_eq!(amount.currency, model::Currency::EUR);
    assert!((2_000.0..2_240.0).contains(&amount.value), "in cents: {amount:?}");
    assert!(summary.customers.windows(2).all(|pair| pair[0].probability >= pair[1].probability));
    assert!(
        summary
            .stays
            .windows(2)
            .all(|pair| pair[0].stay >= pair[1].stay && pair[0].days < pair[1].days)
    );
}

#[test]
fn too_few_of_the_past_is_said_with_numbers() {
    let mut world = Fixture::new();
    shop(&mut world, 12);
    let (_, summary) = learned(&mut world);
    let ChurnState::NotEnough { left, stayed, needed } = summary.state else {
        panic!("{:?}", summary.state)
    };
    assert!(left < needed || stayed < needed);
    assert!(summary.customers.is_empty());
}

#[test]
fn nothing_is_learned_again_before_something_has_changed() {
    let mut world = Fixture::new();
    let ids = shop(&mut world, 240);
    let (mut churns, before) = learned(&mut world);
    let again = with(&mut world, |reader| churns.summary(reader, "contact", 10));
    assert_eq!((&again, again.progress), (&before, None));
    // A purchase of yesterday says nothing about the past.
    world.make("order", &[("contact", ids[0].into()), ("amount", eur(100)), ("date", noon(-1))]);
    let today = with(&mut world, |reader| churns.summary(reader, "contact", 10));
    assert_eq!(today.progress, None);
    world.make("order", &[("contact", ids[0].into()), ("amount", eur(100)), ("date", noon(-100))]);
    let changed = with(&mut world, |reader| churns.summary(reader, "contact", 10));
    assert!(
        changed.progress.is_some() && matches!(changed.state, ChurnState::Learned(_)),
        "what was known stays meanwhile"
    );
}

#[test]
fn nobody_who_bought_is_nothing_to_learn() {
    let mut world = Fixture::new();
    world.make("contact", &[]);
    let (_, summary) = learned(&mut world);
    assert_eq!(summary.state, ChurnState::Nobody);
    assert_eq!(with(&mut world, |reader| customer_value(reader, "contact")).customers, 0);
}
