//! Reading again everything that is kept, and saying whether it fits together.

use bridge::status::Verification;
use leptos::task::spawn_local;

use super::setting::SettingLine;
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{button::Button, state::Callout, tone::Tone};
use crate::words::{self, count};
use crate::work::WorkProgress;

/// The line with its result under it.
#[component]
pub(super) fn VerifyLine() -> impl IntoView {
    let session = Session::expect();
    let busy = RwSignal::new(false);
    let result = RwSignal::new(None::<Verification>);
    let check = move |_| {
        busy.set(true);
        result.set(None);
        spawn_local(async move {
            match session.engine.verify().await {
                Ok(found) => {
                    result.try_set(Some(found));
                }
                Err(error) => session.refused(&error, None),
            }
            busy.try_set(false);
        });
    };
    view! {
        <SettingLine label=words::settings::verify() help=words::settings::verify_text()>
            <Button busy=busy on_click=check>{words::settings::verify_do()}</Button>
        </SettingLine>
        {move || busy.get().then(|| view! { <WorkProgress/> })}
        {move || result.get().map(|found| if found.problems.is_empty() {
            let told = words::settings::verified(&count::records(found.records), &count::changes(found.log_rows));
            view! { <Callout tone=Tone::Success title=told/> }.into_any()
        } else {
            view! {
                <Callout tone=Tone::Danger title=words::settings::verify_failed()>
                    <ul class="plain-list">{found.problems.into_iter().map(|problem| view! { <li>{words::kept::line(&problem)}</li> }).collect_view()}</ul>
                </Callout>
            }
            .into_any()
        })}
    }
}
