//! What happened last with somebody, and what is planned next.

use model::block::NONE_I64;

use super::fields::{self, int};
use super::fold::{Pass, Wanted, Which};
use crate::table::Table;

/// Newest activity, or message of a ticket, up to now: in UTC milliseconds, [`NONE_I64`] when there was none.
///
/// What is dated later has not happened yet and does not count; the earliest such instant lowers `horizon`, so that the
/// caller knows when to ask again. Internal notes of tickets were not with anybody and do not count either.
pub(super) fn newest(pass: &Pass<'_>, target: &Table, wanted: &mut Wanted<'_, i64>, horizon: &mut i64) {
    let now = pass.moment.now_millis;
    let mut take = |newest: &mut i64, at: Option<i64>| match at {
        Some(at) if at <= now => *newest = (*newest).max(at),
        Some(at) => *horizon = (*horizon).min(at),
        None => {}
    };
    if let Some(activity) = pass.table("activity") {
        let ats = fields::ints(activity, "at");
        pass.fold(activity, &target.object, Which::Every, target, wanted, |newest, row| {
            take(newest, int(ats, row))
        });
    }
    let link = match &*target.object {
        "contact" => "requester",
        "company" => "company",
        _ => return,
    };
    let (Some(ticket), Some(message)) = (pass.table("ticket"), pass.table("message")) else {
        return;
    };
    let (ats, public) = (fields::ints(message, "at"), fields::public_messages(message));
    let mut of_messages = |wanted: &mut Wanted<'_, i64>| {
        pass.fold(message, "ticket", Which::Every, ticket, wanted, |newest, row| {
            if public.holds(row) {
                take(newest, int(ats, row));
            }
        });
    };
    match wanted {
        Wanted::All(_) => {
            let mut by_ticket = vec![NONE_I64; ticket.len()];
            of_messages(&mut Wanted::All(&mut by_ticket));
            pass.fold(ticket, link, Which::Every, target, wanted, |newest, row| {
                *newest = (*newest).max(by_ticket[row as usize])
            });
        }
        Wanted::One(handle, newest) => {
            for row in pass.links.alive(pass.workspace, ticket, link, *handle) {
                let mut of_ticket = NONE_I64;
                of_messages(&mut Wanted::One(ticket.handle(row), &mut of_ticket));
                **newest = (**newest).max(of_ticket);
            }
        }
    }
}

/// Earliest day of an open task that is not put off past today; [`NONE_I64`] when there is none with a day.
pub(super) fn next_step(pass: &Pass<'_>, target: &Table, wanted: &mut Wanted<'_, i64>) {
    let Some(task) = pass.table("task") else { return };
    let steps = Steps::of(task, pass.moment.today);
    pass.fold(task, &target.object, Which::Every, target, wanted, |earliest, row| {
        if let Some(due) = steps.counts(row).then(|| steps.due(row)).flatten()
            && (*earliest == NONE_I64 || i64::from(due) < *earliest)
        {
            *earliest = i64::from(due);
        }
    });
}

/// Tasks as next steps.
pub(crate) struct Steps<'a> {
    open: fields::ChoiceTest<'a>,
    due: &'a [i64],
    snoozed: &'a [i64],
    today: i32,
}

impl<'a> Steps<'a> {
    /// The tasks of a table, as of a day.
    pub(crate) fn of(task: &'a Table, today: i32) -> Self {
        Self {
            open: fields::open_tasks(task),
            due: fields::ints(task, "due"),
            snoozed: fields::ints(task, "snoozed_until"),
            today,
        }
    }

    /// Whether the task is still to be done and not put off past today.
    pub(crate) fn counts(&self, row: u32) -> bool {
        self.open.holds(row) && fields::day(self.snoozed, row).is_none_or(|until| until <= self.today)
    }

    /// The day of a task.
    pub(crate) fn due(&self, row: u32) -> Option<i32> {
        fields::day(self.due, row)
    }
}
