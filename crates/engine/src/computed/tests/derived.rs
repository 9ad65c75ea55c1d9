//! Formulas and roll-ups as columns: values by hand, and after any history what a fresh computation gives.

use model::{Derived, FieldKind, Filter, Life, Measure, Op, Operator, RecordId, RollUp, Value};
use proptest::prelude::*;

use crate::computed::Computed;
use crate::computed::fixture::{Fixture, day, eur};
use crate::custom::custom_key;
use crate::formula::Trouble;

/// Defines a derived field and gives its key.
fn define(world: &mut Fixture, n: u128, object: &str, kind: FieldKind, derived: &Derived) -> String {
    let record = RecordId(n << 80 | 0x7000 << 64 | n);
    let (field, text) = match derived {
        Derived::Formula(text) => ("formula", text.clone()),
        Derived::RollUp(roll_up) => ("roll_up", serde_json::to_string(roll_up).unwrap()),
    };
    let set = |field: &str, value: &str| Op::Set {
        object: "field".into(),
        record,
        field: field.into(),
        value: Some(Value::from(value)),
    };
    world.apply(vec![
        set("label", &format!("Derived {n}")),
        set("object", object),
        set("kind", kind.key()),
        set(field, &text),
    ]);
    custom_key(record)
}

fn formula(text: &str) -> Derived {
    Derived::Formula(text.to_owned())
}

fn roll_up(object: &str, link: &str, measure: Measure, filter: Filter) -> Derived {
    Derived::RollUp(RollUp {
        object: object.into(),
        link: link.into(),
        measure,
        filter,
    })
}

fn place(world: &Fixture, object: &str, key: &str) -> (u16, u16) {
    let table = world.workspace.table(object).unwrap();
    (table.number, table.field(key).unwrap())
}

/// Value and trouble of a cell, after a refresh.
fn cell(world: &mut Fixture, object: &str, key: &str, record: RecordId) -> (Option<Value>, Option<Trouble>) {
    let (table, field) = place(world, object, key);
    let moment = world.moment;
    world.computed.refresh(&world.workspace, &[(table, field)], moment);
    let (_, row) = world.workspace.find(record).unwrap();
    let kind = world.workspace.tables()[usize::from(table)].fields()[usize::from(field)].kind;
    let column = world.computed.column(table, field).unwrap();
    (
        column.get(row, kind, world.workspace.handles()),
        world.computed.trouble(table, field, row),
    )
}

#[test]
fn formulas_follow_what_they_read() {
    let mut world = Fixture::new();
    let company = world.make("company", &[("name", Value::from("Acme"))]);
    let deal = world.make(
        "deal",
        &[
            ("name", Value::from("Site")),
            ("company", Value::Ref(company)),
            ("value", eur(10_000)),
        ],
    );
    let half = define(&mut world, 1, "deal", FieldKind::Money, &formula("{value} / 2"));
    let quarter = define(&mut world, 2, "deal", FieldKind::Money, &formula(&format!("{{{half}}} / 2")));
    let words = define(&mut world, 3, "deal", FieldKind::Text, &formula("{name} & \" / \" & {company}"));
    let away = define(
        &mut world,
        4,
        "deal",
        FieldKind::Integer,
        &formula("days(today(), {expected_close})"),
    );
    assert_eq!(cell(&mut world, "deal", &quarter, deal).0, Some(eur(2_500)));
    assert_eq!(cell(&mut world, "deal", &words, deal).0, Some(Value::from("Site / Acme")));
    assert_eq!(cell(&mut world, "deal", &away, deal).0, None);
    world.set("deal", deal, "value", Some(eur(20_000)));
    world.set("company", company, "name", Some(Value::from("Berg")));
    world.set("deal", deal, "expected_close", Some(day(3)));
    assert_eq!(cell(&mut world, "deal", &quarter, deal).0, Some(eur(5_000)));
    assert_eq!(cell(&mut world, "deal", &words, deal).0, Some(Value::from("Site / Berg")));
    assert_eq!(cell(&mut world, "deal", &away, deal).0, Some(Value::Int(3)));
    world.moment.today += 1;
    assert_eq!(cell(&mut world, "deal", &away, deal).0, Some(Value::Int(2)));
}

#[test]
fn roll_ups_gather_what_points_here() {
    let mut world = Fixture::new();
    world.rate("USD", 0.5, None);
    let company = world.make("company", &[("name", Value::from("Acme"))]);
    let other = world.make("company", &[("name", Value::from("Berg"))]);
    let filter = Filter::field("value", Operator::AtLeast, vec![Value::Int(50)]);
    let keys = [
        (FieldKind::Integer, Measure::Count, Filter::everything()),
        (FieldKind::Money, Measure::Sum("value".into()), Filter::everything()),
        (FieldKind::Money, Measure::Sum("value".into()), filter),
        (FieldKind::Money, Measure::Average("value".into()), Filter::everything()),
        (FieldKind::Money, Measure::Max("value".into()), Filter::everything()),
        (FieldKind::Date, Measure::Min("expected_close".into()), Filter::everything()),
        (FieldKind::Text, Measure::Latest("name".into()), Filter::everything()),
    ];
    let keys = keys
        .into_iter()
        .zip(10..)
        .map(|((kind, measure, filter), n)| define(&mut world, n, "company", kind, &roll_up("deal", "company", measure, filter)))
        .collect::<Vec<_>>();
    let all = |world: &mut Fixture, record| keys.iter().map(|key| cell(world, "company", key, record).0).collect::<Vec<_>>();
    let nothing = [Some(Value::Int(0)), Some(eur(0)), Some(eur(0)), None, None, None, None];
    assert_eq!(all(&mut world, company), nothing);
    let deal = |world: &mut Fixture, name: &str, value: Value, to: RecordId| {
        world.make(
            "deal",
            &[
                ("name", Value::from(name)),
                ("value", value),
                ("company", Value::Ref(to)),
                ("expected_close", day(7)),
            ],
        )
    };
    let usd = Value::Money(model::Money::new(20_000, model::Currency::USD));
    let first = deal(&mut world, "One", eur(4_000), company);
    let second = deal(&mut world, "Two", usd.clone(), company);
    let both = [
        Some(Value::Int(2)),
        Some(eur(14_000)),
        Some(eur(10_000)),
        Some(eur(7_000)),
        Some(usd.clone()),
        Some(day(7)),
        Some(Value::from("Two")),
    ];
    assert_eq!(all(&mut world, company), both);
    world.set("deal", second, "company", Some(Value::Ref(other)));
    assert_eq!(all(&mut world, company)[..2], [Some(Value::Int(1)), Some(eur(4_000))]);
    assert_eq!(all(&mut world, other)[..2], [Some(Value::Int(1)), Some(eur(10_000))]);
    world.life("deal", first, Life::Trashed);
    assert_eq!(all(&mut world, company), nothing);
}

#[test]
fn cycles_and_what_is_gone_leave_cells_empty_with_the_reason() {
    let mut world = Fixture::new();
    let deal = world.make("deal", &[("name", Value::from("Site")), ("value", eur(10_000))]);
    // Keys follow from ids, so two fields can name each other.
    let key = |n: u128| custom_key(RecordId(n << 80 | 0x7000 << 64 | n));
    let one = define(&mut world, 1, "deal", FieldKind::Number, &formula(&format!("{{{}}} + 1", key(2))));
    let two = define(&mut world, 2, "deal", FieldKind::Number, &formula(&format!("{{{}}} + 1", key(1))));
    let own = define(&mut world, 3, "deal", FieldKind::Number, &formula(&format!("{{{}}} + 1", key(3))));
    let behind = define(&mut world, 4, "deal", FieldKind::Number, &formula(&format!("{{{}}} + 1", key(1))));
    let gone = define(&mut world, 5, "deal", FieldKind::Number, &formula("{x-nothing} + 1"));
    let other_kind = define(&mut world, 6, "deal", FieldKind::Number, &formula("{name}"));
    let fine = define(&mut world, 7, "deal", FieldKind::Money, &formula("{value} * 2"));
    let far = roll_up("planet", "star", Measure::Count, Filter::everything());
    let nowhere = define(&mut world, 8, "deal", FieldKind::Integer, &far);
    for key in [&one, &two, &own, &behind, &gone, &other_kind, &nowhere] {
        assert_eq!(cell(&mut world, "deal", key, deal), (None, Some(Trouble::Formula)), "{key}");
    }
    assert_eq!(cell(&mut world, "deal", &fine, deal).0, Some(eur(20_000)));
}

#[test]
fn five_hundred_fields_that_build_on_each_other_are_computed() {
    let mut world = Fixture::new();
    let deal = world.make("deal", &[("name", Value::from("Site")), ("own_probability", Value::Number(100.0))]);
    let mut last = define(&mut world, 1, "deal", FieldKind::Number, &formula("{own_probability}"));
    for n in 2..=500 {
        last = define(&mut world, n, "deal", FieldKind::Number, &formula(&format!("{{{last}}} + 1")));
    }
    assert!(world.workspace.schema_problems().is_empty());
    assert_eq!(cell(&mut world, "deal", &last, deal).0, Some(Value::Number(500.0)));
    world.set("deal", deal, "own_probability", Some(Value::Number(200.0)));
    assert_eq!(cell(&mut world, "deal", &last, deal).0, Some(Value::Number(501.0)));
    define(&mut world, 501, "deal", FieldKind::Number, &formula("1"));
    assert_eq!(world.workspace.schema_problems(), [model::schema::ExtendError::TooManyFields]);
}

/// A step of a random history: which deal or company, and what is done to it.
#[derive(Clone, Debug)]
enum Step {
    Value(usize, Option<i64>),
    Company(usize, Option<usize>),
    Name(usize, u8),
    Probability(usize, Option<u8>),
    Life(bool, usize, Life),
    Stage(usize, usize),
    Bulk(i64),
    /// Looks at the columns, so that later steps find them up to date.
    Look,
}

fn step() -> impl Strategy<Value = Step> {
    let which = 0..6usize;
    let life = prop::sample::select(vec![Life::Alive, Life::Trashed]);
    prop_oneof![
        (which.clone(), prop::option::of(-500i64..5_000)).prop_map(|(deal, value)| Step::Value(deal, value)),
        (which.clone(), prop::option::of(0..3usize)).prop_map(|(deal, company)| Step::Company(deal, company)),
        (which.clone(), 0..4u8).prop_map(|(company, name)| Step::Name(company, name)),
        (which.clone(), prop::option::of(0..100u8)).prop_map(|(deal, chance)| Step::Probability(deal, chance)),
        (any::<bool>(), which.clone(), life).prop_map(|(deal, which, life)| Step::Life(deal, which, life)),
        (which, 0..2usize).prop_map(|(deal, stage)| Step::Stage(deal, stage)),
        (0i64..9_999).prop_map(Step::Bulk),
        Just(Step::Look),
        Just(Step::Look),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn columns_after_any_history_are_those_of_a_fresh_pass(steps in prop::collection::vec(step(), 1..30)) {
        let mut world = Fixture::new();
        let companies = (0..3).map(|_| world.make("company", &[("name", Value::from("Acme"))])).collect::<Vec<_>>();
        let stages = ["open", "won"].map(|outcome| world.make("stage", &[("name", Value::from(outcome)), ("outcome", Value::from(outcome)), ("probability", Value::Number(40.0))]));
        let deals = (0..6).map(|_| world.make("deal", &[("name", Value::from("Site"))])).collect::<Vec<_>>();
        let is_open = Filter::field("status", Operator::AnyOf, vec![Value::from("open")]);
        let far = Filter::Field(model::Condition { path: vec!["company".into(), "name".into()], operator: Operator::Is, values: vec![Value::from("b1")], span: None });
        let double = define(&mut world, 1, "deal", FieldKind::Money, &formula("{weighted} * 2"));
        let named = define(&mut world, 2, "deal", FieldKind::Text, &formula("{company} & {value}"));
        let open = define(&mut world, 3, "company", FieldKind::Money, &roll_up("deal", "company", Measure::Sum("value".into()), is_open));
        let twice = define(&mut world, 4, "company", FieldKind::Money, &roll_up("deal", "company", Measure::Max(double.as_str().into()), Filter::everything()));
        let back = define(&mut world, 5, "deal", FieldKind::Number, &formula(&format!("{{company}}.{{{open}}} / money(1, \"EUR\")")));
        let near = define(&mut world, 6, "company", FieldKind::Integer, &roll_up("deal", "company", Measure::Count, far));
        let fields = [("deal", &double), ("deal", &named), ("company", &open), ("company", &twice), ("deal", &back), ("company", &near)]
            .map(|(object, key)| place(&world, object, key));
        for step in steps {
            match step {
                Step::Value(deal, value) => world.set("deal", deals[deal], "value", value.map(eur)),
                Step::Company(deal, company) => world.set("deal", deals[deal], "company", company.map(|company| Value::Ref(companies[company]))),
                Step::Name(company, name) => world.set("company", companies[company % 3], "name", Some(Value::Text(format!("B{name}")))),
                Step::Probability(deal, chance) => world.set("deal", deals[deal], "own_probability", chance.map(|chance| Value::Number(f64::from(chance)))),
                Step::Life(true, deal, life) => world.life("deal", deals[deal], life),
                Step::Life(false, company, life) => world.life("company", companies[company % 3], life),
                Step::Stage(deal, stage) => world.set("deal", deals[deal], "stage", Some(Value::Ref(stages[stage]))),
                Step::Bulk(value) => {
                    let ops = deals.iter().map(|&record| Op::Set { object: "deal".into(), record, field: "value".into(), value: Some(eur(value)) });
                    world.apply(ops.collect());
                }
                Step::Look => {
                    let moment = world.moment;
                    world.computed.refresh(&world.workspace, &fields, moment);
                }
            }
        }
        let moment = world.moment;
        world.computed.refresh(&world.workspace, &fields, moment);
        let mut fresh = Computed::default();
        fresh.refresh(&world.workspace, &fields, moment);
        for (table, field) in fields {
            let of = &world.workspace.tables()[usize::from(table)];
            let kind = of.fields()[usize::from(field)].kind;
            for row in 0..of.len() as u32 {
                let value = |computed: &Computed| (computed.column(table, field).and_then(|column| column.get(row, kind, world.workspace.handles())), computed.trouble(table, field, row));
                prop_assert_eq!(value(&world.computed), value(&fresh), "{} {} row {}", of.object, field, row);
            }
        }
    }
}
