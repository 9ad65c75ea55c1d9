//! Keys: which record has this e-mail, this name, this external id; over what is here and what the import makes.

use model::value::PART;
use model::{PersonName, RecordId, Value, validate};
use rustc_hash::FxHashMap;

use crate::columns::Column;
use crate::table::Table;
use crate::workspace::Workspace;

/// Records of one object by one field, folded.
#[derive(Default)]
pub(super) struct KeyIndex {
    by_key: FxHashMap<String, RecordId>,
    /// Letters and digits of each key, for names that differ only by spaces and signs.
    by_letters: FxHashMap<String, String>,
}

impl KeyIndex {
    /// Records in use by a field and its further values. Where several have the same key, the oldest counts.
    pub(super) fn build(workspace: &Workspace, object: &str, field: &str) -> Self {
        let mut index = Self::default();
        let Some(table) = workspace.table(object) else { return index };
        let field = if field == "name" {
            workspace.schema().object(object).map_or("name", |object| object.primary.as_str())
        } else {
            field
        };
        let Some(number) = table.field(field) else { return index };
        for row in table.alive().rows() {
            let id = table.id(row, workspace.handles());
            if let Some(key) = key_of(table, row, number) {
                index.put(key, id);
            }
            let further = table.fields()[usize::from(number)].further;
            let further = further.and_then(|further| table.register(row, further, workspace.handles()));
            for value in further.iter().flat_map(Value::elements).filter_map(Value::as_text) {
                index.put(folded(value), id);
            }
        }
        index
    }

    pub(super) fn find(&self, key: &str) -> Option<RecordId> {
        self.find_folded(&folded(key))
    }

    /// The record of a key that is folded already.
    pub(super) fn find_folded(&self, key: &str) -> Option<RecordId> {
        self.by_key.get(key).copied()
    }

    /// Notes a record that the import makes. An earlier record of the same key keeps it.
    pub(super) fn note(&mut self, key: &str, id: RecordId) {
        self.put(folded(key), id);
    }

    fn put(&mut self, key: String, id: RecordId) {
        self.by_letters.entry(squeezed(&key)).or_insert_with(|| key.clone());
        self.by_key.entry(key).or_insert(id);
    }

    /// A known key of the same letters and digits, where the key itself is not known: most likely the same thing misspelt.
    pub(super) fn same_letters(&self, key: &str) -> Option<&str> {
        let key = folded(key);
        if self.by_key.contains_key(&key) {
            return None;
        }
        self.by_letters
            .get(&squeezed(&key))
            .filter(|known| known.len() >= 3)
            .map(String::as_str)
    }

    /// A known key that differs only by spaces, signs or one or two letters: "GTXPro" beside "GTX Pro".
    pub(super) fn close_to(&self, key: &str) -> Option<String> {
        let wanted = squeezed(&folded(key));
        if wanted.len() < 3 {
            return None;
        }
        let allowed = if wanted.chars().count() >= 8 { 2 } else { 1 };
        let mut best: Option<(usize, &String)> = None;
        for known in self.by_key.keys() {
            let candidate = squeezed(known);
            let distance = if candidate == wanted {
                0
            } else {
                distance(&wanted, &candidate, allowed)
            };
            let better = best.is_none_or(|(least, text)| distance < least || (distance == least && known < text));
            if distance <= allowed && better {
                best = Some((distance, known));
            }
        }
        best.map(|(_, known)| known.clone())
    }
}

fn key_of(table: &Table, row: u32, number: u16) -> Option<String> {
    match table.column(number) {
        Column::Text(column) => column.get(row).map(|text| {
            if text.contains(PART) {
                folded(&PersonName::from_parts(text).full())
            } else {
                folded(text)
            }
        }),
        Column::Word(column) => column.get(row).map(folded),
        Column::Int(values) => values
            .get(row as usize)
            .filter(|&&value| value != model::block::NONE_I64)
            .map(ToString::to_string),
        _ => None,
    }
}

/// Without regard to case, accents and surrounding space.
pub(super) fn folded(key: &str) -> String {
    validate::fold(key.trim())
}

fn squeezed(key: &str) -> String {
    key.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// Edits between two words (Levenshtein), or more than `most`.
fn distance(one: &str, other: &str, most: usize) -> usize {
    let (one, other) = (one.chars().collect::<Vec<_>>(), other.chars().collect::<Vec<_>>());
    if one.len().abs_diff(other.len()) > most {
        return most + 1;
    }
    let mut row = (0..=other.len()).collect::<Vec<_>>();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let substituted = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_keys_are_proposed_and_far_ones_are_not() {
        let mut index = KeyIndex::default();
        index.note("GTX Pro", RecordId(1));
        index.note("MG Special", RecordId(2));
        assert_eq!(index.find("gtx pro "), Some(RecordId(1)));
        assert_eq!(index.find("GTXPro"), None);
        assert_eq!(index.close_to("GTXPro").as_deref(), Some("gtx pro"));
        assert_eq!(index.close_to("Acme"), None);
    }
}
