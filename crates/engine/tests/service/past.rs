//! Looking back: records are read as they stood, through the views of today, and nothing can be changed there.

use bridge::query::SavedView;
use bridge::{Cell, Command, Failure, Reply, Request, Selection};
use model::{FieldKey, Filter, Operator, RecordId, Sort, Value, View, view::Direction};

use super::desk::{Desk, NOON};

const DAY: i64 = 86_400_000;

fn look(desk: &Desk, millis: Option<i64>) {
    assert_eq!(desk.ask(Request::LookBack(millis)), Ok(Reply::Ok));
}

/// Contacts in use, in the order of their names.
fn contacts(desk: &Desk) -> Vec<RecordId> {
    let mut view = View::table("contact");
    view.sort = vec![Sort {
        field: FieldKey::from("name"),
        direction: Direction::Ascending,
    }];
    desk.page(view).rows.into_iter().map(|row| row.id).collect()
}

#[test]
fn records_are_read_as_they_stood_and_as_they_stand_again() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg"), ("email", "noor@haven.nl")]);
    desk.now.set(NOON + DAY);
    let mika = desk.create("contact", &[("name", "Mika Aalto")]);
    desk.edit("contact", noor.id, "email", "noor@tide.nl").unwrap();
    desk.now.set(NOON + 2 * DAY);
    let bin = |record: RecordId| Command::Trash {
        object: "contact".into(),
        selection: Selection::Records(vec![record]),
    };
    desk.run(bin(noor.id)).unwrap();

    look(&desk, Some(NOON + DAY / 2));
    assert_eq!(contacts(&desk), [noor.id]);
    assert_eq!(desk.cell("contact", noor.id, "email"), Cell::Text("noor@haven.nl".into()));
    look(&desk, Some(NOON + DAY));
    assert_eq!(contacts(&desk), [mika.id, noor.id]);
    assert_eq!(desk.cell("contact", noor.id, "email"), Cell::Text("noor@tide.nl".into()));
    look(&desk, Some(NOON - DAY));
    assert_eq!(contacts(&desk), []);
    look(&desk, None);
    assert_eq!(contacts(&desk), [mika.id]);

    // The past lies in what is kept: it is there after a reload too.
    let desk = desk.reopened();
    desk.now.set(NOON + 3 * DAY);
    look(&desk, Some(NOON));
    assert_eq!(contacts(&desk), [noor.id]);
    assert_eq!(desk.ask(Request::Do(bin(mika.id))), Err(Failure::Past));
    look(&desk, None);
    assert_eq!(contacts(&desk), [mika.id]);
    desk.run(bin(mika.id)).unwrap();
}

#[test]
fn what_was_deleted_for_good_does_not_come_to_light_again() {
    let desk = Desk::new();
    let noor = desk.create("contact", &[("name", "Noor Berg")]);
    let mika = desk.create("contact", &[("name", "Mika Aalto")]);
    desk.now.set(NOON + DAY);
    let selection = || Selection::Records(vec![noor.id]);
    let object = || "contact".into();
    desk.run(Command::Trash {
        object: object(),
        selection: selection(),
    })
    .unwrap();
    desk.run(Command::Purge {
        object: object(),
        selection: selection(),
    })
    .unwrap();
    look(&desk, Some(NOON));
    assert_eq!(contacts(&desk), [mika.id]);
    assert_eq!(
        desk.ask(Request::Record {
            object: object(),
            record: noor.id
        }),
        Ok(Reply::Record(None))
    );
}

#[test]
fn views_are_those_of_today_and_today_is_the_moment_that_is_looked_at() {
    let desk = Desk::new();
    desk.create("task", &[("title", "Call back"), ("due", "2026-03-13")]);
    desk.now.set(NOON + 5 * DAY);
    let mut view = View::table("task");
    view.filter = Filter::field("due", Operator::Less, vec![Value::Date(20_524 + 3)]);
    desk.run(Command::SaveView {
        id: None,
        name: "Early".into(),
        favourite: false,
        view,
    })
    .unwrap();
    let saved = |desk: &Desk| match desk.ask(Request::SavedViews {
        object: Some("task".into()),
    }) {
        Ok(Reply::Views(views)) => views
            .into_iter()
            .map(|SavedView { name, count, .. }| (name, count))
            .collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let late = |desk: &Desk| match desk.ask(Request::Today) {
        Ok(Reply::Today(today)) => today.late.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!((saved(&desk), late(&desk)), (vec![("Early".to_owned(), 1)], 1));
    look(&desk, Some(NOON + DAY));
    assert_eq!((saved(&desk), late(&desk)), (vec![("Early".to_owned(), 1)], 0));
    look(&desk, Some(NOON - 1));
    assert_eq!(saved(&desk), [("Early".to_owned(), 0)]);
}

#[test]
fn the_device_is_of_the_present_and_keeps_going() {
    let desk = Desk::new();
    desk.create("contact", &[("name", "Noor Berg")]);
    desk.flush();
    desk.now.set(NOON + DAY);
    look(&desk, Some(NOON - 1));
    let Ok(Reply::Status(status)) = desk.ask(Request::Status) else {
        panic!("no status")
    };
    assert_eq!(status.since, Some(NOON));
    assert!(status.records.contains(&("contact".into(), 1)), "a back-up is of the present");
    assert_eq!(status.unsaved, 0);
    assert!(matches!(desk.ask(Request::Backup), Ok(Reply::File(_))));
}
