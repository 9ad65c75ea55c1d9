//! What happened around a record, and which records point to it.
//!
//! A timeline is put together from the records that name the one in question: activities, tasks, deals with their moves, tickets
//! with their messages, orders, files, and its own making. Nothing of it is stored twice, so it is right by construction. Events are
//! gathered as small numbers and only those of the page become [`bridge::record::TimelineItem`]s.
//!
//! Invariants: records in the bin are in no timeline and in no related list; pages of one timeline neither overlap nor leave
//! gaps while nothing is written; an event counts once however many references lead to it.

mod events;
mod items;
mod related;
#[cfg(test)]
mod tests;

use bridge::record::{Timeline, TimelineKind, TimelineQuery};

use crate::query::find;
use crate::reader::Reader;
use crate::workspace::Workspace;
use model::order;

use events::Event;

pub use related::related;

/// Kinds in the order of their counts.
const KINDS: [TimelineKind; 13] = [
    TimelineKind::Note,
    TimelineKind::Call,
    TimelineKind::Email,
    TimelineKind::Meeting,
    TimelineKind::Visit,
    TimelineKind::Task,
    TimelineKind::Deal,
    TimelineKind::Stage,
    TimelineKind::Ticket,
    TimelineKind::Message,
    TimelineKind::Order,
    TimelineKind::File,
    TimelineKind::Created,
];

/// Computed fields that timelines and related lists of an object show: refreshed before reading.
#[must_use]
pub fn computed(workspace: &Workspace, object: &str) -> Vec<(u16, u16)> {
    let shown = [("order", "total"), ("line", "total"), ("deal", "status")];
    let points_here = |key: &str| workspace.schema().references_to(object).any(|(other, _)| other.key == *key);
    let shown = shown.into_iter().filter(|(key, _)| points_here(key));
    shown
        .filter_map(|(key, field)| workspace.table(key).and_then(|table| Some((table.number, table.field(field)?))))
        .collect()
}

/// A page of what happened around a record, newest first and pinned ones before all. Empty for a record that is not there.
#[must_use]
pub fn timeline(reader: Reader<'_>, query: &TimelineQuery) -> Timeline {
    let nothing = Timeline {
        total: 0,
        items: Vec::new(),
        counts: Vec::new(),
    };
    let Some(table) = reader.table(&query.object) else { return nothing };
    let Some(row) = find::row(reader.workspace.handles(), table, query.record) else {
        return nothing;
    };
    let mut events = events::around(reader, table, row);
    let count = |kind: TimelineKind| events.iter().filter(|event| event.kind == kind).count() as u32;
    let counts = KINDS
        .map(|kind| (kind, count(kind)))
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .collect();
    if !query.kinds.is_empty() {
        events.retain(|event| query.kinds.contains(&event.kind));
    }
    let total = events.len() as u32;
    let page = page(&mut events, query.skip as usize, query.limit as usize);
    Timeline {
        total,
        items: page.iter().map(|event| items::item(reader, table.handle(row), event)).collect(),
        counts,
    }
}

/// The events of a page, in order. Only as much is sorted as the page needs.
fn page(events: &mut Vec<Event>, skip: usize, limit: usize) -> &[Event] {
    let end = skip.saturating_add(limit).min(events.len());
    if skip >= end {
        return &[];
    }
    order::keep_first_by_key(events, end, Event::place);
    &events[skip..]
}
