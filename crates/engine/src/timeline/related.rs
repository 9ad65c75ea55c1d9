//! Related lists: records that point to a record, by object and field.

use bridge::record::{RelatedItem, RelatedList};

use crate::query::cells;
use crate::reader::Reader;
use crate::table::Table;

/// The field shown at the end of a related line.
pub(super) fn end_of(object: &str) -> Option<&'static str> {
    match object {
        "deal" => Some("value"),
        "order" | "line" => Some("total"),
        "ticket" => Some("status"),
        "task" => Some("due"),
        "activity" => Some("at"),
        "product" => Some("price"),
        "campaign" => Some("status"),
        _ => None,
    }
}

/// Lists of the records in use that point to this one: how many, and the newest few.
#[must_use]
pub fn related(reader: Reader<'_>, table: &Table, row: u32, first: usize) -> Vec<RelatedList> {
    let handle = table.handle(row);
    let pointing = reader.workspace.schema().references_to(&table.object);
    // What the product keeps for itself is shown in places of its own; the lines of an order are the order.
    let shown = pointing.filter(|(object, field)| (!object.hidden || *object.key == *"line") && field.key != *"tags");
    let lists = shown.filter_map(|(object, field)| {
        let pointing = reader.table(&object.key)?;
        let rows = reader.computed.links().alive(reader.workspace, pointing, &field.key, handle);
        let end = end_of(&object.key).and_then(|field| pointing.field(field));
        let item = |&row: &u32| RelatedItem {
            link: cells::row_link(reader, pointing, row),
            detail: cells::detail(reader, pointing, row),
            end: end.map(|field| cells::cell(reader, pointing, row, field)).unwrap_or_default(),
        };
        let first = rows.iter().rev().take(first).map(item).collect();
        Some(RelatedList { object: object.key.clone(), field: field.key.clone(), count: rows.len() as u32, first })
    });
    lists.collect()
}
