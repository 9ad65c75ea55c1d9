//! The inbox: read, unread and put off by commands, undone, and still so after a reload.

use bridge::inbox::{Inbox, NoticeChange};
use bridge::{Command, Reply, Request};

use super::desk::Desk;

const DAY: i64 = 86_400_000;

fn inbox(desk: &Desk) -> Inbox {
    match desk.ask(Request::Inbox { limit: 100 }) {
        Ok(Reply::Inbox(inbox)) => *inbox,
        other => panic!("{other:?}"),
    }
}

fn counts(desk: &Desk) -> (u32, u32, u32) {
    let inbox = inbox(desk);
    (inbox.total, inbox.unread, inbox.asleep)
}

fn change(desk: &Desk, change: NoticeChange) {
    desk.run(Command::ChangeNotices(change)).unwrap();
}

/// Three tasks: of today, and of the two days before.
fn three() -> Desk {
    let desk = Desk::new();
    for (title, due) in [("Call", "2026-03-12"), ("Write", "2026-03-11"), ("Visit", "2026-03-10")] {
        desk.create("task", &[("title", title), ("due", due)]);
    }
    desk
}

#[test]
fn what_was_read_stays_read_after_a_reload_and_is_taken_back_by_undo() {
    let desk = three();
    assert_eq!(counts(&desk), (3, 3, 0));
    let key = inbox(&desk).groups[0].notices[0].key.clone();
    change(&desk, NoticeChange::Read(vec![key.clone()], true));
    assert_eq!(counts(&desk), (3, 2, 0));
    change(&desk, NoticeChange::ReadAll);
    assert_eq!(counts(&desk), (3, 0, 0));
    let desk = desk.reopened();
    assert_eq!(counts(&desk), (3, 0, 0));
    desk.run(Command::Undo).unwrap();
    assert_eq!(counts(&desk), (3, 2, 0), "all that was read at once is one step");
    change(&desk, NoticeChange::ReadAll);
    assert_eq!(counts(&desk), (3, 0, 0), "what was undone can be done anew");
    desk.run(Command::Undo).unwrap();
    assert_eq!(counts(&desk), (3, 2, 0));
    desk.run(Command::Redo).unwrap();
    change(&desk, NoticeChange::Read(vec![key], false));
    assert_eq!(counts(&desk), (3, 1, 0));
}

#[test]
fn reading_all_of_nothing_is_no_step() {
    let desk = Desk::new();
    let done = desk.run(Command::ChangeNotices(NoticeChange::ReadAll)).unwrap();
    assert_eq!((done.change, done.count), (None, 0));
}

#[test]
fn what_was_put_off_is_back_on_its_day_and_by_undo() {
    let desk = three();
    let keys = inbox(&desk).groups.into_iter().flat_map(|group| group.notices);
    let keys = keys.take(2).map(|notice| notice.key).collect::<Vec<_>>();
    change(&desk, NoticeChange::PutOff(keys, 20_526));
    assert_eq!(counts(&desk), (1, 1, 2));
    desk.now.set(desk.now.get() + 2 * DAY);
    assert_eq!(counts(&desk), (3, 3, 0));
    desk.run(Command::Undo).unwrap();
    assert_eq!(counts(&desk), (3, 3, 0));
    desk.now.set(desk.now.get() - 2 * DAY);
    assert_eq!(counts(&desk), (3, 3, 0), "it was not put off any more");
}
