//! What comes into the inbox, and how one is reminded of it on this device.

use std::collections::HashSet;

use bridge::Command;
use bridge::inbox::NoticeKind;
use leptos::task::spawn_local;

use super::setting::SettingLine;
use crate::platform::{
    notify::{self, Permission},
    preferences::{self, Key},
};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::{Session, use_settings};
use crate::ui::{button::Button, card::Card, field::Switch};
use crate::words::inbox as say;

/// The section.
#[component]
pub(super) fn InboxSection() -> impl IntoView {
    let session = Session::expect();
    let settings = use_settings();
    let off = Memo::new(move |_| {
        settings.with(|settings| {
            let off = settings.as_ref().and_then(|settings| settings.get(NoticeKind::OFF));
            off.cloned().unwrap_or_default()
        })
    });
    let lines = NoticeKind::ALL.map(|kind| {
        let (label, help) = say::kind(kind);
        let on = Signal::derive(move || off.with(|off| !kind.is_off(off)));
        let change = move |on: bool| {
            let mut names = off.with_untracked(|off| {
                let names = NoticeKind::ALL.into_iter().filter(|own| own.is_off(off));
                names.map(NoticeKind::name).collect::<HashSet<_>>()
            });
            if on {
                names.remove(kind.name());
            } else {
                names.insert(kind.name());
            }
            let names = NoticeKind::ALL
                .map(NoticeKind::name)
                .into_iter()
                .filter(|name| names.contains(name));
            session.act(Command::SetSetting {
                key: NoticeKind::OFF.to_owned(),
                value: names.collect::<Vec<_>>().join(","),
            });
        };
        view! {
            <SettingLine label=label help=help>
                <Switch checked=on on_change=change><span class="visually-hidden">{label}</span></Switch>
            </SettingLine>
        }
    });
    view! {
        <Card title=say::what() class="setting-card">
            <p class="setting__text muted">{say::what_help()}</p>
            {lines.into_iter().collect_view()}
            <p class="setting__text faint">{say::whose()}</p>
        </Card>
        <RemindersCard/>
    }
}

/// Reminders of this device.
#[component]
fn RemindersCard() -> impl IntoView {
    let quiet = RwSignal::new(preferences::read::<bool>(Key::AlwaysRemind) != Some(true));
    let set_quiet = move |on: bool| {
        preferences::write(Key::AlwaysRemind, &!on);
        quiet.set(on);
    };
    view! {
        <Card title=say::reminders() class="setting-card">
            <SettingLine label=say::quiet_hours() help=say::quiet_hours_help()>
                <a class="more-link" href=Route::Settings("appearance".to_owned()).href()>{say::working()}</a>
                <Switch checked=quiet on_change=set_quiet><span class="visually-hidden">{say::quiet_hours()}</span></Switch>
            </SettingLine>
            <SystemLine/>
            <p class="setting__text faint">{say::closed()}</p>
        </Card>
    }
}

/// Notices of the system: asked for by a press, never by itself.
#[component]
fn SystemLine() -> impl IntoView {
    let permission = RwSignal::new(notify::permission());
    let wanted = RwSignal::new(preferences::read::<bool>(Key::Notify) == Some(true));
    let on = Memo::new(move |_| wanted.get() && permission.get() == Permission::Granted);
    let want = move |want: bool| {
        preferences::write(Key::Notify, &want);
        wanted.set(want);
    };
    let switch = move |_| {
        if on.get_untracked() {
            want(false);
            return;
        }
        spawn_local(async move {
            let answer = match notify::permission() {
                Permission::NotAsked => notify::ask().await,
                known => known,
            };
            permission.try_set(answer);
            if answer == Permission::Granted {
                want(true);
            }
        });
    };
    let help = Signal::derive(move || {
        match permission.get() {
            Permission::Unknown => say::notify_unknown(),
            Permission::Denied => say::notify_denied(),
            Permission::NotAsked | Permission::Granted => say::notify_help(),
        }
        .to_owned()
    });
    view! {
        <SettingLine label=say::notify() help=help>
            {move || (permission.get() != Permission::Unknown).then(|| view! {
                <Button on_click=switch>{move || if on.get() { say::notify_off() } else { say::notify_on() }}</Button>
            })}
        </SettingLine>
    }
}
