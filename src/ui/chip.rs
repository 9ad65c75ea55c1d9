//! Chips: a filter that can be read, changed and removed; a choice that is on or off.

use leptos::{ev::MouseEvent, html};

use super::{
    button::KeyHint,
    icon::{Glyph, Icon, IconSize},
    words::{fill, use_words},
};
use crate::reactive::prelude::*;

/// A part of a [`FilterChip`] that can be pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChipPart {
    /// What is filtered by.
    Field,
    /// How it is compared.
    Operator,
    /// With what.
    Value,
}

/// A filter: field, operator, value, remove. Each part is its own target and opens its own menu.
///
/// ```ignore
/// <FilterChip field="Stage" operator="is any of" value="Customer, Lead" node_ref=anchor
///     on_part=move |part| edit(part) on_remove=move || remove()/>
/// ```
#[component]
pub fn FilterChip(
    /// Name of the field.
    #[prop(into)]
    field: Signal<String>,
    /// The comparison in words; empty for none.
    #[prop(into)]
    operator: Signal<String>,
    /// What it is compared with, in words; empty for comparisons without.
    #[prop(into)]
    value: Signal<String>,
    /// A part was pressed.
    #[prop(into)]
    on_part: Callback<ChipPart>,
    /// Remove was pressed; without it the filter is fixed.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
    /// The chip, to anchor menus to it.
    #[prop(optional)]
    node_ref: NodeRef<html::Span>,
) -> impl IntoView {
    let words = use_words();
    let part = move |class: &'static str, text: Signal<String>, part: ChipPart| {
        move || {
            let text = text.get();
            (!text.is_empty()).then(|| view! { <button type="button" class=class on:click=move |_| on_part.run(part)>{text}</button> })
        }
    };
    view! {
        <span class="chip" node_ref=node_ref>
            {part("chip__part", field, ChipPart::Field)}
            {part("chip__part chip__part--op", operator, ChipPart::Operator)}
            {part("chip__part chip__part--value", value, ChipPart::Value)}
            {on_remove.map(|on_remove| view! {
                <button type="button" class="chip__remove" aria-label=move || fill(words.remove_filter, &[&field.get()]) on:click=move |_| on_remove.run(())>
                    <Icon glyph=Glyph::Close size=IconSize::Small/>
                </button>
            })}
        </span>
    }
}

/// Adds something to a row of chips.
#[component]
pub fn AddChip(
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
    /// What it opens is open.
    #[prop(optional, into)]
    expanded: Option<Signal<bool>>,
    /// Shortcut.
    #[prop(optional, into)]
    key: Signal<KeyHint>,
    /// The element, to anchor a menu to it.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
    /// Pressed.
    #[prop(into)]
    on_click: Callback<MouseEvent>,
) -> impl IntoView {
    let (action, aria_keys) = KeyHint::attributes(key);
    view! {
        <button
            type="button"
            class="chip chip--add"
            node_ref=node_ref
            data-action=action
            aria-keyshortcuts=aria_keys
            data-tip-key=move || key.with(|hint| hint.label.clone())
            aria-expanded=move || expanded.map(|on| on.get().to_string())
            on:click=move |event| on_click.run(event)
        >
            <Icon glyph=Glyph::Plus size=IconSize::Small/>
            {move || label.get()}
        </button>
    }
}

/// A choice that is on or off.
#[component]
pub fn ToggleChip(
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
    /// Icon before them.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// On.
    #[prop(into)]
    pressed: Signal<bool>,
    /// Pressed.
    #[prop(into)]
    on_click: Callback<MouseEvent>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=move || if pressed.get() { "chip chip--on" } else { "chip chip--choice" }
            aria-pressed=move || pressed.get().to_string()
            on:click=move |event| on_click.run(event)
        >
            {icon.map(|glyph| view! { <Icon glyph=glyph size=IconSize::Small/> })}
            {move || label.get()}
        </button>
    }
}
