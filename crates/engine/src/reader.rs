//! Reading: tables and computed columns as one.

use model::{FieldDef, ObjectDef, RecordId, Value};

use crate::columns::Column;
use crate::computed::{Computed, Moment};
use crate::query::cells::shorten;
use crate::table::Table;
use crate::workspace::Workspace;

/// All that a query reads.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Records.
    pub workspace: &'a Workspace,
    /// Computed columns; refreshed for the fields in question before reading.
    pub computed: &'a Computed,
    /// When and in which currency it is read.
    pub moment: Moment,
}

impl<'a> Reader<'a> {
    /// The object of a table; `None` for objects that this version does not know.
    #[must_use]
    pub fn object(&self, table: &Table) -> Option<&'a ObjectDef> {
        self.workspace.schema().object(&table.object)
    }

    /// The definition of a field of a table.
    #[must_use]
    pub fn field(&self, table: &Table, field: u16) -> Option<&'a FieldDef> {
        self.object(table)?.field(&table.fields()[usize::from(field)].key)
    }

    /// The table of an object.
    #[must_use]
    pub fn table(&self, object: &str) -> Option<&'a Table> {
        self.workspace.table(object)
    }

    /// The values of a field, stored or computed.
    #[must_use]
    pub fn column(&self, table: &'a Table, field: u16) -> &'a Column {
        if table.fields()[usize::from(field)].computed
            && let Some(column) = self.computed.column(table.number, field)
        {
            return column;
        }
        table.column(field)
    }

    /// The value of a cell, stored or computed.
    #[must_use]
    pub fn value(&self, table: &'a Table, row: u32, field: u16) -> Option<Value> {
        if table.fields()[usize::from(field)].computed {
            let kind = table.fields()[usize::from(field)].kind;
            return self.column(table, field).get(row, kind, self.workspace.handles());
        }
        table.value(row, field, self.workspace.handles())
    }

    /// Table and row of a handle, whether the record is in use or not.
    #[must_use]
    pub fn place(&self, handle: u32) -> Option<(&'a Table, u32)> {
        let place = self.workspace.handles().place(handle)?;
        Some((&self.workspace.tables()[usize::from(place.table)], place.row))
    }

    /// The name of a record, by its object's primary field; empty when it is not there.
    #[must_use]
    pub fn label(&self, handle: u32) -> String {
        let Some((table, row)) = self.place(handle) else {
            return String::new();
        };
        let Some(primary) = self.object(table).and_then(|object| table.field(&object.primary)) else {
            return String::new();
        };
        match self.value(table, row, primary) {
            Some(Value::Text(text)) => text,
            Some(Value::Name(name)) => name.full(),
            _ => String::new(),
        }
    }

    /// What people call a record: its label, or where that may be empty and is, the first line of its text.
    #[must_use]
    pub fn name(&self, handle: u32) -> String {
        let label = self.label(handle);
        if !label.is_empty() {
            return label;
        }
        self.place(handle)
            .and_then(|(table, row)| self.stand_in(table, row))
            .unwrap_or_default()
    }

    fn stand_in(&self, table: &'a Table, row: u32) -> Option<String> {
        self.object(table)?.naming().skip(1).find_map(|field| {
            let Some(Value::Text(text)) = self.value(table, row, table.field(&field.key)?) else {
                return None;
            };
            let line = shorten(text.trim_start(), NAME_CHARS);
            (!line.is_empty()).then(|| line.trim_end().to_owned())
        })
    }

    /// The id of a handle.
    #[must_use]
    pub fn id(&self, handle: u32) -> RecordId {
        self.workspace.handles().id(handle)
    }
}

/// Characters of a text that stand for a name.
const NAME_CHARS: usize = 80;
