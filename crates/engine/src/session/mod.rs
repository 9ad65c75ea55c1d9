//! A workspace on a store: what is durable, what is not yet, and what can be taken back.
//!
//! The session itself only keeps account; [`drive`] does the waiting. That way no borrow of the session is held while
//! the store works, and a request can be answered between a commit and its confirmation.
//!
//! A session may be open before all of it is read: see [`opening`].
//!
//! Rules: a change is applied first and kept right after; "saved" is said only after the store has confirmed;
//! when the store refuses, nothing is taken out of the queue and the person is told.

pub mod drive;
pub mod opening;

use std::collections::VecDeque;

use model::change::Verb;
use model::{ActorId, Change, ChangeId, Intent, Op, codec};

use rustc_hash::FxHashMap;

use crate::segment::{AbsentColumn, LoadError, ManifestBody, Saved, save};
use crate::store::{Batch, LogRow, StoreError};
use crate::table::{Effect, JournalEntry, Outcome};
use crate::undo::UndoList;
use crate::workspace::Workspace;

/// A change that is applied but not yet durable.
#[derive(Clone, Debug)]
struct Pending {
    id: ChangeId,
    stamp: u32,
    change: Vec<u8>,
    inverse: Vec<u8>,
    journal: Vec<(String, Vec<u8>)>,
}

/// Something wrong with what the store holds. Shown in Settings, never dropped.
#[derive(Clone, PartialEq, Debug)]
pub enum Problem {
    /// The checkpoint could not be used; the workspace was rebuilt from the log.
    Checkpoint(LoadError),
    /// A log row could not be read and was put aside; everything else is there.
    LogRow {
        /// Its position.
        seq: u64,
        /// What is wrong with it.
        error: codec::DecodeError,
    },
    /// The digest of the state does not match its cells.
    Digest,
}

/// What a commit tells its caller.
#[derive(Clone, Debug)]
pub struct Done {
    /// The change.
    pub id: ChangeId,
    /// What it touched.
    pub effects: Vec<Effect>,
}

/// A workspace on a store.
pub struct Session {
    /// The workspace.
    pub workspace: Workspace,
    /// What this tab can take back.
    pub undo: UndoList,
    applied_seq: u64,
    log_seqs: Vec<u64>,
    /// Log rows of changes that wait for something before them.
    arrived: FxHashMap<ChangeId, u64>,
    pending: VecDeque<Pending>,
    in_flight: usize,
    base: Option<(u64, ManifestBody)>,
    /// Columns of the base that are still in the store.
    absent: Vec<AbsentColumn>,
    replaced: bool,
    tail_bytes: usize,
    tail_rows: usize,
    problems: Vec<Problem>,
    stopped: Option<StoreError>,
    journal: Vec<JournalEntry>,
}

/// Checkpoint after so many bytes or rows of log behind the last one.
const TAIL_BYTES: usize = 2 * 1024 * 1024;
const TAIL_ROWS: usize = 2_000;

impl Session {
    /// A session on an empty workspace.
    #[must_use]
    pub fn new(actor: ActorId) -> Self {
        Self {
            workspace: Workspace::new(actor),
            undo: UndoList::default(),
            applied_seq: 0,
            log_seqs: Vec::new(),
            arrived: FxHashMap::default(),
            pending: VecDeque::new(),
            in_flight: 0,
            base: None,
            absent: Vec::new(),
            replaced: false,
            tail_bytes: 0,
            tail_rows: 0,
            problems: Vec::new(),
            stopped: None,
            journal: Vec::new(),
        }
    }

    /// Applies an intent. It is durable once [`drive::flush`] has confirmed it.
    pub fn commit(&mut self, intent: Intent, ops: Vec<Op>, now_millis: u64) -> Done {
        debug_assert!(self.is_whole(), "a change needs every column");
        let committed = self.workspace.commit(intent, ops, now_millis);
        let Outcome { effects, journal, inverse } = committed.outcome;
        let inverse = codec::encode_ops(&inverse.into_ops());
        self.undo.note(&committed.change, &committed.context);
        self.log_seqs.push(0);
        self.pending.push_back(Pending {
            id: committed.change.id(),
            stamp: self.log_seqs.len() as u32 - 1,
            change: codec::encode(&committed.change),
            inverse,
            journal: journal_rows(&journal),
        });
        self.journal.extend(journal);
        Done {
            id: committed.change.id(),
            effects,
        }
    }

    /// Applies changes that another tab or device made. Known ones have no effect.
    pub fn receive(&mut self, row: LogRow, now_millis: u64) -> Vec<Effect> {
        if row.seq <= self.applied_seq {
            return Vec::new();
        }
        let length = row.change.len() + row.inverse.len();
        let change = match codec::decode(&row.change) {
            Ok(change) => change,
            Err(error) => {
                self.problems.push(Problem::LogRow { seq: row.seq, error });
                self.applied_seq = row.seq;
                return Vec::new();
            }
        };
        self.tail_bytes += length;
        self.tail_rows += 1;
        let known = self.workspace.applied().has(change.actor, change.seq);
        let mut effects = Vec::new();
        if !known {
            self.arrived.insert(change.id(), row.seq);
            let outcomes = self.workspace.receive(change, now_millis);
            effects = self.note_arrived(outcomes);
        }
        self.applied_seq = row.seq;
        effects
    }

    /// Applies changes of the log that wait for one of its rows that cannot be read: a damaged row hides nothing else.
    ///
    /// Rows stand behind everything they depend on, so at the end of the log nothing waits but for what is damaged.
    fn release_cut_off(&mut self, now_millis: u64) -> Vec<Effect> {
        let arrived = &self.arrived;
        let outcomes = self.workspace.release(|id| arrived.contains_key(&id), now_millis);
        self.note_arrived(outcomes)
    }

    fn note_arrived(&mut self, outcomes: Vec<(Change, Outcome)>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for (change, outcome) in outcomes {
            self.log_seqs.push(self.arrived.remove(&change.id()).unwrap_or(0));
            self.journal.extend(outcome.journal);
            effects.extend(outcome.effects);
        }
        effects
    }

    /// Applies a change of a back-up and queues it to be kept. Known changes have no effect.
    pub fn adopt(&mut self, change: Change, now_millis: u64) -> Vec<Effect> {
        let mut effects = Vec::new();
        let first = self.workspace.stamps().len() as u32;
        for (stamp, (change, outcome)) in (first..).zip(self.workspace.receive(change, now_millis)) {
            let Outcome {
                effects: touched,
                journal,
                inverse,
            } = outcome;
            self.log_seqs.push(0);
            self.pending.push_back(Pending {
                id: change.id(),
                stamp,
                change: codec::encode(&change),
                inverse: codec::encode_ops(&inverse.into_ops()),
                journal: journal_rows(&journal),
            });
            effects.extend(touched);
            self.journal.extend(journal);
        }
        effects
    }

    /// Everything not yet durable, as one batch; `None` when there is nothing, or a batch is on its way, or writing stopped.
    pub fn next_batch(&mut self) -> Option<Batch> {
        if self.in_flight > 0 || self.pending.is_empty() || matches!(self.stopped, Some(StoreError::VersionTooNew { .. })) {
            return None;
        }
        self.in_flight = self.pending.len();
        let rows = self
            .pending
            .iter()
            .map(|pending| (pending.change.clone(), pending.inverse.clone()))
            .collect();
        let journal = self.pending.iter().flat_map(|pending| pending.journal.iter().cloned()).collect();
        Some(Batch { rows, journal })
    }

    /// The store has the batch: its changes are durable.
    pub fn confirm(&mut self, seqs: &[u64]) {
        self.stopped = None;
        for &seq in seqs {
            let Some(pending) = self.pending.pop_front() else { break };
            self.log_seqs[pending.stamp as usize] = seq;
            self.tail_bytes += pending.change.len() + pending.inverse.len();
            self.tail_rows += 1;
            // Rows of other tabs may lie between ours; then the log is read from where we stand.
            if seq == self.applied_seq + 1 {
                self.applied_seq = seq;
            }
        }
        self.in_flight = 0;
    }

    /// The store refused: everything stays queued and the reason is kept for the person to see.
    pub fn refuse(&mut self, error: StoreError) {
        self.in_flight = 0;
        self.stopped = Some(error);
    }

    /// Why nothing is being kept at the moment.
    #[must_use]
    pub fn stopped(&self) -> Option<&StoreError> {
        self.stopped.as_ref()
    }

    /// Number of changes that are not durable yet.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        self.pending.len()
    }

    /// Whether a change is durable.
    #[must_use]
    pub fn is_durable(&self, id: ChangeId) -> bool {
        self.workspace.applied().has(id.actor, id.seq) && !self.pending.iter().any(|pending| pending.id == id)
    }

    /// Everything that is not durable, for saving to a file when the store is gone.
    #[must_use]
    pub fn unsaved_changes(&self) -> Vec<Vec<u8>> {
        self.pending.iter().map(|pending| pending.change.clone()).collect()
    }

    /// Position in the log up to which everything is applied.
    #[must_use]
    pub fn applied_seq(&self) -> u64 {
        self.applied_seq
    }

    /// Log row of a stamp; `None` while it is not durable.
    #[must_use]
    pub fn log_seq(&self, stamp: u32) -> Option<u64> {
        self.log_seqs.get(stamp as usize).copied().filter(|&seq| seq > 0)
    }

    /// What was found wrong with the store's contents.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Losing values of concurrent edits seen by this session.
    #[must_use]
    pub fn journal(&self) -> &[JournalEntry] {
        &self.journal
    }

    /// Rows and bytes of log behind the last checkpoint.
    #[must_use]
    pub fn tail(&self) -> (usize, usize) {
        (self.tail_rows, self.tail_bytes)
    }

    /// Whether a checkpoint is worth its while.
    #[must_use]
    pub fn wants_checkpoint(&self) -> bool {
        self.pending.is_empty() && (self.tail_bytes > TAIL_BYTES || self.tail_rows > TAIL_ROWS)
    }

    /// Prepares a checkpoint of everything applied. `newest` is the store's newest version: when it is not the one that this
    /// session started from, handles may be numbered differently and everything is written.
    #[must_use]
    pub fn prepare_checkpoint(&self, newest: u64) -> Option<Saved> {
        if !self.pending.is_empty() || !self.is_whole() {
            return None;
        }
        let previous = self.base.as_ref().filter(|(version, _)| *version == newest).map(|(_, body)| body);
        Some(save(&self.workspace, previous, self.applied_seq, &self.log_seqs))
    }

    /// The store has the checkpoint.
    pub fn checkpointed(&mut self, version: u64, manifest: ManifestBody) {
        self.tail_bytes = 0;
        self.tail_rows = 0;
        if manifest.log_seq == self.applied_seq {
            for table in &mut self.workspace.tables {
                table.dirty.clear();
            }
            self.base = Some((version, manifest));
        } else {
            // Something was applied while the store worked: the next checkpoint writes everything rather than miss a block.
            self.base = None;
        }
    }
}

/// Journal entries as the store keeps them: one row per losing write, so that writing it twice changes nothing.
fn journal_rows(entries: &[JournalEntry]) -> Vec<(String, Vec<u8>)> {
    let row = |entry: &JournalEntry| {
        let key = format!(
            "{}/{}/{}/{}",
            entry.record, entry.field, entry.loser.stamp.hlc.0, entry.loser.stamp.actor.0
        );
        let body = (
            &entry.object,
            entry.record,
            &entry.field,
            &entry.value,
            entry.loser.stamp,
            entry.loser.seq,
        );
        (
            key,
            postcard::to_allocvec(&body).expect("growing a vector cannot fail, and no type here refuses to serialise"),
        )
    };
    entries.iter().map(row).collect()
}

/// The intent of taking a step back or doing it again.
#[must_use]
pub fn reverting(verb: Verb, step: &crate::undo::Step, group: Option<model::RecordId>) -> Intent {
    Intent {
        verb,
        reverts: step.changes.first().copied(),
        group,
        ..step.intent.clone()
    }
}

/// The change of a log row, if it can be read.
#[must_use]
pub fn change_of(row: &LogRow) -> Option<Change> {
    codec::decode(&row.change).ok()
}
