//! Words of the inbox, of reminders and of what is set about them.
#![allow(missing_docs, reason = "the name and the words say it")]

use bridge::inbox::{Matter, NoticeKind};

use super::number;
use crate::value::span_words;

phrases! {
    title { English: "Inbox" }
    summary(unread, total) { English: "{unread} unread of {total}" }
    all_read(total: u64) { English: one "{total} notice, read", other "{total} notices, all read" }
    asleep(count: u64) { English: one "{count} put off", other "{count} put off" }
    more(count: u64) { English: one "{count} older notice is counted and not listed", other "{count} older notices are counted and not listed" }
    read_all { English: "Mark all as read" }
    mark_read(what) { English: "Mark as read: {what}" }
    mark_unread(what) { English: "Mark as unread: {what}" }
    unread { English: "Unread" }
    settings { English: "Inbox settings" }
    workspace { English: "This workspace" }
    all_marked(count: u64) { English: one "{count} notice marked as read", other "{count} notices marked as read" }
    changed(what) { English: "Changed {what} in the inbox" }
    empty { English: "Nothing needs you now" }
    empty_text { English: "Tasks that are due, meetings that are about to begin, tickets near their deadline, and deals that are quiet or have no next step come up here by themselves." }
    empty_do { English: "See what is planned" }
    keys(down, up, read, off) { English: "{down} and {up} move, {read} marks as read, {off} puts off" }

    task_due { English: "Due today" }
    task_late(count: u64) { English: one "{count} day late", other "{count} days late" }
    begins_in(span) { English: "Begins in {span}" }
    began(span) { English: "Began {span} ago" }
    first_reply_in(span) { English: "First reply due in {span}" }
    first_reply_late(span) { English: "First reply {span} late" }
    due_in(span) { English: "Due in {span}" }
    due_late(span) { English: "{span} late" }
    no_next_step { English: "No next step is planned" }
    quiet(count: u64, usual) { English: one "Nothing happened for {count} day; its stage allows {usual}", other "Nothing happened for {count} days; its stage allows {usual}" }
    assigned { English: "Was given to you" }
    named(name, matter) { English: "{name}: {matter}" }

    news(count: u64) { English: one "{count} new notice in the inbox", other "{count} new notices in the inbox" }
    open { English: "Open" }
    open_inbox { English: "Open the inbox" }

    what { English: "What comes into the inbox" }
    what_help { English: "For everybody who works in this workspace. Switching something off hides it and keeps what was read" }
    tasks { English: "Tasks" }
    tasks_help { English: "When their day has come, and again when it has passed" }
    meetings { English: "Meetings, calls and visits" }
    meetings_help { English: "Half an hour before they begin, until they are over" }
    tickets { English: "Tickets" }
    tickets_help { English: "Four hours before a deadline, and again when it has passed" }
    deals { English: "Deals" }
    deals_help { English: "When nothing happened for longer than their stage allows, or no next step is planned" }
    given { English: "Records given to you" }
    given_help { English: "When another device has made you their owner" }
    backup { English: "Back-ups" }
    backup_help { English: "When changes are in no back-up for a week" }
    whose { English: "Yours and nobody's: what somebody else of the team owns does not come into your inbox." }
    reminders { English: "Reminders on this device" }
    quiet_hours { English: "Quiet outside working hours" }
    quiet_hours_help { English: "Only meetings, calls and visits are announced then. Everything else waits for work to begin" }
    working { English: "Working days and hours" }
    notify { English: "Reminders by the system" }
    notify_help { English: "While Kith is open and another window is in front. Inside Kith reminders show without it" }
    notify_denied { English: "Your browser does not allow it for this address. Allow it in the browser's settings for this page, then switch it on here" }
    notify_unknown { English: "This browser cannot show them here. Reminders show inside Kith" }
    notify_on { English: "Switch on" }
    notify_off { English: "Switch off" }
    closed { English: "Nothing can remind you while no window of Kith is open: the browser has no way for that without a server." }
}

/// What a kind of notices is called, and what it tells when.
#[must_use]
pub fn kind(kind: NoticeKind) -> (&'static str, &'static str) {
    match kind {
        NoticeKind::Tasks => (tasks(), tasks_help()),
        NoticeKind::Meetings => (meetings(), meetings_help()),
        NoticeKind::Tickets => (tickets(), tickets_help()),
        NoticeKind::Deals => (deals(), deals_help()),
        NoticeKind::Assigned => (given(), given_help()),
        NoticeKind::Backup => (backup(), backup_help()),
    }
}

/// What is the matter, at an instant and on the day of it.
#[must_use]
pub fn matter(what: &Matter, now: i64, today: i32) -> String {
    let until = |at: i64, ahead: fn(&str) -> String, late: fn(&str) -> String| {
        let span = span_words(at - now);
        if at < now { late(&span) } else { ahead(&span) }
    };
    match what {
        Matter::TaskDue => task_due().to_owned(),
        Matter::TaskLate(day) => task_late(u64::from((today - day).unsigned_abs())),
        Matter::Begins(at) => until(*at, begins_in, began),
        Matter::FirstReply(at) => until(*at, first_reply_in, first_reply_late),
        Matter::TicketDue(at) => until(*at, due_in, due_late),
        Matter::NoNextStep => no_next_step().to_owned(),
        Matter::Quiet { days, usual } => quiet(days.unsigned_abs(), &number(usual.unsigned_abs())),
        Matter::Assigned => assigned().to_owned(),
        Matter::Backup(Some(_)) => super::device::backup_old().to_owned(),
        Matter::Backup(None) => super::device::backup_none().to_owned(),
    }
}
