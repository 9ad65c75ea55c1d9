//! The grip of a widget: dragged with a pointer, moved and resized with arrows.

use leptos::ev::{KeyboardEvent, PointerEvent};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::arrange::Step;
use crate::reactive::prelude::*;
use crate::ui::dom::{focus, is_mirrored};
use crate::ui::icon::{Glyph, Icon};
use crate::words;

/// Marks a widget in the document; its value is the widget's key.
const WIDGET: &str = "data-widget";

/// The step of a key; `None` for keys that do nothing here. In mirrored layouts the arrows along the page are exchanged.
fn step_of(key: &str, shift: bool, mirrored: bool, widget: u32) -> Option<Step> {
    let ahead = if mirrored { -1 } else { 1 };
    Some(match (key, shift) {
        ("ArrowRight", false) => Step::MoveBy(widget, ahead),
        ("ArrowLeft", false) => Step::MoveBy(widget, -ahead),
        ("ArrowDown", false) => Step::MoveBy(widget, 1),
        ("ArrowUp", false) => Step::MoveBy(widget, -1),
        ("Home", false) => Step::MoveTo(widget, 0),
        ("End", false) => Step::MoveTo(widget, usize::MAX),
        ("ArrowRight", true) => Step::Resize(widget, ahead as i8, 0),
        ("ArrowLeft", true) => Step::Resize(widget, -ahead as i8, 0),
        ("ArrowDown", true) => Step::Resize(widget, 0, 1),
        ("ArrowUp", true) => Step::Resize(widget, 0, -1),
        _ => return None,
    })
}

fn refocus(widget: u32) {
    let grip = document()
        .query_selector(&format!("[{WIDGET}='{widget}'] .widget__grip"))
        .ok()
        .flatten();
    if let Some(grip) = grip.and_then(|grip| grip.dyn_into::<HtmlElement>().ok()) {
        focus(&grip);
    }
}

/// The grip. `over` is the widget under the pointer while this one is dragged.
#[component]
pub fn Grip(
    /// The widget's key.
    widget: u32,
    /// Its title.
    #[prop(into)]
    title: Signal<String>,
    /// The widget that is dragged, and the one it is over.
    dragged: RwSignal<Option<(u32, u32)>>,
    /// A step was taken.
    #[prop(into)]
    on_step: Callback<Step>,
    /// It was dropped on another widget.
    #[prop(into)]
    on_drop: Callback<(u32, u32)>,
) -> impl IntoView {
    let on_key = move |event: KeyboardEvent| {
        let mirrored = is_mirrored();
        if event.key() == "Escape" && dragged.get_untracked().is_some() {
            event.stop_propagation();
            dragged.set(None);
        } else if !(event.ctrl_key() || event.meta_key() || event.alt_key())
            && let Some(step) = step_of(&event.key(), event.shift_key(), mirrored, widget)
        {
            event.prevent_default();
            on_step.run(step);
            // What is moved in the document loses the focus.
            request_animation_frame(move || refocus(widget));
        }
    };
    let under = |event: &PointerEvent| {
        let point = document().element_from_point(event.client_x() as f32, event.client_y() as f32)?;
        let found: Element = point.closest(&format!("[{WIDGET}]")).ok()??;
        found.get_attribute(WIDGET)?.parse::<u32>().ok()
    };
    view! {
        <button
            type="button"
            class="widget__grip button button--icon button--ghost"
            aria-label=move || words::dashboards::grip(&title.get())
            data-tip=move || words::dashboards::grip(&title.get())
            on:keydown=on_key
            on:pointerdown=move |event: PointerEvent| {
                if event.button() == 0 && event.is_primary() {
                    if let Some(grip) = event.current_target().and_then(|grip| grip.dyn_into::<Element>().ok()) {
                        // Without the capture the drag ends at the edge of the grip; it is still there by keyboard.
                        let _ = grip.set_pointer_capture(event.pointer_id());
                    }
                    dragged.set(Some((widget, widget)));
                }
            }
            on:pointermove=move |event: PointerEvent| {
                if dragged.get_untracked().is_some()
                    && let Some(over) = under(&event)
                {
                    dragged.set(Some((widget, over)));
                }
            }
            on:pointerup=move |_| {
                if let Some((from, over)) = dragged.get_untracked() {
                    dragged.set(None);
                    if from != over {
                        on_drop.run((from, over));
                    }
                }
            }
            on:pointercancel=move |_| dragged.set(None)
        >
            <Icon glyph=Glyph::Grip/>
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_move_and_resize_the_way_they_point() {
        assert_eq!(step_of("ArrowRight", false, false, 1), Some(Step::MoveBy(1, 1)));
        assert_eq!(step_of("ArrowRight", false, true, 1), Some(Step::MoveBy(1, -1)));
        assert_eq!(step_of("ArrowRight", true, false, 1), Some(Step::Resize(1, 1, 0)));
        assert_eq!(step_of("ArrowUp", true, false, 1), Some(Step::Resize(1, 0, -1)));
        assert_eq!(step_of("Enter", false, false, 1), None);
    }
}
