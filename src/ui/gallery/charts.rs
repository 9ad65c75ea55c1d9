//! Charts of every kind, and one with nothing in it.

use std::sync::Arc;

use crate::reactive::prelude::*;

use super::Specimen;
use crate::ui::chart::{ChartKind, ChartView, Figures, Mark, Spot, Spots};

const STAGES: [&str; 5] = ["New", "Qualified", "Proposal", "Negotiation", "Won"];
const MONTHS: [&str; 6] = ["June", "July", "August", "September", "October", "November"];

fn figures(categories: &[&str], series: &[&str]) -> Figures {
    let mark = |category: usize, series: usize| {
        let value = ((category * 37 + series * 53 + 11) % 90) as f64 - if series > 1 && category == 2 { 60.0 } else { 0.0 };
        Mark {
            value: Some(value),
            words: value.to_string(),
            label: format!("{}: {value}", categories[category]),
            href: Some("#".to_owned()),
        }
    };
    Figures {
        categories: categories.iter().map(|&name| name.to_owned()).collect(),
        series: series.iter().map(|&name| name.to_owned()).collect(),
        marks: (0..categories.len())
            .map(|category| (0..series.len()).map(|series| mark(category, series)).collect())
            .collect(),
        ticks: Arc::new(|value| format!("{value}k")),
    }
}

#[component]
pub(super) fn Charts() -> impl IntoView {
    let teams = ["North", "South", "East"];
    let shown: [(&str, ChartKind, Figures); 10] = [
        ("Bars", ChartKind::Bars, figures(&STAGES, &[""])),
        ("Bars of several series, some below zero", ChartKind::Bars, figures(&STAGES, &teams)),
        ("Stacked bars", ChartKind::Stacked, figures(&MONTHS, &teams)),
        ("Lines", ChartKind::Lines, figures(&MONTHS, &teams)),
        ("Areas", ChartKind::Areas, figures(&MONTHS, &teams[..2])),
        ("Rows", ChartKind::Rows, figures(&STAGES, &[""])),
        ("Funnel", ChartKind::Funnel, figures(&STAGES, &[""])),
        ("Donut", ChartKind::Donut, figures(&STAGES, &[""])),
        ("Heat map", ChartKind::Heat, figures(&STAGES, &teams)),
        ("Nothing to show", ChartKind::Bars, figures(&[], &[""])),
    ];
    let spots = Spots {
        spots: (0..60)
            .map(|n: u32| Spot {
                x: f64::from(n * 7 % 41),
                y: f64::from(n * n % 97),
                label: format!("Deal {n}"),
                href: "#".to_owned(),
            })
            .collect(),
        names: ["Days in stage".to_owned(), "Value".to_owned()],
        ticks: [Arc::new(|value| value.to_string()), Arc::new(|value| format!("{value}k"))],
    };
    let chart = |(name, kind, figures): (&'static str, ChartKind, Figures)| {
        view! {
            <Specimen title=name>
                <div class="gallery__chart"><ChartView label=name draw=move |(width, height)| Some(figures.draw(kind, width, height))/></div>
            </Specimen>
        }
    };
    view! {
        <div class="gallery__grid">
            {shown.into_iter().map(chart).collect_view()}
            <Specimen title="Points">
                <div class="gallery__chart"><ChartView label="Points" draw=move |(width, height)| Some(spots.draw(width, height))/></div>
            </Specimen>
        </div>
    }
}
