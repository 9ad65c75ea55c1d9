//! The drawing in the document: shapes as SVG, marks as links, one Tab stop.

use leptos::{ev::KeyboardEvent, html};
use web_sys::Element;

use super::drawing::{Drawing, Form, Shape, number};
use crate::reactive::prelude::*;
use crate::ui::dom::use_size;
use crate::ui::roving::{Axis, rove};

/// A chart as large as its place. It is drawn again when the place or what `draw` reads changes.
#[component]
pub fn ChartView(
    /// What it shows, for people who do not see it.
    #[prop(into)]
    label: Signal<String>,
    /// Draws on a sheet of a width and height.
    #[prop(into)]
    draw: Callback<(f64, f64), Option<Drawing>>,
) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let size = use_size(place);
    let on_key = move |event: KeyboardEvent| {
        if let Some(place) = place.get_untracked() {
            let place: &Element = place.as_ref();
            rove(&event, place, "a", Axis::Both);
        }
    };
    view! {
        <div class="chart" node_ref=place on:keydown=on_key>
            {move || {
                let (width, height) = size.get();
                // Scroll bars may take some of it: the sheet leaves them room instead of jumping when they come.
                (width > 0.0).then(|| draw.try_run((width, height)).flatten()).flatten().map(|drawing| sheet(&drawing, label.get()))
            }}
        </div>
    }
}

fn sheet(drawing: &Drawing, label: String) -> AnyView {
    let mut first = true;
    // A mark may be several shapes: only the first of it is a stop for the keyboard.
    let mut stops = vec![false; drawing.marks.len()];
    let mut shapes = Vec::with_capacity(drawing.shapes.len());
    let last_of = |mark: usize| drawing.shapes.iter().rposition(|shape| shape.mark == Some(mark));
    for (index, shape) in drawing.shapes.iter().enumerate() {
        let view = shape_view(shape);
        let Some((number, mark)) = shape.mark.and_then(|number| Some((number, drawing.marks.get(number)?))) else {
            shapes.push(view);
            continue;
        };
        // The last shape lies above the others and covers the most: it takes the focus, and the rest is for the pointer.
        let is_last = last_of(number) == Some(index) && !std::mem::replace(&mut stops[number], true);
        let tip = mark.label.clone();
        let view = match mark.href.clone() {
            Some(href) if is_last => {
                let tab = if std::mem::take(&mut first) { "0" } else { "-1" };
                view! { <g><a href=href tabindex=tab aria-label=mark.label.clone() data-tip=tip>{view}</a></g> }.into_any()
            }
            Some(href) => view! { <g aria-hidden="true"><a href=href tabindex="-1" data-tip=tip>{view}</a></g> }.into_any(),
            None => view! { <g data-tip=tip>{view}</g> }.into_any(),
        };
        shapes.push(view);
    }
    view! {
        <svg
            class="chart__sheet"
            width=number(drawing.width)
            height=number(drawing.height)
            role="group"
            aria-label=label
        >
            {shapes}
        </svg>
    }
    .into_any()
}

fn shape_view(shape: &Shape) -> AnyView {
    let class = shape.class.clone();
    match &shape.form {
        Form::Path(d) => view! { <path class=class d=d.clone()></path> }.into_any(),
        Form::Text { x, y, anchor, text } => view! {
            <text class=class x=number(*x) y=number(*y) text-anchor=anchor.name() aria-hidden="true">{text.clone()}</text>
        }
        .into_any(),
    }
}
