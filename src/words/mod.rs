//! Every word the app says, in one typed catalogue.
//!
//! A phrase is a function; its arguments are texts that are formatted already, so grammar stays with the language.
//! English is in the program, other languages are files of `public/locales` with the same names: a phrase that one of them
//! lacks fails the test of `catalogue`, which says what to add. Labels of objects and fields come with the schema, since
//! people add their own; [`labels`] translates those that are ours.
//!
//! How we speak: sentence case, no full stop in labels, buttons are verbs with their object, errors say what happened,
//! what is safe and what to do.

#[macro_use]
pub mod catalogue;
pub mod labels;
pub mod language;

/// Declares the modules of phrases, and lists them for the test that compares languages.
macro_rules! modules {
    ($($module:ident)+) => {
        $(pub mod $module;)+

        /// The phrases of every module.
        #[cfg(test)]
        const MODULES: &[(&str, &[catalogue::Phrase])] = &[$((stringify!($module), $module::PHRASES)),+];
    };
}

modules! {
    accessibility
    backup
    bin
    calendar
    components
    count
    create
    customer
    dashboards
    device
    done
    duplicates
    explanation
    failure
    files
    filter
    formula
    home
    import
    inbox
    insight
    insights
    invalid
    kept
    keys
    kind
    leads
    list
    own
    past
    playbook
    practice
    privacy
    reading
    record
    refusal
    replies
    report
    rule
    sample
    search
    segments
    settings
    shell
    snooze
    start
    today
    tour
    value
    work
}

use model::ObjectDef;

use crate::platform::format::{self, Plural};

/// A label inside a sentence: in English `Order lines` becomes `order lines`, `SKU` stays. Nouns of German keep their
/// capitals, and Arabic has none.
#[must_use]
pub fn inside(label: &str) -> String {
    if language::keeps_case() {
        return label.to_owned();
    }
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

/// So many records: `1,284 contacts`. A language in which number and noun are more than a word beside a word has
/// phrases of its own for our objects, by their plural.
#[must_use]
pub fn counted(object: &ObjectDef, count: u64) -> String {
    match catalogue::spoken_of(catalogue::key_of("counted", &object.plural), count) {
        Some(phrase) => catalogue::filled(phrase, "count", &[&number(count)]),
        None => format!("{} {}", number(count), noun(object, count)),
    }
}

/// A count as shown.
#[must_use]
pub fn number(count: u64) -> String {
    // Outside a browser, where only tests are, there is no `Intl`.
    if cfg!(not(target_arch = "wasm32")) {
        return count.to_string();
    }
    format::integer(i64::try_from(count).unwrap_or(i64::MAX))
}

/// A size in bytes as shown.
#[must_use]
pub fn size(bytes: u64) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return format!("{bytes} byte");
    }
    format::bytes(bytes)
}

/// Names in a row, as a sentence has them.
#[must_use]
pub fn names(names: &[String]) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return names.join(", ");
    }
    format::list(names)
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
