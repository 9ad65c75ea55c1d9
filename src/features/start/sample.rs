//! The sample data says what it is on every page, and goes with one press.

use crate::client::{Engine, Follow, use_answer};
use crate::reactive::prelude::*;
use crate::sample::SampleActions;
use crate::ui::{
    button::ButtonKind,
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
    let records = move || words::sample::count(u64::from(count.get()));
    dynamic(move || {
        here.get().then(|| {
            view! {
                <section class="notice-bar" aria-label=words::sample::label()>
                    <Icon glyph=Glyph::Sparkle size=IconSize::Small/>
                    <b>{words::sample::here()}</b>
                    <span class="faint only-wide">{records}</span>
                    <SampleActions kind=ButtonKind::Link/>
                </section>
            }
        })
    })
}
