//! Where the data is: saved or not, how much, and how old the back-up is. Always visible, leads to the settings about it.

use crate::reactive::prelude::*;

use super::offline::OfflineChip;
use crate::client::{Connection, Engine};
use crate::platform::{clock, format};
use crate::routes::Route;
use crate::session::Session;
use crate::ui::icon::{Glyph, Icon};
use crate::value::moment_words;
use crate::words;

/// The settings section about storage and back-ups.
const SECTION: &str = "storage";

/// Age of a back-up from which the line asks for another one, in milliseconds: a week.
const OLD_BACKUP_MILLIS: i64 = 7 * 86_400_000;

/// The line at the foot of the sidebar.
#[component]
pub(super) fn StorageLine() -> impl IntoView {
    let engine = Engine::expect();
    let status = Session::expect().status;
    let (unsaved, trouble, connection) = (engine.unsaved(), engine.trouble(), engine.connection());
    let troubled = Memo::new(move |_| {
        trouble.with(Option::is_some)
            || connection.with(|connection| matches!(connection, Connection::CannotOpen(_) | Connection::Lost { .. }))
    });
    let first = move || {
        let count = unsaved.get();
        if connection.with(|connection| *connection == Connection::Starting) {
            words::shell::opening().to_owned()
        } else if troubled.get() {
            words::shell::not_saved(u64::from(count))
        } else if count > 0 {
            words::shell::saving(u64::from(count))
        } else {
            words::shell::saved_here().to_owned()
        }
    };
    let second = move || {
        status.with(|status| {
            let Some(status) = status else { return String::new() };
            let used = status.used.map(format::bytes);
            let backup = match status.last_backup {
                Some(made) => words::shell::backup_of(&moment_words(made)),
                None => words::shell::no_backup().to_owned(),
            };
            used.into_iter().chain([backup]).collect::<Vec<_>>().join(", ")
        })
    };
    let stale = Memo::new(move |_| {
        status.with(|status| {
            status.as_ref().is_some_and(|status| {
                status.changes_since_backup > 0 && status.last_backup.is_some_and(|made| clock::now() - made > OLD_BACKUP_MILLIS)
            })
        })
    });
    let class = move || {
        if troubled.get() {
            "storage storage--trouble"
        } else if stale.get() || unsaved.get() > 0 {
            "storage storage--waiting"
        } else {
            "storage"
        }
    };
    let glyph = Signal::derive(move || {
        if troubled.get() {
            Glyph::Alert
        } else if unsaved.get() > 0 {
            Glyph::Sync
        } else {
            Glyph::Device
        }
    });
    view! {
        <OfflineChip class="offline-place"/>
        <a class=class href=Route::Settings(SECTION.to_owned()).href() data-tip=move || format!("{}, {}", first(), second()) data-tip-rail="">
            <Icon glyph=glyph/>
            <span class="storage__text nav__label">
                <span role="status">{first}</span>
                <span class="faint">{second}</span>
            </span>
        </a>
    }
}
