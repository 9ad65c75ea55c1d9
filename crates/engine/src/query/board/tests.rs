//! Boards of small workspaces.

use bridge::BoardPage;
use bridge::query::{NextStep, OpenBoard};
use model::{Currency, Direction, Filter, Life, Money, Operator, RecordId, Sort, Value, View};

use crate::query::QueryError;
use crate::query::testkit::{World, id, minor};
use crate::query::views::Views;

/// Two pipelines: Sales with New, Offer, Won and Lost, and Renewals with Due.
fn sales() -> World {
    let mut world = World::of_every_kind();
    for (n, name) in ["Renewals", "Sales"].into_iter().enumerate() {
        world.set("pipeline", id("pipeline", n as u8), "name", Value::from(name));
        world.set("pipeline", id("pipeline", n as u8), "rank", Value::Number(1.0 - n as f64));
    }
    let stages = [
        ("Won", 1, 3.0, "won", 100.0),
        ("New", 1, 0.0, "open", 10.0),
        ("Offer", 1, 1.0, "open", 50.0),
        ("Lost", 1, 4.0, "lost", 0.0),
        ("Due", 0, 0.0, "open", 80.0),
    ];
    for (n, (name, pipeline, rank, outcome, probability)) in stages.into_iter().enumerate() {
        let stage = id("stage", n as u8);
        world.set("stage", stage, "name", Value::from(name));
        world.set("stage", stage, "pipeline", Value::Ref(id("pipeline", pipeline)));
        world.set("stage", stage, "outcome", Value::from(outcome));
        world.set("stage", stage, "probability", Value::Number(probability));
        world.set("stage", stage, "rank", Value::Number(rank));
        world.set("stage", stage, "rotting_days", Value::Int(5));
    }
    world
}

fn deal(world: &mut World, n: u8, stage: Option<u8>, eur: i64) -> RecordId {
    let deal = id("deal", n);
    world.set("deal", deal, "name", Value::Text(format!("Deal {n}")));
    world.set("deal", deal, "stage", stage.map(|stage| Value::Ref(id("stage", stage))));
    world.set("deal", deal, "value", Value::Money(Money::new(eur * 100, Currency::EUR)));
    deal
}

fn board(world: &mut World, open: OpenBoard) -> BoardPage {
    let mut views = Views::new();
    views.open_board(open, &world.workspace).unwrap();
    let computed = views.computed(1).unwrap().to_vec();
    world.computed.refresh(&world.workspace, &computed, world.moment);
    views.board(1, world.reader()).unwrap()
}

fn of(view: View) -> OpenBoard {
    OpenBoard {
        id: 1,
        view,
        pipeline: None,
        cards: 10,
    }
}

fn labels(board: &BoardPage) -> Vec<(&str, u32)> {
    board.columns.iter().map(|column| (&*column.label, column.count)).collect()
}

fn titles(board: &BoardPage, column: usize) -> Vec<&str> {
    board.columns[column].cards.iter().map(|card| &*card.title).collect()
}

#[test]
fn stages_stand_in_order_with_sums_and_how_far_along_they_are() {
    let mut world = sales();
    for (n, stage, eur) in [
        (0, Some(1), 100),
        (1, Some(2), 10),
        (2, Some(2), 30),
        (3, Some(0), 5),
        (4, Some(4), 1000),
    ] {
        deal(&mut world, n, stage, eur);
    }
    let page = board(&mut world, of(View::table("deal")));
    assert_eq!(labels(&page), [("New", 1), ("Offer", 2), ("Won", 1), ("Lost", 0)]);
    assert_eq!(
        page.columns.iter().map(|column| column.fill).collect::<Vec<_>>(),
        [Some(0), Some(50), Some(100), None]
    );
    assert_eq!(page.columns[1].probability, Some(50.0));
    assert_eq!(page.columns[3].outcome.as_deref(), Some("lost"));
    assert_eq!(
        (minor(&page.columns[1].sum), minor(&page.columns[1].weighted)),
        (Some(4_000), Some(2_000))
    );
    assert_eq!(
        (page.total, minor(&page.sum), minor(&page.weighted)),
        (4, Some(14_500), Some(3_500))
    );
    assert_eq!(titles(&page, 1), ["Deal 2", "Deal 1"]);
    let renewals = board(
        &mut world,
        OpenBoard {
            pipeline: Some(id("pipeline", 0)),
            ..of(View::table("deal"))
        },
    );
    assert_eq!(labels(&renewals), [("Due", 1)]);
}

#[test]
fn deals_without_a_stage_and_stages_in_the_bin_are_not_lost() {
    let mut world = sales();
    deal(&mut world, 0, None, 1);
    deal(&mut world, 1, Some(2), 2);
    deal(&mut world, 2, Some(99), 4);
    world.life("stage", id("stage", 2), Life::Trashed);
    let page = board(&mut world, of(View::table("deal")));
    assert_eq!(labels(&page), [("", 2), ("New", 0), ("Won", 0), ("Lost", 0), ("Offer", 1)]);
    assert_eq!(page.columns[0].key, None);
    assert_eq!((page.total, minor(&page.sum)), (3, Some(700)));
    world.life("pipeline", id("pipeline", 1), Life::Trashed);
    let page = board(&mut world, of(View::table("deal")));
    assert_eq!(
        page.total, 3,
        "stages of a pipeline that is gone come to the first one that is there"
    );
}

#[test]
fn cards_stand_where_they_were_put_and_only_the_first_are_sent() {
    let mut world = sales();
    for n in 0..5 {
        deal(&mut world, n, Some(1), i64::from(n));
        world.set("deal", id("deal", n), "rank", Value::Number(f64::from((n * 3) % 5)));
    }
    let open = OpenBoard {
        cards: 3,
        ..of(View::table("deal"))
    };
    let page = board(&mut world, open.clone());
    assert_eq!((page.columns[0].count, titles(&page, 0)), (5, vec!["Deal 0", "Deal 2", "Deal 4"]));
    let sort = vec![Sort {
        field: "value".into(),
        direction: Direction::Descending,
    }];
    let sorted = board(
        &mut world,
        OpenBoard {
            view: View {
                sort,
                ..View::table("deal")
            },
            ..open.clone()
        },
    );
    assert_eq!(titles(&sorted, 0), ["Deal 4", "Deal 3", "Deal 2"]);
    let none = board(&mut world, OpenBoard { cards: 0, ..open });
    assert_eq!((none.columns[0].count, titles(&none, 0).len()), (5, 0));
}

#[test]
fn cards_of_open_deals_say_what_comes_next_and_when_they_are_quiet() {
    let mut world = sales();
    let open = deal(&mut world, 0, Some(1), 1);
    let bare = deal(&mut world, 1, Some(1), 1);
    let won = deal(&mut world, 2, Some(0), 1);
    let long_ago = Value::Time(world.moment.now_millis - 9 * 86_400_000);
    world.set("deal", open, "stage_since", long_ago);
    for (n, (title, due, status)) in [
        ("Later", Some(3), "open"),
        ("Call", Some(-1), "open"),
        ("Some day", None, "open"),
        ("Done", Some(-9), "done"),
    ]
    .into_iter()
    .enumerate()
    {
        let task = id("task", n as u8);
        world.set("task", task, "title", Value::from(title));
        world.set("task", task, "deal", Value::Ref(open));
        world.set("task", task, "status", Value::from(status));
        world.set("task", task, "due", due.map(|days: i32| Value::Date(world.moment.today + days)));
    }
    let page = board(&mut world, of(View::table("deal")));
    let card = |deal: RecordId| {
        page.columns
            .iter()
            .flat_map(|column| &column.cards)
            .find(|card| card.id == deal)
            .unwrap()
    };
    let due = world.moment.today - 1;
    assert_eq!(
        card(open).next_step,
        Some(NextStep::Task {
            title: "Call".into(),
            due: Some(due),
            late: true
        })
    );
    assert_eq!(card(open).days, Some(9));
    assert_eq!(card(bare).next_step, Some(NextStep::None));
    assert_eq!((&card(won).next_step, card(won).quiet), (&None, None));
    assert!(card(open).cells.iter().all(|(key, _)| *key != *"stage" && *key != *"name"));
    assert!(
        card(open)
            .cells
            .iter()
            .any(|(key, cell)| *key == *"value" && minor(cell) == Some(100))
    );
}

#[test]
fn choices_make_columns_and_stray_words_too() {
    let mut world = World::new();
    for (n, stage) in [Some("lead"), Some("lead"), Some("odd"), None].into_iter().enumerate() {
        let contact = id("contact", n as u8);
        world.set("contact", contact, "job_title", Value::Text(format!("{n}")));
        world.set("contact", contact, "stage", stage.map(Value::from));
    }
    let page = board(&mut world, of(View::table("contact")));
    let expected = [
        ("", 1),
        ("Lead", 2),
        ("Qualified", 0),
        ("Opportunity", 0),
        ("Customer", 0),
        ("Former customer", 0),
        ("odd", 1),
    ];
    assert_eq!(labels(&page), expected);
    assert_eq!((page.total, page.group.as_str()), (4, "stage"));
    let filtered = View {
        filter: Filter::field("stage", Operator::AnyOf, vec!["lead".into()]),
        ..View::table("contact")
    };
    assert_eq!(board(&mut world, of(filtered)).total, 2);
}

#[test]
fn references_make_columns_of_the_records_in_use() {
    let mut world = World::new();
    for (n, name) in ["Zoe", "Ab"].into_iter().enumerate() {
        world.set("member", id("member", n as u8), "name", Value::from(name));
    }
    for (n, owner) in [Some(0), Some(1), None, Some(0)].into_iter().enumerate() {
        let company = id("company", n as u8);
        world.set("company", company, "name", Value::Text(format!("{n}")));
        world.set("company", company, "owner", owner.map(|owner| Value::Ref(id("member", owner))));
    }
    let view = View {
        group: Some("owner".into()),
        ..View::table("company")
    };
    let page = board(&mut world, of(view));
    assert_eq!(labels(&page), [("", 1), ("Ab", 1), ("Zoe", 2)]);
    assert_eq!(page.columns[2].key, Some(id("member", 0).to_string()));
    assert_eq!(titles(&page, 2), ["3", "0"]);
}

/// Per lane its name, its count and sum, and per column how many cards it has and those that are sent.
type LaneText = (String, u32, Option<i64>, Vec<(u32, Vec<String>)>);

fn lanes(board: &BoardPage) -> Vec<LaneText> {
    let cell = |cell: &bridge::BoardCell| (cell.count, cell.cards.iter().map(|card| card.title.clone()).collect());
    let lanes = board.lanes.iter();
    lanes
        .map(|lane| {
            let head = &lane.head;
            (
                head.label.clone(),
                head.count,
                minor(&head.sum),
                lane.cells.iter().map(cell).collect(),
            )
        })
        .collect()
}

/// Deals of Zoe and Ab, and one of nobody; Cy has none.
fn owned_deals() -> World {
    let mut world = sales();
    for (n, name) in ["Zoe", "Ab", "Cy"].into_iter().enumerate() {
        world.set("member", id("member", n as u8), "name", Value::from(name));
    }
    for (n, (stage, owner)) in [(1, Some(0)), (2, Some(0)), (2, Some(1)), (0, Some(1)), (1, None)]
        .into_iter()
        .enumerate()
    {
        let deal = deal(&mut world, n as u8, Some(stage), 10 + n as i64);
        world.set("deal", deal, "owner", owner.map(|owner| Value::Ref(id("member", owner))));
    }
    world
}

fn in_lanes(field: &str) -> OpenBoard {
    let mut view = View::table("deal");
    view.board.lanes = Some(field.into());
    of(view)
}

#[test]
fn lanes_divide_the_cards_of_every_column() {
    let mut world = owned_deals();
    let page = board(&mut world, in_lanes("owner"));
    let none = || (0, Vec::new());
    let one = |title: &str| (1, vec![title.to_owned()]);
    let expected = [
        ("", 1, Some(1_400), vec![one("Deal 4"), none(), none(), none()]),
        // What is won is counted in its cell, neither sent nor added up: it is not kept in view.
        ("Ab", 1, Some(1_200), vec![none(), one("Deal 2"), (1, Vec::new()), none()]),
        ("Cy", 0, Some(0), vec![none(), none(), none(), none()]),
        ("Zoe", 2, Some(2_100), vec![one("Deal 0"), one("Deal 1"), none(), none()]),
    ];
    let expected = expected.map(|(label, count, sum, cells)| (label.to_owned(), count, sum, cells));
    assert_eq!(lanes(&page), expected);
    assert_eq!(labels(&page), [("New", 2), ("Offer", 2), ("Won", 1), ("Lost", 0)]);
    assert!(page.columns.iter().all(|column| column.cards.is_empty()), "cards are sent once");
    assert_eq!((page.total, page.unlaned), (5, 0));
}

#[test]
fn a_folded_lane_sends_no_cards_and_the_others_share_what_may_be_sent() {
    let mut world = owned_deals();
    for n in 10..40 {
        deal(&mut world, n, Some(1), 1);
    }
    let mut open = in_lanes("owner");
    open.cards = 60;
    open.view.board.folded_lanes = vec![id("member", 0).to_string()];
    let page = board(&mut world, open.clone());
    let sent = |page: &BoardPage, lane: usize| page.lanes[lane].cells[0].cards.len();
    assert_eq!((page.lanes[3].cells[0].count, sent(&page, 3)), (1, 0), "Zoe's is folded");
    assert_eq!(
        (page.lanes[0].cells[0].count, sent(&page, 0)),
        (31, 30),
        "half of sixty: two lanes are open"
    );
    open.cards = 4;
    assert_eq!(sent(&board(&mut world, open), 0), 10, "never less than ten");
}

#[test]
fn lanes_by_a_choice_are_its_options() {
    let mut world = World::new();
    for (n, (stage, source)) in [("lead", Some("web")), ("lead", None)].into_iter().enumerate() {
        let contact = id("contact", n as u8);
        world.set("contact", contact, "stage", Value::from(stage));
        world.set("contact", contact, "source", source.map(Value::from));
    }
    let mut view = View::table("contact");
    view.board.lanes = Some("source".into());
    let page = board(&mut world, of(view));
    let used = page.lanes.iter().filter(|lane| lane.head.count > 0);
    assert_eq!(used.map(|lane| lane.cells.len()).collect::<Vec<_>>(), [page.columns.len(); 2]);
    assert!(page.lanes.len() > 2, "options without cards are lanes too");
    let mut view = View::table("contact");
    view.board.lanes = Some("name".into());
    let refused = Views::new().open_board(of(view), &world.workspace);
    assert!(matches!(refused, Err(QueryError::NoBoardField { .. })));
}

#[test]
fn what_makes_no_columns_is_refused() {
    let world = World::new();
    let open = |view: View| Views::new().open_board(of(view), &world.workspace);
    assert!(matches!(
        open(View {
            group: Some("name".into()),
            ..View::table("company")
        }),
        Err(QueryError::NoBoardField { .. })
    ));
    assert!(matches!(
        open(View {
            group: Some("planet".into()),
            ..View::table("company")
        }),
        Err(QueryError::UnknownField { .. })
    ));
    assert!(matches!(open(View::table("tag")), Err(QueryError::NoBoardField { .. })));
    assert!(matches!(open(View::table("planet")), Err(QueryError::UnknownObject(_))));
}

#[test]
fn a_board_follows_changes_of_what_it_shows() {
    let mut world = sales();
    deal(&mut world, 0, Some(1), 1);
    let mut views = Views::new();
    views.open_board(of(View::table("deal")), &world.workspace).unwrap();
    let computed = views.computed(1).unwrap().to_vec();
    world.computed.refresh(&world.workspace, &computed, world.moment);
    let before = views.board(1, world.reader()).unwrap();
    for (object, record, field, value) in [
        ("stage", id("stage", 1), "name", Value::from("First")),
        ("deal", id("deal", 0), "rank", Value::Number(4.0)),
        ("task", id("task", 0), "title", Value::from("Call")),
        ("deal", id("deal", 0), "value", Value::Money(Money::new(7, Currency::EUR))),
    ] {
        let effects = world.set(object, record, field, value);
        assert_eq!(views.note(&world.workspace, &effects), [1], "{object}.{field}");
    }
    let effects = world.set("product", id("product", 0), "name", Value::from("Thing"));
    assert!(views.note(&world.workspace, &effects).is_empty());
    world.computed.refresh(&world.workspace, &computed, world.moment);
    let after = views.board(1, world.reader()).unwrap();
    assert_eq!(after.columns[0].label, "First");
    assert_ne!(minor(&before.sum), minor(&after.sum));
}
