//! Notices of the system while the app is open. They come through the service worker, because phones know no other way; a press on
//! one leads to a place of the app (public/sw.js).

use wasm_bindgen::{JsCast, JsValue, closure::Closure};

use super::untyped::{call, get, text, wait};
use crate::reactive::prelude::*;

/// Whether the person lets this origin show notices.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Permission {
    /// This browser shows none here.
    Unknown,
    /// Nobody has asked yet.
    NotAsked,
    /// It may.
    Granted,
    /// It may not; only the settings of the browser change that.
    Denied,
}

fn permission_of(word: Option<&str>) -> Permission {
    match word {
        Some("granted") => Permission::Granted,
        Some("denied") => Permission::Denied,
        Some(_) => Permission::NotAsked,
        None => Permission::Unknown,
    }
}

/// The permission as it stands.
#[must_use]
pub fn permission() -> Permission {
    let window = window();
    let notices = get(&window, "Notification").filter(|_| get(&window.navigator(), "serviceWorker").is_some());
    permission_of(notices.and_then(|notices| text(&notices, "permission")).as_deref())
}

/// Lets the browser ask. Only from a press of the person, never by itself.
pub async fn ask() -> Permission {
    let Some(notices) = get(&window(), "Notification") else {
        return Permission::Unknown;
    };
    let answer = wait(&notices, "requestPermission", &[]).await;
    permission_of(answer.and_then(|answer| answer.as_string()).as_deref())
}

/// Shows a notice that leads to a place when it is pressed. One of the same `tag` takes the place of an earlier one, so that several
/// tabs show it once.
pub async fn show(title: &str, body: &str, tag: &str, path: &str) {
    let Some(worker) = get(&window().navigator(), "serviceWorker") else {
        return;
    };
    let Some(ready) = get(&worker, "ready").and_then(|ready| ready.dyn_into::<js_sys::Promise>().ok()) else {
        return;
    };
    let Ok(registration) = wasm_bindgen_futures::JsFuture::from(ready).await else {
        return;
    };
    let object = |entries: &[(&str, JsValue)]| {
        let object = js_sys::Object::new();
        for (name, value) in entries {
            // An object that was just made takes any property.
            let _ = js_sys::Reflect::set(&object, &(*name).into(), value);
        }
        JsValue::from(object)
    };
    let options = object(&[
        ("body", body.into()),
        ("tag", tag.into()),
        ("icon", "icons/kith-192.png".into()),
        ("data", object(&[("path", path.into())])),
    ]);
    // A system that shows none now, such as one that must not disturb, is right.
    let _ = wait(&registration, "showNotification", &[title.into(), options]).await;
}

/// Calls `visit` with the place of a notice that was pressed. To be called once, early.
pub fn on_pressed(visit: impl Fn(String) + 'static) {
    let Some(worker) = get(&window().navigator(), "serviceWorker") else {
        return;
    };
    let hear = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let path = get(&event, "data")
            .filter(|data| text(data, "type").as_deref() == Some("OPEN"))
            .and_then(|data| text(&data, "path"));
        if let Some(path) = path {
            visit(path);
        }
    });
    // The worker's container keeps its listener as long as the page lives.
    let _ = call(&worker, "addEventListener", &["message".into(), hear.into_js_value()]);
}
