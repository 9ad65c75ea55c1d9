//! Random histories: whatever was written, noted and refreshed when, columns equal the plain definitions.

use model::{Life, Op, RecordId, Value};
use proptest::prelude::*;

use super::plain::Plain;
use crate::computed::fixture::{Fixture, day, eur, noon};

/// Objects with how many records each has at most, and the fields that are written.
const OBJECTS: [(&str, u8, &[&str]); 10] = [
    ("contact", 5, &["company", "company+", "job_title"]),
    ("company", 3, &["name"]),
    (
        "deal",
        5,
        &[
            "stage",
            "value",
            "contact",
            "contact+",
            "company",
            "own_probability",
            "stage_since",
            "opened_on",
            "closed_on",
        ],
    ),
    ("stage", 3, &["outcome", "probability", "name"]),
    ("activity", 6, &["at", "contact", "contact+", "company", "deal"]),
    ("task", 5, &["status", "due", "snoozed_until", "contact", "company", "deal"]),
    ("ticket", 4, &["status", "requester", "company"]),
    ("message", 5, &["at", "ticket", "visibility"]),
    ("order", 6, &["date", "status", "contact", "company", "deal", "amount"]),
    ("line", 8, &["order", "product", "quantity", "unit_price", "discount"]),
];

const COMPUTED: [(&str, &[&str]); 6] = [
    (
        "contact",
        &[
            "last_activity",
            "next_step",
            "orders",
            "revenue",
            "last_order",
            "open_deals",
            "open_tickets",
        ],
    ),
    (
        "company",
        &[
            "contacts",
            "last_activity",
            "next_step",
            "orders",
            "revenue",
            "last_order",
            "open_deals",
            "open_tickets",
        ],
    ),
    (
        "deal",
        &[
            "pipeline",
            "status",
            "probability",
            "weighted",
            "days_in_stage",
            "quiet_days",
            "next_step",
            "last_activity",
        ],
    ),
    ("order", &["total"]),
    ("line", &["total"]),
    ("product", &["orders"]),
];

const SCORES: [&str; 4] = ["rfm_recency", "rfm_frequency", "rfm_monetary", "rfm_segment"];

#[derive(Clone, Debug)]
enum Step {
    /// Writes a field of some records: object, field, records, what.
    Write(u8, u8, Vec<u8>, u8),
    /// Bin, back, retracted, purged.
    Life(u8, u8, u8),
    /// A rate comes, or goes to the bin.
    Rate(bool),
    /// Refreshes one of the fields.
    Look(u8, u8),
    /// So many hours pass; negative for a clock set back.
    Wait(i8),
    /// Builds the indexes.
    WarmUp,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => (0u8..10, any::<u8>(), prop::collection::vec(any::<u8>(), 1..3), any::<u8>()).prop_map(|(a, b, c, d)| Step::Write(a, b, c, d)),
        1 => (0u8..10, any::<u8>(), prop::collection::vec(any::<u8>(), 9..14), any::<u8>()).prop_map(|(a, b, c, d)| Step::Write(a, b, c, d)),
        3 => (0u8..10, any::<u8>(), 0u8..8).prop_map(|(a, b, c)| Step::Life(a, b, c)),
        1 => any::<bool>().prop_map(Step::Rate),
        4 => (0u8..6, any::<u8>()).prop_map(|(a, b)| Step::Look(a, b)),
        1 => (-3i8..40).prop_map(Step::Wait),
        1 => Just(Step::WarmUp),
    ]
}

/// The id of a record of the history, made half a year before the tests' day.
fn id(object: u8, record: u8) -> RecordId {
    RecordId::v7(1_712_000_000_000, (u128::from(object) << 8) | (u128::from(record) + 1))
}

fn product(pick: u8) -> RecordId {
    id(99, pick % 3)
}

fn reference(object: &str, pick: u8) -> Value {
    let place = OBJECTS
        .iter()
        .position(|&(name, ..)| name == object)
        .expect("an object of the history");
    Value::Ref(id(place as u8, pick % OBJECTS[place].1))
}

fn value(field: &str, pick: u8) -> Value {
    let small = i32::from(pick % 23) - 20;
    let word = |words: &[&str]| Value::from(words[usize::from(pick) % words.len()]);
    let money = |minor: i64| match pick % 5 {
        0 => Value::Money(model::Money::new(minor, "USD".parse().expect("a currency"))),
        _ => eur(minor),
    };
    match field {
        "company" | "company+" => reference("company", pick),
        "contact" | "contact+" | "requester" => reference("contact", pick),
        "deal" => reference("deal", pick),
        "stage" => reference("stage", pick),
        "ticket" => reference("ticket", pick),
        "order" => reference("order", pick),
        "product" => product(pick).into(),
        "value" | "amount" | "unit_price" => money(i64::from(pick) * 37 - 1_000),
        "own_probability" | "probability" | "discount" => Value::Number(f64::from(pick % 101)),
        "quantity" => Value::Number(f64::from(pick % 7)),
        "outcome" => word(&["open", "won", "won", "lost"]),
        "status" => word(&[
            "open",
            "done",
            "draft",
            "placed",
            "paid",
            "cancelled",
            "refunded",
            "solved",
            "closed",
            "waiting",
        ]),
        "visibility" => word(&["public", "internal"]),
        "at" | "stage_since" | "date" => noon(small),
        "due" | "snoozed_until" | "opened_on" | "closed_on" => day(small),
        _ => "words".into(),
    }
}

fn perform(world: &mut Fixture, step: &Step) {
    match step {
        Step::Write(object, field, records, pick) => {
            let (name, count, fields) = OBJECTS[usize::from(*object)];
            let field = fields[usize::from(*field) % fields.len()];
            let ops = records.iter().enumerate().map(|(index, record)| {
                let record = id(*object, record % count);
                let pick = pick.wrapping_add(index as u8 * 7);
                let value = value(field, pick);
                match field.strip_suffix('+') {
                    Some(set) => Op::Element {
                        object: name.into(),
                        field: set.into(),
                        element: value,
                        present: pick % 4 > 0,
                        records: vec![record],
                    },
                    None => Op::Set {
                        object: name.into(),
                        record,
                        field: field.into(),
                        value: (pick % 9 > 0).then_some(value),
                    },
                }
            });
            world.apply(ops.collect());
        }
        Step::Life(object, record, what) => {
            let (name, count, _) = OBJECTS[usize::from(*object)];
            let (object, records) = (name.into(), vec![id(*object, record % count)]);
            let life = [Life::Trashed, Life::Alive, Life::Retracted][usize::from(*what) % 3];
            world.apply(vec![if *what == 7 {
                Op::Purge { object, records }
            } else {
                Op::Life { object, life, records }
            }]);
        }
        Step::Rate(there) => {
            let record = id(98, 0);
            world.make_as("rate", record, &[("currency", "USD".into()), ("rate", Value::Number(0.9))]);
            if !there {
                world.trash("rate", record);
            }
        }
        Step::Look(object, field) => {
            let (object, fields) = COMPUTED[usize::from(*object)];
            let all = fields
                .iter()
                .chain(if matches!(object, "contact" | "company") {
                    &SCORES[..]
                } else {
                    &[]
                })
                .collect::<Vec<_>>();
            world.column(object, all[usize::from(*field) % all.len()]);
        }
        Step::Wait(hours) => {
            world.moment.now_millis += i64::from(*hours) * 3_600_000;
            world.moment.today = world.moment.day_of(world.moment.now_millis);
        }
        Step::WarmUp => world.computed.warm_up(&world.workspace),
    }
}

fn check(world: &mut Fixture) -> Result<(), TestCaseError> {
    let plain = Plain::of(world);
    for (object, fields) in COMPUTED {
        let table = world.workspace.table(object).expect("an object of the history");
        let alive = table
            .alive()
            .rows()
            .map(|row| table.id(row, world.workspace.handles()))
            .collect::<Vec<_>>();
        for &field in fields {
            for &record in &alive {
                prop_assert_eq!(
                    world.get(object, record, field),
                    plain.value(object, record, field),
                    "{}.{} of {}",
                    object,
                    field,
                    record
                );
            }
        }
        if matches!(object, "contact" | "company") {
            let scores = plain.scores(object);
            for &record in &alive {
                let found = SCORES.map(|field| world.get(object, record, field));
                let expected = scores.get(&record).map_or([const { None }; 4], |scores| scores.clone().map(Some));
                prop_assert_eq!(found, expected, "scores of {} {}", object, record);
            }
        }
    }
    Ok(())
}

fn world(notes: bool) -> Fixture {
    let mut world = Fixture::new();
    world.notes = notes;
    for pick in 0..3 {
        world.make_as("product", product(pick), &[("name", "pen".into())]);
    }
    for (pick, outcome) in ["open", "won", "lost"].into_iter().enumerate() {
        world.make_as(
            "stage",
            id(3, pick as u8),
            &[("outcome", outcome.into()), ("probability", Value::Number(30.0))],
        );
    }
    world
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn columns_equal_their_plain_definitions(steps in prop::collection::vec(step(), 1..300), notes in prop::bool::weighted(0.9)) {
        let mut world = world(notes);
        for (index, step) in steps.iter().enumerate() {
            perform(&mut world, step);
            // Checked often once there is something: every check leaves all columns fresh for the next writes.
            if index >= 60 && index % 5 == 0 {
                check(&mut world)?;
            }
        }
        check(&mut world)?;
    }
}
