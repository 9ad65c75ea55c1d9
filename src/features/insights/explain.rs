//! How the scores come about, in words.

use crate::reactive::prelude::*;

use crate::ui::card::Card;
use crate::words;

/// The explanation.
#[component]
pub(super) fn HowScores() -> impl IntoView {
    let lines = [
        words::insights::how_recency(),
        words::insights::how_frequency(),
        words::insights::how_monetary(),
        words::insights::how_fifths(),
        words::insights::how_cells(),
        words::insights::how_here(),
    ];
    view! {
        <Card title=words::insights::how() class="insights__how">
            <ul class="insights__lines">{lines.map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        </Card>
    }
}
