//! Menus: a popover of things to do, after the ARIA menu button pattern.
//!
//! ```ignore
//! <MenuButton icon=Glyph::More label="More actions" entries=move || vec![
//!     MenuItem::new("Edit", move || edit()).icon(Glyph::Edit).key("E").into(),
//!     MenuEntry::Rule,
//!     MenuItem::new("Move to trash", move || trash()).icon(Glyph::Archive).danger().into(),
//! ]/>
//! ```
//! Arrows, Home and End move; typing finds; Enter and Space choose; the arrow that goes on opens a group, the other
//! one goes back; Tab and Esc close. [`Menu`] alone hangs from any anchor, also from a point (context menu).

mod entry;
mod typeahead;

use leptos::{
    ev::{KeyboardEvent, MouseEvent},
    html,
};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::reactive::prelude::*;

pub use entry::{Chosen, MenuEntry, MenuItem};
use typeahead::Typeahead;

use super::{
    avatar::Avatar,
    button::{Button, ButtonKind, IconButton, Kbd},
    dom::{along_writing, focus, is_mirrored},
    icon::{Glyph, Icon, IconSize},
    popover::{Align, Anchor, Popover},
    words::use_words,
};

/// A button that opens a menu. Without `text` it is an icon named by `label`.
#[component]
pub fn MenuButton(
    /// Name of the button and of the menu.
    #[prop(into)]
    label: Signal<String>,
    /// Icon of the button.
    #[prop(optional, into)]
    icon: Option<Signal<Glyph>>,
    /// Words on the button; with them a small arrow follows.
    #[prop(optional, into)]
    text: Option<Signal<String>>,
    /// How the button looks.
    #[prop(default = ButtonKind::Ghost)]
    kind: ButtonKind,
    /// Ends flush with the button.
    #[prop(optional)]
    align: Align,
    /// More classes of the button.
    #[prop(optional, into)]
    class: String,
    /// What the menu holds, asked each time it opens.
    #[prop(into)]
    entries: Signal<Vec<MenuEntry>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let anchor = NodeRef::<html::Button>::new();
    let toggle = move |_| open.update(|open| *open = !*open);
    let button = match (text, icon) {
        (Some(text), Some(icon)) => view! {
            <Button kind=kind icon=icon icon_end=Glyph::ChevronDown node_ref=anchor expanded=open class=class on_click=toggle attr:aria-haspopup="menu">
                {move || text.get()}
            </Button>
        }
        .into_any(),
        (Some(text), None) => view! {
            <Button kind=kind icon_end=Glyph::ChevronDown node_ref=anchor expanded=open class=class on_click=toggle attr:aria-haspopup="menu">
                {move || text.get()}
            </Button>
        }
        .into_any(),
        (None, icon) => view! {
            <IconButton kind=kind icon=icon.unwrap_or(Signal::stored(Glyph::More)) label=label node_ref=anchor expanded=open class=class on_click=toggle attr:aria-haspopup="menu"/>
        }
        .into_any(),
    };
    view! {
        {button}
        <Menu open=open anchor=anchor label=label align=align entries=entries/>
    }
}

/// The button of a menu that many share, on each card or event: who is pressed is told, and the menu hangs from it.
pub(super) fn shared_menu_button(
    class: &'static str,
    label: Signal<String>,
    tab: Signal<Option<&'static str>>,
    on_press: impl Fn(HtmlElement) + 'static,
) -> impl IntoView {
    let press = move |event: MouseEvent| {
        event.stop_propagation();
        if let Some(button) = event.current_target().and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
            on_press(button);
        }
    };
    view! {
        <button
            type="button"
            class=format!("button button--icon button--ghost {class}")
            aria-haspopup="menu"
            aria-label=move || label.get()
            tabindex=move || tab.get()
            on:click=press
        >
            <Icon glyph=Glyph::More/>
        </button>
    }
}

/// A menu that hangs from an anchor.
#[component]
pub fn Menu(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What it hangs from.
    #[prop(into)]
    anchor: Anchor,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// Ends flush with the anchor.
    #[prop(optional)]
    align: Align,
    /// What it holds, asked each time it opens.
    #[prop(into)]
    entries: Signal<Vec<MenuEntry>>,
) -> impl IntoView {
    view! {
        <Popover open=open anchor=anchor role="" align=align>
            <MenuList open=open label=label entries=entries/>
        </Popover>
    }
}

/// The list inside, with its own place in the groups and its own focus.
#[component]
fn MenuList(open: RwSignal<bool>, label: Signal<String>, entries: Signal<Vec<MenuEntry>>) -> impl IntoView {
    let words = use_words();
    // The groups that were opened, each by its number within the one before.
    let group = RwSignal::new(Vec::<usize>::new());
    let list = NodeRef::<html::Div>::new();
    let typed = StoredValue::new(Typeahead::default());
    let shown = move || {
        group.get().into_iter().fold(entries.get(), |all, index| match all.get(index) {
            Some(MenuEntry::Group { entries, .. }) => entries.clone(),
            _ => all,
        })
    };
    let leave = move || {
        group.update(|group| {
            group.pop();
        });
    };
    let items = move || -> Vec<HtmlElement> {
        let Some(list) = list.try_get_untracked().flatten() else {
            return Vec::new();
        };
        let Ok(found) = list.query_selector_all("[role^=menuitem]") else {
            return Vec::new();
        };
        (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
    };
    // Entering or leaving a group builds a new list: its first item takes the focus.
    Effect::new(move |before: Option<()>| {
        group.track();
        if before.is_some()
            && let Some(first) = items().first()
        {
            focus(first);
        }
    });
    let on_key = move |event: KeyboardEvent| {
        let items = items();
        let active = document().active_element();
        let at = items
            .iter()
            .position(|item| active.as_deref() == Some(item.unchecked_ref::<web_sys::Node>()));
        let last = items.len().saturating_sub(1);
        // Into a group and out of it goes with the writing.
        let to = match along_writing(&event.key(), is_mirrored()) {
            "ArrowDown" => Some(at.map_or(0, |at| if at == last { 0 } else { at + 1 })),
            "ArrowUp" => Some(at.map_or(last, |at| if at == 0 { last } else { at - 1 })),
            "Home" | "PageUp" => Some(0),
            "End" | "PageDown" => Some(last),
            "ArrowLeft" if !group.with_untracked(Vec::is_empty) => {
                leave();
                None
            }
            "ArrowRight" => {
                if let Some(item) = at.and_then(|at| items.get(at)).filter(|item| item.has_attribute("aria-haspopup")) {
                    item.click();
                }
                None
            }
            "Tab" => {
                open.set(false);
                return;
            }
            key if key.chars().count() == 1 && key != " " && !event.ctrl_key() && !event.meta_key() && !event.alt_key() => {
                let names: Vec<String> = items.iter().map(|item| item.text_content().unwrap_or_default()).collect();
                let now = event.time_stamp();
                typed
                    .try_update_value(|typed| typed.find(key, now, at.unwrap_or(0), &names))
                    .flatten()
            }
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(item) = to.and_then(|to| items.get(to)) {
            focus(item);
            item.scroll_into_view_with_bool(false);
        }
    };
    view! {
        <div class="menu" role="menu" aria-label=move || label.get() node_ref=list tabindex="-1" on:keydown=on_key>
            {move || {
                (!group.with(Vec::is_empty)).then(|| {
                    view! {
                        <button type="button" class="menu__item" role="menuitem" tabindex="-1" on:click=move |_| leave()>
                            <Icon glyph=Glyph::ChevronLeft/>
                            {words.back}
                        </button>
                        <hr class="menu__rule"/>
                    }
                })
            }}
            {move || {
                shown()
                    .into_iter()
                    .enumerate()
                    .map(|(index, entry)| {
                        match entry {
                            MenuEntry::Item(item) => item_view(item, open).into_any(),
                            MenuEntry::Label(text) => view! { <div class="menu__label" role="presentation">{text}</div> }.into_any(),
                            MenuEntry::Rule => view! { <hr class="menu__rule"/> }.into_any(),
                            MenuEntry::Group { label, icon, .. } => {
                                view! {
                                    <button type="button" class="menu__item" role="menuitem" aria-haspopup="menu" tabindex="-1" on:click=move |_| group.update(|group| group.push(index))>
                                        {icon.map(|glyph| view! { <Icon glyph=glyph/> })}
                                        {label}
                                        <span class="menu__hint"><Icon glyph=Glyph::ChevronRight size=IconSize::Small/></span>
                                    </button>
                                }
                                    .into_any()
                            }
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

fn item_view(item: MenuItem, open: RwSignal<bool>) -> impl IntoView {
    let MenuItem {
        label,
        icon,
        face,
        key,
        hint,
        href,
        danger,
        disabled,
        checked,
        keep_open,
        chosen,
    } = item;
    let class = if danger { "menu__item menu__item--danger" } else { "menu__item" };
    let role = if checked.is_some() { "menuitemcheckbox" } else { "menuitem" };
    let tick = (checked == Some(true)).then_some(Glyph::Check);
    let inside = view! {
        {face.map(|face| view! { <Avatar face=face/> })}
        {icon.map(|glyph| view! { <Icon glyph=glyph/> })}
        <span class="menu__text">{label}</span>
        {hint.map(|hint| view! { <span class="menu__hint">{hint}</span> })}
        {tick.map(|glyph| view! { <span class="menu__hint"><Icon glyph=glyph size=IconSize::Small/></span> })}
        {key.map(|key| view! { <Kbd key=key/> })}
    };
    match href.filter(|_| !disabled) {
        Some(href) => view! {
            <a href=href class=class role=role tabindex="-1" on:click=move |_| {
                chosen();
                open.try_set(false);
            }>{inside}</a>
        }
        .into_any(),
        None => view! {
            <button
                type="button"
                class=class
                role=role
                tabindex="-1"
                aria-checked=checked.map(|on| on.to_string())
                aria-disabled=disabled.then_some("true")
                on:click=move |_| {
                    if disabled {
                        return;
                    }
                    if !keep_open {
                        // Focus goes back first, so that what the choice opens remembers the control.
                        open.try_set(false);
                    }
                    chosen();
                }
            >
                {inside}
            </button>
        }
        .into_any(),
    }
}
