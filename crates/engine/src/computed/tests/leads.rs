//! Grades of leads: points by hand, decay by day, and columns that follow every change as a pass over everything would.

use model::{PersonName, RecordId, Value};

use crate::computed::fixture::{Fixture, noon};
use crate::insights::{lead_grid, lead_score};

fn lead(world: &mut Fixture, fields: &[(&str, Value)]) -> RecordId {
    let name = ("name", Value::Name(PersonName::from_full("Ada Lovelace")));
    world.make("contact", &[fields, &[name]].concat())
}

fn all(world: &mut Fixture, id: RecordId) -> (Option<Value>, Option<Value>, Option<Value>) {
    let mut get = |field| world.get("contact", id, field);
    (get("lead_fit"), get("lead_engagement"), get("lead_grade"))
}

fn rules(world: &mut Fixture, text: &str) {
    let record = RecordId::v5("setting", "lead_score");
    world.set("setting", record, "value", Some(text.into()));
}

#[test]
fn points_by_hand() {
    let mut world = Fixture::new();
    let company = world.make("company", &[("name", "Mill".into()), ("industry", "Paper".into())]);
    let ada = lead(
        &mut world,
        &[
            ("company", company.into()),
            ("job_title", "Head".into()),
            ("source", "referral".into()),
        ],
    );
    assert_eq!(
        all(&mut world, ada),
        (Some(Value::Int(70)), Some(Value::Number(0.0)), Some("A3".into()))
    );
    let call = |world: &mut Fixture, kind: &str, days: i32| {
        world.make("activity", &[("type", kind.into()), ("contact", ada.into()), ("at", noon(days))])
    };
    call(&mut world, "meeting", 0);
    let old = call(&mut world, "call", -30);
    call(&mut world, "meeting", 3);
    assert_eq!(
        all(&mut world, ada),
        (Some(Value::Int(70)), Some(Value::Number(40.0)), Some("A1".into())),
        "30 today, half of 20 a half-life ago, nothing for what is ahead"
    );
    let told = lead_score(world.reader(), 0).unwrap();
    assert_eq!(
        (told.fit, told.engagement, &*told.grade),
        (70, 40.0, "A1"),
        "the page tells what the fields say"
    );
    assert_eq!(told.facts.iter().map(|(_, points)| points).sum::<u32>(), told.fit);
    assert_eq!(told.touches.len(), 2);
    world.set("activity", old, "type", Some("note".into()));
    assert_eq!(all(&mut world, ada).1, Some(Value::Number(32.5)));
    world.moment.today += 30;
    world.moment.now_millis += 30 * 86_400_000;
    assert_eq!(
        all(&mut world, ada).1,
        Some(Value::Number(32.3)),
        "a half-life later, and what was ahead has come"
    );
    rules(&mut world, "60;80;40;30;10");
    assert_eq!(all(&mut world, ada).2, Some("B1".into()), "other rules, other grades");
    for none in ["", "x", "1;2", "60;NaN;40;30;10", "60;10;40;30;10"] {
        rules(&mut world, none);
        assert_eq!(
            all(&mut world, ada).2,
            Some("A2".into()),
            "what is no rule counts as not set: {none}"
        );
    }
    world.set("company", company, "industry", None);
    assert_eq!(all(&mut world, ada).0, Some(Value::Int(60)));
    world.set("contact", ada, "stage", Some("customer".into()));
    assert_eq!(all(&mut world, ada), (None, None, None), "a customer is no lead");
    assert_eq!(lead_score(world.reader(), 0), None);
}

#[test]
fn the_grid_counts_what_the_fields_say_and_refuses_what_is_no_rule() {
    let mut world = Fixture::new();
    assert_eq!(lead_grid(world.reader(), None).counts, [0; 9]);
    let ids = population(&mut world, 60);
    let grid = lead_grid(world.reader(), None);
    assert!(!grid.refused && grid.counts.iter().sum::<u32>() > 40);
    for (place, grade) in insight::lead_score::GRADES.into_iter().enumerate() {
        let of_grade = ids
            .iter()
            .filter(|&&id| world.get("contact", id, "lead_grade") == Some(grade.into()));
        assert_eq!(of_grade.collect::<Vec<_>>().len() as u32, grid.counts[place], "{grade}");
    }
    let nobody = lead_grid(world.reader(), Some([30.0, 1_000.0, 1_000.0, 1_000.0, 1_000.0]));
    assert_eq!(nobody.counts[8], grid.counts.iter().sum::<u32>(), "nobody reaches that");
    for odd in [f64::NAN, f64::INFINITY, -1.0, 0.0] {
        let refused = lead_grid(world.reader(), Some([odd, 60.0, 35.0, 40.0, 15.0]));
        assert!(refused.refused && refused.counts == grid.counts, "{odd}");
    }
}

fn population(world: &mut Fixture, count: i32) -> Vec<RecordId> {
    let company = world.make("company", &[("industry", "Paper".into())]);
    let each = (0..count).map(|place| {
        let mut fields: Vec<(&str, Value)> = vec![("stage", if place % 7 == 0 { "customer" } else { "lead" }.into())];
        if place % 2 == 0 {
            fields.push(("company", company.into()));
        }
        if place % 3 == 0 {
            fields.push(("source", "referral".into()));
        }
        if place % 5 < 3 {
            fields.extend([("job_title", "Buyer".into()), ("phone", "030 12345".into())]);
        }
        let id = lead(world, &fields);
        for touch in 0..place % 4 {
            let kind = ["meeting", "call", "email", "note"][touch as usize];
            world.make(
                "activity",
                &[
                    ("type", kind.into()),
                    ("contact", id.into()),
                    ("at", noon(-(place * 3 + touch * 11))),
                ],
            );
        }
        id
    });
    each.collect()
}

#[test]
fn columns_follow_every_change_as_a_pass_over_everything_would() {
    let mut world = Fixture::new();
    let ids = population(&mut world, 40);
    all(&mut world, ids[0]);
    for step in 0..30usize {
        let (one, other) = (ids[step * 7 % 40], ids[step * 11 % 40]);
        match step % 6 {
            0 => drop(world.make(
                "activity",
                &[("type", "visit".into()), ("contact", one.into()), ("at", noon(-(step as i32)))],
            )),
            1 => world.set(
                "contact",
                one,
                "stage",
                Some(if step % 4 == 1 { "former" } else { "qualified" }.into()),
            ),
            2 => drop(world.make("ticket", &[("requester", other.into())])),
            3 => world.trash("contact", one),
            4 => world.restore("contact", ids[(step - 1) * 7 % 40]),
            _ => world.set("contact", other, "source", Some("event".into())),
        }
        let kept: Vec<_> = ids.iter().map(|&id| all(&mut world, id)).collect();
        let before = std::mem::take(&mut world.computed);
        let anew: Vec<_> = ids.iter().map(|&id| all(&mut world, id)).collect();
        world.computed = before;
        assert_eq!(kept, anew, "after step {step}");
    }
}
