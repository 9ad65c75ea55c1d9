//! The board.

use leptos::prelude::*;

#[component]
pub(super) fn BoardSpecimen() -> impl IntoView {
    view! { <p class="muted">"Board"</p> }
}
