//! Charts by hand, and the promise that a mark's number is the number of records behind it.

use bridge::Cell;
use bridge::chart::{ChartPage, Label};
use model::{Aggregate, Chart, Currency, Dimension, Filter, Life, Money, PointChart, RecordId, Unit, Value};
use proptest::prelude::*;

use super::{ChartPlan, points};
use crate::query::QueryError;
use crate::query::filter::Compiled;
use crate::query::testkit::{TODAY, World, focus, id, writes};

fn ask(world: &mut World, chart: &Chart) -> ChartPage {
    let plan = ChartPlan::new(chart, &world.workspace).unwrap();
    world.computed.refresh(&world.workspace, plan.computed(), world.moment);
    plan.page(world.reader(), &world.indexes)
}

fn counts(page: &ChartPage) -> Vec<(String, u32)> {
    let label = |label: &Label| match label {
        Label::All => "all".to_owned(),
        Label::Value(Cell::Choice(choice)) => choice.label.clone(),
        Label::Value(Cell::Record(link)) => link.label.clone(),
        Label::Value(Cell::Text(text)) => text.clone(),
        Label::Value(Cell::Empty) => "–".to_owned(),
        Label::Value(cell) => format!("{cell:?}"),
        Label::Days { first, last, .. } => format!("{}+{}", first - TODAY, last - first + 1),
        Label::Range { from, to } => format!("{from:?}..{to:?}"),
        Label::Other(more) => format!("other {more}"),
    };
    let counts = page.values.iter().map(|series| series.iter().map(|measured| measured.count).sum());
    page.categories.iter().map(|category| label(&category.label)).zip(counts).collect()
}

fn by(object: &str, field: &str) -> Chart {
    Chart {
        by: Some(Dimension::field(field)),
        ..Chart::of(object)
    }
}

fn contact(n: u8) -> RecordId {
    id("contact", n)
}

#[test]
fn options_stand_in_their_order_and_records_without_a_value_last() {
    let mut world = World::new();
    for (n, source) in [Some("event"), Some("website"), None, Some("event"), Some("a fair")]
        .into_iter()
        .enumerate()
    {
        world.set("contact", contact(n as u8), "name", Value::from("x"));
        world.set("contact", contact(n as u8), "source", source.map(Value::from));
    }
    world.set("contact", contact(9), "source", Value::from("event"));
    world.life("contact", contact(9), Life::Trashed);
    let page = ask(&mut world, &by("contact", "source"));
    assert_eq!(page.total, 5);
    assert_eq!(page.whole, Cell::Int(5));
    let named = counts(&page);
    assert_eq!(named.last(), Some(&("–".to_owned(), 1)));
    assert!(
        named.contains(&("Event".to_owned(), 2)) && named.contains(&("a fair".to_owned(), 1)),
        "{named:?}"
    );
}

#[test]
fn of_many_records_the_largest_are_shown_and_the_rest_is_one() {
    let mut world = World::new();
    for n in 0..6u8 {
        let company = id("company", n);
        world.set("company", company, "name", Value::Text(format!("Company {n}")));
        for m in 0..=n {
            let deal = id("deal", n * 10 + m);
            world.set("deal", deal, "company", Value::Ref(company));
            world.set(
                "deal",
                deal,
                "value",
                Value::Money(Money::new(1_000 * (i64::from(m) + 1), Currency::EUR)),
            );
        }
    }
    let chart = Chart {
        measure: Aggregate::Sum("value".into()),
        limit: 2,
        ..by("deal", "company")
    };
    let page = ask(&mut world, &chart);
    assert_eq!(
        counts(&page),
        [("Company 5".to_owned(), 6), ("Company 4".to_owned(), 5), ("other 4".to_owned(), 10)]
    );
    assert_eq!(page.values[0][0].value, Cell::Money(Money::new(21_000, Currency::EUR)));
    assert_eq!(page.whole, Cell::Money(Money::new(56_000, Currency::EUR)));
}

#[test]
fn months_without_records_are_part_of_the_picture() {
    let mut world = World::new();
    for (n, day) in [TODAY, TODAY - 92, TODAY - 91].into_iter().enumerate() {
        world.set("deal", id("deal", n as u8), "closed_on", Value::Date(day));
    }
    let chart = Chart {
        by: Some(Dimension::time("closed_on", Unit::Month)),
        ..Chart::of("deal")
    };
    // The 22nd of November; the first of August is 113 days before.
    let page = ask(&mut world, &chart);
    assert_eq!(
        counts(&page),
        [("-113+31", 2), ("-82+30", 0), ("-52+31", 0), ("-21+30", 1)].map(|(label, count)| (label.to_owned(), count))
    );
}

#[test]
fn too_fine_a_unit_is_made_coarser() {
    let mut world = World::new();
    world.set("deal", id("deal", 1), "closed_on", Value::Date(TODAY - 4_000));
    world.set("deal", id("deal", 2), "closed_on", Value::Date(TODAY));
    let chart = Chart {
        by: Some(Dimension::time("closed_on", Unit::Day)),
        ..Chart::of("deal")
    };
    let page = ask(&mut world, &chart);
    assert!(matches!(page.categories[0].label, Label::Days { unit: Unit::Month, .. }));
    assert!(page.categories.len() < 400);
}

#[test]
fn a_path_leads_through_references_and_ends_where_it_says() {
    let mut world = World::new();
    world.set("company", id("company", 1), "industry", Value::from("Retail"));
    world.set("deal", id("deal", 1), "company", Value::Ref(id("company", 1)));
    world.set("deal", id("deal", 2), "name", Value::from("without"));
    let chart = Chart {
        by: Some(Dimension {
            path: vec!["company".into(), "industry".into()],
            unit: None,
        }),
        ..Chart::of("deal")
    };
    assert_eq!(counts(&ask(&mut world, &chart)).len(), 2);
    let broken = |path: &[&str]| {
        let chart = Chart {
            by: Some(Dimension {
                path: path.iter().map(|&key| key.into()).collect(),
                unit: None,
            }),
            ..Chart::of("deal")
        };
        ChartPlan::new(&chart, &world.workspace).err()
    };
    assert_eq!(broken(&[]), Some(QueryError::NoField));
    assert!(matches!(broken(&["value", "name"]), Some(QueryError::NoReference { .. })));
    assert!(matches!(broken(&["planet"]), Some(QueryError::UnknownField { .. })));
    assert!(matches!(broken(&["description"]), Some(QueryError::Dimension { .. })));
    let gone = Chart {
        view: Some(RecordId(7)),
        ..Chart::of("deal")
    };
    assert_eq!(ChartPlan::new(&gone, &world.workspace).err(), Some(QueryError::NoView(RecordId(7))));
}

#[test]
fn a_saved_view_decides_which_records_count() {
    let mut world = World::new();
    for n in 0..4u8 {
        world.set("deal", id("deal", n), "name", Value::Text(format!("deal {n}")));
    }
    let view = model::View {
        filter: Filter::field("name", model::Operator::Is, vec![Value::from("deal 2")]),
        ..model::View::table("deal")
    };
    world.set(
        "view",
        id("view", 1),
        "definition",
        Value::Text(serde_json::to_string(&view).unwrap()),
    );
    let chart = Chart {
        view: Some(id("view", 1)),
        ..Chart::of("deal")
    };
    assert_eq!(ask(&mut world, &chart).total, 1);
}

#[test]
fn points_are_records_with_both_numbers() {
    let mut world = World::new();
    for n in 0..10u8 {
        world.set(
            "deal",
            id("deal", n),
            "value",
            Value::Money(Money::new(i64::from(n) * 100, Currency::EUR)),
        );
        if n > 0 {
            world.set("deal", id("deal", n), "own_probability", Value::Number(f64::from(n)));
        }
    }
    let chart = |most| PointChart {
        chart: Chart::of("deal"),
        x: "own_probability".into(),
        y: "value".into(),
        most,
    };
    let page = points(&chart(100), &world.workspace).unwrap().page(world.reader(), &world.indexes);
    assert_eq!((page.total, page.points.len()), (9, 9));
    assert_eq!((page.points[0].x, page.points[0].y), (1.0, 1.0));
    let page = points(&chart(4), &world.workspace).unwrap().page(world.reader(), &world.indexes);
    assert_eq!((page.total, page.points.len()), (9, 3));
    let text = PointChart {
        x: "name".into(),
        ..chart(4)
    };
    assert!(matches!(points(&text, &world.workspace).err(), Some(QueryError::Aggregate { .. })));
}

/// Dimensions of every kind that contacts of [`World::of_every_kind`] have.
fn dimensions(world: &World) -> Vec<Dimension> {
    let units = [Unit::Day, Unit::Week, Unit::Month, Unit::Quarter, Unit::Year];
    let fields = world.fields("contact").into_iter().filter(|field| field.kind.tells_apart());
    fields
        .enumerate()
        .map(|(index, field)| Dimension {
            path: vec![field.key.clone()],
            unit: Some(units[index % units.len()]),
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_mark_counts_what_its_filter_finds(focus in focus(), list in writes(80), one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>(), limit in 1u8..5) {
        let mut world = World { focus, ..World::of_every_kind() };
        for write in &list { world.write(write); }
        let dimensions = dimensions(&world);
        let chart = Chart {
            by: Some(one.get(&dimensions).clone()),
            split: Some(other.get(&dimensions).clone()),
            limit,
            ..Chart::of("contact")
        };
        let page = ask(&mut world, &chart);
        for (category, values) in page.categories.iter().zip(&page.values) {
            for (series, measured) in page.series.iter().zip(values) {
                let filter = Filter::All(vec![page.filter.clone(), category.filter.clone(), series.filter.clone()]);
                let compiled = Compiled::new(&filter, "contact", &world.workspace).unwrap();
                world.computed.refresh(&world.workspace, compiled.computed(), world.moment);
                let mut rows = compiled.evaluate(world.reader(), &world.indexes);
                rows.and(world.table("contact").alive());
                prop_assert_eq!(rows.count() as u32, measured.count, "{:?} and {:?} of {:?}", category, series, chart);
            }
        }
    }
}
