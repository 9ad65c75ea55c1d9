//! What models say about a record, with its reasons: the chance of a deal, the tone of a ticket.

use bridge::report;

use super::{
    sections::{Place, PlacedSection},
    subject::Subject,
};
use crate::reactive::prelude::*;
use crate::report::{part_view, use_first_part};
use crate::words;

/// The chance of a deal or the tone of a ticket; nothing for other records.
#[component]
pub(super) fn Reasons(subject: Subject, place: Place) -> impl IntoView {
    let about: fn(model::RecordId) -> report::Subject = match (subject.is("deal"), subject.is("ticket")) {
        (true, _) => report::Subject::Deal,
        (_, true) => report::Subject::Ticket,
        _ => return ().into_any(),
    };
    let part = use_first_part(move || about(subject.id.get()));
    let topic = Memo::new(move |_| part.with(|part| part.as_ref().map(|(part, _)| part.topic)));
    dynamic(move || {
        let topic = topic.get()?;
        Some(view! { <PlacedSection place=place title=words::report::title(topic)>{part_view(topic, part)}</PlacedSection> })
    })
}
