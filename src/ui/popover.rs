//! Popover: a floating layer that hangs from a control.
//!
//! ```ignore
//! let open = RwSignal::new(false);
//! let anchor = NodeRef::<html::Button>::new();
//! view! {
//!     <Button node_ref=anchor expanded=open on_click=move |_| open.update(|o| *o = !*o)>"Columns"</Button>
//!     <Popover open=open anchor=anchor label="Columns" padded=true> ... </Popover>
//! }
//! ```
//! Content exists only while open. Esc or a press elsewhere closes; focus returns to the control.
//! It stands in the top layer, so no ancestor clips it, and it is placed where there is room.

use std::sync::Arc;

use leptos::{html, tachys::html::element::ElementType};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{
    dom::{focus, focusable_in, is_mirrored, listen, set_property},
    layer::{LayerKind, enter},
};
use crate::reactive::prelude::*;

/// What a popover hangs from.
#[derive(Clone)]
pub enum Anchor {
    /// A control.
    Element(Arc<dyn Fn() -> Option<Element> + Send + Sync>),
    /// A point of the window, such as where a context menu was asked for.
    Point(Signal<(f64, f64)>),
}

impl<E> From<NodeRef<E>> for Anchor
where
    E: ElementType + 'static,
    E::Output: AsRef<Element> + JsCast + Clone + 'static,
{
    fn from(node_ref: NodeRef<E>) -> Self {
        Self::Element(Arc::new(move || {
            node_ref
                .try_get_untracked()
                .flatten()
                .map(|element| AsRef::<Element>::as_ref(&element).clone())
        }))
    }
}

impl Anchor {
    /// The control, for anchors that are one.
    #[must_use]
    pub fn element(&self) -> Option<Element> {
        match self {
            Self::Element(find) => find(),
            Self::Point(_) => None,
        }
    }

    /// Left, top, right, bottom in window pixels.
    fn area(&self) -> Option<[f64; 4]> {
        match self {
            Self::Element(find) => find().as_ref().map(area_of),
            Self::Point(point) => point.try_get_untracked().map(|(x, y)| [x, y, x, y]),
        }
    }
}

/// Where along the anchor the popover starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Starts flush.
    #[default]
    Start,
    /// Ends flush.
    End,
}

/// Which side of the anchor is tried first; the other is used when it has more room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Under it.
    #[default]
    Below,
    /// Over it.
    Above,
}

/// Space kept between anchor, popover and the window's edge, in pixels.
const GAP: f64 = 4.0;
const EDGE: f64 = 8.0;

/// Left, top and the room for its height, for a popover of `size` in a window of `view`.
fn place(anchor: [f64; 4], size: (f64, f64), view: (f64, f64), side: Side, align: Align) -> (f64, f64, f64) {
    let [left, top, right, bottom] = anchor;
    let below = view.1 - bottom - GAP - EDGE;
    let above = top - GAP - EDGE;
    let fits_first = if side == Side::Below { below >= size.1 } else { above >= size.1 };
    let under = if fits_first { side == Side::Below } else { below >= above };
    let room = if under { below } else { above };
    let height = size.1.min(room);
    let y = if under { bottom + GAP } else { top - GAP - height };
    let x = if align == Align::Start { left } else { right - size.0 };
    (x.clamp(EDGE, (view.0 - size.0 - EDGE).max(EDGE)), y.max(EDGE), room.max(64.0))
}

/// Left, top, right, bottom of an element in window pixels.
pub(super) fn area_of(element: &Element) -> [f64; 4] {
    let rect = element.get_bounding_client_rect();
    [rect.left(), rect.top(), rect.right(), rect.bottom()]
}

/// Writes the place of `popover` as custom properties; `area` is its anchor's.
pub(super) fn put(popover: &HtmlElement, area: [f64; 4], side: Side, align: Align) {
    let view = (
        window().inner_width().ok().and_then(|width| width.as_f64()).unwrap_or(0.0),
        window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0),
    );
    set_property(popover, "--anchor", &format!("{}px", area[2] - area[0]));
    let size = (f64::from(popover.offset_width()), f64::from(popover.scroll_height()));
    // Mirrored documents align to the other edge.
    let mirrored = is_mirrored();
    let align = match (align, mirrored) {
        (Align::Start, false) | (Align::End, true) => Align::Start,
        _ => Align::End,
    };
    let (x, y, room) = place(area, size, view, side, align);
    set_property(popover, "--x", &format!("{x}px"));
    set_property(popover, "--y", &format!("{y}px"));
    set_property(popover, "--room", &format!("{room}px"));
}

/// Where focus goes when a popover opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InitialFocus {
    /// What is marked with `data-autofocus`, else the first control inside, else the popover itself.
    #[default]
    First,
    /// Stays where it is: comboboxes and tooltips.
    Stay,
}

/// A floating layer under or over its anchor.
#[component]
pub fn Popover(
    /// Whether it is open; set to false when it closes itself.
    open: RwSignal<bool>,
    /// What it hangs from.
    #[prop(into)]
    anchor: Anchor,
    /// Name for screen readers; leave empty when the content names itself.
    #[prop(optional, into)]
    label: Signal<String>,
    /// ARIA role; none for content with its own.
    #[prop(default = "dialog")]
    role: &'static str,
    /// Starts or ends flush with the anchor.
    #[prop(optional)]
    align: Align,
    /// Side tried first.
    #[prop(optional)]
    side: Side,
    /// Where focus goes.
    #[prop(optional)]
    initial_focus: InitialFocus,
    /// With padding: for forms. Menus bring their own.
    #[prop(optional)]
    padded: bool,
    /// Becomes a sheet at the foot of a phone.
    #[prop(default = true)]
    sheet: bool,
    /// More classes.
    #[prop(optional, into)]
    class: String,
    /// Built anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let class = format!(
        "popover{}{} {class}",
        if padded { " popover--padded" } else { "" },
        if sheet { " popover--sheet" } else { "" }
    );
    let anchor = StoredValue::new(anchor);
    let children = StoredValue::new(children);
    dynamic(move || {
        open.get().then(|| {
            let node_ref = NodeRef::<html::Div>::new();
            use_placing(node_ref, anchor, side, align, initial_focus, move || {
                open.try_set(false);
            });
            view! {
                <div
                    class=class.clone()
                    popover="manual"
                    node_ref=node_ref
                    role=(!role.is_empty()).then_some(role)
                    aria-label=move || Some(label.get()).filter(|label| !label.is_empty())
                    tabindex="-1"
                >
                    {children.with_value(|children| children())}
                </div>
            }
        })
    })
}

/// Shows, places and registers an open popover until its owner goes.
fn use_placing(
    node_ref: NodeRef<html::Div>,
    anchor: StoredValue<Anchor>,
    side: Side,
    align: Align,
    initial_focus: InitialFocus,
    close: impl Fn() + Copy + 'static,
) {
    let shown = StoredValue::new(None);
    let element = move || shown.try_get_value().flatten();
    node_ref.on_load(move |popover| {
        let popover: HtmlElement = popover.into();
        shown.set_value(Some(popover.clone()));
        // The layer remembers focus before it moves.
        let opened = enter(
            LayerKind::Popover,
            move || element().map(Into::into),
            move || anchor.try_with_value(Anchor::element).flatten(),
            close,
        );
        on_cleanup_leave(opened, shown);
        // Fails only where popovers are unknown; the element is then simply in the page.
        let _ = popover.show_popover();
        if let Some(area) = anchor.with_value(Anchor::area) {
            put(&popover, area, side, align);
        }
        if initial_focus == InitialFocus::First {
            let marked = popover
                .query_selector("[data-autofocus]")
                .ok()
                .flatten()
                .and_then(|marked| marked.dyn_into::<HtmlElement>().ok());
            let first = marked.or_else(|| focusable_in(&popover).into_iter().next());
            focus(&first.unwrap_or(popover));
        }
    });
    let replace = move || {
        if let (Some(popover), Some(Some(area))) = (element(), anchor.try_with_value(Anchor::area)) {
            put(&popover, area, side, align);
        }
    };
    listen(&window(), "resize", false, move |_| replace());
    listen(&window(), "scroll", true, move |event| {
        // Scrolling inside the popover does not move its anchor.
        let inside = element().is_some_and(|popover| {
            event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .is_some_and(|target| popover.contains(Some(&target)))
        });
        if !inside {
            replace();
        }
    });
}

/// The handle lives outside the owner of `on_load`, which may not be the popover's.
fn on_cleanup_leave(opened: super::layer::Opened, shown: StoredValue<Option<HtmlElement>>) {
    on_cleanup(move || {
        let leaving: Option<Element> = shown.try_update_value(Option::take).flatten().map(Into::into);
        opened.leave(leaving.as_ref());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    const VIEW: (f64, f64) = (1000.0, 600.0);

    #[test]
    fn goes_below_when_it_fits() {
        let (x, y, _) = place([100.0, 50.0, 180.0, 80.0], (200.0, 300.0), VIEW, Side::Below, Align::Start);
        assert_eq!((x, y), (100.0, 84.0));
    }

    #[test]
    fn flips_when_there_is_more_room_above() {
        let (_, y, room) = place([100.0, 500.0, 180.0, 530.0], (200.0, 300.0), VIEW, Side::Below, Align::Start);
        assert_eq!((y, room), (196.0, 488.0));
    }

    #[test]
    fn stays_inside_the_window() {
        let (x, _, _) = place([950.0, 50.0, 990.0, 80.0], (200.0, 100.0), VIEW, Side::Below, Align::Start);
        assert_eq!(x, 792.0);
        let (x, _, _) = place([0.0, 50.0, 40.0, 80.0], (200.0, 100.0), VIEW, Side::Below, Align::End);
        assert_eq!(x, 8.0);
    }

    #[test]
    fn is_cut_to_the_larger_side() {
        let (_, y, room) = place([0.0, 250.0, 40.0, 280.0], (200.0, 900.0), VIEW, Side::Below, Align::Start);
        assert_eq!((y, room), (284.0, 308.0));
    }
}
