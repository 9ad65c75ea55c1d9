//! The last step: what happened, the way back, and the way to what came in.

use bridge::import::{FileState, ImportRequest, Phase};
use model::change::Verb;
use model::{Direction, ObjectKey, Sort};

use super::{
    steps::{TallyList, used_rows},
    wizard::Wizard,
};
use crate::client::{Engine, Follow, use_answer};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::{Query, Route, ViewState};
use crate::ui::{
    button::{Button, ButtonKind},
    icon::{Glyph, Icon, IconSize},
};
use crate::words::{self, count};
use crate::work::WorkProgress;

/// Spans that are told in seconds.
const MINUTE_MILLIS: u32 = 60_000;

/// How long it took.
fn span(millis: u32) -> String {
    match millis {
        ..1_000 => words::import::under_a_second().to_owned(),
        1_000..MINUTE_MILLIS => words::import::seconds(&format::number(f64::from(millis) / 1000.0, 1..=2)),
        _ => format::duration(i64::from(millis / 1000)),
    }
}

/// The step.
#[component]
pub(super) fn ReportStep(wizard: Wizard) -> impl IntoView {
    let session = wizard.session;
    let engine = Engine::expect();
    let schema = engine.schema();
    let steps = use_answer(Follow::Anything, move || engine.steps()).value();
    let can_undo = Memo::new(move |_| {
        steps.with(|steps| {
            steps
                .as_ref()
                .is_none_or(|steps| steps.0.first().is_some_and(|step| step.verb == Verb::Import))
        })
    });
    let running = Memo::new(move |_| wizard.phase() == Phase::Running);
    let counts = Memo::new(move |_| wizard.state().map(|state| state.counts).unwrap_or_default());
    let told = move || {
        let state = wizard.state()?;
        Some(words::import::done_text(&count::rows(used_rows(&state)), &span(state.millis)))
    };
    let objects = Memo::new(move |_| wizard.state().map(|state| imported(&state.files)).unwrap_or_default());
    let forget = move || wizard.change(ImportRequest::Discard);
    let links = move || {
        let link = |key: &ObjectKey| {
            let plural = schema.with(|schema| schema.object(key).map(|object| object.plural.clone()))?;
            let class = if objects.with(|objects| objects.first() == Some(key)) {
                "button button--primary"
            } else {
                "button"
            };
            Some(view! { <a class=class href=newest_first(key)>{words::import::show(&words::inside(&plural))}</a> })
        };
        objects.with(|objects| objects.iter().filter_map(link).collect_view())
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=words::import::step_done()>
            <div class="import import--narrow">
                {move || if running.get() {
                    view! { <h2 class="page-title">{words::work::importing()}</h2> <WorkProgress can_stop=false/> }.into_any()
                } else {
                    view! {
                        <div class="report">
                            <span class="report__mark"><Icon glyph=Glyph::Check size=IconSize::Large/></span>
                            <div>
                                <h2 class="page-title">{words::import::done_title()}</h2>
                                <p class="muted">{told}</p>
                            </div>
                        </div>
                        <div class="import__tallies"><TallyList counts=counts.get() done=true/></div>
                        <div class="report__actions">
                            {links}
                            {move || if can_undo.get() {
                                view! { <Button icon=Glyph::Undo on_click=move |_| { session.undo(); forget(); }>{words::import::undo()}</Button> }.into_any()
                            } else {
                                ().into_any()
                            }}
                            <Button kind=ButtonKind::Ghost icon=Glyph::Upload on_click=move |_| forget()>{words::import::another()}</Button>
                        </div>
                        {move || (!can_undo.get()).then(|| view! { <p class="faint">{words::import::undo_gone()}</p> })}
                    }
                    .into_any()
                }}
            </div>
        </div>
    }
}

/// Objects that rows became, in the order of the files.
fn imported(files: &[FileState]) -> Vec<ObjectKey> {
    let mut objects: Vec<ObjectKey> = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.refused.is_none() && file.counts.create + file.counts.update > 0)
    {
        if let Some(object) = file.object.clone().filter(|object| !objects.contains(object)) {
            objects.push(object);
        }
    }
    objects
}

/// The list of an object with what changed last at its top.
fn newest_first(object: &ObjectKey) -> String {
    let sort = vec![Sort {
        field: "updated".into(),
        direction: Direction::Descending,
    }];
    let state = ViewState {
        sort: Some(sort),
        ..ViewState::default()
    };
    Route::List(object.clone()).href_with(&state.write(Query::default()))
}
