//! The grade of a lead, with every point that it comes from.

use bridge::scoring::LeadScore;

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
use crate::words::{self, count};

/// The section of a contact who is a lead; nothing for others.
#[component]
pub(super) fn LeadGrade(subject: Subject, place: Place) -> impl IntoView {
    let engine = subject.session.engine;
    let fits = subject.is("contact");
    let found = use_answer(Follow::Anything, move || {
        let record = subject.id.get();
        async move { if fits { engine.lead_score(record).await } else { Ok(None) } }
    })
    .value();
    let about = RwSignal::new(false);
    let name = subject.name();
    let score = Memo::new(move |_| found.with(|found| found.as_ref().and_then(|found| found.as_deref().cloned())));
    dynamic(move || {
        score.get().map(|score| {
            let tools = move || {
                let label = words::leads::why_of(&name.get());
                view! { <Button kind=ButtonKind::Link on_click=move |_| about.set(true) attr:aria-label=label>{words::customer::why()}</Button> }
            };
            let points = |points: f64| format::number(points, 0..=1);
            let figures = [
                (words::leads::grade(), score.grade.clone()),
                (words::leads::fit(), points(f64::from(score.fit))),
                (words::leads::engagement(), points(score.engagement)),
            ];
            let reasons = reasons(&score);
            view! {
                <PlacedSection place=place title=words::leads::title_one() tools=tools>
                    <dl class="figures">{figures.map(|(name, figure)| view! { <div><dt>{name}</dt><dd><b>{figure}</b></dd></div> }).collect_view()}</dl>
                </PlacedSection>
                <Dialog open=about title=words::leads::title_one()
                    foot=move || view! { <Button kind=ButtonKind::Primary on_click=move |_| about.set(false)>{words::customer::close()}</Button> }>
                    <ul class="insights__lines">{reasons.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view()}</ul>
                </Dialog>
            }
        })
    })
}

/// Every point in words, and the rules.
fn reasons(score: &LeadScore) -> Vec<String> {
    let points = |points: f64| format::number(points, 0..=1);
    let [half_life, rules @ ..] = score.rules.map(points);
    let mut lines = Vec::new();
    for (fact, gives) in &score.facts {
        lines.push(words::leads::line_fit(words::leads::fact(*fact), &points(f64::from(*gives))));
    }
    for (touch, days, gave, gives) in &score.touches {
        let ago = count::days(u64::from(*days));
        lines.push(words::leads::line_touch(
            words::leads::touch(*touch),
            &ago,
            &points(f64::from(*gave)),
            &points(*gives),
        ));
    }
    if score.earlier.0 > 0 {
        lines.push(words::leads::line_earlier(
            &words::number(u64::from(score.earlier.0)),
            &points(score.earlier.1),
        ));
    }
    let [a, b, one, two] = &rules;
    lines.push(words::leads::rules(&half_life, a, b, one, two));
    lines
}
