//! Lists, plurals and the order of words.

use std::cmp::Ordering;

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::intl::{Cache, Collator, ListFormat, PluralRules, cached, options};
use super::locale;

/// Plural categories of CLDR.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names are the categories of CLDR")]
pub enum Plural {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Plural {
    /// The category of a name of CLDR; any other name is `other`, which every language has.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "zero" => Self::Zero,
            "one" => Self::One,
            "two" => Self::Two,
            "few" => Self::Few,
            "many" => Self::Many,
            _ => Self::Other,
        }
    }
}

/// The plural category of a number. Outside a browser, where only tests are, by the rule of English.
#[must_use]
pub fn plural(count: u64) -> Plural {
    if cfg!(not(target_arch = "wasm32")) {
        return if count == 1 { Plural::One } else { Plural::Other };
    }
    thread_local! {
        static RULES: Cache<(), PluralRules> = Cache::default();
    }
    let rules = RULES.with(|rules| cached(rules, (), |()| PluralRules::new(&locale())));
    rules.map_or(Plural::Other, |rules| Plural::named(&rules.select(count as f64)))
}

/// A list in words: `a, b and c`. Outside a browser with commas alone.
#[must_use]
pub fn list(items: &[String]) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return items.join(", ");
    }
    thread_local! {
        static FORMATS: Cache<(), ListFormat> = Cache::default();
    }
    let format = FORMATS.with(|formats| cached(formats, (), |()| ListFormat::new(&locale())));
    let array = items.iter().map(JsValue::from).collect::<Array>();
    format.map_or_else(|| items.join(", "), |format| format.format(&array))
}

/// The order of two words in the person's language; numbers inside them by value, case and accents last.
#[must_use]
pub fn compare(left: &str, right: &str) -> Ordering {
    thread_local! {
        static COLLATORS: Cache<(), Collator> = Cache::default();
    }
    let collator = COLLATORS.with(|collators| cached(collators, (), |()| Collator::new(&locale(), &options(&[("numeric", true.into())]))));
    let order = collator.and_then(|collator| {
        collator
            .compare()
            .call2(&JsValue::UNDEFINED, &left.into(), &right.into())
            .ok()?
            .as_f64()
    });
    order.map_or_else(|| left.cmp(right), |order| order.total_cmp(&0.0))
}
