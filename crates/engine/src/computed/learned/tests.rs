//! Chances as fields: they say what the pages of records say, are empty where nothing can be said, and are learned again only for a reason.

use bridge::customer::ChurnState;
use bridge::report::{ReportQuery, Subject, Topic};
use model::{Filter, RecordId, Value};

use crate::computed::fixture::{Fixture, day, eur};
use crate::computed::lifetime::FitStep;
use crate::insights::{explained_risk, shop};
use crate::query::{filter::Compiled, indexes::Indexes};
use crate::reports::{self, Basis};

fn percent(value: Option<Value>) -> Option<f64> {
    match value {
        Some(Value::Number(percent)) => Some(percent),
        _ => None,
    }
}

/// Deals that are won when referred, three times of four, and lost otherwise as often; the last ones are open.
fn deals(world: &mut Fixture, decided: usize) -> Vec<RecordId> {
    let [open, won, lost] = world.stages();
    let mut deal = |place: usize, stage: RecordId, decided: bool| {
        let referred = place.is_multiple_of(2);
        let closed = -(400 - (place as i32 % 380));
        let deal = world.make(
            "deal",
            &[
                ("stage", stage.into()),
                ("source", if referred { "Referral" } else { "Website" }.into()),
                ("value", eur(100_000)),
                ("opened_on", day(closed - 20)),
            ],
        );
        world.make(
            "stage_entry",
            &[
                ("deal", deal.into()),
                ("stage", open.into()),
                ("entered", crate::computed::fixture::noon(closed - 10)),
            ],
        );
        if decided {
            world.set("deal", deal, "closed_on", Some(day(closed)));
        }
        deal
    };
    for place in 0..decided {
        let usual = place % 8 < 6;
        let stage = if place.is_multiple_of(2) == usual { won } else { lost };
        deal(place, stage, true);
    }
    vec![deal(0, open, false), deal(1, open, false), deal(2, won, true)]
}

fn learn(world: &mut Fixture) -> usize {
    let mut slices = 0;
    while world.computed.fit(&world.workspace) != FitStep::Nothing {
        slices += 1;
        assert!(slices < 100_000, "learning ends");
    }
    slices
}

#[test]
fn the_chance_of_a_deal_is_the_one_that_its_page_explains() {
    let mut world = Fixture::new();
    let [referred, other, won] = deals(&mut world, 200)[..] else {
        panic!()
    };
    world.get("deal", referred, "win_chance");
    learn(&mut world);
    let chance = percent(world.get("deal", referred, "win_chance")).unwrap();
    assert!(chance > 60.0, "{chance}");
    assert_eq!(world.get("deal", referred, "chance_basis"), Some("learned".into()));
    assert!(percent(world.get("deal", other, "win_chance")).unwrap() < 40.0);
    assert_eq!(
        ["win_chance", "chance_basis"].map(|field| world.get("deal", won, field)),
        [None, None],
        "what is decided has no chance"
    );
    let row = world.row(referred);
    let told = reports::chances(world.reader())
        .into_iter()
        .find(|chance| chance.row == row)
        .unwrap();
    assert_eq!(told.basis, Basis::Learned);
    assert!((100.0 * told.value - chance).abs() <= 0.05, "{told:?} {chance}");
    // A deal becomes another one: nothing new is learned, and its chance follows.
    world.set("deal", other, "source", Some("Referral".into()));
    assert_eq!(percent(world.get("deal", other, "win_chance")), Some(chance));
    assert_eq!(learn(&mut world), 0, "the decided deals are the same");
    world.trash("deal", other);
    assert_eq!(world.get("deal", other, "win_chance"), None);
}

#[test]
fn below_twenty_outcomes_the_stage_gives_the_chance_and_says_so() {
    let mut world = Fixture::new();
    let [open, ..] = deals(&mut world, 12)[..] else { panic!() };
    assert_eq!(percent(world.get("deal", open, "win_chance")), Some(40.0), "as given to the stage");
    assert_eq!(world.get("deal", open, "chance_basis"), Some("given".into()));
    let mut world = Fixture::new();
    let [open, ..] = deals(&mut world, 30)[..] else { panic!() };
    assert_eq!(world.get("deal", open, "chance_basis"), Some("stage".into()));
    let share = percent(world.get("deal", open, "win_chance")).unwrap();
    assert!((40.0..60.0).contains(&share), "half were won: {share}");
    let alone = world.make("deal", &[("value", eur(5))]);
    assert_eq!(world.get("deal", alone, "win_chance"), None, "a deal without a stage has none");
    let mut world = Fixture::new();
    let nobody = world.make("deal", &[]);
    assert_eq!(world.get("deal", nobody, "win_chance"), None);
}

#[test]
fn one_outcome_alone_is_not_learned_from() {
    let mut world = Fixture::new();
    let [stage, won, _] = world.stages();
    for place in 0..60 {
        let deal = world.make(
            "deal",
            &[("stage", won.into()), ("closed_on", day(-place)), ("opened_on", day(-place - 9))],
        );
        world.make(
            "stage_entry",
            &[
                ("deal", deal.into()),
                ("stage", stage.into()),
                ("entered", crate::computed::fixture::noon(-place - 5)),
            ],
        );
    }
    let open = world.make("deal", &[("stage", stage.into())]);
    let chance = percent(world.get("deal", open, "win_chance")).unwrap();
    assert!((90.0..100.0).contains(&chance), "never certain: {chance}");
    assert_eq!(world.get("deal", open, "chance_basis"), Some("stage".into()));
}

#[test]
fn the_chance_of_falling_silent_is_the_one_that_the_customer_page_explains() {
    let mut world = Fixture::new();
    let ids = shop(&mut world, 240);
    let nobody = world.make("contact", &[]);
    assert_eq!(world.get("contact", ids[1], "leaving"), None, "nothing is known yet");
    assert!(learn(&mut world) > 0);
    let mut told = 0;
    for &id in &ids {
        let shown = percent(world.get("contact", id, "leaving"));
        let explained = explained_risk(&mut world, id);
        match (shown, explained) {
            (Some(percent), Some(risk)) => {
                told += 1;
                assert!(
                    (percent - 100.0 * risk).abs() <= 0.05 && (0.0..=100.0).contains(&percent),
                    "{percent} {risk}"
                );
            }
            (None, None) => {}
            other => panic!("the field and the page agree: {other:?}"),
        }
    }
    assert!(told > 100, "{told}");
    assert_eq!(world.get("contact", nobody, "leaving"), None);
    assert_eq!(learn(&mut world), 0, "nothing is learned again before something has changed");
    world.set("contact", ids[3], "job_title", Some("Director".into()));
    assert!(world.get("contact", ids[1], "leaving").is_some());
    assert_eq!(learn(&mut world), 0, "no purchase changed");
    // What happens with a customer changes their chance, and nothing is learned for it: the past is the same.
    let shown = |world: &mut Fixture| {
        ids.iter()
            .map(|&id| percent(world.get("contact", id, "leaving")))
            .collect::<Vec<_>>()
    };
    let before = shown(&mut world);
    let quiet = before
        .iter()
        .enumerate()
        .max_by(|one, other| one.1.partial_cmp(other.1).unwrap())
        .unwrap()
        .0;
    for _ in 0..8 {
        let at = crate::computed::fixture::noon(0);
        world.make("activity", &[("contact", ids[quiet].into()), ("at", at)]);
    }
    let after = shown(&mut world);
    assert!(after[quiet] < before[quiet], "{:?} {:?}", before[quiet], after[quiet]);
    let others = (0..ids.len()).filter(|&place| place != quiet);
    assert!(others.clone().all(|place| after[place] == before[place]), "nobody else was called");
    assert_eq!(learn(&mut world), 0, "nothing is learned from a call");
    let explained = explained_risk(&mut world, ids[quiet]).unwrap();
    assert!((after[quiet].unwrap() - 100.0 * explained).abs() <= 0.05);
    world.make(
        "order",
        &[
            ("contact", ids[1].into()),
            ("amount", eur(100)),
            ("date", crate::computed::fixture::noon(-100)),
        ],
    );
    assert!(world.get("contact", ids[1], "leaving").is_some(), "what was known stays meanwhile");
    assert!(learn(&mut world) > 0);
}

/// Records that a filter lets through.
fn behind(world: &mut Fixture, object: &str, filter: &Filter) -> u32 {
    let compiled = Compiled::new(filter, object, &world.workspace).unwrap_or_else(|error| panic!("{error:?}: {filter:?}"));
    world.computed.refresh(&world.workspace, compiled.computed(), world.moment);
    compiled.count(world.reader(), &Indexes::new())
}

#[test]
fn the_marks_of_who_falls_silent_lead_to_the_customers_behind_them() {
    let mut world = Fixture::new();
    let ids = shop(&mut world, 240);
    world.get("contact", ids[1], "leaving");
    learn(&mut world);
    world.get("contact", ids[1], "leaving");
    let summary = world.computed.churns().borrow_mut().summary(world.reader(), "contact", 0);
    let ChurnState::Learned(model) = summary.state else {
        panic!("{:?}", summary.state)
    };
    let groups = model.calibration.iter().map(|group| behind(&mut world, "contact", &group.behind));
    let groups = groups.collect::<Vec<_>>();
    assert_eq!(groups.iter().sum::<u32>(), summary.watched, "everybody is in one group: {groups:?}");
    let high = model.calibration.last().expect("groups");
    let above = ids.iter().filter(|&&id| {
        let before = &model.calibration[model.calibration.len() - 2];
        let border = 50.0 * (before.predicted + high.predicted);
        percent(world.get("contact", id, "leaving")).is_some_and(|leaving| leaving > border)
    });
    assert_eq!(groups.last().map(|last| *last as usize), Some(above.count()));

    // The first purchase of the shop's customers lies 701 to 720 days back.
    let first = |index: i32| 720 - (index * 7) % 20;
    assert_eq!((summary.stays[0].days, summary.stays[0].stay), (0, 1.0));
    for step in &summary.stays {
        let so_long = (0..240).filter(|&index| first(index) >= step.days as i32).count() as u32;
        assert_eq!(behind(&mut world, "contact", &step.behind), so_long, "{} days", step.days);
    }
}

#[test]
fn the_groups_of_chances_lead_to_open_deals_of_which_as_much_is_said() {
    let mut world = Fixture::new();
    let [open, ..] = world.stages();
    deals(&mut world, 240);
    for place in 0..7 {
        let source = if place < 3 { "Referral" } else { "Website" };
        let deal = world.make(
            "deal",
            &[("stage", open.into()), ("source", source.into()), ("value", eur(100_000))],
        );
        world.get("deal", deal, "win_chance");
    }
    learn(&mut world);
    let parts = reports::report(world.reader(), &ReportQuery::about(Subject::Chances), &[]).parts;
    let part = parts.iter().find(|part| part.topic == Topic::Calibration).expect("a calibration");
    let groups = part.said.as_ref().expect("groups").lines.iter().map(|line| {
        assert!(
            line.records_of(2).is_none() && line.records.is_none(),
            "what was counted is not what is open"
        );
        let (object, filter) = line.records_of(0).expect("a mark leads somewhere");
        assert_eq!(line.records_of(1), line.records_of(0));
        behind(&mut world, object, filter)
    });
    let groups = groups.collect::<Vec<_>>();
    assert_eq!(groups.iter().sum::<u32>(), 9, "every open deal is in one group: {groups:?}");
    assert!(groups.iter().filter(|group| **group > 0).count() > 1, "{groups:?}");
}
