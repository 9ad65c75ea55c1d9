//! What is asked while the workspace is still being read: a view waits for what it reads, everything else for all of it.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bridge::command::Persona;
use bridge::query::OpenView;
use bridge::status::KeptProblem;
use bridge::{Command, Event, Input, Reply, Request};
use engine::session::drive;
use engine::store::MemoryStore;
use model::filter::{Aggregate, Condition, Filter, Operator, Related};
use model::view::{Direction, Sort};
use model::{FieldDef, FieldKey, ObjectDef, Schema, Value, View};
use pollster::block_on;

use crate::desk::Desk;

/// A store with sample data, all of it in a checkpoint.
fn filled() -> MemoryStore {
    let desk = Desk::new();
    desk.run(Command::LoadSample {
        seed: 3,
        contacts: 40,
        persona: Persona::Agency,
    })
    .unwrap();
    desk.flush();
    block_on(drive::checkpoint(desk.service.session(), &desk.store, 1_000)).unwrap();
    desk.store
}

/// Views of an object in which a field is shown, sorted by, filtered by, followed, and counted through.
fn views(schema: &Schema, object: &ObjectDef, field: &FieldDef) -> Vec<View> {
    let mut view = View::table(&object.key);
    view.columns = vec![object.primary.clone(), field.key.clone()];
    let sort = Sort {
        field: field.key.clone(),
        direction: Direction::Descending,
    };
    let filtered = |filter| View { filter, ..view.clone() };
    let mut views = vec![
        View {
            sort: vec![sort],
            ..view.clone()
        },
        View {
            search: "an".into(),
            ..view.clone()
        },
        filtered(Filter::field(&field.key, Operator::Filled, Vec::new())),
    ];
    if let Some(target) = field.target.as_deref().and_then(|target| schema.object(target)) {
        views.push(filtered(Filter::Field(Condition {
            path: vec![field.key.clone(), target.primary.clone()],
            operator: Operator::Contains,
            values: vec![Value::from("a")],
            span: None,
        })));
        let counted = Filter::Related(Related {
            object: object.key.clone(),
            link: field.key.clone(),
            filter: Box::new(Filter::field(&object.primary, Operator::Filled, Vec::new())),
            aggregate: Aggregate::Count,
            operator: Operator::AtLeast,
            values: vec![1.0],
        });
        views.push(View {
            filter: counted,
            ..View::table(&target.key)
        });
    }
    views
}

#[test]
fn every_view_shows_in_parts_what_it_shows_at_once() {
    let store = filled();
    let whole = Desk::on(store.clone());
    block_on(whole.service.complete()).unwrap();
    let schema = whole.service.session().borrow().workspace.schema().clone();
    let (mut compared, mut in_parts) = (0, 0);
    for object in schema.objects() {
        for field in &object.fields {
            for view in views(&schema, object, field) {
                let open = || {
                    Request::OpenView(OpenView {
                        id: 1,
                        view: view.clone(),
                        start: 0,
                        end: 100,
                    })
                };
                let parts = Desk::on(store.clone());
                let answer = parts.ask(open());
                in_parts += usize::from(!parts.service.session().borrow().is_whole());
                assert_eq!(answer, whole.ask(open()), "{} by {}", object.key, field.key);
                compared += usize::from(answer.is_ok());
            }
        }
    }
    assert!(
        compared > 200 && in_parts > 100,
        "{compared} views, {in_parts} of them before all was there"
    );
}

#[test]
fn changes_wait_for_everything_and_are_made_in_the_order_in_which_they_were_asked_for() {
    let desk = Desk::on(filled());
    let edit = |title: &str| {
        let records = desk.service.session().borrow();
        let table = records.workspace.table("contact").unwrap();
        let record = table.id(0, records.workspace.handles());
        let fields = vec![(FieldKey::from("job_title"), Input::Text(title.to_owned()))];
        (
            record,
            Request::Do(Command::Edit {
                object: "contact".into(),
                record,
                fields,
            }),
        )
    };
    assert!(!desk.service.session().borrow().is_whole());
    let (record, first) = edit("First");
    let (_, second) = edit("Second");
    // Both are asked before either could be answered.
    let mut first = pin!(desk.service.handle(first, Vec::new()));
    let mut second = pin!(desk.service.handle(second, Vec::new()));
    let mut context = Context::from_waker(Waker::noop());
    let mut answers = [None, None];
    while answers.iter().any(Option::is_none) {
        for (place, asked) in [first.as_mut() as std::pin::Pin<&mut dyn Future<Output = _>>, second.as_mut()]
            .into_iter()
            .enumerate()
        {
            let mut asked = asked;
            if answers[place].is_none()
                && let Poll::Ready(answer) = asked.as_mut().poll(&mut context)
            {
                assert!(matches!(answer, Ok(Reply::Done(_))), "{answer:?}");
                answers[place] = Some(());
            }
        }
    }
    assert!(desk.service.session().borrow().is_whole());
    assert_eq!(desk.cell("contact", record, "job_title"), bridge::Cell::Text("Second".into()));
}

#[test]
fn what_was_shown_of_a_checkpoint_that_turns_out_to_be_damaged_is_shown_anew() {
    let store = filled();
    let whole = Desk::on(store.clone());
    let contacts = whole.page(View::table("contact"));
    let desk = Desk::on(store.clone());
    assert_eq!(desk.page(View::table("contact")).total, contacts.total);
    let key = store
        .segment_keys()
        .into_iter()
        .find(|key| key.starts_with("product/") && !key.contains('#'))
        .unwrap();
    store.damage_segment(&key, |bytes| bytes.truncate(9));
    block_on(desk.service.complete()).unwrap();
    let events = desk.service.take_events();
    assert!(events.contains(&Event::ViewsChanged(vec![9])), "{events:?}");
    let Ok(Reply::Status(status)) = desk.ask(Request::Status) else {
        panic!("no status")
    };
    assert!(matches!(status.problems[0], KeptProblem::Rebuilt(_)), "{:?}", status.problems);
    assert_eq!(desk.page(View::table("contact")).rows.len(), contacts.rows.len());
    assert_eq!(desk.count("product"), whole.count("product"));
}
