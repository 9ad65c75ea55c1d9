//! Live views against views opened afresh.

use bridge::{Cell, Selection};
use model::view::Scope;
use model::{Aggregate, ColourRule, Currency, Direction, Filter, Life, Money, Operator, RowGroups, Sort, Tone, Value, View};
use proptest::prelude::*;

use super::{Views, rows, selected, selection_computed};
use crate::query::Indexes;
use crate::query::QueryError;
use crate::query::filter::tests::{Draft, drafts, filter_of, pick, world_of};
use crate::query::testkit::{OBJECTS, World, focus, id, writes};

fn view_of(world: &World, object: &str, draft: &Draft, sort: &[(u8, bool)], search: &str, bin: bool) -> View {
    let fields = world.fields(object);
    let levels = sort.iter().map(|&(field, descending)| Sort {
        field: pick(&fields, field).key.clone(),
        direction: if descending { Direction::Descending } else { Direction::Ascending },
    });
    View {
        filter: filter_of(draft, world, object),
        search: search.to_owned(),
        sort: levels.collect(),
        columns: fields.iter().map(|field| field.key.clone()).collect(),
        aggregates: vec![Aggregate::Count, Aggregate::EmptyShare("owner".into())],
        scope: if bin { Scope::Bin } else { Scope::Alive },
        rows: sort
            .first()
            .filter(|(_, descending)| *descending)
            .map(|&(field, folded)| RowGroups {
                field: pick(&fields, field.wrapping_add(1)).key.clone(),
                folded: !folded,
                except: vec![String::new()],
            }),
        colours: sort
            .iter()
            .map(|_| ColourRule {
                name: "Mine".to_owned(),
                filter: Filter::Not(Box::new(filter_of(draft, world, object))),
                tone: Tone::Warning,
                field: None,
            })
            .collect(),
        ..View::table(object)
    }
}

/// The page without its time.
fn page(views: &mut Views, world: &World) -> bridge::Page {
    views.page(1, 0, 100, world.reader()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_live_view_shows_what_a_new_one_would_and_says_when_it_changed(
        focus in focus(),
        before in writes(50),
        after in writes(12),
        draft in prop_oneof![3 => drafts(), 2 => Just(Draft::Group(0, vec![]))],
        sort in prop::collection::vec((any::<u8>(), any::<bool>()), 0..3),
        object in 0..3usize,
        search in prop_oneof![Just(""), Just("ab"), Just("arger b"), Just("030 12")],
        bin in prop::bool::weighted(0.2),
    ) {
        let mut world = world_of(&focus, &before);
        let object = OBJECTS[object];
        let view = view_of(&world, object, &draft, &sort, search, bin);
        let mut views = Views::new();
        views.open(1, view.clone(), &world.workspace).unwrap();
        let mut shown = page(&mut views, &world);
        for write in &after {
            let effects = world.write(write);
            let told = views.note(&world.workspace, &effects);
            let mut fresh = Views::new();
            fresh.open(1, view.clone(), &world.workspace).unwrap();
            let expected = page(&mut fresh, &world);
            let now = page(&mut views, &world);
            prop_assert_eq!(&now, &expected);
            prop_assert!(told == [1] || now == shown, "{:?} changed {:?} unnoticed", write, view);
            shown = now;
        }
        let once = rows(&view, world.reader(), &Indexes::new()).unwrap();
        prop_assert_eq!(&once[..], views.rows(1, world.reader()).unwrap().1);
    }
}

fn named(world: &mut World, names: &[&str]) {
    for (n, name) in names.iter().enumerate() {
        world.set("company", id("company", n as u8), "name", Value::from(*name));
    }
}

fn names(page: &bridge::Page) -> Vec<String> {
    let name = |row: &bridge::Row| match &row.cells[0] {
        Cell::Text(text) => text.clone(),
        other => panic!("{other:?} is no name"),
    };
    page.rows.iter().map(name).collect()
}

#[test]
fn windows_are_cut_to_what_there_is() {
    let mut world = World::new();
    named(&mut world, &["a", "b", "c", "d"]);
    let mut views = Views::new();
    views.open(7, View::table("company"), &world.workspace).unwrap();
    let mut window = |start, end| {
        let page = views.page(7, start, end, world.reader()).unwrap();
        (page.total, page.start, names(&page).concat())
    };
    assert_eq!(window(0, 2), (4, 0, "dc".into()));
    assert_eq!(window(3, 9), (4, 3, "a".into()));
    assert_eq!(window(9, 2), (4, 4, String::new()));
    assert_eq!(window(2, 1), (4, 2, String::new()));
    assert_eq!(window(0, u32::MAX), (4, 0, "dcba".into()));
}

#[test]
fn views_are_found_by_id_until_they_are_closed() {
    let mut world = World::new();
    named(&mut world, &["a", "b"]);
    let mut views = Views::new();
    assert_eq!(views.page(1, 0, 1, world.reader()), Err(QueryError::NoSuchView(1)));
    views.open(1, View::table("company"), &world.workspace).unwrap();
    let bad = View {
        filter: Filter::field("planet", Operator::Filled, vec![]),
        ..View::table("company")
    };
    assert!(matches!(views.open(1, bad, &world.workspace), Err(QueryError::UnknownField { .. })));
    assert_eq!(
        views.page(1, 0, 1, world.reader()).map(|page| page.total),
        Ok(2),
        "the refused view replaced nothing"
    );
    assert_eq!(
        views.board(1, world.reader()),
        Err(QueryError::NoSuchView(1)),
        "a table is no board"
    );
    assert_eq!(views.position(1, id("company", 0), world.reader()), Ok(Some(1)));
    assert_eq!(views.position(1, id("company", 9), world.reader()), Ok(None));
    views.close(1);
    assert!(views.ids().is_empty());
    assert_eq!(views.position(1, id("company", 0), world.reader()), Err(QueryError::NoSuchView(1)));
}

#[test]
fn an_edit_moves_its_row_and_leaves_the_others() {
    let mut world = World::new();
    named(&mut world, &["d", "b", "c"]);
    let sort = vec![Sort {
        field: "name".into(),
        direction: Direction::Ascending,
    }];
    let mut views = Views::new();
    views
        .open(
            1,
            View {
                sort,
                columns: vec!["name".into()],
                ..View::table("company")
            },
            &world.workspace,
        )
        .unwrap();
    assert_eq!(names(&page(&mut views, &world)), ["b", "c", "d"]);
    let effects = world.set("company", id("company", 0), "name", Value::from("a"));
    assert_eq!(views.note(&world.workspace, &effects), [1]);
    assert_eq!(names(&page(&mut views, &world)), ["a", "b", "c"]);
    let effects = world.set("company", id("company", 0), "founded", Value::Int(1999));
    assert!(views.note(&world.workspace, &effects).is_empty(), "nothing of that is shown");
}

#[test]
fn a_new_day_changes_what_today_means() {
    let mut world = World::new();
    world.set("task", id("task", 1), "title", Value::from("Call"));
    world.set("task", id("task", 1), "due", Value::Date(world.moment.today + 1));
    let view = View {
        filter: Filter::relative("due", Operator::InThis, 1, model::Unit::Day),
        ..View::table("task")
    };
    let mut views = Views::new();
    views.open(1, view, &world.workspace).unwrap();
    assert_eq!(views.page(1, 0, 1, world.reader()).unwrap().total, 0);
    world.moment.today += 1;
    assert_eq!(views.page(1, 0, 1, world.reader()).unwrap().total, 1);
}

#[test]
fn changes_that_nobody_noted_are_seen_all_the_same() {
    let mut world = World::new();
    named(&mut world, &["a"]);
    let mut views = Views::new();
    views.open(1, View::table("company"), &world.workspace).unwrap();
    assert_eq!(views.page(1, 0, 9, world.reader()).unwrap().total, 1);
    named(&mut world, &["a", "b"]);
    assert_eq!(views.page(1, 0, 9, world.reader()).unwrap().total, 2);
}

#[test]
fn a_field_that_is_removed_breaks_only_what_filters_by_it() {
    let mut world = World::new();
    named(&mut world, &["a", "b"]);
    let own = world.custom_field("company", 0x7777, model::FieldKind::Integer, None);
    world.set("company", id("company", 0), &own, Value::Int(4));
    let mut views = Views::new();
    let sort = vec![Sort {
        field: own.as_str().into(),
        direction: Direction::Ascending,
    }];
    let aggregates = vec![Aggregate::Sum(own.as_str().into())];
    let shown = View {
        sort,
        aggregates,
        columns: vec!["name".into(), own.as_str().into()],
        ..View::table("company")
    };
    views.open(1, shown, &world.workspace).unwrap();
    let filtered = View {
        filter: Filter::field(&own, Operator::Filled, vec![]),
        ..View::table("company")
    };
    views.open(2, filtered, &world.workspace).unwrap();
    let page = views.page(1, 0, 9, world.reader()).unwrap();
    assert_eq!(
        (names(&page).concat(), page.columns.len(), &page.aggregates[0].value),
        ("ab".into(), 2, &Cell::Int(4))
    );
    assert_eq!(views.page(2, 0, 9, world.reader()).unwrap().total, 1);
    let effects = world.set("field", model::RecordId(0x7777), "removed", Value::Bool(true));
    assert_eq!(views.note(&world.workspace, &effects), [1, 2]);
    let page = views.page(1, 0, 9, world.reader()).unwrap();
    assert_eq!(
        (names(&page).concat(), page.columns.len(), &page.aggregates[0].value),
        ("ba".into(), 1, &Cell::Empty)
    );
    assert!(matches!(views.page(2, 0, 9, world.reader()), Err(QueryError::UnknownField { .. })));
    assert!(matches!(views.computed(2), Err(QueryError::UnknownField { .. })));
    let effects = world.set("field", model::RecordId(0x7777), "removed", None);
    assert_eq!(views.note(&world.workspace, &effects), [1, 2]);
    assert_eq!(
        views.page(2, 0, 9, world.reader()).unwrap().total,
        1,
        "it works again when the field is back"
    );
}

#[test]
fn a_view_follows_the_segments_it_names() {
    let mut world = World::new();
    named(&mut world, &["a", "b"]);
    let segment = id("segment", 1);
    let rule = |text: &str| Value::Text(serde_json::to_string(&Filter::field("name", Operator::Is, vec![text.into()])).unwrap());
    world.set("segment", segment, "object", Value::from("company"));
    world.set("segment", segment, "filter", rule("a"));
    let mut views = Views::new();
    views
        .open(
            1,
            View {
                filter: Filter::Segment(segment),
                ..View::table("company")
            },
            &world.workspace,
        )
        .unwrap();
    assert_eq!(names(&views.page(1, 0, 9, world.reader()).unwrap()), ["a"]);
    let effects = world.set("segment", segment, "filter", rule("b"));
    assert_eq!(views.note(&world.workspace, &effects), [1]);
    assert_eq!(names(&views.page(1, 0, 9, world.reader()).unwrap()), ["b"]);
    let effects = world.life("segment", segment, Life::Trashed);
    assert_eq!(views.note(&world.workspace, &effects), [1]);
    assert_eq!(views.page(1, 0, 9, world.reader()), Err(QueryError::NoSegment(segment)));
}

#[test]
fn aggregates_are_exact_and_in_the_base_currency() {
    let mut world = World::of_every_kind();
    for (n, (minor, currency)) in [(100, "EUR"), (200, "USD"), (50, "CHF"), (300, "EUR")].into_iter().enumerate() {
        let deal = id("deal", n as u8);
        world.set("deal", deal, "value", Value::Money(Money::new(minor, currency.parse().unwrap())));
        world.set("deal", deal, "opened_on", Value::Date(n as i32));
    }
    world.set("deal", id("deal", 9), "name", Value::from("Without a value"));
    let value = |of: fn(model::FieldKey) -> Aggregate| of("value".into());
    let aggregates = vec![
        Aggregate::Count,
        value(Aggregate::Sum),
        value(Aggregate::Average),
        value(Aggregate::Min),
        value(Aggregate::Max),
        value(Aggregate::EmptyShare),
        Aggregate::Min("opened_on".into()),
        Aggregate::Max("opened_on".into()),
        Aggregate::Average("probability".into()),
    ];
    let view = View {
        aggregates: aggregates.clone(),
        ..View::table("deal")
    };
    let mut views = Views::new();
    views.open(1, view, &world.workspace).unwrap();
    let page = views.page(1, 0, 0, world.reader()).unwrap();
    let eur = |minor| Cell::Money(Money::new(minor, Currency::EUR));
    let expected = [
        Cell::Int(5),
        eur(560),
        eur(187),
        eur(100),
        eur(300),
        Cell::Percent(20.0),
        Cell::Date(0),
        Cell::Date(3),
        Cell::Empty,
    ];
    assert_eq!(
        page.aggregates
            .iter()
            .map(|aggregated| aggregated.value.clone())
            .collect::<Vec<_>>(),
        expected
    );
    assert_eq!(page.aggregates[1].without_rate, [("CHF".to_owned(), 1)]);
    world.set("deal", id("deal", 0), "value", Value::Money(Money::new(i64::MAX, Currency::EUR)));
    let page = views.page(1, 0, 0, world.reader()).unwrap();
    assert_eq!(
        (&page.aggregates[1].value, &page.aggregates[2].value),
        (&Cell::Overflow, &Cell::Overflow)
    );
    let text = View {
        aggregates: vec![Aggregate::Sum("name".into())],
        ..View::table("deal")
    };
    assert!(matches!(views.open(1, text, &world.workspace), Err(QueryError::Aggregate { .. })));
}

#[test]
fn selections_give_rows_in_order_and_only_what_is_there() {
    let mut world = World::new();
    named(&mut world, &["ab", "b", "abc"]);
    let select = |world: &World, selection: &Selection| selected(world.reader(), &world.indexes, "company", selection);
    let records = Selection::Records(vec![id("company", 2), id("company", 7), id("company", 0)]);
    assert_eq!(select(&world, &records), Ok(vec![2, 0]));
    let matching = |bin| Selection::Matching {
        filter: Filter::field("name", Operator::Contains, vec!["a".into()]),
        search: "AB".into(),
        bin,
    };
    assert_eq!(select(&world, &matching(false)), Ok(vec![2, 0]));
    world.life("company", id("company", 0), Life::Trashed);
    assert_eq!(select(&world, &matching(false)), Ok(vec![2]));
    assert_eq!(select(&world, &matching(true)), Ok(vec![0]));
    let computed = Selection::Matching {
        filter: Filter::field("orders", Operator::AtLeast, vec![Value::Int(1)]),
        search: String::new(),
        bin: false,
    };
    let table = world.table("company");
    assert_eq!(
        selection_computed(&world.workspace, "company", &computed),
        Ok(vec![(table.number, table.field("orders").unwrap())])
    );
    assert!(matches!(
        selected(world.reader(), &world.indexes, "planet", &records),
        Err(QueryError::UnknownObject(_))
    ));
}
