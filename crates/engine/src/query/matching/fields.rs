//! Where search looks in the records of an object.

use model::FieldKind;
use model::kind::Storage;
use model::order;

use crate::reader::Reader;
use crate::table::Table;

/// A field that search looks into.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SearchField {
    /// The field.
    pub field: u16,
    /// Its kind.
    pub kind: FieldKind,
    /// Its further values.
    pub further: Option<u16>,
    /// Table of the records it names, and the field that names them there.
    pub target: Option<(u16, u16)>,
    /// How much a match in it weighs.
    pub weight: u8,
}

/// Weight of the field that names a record.
pub const NAME_WEIGHT: u8 = 100;

/// Fields that search looks into, the heaviest first: the name, then ways to reach somebody, then what is related, then texts.
#[must_use]
pub fn fields(reader: Reader<'_>, table: &Table) -> Vec<SearchField> {
    let Some(object) = reader.object(table) else { return Vec::new() };
    let searched = object
        .fields
        .iter()
        .filter(|field| (field.searched || field.key == object.primary) && field.computed.is_none());
    let mut fields = searched
        .filter_map(|definition| {
            let field = table.field(&definition.key)?;
            let further = table.fields()[usize::from(field)].further;
            let is_name = definition.key == object.primary;
            let weight = if is_name { NAME_WEIGHT } else { weight(definition.kind) };
            let target = match definition.kind.storage() {
                Storage::Text | Storage::Word | Storage::WordSet => None,
                Storage::Ref | Storage::RefSet => Some(name_of(reader, definition.target.as_deref()?)?),
                Storage::Int | Storage::Float | Storage::Money => return None,
            };
            Some(SearchField {
                field,
                kind: definition.kind,
                further,
                target,
                weight,
            })
        })
        .collect::<Vec<_>>();
    order::sort_by_key(&mut fields, |field| u8::MAX - field.weight);
    fields
}

fn weight(kind: FieldKind) -> u8 {
    match kind {
        FieldKind::Email | FieldKind::Phone => 80,
        FieldKind::Text | FieldKind::PersonName => 70,
        FieldKind::Url => 60,
        FieldKind::Reference | FieldKind::References => 50,
        FieldKind::Choice | FieldKind::Choices => 45,
        FieldKind::Address => 40,
        _ => 20,
    }
}

/// Table of an object and the text field that names its records.
pub(crate) fn name_of(reader: Reader<'_>, object: &str) -> Option<(u16, u16)> {
    let table = reader.table(object)?;
    let primary = table.field(&reader.object(table)?.primary)?;
    (table.fields()[usize::from(primary)].kind.storage() == Storage::Text).then_some((table.number, primary))
}
