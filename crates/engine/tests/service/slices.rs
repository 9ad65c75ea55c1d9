//! Reports and groups are made in slices: others are answered meanwhile, and the work ends when nobody waits for it.

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bridge::command::Persona;
use bridge::report::{Report, ReportQuery, Subject};
use bridge::{Command, Failure, Reply, Request};
use engine::service::Patience;
use model::{FieldKey, Filter};

use super::desk::Desk;

fn sampled() -> Desk {
    let desk = Desk::new();
    desk.run(Command::LoadSample {
        seed: 3,
        contacts: 200,
        persona: Persona::Agency,
    })
    .unwrap();
    desk
}

fn forecast() -> Request {
    Request::Report(Box::new(ReportQuery::about(Subject::Forecast)))
}

fn groups() -> Request {
    Request::Clusters {
        object: "contact".into(),
        fields: vec![FieldKey::from("orders"), "revenue".into()],
        log: true,
        k: None,
    }
}

/// Polls until the answer is there; what happens between two slices, and how many there were.
fn answered(desk: &Desk, request: Request, patience: &Patience, mut between: impl FnMut(usize)) -> (Result<Reply, Failure>, usize) {
    let mut answer = pin!(desk.service.handle_while(request, Vec::new(), patience));
    let mut slices = 0;
    loop {
        if let Poll::Ready(reply) = answer.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return (reply, slices);
        }
        slices += 1;
        between(slices);
        assert!(slices < 100_000, "a report ends");
    }
}

fn report(reply: Result<Reply, Failure>) -> Report {
    match reply {
        Ok(Reply::Report(report)) => *report,
        other => panic!("{other:?}"),
    }
}

#[test]
fn others_are_answered_while_a_report_is_made() {
    let desk = sampled();
    let mut counted = 0;
    let (reply, slices) = answered(&desk, forecast(), &Patience::default(), |_| {
        let count = desk.ask(Request::Count {
            object: "contact".into(),
            filter: Filter::everything(),
        });
        assert_eq!(count, Ok(Reply::Count(200)));
        counted += 1;
    });
    assert!(report(reply).parts.len() > 5);
    assert!(slices > 3 && counted == slices, "{slices}");
}

#[test]
fn what_nobody_waits_for_ends_and_what_is_stopped_does_too() {
    let desk = sampled();
    let patience = Patience::default();
    let (reply, slices) = answered(&desk, forecast(), &patience, |slices| {
        if slices == 2 {
            patience.end();
        }
    });
    assert_eq!((reply, slices), (Err(Failure::Cancelled), 2));
    let (reply, slices) = answered(&desk, forecast(), &Patience::default(), |_| {
        assert_eq!(desk.ask(Request::Cancel), Ok(Reply::Ok));
    });
    assert_eq!(reply, Err(Failure::Cancelled));
    assert!(slices <= 2, "{slices}: what it reads is brought first");
    // Stopping one is not stopping the next.
    assert!(answered(&desk, forecast(), &Patience::default(), |_| {}).0.is_ok());
}

#[test]
fn a_report_that_records_change_under_is_made_of_what_is_there_in_the_end() {
    let desk = sampled();
    let whole = report(answered(&desk, forecast(), &Patience::default(), |_| {}).0);
    let deal = desk.create("deal", &[("name", "Late"), ("value", "1000000")]);
    let (reply, _) = answered(&desk, forecast(), &Patience::default(), |slices| {
        if slices == 2 {
            desk.edit("deal", deal.id, "value", "2000000").unwrap();
        }
    });
    let changed = report(reply);
    assert_ne!(whole.parts[0], changed.parts[0]);
    assert_eq!(changed, report(answered(&desk, forecast(), &Patience::default(), |_| {}).0));
    // Somebody who types on and on gets a report all the same.
    let (reply, _) = answered(&desk, forecast(), &Patience::default(), |slices| {
        desk.edit("deal", deal.id, "value", &format!("{}", 1_000 + slices)).unwrap();
    });
    assert!(reply.is_ok());
}

#[test]
fn groups_are_found_in_slices_too() {
    let desk = sampled();
    let patience = Patience::default();
    patience.end();
    let few = answered(&desk, groups(), &patience, |_| {});
    let all = answered(&desk, groups(), &Patience::default(), |_| {});
    match (few, all) {
        ((Ok(Reply::Clusters(few)), 0), (Ok(Reply::Clusters(all)), 0)) => assert_eq!(few, all, "of few it is one slice"),
        ((Err(Failure::Cancelled), _), (Ok(Reply::Clusters(_)), slices)) => assert!(slices > 0),
        other => panic!("{other:?}"),
    }
}
