//! The palette: records, places and actions as one types, by keyboard alone.
//!
//! `>` leaves actions only, `@` people, `#tickets` the records of an object. What can be done to the selection or to the
//! record in view comes first.

use bridge::query::{Found, FoundGroup, SearchQuery};
use model::{ObjectKey, Schema};

use super::{
    hit::{hint, href, mark},
    places::{Act, Offer, actions, deed_offer, more_actions, more_places, new_named, objects, perform, places, views},
    recent::use_recent,
};
use crate::backup::use_backup;
use crate::client::{Engine, Follow, use_answer};
use crate::platform::{keys::Shortcut, preferences::Preferences};
use crate::reactive::prelude::*;
use crate::routes::{PageParameter, Query, Route};
use crate::session::{FirstSteps, Session};
use crate::ui::{
    button::Kbd,
    icon::Glyph,
    palette::{Chosen, Palette, PaletteGroup, PaletteItem},
};
use crate::value::{face_of, object_glyph};
use crate::words;

/// Most hits per object.
const HITS: u32 = 5;
/// Most places and actions among results.
const OFFERS: usize = 6;

/// What a sign at the start narrows to.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Scope {
    Everything,
    Actions,
    Object(ObjectKey),
    /// An object is being named.
    Objects,
}

/// The scope and the words behind its sign: `>` for actions, `@` for people, `#deals` for the records of an object.
fn scoped<'a>(schema: &Schema, typed: &'a str) -> (Scope, &'a str) {
    let typed = typed.trim_start();
    match typed.chars().next() {
        Some('>') => (Scope::Actions, typed[1..].trim()),
        Some('@') => (Scope::Object("contact".into()), typed[1..].trim()),
        Some('#') => match typed[1..].split_once(' ') {
            Some((name, text)) => match object_named(schema, name) {
                Some(object) => (Scope::Object(object), text.trim()),
                None => (Scope::Everything, typed.trim_end()),
            },
            None => (Scope::Objects, typed[1..].trim()),
        },
        _ => (Scope::Everything, typed.trim_end()),
    }
}

/// The object whose name begins like this, without spaces.
fn object_named(schema: &Schema, name: &str) -> Option<ObjectKey> {
    let name = name.to_lowercase();
    let begins = |label: &str| label.to_lowercase().replace(' ', "-").starts_with(&name);
    let found = schema.objects().iter().find(|object| !object.hidden && begins(&object.plural));
    found.filter(|_| !name.is_empty()).map(|object| object.key.clone())
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
    // Whoever opens it may have typed something already.
    Effect::new(move || {
        if open.get() {
            typed.set(untrack(|| session.search_start.get()));
            session.first_steps.set_done(FirstSteps::PALETTE, true);
            session.search_start.set(String::new());
        }
    });
    let answer = use_answer(Follow::Nothing, move || {
        let (wanted, text) = (open.get(), typed.get());
        async move {
            let schema = engine.schema().get_untracked();
            let (scope, text) = scoped(&schema, &text);
            if !wanted || text.is_empty() || matches!(scope, Scope::Actions | Scope::Objects) {
                return Ok(Found::default());
            }
            let objects = if let Scope::Object(object) = scope {
                vec![object]
            } else {
                Vec::new()
            };
            engine
                .search(SearchQuery {
                    text: text.to_owned(),
                    objects,
                    limit: HITS,
                    bin: true,
                })
                .await
        }
    });
    let found = answer.value();
    let saved = use_answer(Follow::Anything, move || {
        let wanted = open.get();
        async move { if wanted { engine.saved_views(None).await } else { Ok(Vec::new()) } }
    })
    .value();
    let recent = use_recent(open.into());
    let schema = engine.schema();
    // What is chosen is looked up once the palette has closed: it keeps what it held.
    let shelves = Memo::new(move |before: Option<&Vec<Shelf>>| {
        if !open.get() {
            return before.cloned().unwrap_or_default();
        }
        let typed = typed.get();
        schema.with(|schema| {
            let (scope, text) = scoped(schema, &typed);
            let shelf = |label: &str, offers: Vec<Offer>| Shelf {
                label: label.to_owned(),
                offers,
            };
            if scope == Scope::Objects {
                return full(vec![shelf(
                    words::search::only(),
                    matching(objects(schema).into_iter(), text, usize::MAX),
                )]);
            }
            let blank = text.is_empty();
            let mut shelves = Vec::new();
            if matches!(scope, Scope::Everything | Scope::Actions) {
                for deeds in session.deeds() {
                    let offers = deeds.deeds.with(|deeds| {
                        deeds
                            .iter()
                            .filter(|deed| !(blank && deed.minor))
                            .map(|deed| deed_offer(deed, session.shortcuts))
                            .collect::<Vec<_>>()
                    });
                    shelves.push(shelf(
                        &deeds.about.get(),
                        matching(offers.into_iter(), text, if blank { usize::MAX } else { OFFERS }),
                    ));
                }
            }
            let usual = actions(schema, session.shortcuts);
            if blank {
                if scope == Scope::Everything {
                    shelves.push(shelf(words::search::recent(), links(schema, &recent.get())));
                    shelves.push(shelf(words::shell::favourites(), links(schema, &session.favourites.links().get())));
                    shelves.push(shelf(words::search::go_to(), places(schema, session.shortcuts)));
                }
                if !matches!(scope, Scope::Object(_)) {
                    shelves.push(shelf(words::search::actions(), usual));
                }
                return full(shelves);
            }
            if scope == Scope::Actions {
                let all = usual.into_iter().chain(more_actions(schema, session.shortcuts));
                shelves.push(shelf(words::search::actions(), matching(all, text, usize::MAX)));
                return full(shelves);
            }
            found.with(|found| shelves.extend(found.as_ref().map(|found| hits(schema, &found.groups)).unwrap_or_default()));
            if scope == Scope::Everything {
                let saved = saved.with(|saved| saved.as_ref().map(|saved| views(saved)).unwrap_or_default());
                let all = places(schema, session.shortcuts)
                    .into_iter()
                    .chain(saved)
                    .chain(more_places(schema));
                shelves.push(shelf(words::search::go_to(), matching(all, text, OFFERS)));
                let all = usual.into_iter().chain(more_actions(schema, session.shortcuts));
                shelves.push(shelf(words::search::actions(), matching(all, text, OFFERS)));
            }
            let binned = found.with(|found| found.as_ref().map(|found| hits(schema, &found.binned)).unwrap_or_default());
            shelves.push(shelf(
                words::search::in_bin(),
                binned.into_iter().flat_map(|shelf| shelf.offers).collect(),
            ));
            let total = found.with(|found| {
                found
                    .as_ref()
                    .map_or(0, |found| found.groups.iter().map(|group| u64::from(group.total)).sum())
            });
            let object = session.navigator.route().with(|route| route.object().cloned());
            shelves.push(shelf(words::search::everywhere(), everywhere(schema, object.as_ref(), text, total)));
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
            pending=answer.pending()
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
        <span><Kbd key="#"/> {words::search::legend_objects()}</span>
    }
}

/// Shelves with something on them.
fn full(mut shelves: Vec<Shelf>) -> Vec<Shelf> {
    shelves.retain(|shelf| !shelf.offers.is_empty());
    shelves
}

fn matching(offers: impl Iterator<Item = Offer>, text: &str, most: usize) -> Vec<Offer> {
    offers.filter(|offer| offer.matches(text)).take(most).collect()
}

fn links(schema: &Schema, links: &[bridge::RecordLink]) -> Vec<Offer> {
    links.iter().map(|link| record_offer(schema, link)).collect()
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
fn hits(schema: &Schema, groups: &[FoundGroup]) -> Vec<Shelf> {
    let shelf = |group: &FoundGroup| {
        let label = schema
            .object(&group.object)
            .map_or_else(|| group.object.to_string(), |object| object.plural.clone());
        let offer = |hit: &bridge::query::Hit| {
            let (face, icon) = mark(schema, &group.object, hit);
            let mut offer = Offer::new(hit.link.label.clone(), Glyph::File, Act::Go(href(&group.object, hit)));
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
    groups.iter().map(shelf).collect()
}

/// The way to the search page, and a new record of that name.
fn everywhere(schema: &Schema, object: Option<&ObjectKey>, text: &str, total: u64) -> Vec<Offer> {
    let query = Query::default().with(PageParameter::Search.name(), Some(text.to_owned()));
    let mut search = Offer::new(
        words::search::all_fields(text),
        Glyph::Search,
        Act::Go(Route::Search.href_with(&query)),
    );
    search.item.hint = words::search::matches(total);
    std::iter::once(search).chain(new_named(schema, object, text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_at_the_start_narrows() {
        let schema = Schema::built_in();
        let check = |typed: &'static str, scope: Scope, text: &str| assert_eq!(scoped(&schema, typed), (scope, text), "{typed}");
        check(" van ", Scope::Everything, "van");
        check("> undo", Scope::Actions, "undo");
        check("@van", Scope::Object("contact".into()), "van");
        check("#", Scope::Objects, "");
        check("#tick", Scope::Objects, "tick");
        check("#tick printer", Scope::Object("ticket".into()), "printer");
        check("#Companies ha", Scope::Object("company".into()), "ha");
        check("#12 apples", Scope::Everything, "#12 apples");
        check("a#b", Scope::Everything, "a#b");
    }

    #[test]
    fn items_are_named_by_their_place_over_all_shelves() {
        let offer = |label: &str| Offer::new(label, Glyph::Plus, Act::BackUp);
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
