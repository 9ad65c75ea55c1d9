//! The models: of each what it says, what it reads, how good it is on what it has not seen, and what it was fitted to.

use std::sync::Arc;

use bridge::Command;
use bridge::customer::{ChurnMethod, ChurnModel, ChurnState, ChurnSummary, CustomerValue, ValueBasis};
use bridge::report::Subject;
use bridge::scoring::{ModelOrigin, ModelState};
use leptos::task::spawn_local;
use model::{Filter, ObjectKey};

use super::churn::{percent, quality};
use super::reports::ReportPart;
use super::worth::Bar;
use crate::client::{Engine, Follow, use_answer};
use crate::insight::ChartCard;
use crate::platform::{
    files::{self, Pick},
    format,
};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    card::Card,
    chart::{ChartKind, Figures, Mark},
    state::{Callout, Skeleton},
    toast::Toast,
    tone::Tone,
};
use crate::words::{self, count, number};

/// Whose purchases the models are shown for.
const OBJECT: &str = "contact";
/// What the file of the model of their value is of.
const VALUE: &str = "contact.value";
/// What has a chance to be won.
const DEAL: &str = "deal";
/// Setting that holds a model from a file, before the object.
const IMPORTED: &str = "model_";

/// A line about a model: its name and what there is to say.
type Fact = (&'static str, String);

/// The part.
#[component]
pub(super) fn ModelsPart() -> impl IntoView {
    let engine = Engine::expect();
    let session = Session::expect();
    let object = || ObjectKey::from(OBJECT);
    let value = use_answer(Follow::Anything, move || engine.customer_value(object()));
    let churn = use_answer(Follow::Anything, move || async move {
        let summary = engine.churn(object(), 0, false).await?;
        Ok((summary, engine.model_state(object()).await?))
    });
    let chance = use_answer(Follow::Anything, move || engine.model_state(DEAL.into()));
    let (values, churns, chances) = (value.value(), churn.value(), chance.value());
    let error = Signal::derive(move || value.error().get().or(churn.error().get()).or(chance.error().get()));
    let waiting = Signal::derive(move || {
        let is_there = values.with(Option::is_some) && churns.with(Option::is_some) && chances.with(Option::is_some);
        !is_there && error.with(Option::is_none)
    });
    let again = Callback::new(move |()| {
        if churns.with_untracked(|churns| churns.as_ref().is_some_and(|churns| churns.1.origin.is_some())) {
            return forget(session, OBJECT);
        }
        spawn_local(async move {
            // What comes back is asked for by those who show it.
            let _ = engine.churn(object(), 0, true).await;
            churn.refresh();
        });
    });
    let value_again = Callback::new(move |()| forget(session, VALUE));
    let chance_again = Callback::new(move |()| forget(session, DEAL));
    view! {
        <div class="insights">
            {move || error.get().map(|error| view! { <div class="insights__wide"><Callout tone=Tone::Danger title=words::failure::line(&error, None)/></div> })}
            <Skeleton waiting=waiting lines=8/>
            {move || chances.get().map(|state| won(&state, chance_again))}
            {move || values.get().map(|value| lifetime(&value, value_again))}
            {move || churns.get().map(|churn| silent(&churn.0, &churn.1, again))}
        </div>
        <ReportPart subject=Subject::Chances/>
    }
}

/// Has a model fitted here again, if it came from a file.
fn forget(session: Session, object: &str) {
    session.act(Command::SetSetting {
        key: format!("{IMPORTED}{object}"),
        value: String::new(),
    });
}

/// What is to be said about any model of a yes or no.
fn standing(state: &ModelState) -> Vec<Fact> {
    let mut facts = Vec::new();
    if state.learned.is_some() {
        let few = || words::customer::drift_few(&number(u64::from(state.asked)));
        let drift = state.drift.map_or_else(few, |index| {
            words::customer::drift_index(drift_words(index), &format::number(index, 2..=2))
        });
        facts.push((words::customer::drift(), drift));
    }
    facts.extend(origin(state.origin.as_ref()));
    facts
}

/// Where a model comes from that was not fitted here.
fn origin(origin: Option<&ModelOrigin>) -> Option<Fact> {
    let origin = origin?;
    let words = words::customer::origin_value(&origin.file, &format::date(origin.day), &format::date(origin.fitted));
    Some((words::customer::origin(), words))
}

/// What a stability index means; the marks are those of `insight::drift`.
fn drift_words(index: f64) -> &'static str {
    if index < 0.1 {
        words::customer::drift_steady()
    } else if index < 0.25 {
        words::customer::drift_shifting()
    } else {
        words::customer::drift_changed()
    }
}

fn won(state: &ModelState, again: Callback<()>) -> AnyView {
    let fields = number(u64::from(state.fields));
    let mut facts = vec![
        (words::customer::target(), words::customer::target_chance().to_owned()),
        (words::customer::reads(), words::customer::reads_chance(&fields)),
    ];
    match &state.learned {
        Some(model) => {
            let (low, high) = model.auc_interval;
            let quality = words::customer::quality_chance(&percent(model.auc), &percent(low), &percent(high));
            // As the engine decides whether to go by it.
            let unused = (low <= 0.5).then(words::customer::not_used);
            let quality = [Some(quality.as_str()), unused].into_iter().flatten().collect::<Vec<_>>().join(" ");
            let sample = words::customer::sample_chance(&number(u64::from(model.rows)), &number(u64::from(model.left)));
            facts.push((words::customer::sample(), sample));
            facts.push(method(model));
            facts.push((words::customer::quality(), quality));
            facts.push((
                words::customer::error(),
                words::customer::error_note(&format::number(model.brier, 3..=3)),
            ));
        }
        None => facts.push((words::customer::quality(), words::customer::none_chance().to_owned())),
    }
    facts.extend(standing(state));
    view! { <ModelCard title=words::customer::model_chance() facts=facts object=DEAL again=state.origin.as_ref().map(|_| again) exports=state.learned.is_some()/> }
        .into_any()
}

/// How it was learned, and how the other method did.
fn method(model: &ChurnModel) -> Fact {
    let own = match model.method {
        ChurnMethod::Logistic => words::customer::method_logistic(),
        ChurnMethod::Boosting => words::customer::method_boosting(),
    };
    let words = model
        .other_auc
        .map_or_else(|| own.to_owned(), |auc| words::customer::method_other(own, &percent(auc)));
    (words::customer::method(), words)
}

fn lifetime(value: &CustomerValue, again: Callback<()>) -> AnyView {
    let mut facts = vec![
        (words::customer::target(), words::customer::target_value().to_owned()),
        (words::customer::reads(), words::customer::reads_value().to_owned()),
        (words::customer::window(), words::customer::window_value(&format::date(value.as_of))),
        (
            words::customer::sample(),
            words::customer::sample_value(&count::customers(u64::from(value.customers)), &number(u64::from(value.again))),
        ),
    ];
    match value.basis {
        ValueBasis::Model { .. } => {
            facts.push((words::customer::method(), words::customer::method_value().to_owned()));
            let check = value.check.filter(|check| check.actual > 0.0);
            let quality = check.map_or_else(
                || words::customer::not_checked().to_owned(),
                |check| {
                    let off = (check.predicted / check.actual - 1.0).abs();
                    let whole = |value: f64| format::number(value, 0..=0);
                    let days = count::days(check.days.unsigned_abs().into());
                    words::customer::quality_value(&whole(check.predicted), &whole(check.actual), &days, &percent(off))
                },
            );
            facts.push((words::customer::quality(), quality));
            let parameters = value.parameters.iter();
            let parameters = parameters.map(|(name, value)| format!("{name} {}", format::number(*value, 0..=4)));
            facts.push((words::customer::parameters(), parameters.collect::<Vec<_>>().join(" · ")));
        }
        ValueBasis::Pooled(reason) => facts.push((
            words::customer::quality(),
            format!("{} {}", words::customer::too_little(reason), words::customer::pooled_then()),
        )),
        ValueBasis::Nobody => {}
    }
    if let Some(index) = value.drift {
        let words = words::customer::drift_value(drift_words(index), &format::number(index, 2..=2));
        facts.push((words::customer::drift(), words));
    }
    facts.push((words::customer::fitted(), words::customer::fitted_note().to_owned()));
    facts.extend(origin(value.origin.as_ref()));
    let exports = matches!(value.basis, ValueBasis::Model { .. });
    view! { <ModelCard title=words::customer::model_value() facts=facts object=VALUE again=value.origin.as_ref().map(|_| again) exports=exports/> }.into_any()
}

fn silent(summary: &ChurnSummary, state: &ModelState, again: Callback<()>) -> AnyView {
    let times = format::number(summary.times, 0..=1);
    let mut facts = vec![
        (words::customer::target(), words::customer::target_silent(&times)),
        (words::customer::reads(), words::customer::reads_silent().to_owned()),
    ];
    let mut charts = ().into_any();
    match &summary.state {
        ChurnState::Learned(model) => {
            facts.extend(learned(summary, model));
            charts = self::charts(model);
        }
        ChurnState::NotEnough { left, stayed, needed } => {
            let [left, stayed, needed] = [left, stayed, needed].map(|count| number(u64::from(*count)));
            facts.push((words::customer::quality(), words::customer::next_few_text(&left, &stayed, &needed)));
        }
        ChurnState::Alike => facts.push((words::customer::quality(), words::customer::next_alike().to_owned())),
        ChurnState::Pending | ChurnState::Nobody => {}
    }
    facts.extend(standing(state));
    if let Some(done) = summary.progress {
        facts.push((words::customer::fitted(), words::customer::computing(&percent(done))));
    } else {
        facts.push((words::customer::fitted(), words::customer::fitted_note().to_owned()));
    }
    view! {
        <ModelCard title=words::customer::model_silent() facts=facts object=OBJECT again=Some(again) exports=state.learned.is_some()/>
        {charts}
    }
    .into_any()
}

fn learned(summary: &ChurnSummary, model: &ChurnModel) -> Vec<Fact> {
    let tested = words::customer::next_tested(&count::customers(u64::from(model.tested)));
    vec![
        (
            words::customer::window(),
            words::customer::window_silent(&count::days(model.horizon_days.unsigned_abs().into()), &format::date(summary.as_of)),
        ),
        (
            words::customer::sample(),
            words::customer::sample_silent(&count::customers(u64::from(model.rows)), &number(u64::from(model.left))),
        ),
        method(model),
        (words::customer::quality(), format!("{} {tested}", quality(model))),
        (
            words::customer::error(),
            words::customer::error_note(&format::number(model.brier, 3..=3)),
        ),
    ]
}

/// What was said against what happened, and what counts most.
fn charts(model: &ChurnModel) -> AnyView {
    // Each mark leads to those of whom so much is said today.
    let mark = |share: f64, label: &str, behind: &Filter| Mark {
        value: Some(share * 100.0),
        words: percent(share),
        label: label.to_owned(),
        href: Some(Route::records_href(&ObjectKey::from(OBJECT), behind.clone(), "")),
    };
    let bins = &model.calibration;
    let figures = Figures {
        categories: bins.iter().map(|bin| percent(bin.predicted)).collect(),
        series: vec![words::customer::said().to_owned(), words::customer::happened().to_owned()],
        marks: bins
            .iter()
            .map(|bin| {
                let customers = count::customers(u64::from(bin.rows));
                let label = words::customer::group_of(&customers, &percent(bin.predicted), &percent(bin.observed));
                [bin.predicted, bin.observed].map(|share| mark(share, &label, &bin.behind)).into()
            })
            .collect(),
        ticks: Arc::new(format::percent),
    };
    let strongest = model.importance.iter().map(|(_, weight)| *weight).fold(0.0, f64::max);
    let row = move |&(fact, weight): &(bridge::customer::ChurnFact, f64)| {
        let share = if strongest > 0.0 { weight / strongest * 100.0 } else { 0.0 };
        view! { <tr><th scope="row">{words::customer::fact_name(fact)}</th><td><Bar share=share strong=true/></td></tr> }
    };
    let rows = model.importance.iter().map(row).collect_view();
    view! {
        <ChartCard title=words::customer::calibration() kind=ChartKind::Lines figures=figures category=words::customer::group()
            measure=words::customer::happened() note=words::customer::calibration_note()/>
        <Card title=words::customer::importance() flush=true class="insights__table">
            <table class="table">
                <caption class="visually-hidden">{words::customer::importance()}</caption>
                <thead><tr><th scope="col">{words::customer::fact()}</th><th scope="col">{words::customer::weight()}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <p class="card__note faint">{words::customer::importance_note()}</p>
        </Card>
    }
    .into_any()
}

/// A model with all there is to say about it.
#[component]
fn ModelCard(
    title: &'static str,
    facts: Vec<Fact>,
    /// The object whose records it scores, as its file says it.
    object: &'static str,
    /// Fits it anew, where that does anything.
    again: Option<Callback<()>>,
    /// There is something to export.
    #[prop(optional)]
    exports: bool,
) -> impl IntoView {
    let session = Session::expect();
    let export = move |_| {
        spawn_local(async move {
            match session.engine.export_model(object.into()).await {
                Ok(file) => session.save_file(file.name, &file.media_type, file.bytes),
                Err(error) => session.refused(&error, None),
            }
        });
    };
    let tools = move || {
        view! {
            {again.map(|again| view! { <Button kind=ButtonKind::Link on_click=move |_| again.run(())>{words::customer::again()}</Button> })}
            <Button kind=ButtonKind::Link on_click=move |_| import(session, object)>{words::customer::import_model()}</Button>
            {exports.then(|| view! { <Button kind=ButtonKind::Link on_click=export>{words::customer::export()}</Button> })}
        }
    };
    let row = |(name, what): Fact| view! { <tr><th scope="row">{name}</th><td>{what}</td></tr> };
    view! {
        <Card title=title tools=tools flush=true class="insights__wide insights__table insights__model">
            <table class="table">
                <caption class="visually-hidden">{title}</caption>
                <tbody>{facts.into_iter().map(row).collect_view()}</tbody>
            </table>
        </Card>
    }
}

/// Asks for a file and hands it to the engine, which says whether it is a model.
fn import(session: Session, object: &'static str) {
    spawn_local(async move {
        let pick = Pick {
            accept: ".json,application/json".to_owned(),
            many: false,
        };
        let Some(file) = files::pick(pick).await.into_iter().next() else {
            return;
        };
        match files::read_text(&file).await {
            Ok(text) => session.act(Command::ImportModel {
                object: object.into(),
                file: file.name(),
                text,
            }),
            Err(error) => {
                session.toaster.show(Toast::danger(words::failure::file(&error.message)));
            }
        }
    });
}
