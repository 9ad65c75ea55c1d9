//! Save playbooks: half of the customers at risk get the offer, drawn by chance, and what came of it is told with its limits.

use bridge::customer::RiskList;
use bridge::scoring::Playbook;
use bridge::{Command, CommandFailure, Input, Reply, Request};
use model::{FieldKey, Filter, RecordId, Value};

use super::desk::{Desk, NOON};

const DAY: i64 = 86_400_000;

fn create(desk: &Desk, object: &str, fields: Vec<(&str, Value)>) -> RecordId {
    let fields = fields
        .into_iter()
        .map(|(key, value)| (FieldKey::from(key), Input::Value(value)))
        .collect();
    desk.run(Command::Create {
        object: object.into(),
        fields,
    })
    .unwrap()
    .record
    .unwrap()
    .id
}

fn order(desk: &Desk, contact: RecordId, days: i64) {
    let date = Value::Time(desk.now.get() + days * DAY);
    create(
        desk,
        "order",
        vec![
            ("contact", contact.into()),
            ("date", date),
            ("status", "paid".into()),
            ("amount", Value::Money(model::Money::new(5_000, "EUR".parse().unwrap()))),
        ],
    );
}

/// A shop whose customers all fell silent.
fn shop(customers: usize) -> (Desk, Vec<RecordId>) {
    let desk = Desk::new();
    let ids = (0..customers).map(|place| {
        let name = Value::Name(model::PersonName::from_full(&format!("Customer {place}")));
        let id = create(&desk, "contact", vec![("name", name)]);
        for days in [-300, -290, -280] {
            order(&desk, id, days);
        }
        id
    });
    let ids = ids.collect();
    // Somebody who still buys, so that the data is not taken for an old one.
    let loyal = create(&desk, "contact", vec![("name", Value::Name(model::PersonName::from_full("Loyal")))]);
    for days in [-40, -20, -1] {
        order(&desk, loyal, days);
    }
    (desk, ids)
}

fn start(desk: &Desk, offer: &str) -> Result<bridge::Done, CommandFailure> {
    desk.run(Command::StartPlaybook {
        object: "contact".into(),
        offer: offer.into(),
        tags: [format!("Offer: {offer}"), format!("Left alone: {offer}")],
        owner: None,
        days: 30,
    })
}

fn playbooks(desk: &Desk) -> Vec<Playbook> {
    match desk.ask(Request::Playbooks("contact".into())) {
        Ok(Reply::Playbooks(playbooks)) => playbooks,
        other => panic!("{other:?}"),
    }
}

fn at_risk(desk: &Desk) -> RiskList {
    match desk.ask(Request::AtRisk {
        object: "contact".into(),
        times: None,
        limit: 0,
    }) {
        Ok(Reply::AtRisk(list)) => *list,
        other => panic!("{other:?}"),
    }
}

fn count(desk: &Desk, object: &str, filter: Filter) -> u32 {
    match desk.ask(Request::Count {
        object: object.into(),
        filter,
    }) {
        Ok(Reply::Count(count)) => count,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_offer_that_helps_is_told_from_chance() {
    let (desk, ids) = shop(60);
    assert_eq!(at_risk(&desk).total, 60);
    start(&desk, "A call").unwrap();
    let [playbook] = &playbooks(&desk)[..] else { panic!() };
    let sizes = playbook.groups.each_ref().map(|group| (group.customers, group.back));
    assert_eq!(sizes, [(30, 0), (30, 0)], "two halves, and nobody ordered yet");
    assert_eq!(count(&desk, "task", Filter::everything()), 30, "a task for each who gets the offer");
    assert_eq!(
        playbook.difference.map(|(difference, _, chance)| (difference, chance)),
        Some((0.0, 1.0))
    );
    assert!(
        matches!(start(&desk, "Another"), Err(CommandFailure::NothingSelected)),
        "all of them are in one that runs"
    );

    // Two days later: most of those who got it order, few of the others.
    let offered = playbook.groups[0].all.clone();
    desk.now.set(NOON + 2 * DAY);
    let (mut treated, mut left) = (0, 0);
    for &id in &ids {
        let is_offered = matches!(
            desk.ask(Request::Explain { object: "contact".into(), record: id, filter: offered.clone() }),
            Ok(Reply::Why(why)) if why.inside
        );
        let place = if is_offered { &mut treated } else { &mut left };
        *place += 1;
        if is_offered && *place <= 20 || !is_offered && *place <= 3 {
            order(&desk, id, 0);
        }
    }
    let [playbook] = &playbooks(&desk)[..] else { panic!() };
    assert_eq!(playbook.groups.each_ref().map(|group| group.back), [20, 3]);
    assert_eq!(
        count(&desk, "contact", playbook.groups[0].came_back.clone()),
        20,
        "the records behind the number"
    );
    let (difference, (low, high), chance) = playbook.difference.unwrap();
    assert!(
        (difference - 17.0 / 30.0).abs() < 1e-12 && low > 0.2 && high < 0.8 && chance < 1e-4,
        "{low} {high} {chance}"
    );
    assert!(!playbook.is_over);
    desk.now.set(NOON + 40 * DAY);
    order(&desk, ids[0], 0);
    let later = &playbooks(&desk)[0];
    assert!(
        later.is_over && later.groups.each_ref().map(|group| group.back) == [20, 3],
        "what comes later does not count"
    );
}

#[test]
fn an_outcome_that_somebody_records_counts_before_the_orders() {
    use bridge::scoring::{PlaybookCustomer, PlaybookOutcome};
    let (desk, _) = shop(60);
    start(&desk, "A call").unwrap();
    let campaign = playbooks(&desk)[0].campaign.id;
    let customers = || match desk.ask(Request::PlaybookCustomers {
        object: "contact".into(),
        campaign,
    }) {
        Ok(Reply::PlaybookCustomers(customers)) => customers,
        other => panic!("{other:?}"),
    };
    let record = |customer: &PlaybookCustomer, outcome| {
        desk.run(Command::RecordOutcome {
            object: "contact".into(),
            record: customer.about.id,
            campaign,
            outcome,
            tag: format!("In their words: {outcome:?}"),
        })
    };
    let all = customers();
    assert_eq!((all.len(), all.iter().filter(|customer| customer.offered).count()), (60, 30));
    assert!(all.iter().all(|customer| !customer.ordered && customer.outcome.is_none()));
    desk.now.set(NOON + 2 * DAY);
    let (offered, control) = all.split_at(30);
    // Two order; of one of them it is known that it was the last time.
    order(&desk, offered[0].about.id, 0);
    order(&desk, offered[1].about.id, 0);
    record(&offered[1], Some(PlaybookOutcome::Lost)).unwrap();
    for customer in &offered[2..22] {
        record(customer, Some(PlaybookOutcome::Kept)).unwrap();
    }
    record(&offered[2], Some(PlaybookOutcome::Partly)).unwrap();
    record(&control[0], Some(PlaybookOutcome::Kept)).unwrap();
    let told = &playbooks(&desk)[0];
    assert_eq!(
        told.groups.each_ref().map(|group| group.back),
        [21, 1],
        "one by order, twenty by hand; one by hand"
    );
    assert_eq!(told.recorded, 22);
    assert_eq!(
        count(&desk, "contact", told.groups[0].came_back.clone()),
        21,
        "the records behind the number"
    );
    let name = Filter::field("name", model::Operator::Is, vec!["In their words: Some(Partly)".into()]);
    assert_eq!(count(&desk, "tag", name), 1, "a tag is called as the screen calls the outcome");
    let (difference, _, chance) = told.difference.unwrap();
    assert!((difference - 20.0 / 30.0).abs() < 1e-12 && chance < 1e-4);
    let now = customers();
    let of = |id: RecordId| now.iter().find(|customer| customer.about.id == id).unwrap();
    assert!(of(offered[0].about.id).ordered && of(offered[0].about.id).outcome.is_none());
    assert_eq!(
        of(offered[2].about.id).outcome,
        Some(PlaybookOutcome::Partly),
        "one outcome at a time"
    );
    // Without it orders tell again, in one step to undo.
    record(&offered[1], None).unwrap();
    assert_eq!(playbooks(&desk)[0].groups[0].back, 22);
    desk.run(Command::Undo).unwrap();
    assert_eq!(playbooks(&desk)[0].groups[0].back, 21);
    let stranger = create(
        &desk,
        "contact",
        vec![("name", Value::Name(model::PersonName::from_full("Stranger")))],
    );
    let refused = desk.run(Command::RecordOutcome {
        object: "contact".into(),
        record: stranger,
        campaign,
        outcome: Some(PlaybookOutcome::Kept),
        tag: String::new(),
    });
    assert_eq!(refused.unwrap_err(), CommandFailure::Gone(stranger));
}

#[test]
fn few_customers_are_counted_and_nothing_is_claimed() {
    let (desk, _) = shop(7);
    start(&desk, "A letter").unwrap();
    let [playbook] = &playbooks(&desk)[..] else { panic!() };
    assert_eq!(playbook.groups.each_ref().map(|group| group.customers), [4, 3]);
    assert_eq!((playbook.difference, playbook.needed), (None, 20));
    desk.run(Command::Undo).unwrap();
    assert_eq!(playbooks(&desk), [], "one step takes all of it back");
    assert_eq!(count(&desk, "task", Filter::everything()), 0);
    assert_eq!(at_risk(&desk).total, 7);
}

#[test]
fn without_an_offer_or_anybody_at_risk_nothing_starts() {
    let (desk, _) = shop(3);
    assert!(matches!(start(&desk, "  "), Err(CommandFailure::Fields(..))));
    let empty = Desk::new();
    assert!(matches!(start(&empty, "A call"), Err(CommandFailure::NothingSelected)));
    assert_eq!(playbooks(&empty), []);
}
