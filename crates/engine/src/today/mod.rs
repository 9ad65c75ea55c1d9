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

/// Puts a task into its list; tasks of later weeks and of earlier days' work are in none.
fn place(reader: Reader<'_>, table: &Table, row: u32, today: &mut Today) {
    let now = reader.moment.today;
    let day = |field: &str| match value(reader, table, row, field) {
        Some(Value::Date(day)) => Some(day),
        _ => None,
    };
    if word(table, row, "status") == "done" {
        if let Some(Value::Time(at)) = value(reader, table, row, "done_at")
            && reader.moment.day_of(at) == now
        {
            today.done.push(line(reader, table, row, day("due")));
        }
        return;
    }
    // A snoozed task comes back on its day, as if it were due then.
    let snoozed = day("snoozed_until").filter(|&until| until > now);
    let due = match (snoozed, day("due")) {
        (Some(until), _) => Some(until),
        (None, due) => due,
    };
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

/// Open tickets that are late or due today, the most urgent first.
fn tickets(reader: Reader<'_>) -> Vec<RelatedItem> {
    let Some(table) = reader.table("ticket") else { return Vec::new() };
    let Some(due_field) = table.field("due") else { return Vec::new() };
    let end = reader.moment.start_of(reader.moment.today + 1);
    let open = table
        .alive()
        .rows()
        .filter(|&row| !matches!(word(table, row, "status"), "solved" | "closed"));
    let due = open.filter_map(|row| match table.register(row, due_field, reader.workspace.handles()) {
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

/// Open deals that are quiet longer than their stage allows, or have no next step; the quietest first.
fn deals(reader: Reader<'_>) -> Vec<RelatedItem> {
    let Some(table) = reader.table("deal") else { return Vec::new() };
    let (Some(status), Some(quiet), Some(step), Some(stage)) = (
        table.field("status"),
        table.field("quiet_days"),
        table.field("next_step"),
        table.field("stage"),
    ) else {
        return Vec::new();
    };
    let Column::Word(statuses) = reader.column(&reader.workspace.tables()[usize::from(table.number)], status) else {
        return Vec::new();
    };
    let handles = reader.workspace.handles();
    let marked = table
        .alive()
        .rows()
        .filter(|&row| statuses.get(row) == Some("open"))
        .filter_map(|row| {
            let days = match reader.value(&reader.workspace.tables()[usize::from(table.number)], row, quiet) {
                Some(Value::Int(days)) => days,
                _ => 0,
            };
            let allowed = table
                .reference(row, stage)
                .and_then(|stage| reader.computed.stages().get(handles, stage))
                .and_then(|stage| stage.rotting_days);
            let rotting = allowed.is_some_and(|allowed| days > allowed);
            let has_step = reader
                .value(&reader.workspace.tables()[usize::from(table.number)], row, step)
                .is_some();
            (rotting || !has_step).then_some((days, row))
        });
    let mut marked = marked.collect::<Vec<_>>();
    order::sort_by_key(&mut marked, |&(days, row)| (std::cmp::Reverse(days), row));
    let item = |(days, row)| RelatedItem {
        link: cells::row_link(reader, table, row),
        detail: cells::detail(reader, table, row),
        end: Cell::Int(days),
    };
    marked.into_iter().take(MOST).map(item).collect()
}

fn value(reader: Reader<'_>, table: &Table, row: u32, field: &str) -> Option<Value> {
    table
        .field(field)
        .and_then(|field| table.register(row, field, reader.workspace.handles()))
}

fn word<'a>(table: &'a Table, row: u32, field: &str) -> &'a str {
    table.field(field).and_then(|field| table.text(row, field)).unwrap_or_default()
}
