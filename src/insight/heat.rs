//! Customers by how recently and how often they bought: a heat map with the number in each cell, each a way to them.

use std::sync::Arc;

use bridge::insight::RfmSummary;
use leptos::prelude::*;
use model::{Filter, ObjectKey, Operator, Value};

use super::cells::{SCORES, list_href, ranges};
use crate::client::{Engine, Follow, use_answer};
use crate::platform::format;
use crate::ui::{
    card::Card,
    state::{Callout, Skeleton},
    tone::Tone,
};
use crate::words::{self, number};

/// Scores run from 1 to 5.
const STEPS: usize = 5;

/// Customers of one recency and one frequency score.
fn of_scores(recency: usize, frequency: usize) -> Filter {
    let score = |field: &str, score: usize| Filter::field(field, Operator::Is, vec![Value::Int(score as i64)]);
    Filter::All(vec![score(SCORES[0], recency), score(SCORES[1], frequency)])
}

/// How deep the colour of a count is: 1 to 6, by its share of the greatest.
fn depth(count: u32, most: u32) -> u32 {
    if most == 0 { 1 } else { (count * 6).div_ceil(most).clamp(1, 6) }
}

/// The heat map.
#[component]
pub fn RfmHeat(
    /// `contact` or `company`.
    object: ObjectKey,
    /// The summary, for the names of the ranges.
    summary: Arc<RfmSummary>,
) -> impl IntoView {
    let engine = Engine::expect();
    let asked = object.clone();
    // Rows are frequency 5 to 1, columns recency 1 to 5.
    let answer = use_answer(Follow::Anything, move || {
        let object = asked.clone();
        async move {
            let mut counts = Vec::with_capacity(STEPS * STEPS);
            for frequency in (1..=STEPS).rev() {
                for recency in 1..=STEPS {
                    counts.push(engine.count(object.clone(), of_scores(recency, frequency)).await?);
                }
            }
            Ok(counts)
        }
    });
    let (counts, error) = (answer.value(), answer.error());
    let waiting = Signal::derive(move || counts.with(Option::is_none) && error.with(Option::is_none));
    let mut recency = ranges(&summary.cuts[0], |days| format::number(days, 0..=1));
    recency.reverse();
    let frequency = ranges(&summary.cuts[1], |orders| format::number(orders, 0..=1));
    let table = StoredValue::new((object, recency, frequency));
    view! {
        <Card title=words::insight::heat() class="insights__heat">
            {move || error.get().map(|error| view! { <Callout tone=Tone::Danger title=words::failure::line(&error, None)/> })}
            <Skeleton waiting=waiting lines=5/>
            {move || counts.get().map(|counts| table.with_value(|(object, recency, frequency)| heat_table(object, recency, frequency, &counts)))}
        </Card>
    }
}

fn heat_table(object: &ObjectKey, recency: &[String], frequency: &[String], counts: &[u32]) -> AnyView {
    let most = counts.iter().copied().max().unwrap_or(0);
    let range = |ranges: &[String], at: usize| ranges.get(at).cloned().unwrap_or_default();
    let row = |line: usize| {
        let score = STEPS - line;
        let cells = (0..STEPS).map(|column| {
            let count = counts.get(line * STEPS + column).copied().unwrap_or(0);
            let class = format!("heat__cell heat__cell--{}", depth(count, most));
            let shown = number(u64::from(count));
            let cell = if count > 0 {
                view! { <a class=class href=list_href(object, of_scores(column + 1, score))><span class="heat__n">{shown}</span></a> }
                    .into_any()
            } else {
                view! { <span class=class><span class="heat__n">{shown}</span></span> }.into_any()
            };
            view! { <td>{cell}</td> }
        });
        view! { <tr><th scope="row">{range(frequency, score - 1)}</th>{cells.collect_view()}</tr> }
    };
    view! {
        <div class="heat">
            <table>
                <caption class="visually-hidden">{words::insight::heat_measure()}</caption>
                <thead><tr>
                    <th scope="col" class="heat__corner">{words::insight::orders()}</th>
                    {(0..STEPS).map(|column| view! { <th scope="col">{range(recency, column)}</th> }).collect_view()}
                </tr></thead>
                <tbody>{(0..STEPS).map(row).collect_view()}</tbody>
            </table>
            <div class="heat__key">
                <span>{words::insight::recency()}</span>
                <span class="push">{words::insight::fewer()}</span>
                <span class="heat__ramp" aria-hidden="true">{(1..=6).map(|step| view! { <i class=format!("heat__cell--{step}")></i> }).collect_view()}</span>
                <span>{words::insight::more()}</span>
            </div>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_deepen_with_the_count() {
        assert_eq!([0, 1, 50, 100].map(|count| depth(count, 100)), [1, 1, 3, 6]);
        assert_eq!(depth(0, 0), 1);
    }
}
