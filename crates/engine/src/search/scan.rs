//! Scanning a table: a score per row for each word, over all searched fields.
//!
//! The longest word goes first, since it leaves the fewest rows; the others look only at rows that are left. How a text column is
//! read depends on how much is expected of it: a rare needle is searched for in the whole arena at once, a needle that most
//! rows hold is looked for row by row, and so are few rows. Rows whose score cannot grow any more are passed by.

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
/// Stands for the score of a row that is out already: no match raises it.
const OUT: u8 = u8::MAX;

/// With fewer rows left than one in so many, they are looked at one by one.
const FEW_ROWS: usize = 16;
/// After so many matches it is looked at how close they lie.
const SAMPLE: usize = 512;
/// Matches closer together than this many bytes: rows are looked at one by one.
const CLOSE: usize = 160;

/// Sum of word scores per row, zero for rows that some word does not match; and where the best match of each was.
pub(super) struct Scores {
    sums: Vec<u16>,
    fields: Vec<u8>,
    keys: Vec<FieldKey>,
}

impl Scores {
    /// The best rows among `alive`, best first and newest first among equals; and how many there are in all.
    pub fn best(&self, alive: &Bitmap, limit: usize) -> (u32, Vec<(u16, u32)>) {
        let mut rows_of = vec![0u32; 1 + usize::from(self.sums.iter().copied().max().unwrap_or(0))];
        let found = |row: &u32| self.sums[*row as usize] > 0;
        for row in alive.rows().filter(found) {
            rows_of[usize::from(self.sums[row as usize])] += 1;
        }
        let total = rows_of.iter().sum();
        // The least score that still belongs to the best rows, and how many rows of it.
        let (mut least, mut spare) = (rows_of.len(), limit as u32);
        while least > 1 && spare > rows_of.get(least).copied().unwrap_or(0) {
            spare -= rows_of.get(least).copied().unwrap_or(0);
            least -= 1;
        }
        let mut best = Vec::new();
        for row in (0..self.sums.len() as u32).rev() {
            let sum = usize::from(self.sums[row as usize]);
            if sum >= least && (sum > least || spare > 0) && alive.get(row as usize) {
                spare -= u32::from(sum == least);
                best.push((sum as u16, row));
            }
        }
        best.sort_unstable_by(|a, b| b.cmp(a));
        (total, best)
    }

    /// The field of a row's best match.
    pub fn field_of(&self, row: u32) -> Option<FieldKey> {
        let place = *self.fields.get(row as usize)?;
        self.keys.get(usize::from(place)).cloned()
    }
}

/// One word's scores while its fields are scanned.
struct Word {
    /// By row; [`OUT`] for rows that some other word does not match.
    scores: Vec<u8>,
    fields: Vec<u8>,
    /// The rows that are not out, where they are few.
    few: Option<Vec<u32>>,
}

impl Word {
    /// A word of which nothing is known yet.
    fn first(rows: usize) -> Self {
        Self {
            scores: vec![0; rows],
            fields: vec![0; rows],
            few: None,
        }
    }

    /// A word that matters only where the words before it match.
    fn further(sums: &[u16]) -> Self {
        let left = sums.iter().filter(|sum| **sum > 0).count();
        let rows = || sums.iter().zip(0u32..).filter(|(sum, _)| **sum > 0).map(|(_, row)| row);
        Self {
            scores: sums.iter().map(|&sum| if sum > 0 { 0 } else { OUT }).collect(),
            fields: vec![0; sums.len()],
            few: (left * FEW_ROWS < sums.len()).then(|| rows().collect()),
        }
    }

    fn put(&mut self, row: u32, score: u8, field: u8) {
        if let Some(known) = self.scores.get_mut(row as usize)
            && score > *known
        {
            *known = score;
            self.fields[row as usize] = field;
        }
    }

    /// Whether a row is out, or no score of at most `most` would raise its own.
    fn is_settled(&self, row: u32, most: u8) -> bool {
        self.scores.get(row as usize).is_none_or(|&score| score >= most)
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
    let mut sums = Vec::new();
    let mut fields = vec![0u8; rows];
    let mut best = vec![0u8; rows];
    let mut order = (0..query.words().len()).collect::<Vec<_>>();
    order.sort_by_key(|&index| std::cmp::Reverse(query.words()[index].len()));
    for (turn, index) in order.into_iter().enumerate() {
        let mut word = if turn == 0 { Word::first(rows) } else { Word::further(&sums) };
        for (place, field) in searched.iter().enumerate().take(usize::from(u8::MAX)) {
            let Some(number) = table.field(&field.key) else { continue };
            let bonus = if field.key == object.primary { NAME } else { 0 };
            let seek = Seek {
                text: &query.words()[index],
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
        if turn == 0 {
            sums = word.scores.iter().map(|&score| u16::from(score)).collect();
            best = word.scores;
            fields = word.fields;
            continue;
        }
        for ((sum, score), (best, (field, found))) in sums
            .iter_mut()
            .zip(word.scores)
            .zip(best.iter_mut().zip(fields.iter_mut().zip(word.fields)))
        {
            match score {
                OUT => {}
                0 => *sum = 0,
                score => {
                    *sum += u16::from(score);
                    if score > *best {
                        *best = score;
                        *field = found;
                    }
                }
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
                let needle = match (kind, self.digits) {
                    (FieldKind::Phone, None) => return,
                    (FieldKind::Phone, Some(digits)) => digits,
                    _ => self.text,
                };
                if let Some(folded) = indexes.folded(reader, table, field) {
                    self.texts(&folded, needle.as_bytes(), word);
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
                    let score = scores.of(handle);
                    if score > 0 {
                        word.put(row as u32, score, self.place);
                    }
                }
            }
            Column::RefSet(sets) => {
                let handles = (0..sets.len() as u32).flat_map(|row| sets.get(row).iter().copied());
                let scores = self.labels(reader, indexes, handles);
                for row in 0..sets.len() as u32 {
                    for score in sets.get(row).iter().map(|&handle| scores.of(handle)).filter(|score| *score > 0) {
                        word.put(row, score, self.place);
                    }
                }
            }
            Column::Int(_) | Column::Float(_) | Column::Money(_) => {}
        }
    }

    /// Scores of all rows of a text column that hold the needle.
    fn texts(&self, folded: &Folded, needle: &[u8], word: &mut Word) {
        match word.few.take() {
            Some(rows) => {
                self.row_by_row(folded, needle, rows.iter().copied(), word);
                word.few = Some(rows);
            }
            None => self.at_once(folded, needle, word),
        }
    }

    fn at_once(&self, folded: &Folded, needle: &[u8], word: &mut Word) {
        let mut matches = Matches::new(folded, needle);
        let mut found = 0;
        while let Some((place, offset)) = matches.next_row() {
            found += 1;
            if found == SAMPLE && offset < SAMPLE * CLOSE {
                // What was found until here is found again and changes nothing.
                let rows = word.scores.len() as u32;
                return self.row_by_row(folded, needle, 0..rows, word);
            }
            let row = folded.row(place);
            if !word.is_settled(row, WHOLE + self.bonus) {
                let (start, end) = folded.span(place);
                let score = score(&folded.arena()[start..end], offset - start, needle) + self.bonus;
                word.put(row, score, self.place);
            }
        }
        let most = typo::allowed(self.text);
        if self.near && most > 0 {
            typo::Seeker::new(self.text).each_near(folded, |place, distance| {
                let row = folded.row(place);
                word.put(row, self.near_score(distance), self.place);
            });
        }
    }

    fn row_by_row(&self, folded: &Folded, needle: &[u8], rows: impl Iterator<Item = u32> + Clone, word: &mut Word) {
        for row in rows.clone().filter(|_| !needle.is_empty()) {
            if word.is_settled(row, WHOLE + self.bonus) {
                continue;
            }
            let text = folded.get(row);
            if let Some(at) = find(text, needle) {
                word.put(row, score(text, at, needle) + self.bonus, self.place);
            }
        }
        if self.near && typo::allowed(self.text) > 0 {
            let seeker = typo::Seeker::new(self.text);
            for row in rows {
                if !word.is_settled(row, self.near_score(1))
                    && let Some(distance) = seeker.nearest(folded.get(row))
                {
                    word.put(row, self.near_score(distance), self.place);
                }
            }
        }
    }

    /// Score of a word that is nearly right.
    fn near_score(&self, distance: usize) -> u8 {
        (WORD_START + self.bonus).saturating_sub(TYPO * distance.max(1) as u8)
    }

    /// Score of one word of a dictionary.
    fn score_of(&self, known: &str) -> u8 {
        let known = model::validate::fold(known);
        let needle = self.text.as_bytes();
        find(known.as_bytes(), needle).map_or(0, |at| score(known.as_bytes(), at, needle) + self.bonus)
    }

    /// Scores of the records that a reference column points to, by their names: the names are scanned in their own table.
    fn labels(&self, reader: Reader<'_>, indexes: &mut Indexes, handles: impl Iterator<Item = u32>) -> Labels {
        let mut handles = handles.filter(|&handle| handle != NONE_U32);
        let Some((target, _)) = handles.find_map(|handle| reader.place(handle)) else {
            return Labels::default();
        };
        let Some(primary) = reader.object(target).and_then(|object| target.field(&object.primary)) else {
            return Labels::default();
        };
        let Some(folded) = indexes.folded(reader, target, primary) else {
            return Labels::default();
        };
        let mut word = Word::first(target.len());
        Seek {
            bonus: 0,
            digits: None,
            ..*self
        }
        .texts(&folded, self.text.as_bytes(), &mut word);
        Labels::new(target, &word.scores)
    }
}

/// Scores of the records of a table by handle. Records of a table got their handles mostly in one run.
#[derive(Default)]
struct Labels {
    first: u32,
    scores: Vec<u8>,
}

impl Labels {
    fn new(target: &Table, scores: &[u8]) -> Self {
        let scored = || {
            (0u32..)
                .zip(scores)
                .filter(|(_, score)| **score > 0)
                .map(|(row, &score)| (target.handle(row), score))
        };
        let (Some(first), Some(last)) = (scored().map(|(handle, _)| handle).min(), scored().map(|(handle, _)| handle).max()) else {
            return Self::default();
        };
        let mut labels = Self {
            first,
            scores: vec![0; (last - first) as usize + 1],
        };
        scored().for_each(|(handle, score)| labels.scores[(handle - first) as usize] = score);
        labels
    }

    fn of(&self, handle: u32) -> u8 {
        self.scores.get(handle.wrapping_sub(self.first) as usize).copied().unwrap_or(0)
    }
}

/// Offset of the first match in a short text, for which preparing a search costs more than it saves.
fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    let (&first, rest) = needle.split_first()?;
    let places = &text[..(text.len() + 1).checked_sub(needle.len())?];
    let mut at = 0;
    loop {
        at += memchr::memchr(first, &places[at..])?;
        if starts_with(&text[at + 1..], rest) {
            return Some(at);
        }
        at += 1;
    }
}

/// Whether a text that is long enough starts with a needle. Needles are short: comparing them here beats a call.
fn starts_with(text: &[u8], needle: &[u8]) -> bool {
    text.iter().zip(needle).all(|(one, other)| one == other)
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
    let further = (offset + 1..=text.len() - needle.len()).any(|at| starts(at) && starts_with(&text[at..], needle));
    if further { WORD_START } else { ANYWHERE }
}

/// Letters and digits, and every byte of letters beyond ASCII.
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}
