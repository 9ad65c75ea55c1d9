//! The search page: every object's hits, as one types; what is searched for is in the address.

use std::sync::Arc;

use bridge::query::{Found, FoundGroup, Hit, SearchQuery};
use model::{ObjectKey, Schema};

use super::hit::{hint, href, mark};
use crate::client::{Engine, Follow, use_answer};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::{Navigator, PageParameter, Query, Route, ViewState, use_title};
use crate::ui::{
    avatar::Avatar,
    card::Card,
    chip::ToggleChip,
    field::{TextInput, TextKind, split_match},
    frame::TopBar,
    icon::{Glyph, Icon},
    state::{Callout, Empty, Skeleton},
    tone::Tone,
};
use crate::words::{self, count};

/// Most hits per object.
const HITS: u32 = 20;

/// The page.
#[component]
pub fn SearchPage() -> impl IntoView {
    let engine = Engine::expect();
    let navigator = Navigator::expect();
    let schema = engine.schema();
    let text = navigator.parameter(PageParameter::Search);
    let only = navigator.parameter(PageParameter::Tab);
    let set = move |parameter: PageParameter, value: String| {
        let query = navigator.query().get_untracked();
        navigator.set_query(&query.with(parameter.name(), Some(value).filter(|value| !value.is_empty())), true);
    };
    let answer = use_answer(Follow::Anything, move || {
        let (text, only) = (text.get(), only.get());
        async move {
            if text.trim().is_empty() {
                return Ok(Found::default());
            }
            let objects = if only.is_empty() {
                Vec::new()
            } else {
                vec![ObjectKey::from(only.as_str())]
            };
            engine
                .search(SearchQuery {
                    text,
                    objects,
                    limit: HITS,
                    bin: false,
                })
                .await
        }
    });
    let (found, error) = (answer.value(), answer.error());
    let blank = Memo::new(move |_| text.with(|text| text.trim().is_empty()));
    let empty = Memo::new(move |_| !blank.get() && found.with(|found| found.as_ref().is_some_and(|found| found.groups.is_empty())));
    let waiting = Signal::derive(move || !blank.get() && found.with(Option::is_none) && error.with(Option::is_none));
    let fuzzy = Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(|found| found.fuzzy && !found.groups.is_empty())));
    use_title(move || vec![text.get(), words::search::title().to_owned()]);
    let objects = Memo::new(move |_| {
        let mut objects = vec![(String::new(), words::search::everything().to_owned())];
        schema.with(|schema| {
            objects.extend(
                schema
                    .objects()
                    .iter()
                    .filter(|object| !object.hidden)
                    .map(|object| (object.key.to_string(), object.plural.clone())),
            )
        });
        objects
    });
    let chips = move || {
        let chip = |(key, label): (String, String)| {
            let (own, chosen) = (key.clone(), key);
            view! { <ToggleChip label=label pressed=Signal::derive(move || only.with(|only| *only == own)) on_click=move |_| set(PageParameter::Tab, chosen.clone())/> }
        };
        objects.get().into_iter().map(chip).collect_view()
    };
    let told = move || {
        found.with(|found| match found {
            Some(found) if !found.groups.is_empty() => {
                let total = found.groups.iter().map(|group| u64::from(group.total)).sum();
                words::search::found(&count::results(total), &format::number(f64::from(found.micros) / 1000.0, 0..=2))
            }
            _ => String::new(),
        })
    };
    view! {
        <main class="main" id="main" tabindex="-1">
            <TopBar title=words::search::title()/>
            <div class="search-bar">
                <TextInput value=text kind=TextKind::Search icon=Glyph::Search label=words::search::page_label() placeholder=words::search::page_label()
                    autofocus=true on_input=move |typed| set(PageParameter::Search, typed)/>
            </div>
            <div class="chip-row search-chips" role="group" aria-label=words::search::only()>{chips}</div>
            <div class="scroll" tabindex="0" role="region" aria-label=words::search::title()>
                <div class="search-results">
                    {move || error.get().map(|error| view! { <Callout tone=Tone::Danger title=words::failure::line(&error, None)/> })}
                    <p class="faint" role="status">{told}</p>
                    {move || fuzzy.get().then(|| view! { <Callout tone=Tone::Info title=words::search::fuzzy()/> })}
                    <Skeleton waiting=waiting lines=6/>
                    {move || blank.get().then(|| view! { <Empty icon=Glyph::Search title=words::search::type_something() text=words::search::type_help()/> })}
                    {move || empty.get().then(|| view! { <Empty icon=Glyph::Search title=words::search::nothing(&text.get()) text=words::search::nothing_help()/> })}
                    {move || found.get().filter(|_| !blank.get()).map(|found| schema.with(|schema| groups(schema, &found, &text.get())))}
                </div>
            </div>
        </main>
    }
}

fn groups(schema: &Schema, found: &Arc<Found>, typed: &str) -> Vec<AnyView> {
    found.groups.iter().map(|group| group_view(schema, group, typed)).collect()
}

fn group_view(schema: &Schema, group: &FoundGroup, typed: &str) -> AnyView {
    let object = schema.object(&group.object);
    let title = object.map_or_else(|| group.object.to_string(), |object| object.plural.clone());
    let total = u64::from(group.total);
    let listed = object.is_some_and(|object| !object.hidden);
    let more = (listed && total > group.hits.len() as u64).then(|| {
        let state = ViewState { search: typed.to_owned(), ..ViewState::default() };
        let counted = object.map_or_else(|| words::number(total), |object| words::counted(object, total));
        view! { <p class="card__more"><a class="more-link" href=Route::List(group.object.clone()).href_with(&state.write(Query::default()))>{words::search::show_all(&counted)}</a></p> }
    });
    let hits = group
        .hits
        .iter()
        .map(|hit| hit_view(schema, &group.object, hit, typed))
        .collect_view();
    view! {
        <Card title=title aside=move || view! { <span class="count">{words::number(total)}</span> } flush=true>
            <ul class="hits">{hits}</ul>
            {more}
        </Card>
    }
    .into_any()
}

fn hit_view(schema: &Schema, object: &str, hit: &Hit, typed: &str) -> AnyView {
    let (face, icon) = mark(schema, object, hit);
    let name = marked(&hit.link.label, typed);
    let beside = marked(&hint(schema, hit), typed);
    view! {
        <li>
            <a class="hit" href=href(object, hit)>
                {face.map(|face| view! { <Avatar face=face/> })}
                {icon.map(|glyph| view! { <Icon glyph=glyph/> })}
                <span class="hit__name truncate">{name}</span>
                <span class="hit__hint truncate">{beside}</span>
            </a>
        </li>
    }
    .into_any()
}

/// Words with the typed part marked.
fn marked(text: &str, typed: &str) -> AnyView {
    match split_match(text, typed) {
        Some((before, found, after)) => view! { {before.to_owned()}<mark>{found.to_owned()}</mark>{after.to_owned()} }.into_any(),
        None => text.to_owned().into_any(),
    }
}
