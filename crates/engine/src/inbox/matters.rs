//! What can be the matter: tasks, meetings, tickets, deals, and what was given to the person. What is due is told by [`crate::today`].

use bridge::inbox::{Matter, NoticeKind};
use model::Value;
use rustc_hash::FxHashMap;

use super::{Found, key};
use crate::commands;
use crate::query::find;
use crate::reader::Reader;
use crate::table::Table;
use crate::today::{self, due_of, marked_deals, open_tickets, value, word};
use crate::workspace::Workspace;

const MINUTE_MILLIS: i64 = 60_000;
const DAY_MILLIS: i64 = 86_400_000;

/// How long before a meeting it is told.
const AHEAD: i64 = 30 * MINUTE_MILLIS;
/// How long a meeting takes that does not say so.
const USUAL_LENGTH: i64 = 30 * MINUTE_MILLIS;
/// How long before its deadline a ticket is told.
const NEAR: i64 = 240 * MINUTE_MILLIS;
/// Days after which what somebody else has given to the person is no news.
const NEWS_DAYS: i64 = 14;

/// Kinds of activities that one is expected at.
const MEETINGS: [&str; 3] = ["meeting", "call", "visit"];

/// Computed fields that the inbox reads.
#[must_use]
pub fn computed(workspace: &Workspace) -> Vec<(u16, u16)> {
    today::computed(workspace)
}

/// Everything that is the matter, of the kinds that are wanted.
pub(super) fn all(reader: Reader<'_>, wanted: impl Fn(NoticeKind) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mine = Mine::of(reader);
    let parts: [(NoticeKind, fn(&Mine<'_>, &mut Vec<Found>)); 5] = [
        (NoticeKind::Tasks, tasks),
        (NoticeKind::Meetings, meetings),
        (NoticeKind::Tickets, tickets),
        (NoticeKind::Deals, deals),
        (NoticeKind::Assigned, assigned),
    ];
    for (kind, find) in parts {
        if wanted(kind) {
            find(&mine, &mut found);
        }
    }
    found
}

/// What is read, and who asks.
struct Mine<'a> {
    reader: Reader<'a>,
    /// Handle of the person; none while nobody has said who they are.
    own: Option<u32>,
}

impl<'a> Mine<'a> {
    fn of(reader: Reader<'a>) -> Self {
        let own = reader.table("member").and_then(|members| {
            let row = find::row(reader.workspace.handles(), members, commands::own_member())?;
            members.is_alive(row).then(|| members.handle(row))
        });
        Self { reader, own }
    }

    /// Whether a record is the person's business: it is theirs or nobody's. Who has not said who they are looks after everything.
    fn concerns(&self, table: &Table, row: u32) -> bool {
        let (Some(own), Some(field)) = (self.own, table.field("owner")) else {
            return true;
        };
        table.reference(row, field).is_none_or(|owner| owner == own)
    }

    /// When a field of a record was written last.
    fn written(&self, table: &Table, row: u32, field: &str) -> i64 {
        let stamp = table.field(field).and_then(|field| table.cell_stamp(row, field));
        let millis = stamp.map_or(0, |stamp| self.reader.workspace.stamps().stamp(stamp).hlc.millis() as i64);
        millis.min(self.reader.moment.now_millis)
    }

    fn time(&self, table: &Table, row: u32, field: &str) -> Option<i64> {
        match value(self.reader, table, row, field) {
            Some(Value::Time(at)) => Some(at),
            _ => None,
        }
    }

    /// A notice about a record, known as soon as a field of it was written.
    fn found(&self, table: &Table, row: u32, name: &str, what: Matter, at: i64, field: &str) -> Found {
        Found {
            key: key(name, self.reader, table, row),
            what,
            record: Some((table.number, row)),
            about: about(table, row),
            at,
            since: at.max(self.written(table, row, field)),
        }
    }
}

/// The record that a task or a meeting is about.
fn about(table: &Table, row: u32) -> Option<u32> {
    let fields: &[&str] = match table.object.as_str() {
        "task" | "activity" => &["deal", "ticket", "contact", "company"],
        _ => &[],
    };
    fields.iter().find_map(|field| table.reference(row, table.field(field)?))
}

/// Tasks whose day has come or passed.
fn tasks(mine: &Mine<'_>, found: &mut Vec<Found>) {
    let reader = mine.reader;
    let Some(table) = reader.table("task") else { return };
    let today = reader.moment.today;
    for row in table.alive().rows() {
        if word(table, row, "status") == "done" || !mine.concerns(table, row) {
            continue;
        }
        let Some(day) = due_of(reader, table, row).filter(|&day| day <= today) else {
            continue;
        };
        let notice = if day == today {
            mine.found(table, row, "task", Matter::TaskDue, reader.moment.start_of(day), "due")
        } else {
            mine.found(table, row, "task", Matter::TaskLate(day), reader.moment.start_of(day + 1), "due")
        };
        found.push(notice);
    }
}

/// What was planned with somebody and begins soon, until it is over.
fn meetings(mine: &Mine<'_>, found: &mut Vec<Found>) {
    let reader = mine.reader;
    let Some(table) = reader.table("activity") else { return };
    let now = reader.moment.now_millis;
    for row in table.alive().rows() {
        let Some(at) = mine.time(table, row, "at").filter(|&at| at - AHEAD <= now) else {
            continue;
        };
        let length = match value(reader, table, row, "duration") {
            Some(Value::Int(seconds)) => seconds.saturating_mul(1_000).clamp(0, DAY_MILLIS),
            _ => USUAL_LENGTH,
        };
        let over = at.saturating_add(length) <= now;
        // What was written down when it began is no plan.
        let planned = at > mine.written(table, row, "at");
        if over || !planned || !MEETINGS.contains(&word(table, row, "type")) || !mine.concerns(table, row) {
            continue;
        }
        found.push(mine.found(table, row, "begins", Matter::Begins(at), at - AHEAD, "at"));
    }
}

/// Tickets whose deadlines are near or have passed.
fn tickets(mine: &Mine<'_>, found: &mut Vec<Found>) {
    let reader = mine.reader;
    let Some(table) = reader.table("ticket") else { return };
    let now = reader.moment.now_millis;
    let from = |deadline: i64| if deadline <= now { deadline } else { deadline - NEAR };
    for row in open_tickets(table).filter(|&row| mine.concerns(table, row)) {
        let deadline = |field: &str| mine.time(table, row, field).filter(|&at| at - NEAR <= now);
        if let Some(due) = deadline("first_reply_due").filter(|_| mine.time(table, row, "first_replied").is_none()) {
            found.push(mine.found(table, row, "first-reply", Matter::FirstReply(due), from(due), "first_reply_due"));
        }
        if let Some(due) = deadline("due") {
            found.push(mine.found(table, row, "due", Matter::TicketDue(due), from(due), "due"));
        }
    }
}

/// Open deals that are quiet or without a next step.
fn deals(mine: &Mine<'_>, found: &mut Vec<Found>) {
    let reader = mine.reader;
    let Some(table) = reader.table("deal") else { return };
    let done = last_done(mine);
    for deal in marked_deals(reader, table) {
        let row = deal.row;
        if !mine.concerns(table, row) {
            continue;
        }
        if let Some(usual) = deal.allowed {
            let over = (deal.days - usual - 1).clamp(0, i64::from(i32::MAX)) as i32;
            let at = reader.moment.start_of(reader.moment.today.saturating_sub(over));
            let what = Matter::Quiet { days: deal.days, usual };
            found.push(mine.found(table, row, "quiet", what, at, "stage"));
        }
        if !deal.has_step {
            let made = crate::rank::created_millis(reader.workspace, table, row);
            let entered = mine.time(table, row, "stage_since").unwrap_or(made);
            let last = done.get(&table.handle(row)).copied().unwrap_or(made);
            // What begins later is told when it begins.
            let at = made.max(entered).max(last);
            if at > reader.moment.now_millis {
                continue;
            }
            found.push(mine.found(table, row, "step", Matter::NoNextStep, at, "stage"));
        }
    }
}

/// When the last task of each deal was done, by the deal's handle.
fn last_done(mine: &Mine<'_>) -> FxHashMap<u32, i64> {
    let mut last = FxHashMap::default();
    let Some(table) = mine.reader.table("task") else { return last };
    let Some(deal) = table.field("deal") else { return last };
    for row in table.alive().rows() {
        if let (Some(deal), Some(at)) = (table.reference(row, deal), mine.time(table, row, "done_at")) {
            let newest = last.entry(deal).or_insert(at);
            *newest = at.max(*newest);
        }
    }
    last
}

/// Records that another device has made the person's, as long as it is news.
fn assigned(mine: &Mine<'_>, found: &mut Vec<Found>) {
    let reader = mine.reader;
    let Some(own) = mine.own else { return };
    let device = reader.workspace.actor().device();
    // Mostly there is no other device, and nothing to look for.
    if reader.workspace.applied().iter().all(|(actor, _)| actor.device() == device) {
        return;
    }
    let oldest = reader.moment.now_millis - NEWS_DAYS * DAY_MILLIS;
    for table in reader.workspace.tables() {
        let Some(field) = table.field("owner") else { continue };
        if reader.object(table).is_none_or(|object| object.hidden) {
            continue;
        }
        for row in table.alive().rows().filter(|&row| table.reference(row, field) == Some(own)) {
            let Some(stamp) = table.cell_stamp(row, field) else { continue };
            let stamp = reader.workspace.stamps().stamp(stamp);
            if stamp.actor.device() != device && stamp.hlc.millis() as i64 >= oldest {
                let at = mine.written(table, row, "owner");
                found.push(mine.found(table, row, "assigned", Matter::Assigned, at, "owner"));
            }
        }
    }
}
