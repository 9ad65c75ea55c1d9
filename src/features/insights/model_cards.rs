//! The models: of each what it says, what it reads, how good it is on what it has not seen, and what it was fitted to.

use std::sync::Arc;

use bridge::customer::{ChurnMethod, ChurnModel, ChurnState, ChurnSummary, CustomerValue, ValueBasis};
use leptos::task::spawn_local;
use model::ObjectKey;

use super::churn::{percent, quality};
use super::worth::Bar;
use crate::client::{Engine, Follow, use_answer};
use crate::insight::ChartCard;
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    card::Card,
    chart::{ChartKind, Figures, Mark},
    state::{Callout, Skeleton},
    tone::Tone,
};
use crate::words::{self, count, number};

/// Whose purchases the models are shown for.
const OBJECT: &str = "contact";

/// A line about a model: its name and what there is to say.
type Fact = (&'static str, String);

/// The part.
#[component]
pub(super) fn ModelsPart() -> impl IntoView {
    let engine = Engine::expect();
    let object = || ObjectKey::from(OBJECT);
    let value = use_answer(Follow::Anything, move || engine.customer_value(object()));
    let churn = use_answer(Follow::Anything, move || engine.churn(object(), 0, false));
    let (values, churns) = (value.value(), churn.value());
    let error = Signal::derive(move || value.error().get().or(churn.error().get()));
    let waiting = Signal::derive(move || (values.with(Option::is_none) || churns.with(Option::is_none)) && error.with(Option::is_none));
    let again = Callback::new(move |()| {
        spawn_local(async move {
            // What comes back is asked for by those who show it.
            let _ = engine.churn(object(), 0, true).await;
            churn.refresh();
        });
    });
    view! {
        <div class="insights">
            {move || error.get().map(|error| view! { <div class="insights__wide"><Callout tone=Tone::Danger title=words::failure::line(&error, None)/></div> })}
            <Skeleton waiting=waiting lines=8/>
            {move || values.get().map(|value| lifetime(&value))}
            {move || churns.get().map(|summary| silent(&summary, again))}
        </div>
    }
}

fn lifetime(value: &CustomerValue) -> AnyView {
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
    facts.push((words::customer::fitted(), words::customer::fitted_note().to_owned()));
    let parameters = value.parameters.clone();
    view! { <ModelCard title=words::customer::model_value() name="value-ahead" facts=facts parameters=parameters/> }.into_any()
}

fn silent(summary: &ChurnSummary, again: Callback<()>) -> AnyView {
    let times = format::number(summary.times, 0..=1);
    let mut facts = vec![
        (words::customer::target(), words::customer::target_silent(&times)),
        (words::customer::reads(), words::customer::reads_silent().to_owned()),
    ];
    let mut charts = ().into_any();
    let mut parameters = Vec::new();
    match &summary.state {
        ChurnState::Learned(model) => {
            facts.extend(learned(summary, model));
            parameters = vec![("auc".to_owned(), model.auc), ("brier".to_owned(), model.brier)];
            let names = model
                .importance
                .iter()
                .map(|(fact, weight)| (format!("{fact:?}").to_lowercase(), *weight));
            parameters.extend(names);
            charts = self::charts(model);
        }
        ChurnState::NotEnough { left, stayed, needed } => {
            let [left, stayed, needed] = [left, stayed, needed].map(|count| number(u64::from(*count)));
            facts.push((words::customer::quality(), words::customer::next_few_text(&left, &stayed, &needed)));
        }
        ChurnState::Alike => facts.push((words::customer::quality(), words::customer::next_alike().to_owned())),
        ChurnState::Pending | ChurnState::Nobody => {}
    }
    if let Some(done) = summary.progress {
        facts.push((words::customer::fitted(), words::customer::computing(&percent(done))));
    } else {
        facts.push((words::customer::fitted(), words::customer::fitted_note().to_owned()));
    }
    view! {
        <ModelCard title=words::customer::model_silent() name="who-falls-silent" facts=facts parameters=parameters again=again/>
        {charts}
    }
    .into_any()
}

fn learned(summary: &ChurnSummary, model: &ChurnModel) -> Vec<Fact> {
    let method = |method: ChurnMethod| match method {
        ChurnMethod::Logistic => words::customer::method_logistic(),
        ChurnMethod::Boosting => words::customer::method_boosting(),
    };
    let own = method(model.method);
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
        (
            words::customer::method(),
            model
                .other_auc
                .map_or_else(|| own.to_owned(), |auc| words::customer::method_other(own, &percent(auc))),
        ),
        (words::customer::quality(), format!("{} {tested}", quality(model))),
        (
            words::customer::error(),
            words::customer::error_note(&format::number(model.brier, 3..=3)),
        ),
    ]
}

/// What was said against what happened, and what counts most.
fn charts(model: &ChurnModel) -> AnyView {
    let mark = |share: f64, label: &str| Mark {
        value: Some(share * 100.0),
        words: percent(share),
        label: label.to_owned(),
        href: String::new(),
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
                vec![mark(bin.predicted, &label), mark(bin.observed, &label)]
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
    /// Name of its file.
    name: &'static str,
    facts: Vec<Fact>,
    /// What was fitted and measured, for the file.
    parameters: Vec<(String, f64)>,
    #[prop(optional, into)] again: Option<Callback<()>>,
) -> impl IntoView {
    let session = Session::expect();
    let file = StoredValue::new(json(title, &facts, &parameters));
    let has_file = !parameters.is_empty();
    let tools = move || {
        view! {
            {again.map(|again| view! { <Button kind=ButtonKind::Link on_click=move |_| again.run(())>{words::customer::again()}</Button> })}
            {has_file.then(|| view! { <Button kind=ButtonKind::Link on_click=move |_| session.save_file(format!("{name}.json"), "application/json", file.get_value())>{words::customer::export()}</Button> })}
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

/// A text of JSON.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => quoted.push(' '),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// A model as JSON: what is said about it, and its numbers.
fn json(title: &str, facts: &[Fact], parameters: &[(String, f64)]) -> Vec<u8> {
    let about = facts.iter().map(|(name, what)| format!("    {}: {}", quoted(name), quoted(what)));
    let numbers = parameters.iter().map(|(name, value)| {
        let value = if value.is_finite() { value.to_string() } else { "null".to_owned() };
        format!("    {}: {value}", quoted(name))
    });
    let (about, numbers) = (about.collect::<Vec<_>>().join(",\n"), numbers.collect::<Vec<_>>().join(",\n"));
    let title = quoted(title);
    format!("{{\n  \"model\": {title},\n  \"about\": {{\n{about}\n  }},\n  \"numbers\": {{\n{numbers}\n  }}\n}}\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_as_a_file_is_json_whatever_it_says() {
        let facts = [("Says \"so\"", "a\\b\nc".to_owned())];
        let text = String::from_utf8(json("A", &facts, &[("r".to_owned(), 0.25), ("b".to_owned(), f64::NAN)])).unwrap();
        assert!(text.contains(r#""Says \"so\"": "a\\b c""#), "{text}");
        assert!(text.contains("\"r\": 0.25") && text.contains("\"b\": null"), "{text}");
    }
}
