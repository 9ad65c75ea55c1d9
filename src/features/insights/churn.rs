//! Who may fall silent next, each with what speaks for it, and how long customers stay.

use std::sync::Arc;

use bridge::customer::{ChurnModel, ChurnState, ChurnSummary, StayStep};
use model::ObjectKey;

use super::risk::CustomerLine;
use crate::client::{Engine, Follow, use_answer};
use crate::insight::ChartCard;
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::ui::{
    card::Card,
    chart::{ChartKind, Figures, Mark},
    icon::Glyph,
    state::{Callout, Empty, Skeleton},
    tone::Tone,
};
use crate::words::{self, count, number};

/// Customers that are named.
const NAMED: u32 = 6;
/// A share of 0 to 1 in whole percent.
pub(super) fn percent(share: f64) -> String {
    format::percent((share * 100.0).round())
}

/// The cards.
#[component]
pub(super) fn SilentNext(
    /// `contact` or `company`.
    object: ObjectKey,
) -> impl IntoView {
    let engine = Engine::expect();
    let asked = object.clone();
    let answer = use_answer(Follow::Anything, move || engine.churn(asked.clone(), NAMED, false));
    let (found, error) = (answer.value(), answer.error());
    let waiting = Signal::derive(move || found.with(Option::is_none) && error.with(Option::is_none));
    view! {
        {move || error.get().map(|error| view! { <div class="insights__wide"><Callout tone=Tone::Danger title=words::failure::line(&error, None)/></div> })}
        <Skeleton waiting=waiting lines=4/>
        {move || found.get().map(|summary| cards(&object, &summary))}
    }
}

fn cards(object: &ObjectKey, summary: &ChurnSummary) -> AnyView {
    let aside = words::customer::next_aside(&format::number(summary.times, 0..=1));
    let stays = (!summary.stays.is_empty()).then(|| {
        view! {
            <ChartCard title=words::customer::stays() kind=ChartKind::Lines figures=stays(object, &summary.stays)
                category=words::customer::stays_days() measure=words::customer::stays_share() note=words::customer::stays_note() class="insights__wide"/>
        }
    });
    let inside = inside(summary);
    view! {
        <Card title=words::customer::next() aside=move || view! { <span class="count only-wide">{aside.clone()}</span> }
            flush=true class="insights__wide insights__next next-actions">{inside}</Card>
        {stays}
    }
    .into_any()
}

fn inside(summary: &ChurnSummary) -> AnyView {
    let text = match &summary.state {
        ChurnState::Nobody => (words::customer::next_none(), words::customer::next_none_text().to_owned()),
        ChurnState::Pending => (
            words::customer::next_pending(),
            words::customer::computing(&percent(summary.progress.unwrap_or(0.0))),
        ),
        ChurnState::NotEnough { left, stayed, needed } => {
            let [left, stayed, needed] = [left, stayed, needed].map(|count| number(u64::from(*count)));
            (words::customer::next_few(), words::customer::next_few_text(&left, &stayed, &needed))
        }
        ChurnState::Alike => (words::customer::next_alike(), String::new()),
        ChurnState::Learned(_) if summary.customers.is_empty() => {
            (words::customer::next_none(), words::customer::next_none_text().to_owned())
        }
        ChurnState::Learned(model) => return learned(summary, model),
    };
    view! { <Empty icon=Glyph::Insights title=text.0 text=text.1/> }.into_any()
}

fn learned(summary: &ChurnSummary, model: &ChurnModel) -> AnyView {
    let lines = summary.customers.iter().cloned().map(|customer| {
        let figure = Some((
            percent(customer.probability),
            words::customer::next_probability(),
            words::customer::next_probability_tip(),
        ));
        let reasons = words::customer::reasons(&customer.reasons);
        view! { <CustomerLine about=customer.about reasons=reasons figure=figure key=customer.key answered=customer.answered/> }
    });
    let note = [
        quality(model),
        words::customer::next_tested(&count::customers(u64::from(model.tested))),
        format!("{}.", words::customer::as_of(&format::date(summary.as_of))),
    ];
    view! {
        <ol class="actions">{lines.collect_view()}</ol>
        <p class="card__note faint">{note.join(" ")}</p>
    }
    .into_any()
}

/// How good a model is, in a sentence.
pub(super) fn quality(model: &ChurnModel) -> String {
    let (low, high) = model.auc_interval;
    words::customer::next_quality(&percent(model.auc), &percent(low), &percent(high))
}

/// The curve of staying with its limits. Each mark leads to those who came that long ago.
fn stays(object: &ObjectKey, steps: &[StayStep]) -> Figures {
    let mark = |share: f64, step: &StayStep| Mark {
        value: Some(share * 100.0),
        words: percent(share),
        label: words::customer::stays_mark(&percent(share), &count::days(u64::from(step.days))),
        href: Some(Route::records_href(object, step.behind.clone(), "")),
    };
    Figures {
        categories: steps.iter().map(|step| number(u64::from(step.days))).collect(),
        series: vec![
            words::customer::stays_share().to_owned(),
            words::customer::stays_low().to_owned(),
            words::customer::stays_high().to_owned(),
        ],
        marks: steps
            .iter()
            .map(|step| [step.stay, step.low, step.high].map(|share| mark(share, step)).into())
            .collect(),
        ticks: Arc::new(format::percent),
    }
}
