//! From an event to the line that shows it.

use bridge::record::{TimelineItem, TimelineKind};
use bridge::{Cell, RecordLink};

use super::events::Event;
use crate::computed::fields::Ends;
use crate::query::cells;
use crate::reader::Reader;
use crate::table::Table;

/// The line of an event in the timeline of the record `of`.
pub(super) fn item(reader: Reader<'_>, of: u32, event: &Event) -> TimelineItem {
    let table = &reader.workspace.tables()[usize::from(event.table)];
    let line = Line {
        reader,
        table,
        row: event.row,
        of,
    };
    let own = || cells::row_link(reader, table, event.row);
    let mut item = TimelineItem {
        at: event.at,
        kind: event.kind,
        link: own(),
        by: line.first("owner"),
        with: Vec::new(),
        title: reader.label(table.handle(event.row)),
        body: String::new(),
        end: Cell::Empty,
        pinned: event.pinned,
        internal: false,
        received: false,
    };
    match event.kind {
        TimelineKind::Note | TimelineKind::Call | TimelineKind::Email | TimelineKind::Meeting | TimelineKind::Visit => {
            item.with = line.others(&["contact"]);
            item.body = line.text("body");
            item.received = line.is("direction", "in");
            item.end = [line.cell("duration"), line.cell("outcome")]
                .into_iter()
                .find(|cell| !cell.is_empty())
                .unwrap_or_default();
        }
        TimelineKind::Task => {
            item.with = line.others(&["contact"]);
            item.body = line.text("description");
            item.end = line.cell("status");
        }
        TimelineKind::Deal => {
            item.with = line.others(&["contact"]);
            item.end = if event.detail == 0 {
                line.cell("value")
            } else {
                line.cell("status")
            };
        }
        TimelineKind::Stage => {
            let deal = line.first("deal");
            let before = Line {
                row: event.detail.saturating_sub(1),
                ..line
            };
            item.by = None;
            item.title = line.first("stage").map_or_else(String::new, |to| to.label);
            item.end = before.first("stage").map_or(Cell::Empty, Cell::Record);
            item.link = deal.unwrap_or(item.link);
        }
        TimelineKind::Ticket => {
            item.by = line.first("requester");
            item.body = line.text("description");
            item.end = line.cell("status");
        }
        TimelineKind::Message => {
            let ticket = line.first("ticket");
            item.by = line.first("author").or_else(|| line.first("sender"));
            item.title = ticket.as_ref().map_or_else(String::new, |ticket| ticket.label.clone());
            item.body = line.text("body");
            item.internal = line.is("visibility", "internal");
            item.received = line.is("direction", "in");
            // In the timeline of its own ticket a message stands for itself.
            item.link = ticket.filter(|ticket| ticket.id != reader.id(of)).unwrap_or(item.link);
        }
        TimelineKind::Order => {
            item.with = line.others(&["contact"]);
            item.end = line.cell("total");
        }
        TimelineKind::File => item.by = line.first("by"),
        TimelineKind::Created => item.by = None,
    }
    item
}

/// A record as a line shows it.
#[derive(Clone, Copy)]
struct Line<'a> {
    reader: Reader<'a>,
    table: &'a Table,
    row: u32,
    of: u32,
}

impl Line<'_> {
    fn cell(&self, key: &str) -> Cell {
        self.table
            .field(key)
            .map_or(Cell::Empty, |field| cells::cell(self.reader, self.table, self.row, field))
    }

    fn text(&self, key: &str) -> String {
        self.table
            .field(key)
            .and_then(|field| self.table.text(self.row, field))
            .unwrap_or_default()
            .to_owned()
    }

    fn is(&self, key: &str, word: &str) -> bool {
        self.table.field(key).and_then(|field| self.table.text(self.row, field)) == Some(word)
    }

    fn first(&self, key: &str) -> Option<RecordLink> {
        Ends::of_key(self.table, key)
            .first(self.row)
            .map(|handle| cells::link(self.reader, handle))
    }

    /// The records that fields name, without the one whose timeline it is.
    fn others(&self, keys: &[&str]) -> Vec<RecordLink> {
        let mut links = Vec::new();
        for key in keys {
            Ends::of_key(self.table, key).each(self.row, |handle| {
                if handle != self.of {
                    links.push(cells::link(self.reader, handle));
                }
            });
        }
        links
    }
}
