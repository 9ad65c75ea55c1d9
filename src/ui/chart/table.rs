//! The figures of a chart as a table.

use std::sync::Arc;

use super::{Figures, Mark};
use crate::reactive::prelude::*;

/// The table: a row per category, a column per series. What leads somewhere on the chart does so here.
#[component]
pub fn ChartTable(
    /// The figures.
    figures: Arc<Figures>,
    /// Its name.
    #[prop(into)]
    name: Signal<String>,
    /// Head of the categories.
    category: &'static str,
    /// Head of a series without a name.
    measure: &'static str,
) -> impl IntoView {
    let head = |series: &String| {
        let words = if series.is_empty() { measure.to_owned() } else { series.clone() };
        view! { <th scope="col" class="table__number">{words}</th> }
    };
    let cell = |mark: &Mark| {
        let words = mark.words.clone();
        let inside = match mark.href.clone() {
            Some(href) => view! { <a href=href aria-label=mark.label.clone()>{words}</a> }.into_any(),
            None => words.into_any(),
        };
        view! { <td class="table__number">{inside}</td> }
    };
    let row = |(category, marks): (&String, &Vec<Mark>)| {
        view! { <tr><th scope="row">{category.clone()}</th>{marks.iter().map(cell).collect_view()}</tr> }
    };
    view! {
        <div class="widget__scroll" tabindex="0" role="region" aria-label=move || name.get()>
            <table class="table">
                <caption class="visually-hidden">{move || name.get()}</caption>
                <thead><tr><th scope="col">{category}</th>{figures.series.iter().map(head).collect_view()}</tr></thead>
                <tbody>{figures.categories.iter().zip(&figures.marks).map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
