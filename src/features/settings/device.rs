//! What this device can do with Kith: installing, opening addresses and files, sharing, the number on the icon. Each says
//! whether this browser can, and what does the same where it cannot.

use leptos::task::spawn_local;

use super::setting::SettingLine;
use crate::platform::{
    badge,
    install::{self, Advice},
    preferences::{self, Key},
    protocols,
};
use crate::reactive::prelude::*;
use crate::routes::{PageParameter, Query, Route};
use crate::session::Session;
use crate::ui::{
    badge::Badge,
    button::{Button, ButtonKind},
    card::Card,
    icon::Glyph,
    state::Callout,
    toast::Toast,
    tone::Tone,
};
use crate::words::device as say;

/// The section.
#[component]
pub(super) fn DeviceSection() -> impl IntoView {
    view! {
        <InstallCard/>
        <Card title=say::opening() class="setting-card">
            {protocols::KINDS.into_iter().map(|kind| view! { <ProtocolLine kind=kind/> }).collect_view()}
            <SettingLine label=say::files() help=if install::is_installed() { say::files_installed() } else { say::files_not() }>
                <a class="button" href=Route::Import.href()>{say::files_do()}</a>
            </SettingLine>
            <SettingLine label=say::share() help=if install::is_installed() { say::share_installed() } else { say::share_not() }>
                <span></span>
            </SettingLine>
            <SettingLine label=say::icon_badge() help=if badge::is_known() { say::icon_badge_known() } else { say::icon_badge_not() }>
                <a class="button" href=Route::Today.href()>{say::icon_badge_do()}</a>
            </SettingLine>
        </Card>
    }
}

/// Installing: the browser's own question, or the steps to it.
#[component]
fn InstallCard() -> impl IntoView {
    let advice = install::use_advice();
    let forgets = install::is_forgetful();
    let steps = |steps: [&'static str; 3]| view! { <ol class="setting-steps">{steps.into_iter().map(|step| view! { <li>{step}</li> }).collect_view()}</ol> };
    let body = move || {
        match advice.get() {
        Advice::Installed => view! {
            <SettingLine label=say::install() help=say::installed()><Badge tone=Tone::Success icon=Glyph::Check>{say::installed_badge()}</Badge></SettingLine>
        }
        .into_any(),
        Advice::Ask => view! {
            <SettingLine label=say::install() help=say::install_help()>
                <Button kind=ButtonKind::Primary icon=Glyph::Download on_click=move |_| spawn_local(async {
                    // A refusal is an answer; the offer stays.
                    install::prompt().await;
                })>{say::install_do()}</Button>
            </SettingLine>
        }
        .into_any(),
        Advice::ShareSheet => view! {
            <SettingLine label=say::install() help=say::install_help()><span></span></SettingLine>
            {steps([say::share_step_1(), say::share_step_2(), say::share_step_3()])}
        }
        .into_any(),
        Advice::Menu => view! {
            <SettingLine label=say::install() help=say::install_help()><span></span></SettingLine>
            {steps([say::menu_step_1(), say::menu_step_2(), say::menu_step_3()])}
        }
        .into_any(),
    }
    };
    view! {
        {forgets.then(|| view! { <Callout tone=Tone::Warning title=say::forgetful()>{say::forgetful_help()}</Callout> })}
        <Card title=say::installing() class="setting-card">{body}</Card>
    }
}

/// One kind of addresses.
#[component]
fn ProtocolLine(kind: &'static str) -> impl IntoView {
    let session = Session::expect();
    let agreed = RwSignal::new(
        preferences::read::<Vec<String>>(Key::Protocols)
            .unwrap_or_default()
            .iter()
            .any(|own| own == kind),
    );
    let (label, plain) = match kind {
        "mailto" => (say::mail(), say::mail_plain()),
        "tel" => (say::phone(), say::phone_plain()),
        _ => (say::own(), say::own_plain()),
    };
    let register = move |_| {
        let origin = window().location().origin().unwrap_or_default();
        // Browsers want the placeholder as it is, not encoded.
        let address = format!("{origin}{}?{}=%s", Route::Open.href(), PageParameter::Address.name());
        if protocols::register(kind, &address) {
            let mut all = preferences::read::<Vec<String>>(Key::Protocols).unwrap_or_default();
            if !all.iter().any(|own| own == kind) {
                all.push(kind.to_owned());
            }
            preferences::write(Key::Protocols, &all);
            agreed.set(true);
        } else {
            session.toaster.show(Toast::info(say::refused()));
        }
    };
    let search = Route::Search.href_with(&Query::default());
    view! {
        <SettingLine label=label help=Signal::derive(move || if agreed.get() { say::asked() } else { plain }.to_owned())>
            {if protocols::is_known() {
                view! { <Button on_click=register>{move || if agreed.get() { say::ask_again() } else { say::open_with() }}</Button> }.into_any()
            } else {
                view! { <a class="button" href=search>{say::search_do()}</a> }.into_any()
            }}
        </SettingLine>
    }
}
