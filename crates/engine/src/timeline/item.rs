//! Items of a timeline, written out.

use bridge::record::{TimelineItem, TimelineKind};
use bridge::{Cell, RecordLink};
use model::Value;

use super::text;
use crate::query::cells;
use crate::reader::Reader;
use crate::table::Table;

/// What kind of event a row is.
pub(super) fn kind(table: &Table, row: u32) -> TimelineKind {
    match table.object.as_str() {
        "activity" => match table.field("type").and_then(|field| table.text(row, field)) {
            Some("call") => TimelineKind::Call,
            Some("email") => TimelineKind::Email,
            Some("meeting") => TimelineKind::Meeting,
            Some("visit") => TimelineKind::Visit,
            _ => TimelineKind::Note,
        },
        "task" => TimelineKind::Task,
        "deal" => TimelineKind::Deal,
        "stage_entry" => TimelineKind::Stage,
        "ticket" => TimelineKind::Ticket,
        "message" => TimelineKind::Message,
        "order" => TimelineKind::Order,
        _ => TimelineKind::Created,
    }
}

/// Whether a person keeps it at the top.
pub(super) fn is_pinned(reader: Reader<'_>, table: &Table, row: u32) -> bool {
    let pinned = table.field("pinned").and_then(|field| table.register(row, field, reader.workspace.handles()));
    pinned == Some(Value::Bool(true))
}

/// An item with its names, words and amount.
pub(super) fn write(reader: Reader<'_>, table: &Table, row: u32, at: i64, kind: TimelineKind) -> TimelineItem {
    let words = |field: &str| text(reader, table, row, field);
    let cell = |field: &str| table.field(field).map(|field| cells::cell(reader, table, row, field)).unwrap_or_default();
    let link = cells::row_link(reader, table, row);
    let (title, body, end) = match kind {
        TimelineKind::Stage => (stage_name(&cell("stage")), String::new(), cell("stayed")),
        TimelineKind::Message => (String::new(), words("body"), Cell::Empty),
        TimelineKind::Deal => (link.label.clone(), String::new(), cell("value")),
        TimelineKind::Order => (link.label.clone(), String::new(), cell("total")),
        TimelineKind::Ticket => (link.label.clone(), words("description"), cell("status")),
        TimelineKind::Task => (link.label.clone(), words("description"), cell("due")),
        TimelineKind::Created => (link.label.clone(), String::new(), Cell::Empty),
        _ => (words("subject"), words("body"), cell("duration")),
    };
    TimelineItem {
        at,
        kind,
        by: one(cell(if kind == TimelineKind::Message { "author" } else { "owner" })),
        with: many(cell(if kind == TimelineKind::Message { "sender" } else { "contact" })),
        title,
        body,
        end,
        pinned: is_pinned(reader, table, row),
        internal: words("visibility") == "internal",
        received: words("direction") == "in",
        link,
    }
}

fn stage_name(cell: &Cell) -> String {
    match cell {
        Cell::Record(link) => link.label.clone(),
        _ => String::new(),
    }
}

fn one(cell: Cell) -> Option<RecordLink> {
    match cell {
        Cell::Record(link) => Some(link),
        Cell::Records(links) => links.into_iter().next(),
        _ => None,
    }
}

fn many(cell: Cell) -> Vec<RecordLink> {
    match cell {
        Cell::Record(link) => vec![link],
        Cell::Records(links) => links,
        _ => Vec::new(),
    }
}
