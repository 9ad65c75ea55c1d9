//! The stages of a deal: where it is, how long it was in each, and a press to move it. Won and lost stand beside the bar.

use bridge::Command;
use bridge::record::StageStep;

use super::subject::Subject;
use crate::reactive::prelude::*;
use crate::ui::{
    button::Button,
    icon::Glyph,
    stage_bar::{StageBar, Step},
};
use crate::words;

/// The bar; nothing for records without stages.
#[component]
pub(super) fn Stages(
    /// The record.
    subject: Subject,
    /// Without the buttons that close.
    #[prop(optional)]
    brief: bool,
) -> impl IntoView {
    let steps = Memo::new(move |_| {
        subject
            .page
            .with(|page| page.as_ref().map(|page| page.stages.clone()).unwrap_or_default())
    });
    let open = Memo::new(move |_| steps.with(|steps| steps.iter().filter(|step| step.outcome == "open").map(step_of).collect::<Vec<_>>()));
    let current = Memo::new(move |_| {
        steps.with(|steps| {
            steps
                .iter()
                .find(|step| step.current)
                .map(|step| step.stage.id.to_string())
                .unwrap_or_default()
        })
    });
    let any = Memo::new(move |_| !open.with(Vec::is_empty));
    let go = move |stage: String| {
        let Some(record) = subject.shown() else { return };
        subject.session.act(Command::Move {
            object: subject.object(),
            record,
            field: "stage".into(),
            column: Some(stage),
            lane: None,
            after: None,
            answers: Vec::new(),
        });
    };
    let end = move |outcome: &'static str| {
        Memo::new(move |_| {
            steps.with(|steps| {
                steps
                    .iter()
                    .find(|step| step.outcome == outcome)
                    .map(|step| (step.stage.id.to_string(), words::labels::name(&step.stage), step.current))
            })
        })
    };
    let (won, lost) = (end("won"), end("lost"));
    let button = move |end: Memo<Option<(String, String, bool)>>, glyph: Glyph| {
        move || {
            end.get().map(|(id, label, here)| {
                view! { <Button icon=glyph pressed=Signal::stored(here) disabled=here on_click=move |_| go(id.clone())>{label}</Button> }
            })
        }
    };
    dynamic(move || {
        any.get().then(|| view! {
            <div class="stages">
                <StageBar label=words::record::stage_bar() steps=open current=current on_move=go/>
                {(!brief).then(|| view! { <div class="stages__ends">{button(won, Glyph::Trophy)}{button(lost, Glyph::StageLost)}</div> })}
            </div>
        })
    })
}

fn step_of(step: &StageStep) -> Step {
    Step {
        key: step.stage.id.to_string(),
        label: words::labels::name(&step.stage),
        days: step.days.map(|days| words::record::days(&days.to_string())).unwrap_or_default(),
    }
}
