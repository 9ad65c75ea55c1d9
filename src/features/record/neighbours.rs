//! The records before and after this one in the list it was opened from.

use model::{Layout, RecordId, View};

use super::subject::Subject;
use crate::client::{Follow, use_answer, use_view};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::shortcuts::{Action, Shortcuts};
use crate::ui::{button::IconButton, icon::Glyph};
use crate::words;

/// Place in the list, and who is beside.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Place {
    at: u32,
    of: u32,
    before: Option<RecordId>,
    after: Option<RecordId>,
}

/// The list as rows of names only.
fn lean(view: &View) -> View {
    let mut lean = view.clone();
    lean.layout = Layout::Table;
    lean.rows = None;
    lean.columns.truncate(1);
    lean.aggregates.clear();
    lean
}

/// Buttons to the records before and after, and where this one stands. Nothing when it was not opened from a list.
#[component]
pub(super) fn Neighbours(
    /// The record.
    subject: Subject,
    /// Goes to another one.
    #[prop(into)]
    on_go: Callback<RecordId>,
) -> impl IntoView {
    let session = subject.session;
    let shortcuts = Shortcuts::expect();
    let object = subject.object();
    let view = Memo::new(move |_| {
        session.trail.with(|trail| {
            trail
                .as_ref()
                .filter(|trail| *trail.object() == object)
                .map(|trail| lean(&trail.view))
        })
    });
    let rows = use_view(move || view.get());
    let total = rows.total();
    let position = use_answer(Follow::Anything, move || {
        let (open, record) = (total.with(Option::is_some), subject.id.get());
        view.track();
        async move {
            if open {
                session.engine.position(rows.id(), record).await
            } else {
                Ok(None)
            }
        }
    })
    .value();
    let position = Memo::new(move |_| position.with(|position| position.as_ref().and_then(|position| **position)));
    Effect::new(move || {
        if let Some(at) = position.get() {
            rows.want(at.saturating_sub(1) as usize..at as usize + 2);
        }
    });
    let place = Memo::new(move |_| {
        let (at, of) = (position.get()?, total.get()?);
        let page = rows.page().get()?;
        let row = |index: Option<u32>| page.rows.get((index?.checked_sub(page.start)?) as usize).map(|row| row.id);
        Some(Place {
            at,
            of,
            before: row(at.checked_sub(1)),
            after: row(at.checked_add(1)),
        })
    });
    let go = move |next: bool| {
        let there = place
            .get_untracked()
            .and_then(|place| if next { place.after } else { place.before });
        if let Some(there) = there {
            on_go.run(there);
        }
    };
    let label = move || {
        subject
            .def
            .with(|def| def.as_ref().map(|def| def.label.clone()).unwrap_or_default())
    };
    dynamic(move || {
        place.get().map(|place| {
            let count = words::record::position(&format::integer(i64::from(place.at) + 1), &format::integer(i64::from(place.of)));
            view! {
                <span class="pager">
                    <IconButton icon=Glyph::ChevronUp label=words::record::previous(&label()) key=shortcuts.hint(Action::Previous) disabled=place.before.is_none() on_click=move |_| go(false)/>
                    <IconButton icon=Glyph::ChevronDown label=words::record::next(&label()) key=shortcuts.hint(Action::Next) disabled=place.after.is_none() on_click=move |_| go(true)/>
                    <span class="count">{count}</span>
                </span>
            }
        })
    })
}
