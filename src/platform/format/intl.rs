//! Bindings to `Intl`, with only what is used, and the cache of formatters.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::Hash;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    #[wasm_bindgen(js_namespace = Intl)]
    pub type NumberFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "NumberFormat", catch)]
    pub fn new(locale: &str, options: &JsValue) -> Result<NumberFormat, JsValue>;
    #[wasm_bindgen(method, js_class = "NumberFormat")]
    pub fn format(this: &NumberFormat, value: &JsValue) -> String;

    #[derive(Clone)]
    #[wasm_bindgen(js_namespace = Intl)]
    pub type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "DateTimeFormat", catch)]
    pub fn new(locale: &str, options: &JsValue) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method, js_class = "DateTimeFormat")]
    pub fn format(this: &DateTimeFormat, millis: f64) -> String;
    #[wasm_bindgen(method, js_class = "DateTimeFormat", js_name = formatToParts)]
    pub fn parts(this: &DateTimeFormat, millis: f64) -> Array;
    #[wasm_bindgen(method, js_class = "DateTimeFormat", js_name = resolvedOptions)]
    pub fn resolved(this: &DateTimeFormat) -> Object;

    #[derive(Clone)]
    #[wasm_bindgen(js_namespace = Intl)]
    pub type RelativeTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "RelativeTimeFormat", catch)]
    pub fn new(locale: &str, options: &JsValue) -> Result<RelativeTimeFormat, JsValue>;
    #[wasm_bindgen(method, js_class = "RelativeTimeFormat")]
    pub fn format(this: &RelativeTimeFormat, value: f64, unit: &str) -> String;

    #[derive(Clone)]
    #[wasm_bindgen(js_namespace = Intl)]
    pub type PluralRules;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "PluralRules", catch)]
    pub fn new(locale: &str) -> Result<PluralRules, JsValue>;
    #[wasm_bindgen(method, js_class = "PluralRules")]
    pub fn select(this: &PluralRules, count: f64) -> String;

    #[derive(Clone)]
    #[wasm_bindgen(js_namespace = Intl)]
    pub type ListFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "ListFormat", catch)]
    pub fn new(locale: &str) -> Result<ListFormat, JsValue>;
    #[wasm_bindgen(method, js_class = "ListFormat")]
    pub fn format(this: &ListFormat, items: &Array) -> String;

    #[derive(Clone)]
    #[wasm_bindgen(js_namespace = Intl)]
    pub type Collator;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "Collator", catch)]
    pub fn new(locale: &str, options: &JsValue) -> Result<Collator, JsValue>;
    #[wasm_bindgen(method, getter, js_class = "Collator")]
    pub fn compare(this: &Collator) -> Function;

    #[derive(Clone)]
    #[wasm_bindgen(js_namespace = Intl)]
    pub type DisplayNames;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "DisplayNames", catch)]
    pub fn new(locale: &str, options: &JsValue) -> Result<DisplayNames, JsValue>;
    #[wasm_bindgen(method, catch, js_class = "DisplayNames")]
    pub fn of(this: &DisplayNames, code: &str) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    pub type Locale;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = "Locale", catch)]
    pub fn new(tag: &str) -> Result<Locale, JsValue>;
    #[wasm_bindgen(method, js_class = "Locale")]
    pub fn maximize(this: &Locale) -> Locale;
    #[wasm_bindgen(method, getter, js_class = "Locale")]
    pub fn region(this: &Locale) -> Option<String>;
}

/// Options of a formatter.
pub fn options(entries: &[(&str, JsValue)]) -> JsValue {
    let options = Object::new();
    for (name, value) in entries {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&options, &(*name).into(), value);
    }
    options.into()
}

/// A cache of formatters by what they are for. One that the browser cannot make is not tried again.
pub type Cache<K, F> = RefCell<HashMap<K, Option<F>>>;

/// The formatter of a key, made on first use.
pub fn cached<K: Eq + Hash, F: Clone>(cache: &Cache<K, F>, key: K, make: impl FnOnce(&K) -> Result<F, JsValue>) -> Option<F> {
    let mut cache = cache.borrow_mut();
    if let Some(known) = cache.get(&key) {
        return known.clone();
    }
    let made = make(&key).ok();
    cache.insert(key, made.clone());
    made
}
