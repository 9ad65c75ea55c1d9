//! Scanning a table: a score per row for each word, over all searched fields.

use std::rc::Rc;

use memchr::memmem;
use model::block::NONE_U32;
use model::{FieldKey, FieldKind, ObjectDef};

use super::query::Query;
use super::typo;
use crate::bitmap::Bitmap;
use crate::columns::Column;
use crate::query::Indexes;
use crate::query::folded::{Folded, Matches};
use crate::reader::Reader;
use crate::table::Table;

/// Score of a match by where it is; a name counts on top.
const ANYWHERE: u8 = 10;
const WORD_START: u8 = 24;
const TEXT_START: u8 = 32;
const WHOLE: u8 = 44;
const NAME: u8 = 40;
/// Taken off for a match that needed another letter.
const TYPO: u8 = 8;

/// Sum of word scores per row, zero for rows that some word does not match; and where the best match of each was.
pub(super) struct Scores {
    sums: Vec<u16>,
    fields: Vec<u8>,
    keys: Vec<FieldKey>,
}

impl Scores {
    /// The best rows among `alive`, best first and newest first among equals; and how many there are in all.
    pub fn best(&self, alive: &Bitmap, limit: usize) -> (u32, Vec<(u16, u32)>) {
        let mut total = 0;
        let mut by_score: Vec<Vec<u32>> = Vec::new();
        for row in (0..self.sums.len() as u32).rev() {
            let sum = self.sums[row as usize];
            if sum == 0 || !alive.get(row as usize) {
                continue;
            }
            total += 1;
            if by_score.len() <= usize::from(sum) {
                by_score.resize(usize::from(sum) + 1, Vec::new());
            }
            let bucket = &mut by_score[usize::from(sum)];
            if bucket.len() < limit {
                bucket.push(row);
            }
        }
        let rows = by_score
            .into_iter()
            .enumerate()
            .rev()
            .flat_map(|(sum, rows)| rows.into_iter().map(move |row| (sum as u16, row)));
        (total, rows.take(limit).collect())
    }

    /// The field of a row's best match.
    pub fn field_of(&self, row: u32) -> Option<FieldKey> {
        let place = *self.fields.get(row as usize)?;
        self.keys.get(usize::from(place)).cloned()
    }
}

/// One word's scores while its fields are scanned.
struct Word {
    scores: Vec<u8>,
    fields: Vec<u8>,
}

impl Word {
    fn put(&mut self, row: u32, score: u8, field: u8) {
        if let Some(known) = self.scores.get_mut(row as usize)
            && score > *known
        {
            *known = score;
            self.fields[row as usize] = field;
        }
    }
}

/// Scores every row of a table for a query. With `near`, words that differ by a letter or two match as well.
pub(super) fn scan(reader: Reader<'_>, indexes: &mut Indexes, table: &Table, object: &ObjectDef, query: &Query, near: bool) -> Scores {
    let rows = table.len();
    let searched = object
        .fields
        .iter()
        .filter(|field| field.searched && table.field(&field.key).is_some())
        .collect::<Vec<_>>();
    let keys = searched.iter().map(|field| field.key.clone()).collect::<Vec<_>>();
    let mut sums = vec![0u16; rows];
    let mut fields = vec![0u8; rows];
    let mut best = vec![0u8; rows];
    for (index, text) in query.words().iter().enumerate() {
        let mut word = Word {
            scores: vec![0; rows],
            fields: vec![0; rows],
        };
        for (place, field) in searched.iter().enumerate().take(usize::from(u8::MAX)) {
            let Some(number) = table.field(&field.key) else { continue };
            let bonus = if field.key == object.primary { NAME } else { 0 };
            let seek = Seek {
                text,
                digits: query.digits(index),
                near,
                bonus,
                place: place as u8,
            };
            seek.column(reader, indexes, table, number, &mut word);
            if let Some(further) = table.fields()[usize::from(number)].further {
                seek.column(reader, indexes, table, further, &mut word);
            }
        }
        for row in 0..rows {
            let score = word.scores[row];
            sums[row] = match (index, score, sums[row]) {
                (0, score, _) => u16::from(score),
                (_, 0, _) | (_, _, 0) => 0,
                (_, score, sum) => sum + u16::from(score),
            };
            if score > best[row] {
                best[row] = score;
                fields[row] = word.fields[row];
            }
        }
    }
    if let Some(digits) = query.whole_number() {
        whole_numbers(reader, indexes, table, &keys, digits, &mut sums, &mut fields);
    }
    Scores { sums, fields, keys }
}

/// Several words that are one phone number: "030 12 34 56".
fn whole_numbers(
    reader: Reader<'_>,
    indexes: &mut Indexes,
    table: &Table,
    keys: &[FieldKey],
    digits: &str,
    sums: &mut [u16],
    fields: &mut [u8],
) {
    for (place, key) in keys.iter().enumerate() {
        let Some(number) = table.field(key) else { continue };
        if table.fields()[usize::from(number)].kind != FieldKind::Phone {
            continue;
        }
        let Some(folded) = indexes.folded(reader, table, number) else {
            continue;
        };
        let mut matches = Matches::new(&folded, digits.as_bytes());
        while let Some((found, _)) = matches.next_row() {
            let row = folded.row(found) as usize;
            if let Some(sum) = sums.get_mut(row) {
                *sum = (*sum).max(u16::from(TEXT_START));
                fields[row] = place as u8;
            }
        }
    }
}

/// One word in one field.
struct Seek<'a> {
    text: &'a str,
    digits: Option<&'a str>,
    near: bool,
    bonus: u8,
    place: u8,
}

impl Seek<'_> {
    fn column(&self, reader: Reader<'_>, indexes: &mut Indexes, table: &Table, field: u16, word: &mut Word) {
        let kind = table.fields()[usize::from(field)].kind;
        match table.column(field) {
            Column::Text(_) => {
                let Some(folded) = indexes.folded(reader, table, field) else {
                    return;
                };
                match (kind, self.digits) {
                    (FieldKind::Phone, Some(digits)) => self.texts(&folded, digits.as_bytes(), word),
                    (FieldKind::Phone, None) => {}
                    _ => self.texts(&folded, self.text.as_bytes(), word),
                }
            }
            Column::Word(column) => {
                let scores = column.words.list().iter().map(|known| self.score_of(known)).collect::<Vec<_>>();
                for (row, &code) in column.codes.iter().enumerate() {
                    if let Some(&score) = scores.get(code as usize).filter(|score| **score > 0) {
                        word.put(row as u32, score, self.place);
                    }
                }
            }
            Column::WordSet(words, sets) => {
                let phones = self.digits.map(model::validate::phone_digits);
                let scores = words.list().iter().map(|known| {
                    let digits = phones
                        .as_deref()
                        .is_some_and(|digits| model::validate::phone_digits(known).contains(digits));
                    if digits { ANYWHERE } else { self.score_of(known) }
                });
                let scores = scores.collect::<Vec<_>>();
                for row in 0..sets.len() as u32 {
                    for score in sets
                        .get(row)
                        .iter()
                        .filter_map(|&code| scores.get(code as usize))
                        .filter(|score| **score > 0)
                    {
                        word.put(row, *score, self.place);
                    }
                }
            }
            Column::Ref(handles) => {
                let scores = self.labels(reader, indexes, handles.iter().copied());
                for (row, &handle) in handles.iter().enumerate() {
                    if let Some(&score) = scores.get(&handle) {
                        word.put(row as u32, score, self.place);
                    }
                }
            }
            Column::RefSet(sets) => {
                let scores = self.labels(
                    reader,
                    indexes,
                    (0..sets.len() as u32).flat_map(|row| sets.get(row).iter().copied()),
                );
                for row in 0..sets.len() as u32 {
                    for score in sets.get(row).iter().filter_map(|handle| scores.get(handle)) {
                        word.put(row, *score, self.place);
                    }
                }
            }
            Column::Int(_) | Column::Float(_) | Column::Money(_) => {}
        }
    }

    /// Scores of all rows of a text column that hold the needle.
    fn texts(&self, folded: &Rc<Folded>, needle: &[u8], word: &mut Word) {
        let mut matches = Matches::new(folded, needle);
        while let Some((found, offset)) = matches.next_row() {
            let (start, end) = folded.span(found);
            let score = score(&folded.arena()[start..end], offset - start, needle) + self.bonus;
            word.put(folded.row(found), score, self.place);
        }
        let most = typo::allowed(self.text);
        if self.near && most > 0 {
            let seeker = typo::Seeker::new(self.text);
            for place in 0..folded.places() {
                let (start, end) = folded.span(place);
                if let Some(distance) = seeker.nearest(&folded.arena()[start..end]) {
                    let score = (WORD_START + self.bonus).saturating_sub(TYPO * distance.max(1) as u8);
                    word.put(folded.row(place), score, self.place);
                }
            }
        }
    }

    /// Score of one word of a dictionary.
    fn score_of(&self, known: &str) -> u8 {
        let known = model::validate::fold(known);
        let needle = self.text.as_bytes();
        memmem::find(known.as_bytes(), needle).map_or(0, |at| score(known.as_bytes(), at, needle) + self.bonus)
    }

    /// Scores of the records that a reference column points to, by their names: the names are scanned in their own table.
    fn labels(&self, reader: Reader<'_>, indexes: &mut Indexes, handles: impl Iterator<Item = u32>) -> rustc_hash::FxHashMap<u32, u8> {
        let mut scores = rustc_hash::FxHashMap::default();
        let mut handles = handles.filter(|&handle| handle != NONE_U32);
        let Some((target, _)) = handles.find_map(|handle| reader.place(handle)) else {
            return scores;
        };
        let Some(primary) = reader.object(target).and_then(|object| target.field(&object.primary)) else {
            return scores;
        };
        let Some(folded) = indexes.folded(reader, target, primary) else {
            return scores;
        };
        let mut word = Word {
            scores: vec![0; target.len()],
            fields: vec![0; target.len()],
        };
        Seek {
            bonus: 0,
            digits: None,
            ..*self
        }
        .texts(&folded, self.text.as_bytes(), &mut word);
        for (row, &score) in word.scores.iter().enumerate().filter(|(_, score)| **score > 0) {
            scores.insert(target.handle(row as u32), score);
        }
        scores
    }
}

/// Score of a match at an offset of a text. A match in the middle of a word looks for a better one further on.
fn score(text: &[u8], offset: usize, needle: &[u8]) -> u8 {
    if offset == 0 {
        return if needle.len() == text.len() { WHOLE } else { TEXT_START };
    }
    let starts = |at: usize| !is_letter(text[at - 1]);
    if starts(offset) {
        return WORD_START;
    }
    // Texts are short: looking at each start of a word costs less than preparing another search.
    let further = (offset + 1..=text.len() - needle.len()).any(|at| starts(at) && text[at..].starts_with(needle));
    if further { WORD_START } else { ANYWHERE }
}

/// Letters and digits, and every byte of letters beyond ASCII.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}
