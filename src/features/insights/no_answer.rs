//! Why there is no answer: what went wrong, or that the person stopped it, with the way to ask again.

use crate::client::AskError;
use crate::reactive::prelude::*;
use crate::ui::{button::Button, state::Callout, tone::Tone};
use crate::words;

/// The line; nothing where there is an answer.
#[component]
pub(super) fn NoAnswer(
    /// Why.
    error: Signal<Option<AskError>>,
    /// Asks again.
    again: Callback<()>,
) -> impl IntoView {
    dynamic(move || {
        error.get().map(|error| {
            let stopped = error.is_cancelled();
            let title = if stopped {
                words::insights::stopped().to_owned()
            } else {
                words::failure::line(&error, None)
            };
            let tone = if stopped { Tone::Info } else { Tone::Danger };
            view! {
                <div class="insights__wide">
                    <Callout tone=tone title=title action=move || view! { <Button on_click=move |_| again.run(())>{words::bin::try_again()}</Button> }/>
                </div>
            }
        })
    })
}
