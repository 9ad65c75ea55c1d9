//! Making changes: commands, undo and redo, and the sample data.

use bridge::command::Persona;
use bridge::status::StepLine;
use bridge::{Command, CommandFailure, Done, Failure, Reply, Selection};
use model::change::Verb;
use model::{ChangeId, Intent, ObjectKey, RecordId};

use super::{Service, keeping};
use crate::commands::{self, Draft, Drafting, draft};
use crate::query;
use crate::reader::Reader;
use crate::sample;
use crate::session::drive::{self, RevertError, Reverted};
use crate::store::Store;
use crate::undo::Step;
use crate::workspace::Workspace;

impl<S: Store> Service<S> {
    /// Makes a change. It is applied when this returns, and durable once the session has been flushed.
    ///
    /// # Errors
    /// [`CommandFailure`]; nothing was changed then.
    pub async fn run(&self, command: Command) -> Result<Done, CommandFailure> {
        match command {
            Command::Undo => self.revert(Verb::Undo).await,
            Command::Redo => self.revert(Verb::Redo).await,
            Command::UndoSteps(steps) => self.undo_steps(steps).await,
            Command::TakeBack(change) => self.take_back_alone(change).await,
            Command::LoadSample { seed, contacts, persona } => Ok(self.load_sample(seed, contacts, persona)),
            Command::RemoveSample => Ok(self.change_sample(sample::removal, "removed")),
            Command::KeepSample => Ok(self.change_sample(sample::adoption, "kept")),
            Command::AcceptAction { key, title, due } => self.accept_action(&key, &title, due),
            Command::StartPlaybook {
                object,
                offer,
                tags,
                owner,
                days,
            } => self.start_playbook(&object, &offer, &tags, owner, days),
            Command::RecordOutcome {
                object,
                record,
                campaign,
                outcome,
                tag,
            } => self.record_outcome(&object, record, campaign, outcome, tag),
            Command::ChangeNotices(change) => Ok(self.change_notices(change).await),
            Command::ImportModel { object, file, text } => self.import_model(&object, &file, &text),
            command => self.run_drafted(command),
        }
    }

    fn run_drafted(&self, command: Command) -> Result<Done, CommandFailure> {
        self.refresh_for(&command)?;
        let drafted = self.drafting(|drafting| draft(command, drafting))?;
        if drafted.intent.verb == Verb::Purge {
            self.purged.set(true);
        }
        Ok(self.commit(drafted))
    }

    /// Computed fields that the filter of a selection reads have to be fresh before it is resolved.
    fn refresh_for(&self, command: &Command) -> Result<(), CommandFailure> {
        let Some((object, selection)) = selection_of(command) else {
            return Ok(());
        };
        let fields = query::selection_computed(&self.session.borrow().workspace, object, selection).map_err(CommandFailure::Query)?;
        self.read(&fields, |_, _| ());
        Ok(())
    }

    pub(super) fn drafting<T>(&self, make: impl FnOnce(&mut Drafting<'_>) -> T) -> T {
        let moment = self.moment();
        let context = self.parse_context();
        let mut session = self.session.borrow_mut();
        let computed = self.computed.borrow();
        let select = |workspace: &Workspace, object: &str, selection: &Selection| {
            let reader = Reader {
                workspace,
                computed: &computed,
                moment,
            };
            query::selected(reader, self.views.borrow_mut().indexes(), object, selection).map_err(CommandFailure::Query)
        };
        let mut surroundings = self.surroundings.borrow_mut();
        let mut drafting = Drafting {
            workspace: &mut session.workspace,
            moment,
            context: &context,
            entropy: &mut *surroundings.entropy,
            select: &select,
        };
        make(&mut drafting)
    }

    /// Applies a draft. A draft without ops changes nothing and is no step of undo.
    pub(super) fn commit(&self, drafted: Draft) -> Done {
        let Draft {
            intent,
            ops,
            record,
            refused,
            ..
        } = drafted;
        let mut done = Done::of(None, &intent);
        if !ops.is_empty() {
            let now = self.now().max(0) as u64;
            let committed = self.session.borrow_mut().commit(intent, ops, now);
            self.note(&committed.effects);
            done.change = Some(committed.id);
        }
        done.record = record.map(|(object, id)| self.link(&object, id));
        done.refused = refused;
        done
    }

    pub(super) fn link(&self, object: &ObjectKey, id: RecordId) -> bridge::RecordLink {
        let handle = self.session.borrow_mut().workspace.handles.find(id);
        match handle {
            Some(handle) => self.read(&[], |reader, _| query::cells::link(reader, handle)),
            None => commands::link(object, id, String::new()),
        }
    }

    pub(super) fn line(&self, object: &ObjectKey, id: RecordId) -> bridge::RecordLine {
        let handle = self.session.borrow_mut().workspace.handles.find(id);
        let detail = handle.and_then(|handle| {
            self.read(&[], |reader, _| {
                let (table, row) = reader.place(handle)?;
                Some(query::cells::detail(reader, table, row))
            })
        });
        bridge::RecordLine {
            link: self.link(object, id),
            detail: detail.unwrap_or_default(),
        }
    }

    async fn revert(&self, verb: Verb) -> Result<Done, CommandFailure> {
        self.load_undo().await?;
        let group = self.new_id();
        let now = self.now().max(0) as u64;
        let reverted = drive::revert(&self.session, &self.store, verb, group, now).await;
        self.reverted(verb, reverted)
    }

    /// Takes one earlier change back on its own.
    async fn take_back_alone(&self, change: ChangeId) -> Result<Done, CommandFailure> {
        self.load_undo().await?;
        let now = self.now().max(0) as u64;
        let reverted = drive::take_back(&self.session, &self.store, change, now).await;
        self.reverted(Verb::TakeBack, reverted)
    }

    fn reverted(&self, verb: Verb, reverted: Result<Reverted, RevertError>) -> Result<Done, CommandFailure> {
        let reverted = reverted.map_err(|error| match error {
            RevertError::Nothing => CommandFailure::NothingToRevert,
            RevertError::Overwritten => CommandFailure::Overwritten,
            RevertError::Purged => CommandFailure::Purged,
            RevertError::Store(error) => CommandFailure::Storage(keeping::trouble(&error)),
        })?;
        self.note(&reverted.done.effects);
        let intent = reverted.step.intent;
        Ok(Done {
            verb,
            skipped: reverted.skipped as u32,
            ..Done::of(Some(reverted.done.id), &intent)
        })
    }

    /// Takes so many steps back. What others have changed since is left alone and does not stop the rest.
    async fn undo_steps(&self, steps: u32) -> Result<Done, CommandFailure> {
        let mut last = Err(CommandFailure::NothingToRevert);
        let (mut count, mut skipped) = (0, 0);
        for _ in 0..steps {
            match self.revert(Verb::Undo).await {
                Ok(done) => {
                    count += 1;
                    skipped += done.skipped;
                    last = Ok(done);
                }
                Err(CommandFailure::NothingToRevert) => break,
                Err(CommandFailure::Overwritten | CommandFailure::Purged) if count > 0 => {}
                Err(error) if count == 0 => last = Err(error),
                Err(error) => return Err(error),
            }
        }
        last.map(|done| Done {
            count: if count > 1 { count } else { done.count },
            skipped,
            ..done
        })
    }

    /// Reads the undo list from the log once after opening.
    async fn load_undo(&self) -> Result<(), CommandFailure> {
        if !self.undo_loaded.get() {
            drive::load_undo(&self.session, &self.store)
                .await
                .map_err(|error| CommandFailure::Storage(keeping::trouble(&error)))?;
            self.undo_loaded.set(true);
        }
        Ok(())
    }

    pub(super) async fn steps(&self) -> Result<Reply, Failure> {
        self.load_undo().await.map_err(Failure::Command)?;
        let session = self.session.borrow();
        let shown = session.undo.steps().iter().rev().take(100).collect::<Vec<_>>();
        let firsts = shown.iter().filter_map(|step| step.changes.first());
        let wanted = firsts.copied().collect::<rustc_hash::FxHashSet<_>>();
        let writes = session.workspace.stamps().writes().iter().map(|write| {
            let id = model::ChangeId {
                actor: write.stamp.actor,
                seq: write.seq,
            };
            (id, write.stamp.hlc.millis() as i64)
        });
        let times = writes
            .filter(|(id, _)| wanted.contains(id))
            .collect::<rustc_hash::FxHashMap<_, _>>();
        let line = |step: &Step| StepLine {
            verb: step.intent.verb,
            object: step.intent.object.clone(),
            count: step.intent.count,
            detail: step.intent.detail.clone(),
            at: step.changes.first().and_then(|id| times.get(id)).copied().unwrap_or_default(),
        };
        let lines = shown.into_iter().map(line).collect();
        Ok(Reply::Steps(lines, session.undo.redo_count() as u32))
    }

    fn accept_action(&self, key: &str, title: &str, due: i32) -> Result<Done, CommandFailure> {
        let fields = crate::insights::computed(&self.session.borrow().workspace);
        let task = self
            .read(&fields, |reader, _| crate::insights::action_task(reader, key, title, due))
            .ok_or(CommandFailure::NoSuchAction)?;
        let drafted = self.drafting(|drafting| commands::accept_action(key, task, drafting))?;
        Ok(self.commit(drafted))
    }

    fn load_sample(&self, seed: u64, contacts: u32, persona: Persona) -> Done {
        let group = self.new_id();
        let moment = self.moment();
        let plan = sample::Plan::new(seed, contacts.clamp(1, 1_000_000), moment.today, moment.base).of(persona);
        let mut changes = sample::generate(self.session.borrow().workspace.schema(), plan);
        let back = sample::revival(&mut self.session.borrow_mut().workspace, &changes);
        changes.push(back);
        let count = changes.iter().flatten().map(|op| op.records().len() as u32).sum();
        let intent = Intent {
            verb: Verb::Sample,
            object: "contact".to_owned(),
            count,
            group: Some(group),
            ..Intent::default()
        };
        self.commit_group(&intent, changes)
    }

    /// Does something to all records of the sample as one step.
    fn change_sample(&self, ops: fn(&Workspace) -> Vec<model::Op>, detail: &str) -> Done {
        let ops = ops(&self.session.borrow().workspace);
        let count = ops.iter().map(|op| op.records().len() as u32).sum();
        let intent = Intent {
            verb: Verb::Sample,
            object: "contact".to_owned(),
            count,
            detail: detail.to_owned(),
            ..Intent::default()
        };
        self.commit(Draft {
            intent,
            ops,
            ..Draft::default()
        })
    }

    /// Applies several changes as one step of undo. They become durable in one transaction, because nothing is kept in between.
    pub(super) fn commit_group(&self, intent: &Intent, changes: Vec<Vec<model::Op>>) -> Done {
        let now = self.now().max(0) as u64;
        let mut effects = Vec::new();
        let mut last = None;
        for ops in changes.into_iter().filter(|ops| !ops.is_empty()) {
            let committed = self.session.borrow_mut().commit(intent.clone(), ops, now);
            effects.extend(committed.effects);
            last = Some(committed.id);
        }
        self.note(&effects);
        Done::of(last, intent)
    }
}

fn selection_of(command: &Command) -> Option<(&ObjectKey, &Selection)> {
    match command {
        Command::Element { object, selection, .. }
        | Command::BulkEdit { object, selection, .. }
        | Command::Trash { object, selection }
        | Command::Restore { object, selection }
        | Command::Purge { object, selection } => Some((object, selection)),
        _ => None,
    }
}
