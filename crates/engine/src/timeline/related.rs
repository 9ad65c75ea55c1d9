//! Records that point to a record: how many by each field, and the newest few.

use bridge::Cell;
use bridge::record::{RelatedItem, RelatedList};
use model::order;
use model::{Computed, FieldKind};

use crate::computed::fields::{self, int};
use crate::query::cells;
use crate::reader::Reader;
use crate::table::Table;

/// Every list of records in use that point to this one, in the order of the schema: how many, and the newest few. Lists of
/// objects that the product keeps for itself are left out, except lines: they are the order.
#[must_use]
pub fn related(reader: Reader<'_>, table: &Table, row: u32, first: usize) -> Vec<RelatedList> {
    let handle = table.handle(row);
    let pointing = reader.workspace.schema().references_to(&table.object);
    let shown = pointing.filter(|(object, field)| (!object.hidden || object.key == *"line") && field.computed.is_none());
    let lists = shown.filter_map(|(object, field)| {
        let source = reader.table(&object.key)?;
        let mut rows = reader.computed.links().alive(reader.workspace, source, &field.key, handle);
        let count = rows.len() as u32;
        newest(source, &mut rows, first);
        Some(RelatedList {
            object: object.key.clone(),
            field: field.key.clone(),
            count,
            first: rows.into_iter().map(|row| item(reader, source, row)).collect(),
        })
    });
    lists.collect()
}

/// Keeps the newest rows, newest first: by the date of what happened where there is one, else by the order in which records were met.
fn newest(table: &Table, rows: &mut Vec<u32>, first: usize) {
    let date = match &*table.object {
        "activity" => "at",
        "order" => "date",
        _ => "",
    };
    let dates = fields::ints(table, date);
    let place = |row: &u32| std::cmp::Reverse((int(dates, *row), *row));
    order::keep_first_by_key(rows, first, place);
}

/// A record as one line of a list.
pub(crate) fn item(reader: Reader<'_>, table: &Table, row: u32) -> RelatedItem {
    RelatedItem {
        link: cells::row_link(reader, table, row),
        detail: cells::detail(reader, table, row),
        end: end(reader, table, row),
    }
}

/// What stands at the end of a record's line: its amount, deadline or state.
fn end(reader: Reader<'_>, table: &Table, row: u32) -> Cell {
    let keys: &[&str] = match &*table.object {
        "deal" => &["value", "status"],
        "order" | "line" => &["total"],
        "ticket" | "campaign" => &["status"],
        "task" if table.field("status").and_then(|field| table.text(row, field)) == Some("done") => &["status"],
        "task" => &["due"],
        "activity" => &["at"],
        "product" => &["price"],
        "contact" | "company" => &["stage"],
        _ => return first_telling(reader, table, row),
    };
    let cells = keys
        .iter()
        .filter_map(|key| table.field(key))
        .map(|field| cells::cell(reader, table, row, field));
    cells.into_iter().find(|cell| !cell.is_empty()).unwrap_or_default()
}

/// For objects that people made: the first amount, day or choice that has a value.
fn first_telling(reader: Reader<'_>, table: &Table, row: u32) -> Cell {
    let telling = |kind: FieldKind| matches!(kind, FieldKind::Money | FieldKind::Date | FieldKind::DateTime | FieldKind::Choice);
    let stamps = |computed: Option<Computed>| matches!(computed, Some(Computed::Created | Computed::Updated));
    let fields = reader.object(table).map_or(&[][..], |object| &object.fields);
    let fields = fields
        .iter()
        .filter(|field| telling(field.kind) && !stamps(field.computed) && !field.hidden);
    let mut cells = fields
        .filter_map(|field| table.field(&field.key))
        .map(|field| cells::cell(reader, table, row, field));
    cells.find(|cell| !cell.is_empty()).unwrap_or_default()
}
