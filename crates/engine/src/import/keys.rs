//! Keys: which record has this e-mail, this name, this external id; over what is here and what the import makes.

use std::hash::BuildHasher;

use model::block::NONE_U32;
use model::objects::{EXTERNAL_ID, MERGED_IDS};
use model::value::PART;
use model::{PersonName, RecordId, Value, validate};
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::columns::Column;
use crate::table::Table;
use crate::workspace::Workspace;

/// Records of one object by one field, folded.
///
/// An import of a hundred thousand rows notes as many keys: they lie one after the other in one text, and not each by itself in memory.
#[derive(Default)]
pub(super) struct KeyIndex {
    keys: String,
    entries: Vec<Entry>,
    /// The newest entry of each hash.
    newest: FxHashMap<u64, u32>,
    /// Letters and digits of each key, for names that differ only by spaces and signs; made when first asked for.
    by_letters: Option<FxHashMap<String, u32>>,
}

struct Entry {
    id: RecordId,
    /// Where the key ends in the text of all keys.
    end: usize,
    /// An older entry of the same hash.
    older: u32,
    /// Row of the file under way in which the key stood first.
    row: u32,
    /// The entry of the key by which its record goes now, where a merge gave it another.
    stands_for: u32,
}

impl Entry {
    /// The record of the key; none where the row that had it was left out.
    fn record(&self) -> Option<RecordId> {
        (self.id != RecordId::NIL).then_some(self.id)
    }
}

/// What the key of a row says.
pub(super) enum Met {
    /// An earlier row of the file has it.
    Again(u32),
    /// No earlier row has it; the record of the key, if there is one, and the place at which to note the row's.
    First(Option<RecordId>, u32),
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
        let keys = |row, number| keys_of(table, row, number, workspace);
        for row in table.alive().rows() {
            let id = table.id(row, workspace.handles());
            for key in keys(row, number) {
                index.put(&key, id);
            }
        }
        if field == EXTERNAL_ID
            && let Some(merged) = table.field(MERGED_IDS)
        {
            for row in table.alive().rows() {
                let id = table.id(row, workspace.handles());
                let earlier = keys(row, merged).map(|key| index.put(&key, id)).collect::<Vec<_>>();
                index.stand_for(keys(row, number).next().as_deref(), &earlier, id);
            }
        }
        index
    }

    /// Keys of records that were merged mean the one by which theirs goes now: two rows with any of them are about the same record.
    fn stand_for(&mut self, now: Option<&str>, earlier: &[u32], id: RecordId) {
        let Some(&first) = earlier.first() else { return };
        let now = now.and_then(|now| self.place(now, hash(now))).unwrap_or(first);
        for &place in earlier.iter().filter(|&&place| place != now) {
            let entry = &mut self.entries[place as usize];
            // Another record may go by that key.
            if entry.id == id {
                entry.stands_for = now;
            }
        }
    }

    pub(super) fn find(&self, key: &str) -> Option<RecordId> {
        let key = folded(key);
        self.place(&key, hash(&key)).and_then(|place| self.entries[place as usize].record())
    }

    /// Meets the folded key of a row.
    pub(super) fn meet(&mut self, key: &str, row: u32) -> Met {
        let hash = hash(key);
        match self.place(key, hash) {
            Some(place) => match &mut self.entries[place as usize] {
                Entry { row: first, .. } if *first != NONE_U32 => Met::Again(*first),
                entry => {
                    entry.row = row;
                    Met::First(entry.record(), place)
                }
            },
            None => Met::First(None, self.add(key, hash, RecordId::NIL, row)),
        }
    }

    /// Notes the record of the row that met its key at this place.
    pub(super) fn settle(&mut self, place: u32, id: RecordId) {
        self.entries[place as usize].id = id;
    }

    /// The row that met its key at this place is left out: the next one of the key is the first.
    pub(super) fn forget(&mut self, place: u32) {
        if let Some(entry) = self.entries.get_mut(place as usize) {
            entry.row = NONE_U32;
        }
    }

    /// Another file begins, whose rows have met no key so far.
    pub(super) fn forget_rows(&mut self) {
        self.entries.iter_mut().for_each(|entry| entry.row = NONE_U32);
    }

    /// Notes a record that the import makes. An earlier record of the same key keeps it.
    pub(super) fn note(&mut self, key: &str, id: RecordId) {
        self.put(&folded(key), id);
    }

    /// Notes a record under a folded key, unless an earlier one has it; says at which place the key is.
    fn put(&mut self, key: &str, id: RecordId) -> u32 {
        let hash = hash(key);
        let Some(place) = self.place(key, hash) else {
            return self.add(key, hash, id, NONE_U32);
        };
        if self.entries[place as usize].record().is_none() {
            self.settle(place, id);
        }
        place
    }

    fn place(&self, key: &str, hash: u64) -> Option<u32> {
        let mut place = *self.newest.get(&hash)?;
        while place != NONE_U32 && self.key(place) != key {
            place = self.entries[place as usize].older;
        }
        let entry = self.entries.get(place as usize)?;
        Some(if entry.stands_for == NONE_U32 { place } else { entry.stands_for })
    }

    fn add(&mut self, key: &str, hash: u64, id: RecordId, row: u32) -> u32 {
        let place = self.entries.len() as u32;
        self.keys.push_str(key);
        let older = self.newest.insert(hash, place).unwrap_or(NONE_U32);
        let end = self.keys.len();
        self.entries.push(Entry {
            id,
            end,
            older,
            row,
            stands_for: NONE_U32,
        });
        if let Some(by_letters) = &mut self.by_letters {
            by_letters.entry(squeezed(key)).or_insert(place);
        }
        place
    }

    fn key(&self, place: u32) -> &str {
        let start = place.checked_sub(1).map_or(0, |before| self.entries[before as usize].end);
        &self.keys[start..self.entries[place as usize].end]
    }

    fn known(&self) -> impl Iterator<Item = &str> {
        (0..self.entries.len() as u32).map(|place| self.key(place))
    }

    /// A known key of the same letters and digits, where the key itself is not known: most likely the same thing misspelt.
    pub(super) fn same_letters(&mut self, key: &str) -> Option<&str> {
        let key = folded(key);
        if self.place(&key, hash(&key)).is_some() {
            return None;
        }
        let by_letters = match self.by_letters.take() {
            Some(by_letters) => by_letters,
            None => {
                let mut by_letters = FxHashMap::default();
                for (place, known) in (0..).zip(self.known()) {
                    by_letters.entry(squeezed(known)).or_insert(place);
                }
                by_letters
            }
        };
        let place = by_letters.get(&squeezed(&key)).copied();
        self.by_letters = Some(by_letters);
        place.map(|place| self.key(place)).filter(|known| known.len() >= 3)
    }

    /// A known key that differs only by spaces, signs or one or two letters: "GTXPro" beside "GTX Pro".
    pub(super) fn close_to(&self, key: &str) -> Option<String> {
        let wanted = squeezed(&folded(key));
        if wanted.len() < 3 {
            return None;
        }
        let allowed = if wanted.chars().count() >= 8 { 2 } else { 1 };
        let mut best: Option<(usize, &str)> = None;
        for known in self.known() {
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
        best.map(|(_, known)| known.to_owned())
    }
}

/// The keys of a row by a field and its further values.
fn keys_of(table: &Table, row: u32, number: u16, workspace: &Workspace) -> impl Iterator<Item = String> {
    let further = table.fields()[usize::from(number)].further;
    let further = further.and_then(|further| table.register(row, further, workspace.handles()));
    let further = further.map(|further| further.elements().iter().filter_map(Value::as_text).map(folded).collect::<Vec<_>>());
    key_of(table, row, number).into_iter().chain(further.into_iter().flatten())
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

fn hash(key: &str) -> u64 {
    FxBuildHasher.hash_one(key)
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
        assert_eq!(index.same_letters("GTXPro"), Some("gtx pro"));
        assert_eq!(index.same_letters("gtx pro"), None);
        index.note("Ac-me", RecordId(3));
        assert_eq!(index.same_letters("acme"), Some("ac-me"));
    }

    #[test]
    fn a_row_meets_its_key_once_per_file_and_the_oldest_record_keeps_it() {
        let mut index = KeyIndex::default();
        index.note("Ada", RecordId(1));
        assert!(matches!(index.meet("ada", 7), Met::First(Some(RecordId(1)), _)));
        assert!(matches!(index.meet("ada", 8), Met::Again(7)));
        let Met::First(None, place) = index.meet("grace", 9) else {
            panic!("the key is new")
        };
        index.settle(place, RecordId(2));
        index.note("Grace", RecordId(3));
        index.forget_rows();
        assert!(matches!(index.meet("grace", 0), Met::First(Some(RecordId(2)), _)));
    }
}
