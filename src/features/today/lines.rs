//! One line for a ticket that is due, and one for a deal that needs a step.

use bridge::Cell;
use bridge::record::RelatedItem;

use crate::platform::clock;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::ui::{
    badge::Badge,
    icon::{Glyph, Icon},
    tone::Tone,
};
use crate::value::{detail_words, plain, span_words};
use crate::words;

/// Less than this before its time a ticket is marked, in milliseconds: four hours.
const NEAR_MILLIS: i64 = 4 * 3_600_000;

/// A ticket with how long is left.
#[component]
pub(super) fn TicketLine(item: RelatedItem) -> impl IntoView {
    let end = match item.end {
        Cell::Time(due) => deadline(due - clock::standpoint()),
        ref other => view! { <span class="today-line__end">{plain(other)}</span> }.into_any(),
    };
    line(Glyph::Ticket, &item, end)
}

/// A deal with its worth.
#[component]
pub(super) fn DealLine(item: RelatedItem) -> impl IntoView {
    let end = view! { <span class="today-line__end">{plain(&item.end)}</span> }.into_any();
    line(Glyph::Deal, &item, end)
}

fn line(glyph: Glyph, item: &RelatedItem, end: AnyView) -> AnyView {
    let href = Route::Record(item.link.object.clone(), item.link.id).href();
    view! {
        <li class="today-line">
            <Icon glyph=glyph/>
            <a class="today-line__text" href=href data-tip=item.link.label.clone()>
                <span>{item.link.label.clone()}</span>
                <span class="faint">" " {detail_words(&item.detail)}</span>
            </a>
            {end}
        </li>
    }
    .into_any()
}

/// How long is left: neutral, near, or late.
fn deadline(left: i64) -> AnyView {
    let (tone, glyph, text) = if left < 0 {
        (Tone::Danger, Glyph::Alert, words::today::overdue(&span_words(left)))
    } else if left < NEAR_MILLIS {
        (Tone::Warning, Glyph::Clock, words::today::due_in(&span_words(left)))
    } else {
        (Tone::Neutral, Glyph::Clock, words::today::due_in(&span_words(left)))
    };
    view! { <Badge tone=tone icon=glyph>{text}</Badge> }.into_any()
}
