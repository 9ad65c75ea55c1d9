//! Records: made, changed, found, moved, binned, undone.

use bridge::command::Persona;
use bridge::query::{OpenBoard, SearchQuery};
use bridge::record::FieldDraft;
use bridge::{Cell, Command, CommandFailure, Input, Reply, Request, Selection};
use model::view::{Direction, Scope};
use model::{
    Chart, Currency, Dashboard, FieldError, Filter, Form, Layout, Money, Operator, ParseContext, RecordId, Sort, Value, View, Widget,
};

use super::desk::{Desk, NOON};

#[test]
fn a_contact_goes_from_form_to_store_and_back() {
    let desk = Desk::new();
    let noor = desk.create(
        "contact",
        &[
            ("name", "Noor van den Berg"),
            ("email", " Noor@Havenlicht.NL "),
            ("phone", "030 1234567"),
        ],
    );
    assert_eq!(noor.label, "Noor van den Berg");
    let desk = desk.reopened();
    assert_eq!(desk.cell("contact", noor.id, "email"), Cell::Text("Noor@havenlicht.nl".into()));
    assert_eq!(desk.cell("contact", noor.id, "phone"), Cell::Text("+49301234567".into()));
    let Cell::Choice(stage) = desk.cell("contact", noor.id, "stage") else {
        panic!("no stage")
    };
    assert_eq!(stage.label, "Lead");
}

#[test]
fn an_entry_without_a_subject_is_called_by_its_first_words() {
    let desk = Desk::new();
    let called = |object: &str, fields: &[(&str, &str)]| {
        let made = desk.create(object, fields);
        let Ok(Reply::Record(Some(page))) = desk.ask(Request::Record {
            object: object.into(),
            record: made.id,
        }) else {
            panic!("no record")
        };
        assert_eq!(page.link.label, made.label, "the answer and the page call it the same");
        page.link.label
    };
    assert_eq!(
        called("activity", &[("body", "\n  Prefers mornings \nand calls")]),
        "Prefers mornings"
    );
    assert_eq!(called("activity", &[("subject", "Call"), ("body", "Prefers mornings")]), "Call");
    assert_eq!(
        called("activity", &[("body", &"word ".repeat(40))]),
        format!("{}…", ["word"; 16].join(" "))
    );
    assert_eq!(called("activity", &[("body", &"w".repeat(81))]), format!("{}…", "w".repeat(80)));
    assert_eq!(called("activity", &[("type", "visit")]), "");
}

#[test]
fn every_wrong_field_is_told_at_once_and_nothing_is_made() {
    let desk = Desk::new();
    let fields = vec![
        ("email".into(), Input::Text("noor@".into())),
        ("birthday".into(), Input::Text("31.02.2026".into())),
    ];
    let Err(CommandFailure::Fields(_, problems)) = desk.run(Command::Create {
        object: "contact".into(),
        fields,
    }) else {
        panic!("accepted")
    };
    let fields = problems.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>();
    assert_eq!(fields, ["email", "birthday", "name"]);
    assert_eq!(problems[2].1, FieldError::Required);
    assert_eq!(desk.count("contact"), 0);
}

#[test]
fn a_contact_belongs_to_several_companies_and_changes_its_primary_one() {
    let desk = Desk::new();
    let (haven, tide) = (
        desk.create("company", &[("name", "Havenlicht")]),
        desk.create("company", &[("name", "Tidewater")]),
    );
    let noor = desk.create("contact", &[("name", "Noor Berg"), ("company", "havenlicht")]);
    let element = Input::Value(Value::Ref(tide.id));
    let selection = Selection::Records(vec![noor.id]);
    desk.run(Command::Element {
        object: "contact".into(),
        field: "company".into(),
        selection,
        element,
        present: true,
    })
    .unwrap();
    let names = |desk: &Desk| match desk.cell("contact", noor.id, "company") {
        Cell::Records(links) => links.into_iter().map(|link| link.label).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(names(&desk), ["Havenlicht", "Tidewater"]);
    let make = |value| Command::MakePrimary {
        object: "contact".into(),
        record: noor.id,
        field: "company".into(),
        value,
    };
    desk.run(make(Value::Ref(tide.id))).unwrap();
    assert_eq!(names(&desk), ["Tidewater", "Havenlicht"]);
    desk.run(Command::Undo).unwrap();
    assert_eq!(names(&desk), ["Havenlicht", "Tidewater"]);
    assert_ne!(haven.id, tide.id);
}

#[test]
fn an_unknown_name_is_told_and_an_unknown_tag_is_made() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg")]);
    let refused = desk.edit("contact", noor.id, "company", "Nobody Ltd");
    assert!(matches!(refused, Err(CommandFailure::Fields(_, problems)) if matches!(problems[0].1, FieldError::NotARecord { .. })));
    desk.edit("contact", noor.id, "tags", "print; vip").unwrap();
    let Cell::Records(tags) = desk.cell("contact", noor.id, "tags") else {
        panic!("no tags")
    };
    assert_eq!(tags.len(), 2);
}

#[test]
fn undo_and_redo_survive_reloading_and_history_tells_old_and_new() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg"), ("job_title", "Brand Manager")]);
    desk.edit("contact", noor.id, "job_title", "Head of Brand").unwrap();
    let desk = desk.reopened();
    desk.run(Command::Undo).unwrap();
    assert_eq!(desk.cell("contact", noor.id, "job_title"), Cell::Text("Brand Manager".into()));
    let desk = desk.reopened();
    desk.run(Command::Redo).unwrap();
    assert_eq!(desk.cell("contact", noor.id, "job_title"), Cell::Text("Head of Brand".into()));
    desk.flush();
    let history = desk.history(&noor);
    let roles = history
        .iter()
        .filter(|entry| entry.field.as_deref() == Some("job_title"))
        .map(|entry| (&entry.old, &entry.new))
        .collect::<Vec<_>>();
    assert_eq!(roles.len(), 4, "made, changed, taken back, done again: {roles:?}");
    assert!(roles.contains(&(&Cell::Text("Brand Manager".into()), &Cell::Text("Head of Brand".into()))));
}

#[test]
fn filters_sort_and_search_narrow_a_live_view() {
    let desk = Desk::new();
    for (name, source) in [("Ada Zeta", "fair"), ("Bo Young", "web"), ("Cy Xu", "fair")] {
        desk.create("contact", &[("name", name), ("source", source)]);
    }
    let mut view = View::table("contact");
    view.filter = Filter::field("source", Operator::AnyOf, vec!["fair".into()]);
    view.sort = vec![Sort {
        field: "name".into(),
        direction: Direction::Descending,
    }];
    let page = desk.page(view.clone());
    let names = page.rows.iter().map(|row| match &row.cells[0] {
        Cell::Name(name) => name.full(),
        other => panic!("{other:?}"),
    });
    assert_eq!(names.collect::<Vec<_>>(), ["Cy Xu", "Ada Zeta"]);
    desk.service.take_events();
    desk.create("contact", &[("name", "Di Wu"), ("source", "fair")]);
    let events = desk.service.take_events();
    assert!(
        events
            .iter()
            .any(|event| matches!(event, bridge::Event::ViewsChanged(views) if views.contains(&9))),
        "{events:?}"
    );
    assert_eq!(desk.page(view).total, 3);
}

#[test]
fn search_finds_across_objects() {
    let desk = Desk::new();
    desk.create("company", &[("name", "Havenlicht")]);
    desk.create(
        "contact",
        &[("name", "Noor Berg"), ("company", "Havenlicht"), ("phone", "+31 10 555 0142")],
    );
    let search = |text: &str| match desk.ask(Request::Search(SearchQuery {
        text: text.into(),
        objects: vec![],
        limit: 5,
        bin: false,
    })) {
        Ok(Reply::Found(found)) => found.groups.into_iter().map(|group| group.object.to_string()).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    assert_eq!(search("haven"), ["company", "contact"]);
    assert_eq!(search("555 01 42"), ["contact"]);
}

#[test]
fn search_looks_into_the_bin_when_it_is_asked_to() {
    let desk = Desk::new();
    let gone = desk.create("contact", &[("name", "Noor Berg")]);
    desk.create("contact", &[("name", "Noor Haven")]);
    desk.run(Command::Trash {
        object: "contact".into(),
        selection: Selection::Records(vec![gone.id]),
    })
    .unwrap();
    let search = |bin: bool| match desk.ask(Request::Search(SearchQuery {
        text: "noor".into(),
        objects: vec![],
        limit: 5,
        bin,
    })) {
        Ok(Reply::Found(found)) => {
            let names = |groups: Vec<bridge::query::FoundGroup>| {
                let hits = groups.into_iter().flat_map(|group| group.hits);
                hits.map(|hit| hit.link.label).collect::<Vec<_>>()
            };
            (names(found.groups), names(found.binned))
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(search(false), (vec!["Noor Haven".to_owned()], Vec::new()));
    assert_eq!(search(true), (vec!["Noor Haven".to_owned()], vec!["Noor Berg".to_owned()]));
}

#[test]
fn a_deal_asks_for_the_reason_when_it_is_lost_and_remembers_its_stages() {
    let desk = Desk::new();
    let deal = desk.create("deal", &[("name", "Rebrand"), ("value", "1.250,50 EUR")]);
    let open = |desk: &Desk| {
        let view = View {
            layout: Layout::Board,
            group: Some("stage".into()),
            ..View::table("deal")
        };
        match desk.ask(Request::OpenBoard(OpenBoard {
            id: 4,
            view,
            pipeline: None,
            cards: 20,
        })) {
            Ok(Reply::Board(board)) => board,
            other => panic!("{other:?}"),
        }
    };
    let board = open(&desk);
    let column = |label: &str| {
        board
            .columns
            .iter()
            .find(|column| column.label == label)
            .and_then(|column| column.key.clone())
    };
    let go = |label: &str, answers: Vec<(model::FieldKey, Input)>| {
        let column = column(label);
        desk.run(Command::Move {
            object: "deal".into(),
            record: deal.id,
            field: "stage".into(),
            column,
            lane: None,
            after: None,
            answers,
        })
    };
    assert_eq!(
        go("Lost", vec![]),
        Err(CommandFailure::Asks("deal".into(), vec!["lost_reason".into()]))
    );
    desk.now.set(desk.now.get() + 3 * 86_400_000);
    go("Proposal", vec![]).unwrap();
    go("Lost", vec![("lost_reason".into(), Input::Text("Price".into()))]).unwrap();
    let Cell::Choice(status) = desk.cell("deal", deal.id, "status") else {
        panic!("no status")
    };
    assert_eq!(status.key, "lost");
    assert!(matches!(desk.cell("deal", deal.id, "closed_on"), Cell::Date(20_527)));
    let Ok(Reply::Record(Some(page))) = desk.ask(Request::Record {
        object: "deal".into(),
        record: deal.id,
    }) else {
        panic!("no deal")
    };
    let first = page.stages.iter().find(|step| step.stage.label == "New").unwrap();
    assert_eq!(first.days, Some(3));
}

#[test]
fn a_board_adds_up_raw_and_weighted() {
    let desk = Desk::new();
    desk.create("deal", &[("name", "One"), ("value", "100 EUR")]);
    desk.create("deal", &[("name", "Two"), ("value", "300 EUR")]);
    let view = View {
        layout: Layout::Board,
        group: Some("stage".into()),
        ..View::table("deal")
    };
    let Ok(Reply::Board(board)) = desk.ask(Request::OpenBoard(OpenBoard {
        id: 4,
        view,
        pipeline: None,
        cards: 1,
    })) else {
        panic!("no board")
    };
    let new = board.columns.iter().find(|column| column.label == "New").unwrap();
    assert_eq!((new.count, new.cards.len()), (2, 1));
    assert_eq!(new.sum, Cell::Money(Money::new(40_000, Currency::EUR)));
    assert_eq!(new.weighted, Cell::Money(Money::new(4_000, Currency::EUR)));
}

#[test]
fn bulk_edit_covers_all_matches_and_is_one_step() {
    let desk = Desk::new();
    for number in 0..30 {
        desk.create(
            "contact",
            &[
                ("name", &format!("P{number} Q")),
                ("source", if number % 2 == 0 { "fair" } else { "web" }),
            ],
        );
    }
    let filter = Filter::field("source", Operator::AnyOf, vec!["fair".into()]);
    let selection = Selection::Matching {
        filter: filter.clone(),
        search: String::new(),
        bin: false,
    };
    let input = Input::Text("partner".into());
    let done = desk
        .run(Command::BulkEdit {
            object: "contact".into(),
            selection,
            field: "source".into(),
            input,
        })
        .unwrap();
    assert_eq!(done.count, 15);
    let count = |desk: &Desk| match desk.ask(Request::Count {
        object: "contact".into(),
        filter: filter.clone(),
    }) {
        Ok(Reply::Count(count)) => count,
        other => panic!("{other:?}"),
    };
    assert_eq!(count(&desk), 0);
    desk.run(Command::Undo).unwrap();
    assert_eq!(count(&desk), 15);
}

#[test]
fn the_bin_keeps_everything_until_it_is_emptied() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg"), ("job_title", "Head")]);
    let selection = || Selection::Records(vec![noor.id]);
    assert_eq!(
        desk.run(Command::Purge {
            object: "contact".into(),
            selection: selection()
        }),
        Err(CommandFailure::NotInBin)
    );
    desk.run(Command::Trash {
        object: "contact".into(),
        selection: selection(),
    })
    .unwrap();
    assert_eq!(desk.count("contact"), 0);
    desk.run(Command::Restore {
        object: "contact".into(),
        selection: selection(),
    })
    .unwrap();
    assert_eq!(desk.cell("contact", noor.id, "job_title"), Cell::Text("Head".into()));
    desk.run(Command::Trash {
        object: "contact".into(),
        selection: selection(),
    })
    .unwrap();
    desk.run(Command::Purge {
        object: "contact".into(),
        selection: selection(),
    })
    .unwrap();
    let bin = View {
        scope: model::view::Scope::Bin,
        ..View::table("contact")
    };
    assert_eq!(desk.page(bin).total, 0);
    assert_eq!(
        desk.ask(Request::Record {
            object: "contact".into(),
            record: noor.id
        }),
        Ok(Reply::Record(None))
    );
}

#[test]
fn a_repeating_task_makes_its_successor_and_undo_takes_both_back() {
    let desk = Desk::new();
    let task = desk.create(
        "task",
        &[("title", "Send report"), ("due", "2026-03-12"), ("recurrence", "Every week")],
    );
    desk.run(Command::CompleteTask { task: task.id }).unwrap();
    assert_eq!(desk.count("task"), 2);
    desk.run(Command::Undo).unwrap();
    assert_eq!(desk.count("task"), 1);
    let Cell::Choice(status) = desk.cell("task", task.id, "status") else {
        panic!("no status")
    };
    assert_eq!(status.key, "open");
}

#[test]
fn the_first_reply_stops_its_clock_and_a_note_does_not() {
    let desk = Desk::new();
    let ticket = desk.create("ticket", &[("subject", "Wrong colours")]);
    desk.run(Command::PostMessage {
        ticket: ticket.id,
        body: "Asked production".into(),
        internal: true,
    })
    .unwrap();
    assert_eq!(desk.cell("ticket", ticket.id, "first_replied"), Cell::Empty);
    desk.run(Command::PostMessage {
        ticket: ticket.id,
        body: "Looking into it".into(),
        internal: false,
    })
    .unwrap();
    assert_eq!(desk.cell("ticket", ticket.id, "first_replied"), Cell::Time(super::desk::NOON));
    let Cell::Choice(status) = desk.cell("ticket", ticket.id, "status") else {
        panic!("no status")
    };
    assert_eq!(status.key, "waiting");
}

#[test]
fn a_field_of_ones_own_works_like_any_other() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg")]);
    let mut level = FieldDraft::new("contact".into(), "Level", model::FieldKind::Choice);
    level.options = ["Gold", "Silver"].map(super::custom::option).to_vec();
    let add = Command::SaveField(Box::new(level));
    desk.run(add).unwrap();
    let Ok(Reply::Schema(schema)) = desk.ask(Request::Schema) else {
        panic!("no schema")
    };
    let field = schema
        .object("contact")
        .unwrap()
        .fields
        .iter()
        .find(|field| field.custom)
        .unwrap()
        .key
        .clone();
    desk.edit("contact", noor.id, &field, "Gold").unwrap();
    let desk = desk.reopened();
    let Cell::Choice(level) = desk.cell("contact", noor.id, &field) else {
        panic!("no level")
    };
    assert_eq!(level.label, "Gold");
}

#[test]
fn sample_data_comes_and_goes_without_touching_ones_own() {
    let desk = Desk::new();
    desk.create("contact", &[("name", "Ada Own")]);
    desk.run(Command::LoadSample {
        seed: 1,
        contacts: 120,
        persona: Persona::Agency,
    })
    .unwrap();
    assert_eq!(desk.count("contact"), 121);
    desk.run(Command::RemoveSample).unwrap();
    assert_eq!(desk.count("contact"), 1);
    desk.run(Command::Undo).unwrap();
    assert_eq!(desk.count("contact"), 121);
}

#[test]
fn a_dashboard_is_kept_in_order_and_a_newer_one_is_left_as_it_is() {
    let desk = Desk::new();
    let save = |id, name: &str, dashboard: Dashboard| {
        desk.run(Command::SaveDashboard {
            id,
            name: name.to_owned(),
            dashboard: Box::new(dashboard),
            favourite: false,
        })
    };
    let widget = Widget {
        key: 1,
        title: String::new(),
        form: Form::Bar,
        chart: Chart::of("deal"),
        fields: Vec::new(),
        sort: Vec::new(),
        width: 6,
        height: 3,
    };
    let made = Dashboard { widgets: vec![widget] };
    let id = save(None, "Mine", made.clone()).unwrap().record.unwrap().id;
    assert!(matches!(save(None, "  ", Dashboard::default()), Err(CommandFailure::Definition(_))));
    let crowded = Dashboard {
        widgets: vec![made.widgets[0].clone(); model::dashboard::MOST_WIDGETS + 1],
    };
    assert!(matches!(save(Some(id), "Mine", crowded), Err(CommandFailure::Definition(_))));
    let newer = desk.run(Command::Edit {
        object: "dashboard".into(),
        record: save(None, "Newer", Dashboard::default()).unwrap().record.unwrap().id,
        fields: vec![(
            "definition".into(),
            Input::Text(r#"{"widgets":[{"key":1,"form":"Hologram"}]}"#.into()),
        )],
    });
    assert!(newer.is_ok());
    let desk = desk.reopened();
    let Ok(Reply::Dashboards(kept)) = desk.ask(Request::Dashboards) else {
        panic!("no dashboards")
    };
    let kept = kept.into_iter().map(|kept| (kept.name, kept.dashboard)).collect::<Vec<_>>();
    assert_eq!(kept, [("Mine".to_owned(), Some(made)), ("Newer".to_owned(), None)]);
}

#[test]
fn the_history_tells_what_a_deal_was_worth_a_week_ago() {
    use bridge::report::{Label, ReportQuery, Subject, Term, Topic};
    let desk = Desk::new();
    let deal = desk.create("deal", &[("name", "Orchard"), ("value", "100"), ("opened_on", "2026-01-05")]);
    desk.flush();
    let weeks = |count: i64| desk.now.set(desk.now.get() + count * 7 * 86_400_000);
    weeks(2);
    for value in ["150", "130"] {
        desk.edit("deal", deal.id, "value", value).unwrap();
    }
    let told = || {
        let Ok(Reply::Report(report)) = desk.ask(Request::Report(Box::new(ReportQuery::about(Subject::Forecast)))) else {
            panic!("no report")
        };
        let part = report.parts.into_iter().find(|part| part.topic == Topic::ChangedDeals)?;
        let line = part.said.unwrap().lines.remove(0);
        let Label::Change(Term::Raised, Cell::Record(link)) = line.label else {
            panic!("{line:?}")
        };
        Some((link.id, line.cells))
    };
    let euros = |major: i64| Cell::Money(Money::new(major * 100, Currency::EUR));
    assert_eq!(told(), Some((deal.id, vec![euros(100), euros(130)])));
    weeks(2);
    assert_eq!(told(), None, "that was more than a week ago");
}

#[test]
fn a_card_changes_column_and_lane_at_once_and_one_undo_takes_both_back() {
    let desk = Desk::new();
    let company = desk.create("company", &[("name", "Lotus"), ("stage", "prospect"), ("industry", "Tea")]);
    desk.run(Command::Move {
        object: "company".into(),
        record: company.id,
        field: "stage".into(),
        column: Some("customer".into()),
        lane: Some(("industry".into(), None)),
        after: None,
        answers: Vec::new(),
    })
    .unwrap();
    let stage = |desk: &Desk| match desk.cell("company", company.id, "stage") {
        Cell::Choice(stage) => stage.key,
        other => panic!("{other:?}"),
    };
    assert_eq!(stage(&desk), "customer");
    assert_eq!(desk.cell("company", company.id, "industry"), Cell::Empty);
    desk.run(Command::Undo).unwrap();
    assert_eq!(stage(&desk), "prospect");
    assert!(matches!(desk.cell("company", company.id, "industry"), Cell::Choice(industry) if industry.label == "Tea"));
}

#[test]
fn the_bin_empties_itself_only_where_the_person_wants_it_and_only_of_what_is_old() {
    const DAY: i64 = 86_400_000;
    let desk = Desk::new();
    let empty = |desk: &Desk| pollster::block_on(desk.service.empty_old_bin());
    let trash = |desk: &Desk, record: RecordId| {
        desk.run(Command::Trash {
            object: "contact".into(),
            selection: Selection::Records(vec![record]),
        })
        .unwrap();
    };
    let binned = |desk: &Desk| {
        let page = desk.page(View {
            scope: Scope::Bin,
            ..View::table("contact")
        });
        page.rows.iter().map(|row| row.id).collect::<Vec<_>>()
    };
    let (old, new, alive) = (
        desk.create("contact", &[("name", "Old")]),
        desk.create("contact", &[("name", "New")]),
        desk.create("contact", &[("name", "Alive")]),
    );
    trash(&desk, old.id);
    desk.now.set(NOON + 20 * DAY);
    trash(&desk, new.id);
    // The day of the page goes along with the clock.
    let later = |days: i64| {
        desk.now.set(NOON + days * DAY);
        let context = ParseContext {
            today: 20_524 + days as i32,
            ..ParseContext::default()
        };
        assert_eq!(desk.ask(Request::SetContext(context)), Ok(Reply::Ok));
    };
    later(400);
    assert_eq!(empty(&desk), Ok(0), "nobody has asked for it");
    assert_eq!(binned(&desk).len(), 2);

    let keep = |days: &str| {
        desk.run(Command::SetSetting {
            key: "bin_days".into(),
            value: days.into(),
        })
        .unwrap()
    };
    keep("0");
    assert_eq!(empty(&desk), Ok(0), "no days are no time");
    keep("365");
    later(30);
    assert_eq!(empty(&desk), Ok(0), "nothing is that old");
    keep("30");
    assert_eq!(empty(&desk), Ok(0), "not on the last day");
    later(31);
    assert_eq!(empty(&desk), Ok(1));
    assert_eq!(binned(&desk), [new.id]);
    assert_eq!(empty(&desk), Ok(0), "once");
    later(500);
    assert_eq!(empty(&desk), Ok(1));
    assert!(binned(&desk).is_empty());
    assert_eq!(
        desk.page(View::table("contact")).rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        [alive.id]
    );
}
