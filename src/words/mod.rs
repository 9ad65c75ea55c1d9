//! Every word the app says, in one typed catalogue.
//!
//! A phrase is a function; its arguments are texts that are formatted already, so grammar stays with the language.
//! A language is one more arm in each phrase: one that is forgotten does not compile. Labels of objects and fields come
//! with the schema, since people add their own.
//!
//! How we speak: sentence case, no full stop in labels, buttons are verbs with their object, errors say what happened,
//! what is safe and what to do.

/// Languages the app speaks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
}

/// The language in force.
#[must_use]
pub fn language() -> Language {
    Language::English
}

/// Declares phrases: `name { English: "words" }` or `name(argument) { English: format!("… {argument}") }`.
macro_rules! phrases {
    ($($name:ident $(($($argument:ident),+))? { $($language:ident: $words:expr),+ $(,)? })+) => {
        $(phrases!(@one $name $(($($argument),+))? { $($language: $words),+ });)+
    };
    (@one $name:ident { $($language:ident: $words:expr),+ }) => {
        #[must_use]
        pub fn $name() -> &'static str {
            match $crate::words::language() {
                $($crate::words::Language::$language => $words,)+
            }
        }
    };
    (@one $name:ident ($($argument:ident),+) { $($language:ident: $words:expr),+ }) => {
        #[must_use]
        pub fn $name($($argument: &str),+) -> String {
            match $crate::words::language() {
                $($crate::words::Language::$language => $words,)+
            }
        }
    };
}
pub mod accessibility;
pub mod backup;
pub mod bin;
pub mod calendar;
pub mod count;
pub mod create;
pub mod customer;
pub mod dashboards;
pub mod device;
pub mod done;
pub mod failure;
pub mod filter;
pub mod import;
pub mod insight;
pub mod insights;
pub mod keys;
pub mod kind;
pub mod list;
pub mod own;
pub mod privacy;
pub mod record;
pub mod report;
pub mod sample;
pub mod search;
pub mod segments;
pub mod settings;
pub mod shell;
pub mod snooze;
pub mod start;
pub mod today;
pub mod value;
pub mod work;

use model::ObjectDef;

use crate::platform::format::{self, Plural};

/// A label inside a sentence: `Order lines` becomes `order lines`, `SKU` stays.
#[must_use]
pub fn inside(label: &str) -> String {
    let mut letters = label.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), second) if second.is_none_or(|second| !second.is_uppercase()) => first.to_lowercase().chain(letters).collect(),
        _ => label.to_owned(),
    }
}

/// The noun of an object in the number of `count`.
#[must_use]
pub fn noun(object: &ObjectDef, count: u64) -> String {
    inside(if format::plural(count) == Plural::One {
        &object.label
    } else {
        &object.plural
    })
}

/// So many records: `1,284 contacts`.
#[must_use]
pub fn counted(object: &ObjectDef, count: u64) -> String {
    format!("{} {}", number(count), noun(object, count))
}

/// A count as shown.
#[must_use]
pub fn number(count: u64) -> String {
    format::integer(i64::try_from(count).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_fit_into_sentences() {
        for (label, expected) in [
            ("Order lines", "order lines"),
            ("SKU", "SKU"),
            ("E-mail", "e-mail"),
            ("", ""),
            ("A", "a"),
        ] {
            assert_eq!(inside(label), expected);
        }
    }
}
