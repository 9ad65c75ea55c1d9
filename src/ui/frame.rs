//! The frame of every screen: sidebar, top bar with the way here, bottom bar on phones.
//!
//! ```ignore
//! <Frame rail=collapsed on_rail=move |()| toggle()
//!     sidebar=move || view! { <Sidebar top=workspace foot=storage> <NavGroup> <NavItem .../> </NavGroup> </Sidebar> }
//!     bottom=move || view! { <BottomBar> <BottomItem .../> </BottomBar> }>
//!     <main class="main" id="main" tabindex="-1"> <TopBar .../> ... </main>
//!     // a page may add <SidePanel/> beside .main
//! </Frame>
//! ```
//! Links are plain `<a href>`; the router hears them. Focus moves to `#main` by the skip link.

use leptos::ev::MouseEvent;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    avatar::{Avatar, Face},
    badge::Count,
    button::{IconButton, KeyHint},
    dom::focus,
    icon::{Glyph, Icon, IconSize},
    words::use_words,
};
use crate::reactive::prelude::*;

/// What the button at the start of a top bar does.
#[derive(Clone, Copy)]
struct RailSwitch {
    on_rail: Callback<()>,
    rail_key: Signal<KeyHint>,
}

/// The grid that holds a screen.
#[component]
pub fn Frame(
    /// The sidebar is a rail of icons.
    #[prop(optional, into)]
    rail: Signal<bool>,
    /// Makes it one, or a sidebar again: the button at the start of every top bar.
    #[prop(into)]
    on_rail: Callback<()>,
    /// Shortcut of that button.
    #[prop(optional, into)]
    rail_key: Signal<KeyHint>,
    /// The sidebar.
    #[prop(into)]
    sidebar: ViewFn,
    /// The bottom bar of phones.
    #[prop(into)]
    bottom: ViewFn,
    /// `.main` and, beside it, an open side panel.
    children: Children,
) -> impl IntoView {
    let words = use_words();
    provide_context(RailSwitch { on_rail, rail_key });
    // A fragment link would follow <base>; focus is what is wanted anyway.
    let skip = move |event: MouseEvent| {
        event.prevent_default();
        if let Some(main) = document()
            .get_element_by_id("main")
            .and_then(|main| main.dyn_into::<HtmlElement>().ok())
        {
            focus(&main);
        }
    };
    view! {
        <a class="skip" href="#main" on:click=skip>{words.skip_to_content}</a>
        <div class="app" class:app--rail=move || rail.get()>
            {sidebar.run()}
            {children()}
            {bottom.run()}
        </div>
    }
}

/// The sidebar. Becomes a rail of icons by itself when it is narrow.
#[component]
pub fn Sidebar(
    /// Name of the navigation.
    #[prop(into)]
    label: Signal<String>,
    /// Workspace and search.
    #[prop(optional, into)]
    top: Option<ViewFn>,
    /// Settings and where the data is.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// [`NavGroup`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <aside class="sidebar">
            {top.map(|top| top.run())}
            <nav class="sidebar__nav" aria-label=move || label.get()>{children()}</nav>
            {foot.map(|foot| view! { <div class="sidebar__foot">{foot.run()}</div> })}
        </aside>
    }
}

/// Places that belong together.
#[component]
pub fn NavGroup(
    /// A small heading; empty for none.
    #[prop(optional, into)]
    title: Signal<String>,
    /// [`NavItem`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="nav-group">
            {move || {
                let title = title.get();
                (!title.is_empty()).then(|| view! { <h2 class="nav-group__head">{title}</h2> })
            }}
            <ul class="nav">{children()}</ul>
        </div>
    }
}

/// One place in the sidebar.
#[component]
pub fn NavItem(
    /// Its address.
    #[prop(into)]
    href: Signal<String>,
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// Icon, unless it has a face.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// Avatar in place of the icon, for favourites.
    #[prop(optional)]
    face: Option<Face>,
    /// The person is here.
    #[prop(into)]
    current: Signal<bool>,
    /// How many, as shown; empty for none.
    #[prop(optional, into)]
    count: Signal<String>,
    /// The count is of unread things.
    #[prop(optional)]
    fresh: bool,
) -> impl IntoView {
    view! {
        <li>
            <a class="nav__item" href=move || href.get() aria-current=move || current.get().then_some("page") data-tip=move || label.get() data-tip-rail="">
                {icon.map(|glyph| view! { <Icon glyph=glyph/> })}
                {face.map(|face| view! { <Avatar face=face/> })}
                <span class="nav__label">{move || label.get()}</span>
                {move || {
                    let count = count.get();
                    (!count.is_empty()).then(|| view! { <span class="push"></span> <Count text=count fresh=fresh/> })
                }}
            </a>
        </li>
    }
}

/// A step of the way to the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// Its name.
    pub label: String,
    /// Its address.
    pub href: String,
}

impl Crumb {
    /// A step.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
        }
    }
}

/// Where am I: the steps as links, then the page's name, its one `h1`.
#[component]
pub fn Breadcrumbs(
    /// The steps before the page.
    #[prop(into)]
    crumbs: Signal<Vec<Crumb>>,
    /// The page's name.
    #[prop(into)]
    title: Signal<String>,
) -> impl IntoView {
    view! {
        <nav class="crumbs" aria-label=use_words().breadcrumb>
            <ol>
                {move || {
                    crumbs
                        .get()
                        .into_iter()
                        .map(|crumb| {
                            view! {
                                <li>
                                    <a href=crumb.href>{crumb.label}</a>
                                    <Icon glyph=Glyph::ChevronRight size=IconSize::Small/>
                                </li>
                            }
                        })
                        .collect_view()
                }}
                <li aria-current="page"><h1 tabindex="-1">{move || title.get()}</h1></li>
            </ol>
        </nav>
    }
}

/// Top bar: where am I, what can I do.
#[component]
pub fn TopBar(
    /// The steps before the page.
    #[prop(optional, into)]
    crumbs: Signal<Vec<Crumb>>,
    /// The page's name.
    #[prop(into)]
    title: Signal<String>,
    /// Between the page's name and the actions, such as a pager or "Saved".
    #[prop(optional, into)]
    aside: Option<ViewFn>,
    /// The actions, primary last.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let words = use_words();
    let back = move || crumbs.with(|crumbs| crumbs.last().map(|crumb| crumb.href.clone()));
    view! {
        <header class="topbar">
            {use_context::<RailSwitch>().map(|RailSwitch { on_rail, rail_key }| view! {
                <IconButton icon=Glyph::Sidebar label=words.collapse_sidebar key=rail_key class="topbar__sidebar" on_click=move |_| on_rail.run(())/>
            })}
            {move || back().map(|href| view! {
                <a class="button button--icon button--ghost topbar__back" href=href aria-label=words.back><Icon glyph=Glyph::ChevronLeft/></a>
            })}
            <Breadcrumbs crumbs=crumbs title=title/>
            {aside.map(|aside| aside.run())}
            {children.map(|children| view! { <div class="topbar__actions">{children()}</div> })}
        </header>
    }
}

/// Bottom bar: up to five places, on phones only.
#[component]
pub fn BottomBar(
    /// Name of the navigation.
    #[prop(into)]
    label: Signal<String>,
    /// [`BottomItem`]s.
    children: Children,
) -> impl IntoView {
    view! { <nav class="bottom-bar" aria-label=move || label.get()>{children()}</nav> }
}

/// One place of the bottom bar; without an address it is a button, such as More.
#[component]
pub fn BottomItem(
    /// Its name.
    #[prop(into)]
    label: Signal<String>,
    /// Its icon.
    icon: Glyph,
    /// Its address.
    #[prop(optional, into)]
    href: Option<Signal<String>>,
    /// The person is here.
    #[prop(optional, into)]
    current: Signal<bool>,
    /// How many unread; empty for none.
    #[prop(optional, into)]
    count: Signal<String>,
    /// Pressed, for buttons.
    #[prop(optional, into)]
    on_click: Option<Callback<MouseEvent>>,
) -> impl IntoView {
    let inside = view! {
        <Icon glyph=icon size=IconSize::Large/>
        <span>{move || label.get()}</span>
        {move || {
            let count = count.get();
            (!count.is_empty()).then(|| view! { <Count text=count fresh=true/> })
        }}
    };
    match href {
        Some(href) => view! {
            <a class="bottom-bar__item" href=move || href.get() aria-current=move || current.get().then_some("page")>{inside}</a>
        }
        .into_any(),
        None => view! {
            <button type="button" class="bottom-bar__item" aria-current=move || current.get().then_some("page") on:click=move |event| {
                if let Some(on_click) = on_click {
                    on_click.run(event);
                }
            }>{inside}</button>
        }
        .into_any(),
    }
}
