//! Views as CSV files.

use bridge::{Failure, Reply};
use interchange::export::{Cell as ExportCell, CsvWriter, ExportColumn, Mode, Style};
use model::{FieldDef, FieldKind, Value, View};

use model::block::NONE_U32;

use super::Service;
use crate::columns::Column;
use crate::query;
use crate::reader::Reader;
use crate::store::Store;
use crate::table::Table;

impl<S: Store> Service<S> {
    /// The records of a view, all of them, with the columns of the view. References are written by name.
    pub(super) fn export_csv(&self, view: &View, for_spreadsheet: bool) -> Result<Reply, Failure> {
        let fields = query::view_computed(view, &self.session.borrow().workspace)?;
        self.read(&fields, |reader, views| {
            let rows = query::rows(view, reader, views.indexes())?;
            let object = reader.workspace.schema().object(&view.object).ok_or(Failure::Gone)?;
            let table = reader.table(&view.object).ok_or(Failure::Gone)?;
            let keys = if view.columns.is_empty() { &object.columns } else { &view.columns };
            let columns = keys.iter().filter_map(|key| Some((object.field(key)?, table.field(key)?))).collect::<Vec<_>>();
            let mode = if for_spreadsheet { Mode::Spreadsheet } else { Mode::Lossless };
            let heads = columns.iter().map(|(field, _)| ExportColumn { label: field.label.clone(), kind: field.kind, multi: field.multi }).collect::<Vec<_>>();
            let mut writer = CsvWriter::new(Style { mode, delimiter: b',', bom: for_spreadsheet }, &heads);
            writer.header();
            for row in rows {
                let values = columns.iter().map(|&(field, number)| values(reader, table, row, field, number)).collect::<Vec<_>>();
                let cells = values.iter().map(|(primary, further)| ExportCell { primary: primary.as_ref(), further }).collect::<Vec<_>>();
                writer.row(table.id(row, reader.workspace.handles()), &cells);
            }
            Ok(Reply::File { name: format!("{}.csv", object.plural.to_lowercase()), media_type: "text/csv".to_owned(), bytes: writer.take() })
        })
    }
}

/// The primary and the further values of a cell, with records and options by name.
fn values(reader: Reader<'_>, table: &Table, row: u32, field: &FieldDef, number: u16) -> (Option<Value>, Vec<Value>) {
    let further = table.fields()[usize::from(number)].further.map(|further| column_values(reader, table, row, field, further)).unwrap_or_default();
    let mut own = column_values(reader, table, row, field, number);
    if field.kind.is_set() {
        return (None, own);
    }
    (own.pop(), further)
}

fn column_values(reader: Reader<'_>, table: &Table, row: u32, field: &FieldDef, number: u16) -> Vec<Value> {
    let named = |handle: u32| {
        let label = reader.label(handle);
        Value::Text(if label.is_empty() { reader.id(handle).to_string() } else { label })
    };
    match reader.column(table, number) {
        Column::Ref(handles) => handles.get(row as usize).filter(|&&handle| handle != NONE_U32).map(|&handle| named(handle)).into_iter().collect(),
        Column::RefSet(sets) => sets.get(row).iter().map(|&handle| named(handle)).collect(),
        column => {
            let value = column.get(row, table.fields()[usize::from(number)].kind, reader.workspace.handles());
            value.iter().flat_map(Value::elements).map(|value| labelled(field, value)).collect()
        }
    }
}

fn labelled(field: &FieldDef, value: &Value) -> Value {
    match value {
        Value::Text(key) if matches!(field.kind, FieldKind::Choice | FieldKind::Choices) => {
            Value::Text(field.option(key).map_or_else(|| key.clone(), |option| option.label.clone()))
        }
        other => other.clone(),
    }
}
