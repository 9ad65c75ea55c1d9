//! The bar at the foot of a phone: four places and the rest behind "More".

use crate::reactive::prelude::*;

use super::sidebar::{places, unread_words};
use crate::client::Engine;
use crate::routes::{Navigator, Route};
use crate::session::Session;
use crate::ui::{
    dialog::{Dialog, DialogSize},
    frame::{BottomBar, BottomItem, NavItem},
    icon::Glyph,
};
use crate::value::object_glyph;
use crate::words;

/// Objects that stand in the bar itself.
const FIRST: [&str; 3] = ["contact", "deal", "ticket"];

/// The bar.
#[component]
pub(super) fn MainBottomBar() -> impl IntoView {
    let schema = Engine::expect().schema();
    let route = Navigator::expect().route();
    let unread = unread_words(Session::expect());
    let open = RwSignal::new(false);
    let objects = Memo::new(move |_| {
        schema.with(|schema| {
            places(schema)
                .into_iter()
                .map(|object| (object.key, object.plural, object.icon))
                .collect::<Vec<_>>()
        })
    });
    let item = move |(key, plural, icon): (model::ObjectKey, String, String)| {
        let own = key.clone();
        let current = Signal::derive(move || route.with(|route| route.object() == Some(&own)));
        (Route::List(key).href(), plural, object_glyph(&icon), current)
    };
    // Going somewhere closes the sheet.
    Effect::new(move || {
        route.track();
        open.set(false);
    });
    let rest = move || {
        let rest = objects.get().into_iter().filter(|object| !FIRST.contains(&object.0.as_str()));
        let items = rest.map(|object| {
            let (href, label, icon, current) = item(object);
            view! { <NavItem href=href label=label icon=icon current=current/> }
        });
        let fixed = [
            (Route::Search, words::shell::search(), Glyph::Search),
            (Route::Segments(None), words::shell::segments(), Glyph::People),
            (Route::Dashboards(String::new()), words::dashboards::title(), Glyph::Dashboard),
            (Route::Insights, words::shell::insights(), Glyph::Insights),
            (Route::Import, words::shell::import(), Glyph::Upload),
            (Route::Settings(String::new()), words::shell::settings(), Glyph::Settings),
        ];
        let fixed = fixed.into_iter().map(|(place, label, icon)| {
            let href = place.href();
            let current = Signal::derive(move || route.with(|route| *route == place));
            view! { <NavItem href=href label=label icon=icon current=current/> }
        });
        let inbox = Signal::derive(move || route.with(|route| *route == Route::Inbox));
        let inbox = view! { <NavItem href=Route::Inbox.href() label=words::inbox::title() icon=Glyph::Bell current=inbox count=unread fresh=true/> };
        view! { <ul class="nav nav--sheet">{inbox}{items.collect_view()}{fixed.collect_view()}</ul> }
    };
    view! {
        <BottomBar label=words::shell::main_navigation()>
            <BottomItem label=words::shell::today() icon=Glyph::Today href=Route::Today.href() current=Signal::derive(move || route.with(|route| *route == Route::Today))/>
            {move || {
                let first = objects.get().into_iter().filter(|object| FIRST.contains(&object.0.as_str()));
                first.map(|object| {
                    let (href, label, icon, current) = item(object);
                    view! { <BottomItem label=label icon=icon href=Signal::stored(href) current=current/> }
                }).collect_view()
            }}
            <BottomItem label=words::shell::more() icon=Glyph::List count=unread on_click=move |_| open.set(true)/>
        </BottomBar>
        <Dialog open=open title=words::shell::more() size=DialogSize::Sheet>{rest}</Dialog>
    }
}
