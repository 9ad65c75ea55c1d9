//! Customers by how recently and how often they bought: a heat map with what each cell comes to, each a way to them.

use std::sync::Arc;

use bridge::insight::RfmSummary;
use bridge::{Cell, Page};
use model::{Aggregate, Filter, ObjectKey, Operator, Value, View};

use super::cells::{SCORES, ranges};
use crate::client::{Engine, Follow, use_answer};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::ui::{
    card::Card,
    segmented::{Choice, Segmented},
    state::{Callout, Skeleton},
    tone::Tone,
};
use crate::value::sum_words;
use crate::words::{self, count, number};

/// Scores run from 1 to 5.
const STEPS: usize = 5;

/// Customers of one recency and one frequency score.
fn of_scores(recency: usize, frequency: usize) -> Filter {
    let score = |field: &str, score: usize| Filter::field(field, Operator::Is, vec![Value::Int(score as i64)]);
    Filter::All(vec![score(SCORES[0], recency), score(SCORES[1], frequency)])
}

/// The field of what a customer has spent.
const REVENUE: &str = "revenue";

/// What one cell comes to.
#[derive(Clone, PartialEq, Debug)]
struct Sum {
    customers: u32,
    revenue: Cell,
}

impl Sum {
    fn of(page: Page) -> Self {
        Self {
            customers: page.total,
            revenue: page.aggregates.into_iter().next().map(|sum| sum.value).unwrap_or_default(),
        }
    }

    /// What its colour stands for.
    fn size(&self, by_revenue: bool) -> f64 {
        match &self.revenue {
            Cell::Money(money) if by_revenue => money.to_f64(),
            _ if by_revenue => 0.0,
            _ => f64::from(self.customers),
        }
    }

    /// What stands in it, and the rest of what is known about it.
    fn words(&self, by_revenue: bool) -> (String, String) {
        let (customers, revenue) = (count::customers(u64::from(self.customers)), sum_words(&self.revenue));
        if by_revenue {
            (if revenue.is_empty() { number(0) } else { revenue }, customers)
        } else {
            (number(u64::from(self.customers)), revenue)
        }
    }
}

/// How deep the colour of a cell is: 1 to 6, by its share of the greatest.
fn depth(size: f64, most: f64) -> u32 {
    if most > 0.0 {
        ((size / most * 6.0).ceil() as u32).clamp(1, 6)
    } else {
        1
    }
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
        let view = |recency: usize, frequency: usize| View {
            filter: of_scores(recency, frequency),
            columns: vec![REVENUE.into()],
            aggregates: vec![Aggregate::Sum(REVENUE.into())],
            ..View::table(&asked)
        };
        let scores = (1..=STEPS)
            .rev()
            .flat_map(|frequency| (1..=STEPS).map(move |recency| (recency, frequency)));
        let views = scores.map(|(recency, frequency)| view(recency, frequency)).collect();
        async move { Ok(engine.totals(views).await?.into_iter().map(Sum::of).collect::<Vec<_>>()) }
    });
    let (sums, error) = (answer.value(), answer.error());
    let waiting = Signal::derive(move || sums.with(Option::is_none) && error.with(Option::is_none));
    let by_revenue = RwSignal::new(false);
    let mut recency = ranges(&summary.cuts[0], |days| format::number(days, 0..=1));
    recency.reverse();
    let frequency = ranges(&summary.cuts[1], |orders| format::number(orders, 0..=1));
    let table = StoredValue::new(Heat {
        object,
        recency,
        frequency,
    });
    let tools = move || {
        view! {
            <Segmented label=words::insight::measure() small=true
                choices=vec![Choice::new("customers", words::insight::customers_measure()), Choice::new("revenue", words::insight::monetary())]
                value=Signal::derive(move || if by_revenue.get() { "revenue" } else { "customers" }.to_owned())
                on_change=move |key: String| by_revenue.set(key == "revenue")/>
        }
    };
    view! {
        <Card title=words::insight::heat() tools=tools class="insights__heat">
            {move || error.get().map(|error| view! { <Callout tone=Tone::Danger title=words::failure::line(&error, None)/> })}
            <Skeleton waiting=waiting lines=5/>
            {move || sums.get().map(|sums| table.with_value(|table| table.view(&sums, by_revenue.get())))}
        </Card>
    }
}

/// The heads of the map, and whose customers it shows.
struct Heat {
    object: ObjectKey,
    recency: Vec<String>,
    frequency: Vec<String>,
}

impl Heat {
    fn cell(&self, sum: &Sum, filter: Filter, class: String, by_revenue: bool) -> AnyView {
        let (shown, rest) = sum.words(by_revenue);
        if sum.customers == 0 {
            return view! { <span class=class><span class="heat__n">{shown}</span></span> }.into_any();
        }
        let label = words::filter::path(&shown, &rest);
        let href = Route::records_href(&self.object, filter, "");
        view! { <a class=class href=href aria-label=label data-tip=rest><span class="heat__n">{shown}</span></a> }.into_any()
    }

    fn view(&self, sums: &[Sum], by_revenue: bool) -> AnyView {
        let most = sums.iter().map(|sum| sum.size(by_revenue)).fold(0.0, f64::max);
        let range = |ranges: &[String], at: usize| ranges.get(at).cloned().unwrap_or_default();
        let row = |line: usize| {
            let score = STEPS - line;
            let cells = sums.iter().skip(line * STEPS).take(STEPS).enumerate().map(|(column, sum)| {
                let class = format!("heat__cell heat__cell--{}", depth(sum.size(by_revenue), most));
                view! { <td>{self.cell(sum, of_scores(column + 1, score), class, by_revenue)}</td> }
            });
            view! { <tr><th scope="row">{range(&self.frequency, score - 1)}</th>{cells.collect_view()}</tr> }
        };
        view! {
            <div class="heat">
                <div class="heat__scroll">
                    <table>
                        <caption class="visually-hidden">{words::insight::heat_measure()}</caption>
                        <thead><tr>
                            <th scope="col" class="heat__corner">{words::insight::orders()}</th>
                            {(0..STEPS).map(|column| view! { <th scope="col">{range(&self.recency, column)}</th> }).collect_view()}
                        </tr></thead>
                        <tbody>{(0..STEPS).map(row).collect_view()}</tbody>
                    </table>
                </div>
                <div class="heat__key">
                    <span>{words::insight::recency()}</span>
                    <span class="push">{words::insight::fewer()}</span>
                    <span class="heat__ramp" aria-hidden="true">{(1..=6).map(|step| view! { <i class=format!("heat__cell--{step}")></i> }).collect_view()}</span>
                    <span>{if by_revenue { words::insight::more_spent() } else { words::insight::more() }}</span>
                </div>
            </div>
        }
        .into_any()
    }
}

#[cfg(test)]
mod tests {
    use model::{Currency, Money};

    use super::*;

    #[test]
    fn colours_deepen_with_the_size() {
        assert_eq!([0.0, 1.0, 50.0, 100.0].map(|size| depth(size, 100.0)), [1, 1, 3, 6]);
        assert_eq!(depth(0.0, 0.0), 1);
    }

    #[test]
    fn a_cell_is_as_large_as_what_it_shows() {
        let revenue = Cell::Money(Money::new(25_000, Currency::EUR));
        let sum = Sum { customers: 3, revenue };
        assert_eq!([sum.size(false), sum.size(true)], [3.0, 250.0]);
        let nothing = Sum {
            customers: 2,
            revenue: Cell::Empty,
        };
        assert_eq!([nothing.size(false), nothing.size(true)], [2.0, 0.0]);
    }
}
