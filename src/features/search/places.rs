//! What the palette offers besides records: places to go to and things to do, each found by its words.

use bridge::query::SavedView;
use bridge::{Cell, Command, RecordLink, Selection};
use model::{ObjectDef, ObjectKey, Schema};

use crate::backup::BackupMaker;
use crate::platform::{
    keys::Shortcut,
    preferences::{Density, Preferences, Theme},
};
use crate::routes::{PageParameter, Query, Route};
use crate::session::{NewRecord, Session};
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
    /// Does something to records.
    Run(Command),
    /// Makes a back-up.
    BackUp,
    /// Takes the last step back.
    Undo,
    /// Does it again.
    Redo,
    /// Collapses or expands the sidebar.
    Sidebar,
    /// Changes the theme.
    Theme(Theme),
    /// Changes the height of rows.
    Density,
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

    fn key(mut self, key: &str) -> Self {
        self.item.key = Shortcut::new(key).label();
        self
    }

    /// Whether its words match what was typed.
    pub fn matches(&self, typed: &str) -> bool {
        typed.trim().is_empty() || split_match(&self.item.label, typed).is_some()
    }
}

fn shown(schema: &Schema) -> impl Iterator<Item = &ObjectDef> {
    schema.objects().iter().filter(|object| !object.hidden)
}

/// Places to go to, in navigation order.
pub(super) fn places(schema: &Schema) -> Vec<Offer> {
    let mut offers = vec![Offer::go(words::shell::today(), Glyph::Today, &Route::Today)];
    offers
        .extend(shown(schema).map(|object| Offer::go(object.plural.clone(), object_glyph(&object.icon), &Route::List(object.key.clone()))));
    offers.extend([
        Offer::go(words::shell::segments(), Glyph::People, &Route::Segments(None)),
        Offer::go(words::dashboards::title(), Glyph::Dashboard, &Route::Dashboards(String::new())),
        Offer::go(words::shell::insights(), Glyph::Insights, &Route::Insights),
        Offer::go(words::shell::import(), Glyph::Upload, &Route::Import),
        Offer::go(words::shell::settings(), Glyph::Settings, &Route::Settings(String::new())),
    ]);
    offers
}

/// Places that are found by their name and not listed before something is typed.
pub(super) fn more_places(schema: &Schema) -> Vec<Offer> {
    let mut offers = vec![Offer::go(
        words::search::shortcuts(),
        Glyph::Keyboard,
        &Route::Settings("keys".to_owned()),
    )];
    offers.extend(shown(schema).map(|object| Offer::go(words::search::bin(&object.plural), Glyph::Trash, &Route::Bin(object.key.clone()))));
    offers
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
pub(super) fn actions(schema: &Schema) -> Vec<Offer> {
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
        Offer::new(words::search::undo(), Glyph::Undo, Act::Undo).key("Mod+Z"),
        Offer::new(words::search::redo(), Glyph::Sync, Act::Redo).key("Mod+Shift+Z"),
        Offer::new(words::search::sidebar(), Glyph::Sidebar, Act::Sidebar).key("Mod+B"),
        Offer::new(words::search::theme_system(), Glyph::Device, Act::Theme(Theme::System)),
        Offer::new(words::search::theme_light(), Glyph::Sun, Act::Theme(Theme::Light)),
        Offer::new(words::search::theme_dark(), Glyph::Moon, Act::Theme(Theme::Dark)),
        Offer::new(words::search::density(), Glyph::List, Act::Density),
    ]);
    offers
}

/// Objects that are added to a record from the palette, in this order.
const ADDED: [&str; 4] = ["task", "activity", "deal", "ticket"];

/// Things to do to the record that is looked at.
pub(super) fn record_actions(schema: &Schema, link: &RecordLink) -> Vec<Offer> {
    let add = |key: &&str| {
        let object = schema.object(key)?;
        let field = object.references_to(&link.object).find(|field| !field.hidden)?;
        let known = Cell::Record(link.clone());
        let new = NewRecord::of(&object.key).with(&field.key, known).beside();
        Some(Offer::new(
            words::search::add_to_record(&words::noun(object, 1)),
            object_glyph(&object.icon),
            Act::New(new),
        ))
    };
    let mut offers: Vec<Offer> = ADDED.iter().filter_map(add).collect();
    let trash = Command::Trash {
        object: link.object.clone(),
        selection: Selection::Records(vec![link.id]),
    };
    offers.push(Offer::new(words::search::to_bin(), Glyph::Trash, Act::Run(trash)));
    offers
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
        Act::Run(command) => session.act(command),
        Act::BackUp => backup.make(),
        Act::Undo => session.undo(),
        Act::Redo => session.redo(),
        Act::Sidebar => preferences.set_sidebar(!preferences.sidebar().get_untracked()),
        Act::Theme(theme) => preferences.set_theme(theme),
        Act::Density => preferences.set_density(match preferences.density().get_untracked() {
            Density::Comfortable => Density::Compact,
            Density::Compact => Density::Comfortable,
        }),
    }
}

#[cfg(test)]
mod tests {
    use model::RecordId;

    use super::*;

    #[test]
    fn a_contact_can_be_given_what_refers_to_it() {
        let schema = Schema::built_in();
        let link = RecordLink {
            object: "contact".into(),
            id: RecordId(1),
            label: "Noor".into(),
            gone: false,
            fill: None,
        };
        let offers = record_actions(&schema, &link);
        let added: Vec<&str> = offers
            .iter()
            .filter_map(|offer| match &offer.act {
                Act::New(new) => Some(new.object.as_str()),
                _ => None,
            })
            .collect();
        assert!(added.contains(&"task") && added.contains(&"deal"));
        assert!(matches!(
            offers.last().map(|offer| &offer.act),
            Some(Act::Run(Command::Trash { .. }))
        ));
    }

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
