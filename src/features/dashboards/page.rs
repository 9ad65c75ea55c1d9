//! The page: the dashboards as tabs, the filters of the moment, and the widgets of one of them.

use std::sync::Arc;

use bridge::chart::SavedDashboard;
use model::{RecordId, Widget};

use super::actions::{Actions, RenameDialog};
use super::desk::{Chosen, Desk, FILTER};
use crate::client::{Engine, Follow, use_answer};
use crate::platform::preferences::{Preferences, Role};
use crate::reactive::prelude::*;
use crate::routes::{Navigator, Query, Route, use_title};
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    frame::TopBar,
    icon::{Glyph, Icon, IconSize},
    segmented::{Choice, Segmented},
    state::{Empty, Skeleton},
    tabs::{Tab, TabLinks},
};
use crate::widget::{Arranging, Leads, Only, Step, WidgetDialog, WidgetGrid, fresh, only_of, with_only};
use crate::words;

/// The page.
#[component]
pub fn DashboardsPage(
    /// The dashboard of the address: a role, the id of one's own, or nothing for the first.
    #[prop(into)]
    name: Signal<String>,
) -> impl IntoView {
    let session = Session::expect();
    let engine = Engine::expect();
    let navigator = Navigator::expect();
    let own = Preferences::expect().role();
    let saved = use_answer(Follow::Anything, move || engine.dashboards()).value();
    let chosen = Memo::new(move |_| {
        let key = name.get();
        if let Some(role) = Role::of(&key) {
            return Some(Chosen::Ready(role));
        }
        let saved = saved.get()?;
        let found = |id: RecordId| saved.iter().find(|saved| saved.id == id).cloned();
        Some(if key.is_empty() {
            saved
                .first()
                .cloned()
                .map_or_else(|| Chosen::Ready(own.get().unwrap_or(Role::Sales)), Chosen::Saved)
        } else {
            key.parse().ok().and_then(found).map_or(Chosen::Missing, Chosen::Saved)
        })
    });
    let desk = Desk {
        session,
        navigator,
        chosen,
        draft: RwSignal::new(None),
        saving: StoredValue::new(0),
        arranging: RwSignal::new(false),
        editing: RwSignal::new(None),
        renaming: RwSignal::new(false),
    };
    // What the engine says now holds, unless a step is still on its way there.
    Effect::new(move || {
        saved.track();
        if desk.saving.with_value(|saving| *saving == 0) {
            desk.draft.set(None);
        }
    });
    Effect::new(move |before: Option<String>| {
        let now = name.get();
        if before.is_some_and(|before| before != now) {
            desk.draft.set(None);
        }
        now
    });
    use_title(move || vec![desk.name(), words::dashboards::title().to_owned()]);
    view! {
        <main class="main" id="main" tabindex="-1">
            <TopBar title=Signal::derive(move || desk.name())><Actions desk=desk/></TopBar>
            <div class="viewbar">
                <DashboardTabs saved=saved desk=desk/>
                <PressMode desk=desk/>
            </div>
            <OnlyBar navigator=navigator/>
            <div class="scroll dashboard" tabindex="0" role="region" aria-label=move || desk.name()>
                <Skeleton waiting=Signal::derive(move || chosen.with(Option::is_none)) lines=5/>
                <Widgets desk=desk/>
            </div>
        </main>
        <WidgetDialog editing=desk.editing fresh_one=Signal::derive(move || desk.editing_new()) on_save=move |widget: Widget| desk.step(Step::Put(Box::new(widget)))/>
        <RenameDialog desk=desk/>
    }
}

#[component]
fn DashboardTabs(saved: Signal<Option<Arc<Vec<SavedDashboard>>>>, desk: Desk) -> impl IntoView {
    let tabs = Memo::new(move |_| {
        let tab = |key: String, label: String| Tab::link(key.clone(), label, Route::Dashboards(key).href());
        let ready = Role::ALL.map(|role| tab(role.key().to_owned(), Role::name(Some(role)).to_owned()));
        let own = saved.get();
        let own = own.iter().flat_map(|own| own.iter()).map(|saved| {
            let icon = if saved.favourite { Glyph::Star } else { Glyph::Dashboard };
            tab(saved.id.to_string(), saved.name.clone()).icon(icon)
        });
        ready.into_iter().chain(own).collect::<Vec<_>>()
    });
    let current = Signal::derive(move || {
        desk.chosen.with(|chosen| match chosen {
            Some(Chosen::Ready(role)) => role.key().to_owned(),
            Some(Chosen::Saved(saved)) => saved.id.to_string(),
            _ => String::new(),
        })
    });
    view! { <TabLinks label=words::dashboards::title() tabs=tabs current=current/> }
}

/// What pressing a mark does. On phones the menu says it.
#[component]
fn PressMode(desk: Desk) -> impl IntoView {
    view! {
        <div class="viewbar__tools only-wide">
            <Segmented label=words::dashboards::press() small=true
                choices=vec![Choice::new("open", words::dashboards::press_open()), Choice::new(FILTER, words::dashboards::press_filter())]
                value=Signal::derive(move || if desk.press_filters() { FILTER } else { "open" }.to_owned())
                on_change=move |key: String| desk.set_press_filters(key == FILTER)/>
        </div>
    }
}

/// The filters of the moment, each a way to be without it.
#[component]
fn OnlyBar(navigator: Navigator) -> impl IntoView {
    let schema = Engine::expect().schema();
    move || {
        let query = navigator.query().get();
        let only = only_of(&query);
        if only.is_empty() {
            return None;
        }
        let href = |query: &Query, only: &[Only]| {
            let path = navigator.route().with(|route| route.href());
            format!("{path}{}", with_only(query.clone(), only).suffix())
        };
        let chips = only.iter().enumerate().map(|(index, this)| {
            let mut rest = only.clone();
            rest.remove(index);
            let object = schema.with(|schema| schema.object(&this.object).map(|object| object.plural.clone()).unwrap_or_default());
            view! {
                <a class="chip only__chip" href=href(&query, &rest) aria-label=words::dashboards::remove_only(&this.label)>
                    <span class="only__of">{object}</span>
                    <span class="truncate">{this.label.clone()}</span>
                    <Icon glyph=Glyph::Close size=IconSize::Small/>
                </a>
            }
        });
        Some(view! {
            <div class="filters only">
                {chips.collect_view()}
                <a class="button button--link" href=href(&query, &[])>{words::dashboards::clear()}</a>
            </div>
        })
    }
}

/// The widgets, or why there are none.
#[component]
fn Widgets(desk: Desk) -> impl IntoView {
    let dashboard = Memo::new(move |_| desk.dashboard());
    let only = Memo::new(move |_| desk.navigator.query().with(only_of));
    let leads = Memo::new(move |_| {
        if desk.press_filters() {
            let path = desk.navigator.route().with(|route| route.href());
            Leads::Filter(path, desk.navigator.query().get(), only.get())
        } else {
            Leads::Records
        }
    });
    let dragged = RwSignal::new(None);
    let arranging = Arranging {
        on: Signal::derive(move || desk.arranging.get() && desk.chosen.with(|chosen| matches!(chosen, Some(Chosen::Saved(_))))),
        on_step: Callback::new(move |step| desk.step(step)),
        on_edit: Callback::new(move |key| {
            let widgets = dashboard.get_untracked().into_iter().flat_map(|dashboard| dashboard.widgets);
            desk.editing.set(widgets.into_iter().find(|widget| widget.key == key));
        }),
        dragged,
        on_drop: Callback::new(move |(from, over): (u32, u32)| {
            let place = dashboard.with_untracked(|dashboard| dashboard.as_ref()?.widgets.iter().position(|widget| widget.key == over));
            if let Some(place) = place {
                desk.step(Step::MoveTo(from, place));
            }
        }),
    };
    // Another dashboard is another page, even when its widgets have the same keys.
    let page = Memo::new(move |_| {
        desk.chosen.with(|chosen| match chosen {
            None => String::new(),
            Some(Chosen::Ready(role)) => role.key().to_owned(),
            Some(Chosen::Saved(saved)) if saved.dashboard.is_none() => "newer".to_owned(),
            Some(Chosen::Saved(saved)) => saved.id.to_string(),
            Some(Chosen::Missing) => "missing".to_owned(),
        })
    });
    let empty = Memo::new(move |_| dashboard.with(|dashboard| dashboard.as_ref().is_some_and(|dashboard| dashboard.widgets.is_empty())));
    move || {
        match page.get().as_str() {
            "" => return ().into_any(),
            "missing" => {
                return view! {
                    <Empty icon=Glyph::Alert title=words::dashboards::gone() text=words::dashboards::gone_text()>
                        <a class="button button--primary" href=Route::Dashboards(String::new()).href()>{words::dashboards::back()}</a>
                        <a class="button" href=Route::Bin("dashboard".into()).href()>{words::dashboards::open_bin()}</a>
                    </Empty>
                }
                .into_any();
            }
            "newer" => {
                return view! { <Empty icon=Glyph::Alert title=words::dashboards::newer() text=words::dashboards::newer_text()/> }
                    .into_any();
            }
            _ => {}
        }
        view! {
            <WidgetGrid dashboard=dashboard only=only leads=leads arranging=arranging/>
            {move || empty.get().then(|| view! {
                <Empty icon=Glyph::Dashboard title=words::dashboards::empty() text=words::dashboards::empty_text()>
                    <Button kind=ButtonKind::Primary icon=Glyph::Plus on_click=move |_| {
                        desk.arranging.set(true);
                        desk.editing.set(Some(fresh(1)));
                    }>{words::dashboards::add()}</Button>
                </Empty>
            })}
        }
        .into_any()
    }
}
