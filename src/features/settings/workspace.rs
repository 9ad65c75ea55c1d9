//! The workspace: its name, its person, its currency and country. Saved together, since they are one decision.

use std::collections::HashMap;

use bridge::{Command, Input};
use leptos::task::spawn_local;
use model::RecordId;

use crate::client::{Engine, Follow, use_answer};
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::region::{countries, currencies};
use crate::session::{Session, use_settings};
use crate::ui::{
    button::{Button, ButtonKind},
    card::Card,
    field::{Field, Select, SelectOption, TextInput},
    state::Skeleton,
    toast::Toast,
};
use crate::words;

/// Keys of the settings that are edited here.
const NAME: &str = "workspace";
const CURRENCY: &str = "currency";
const COUNTRY: &str = "country";

/// The section.
#[component]
pub(super) fn WorkspaceSection() -> impl IntoView {
    let engine = Engine::expect();
    let settings = use_settings();
    let me = use_answer(Follow::Anything, move || {
        engine.record("member".into(), RecordId::v5("member", "self"))
    })
    .value();
    let known = Memo::new(move |_| settings.with(Option::is_some) && me.with(Option::is_some));
    view! {
        <Card title=words::settings::workspace() class="setting-card">
            <Skeleton waiting=Signal::derive(move || !known.get())/>
            {move || known.get().then(|| {
                let settings = settings.get_untracked().unwrap_or_default();
                let person = me.with_untracked(|me| me.as_ref().and_then(|me| me.as_ref().as_ref().map(|page| page.link.label.clone())));
                view! { <WorkspaceForm settings=settings person=person/> }
            })}
        </Card>
    }
}

/// The form; `person` is none while there is no person of this workspace.
#[component]
fn WorkspaceForm(settings: HashMap<String, String>, person: Option<String>) -> impl IntoView {
    let session = Session::expect();
    let get = |key: &str| settings.get(key).cloned().unwrap_or_default();
    let name = RwSignal::new(get(NAME));
    let own_name = RwSignal::new(person.clone().unwrap_or_default());
    let currency = RwSignal::new(
        Some(get(CURRENCY))
            .filter(|code| !code.is_empty())
            .unwrap_or_else(|| format::home_currency().code().to_owned()),
    );
    let country = RwSignal::new(get(COUNTRY));
    let before = RwSignal::new((get(NAME), person, currency.get_untracked(), get(COUNTRY)));
    let busy = RwSignal::new(false);
    let commands = move || {
        before.with(|(old_name, old_person, old_currency, old_country)| {
            let mut commands = Vec::new();
            let mut set = |key: &str, old: &str, new: String| {
                if old != new {
                    commands.push(Command::SetSetting {
                        key: key.to_owned(),
                        value: new,
                    });
                }
            };
            set(NAME, old_name, name.get());
            set(CURRENCY, old_currency, currency.get());
            set(COUNTRY, old_country, country.get());
            let person = own_name.get();
            match old_person {
                Some(old) if *old != person && !person.trim().is_empty() => commands.push(Command::Edit {
                    object: "member".into(),
                    record: RecordId::v5("member", "self"),
                    fields: vec![("name".into(), Input::Text(person))],
                }),
                // The person comes with the set-up, which leaves what is there alone.
                None if !person.trim().is_empty() => commands.push(Command::SetUp {
                    workspace: String::new(),
                    person,
                }),
                _ => {}
            }
            commands
        })
    };
    let changed = Memo::new(move |_| !commands().is_empty());
    let save = move || {
        let commands = untrack(commands);
        if commands.is_empty() || busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let mut failed = None;
            for command in commands {
                if let Err(error) = session.engine.run(command).await {
                    failed = Some(error);
                    break;
                }
            }
            match failed {
                None => {
                    session.toaster.show(Toast::success(words::settings::saved()));
                    let own = own_name.try_get_untracked().filter(|name| !name.trim().is_empty());
                    let now = name
                        .try_get_untracked()
                        .zip(currency.try_get_untracked())
                        .zip(country.try_get_untracked());
                    if let Some(((name, currency), country)) = now {
                        before.try_set((name, own, currency, country));
                    }
                }
                Some(error) => session.refused(&error, None),
            }
            busy.try_set(false);
        });
    };
    let all_countries: Vec<SelectOption> = countries();
    view! {
        <form class="setting-form" on:submit=move |event| { event.prevent_default(); save(); }>
            <Field label=words::settings::name()>
                <TextInput value=name autocomplete="organization" on_input=move |text| name.set(text)/>
            </Field>
            <Field label=words::settings::person() help=words::settings::person_help()>
                <TextInput value=own_name autocomplete="name" on_input=move |text| own_name.set(text)/>
            </Field>
            <Field label=words::settings::currency() help=words::settings::currency_help()>
                <Select value=currency options=Signal::stored(currencies()) on_change=move |code| currency.set(code)/>
            </Field>
            <Field label=words::settings::country() help=words::settings::country_help()>
                <Select value=country options=Signal::stored(all_countries) placeholder=words::settings::country_none() on_change=move |code| country.set(code)/>
            </Field>
            <p class="setting-form__foot">
                <Button kind=ButtonKind::Primary submit=true busy=busy disabled=Signal::derive(move || !changed.get())>{words::settings::save()}</Button>
            </p>
        </form>
    }
}
