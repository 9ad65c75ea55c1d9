//! Saved views as tabs, and what can be done to the one that is open.

use bridge::query::SavedView;
use bridge::{Command, Selection};
use model::Layout;

use super::{
    lens::Lens,
    save_view::{SaveViewDialog, Saving},
};
use crate::client::{Engine, Follow, use_answer};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::{PageParameter, Query, Route};
use crate::session::Session;
use crate::shortcuts::{Action, Scope};
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
    tabs::{Tab, TabLinks},
};
use crate::words;

/// Key of the tab of everything.
const ALL: &str = "";

/// The tabs, with what saves and changes views.
#[component]
pub(super) fn ViewTabs(lens: Lens) -> impl IntoView {
    let session = Session::expect();
    let engine = Engine::expect();
    let object = lens.object();
    let counted = object.clone();
    let all = use_answer(Follow::Anything, move || engine.count(counted.clone(), model::Filter::everything())).value();
    let tabs = Memo::new(move |_| {
        let plural = lens.def.with(|def| def.as_ref().map(|def| def.plural.clone()).unwrap_or_default());
        let every = Tab::link(ALL, words::list::all(&plural), Route::List(object.clone()).href()).icon(Glyph::View);
        let every = match all.get() {
            Some(count) => every.count(format::integer(i64::from(*count))),
            None => every,
        };
        let saved = lens.saved.get();
        let saved = saved.iter().flat_map(|saved| saved.iter()).map(|view| tab_of(view, &object));
        std::iter::once(every).chain(saved).collect::<Vec<_>>()
    });
    let current = Memo::new(move |_| lens.state.with(|state| state.view.map(|id| id.to_string()).unwrap_or_default()));
    let differs = Memo::new(move |_| lens.state.with(crate::routes::ViewState::differs));
    let saving = RwSignal::new(None::<Saving>);
    let save_now = move |_| {
        if let (Some(saved), Some(view)) = (lens.current(), lens.view.get_untracked()) {
            let command = Command::SaveView {
                id: Some(saved.id),
                name: saved.name,
                view,
                favourite: saved.favourite,
            };
            session.act_then(command, move |result| {
                if result.is_ok() {
                    lens.change(|state| *state = state.reset());
                }
                false
            });
        }
    };
    let has_saved = Memo::new(move |_| lens.current().is_some());
    // What has no name yet gets one first.
    session.shortcuts.on(Action::Favourite, Scope::List, move || {
        match untrack(|| lens.current()) {
            Some(saved) => favour(session, saved),
            None => saving.set(Some(Saving::New)),
        }
        true
    });
    view! {
        <TabLinks label=words::list::views() tabs=tabs current=current/>
        <IconButton icon=Glyph::Plus label=words::list::add_view() on_click=move |_| saving.set(Some(Saving::New))/>
        {move || has_saved.get().then(|| view! {
            <MenuButton icon=Glyph::More label=words::list::view_menu() entries=Signal::derive(move || view_menu(lens, session, saving))/>
        })}
        {move || differs.get().then(|| view! {
            <span class="view-changes">
                {has_saved.get().then(|| view! { <Button kind=ButtonKind::Link on_click=save_now>{words::list::save()}</Button> })}
                <Button kind=ButtonKind::Link on_click=move |_| saving.set(Some(Saving::New))>{words::list::save_as()}</Button>
                <Button kind=ButtonKind::Link on_click=move |_| lens.change(|state| *state = state.reset())>{words::list::reset()}</Button>
            </span>
        })}
        <SaveViewDialog lens=lens saving=saving/>
    }
}

fn tab_of(view: &SavedView, object: &model::ObjectKey) -> Tab {
    let id = view.id.to_string();
    let query = Query::default().with(PageParameter::View.name(), Some(id.clone()));
    let icon = match (view.favourite, view.view.layout) {
        (true, _) => Glyph::Star,
        (false, Layout::Board) => Glyph::Board,
        (false, Layout::Table) => Glyph::View,
    };
    Tab::link(id, view.name.clone(), Route::List(object.clone()).href_with(&query))
        .icon(icon)
        .count(format::integer(i64::from(view.count)))
}

/// Adds a view to the favourites, or removes it.
fn favour(session: Session, saved: SavedView) {
    session.act(Command::SaveView {
        id: Some(saved.id),
        name: saved.name,
        view: saved.view,
        favourite: !saved.favourite,
    });
}

fn view_menu(lens: Lens, session: Session, saving: RwSignal<Option<Saving>>) -> Vec<MenuEntry> {
    let Some(saved) = lens.current() else { return Vec::new() };
    let favoured = saved.clone();
    let label = if saved.favourite {
        words::list::unfavour()
    } else {
        words::list::favour()
    };
    let id = saved.id;
    let trash = move || {
        let command = Command::Trash {
            object: "view".into(),
            selection: Selection::Records(vec![id]),
        };
        session.act_then(command, move |result| {
            if result.is_ok() {
                lens.change(|state| state.view = None);
            }
            false
        });
    };
    vec![
        MenuItem::new(words::list::rename(), move || saving.set(Some(Saving::Rename(saved.clone()))))
            .icon(Glyph::Edit)
            .into(),
        MenuItem::new(label, move || favour(session, favoured.clone()))
            .icon(Glyph::Star)
            .key(session.shortcuts.label(Action::Favourite))
            .into(),
        MenuEntry::Rule,
        MenuItem::new(words::list::delete_view(), trash).icon(Glyph::Archive).into(),
    ]
}
