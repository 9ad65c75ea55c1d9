//! The mechanism of the catalogue: English in the program, every other language in a file of `public/locales`.
//!
//! A phrase knows its English words and the hash of its module and name. Another language is a table from such hashes to
//! words, read once before the first screen; what it lacks is said in English. Words with gaps are templates, `{name}`,
//! filled by one small function; that the gaps of the English words are the arguments is checked while compiling, and the
//! test below walks every language and says what is missing where.

use std::cell::OnceCell;

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::platform::format::{self, Plural};

/// Declares phrases, one to a line:
/// - `name { English: "words" }`;
/// - `name(what) { English: "Restored {what}" }`, where `{what:inside}` is a label within a sentence;
/// - `name(count: u64) { English: one "{count} value", other "{count} values" }` for what is counted.
macro_rules! phrases {
    ($($name:ident $(($($argument:tt)+))? { English: $($words:tt)+ })+) => {
        $(phrases!(@one $name ($($($argument)+)?) { $($words)+ });)+

        /// Every phrase of this module, for the test that compares languages.
        #[cfg(test)]
        pub const PHRASES: &[$crate::words::catalogue::Phrase] = &[
            $($crate::words::catalogue::Phrase { name: stringify!($name), english: phrases!(@english $($words)+) }),+
        ];
    };
    (@one $name:ident ($($arguments:tt)*) { format!($($words:tt)*) }) => {
        compile_error!("write the words alone, `\"Restored {what}\"`; a label inside a sentence is `{what:inside}`");
    };
    (@one $name:ident () { $words:literal }) => {
        #[must_use]
        pub fn $name() -> &'static str {
            const KEY: u32 = $crate::words::catalogue::key_of(module_path!(), stringify!($name));
            $crate::words::catalogue::said(KEY, $words)
        }
    };
    (@one $name:ident ($($argument:ident),+) { $words:literal }) => {
        #[must_use]
        pub fn $name($($argument: &str),+) -> String {
            const KEY: u32 = $crate::words::catalogue::key_of(module_path!(), stringify!($name));
            const NAMES: &str = stringify!($($argument),+);
            const { assert!($crate::words::catalogue::fits($words, NAMES), "the gaps are not the arguments") };
            $crate::words::catalogue::filled($crate::words::catalogue::said(KEY, $words), NAMES, &[$($argument),+])
        }
    };
    (@one $name:ident ($count:ident: u64 $(, $argument:ident)*) { one $one:literal, other $other:literal }) => {
        #[must_use]
        pub fn $name($count: u64 $(, $argument: &str)*) -> String {
            const KEY: u32 = $crate::words::catalogue::key_of(module_path!(), stringify!($name));
            const NAMES: &str = stringify!($count $(, $argument)*);
            const { assert!($crate::words::catalogue::fits($other, NAMES), "the gaps are not the arguments") };
            let words = $crate::words::catalogue::said_of(KEY, $count, $one, $other);
            $crate::words::catalogue::filled(words, NAMES, &[&$crate::words::number($count) $(, $argument)*])
        }
    };
    (@english $words:literal) => { &[$words] };
    (@english one $one:literal, other $other:literal) => { &[$one, $other] };
    (@english $($words:tt)*) => { &[] };
}

/// A phrase as the test sees it.
#[cfg(test)]
pub struct Phrase {
    /// Its function.
    pub name: &'static str,
    /// Its English words: one text, or those for one and for several.
    pub english: &'static [&'static str],
}

/// The words of a language, sorted by key. They live as long as the page.
type Words = Vec<(u32, &'static str)>;

thread_local! {
    static SPOKEN: OnceCell<Words> = const { OnceCell::new() };
}

/// The key of a phrase from the path of its module: FNV-1a (Fowler, Noll, Vo) over `module.name`.
#[must_use]
pub const fn key_of(path: &str, name: &str) -> u32 {
    let path = path.as_bytes();
    let mut start = path.len();
    while start > 0 && path[start - 1] != b':' {
        start -= 1;
    }
    let mut hash = 0x811c_9dc5;
    while start < path.len() {
        hash = (hash ^ path[start] as u32).wrapping_mul(0x0100_0193);
        start += 1;
    }
    hash = (hash ^ b'.' as u32).wrapping_mul(0x0100_0193);
    let name = name.as_bytes();
    let mut at = 0;
    while at < name.len() {
        hash = (hash ^ name[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

/// The key of the words for one plural category of a phrase.
const fn key_of_plural(key: u32, plural: Plural) -> u32 {
    key.wrapping_add(plural as u32 + 1)
}

/// Whether another language than that of the source is in force.
#[must_use]
pub fn is_translated() -> bool {
    SPOKEN.with(|spoken| spoken.get().is_some())
}

/// The words of a key in the language in force, if it has them.
#[must_use]
pub fn spoken(key: u32) -> Option<&'static str> {
    SPOKEN.with(|spoken| {
        let words = spoken.get()?;
        let found = words.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        Some(words[found].1)
    })
}

/// The words of a phrase.
#[must_use]
pub fn said(key: u32, english: &'static str) -> &'static str {
    spoken(key).unwrap_or(english)
}

/// The words of a phrase for so many.
#[must_use]
pub fn said_of(key: u32, count: u64, one: &'static str, other: &'static str) -> &'static str {
    spoken_of(key, count).unwrap_or(if count == 1 { one } else { other })
}

/// The words of a key for so many, if the language in force has them.
#[must_use]
pub fn spoken_of(key: u32, count: u64) -> Option<&'static str> {
    spoken(key_of_plural(key, format::plural(count))).or_else(|| spoken(key_of_plural(key, Plural::Other)))
}

/// A template with its gaps filled. `names` are those of the values, in their order, with commas between.
#[must_use]
pub fn filled(template: &str, names: &str, values: &[&str]) -> String {
    let mut text = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, from)) = rest.split_once('{') {
        let (gap, after) = from.split_once('}').unwrap_or((from, ""));
        let (name, inside) = gap.split_once(':').map_or((gap, false), |(name, _)| (name, true));
        text.push_str(before);
        let value = names.split(',').position(|own| own.trim() == name).and_then(|at| values.get(at));
        // A value with a full stop of its own, such as "9 min.", ends the sentence as well.
        let is_ended = value.is_some_and(|value| value.ends_with('.')) && after.starts_with('.') && !after.starts_with("..");
        if let Some(value) = value {
            if inside {
                isolate(&super::inside(value), &mut text);
            } else {
                isolate(value, &mut text);
            }
        }
        rest = if is_ended { &after[1..] } else { after };
    }
    text.push_str(rest);
    text
}

/// First strong isolate and its end (Unicode Standard Annex 9): what is between has a direction of its own.
const ISOLATE: [char; 2] = ['\u{2068}', '\u{2069}'];

/// Adds a value to a sentence. Where it may run against the sentence, it is kept from reordering what is around it.
fn isolate(value: &str, text: &mut String) {
    if value.is_empty() || !(super::language::is_rtl() || value.chars().any(runs_left)) {
        text.push_str(value);
    } else {
        text.push(ISOLATE[0]);
        text.push_str(value);
        text.push(ISOLATE[1]);
    }
}

/// A sentence without the marks of direction, for words that are kept rather than shown.
#[must_use]
pub fn plain(text: &str) -> String {
    text.replace(ISOLATE, "")
}

/// Whether a letter belongs to a script that runs from right to left: Hebrew to Arabic, and their presentation forms.
fn runs_left(letter: char) -> bool {
    matches!(letter, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Whether the gaps of a template are just the names, which have commas between.
#[must_use]
pub const fn fits(template: &str, names: &str) -> bool {
    let (template, names) = (template.as_bytes(), names.as_bytes());
    let mut at = 0;
    while at < template.len() {
        if template[at] == b'{' {
            let start = at + 1;
            while at < template.len() && template[at] != b'}' && template[at] != b':' {
                at += 1;
            }
            if !has_name(names, template, start, at) {
                return false;
            }
        }
        at += 1;
    }
    let mut start = 0;
    while start < names.len() {
        let mut end = start;
        while end < names.len() && names[end] != b',' {
            end += 1;
        }
        if !has_gap(template, names, start, end) {
            return false;
        }
        start = end + 1;
        while start < names.len() && names[start] == b' ' {
            start += 1;
        }
    }
    true
}

/// Whether `part[from..to]` is one of the names.
const fn has_name(names: &[u8], part: &[u8], from: usize, to: usize) -> bool {
    let mut at = 0;
    while at < names.len() {
        let starts = at == 0 || names[at - 1] == b' ' || names[at - 1] == b',';
        let end = at + (to - from);
        if starts && same(names, at, part, from, to) && (end == names.len() || names[end] == b',') {
            return true;
        }
        at += 1;
    }
    false
}

/// Whether `{names[from..to]}` is in the template.
const fn has_gap(template: &[u8], names: &[u8], from: usize, to: usize) -> bool {
    let mut at = 1;
    while at < template.len() {
        let end = at + (to - from);
        if template[at - 1] == b'{'
            && same(template, at, names, from, to)
            && end < template.len()
            && (template[end] == b'}' || template[end] == b':')
        {
            return true;
        }
        at += 1;
    }
    false
}

const fn same(text: &[u8], at: usize, part: &[u8], from: usize, to: usize) -> bool {
    if at + (to - from) > text.len() {
        return false;
    }
    let mut step = 0;
    while step < to - from {
        if text[at + step] != part[from + step] {
            return false;
        }
        step += 1;
    }
    true
}

/// Takes the words of a language: an object of modules, each an object of phrases, each a text or an object of plural categories.
pub fn take(file: &JsValue) {
    let mut words = Words::new();
    for (module, phrases) in entries(file) {
        for (name, phrase) in entries(&phrases) {
            let key = key_of(&module, &name);
            match phrase.as_string() {
                Some(text) => words.push((key, text.leak())),
                None => words.extend(entries(&phrase).filter_map(|(category, text)| {
                    let plural = Plural::named(&category);
                    Some((key_of_plural(key, plural), &*text.as_string()?.leak()))
                })),
            }
        }
    }
    words.sort_unstable_by_key(|(key, _)| *key);
    // Words are taken once, before anything is said; a second language needs a page of its own.
    let _ = SPOKEN.with(|spoken| spoken.set(words));
}

fn entries(object: &JsValue) -> impl Iterator<Item = (String, JsValue)> {
    let entries = object.dyn_ref::<Object>().map(Object::entries).unwrap_or_default();
    entries.into_iter().filter_map(|entry| {
        let entry = entry.dyn_into::<Array>().ok()?;
        Some((entry.get(0).as_string()?, entry.get(1)))
    })
}

#[cfg(test)]
mod tests;
