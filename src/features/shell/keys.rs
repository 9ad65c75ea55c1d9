//! What keys do everywhere: going places, making records, taking back, the palette and the sheet of all keys.

use crate::platform::preferences::Preferences;
use crate::routes::Route;
use crate::session::{NewRecord, Session};
use crate::shortcuts::{Action, Scope};
use crate::ui::layer::{self, LayerKind};
use crate::words;

/// Lists that keys lead to.
const LISTS: [(Action, &str); 5] = [
    (Action::GoContacts, "contact"),
    (Action::GoOrganisations, "company"),
    (Action::GoDeals, "deal"),
    (Action::GoTickets, "ticket"),
    (Action::GoActivities, "activity"),
];

/// Does them until the owner goes.
pub(super) fn use_keys() {
    let session = Session::expect();
    let preferences = Preferences::expect();
    let shortcuts = session.shortcuts;
    let on = |action: Action, act: Box<dyn Fn()>| {
        shortcuts.on(action, Scope::Everywhere, move || {
            act();
            true
        });
    };
    on(Action::Undo, Box::new(move || session.undo()));
    on(Action::Redo, Box::new(move || session.redo()));
    on(
        Action::Sidebar,
        Box::new(move || preferences.set_sidebar(!preferences.sidebar().get_untracked())),
    );
    on(Action::Search, Box::new(move || session.searching.set(true)));
    on(Action::Sheet, Box::new(move || shortcuts.sheet.set(true)));
    on(Action::Create, Box::new(move || create(session)));
    for (action, object) in LISTS {
        on(action, Box::new(move || session.navigator.visit(&Route::List(object.into()))));
    }
    for (action, route) in [
        (Action::GoHome, Route::Today),
        (Action::GoInbox, Route::Inbox),
        (Action::GoReports, Route::Insights),
        (Action::GoSettings, Route::Settings(String::new())),
    ] {
        on(action, Box::new(move || session.navigator.visit(&route)));
    }
    shortcuts.on(Action::New, Scope::Everywhere, move || new_here(session));
    // The palette closes by the key that opened it, but does not open over another dialog.
    shortcuts.on(Action::Palette, Scope::Everywhere, move || {
        let open = session.searching.get_untracked();
        let free = open || layer::top() != Some(LayerKind::Modal);
        if free {
            session.searching.set(!open);
        }
        free
    });
}

/// The palette with all that can be made.
fn create(session: Session) {
    session.search_start.set(format!(">{}", words::search::new("")));
    session.searching.set(true);
}

/// The dialog for a record of what is looked at, or a contact.
fn new_here(session: Session) -> bool {
    let object = session
        .navigator
        .route()
        .with_untracked(|route| route.object().cloned())
        .unwrap_or_else(|| "contact".into());
    let known = session.engine.schema().with_untracked(|schema| schema.object(&object).is_some());
    if known {
        session.creating.set(Some(NewRecord::of(&object)));
    }
    known
}
