//! Expectations computed by hand.

use model::{Money, Value};

use crate::columns::Column;
use crate::computed::fixture::{Fixture, NOW, TODAY, day, eur, noon};

fn int(value: i64) -> Option<Value> {
    Some(Value::Int(value))
}

#[test]
fn last_activity_is_the_newest_of_everything_linked() {
    let mut world = Fixture::new();
    let [anna, bert] = [(); 2].map(|()| world.make("contact", &[]));
    let company = world.make("company", &[]);
    assert_eq!(world.get("contact", anna, "last_activity"), None);
    let call = world.make(
        "activity",
        &[("at", noon(-3)), ("contact", anna.into()), ("company", company.into())],
    );
    world.make("activity", &[("at", noon(-9)), ("contact", anna.into())]);
    assert_eq!(world.get("contact", anna, "last_activity"), Some(noon(-3)));
    assert_eq!(world.get("company", company, "last_activity"), Some(noon(-3)));

    world.element("activity", call, "contact", bert.into(), true);
    assert_eq!(
        world.get("contact", bert, "last_activity"),
        Some(noon(-3)),
        "further contacts count"
    );
    world.set("activity", call, "contact", Some(bert.into()));
    assert_eq!(
        world.get("contact", anna, "last_activity"),
        Some(noon(-9)),
        "and the former one no more"
    );
    world.trash("activity", call);
    assert_eq!(world.get("contact", bert, "last_activity"), None);
    world.restore("activity", call);
    assert_eq!(world.get("contact", bert, "last_activity"), Some(noon(-3)));
    world.purge("activity", call);
    assert_eq!(world.get("contact", bert, "last_activity"), None);
    assert_eq!(world.get("company", company, "last_activity"), None);

    let ticket = world.make("ticket", &[("requester", bert.into()), ("company", company.into())]);
    world.make(
        "message",
        &[("ticket", ticket.into()), ("at", noon(-5)), ("direction", "in".into())],
    );
    world.make(
        "message",
        &[("ticket", ticket.into()), ("at", noon(-1)), ("visibility", "internal".into())],
    );
    assert_eq!(
        world.get("contact", bert, "last_activity"),
        Some(noon(-5)),
        "internal notes were with nobody"
    );
    assert_eq!(world.get("company", company, "last_activity"), Some(noon(-5)));
    world.set("ticket", ticket, "requester", Some(anna.into()));
    assert_eq!(world.get("contact", anna, "last_activity"), Some(noon(-5)));
    assert_eq!(world.get("contact", bert, "last_activity"), None);
    world.trash("ticket", ticket);
    assert_eq!(world.get("contact", anna, "last_activity"), Some(noon(-9)));
}

#[test]
fn what_lies_ahead_has_not_happened_until_its_time_comes() {
    let mut world = Fixture::new();
    let contact = world.make("contact", &[]);
    world.make("activity", &[("at", noon(-4)), ("contact", contact.into())]);
    world.make(
        "activity",
        &[("at", noon(2)), ("contact", contact.into()), ("type", "meeting".into())],
    );
    assert_eq!(world.get("contact", contact, "last_activity"), Some(noon(-4)));
    world.moment.now_millis = NOW + 2 * 86_400_000;
    assert_eq!(world.get("contact", contact, "last_activity"), Some(noon(2)));
    world.moment.now_millis = NOW;
    assert_eq!(
        world.get("contact", contact, "last_activity"),
        Some(noon(-4)),
        "a clock set back takes it back"
    );
}

#[test]
fn the_next_step_is_the_earliest_open_task_that_is_not_put_off() {
    let mut world = Fixture::new();
    let deal = world.make("deal", &[]);
    let open = ("status", Value::from("open"));
    world.make("task", &[open.clone(), ("deal", deal.into())]);
    assert_eq!(world.get("deal", deal, "next_step"), None, "a task without a day has none");
    let far = world.make("task", &[open.clone(), ("deal", deal.into()), ("due", day(9))]);
    let near = world.make("task", &[("deal", deal.into()), ("due", day(-2))]);
    assert_eq!(
        world.get("deal", deal, "next_step"),
        Some(day(-2)),
        "late ones count, and those without a status"
    );
    world.set("task", near, "snoozed_until", Some(day(1)));
    assert_eq!(world.get("deal", deal, "next_step"), Some(day(9)));
    world.moment.today = TODAY + 1;
    assert_eq!(
        world.get("deal", deal, "next_step"),
        Some(day(-2)),
        "back on the day it was put off to"
    );
    world.set("task", near, "status", Some("done".into()));
    world.set("task", far, "due", None);
    assert_eq!(world.get("deal", deal, "next_step"), None);
}

#[test]
fn an_order_is_worth_its_lines_or_what_was_entered() {
    let mut world = Fixture::new();
    let order = world.make("order", &[("amount", eur(5_000))]);
    assert_eq!(world.get("order", order, "total"), Some(eur(5_000)));
    let line = |price: Value, quantity: f64, discount: f64| {
        [
            ("order", Value::from(order)),
            ("unit_price", price),
            ("quantity", Value::Number(quantity)),
            ("discount", Value::Number(discount)),
        ]
    };
    let pens = world.make("line", &line(eur(199), 3.0, 0.0));
    let paper = world.make("line", &line(eur(1_050), 0.5, 10.0));
    assert_eq!(world.get("line", paper, "total"), Some(eur(473)), "472.5 rounds away from zero");
    assert_eq!(world.get("order", order, "total"), Some(eur(597 + 473)));
    let gift = world.make("line", &[("order", order.into()), ("quantity", Value::Number(2.0))]);
    assert_eq!(world.get("line", gift, "total"), None);
    assert_eq!(
        world.get("order", order, "total"),
        Some(eur(1_070)),
        "a line without a price adds nothing"
    );
    world.set("line", gift, "unit_price", Some(eur(10)));
    world.set("line", gift, "quantity", None);
    assert_eq!(
        world.get("order", order, "total"),
        Some(eur(1_080)),
        "a line without a quantity is one piece"
    );
    let other = world.make("order", &[]);
    world.set("line", gift, "order", Some(other.into()));
    assert_eq!(
        (world.get("order", order, "total"), world.get("order", other, "total")),
        (Some(eur(1_070)), Some(eur(10)))
    );
    world.trash("line", pens);
    world.trash("line", paper);
    assert_eq!(
        world.get("order", order, "total"),
        Some(eur(5_000)),
        "without lines the entered amount stands again"
    );
    assert_eq!(world.get("order", other, "total"), Some(eur(10)));
}

#[test]
fn lines_of_several_currencies_are_added_in_the_base_currency() {
    let mut world = Fixture::new();
    let usd = |minor: i64| Value::Money(Money::new(minor, "USD".parse().unwrap()));
    let order = world.make("order", &[("amount", eur(1))]);
    world.make("line", &[("order", order.into()), ("unit_price", usd(1_000))]);
    assert_eq!(world.get("order", order, "total"), Some(usd(1_000)), "one currency stays itself");
    let second = world.make("line", &[("order", order.into()), ("unit_price", eur(500))]);
    assert_eq!(world.get("order", order, "total"), None, "no rate, no total");
    let rate = world.rate("USD", 0.9, None);
    assert_eq!(world.get("order", order, "total"), Some(eur(1_400)));
    world.set("rate", rate, "rate", Some(Value::Number(0.8)));
    assert_eq!(world.get("order", order, "total"), Some(eur(1_300)));
    world.trash("line", second);
    assert_eq!(world.get("order", order, "total"), Some(usd(1_000)));
}

#[test]
fn sums_that_do_not_fit_are_empty_and_said_to_be_too_large() {
    let mut world = Fixture::new();
    let contact = world.make("contact", &[]);
    let order = world.make("order", &[("contact", contact.into())]);
    let huge = world.make("line", &[("order", order.into()), ("unit_price", eur(i64::MAX))]);
    assert_eq!(world.get("order", order, "total"), Some(eur(i64::MAX)));
    assert_eq!(world.get("contact", contact, "revenue"), Some(eur(i64::MAX)));
    let small = world.make("line", &[("order", order.into()), ("unit_price", eur(1))]);
    assert_eq!(world.get("order", order, "total"), None);
    assert!(world.is_overflow("order", order, "total"));
    assert_eq!(world.get("contact", contact, "revenue"), None);
    world.set("line", small, "unit_price", Some(eur(-1)));
    assert_eq!(world.get("order", order, "total"), Some(eur(i64::MAX - 1)));
    assert!(!world.is_overflow("order", order, "total"));
    world.set("line", huge, "quantity", Some(Value::Number(2.0)));
    assert_eq!(world.get("line", huge, "total"), None);
    assert!(world.is_overflow("line", huge, "total"));
    world.trash("line", huge);
    world.make("order", &[("contact", contact.into()), ("amount", eur(i64::MAX))]);
    world.make("order", &[("contact", contact.into()), ("amount", eur(i64::MAX))]);
    assert_eq!(world.get("contact", contact, "revenue"), None);
    assert!(world.is_overflow("contact", contact, "revenue"));
}

#[test]
fn revenue_is_placed_orders_and_won_deals_that_no_order_stands_for() {
    let mut world = Fixture::new();
    let [open, won, lost] = world.stages();
    let [anna, bert] = [(); 2].map(|()| world.make("contact", &[]));
    let company = world.make("company", &[]);
    let mut order = |status: Option<&str>, minor: i64, days: i32| {
        let mut fields = vec![("contact", anna.into()), ("amount", eur(minor)), ("date", noon(days))];
        fields.extend(status.map(|status| ("status", status.into())));
        world.make("order", &fields)
    };
    let placed = order(Some("placed"), 100, -40);
    order(Some("paid"), 200, -30);
    order(Some("shipped"), 400, -20);
    order(None, 800, -10);
    order(Some("draft"), 1_600, -1);
    order(Some("cancelled"), 3_200, -1);
    let refunded = order(Some("refunded"), 6_400, -1);
    assert_eq!(world.get("contact", anna, "orders"), int(4));
    assert_eq!(world.get("contact", anna, "revenue"), Some(eur(1_500)));
    assert_eq!(world.get("contact", anna, "last_order"), Some(day(-10)));
    assert_eq!(world.get("contact", bert, "orders"), int(0));
    assert_eq!(world.get("contact", bert, "revenue"), None);

    let deal = |stage: model::RecordId| {
        [
            ("stage", stage.into()),
            ("value", eur(10_000)),
            ("contact", Value::List(vec![anna.into(), bert.into()])),
            ("company", company.into()),
            ("closed_on", day(-2)),
        ]
    };
    let sold = world.make("deal", &deal(won));
    world.make("deal", &deal(open));
    world.make("deal", &deal(lost));
    assert_eq!(world.get("contact", anna, "revenue"), Some(eur(11_500)));
    assert_eq!(world.get("contact", bert, "revenue"), None, "a deal counts for its primary contact");
    assert_eq!(world.get("company", company, "revenue"), Some(eur(10_000)));
    assert_eq!(world.get("company", company, "orders"), int(0));

    world.set("order", placed, "deal", Some(sold.into()));
    assert_eq!(
        world.get("contact", anna, "revenue"),
        Some(eur(1_500)),
        "the order stands for the deal"
    );
    assert_eq!(world.get("company", company, "revenue"), None);
    world.set("order", placed, "status", Some("draft".into()));
    assert_eq!(world.get("contact", anna, "revenue"), Some(eur(11_400)), "a draft does not");
    world.set("order", placed, "deal", None);
    world.set("order", refunded, "deal", Some(sold.into()));
    assert_eq!(
        world.get("contact", anna, "revenue"),
        Some(eur(1_400)),
        "a refunded order takes its deal along"
    );
    world.trash("order", refunded);
    assert_eq!(world.get("company", company, "revenue"), Some(eur(10_000)));
    world.trash("stage", won);
    assert_eq!(
        world.get("contact", anna, "revenue"),
        Some(eur(1_400)),
        "a deal without a stage in use is not won"
    );
    world.restore("stage", won);
    world.set("deal", sold, "contact", Some(bert.into()));
    assert_eq!(world.get("contact", bert, "revenue"), Some(eur(10_000)));
    assert_eq!(world.get("contact", anna, "revenue"), Some(eur(1_400)));
}

#[test]
fn amounts_without_a_rate_are_left_out_and_counted() {
    let mut world = Fixture::new();
    let contact = world.make("contact", &[]);
    let usd = Value::Money(Money::new(1_000, "USD".parse().unwrap()));
    world.make("order", &[("contact", contact.into()), ("amount", usd), ("date", noon(-1))]);
    world.make("order", &[("contact", contact.into()), ("amount", eur(70)), ("date", noon(-1))]);
    assert_eq!(world.get("contact", contact, "revenue"), Some(eur(70)));
    assert_eq!(world.get("contact", contact, "orders"), int(2));
    let table = world.workspace.table("contact").unwrap().number;
    assert_eq!(world.computed.without_rate(table), 1);
    world.rate("USD", 0.5, None);
    assert_eq!(world.get("contact", contact, "revenue"), Some(eur(570)));
    assert_eq!(world.computed.without_rate(table), 0);
    world.moment.base = "USD".parse().unwrap();
    let dollars = |minor: i64| Some(Value::Money(Money::new(minor, "USD".parse().unwrap())));
    assert_eq!(
        world.get("contact", contact, "revenue"),
        dollars(1_000),
        "in another base currency the euros have no rate"
    );
}

#[test]
fn scores_come_from_what_was_bought_up_to_today() {
    let mut world = Fixture::new();
    let customers = [(); 5].map(|()| world.make("contact", &[]));
    // The n-th customer ordered n times, 10 each, last n days ago.
    for (index, &customer) in customers.iter().enumerate() {
        for times in 0..=index as i32 {
            world.make(
                "order",
                &[
                    ("contact", customer.into()),
                    ("amount", eur(1_000)),
                    ("date", noon(-(index as i32 + 1) - times)),
                ],
            );
        }
    }
    let none = world.make("contact", &[]);
    world.make("order", &[("contact", none.into()), ("amount", eur(9_999)), ("date", noon(3))]);
    let mut scores = |customer| ["rfm_recency", "rfm_frequency", "rfm_monetary"].map(|field| world.get("contact", customer, field));
    // Five customers at 1 to 5: the cut points are 1.8, 2.6, 3.4 and 4.2.
    assert_eq!(scores(customers[0]), [int(5), int(1), int(1)]);
    assert_eq!(scores(customers[2]), [int(3), int(3), int(3)]);
    assert_eq!(scores(customers[4]), [int(1), int(5), int(5)]);
    assert_eq!(scores(none), [None, None, None], "an order of the future is no purchase yet");
    let mut segment = |customer| world.get("contact", customer, "rfm_segment");
    assert_eq!(segment(customers[0]), Some("New Customers".into()));
    assert_eq!(segment(customers[2]), Some("Potential Loyalist".into()));
    assert_eq!(segment(customers[4]), Some("At Risk".into()));
    assert_eq!(segment(none), None);
    assert_eq!(world.get("contact", none, "revenue"), Some(eur(9_999)), "revenue does not ask when");

    world.trash("contact", customers[4]);
    // Four left at 1 to 4: the cut points are 1.6, 2.2, 2.8 and 3.4.
    assert_eq!(world.get("contact", customers[3], "rfm_monetary"), int(5));
    assert_eq!(world.get("contact", customers[4], "rfm_monetary"), None);
    world.moment.today = TODAY + 3;
    world.moment.now_millis += 3 * 86_400_000;
    assert_eq!(world.get("contact", none, "rfm_recency"), int(5), "its day has come");
}

#[test]
fn a_deal_follows_its_stage() {
    let mut world = Fixture::new();
    let [open, won, lost] = world.stages();
    let deal = world.make("deal", &[("stage", open.into()), ("value", eur(12_345)), ("stage_since", noon(-6))]);
    let mut read = |fields: [&str; 4]| fields.map(|field| world.get("deal", deal, field));
    let fields = ["status", "probability", "weighted", "days_in_stage"];
    assert_eq!(
        read(fields),
        [Some("open".into()), Some(Value::Number(40.0)), Some(eur(4_938)), int(6)]
    );
    world.set("deal", deal, "own_probability", Some(Value::Number(33.3)));
    assert_eq!(world.get("deal", deal, "weighted"), Some(eur(4_111)), "4110.885");
    world.set("deal", deal, "stage", Some(won.into()));
    assert_eq!(
        world.get("deal", deal, "probability"),
        Some(Value::Number(100.0)),
        "decided is certain"
    );
    world.set("deal", deal, "stage", Some(lost.into()));
    assert_eq!(world.get("deal", deal, "weighted"), Some(eur(0)));
    assert_eq!(world.get("deal", deal, "status"), Some("lost".into()));
    world.set("stage", lost, "outcome", Some("open".into()));
    assert_eq!(world.get("deal", deal, "status"), Some("open".into()));
    world.trash("stage", lost);
    assert_eq!(world.get("deal", deal, "status"), None);
    assert_eq!(world.get("deal", deal, "pipeline"), None);
    assert_eq!(world.get("deal", deal, "probability"), Some(Value::Number(33.3)));
    world.restore("stage", lost);
    assert!(matches!(world.get("deal", deal, "pipeline"), Some(Value::Ref(_))));
    world.set("deal", deal, "stage", Some(won.into()));
    world.set("deal", deal, "stage_since", None);
    assert_eq!(world.get("deal", deal, "days_in_stage"), None);
    world.set("deal", deal, "closed_on", Some(day(-8)));
    assert_eq!(world.get("deal", deal, "days_in_stage"), int(8));
}

#[test]
fn a_deal_is_quiet_since_the_last_thing_that_happened() {
    let mut world = Fixture::new();
    let [open, won, _] = world.stages();
    let deal = world.make("deal", &[("stage", open.into())]);
    assert_eq!(world.get("deal", deal, "quiet_days"), int(365), "since it was made");
    world.set("deal", deal, "opened_on", Some(day(-100)));
    assert_eq!(world.get("deal", deal, "quiet_days"), int(100));
    world.set("deal", deal, "stage_since", Some(noon(-60)));
    assert_eq!(world.get("deal", deal, "quiet_days"), int(60));
    let visit = world.make("activity", &[("deal", deal.into()), ("at", noon(-7))]);
    assert_eq!(world.get("deal", deal, "quiet_days"), int(7));
    world.moment.today += 1;
    world.moment.now_millis += 86_400_000;
    assert_eq!(world.get("deal", deal, "quiet_days"), int(8));
    world.trash("activity", visit);
    assert_eq!(world.get("deal", deal, "quiet_days"), int(61));
    world.set("deal", deal, "opened_on", Some(day(30)));
    assert_eq!(world.get("deal", deal, "quiet_days"), int(0), "what lies ahead is no silence");
    world.set("deal", deal, "stage", Some(won.into()));
    assert_eq!(world.get("deal", deal, "quiet_days"), None);
}

fn zone(minutes: i32) -> &'static model::Zone {
    Box::leak(Box::new(model::Zone::fixed(minutes)))
}

#[test]
fn days_are_counted_by_the_local_calendar() {
    let mut world = Fixture::new();
    let [open, ..] = world.stages();
    let evening = NOW - 24 * 3_600_000 + 11 * 3_600_000; // 23:00 UTC of yesterday
    let deal = world.make("deal", &[("stage", open.into()), ("stage_since", Value::Time(evening))]);
    assert_eq!(world.get("deal", deal, "days_in_stage"), int(1));
    world.moment.zone = zone(120);
    assert_eq!(
        world.get("deal", deal, "days_in_stage"),
        int(0),
        "two hours further east it was today"
    );
    let contact = world.make("contact", &[]);
    world.make("order", &[("contact", contact.into()), ("date", Value::Time(evening))]);
    assert_eq!(world.get("contact", contact, "last_order"), Some(day(0)));
    world.moment.zone = zone(-720);
    assert_eq!(world.get("contact", contact, "last_order"), Some(day(-1)));
}

#[test]
fn counts_follow_their_records() {
    let mut world = Fixture::new();
    let [open, won, _] = world.stages();
    let [acme, beta] = [(); 2].map(|()| world.make("company", &[]));
    let person = world.make("contact", &[("company", Value::List(vec![acme.into(), beta.into()]))]);
    world.make("contact", &[("company", acme.into())]);
    assert_eq!(
        (world.get("company", acme, "contacts"), world.get("company", beta, "contacts")),
        (int(2), int(1))
    );
    world.set("contact", person, "company", Some(beta.into()));
    assert_eq!(
        (world.get("company", acme, "contacts"), world.get("company", beta, "contacts")),
        (int(1), int(1)),
        "twice the same is one"
    );
    world.trash("contact", person);
    assert_eq!(world.get("company", beta, "contacts"), int(0));
    world.restore("contact", person);

    let deal = world.make(
        "deal",
        &[
            ("stage", open.into()),
            ("contact", Value::List(vec![person.into()])),
            ("company", acme.into()),
        ],
    );
    let helper = world.make("contact", &[]);
    world.element("deal", deal, "contact", helper.into(), true);
    for contact in [person, helper] {
        assert_eq!(world.get("contact", contact, "open_deals"), int(1));
    }
    assert_eq!(world.get("company", acme, "open_deals"), int(1));
    world.set("deal", deal, "stage", Some(won.into()));
    assert_eq!(world.get("contact", helper, "open_deals"), int(0));
    assert_eq!(world.get("company", acme, "open_deals"), int(0));

    let ticket = world.make(
        "ticket",
        &[("status", "waiting".into()), ("requester", person.into()), ("company", acme.into())],
    );
    assert_eq!(
        (
            world.get("contact", person, "open_tickets"),
            world.get("company", acme, "open_tickets")
        ),
        (int(1), int(1))
    );
    world.set("ticket", ticket, "status", Some("solved".into()));
    assert_eq!(
        (
            world.get("contact", person, "open_tickets"),
            world.get("company", acme, "open_tickets")
        ),
        (int(0), int(0))
    );
}

#[test]
fn a_product_counts_an_order_once() {
    let mut world = Fixture::new();
    let [pen, ink] = [(); 2].map(|()| world.make("product", &[]));
    let [first, second] = [(); 2].map(|()| world.make("order", &[]));
    let mut line =
        |order: model::RecordId, product: model::RecordId| world.make("line", &[("order", order.into()), ("product", product.into())]);
    line(first, pen);
    let moved = line(first, ink);
    line(first, pen);
    assert_eq!(
        (world.get("product", pen, "orders"), world.get("product", ink, "orders")),
        (int(1), int(1))
    );
    let mut line =
        |order: model::RecordId, product: model::RecordId| world.make("line", &[("order", order.into()), ("product", product.into())]);
    line(second, pen);
    line(first, ink);
    assert_eq!(
        (world.get("product", pen, "orders"), world.get("product", ink, "orders")),
        (int(2), int(1))
    );
    world.set("line", moved, "order", Some(second.into()));
    assert_eq!(world.get("product", ink, "orders"), int(2));
    world.set("order", second, "status", Some("cancelled".into()));
    assert_eq!(
        (world.get("product", pen, "orders"), world.get("product", ink, "orders")),
        (int(1), int(1))
    );
}

#[test]
fn references_to_what_is_not_there_count_when_it_arrives() {
    let mut world = Fixture::new();
    let later = world.id();
    world.make("activity", &[("at", noon(-2)), ("contact", later.into())]);
    world.make("order", &[("contact", later.into()), ("amount", eur(300))]);
    let somebody = world.make("contact", &[]);
    assert_eq!(world.get("contact", somebody, "last_activity"), None);
    assert_eq!(world.get("contact", somebody, "revenue"), None);
    world.computed.warm_up(&world.workspace);
    world.make_as("contact", later, &[]);
    assert_eq!(world.get("contact", later, "last_activity"), Some(noon(-2)));
    assert_eq!(world.get("contact", later, "revenue"), Some(eur(300)));
    // A reference to a record of another object is nobody's.
    let company = world.make("company", &[]);
    world.make("activity", &[("at", noon(-1)), ("contact", company.into())]);
    assert_eq!(world.get("company", company, "last_activity"), None);
}

#[test]
fn records_say_when_they_were_made_and_changed() {
    let mut world = Fixture::new();
    let made = world.make("tag", &[("name", "vip".into())]);
    let natural = world.make_as("tag", model::RecordId::v5("tag", "cold"), &[("name", "cold".into())]);
    assert_eq!(world.get("tag", made, "created"), Some(noon(-365)));
    assert_eq!(
        world.get("tag", natural, "created"),
        Some(Value::Time(NOW)),
        "no time in the id: that of the first write"
    );
    world.moment.now_millis += 60_000;
    world.set("tag", natural, "name", Some("colder".into()));
    assert_eq!(world.get("tag", natural, "updated"), Some(Value::Time(NOW + 60_000)));
    assert_eq!(world.get("tag", made, "updated"), Some(Value::Time(NOW)));
}

#[test]
fn fields_nobody_asked_for_are_not_computed() {
    let mut world = Fixture::new();
    let contact = world.make("contact", &[]);
    world.make("activity", &[("at", noon(-2)), ("contact", contact.into())]);
    world.get("contact", contact, "open_deals");
    let contacts = world.workspace.table("contact").unwrap();
    let last = contacts.field("last_activity").unwrap();
    assert!(world.computed.column(contacts.number, last).is_none());
    assert!(matches!(world.column("contact", "last_activity"), Column::Int(values) if values.len() == 1));
}

#[test]
fn purchases_list_every_sale_with_its_products() {
    let mut world = Fixture::new();
    let [_, won, _] = world.stages();
    let contact = world.make("contact", &[]);
    let company = world.make("company", &[]);
    let [pen, ink] = [(); 2].map(|()| world.make("product", &[]));
    let order = world.make("order", &[("contact", contact.into()), ("date", noon(-5)), ("amount", eur(700))]);
    world.make("line", &[("order", order.into()), ("product", ink.into())]);
    world.make("order", &[("contact", contact.into()), ("status", "draft".into())]);
    let deal = world.make(
        "deal",
        &[
            ("stage", won.into()),
            ("company", company.into()),
            ("closed_on", day(-1)),
            ("product", Value::List(vec![pen.into(), ink.into()])),
        ],
    );
    let (order, deal) = (world.handle(order), world.handle(deal));
    world.column("order", "total");
    let purchases = world.computed.purchases(&world.workspace, world.moment);
    assert_eq!(purchases.record, [order, deal]);
    assert_eq!((&*purchases.contact, &*purchases.company), (&[0, u32::MAX][..], &[u32::MAX, 0][..]));
    assert_eq!(
        (&*purchases.day, &*purchases.amount),
        (&[TODAY - 5, TODAY - 1][..], &[700, i64::MIN][..])
    );
    assert_eq!((&*purchases.item_sale, &*purchases.item_product), (&[0, 1, 1][..], &[1, 0, 1][..]));
    let version = world.computed.purchases_version();
    world.set("contact", contact, "job_title", Some("Director".into()));
    let same = world.computed.purchases(&world.workspace, world.moment);
    assert_eq!((world.computed.purchases_version(), same), (version, purchases));
    world.make("line", &[("order", contact.into())]);
    assert_eq!(
        world.computed.purchases(&world.workspace, world.moment).len(),
        2,
        "a line of no order is no sale"
    );
    assert_eq!(world.computed.purchases_version(), version + 1);
}
