//! The palette: records, places and actions as one types, by keyboard alone.
//!
//! `>` leaves actions only, `@` people, `#` deals. What was looked at last and what can be done to the record in view come
//! before anything is typed.

use bridge::query::{Found, SearchQuery};
use model::{ObjectKey, Schema};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::{
    hit::{hint, mark},
    places::{Act, Offer, actions, more_places, new_named, perform, places, record_actions, views},
    recent::use_recent,
};
use crate::backup::use_backup;
use crate::client::{Engine, Follow, use_answer};
use crate::platform::{keys::Shortcut, preferences::Preferences};
use crate::reactive::prelude::*;
use crate::routes::{PageParameter, Query, Route};
use crate::session::Session;
use crate::ui::{
    button::Kbd,
    dom::{is_typing, on_window},
    icon::Glyph,
    layer::{self, LayerKind},
    palette::{Chosen, Palette, PaletteGroup, PaletteItem},
};
use crate::value::{face_of, object_glyph};
use crate::words;

/// Most hits per object.
const HITS: u32 = 5;
/// Most places and actions among results.
const OFFERS: usize = 6;

/// What a sign at the start narrows to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Scope {
    Everything,
    Actions,
    Object(&'static str),
}

/// The scope and the words behind its sign.
fn scoped(typed: &str) -> (Scope, &str) {
    let typed = typed.trim_start();
    let scope = match typed.chars().next() {
        Some('>') => Scope::Actions,
        Some('@') => Scope::Object("contact"),
        Some('#') => Scope::Object("deal"),
        _ => return (Scope::Everything, typed.trim_end()),
    };
    (scope, typed[1..].trim())
}

/// A heading with its offers.
#[derive(Clone, PartialEq)]
struct Shelf {
    label: String,
    offers: Vec<Offer>,
}

/// The palette. Mounted once; listens to its keys itself.
#[component]
pub fn SearchPalette(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let engine = Engine::expect();
    let session = Session::expect();
    let preferences = Preferences::expect();
    let backup = use_backup();
    let typed = RwSignal::new(String::new());
    use_keys(session, open);
    Effect::new(move || {
        if open.get() {
            typed.set(String::new());
        }
    });
    let found = use_answer(Follow::Nothing, move || {
        let (wanted, text) = (open.get(), typed.get());
        async move {
            let (scope, text) = scoped(&text);
            if !wanted || text.is_empty() || scope == Scope::Actions {
                return Ok(Found::default());
            }
            let objects = if let Scope::Object(object) = scope {
                vec![object.into()]
            } else {
                Vec::new()
            };
            engine
                .search(SearchQuery {
                    text: text.to_owned(),
                    objects,
                    limit: HITS,
                })
                .await
        }
    })
    .value();
    let saved = use_answer(Follow::Anything, move || {
        let wanted = open.get();
        async move { if wanted { engine.saved_views(None).await } else { Ok(Vec::new()) } }
    })
    .value();
    let here = use_answer(Follow::Nothing, move || {
        let place = session.navigator.route().get();
        let wanted = open.get();
        async move {
            match place {
                Route::Record(object, id) if wanted => engine.record(object, id).await,
                _ => Ok(None),
            }
        }
    })
    .value();
    let recent = use_recent(open.into());
    let schema = engine.schema();
    let shelves = Memo::new(move |_| {
        if !open.get() {
            return Vec::new();
        }
        let typed = typed.get();
        let (scope, text) = scoped(&typed);
        schema.with(|schema| {
            let object = session.navigator.route().with(|route| route.object().cloned());
            let mut shelves = Vec::new();
            if text.is_empty() {
                if let Some(link) = here.with(|here| here.as_ref().and_then(|here| here.as_ref().as_ref().map(|page| page.link.clone()))) {
                    shelves.push(Shelf {
                        label: words::search::on_record(&link.label),
                        offers: record_actions(schema, &link),
                    });
                }
                if scope == Scope::Everything {
                    let links = recent.get();
                    shelves.push(Shelf {
                        label: words::search::recent().to_owned(),
                        offers: links.iter().map(|link| record_offer(schema, link)).collect(),
                    });
                    shelves.push(Shelf {
                        label: words::search::go_to().to_owned(),
                        offers: places(schema),
                    });
                }
                shelves.push(Shelf {
                    label: words::search::actions().to_owned(),
                    offers: actions(schema),
                });
                return full(shelves);
            }
            if scope != Scope::Actions {
                found.with(|found| shelves.extend(found.as_ref().map(|found| hits(schema, found)).unwrap_or_default()));
            }
            if scope == Scope::Everything {
                let saved = saved.with(|saved| saved.as_ref().map(|saved| views(saved)).unwrap_or_default());
                let all = places(schema).into_iter().chain(saved).chain(more_places(schema));
                shelves.push(Shelf {
                    label: words::search::go_to().to_owned(),
                    offers: matching(all, text),
                });
            }
            if !matches!(scope, Scope::Object(_)) {
                shelves.push(Shelf {
                    label: words::search::actions().to_owned(),
                    offers: matching(actions(schema).into_iter(), text),
                });
            }
            if scope != Scope::Actions {
                let total = found.with(|found| {
                    found
                        .as_ref()
                        .map_or(0, |found| found.groups.iter().map(|group| u64::from(group.total)).sum())
                });
                shelves.push(Shelf {
                    label: words::search::everywhere().to_owned(),
                    offers: everywhere(schema, object.as_ref(), text, total),
                });
            }
            full(shelves)
        })
    });
    let groups = Signal::derive(move || shelves.with(|shelves| numbered(shelves)));
    let choose = move |chosen: Chosen| {
        let act = chosen.id.parse::<usize>().ok().and_then(|index| {
            shelves.with_untracked(|shelves| {
                shelves
                    .iter()
                    .flat_map(|shelf| &shelf.offers)
                    .nth(index)
                    .map(|offer| offer.act.clone())
            })
        });
        match act {
            Some(Act::Go(href)) if chosen.beside => {
                // Refused by a browser that blocks new windows; then nothing happens.
                let _ = window().open_with_url_and_target(&href, "_blank");
            }
            Some(act) => perform(act, session, preferences, backup),
            None => {}
        }
    };
    view! {
        <Palette
            open=open
            label=words::search::label()
            query=typed
            on_query=move |text| typed.set(text)
            groups=groups
            on_choose=choose
            legend=legend
        />
    }
}

fn legend() -> impl IntoView {
    view! {
        <span><Kbd key="↑"/><Kbd key="↓"/> {words::search::legend_move()}</span>
        <span><Kbd key="↵"/> {words::search::legend_open()}</span>
        <span><Kbd key=Shortcut::new("Mod+Enter").label()/> {words::search::legend_tab()}</span>
        <span class="push"><Kbd key=">"/> {words::search::legend_actions()}</span>
        <span><Kbd key="@"/> {words::search::legend_people()}</span>
        <span><Kbd key="#"/> {words::search::legend_deals()}</span>
    }
}

/// Shelves with something on them.
fn full(mut shelves: Vec<Shelf>) -> Vec<Shelf> {
    shelves.retain(|shelf| !shelf.offers.is_empty());
    shelves
}

fn matching(offers: impl Iterator<Item = Offer>, text: &str) -> Vec<Offer> {
    offers.filter(|offer| offer.matches(text)).take(OFFERS).collect()
}

/// Items named by their place, as the palette hands them back.
fn numbered(shelves: &[Shelf]) -> Vec<PaletteGroup> {
    let mut index = 0;
    let mut group = |shelf: &Shelf| {
        let items = shelf.offers.iter().map(|offer| {
            let item = PaletteItem {
                id: index.to_string(),
                ..offer.item.clone()
            };
            index += 1;
            item
        });
        PaletteGroup {
            label: shelf.label.clone(),
            items: items.collect(),
        }
    };
    shelves.iter().map(&mut group).collect()
}

fn record_offer(schema: &Schema, link: &bridge::RecordLink) -> Offer {
    let object = schema.object(&link.object);
    let glyph = object.map_or(Glyph::File, |object| object_glyph(&object.icon));
    let mut offer = Offer::go(link.label.clone(), glyph, &Route::Record(link.object.clone(), link.id));
    if let Some(face) = face_of(&link.object, &link.label) {
        offer.item.icon = None;
        offer.item.face = Some(face);
    }
    offer.item.hint = object.map(|object| object.label.clone()).unwrap_or_default();
    offer
}

/// Hits by object.
fn hits(schema: &Schema, found: &Found) -> Vec<Shelf> {
    let shelf = |group: &bridge::query::FoundGroup| {
        let label = schema
            .object(&group.object)
            .map_or_else(|| group.object.to_string(), |object| object.plural.clone());
        let offer = |hit: &bridge::query::Hit| {
            let (face, icon) = mark(schema, hit);
            let mut offer = Offer::go(
                hit.link.label.clone(),
                Glyph::File,
                &Route::Record(hit.link.object.clone(), hit.link.id),
            );
            offer.item = PaletteItem {
                icon,
                face,
                hint: hint(schema, hit),
                ..offer.item
            };
            offer
        };
        Shelf {
            label,
            offers: group.hits.iter().map(offer).collect(),
        }
    };
    found.groups.iter().map(shelf).collect()
}

/// The way to the search page, and a new record of that name.
fn everywhere(schema: &Schema, object: Option<&ObjectKey>, text: &str, total: u64) -> Vec<Offer> {
    let query = Query::default().with(PageParameter::Search.name(), Some(text.to_owned()));
    let mut search = Offer::new(
        words::search::all_fields(text),
        Glyph::Search,
        Act::Go(Route::Search.href_with(&query)),
    );
    search.item.hint = words::search::matches(&words::number(total));
    std::iter::once(search).chain(new_named(schema, object, text)).collect()
}

/// Mod+K anywhere, `/` and `?` where nobody types.
fn use_keys(session: Session, open: RwSignal<bool>) {
    let palette = Shortcut::new("Mod+K");
    on_window("keydown", move |event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        if event.default_prevented() || event.is_composing() {
            return;
        }
        let under_dialog = layer::top() == Some(LayerKind::Modal);
        let plain =
            !event.ctrl_key() && !event.meta_key() && !event.alt_key() && !is_typing(event) && layer::top() != Some(LayerKind::Popover);
        if palette.matches(event) && (open.get_untracked() || !under_dialog) {
            open.update(|open| *open = !*open);
        } else if plain && !under_dialog && event.key() == "/" {
            open.set(true);
        } else if plain && !under_dialog && event.key() == "?" {
            session.navigator.visit(&Route::Settings("keys".to_owned()));
        } else {
            return;
        }
        event.prevent_default();
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_at_the_start_narrows() {
        assert_eq!(scoped(" van "), (Scope::Everything, "van"));
        assert_eq!(scoped("> undo"), (Scope::Actions, "undo"));
        assert_eq!(scoped("@van"), (Scope::Object("contact"), "van"));
        assert_eq!(scoped("#"), (Scope::Object("deal"), ""));
        assert_eq!(scoped("a#b"), (Scope::Everything, "a#b"));
    }

    #[test]
    fn items_are_named_by_their_place_over_all_shelves() {
        let offer = |label: &str| Offer::new(label, Glyph::Plus, Act::Undo);
        let shelves = [
            Shelf {
                label: "A".into(),
                offers: vec![offer("x"), offer("y")],
            },
            Shelf {
                label: "B".into(),
                offers: vec![offer("z")],
            },
        ];
        let ids: Vec<_> = numbered(&shelves)
            .into_iter()
            .flat_map(|group| group.items)
            .map(|item| item.id)
            .collect();
        assert_eq!(ids, ["0", "1", "2"]);
    }
}
