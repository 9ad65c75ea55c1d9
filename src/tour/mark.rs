//! The mark of a tour: a small dialog beside its target, after the ARIA pattern for one that is not modal. The page behind it
//! stays usable; Enter and the arrow onwards go on, the other arrow goes back, Escape leaves.

use std::time::Duration;

use leptos::{ev::KeyboardEvent, html, task::spawn_local};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::place::{Area, beside, seen};
use super::{Stop, Tour};
use crate::reactive::prelude::*;
use crate::session::{FirstSteps, Session};
use crate::ui::{
    button::{Button, ButtonKind, IconButton},
    dom::{along_writing, focus, is_mirrored, listen, set_property, target_element},
    icon::Glyph,
    layer::{LayerKind, enter},
    toast::Toast,
};
use crate::words;

/// Time between two looks for a target, and how often one is looked for before the tour goes on without it.
const LOOK: Duration = Duration::from_millis(150);
const LOOKS: u32 = 40;
/// So often a target may be missing while the page draws itself anew.
const MISSES: u32 = 8;

/// The first visible match of a selector.
fn target(stop: &Stop) -> Option<Element> {
    let found = document().query_selector_all(stop.anchor).ok()?;
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into::<Element>().ok())
        .find(|element| {
            let rect = element.get_bounding_client_rect();
            rect.width() > 0.0 && rect.height() > 0.0
        })
}

/// The next stop from `from` on whose target is there, forwards or backwards.
fn visible(tour: Tour, from: usize, back: bool) -> Option<usize> {
    let stops = tour.stops();
    let there = |at: &usize| stops.get(*at).is_some_and(|stop| target(stop).is_some());
    if back {
        (0..from).rev().find(there)
    } else {
        (from..stops.len()).find(there)
    }
}

fn window_size() -> (f64, f64) {
    let size = |side: Result<wasm_bindgen::JsValue, _>| side.ok().and_then(|side| side.as_f64()).unwrap_or_default();
    (size(window().inner_width()), size(window().inner_height()))
}

/// The mark of the tour that is being taken, if one is. Mounted once.
#[component]
pub fn TourMark() -> impl IntoView {
    let session = Session::expect();
    let touring = session.touring;
    let at = RwSignal::new(None::<(Tour, usize)>);
    Effect::new(move || {
        at.set(None);
        let Some(tour) = touring.get() else { return };
        session.first_steps.set_done(FirstSteps::TOUR, true);
        spawn_local(async move {
            match tour.place(session).await {
                Some(href) => {
                    session.navigator.go(&href);
                    arrive(session, tour, at, LOOKS);
                }
                None => nothing(session),
            }
        });
    });
    // Who goes elsewhere has left the tour.
    let route = session.navigator.route();
    Effect::new(move || {
        route.track();
        if untrack(|| at.with(Option::is_some)) {
            touring.set(None);
        }
    });
    dynamic(move || {
        at.get()
            .map(|(tour, stop)| view! { <Mark session=session at=at tour=tour stop=stop/> })
    })
}

/// Begins once the first target is on the page.
fn arrive(session: Session, tour: Tour, at: RwSignal<Option<(Tour, usize)>>, looks: u32) {
    set_timeout(
        move || {
            if session.touring.try_get_untracked() != Some(Some(tour)) {
                return;
            }
            let first = target(&tour.stops()[0]).map(|_| 0);
            // Late on, whatever there is will do.
            match first.or_else(|| (looks == 0).then(|| visible(tour, 0, false)).flatten()) {
                Some(stop) => at.set(Some((tour, stop))),
                None if looks > 0 => arrive(session, tour, at, looks - 1),
                None => nothing(session),
            }
        },
        LOOK,
    );
}

/// There is nothing to show yet.
fn nothing(session: Session) {
    session.touring.set(None);
    session.toaster.show(Toast::info(words::tour::nothing()));
}

/// One stop.
#[component]
fn Mark(session: Session, at: RwSignal<Option<(Tour, usize)>>, tour: Tour, stop: usize) -> impl IntoView {
    let this = tour.stops()[stop];
    let there: Vec<usize> = (0..tour.stops().len()).filter(|at| target(&tour.stops()[*at]).is_some()).collect();
    let place = there.iter().filter(|other| **other <= stop).count().max(1);
    let (first, last) = (place == 1, there.iter().all(|other| *other <= stop));
    let leave = move || {
        session.touring.try_set(None);
    };
    let go = move |back: bool| {
        let next = if back {
            visible(tour, stop, true)
        } else {
            visible(tour, stop + 1, false)
        };
        match next {
            Some(next) => at.set(Some((tour, next))),
            None if back => {}
            None => leave(),
        }
    };
    let mark = NodeRef::<html::Div>::new();
    let ring = NodeRef::<html::Div>::new();
    use_standing(mark, ring, this, move || go(false), leave);
    let on_key = move |event: KeyboardEvent| {
        let pressed = event.key();
        let own = target_element(&event).is_some_and(|target| target.class_list().contains("tour"));
        match along_writing(&pressed, is_mirrored()) {
            "ArrowRight" => go(false),
            "ArrowLeft" => go(true),
            // On a button the key presses it.
            "Enter" if own => go(false),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let count = words::tour::place(tour.name(), &words::number(place as u64), &words::number(there.len() as u64));
    view! {
        <div class="tour-ring" popover="manual" aria-hidden="true" node_ref=ring></div>
        <div class="tour" popover="manual" role="dialog" tabindex="-1" aria-labelledby="tour-title" aria-describedby="tour-text" node_ref=mark on:keydown=on_key>
            <div class="tour__head">
                <p class="tour__count">{count}</p>
                <IconButton icon=Glyph::Close label=words::tour::leave() on_click=move |_| leave()/>
            </div>
            <h2 class="tour__title" id="tour-title">{(this.title)()}</h2>
            <p class="tour__text" id="tour-text">{(this.text)()}</p>
            <div class="tour__foot">
                {(!first).then(|| view! { <Button on_click=move |_| go(true)>{words::tour::back()}</Button> })}
                <Button kind=ButtonKind::Primary class="tour__next" on_click=move |_| go(false)>
                    {if last { words::tour::finish() } else { words::tour::next() }}
                </Button>
            </div>
        </div>
    }
}

/// Shows the mark and the ring around its target, keeps them there while the page moves, and gives focus back at the end.
fn use_standing(
    mark: NodeRef<html::Div>,
    ring: NodeRef<html::Div>,
    stop: Stop,
    pass: impl Fn() + Copy + 'static,
    leave: impl Fn() + Copy + 'static,
) {
    let shown = StoredValue::new(None::<HtmlElement>);
    let element = move || shown.try_get_value().flatten();
    let misses = StoredValue::new(0_u32);
    let stand = move || {
        let (Some(mark), Some(ring)) = (element(), ring.try_get_untracked().flatten()) else {
            return;
        };
        match target(&stop) {
            Some(target) => {
                misses.set_value(0);
                let rect = target.get_bounding_client_rect();
                put(&mark, &ring, [rect.left(), rect.top(), rect.right(), rect.bottom()]);
            }
            None if misses.try_get_value() == Some(MISSES) => pass(),
            None => {
                misses.try_update_value(|misses| *misses += 1);
            }
        }
    };
    mark.on_load(move |mark| {
        let mark: HtmlElement = mark.into();
        shown.set_value(Some(mark.clone()));
        if let Some(target) = target(&stop) {
            let nearest = ScrollIntoViewOptions::new();
            nearest.set_block(ScrollLogicalPosition::Nearest);
            nearest.set_inline(ScrollLogicalPosition::Nearest);
            target.scroll_into_view_with_scroll_into_view_options(&nearest);
        }
        // The layer remembers focus before it moves.
        let opened = enter(LayerKind::Panel, move || element().map(Into::into), || None, leave);
        on_cleanup(move || {
            let leaving: Option<Element> = shown.try_update_value(Option::take).flatten().map(Into::into);
            opened.leave(leaving.as_ref());
        });
        // Fails only where popovers are unknown; both are then simply in the page.
        if let Some(ring) = ring.get_untracked() {
            let _ = ring.show_popover();
        }
        let _ = mark.show_popover();
        stand();
        let next = mark.query_selector(".tour__next").ok().flatten();
        focus(&next.and_then(|next| next.dyn_into().ok()).unwrap_or(mark));
    });
    // The page draws itself anew and grows while rows arrive: where the target is, is looked at again.
    if let Ok(handle) = set_interval_with_handle(stand, LOOK) {
        on_cleanup(move || handle.clear());
    }
    listen(&window(), "resize", false, move |_| stand());
    listen(&window(), "scroll", true, move |_| stand());
}

fn put(mark: &HtmlElement, ring: &HtmlElement, area: Area) {
    let view = window_size();
    let size = (f64::from(mark.offset_width()), f64::from(mark.offset_height()));
    let (x, y) = beside(area, size, view, is_mirrored());
    set_property(mark, "--x", &format!("{x}px"));
    set_property(mark, "--y", &format!("{y}px"));
    let [left, top, right, bottom] = seen(area, view);
    for (name, value) in [("--x", left), ("--y", top), ("--inline", right - left), ("--block", bottom - top)] {
        set_property(ring, name, &format!("{value}px"));
    }
}
