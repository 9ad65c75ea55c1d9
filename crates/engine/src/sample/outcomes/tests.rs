//! The sample has something to find: what comes out of its models is better than guessing, and no better than life.

use bridge::Cell;
use bridge::command::Persona;
use bridge::customer::ChurnState;
use bridge::report::{Label, ReportQuery, Subject, Term, Topic};

use crate::computed::fixture::Fixture;
use crate::computed::leads::Leads;
use crate::insights::{Churns, worth_computed};
use crate::reports;
use crate::sample::{Plan, generate};

/// The workspace that a person gets.
fn loaded(persona: Persona) -> Fixture {
    let mut world = Fixture::new();
    world.notes = false;
    // The seed of the interface.
    let plan = Plan::new(1284, persona.contacts(), world.moment.today, world.moment.base).of(persona);
    for ops in generate(world.workspace.schema(), plan) {
        world.apply(ops);
    }
    world
}

#[test]
fn the_chances_of_deals_are_worth_something_and_no_leak() {
    for persona in Persona::ALL {
        let mut world = loaded(persona);
        let fields = reports::computed(&world.workspace);
        world.computed.refresh(&world.workspace, &fields, world.moment);
        let told = reports::report(world.reader(), &ReportQuery::about(Subject::Chances), &[]);
        let part = |topic: Topic| told.parts.iter().find(|part| part.topic == topic);
        let quality = part(Topic::Chance)
            .unwrap()
            .said
            .as_ref()
            .unwrap_or_else(|reason| panic!("{persona:?}: {reason:?}"));
        let ranking = quality.lines.iter().find(|line| line.label == Label::Term(Term::Ranking)).unwrap();
        let [Cell::Percent(auc), Cell::Percent(low), _] = ranking.cells[..] else {
            panic!("{ranking:?}")
        };
        assert!((69.0..=81.0).contains(&auc) && low > 50.0, "{persona:?}: {auc} from {low}");
        let leaks = part(Topic::Leaks).and_then(|part| part.said.as_ref().ok());
        let leaks: Vec<Label> = leaks.iter().flat_map(|sheet| &sheet.lines).map(|line| line.label.clone()).collect();
        let why_lost = Label::Field("deal".into(), "lost_reason".into(), Cell::Empty);
        assert!(leaks.iter().all(|leak| *leak == why_lost), "{persona:?}: {leaks:?}");
    }
}

#[test]
fn who_falls_silent_can_be_known_a_little_beforehand() {
    for persona in Persona::ALL {
        let mut world = loaded(persona);
        let fields = worth_computed(&world.workspace, "contact");
        world.computed.refresh(&world.workspace, &fields, world.moment);
        let mut churns = Churns::default();
        churns.summary(world.reader(), "contact", 5);
        while churns.is_learning() {
            churns.step();
        }
        let told = churns.summary(world.reader(), "contact", 5);
        match told.state {
            ChurnState::Learned(model) => {
                assert!(
                    (0.65..=0.85).contains(&model.auc) && model.auc_interval.0 > 0.5,
                    "{persona:?}: {model:?}"
                );
            }
            // Sixty-four people are too few to learn from.
            state => assert!(persona == Persona::Freelancer, "{persona:?}: {state:?}"),
        }
    }
}

/// How often somebody with the outcome has more points than somebody without it.
fn ranking(points: &[f64], outcomes: &[bool]) -> f64 {
    let of = |wanted: bool| {
        points
            .iter()
            .zip(outcomes)
            .filter(move |(_, outcome)| **outcome == wanted)
            .map(|(points, _)| *points)
    };
    let (mut above, mut pairs) = (0.0, 0.0);
    for with in of(true) {
        for without in of(false) {
            pairs += 1.0;
            above += if with > without {
                1.0
            } else if with < without {
                0.0
            } else {
                0.5
            };
        }
    }
    above / pairs
}

#[test]
fn who_fits_becomes_a_customer_more_often() {
    for persona in Persona::ALL {
        let world = loaded(persona);
        let table = world.workspace.table("contact").unwrap();
        let leads = Leads::of(&world.workspace, table, world.moment);
        let rows: Vec<u32> = table.alive().rows().collect();
        let points: Vec<f64> = rows.iter().map(|&row| f64::from(leads.fit_points(row))).collect();
        let customers: Vec<bool> = rows.iter().map(|&row| !leads.is_lead(row)).collect();
        let ranking = ranking(&points, &customers);
        assert!((0.6..=0.8).contains(&ranking), "{persona:?}: {ranking}");
    }
}
