//! The page: the saved segments on one side, the one that is open on the other.

use bridge::insight::SegmentSummary;
use model::{Filter, ObjectKey, RecordId};

use super::{
    draft::{SegmentDraft, new_place, saved_place},
    editing::Editing,
    editor::SegmentEditor,
    list::SegmentList,
};
use crate::client::{Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::routes::{Navigator, Query, Route, ViewState, use_title};
use crate::ui::{
    frame::{Crumb, TopBar},
    icon::{Glyph, Icon},
    state::Empty,
};
use crate::words;

/// Parameter of the address that asks for a new segment of an object.
const OBJECT: &str = "object";

/// What new segments are of, unless they are asked for elsewhere.
const USUAL: &str = "contact";

/// What stands beside the list.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Open {
    Nothing,
    New(ObjectKey),
    Saved(RecordId),
    Gone,
}

/// Segments; `segments?object=contact` makes a new one, with `f` as its rule.
#[component]
pub fn SegmentsPage(
    /// The segment that is open.
    #[prop(into)]
    id: Signal<Option<RecordId>>,
) -> impl IntoView {
    let engine = Engine::expect();
    let query = Navigator::expect().query();
    let answer = use_answer(Follow::Anything, move || engine.segments());
    let (found, error, pending) = (answer.value(), answer.error(), answer.pending());
    Effect::new(move || {
        let known = |id| found.with_untracked(|found| saved_of(found.as_deref(), id).is_some());
        if id.get().is_some_and(|id| !known(id)) {
            answer.refresh();
        }
    });
    let schema = engine.schema();
    let asked = Memo::new(move |_| {
        let object = query.with(|query| query.get(OBJECT).map(ObjectKey::from))?;
        schema
            .with(|schema| schema.object(&object).is_some_and(|object| !object.hidden))
            .then_some(object)
    });
    let open = Memo::new(move |before: Option<&Open>| match (id.get(), asked.get()) {
        (None, None) => Open::Nothing,
        (None, Some(object)) => Open::New(object),
        (Some(id), _) => found.with(|found| match found {
            Some(found) if found.iter().any(|segment| segment.id == id) => Open::Saved(id),
            Some(_) if !pending.get() => Open::Gone,
            // One that was just made is on its way.
            _ => before.filter(|before| **before != Open::Gone).cloned().unwrap_or(Open::Nothing),
        }),
    });
    let name = Memo::new(move |_| match open.get() {
        Open::New(_) => words::segments::new().to_owned(),
        Open::Saved(id) => saved_of(found.get().as_deref(), id).map(|segment| segment.name).unwrap_or_default(),
        Open::Nothing | Open::Gone => String::new(),
    });
    let title = Signal::derive(move || {
        Some(name.get())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| words::segments::title().to_owned())
    });
    use_title(move || vec![name.get(), words::segments::title().to_owned()]);
    let any = Memo::new(move |_| open.get() != Open::Nothing);
    let crumbs = Signal::derive(move || {
        let up = || Crumb::new(words::segments::title(), Route::Segments(None).href());
        any.get().then(up).into_iter().collect::<Vec<_>>()
    });
    let new = Route::Segments(None).href_with(&Query::default().with(OBJECT, Some(USUAL.to_owned())));
    let start = new.clone();
    view! {
        <main class="main segments-page" id="main" tabindex="-1">
            <TopBar title=title crumbs=crumbs>
                <a class="button button--primary" href=new.clone()><Icon glyph=Glyph::Plus/>{words::segments::new()}</a>
            </TopBar>
            <div class="segments-split" class:segments-split--open=move || any.get()>
                <SegmentList found=found error=error current=id new=start/>
                <div class="segments-split__main" tabindex="0" role="region" aria-label=move || title.get()>
                    {move || match open.get() {
                        Open::Nothing => nothing(found.with(|found| found.as_ref().is_some_and(|found| !found.is_empty()))),
                        Open::Gone => view! { <Missing/> }.into_any(),
                        Open::New(object) => {
                            let filter = query.with_untracked(|query| ViewState::parse(query).filter).unwrap_or_default();
                            let start = SegmentDraft::new(object.clone(), &Filter::everything());
                            let editing = Editing::new(None, new_place(&object), Memo::new(move |_| start.clone()));
                            editing.take_rule(&filter);
                            view! { <SegmentEditor editing=editing fresh=true/> }.into_any()
                        }
                        Open::Saved(id) => {
                            let now = move || saved_of(found.get().as_deref(), id).map(|segment| SegmentDraft::of(&segment));
                            // When it goes, it goes with its page: the last one is kept until then.
                            let blank = move || SegmentDraft::new(USUAL.into(), &Filter::everything());
                            let start = Memo::new(move |before: Option<&SegmentDraft>| now().or_else(|| before.cloned()).unwrap_or_else(blank));
                            let editing = Editing::new(Some(id), saved_place(id), start);
                            view! { <SegmentEditor editing=editing fresh=false/> }.into_any()
                        }
                    }}
                </div>
            </div>
        </main>
    }
}

fn saved_of(found: Option<&Vec<SegmentSummary>>, id: RecordId) -> Option<SegmentSummary> {
    found?.iter().find(|segment| segment.id == id).cloned()
}

/// Nothing is open; while there are no segments the list says so.
fn nothing(any: bool) -> AnyView {
    any.then(|| view! { <Empty icon=Glyph::People title=words::segments::choose() text=words::segments::choose_text()/> })
        .into_any()
}

#[component]
fn Missing() -> impl IntoView {
    view! {
        <Empty icon=Glyph::Alert title=words::segments::gone() text=words::segments::gone_text()>
            <a class="button button--primary" href=Route::Segments(None).href()>{words::segments::back()}</a>
            <a class="button" href=Route::Bin("segment".into()).href()>{words::segments::open_bin()}</a>
        </Empty>
    }
}
