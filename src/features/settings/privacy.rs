//! What can be proved about privacy on the spot: who was asked for anything, which policy is in force, what is kept where.

use leptos::task::spawn_local;

use super::setting::SettingLine;
use crate::platform::privacy::{self, Kept, Requests};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::ui::{
    badge::Badge,
    button::Button,
    card::Card,
    icon::Glyph,
    state::{Callout, Skeleton},
    tone::Tone,
};
use crate::words::{self, privacy as say};

/// The section.
#[component]
pub(super) fn PrivacySection() -> impl IntoView {
    let requests = RwSignal::new(None::<Vec<Requests>>);
    let kept = RwSignal::new(Vec::<Kept>::new());
    let look = move || {
        spawn_local(async move {
            let found = privacy::requests().await;
            requests.try_set(Some(found));
            let found = privacy::kept().await;
            kept.try_set(found);
        });
    };
    look();
    let waiting = Signal::derive(move || requests.with(Option::is_none));
    view! {
        <Card title=say::requests() class="setting-card">
            <p class="muted setting__text">{say::requests_text()}</p>
            <Skeleton waiting=waiting lines=2/>
            {move || requests.get().map(requests_view)}
            <SettingLine label=say::again() help=say::again_help()><Button icon=Glyph::Sync on_click=move |_| look()>{say::again_do()}</Button></SettingLine>
        </Card>
        <Card title=say::kept() class="setting-card">
            <p class="muted setting__text">{say::kept_text()}</p>
            {move || kept.get().into_iter().map(kept_view).collect_view()}
        </Card>
        <PolicyCard/>
    }
}

fn requests_view(all: Vec<Requests>) -> AnyView {
    let strangers = all.iter().any(|requests| !requests.own);
    let line = |requests: Requests| {
        let (tone, word) = if requests.own {
            (Tone::Success, say::own())
        } else {
            (Tone::Danger, say::stranger())
        };
        let icon = if requests.own { Glyph::Check } else { Glyph::Alert };
        view! {
            <SettingLine label=requests.origin help=say::count(&words::number(u64::from(requests.count)))>
                <Badge tone=tone icon=icon>{word}</Badge>
            </SettingLine>
        }
    };
    let (tone, verdict) = if strangers {
        (Tone::Danger, say::some())
    } else {
        (Tone::Success, say::none())
    };
    view! {
        <div role="status"><Callout tone=tone title=verdict/></div>
        {all.into_iter().map(line).collect_view()}
    }
    .into_any()
}

fn kept_view(kept: Kept) -> AnyView {
    let number = |count: u32| words::number(u64::from(count));
    let (label, help, value) = match kept {
        Kept::Databases(names) => {
            let used = Session::expect().status;
            let used = used.with_untracked(|status| status.as_ref().and_then(|status| status.used));
            let used = used.map(crate::platform::format::bytes).unwrap_or_default();
            (
                say::databases(),
                say::databases_help(),
                [names.join(", "), used]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · "),
            )
        }
        Kept::Preferences(count, letters) => (
            say::preferences(),
            say::preferences_help(),
            say::entries(&number(count), &number(letters)),
        ),
        Kept::Files(count) => (say::files(), say::files_help(), number(count)),
        Kept::Cookies(0) => (say::cookies(), say::cookies_help(), say::no_cookies().to_owned()),
        Kept::Cookies(letters) => (say::cookies(), say::cookies_help(), say::letters(&number(letters))),
    };
    view! { <SettingLine label=label help=help><span>{value}</span></SettingLine> }.into_any()
}

/// The policy as the browser enforces it.
#[component]
fn PolicyCard() -> impl IntoView {
    let policy = privacy::policy();
    let empty = policy.is_empty();
    let lines = policy
        .into_iter()
        .map(|(name, sources)| view! { <div class="policy__line"><dt>{name}</dt><dd>{sources}</dd></div> });
    view! {
        <Card title=say::policy() class="setting-card">
            <p class="muted setting__text">{if empty { say::policy_none() } else { say::policy_text() }}</p>
            <dl class="policy">{lines.collect_view()}</dl>
            <p class="faint setting__text">{say::leave_text()} " " <a class="more-link" href=Route::Settings("storage".to_owned()).href()>{say::leave()}</a></p>
        </Card>
    }
}
