//! Things of the browser that have no stable type in web-sys, or that only some browsers have: read and called by name.
//!
//! What is not there is `None`, so that callers have one way to go on without it.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property, unless it is missing.
#[must_use]
pub fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into())
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}

/// A property that is text.
#[must_use]
pub fn text(of: &JsValue, name: &str) -> Option<String> {
    get(of, name)?.as_string()
}

/// Calls a method; none when it is missing or throws.
#[must_use]
pub fn call(of: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(of, name)?.dyn_into().ok()?;
    let list = arguments.iter().collect::<Array>();
    method.apply(of, &list).ok()
}

/// Calls a method that promises something; none when it is missing, throws or breaks its promise.
pub async fn wait(of: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let promise: Promise = call(of, name, arguments)?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}

/// The elements of an array; none of them when it is none.
#[must_use]
pub fn elements(of: &JsValue) -> Vec<JsValue> {
    of.dyn_ref::<Array>().map(|list| list.iter().collect()).unwrap_or_default()
}
