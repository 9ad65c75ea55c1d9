//! Trouble with what keeps the data: what happened, what is safe, what to do. Stays until its cause is gone.

use bridge::status::StorageTrouble;
use leptos::task::spawn_local;

use crate::client::{Connection, Engine};
use crate::platform::files::{self, FileToSave};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    state::Callout,
    tone::Tone,
};
use crate::words;

/// What the banner is about.
#[derive(Clone, PartialEq)]
enum Cause {
    Storage(StorageTrouble),
    Lost(String),
    Evicted,
}

/// The banner above the frame.
#[component]
pub(super) fn Banner() -> impl IntoView {
    let engine = Engine::expect();
    let (connection, trouble) = (engine.connection(), engine.trouble());
    let cause = Memo::new(move |_| {
        if let Some(trouble) = trouble.get() {
            return Some(Cause::Storage(trouble));
        }
        match connection.get() {
            Connection::CannotOpen(trouble) => Some(Cause::Storage(trouble)),
            Connection::Lost { reason } => Some(Cause::Lost(reason)),
            Connection::Ready { evicted: true, .. } => Some(Cause::Evicted),
            _ => None,
        }
    });
    let dismissed = RwSignal::new(false);
    dynamic(move || {
        let cause = cause.get()?;
        if cause == Cause::Evicted && dismissed.get() {
            return None;
        }
        Some(view! { <div class="banner">{banner(cause, dismissed)}</div> })
    })
}

fn banner(cause: Cause, dismissed: RwSignal<bool>) -> AnyView {
    let engine = Engine::expect();
    match cause {
        Cause::Storage(trouble) => {
            let (title, remedy) = words::shell::trouble(&trouble);
            let unsaved = engine.unsaved();
            let safe = move || match unsaved.get() {
                0 => words::shell::safe_all().to_owned(),
                count => words::shell::safe_unsaved(u64::from(count)),
            };
            let reload = matches!(trouble, StorageTrouble::Newer | StorageTrouble::Closed | StorageTrouble::Other { .. });
            view! {
                <Callout tone=Tone::Danger title=title action=move || view! {
                    {move || (unsaved.get() > 0).then(|| view! { <DownloadUnsaved/> })}
                    {reload.then(|| view! { <ReloadButton/> })}
                }>
                    {safe} " " {remedy}
                </Callout>
            }
            .into_any()
        }
        Cause::Lost(reason) => view! {
            <Callout tone=Tone::Danger title=words::shell::lost(&reason) action=move || view! {
                <Button on_click=move |_| engine.restart()>{words::shell::start_again()}</Button>
            }>
                {words::shell::lost_help()}
            </Callout>
        }
        .into_any(),
        Cause::Evicted => view! {
            <Callout tone=Tone::Warning title=words::shell::evicted() action=move || view! {
                <a class="button" href=Route::Settings("storage".to_owned()).href() on:click=move |_| dismissed.set(true)>{words::shell::restore()}</a>
            }>
                {words::shell::evicted_help()}
            </Callout>
        }
        .into_any(),
    }
}

/// Saves what could not be kept as a file.
#[component]
fn DownloadUnsaved() -> impl IntoView {
    let session = Session::expect();
    let busy = RwSignal::new(false);
    let download = move |_| {
        busy.set(true);
        spawn_local(async move {
            match session.engine.unsaved_file().await {
                Ok(file) => {
                    let file = FileToSave {
                        name: file.name,
                        media_type: file.media_type,
                        bytes: file.bytes,
                    };
                    // A refused save leaves the banner, and with it the button, where it is.
                    let _ = files::save(file).await;
                }
                Err(error) => session.refused(&error, None),
            }
            busy.try_set(false);
        });
    };
    view! { <Button busy=busy on_click=download>{words::shell::download_unsaved()}</Button> }
}

#[component]
fn ReloadButton() -> impl IntoView {
    view! {
        <Button kind=ButtonKind::Primary on_click=move |_| {
            // Refused only while the page is already going away.
            let _ = window().location().reload();
        }>{words::shell::reload()}</Button>
    }
}
