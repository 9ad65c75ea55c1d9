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

/// What a control says about its shortcut.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct KeyHint {
    /// Name of the action that the control does: its key presses this control. Empty for none.
    pub action: &'static str,
    /// The key as people read it; empty for none.
    pub label: String,
    /// The key for `aria-keyshortcuts`; empty for none.
    pub aria: String,
}

impl KeyHint {
    /// The attributes that every control with a hint carries: the action, and the key for screen readers.
    pub(super) fn attributes(hint: Signal<Self>) -> (impl Fn() -> Option<&'static str> + Copy, impl Fn() -> Option<String> + Copy) {
        (
            move || hint.with(|hint| Some(hint.action).filter(|action| !action.is_empty())),
            move || hint.with(|hint| Some(hint.aria.clone()).filter(|keys| !keys.is_empty())),
        )
    }
}

crate::reactive::fixed!(KeyHint);

impl From<&str> for Signal<KeyHint> {
    fn from(label: &str) -> Self {
        Self::from(label.to_owned())
    }
}

/// A key that the control itself hears.
impl From<String> for Signal<KeyHint> {
    fn from(label: String) -> Self {
        Self::stored(KeyHint {
            label,
            ..KeyHint::default()
        })
    }
}

/// A key or key combination, as a hint inside a button, menu or tooltip. Keys pressed one after the other are apart.
#[component]
pub fn Kbd(
    /// What is written on the key, such as `N` or `⌘K`.
    #[prop(into)]
    key: Signal<String>,
) -> impl IntoView {
    dynamic(move || {
        let key = key.get();
        // A space alone is no key; it would have a name.
        key.split(' ')
            .filter(|key| !key.is_empty())
            .map(|key| view! { <kbd class="kbd">{key.to_owned()}</kbd> })
            .collect_view()
    })
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
    /// Shortcut, shown at its end.
    #[prop(optional, into)]
    key: Signal<KeyHint>,
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
    let (action, aria_keys) = KeyHint::attributes(key);
    view! {
        <button
            type=if submit { "submit" } else { "button" }
            class=class
            class:button--busy=move || busy.get()
            node_ref=node_ref
            disabled=move || disabled.get()
            data-action=action
            aria-keyshortcuts=aria_keys
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
            {move || {
                let label = key.with(|hint| hint.label.clone());
                (!label.is_empty()).then(|| view! { <Kbd key=label/> })
            }}
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
    key: Signal<KeyHint>,
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
    let (action, aria_keys) = KeyHint::attributes(key);
    view! {
        <button
            type="button"
            class=class
            node_ref=node_ref
            disabled=move || disabled.get()
            aria-label=move || label.get()
            data-tip=move || label.get()
            data-tip-key=move || key.with(|hint| Some(hint.label.clone()).filter(|key| !key.is_empty()))
            data-action=action
            aria-keyshortcuts=aria_keys
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
