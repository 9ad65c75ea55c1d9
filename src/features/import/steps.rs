//! The row of steps, and the row of counts at the foot.

use bridge::import::{Counts, FileState, ImportState, Phase};

use super::wizard::Wizard;
use crate::reactive::prelude::*;
use crate::ui::icon::{Glyph, Icon};
use crate::words::{self, count, number};
use crate::work::WorkProgress;

/// Steps as the person sees them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Step {
    File,
    Columns,
    Review,
    Done,
}

const STEPS: [Step; 4] = [Step::File, Step::Columns, Step::Review, Step::Done];

fn name(step: Step) -> &'static str {
    match step {
        Step::File => words::import::step_file(),
        Step::Columns => words::import::step_columns(),
        Step::Review => words::import::step_review(),
        Step::Done => words::import::step_done(),
    }
}

/// Where one is, and what is being imported.
#[component]
pub(super) fn StepBar(wizard: Wizard, step: Memo<Step>) -> impl IntoView {
    let items = STEPS.into_iter().enumerate().map(|(index, own)| {
        let passed = move || own < step.get() || (own == Step::Done && wizard.phase() == Phase::Done);
        view! {
            <li class="steps__item" aria-current=move || (own == step.get()).then_some("step")>
                {move || if passed() {
                    view! {
                        <span class="steps__dot steps__dot--done"><Icon glyph=Glyph::Check/></span>
                        <span class="visually-hidden">{words::import::done_mark()}</span>
                    }
                    .into_any()
                } else {
                    view! { <span class="steps__dot" aria-hidden="true">{number(index as u64 + 1)}</span> }.into_any()
                }}
                {name(own)}
            </li>
        }
    });
    view! {
        <div class="wizard">
            <ol class="steps" aria-label=words::import::steps()>{items.collect_view()}</ol>
            <span class="faint push only-wide truncate">{move || wizard.state().map(|state| facts(&state)).unwrap_or_default()}</span>
        </div>
    }
}

/// What is being imported, in one line.
fn facts(state: &ImportState) -> String {
    match state.files.as_slice() {
        [] => String::new(),
        [only] if only.refused.is_some() => only.name.clone(),
        [only] => words::import::facts(
            &only.name,
            &count::rows(u64::from(only.rows)),
            &words::import::written(&only.dialect),
        ),
        several => words::import::facts_several(
            &count::files(several.len() as u64),
            &count::rows(several.iter().map(|file| u64::from(file.rows)).sum()),
        ),
    }
}

/// Rows that are imported: those of files that are not left out.
pub(super) fn used_rows(state: &ImportState) -> u64 {
    let used = |file: &&FileState| file.object.is_some() && file.refused.is_none();
    state.files.iter().filter(used).map(|file| u64::from(file.rows)).sum()
}

/// The counts at the foot: once they are there, and how far counting is before.
#[component]
pub(super) fn Tallies(wizard: Wizard) -> impl IntoView {
    let phase = Memo::new(move |_| wizard.phase());
    let counts = Memo::new(move |_| wizard.state().map(|state| state.counts).unwrap_or_default());
    view! {
        {move || match phase.get() {
            Phase::Ready | Phase::Done => view! { <TallyList counts=counts.get() done=phase.get() == Phase::Done/> }.into_any(),
            Phase::Previewing => view! { <div class="wizard-foot__work"><CountingWork wizard=wizard/></div> }.into_any(),
            _ => ().into_any(),
        }}
    }
}

/// How far counting is. Shown at once by its words, so that the foot keeps its height.
#[component]
fn CountingWork(wizard: Wizard) -> impl IntoView {
    let there = wizard.session.engine.progress();
    dynamic(move || {
        if there.with(Option::is_some) {
            view! { <WorkProgress can_stop=false/> }.into_any()
        } else {
            view! { <p class="muted" role="status">{words::work::counting()}</p> }.into_any()
        }
    })
}

/// Counts in words.
#[component]
pub(super) fn TallyList(counts: Counts, #[prop(optional)] done: bool) -> impl IntoView {
    let all = [
        ("create", counts.create, words::import::create(), words::import::create_note()),
        ("update", counts.update, words::import::update(), words::import::update_note()),
        (
            "duplicate",
            counts.duplicate,
            words::import::duplicate(),
            words::import::duplicate_note(),
        ),
        ("skip", counts.skip, words::import::skip_rows(), words::import::skip_note()),
        (
            "unchanged",
            counts.unchanged,
            words::import::unchanged(),
            words::import::unchanged_note(),
        ),
        ("linked", counts.linked, words::import::linked(), words::import::linked_note()),
    ];
    let label = if done {
        words::import::tallies_done()
    } else {
        words::import::tallies()
    };
    view! {
        <ul class="tallies" aria-label=label>
            {all.into_iter().filter(|(key, amount, ..)| *amount > 0 || matches!(*key, "create" | "update" | "skip")).map(|(key, amount, name, note)| view! {
                <li class=format!("tally tally--{key}")><b>{number(u64::from(amount))}</b><span>{name}</span><span class="faint only-wide">{note}</span></li>
            }).collect_view()}
        </ul>
    }
}
