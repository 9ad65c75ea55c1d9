//! The living gallery: every component in every state, alive.
//!
//! Compiled into debug builds, and into release builds with the `gallery` feature. It is where a change to the design
//! system is looked at: in both themes, both densities, wide and 390 px. It speaks about made-up people only.

mod board;
mod charts;
mod controls;
mod frame;
mod grid;
mod marks;
mod overlays;
mod schedule;
mod structure;

use crate::reactive::prelude::*;

use super::{
    icon::IconSprite,
    segmented::{Choice, Segmented},
    toast::{ToastStack, Toaster},
    tooltip::Tooltips,
};

/// One titled block of the gallery.
#[component]
fn Specimen(
    /// What it shows.
    #[prop(into)]
    title: String,
    /// Takes the whole width.
    #[prop(optional)]
    wide: bool,
    children: Children,
) -> impl IntoView {
    view! {
        <section class=if wide { "specimen specimen--wide" } else { "specimen" }>
            <h2 class="specimen__title">{title}</h2>
            <div class="specimen__body">{children()}</div>
        </section>
    }
}

/// A labelled row of a specimen.
#[component]
fn Line(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! {
        <div class="specimen__row">
            <span class="specimen__label">{label}</span>
            <div class="specimen__items">{children()}</div>
        </div>
    }
}

fn set_root(name: &'static str, value: &str) {
    if let Some(root) = document().document_element() {
        // The names are constants, so setting them cannot fail.
        let _ = if value == "auto" {
            root.remove_attribute(name)
        } else {
            root.set_attribute(name, value)
        };
    }
}

/// The gallery page. Stands alone: brings its own sprite, tooltips and toasts.
#[component]
pub fn Gallery() -> impl IntoView {
    Toaster::provide();
    let theme = RwSignal::new("auto".to_owned());
    let density = RwSignal::new("auto".to_owned());
    let part = RwSignal::new("components".to_owned());
    let leave = Callback::new(move |()| part.set("components".to_owned()));
    let framed = Memo::new(move |_| part.with(|part| part == "frame"));
    let page = move || {
        view! {
            <main class="gallery" id="main" tabindex="-1">
                <header class="gallery__head">
                    <h1 class="page-title">"Components"</h1>
                    <p class="muted">"Every block in every state."</p>
                    <div class="gallery__tools">
                        <Segmented
                            label="Part"
                            value=part
                            on_change=move |key| part.set(key)
                            choices=vec![Choice::new("components", "Components"), Choice::new("grid", "Grid"), Choice::new("board", "Board"), Choice::new("schedule", "Schedule"), Choice::new("charts", "Charts"), Choice::new("frame", "Frame")]
                        />
                        <Segmented
                            label="Theme"
                            value=theme
                            on_change=move |key: String| {
                                set_root("data-theme", &key);
                                theme.set(key);
                            }
                            choices=vec![Choice::new("auto", "System"), Choice::new("light", "Light"), Choice::new("dark", "Dark")]
                        />
                        <Segmented
                            label="Density"
                            value=density
                            on_change=move |key: String| {
                                set_root("data-density", &key);
                                density.set(key);
                            }
                            choices=vec![Choice::new("auto", "Comfortable"), Choice::new("compact", "Compact")]
                        />
                    </div>
                </header>
                {move || match part.get().as_str() {
                    "grid" => view! { <grid::GridSpecimen/> }.into_any(),
                    "board" => view! { <board::BoardSpecimen/> }.into_any(),
                    "charts" => view! { <charts::Charts/> }.into_any(),
                    "schedule" => view! { <schedule::ScheduleSpecimen/> }.into_any(),
                    _ => {
                        view! {
                            <div class="gallery__grid">
                                <controls::Buttons/>
                                <controls::Inputs/>
                                <controls::Choices/>
                                <marks::Marks/>
                                <structure::Structure/>
                                <overlays::Overlays/>
                                <marks::Icons/>
                            </div>
                        }
                            .into_any()
                    }
                }}
            </main>
        }
    };
    view! {
        <IconSprite/>
        {move || if framed.get() { view! { <frame::FrameSpecimen on_leave=leave/> }.into_any() } else { page().into_any() }}
        <ToastStack/>
        <Tooltips/>
    }
}
