//! Values in use: what filters and open choices offer, most used first.

use bridge::ChoiceCell;
use model::Tone;
use model::block::NONE_U32;
use model::kind::Storage;
use model::order;
use model::validate::fold;
use rustc_hash::FxHashMap;

use super::QueryError;
use super::cells::{choice, link};
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
    let unknown = || QueryError::UnknownField {
        object: object.to_owned(),
        field: field.into(),
    };
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
        (
            if is_choice {
                choice(Some(definition), word)
            } else {
                ChoiceCell {
                    key: label(),
                    label: label(),
                    tone: Tone::Neutral,
                }
            },
            uses,
        )
    });
    let records = uses.handles.into_iter().map(|(handle, uses)| {
        let link = link(reader, handle);
        (
            ChoiceCell {
                key: link.id.to_string(),
                label: link.label,
                tone: Tone::Neutral,
            },
            uses,
        )
    });
    let prefix = fold(prefix.trim());
    let fits = |(value, _): &(ChoiceCell, u32)| !value.label.is_empty() && starts_with(&fold(&value.label), &prefix);
    let mut found = words.chain(records).filter(fits).collect::<Vec<_>>();
    order::sort_by_cached_key(&mut found, |(value, uses)| (u32::MAX - uses, fold(&value.label), value.key.clone()));
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
            Column::Text(column) => rows
                .filter_map(|row| column.get(row))
                .for_each(|text| *self.words.entry(text).or_default() += 1),
            Column::Word(column) => {
                let codes = rows.filter_map(|row| column.codes.get(row as usize).copied());
                self.count_codes(codes, column.words.list());
            }
            Column::WordSet(words, sets) => self.count_codes(rows.flat_map(|row| sets.get(row).iter().copied()), words.list()),
            Column::Ref(handles) => {
                let handles = rows
                    .filter_map(|row| handles.get(row as usize).copied())
                    .filter(|&handle| handle != NONE_U32);
                handles.for_each(|handle| *self.handles.entry(handle).or_default() += 1);
            }
            Column::RefSet(sets) => rows
                .flat_map(|row| sets.get(row))
                .for_each(|&handle| *self.handles.entry(handle).or_default() += 1),
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
    text.starts_with(prefix)
        || text
            .split(|char: char| !char.is_alphanumeric())
            .any(|word| word.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use model::{Life, Value};

    use super::*;
    use crate::query::testkit::{World, id};

    fn of(world: &World, field: &str, prefix: &str) -> Vec<(String, u32)> {
        values(world.reader(), "contact", field, prefix)
            .unwrap()
            .into_iter()
            .map(|(value, uses)| (value.label, uses))
            .collect()
    }

    #[test]
    fn the_most_used_come_first_and_the_bin_does_not_count() {
        let mut world = World::new();
        for (n, source) in ["Fair", "event", "Fair", "fairly new", "event", "event", "Fair"]
            .into_iter()
            .enumerate()
        {
            world.set("contact", id("contact", n as u8), "source", Value::from(source));
        }
        world.life("contact", id("contact", 6), Life::Trashed);
        assert_eq!(
            of(&world, "source", "")[..3],
            [("Event".into(), 3), ("Fair".into(), 2), ("fairly new".into(), 1)]
        );
        assert_eq!(of(&world, "source", "").last(), Some(&("Website".to_owned(), 0)));
        assert_eq!(of(&world, "source", "FÄIR"), [("Fair".to_owned(), 2), ("fairly new".to_owned(), 1)]);
        assert_eq!(of(&world, "source", "new"), [("fairly new".to_owned(), 1)]);
    }

    #[test]
    fn records_and_further_values_count_too() {
        let mut world = World::new();
        world.set("company", id("company", 1), "name", Value::from("Acme"));
        for n in 0..2 {
            world.set("contact", id("contact", n), "company", Value::Ref(id("company", 1)));
        }
        world.element("contact", id("contact", 3), "company", Value::Ref(id("company", 1)), true);
        world.element("contact", id("contact", 3), "email", Value::from("a@b.cd"), true);
        assert_eq!(of(&world, "company", "ac"), [("Acme".to_owned(), 3)]);
        assert_eq!(
            values(world.reader(), "contact", "company", "").unwrap()[0].0.key,
            id("company", 1).to_string()
        );
        assert_eq!(of(&world, "email", "b"), [("a@b.cd".to_owned(), 1)]);
        assert!(of(&world, "birthday", "").is_empty());
        assert!(matches!(
            values(world.reader(), "contact", "planet", ""),
            Err(QueryError::UnknownField { .. })
        ));
        assert!(matches!(
            values(world.reader(), "planet", "name", ""),
            Err(QueryError::UnknownObject(_))
        ));
    }
}
