//! What this browser can prove about privacy: what was asked for and of whom, the policy in force, and what is kept where.

use std::collections::BTreeMap;

use js_sys::Object;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, MessageChannel, MessageEvent};

use super::untyped::{call, elements, get, text, wait};
use crate::reactive::prelude::*;

/// Requests to one origin.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Requests {
    /// The origin, such as `https://crm.example`.
    pub origin: String,
    /// It is our own.
    pub own: bool,
    /// How many.
    pub count: u32,
}

/// Something that is kept in this browser.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kept {
    /// Names of databases.
    Databases(Vec<String>),
    /// Number of preferences and drafts, and their characters.
    Preferences(u32, u32),
    /// Number of files of the app kept for offline use.
    Files(u32),
    /// Characters of cookies: none are set.
    Cookies(u32),
}

/// Origins that pages and workers have asked since the window was opened: as the browser noted it down, and as the service
/// worker saw it, whichever knows more.
pub async fn requests() -> Vec<Requests> {
    let own = window().location().origin().unwrap_or_default();
    let mut seen = BTreeMap::<String, u32>::new();
    let performance = get(&window(), "performance").unwrap_or_default();
    for kind in ["navigation", "resource"] {
        let entries = call(&performance, "getEntriesByType", &[kind.into()]);
        for entry in entries.map(|entries| elements(&entries)).unwrap_or_default() {
            let origin = text(&entry, "name")
                .and_then(|name| web_sys::Url::new(&name).ok())
                .map(|url| url.origin());
            // `blob:` and `data:` addresses lead to no host; their origin is ours or "null".
            if let Some(origin) = origin.filter(|origin| origin != "null") {
                *seen.entry(origin).or_default() += 1;
            }
        }
    }
    for (origin, count) in seen_by_service_worker().await {
        let known = seen.entry(origin).or_default();
        *known = (*known).max(count);
    }
    seen.entry(own.clone()).or_default();
    let mut all = seen
        .into_iter()
        .map(|(origin, count)| Requests {
            own: origin == own,
            origin,
            count,
        })
        .collect::<Vec<_>>();
    all.sort_by_key(|requests| !requests.own);
    all
}

/// Origins that passed through the service worker since it started; nothing without one.
async fn seen_by_service_worker() -> Vec<(String, u32)> {
    let worker = get(&window().navigator(), "serviceWorker").and_then(|workers| get(&workers, "controller"));
    let (Some(worker), Ok(channel)) = (worker, MessageChannel::new()) else {
        return Vec::new();
    };
    let (sender, receiver) = futures_channel::oneshot::channel();
    let sender = std::cell::Cell::new(Some(sender));
    let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Some(sender) = sender.take() {
            // Nobody waits any more when the page was left.
            let _ = sender.send(event.data());
        }
    });
    channel.port1().set_onmessage(Some(heard.as_ref().unchecked_ref()));
    let message = Object::new();
    // A property of a fresh object can always be set.
    let _ = js_sys::Reflect::set(&message, &"type".into(), &"REQUESTS".into());
    let port: JsValue = channel.port2().into();
    if call(&worker, "postMessage", &[message.into(), js_sys::Array::of1(&port).into()]).is_none() {
        return Vec::new();
    }
    let answer = receiver.await.unwrap_or_default();
    let pair = |entry: &JsValue| {
        let [origin, count] = <[JsValue; 2]>::try_from(elements(entry)).ok()?;
        Some((origin.as_string()?, count.as_f64()? as u32))
    };
    elements(&answer).iter().filter_map(pair).collect()
}

/// The content security policy in force, one directive with its sources per entry; empty for a build without one.
#[must_use]
pub fn policy() -> Vec<(String, String)> {
    let meta: Option<Element> = document()
        .query_selector("meta[http-equiv='Content-Security-Policy']")
        .ok()
        .flatten();
    let content = meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default();
    let directives = content.split(';').map(str::trim).filter(|directive| !directive.is_empty());
    let parts = |directive: &str| {
        let (name, sources) = directive.split_once(' ').unwrap_or((directive, ""));
        (name.to_owned(), sources.to_owned())
    };
    directives.map(parts).collect()
}

/// What is kept where.
pub async fn kept() -> Vec<Kept> {
    let mut kept = Vec::new();
    if let Some(databases) = get(&window(), "indexedDB") {
        let names = wait(&databases, "databases", &[]).await;
        let names = names.map(|names| elements(&names)).unwrap_or_default();
        kept.push(Kept::Databases(
            names.iter().filter_map(|database| text(database, "name")).collect(),
        ));
    }
    if let Ok(Some(storage)) = window().local_storage() {
        let keys = (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten());
        let (mut count, mut letters) = (0, 0);
        for key in keys {
            count += 1;
            let value = storage.get_item(&key).ok().flatten().unwrap_or_default();
            letters += (key.len() + value.len()) as u32;
        }
        kept.push(Kept::Preferences(count, letters));
    }
    if let Some(caches) = get(&window(), "caches") {
        let mut files = 0;
        for name in wait(&caches, "keys", &[]).await.map(|names| elements(&names)).unwrap_or_default() {
            let Some(cache) = wait(&caches, "open", &[name]).await else {
                continue;
            };
            files += wait(&cache, "keys", &[]).await.map_or(0, |keys| elements(&keys).len());
        }
        kept.push(Kept::Files(files as u32));
    }
    let cookies = text(&document(), "cookie").unwrap_or_default();
    kept.push(Kept::Cookies(cookies.len() as u32));
    kept
}
