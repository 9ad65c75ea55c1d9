//! What comes by itself: a new version, advice to install and to back up, files opened from outside, the number on the
//! icon, and the context in which typed text is read.

use bridge::status::{WORTH_KEEPING, backup_is_due};
use leptos::task::spawn_local;

use crate::backup::use_backup;
use crate::platform::{
    badge, clock, incoming,
    install::{self, Advice},
    practice,
    preferences::{self, Key},
    updates,
};
use crate::reactive::prelude::*;
use crate::routes::Route;
use crate::session::Session;
use crate::ui::toast::Toast;
use crate::words;

/// Starts them.
pub(super) fn use_notices() {
    let session = Session::expect();
    tell_context(session);
    // A practice copy needs no back-up, and what is due in it is on nobody's icon.
    if !practice::is_on() {
        advise(session);
        show_badge(session);
    }
    incoming::on_opened(move || {
        session.opened.try_update(|opened| *opened += 1);
        session.navigator.visit(&Route::Import);
    });
    say_what_is_new(session);
    let update = updates::use_update();
    Effect::new(move || {
        if update.get() {
            let reload = move || {
                // What is still on its way to storage is kept before the page goes.
                spawn_local(async move {
                    if session.engine.flush().await.is_ok() {
                        preferences::write(Key::Updated, &true);
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

/// After a new release was accepted: that it is here, and where to read what changed.
fn say_what_is_new(session: Session) {
    if preferences::read::<bool>(Key::Updated) != Some(true) {
        return;
    }
    preferences::forget(Key::Updated);
    let read = move || session.navigator.visit(&Route::Settings("news".to_owned()));
    session
        .toaster
        .show(Toast::info(words::shell::updated()).action(words::shell::news(), read).stays());
}

/// Visits from which somebody is at home here.
const AT_HOME: u32 = 3;

/// Advice once there is something to lose: to install, once; and to back up, once a day while no back-up is younger than a
/// week. Sample data is nobody's work.
fn advise(session: Session) {
    let advice = install::use_advice();
    let backup = use_backup();
    let visits = preferences::read::<u32>(Key::Visits).unwrap_or(0).saturating_add(1).min(AT_HOME);
    preferences::write(Key::Visits, &visits);
    let worth = Memo::new(move |_| {
        session
            .status
            .with(|status| status.as_ref().is_some_and(|status| status.own_records() >= WORTH_KEEPING))
    });
    // When the last back-up was made, once another one is due.
    let unsafe_since = Memo::new(move |_| {
        session.status.with(|status| {
            let status = status.as_ref()?;
            let (last, changes) = (status.last_backup, status.changes_since_backup);
            backup_is_due(last, changes, status.own_records(), clock::now()).then_some(last)
        })
    });
    Effect::new(move || {
        let due = unsafe_since.get().is_some();
        let today = clock::today();
        if !due || preferences::read(Key::BackupReminded) == Some(today) {
            return;
        }
        // The first record is no reason to warn; the first day with records is.
        let first = preferences::read::<i32>(Key::BackupReminded).is_none();
        preferences::write(Key::BackupReminded, &today);
        if !first {
            let words = if unsafe_since.get_untracked().flatten().is_some() {
                words::device::backup_old()
            } else {
                words::device::backup_none()
            };
            let toast = Toast::warning(words).action(words::backup::make(), move || backup.make());
            session.toaster.show(toast.stays());
        }
    });
    Effect::new(move || {
        let ready = worth.get() && visits >= AT_HOME && matches!(advice.get(), Advice::Ask | Advice::ShareSheet);
        if ready && preferences::read::<bool>(Key::InstallOffered) != Some(true) {
            preferences::write(Key::InstallOffered, &true);
            let how = move || session.navigator.visit(&Route::Settings("device".to_owned()));
            session
                .toaster
                .show(Toast::info(words::device::offer()).action(words::device::offer_do(), how).stays());
        }
    });
}

/// Tasks that are late or due today, as a number on the icon of the installed app.
fn show_badge(session: Session) {
    if !install::is_installed() || !badge::is_known() {
        return;
    }
    Effect::new(move || badge::show(session.due.with(|due| due.tasks)));
}

/// "Today" moves on at midnight, also in a window that is never left. The engine is told the rest before it is asked and when it wakes.
fn tell_context(session: Session) {
    let today = clock::use_today();
    Effect::new(move |before: Option<()>| {
        today.track();
        if before.is_some() {
            let context = session.context();
            spawn_local(async move {
                // An engine that is gone is told when it is back.
                let _ = session.engine.set_context(context).await;
            });
        }
    });
}
