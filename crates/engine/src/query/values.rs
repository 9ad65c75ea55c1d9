//! Values in use: what filters and open choices offer, most used first.

use bridge::ChoiceCell;
use model::Tone;
use model::block::NONE_U32;
use model::kind::Storage;
use model::validate::fold;
use rustc_hash::FxHashMap;

use super::cells::{choice, link};
use super::error::QueryError;
use super::folded::shown;
use crate::columns::Column;
use crate::reader::Reader;
use crate::table::Table;

/// Most values of one answer.
const MOST_VALUES: usize = 200;

/// Values of a field among records in use, with how many records have each; further values count too. `prefix` is what one of
/// their words starts with, without regard to case and accents. Options of a choice that nobody uses stand behind, with 0.
/// The key of a record is its id. Fields of numbers and days have no such values.
///
/// # Errors
/// [`QueryError::UnknownObject`] and [`QueryError::UnknownField`].
pub fn values(reader: Reader<'_>, object: &str, field: &str, prefix: &str) -> Result<Vec<(ChoiceCell, u32)>, QueryError> {
    let table = reader.table(object).ok_or_else(|| QueryError::UnknownObject(object.into()))?;
    let unknown = || QueryError::UnknownField { object: object.to_owned(), field: field.into() };
    let number = table.field(field).ok_or_else(unknown)?;
    let definition = reader.field(table, number).ok_or_else(unknown)?;
    let mut uses = Uses::default();
    let own = reader.column(table, number);
    uses.count(own, table);
    if let Some(further) = table.fields()[usize::from(number)].further {
        uses.count(table.column(further), table);
    }
    let is_choice = matches!(definition.kind.storage(), Storage::Word | Storage::WordSet);
    if is_choice {
        for option in &definition.options {
            uses.words.entry(&option.key).or_default();
        }
    }
    let words = uses.words.into_iter().map(|(word, uses)| {
        let label = || shown(word, definition.kind);
        (if is_choice { choice(Some(definition), word) } else { ChoiceCell { key: label(), label: label(), tone: Tone::Neutral } }, uses)
    });
    let records = uses.handles.into_iter().map(|(handle, uses)| {
        let link = link(reader, handle);
        (ChoiceCell { key: link.id.to_string(), label: link.label, tone: Tone::Neutral }, uses)
    });
    let prefix = fold(prefix.trim());
    let fits = |(value, _): &(ChoiceCell, u32)| !value.label.is_empty() && starts_with(&fold(&value.label), &prefix);
    let mut found = words.chain(records).filter(fits).collect::<Vec<_>>();
    found.sort_by_cached_key(|(value, uses)| (u32::MAX - uses, fold(&value.label), value.key.clone()));
    found.truncate(MOST_VALUES);
    Ok(found)
}

/// How many records in use have each value.
#[derive(Default)]
struct Uses<'a> {
    words: FxHashMap<&'a str, u32>,
    handles: FxHashMap<u32, u32>,
}

impl<'a> Uses<'a> {
    fn count(&mut self, column: &'a Column, table: &Table) {
        let rows = table.alive().rows();
        match column {
            Column::Text(column) => rows.filter_map(|row| column.get(row)).for_each(|text| *self.words.entry(text).or_default() += 1),
            Column::Word(column) => {
                let codes = rows.filter_map(|row| column.codes.get(row as usize).copied());
                self.count_codes(codes, column.words.list());
            }
            Column::WordSet(words, sets) => self.count_codes(rows.flat_map(|row| sets.get(row).iter().copied()), words.list()),
            Column::Ref(handles) => {
                let handles = rows.filter_map(|row| handles.get(row as usize).copied()).filter(|&handle| handle != NONE_U32);
                handles.for_each(|handle| *self.handles.entry(handle).or_default() += 1);
            }
            Column::RefSet(sets) => rows.flat_map(|row| sets.get(row)).for_each(|&handle| *self.handles.entry(handle).or_default() += 1),
            Column::Int(_) | Column::Float(_) | Column::Money(_) => {}
        }
    }

    fn count_codes(&mut self, codes: impl Iterator<Item = u32>, words: &'a [String]) {
        let mut uses = vec![0u32; words.len()];
        for code in codes {
            if let Some(uses) = uses.get_mut(code as usize) {
                *uses += 1;
            }
        }
        for (word, uses) in words.iter().zip(uses).filter(|(_, uses)| *uses > 0) {
            *self.words.entry(word).or_default() += uses;
        }
    }
}

/// Whether the text or one of its words starts with the prefix.
fn starts_with(text: &str, prefix: &str) -> bool {
    text.starts_with(prefix) || text.split(|char: char| !char.is_alphanumeric()).any(|word| word.starts_with(prefix))
}
