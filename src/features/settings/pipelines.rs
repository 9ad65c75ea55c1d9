//! Pipelines and their stages: names, probabilities, quiet days, outcomes, what is asked for, order. Saved as a whole.

use std::sync::Arc;

use bridge::Command;
use bridge::record::Pipeline;
use model::{FieldKey, RecordId};

use super::stage_form::{PipelineForm, StageForm, days_of, probability_of};
use crate::client::{Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    card::Card,
    field::{ComboOption, Combobox, Field, NumberInput, Select, SelectOption, TextInput, filter_options},
    icon::Glyph,
    state::{Callout, Empty, Skeleton},
    tabs::{Tab, TabPanel, Tabs},
    tone::Tone,
};
use crate::words::{self, settings as say};

/// The tab of a pipeline that is not saved yet.
const NEW: &str = "new";
/// Deal fields that no stage can ask for: they are there already.
const NEVER_ASKED: [&str; 2] = ["name", "stage"];

/// Stages that a new pipeline starts with.
fn first_stages() -> [(&'static str, f64, &'static str); 4] {
    [
        (say::stage_new(), 25.0, "open"),
        (say::stage_next(), 60.0, "open"),
        (say::outcome_won(), 100.0, "won"),
        (say::outcome_lost(), 0.0, "lost"),
    ]
}

/// The section.
#[component]
pub(super) fn PipelinesSection() -> impl IntoView {
    let engine = Engine::expect();
    let answer = use_answer(Follow::Anything, move || engine.pipelines());
    let (pipelines, error) = (answer.value(), answer.error());
    let selected = RwSignal::new(None::<RecordId>);
    let fresh = RwSignal::new(false);
    let current = Memo::new(move |_| {
        if fresh.get() {
            return NEW.to_owned();
        }
        let first = pipelines.with(|pipelines| {
            pipelines
                .as_ref()
                .and_then(|pipelines| pipelines.first().map(|pipeline| pipeline.link.id))
        });
        selected.get().or(first).map(|id| id.to_string()).unwrap_or_default()
    });
    let tabs = Memo::new(move |_| {
        let own = |pipeline: &Pipeline| {
            Tab::new(pipeline.link.id.to_string(), words::labels::name(&pipeline.link)).count(words::number(u64::from(pipeline.deals)))
        };
        let mut tabs: Vec<Tab> = pipelines.with(|pipelines| pipelines.iter().flat_map(|pipelines| pipelines.iter()).map(own).collect());
        if fresh.get() {
            tabs.push(Tab::new(NEW, say::new_pipeline()));
        }
        tabs
    });
    let select = move |key: String| {
        fresh.set(key == NEW);
        selected.set(key.parse().ok());
    };
    let waiting = Signal::derive(move || pipelines.with(Option::is_none) && error.with(Option::is_none));
    let none =
        Memo::new(move |_| !fresh.get() && pipelines.with(|pipelines| pipelines.as_ref().is_some_and(|pipelines| pipelines.is_empty())));
    let saved = move |id: Option<RecordId>| {
        fresh.try_set(false);
        selected.try_set(id);
    };
    view! {
        <p class="muted">{say::pipelines_help()}</p>
        {move || error.get().map(|error| view! { <Callout tone=Tone::Danger title=words::failure::line(&error, None)/> })}
        <Skeleton waiting=waiting lines=6/>
        {move || none.get().then(|| view! {
            <Empty icon=Glyph::Deal title=say::no_pipeline() text=say::no_pipeline_text()>
                <Button kind=ButtonKind::Primary icon=Glyph::Plus on_click=move |_| fresh.set(true)>{say::new_pipeline()}</Button>
            </Empty>
        })}
        {move || (!tabs.with(Vec::is_empty)).then(|| view! {
            <div class="pipeline-tabs">
                <Tabs label=say::pipelines() tabs=tabs selected=current on_select=select/>
                <Button kind=ButtonKind::Ghost icon=Glyph::Plus disabled=fresh on_click=move |_| fresh.set(true)>{say::new_pipeline()}</Button>
            </div>
        })}
        {move || {
            let key = current.get();
            // Built anew for another pipeline, not while one is edited here.
            let form = if key == NEW {
                Some(PipelineForm::fresh(&first_stages()))
            } else {
                pipelines.with_untracked(|pipelines| pipelines.iter().flat_map(|all| all.iter()).find(|pipeline| pipeline.link.id.to_string() == key).map(PipelineForm::of))
            };
            form.map(|form| view! {
                <TabPanel of=key selected=current><PipelineEditor form=form pipelines=pipelines on_saved=saved/></TabPanel>
            })
        }}
    }
}

/// The form of one pipeline.
#[component]
fn PipelineEditor(
    form: PipelineForm,
    pipelines: Signal<Option<Arc<Vec<Pipeline>>>>,
    #[prop(into)] on_saved: Callback<Option<RecordId>>,
) -> impl IntoView {
    let session = Session::expect();
    let before = RwSignal::new(if form.id.is_some() { untrack(|| form.draft()) } else { None });
    let draft = Memo::new(move |_| form.draft());
    let changed = Memo::new(move |_| draft.with(|draft| before.with(|before| draft != before)));
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let save = move || {
        let Some(wanted) = draft.get_untracked().filter(|_| !busy.get_untracked()) else {
            return;
        };
        busy.set(true);
        problem.set(String::new());
        session.act_then(Command::SavePipeline(Box::new(wanted.clone())), move |result| {
            busy.try_set(false);
            match result {
                Ok(done) => {
                    before.try_set(Some(wanted));
                    on_saved.try_run(done.record.as_ref().map(|link| link.id).or(form.id));
                    false
                }
                Err(error) => {
                    problem.try_set(words::failure::line(error, None));
                    true
                }
            }
        });
    };
    let reset = move |_| {
        let as_saved = pipelines.with_untracked(|pipelines| {
            pipelines
                .iter()
                .flat_map(|all| all.iter())
                .find(|pipeline| Some(pipeline.link.id) == form.id)
                .map(PipelineForm::of)
        });
        let as_saved = as_saved.unwrap_or_else(|| PipelineForm::fresh(&first_stages()));
        form.name.set(as_saved.name.get_untracked());
        form.stages.set(as_saved.stages.get_untracked());
    };
    view! {
        <Card class="pipeline">
            <form class="pipeline__form" on:submit=move |event| { event.prevent_default(); save(); }>
                <Field label=say::pipeline_name() error=problem class="pipeline__name">
                    <TextInput value=form.name on_input=move |text| form.name.set(text)/>
                </Field>
                <div class="stage-list" role="table" aria-label=say::stages()>
                    <div class="stage-list__row stage-list__row--head only-wide" role="row">
                        <span role="columnheader">{say::stage()}</span>
                        <span role="columnheader">{say::probability()}</span>
                        <span role="columnheader">{say::quiet()}</span>
                        <span role="columnheader">{say::outcome()}</span>
                        <span role="columnheader">{say::required()}</span>
                        <span role="columnheader" class="stage-list__deals">{say::deals()}</span>
                        <span role="columnheader"></span>
                    </div>
                    <For each=move || form.stages.get() key=|stage| stage.key let(stage)>
                        <StageRow form=form stage=stage/>
                    </For>
                </div>
                <div class="pipeline__foot">
                    <Button kind=ButtonKind::Ghost icon=Glyph::Plus on_click=move |_| form.add(say::stage_new())>{say::add_stage()}</Button>
                    <span class="push"></span>
                    <Button disabled=Signal::derive(move || !changed.get()) on_click=reset>{say::reset()}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy=busy disabled=Signal::derive(move || !changed.get() || draft.with(Option::is_none))>{say::save()}</Button>
                </div>
            </form>
        </Card>
    }
}

#[component]
fn StageRow(form: PipelineForm, stage: StageForm) -> impl IntoView {
    let key = stage.key;
    let (name, probability, quiet) = (
        RwSignal::from(stage.name.clone()),
        RwSignal::from(stage.probability.clone()),
        RwSignal::from(stage.quiet.clone()),
    );
    let outcome = RwSignal::from(stage.outcome.clone());
    let called = move || {
        Some(name.get())
            .filter(|name| !name.trim().is_empty())
            .unwrap_or_else(|| say::stage_unnamed().to_owned())
    };
    let first = untrack(called);
    let outcomes = vec![
        SelectOption::new("open", say::outcome_open()),
        SelectOption::new("won", say::outcome_won()),
        SelectOption::new("lost", say::outcome_lost()),
    ];
    let probability_error = Signal::derive(move || {
        if probability.with(|text| probability_of(text).is_some()) {
            String::new()
        } else {
            say::not_a_number().to_owned()
        }
    });
    let quiet_error = Signal::derive(move || {
        if quiet.with(|text| days_of(text).is_some()) {
            String::new()
        } else {
            say::not_days().to_owned()
        }
    });
    let blocked = stage.deals > 0;
    let remove_label = Signal::derive(move || {
        if blocked {
            say::remove_blocked().to_owned()
        } else {
            say::remove(&called())
        }
    });
    let place = Memo::new(move |_| {
        form.stages
            .with(|stages| (stages.iter().position(|stage| stage.key == key).unwrap_or(0), stages.len()))
    });
    view! {
        <div class="stage-list__row" role="row">
            <div role="cell" data-label=say::stage()><TextInput value=name label=say::stage() on_input=move |text| name.set(text)/></div>
            <div role="cell" data-label=say::probability()>
                <Field label=say::probability_of(&first) hide_label=true error=probability_error>
                    <NumberInput value=probability unit="%" on_input=move |text| probability.set(text)/>
                </Field>
            </div>
            <div role="cell" data-label=say::quiet()>
                <Field label=say::quiet_of(&first) hide_label=true error=quiet_error>
                    <NumberInput value=quiet whole=true placeholder=say::never() disabled=Signal::derive(move || outcome.with(|outcome| outcome != "open")) on_input=move |text| quiet.set(text)/>
                </Field>
            </div>
            <div role="cell" data-label=say::outcome()><Select value=outcome options=outcomes label=say::outcome_of(&first) on_change=move |key| outcome.set(key)/></div>
            <div role="cell" data-label=say::required()><RequiredFields stage=stage.clone() label=say::required_of(&first)/></div>
            <div role="cell" class="stage-list__deals" data-label=say::deals()>{words::number(u64::from(stage.deals))}</div>
            <div role="cell" class="stage-list__tools">
                <IconButton icon=Glyph::ArrowUp label=Signal::derive(move || say::move_up(&called())) disabled=Signal::derive(move || place.get().0 == 0) on_click=move |_| form.shift(key, -1)/>
                <IconButton icon=Glyph::ArrowDown label=Signal::derive(move || say::move_down(&called())) disabled=Signal::derive(move || place.get().0 + 1 >= place.get().1) on_click=move |_| form.shift(key, 1)/>
                <span data-tip=move || blocked.then(say::remove_blocked)>
                    <IconButton icon=Glyph::Trash label=remove_label disabled=Signal::derive(move || blocked || place.get().1 <= 1) on_click=move |_| form.remove(key)/>
                </span>
            </div>
        </div>
    }
}

/// Fields that a deal has to have before it enters the stage.
#[component]
fn RequiredFields(stage: StageForm, label: String) -> impl IntoView {
    let schema = Engine::expect().schema();
    let required = RwSignal::from(stage.required.clone());
    let query = RwSignal::new(String::new());
    let all = Memo::new(move |_| {
        schema.with(|schema| {
            let fields = schema.object("deal").map(|object| object.fields.as_slice()).unwrap_or_default();
            let asked = fields
                .iter()
                .filter(|field| field.is_editable() && !field.hidden && !NEVER_ASKED.contains(&field.key.as_str()));
            asked
                .map(|field| ComboOption::new(field.key.as_str(), field.label.clone()))
                .collect::<Vec<_>>()
        })
    });
    let picked = Signal::derive(move || {
        let option = |key: &FieldKey| {
            let known = all.with(|all| all.iter().find(|option| option.value == key.as_str()).cloned());
            known.unwrap_or_else(|| ComboOption::new(key.as_str(), key.as_str()))
        };
        required.with(|required| required.iter().map(option).collect::<Vec<_>>())
    });
    let options = Signal::derive(move || query.with(|query| all.with(|all| filter_options(all, query))));
    let pick = move |option: ComboOption| {
        required.update(|required| {
            let key = FieldKey::from(option.value.as_str());
            if !required.contains(&key) {
                required.push(key);
            }
        });
    };
    let unpick = move |option: ComboOption| required.update(|required| required.retain(|key| key.as_str() != option.value));
    view! { <Combobox picked=picked options=options many=true label=label on_query=move |text| query.set(text) on_pick=pick on_unpick=unpick/> }
}
