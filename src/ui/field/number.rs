//! Numbers and money, as text: what was typed is kept until a rule accepts it.

use leptos::{ev::KeyboardEvent, html};

use super::{TextInput, text::TextInputProps};
use crate::reactive::prelude::*;

/// A number. The text is the person's own; parsing, rounding and errors belong to the caller's rule.
#[component]
pub fn NumberInput(
    /// The text it shows.
    #[prop(into)]
    value: Signal<String>,
    /// Each keystroke.
    #[prop(optional, into)]
    on_input: Option<Callback<String>>,
    /// Blur or Enter after a change.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// Arrow up and down: +1 and -1, ten times that with Shift.
    #[prop(optional, into)]
    on_step: Option<Callback<i32>>,
    /// Whole numbers only: the keyboard has no decimal sign.
    #[prop(optional)]
    whole: bool,
    /// Unit before the number, such as `€`.
    #[prop(optional, into)]
    unit: Signal<String>,
    /// Name for screen readers when no [`super::Field`] is around.
    #[prop(optional, into)]
    label: Option<String>,
    /// Shown while empty.
    #[prop(optional, into)]
    placeholder: Signal<String>,
    /// Off.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Takes focus when it appears.
    #[prop(optional)]
    autofocus: bool,
    /// The input itself.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    let on_key = Callback::new(move |event: KeyboardEvent| {
        let Some(on_step) = on_step else { return };
        let step = match event.key().as_str() {
            "ArrowUp" => 1,
            "ArrowDown" => -1,
            _ => return,
        };
        event.prevent_default();
        on_step.try_run(if event.shift_key() { step * 10 } else { step });
    });
    TextInput(TextInputProps {
        value,
        on_input,
        on_change,
        on_key: Some(on_key),
        on_blur: None,
        kind: super::TextKind::Plain,
        placeholder,
        label,
        icon: None,
        unit,
        key: None,
        autocomplete: "off",
        disabled,
        read_only: Signal::stored(false),
        autofocus,
        quiet: false,
        input_mode: if whole { "numeric" } else { "decimal" },
        node_ref,
    })
}
