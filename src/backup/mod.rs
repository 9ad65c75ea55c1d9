//! Back-ups: everything into a file, and a file back into the workspace.
//!
//! A file is looked into before anything happens. What is here is replaced only after a back-up of it was made, read back
//! and handed to the person as a file.

mod dialog;

use std::sync::Arc;

use bridge::{FileReply, status::BackupSummary};
use leptos::task::spawn_local;
use model::Schema;
use web_sys::File;

use crate::reactive::prelude::*;

pub use dialog::{RestoreDialog, restore_dialog};

use crate::platform::files::{self, FileToSave, Pick, Saved};
use crate::session::Session;
use crate::ui::toast::Toast;
use crate::words;

/// What the picker offers.
const ACCEPT: &str = ".json,.kith,application/json";

/// Whether a file is meant to be restored rather than imported, by its name.
#[must_use]
pub fn is_backup_name(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with(".kith") || name.ends_with(".kith.json")
}

/// Makes back-ups; copy it into callbacks.
#[derive(Clone, Copy)]
pub struct BackupMaker {
    session: Session,
    busy: RwSignal<bool>,
}

/// Makes back-ups from here.
#[must_use]
pub fn use_backup() -> BackupMaker {
    BackupMaker {
        session: Session::expect(),
        busy: RwSignal::new(false),
    }
}

impl BackupMaker {
    /// Whether one is being made.
    #[must_use]
    pub fn busy(self) -> Signal<bool> {
        self.busy.into()
    }

    /// Makes one and hands it to the person.
    pub fn make(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            if let Some(name) = make_and_save(self.session).await {
                self.session.toaster.show(Toast::success(words::backup::saved(&name)));
            }
            self.busy.try_set(false);
        });
    }
}

/// Makes a back-up and saves it as a file; the name under which it was saved. What went wrong is told.
async fn make_and_save(session: Session) -> Option<String> {
    match session.engine.backup().await {
        Ok(file) => save_or_say(session, file).await,
        Err(error) => {
            session.refused(&error, None);
            None
        }
    }
}

/// Saves a file of the engine; its name when that worked. Giving up is no failure and says nothing.
pub async fn save(session: Session, file: FileReply) -> Option<String> {
    let name = file.name.clone();
    match files::save(FileToSave {
        name: file.name,
        media_type: file.media_type,
        bytes: file.bytes,
    })
    .await
    {
        Ok(Saved::Cancelled) => None,
        Ok(_) => Some(name),
        Err(_) => {
            session.toaster.show(Toast::danger(words::backup::not_saved()));
            None
        }
    }
}

async fn save_or_say(session: Session, file: FileReply) -> Option<String> {
    let saved = save(session, file).await;
    if saved.is_none() {
        session.toaster.show(Toast::warning(words::backup::not_saved()));
    }
    saved
}

/// How far a restore is.
#[derive(Clone, PartialEq, Debug, Default)]
enum Step {
    /// Nothing was chosen.
    #[default]
    Nothing,
    /// The file is being read.
    Checking,
    /// It cannot be used.
    Refused(String),
    /// It was read; the person decides.
    Checked(Arc<BackupSummary>),
    /// What is here is being saved.
    Saving,
    /// It is being restored.
    Restoring,
}

/// A restore; copy it into callbacks.
#[derive(Clone, Copy)]
pub struct Restore {
    session: Session,
    open: RwSignal<bool>,
    step: RwSignal<Step>,
    then: StoredValue<Option<Callback<()>>>,
}

/// Restores from here. [`RestoreDialog`] has to be mounted beside it.
#[must_use]
pub fn use_restore() -> Restore {
    Restore {
        session: Session::expect(),
        open: RwSignal::new(false),
        step: RwSignal::new(Step::Nothing),
        then: StoredValue::new(None),
    }
}

impl Restore {
    /// Does something when a back-up was restored.
    pub fn then(self, act: impl Fn() + Send + Sync + 'static) -> Self {
        self.then.set_value(Some(Callback::new(move |()| act())));
        self
    }

    /// Lets the person choose a file, then looks into it.
    pub fn choose(self) {
        spawn_local(async move {
            let chosen = files::pick(Pick {
                accept: ACCEPT.to_owned(),
                many: false,
            })
            .await;
            if let Some(file) = chosen.into_iter().next() {
                self.look_into(file).await;
            }
        });
    }

    /// Looks into a template that comes with Kith.
    pub fn check_template(self, key: &'static str) {
        spawn_local(async move {
            self.open.try_set(true);
            let step = match self.session.engine.check_template(key.to_owned()).await {
                Ok(summary) => Step::Checked(Arc::new(summary)),
                Err(error) => Step::Refused(words::failure::line(&error, None)),
            };
            self.step.try_set(step);
        });
    }

    /// Looks into a file.
    pub fn check(self, file: File) {
        spawn_local(self.look_into(file));
    }

    async fn look_into(self, file: File) {
        self.step.try_set(Step::Checking);
        self.open.try_set(true);
        let step = match self.session.engine.check_backup(file).await {
            Ok(summary) => Step::Checked(Arc::new(summary)),
            Err(error) if error.is_cancelled() => Step::Nothing,
            Err(error) => Step::Refused(words::failure::line(&error, None)),
        };
        if step == Step::Nothing {
            self.open.try_set(false);
        }
        self.step.try_set(step);
    }

    /// Restores what was looked into: adds it to what is here, or replaces what is here. `fresh` when nothing is here yet:
    /// then the log of the back-up is taken over, and there is no step to take back.
    fn go(self, merge: bool, fresh: bool) {
        let is_setup = matches!(&self.step.get_untracked(), Step::Checked(summary) if !summary.setup.is_empty());
        spawn_local(async move {
            if !merge {
                self.step.try_set(Step::Saving);
                if make_and_save(self.session).await.is_none() {
                    self.step.try_set(Step::Refused(words::backup::point_failed().to_owned()));
                    return;
                }
            }
            self.step.try_set(Step::Restoring);
            match self.session.engine.restore(merge).await {
                Ok(done) => {
                    let told = if is_setup {
                        words::own::setup_added().to_owned()
                    } else {
                        words::backup::restored(&words::count::records(u64::from(done.count)))
                    };
                    let toast = Toast::success(told);
                    self.session.toaster.show(if fresh {
                        toast
                    } else {
                        toast.action(words::done::undo(), move || self.session.undo())
                    });
                    self.open.try_set(false);
                    self.step.try_set(Step::Nothing);
                    if let Some(then) = self.then.try_get_value().flatten() {
                        then.run(());
                    }
                }
                Err(error) => {
                    self.step.try_set(Step::Refused(words::failure::line(&error, None)));
                }
            }
        });
    }
}

/// Records per object in words, those that people see first.
fn holdings(schema: &Schema, records: &[(model::ObjectKey, u32)]) -> Vec<String> {
    let shown = records.iter().filter(|(_, count)| *count > 0);
    let objects = shown.filter_map(|(key, count)| schema.object(key).filter(|object| !object.hidden).map(|object| (object, *count)));
    objects.map(|(object, count)| words::counted(object, u64::from(count))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn back_ups_are_told_by_their_name() {
        assert!(is_backup_name("kith-2026-03-12.kith.json") && is_backup_name("All.KITH"));
        assert!(!is_backup_name("contacts.csv") && !is_backup_name("data.json"));
    }
}
