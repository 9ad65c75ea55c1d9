//! Words and keys in columns: each different text once, whatever the number of rows.

use model::block::NONE_U32;
use model::validate::{MAX_ELEMENTS, clean_long, clean_short};
use model::{Address, Value};
use rustc_hash::FxHashMap;

/// Texts of a whole file by number, and the ones among them that a slice uses.
pub(super) struct Dictionary<T> {
    numbers: FxHashMap<Box<str>, u32>,
    /// What was read of each text.
    entries: Vec<T>,
    /// Slice and place in which each entry was last used.
    places: Vec<(u32, u32)>,
    slice: u32,
    /// Entries that the slice uses, in order of first use.
    used: Vec<u32>,
    /// The text before, which is often the same.
    last: String,
    last_number: Option<u32>,
}

impl<T> Default for Dictionary<T> {
    fn default() -> Self {
        Self {
            numbers: FxHashMap::default(),
            entries: Vec::new(),
            places: Vec::new(),
            slice: 0,
            used: Vec::new(),
            last: String::new(),
            last_number: None,
        }
    }
}

impl<T> Dictionary<T> {
    /// The number of a text; what it says is read the first time. The flag says whether this is the first time in the file.
    pub(super) fn number(&mut self, text: &str, read: impl FnOnce(&str) -> T) -> (u32, bool) {
        if let Some(number) = self.last_number
            && self.last == text
        {
            return (number, false);
        }
        let (number, fresh) = match self.numbers.get(text) {
            Some(&number) => (number, false),
            None => {
                let number = self.entries.len() as u32;
                self.numbers.insert(text.into(), number);
                self.entries.push(read(text));
                self.places.push((NONE_U32, 0));
                (number, true)
            }
        };
        self.last.clear();
        self.last.push_str(text);
        self.last_number = Some(number);
        (number, fresh)
    }

    pub(super) fn entry(&self, number: u32) -> &T {
        &self.entries[number as usize]
    }

    /// Place of an entry among those that the slice uses.
    pub(super) fn place(&mut self, number: u32) -> u32 {
        let (slice, place) = &mut self.places[number as usize];
        if *slice != self.slice {
            *slice = self.slice;
            *place = self.used.len() as u32;
            self.used.push(number);
        }
        *place
    }

    /// The entries that the slice uses; the next slice begins.
    pub(super) fn take_used(&mut self) -> Vec<u32> {
        self.slice = self.slice.wrapping_add(1) % NONE_U32;
        std::mem::take(&mut self.used)
    }
}

/// Splits a cell that holds several keys or values: at semicolons, bars and line ends, and at commas where `commas` says so.
/// What stands in quotes is one, as our own exports write values that hold a separator. Empty parts count only in quotes.
pub(super) fn split_list(text: &str, commas: bool) -> Vec<String> {
    let is_separator = |char: char| matches!(char, ';' | '|' | '\n') || commas && char == ',';
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let quoted = rest.strip_prefix('"').and_then(|inside| {
            let mut part = String::new();
            let mut pieces = inside.split('"');
            let mut consumed = 1;
            loop {
                let piece = pieces.next()?;
                part.push_str(piece);
                consumed += piece.len() + 1;
                // Two quotes side by side are one that belongs to the text.
                if !rest.get(consumed..)?.starts_with('"') {
                    return Some((part, consumed));
                }
                part.push('"');
                consumed += 1;
                pieces.next()?;
            }
        });
        let after_quote = quoted.as_ref().map(|(_, consumed)| rest[*consumed..].trim_start());
        match (quoted, after_quote) {
            (Some((part, _)), Some(after)) if after.is_empty() || after.starts_with(is_separator) => {
                parts.push(part);
                rest = after;
            }
            _ => {
                let end = rest.find(is_separator).unwrap_or(rest.len());
                parts.extend(Some(rest[..end].trim()).filter(|part| !part.is_empty()).map(str::to_owned));
                rest = &rest[end..];
            }
        }
        let mut chars = rest.chars();
        chars.next();
        rest = chars.as_str().trim_start();
    }
    parts
}

/// Addresses as our own exports write further ones: a list of lists of five parts.
pub(super) fn addresses(text: &str) -> Option<Vec<Value>> {
    let address = |whole: &String| {
        let [street, city, region, postal_code, country] = <[String; 5]>::try_from(split_list(whole, false)).ok()?;
        let (street, city, region) = (clean_long(&street), clean_short(&city), clean_short(&region));
        let (postal_code, country) = (clean_short(&postal_code), clean_short(&country));
        Some(Value::Address(Box::new(Address {
            street,
            city,
            region,
            postal_code,
            country,
        })))
    };
    let list = split_list(text, false);
    (list.len() <= MAX_ELEMENTS && !list.is_empty())
        .then(|| list.iter().map(address).collect())
        .flatten()
}

/// One list of values, as [`split_list`] reads it.
pub(crate) fn join_list<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut list = String::new();
    for part in parts {
        if !list.is_empty() {
            list.push_str("; ");
        }
        if part.contains([';', ',', '|', '\n', '"']) || part.contains(":::") {
            list.push('"');
            list.push_str(&part.replace('"', "\"\""));
            list.push('"');
        } else {
            list.push_str(part);
        }
    }
    list
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn lists_are_split_where_they_mean_it() {
        for (text, commas, parts) in [
            ("a; b|c\nd", false, vec!["a", "b", "c", "d"]),
            ("a, b", true, vec!["a", "b"]),
            ("Vanke Co., Ltd.", false, vec!["Vanke Co., Ltd."]),
            (
                "\"Vanke Co., Ltd.\"; \"say \"\"hi\"\"; bye\"",
                true,
                vec!["Vanke Co., Ltd.", "say \"hi\"; bye"],
            ),
            ("\"open; b", false, vec!["\"open", "b"]),
            ("\"a\" b; c", false, vec!["\"a\" b", "c"]),
            (" ; ;", false, vec![]),
            ("\"a\"; \"\"; b", false, vec!["a", "", "b"]),
        ] {
            assert_eq!(split_list(text, commas), parts, "{text:?}");
        }
    }

    #[test]
    fn words_are_numbered_once_and_placed_by_slice() {
        let mut words = Dictionary::default();
        let mut number = |text: &str| words.number(text, str::len);
        assert_eq!(
            [number("a"), number("bc"), number("a"), number("a")],
            [(0, true), (1, true), (0, false), (0, false)]
        );
        assert_eq!((words.place(1), words.place(0), words.place(1)), (0, 1, 0));
        assert_eq!(words.take_used(), [1, 0]);
        assert_eq!((words.place(0), words.take_used()), (0, vec![0]));
        assert_eq!(*words.entry(1), 2);
    }

    proptest! {
        #[test]
        fn joined_lists_come_apart_as_they_were(parts in prop::collection::vec("[a-z;,|\n\": é]{1,8}", 0..6), commas in any::<bool>()) {
            let parts = parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect::<Vec<_>>();
            prop_assert_eq!(split_list(&join_list(parts.iter().map(String::as_str)), commas), parts);
        }

        #[test]
        fn any_text_can_be_split(text in "\\PC*|[\";,| ]{0,20}") {
            split_list(&text, true);
        }
    }
}
