//! The sample data says what it is on every page, and goes with one press.

use bridge::Command;
use leptos::task::spawn_local;

use crate::client::{Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    icon::{Glyph, Icon, IconSize},
};
use crate::words;

/// A bar above the frame while there is sample data.
#[component]
pub fn SampleBanner() -> impl IntoView {
    let engine = Engine::expect();
    let status = use_answer(Follow::Anything, move || engine.status()).value();
    let count = Memo::new(move |_| status.with(|status| status.as_ref().map_or(0, |status| status.sample)));
    let here = Memo::new(move |_| count.get() > 0);
    dynamic(move || here.get().then(|| view! { <Bar count=count/> }))
}

#[component]
fn Bar(count: Memo<u32>) -> impl IntoView {
    let session = Session::expect();
    let busy = RwSignal::new(false);
    let remove = move |_| {
        busy.set(true);
        spawn_local(async move {
            // Before, so that one step back brings the sample again: the pipelines that the person goes on with.
            let ready = session
                .engine
                .run(Command::SetUp {
                    workspace: String::new(),
                    person: String::new(),
                })
                .await;
            match ready {
                Ok(_) => session.act_then(Command::RemoveSample, move |_| {
                    busy.try_set(false);
                    false
                }),
                Err(error) => {
                    session.refused(&error, None);
                    busy.try_set(false);
                }
            }
        });
    };
    let records = move || words::start::sample_count(&words::number(u64::from(count.get())));
    view! {
        <section class="sample-bar" aria-label=words::start::sample_label()>
            <Icon glyph=Glyph::Sparkle size=IconSize::Small/>
            <b>{words::start::sample_here()}</b>
            <span class="faint only-wide">{records}</span>
            <Button kind=ButtonKind::Link busy=busy on_click=remove>{words::start::sample_remove()}</Button>
        </section>
    }
}
