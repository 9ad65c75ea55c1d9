//! Select: one of a few, with the platform's own list.

use crate::reactive::prelude::*;

use super::FieldContext;
use crate::ui::icon::{Glyph, Icon, IconSize};

/// One choice of a [`Select`] or [`super::RadioGroup`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectOption {
    /// What is handed back.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// Cannot be chosen now.
    pub disabled: bool,
}

impl SelectOption {
    /// A choice.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            disabled: false,
        }
    }
}

/// A native select.
#[component]
pub fn Select(
    /// The chosen value; one that is not among the options shows the placeholder.
    #[prop(into)]
    value: Signal<String>,
    /// The choices.
    #[prop(into)]
    options: Signal<Vec<SelectOption>>,
    /// A choice was made.
    #[prop(into)]
    on_change: Callback<String>,
    /// Shown, and chosen as the empty value, while nothing is chosen.
    #[prop(optional, into)]
    placeholder: Option<String>,
    /// Name for screen readers when no [`super::Field`] is around.
    #[prop(optional, into)]
    label: Option<String>,
    /// Off.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let field = FieldContext::current();
    view! {
        <span class="select-box">
            <select
                id=field.id
                class="input"
                aria-label=label
                aria-invalid=move || field.invalid.get().then_some("true")
                aria-describedby=move || field.described_by.get()
                aria-required=field.required.then_some("true")
                disabled=move || disabled.get()
                on:change=move |event| { on_change.try_run(event_target_value(&event)); }
            >
                {placeholder
                    .map(|text| view! { <option value="" prop:selected=move || value.get().is_empty()>{text}</option> })}
                {move || {
                    options
                        .get()
                        .into_iter()
                        .map(|option| {
                            let own = option.value.clone();
                            view! {
                                <option
                                    value=option.value
                                    disabled=option.disabled
                                    prop:selected=move || value.with(|value| *value == own)
                                >
                                    {option.label}
                                </option>
                            }
                        })
                        .collect_view()
                }}
            </select>
            <Icon glyph=Glyph::ChevronDown size=IconSize::Small/>
        </span>
    }
}
