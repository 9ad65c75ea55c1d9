//! What the start page holds for a role: its figures, and which cards in which order.

use model::{Form, Widget};

use crate::platform::preferences::{Preferences, Role};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::ui::{
    icon::Glyph,
    menu::{MenuButton, MenuEntry, MenuItem},
    popover::Align,
};
use crate::widget::{Leads, WidgetBody, use_content};
use crate::words;

/// A part of the start page beside the tasks, which are everybody's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    /// Suggestions.
    Actions,
    /// Tickets that are due.
    Tickets,
    /// Deals that need a step.
    Deals,
    /// The list of the role's dashboard.
    List,
}

/// The parts in order. Who does a bit of everything sees what is to be done, and no figures.
pub(super) fn parts(role: Option<Role>) -> &'static [Part] {
    match role {
        None => &[Part::Actions, Part::Tickets, Part::Deals],
        Some(Role::Sales) => &[Part::Deals, Part::Actions, Part::List],
        Some(Role::Support) => &[Part::Tickets, Part::Actions, Part::List],
        Some(Role::Marketing) => &[Part::Actions, Part::List],
        Some(Role::Owner) => &[Part::Actions, Part::Deals, Part::Tickets, Part::List],
    }
}

/// Widgets of the role's dashboard in a form.
fn widgets(role: Role, form: Form) -> Vec<Widget> {
    let all = role.dashboard().widgets;
    all.into_iter().filter(|widget| widget.form == form).collect()
}

/// The figures that lead the role's dashboard.
#[component]
pub(super) fn Figures(role: Role) -> impl IntoView {
    let figures = widgets(role, Form::Number);
    view! {
        <div class="home-figures" role="group" aria-label=words::home::figures()>
            {figures.into_iter().map(|widget| view! { <HomeWidget widget=widget/> }).collect_view()}
        </div>
    }
}

/// The list of the role's dashboard.
#[component]
pub(super) fn RoleList(role: Role) -> impl IntoView {
    widgets(role, Form::List)
        .into_iter()
        .next()
        .map(|widget| view! { <HomeWidget widget=widget/> })
}

/// A widget that is only looked at.
#[component]
fn HomeWidget(widget: Widget) -> impl IntoView {
    let name = widget.title.clone();
    let class = if widget.form == Form::Number {
        "widget widget--figure card"
    } else {
        "widget card"
    };
    let widget = Signal::stored(widget);
    let content = use_content(widget, Signal::stored(Vec::new()), Signal::stored(Leads::Records));
    view! {
        <section class=class aria-label=name.clone()>
            <div class="widget__head"><h2 class="truncate">{name.clone()}</h2></div>
            <WidgetBody widget=widget content=content as_table=false name=name.clone()/>
        </section>
    }
}

/// Whose start page it is, and the choice of another.
#[component]
pub(super) fn RoleMenu() -> impl IntoView {
    let preferences = Preferences::expect();
    let role = preferences.role();
    let entries = Signal::derive(move || {
        let now = role.get();
        let item = |role: Option<Role>| -> MenuEntry {
            MenuItem::new(Role::name(role), move || preferences.set_role(role))
                .checked(role == now)
                .into()
        };
        let mut entries = vec![MenuEntry::Label(words::home::role().to_owned()), item(None)];
        entries.extend(Role::ALL.map(|role| item(Some(role))));
        if let Some(role) = now {
            let href = Route::Dashboards(role.key().to_owned()).href();
            entries.extend([
                MenuEntry::Rule,
                MenuItem::link(words::home::dashboard(), href).icon(Glyph::Dashboard).into(),
            ]);
        }
        entries
    });
    view! {
        <MenuButton icon=Glyph::Home text=Signal::derive(move || Role::name(role.get()).to_owned()) label=words::home::role() align=Align::End entries=entries/>
    }
}
