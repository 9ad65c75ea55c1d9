//! What stands where content is missing, late or noteworthy: callout, empty state, skeleton.

use std::time::Duration;

use crate::reactive::prelude::*;

use super::{
    icon::{Glyph, Icon},
    tone::Tone,
    words::use_words,
};

/// Stays until its cause is gone.
///
/// ```ignore
/// <Callout tone=Tone::Warning title="Last back-up was 16 days ago."
///     action=move || view! { <Button on_click=move |_| back_up()>"Back up now"</Button> }>
///     "Save a copy somewhere other than this browser."
/// </Callout>
/// ```
#[component]
pub fn Callout(
    /// What the colour says.
    #[prop(into)]
    tone: Signal<Tone>,
    /// The message in one sentence.
    #[prop(into)]
    title: Signal<String>,
    /// A button at its end.
    #[prop(optional, into)]
    action: Option<ViewFn>,
    /// More about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let glyph = Signal::derive(move || match tone.get() {
        Tone::Success => Glyph::CheckCircle,
        Tone::Warning => Glyph::Alert,
        Tone::Danger => Glyph::ErrorCircle,
        _ => Glyph::Info,
    });
    view! {
        <div class=move || tone.get().class("callout") role=move || (tone.get() == Tone::Danger).then_some("alert")>
            <Icon glyph=glyph/>
            <div class="callout__body">
                <b>{move || title.get()}</b>
                {children.map(|children| view! { <p>{children()}</p> })}
            </div>
            {action.map(|action| action.run())}
        </div>
    }
}

/// What belongs here, why it is empty, and one primary and one secondary action.
///
/// ```ignore
/// <Empty icon=Glyph::Ticket title="No open tickets" text="Tickets you open appear here.">
///     <Button kind=ButtonKind::Primary icon=Glyph::Plus>"New ticket"</Button>
/// </Empty>
/// ```
#[component]
pub fn Empty(
    /// What belongs here.
    #[prop(into)]
    icon: Signal<Glyph>,
    /// That it is empty.
    #[prop(into)]
    title: Signal<String>,
    /// Why, and what fills it.
    #[prop(optional, into)]
    text: Signal<String>,
    /// The actions.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon glyph=icon/>
            <p class="empty__title">{move || title.get()}</p>
            <p class="empty__text">{move || text.get()}</p>
            {children.map(|children| view! { <div class="empty__actions">{children()}</div> })}
        </div>
    }
}

/// Whether waiting has lasted long enough to show it: 150 ms. Short waits show nothing at all.
#[must_use]
pub fn use_patience(waiting: Signal<bool>) -> Signal<bool> {
    let shown = RwSignal::new(false);
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        if let Some(Some(timer)) = before {
            timer.clear();
        }
        if waiting.get() {
            return set_timeout_with_handle(
                move || {
                    shown.try_set(true);
                },
                Duration::from_millis(150),
            )
            .ok();
        }
        shown.set(false);
        None
    });
    shown.into()
}

/// Lines in the shape of a list that is on its way.
#[component]
pub fn SkeletonList(
    /// How many lines.
    #[prop(default = 4)]
    lines: usize,
    /// With a disc before each line, for people.
    #[prop(optional)]
    faces: bool,
) -> impl IntoView {
    const WIDTHS: [&str; 5] = ["72%", "54%", "83%", "61%", "46%"];
    let words = use_words();
    view! {
        <div class="skeletons" role="img" aria-label=words.loading>
            {(0..lines)
                .map(|line| {
                    view! {
                        <div>
                            {faces.then(|| view! { <span class="skeleton skeleton--face"></span> })}
                            <span class="skeleton" style:--width=WIDTHS[line % WIDTHS.len()]></span>
                        </div>
                    }
                })
                .collect_view()}
        </div>
    }
}

/// Frames for the shape of a page that is on its way; shows after 150 ms of `waiting`.
#[component]
pub fn Skeleton(
    /// Whether there is something to wait for.
    #[prop(into)]
    waiting: Signal<bool>,
    /// How many lines.
    #[prop(default = 4)]
    lines: usize,
) -> impl IntoView {
    let shown = use_patience(waiting);
    dynamic(move || shown.get().then(|| view! { <SkeletonList lines=lines/> }))
}
