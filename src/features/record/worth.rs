//! What a customer is worth, with the reasons: purchases to come, their value, the probability of still being a customer.

use bridge::customer::{CustomerWorth as Worth, ValueBasis};

use super::{
    sections::{Place, PlacedSection},
    subject::Subject,
};
use crate::client::{Follow, use_answer};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    dialog::Dialog,
};
use crate::words::{self, count, number};

/// The section of a contact or company who bought something; nothing for others.
#[component]
pub(super) fn CustomerWorth(subject: Subject, place: Place) -> impl IntoView {
    let engine = subject.session.engine;
    let fits = ["contact", "company"].into_iter().any(|object| subject.is(object));
    let found = use_answer(Follow::Anything, move || {
        let (object, record) = (subject.object(), subject.id.get());
        async move {
            if fits {
                engine.customer_worth(object, record).await
            } else {
                Ok(None)
            }
        }
    })
    .value();
    let about = RwSignal::new(false);
    let name = subject.name();
    let worth = Memo::new(move |_| found.with(|found| found.as_ref().and_then(|found| found.as_deref().cloned())));
    dynamic(move || {
        worth.get().map(|worth| {
            let tools = move || {
                let label = words::customer::why_of(&name.get());
                view! { <Button kind=ButtonKind::Link on_click=move |_| about.set(true) attr:aria-label=label>{words::customer::why()}</Button> }
            };
            let reasons = reasons(&worth);
            view! {
                <PlacedSection place=place title=words::customer::worth() tools=tools>
                    <dl class="figures">{figures(&worth).into_iter().map(|(name, figure, note)| view! {
                        <div><dt>{name}</dt><dd><b>{figure}</b><span class="faint">{note}</span></dd></div>
                    }).collect_view()}</dl>
                    <p class="faint">{rhythm(&worth)}</p>
                </PlacedSection>
                <Dialog open=about title=words::customer::worth()
                    foot=move || view! { <Button kind=ButtonKind::Primary on_click=move |_| about.set(false)>{words::customer::close()}</Button> }>
                    <ul class="insights__lines">{reasons.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view()}</ul>
                </Dialog>
            }
        })
    })
}

/// Name, figure and note of what there is to say.
fn figures(worth: &Worth) -> Vec<(&'static str, String, String)> {
    let mut figures = Vec::new();
    let class = worth.class.as_deref().map(words::customer::class_name);
    figures.extend(worth.value.map(|value| {
        let note = match class {
            Some(class) => words::customer::worth_class(&class),
            None => words::customer::of_months(&number(u64::from(worth.months))),
        };
        (words::customer::value(), format::money_short(value), note)
    }));
    figures.extend(
        worth
            .p_alive
            .map(|p| (words::customer::alive_one(), format::percent((p * 100.0).round()), String::new())),
    );
    figures.push((
        words::customer::purchases(),
        format::number(worth.ahead, 0..=1),
        words::customer::of_year().to_owned(),
    ));
    figures
}

fn days(days: f64) -> String {
    count::days(days.round().max(0.0) as u64)
}

/// The own gap against the silence, in a sentence.
fn rhythm(worth: &Worth) -> String {
    let silent = days(f64::from(worth.as_of - worth.last));
    match worth.usual_days {
        Some(usual) => words::customer::worth_gap(&days(usual.max(1.0)), &silent),
        None => words::customer::worth_silent(&silent),
    }
}

/// Everything that the figures come from.
fn reasons(worth: &Worth) -> Vec<String> {
    let mut lines = vec![if worth.purchases > 1 {
        words::customer::worth_bought(
            &count::purchases(u64::from(worth.purchases)),
            &format::date(worth.first),
            &format::date(worth.last),
        )
    } else {
        words::customer::worth_once(&format::date(worth.last))
    }];
    lines.push(rhythm(worth));
    lines.extend(worth.spend.map(|spend| words::customer::worth_spend(&format::money_short(spend))));
    if let Some(churn) = &worth.churn {
        lines.push(words::customer::worth_churn(&format::percent((churn.probability * 100.0).round())));
        lines.push(words::customer::reasons(&churn.reasons));
    }
    match worth.basis {
        ValueBasis::Pooled(reason) => {
            lines.push(words::customer::too_little(reason));
            lines.push(words::customer::pooled_then().to_owned());
        }
        ValueBasis::Nobody | ValueBasis::Model { .. } => {
            lines.push(words::customer::how_alive().to_owned());
            lines.push(words::customer::how_ahead().to_owned());
            lines.push(words::customer::how_value().to_owned());
        }
    }
    if let (Some(_), Some((low, high))) = (worth.value, worth.interval) {
        let limits = words::customer::between(&format::money_short(low), &format::money_short(high));
        lines.push(format!("{}: {limits}.", words::customer::value()));
        lines.push(words::customer::how_limits().to_owned());
    }
    lines.push(words::customer::worth_among(&count::customers(u64::from(worth.of))));
    lines.push(format!("{}.", words::customer::as_of(&format::date(worth.as_of))));
    lines
}
