//! Figures of value on small businesses: who stays, who is silent, when there is too little, and when a fit is made again.

use std::rc::Rc;

use model::{Op, RecordId, Value};

use super::{FitStep, Outcome, Spending};
use crate::computed::fixture::{Fixture, TODAY, eur, noon};

/// Customers who buy every `gap` days, last `silent` days ago, for amounts of their own.
fn customers(world: &mut Fixture, count: usize, buys: impl Fn(usize) -> (i32, i32, i32)) -> Vec<RecordId> {
    let mut ops = Vec::new();
    let mut ids = Vec::new();
    for index in 0..count {
        let (times, gap, silent) = buys(index);
        let customer = world.id();
        ids.push(customer);
        let mut set = |object: &str, record: RecordId, field: &str, value: Value| {
            ops.push(Op::Set {
                object: object.into(),
                record,
                field: field.into(),
                value: Some(value),
            });
        };
        set("contact", customer, "job_title", "Buyer".into());
        for time in 0..times {
            let order = world.id();
            set("order", order, "contact", customer.into());
            set(
                "order",
                order,
                "amount",
                eur(1_000 + 37 * (index as i64 % 23) + i64::from(time % 3) * 50),
            );
            set("order", order, "date", noon(-silent - time * gap));
        }
    }
    world.apply(ops);
    ids
}

fn number(value: Option<Value>) -> Option<f64> {
    match value {
        Some(Value::Number(number)) => Some(number),
        Some(Value::Money(money)) => Some(money.to_f64()),
        _ => None,
    }
}

/// A shop of customers who differ in how often they buy, whether they come back, and since when they are silent.
fn shop(world: &mut Fixture, count: usize) -> Vec<RecordId> {
    customers(world, count, |index| {
        let times = if index % 3 == 0 { 1 } else { 2 + (index * 7 % 11) as i32 };
        (times, 15 + (index * 13 % 40) as i32, 3 + (index * 17 % 240) as i32)
    })
}

#[test]
fn silence_lowers_the_probability_and_the_value_of_a_customer() {
    let mut world = Fixture::new();
    shop(&mut world, 120);
    let [loyal, silent] = [5, 200].map(|days| customers(&mut world, 1, |_| (8, 20, days))[0]);
    let nobody = world.make("contact", &[]);
    let mut get = |id, field: &str| number(world.get("contact", id, field));
    let (stays, leaves) = (get(loyal, "still_customer").unwrap(), get(silent, "still_customer").unwrap());
    assert!(stays > 80.0 && leaves < stays / 2.0, "{stays} {leaves}");
    assert!(get(loyal, "value_ahead") > get(silent, "value_ahead"));
    assert!(get(loyal, "purchases_ahead") > get(silent, "purchases_ahead"));
    assert_eq!((get(loyal, "silence"), get(silent, "silence")), (Some(0.25), Some(10.0)));
    let fields = ["still_customer", "purchases_ahead", "value_ahead", "silence"];
    assert_eq!(
        fields.map(|field| get(nobody, field)),
        [None; 4],
        "who bought nothing has no figures"
    );
    assert_eq!(world.get("contact", nobody, "value_class"), None);
    let table = world.workspace.table("contact").unwrap().number;
    let lifetime = world.computed.lifetime(table).unwrap();
    let Outcome::Fitted(fitted) = &lifetime.outcome else {
        panic!("enough to fit")
    };
    assert!(matches!(fitted.spending, Spending::Model(_)));
    assert_eq!(lifetime.as_of, TODAY);
}

#[test]
fn classes_take_their_share_of_the_value() {
    let mut world = Fixture::new();
    let ids = shop(&mut world, 200);
    let mut sums = [0.0; 4];
    for id in ids {
        let value = number(world.get("contact", id, "value_ahead")).unwrap();
        let Some(Value::Text(class)) = world.get("contact", id, "value_class") else {
            panic!("every customer has a class")
        };
        sums[super::CLASSES.iter().position(|key| *key == class).unwrap()] += value;
    }
    let all: f64 = sums.iter().sum();
    assert!((0.5..0.55).contains(&(sums[0] / all)), "{sums:?}");
    assert!((0.8..0.85).contains(&((sums[0] + sums[1]) / all)), "{sums:?}");
}

#[test]
fn a_fit_is_made_again_only_when_purchases_changed() {
    let mut world = Fixture::new();
    let ids = shop(&mut world, 60);
    let table = world.workspace.table("contact").unwrap().number;
    let fit = |world: &mut Fixture| {
        world.get("contact", ids[0], "value_ahead");
        Rc::clone(world.computed.lifetime(table).unwrap())
    };
    let first = fit(&mut world);
    world.set("contact", ids[3], "job_title", Some("Director".into()));
    let order = world.make(
        "order",
        &[("status", "draft".into()), ("contact", ids[1].into()), ("amount", eur(5_000))],
    );
    assert!(Rc::ptr_eq(&first, &fit(&mut world)), "a draft is no purchase");
    world.set("order", order, "date", Some(noon(-1)));
    world.set("order", order, "status", Some("paid".into()));
    let second = fit(&mut world);
    assert!(!Rc::ptr_eq(&first, &second), "a purchase came");
    world.make("setting", &[]);
    assert!(Rc::ptr_eq(&second, &fit(&mut world)), "no setting that it reads");
    world.trash("contact", ids[5]);
    let third = fit(&mut world);
    assert_eq!(third.histories.len() + 1, second.histories.len(), "who is in the bin is left out");
}

#[test]
fn too_little_says_so_and_stands_on_the_rate_of_all() {
    let mut world = Fixture::new();
    let ids = customers(&mut world, 4, |index| (1 + index as i32 % 2, 30, 20));
    let table = world.workspace.table("contact").unwrap().number;
    assert_eq!(world.get("contact", ids[0], "still_customer"), None);
    assert!(number(world.get("contact", ids[0], "purchases_ahead")).is_some_and(|ahead| ahead > 0.0));
    assert_eq!(world.get("contact", ids[0], "value_class"), None);
    let outcome = &world.computed.lifetime(table).unwrap().outcome;
    assert!(matches!(
        outcome,
        Outcome::Pooled(insight::lifetime::LifetimeError::TooFewCustomers { found: 4, .. }, _)
    ));
}

#[test]
fn data_that_ended_long_ago_is_looked_at_as_of_its_last_day() {
    let mut world = Fixture::new();
    let ids = customers(&mut world, 40, |index| (1 + index as i32 % 5, 20, 1_000 + index as i32));
    let table = world.workspace.table("contact").unwrap().number;
    let alive = number(world.get("contact", ids[4], "still_customer"));
    assert!(alive.is_some_and(|alive| alive > 30.0), "{alive:?}");
    assert_eq!(world.computed.lifetime(table).unwrap().as_of, TODAY - 1_000);
}

#[test]
fn purchases_of_nothing_and_refunds_never_give_what_is_no_number() {
    let mut world = Fixture::new();
    let ids = shop(&mut world, 40);
    for (index, &customer) in ids.iter().enumerate() {
        let amount = [0, -900_000, 1, i64::MAX / 4][index % 4];
        world.make(
            "order",
            &[("contact", customer.into()), ("amount", eur(amount)), ("date", noon(-2))],
        );
    }
    for id in ids {
        for field in ["still_customer", "purchases_ahead", "value_ahead", "silence"] {
            assert!(number(world.get("contact", id, field)).is_none_or(f64::is_finite), "{field}");
        }
    }
}

#[test]
fn large_fits_go_in_slices_and_end_where_one_at_once_does() {
    let mut world = Fixture::new();
    let ids = shop(&mut world, super::AT_ONCE + 50);
    let table = world.workspace.table("contact").unwrap().number;
    assert_eq!(world.get("contact", ids[1], "value_ahead"), None, "nothing is known yet");
    let begun = world.computed.fit_progress(table).expect("a fit is under way");
    let mut slices = 0;
    while world.computed.fit(&world.workspace) == FitStep::Going {
        slices += 1;
    }
    assert!(slices > 20 && begun < 0.5, "{slices} {begun}");
    assert_eq!(world.computed.fit(&world.workspace), FitStep::Nothing);
    let value = number(world.get("contact", ids[1], "value_ahead")).unwrap();
    // The same purchases of fewer customers in the table would be fitted at once: compare with the methods themselves.
    let lifetime = Rc::clone(world.computed.lifetime(table).unwrap());
    let model = insight::lifetime::BgNbd::fit(&lifetime.histories).unwrap();
    let place = lifetime.place(1).unwrap();
    let Outcome::Fitted(fitted) = &lifetime.outcome else {
        panic!("enough to fit")
    };
    assert_eq!(fitted.model, model);
    assert!((fitted.forecast.customers[place].value - value).abs() < 0.01);
    world.make("order", &[("contact", ids[1].into()), ("amount", eur(4_000)), ("date", noon(-1))]);
    assert_eq!(
        number(world.get("contact", ids[1], "value_ahead")),
        Some(value),
        "the answer does not wait for the next fit"
    );
    assert!(world.computed.is_fitting());
    while world.computed.fit(&world.workspace) != FitStep::Nothing {}
    assert_ne!(number(world.get("contact", ids[1], "value_ahead")), Some(value), "which follows");
    let check = fitted.check.expect("the earlier part is enough for a model");
    assert!(
        check.days > 0 && check.actual > 0.0 && check.customers <= lifetime.histories.len(),
        "{check:?}"
    );
    assert!((0.3..3.0).contains(&(check.predicted / check.actual)), "{check:?}");
}
