//! The saved segments, each with how many are in it now.

use std::sync::Arc;

use bridge::insight::SegmentSummary;
use model::{RecordId, Schema};

use crate::client::{AskError, Engine};
use crate::filter::Sentence;
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::ui::{
    icon::{Glyph, Icon},
    state::{Callout, Empty, Skeleton},
    tone::Tone,
};
use crate::value::object_glyph;
use crate::words::{self, number};

/// The list.
#[component]
pub(super) fn SegmentList(
    /// The segments.
    #[prop(into)]
    found: Signal<Option<Arc<Vec<SegmentSummary>>>>,
    /// Why there are none.
    #[prop(into)]
    error: Signal<Option<AskError>>,
    /// The one that is open.
    #[prop(into)]
    current: Signal<Option<RecordId>>,
    /// Address of a new one.
    #[prop(into)]
    new: Signal<String>,
) -> impl IntoView {
    let waiting = Signal::derive(move || found.with(Option::is_none) && error.with(Option::is_none));
    let all = Memo::new(move |_| found.with(|found| found.as_ref().map(|found| found.to_vec()).unwrap_or_default()));
    let empty = Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(|found| found.is_empty())));
    let schema = Engine::expect().schema();
    view! {
        <nav class="segment-list" aria-label=words::segments::list()>
            {move || error.get().map(|error| view! { <Callout tone=Tone::Danger title=words::failure::line(&error, None)/> })}
            <Skeleton waiting=waiting lines=5/>
            {move || empty.get().then(|| view! {
                <Empty icon=Glyph::People title=words::segments::none() text=words::segments::none_text()>
                    <a class="button button--primary" href=move || new.get()><Icon glyph=Glyph::Plus/>{words::segments::new()}</a>
                </Empty>
            })}
            <ul>
                <For each=move || all.get() key=move |segment| (segment.id, segment.name.clone(), segment.count, segment.of, about(segment, schema)) let(segment)>
                    <li><Item segment=segment current=current/></li>
                </For>
            </ul>
        </nav>
    }
}

/// What it is for, else its rule in words.
fn about(segment: &SegmentSummary, schema: Signal<Arc<Schema>>) -> String {
    if !segment.description.is_empty() {
        return segment.description.clone();
    }
    schema.with_untracked(|schema| Sentence::of(schema, &segment.named).filter(&segment.object, &segment.filter))
}

#[component]
fn Item(segment: SegmentSummary, current: Signal<Option<RecordId>>) -> impl IntoView {
    let schema = Engine::expect().schema();
    let id = segment.id;
    let share = if segment.of == 0 {
        0.0
    } else {
        f64::from(segment.count) / f64::from(segment.of) * 100.0
    };
    let of = words::segments::share(&number(u64::from(segment.count)), &number(u64::from(segment.of)));
    let icon = schema.with_untracked(|schema| {
        schema
            .object(&segment.object)
            .map_or(Glyph::People, |object| object_glyph(&object.icon))
    });
    let about = about(&segment, schema);
    view! {
        <a class="segment-item" href=Route::Segments(Some(id)).href() aria-current=move || (current.get() == Some(id)).then_some("page")>
            <Icon glyph=icon/>
            <span class="segment-item__name truncate">{segment.name}</span>
            <span class="segment-item__n" data-tip=of>{number(u64::from(segment.count))}</span>
            <span class="segment-item__about truncate">{about}</span>
            <span class="segment-item__bar" aria-hidden="true"><i style:--value=share.to_string()></i></span>
        </a>
    }
}
