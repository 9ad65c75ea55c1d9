//! Timelines and related lists by hand, and pages against the whole.

use bridge::Cell;
use bridge::record::{Timeline, TimelineKind, TimelineQuery};
use model::{RecordId, Value};
use proptest::prelude::*;

use super::{computed, related, timeline};
use crate::computed::fixture::{Fixture, NOW, day, eur, noon};

fn ask(world: &mut Fixture, object: &str, record: RecordId, kinds: &[TimelineKind], skip: u32, limit: u32) -> Timeline {
    let fields = computed(&world.workspace, object);
    world.computed.refresh(&world.workspace, &fields, world.moment);
    let query = TimelineQuery {
        object: object.into(),
        record,
        kinds: kinds.to_vec(),
        skip,
        limit,
    };
    timeline(world.reader(), &query)
}

fn whole(world: &mut Fixture, object: &str, record: RecordId) -> Timeline {
    ask(world, object, record, &[], 0, 1_000)
}

fn kinds(timeline: &Timeline) -> Vec<TimelineKind> {
    timeline.items.iter().map(|item| item.kind).collect()
}

#[test]
fn everything_around_a_contact_stands_in_its_place() {
    use TimelineKind::{Call, Created, Deal, Message, Note, Order, Stage, Task, Ticket};
    let mut world = Fixture::new();
    let [open, won, _] = world.stages();
    let member = world.make("member", &[("name", "Jana".into())]);
    let anna = world.make("contact", &[("name", Value::Name(model::PersonName::from_full("Anna Berg")))]);
    let bert = world.make("contact", &[("name", Value::Name(model::PersonName::from_full("Bert Holm")))]);
    let call = [
        ("subject", "Offer".into()),
        ("type", "call".into()),
        ("at", noon(-3)),
        ("duration", Value::Int(900)),
        ("contact", Value::List(vec![bert.into(), anna.into()])),
        ("owner", member.into()),
        ("body", "Wants two more".into()),
    ];
    world.make("activity", &call);
    let note = world.make(
        "activity",
        &[("contact", anna.into()), ("at", noon(-50)), ("subject", "Calls before ten".into())],
    );
    world.set("activity", note, "pinned", Some(Value::Bool(true)));
    let task = [
        ("title", "Send samples".into()),
        ("contact", anna.into()),
        ("status", "done".into()),
        ("done_at", noon(-2)),
        ("due", day(-9)),
    ];
    world.make("task", &task);
    let deal = world.make(
        "deal",
        &[
            ("name", "Retainer".into()),
            ("contact", anna.into()),
            ("opened_on", day(-30)),
            ("value", eur(5_000)),
        ],
    );
    let mut entry = |stage: RecordId, days: i32| {
        world.make(
            "stage_entry",
            &[("deal", deal.into()), ("stage", stage.into()), ("entered", noon(days))],
        );
    };
    entry(open, -30);
    entry(won, -5);
    let ticket = world.make(
        "ticket",
        &[("subject", "Wrong colours"), ("status", "open")].map(|(key, text)| (key, text.into())),
    );
    world.set("ticket", ticket, "requester", Some(anna.into()));
    let reply = [
        ("ticket", ticket.into()),
        ("at", noon(-1)),
        ("direction", "in".into()),
        ("sender", anna.into()),
        ("body", "Still wrong".into()),
    ];
    world.make("message", &reply);
    world.make(
        "order",
        &[
            ("number", "A-1".into()),
            ("contact", anna.into()),
            ("date", noon(-7)),
            ("amount", eur(999)),
        ],
    );

    let all = whole(&mut world, "contact", anna);
    assert_eq!(kinds(&all), [Note, Message, Task, Call, Stage, Order, Deal, Ticket, Created]);
    assert_eq!(all.total, 9);
    assert_eq!(
        all.counts,
        [Note, Call, Task, Deal, Stage, Ticket, Message, Order, Created].map(|kind| (kind, 1))
    );
    let item = |kind: TimelineKind| all.items.iter().find(|item| item.kind == kind).expect("an item of each kind");
    assert!(item(Note).pinned && !item(Call).pinned);
    assert_eq!(
        item(Call).with.iter().map(|link| &*link.label).collect::<Vec<_>>(),
        ["Bert Holm"],
        "with the others"
    );
    assert_eq!(item(Call).by.as_ref().map(|link| &*link.label), Some("Jana"));
    assert_eq!(
        (&*item(Call).title, &*item(Call).body, &item(Call).end),
        ("Offer", "Wants two more", &Cell::Duration(900))
    );
    assert_eq!(Value::Time(item(Task).at), noon(-2), "a finished task stands where it was finished");
    assert_eq!(item(Order).end, Cell::Money(model::Money::new(999, model::Currency::EUR)));
    let Cell::Record(from) = &item(Stage).end else {
        panic!("from one stage to the next")
    };
    assert_eq!((&*from.label, &*item(Stage).title), ("open", "won"));
    assert_eq!((&*item(Stage).link.label, item(Stage).link.id), ("Retainer", deal));
    assert_eq!(
        (&*item(Message).title, item(Message).link.id, item(Message).received),
        ("Wrong colours", ticket, true)
    );
    assert_eq!(item(Created).link.id, anna);

    // What happened with the other one is the call alone.
    assert_eq!(kinds(&whole(&mut world, "contact", bert)), [Call, Created]);
    let of_ticket = whole(&mut world, "ticket", ticket);
    assert_eq!(kinds(&of_ticket), [Message, Created]);
    assert_eq!(of_ticket.items[0].link.object, *"message");
    assert_eq!(kinds(&whole(&mut world, "deal", deal)), [Stage, Created]);
}

#[test]
fn a_closed_deal_says_so_once() {
    let mut world = Fixture::new();
    let [open, won, _] = world.stages();
    let contact = world.make("contact", &[]);
    let deal = world.make(
        "deal",
        &[
            ("contact", contact.into()),
            ("stage", won.into()),
            ("opened_on", day(-9)),
            ("closed_on", day(-2)),
        ],
    );
    let ends = |timeline: &Timeline| timeline.items.iter().filter(|item| item.kind == TimelineKind::Deal).count();
    assert_eq!(ends(&whole(&mut world, "contact", contact)), 2, "opened and won");
    assert_eq!(ends(&whole(&mut world, "deal", deal)), 1, "its own timeline has its making");
    let found = whole(&mut world, "deal", deal);
    assert!(matches!(&found.items[0].end, Cell::Choice(choice) if choice.key == "won"));
    for (stage, days) in [(open, -9), (won, -2)] {
        world.make(
            "stage_entry",
            &[("deal", deal.into()), ("stage", stage.into()), ("entered", noon(days))],
        );
    }
    assert_eq!(
        ends(&whole(&mut world, "contact", contact)),
        1,
        "the move to the stage says that it was won"
    );
}

#[test]
fn the_bin_is_in_no_timeline() {
    let mut world = Fixture::new();
    let contact = world.make("contact", &[]);
    let note = world.make("activity", &[("contact", contact.into()), ("at", noon(-1))]);
    let ticket = world.make("ticket", &[("requester", contact.into())]);
    world.make("message", &[("ticket", ticket.into()), ("at", noon(-1))]);
    assert_eq!(whole(&mut world, "contact", contact).total, 4);
    world.trash("activity", note);
    world.trash("ticket", ticket);
    assert_eq!(kinds(&whole(&mut world, "contact", contact)), [TimelineKind::Created]);
    let nobody = world.id();
    assert_eq!(whole(&mut world, "contact", nobody).total, 0);
    assert_eq!(whole(&mut world, "nothing", contact).total, 0);
}

#[test]
fn kinds_choose_and_counts_stay() {
    let mut world = Fixture::new();
    let contact = world.make("contact", &[]);
    for (kind, days) in [("call", -1), ("note", -2), ("call", -3)] {
        world.make(
            "activity",
            &[("contact", contact.into()), ("type", kind.into()), ("at", noon(days))],
        );
    }
    let calls = ask(&mut world, "contact", contact, &[TimelineKind::Call], 1, 10);
    assert_eq!((calls.total, calls.items.len()), (2, 1));
    assert_eq!(Value::Time(calls.items[0].at), noon(-3));
    assert_eq!(
        calls.counts,
        [(TimelineKind::Note, 1), (TimelineKind::Call, 2), (TimelineKind::Created, 1)]
    );
}

#[test]
fn related_lists_count_all_and_show_the_newest() {
    let mut world = Fixture::new();
    let company = world.make("company", &[]);
    let contact = world.make("contact", &[]);
    for days in [-5, -1, -3] {
        world.make(
            "order",
            &[
                ("contact", contact.into()),
                ("date", noon(days)),
                ("amount", eur(i64::from(-days))),
                ("company", company.into()),
            ],
        );
    }
    let further = world.make(
        "deal",
        &[
            ("name", "Second".into()),
            ("contact", Value::List(vec![company.into(), contact.into()])),
        ],
    );
    let binned = world.make("order", &[("contact", contact.into())]);
    world.trash("order", binned);
    let fields = computed(&world.workspace, "contact");
    world.computed.refresh(&world.workspace, &fields, world.moment);
    let (table, row) = (world.workspace.table("contact").unwrap(), 0);
    let lists = related(world.reader(), table, row, 2);
    let counts = lists
        .iter()
        .map(|list| (&*list.object, &*list.field, list.count))
        .collect::<Vec<_>>();
    let expected = [
        ("deal", "contact", 1),
        ("ticket", "requester", 0),
        ("task", "contact", 0),
        ("activity", "contact", 0),
        ("order", "contact", 3),
    ];
    assert_eq!(counts, expected, "messages are kept with their ticket");
    assert_eq!(lists[0].first[0].link.id, further);
    let cents = |minor: i64| Cell::Money(model::Money::new(minor, model::Currency::EUR));
    assert_eq!(
        lists[4].first.iter().map(|item| item.end.clone()).collect::<Vec<_>>(),
        [cents(1), cents(3)]
    );
    assert!(
        related(world.reader(), world.workspace.table("company").unwrap(), 0, 0)[0]
            .first
            .is_empty()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn pages_are_the_whole_cut_up(days in prop::collection::vec((0i64..20, any::<bool>()), 0..60), size in 1u32..20) {
        let mut world = Fixture::new();
        let contact = world.make("contact", &[]);
        for (days, pinned) in days {
            let at = Value::Time(NOW - days * 86_400_000);
            world.make("activity", &[("contact", contact.into()), ("at", at), ("pinned", Value::Bool(pinned))]);
        }
        let all = whole(&mut world, "contact", contact);
        prop_assert!(all.items.windows(2).all(|pair| (pair[0].pinned, pair[0].at) >= (pair[1].pinned, pair[1].at)));
        let mut paged = Vec::new();
        for skip in (0..=all.total).step_by(size as usize) {
            paged.extend(ask(&mut world, "contact", contact, &[], skip, size).items);
        }
        prop_assert_eq!(paged, all.items);
    }
}
