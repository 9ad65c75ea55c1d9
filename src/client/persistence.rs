//! What is known about keeping data outside the database itself: the sentinel, and the browser's promise not to evict.
//!
//! The sentinel is the device's id in localStorage. With it and an empty database, data was here and is gone; without it,
//! an empty database is a first visit. The promise is asked for once, after the first real record: before that a person has
//! no reason to give it, and browsers that ask them would ask out of the blue.

use bridge::Command;
use leptos::task::spawn_local;

use crate::platform::preferences::{self, Key};
use crate::platform::{practice, storage};

/// The device's id as remembered outside the database: of what is real, or of the copy that this tab practises with.
pub(super) fn sentinel() -> Option<String> {
    if practice::is_on() {
        practice::copy()
    } else {
        preferences::read(Key::Sentinel)
    }
}

/// Remembers the device's id.
pub(super) fn remember(device: &str) {
    if practice::is_on() {
        practice::remember_copy(device);
    } else {
        preferences::write(Key::Sentinel, &device);
    }
}

/// Whether a command makes something a person would miss.
pub(super) fn is_work(command: &Command) -> bool {
    matches!(
        command,
        Command::Create { .. }
            | Command::PostMessage { .. }
            | Command::SaveView { .. }
            | Command::SaveDashboard { .. }
            | Command::CopyView { .. }
            | Command::SaveSegment { .. }
            | Command::SavePipeline(_)
    )
}

/// Asks the browser not to evict, unless it was asked before or has promised already.
pub(super) fn ask_once() {
    if practice::is_on() || preferences::read::<bool>(Key::AskedToPersist) == Some(true) {
        return;
    }
    spawn_local(async {
        if !storage::persisted().await {
            storage::persist().await;
        }
        preferences::write(Key::AskedToPersist, &true);
    });
}
