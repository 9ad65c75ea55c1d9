//! What was done in this window, newest first, to be taken back up to a point.

use bridge::status::StepLine;
use bridge::{Command, Done};

use crate::client::{Engine, Follow, use_answer};
use crate::platform::{clock, format};
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    icon::Glyph,
    state::{Empty, Skeleton},
    timeline::{TimelineDay, TimelineItem},
};
use crate::value::{day_words, moment_exact};
use crate::words::{self, own as say};

/// The section.
#[component]
pub(super) fn StepsSection() -> impl IntoView {
    let session = Session::expect();
    let engine = Engine::expect();
    let schema = engine.schema();
    let answer = use_answer(Follow::Anything, move || engine.steps()).value();
    let waiting = Signal::derive(move || answer.with(Option::is_none));
    let steps = Memo::new(move |_| answer.get().map(|answer| answer.0.clone()).unwrap_or_default());
    let redo = Memo::new(move |_| answer.with(|answer| answer.as_ref().map_or(0, |answer| answer.1)));
    let none = Memo::new(move |_| answer.with(|answer| answer.as_ref().is_some_and(|answer| answer.0.is_empty())));
    let item = move |(place, step): (usize, StepLine)| {
        let what = schema.with_untracked(|schema| words::done::line(&told(&step), schema));
        let (label, before) = (say::undo_to_of(&what), words::past::before_step_of(&what));
        let told = step.object.as_str() != "setting" && !step.detail.is_empty();
        let detail = told
            .then(|| step.detail.clone())
            .filter(|detail| !what.to_lowercase().contains(&detail.to_lowercase()));
        let count = place as u32 + 1;
        let line = move || view! { {what.clone()} {detail.clone().map(|detail| view! { " " <span class="faint">{detail}</span> })} };
        let tools = move || {
            view! {
                <Button kind=ButtonKind::Link attr:aria-label=before.clone() on_click=move |_| session.look_back(Some(step.at - 1))>{words::past::before_step()}</Button>
                <Button kind=ButtonKind::Link attr:aria-label=label.clone() on_click=move |_| session.act(Command::UndoSteps(count))>{say::undo_to()}</Button>
            }
        };
        view! { <TimelineItem icon=Glyph::Undo time=format::time(step.at) exact=moment_exact(step.at) line=line tools=tools/> }
    };
    let days = move || {
        let mut days: Vec<(i32, Vec<(usize, StepLine)>)> = Vec::new();
        for (place, step) in steps.get().into_iter().enumerate() {
            let day = clock::day_of(step.at);
            match days.last_mut() {
                Some((last, steps)) if *last == day => steps.push((place, step)),
                _ => days.push((day, vec![(place, step)])),
            }
        }
        let day = |(day, steps): (i32, Vec<(usize, StepLine)>)| {
            view! { <TimelineDay title=day_words(day)>{steps.into_iter().map(item).collect_view()}</TimelineDay> }
        };
        days.into_iter().map(day).collect_view()
    };
    view! {
        <p class="muted">{say::steps_help()}</p>
        {move || (redo.get() > 0).then(|| view! {
            <div><Button on_click=move |_| session.redo()>{say::redo_steps(&words::number(u64::from(redo.get())))}</Button></div>
        })}
        <Skeleton waiting=waiting lines=6/>
        {move || none.get().then(|| view! { <Empty icon=Glyph::History title=say::steps_none() text=say::steps_none_text()/> })}
        <div class="steps-list">{days}</div>
    }
}

/// A step as it was told when it was done.
fn told(step: &StepLine) -> Done {
    Done {
        change: None,
        count: step.count.max(1),
        record: None,
        object: step.object.as_str().into(),
        verb: step.verb,
        detail: step.detail.clone(),
        skipped: 0,
        refused: Vec::new(),
    }
}
