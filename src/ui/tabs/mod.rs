//! Tabs: parts of one page ([`Tabs`] with [`TabPanel`]) or places with addresses of their own ([`TabLinks`]).
//!
//! ```ignore
//! <Tabs label="Record" tabs=vec![Tab::new("activity", "Activity").count("38"), Tab::new("notes", "Notes")]
//!     selected=tab on_select=move |key| tab.set(key)/>
//! <TabPanel of="activity" selected=tab> ... </TabPanel>
//! ```

mod order;

use leptos::{ev::KeyboardEvent, html};
use web_sys::Element;

use super::{
    dom::observe_size,
    icon::{Glyph, Icon, IconSize},
    lift::Lift,
    roving::{Axis, rove},
};
use crate::reactive::prelude::*;
use order::TabOrder;

/// One tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    /// What is handed back; unique in the page, it makes the ids.
    pub key: String,
    /// Its words.
    pub label: String,
    /// Icon before them.
    pub icon: Option<Glyph>,
    /// How many things are behind it, as shown.
    pub count: Option<String>,
    /// Address, for [`TabLinks`].
    pub href: String,
}

impl Tab {
    /// A tab of a page.
    pub fn new(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            ..Self::default()
        }
    }

    /// A tab with an address.
    pub fn link(key: impl Into<String>, label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            href: href.into(),
            ..Self::new(key, label)
        }
    }

    /// Icon before the words.
    #[must_use]
    pub fn icon(mut self, icon: Glyph) -> Self {
        self.icon = Some(icon);
        self
    }

    /// How many things are behind it.
    #[must_use]
    pub fn count(mut self, count: impl Into<String>) -> Self {
        self.count = Some(count.into());
        self
    }
}

fn inside(tab: &Tab) -> impl IntoView + use<> {
    let (label, count) = (tab.label.clone(), tab.count.clone());
    view! {
        {tab.icon.map(|glyph| view! { <Icon glyph=glyph size=IconSize::Small/> })}
        {label}
        {count.map(|count| view! { <span class="count">{count}</span> })}
    }
}

fn tab_id(key: &str) -> String {
    format!("tab-{key}")
}

fn panel_id(key: &str) -> String {
    format!("panel-{key}")
}

/// A row that is too long scrolls: where one is stays in view, also when there comes to be less room.
fn keep_in_view(row: NodeRef<html::Div>, current: Signal<String>, here: &'static str) {
    let scroll = move || {
        let row = row.try_get_untracked().flatten();
        let Some(tab) = row.and_then(|row| row.query_selector(here).ok().flatten()) else {
            return;
        };
        // Which element scrolls depends on the width of the page. Only sideways: what is read below stays where it is.
        for around in std::iter::successors(tab.parent_element(), |inner| inner.parent_element()).take(3) {
            let (tab, room) = (tab.get_bounding_client_rect(), around.get_bounding_client_rect());
            around.scroll_by_with_x_and_y(beyond((tab.left(), tab.right()), (room.left(), room.right())), 0.0);
        }
    };
    Effect::new(move || {
        current.track();
        request_animation_frame(scroll);
    });
    Effect::new(move || {
        if let Some(row) = row.get() {
            let around = row.parent_element();
            let seen: Vec<&Element> = std::iter::once(&**row).chain(&around).collect();
            observe_size(&seen, scroll);
        }
    });
}

/// How far a tab reaches beyond the room that there is, with some air; negative to the left.
fn beyond(tab: (f64, f64), room: (f64, f64)) -> f64 {
    const AIR: f64 = 16.0;
    (tab.1 + AIR - room.1).max(0.0) + (tab.0 - AIR - room.0).min(0.0)
}

/// A tab list. Arrows move and select at once: panels are cheap.
#[component]
pub fn Tabs(
    /// Name of the list.
    #[prop(into)]
    label: Signal<String>,
    /// The tabs.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// Key of the selected one.
    #[prop(into)]
    selected: Signal<String>,
    /// A tab was selected.
    #[prop(into)]
    on_select: Callback<String>,
    /// More classes.
    #[prop(optional, into)]
    class: String,
) -> impl IntoView {
    let node_ref = NodeRef::<html::Div>::new();
    let on_key = move |event: KeyboardEvent| {
        if let Some(list) = node_ref.get_untracked()
            && let Some(to) = rove(&event, &list, "[role=tab]", Axis::Row)
            && let Some(key) = tabs.with_untracked(|tabs| tabs.get(to).map(|tab| tab.key.clone()))
        {
            on_select.run(key);
        }
    };
    keep_in_view(node_ref, selected, "[aria-selected=true]");
    // Built once per list, not per selection: focus stays on the tab that was pressed.
    view! {
        <div class=format!("tabs {class}") role="tablist" aria-label=move || label.get() node_ref=node_ref on:keydown=on_key>
            {move || {
                tabs.get()
                    .into_iter()
                    .map(|tab| {
                        let key = StoredValue::new(tab.key.clone());
                        let on = move || key.with_value(|key| selected.with(|selected| selected == key));
                        view! {
                            <button
                                type="button"
                                role="tab"
                                class="tabs__item"
                                id=tab_id(&tab.key)
                                aria-controls=panel_id(&tab.key)
                                aria-selected=move || on().to_string()
                                tabindex=move || if on() { "0" } else { "-1" }
                                on:click=move |_| on_select.run(key.get_value())
                            >
                                {inside(&tab)}
                            </button>
                        }
                    })
                    .collect_view()
            }}
        </div>
    }
}

/// What a tab shows; exists only while its tab is selected.
#[component]
pub fn TabPanel(
    /// Key of its tab.
    #[prop(into)]
    of: String,
    /// Key of the selected tab.
    #[prop(into)]
    selected: Signal<String>,
    /// More classes.
    #[prop(optional, into)]
    class: String,
    /// The content.
    children: ChildrenFn,
) -> impl IntoView {
    let key = of.clone();
    let on = Memo::new(move |_| selected.with(|selected| *selected == key));
    let children = StoredValue::new(children);
    dynamic(move || {
        on.get().then(|| {
            view! {
                <div role="tabpanel" class=class.clone() id=panel_id(&of) aria-labelledby=tab_id(&of) tabindex="0">
                    {children.with_value(|children| children())}
                </div>
            }
        })
    })
}

/// Places side by side, such as saved views.
#[component]
pub fn TabLinks(
    /// Name of the navigation.
    #[prop(into)]
    label: Signal<String>,
    /// The places, made with [`Tab::link`].
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// Key of the current one.
    #[prop(into)]
    current: Signal<String>,
    /// A tab was dragged behind another, by their keys. The first tab stays where it is.
    #[prop(optional, into)]
    on_move: Option<Callback<(String, String)>>,
) -> impl IntoView {
    let order = TabOrder::new(tabs, on_move);
    let lift = Lift::new(order.frame, order);
    keep_in_view(order.frame, current, "[aria-current]");
    view! {
        <div
            class="tabs-frame"
            node_ref=order.frame
            on:pointerdown=move |event| lift.down(&event)
            on:pointermove=move |event| lift.moved(&event)
            on:pointerup=move |_| lift.up()
            on:pointercancel=move |_| lift.cancel()
            on:contextmenu=move |event| lift.context_menu(&event)
            on:dragstart=move |event| lift.native_drag(&event)
            on:click=move |event| lift.click(&event)
        >
            <nav class="tabs" aria-label=move || label.get()>
                {move || {
                    tabs.get()
                        .into_iter()
                        .map(|tab| {
                            let (key, own) = (tab.key.clone(), tab.key.clone());
                            let here = move || current.with(|current| *current == key).then_some("page");
                            let lands = Memo::new(move |_| order.lands_behind(&own));
                            view! {
                                <a class="tabs__item" class:tabs__item--gap=move || lands.get() href=tab.href.clone() aria-current=here data-tab=tab.key.clone() data-handle="">
                                    {inside(&tab)}
                                </a>
                            }
                        })
                        .collect_view()
                }}
            </nav>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::beyond;

    #[test]
    fn a_tab_that_is_not_wholly_in_view_is_scrolled_to() {
        let room = (100.0, 400.0);
        assert_eq!(beyond((150.0, 220.0), room), 0.0, "in view");
        assert_eq!(beyond((390.0, 460.0), room), 76.0, "cut at the right");
        assert_eq!(beyond((20.0, 90.0), room), -96.0, "gone at the left");
    }
}
