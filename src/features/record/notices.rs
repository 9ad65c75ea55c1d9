//! What must be known about a record before it is read: it is in the bin, or two people wrote at once.

use bridge::record::Conflict;

use super::subject::Subject;
use crate::reactive::prelude::*;
use crate::ui::{
    button::{Button, ButtonKind},
    state::Callout,
    tone::Tone,
};
use crate::value::{Draft, moment_words, plain};
use crate::words;

/// The notices of a record; nothing when there are none.
#[component]
pub(super) fn RecordNotices(subject: Subject) -> impl IntoView {
    let binned = Memo::new(move |_| subject.page.with(|page| page.as_ref().is_some_and(|page| page.binned)));
    let conflicts = Memo::new(move |_| {
        subject
            .page
            .with(|page| page.as_ref().map(|page| page.conflicts.clone()).unwrap_or_default())
    });
    view! {
        {move || binned.get().then(|| view! {
            <div class="record-notice">
                <Callout tone=Tone::Warning title=words::record::in_bin() action=move || view! {
                    <Button on_click=move |_| subject.restore()>{words::record::restore()}</Button>
                }>{words::record::in_bin_text()}</Callout>
            </div>
        })}
        {move || conflicts.get().into_iter().map(|conflict| view! { <div class="record-notice">{conflict_view(subject, conflict)}</div> }).collect_view()}
    }
}

fn conflict_view(subject: Subject, conflict: Conflict) -> impl IntoView {
    let field = subject
        .def
        .with_untracked(|def| def.as_ref().and_then(|def| def.field(&conflict.field).cloned()));
    let label = field
        .as_ref()
        .map_or_else(|| conflict.field.to_string(), |field| field.label.clone());
    let text = words::record::conflict_text(&plain(&conflict.lost), &words::inside(&moment_words(conflict.at)));
    let take = move |_| {
        let Some(field) = &field else { return };
        let context = subject.session.context();
        // A value that was kept once passes its field's gate again.
        if let Ok(value) = Draft::of(field, &conflict.lost, &context).read(field, &context) {
            subject.write(&field.key, value);
        }
    };
    let take = Callback::new(take);
    view! {
        <Callout tone=Tone::Info title=words::record::conflict(&label) action=move || view! {
            <Button kind=ButtonKind::Link on_click=move |event| take.run(event)>{words::record::use_other()}</Button>
        }>{text}</Callout>
    }
}
