//! Text: one line or several.

use leptos::{ev, html};

use super::FieldContext;
use crate::reactive::prelude::*;
use crate::ui::{
    button::Kbd,
    icon::{Glyph, Icon},
};

/// What kind of text: keyboard, spelling and semantics follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextKind {
    /// Words.
    #[default]
    Plain,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A web address.
    Url,
    /// Something to look for.
    Search,
    /// A secret.
    Password,
}

impl TextKind {
    const fn input_type(self) -> &'static str {
        match self {
            Self::Plain => "text",
            // Text with the right keyboard: the browser's own e-mail check would reject what our rule accepts.
            Self::Email | Self::Url => "text",
            Self::Phone => "tel",
            Self::Search => "search",
            Self::Password => "password",
        }
    }

    const fn input_mode(self) -> Option<&'static str> {
        match self {
            Self::Email => Some("email"),
            Self::Url => Some("url"),
            Self::Phone => Some("tel"),
            Self::Search => Some("search"),
            Self::Plain | Self::Password => None,
        }
    }
}

/// One line of text.
#[component]
pub fn TextInput(
    /// What it shows.
    #[prop(into)]
    value: Signal<String>,
    /// Each keystroke.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Blur or Enter after a change.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Keys, before the control handles them.
    #[prop(optional, into)]
    on_key: Option<Callback<ev::KeyboardEvent>>,
    /// Focus left.
    #[prop(optional, into)]
    on_blur: Option<Callback<()>>,
    /// What kind of text.
    #[prop(optional)]
    kind: TextKind,
    /// Shown while empty: an example, never the label.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Name for screen readers when no [`super::Field`] is around.
    #[prop(optional, into)]
    label: Option<String>,
    /// Icon before the text.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// Unit before the text, such as `€`.
    #[prop(optional, into)]
    unit: Signal<String>,
    /// Shortcut shown at the end.
    #[prop(optional, into)]
    key: Option<String>,
    /// HTML autocomplete token, such as `email`.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Off.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Shown but not changed.
    #[prop(optional, into)]
    read_only: Signal<bool>,
    /// Takes focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// Without an edge.
    #[prop(optional)]
    quiet: bool,
    /// Keyboard, such as `decimal`; empty for the one of its kind.
    #[prop(optional)]
    input_mode: &'static str,
    /// The input itself.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let field = FieldContext::current();
    let keyboard = if input_mode.is_empty() {
        kind.input_mode()
    } else {
        Some(input_mode)
    };
    if autofocus {
        node_ref.on_load(|input| {
            crate::ui::dom::focus_all(&input);
        });
    }
    view! {
        <span class=if quiet { "input input--quiet" } else { "input" }>
            {icon.map(|glyph| view! { <Icon glyph=glyph/> })}
            {move || {
                let unit = unit.get();
                (!unit.is_empty()).then(|| view! { <span class="input__unit">{unit}</span> })
            }}
            <input
                id=field.id
                type=kind.input_type()
                inputmode=keyboard
                autocomplete=autocomplete
                spellcheck=(kind != TextKind::Plain).then_some("false")
                autocapitalize=(kind != TextKind::Plain).then_some("off")
                placeholder=move || placeholder.get()
                aria-label=label
                aria-invalid=move || field.invalid.get().then_some("true")
                aria-describedby=move || field.described_by.get()
                aria-required=field.required.then_some("true")
                disabled=move || disabled.get()
                readonly=move || read_only.get()
                autofocus=autofocus
                node_ref=node_ref
                prop:value=move || value.get()
                on:input=move |event| {
                    if let Some(on_input) = on_input {
                        on_input.try_run(event_target_value(&event));
                    }
                }
                on:change=move |event| {
                    if let Some(on_change) = on_change {
                        on_change.try_run(event_target_value(&event));
                    }
                }
                on:keydown=move |event| {
                    if let Some(on_key) = on_key {
                        on_key.try_run(event);
                    }
                }
                on:blur=move |_| {
                    if let Some(on_blur) = on_blur {
                        on_blur.try_run(());
                    }
                }
            />
            {key.map(|key| view! { <Kbd key=key/> })}
        </span>
    }
}

/// Several lines. Grows with its text where the browser can.
#[component]
pub fn TextArea(
    /// What it shows.
    #[prop(into)]
    value: Signal<String>,
    /// Each keystroke.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Blur after a change.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Keys, before the control handles them.
    #[prop(optional, into)]
    on_key: Option<Callback<ev::KeyboardEvent>>,
    /// Lines at rest.
    #[prop(default = 3)]
    rows: u32,
    /// Shown while empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Name for screen readers when no [`super::Field`] is around.
    #[prop(optional, into)]
    label: Option<String>,
    /// Class in place of `input`, for composers that bring their own frame.
    #[prop(default = "input")]
    class: &'static str,
    /// Off.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// The element itself.
    #[prop(optional)]
    node_ref: NodeRef<html::Textarea>,
) -> impl IntoView {
    let field = FieldContext::current();
    view! {
        <textarea
            id=field.id
            class=class
            rows=rows.to_string()
            placeholder=move || placeholder.get()
            aria-label=label
            aria-invalid=move || field.invalid.get().then_some("true")
            aria-describedby=move || field.described_by.get()
            aria-required=field.required.then_some("true")
            disabled=move || disabled.get()
            node_ref=node_ref
            prop:value=move || value.get()
            on:input=move |event| {
                if let Some(on_input) = on_input {
                    on_input.try_run(event_target_value(&event));
                }
            }
            on:change=move |event| {
                if let Some(on_change) = on_change {
                    on_change.try_run(event_target_value(&event));
                }
            }
            on:keydown=move |event| {
                if let Some(on_key) = on_key {
                    on_key.try_run(event);
                }
            }
        ></textarea>
    }
}
