//! Today: what is late, what is due, what is quiet.

#[cfg(test)]
mod tests;

use bridge::record::{RelatedItem, TaskLine, Today};
use bridge::{Cell, RecordLink};
use model::Value;
use model::order;

use crate::columns::Column;
use crate::query::cells;
use crate::reader::Reader;
use crate::table::Table;
use crate::workspace::Workspace;

/// Days ahead that count as soon.
const SOON: i32 = 7;
/// Most lines of one list.
const MOST: usize = 200;

/// Computed fields that the page reads.
#[must_use]
pub fn computed(workspace: &Workspace) -> Vec<(u16, u16)> {
    let Some(deals) = workspace.table("deal") else { return Vec::new() };
    let fields = ["status", "quiet_days", "next_step"].into_iter();
    fields.filter_map(|field| Some((deals.number, deals.field(field)?))).collect()
}

/// Tasks, tickets and deals that want attention, each list in the order in which to take it.
#[must_use]
pub fn today(reader: Reader<'_>) -> Today {
    let mut today = Today::default();
    if let Some(tasks) = reader.table("task") {
        for row in tasks.alive().rows() {
            place(reader, tasks, row, &mut today);
        }
    }
    let by_day = |line: &TaskLine| (line.due.unwrap_or(i32::MAX), line.priority != "high");
    for list in [
        &mut today.late,
        &mut today.today,
        &mut today.soon,
        &mut today.someday,
        &mut today.done,
    ] {
        order::sort_by_key(list, by_day);
        list.truncate(MOST);
    }
    today.tickets = tickets(reader);
    today.deals = deals(reader);
    today
}

/// The day of a task. One that was put off comes back on its day, as if it were due then.
pub(crate) fn due_of(reader: Reader<'_>, table: &Table, row: u32) -> Option<i32> {
    let day = |field: &str| match value(reader, table, row, field) {
        Some(Value::Date(day)) => Some(day),
        _ => None,
    };
    day("snoozed_until")
        .filter(|&until| until > reader.moment.today)
        .or_else(|| day("due"))
}

/// Puts a task into its list; tasks of later weeks and of earlier days' work are in none.
fn place(reader: Reader<'_>, table: &Table, row: u32, today: &mut Today) {
    let now = reader.moment.today;
    if word(table, row, "status") == "done" {
        if let Some(Value::Time(at)) = value(reader, table, row, "done_at")
            && reader.moment.day_of(at) == now
        {
            let due = value(reader, table, row, "due").and_then(|due| match due {
                Value::Date(day) => Some(day),
                _ => None,
            });
            today.done.push(line(reader, table, row, due));
        }
        return;
    }
    let due = due_of(reader, table, row);
    let list = match due {
        None => &mut today.someday,
        Some(day) if day < now => &mut today.late,
        Some(day) if day == now => &mut today.today,
        Some(day) if day <= now + SOON => &mut today.soon,
        Some(_) => return,
    };
    list.push(line(reader, table, row, due));
}

fn line(reader: Reader<'_>, table: &Table, row: u32, due: Option<i32>) -> TaskLine {
    let about = ["contact", "company", "deal", "ticket"].into_iter();
    let about = about
        .filter_map(|field| table.reference(row, table.field(field)?))
        .map(|handle| cells::link(reader, handle));
    TaskLine {
        link: cells::row_link(reader, table, row),
        due,
        kind: word(table, row, "type").to_owned(),
        priority: word(table, row, "priority").to_owned(),
        recurrence: word(table, row, "recurrence").to_owned(),
        about: about.filter(|link: &RecordLink| !link.label.is_empty()).collect(),
        done: word(table, row, "status") == "done",
    }
}

/// Rows of the tickets that somebody waits for.
pub(crate) fn open_tickets(table: &Table) -> impl Iterator<Item = u32> {
    table
        .alive()
        .rows()
        .filter(|&row| !matches!(word(table, row, "status"), "solved" | "closed"))
}

/// Open tickets that are late or due today, the most urgent first.
fn tickets(reader: Reader<'_>) -> Vec<RelatedItem> {
    let Some(table) = reader.table("ticket") else { return Vec::new() };
    let end = reader.moment.start_of(reader.moment.today + 1);
    let due = open_tickets(table).filter_map(|row| match value(reader, table, row, "due") {
        Some(Value::Time(due)) if due < end => Some((due, row)),
        _ => None,
    });
    let mut due = due.collect::<Vec<_>>();
    order::sort(&mut due);
    let item = |(due, row)| RelatedItem {
        link: cells::row_link(reader, table, row),
        detail: cells::detail(reader, table, row),
        end: Cell::Time(due),
    };
    due.into_iter().take(MOST).map(item).collect()
}

/// An open deal that wants attention.
pub(crate) struct MarkedDeal {
    /// Its row.
    pub(crate) row: u32,
    /// Days without anything happening.
    pub(crate) days: i64,
    /// Days that its stage allows, where those are more.
    pub(crate) allowed: Option<i64>,
    /// A task is planned.
    pub(crate) has_step: bool,
}

/// Open deals that are quiet longer than their stage allows, or have no next step, in the order of their rows.
pub(crate) fn marked_deals(reader: Reader<'_>, table: &Table) -> Vec<MarkedDeal> {
    let (Some(status), Some(quiet), Some(step), Some(stage)) = (
        table.field("status"),
        table.field("quiet_days"),
        table.field("next_step"),
        table.field("stage"),
    ) else {
        return Vec::new();
    };
    let table = &reader.workspace.tables()[usize::from(table.number)];
    let Column::Word(statuses) = reader.column(table, status) else {
        return Vec::new();
    };
    let handles = reader.workspace.handles();
    let open = table.alive().rows().filter(|&row| statuses.get(row) == Some("open"));
    let marked = open.filter_map(|row| {
        let days = match reader.value(table, row, quiet) {
            Some(Value::Int(days)) => days,
            _ => 0,
        };
        let allowed = table
            .reference(row, stage)
            .and_then(|stage| reader.computed.stages().get(handles, stage))
            .and_then(|stage| stage.rotting_days)
            .filter(|&allowed| days > allowed);
        let has_step = reader.value(table, row, step).is_some();
        (allowed.is_some() || !has_step).then_some(MarkedDeal {
            row,
            days,
            allowed,
            has_step,
        })
    });
    marked.collect()
}

/// Open deals that want attention, the quietest first.
fn deals(reader: Reader<'_>) -> Vec<RelatedItem> {
    let Some(table) = reader.table("deal") else { return Vec::new() };
    let mut marked = marked_deals(reader, table);
    order::sort_by_key(&mut marked, |deal| (std::cmp::Reverse(deal.days), deal.row));
    let item = |deal: MarkedDeal| RelatedItem {
        link: cells::row_link(reader, table, deal.row),
        detail: cells::detail(reader, table, deal.row),
        end: Cell::Int(deal.days),
    };
    marked.into_iter().take(MOST).map(item).collect()
}

pub(crate) fn value(reader: Reader<'_>, table: &Table, row: u32, field: &str) -> Option<Value> {
    table
        .field(field)
        .and_then(|field| table.register(row, field, reader.workspace.handles()))
}

pub(crate) fn word<'a>(table: &'a Table, row: u32, field: &str) -> &'a str {
    table.field(field).and_then(|field| table.text(row, field)).unwrap_or_default()
}
