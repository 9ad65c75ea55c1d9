//! The sidebar: workspace, search, places, favourites, saved views, and where the data is.

use bridge::query::SavedView;
use leptos::html;
use model::{Layout, ObjectDef};

use super::storage_line::StorageLine;
use crate::client::{Engine, Follow, use_answer};
use crate::platform::{
    format,
    preferences::{Density, Preferences, Theme},
};
use crate::reactive::prelude::*;
use crate::routes::{Navigator, PageParameter, Query, Route};
use crate::session::{Due, Session};
use crate::shortcuts::Action;
use crate::ui::{
    button::Kbd,
    frame::{NavGroup, NavItem, Sidebar},
    icon::{Glyph, Icon, IconSize},
    menu::{Menu, MenuEntry, MenuItem},
};
use crate::value::{face_of, object_glyph};
use crate::words;

/// Most saved views in the sidebar; the rest is on the tabs of their object.
const MOST_VIEWS: usize = 8;

/// Objects in navigation order.
#[must_use]
pub(super) fn places(schema: &model::Schema) -> Vec<ObjectDef> {
    schema.objects().iter().filter(|object| !object.hidden).cloned().collect()
}

/// Address of a saved view.
fn view_href(view: &SavedView) -> String {
    let query = Query::default().with(PageParameter::View.name(), Some(view.id.to_string()));
    Route::List(view.view.object.clone()).href_with(&query)
}

fn view_glyph(view: &SavedView) -> Glyph {
    if !view.icon.is_empty() {
        return object_glyph(&view.icon);
    }
    match view.view.layout {
        Layout::Table | Layout::Unknown => Glyph::View,
        Layout::Board => Glyph::Board,
        Layout::Calendar => Glyph::Calendar,
        Layout::Summary => Glyph::Insights,
    }
}

/// How many notices were not read, as shown; empty for none.
pub(super) fn unread_words(session: Session) -> Signal<String> {
    Signal::derive(move || {
        let unread = session.inbox.with(|inbox| inbox.as_ref().map_or(0, |inbox| inbox.unread));
        if unread == 0 {
            String::new()
        } else {
            format::integer(i64::from(unread))
        }
    })
}

/// The sidebar.
#[component]
pub(super) fn MainSidebar() -> impl IntoView {
    let engine = Engine::expect();
    let navigator = Navigator::expect();
    let route = navigator.route();
    let view = navigator.parameter(PageParameter::View);
    let schema = engine.schema();
    let session = Session::expect();
    let searching = session.searching;
    let search_key = session.shortcuts.hint(Action::Search);
    let objects = Memo::new(move |_| {
        schema.with(|schema| {
            places(schema)
                .into_iter()
                .map(|object| (object.key.clone(), object.plural.clone(), object.icon.clone()))
                .collect::<Vec<_>>()
        })
    });
    let saved = use_answer(Follow::Anything, move || engine.saved_views(None)).value();
    let pick = move |favourite: bool| {
        saved.with(|saved| {
            let all = saved.iter().flat_map(|saved| saved.iter());
            all.filter(|view| view.favourite == favourite)
                .take(MOST_VIEWS)
                .cloned()
                .collect::<Vec<_>>()
        })
    };
    let favourites = Memo::new(move |_| pick(true));
    let others = Memo::new(move |_| pick(false));
    let here = move |wanted: Route| Signal::derive(move || route.with(|route| *route == wanted));
    let view_items = move |views: Memo<Vec<SavedView>>| {
        view! {
            // A view that changes is drawn anew: few of them, and seldom.
            <For each=move || views.get() key=|view| (view.id, view.name.clone(), view.icon.clone(), view.count) let(saved)>
                {
                    let id = saved.id.to_string();
                    view! {
                        <NavItem
                            href=view_href(&saved)
                            label=saved.name.clone()
                            icon=view_glyph(&saved)
                            current=Signal::derive(move || view.with(|view| *view == id))
                            count=format::integer(i64::from(saved.count))
                        />
                    }
                }
            </For>
        }
    };
    let due = move |read: fn(&Due) -> u32| {
        Signal::derive(move || match session.due.with(read) {
            0 => String::new(),
            count => format::integer(i64::from(count)),
        })
    };
    // A place is marked once: where it is a favourite, there.
    let at_favourite = Memo::new(move |_| route.with(|route| matches!(route, Route::Record(_, id) if session.favourites.has(*id))));
    let records = session.favourites.links();
    let any_favourite = Memo::new(move |_| !favourites.with(Vec::is_empty) || !records.with(Vec::is_empty));
    let record_items = move || {
        let item = |link: bridge::RecordLink| {
            let route = Route::Record(link.object.clone(), link.id);
            let href = route.href();
            let current = here(route);
            match face_of(&link.object, &link.label) {
                Some(face) => view! { <NavItem href=href label=link.label face=face current=current/> }.into_any(),
                None => {
                    let glyph = schema.with(|schema| schema.object(&link.object).map_or(Glyph::File, |object| object_glyph(&object.icon)));
                    view! { <NavItem href=href label=link.label icon=glyph current=current/> }.into_any()
                }
            }
        };
        records.get().into_iter().map(item).collect_view()
    };
    view! {
        <Sidebar
            label=words::shell::main_navigation()
            top=move || view! {
                <div class="sidebar__top"><Workspace/></div>
                <a
                    class="sidebar__search"
                    href=Route::Search.href()
                    aria-keyshortcuts=move || search_key.with(|key| Some(key.aria.clone()).filter(|key| !key.is_empty()))
                    data-tip=words::shell::search()
                    data-tip-rail=""
                    on:click=move |event| {
                        // With a key held the browser opens the page of the search beside.
                        if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                            event.prevent_default();
                            searching.set(true);
                        }
                    }
                >
                    <Icon glyph=Glyph::Search/>
                    <span class="nav__label">{words::shell::search()}</span>
                    <Kbd key=Signal::derive(move || search_key.with(|key| key.label.clone()))/>
                </a>
            }
            foot=move || view! {
                <ul class="nav">
                    <NavItem href=Route::Settings(String::new()).href() label=words::shell::settings() icon=Glyph::Settings
                        current=Signal::derive(move || route.with(|route| matches!(route, Route::Settings(_))))/>
                </ul>
                <StorageLine/>
            }
        >
            <ul class="nav">
                <NavItem href=Route::Today.href() label=words::shell::today() icon=Glyph::Today current=here(Route::Today) count=due(|due| due.tasks)/>
                <NavItem href=Route::Inbox.href() label=words::inbox::title() icon=Glyph::Bell current=here(Route::Inbox) count=unread_words(session) fresh=true/>
            </ul>
            <ul class="nav">
                <For each=move || objects.get() key=|object| object.clone() let((key, plural, icon))>
                    {
                        let own = key.clone();
                        let current = Signal::derive(move || view.with(String::is_empty) && !at_favourite.get() && route.with(|route| route.object() == Some(&own)));
                        // Of other records nobody waits for an answer.
                        let count = if *key == *"ticket" { due(|due| due.tickets) } else { Signal::default() };
                        view! { <NavItem href=Route::List(key).href() label=plural icon=object_glyph(&icon) current=current count=count/> }
                    }
                </For>
                <NavItem href=Route::Segments(None).href() label=words::shell::segments() icon=Glyph::People
                    current=Signal::derive(move || route.with(|route| matches!(route, Route::Segments(_))))/>
                <NavItem href=Route::Dashboards(String::new()).href() label=words::dashboards::title() icon=Glyph::Dashboard
                    current=Signal::derive(move || route.with(|route| matches!(route, Route::Dashboards(_))))/>
                <NavItem href=Route::Insights.href() label=words::shell::insights() icon=Glyph::Insights current=here(Route::Insights)/>
            </ul>
            {move || any_favourite.get().then(|| view! {
                <NavGroup title=words::shell::favourites()>{view_items(favourites)}{record_items}</NavGroup>
            })}
            {move || (!others.with(Vec::is_empty)).then(|| view! {
                <NavGroup title=words::shell::views()>{view_items(others)}</NavGroup>
            })}
        </Sidebar>
    }
}

/// The workspace's name, with what belongs to this device behind it.
#[component]
fn Workspace() -> impl IntoView {
    let preferences = Preferences::expect();
    let session = Session::expect();
    let (status, shortcuts) = (session.status, session.shortcuts);
    let name = Memo::new(move |_| {
        let name = status.with(|status| status.as_ref().map(|status| status.workspace.clone()).unwrap_or_default());
        if name.is_empty() {
            words::shell::unnamed().to_owned()
        } else {
            name
        }
    });
    let open = RwSignal::new(false);
    let anchor = NodeRef::<html::Button>::new();
    let entries = Signal::derive(move || {
        let theme = |theme: Theme, label: &'static str, icon: Glyph| {
            MenuItem::new(label, move || preferences.set_theme(theme))
                .icon(icon)
                .checked(preferences.theme().get() == theme)
                .into()
        };
        let density = |density: Density, label: &'static str| {
            MenuItem::new(label, move || preferences.set_density(density))
                .checked(preferences.density().get() == density)
                .into()
        };
        vec![
            MenuItem::link(words::shell::import(), Route::Import.href())
                .icon(Glyph::Upload)
                .into(),
            MenuItem::link(words::shell::settings(), Route::Settings(String::new()).href())
                .icon(Glyph::Settings)
                .key(shortcuts.label(Action::GoSettings))
                .into(),
            MenuItem::new(words::keys::sheet(), move || shortcuts.sheet.set(true))
                .icon(Glyph::Keyboard)
                .key(shortcuts.label(Action::Sheet))
                .into(),
            MenuItem::link(words::shell::news(), Route::Settings("news".to_owned()).href())
                .icon(Glyph::Sparkle)
                .into(),
            MenuEntry::Rule,
            MenuEntry::Label(words::shell::theme().to_owned()),
            theme(Theme::System, words::shell::theme_system(), Glyph::Device),
            theme(Theme::Light, words::shell::theme_light(), Glyph::Sun),
            theme(Theme::Dark, words::shell::theme_dark(), Glyph::Moon),
            MenuEntry::Rule,
            MenuEntry::Label(words::shell::density().to_owned()),
            density(Density::Comfortable, words::shell::comfortable()),
            density(Density::Compact, words::shell::compact()),
        ]
    });
    view! {
        <button
            type="button"
            class="workspace"
            node_ref=anchor
            aria-haspopup="menu"
            aria-expanded=move || open.get().to_string()
            aria-label=move || words::shell::workspace(&name.get())
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <span class="workspace__mark" aria-hidden="true"><Icon glyph=Glyph::Kith/></span>
            <span class="workspace__name truncate">{move || name.get()}</span>
            <Icon glyph=Glyph::ChevronUpDown size=IconSize::Small/>
        </button>
        <Menu open=open anchor=anchor label=move || words::shell::workspace(&name.get()) entries=entries/>
    }
}
