//! The page: who has the address, or the shared text as a note. One record that has it is opened at once.

use bridge::Cell;
use bridge::query::{Found, Hit, SearchQuery};

use crate::client::{Engine, Follow, use_answer};
use crate::platform::{
    incoming::{self, SharedText},
    protocols::{self, Asked},
};
use crate::reactive::prelude::*;
use crate::routes::{Navigator, PageParameter, Query, Route, use_title};
use crate::session::{NewRecord, Session};
use crate::ui::{
    button::{Button, ButtonKind},
    card::Card,
    frame::TopBar,
    icon::{Glyph, Icon},
    state::{Empty, Skeleton},
};
use crate::value::detail_words;
use crate::words::{device as say, search};

/// Most records that are listed.
const MOST: u32 = 20;

/// The page.
#[component]
pub fn ArrivePage() -> impl IntoView {
    let navigator = Navigator::expect();
    let address = navigator.parameter(PageParameter::Address);
    let shared = navigator.parameter(PageParameter::Shared);
    use_title(|| vec![say::arrive().to_owned()]);
    let body = move || {
        if !shared.with(String::is_empty) {
            return view! { <SharedNote/> }.into_any();
        }
        match protocols::read(&address.get()) {
            Some(Asked::Place(path)) => view! { <Elsewhere path=path/> }.into_any(),
            Some(Asked::Mail(mail)) => view! { <Who what=mail field="email"/> }.into_any(),
            Some(Asked::Phone(number)) => view! { <Who what=number field="phone"/> }.into_any(),
            None => refused(),
        }
    };
    view! {
        <main class="main" id="main" tabindex="-1">
            <TopBar title=say::arrive()/>
            <div class="scroll" tabindex="0" role="region" aria-label=say::arrive()>{body}</div>
        </main>
    }
}

fn refused() -> AnyView {
    view! {
        <Empty icon=Glyph::Link title=say::arrive_refused() text=say::arrive_refused_text()>
            <a class="button button--primary" href=Route::Today.href()>{crate::words::shell::go_home()}</a>
        </Empty>
    }
    .into_any()
}

/// Goes on to a place of the app, in place of this page.
#[component]
fn Elsewhere(path: String) -> impl IntoView {
    let navigator = Navigator::expect();
    let route = Route::parse(&path);
    // A link to this page would lead in circles.
    let known = matches!(
        &route,
        Route::List(_) | Route::Record(..) | Route::Segments(_) | Route::Insights | Route::Today | Route::Search
    );
    if known {
        request_animation_frame(move || navigator.replace(&route));
        return ().into_any();
    }
    refused()
}

/// Who has an address or a number.
#[component]
fn Who(what: String, field: &'static str) -> impl IntoView {
    let engine = Engine::expect();
    let session = Session::expect();
    let navigator = session.navigator;
    let searched = what.clone();
    let found = use_answer(Follow::Nothing, move || {
        let query = SearchQuery {
            text: searched.clone(),
            objects: vec!["contact".into(), "company".into()],
            limit: MOST,
            bin: false,
        };
        async move { engine.search(query).await }
    })
    .value();
    let hits = Memo::new(move |_| found.with(|found| found.as_ref().map(|found| exact(found))));
    // One who has it is who was meant.
    Effect::new(move || {
        let only = hits.with(|hits| {
            hits.as_ref()
                .and_then(|hits| if let [only] = &hits[..] { Some(only.link.clone()) } else { None })
        });
        if let Some(link) = only {
            request_animation_frame(move || navigator.replace(&Route::Record(link.object, link.id)));
        }
    });
    let waiting = Signal::derive(move || hits.with(Option::is_none));
    let what = StoredValue::new(what);
    let add = move |_| {
        let cell = Cell::Texts(vec![what.get_value()]);
        session
            .creating
            .set(Some(NewRecord::of(&"contact".into()).with(&field.into(), cell)));
    };
    view! {
        <div class="arrive">
            <Skeleton waiting=waiting lines=3/>
            {move || hits.get().map(|hits| if hits.is_empty() {
                let query = Query::default().with(PageParameter::Search.name(), Some(what.get_value()));
                view! {
                    <Empty icon=Glyph::Person title=say::arrive_nobody(&what.get_value()) text=say::arrive_nobody_text()>
                        <Button kind=ButtonKind::Primary icon=Glyph::Plus on_click=add>{say::arrive_add()}</Button>
                        <a class="button" href=Route::Search.href_with(&query)>{search::title()}</a>
                    </Empty>
                }
                .into_any()
            } else {
                view! {
                    <Card title=say::arrive_several(&what.get_value()) flush=true>
                        <ul class="hits">{hits.into_iter().map(hit_view).collect_view()}</ul>
                    </Card>
                }
                .into_any()
            })}
        </div>
    }
}

/// The records that have exactly this: a spelling that is merely close is somebody else.
fn exact(found: &Found) -> Vec<Hit> {
    if found.fuzzy {
        return Vec::new();
    }
    found.groups.iter().flat_map(|group| group.hits.clone()).collect()
}

fn hit_view(hit: Hit) -> AnyView {
    view! {
        <li>
            <a class="hit" href=Route::Record(hit.link.object, hit.link.id).href()>
                <Icon glyph=Glyph::Person/>
                <span class="hit__name truncate">{hit.link.label}</span>
                <span class="hit__hint truncate">{detail_words(&hit.detail)}</span>
            </a>
        </li>
    }
    .into_any()
}

/// Shared text: shown as it came, kept as a note on request. Files that came along go to the import.
#[component]
fn SharedNote() -> impl IntoView {
    let session = Session::expect();
    let navigator = session.navigator;
    let shared = RwSignal::new(None::<SharedText>);
    leptos::task::spawn_local(async move {
        let taken = incoming::take_shared().await;
        if !taken.files.is_empty() {
            incoming::put_opened(taken.files);
            navigator.replace(&Route::Import);
        }
        shared.try_set(Some(taken.text));
    });
    let keep = move |text: SharedText| {
        let note = NewRecord::of(&"activity".into())
            .with(&"subject".into(), Cell::Text(text.title))
            .with(&"body".into(), Cell::Text(text.text));
        session.creating.set(Some(note));
    };
    dynamic(move || {
        let text = shared.get()?;
        if text == SharedText::default() {
            return Some(
                view! {
                    <Empty icon=Glyph::Note title=say::arrive_nothing() text=say::arrive_nothing_text()>
                        <a class="button button--primary" href=Route::Today.href()>{crate::words::shell::go_home()}</a>
                    </Empty>
                }
                .into_any(),
            );
        }
        let kept = text.clone();
        Some(view! {
            <div class="arrive">
                <Card title=say::arrive_note()>
                    <p class="faint">{say::arrive_note_text()}</p>
                    {(!text.title.is_empty()).then(|| view! { <p><b>{text.title.clone()}</b></p> })}
                    <p class="arrive__text">{text.text.clone()}</p>
                    <Button kind=ButtonKind::Primary icon=Glyph::Note on_click=move |_| keep(kept.clone())>{say::arrive_note_do()}</Button>
                </Card>
            </div>
        }
        .into_any())
    })
}
