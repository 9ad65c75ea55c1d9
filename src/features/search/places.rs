//! What the palette offers besides records: places to go to and things to do, each found by its words.

use std::sync::Arc;

use bridge::Cell;
use bridge::query::SavedView;
use model::{ObjectDef, ObjectKey, Schema, View};

use crate::backup::BackupMaker;
use crate::platform::practice;
use crate::platform::preferences::{Density, Preferences, Theme};
use crate::reactive::prelude::*;
use crate::routes::{PageParameter, Query, Route, SETTINGS};
use crate::session::{Deed, NewRecord, Session};
use crate::shortcuts::{Action, Shortcuts};
use crate::tour::Tour;
use crate::ui::{field::split_match, icon::Glyph, palette::PaletteItem};
use crate::value::object_glyph;
use crate::words;

/// What choosing an item does.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Act {
    /// Goes to an address of the app.
    Go(String),
    /// Opens the dialog for a new record.
    New(NewRecord),
    /// Makes a back-up.
    BackUp,
    /// Asks for a past moment to look back to.
    LookBack,
    /// Does what a key does.
    Key(Action),
    /// Does what a feature has offered.
    Deed(Done),
    /// Saves all records of an object as a file.
    Export(ObjectKey),
    /// Goes on typing from here.
    Type(String),
    /// Changes the theme.
    Theme(Theme),
    /// Changes the height of rows.
    Density,
    /// Takes a tour.
    Tour(Tour),
    /// Makes a copy to practise with.
    Practise,
}

/// What a deed does. Deeds are made anew whenever something changes: the same one is only itself.
#[derive(Clone)]
pub(super) struct Done(Arc<dyn Fn() + Send + Sync>);

impl PartialEq for Done {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl std::fmt::Debug for Done {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Done")
    }
}

/// An item and what it does.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Offer {
    pub item: PaletteItem,
    pub act: Act,
}

impl Offer {
    pub fn new(label: impl Into<String>, icon: Glyph, act: Act) -> Self {
        Self {
            item: PaletteItem {
                label: label.into(),
                icon: Some(icon),
                ..PaletteItem::default()
            },
            act,
        }
    }

    pub fn go(label: impl Into<String>, icon: Glyph, route: &Route) -> Self {
        Self::new(label, icon, Act::Go(route.href()))
    }

    fn key(mut self, shortcuts: Shortcuts, action: Action) -> Self {
        self.item.key = shortcuts.label(action);
        self
    }

    /// What a key does, with the key.
    fn of(label: &str, icon: Glyph, shortcuts: Shortcuts, action: Action) -> Self {
        Self::new(label, icon, Act::Key(action)).key(shortcuts, action)
    }

    /// Whether its words match what was typed.
    pub fn matches(&self, typed: &str) -> bool {
        typed.trim().is_empty() || split_match(&self.item.label, typed).is_some()
    }
}

fn shown(schema: &Schema) -> impl Iterator<Item = &ObjectDef> {
    schema.objects().iter().filter(|object| !object.hidden)
}

/// The key that leads to an object's list.
fn key_to(object: &str) -> Option<Action> {
    Some(match object {
        "contact" => Action::GoContacts,
        "company" => Action::GoOrganisations,
        "deal" => Action::GoDeals,
        "ticket" => Action::GoTickets,
        "activity" => Action::GoActivities,
        _ => return None,
    })
}

/// Places to go to, in navigation order.
pub(super) fn places(schema: &Schema, shortcuts: Shortcuts) -> Vec<Offer> {
    let mut offers = vec![Offer::go(words::shell::today(), Glyph::Today, &Route::Today).key(shortcuts, Action::GoHome)];
    offers.push(Offer::go(words::inbox::title(), Glyph::Bell, &Route::Inbox).key(shortcuts, Action::GoInbox));
    offers.extend(shown(schema).map(|object| {
        let offer = Offer::go(object.plural.clone(), object_glyph(&object.icon), &Route::List(object.key.clone()));
        match key_to(&object.key) {
            Some(action) => offer.key(shortcuts, action),
            None => offer,
        }
    }));
    offers.extend([
        Offer::go(words::shell::segments(), Glyph::People, &Route::Segments(None)),
        Offer::go(words::dashboards::title(), Glyph::Dashboard, &Route::Dashboards(String::new())),
        Offer::go(words::shell::insights(), Glyph::Insights, &Route::Insights).key(shortcuts, Action::GoReports),
        Offer::go(words::shell::import(), Glyph::Upload, &Route::Import),
        Offer::go(words::shell::settings(), Glyph::Settings, &Route::Settings(String::new())).key(shortcuts, Action::GoSettings),
    ]);
    offers
}

/// Places that are found by their name and not listed before something is typed.
pub(super) fn more_places(schema: &Schema) -> Vec<Offer> {
    let sections = SETTINGS.iter().map(|section| {
        let label = words::settings::section_of(words::settings::section(section));
        Offer::go(label, Glyph::Settings, &Route::Settings((*section).to_owned()))
    });
    let bins = shown(schema).map(|object| Offer::go(words::search::bin(&object.plural), Glyph::Trash, &Route::Bin(object.key.clone())));
    sections.chain(bins).collect()
}

/// The objects that a search can be narrowed to.
pub(super) fn objects(schema: &Schema) -> Vec<Offer> {
    let offer = |object: &ObjectDef| {
        let typed = format!("#{} ", object.plural.to_lowercase().replace(' ', "-"));
        Offer::new(object.plural.clone(), object_glyph(&object.icon), Act::Type(typed))
    };
    shown(schema).map(offer).collect()
}

/// What a feature offers.
pub(super) fn deed_offer(deed: &Deed, shortcuts: Shortcuts) -> Offer {
    let offer = Offer::new(deed.label.clone(), deed.icon, Act::Deed(Done(deed.act.clone())));
    match deed.action {
        Some(action) => offer.key(shortcuts, action),
        None => offer,
    }
}

/// Saved views.
pub(super) fn views(saved: &[SavedView]) -> Vec<Offer> {
    let offer = |view: &SavedView| {
        let query = Query::default().with(PageParameter::View.name(), Some(view.id.to_string()));
        let mut offer = Offer::new(
            view.name.clone(),
            Glyph::View,
            Act::Go(Route::List(view.view.object.clone()).href_with(&query)),
        );
        offer.item.hint = words::number(u64::from(view.count));
        offer
    };
    saved.iter().map(offer).collect()
}

/// Things to do anywhere.
pub(super) fn actions(schema: &Schema, shortcuts: Shortcuts) -> Vec<Offer> {
    let mut offers: Vec<Offer> = shown(schema)
        .map(|object| {
            Offer::new(
                words::search::new(&words::noun(object, 1)),
                Glyph::Plus,
                Act::New(NewRecord::of(&object.key)),
            )
        })
        .collect();
    offers.extend([
        Offer::go(words::search::import(), Glyph::Upload, &Route::Import),
        Offer::new(words::search::back_up(), Glyph::Download, Act::BackUp),
        Offer::new(words::past::look(), Glyph::History, Act::LookBack),
        Offer::of(words::keys::undo(), Glyph::Undo, shortcuts, Action::Undo),
        Offer::of(words::keys::redo(), Glyph::Sync, shortcuts, Action::Redo),
        Offer::of(words::keys::sidebar(), Glyph::Sidebar, shortcuts, Action::Sidebar),
        Offer::of(words::keys::sheet(), Glyph::Keyboard, shortcuts, Action::Sheet),
        Offer::new(words::search::theme_system(), Glyph::Device, Act::Theme(Theme::System)),
        Offer::new(words::search::theme_light(), Glyph::Sun, Act::Theme(Theme::Light)),
        Offer::new(words::search::theme_dark(), Glyph::Moon, Act::Theme(Theme::Dark)),
        Offer::new(words::search::density(), Glyph::List, Act::Density),
    ]);
    offers
}

/// Things that are found by their words and not listed before something is typed.
pub(super) fn more_actions(schema: &Schema, shortcuts: Shortcuts) -> Vec<Offer> {
    let exports = shown(schema).map(|object| {
        Offer::new(
            words::search::export(&object.plural),
            Glyph::Download,
            Act::Export(object.key.clone()),
        )
    });
    let create = Offer::of(words::keys::create(), Glyph::Plus, shortcuts, Action::Create);
    let tours = Tour::ALL.map(|tour| Offer::new(words::tour::take(tour.name()), Glyph::Help, Act::Tour(tour)));
    let practise = (!practice::is_on()).then(|| Offer::new(words::practice::start(), Glyph::Box, Act::Practise));
    exports.chain([create]).chain(tours).chain(practise).collect()
}

/// A new record of that name, of the object that is looked at or a contact.
pub(super) fn new_named(schema: &Schema, object: Option<&ObjectKey>, name: &str) -> Option<Offer> {
    let visible = object.and_then(|key| schema.object(key)).filter(|object| !object.hidden);
    let object = visible.or_else(|| schema.object("contact"))?;
    let cell = match object.primary_field().kind {
        model::FieldKind::PersonName => Cell::Name(model::PersonName::from_full(name)),
        _ => Cell::Text(name.to_owned()),
    };
    let new = NewRecord::of(&object.key).with(&object.primary, cell);
    Some(Offer::new(
        words::search::new_named(&words::noun(object, 1), name),
        Glyph::Plus,
        Act::New(new),
    ))
}

/// Does what was chosen.
pub(super) fn perform(act: Act, session: Session, preferences: Preferences, backup: BackupMaker) {
    match act {
        Act::Go(href) => session.navigator.go(&href),
        Act::New(new) => session.creating.set(Some(new)),
        Act::BackUp => backup.make(),
        Act::LookBack => request_animation_frame(move || session.looking.set(true)),
        // The palette closes first: what a key does may open something else.
        Act::Key(action) => request_animation_frame(move || {
            session.shortcuts.run(action);
        }),
        Act::Deed(deed) => request_animation_frame(move || (deed.0)()),
        Act::Export(object) => session.export(View::table(&object), false),
        Act::Type(typed) => request_animation_frame(move || {
            session.search_start.set(typed);
            session.searching.set(true);
        }),
        Act::Theme(theme) => preferences.set_theme(theme),
        // The palette closes first and gives focus back.
        Act::Tour(tour) => request_animation_frame(move || session.touring.set(Some(tour))),
        Act::Practise => session.practise(|| ()),
        Act::Density => preferences.set_density(match preferences.density().get_untracked() {
            Density::Comfortable => Density::Compact,
            Density::Compact => Density::Comfortable,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_records_take_the_name_that_was_typed() {
        let schema = Schema::built_in();
        let known = |object: Option<&str>| {
            let object = object.map(ObjectKey::from);
            match new_named(&schema, object.as_ref(), "van Berg").map(|offer| offer.act) {
                Some(Act::New(new)) => (new.object.to_string(), new.known),
                _ => panic!("an offer to make a record"),
            }
        };
        let (object, fields) = known(Some("deal"));
        assert_eq!(
            (object.as_str(), fields),
            ("deal", vec![("name".into(), Cell::Text("van Berg".into()))])
        );
        assert_eq!(known(Some("segment")).0, "contact", "hidden objects are not made by hand");
        assert_eq!(known(None).0, "contact");
    }
}
