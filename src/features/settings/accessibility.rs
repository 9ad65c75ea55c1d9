//! The accessibility statement: what is aimed at, how it is tested, what is known not to work well.

use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::ui::card::Card;
use crate::words::accessibility as say;

/// The section.
#[component]
pub(super) fn AccessibilitySection() -> impl IntoView {
    let list = |lines: Vec<&'static str>| view! { <ul class="statement__list">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul> };
    view! {
        <Card title=say::statement() class="setting-card statement">
            <p class="setting__text">{say::aim()}</p>
            <h3 class="statement__head">{say::can()}</h3>
            {list(vec![say::can_keyboard(), say::can_keys(), say::can_zoom(), say::can_motion(), say::can_contrast(), say::can_drag()])}
            <p class="setting__text"><a class="more-link" href=Route::Settings("keys".to_owned()).href()>{say::keys()}</a></p>
            <h3 class="statement__head">{say::tested()}</h3>
            {list(vec![say::tested_axe(), say::tested_keyboard(), say::tested_reflow()])}
            <h3 class="statement__head">{say::gaps()}</h3>
            {list(vec![say::gap_readers(), say::gap_rows(), say::gap_sequences(), say::gap_language(), say::gap_print()])}
            <p class="faint setting__text">{say::reviewed()}</p>
        </Card>
    }
}
