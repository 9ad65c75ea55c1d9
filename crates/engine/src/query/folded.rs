//! Folded text of a column in one arena: what text operators and search scan.
//!
//! Texts lie one behind the other in row order, each followed by [`END`], a byte that no UTF-8 text has, so that no match
//! reaches over two rows. A row that changes leaves its old text blanked and gets a new place at the end; order of places is
//! order of offsets, always, and that is what turns the offset of a match into a row.

use std::cell::OnceCell;

use memchr::memmem::{self, Finder};
use model::validate::{fold_into, phone_digits};
use model::value::PART;
use model::{Address, FieldKind, PersonName};
use rustc_hash::FxHashMap;

use super::distinct::Distinct;
use crate::bitmap::Bitmap;
use crate::columns::TextColumn;

/// Follows every text. Never part of UTF-8.
pub const END: u8 = 0xff;

/// How a text is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Folded, as people read it.
    Text,
    /// Digits only.
    Digits,
}

impl Form {
    /// The form in which texts of a kind are compared.
    #[must_use]
    pub fn of(kind: FieldKind) -> Self {
        if kind == FieldKind::Phone { Form::Digits } else { Form::Text }
    }
}

/// Appends the compared form of a column's text.
pub fn push_form(text: &str, kind: FieldKind, folded: &mut String) {
    match kind {
        FieldKind::Phone if text.is_ascii() => folded.extend(text.bytes().filter(u8::is_ascii_digit).map(char::from)),
        FieldKind::Phone => folded.push_str(&phone_digits(text)),
        FieldKind::PersonName => {
            let (given, family) = text.split_once(PART).unwrap_or((text, ""));
            fold_into(given, folded);
            if !given.is_empty() && !family.is_empty() {
                folded.push(' ');
            }
            fold_into(family, folded);
        }
        FieldKind::Address => push_address(text, folded),
        _ => fold_into(text, folded),
    }
}

/// Appends the folded form of [`Address::line`], part by part: whole columns are read this way.
fn push_address(parts: &str, folded: &mut String) {
    let mut parts = parts.split(PART);
    let [street, city, region, postal_code, country] = std::array::from_fn(|_| parts.next().unwrap_or_default());
    let before_city = if postal_code.is_empty() { ", " } else { " " };
    let in_order = [
        (", ", street),
        (", ", postal_code),
        (before_city, city),
        (", ", region),
        (", ", country),
    ];
    let mut is_first = true;
    for (before, part) in in_order.into_iter().filter(|(_, part)| !part.is_empty()) {
        if !is_first {
            folded.push_str(before);
        }
        for (number, line) in part.split(['\n', '\r']).enumerate() {
            if number > 0 {
                folded.push_str(", ");
            }
            fold_into(line, folded);
        }
        is_first = false;
    }
}

/// The compared form of one text.
#[must_use]
pub fn form(text: &str, kind: FieldKind) -> String {
    let mut folded = String::new();
    push_form(text, kind, &mut folded);
    folded
}

/// The text of a column as people read it.
#[must_use]
pub fn shown(text: &str, kind: FieldKind) -> String {
    match kind {
        FieldKind::PersonName => PersonName::from_parts(text).full(),
        FieldKind::Address => Address::from_parts(text).line(),
        _ => text.to_owned(),
    }
}

/// Folded texts of the rows of a column.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    arena: Vec<u8>,
    /// Offset of every place, ascending, and the end of the arena.
    starts: Vec<u32>,
    /// Rows of the places behind the first `plain`, whose row is their number.
    extra: Vec<u32>,
    plain: usize,
    /// Places of rows that are not at their own number.
    moved: FxHashMap<u32, u32>,
    /// Number of rows covered.
    rows: usize,
    /// The same texts as codes, made when they are first filtered; nothing in it when too many of them are different.
    distinct: OnceCell<Option<Distinct>>,
}

impl Folded {
    /// Folds a whole column.
    #[must_use]
    pub fn build(column: &TextColumn, kind: FieldKind) -> Self {
        let mut folded = Self::default();
        // Folding rarely makes a text longer.
        folded.arena.reserve(column.bytes() + column.len());
        folded.starts.reserve(column.len() + 1);
        folded.extend((0..column.len() as u32).map(|row| column.get(row)), kind);
        folded
    }

    /// Folds texts of consecutive rows.
    #[must_use]
    pub fn of_texts<'a>(texts: impl Iterator<Item = Option<&'a str>>, kind: FieldKind) -> Self {
        let mut folded = Self::default();
        folded.extend(texts, kind);
        folded
    }

    /// Folds the texts of the first rows.
    fn extend<'a>(&mut self, texts: impl Iterator<Item = Option<&'a str>>, kind: FieldKind) {
        self.starts.push(0);
        let mut text_form = String::new();
        for text in texts {
            if let Some(text) = text {
                text_form.clear();
                push_form(text, kind, &mut text_form);
                self.arena.extend_from_slice(text_form.as_bytes());
            }
            self.arena.push(END);
            self.starts.push(self.arena.len() as u32);
            self.plain += 1;
        }
        self.rows = self.plain;
    }

    /// Number of places; at least the number of rows covered.
    #[must_use]
    pub fn places(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The whole arena.
    #[must_use]
    pub fn arena(&self) -> &[u8] {
        &self.arena
    }

    /// The folded text of a row; empty when there is none.
    #[must_use]
    pub fn get(&self, row: u32) -> &[u8] {
        let place = match self.moved.get(&row) {
            Some(&place) => place as usize,
            None if (row as usize) < self.plain => row as usize,
            None => return &[],
        };
        &self.arena[self.starts[place] as usize..self.starts[place + 1] as usize - 1]
    }

    /// The row of a place.
    #[must_use]
    pub fn row(&self, place: usize) -> u32 {
        if place < self.plain {
            place as u32
        } else {
            self.extra[place - self.plain]
        }
    }

    /// Offset of a place and of the byte behind its text.
    #[must_use]
    pub fn span(&self, place: usize) -> (usize, usize) {
        (self.starts[place] as usize, self.starts[place + 1] as usize - 1)
    }

    /// Places of offsets that are asked for in ascending order.
    #[must_use]
    pub fn places_in_order(&self) -> PlacesInOrder<'_> {
        PlacesInOrder { folded: self, place: 0 }
    }

    /// Takes in the new text of a row.
    pub fn set(&mut self, row: u32, text: Option<&str>, kind: FieldKind) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        let mut text_form = String::new();
        if let Some(text) = text {
            push_form(text, kind, &mut text_form);
        }
        let old = self.get(row);
        if old == text_form.as_bytes() {
            return;
        }
        let length = old.len();
        if length > 0 {
            let start = old.as_ptr() as usize - self.arena.as_ptr() as usize;
            self.arena[start..start + length].fill(END);
        }
        self.arena.extend_from_slice(text_form.as_bytes());
        self.arena.push(END);
        self.starts.push(self.arena.len() as u32);
        self.extra.push(row);
        self.moved.insert(row, self.places() as u32 - 1);
        self.rows = self.rows.max(row as usize + 1);
        if let Some(distinct) = self.distinct.get_mut()
            && distinct.as_mut().is_some_and(|known| !known.set(row, text_form.as_bytes()))
        {
            *distinct = None;
        }
    }

    fn distinct(&self) -> Option<&Distinct> {
        let read = || Distinct::read((0..self.rows as u32).map(|row| self.get(row)));
        self.distinct.get_or_init(read).as_ref()
    }

    /// Whether so many rows have changed that folding everything anew is better.
    #[must_use]
    pub fn is_worn(&self) -> bool {
        self.extra.len() > 1024 + self.plain / 4
    }

    /// Rows whose text holds the needle, among the first `len`.
    #[must_use]
    pub fn containing(&self, needle: &[u8], len: usize) -> Bitmap {
        let mut hits = Bitmap::filled(len, false);
        if needle.is_empty() {
            return hits;
        }
        if let Some(distinct) = self.distinct() {
            return distinct.filter(len, |text| memmem::find(text, needle).is_some());
        }
        let mut matches = Matches::new(self, needle);
        while let Some((place, _)) = matches.next_row() {
            put(&mut hits, self.row(place), len);
        }
        hits
    }

    /// Rows for whose text the test holds, among the first `len`; rows without text are not asked.
    #[must_use]
    pub fn filter(&self, len: usize, test: impl Fn(&[u8]) -> bool) -> Bitmap {
        if let Some(distinct) = self.distinct() {
            return distinct.filter(len, test);
        }
        if self.extra.is_empty() {
            let covered = self.plain.min(len);
            let mut hits = Bitmap::from_fn(covered, |place| {
                let (start, end) = (self.starts[place] as usize, self.starts[place + 1] as usize - 1);
                start < end && test(&self.arena[start..end])
            });
            hits.resize(len);
            return hits;
        }
        Bitmap::from_fn(len, |row| {
            let text = self.get(row as u32);
            !text.is_empty() && test(text)
        })
    }

    /// Bytes of memory held.
    #[must_use]
    pub fn memory(&self) -> usize {
        let distinct = self.distinct.get().and_then(Option::as_ref).map_or(0, Distinct::memory);
        self.arena.capacity() + (self.starts.capacity() + self.extra.capacity()) * 4 + self.moved.capacity() * 12 + distinct
    }
}

fn put(hits: &mut Bitmap, row: u32, len: usize) {
    if (row as usize) < len {
        hits.set(row as usize, true);
    }
}

/// Matches of a needle in an arena, at most one per place.
pub struct Matches<'f, 'n> {
    places: PlacesInOrder<'f>,
    finder: Finder<'n>,
    at: usize,
}

impl<'f, 'n> Matches<'f, 'n> {
    /// Starts at the first place.
    #[must_use]
    pub fn new(folded: &'f Folded, needle: &'n [u8]) -> Self {
        Self {
            places: folded.places_in_order(),
            finder: Finder::new(needle),
            at: 0,
        }
    }

    /// The next place that holds the needle, with the offset of its first match in the arena.
    pub fn next_row(&mut self) -> Option<(usize, usize)> {
        let folded = self.places.folded;
        let found = self.at + self.finder.find(folded.arena.get(self.at..)?)?;
        let place = self.places.of(found);
        self.at = folded.starts[place + 1] as usize;
        Some((place, found))
    }
}

/// Finds the places of offsets that are asked for in ascending order.
pub struct PlacesInOrder<'f> {
    folded: &'f Folded,
    place: usize,
}

impl PlacesInOrder<'_> {
    /// The place of an offset that is not before the last one's: near by galloping, then by halving.
    pub fn of(&mut self, offset: usize) -> usize {
        let starts = &self.folded.starts;
        let (mut low, mut step) = (self.place, 1);
        while low + step < starts.len() && starts[low + step] as usize <= offset {
            low += step;
            step *= 2;
        }
        let high = (low + step).min(starts.len());
        self.place = low + starts[low..high].partition_point(|&start| start as usize <= offset) - 1;
        self.place
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_and_addresses_are_compared_as_they_are_read() {
        let address = Address {
            city: "Ålesund".into(),
            postal_code: "6002".into(),
            country: "Norge".into(),
            ..Address::default()
        };
        assert_eq!(form(&address.to_parts(), FieldKind::Address), "6002 alesund, norge");
        let name = PersonName {
            given: "Noémie".into(),
            family: "Ümit".into(),
        };
        assert_eq!(form(&name.to_parts(), FieldKind::PersonName), "noemie umit");
        assert_eq!(form("Madonna\u{1f}", FieldKind::PersonName), "madonna");
        assert_eq!(form("+49 (0) 30-12", FieldKind::Phone), "4903012");
    }

    proptest! {
        #[test]
        fn the_form_of_an_address_is_that_of_its_line(parts in prop::collection::vec("[aÉ 1\n\r\u{301}]{0,4}", 5)) {
            let text = parts.join("\u{1f}");
            prop_assert_eq!(form(&text, FieldKind::Address), model::validate::fold(&Address::from_parts(&text).line()));
        }

        #[test]
        fn the_form_of_a_phone_number_is_its_digits(text in "[+0-9 ()a٣-]{0,12}") {
            prop_assert_eq!(form(&text, FieldKind::Phone), phone_digits(&text));
        }

        #[test]
        fn behaves_like_separate_strings(
            first in prop::collection::vec(prop::option::of("[abÄ ]{0,6}"), 0..20),
            writes in prop::collection::vec((0u32..30, prop::option::of("[abÄ ]{0,6}")), 0..40),
            needle in "[aÄb ]{1,3}",
            many in any::<bool>(),
        ) {
            // With many different texts in front, columns are filtered text by text instead of by codes.
            let first = (0..if many { 300 } else { 0 }).map(|number| Some(number.to_string())).chain(first).collect::<Vec<_>>();
            let mut folded = Folded::of_texts(first.iter().map(Option::as_deref), FieldKind::Text);
            prop_assert_eq!(folded.distinct().is_none(), many);
            let mut rows: Vec<String> = first.iter().map(|text| form(text.as_deref().unwrap_or(""), FieldKind::Text)).collect();
            for (row, text) in writes {
                folded.set(row, text.as_deref(), FieldKind::Text);
                if rows.len() <= row as usize { rows.resize(row as usize + 1, String::new()); }
                rows[row as usize] = form(text.as_deref().unwrap_or(""), FieldKind::Text);
            }
            let needle = form(&needle, FieldKind::Text);
            for len in [rows.len(), rows.len() + 3, rows.len() / 2] {
                let holds = |test: &dyn Fn(&str) -> bool| Bitmap::from_fn(len, |row| rows.get(row).is_some_and(|text| test(text)));
                prop_assert_eq!(folded.containing(needle.as_bytes(), len), holds(&|text| text.contains(&needle)));
                prop_assert_eq!(folded.filter(len, |text| text.starts_with(needle.as_bytes())), holds(&|text| text.starts_with(&needle)));
            }
            for (row, text) in rows.iter().enumerate() {
                prop_assert_eq!(folded.get(row as u32), text.as_bytes());
            }
        }
    }
}
