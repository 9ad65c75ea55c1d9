//! What can be done to a record by key and from the palette: edit a field, move on, add, link, favourite, bin.

use std::sync::Arc;

use bridge::{Cell, Command};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{menu::copy_link, subject::Subject};
use crate::platform::print;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::{Deed, NewRecord};
use crate::shortcuts::{Action, Scope};
use crate::ui::icon::Glyph;
use crate::value::object_glyph;
use crate::words;

/// Objects that are added to a record, in this order.
const ADDED: [&str; 4] = ["task", "activity", "deal", "ticket"];

/// The control that edits a field, where it can be seen.
fn press_field(selector: &str) -> bool {
    let Ok(found) = document().query_selector_all(selector) else {
        return false;
    };
    let fields = (0..found.length()).filter_map(|index| found.item(index)?.dyn_into::<HtmlElement>().ok());
    // A panel comes after the page it stands beside.
    let mut seen = fields.filter(|field| field.get_bounding_client_rect().width() > 0.0);
    let within = |field: &HtmlElement| field.closest("aside.panel").ok().flatten().is_some();
    let first = seen.next();
    let chosen = match first {
        Some(first) if !within(&first) => seen.find(within).or(Some(first)),
        other => other,
    };
    chosen.is_some_and(|field| {
        field.click();
        true
    })
}

/// The person is at a row or card: what they press is about that one.
fn is_in_list() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|element| element.closest("[role=grid], .board").ok().flatten().is_some())
}

/// Hears keys and offers deeds until the page or panel goes.
pub(super) fn use_deeds(subject: Subject) {
    let session = subject.session;
    let on = |action: Action, act: Box<dyn Fn() -> bool>| {
        session.shortcuts.on(action, Scope::Record, move || !is_in_list() && act());
    };
    on(Action::EditRecord, Box::new(|| press_field("button.facts__value")));
    on(
        Action::FavouriteRecord,
        Box::new(move || {
            let Some(record) = subject.shown() else { return false };
            session.toggle_favourite(&subject.object(), record);
            true
        }),
    );
    on(
        Action::ArchiveRecord,
        Box::new(move || {
            let free = subject.page.with_untracked(|page| page.as_ref().is_some_and(|page| !page.binned));
            if free {
                subject.trash();
            }
            free
        }),
    );
    let name = subject.name();
    session.offer(
        Signal::derive(move || words::search::on_record(&name.get())),
        Signal::derive(move || deeds(subject)),
    );
}

fn deeds(subject: Subject) -> Vec<Deed> {
    let (Some(page), Some(def)) = (subject.page.get(), subject.def.get()) else {
        return Vec::new();
    };
    let session = subject.session;
    let (object, record) = (subject.object(), page.link.id);
    let href = Route::Record(object.clone(), record).href();
    let mut deeds = Vec::new();
    if page.binned {
        deeds.push(Deed::new(words::record::restore(), Glyph::History, move || subject.restore()));
        return deeds;
    }
    let next = page
        .stages
        .iter()
        .skip_while(|stage| !stage.current)
        .nth(1)
        .map(|stage| stage.stage.id);
    for stage in page.stages.iter().filter(|stage| !stage.current) {
        let (object, column) = (object.clone(), stage.stage.id.to_string());
        let go = Deed::new(
            words::search::move_to(&words::labels::name(&stage.stage)),
            Glyph::ArrowRight,
            move || {
                session.act(Command::Move {
                    object: object.clone(),
                    record,
                    field: "stage".into(),
                    column: Some(column.clone()),
                    lane: None,
                    after: None,
                    answers: Vec::new(),
                });
            },
        );
        deeds.push(if next == Some(stage.stage.id) { go } else { go.minor() });
    }
    session.engine.schema().with(|schema| {
        for added in ADDED.iter().filter_map(|key| schema.object(key)) {
            let Some(field) = added.references_to(&object).find(|field| !field.hidden) else {
                continue;
            };
            let new = NewRecord::of(&added.key).with(&field.key, Cell::Record(page.link.clone())).beside();
            let label = words::search::add_to_record(&words::noun(added, 1));
            deeds.push(Deed::new(label, object_glyph(&added.icon), move || {
                session.creating.set(Some(new.clone()))
            }));
        }
    });
    for field in def.fields.iter().filter(|field| field.is_editable() && !field.hidden) {
        let selector: Arc<str> = format!("button.facts__value[data-field='{}']", field.key).into();
        let (label, icon, minor) = match field.key.as_str() {
            "owner" => (words::list::assign().to_owned(), Glyph::Person, false),
            "tags" => (words::list::tag().to_owned(), Glyph::Tag, false),
            _ => (words::search::edit_field(&field.label), Glyph::Edit, true),
        };
        let edit = Deed::new(label, icon, move || {
            press_field(&selector);
        });
        deeds.push(if minor { edit.minor() } else { edit });
    }
    let favourite = if session.favourites.has(record) {
        words::list::unfavour()
    } else {
        words::list::favour()
    };
    let kept = object.clone();
    deeds.push(Deed::new(favourite, Glyph::Star, move || session.toggle_favourite(&kept, record)).key(Action::FavouriteRecord));
    deeds.push(Deed::new(words::record::copy_link(), Glyph::Link, move || {
        copy_link(subject, href.clone())
    }));
    deeds.push(Deed::new(words::record::print(), Glyph::Print, print::print));
    deeds.push(Deed::new(words::search::to_bin(), Glyph::Trash, move || subject.trash()).key(Action::ArchiveRecord));
    deeds
}
