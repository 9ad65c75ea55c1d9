//! Who may fall silent next, each with what speaks for it, and how long customers stay.

use std::sync::Arc;

use bridge::customer::{ChurnModel, ChurnState, ChurnSummary, StayStep};
use model::ObjectKey;

use super::risk::CustomerLine;
use crate::client::{Engine, Follow, use_answer};
use crate::insight::ChartCard;
use crate::platform::format;
use crate::reactive::prelude::*;
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
/// Steps of the axis of the curve of staying.
const STEPS: usize = 12;

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
    let answer = use_answer(Follow::Anything, move || engine.churn(object.clone(), NAMED, false));
    let (found, error) = (answer.value(), answer.error());
    let waiting = Signal::derive(move || found.with(Option::is_none) && error.with(Option::is_none));
    view! {
        {move || error.get().map(|error| view! { <div class="insights__wide"><Callout tone=Tone::Danger title=words::failure::line(&error, None)/></div> })}
        <Skeleton waiting=waiting lines=4/>
        {move || found.get().map(|summary| cards(&summary))}
    }
}

fn cards(summary: &ChurnSummary) -> AnyView {
    let aside = words::customer::next_aside(&format::number(summary.times, 0..=1));
    let stays = (!summary.stays.is_empty()).then(|| {
        view! {
            <ChartCard title=words::customer::stays() kind=ChartKind::Lines figures=stays(&summary.stays)
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

/// The share of customers who stay at even steps of days, with its limits: (day, (share, low, high)).
fn stay_at(steps: &[StayStep]) -> Vec<(f64, (f64, f64, f64))> {
    let longest = steps.last().map_or(0.0, |step| step.days);
    let at = |day: f64| {
        let reached = steps.iter().take_while(|step| step.days <= day).last();
        reached.map_or((1.0, 1.0, 1.0), |step| (step.stay, step.low, step.high))
    };
    (0..=STEPS)
        .map(|place| (longest * place as f64 / STEPS as f64).round())
        .map(|day| (day, at(day)))
        .collect()
}

/// The curve of staying with its limits.
fn stays(steps: &[StayStep]) -> Figures {
    let points = stay_at(steps);
    let mark = |share: f64, day: f64| Mark {
        value: Some(share * 100.0),
        words: percent(share),
        label: words::customer::stays_mark(&percent(share), &count::days(day as u64)),
        href: None,
    };
    Figures {
        categories: points.iter().map(|(day, _)| number(*day as u64)).collect(),
        series: vec![
            words::customer::stays_share().to_owned(),
            words::customer::stays_low().to_owned(),
            words::customer::stays_high().to_owned(),
        ],
        marks: points
            .iter()
            .map(|&(day, (stay, low, high))| vec![mark(stay, day), mark(low, day), mark(high, day)])
            .collect(),
        ticks: Arc::new(format::percent),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_of_staying_starts_with_everybody_and_keeps_its_last_share() {
        let step = |days: f64, stay: f64| StayStep {
            days,
            at_risk: 10,
            stay,
            low: stay,
            high: stay,
        };
        let points = stay_at(&[step(10.0, 0.8), step(120.0, 0.5)]);
        assert_eq!(points.len(), 13);
        assert_eq!(points[0], (0.0, (1.0, 1.0, 1.0)));
        assert_eq!(points[1], (10.0, (0.8, 0.8, 0.8)));
        assert_eq!(points[12], (120.0, (0.5, 0.5, 0.5)));
    }
}
