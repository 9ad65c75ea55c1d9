//! Where the data is: whether it is kept, how much there is, how old the back-up is, and what to do about each.

use std::sync::Arc;

use bridge::status::Status;
use leptos::task::spawn_local;

use super::{safety::VerifyLine, setting::SettingLine};
use crate::backup::{RestoreDialog, save, use_backup, use_restore};
use crate::client::{Engine, Follow, use_answer};
use crate::platform::{clock, format, install, storage};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::sample::SampleActions;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    card::Card,
    icon::Glyph,
    meter::{Meter, MeterLevel},
    state::{Callout, Skeleton},
    toast::Toast,
    tone::Tone,
};
use crate::value::moment_words;
use crate::words::{self, count};

/// Shares of the space from which on it is worth a look, and worth acting, in percent.
const FILLING: f64 = 70.0;
const NEARLY_FULL: f64 = 90.0;
/// Age from which a back-up is old, in milliseconds: a week.
const OLD_MILLIS: i64 = 7 * 86_400_000;

/// What the status holds, as the cards read it.
type Known = Signal<Option<Arc<Box<Status>>>>;

/// The section.
#[component]
pub(super) fn StorageSection() -> impl IntoView {
    let engine = Engine::expect();
    let answer = use_answer(Follow::Anything, move || engine.status());
    let (status, error) = (answer.value(), answer.error());
    let known = Memo::new(move |_| status.with(Option::is_some));
    let problems = Memo::new(move |_| status.with(|status| status.as_ref().map(|status| status.problems.clone()).unwrap_or_default()));
    let sample = Memo::new(move |_| status.with(|status| status.as_ref().map_or(0, |status| status.sample)));
    let waiting = Signal::derive(move || !known.get() && error.with(Option::is_none));
    view! {
        {move || error.get().map(|error| view! { <Callout tone=Tone::Danger title=words::failure::line(&error, None)/> })}
        <UnsavedNotice/>
        {install::is_forgetful().then(|| view! {
            <Callout tone=Tone::Danger title=words::device::forgetful() action=move || view! {
                <a class="button" href=Route::Settings("device".to_owned()).href()>{words::device::offer_do()}</a>
            }>{words::device::forgetful_help()}</Callout>
        })}
        {move || (!problems.with(Vec::is_empty)).then(|| view! {
            <Callout tone=Tone::Warning title=words::settings::problems()>
                <ul class="plain-list">{problems.get().into_iter().map(|problem| view! { <li>{words::kept::line(&problem)}</li> }).collect_view()}</ul>
            </Callout>
        })}
        <Skeleton waiting=waiting lines=8/>
        {move || known.get().then(|| view! {
            <DeviceCard status=status on_change=move || answer.refresh()/>
            <BackupCard status=status/>
        })}
        {move || (sample.get() > 0).then(|| view! { <SampleCard count=sample/> })}
    }
}

/// Changes that are only in this window.
#[component]
fn UnsavedNotice() -> impl IntoView {
    let session = Session::expect();
    let engine = session.engine;
    let (unsaved, trouble) = (engine.unsaved(), engine.trouble());
    let stuck = Memo::new(move |_| unsaved.get() > 0 && trouble.with(Option::is_some));
    let busy = RwSignal::new(false);
    let download = move |_| {
        busy.set(true);
        spawn_local(async move {
            match session.engine.unsaved_file().await {
                Ok(file) => {
                    if let Some(name) = save(session, file).await {
                        session.toaster.show(Toast::success(words::backup::unsaved_saved(&name)));
                    }
                }
                Err(error) => session.refused(&error, None),
            }
            busy.try_set(false);
        });
    };
    dynamic(move || {
        stuck.get().then(|| view! {
            <Callout tone=Tone::Danger title=Signal::derive(move || words::settings::unsaved_title(&count::changes(u64::from(unsaved.get()))))
                action=move || view! { <Button busy=busy on_click=download>{words::settings::unsaved_file()}</Button> }>
                {words::settings::unsaved_text()}
            </Callout>
        })
    })
}

/// What is on this device.
#[component]
fn DeviceCard(status: Known, #[prop(into)] on_change: Callback<()>) -> impl IntoView {
    let engine = Engine::expect();
    let unsaved = engine.unsaved();
    let schema = engine.schema();
    let of =
        move |read: fn(&Status) -> String| move || status.with(|status| status.as_ref().map(|status| read(status)).unwrap_or_default());
    let state = move || match unsaved.get() {
        0 => words::settings::all_saved().to_owned(),
        waiting => words::settings::not_saved(&count::changes(u64::from(waiting))),
    };
    let kept = Memo::new(move |_| status.with(|status| status.as_ref().and_then(|status| status.persistent)));
    let kept_words = move || match kept.get() {
        Some(true) => words::settings::kept_yes(),
        Some(false) => words::settings::kept_no(),
        None => words::settings::kept_unknown(),
    };
    let session = Session::expect();
    let busy = RwSignal::new(false);
    let ask = move |_| {
        busy.set(true);
        spawn_local(async move {
            if !storage::persist().await {
                session.toaster.show(Toast::info(words::settings::kept_refused()));
            }
            on_change.try_run(());
            busy.try_set(false);
        });
    };
    let space = Memo::new(move |_| status.with(|status| status.as_ref().map(|status| (status.used, status.quota))));
    let files = move || {
        let (count, bytes) = status.with(|status| status.as_ref().map(|status| status.files)).unwrap_or_default();
        let counted = schema.with(|schema| schema.object("file").map(|object| words::counted(object, u64::from(count))));
        words::settings::files_held(&counted.unwrap_or_default(), &format::bytes(bytes))
    };
    let records = move || {
        let held = status.with(|status| {
            let status = status.as_ref()?;
            let held = status.records.iter().filter(|(_, count)| *count > 0);
            Some(schema.with(|schema| {
                held.filter_map(|(key, count)| schema.object(key).map(|object| words::counted(object, u64::from(*count))))
                    .collect::<Vec<_>>()
            }))
        });
        match held {
            Some(held) if !held.is_empty() => format::list(&held),
            _ => words::settings::no_records().to_owned(),
        }
    };
    view! {
        <Card title=words::settings::here() class="setting-card">
            <SettingLine label=words::settings::state()><span role="status">{state}</span></SettingLine>
            <SettingLine label=words::settings::kept() help=Signal::derive(move || kept_words().to_owned())>
                {move || (kept.get() != Some(true)).then(|| view! { <Button busy=busy on_click=ask>{words::settings::ask_keep()}</Button> })}
            </SettingLine>
            <SettingLine label=words::settings::space()>{move || space.get().map(|(used, quota)| space_view(used, quota))}</SettingLine>
            <SettingLine label=words::settings::records()><span>{records}</span></SettingLine>
            <SettingLine label=words::settings::files()><span>{files}</span></SettingLine>
            <SettingLine label=words::settings::log()>
                <span>{of(|status| words::settings::log_rows(status.log_rows.0, &words::number(u64::from(status.log_rows.1))))}</span>
            </SettingLine>
            <SettingLine label=words::settings::memory()><span>{of(|status| format::bytes(status.memory))}</span></SettingLine>
            <VerifyLine/>
        </Card>
    }
}

/// How much space is used, of how much where the browser says.
fn space_view(used: Option<u64>, quota: Option<u64>) -> AnyView {
    match (used, quota.filter(|quota| *quota > 0)) {
        (Some(used), Some(quota)) => {
            let share = used as f64 / quota as f64 * 100.0;
            let level = if share >= NEARLY_FULL {
                MeterLevel::High
            } else if share >= FILLING {
                MeterLevel::Medium
            } else {
                MeterLevel::Low
            };
            let text = words::settings::space_used(&format::bytes(used), &format::bytes(quota));
            view! { <span class="setting__meter"><Meter value=share text=text level=level/></span> }.into_any()
        }
        (Some(used), None) => words::settings::space_plain(&format::bytes(used)).into_any(),
        (None, _) => words::settings::kept_unknown().into_any(),
    }
}

/// Back-ups: how old, make one, restore one.
#[component]
fn BackupCard(status: Known) -> impl IntoView {
    let backup = use_backup();
    let restore = use_restore();
    let age = Memo::new(move |_| status.with(|status| status.as_ref().map(|status| (status.last_backup, status.changes_since_backup))));
    let told = move || match age.get() {
        Some((Some(made), _)) => words::settings::backed_up(&moment_words(made)),
        _ => words::settings::never_backed_up().to_owned(),
    };
    let since = Signal::derive(move || match age.get() {
        Some((Some(_), changes)) if changes > 0 => words::settings::since_backup(&count::changes(u64::from(changes))),
        _ => String::new(),
    });
    let old = Memo::new(move |_| match age.get() {
        Some((Some(made), changes)) => changes > 0 && clock::now() - made > OLD_MILLIS,
        Some((None, _)) => status.with(|status| {
            status
                .as_ref()
                .is_some_and(|status| status.records.iter().any(|(_, count)| *count > 0))
        }),
        None => false,
    });
    view! {
        <Card title=words::settings::backups() class="setting-card">
            <p class="muted setting__text">{words::settings::backups_text()}</p>
            <SettingLine label=Signal::derive(told) help=since>
                <Button kind=ButtonKind::Primary icon=Glyph::Download busy=backup.busy() on_click=move |_| backup.make()>{words::backup::make()}</Button>
                <Button icon=Glyph::History on_click=move |_| restore.choose()>{words::settings::restore()}</Button>
            </SettingLine>
            {move || old.get().then(|| view! { <p class="setting__warning">{words::settings::backup_due()}</p> })}
            <p class="faint setting__text">{words::settings::export_hint()}</p>
            <RestoreDialog restore=restore/>
        </Card>
    }
}

/// The way out of the sample data.
#[component]
fn SampleCard(count: Memo<u32>) -> impl IntoView {
    let text = Signal::derive(move || words::sample::text(u64::from(count.get())));
    view! {
        <Card title=words::sample::label() class="setting-card">
            <SettingLine label=text><SampleActions kind=ButtonKind::Default/></SettingLine>
        </Card>
    }
}
