//! How one starts here, and how one learns: the role, the first steps, the tours, a copy to practise with.

use super::setting::SettingLine;
use crate::platform::practice;
use crate::platform::preferences::{Preferences, Role};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::tour::Tour;
use crate::ui::{
    button::{Button, ButtonKind},
    card::Card,
    field::{Select, SelectOption},
    icon::Glyph,
};
use crate::words;

/// The choice of a role.
#[component]
fn RoleChoice() -> impl IntoView {
    let preferences = Preferences::expect();
    let options: Vec<SelectOption> = std::iter::once(None)
        .chain(Role::ALL.map(Some))
        .map(|role| SelectOption::new(role.map_or("", Role::key), Role::name(role)))
        .collect();
    let value = Signal::derive(move || preferences.role().get().map_or("", Role::key).to_owned());
    view! {
        <Select label=words::home::role() value=value options=options on_change=move |key: String| preferences.set_role(Role::of(&key))/>
    }
}

/// The section.
#[component]
pub(super) fn StartSection() -> impl IntoView {
    let session = Session::expect();
    let steps = session.first_steps;
    let show = move |_| {
        steps.put_away(false);
        session.navigator.visit(&Route::Today);
    };
    view! {
        <Card title=words::settings::start() class="setting-card">
            <SettingLine label=words::home::role() help=words::home::role_help()><RoleChoice/></SettingLine>
            <SettingLine label=words::home::first_steps() help=words::settings::first_steps_help()>
                {move || if steps.is_away() {
                    view! { <Button on_click=show>{words::settings::first_steps_show()}</Button> }.into_any()
                } else {
                    view! { <span>{words::settings::first_steps_shown()}</span> }.into_any()
                }}
            </SettingLine>
            <SettingLine label=words::tour::tours() help=words::tour::tours_help()>
                <ul class="setting-tours">
                    {Tour::ALL.map(|tour| view! {
                        <li><Button kind=ButtonKind::Link icon=Glyph::Help on_click=move |_| session.touring.set(Some(tour))>{tour.name()}</Button></li>
                    }).into_iter().collect_view()}
                </ul>
            </SettingLine>
        </Card>
        {(!practice::is_on()).then(|| view! { <PracticeCard/> })}
    }
}

/// The way to a copy.
#[component]
fn PracticeCard() -> impl IntoView {
    let session = Session::expect();
    let busy = RwSignal::new(false);
    let begin = move |_| {
        busy.set(true);
        session.practise(move || {
            busy.try_set(false);
        });
    };
    view! {
        <Card title=words::practice::here() class="setting-card">
            <SettingLine label=words::practice::start() help=words::practice::help()>
                <Button busy=busy on_click=begin>{words::practice::begin()}</Button>
            </SettingLine>
        </Card>
    }
}
