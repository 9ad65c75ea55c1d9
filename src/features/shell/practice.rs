//! The bar above everything while one practises: that this is a copy, and the way back.

use crate::client::Engine;
use crate::platform::practice;
use crate::reactive::prelude::*;
use crate::ui::{
    button::Button,
    icon::{Glyph, Icon, IconSize},
};
use crate::words;

/// The bar; nothing where the data is real.
#[component]
pub(super) fn PracticeBar() -> impl IntoView {
    let engine = Engine::expect();
    practice::is_on().then(|| {
        view! {
            <section class="notice-bar practice-bar" aria-label=words::practice::here()>
                <Icon glyph=Glyph::Box size=IconSize::Small/>
                <b>{words::practice::here()}</b>
                <span class="only-wide">{words::practice::text()}</span>
                <span class="push"></span>
                <Button on_click=move |_| engine.leave_practice()>{words::practice::leave()}</Button>
            </section>
        }
    })
}
