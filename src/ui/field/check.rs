//! Checkbox, radio group and switch: native inputs, drawn by the style sheet.

use leptos::ev::Event;

use super::{FieldContext, SelectOption};
use crate::reactive::prelude::*;
use crate::ui::dom::fresh_id;

/// Part of a set, or a yes that takes effect on save.
#[component]
pub fn Checkbox(
    /// On.
    #[prop(into)]
    checked: Signal<bool>,
    /// Some of what it stands for is on.
    #[prop(optional, into)]
    mixed: Signal<bool>,
    /// Changed to.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Name for screen readers when it has no words beside it.
    #[prop(optional, into)]
    label: Option<String>,
    /// Off.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Words beside it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let field = use_context::<FieldContext>();
    view! {
        <label class="check">
            <input
                type="checkbox"
                id=field.as_ref().map(|field| field.id.clone())
                aria-label=label
                aria-describedby=move || field.as_ref().and_then(|field| field.described_by.get())
                disabled=move || disabled.get()
                prop:checked=move || checked.get()
                prop:indeterminate=move || mixed.get()
                on:change=move |event: Event| { on_change.try_run(event_target_checked(&event)); }
            />
            {children.map(|children| children())}
        </label>
    }
}

/// A setting that takes effect at once.
#[component]
pub fn Switch(
    /// On.
    #[prop(into)]
    checked: Signal<bool>,
    /// Changed to.
    #[prop(into)]
    on_change: Callback<bool>,
    /// Off.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Words beside it.
    children: Children,
) -> impl IntoView {
    view! {
        <label class="check">
            <input
                type="checkbox"
                role="switch"
                class="switch"
                disabled=move || disabled.get()
                prop:checked=move || checked.get()
                on:change=move |event: Event| { on_change.try_run(event_target_checked(&event)); }
            />
            {children()}
        </label>
    }
}

/// One of a few, all visible.
#[component]
pub fn RadioGroup(
    /// Name of the group.
    #[prop(into)]
    label: Signal<String>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// The choices.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// A choice was made.
    #[prop(into)]
    on_change: Callback<String>,
) -> impl IntoView {
    let name = fresh_id("radio");
    view! {
        <div class="radio-group" role="radiogroup" aria-label=move || label.get()>
            {move || {
                options
                    .get()
                    .into_iter()
                    .map(|option| {
                        let own = option.value.clone();
                        let chosen = option.value.clone();
                        view! {
                            <label class="check">
                                <input
                                    type="radio"
                                    name=name.clone()
                                    value=option.value
                                    disabled=option.disabled
                                    prop:checked=move || value.with(|value| *value == own)
                                    on:change=move |_| { on_change.try_run(chosen.clone()); }
                                />
                                {option.label}
                            </label>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}
