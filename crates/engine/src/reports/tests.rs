//! Reports on books of deals whose answers are known.

use bridge::Cell;
use bridge::report::{Fact, Label, Line, Part, Reason, ReportQuery, Subject, Term, Topic};
use model::change::Verb;
use model::{Money, Op, RecordId, Value};

use super::{Before, before, report};
use crate::computed::fixture::{Fixture, day, eur, noon};

/// A world with stages, and what is asked of it.
struct World {
    fixture: Fixture,
    stages: [RecordId; 3],
}

impl World {
    fn new() -> Self {
        let mut fixture = Fixture::new();
        let stages = fixture.stages();
        Self { fixture, stages }
    }

    /// A deal that was opened and decided so many days ago: 0 open, 1 won, 2 lost.
    fn deal(&mut self, outcome: usize, opened: i32, closed: i32, minor: i64) -> RecordId {
        let stages = self.stages;
        let mut fields = vec![
            ("name", "Deal".into()),
            ("stage", Value::Ref(stages[outcome])),
            ("value", eur(minor)),
            ("opened_on", day(-opened)),
        ];
        if outcome > 0 {
            fields.push(("closed_on", day(-closed)));
        } else {
            fields.push(("expected_close", day(20)));
        }
        let deal = self.fixture.make("deal", &fields);
        self.enter(deal, stages[0], -opened, minor);
        if outcome > 0 {
            self.enter(deal, stages[outcome], -closed, minor);
        }
        deal
    }

    fn enter(&mut self, deal: RecordId, stage: RecordId, at: i32, minor: i64) {
        let fields = [
            ("deal", Value::Ref(deal)),
            ("stage", Value::Ref(stage)),
            ("entered", noon(at)),
            ("value", eur(minor)),
        ];
        self.fixture.make("stage_entry", &fields);
    }

    /// Two years in which every second deal is won, after ten days.
    fn history(&mut self) {
        for deal in 0..120 {
            let closed = 8 + deal * 6;
            self.deal(1 + (deal % 2) as usize, closed + 10, closed, 100_000);
        }
    }

    fn ask(&mut self, query: &ReportQuery, before: &[Before]) -> Vec<Part> {
        let fields = super::computed(&self.fixture.workspace);
        self.fixture.computed.refresh(&self.fixture.workspace, &fields, self.fixture.moment);
        report(self.fixture.reader(), query, before).parts
    }

    fn chance(&mut self, deal: RecordId) -> f64 {
        let fields = super::computed(&self.fixture.workspace);
        self.fixture.computed.refresh(&self.fixture.workspace, &fields, self.fixture.moment);
        let row = self.fixture.row(deal);
        let chances = super::chances(self.fixture.reader());
        chances
            .into_iter()
            .find(|chance| chance.row == row)
            .map_or(f64::NAN, |chance| chance.value)
    }

    fn forecast(&mut self) -> Vec<Part> {
        self.ask(&ReportQuery::about(Subject::Forecast), &[])
    }
}

fn of(parts: &[Part], topic: Topic) -> &Part {
    parts.iter().find(|part| part.topic == topic).unwrap()
}

fn lines(parts: &[Part], topic: Topic) -> &[Line] {
    &of(parts, topic).said.as_ref().unwrap().lines
}

fn cells(parts: &[Part], topic: Topic, term: Term) -> &[Cell] {
    let found = lines(parts, topic).iter().find(|line| line.label == Label::Term(term));
    &found.unwrap_or_else(|| panic!("{term:?} in {parts:?}")).cells
}

fn money(minor: i64) -> Cell {
    Cell::Money(Money::new(minor, "EUR".parse().unwrap()))
}

fn minor(cell: &Cell) -> i64 {
    match cell {
        Cell::Money(money) => money.minor,
        other => panic!("{other:?} is no amount"),
    }
}

#[test]
fn open_deals_are_summed_weighted_and_played_forward() {
    let mut world = World::new();
    world.history();
    for _ in 0..10 {
        world.deal(0, 2, 0, 50_000);
    }
    let parts = world.forecast();
    assert_eq!(cells(&parts, Topic::Pipeline, Term::OpenDeals)[0], money(500_000));
    assert_eq!(
        cells(&parts, Topic::Pipeline, Term::Weighted)[0],
        money(200_000),
        "40 % in the open stage"
    );
    let likely = cells(&parts, Topic::Pipeline, Term::Likely);
    let [p50, p10, p90] = [0, 1, 2].map(|cell| minor(&likely[cell]));
    assert!(p10 < p50 && p50 < p90 && (150_000..=350_000).contains(&p50), "{likely:?}");
    // All are won after ten days if at all, which is this month: 4 October and eight days.
    let months = lines(&parts, Topic::Simulation);
    let coming: Vec<_> = months.iter().filter(|line| line.cells[0] == Cell::Empty).collect();
    assert_eq!(coming.len(), 7, "this month and six more");
    assert_eq!(coming[1].cells[3], money(0));
    assert_eq!(minor(&coming[0].cells[1]), p50, "nothing else was won this month");
    assert_eq!(coming[0].cells[4], money(200_000), "all are expected in twenty days");
}

#[test]
fn what_would_have_been_said_knows_nothing_that_came_later() {
    let mut world = World::new();
    world.history();
    let said = |parts: &[Part]| {
        let lines = lines(parts, Topic::Accuracy).iter();
        lines
            .map(|line| (line.label.clone(), line.cells[1..4].to_vec()))
            .collect::<Vec<_>>()
    };
    let first = said(&world.forecast());
    assert_eq!(first.len(), 6);
    // A great deal that came and was won within the last full month: of what was said before, nothing changes.
    world.deal(1, 12, 5, 9_000_000);
    let parts = world.forecast();
    assert_eq!(said(&parts), first);
    let last = lines(&parts, Topic::Accuracy).last().unwrap();
    assert!(minor(&last.cells[6]) >= 9_000_000, "{last:?}");
    assert!(minor(&last.cells[0]) < 9_000_000, "it was not open when the month began");
}

#[test]
fn a_series_needs_months_and_a_simulation_deals_that_ended() {
    let mut world = World::new();
    world.deal(0, 2, 0, 50_000);
    world.deal(1, 40, 35, 50_000);
    let parts = world.forecast();
    assert_eq!(of(&parts, Topic::Simulation).said, Err(Reason::TooFew(1, 20)));
    assert_eq!(of(&parts, Topic::Series).said, Err(Reason::TooFew(2, 6)));
    assert_eq!(of(&parts, Topic::Accuracy).said, Err(Reason::TooFew(1, 20)));
    let empty = World::new().forecast();
    assert_eq!(of(&empty, Topic::Series).said, Err(Reason::TooFew(0, 6)));
    assert_eq!(cells(&empty, Topic::Pipeline, Term::OpenDeals)[0], money(0));
}

#[test]
fn amounts_without_a_rate_are_left_out_and_counted() {
    let mut world = World::new();
    world.history();
    let deal = world.deal(0, 2, 0, 50_000);
    world
        .fixture
        .set("deal", deal, "value", Some(Value::Money(Money::new(1, "USD".parse().unwrap()))));
    let parts = world.forecast();
    assert!(of(&parts, Topic::Pipeline).facts.contains(&Fact::NoAmount(1)));
    assert_eq!(
        cells(&parts, Topic::Pipeline, Term::OpenDeals),
        [money(0), Cell::Empty, Cell::Empty, Cell::Int(1)]
    );
}

#[test]
fn old_data_is_not_taken_for_a_business_that_has_stopped() {
    let mut world = World::new();
    // Two years of deals whose last one was decided four years ago.
    for deal in 0..120 {
        let closed = 4 * 365 + deal * 6;
        world.deal(1 + (deal % 2) as usize, closed + 10, closed, 100_000);
    }
    let fields = super::computed(&world.fixture.workspace);
    world
        .fixture
        .computed
        .refresh(&world.fixture.workspace, &fields, world.fixture.moment);
    let told = report(world.fixture.reader(), &ReportQuery::about(Subject::Forecast), &[]);
    assert_eq!(told.day, world.fixture.moment.today - 4 * 365);
    let came = lines(&told.parts, Topic::Series).iter().filter(|line| line.cells[0] != Cell::Empty);
    assert!(
        came.clone().count() > 12 && came.clone().all(|line| minor(&line.cells[0]) > 0),
        "no months of nothing"
    );
    let expected = lines(&told.parts, Topic::Series).last().unwrap();
    assert!(minor(&expected.cells[1]) > 50_000, "{expected:?}");
    // One deal of today, and it is today's business again.
    world.deal(0, 2, 0, 50_000);
    world
        .fixture
        .computed
        .refresh(&world.fixture.workspace, &fields, world.fixture.moment);
    let told = report(world.fixture.reader(), &ReportQuery::about(Subject::Forecast), &[]);
    assert_eq!(told.day, world.fixture.moment.today);
}

#[test]
fn the_goal_is_a_setting_and_has_a_pace() {
    let mut world = World::new();
    let id = RecordId::v5("setting", "goal");
    world
        .fixture
        .make_as("setting", id, &[("key", "goal".into()), ("value", "31000".into())]);
    let parts = world.forecast();
    assert_eq!(cells(&parts, Topic::Pipeline, Term::Goal)[0], money(3_100_000));
    assert_eq!(cells(&parts, Topic::Pipeline, Term::Pace)[0], money(400_000), "4 of 31 days");
}

#[test]
fn a_week_ago_is_read_from_the_log_of_stages_and_the_history() {
    let mut world = World::new();
    let raised = world.deal(0, 30, 0, 80_000);
    let late = world.deal(0, 30, 0, 10_000);
    world.deal(0, 3, 0, 20_000);
    world.deal(1, 30, 2, 30_000);
    world.deal(2, 30, 9, 40_000);
    let known = |record, field: &str, value| Before {
        record,
        field: field.into(),
        value,
    };
    let before = [
        known(raised, "value", Some(eur(50_000))),
        known(late, "expected_close", Some(day(-1))),
        known(late, "value", Some(eur(10_000))),
    ];
    let parts = world.ask(&ReportQuery::about(Subject::Forecast), &before);
    let sums: Vec<_> = lines(&parts, Topic::Changes)
        .iter()
        .map(|line| match line.label {
            Label::Term(term) => (term, line.cells[0].clone(), line.cells[1].clone()),
            _ => panic!("{line:?}"),
        })
        .collect();
    assert_eq!(
        sums,
        [
            (Term::New, Cell::Int(1), money(20_000)),
            (Term::Won, Cell::Int(1), money(30_000)),
            (Term::Raised, Cell::Int(1), money(30_000)),
            (Term::PutOff, Cell::Int(1), money(10_000)),
        ]
    );
    assert_eq!(lines(&parts, Topic::ChangedDeals)[0].cells, [money(50_000), money(80_000)]);
}

#[test]
fn the_oldest_of_several_changes_stands_and_files_do_not_count() {
    let mut world = World::new();
    let deal = world.deal(0, 30, 0, 10_000);
    let set = |value: i64| Op::Set {
        object: "deal".into(),
        record: deal,
        field: "value".into(),
        value: Some(eur(value)),
    };
    let changes = [(Verb::Edit, 20_000), (Verb::Edit, 10_000), (Verb::Import, 1)];
    let found = before(&changes.map(|(verb, value)| (verb, vec![set(value)])));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].value, Some(eur(10_000)));
}

/// Every number of a report is one.
fn assert_finite(parts: &[Part]) {
    for cell in parts
        .iter()
        .filter_map(|part| part.said.as_ref().ok())
        .flat_map(|sheet| &sheet.lines)
        .flat_map(|line| &line.cells)
    {
        if let Cell::Number(value) | Cell::Percent(value) = cell {
            assert!(value.is_finite(), "{cell:?}");
        }
    }
}

#[test]
fn every_subject_answers_for_nothing_and_for_the_sample() {
    use crate::sample::{Plan, generate};
    let subjects = [Subject::Forecast, Subject::Products, Subject::Feedback, Subject::Trends];
    let mut empty = World::new();
    for subject in subjects {
        let parts = empty.ask(&ReportQuery::about(subject), &[]);
        assert!(!parts.is_empty());
        assert_finite(&parts);
    }
    let mut world = World::new();
    let moment = world.fixture.moment;
    let plan = Plan::new(7, 800, moment.today, moment.base);
    for ops in generate(world.fixture.workspace.schema(), plan) {
        world.fixture.apply(ops);
    }
    for subject in subjects {
        let parts = world.ask(&ReportQuery::about(subject), &[]);
        assert_finite(&parts);
        for part in &parts {
            let sheet = part.said.as_ref().ok();
            let even = sheet.is_none_or(|sheet| sheet.lines.iter().all(|line| line.cells.len() == sheet.heads.len()));
            assert!(even, "a line of {:?} has not a cell for every head", part.topic);
        }
    }
    let parts = world.ask(&ReportQuery::about(Subject::Forecast), &[]);
    for topic in [Topic::Simulation, Topic::Series, Topic::Accuracy, Topic::StageRates, Topic::Chance] {
        assert!(of(&parts, topic).said.is_ok(), "{topic:?}: {:?}", of(&parts, topic).said);
    }
}

/// How many records a mark leads to.
fn led_to(world: &mut World, (object, filter): &bridge::report::Records) -> i64 {
    let fixture = &mut world.fixture;
    let compiled =
        crate::query::filter::Compiled::new(filter, object, &fixture.workspace).unwrap_or_else(|error| panic!("{error:?}: {filter:?}"));
    fixture.computed.refresh(&fixture.workspace, compiled.computed(), fixture.moment);
    i64::from(compiled.count(fixture.reader(), &crate::query::indexes::Indexes::new()))
}

/// Columns of a part that count the records they lead to.
fn counting(topic: Topic) -> &'static [usize] {
    match topic {
        Topic::Funnel => &[0, 4, 5],
        Topic::WinBy | Topic::StageRates => &[3, 4],
        Topic::Bundles | Topic::Together => &[1, 2],
        Topic::Series => &[4],
        Topic::Pipeline => &[3],
        Topic::Sentiment => &[5, 6],
        Topic::SentimentTime => &[3, 4],
        Topic::Themes => &[2, 3],
        Topic::Nps | Topic::NpsTime | Topic::NpsBy => &[3, 4, 5],
        Topic::Retention | Topic::CompanyRetention => &[11],
        _ => &[],
    }
}

#[test]
fn a_mark_leads_to_as_many_records_as_it_counts() {
    use crate::sample::{Plan, generate};
    let mut checked = std::collections::BTreeMap::<String, usize>::new();
    for persona in bridge::command::Persona::ALL {
        let mut world = World::new();
        let moment = world.fixture.moment;
        let plan = Plan::new(7, 300, moment.today, moment.base).of(persona);
        for ops in generate(world.fixture.workspace.schema(), plan) {
            world.fixture.apply(ops);
        }
        for subject in [Subject::Forecast, Subject::Products, Subject::Feedback, Subject::Trends] {
            let mut query = ReportQuery::about(subject);
            query.least = 2;
            for part in world.ask(&query, &[]) {
                let Ok(sheet) = &part.said else { continue };
                for line in &sheet.lines {
                    for &column in counting(part.topic) {
                        let Cell::Int(count) = line.cells[column] else { continue };
                        let Some(records) = line.records_of(column).or(line.records.as_ref()).filter(|_| count > 0) else {
                            continue;
                        };
                        let found = led_to(&mut world, records);
                        assert_eq!(found, count, "{persona:?} {:?} {:?} {column}: {records:?}", part.topic, line.label);
                        *checked.entry(format!("{:?}", part.topic)).or_default() += 1;
                    }
                    if !matches!(part.topic, Topic::Retention | Topic::CompanyRetention) {
                        continue;
                    }
                    let Some(Cell::Int(customers)) = line.cells.last() else {
                        panic!("{line:?}")
                    };
                    for (column, cell) in line.cells.iter().enumerate() {
                        if let (Cell::Percent(share), Some(records)) = (cell, line.records_of(column)) {
                            let active = (share * *customers as f64 / 100.0).round() as i64;
                            assert_eq!(led_to(&mut world, records), active, "{persona:?} {:?} {column}", line.label);
                            *checked.entry("active".to_owned()).or_default() += 1;
                        }
                    }
                }
            }
        }
    }
    for topic in [
        "Funnel",
        "StageRates",
        "Together",
        "Series",
        "Pipeline",
        "Sentiment",
        "SentimentTime",
        "Themes",
        "Retention",
        "active",
    ] {
        assert!(checked.get(topic).is_some_and(|times| *times > 0), "{topic} in {checked:?}");
    }
}

/// Deals from two sources: of four referrals three are won, of four from the website one. Lost ones say why.
fn two_sources(world: &mut World, deals: i32) {
    for deal in 0..deals {
        let referral = deal % 2 == 0;
        let won = (deal / 2 % 4 == 0) != referral;
        let closed = 5 + deal * 3;
        let id = world.deal(if won { 1 } else { 2 }, closed + 12, closed, 100_000);
        let source = if referral { "Referral" } else { "Website" };
        world.fixture.set("deal", id, "source", Some(source.into()));
        if !won {
            world.fixture.set("deal", id, "lost_reason", Some("price".into()));
        }
    }
}

#[test]
fn chances_go_by_what_was_known_and_fields_that_know_the_outcome_are_left_out() {
    let mut world = World::new();
    two_sources(&mut world, 200);
    let open = ["Referral", "Website"].map(|source| {
        let deal = world.deal(0, 12, 0, 100_000);
        world.fixture.set("deal", deal, "source", Some(source.into()));
        deal
    });
    let parts = world.forecast();
    let leaks: Vec<_> = lines(&parts, Topic::Leaks).iter().map(|line| line.label.clone()).collect();
    assert_eq!(leaks, [Label::Field("deal".into(), "lost_reason".into(), Cell::Empty)]);
    let first = &lines(&parts, Topic::Importance)[0].label;
    assert_eq!(*first, Label::Field("deal".into(), "source".into(), Cell::Empty));
    let Cell::Percent(ranking) = cells(&parts, Topic::Chance, Term::Ranking)[0] else {
        panic!()
    };
    assert!((65.0..90.0).contains(&ranking), "three of four, both ways: {ranking}");
    let chances = open.map(|deal| {
        let parts = world.ask(&ReportQuery::about(Subject::Deal(deal)), &[]);
        let told = lines(&parts, Topic::DealReasons);
        let number = |line: &Line| match line.cells[0] {
            Cell::Percent(value) | Cell::Number(value) => value,
            _ => panic!("{line:?}"),
        };
        let sum: f64 = told[1..].iter().map(number).sum();
        assert!(
            (number(&told[0]) - sum).abs() <= told.len() as f64 / 2.0,
            "the points add up: {told:?}"
        );
        number(&told[0])
    });
    assert!(chances[0] > 60.0 && chances[1] < 40.0, "{chances:?}");
    for (deal, told) in open.into_iter().zip(chances) {
        let chance = 100.0 * world.chance(deal);
        assert!(
            (chance - told).abs() <= 0.5,
            "suggestions go by what the page says: {chance} and {told}"
        );
    }
    // What changes a deal changes its chance.
    world.fixture.set("deal", open[1], "source", Some("Referral".into()));
    assert!(world.chance(open[1]) > 0.6);
    let won = world.deal(1, 30, 2, 5);
    let parts = world.ask(&ReportQuery::about(Subject::Deal(won)), &[]);
    assert_eq!(of(&parts, Topic::DealReasons).said, Err(Reason::Decided));
}

#[test]
fn below_twenty_of_each_outcome_nothing_is_learned() {
    let mut world = World::new();
    two_sources(&mut world, 30);
    assert_eq!(of(&world.forecast(), Topic::Chance).said, Err(Reason::OneSided(15, 15, 20)));
    // The share won of the stage counts: of thirty that were in it fifteen were won.
    let deal = world.deal(0, 3, 0, 100);
    assert_eq!(world.chance(deal), 0.5);
    world.fixture.set("deal", deal, "stage", Some(Value::Ref(world.stages[1])));
    assert!(world.chance(deal).is_nan(), "it is decided");
    let mut new = World::new();
    let deal = new.deal(0, 3, 0, 100);
    assert_eq!(new.chance(deal), 0.4, "what people gave the stage");
}

#[test]
fn what_separates_won_from_lost_is_told_with_its_deals() {
    let mut world = World::new();
    two_sources(&mut world, 120);
    let parts = world.ask(&ReportQuery::about(Subject::Trends), &[]);
    let found = &lines(&parts, Topic::WinLoss)[0];
    let Label::Field(_, field, _) = &found.label else {
        panic!("{found:?}")
    };
    assert_eq!(&**field, "source");
    assert!(found.records.is_some());
    let rates: Vec<_> = lines(&parts, Topic::WinBy)
        .iter()
        .map(|line| (line.cells[0].clone(), line.cells[4].clone()))
        .collect();
    assert_eq!(rates, [(Cell::Percent(75.0), Cell::Int(60)), (Cell::Percent(25.0), Cell::Int(60))]);
    let funnel = lines(&parts, Topic::Funnel);
    assert_eq!(funnel[0].cells[..2], [Cell::Int(120), Cell::Percent(50.0)]);
    assert_eq!(funnel[1].cells[0], Cell::Int(60));
}

#[test]
fn who_comes_back_is_counted_by_the_month_of_the_first_purchase() {
    let mut world = World::new();
    let customers: Vec<RecordId> = (0..4).map(|_| world.fixture.make("contact", &[])).collect();
    // All bought in August, three of them again in September.
    for (customer, days) in customers
        .iter()
        .flat_map(|customer| [(customer, -50)])
        .chain(customers[..3].iter().map(|customer| (customer, -20)))
    {
        let fields = [
            ("contact", Value::Ref(*customer)),
            ("status", "paid".into()),
            ("date", noon(days)),
            ("amount", eur(100)),
        ];
        world.fixture.make("order", &fields);
    }
    let parts = world.ask(&ReportQuery::about(Subject::Trends), &[]);
    let cohorts = lines(&parts, Topic::Retention);
    assert_eq!(cohorts.len(), 1);
    assert_eq!(cohorts[0].cells[0], Cell::Percent(75.0));
    assert_eq!(cohorts[0].cells.last(), Some(&Cell::Int(4)));
}

#[test]
fn rules_of_orders_have_the_counts_of_a_count_by_hand() {
    let mut world = World::new();
    let products: Vec<RecordId> = ["Tea", "Pot", "Cup"]
        .iter()
        .map(|name| world.fixture.make("product", &[("name", (*name).into())]))
        .collect();
    for order in 0..40 {
        let customer = world.fixture.make("contact", &[]);
        let fields = [
            ("contact", Value::Ref(customer)),
            ("status", "paid".into()),
            ("date", noon(-order - 1)),
        ];
        let of = world.fixture.make("order", &fields);
        // Ten with tea, eight of them with a pot as well; the others cups.
        let bought: &[usize] = match order {
            0..8 => &[0, 1],
            8..10 => &[0],
            _ => &[2],
        };
        for &product in bought {
            world
                .fixture
                .make("line", &[("order", Value::Ref(of)), ("product", Value::Ref(products[product]))]);
        }
    }
    let parts = world.ask(&ReportQuery::about(Subject::Products), &[]);
    let rules = lines(&parts, Topic::Bundles);
    assert_eq!(rules.len(), 2);
    assert_eq!(
        rules[0].cells,
        [
            Cell::Percent(100.0),
            Cell::Int(8),
            Cell::Int(8),
            Cell::Number(4.0),
            Cell::Percent(20.0)
        ]
    );
    assert_eq!(
        rules[1].cells[..4],
        [Cell::Percent(80.0), Cell::Int(8), Cell::Int(10), Cell::Number(4.0)]
    );
    // What is not on sale is not proposed.
    world.fixture.set("product", products[1], "active", Some(Value::Bool(false)));
    let parts = world.ask(&ReportQuery::about(Subject::Products), &[]);
    assert_eq!(lines(&parts, Topic::Bundles).len(), 1);
    assert_eq!(of(&parts, Topic::HitRate).said, Err(Reason::TooFew(8, 20)));
}

#[test]
fn texts_have_a_tone_and_answers_a_score() {
    let mut world = World::new();
    for text in 0..12 {
        let body = if text % 4 == 0 {
            "This is awful and terrible"
        } else {
            "Great, we love it"
        };
        world.fixture.make(
            "activity",
            &[("type", "note".into()), ("body", body.into()), ("at", noon(-text * 10))],
        );
    }
    for (answers, score) in [(5, 10), (3, 8), (2, 2)] {
        for _ in 0..answers {
            world.fixture.make("company", &[("employees", Value::Int(score))]);
        }
    }
    let parts = world.ask(&ReportQuery::about(Subject::Feedback), &[]);
    let all = cells(&parts, Topic::Sentiment, Term::All);
    assert_eq!(all[..3], [Cell::Percent(75.0), Cell::Percent(0.0), Cell::Percent(25.0)]);
    assert_eq!(lines(&parts, Topic::Unfriendly).len(), 1, "the same text is told once");
    let nps = cells(&parts, Topic::Nps, Term::All);
    assert_eq!(nps[0], Cell::Number(30.0), "five of ten less two of ten");
    let (Cell::Number(low), Cell::Number(high)) = (&nps[1], &nps[2]) else {
        panic!("{nps:?}")
    };
    assert!(*low < 0.0 && *high > 50.0, "ten answers tell little: {low} to {high}");
    let told = lines(&parts, Topic::Nps)[0].clone();
    for (column, answers) in counting(Topic::Nps).iter().zip([5, 3, 2]) {
        assert_eq!(told.cells[*column], Cell::Int(answers));
        assert_eq!(
            led_to(&mut world, told.records_of(*column).unwrap()),
            answers,
            "the answers behind the number"
        );
    }
    assert_eq!(led_to(&mut world, told.records.as_ref().unwrap()), 10);
}
