//! What models say about a record, with its reasons: the chance of a deal, the tone of a ticket.

use bridge::report;

use super::subject::Subject;
use crate::reactive::prelude::*;
use crate::report::ReportSection;

/// The chance of a deal or the tone of a ticket; nothing for other records.
#[component]
pub(super) fn Reasons(subject: Subject) -> impl IntoView {
    let about: fn(model::RecordId) -> report::Subject = match (subject.is("deal"), subject.is("ticket")) {
        (true, _) => report::Subject::Deal,
        (_, true) => report::Subject::Ticket,
        _ => return ().into_any(),
    };
    view! { <ReportSection subject=Signal::derive(move || about(subject.id.get()))/> }.into_any()
}
