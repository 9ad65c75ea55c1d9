//! Saved views as tabs, in the order people give them, and what can be done to the one that is open.

use bridge::command::ViewChange;
use bridge::query::SavedView;
use bridge::{Command, Selection};
use model::{Layout, RecordId};

use super::{layouts, lens::Lens, save_view::Saving};
use crate::client::{Engine, Follow, use_answer};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::{PageParameter, Query, Route, ViewState};
use crate::session::Session;
use crate::shortcuts::{Action, Scope};
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
    tabs::{Tab, TabLinks},
};
use crate::value::object_glyph;
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
        let saved = lens.saved.get();
        let saved = saved.iter().flat_map(|saved| saved.iter());
        // Where a view opens first, all records have to be asked for.
        let query = if saved.clone().any(|view| view.opens) {
            Query::default().with(PageParameter::View.name(), Some(crate::routes::ALL.to_owned()))
        } else {
            Query::default()
        };
        let every = Tab::link(ALL, words::list::all(&plural), Route::List(object.clone()).href_with(&query)).icon(Glyph::View);
        let every = match all.get() {
            Some(count) => every.count(format::integer(i64::from(*count))),
            None => every,
        };
        std::iter::once(every)
            .chain(saved.map(|view| tab_of(view, &object)))
            .collect::<Vec<_>>()
    });
    let current = Memo::new(move |_| lens.chosen.get().map(|id| id.to_string()).unwrap_or_default());
    let differs = Memo::new(move |_| lens.state.with(ViewState::differs));
    let saving = RwSignal::new(None::<Saving>);
    let newer = lens.is_newer();
    let save_now = move |_| {
        if let (Some(saved), Some(mut view)) = (lens.current(), lens.view.get_untracked()) {
            // A form of a newer version stays what it is until somebody chooses another.
            if newer.get_untracked() {
                view.layout = Layout::Unknown;
            }
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
    let moved = move |(key, behind): (String, String)| {
        if let Ok(view) = key.parse() {
            change(session, view, ViewChange::Behind(behind.parse().ok()));
        }
    };
    let has_saved = Memo::new(move |_| lens.current().is_some());
    // What has no name yet gets one first.
    session.shortcuts.on(Action::Favourite, Scope::List, move || {
        match untrack(|| lens.current()) {
            Some(saved) => favour(session, &saved),
            None => saving.set(Some(Saving::New)),
        }
        true
    });
    view! {
        <TabLinks label=words::list::views() tabs=tabs current=current on_move=moved/>
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
        {layouts::save_view(lens, saving)}
    }
}

/// The icon of a view: its own, else a star for favourites, else that of its form.
fn view_glyph(view: &SavedView) -> Glyph {
    match (view.icon.as_str(), view.favourite, view.view.layout) {
        ("", true, _) => Glyph::Star,
        ("", false, Layout::Board) => Glyph::Board,
        ("", false, Layout::Calendar) => Glyph::Calendar,
        ("", false, Layout::Summary) => Glyph::Insights,
        ("", false, Layout::Table | Layout::Unknown) => Glyph::View,
        (icon, ..) => object_glyph(icon),
    }
}

fn tab_of(view: &SavedView, object: &model::ObjectKey) -> Tab {
    let id = view.id.to_string();
    let query = Query::default().with(PageParameter::View.name(), Some(id.clone()));
    Tab::link(id, view.name.clone(), Route::List(object.clone()).href_with(&query))
        .icon(view_glyph(view))
        .count(format::integer(i64::from(view.count)))
}

/// Adds a view to the favourites, or removes it.
fn favour(session: Session, saved: &SavedView) {
    change(session, saved.id, ViewChange::Favourite(!saved.favourite));
}

fn change(session: Session, view: RecordId, change: ViewChange) {
    session.act(Command::ChangeView { view, change });
}

/// The views before and behind one: where it goes when it moves a place.
fn places(lens: Lens, view: RecordId) -> (Option<Option<RecordId>>, Option<Option<RecordId>>) {
    let saved = lens.saved.get();
    let ids = saved
        .iter()
        .flat_map(|saved| saved.iter())
        .map(|saved| saved.id)
        .collect::<Vec<_>>();
    let Some(at) = ids.iter().position(|id| *id == view) else {
        return (None, None);
    };
    let left = at.checked_sub(1).map(|left| left.checked_sub(1).map(|at| ids[at]));
    let right = ids.get(at + 1).map(|id| Some(*id));
    (left, right)
}

fn view_menu(lens: Lens, session: Session, saving: RwSignal<Option<Saving>>) -> Vec<MenuEntry> {
    let Some(saved) = lens.current() else { return Vec::new() };
    let id = saved.id;
    let set = move |label: &'static str, icon: Glyph, wanted: ViewChange| -> MenuEntry {
        MenuItem::new(label, move || change(session, id, wanted.clone())).icon(icon).into()
    };
    let copy = {
        let name = words::catalogue::plain(&words::list::copy_of(&saved.name));
        move || {
            let command = Command::CopyView {
                view: id,
                name: name.clone(),
            };
            session.act_then(command, move |result| {
                if let Ok(Some(link)) = result.map(|done| done.record.clone()) {
                    lens.change(|state| state.view = Some(link.id));
                }
                false
            });
        }
    };
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
    let (left, right) = places(lens, id);
    let shift = move |label: &'static str, icon: Glyph, to: Option<Option<RecordId>>| -> MenuEntry {
        let disabled = to.is_none();
        let go = move || {
            if let Some(to) = to {
                change(session, id, ViewChange::Behind(to));
            }
        };
        MenuItem::new(label, go).icon(icon).disabled(disabled).into()
    };
    let favourite = if saved.favourite {
        words::list::unfavour()
    } else {
        words::list::favour()
    };
    let opens = if saved.opens {
        words::list::opens_not()
    } else {
        words::list::opens()
    };
    let favoured = saved.clone();
    let personal = if saved.personal {
        words::list::share_view()
    } else {
        words::list::personal_view()
    };
    vec![
        MenuItem::new(favourite, move || favour(session, &favoured))
            .icon(Glyph::Star)
            .key(session.shortcuts.label(Action::Favourite))
            .into(),
        set(opens, Glyph::Home, ViewChange::Opens(!saved.opens)),
        set(
            personal,
            if saved.personal { Glyph::People } else { Glyph::Lock },
            ViewChange::Personal(!saved.personal),
        ),
        MenuEntry::Rule,
        shift(words::list::move_left(), Glyph::ChevronLeft, left),
        shift(words::list::move_right(), Glyph::ChevronRight, right),
        MenuEntry::Rule,
        MenuItem::new(words::list::rename(), move || saving.set(Some(Saving::Rename(saved.clone()))))
            .icon(Glyph::Edit)
            .into(),
        MenuItem::new(words::list::duplicate(), copy).icon(Glyph::Copy).into(),
        MenuItem::new(words::list::delete_view(), trash).icon(Glyph::Archive).into(),
    ]
}
