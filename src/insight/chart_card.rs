//! A chart in a card, with its figures as a table one press away.

use std::sync::Arc;

use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    card::Card,
    chart::{ChartKind, ChartTable, ChartView, Figures},
};
use crate::words;

/// The card.
#[component]
pub fn ChartCard(
    /// Its title.
    #[prop(into)]
    title: String,
    /// The form of the chart.
    kind: ChartKind,
    /// The figures.
    figures: Figures,
    /// Head of the categories in the table.
    category: &'static str,
    /// Head of the measure in the table.
    measure: &'static str,
    /// What is to be seen, in a sentence or two.
    #[prop(into)]
    note: String,
    /// More classes.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let as_table = RwSignal::new(false);
    let figures = Arc::new(figures);
    let name = Signal::stored(title);
    let tools = move || {
        view! {
            <Button kind=ButtonKind::Link on_click=move |_| as_table.update(|table| *table = !*table)>
                {move || if as_table.get() { words::customer::as_chart() } else { words::customer::as_table() }}
            </Button>
        }
    };
    view! {
        <Card title=name tools=tools class=format!("insights__chart {class}")>
            {move || {
                let figures = figures.clone();
                if as_table.get() {
                    view! { <ChartTable figures=figures name=name category=category measure=measure/> }.into_any()
                } else {
                    view! { <ChartView label=name draw=Callback::new(move |(width, height)| Some(figures.draw(kind, width, height)))/> }.into_any()
                }
            }}
            <p class="widget__foot">{note}</p>
        </Card>
    }
}
