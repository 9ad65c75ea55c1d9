//! Events around a record, as small numbers: when, what, and the row behind it.

use std::cmp::Reverse;

use bridge::record::TimelineKind;

use crate::computed::Outcome;
use crate::computed::fields::{self, Ends, int};
use crate::rank::created_millis;
use crate::reader::Reader;
use crate::table::Table;
use model::order;

/// One event.
#[derive(Clone, Copy, Debug)]
pub(super) struct Event {
    /// When, in UTC milliseconds.
    pub(super) at: i64,
    pub(super) kind: TimelineKind,
    /// Number of the table behind it.
    pub(super) table: u16,
    /// Row of the record behind it.
    pub(super) row: u32,
    /// Kept at the top.
    pub(super) pinned: bool,
    /// For deals: closed rather than opened. For stages: row of the entry before, plus one.
    pub(super) detail: u32,
}

impl Event {
    /// Position in the timeline: pinned first, then newest; of one instant the record met last.
    pub(super) fn place(&self) -> (bool, Reverse<i64>, Reverse<(u16, u32, u32)>) {
        (!self.pinned, Reverse(self.at), Reverse((self.table, self.row, self.detail)))
    }
}

/// Everything that happened around a record, in no order.
pub(super) fn around(reader: Reader<'_>, table: &Table, row: u32) -> Vec<Event> {
    let mut gathering = Gathering {
        reader,
        handle: table.handle(row),
        events: Vec::new(),
    };
    match &*table.object {
        "contact" => {
            gathering.activities("contact");
            gathering.tasks("contact");
            gathering.deals("contact");
            gathering.tickets("requester");
            gathering.orders("contact");
        }
        "company" => {
            gathering.activities("company");
            gathering.tasks("company");
            gathering.deals("company");
            gathering.tickets("company");
            gathering.orders("company");
        }
        "deal" => {
            gathering.activities("deal");
            gathering.tasks("deal");
            gathering.moves(table, row);
            gathering.orders("deal");
        }
        "ticket" => {
            gathering.activities("ticket");
            gathering.tasks("ticket");
            gathering.messages(gathering.handle);
        }
        _ => {}
    }
    gathering.files();
    gathering.add(created_millis(reader.workspace, table, row), TimelineKind::Created, table, row);
    gathering.events
}

struct Gathering<'a> {
    reader: Reader<'a>,
    handle: u32,
    events: Vec<Event>,
}

impl<'a> Gathering<'a> {
    fn add(&mut self, at: i64, kind: TimelineKind, table: &Table, row: u32) {
        self.events.push(Event {
            at,
            kind,
            table: table.number,
            row,
            pinned: false,
            detail: 0,
        });
    }

    /// Rows in use of an object that point to a record by a field.
    fn linked(&self, object: &str, key: &str, handle: u32) -> Option<(&'a Table, Vec<u32>)> {
        let table = self.reader.table(object)?;
        let rows = self.reader.computed.links().alive(self.reader.workspace, table, key, handle);
        (!rows.is_empty()).then_some((table, rows))
    }

    fn activities(&mut self, key: &str) {
        let Some((activity, rows)) = self.linked("activity", key, self.handle) else {
            return;
        };
        let (ats, pins) = (fields::ints(activity, "at"), fields::ints(activity, "pinned"));
        let kinds = activity.field("type");
        for row in rows {
            let kind = match kinds.and_then(|field| activity.text(row, field)) {
                Some("call") => TimelineKind::Call,
                Some("email") => TimelineKind::Email,
                Some("meeting") => TimelineKind::Meeting,
                Some("visit") => TimelineKind::Visit,
                _ => TimelineKind::Note,
            };
            let at = int(ats, row).unwrap_or_else(|| created_millis(self.reader.workspace, activity, row));
            self.events.push(Event {
                at,
                kind,
                table: activity.number,
                row,
                pinned: int(pins, row) == Some(1),
                detail: 0,
            });
        }
    }

    /// Finished tasks, where they were finished, else on their day. What is still to be done lies ahead: it stands with the next
    /// steps, not with what happened.
    fn tasks(&mut self, key: &str) {
        let Some((task, rows)) = self.linked("task", key, self.handle) else {
            return;
        };
        let (done, due, open) = (fields::ints(task, "done_at"), fields::ints(task, "due"), fields::open_tasks(task));
        for row in rows.into_iter().filter(|&row| !open.holds(row)) {
            let due = || fields::day(due, row).map(|day| self.reader.moment.start_of(day));
            let at = int(done, row)
                .or_else(due)
                .unwrap_or_else(|| created_millis(self.reader.workspace, task, row));
            self.add(at, TimelineKind::Task, task, row);
        }
    }

    fn deals(&mut self, key: &str) {
        let Some((deal, rows)) = self.linked("deal", key, self.handle) else {
            return;
        };
        let opened = fields::ints(deal, "opened_on");
        for row in rows {
            let day = fields::day(opened, row).map(|day| self.reader.moment.start_of(day));
            let at = day.unwrap_or_else(|| created_millis(self.reader.workspace, deal, row));
            self.add(at, TimelineKind::Deal, deal, row);
            self.moves(deal, row);
        }
    }

    /// Moves of a deal from stage to stage, and its closing where no move says so. The first entry of the log is no move.
    fn moves(&mut self, deal: &Table, row: u32) {
        let mut entries = Vec::new();
        let mut last = None;
        if let Some((entry, rows)) = self.linked("stage_entry", "deal", deal.handle(row)) {
            let entered = fields::ints(entry, "entered");
            entries.extend(rows.into_iter().filter_map(|row| Some((int(entered, row)?, row))));
            order::sort(&mut entries);
            for pair in entries.windows(2) {
                let ((_, before), (at, row)) = (pair[0], pair[1]);
                self.events.push(Event {
                    at,
                    kind: TimelineKind::Stage,
                    table: entry.number,
                    row,
                    pinned: false,
                    detail: before + 1,
                });
                last = Ends::of_key(entry, "stage").first(row);
            }
        }
        let stage = Ends::of_key(deal, "stage").first(row);
        let outcome = self.reader.computed.stages().outcome(self.reader.workspace.handles(), stage);
        let closed = fields::day(fields::ints(deal, "closed_on"), row).filter(|_| matches!(outcome, Some(Outcome::Won | Outcome::Lost)));
        if let Some(day) = closed.filter(|_| last != stage) {
            self.events.push(Event {
                at: self.reader.moment.start_of(day),
                kind: TimelineKind::Deal,
                table: deal.number,
                row,
                pinned: false,
                detail: 1,
            });
        }
    }

    /// Tickets stand where they were made, or at their first message when that is older, as with imported ones.
    fn tickets(&mut self, key: &str) {
        let Some((ticket, rows)) = self.linked("ticket", key, self.handle) else {
            return;
        };
        for row in rows {
            let first = self.messages(ticket.handle(row));
            let made = created_millis(self.reader.workspace, ticket, row);
            self.add(first.map_or(made, |first| first.min(made)), TimelineKind::Ticket, ticket, row);
        }
    }

    /// Messages of a ticket. Returns when the first one was written.
    fn messages(&mut self, ticket: u32) -> Option<i64> {
        let (message, rows) = self.linked("message", "ticket", ticket)?;
        let ats = fields::ints(message, "at");
        let mut first = None;
        for row in rows {
            let at = int(ats, row).unwrap_or_else(|| created_millis(self.reader.workspace, message, row));
            first = Some(first.map_or(at, |first: i64| first.min(at)));
            self.add(at, TimelineKind::Message, message, row);
        }
        first
    }

    fn files(&mut self) {
        let Some((file, rows)) = self.linked("file", "record", self.handle) else {
            return;
        };
        for row in rows {
            self.add(created_millis(self.reader.workspace, file, row), TimelineKind::File, file, row);
        }
    }

    fn orders(&mut self, key: &str) {
        let Some((order, rows)) = self.linked("order", key, self.handle) else {
            return;
        };
        let dates = fields::ints(order, "date");
        for row in rows {
            let at = int(dates, row).unwrap_or_else(|| created_millis(self.reader.workspace, order, row));
            self.add(at, TimelineKind::Order, order, row);
        }
    }
}
