//! Long work of the engine: how far it is, how fast, and the way out. It goes on whatever page one is on.

use bridge::import::Progress as Step;
use leptos::task::spawn_local;

use crate::client::Engine;
use crate::reactive::prelude::*;
use crate::routes::{Navigator, Route};
use crate::ui::meter::Progress;
use crate::words;

/// Work that the import page shows itself.
const OF_IMPORT: [&str; 3] = ["read", "preview", "import"];

/// How far the work is that goes on now; nothing while there is none.
#[component]
pub fn WorkProgress(
    /// Whether it can be stopped.
    #[prop(default = true)]
    can_stop: bool,
) -> impl IntoView {
    let engine = Engine::expect();
    let progress = engine.progress();
    let going = Memo::new(move |_| progress.with(Option::is_some));
    dynamic(move || {
        going
            .get()
            .then(|| view! { <Bar engine=engine progress=progress can_stop=can_stop/> })
    })
}

#[component]
fn Bar(engine: Engine, progress: Signal<Option<Step>>, can_stop: bool) -> impl IntoView {
    let read = move |text: fn(&Step) -> String| Signal::derive(move || progress.with(|step| step.as_ref().map(text).unwrap_or_default()));
    let title = read(|step| words::work::title(&step.work).to_owned());
    let stop = Callback::new(move |()| {
        spawn_local(async move {
            // The work says itself that it was stopped.
            let _ = engine.cancel().await;
        });
    });
    let number =
        move |pick: fn(&Step) -> u64| Signal::derive(move || progress.with(|step| step.as_ref().map_or(0.0, |step| pick(step) as f64)));
    let (done, total) = (number(|step| step.done), number(|step| step.of));
    let (count, rate) = (read(words::work::how_far), read(words::work::how_fast));
    if can_stop {
        view! { <Progress title=title done=done total=total count=count rate=rate on_cancel=stop/> }.into_any()
    } else {
        view! { <Progress title=title done=done total=total count=count rate=rate/> }.into_any()
    }
}

/// The work that goes on while another page is looked at, in a corner of the window.
#[component]
pub fn WorkTray() -> impl IntoView {
    let engine = Engine::expect();
    let progress = engine.progress();
    let route = Navigator::expect().route();
    let shown = Memo::new(move |_| {
        let importing = route.with(|route| *route == Route::Import);
        progress.with(|step| {
            step.as_ref()
                .is_some_and(|step| !(importing && OF_IMPORT.contains(&step.work.as_str())))
        })
    });
    dynamic(move || {
        shown.get().then(|| {
            view! {
                <aside class="work-tray" aria-label=words::work::tray()>
                    <WorkProgress/>
                </aside>
            }
        })
    })
}
