//! Notices that come by themselves: a new version, and the context in which typed text is read.

use leptos::task::spawn_local;

use crate::platform::{clock, updates};
use crate::reactive::prelude::*;
use crate::session::Session;
use crate::ui::toast::Toast;
use crate::words;

/// Starts them.
pub(super) fn use_notices() {
    let session = Session::expect();
    tell_context(session);
    let update = updates::use_update();
    Effect::new(move || {
        if update.get() {
            let reload = move || {
                // What is still on its way to storage is kept before the page goes.
                spawn_local(async move {
                    if session.engine.flush().await.is_ok() {
                        updates::accept();
                    }
                });
            };
            session.toaster.show(
                Toast::info(words::shell::update_ready())
                    .action(words::shell::reload(), reload)
                    .stays(),
            );
        }
    });
}

/// "Today" moves on at midnight, also in a window that is never left. The engine is told the rest when it starts and wakes.
fn tell_context(session: Session) {
    let today = clock::use_today();
    let status = session.status;
    let currency = Memo::new(move |_| status.with(|status| status.as_ref().map(|status| status.currency)));
    Effect::new(move || {
        today.track();
        if currency.get().is_some() {
            let context = session.context();
            spawn_local(async move {
                // An engine that is gone is told when it is back.
                let _ = session.engine.set_context(context).await;
            });
        }
    });
}
