//! Whether what is being typed is there already.

use bridge::RecordLine;
use bridge::duplicates::{Known, Likeness, NameAnd};
use model::validate::fold;
use model::{FieldKey, FieldKind, Value};

use super::names;
use crate::bitmap::Bitmap;
use crate::columns::Column;
use crate::query::folded::form;
use crate::query::{Indexes, cells};
use crate::reader::Reader;
use crate::table::Table;

/// Most records that are told.
const MOST_TOLD: usize = 3;

/// Records in use that may be the one with these values, the surest first.
#[must_use]
pub fn known(reader: Reader<'_>, indexes: &Indexes, object: &str, values: &[(FieldKey, Value)]) -> Vec<Known> {
    let Some(table) = reader.table(object) else { return Vec::new() };
    let Some(definition) = reader.object(table).filter(|definition| definition.is_of_single_things()) else {
        return Vec::new();
    };
    let probe = Probe { reader, indexes, table };
    let value = |key: &str| values.iter().find(|(field, _)| **field == *key).map(|(_, value)| value);
    let name = value(&definition.primary).map(text_of).unwrap_or_default();
    let key = names::key(&fold(&name), *table.object == *"company");
    let mut found: Vec<(u32, Likeness)> = Vec::new();
    for (field, value) in values {
        let Some(number) = table.field(field) else { continue };
        let kind = table.fields()[usize::from(number)].kind;
        for element in value
            .elements()
            .iter()
            .filter(|_| matches!(kind, FieldKind::Email | FieldKind::Phone))
        {
            let text = text_of(element);
            for row in probe.with(number, kind, &text).rows() {
                match kind {
                    FieldKind::Email => found.insert(0, (row, Likeness::Email(text.clone()))),
                    // People share telephones.
                    _ if probe.is_called(row, &key) => found.push((row, Likeness::Phone(text.clone()))),
                    _ => {}
                }
            }
        }
    }
    if let Some(primary) = table
        .field(&definition.primary)
        .filter(|_| key.contains(' ') || *table.object != *"contact")
    {
        let company = value("company").and_then(|value| value.elements().first().and_then(Value::as_ref));
        for row in probe.called(primary, &key) {
            found.push((row, probe.name_and_more(row, company)));
        }
    }
    let mut told: Vec<u32> = Vec::new();
    found.retain(|(row, _)| {
        table.is_alive(*row) && !told.contains(row) && {
            told.push(*row);
            true
        }
    });
    found.truncate(MOST_TOLD);
    let known = found.into_iter().map(|(row, likeness)| Known {
        record: RecordLine {
            link: cells::row_link(reader, table, row),
            detail: cells::detail(reader, table, row),
        },
        likeness,
    });
    known.collect()
}

struct Probe<'a> {
    reader: Reader<'a>,
    indexes: &'a Indexes,
    table: &'a Table,
}

impl Probe<'_> {
    /// Rows that have a text in a field or among its further values.
    fn with(&self, field: u16, kind: FieldKind, text: &str) -> Bitmap {
        let (len, wanted) = (self.table.len(), form(text, kind));
        let folded = self.indexes.folded(self.reader, self.table, field);
        let mut rows = folded.map_or_else(
            || Bitmap::filled(len, false),
            |folded| folded.filter(len, |text| text == wanted.as_bytes()),
        );
        let further = self.table.fields()[usize::from(field)].further;
        if let Some(Column::WordSet(words, sets)) = further.map(|further| self.table.column(further)) {
            let codes = words.list().iter().zip(0u32..).filter(|(word, _)| form(word, kind) == wanted);
            for (_, code) in codes {
                let with = (0..sets.len() as u32).filter(|&row| sets.get(row).binary_search(&code).is_ok());
                with.for_each(|row| rows.set(row as usize, true));
            }
        }
        rows
    }

    /// Rows of a name.
    fn called(&self, primary: u16, key: &str) -> Vec<u32> {
        let Some(word) = key.split(' ').max_by_key(|word| word.len()).filter(|word| !word.is_empty()) else {
            return Vec::new();
        };
        let Some(folded) = self.indexes.folded(self.reader, self.table, primary) else {
            return Vec::new();
        };
        let rows = folded.containing(word.as_bytes(), self.table.len());
        rows.rows().filter(|&row| self.key_of(folded.get(row)) == key).collect()
    }

    fn key_of(&self, folded: &[u8]) -> String {
        names::key(&String::from_utf8_lossy(folded), *self.table.object == *"company")
    }

    fn is_called(&self, row: u32, key: &str) -> bool {
        let own = names::key(&fold(&self.reader.label(self.table.handle(row))), *self.table.object == *"company");
        key.is_empty() || own.is_empty() || names::are_alike(&own, key)
    }

    fn name_and_more(&self, row: u32, company: Option<model::RecordId>) -> Likeness {
        let handle = self.table.field("company").and_then(|field| self.table.reference(row, field));
        match handle.filter(|&handle| company == Some(self.reader.id(handle))) {
            Some(handle) => Likeness::NameAndMore(NameAnd::Company(self.reader.label(handle))),
            None => Likeness::Name,
        }
    }
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Name(name) => name.full(),
        _ => String::new(),
    }
}
