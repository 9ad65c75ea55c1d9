//! Saved views: what is kept of them, and calendars through the whole service.

use bridge::command::ViewChange;
use bridge::query::OpenCalendar;
use bridge::{Command, Input, Reply, Request, Selection};
use model::{CalendarSpan, Layout, RecordId, Value, View};

use super::desk::Desk;

/// What is stored of a view.
fn stored(desk: &Desk, view: RecordId) -> serde_json::Value {
    let page = desk.page(View {
        columns: vec!["definition".into()],
        ..View::table("view")
    });
    let row = page.rows.into_iter().find(|row| row.id == view).unwrap();
    let [bridge::Cell::Text(text)] = &row.cells[..] else {
        panic!("nothing stored")
    };
    serde_json::from_str(text).unwrap()
}

fn put(desk: &Desk, view: RecordId, definition: &str) {
    desk.run(Command::Edit {
        object: "view".into(),
        record: view,
        fields: vec![("definition".into(), Input::Value(Value::from(definition)))],
    })
    .unwrap();
}

fn save(desk: &Desk, id: Option<RecordId>, view: View) -> RecordId {
    let done = desk.run(Command::SaveView {
        id,
        name: "Mine".into(),
        view,
        favourite: false,
    });
    done.unwrap().record.unwrap().id
}

fn listed(desk: &Desk) -> Vec<bridge::query::SavedView> {
    match desk.ask(Request::SavedViews { object: None }) {
        Ok(Reply::Views(views)) => views,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_view_of_a_newer_version_is_listed_and_keeps_what_only_that_version_knows() {
    let desk = Desk::new();
    let id = save(&desk, None, View::table("deal"));
    put(&desk, id, r#"{"object":"deal","layout":"Galaxy","orbit":{"speed":7},"search":"x"}"#);
    assert_eq!(listed(&desk)[0].view.layout, Layout::Unknown);
    // Saved again here with other columns: the form and its settings stay.
    let changed = View {
        layout: Layout::Unknown,
        columns: vec!["name".into(), "value".into()],
        ..View::table("deal")
    };
    save(&desk, Some(id), changed);
    let kept = stored(&desk, id);
    assert_eq!(
        (&kept["layout"], &kept["orbit"]["speed"], &kept["columns"][1], &kept["search"]),
        (&"Galaxy".into(), &7.into(), &"value".into(), &"".into())
    );
    // Chosen here, a form replaces it; the rest still stays.
    let board = View {
        layout: Layout::Board,
        ..View::table("deal")
    };
    save(&desk, Some(id), board);
    let kept = stored(&desk, id);
    assert_eq!((&kept["layout"], &kept["orbit"]["speed"]), (&"Board".into(), &7.into()));
}

#[test]
fn a_definition_that_is_no_json_is_replaced_and_hides_no_other_view() {
    let desk = Desk::new();
    let (broken, whole) = (save(&desk, None, View::table("deal")), save(&desk, None, View::table("task")));
    put(&desk, broken, "{");
    assert_eq!(listed(&desk).iter().map(|view| view.id).collect::<Vec<_>>(), [whole]);
    save(&desk, Some(broken), View::table("deal"));
    assert_eq!(listed(&desk).len(), 2);
}

#[test]
fn a_calendar_follows_a_move_and_its_undo() {
    const DAY: i64 = 86_400_000;
    let desk = Desk::new();
    let task = desk.create("task", &[("title", "Call Noor"), ("due", "2026-11-23")]);
    let monday = 20_780;
    let view = View {
        layout: Layout::Calendar,
        date: Some("due".into()),
        span: Some(CalendarSpan::Week),
        ..View::table("task")
    };
    let days = |desk: &Desk| {
        let open = OpenCalendar {
            id: 7,
            view: view.clone(),
            first: monday,
            midnights: (0..=7).map(|day| i64::from(monday + day) * DAY).collect(),
            events: 5,
        };
        match desk.ask(Request::OpenCalendar(open)) {
            Ok(Reply::Calendar(page)) => page.days.iter().map(|day| day.count).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(days(&desk), [1, 0, 0, 0, 0, 0, 0]);
    desk.run(Command::Edit {
        object: "task".into(),
        record: task.id,
        fields: vec![("due".into(), Input::Value(Value::Date(monday + 3)))],
    })
    .unwrap();
    assert_eq!(days(&desk), [0, 0, 0, 1, 0, 0, 0]);
    desk.run(Command::Undo).unwrap();
    assert_eq!(days(&desk), [1, 0, 0, 0, 0, 0, 0]);
    desk.run(Command::Trash {
        object: "task".into(),
        selection: Selection::Records(vec![task.id]),
    })
    .unwrap();
    assert_eq!(days(&desk), [0; 7]);
}

fn change(desk: &Desk, view: RecordId, change: ViewChange) {
    desk.run(Command::ChangeView { view, change }).unwrap();
}

fn named(desk: &Desk, name: &str) -> RecordId {
    let view = View::table("deal");
    let favourite = false;
    let done = desk.run(Command::SaveView {
        id: None,
        name: name.into(),
        view,
        favourite,
    });
    done.unwrap().record.unwrap().id
}

fn names(desk: &Desk) -> Vec<String> {
    listed(desk).into_iter().map(|view| view.name).collect()
}

#[test]
fn views_keep_the_order_that_people_give_them() {
    let desk = Desk::new();
    let [one, two, three] = ["One", "Two", "Three"].map(|name| named(&desk, name));
    assert_eq!(names(&desk), ["One", "Two", "Three"]);
    change(&desk, three, ViewChange::Behind(None));
    assert_eq!(names(&desk), ["Three", "One", "Two"]);
    change(&desk, one, ViewChange::Behind(Some(two)));
    assert_eq!(names(&desk), ["Three", "Two", "One"]);
    desk.run(Command::Undo).unwrap();
    assert_eq!(names(&desk), ["Three", "One", "Two"]);
    named(&desk, "Four");
    let desk = desk.reopened();
    assert_eq!(names(&desk), ["Three", "One", "Two", "Four"], "a new one comes last");
}

#[test]
fn one_view_of_an_object_opens_first() {
    let desk = Desk::new();
    let (one, two) = (named(&desk, "One"), named(&desk, "Two"));
    let opening = |desk: &Desk| {
        listed(desk)
            .iter()
            .filter(|view| view.opens)
            .map(|view| view.id)
            .collect::<Vec<_>>()
    };
    change(&desk, one, ViewChange::Opens(true));
    change(&desk, two, ViewChange::Opens(true));
    assert_eq!(opening(&desk), [two]);
    desk.run(Command::Undo).unwrap();
    assert_eq!(opening(&desk), [one]);
    change(&desk, one, ViewChange::Opens(false));
    assert_eq!(opening(&desk), []);
}

#[test]
fn a_renamed_and_a_copied_view_keep_what_a_newer_version_has_put_into_them() {
    let desk = Desk::new();
    let id = named(&desk, "One");
    let newer = r#"{"object":"deal","layout":"Galaxy","orbit":7}"#;
    put(&desk, id, newer);
    change(&desk, id, ViewChange::Name("Sky".into(), "star".into()));
    change(&desk, id, ViewChange::Favourite(true));
    assert_eq!(stored(&desk, id), serde_json::from_str::<serde_json::Value>(newer).unwrap());
    let copy = desk
        .run(Command::CopyView {
            view: id,
            name: "Sky again".into(),
        })
        .unwrap();
    assert_eq!(stored(&desk, copy.record.unwrap().id), stored(&desk, id));
    let views = listed(&desk);
    assert_eq!(
        (views[0].icon.as_str(), views[0].favourite, views[1].favourite),
        ("star", true, false)
    );
}

#[test]
fn a_personal_view_is_seen_by_its_maker_only() {
    let desk = Desk::new();
    desk.run(Command::SetUp {
        workspace: String::new(),
        person: "Jana".into(),
    })
    .unwrap();
    let (mine, theirs) = (named(&desk, "Mine"), named(&desk, "Theirs"));
    change(&desk, mine, ViewChange::Personal(true));
    change(&desk, theirs, ViewChange::Personal(true));
    let other = desk.create("member", &[("name", "Marco")]);
    desk.run(Command::Edit {
        object: "view".into(),
        record: theirs,
        fields: vec![("owner".into(), Input::Value(Value::Ref(other.id)))],
    })
    .unwrap();
    assert_eq!(names(&desk), ["Mine"]);
    change(&desk, theirs, ViewChange::Personal(false));
    assert_eq!(names(&desk), ["Mine", "Theirs"]);
}

#[test]
fn a_view_whose_field_was_removed_is_listed_without_it() {
    let desk = Desk::new();
    let id = named(&desk, "One");
    put(
        &desk,
        id,
        r#"{"object":"deal","columns":["name","x-gone00"],"filter":{"Field":{"path":["x-gone00"],"operator":"Empty","values":[],"span":null}}}"#,
    );
    let view = listed(&desk).remove(0);
    assert_eq!(view.gone, [model::FieldKey::from("x-gone00")]);
    assert!(view.view.filter.is_everything());
    assert_eq!(view.view.columns, [model::FieldKey::from("name")]);
}
