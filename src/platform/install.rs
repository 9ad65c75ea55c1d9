//! Installing the app on the device, where the browser offers it to pages.

use std::cell::RefCell;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::reactive::prelude::*;
use crate::ui::dom::on_window;

thread_local! {
    /// The browser's offer; good for one prompt.
    static OFFER: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// How the app gets onto this device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Advice {
    /// It is there: this is it.
    Installed,
    /// The browser asks when it is told to.
    Ask,
    /// By the share sheet of Safari.
    ShareSheet,
    /// By the menu of the browser, if it can at all.
    Menu,
}

/// Whether this window is that of the installed app.
#[must_use]
pub fn is_installed() -> bool {
    let shown_as = |mode: &str| {
        let query = window().match_media(&format!("(display-mode: {mode})"));
        query.ok().flatten().is_some_and(|query| query.matches())
    };
    // Safari on phones says it in its own way.
    let standalone = super::untyped::get(&window().navigator(), "standalone").is_some_and(|standalone| standalone.is_truthy());
    standalone || shown_as("standalone") || shown_as("window-controls-overlay")
}

/// Whether this is Safari, by the words that only it has together.
fn is_safari() -> bool {
    let agent = window().navigator().user_agent().unwrap_or_default();
    is_safari_agent(&agent)
}

fn is_safari_agent(agent: &str) -> bool {
    let others = ["Chrome/", "Chromium/", "CriOS/", "FxiOS/", "EdgiOS/", "Android"];
    agent.contains("Safari/") && agent.contains("Version/") && !others.iter().any(|other| agent.contains(other))
}

/// Whether this browser deletes what sites keep after a week without a visit: Safari does, for sites that are not installed
/// (Intelligent Tracking Prevention, since Safari 13.1).
#[must_use]
pub fn is_forgetful() -> bool {
    is_safari() && !is_installed()
}

/// How the app gets onto this device. Ends with its owner.
#[must_use]
pub fn use_advice() -> Signal<Advice> {
    let offered = use_install();
    Signal::derive(move || {
        if is_installed() {
            Advice::Installed
        } else if is_safari() {
            Advice::ShareSheet
        } else if offered.get() {
            Advice::Ask
        } else {
            Advice::Menu
        }
    })
}

/// Whether the app can be installed. To be called early, in the root: the browser makes its offer once. Ends with its owner.
#[must_use]
pub fn use_install() -> Signal<bool> {
    let offered = RwSignal::new(OFFER.with_borrow(Option::is_some));
    on_window("beforeinstallprompt", move |event| {
        // The app has a place of its own for the offer.
        event.prevent_default();
        OFFER.set(Some(event.into()));
        offered.try_set(true);
    });
    on_window("appinstalled", move |_| {
        OFFER.set(None);
        offered.try_set(false);
    });
    offered.into()
}

/// Shows the browser's question; returns whether the person said yes.
pub async fn prompt() -> bool {
    let Some(offer) = OFFER.take() else { return false };
    let shown = Reflect::get(&offer, &"prompt".into())
        .ok()
        .and_then(|prompt| prompt.dyn_into::<Function>().ok());
    let Some(shown) = shown.and_then(|prompt| prompt.call0(&offer).ok()) else {
        return false;
    };
    let Ok(choice) = JsFuture::from(shown.unchecked_into::<Promise>()).await else {
        return false;
    };
    Reflect::get(&choice, &"outcome".into()).is_ok_and(|outcome| outcome == "accepted")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safari_is_told_from_browsers_that_say_so_too() {
        const MAC: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
        assert!(is_safari_agent(&format!("{MAC} Version/18.0 Safari/605.1.15")));
        assert!(!is_safari_agent(&format!("{MAC} Chrome/140.0.0.0 Safari/537.36")));
        assert!(!is_safari_agent(&format!("{MAC} CriOS/140.0 Mobile/15E148 Safari/604.1")));
        assert!(!is_safari_agent(
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
        ));
    }
}
