//! Going from place to place: one signal for where we are, links that are heard everywhere, back and forward.
//!
//! Links are plain `<a href>`: the browser can open them in a new tab, copy and bookmark them. Only a plain press on an
//! address of the app is taken over. Focus moves to the page's `h1` when the path changes, not when only parameters do.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, MouseEvent, Url};

use super::{PageParameter, Query, Route};
use crate::reactive::prelude::*;
use crate::ui::dom::{announce, focus, listen, target_element};

/// Path of the folder the app is served from, with a slash at both ends.
pub(super) fn base() -> String {
    thread_local! {
        // Only a browser has a document; tests of addresses run without one.
        static BASE: String = cfg!(target_arch = "wasm32")
            .then(|| document().base_uri().ok().flatten())
            .flatten()
            .and_then(|address| web_sys::Url::new(&address).ok())
            .map_or_else(|| "/".to_owned(), |address| folder_of(&address.pathname()));
    }
    BASE.with(Clone::clone)
}

/// The folder of a path: everything up to its last slash.
fn folder_of(path: &str) -> String {
    path.rfind('/').map_or_else(|| "/".to_owned(), |end| path[..=end].to_owned())
}

/// Where we are.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Place {
    path: String,
    query: Query,
}

impl Place {
    fn here() -> Self {
        let location = window().location();
        Self::of(&format!(
            "{}{}",
            location.pathname().unwrap_or_default(),
            location.search().unwrap_or_default()
        ))
    }

    /// The place of a path with its parameters.
    fn of(href: &str) -> Self {
        let (path, query) = href.split_once('?').unwrap_or((href, ""));
        Self {
            path: path.strip_prefix(&base()).unwrap_or(path).to_owned(),
            query: Query::parse(query),
        }
    }
}

impl Route {
    /// The page of the address.
    #[must_use]
    pub fn here() -> Self {
        Self::parse(&Place::here().path)
    }
}

/// Where we are and how to get elsewhere; copy it into callbacks.
#[derive(Clone, Copy)]
pub struct Navigator {
    place: RwSignal<Place>,
    route: Memo<Route>,
    query: Memo<Query>,
    /// Whether the page of the address had no title to focus yet: its part of the program was on its way.
    untitled: StoredValue<bool>,
    /// Whether we came here with the browser's own buttons.
    traversed: StoredValue<bool>,
}

impl Navigator {
    /// Makes it available below and starts to listen to links and to the browser's buttons. Called once, at the root.
    pub fn provide() -> Self {
        let place = RwSignal::new(Place::here());
        let navigator = Self {
            place,
            route: Memo::new(move |_| place.with(|place| Route::parse(&place.path))),
            query: Memo::new(move |_| place.with(|place| place.query.clone())),
            untitled: StoredValue::new(false),
            traversed: StoredValue::new(false),
        };
        provide_context(navigator);
        listen(&window(), "popstate", false, move |_| {
            navigator.traversed.set_value(true);
            place.try_set(Place::here());
        });
        listen(&window(), "click", false, move |event| {
            if let Some(event) = event.dyn_ref::<MouseEvent>()
                && let Some(href) = own_link(event)
            {
                event.prevent_default();
                navigator.go(&href);
            }
        });
        Effect::new(move |before: Option<Route>| {
            let route = navigator.route.get();
            if before.is_some_and(|before| before != route) {
                // The new page is in the document after this effect.
                request_animation_frame(move || navigator.focus_title());
            }
            route
        });
        navigator
    }

    /// The one that was provided.
    ///
    /// # Panics
    /// Without [`Navigator::provide`] above: a fault of the app's root, found at its first render.
    #[must_use]
    #[track_caller]
    pub fn expect() -> Self {
        use_context().expect("Navigator::provide is called at the root of the app")
    }

    /// The place.
    #[must_use]
    pub fn route(self) -> Memo<Route> {
        self.route
    }

    /// Its parameters.
    #[must_use]
    pub fn query(self) -> Memo<Query> {
        self.query
    }

    /// One parameter; empty when it is missing.
    #[must_use]
    pub fn parameter(self, parameter: PageParameter) -> Memo<String> {
        Memo::new(move |_| self.query.with(|query| query.get(parameter.name()).unwrap_or_default().to_owned()))
    }

    /// Goes to an address of the app.
    pub fn go(self, href: &str) {
        self.move_to(href, false);
    }

    /// Goes to a place.
    pub fn visit(self, route: &Route) {
        self.go(&route.href());
    }

    /// Goes to a place in place of where we are: going back leads to what was before.
    pub fn replace(self, route: &Route) {
        self.move_to(&route.href(), true);
    }

    /// Changes the parameters of where we are. `replace` for what is not worth a step back, such as each letter of a search.
    pub fn set_query(self, query: &Query, replace: bool) {
        let href = self
            .place
            .with_untracked(|place| format!("{}{}{}", base(), place.path, query.suffix()));
        self.move_to(&href, replace);
    }

    /// Goes back one step.
    pub fn back(self) {
        if let Ok(history) = window().history() {
            // Without a step to go back to nothing happens.
            let _ = history.back();
        }
    }

    /// Whether we came here by going back or forward: what was left here is wanted again.
    #[must_use]
    pub fn has_traversed(self) -> bool {
        self.traversed.get_value()
    }

    /// Called when a page comes later than its address: focus is still to move there.
    pub fn page_came(self) {
        if self.untitled.get_value() {
            request_animation_frame(move || self.focus_title());
        }
    }

    fn focus_title(self) {
        let title = document().query_selector("#main h1").ok().flatten();
        let title = title.and_then(|title| title.dyn_into::<HtmlElement>().ok());
        self.untitled.try_set_value(title.is_none());
        if let Some(title) = title {
            announce(&title.text_content().unwrap_or_default());
            focus(&title);
        }
    }

    fn move_to(self, href: &str, replace: bool) {
        let Ok(history) = window().history() else { return };
        let moved = if replace {
            history.replace_state_with_url(&JsValue::NULL, "", Some(href))
        } else {
            history.push_state_with_url(&JsValue::NULL, "", Some(href))
        };
        // Browsers refuse when addresses change very often; what is seen still follows, and the next change is written.
        if moved.is_err() && !replace {
            let _ = window().location().set_href(href);
            return;
        }
        self.traversed.set_value(false);
        let there = Place::of(href);
        if self.place.with_untracked(|place| *place != there) {
            self.place.set(there);
        }
    }
}

/// The address of the link that was pressed, if the app should go there itself.
fn own_link(event: &MouseEvent) -> Option<String> {
    let plain = event.button() == 0 && !event.ctrl_key() && !event.meta_key() && !event.shift_key() && !event.alt_key();
    if !plain || event.default_prevented() {
        return None;
    }
    // Links of drawings are no HTML elements: what is asked of a link is its attributes.
    let link = target_element(event)?.closest("a[href]").ok()??;
    let attribute = |name: &str| link.get_attribute(name).unwrap_or_default();
    let target = attribute("target");
    let elsewhere = !target.is_empty() && target != "_self";
    if elsewhere || link.has_attribute("download") || attribute("rel").contains("external") {
        return None;
    }
    let address = Url::new_with_base(&attribute("href"), &document().base_uri().ok()??).ok()?;
    let (path, hash) = (address.pathname(), address.hash());
    let own = address.origin() == window().location().origin().ok()? && path.starts_with(&base());
    // Files beside the app, such as its licence, are not places of it.
    let file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    (own && !file && hash.is_empty()).then(|| format!("{path}{}", address.search()))
}

/// Names the page in the browser: the parts from the most special to the most general, then the app.
pub fn use_title(parts: impl Fn() -> Vec<String> + 'static) {
    Effect::new(move || {
        let mut parts = parts();
        parts.retain(|part| !part.is_empty());
        parts.push("Kith".to_owned());
        document().set_title(&parts.join(" · "));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_ends_at_the_last_slash() {
        assert_eq!(folder_of("/"), "/");
        assert_eq!(folder_of("/kith/"), "/kith/");
        assert_eq!(folder_of("/kith/index.html"), "/kith/");
        assert_eq!(folder_of(""), "/");
    }
}
