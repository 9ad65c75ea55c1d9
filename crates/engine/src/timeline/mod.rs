//! What happened around a record, and which records point to it.
//!
//! A timeline is the union of everything that refers to its subject and has an instant: activities, tasks, deals, stage moves,
//! tickets, messages and orders. Items are gathered as light entries, counted and sorted, and only a page of them is written out.

mod item;
mod related;
#[cfg(test)]
mod tests;

use bridge::record::{Timeline, TimelineItem, TimelineKind, TimelineQuery};
use model::Value;

use crate::columns::Column;
use crate::query::find;
use crate::rank::created_millis;
use crate::reader::Reader;
use crate::table::Table;
use crate::workspace::Workspace;

pub use related::related;

/// Where a kind of event comes from: object, its reference to the subject, and its instant.
struct Source {
    object: &'static str,
    link: &'static str,
    instant: &'static str,
}

const fn source(object: &'static str, link: &'static str, instant: &'static str) -> Source {
    Source { object, link, instant }
}

/// What may stand in the timeline of an object.
fn sources(object: &str) -> &'static [Source] {
    const CONTACT: &[Source] = &[
        source("activity", "contact", "at"),
        source("task", "contact", "done_at"),
        source("deal", "contact", "created"),
        source("ticket", "requester", "created"),
        source("order", "contact", "date"),
    ];
    const COMPANY: &[Source] = &[
        source("activity", "company", "at"),
        source("task", "company", "done_at"),
        source("deal", "company", "created"),
        source("ticket", "company", "created"),
        source("order", "company", "date"),
    ];
    const DEAL: &[Source] = &[
        source("activity", "deal", "at"),
        source("task", "deal", "done_at"),
        source("stage_entry", "deal", "entered"),
        source("order", "deal", "date"),
    ];
    const TICKET: &[Source] = &[source("activity", "ticket", "at"), source("task", "ticket", "done_at"), source("message", "ticket", "at")];
    match object {
        "contact" => CONTACT,
        "company" => COMPANY,
        "deal" => DEAL,
        "ticket" => TICKET,
        _ => &[],
    }
}

/// One event, not yet written out.
struct Entry {
    at: i64,
    kind: TimelineKind,
    table: u16,
    row: u32,
    pinned: bool,
}

/// Computed fields that the related lists of an object show.
#[must_use]
pub fn computed(workspace: &Workspace, object: &str) -> Vec<(u16, u16)> {
    let pointing = workspace.schema().references_to(object);
    let ends = pointing.filter_map(|(object, _)| {
        let table = workspace.table(&object.key)?;
        let field = table.field(related::end_of(&object.key)?)?;
        table.fields()[usize::from(field)].computed.then_some((table.number, field))
    });
    let mut fields = ends.collect::<Vec<_>>();
    fields.sort_unstable();
    fields.dedup();
    fields
}

/// A page of the timeline of a record, newest first, pinned items before all.
#[must_use]
pub fn timeline(reader: Reader<'_>, query: &TimelineQuery) -> Timeline {
    let Some(mut entries) = entries(reader, query) else { return Timeline { total: 0, items: Vec::new(), counts: Vec::new() } };
    let mut counts: Vec<(TimelineKind, u32)> = Vec::new();
    for entry in &entries {
        match counts.iter_mut().find(|(kind, _)| *kind == entry.kind) {
            Some((_, count)) => *count += 1,
            None => counts.push((entry.kind, 1)),
        }
    }
    if !query.kinds.is_empty() {
        entries.retain(|entry| query.kinds.contains(&entry.kind));
    }
    entries.sort_by_key(|entry| (!entry.pinned, std::cmp::Reverse(entry.at), std::cmp::Reverse(entry.row)));
    let page = entries.iter().skip(query.skip as usize).take(query.limit as usize);
    let items = page.map(|entry| written(reader, entry)).collect();
    Timeline { total: entries.len() as u32, items, counts }
}

/// All events of the subject; `None` when there is no such record.
fn entries(reader: Reader<'_>, query: &TimelineQuery) -> Option<Vec<Entry>> {
    let subject = reader.table(&query.object)?;
    let row = find::row(reader.workspace.handles(), subject, query.record)?;
    let handle = subject.handle(row);
    let created = created_millis(reader.workspace, subject, row);
    let mut entries = vec![Entry { at: created, kind: TimelineKind::Created, table: subject.number, row, pinned: false }];
    for source in sources(&query.object) {
        let Some(table) = reader.table(source.object) else { continue };
        let instants = instants(table, source.instant);
        for row in reader.computed.links().alive(reader.workspace, table, source.link, handle) {
            let at = match instants {
                Some(values) => values.get(row as usize).copied().filter(|&at| at != model::block::NONE_I64),
                None if source.instant == "created" => Some(created_millis(reader.workspace, table, row)),
                None => None,
            };
            // A task that is not done yet lies ahead; it stands with the next steps, not with what happened.
            let Some(at) = at else { continue };
            entries.push(Entry { at, kind: item::kind(table, row), table: table.number, row, pinned: item::is_pinned(reader, table, row) });
        }
    }
    Some(entries)
}

/// The column of a stored instant; none for computed ones.
fn instants<'a>(table: &'a Table, field: &str) -> Option<&'a [i64]> {
    let field = table.field(field)?;
    match table.column(field) {
        Column::Int(values) if !table.fields()[usize::from(field)].computed => Some(values),
        _ => None,
    }
}

fn written(reader: Reader<'_>, entry: &Entry) -> TimelineItem {
    let table = &reader.workspace.tables()[usize::from(entry.table)];
    item::write(reader, table, entry.row, entry.at, entry.kind)
}

/// The text of a cell; empty where there is none.
fn text(reader: Reader<'_>, table: &Table, row: u32, field: &str) -> String {
    match table.field(field).and_then(|field| table.register(row, field, reader.workspace.handles())) {
        Some(Value::Text(text)) => text,
        Some(Value::Name(name)) => name.full(),
        _ => String::new(),
    }
}
