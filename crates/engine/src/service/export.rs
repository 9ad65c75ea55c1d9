//! Views as CSV files.

use bridge::{Failure, Reply};
use interchange::export::{CsvWriter, ExportCell, ExportColumn, Item, Mode, Style};
use model::block::NONE_U32;
use model::{RecordId, Value, View};

use super::Service;
use crate::columns::Column;
use crate::query;
use crate::reader::Reader;
use crate::store::Store;
use crate::table::Table;

impl<S: Store> Service<S> {
    /// The records of a view, all of them, with the columns of the view.
    pub(super) fn export_csv(&self, view: &View, for_spreadsheet: bool) -> Result<Reply, Failure> {
        let fields = query::view_computed(view, &self.session.borrow().workspace)?;
        let decimal = self.context.borrow().decimal;
        self.read(&fields, |reader, views| {
            let rows = query::rows(view, reader, views.indexes())?;
            let object = reader.workspace.schema().object(&view.object).ok_or(Failure::Gone)?;
            let table = reader.table(&view.object).ok_or(Failure::Gone)?;
            let keys = if view.columns.is_empty() { &object.columns } else { &view.columns };
            let columns = keys
                .iter()
                .filter_map(|key| Some((object.field(key)?, table.field(key)?)))
                .collect::<Vec<_>>();
            let mode = if for_spreadsheet { Mode::Spreadsheet } else { Mode::Lossless };
            let heads = columns
                .iter()
                .map(|(field, _)| ExportColumn::new(field, field.key == object.primary))
                .collect();
            let mut writer = CsvWriter::new(
                Style {
                    mode,
                    delimiter: b',',
                    bom: for_spreadsheet,
                    decimal,
                },
                heads,
            );
            for row in rows {
                let values = columns
                    .iter()
                    .map(|&(_, number)| Values::read(reader, table, row, number))
                    .collect::<Vec<_>>();
                let items = values.iter().map(Values::items).collect::<Vec<_>>();
                let cells = items
                    .iter()
                    .map(|(primary, further)| ExportCell {
                        primary: *primary,
                        further,
                    })
                    .collect::<Vec<_>>();
                writer.row(table.id(row, reader.workspace.handles()), &cells);
            }
            Ok(Reply::File(bridge::FileReply {
                name: format!("{}.csv", object.plural.to_lowercase()),
                media_type: "text/csv".to_owned(),
                bytes: writer.take(),
            }))
        })
    }
}

/// What a cell holds, with records by name.
struct Values {
    primary: Option<Named>,
    further: Vec<Named>,
}

enum Named {
    Value(Value),
    Record(RecordId, String),
}

impl Named {
    fn item(&self) -> Item<'_> {
        match self {
            Named::Value(value) => Item::Value(value),
            Named::Record(id, name) => Item::Record(*id, name),
        }
    }
}

impl Values {
    fn read(reader: Reader<'_>, table: &Table, row: u32, number: u16) -> Self {
        let mut primary = named(reader, table, row, number);
        let meta = &table.fields()[usize::from(number)];
        if meta.kind.is_set() {
            return Self {
                primary: None,
                further: primary,
            };
        }
        let further = meta.further.map(|further| named(reader, table, row, further)).unwrap_or_default();
        Self {
            primary: primary.pop(),
            further,
        }
    }

    fn items(&self) -> (Option<Item<'_>>, Vec<Item<'_>>) {
        (
            self.primary.as_ref().map(Named::item),
            self.further.iter().map(Named::item).collect(),
        )
    }
}

fn named(reader: Reader<'_>, table: &Table, row: u32, number: u16) -> Vec<Named> {
    let record = |handle: u32| Named::Record(reader.id(handle), reader.label(handle));
    // The table as the reader holds it, so that its columns live as long.
    let table = &reader.workspace.tables()[usize::from(table.number)];
    match reader.column(table, number) {
        Column::Ref(handles) => handles
            .get(row as usize)
            .filter(|&&handle| handle != NONE_U32)
            .map(|&handle| record(handle))
            .into_iter()
            .collect(),
        Column::RefSet(sets) => sets.get(row).iter().map(|&handle| record(handle)).collect(),
        column => {
            let value = column.get(row, table.fields()[usize::from(number)].kind, reader.workspace.handles());
            value.iter().flat_map(Value::elements).cloned().map(Named::Value).collect()
        }
    }
}
