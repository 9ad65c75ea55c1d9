//! The bar above every page while the past is looked at.

use crate::client::Engine;
use crate::platform::format;
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::{
    button::{Button, ButtonKind},
    icon::{Glyph, Icon, IconSize},
};
use crate::words::past as say;

/// Says which moment everything is of, and leads back to today.
#[component]
pub fn PastBar() -> impl IntoView {
    let session = Session::expect();
    let past = Engine::expect().past();
    dynamic(move || {
        past.get().map(|millis| {
            view! {
                <section class="notice-bar" aria-label=say::label()>
                    <Icon glyph=Glyph::History size=IconSize::Small/>
                    <b>{say::here(&format::date_time(millis))}</b>
                    <span class="faint only-wide">{say::read_only()}</span>
                    <Button kind=ButtonKind::Link on_click=move |_| session.looking.set(true)>{say::another()}</Button>
                    <Button kind=ButtonKind::Link on_click=move |_| session.look_back(None)>{say::today()}</Button>
                </section>
            }
        })
    })
}
