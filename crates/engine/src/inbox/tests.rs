//! What stands in the inbox and what is unread, as time goes on and things are done.

use bridge::inbox::{Inbox, Matter};
use model::{ActorId, Intent, Op, RecordId, Value};

use super::{Kept, computed, inbox};
use crate::commands;
use crate::computed::fixture::{Fixture, NOW, TODAY, day, noon};
use crate::reader::Reader;
use crate::workspace::Workspace;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Lets time pass to an instant.
fn wait_until(world: &mut Fixture, millis: i64) {
    world.moment.now_millis = millis;
    world.moment.today = millis.div_euclid(DAY) as i32;
}

fn look(world: &mut Fixture, kept: Option<Kept>, limit: u32) -> Inbox {
    world.computed.refresh(&world.workspace, &computed(&world.workspace), world.moment);
    inbox(
        Reader {
            workspace: &world.workspace,
            computed: &world.computed,
            moment: world.moment,
        },
        kept,
        limit,
    )
}

/// Every notice in order: name of the group, what is the matter, whether it was read.
fn told(world: &mut Fixture) -> Vec<(String, Matter, bool)> {
    let inbox = look(world, None, u32::MAX);
    let told = inbox.groups.into_iter().flat_map(|group| {
        let name = group.about.map(|about| about.label).unwrap_or_default();
        group
            .notices
            .into_iter()
            .map(move |notice| (name.clone(), notice.what, notice.read))
    });
    told.collect()
}

fn answer(world: &mut Fixture, key: &str, read: Option<i64>, until: Option<i32>) {
    let record = RecordId::v5("notice", key);
    let fields = [
        ("key", Some(Value::from(key))),
        ("read", read.map(Value::Time)),
        ("until", until.map(Value::Date)),
    ];
    for (field, value) in fields {
        world.set("notice", record, field, value);
    }
}

fn task(world: &mut Fixture, title: &str, due: i32, more: &[(&str, Value)]) -> RecordId {
    let mut fields = vec![("title", title.into()), ("status", "open".into()), ("due", day(due))];
    fields.extend(more.iter().cloned());
    world.make("task", &fields)
}

#[test]
fn tasks_are_told_on_their_day_and_again_when_it_has_passed() {
    let mut world = Fixture::new();
    let late = task(&mut world, "Late", -2, &[]);
    task(&mut world, "Today", 0, &[]);
    task(&mut world, "Tomorrow", 1, &[]);
    task(&mut world, "Put off", -4, &[("snoozed_until", day(3))]);
    let done = task(&mut world, "Done", -1, &[]);
    world.set("task", done, "status", Some("done".into()));
    assert_eq!(
        told(&mut world),
        [
            ("Today".to_owned(), Matter::TaskDue, false),
            ("Late".to_owned(), Matter::TaskLate(TODAY - 2), false)
        ]
    );
    let today = look(&mut world, None, u32::MAX).groups[0].notices[0].key.clone();
    answer(&mut world, &today, Some(NOW), None);
    answer(&mut world, &format!("task/{late}"), Some(NOW), None);
    assert!(told(&mut world).iter().all(|(_, _, read)| *read));
    // The next morning the one is late, which is news; the other one was late before.
    wait_until(&mut world, NOW + DAY);
    assert_eq!(
        told(&mut world),
        [
            ("Tomorrow".to_owned(), Matter::TaskDue, false),
            ("Today".to_owned(), Matter::TaskLate(TODAY), false),
            ("Late".to_owned(), Matter::TaskLate(TODAY - 2), true)
        ]
    );
}

#[test]
fn what_becomes_due_by_an_edit_is_news_however_long_ago_its_day_was() {
    let mut world = Fixture::new();
    let task = task(&mut world, "Offer", -2, &[]);
    answer(&mut world, &format!("task/{task}"), Some(NOW), None);
    assert!(told(&mut world)[0].2);
    wait_until(&mut world, NOW + HOUR);
    world.set("task", task, "due", Some(day(-5)));
    assert_eq!(told(&mut world), [("Offer".to_owned(), Matter::TaskLate(TODAY - 5), false)]);
}

#[test]
fn meetings_are_told_before_they_begin_and_until_they_are_over() {
    let mut world = Fixture::new();
    world.moment.now_millis = NOW - DAY;
    let at = |minutes: i64| Value::Time(NOW + minutes * MINUTE);
    let meeting = |world: &mut Fixture, subject: &str, kind: &str, minutes: i64, length: Option<i64>| {
        let mut fields = vec![("subject", subject.into()), ("type", kind.into()), ("at", at(minutes))];
        fields.extend(length.map(|minutes| ("duration", Value::Int(minutes * 60))));
        world.make("activity", &fields)
    };
    meeting(&mut world, "Soon", "meeting", 20, None);
    meeting(&mut world, "Later", "meeting", 45, None);
    meeting(&mut world, "Under way", "visit", -50, Some(60));
    meeting(&mut world, "Over", "call", -50, None);
    meeting(&mut world, "A note", "note", 20, None);
    wait_until(&mut world, NOW);
    // What is written down while it happens was no plan.
    meeting(&mut world, "Logged", "call", 0, None);
    assert_eq!(
        told(&mut world),
        [
            ("Soon".to_owned(), Matter::Begins(NOW + 20 * MINUTE), false),
            ("Under way".to_owned(), Matter::Begins(NOW - 50 * MINUTE), false)
        ]
    );
}

#[test]
fn tickets_are_told_when_a_deadline_is_near_and_again_when_it_has_passed() {
    let mut world = Fixture::new();
    let ticket = |world: &mut Fixture, subject: &str, fields: &[(&str, Value)]| {
        let mut all = vec![("subject", subject.into()), ("status", "open".into())];
        all.extend(fields.iter().cloned());
        world.make("ticket", &all)
    };
    let at = |hours: i64| Value::Time(NOW + hours * HOUR);
    let near = ticket(&mut world, "Near", &[("due", at(3)), ("first_reply_due", at(-2))]);
    ticket(&mut world, "Far", &[("due", at(9)), ("first_reply_due", at(5))]);
    ticket(
        &mut world,
        "Replied",
        &[("due", at(9)), ("first_reply_due", at(-1)), ("first_replied", at(-2))],
    );
    let solved = ticket(&mut world, "Solved", &[("due", at(-3))]);
    world.set("ticket", solved, "status", Some("solved".into()));
    assert_eq!(
        told(&mut world),
        [
            ("Near".to_owned(), Matter::TicketDue(NOW + 3 * HOUR), false),
            ("Near".to_owned(), Matter::FirstReply(NOW - 2 * HOUR), false)
        ]
    );
    answer(&mut world, &format!("due/{near}"), Some(NOW), None);
    answer(&mut world, &format!("first-reply/{near}"), Some(NOW), None);
    assert!(told(&mut world).iter().all(|(_, _, read)| *read));
    wait_until(&mut world, NOW + 4 * HOUR);
    assert_eq!(
        told(&mut world)
            .into_iter()
            .filter(|(_, _, read)| !read)
            .map(|(name, what, _)| (name, what))
            .collect::<Vec<_>>(),
        [
            ("Near".to_owned(), Matter::TicketDue(NOW + 3 * HOUR)),
            ("Far".to_owned(), Matter::FirstReply(NOW + 5 * HOUR))
        ]
    );
}

#[test]
fn deals_are_told_when_they_are_quiet_or_without_a_next_step_and_tasks_about_them_stand_with_them() {
    let mut world = Fixture::new();
    let [open, won, _] = world.stages();
    let deal = |world: &mut Fixture, name: &str, stage: RecordId, since: i32| {
        world.make(
            "deal",
            &[("name", name.into()), ("stage", stage.into()), ("stage_since", noon(since))],
        )
    };
    let quiet = deal(&mut world, "Quiet", open, -13);
    deal(&mut world, "Fresh", open, -2);
    deal(&mut world, "Won", won, -40);
    let busy = deal(&mut world, "Busy", open, -2);
    let call = task(&mut world, "Call", 0, &[("deal", busy.into())]);
    task(&mut world, "Write", 0, &[("deal", quiet.into())]);
    // It has a next step, and is quiet all the same.
    let told_now = told(&mut world);
    let names = |told: &[(String, Matter, bool)]| told.iter().map(|(name, what, _)| (name.clone(), what.clone())).collect::<Vec<_>>();
    assert_eq!(
        names(&told_now),
        [
            ("Quiet".to_owned(), Matter::TaskDue),
            ("Quiet".to_owned(), Matter::Quiet { days: 13, usual: 10 }),
            ("Busy".to_owned(), Matter::TaskDue),
            ("Fresh".to_owned(), Matter::NoNextStep)
        ]
    );
    let inbox = look(&mut world, None, u32::MAX);
    let of_busy = inbox
        .groups
        .iter()
        .find(|group| group.about.as_ref().is_some_and(|about| about.label == "Busy"))
        .expect("a group of the deal");
    assert_eq!(of_busy.notices[0].record.as_ref().map(|link| link.id), Some(call));
    // Its only step is done: there is none now, and that is news.
    answer(&mut world, &format!("step/{busy}"), Some(NOW), None);
    wait_until(&mut world, NOW + HOUR);
    world.set("task", call, "status", Some("done".into()));
    world.set("task", call, "done_at", Some(Value::Time(NOW + HOUR)));
    assert!(told(&mut world).contains(&("Busy".to_owned(), Matter::NoNextStep, false)));
}

#[test]
fn what_was_put_off_is_counted_and_comes_back_unread_on_its_day() {
    let mut world = Fixture::new();
    let task = task(&mut world, "Offer", -3, &[]);
    answer(&mut world, &format!("task/{task}"), None, Some(TODAY + 2));
    let inbox = look(&mut world, None, u32::MAX);
    assert_eq!((inbox.total, inbox.unread, inbox.asleep), (0, 0, 1));
    wait_until(&mut world, NOW + 2 * DAY);
    let inbox = look(&mut world, None, u32::MAX);
    assert_eq!((inbox.total, inbox.unread, inbox.asleep), (1, 1, 0));
    assert_eq!(
        inbox.groups[0].notices[0].at,
        i64::from(TODAY + 2) * DAY,
        "it came up when it was back"
    );
    answer(&mut world, &format!("task/{task}"), Some(NOW + 2 * DAY), None);
    assert_eq!(look(&mut world, None, 0).unread, 0);
}

#[test]
fn others_records_are_none_of_the_persons_business_once_they_have_said_who_they_are() {
    let mut world = Fixture::new();
    let other = world.make("member", &[("name", "Kim".into())]);
    task(&mut world, "Kim's", 0, &[("owner", other.into())]);
    task(&mut world, "Nobody's", 0, &[]);
    assert_eq!(told(&mut world).len(), 2, "who has not said who they are looks after everything");
    let own = commands::own_member();
    world.make_as("member", own, &[("name", "Jana".into())]);
    task(&mut world, "Mine", 0, &[("owner", own.into())]);
    let names = told(&mut world).into_iter().map(|(name, ..)| name).collect::<Vec<_>>();
    assert_eq!(names, ["Mine", "Nobody's"]);
}

#[test]
fn what_another_device_gives_to_the_person_is_told_and_what_they_take_themselves_is_not() {
    let mut world = Fixture::new();
    let own = commands::own_member();
    world.make_as("member", own, &[("name", "Jana".into())]);
    world.make(
        "ticket",
        &[("subject", "Taken".into()), ("status", "new".into()), ("owner", own.into())],
    );
    assert_eq!(told(&mut world), []);
    let mut elsewhere = Workspace::new(ActorId::new(9, 0));
    let ticket = RecordId::v7(5, 5);
    let set = |field: &str, value: Value| Op::Set {
        object: "ticket".into(),
        record: ticket,
        field: field.into(),
        value: Some(value),
    };
    let ops = vec![
        set("subject", "Given".into()),
        set("status", "new".into()),
        set("owner", own.into()),
    ];
    let change = elsewhere.commit(Intent::default(), ops, NOW as u64).change;
    world.workspace.receive(change, NOW as u64);
    assert_eq!(told(&mut world), [("Given".to_owned(), Matter::Assigned, false)]);
    wait_until(&mut world, NOW + 15 * DAY);
    assert_eq!(told(&mut world), [], "it is no news any more");
}

#[test]
fn kinds_that_are_switched_off_are_neither_listed_nor_counted() {
    let mut world = Fixture::new();
    let [open, ..] = world.stages();
    world.make("deal", &[("name", "Deal".into()), ("stage", open.into()), ("stage_since", noon(0))]);
    task(&mut world, "Task", 0, &[]);
    let setting = RecordId::v5("setting", "inbox_off");
    world.make_as("setting", setting, &[("key", "inbox_off".into()), ("value", "tasks,backup".into())]);
    let kept = Kept {
        last: None,
        changes: 5,
        records: 100,
    };
    let inbox = look(&mut world, Some(kept), u32::MAX);
    assert_eq!((inbox.groups.len(), inbox.total), (1, 1));
    assert_eq!(inbox.groups[0].notices[0].what, Matter::NoNextStep);
}

#[test]
fn a_back_up_is_asked_for_once_there_is_something_to_lose() {
    let mut world = Fixture::new();
    let mut stands = |last: Option<i64>, changes: u32, records: u32| look(&mut world, Some(Kept { last, changes, records }), 1).total == 1;
    assert!(stands(None, 1, 10));
    assert!(!stands(None, 1, 9), "next to nothing is there");
    assert!(!stands(None, 0, 10), "nothing has changed");
    assert!(stands(Some(NOW - 8 * DAY), 1, 10));
    assert!(!stands(Some(NOW - 6 * DAY), 1, 10));
}

#[test]
fn counts_know_of_more_than_is_listed() {
    let mut world = Fixture::new();
    for number in 0..7 {
        task(&mut world, &format!("Task {number}"), -2 * number, &[]);
    }
    let inbox = look(&mut world, None, 3);
    let listed = inbox.groups.iter().map(|group| group.notices.len()).sum::<usize>();
    assert_eq!((listed, inbox.total, inbox.unread), (3, 7, 7));
    assert_eq!(inbox.groups[0].about.as_ref().map(|about| about.label.as_str()), Some("Task 0"));
}
