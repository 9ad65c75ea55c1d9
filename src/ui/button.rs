//! Buttons: one primary per region, everything else edged, ghost or link.
//!
//! ```ignore
//! <Button kind=ButtonKind::Primary icon=Glyph::Plus key="N" on_click=move |_| add()>"New deal"</Button>
//! <IconButton icon=Glyph::Undo label="Undo" on_click=move |_| undo()/>
//! ```
//! The label of a button is a verb with its object. `attr:` spreads reach the `<button>` itself.

use leptos::{ev::MouseEvent, html};

use super::icon::{Glyph, Icon};
use crate::reactive::prelude::*;

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// Filled accent: at most one per region.
    Primary,
    /// Edged.
    #[default]
    Default,
    /// Without an edge, for toolbars.
    Ghost,
    /// Filled red: only inside the dialog that confirms.
    Danger,
    /// Looks like a link, in rows of text.
    Link,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button button--primary",
            Self::Default => "button",
            Self::Ghost => "button button--ghost",
            Self::Danger => "button button--danger",
            Self::Link => "button button--link",
        }
    }
}

/// A key or key combination, as a hint inside a button, menu or tooltip.
#[component]
pub fn Kbd(
    /// What is written on the key, such as `N` or `⌘K`.
    #[prop(into)]
    key: Signal<String>,
) -> impl IntoView {
    view! { <kbd class="kbd">{move || key.get()}</kbd> }
}

/// A button with words.
#[component]
pub fn Button(
    /// How it looks; edged unless told.
    #[prop(optional)]
    kind: ButtonKind,
    /// Icon before the words.
    #[prop(optional, into)]
    icon: Option<Signal<Glyph>>,
    /// Icon after the words.
    #[prop(optional)]
    icon_end: Option<Glyph>,
    /// Shortcut shown at its end.
    #[prop(optional, into)]
    key: Option<String>,
    /// Off. Say why elsewhere: a disabled button cannot be focused.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Work is going on: keeps width and words, cannot be pressed.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// For toggles: pressed or not. Absent for plain buttons.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// For what opens something: open or not.
    #[prop(optional, into)]
    expanded: Option<Signal<bool>>,
    /// Fills its container.
    #[prop(optional)]
    wide: bool,
    /// Submits the form it is in.
    #[prop(optional)]
    submit: bool,
    /// More classes.
    #[prop(optional, into)]
    class: String,
    /// The element, to anchor popovers to it or focus it.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
    /// Pressed by pointer or key.
    #[prop(optional, into)]
    on_click: Option<Callback<MouseEvent>>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let class = format!("{}{}{}", kind.class(), if wide { " button--wide " } else { " " }, class);
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=class
            class:button--busy=move || busy.get()
            node_ref=node_ref
            disabled=move || disabled.get()
            aria-busy=move || busy.get().then_some("true")
            aria-disabled=move || busy.get().then_some("true")
            aria-pressed=move || pressed.map(|on| on.get().to_string())
            aria-expanded=move || expanded.map(|on| on.get().to_string())
            on:click=move |event| {
                if busy.get_untracked() {
                    event.prevent_default();
                } else if let Some(on_click) = on_click {
                    on_click.run(event);
                }
            }
        >
            {move || {
                let glyph = if busy.get() { Some(Glyph::Sync) } else { icon.map(|icon| icon.get()) };
                glyph.map(|glyph| view! { <Icon glyph=glyph/> })
            }}
            {children()}
            {icon_end.map(|glyph| view! { <Icon glyph=glyph/> })}
            {key.map(|key| view! { <Kbd key=key/> })}
        </button>
    }
}

/// A button that is only an icon. It carries a name and shows it as a tooltip.
#[component]
pub fn IconButton(
    /// What is drawn.
    #[prop(into)]
    icon: Signal<Glyph>,
    /// Name, also the tooltip.
    #[prop(into)]
    label: Signal<String>,
    /// Ghost unless told.
    #[prop(default = ButtonKind::Ghost)]
    kind: ButtonKind,
    /// Shortcut, shown in the tooltip.
    #[prop(optional, into)]
    key: Option<String>,
    /// Off.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// For toggles.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// For what opens something.
    #[prop(optional, into)]
    expanded: Option<Signal<bool>>,
    /// More classes.
    #[prop(optional, into)]
    class: String,
    /// The element, to anchor popovers to it or focus it.
    #[prop(optional)]
    node_ref: NodeRef<html::Button>,
    /// Pressed by pointer or key.
    #[prop(optional, into)]
    on_click: Option<Callback<MouseEvent>>,
) -> impl IntoView {
    let class = format!("{} button--icon {class}", kind.class());
    view! {
        <button
            type="button"
            class=class
            node_ref=node_ref
            disabled=move || disabled.get()
            aria-label=move || label.get()
            data-tip=move || label.get()
            data-tip-key=key
            aria-pressed=move || pressed.map(|on| on.get().to_string())
            aria-expanded=move || expanded.map(|on| on.get().to_string())
            on:click=move |event| {
                if let Some(on_click) = on_click {
                    on_click.run(event);
                }
            }
        >
            <Icon glyph=icon/>
        </button>
    }
}

/// Buttons that belong together and share their edges.
#[component]
pub fn ButtonGroup(
    /// Name of the group.
    #[prop(into)]
    label: Signal<String>,
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! {
        <span class="button-group" role="group" aria-label=move || label.get()>
            {children()}
        </span>
    }
}
