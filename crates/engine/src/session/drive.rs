//! What waits for the store: keeping, catching up, checkpoints, undo; and, in [`super::opening`], opening.
//!
//! Every function borrows the session only between waits.

use std::cell::RefCell;

use model::change::Verb;
use model::{Change, ChangeId, Op, RecordId, codec};
use rustc_hash::{FxHashMap, FxHashSet};

use super::opening::PAGE;
use super::{Done, Session, reverting};
use crate::store::{Checkpoint, LogRow, Store, StoreError};
use crate::table::Effect;
use crate::undo::{BulkByOthers, Step, UndoList, as_it_was_left, bulk_since, joined, still_ours};
use crate::workspace::Workspace;

pub use super::opening::{OpenError, SMALL_ROWS, bring, bring_some, complete, open, open_partly};

/// Why undo or redo did nothing.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum RevertError {
    /// There is nothing to take back or to do again.
    #[error("there is nothing to undo")]
    Nothing,
    /// Everything the step wrote was written again by somebody since.
    #[error("somebody has changed all of it since")]
    Overwritten,
    /// The step deleted records for good.
    #[error("what was deleted for good cannot be brought back")]
    Purged,
    /// The log cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What undo or redo did.
#[derive(Clone, Debug)]
pub struct Reverted {
    /// The step.
    pub step: Step,
    /// Cells left alone because somebody wrote them since.
    pub skipped: usize,
    /// The last change and all effects.
    pub done: Done,
}

/// Reads the steps of this tab that can still be taken back from the end of the log. Needed once after opening.
///
/// # Errors
/// When the log cannot be read.
pub async fn load_undo<S: Store>(session: &RefCell<Session>, store: &S) -> Result<(), StoreError> {
    let last = session.borrow().applied_seq;
    let mut headers = Vec::new();
    let mut seq = last.saturating_sub(u64::from(PAGE));
    loop {
        let rows = store.log_after(seq, PAGE).await?;
        let Some(end) = rows.last() else { break };
        seq = end.seq;
        headers.extend(rows.iter().filter_map(|row| codec::decode_header(&row.change).ok()));
    }
    let mut session = session.borrow_mut();
    // Steps made while the log was being read are in it already, or still pending.
    let pending = session.pending.iter();
    headers.extend(pending.filter_map(|pending| codec::decode_header(&pending.change).ok()));
    // Another tab may have got a change from elsewhere as well, and kept it a second time.
    let mut known = FxHashSet::default();
    headers.retain(|header| known.insert(header.id()));
    session.undo = steps(&headers, &session.workspace);
    Ok(())
}

/// The steps of this tab among the headers of the end of the log.
///
/// What their authors had seen follows from the headers alone: a change stands in the log behind everything that its author
/// had seen, so what comes before these headers was seen, and of the rest what one of our headers says.
fn steps(headers: &[Change], workspace: &Workspace) -> UndoList {
    let mut context = workspace.applied().clone();
    for header in headers.iter().rev() {
        if header.actor != workspace.actor() {
            context.lower(header.actor, header.seq.saturating_sub(1));
        }
    }
    let mut list = UndoList::default();
    for header in headers.iter().filter(|header| header.actor == workspace.actor()) {
        header.seen.iter().for_each(|&(actor, seq)| context.raise(actor, seq));
        list.note(header, &context);
    }
    list
}

/// Makes everything applied durable. Returns whether anything was written.
///
/// # Errors
/// When the store refuses: everything stays queued.
pub async fn flush<S: Store>(session: &RefCell<Session>, store: &S) -> Result<bool, StoreError> {
    let Some(batch) = session.borrow_mut().next_batch() else {
        return Ok(false);
    };
    match store.append(batch).await {
        Ok(seqs) => {
            session.borrow_mut().confirm(&seqs);
            Ok(true)
        }
        Err(error) => {
            session.borrow_mut().refuse(error.clone());
            Err(error)
        }
    }
}

/// Applies what other tabs wrote to the log. Returns what it touched.
///
/// # Errors
/// When the log cannot be read.
pub async fn catch_up<S: Store>(session: &RefCell<Session>, store: &S, now_millis: u64) -> Result<Vec<Effect>, StoreError> {
    complete(session, store).await?;
    let mut effects = Vec::new();
    loop {
        let from = session.borrow().applied_seq;
        let rows = store.log_after(from, PAGE).await?;
        if rows.is_empty() {
            effects.extend(session.borrow_mut().release_cut_off(now_millis));
            return Ok(effects);
        }
        let mut session = session.borrow_mut();
        for row in rows {
            effects.extend(session.receive(row, now_millis));
        }
    }
}

/// Writes a checkpoint of everything that is durable. Returns whether one was written.
///
/// The caller holds the write lock, so that no other tab appends in between; should one do so all the same, the store's
/// version check refuses the older checkpoint.
///
/// # Errors
/// When the store refuses; the log still has everything.
pub async fn checkpoint<S: Store>(session: &RefCell<Session>, store: &S, now_millis: u64) -> Result<bool, StoreError> {
    catch_up(session, store, now_millis).await?;
    let newest = store.manifest().await?.map_or(0, |manifest| manifest.version);
    let Some(saved) = session.borrow().prepare_checkpoint(newest) else {
        return Ok(false);
    };
    let manifest = saved.manifest;
    let checkpoint = Checkpoint {
        replaces: newest,
        segments: saved.segments,
        dropped: saved.dropped,
        manifest: manifest.write(),
    };
    let version = store.checkpoint(checkpoint).await?;
    session.borrow_mut().checkpointed(version, manifest);
    Ok(true)
}

/// Takes the last step back ([`Verb::Undo`]) or does it again ([`Verb::Redo`]).
///
/// # Errors
/// [`RevertError`]; nothing has changed then.
pub async fn revert<S: Store>(
    session: &RefCell<Session>,
    store: &S,
    verb: Verb,
    group: RecordId,
    now_millis: u64,
) -> Result<Reverted, RevertError> {
    let next = || {
        let session = session.borrow();
        let step = if verb == Verb::Redo {
            session.undo.next_redo()
        } else {
            session.undo.next_undo()
        };
        step.cloned()
    };
    let (step, inverses, bulk) = loop {
        let step = next().ok_or(RevertError::Nothing)?;
        let inverses = inverses(session, store, &step.changes).await?;
        let bulk = bulk_by_others(session, store, &step).await?;
        // Whoever pressed the key twice may have had this step taken back meanwhile.
        if next().as_ref() == Some(&step) {
            break (step, inverses, bulk);
        }
    };
    let mut session = session.borrow_mut();
    let mut skipped = 0;
    let mut parts = Vec::new();
    for ops in joined(inverses).into_iter().rev() {
        let (ops, left) = still_ours(&mut session.workspace, ops, &step, &bulk);
        skipped += left;
        if !ops.is_empty() {
            parts.push(ops);
        }
    }
    if parts.is_empty() {
        // The step is spent: it leaves the list, so that the one before it can be reached.
        session.undo.forget(verb);
        return Err(match step.intent.verb {
            Verb::Purge => RevertError::Purged,
            _ => RevertError::Overwritten,
        });
    }
    let group = (parts.len() > 1).then_some(group);
    let mut effects = Vec::new();
    let mut last = None;
    for ops in parts {
        let done = session.commit(reverting(verb, &step, group), ops, now_millis);
        effects.extend(done.effects);
        last = Some(done.id);
    }
    let id = last.ok_or(RevertError::Nothing)?;
    Ok(Reverted {
        step,
        skipped,
        done: Done { id, effects },
    })
}

/// Takes one earlier change back on its own, whoever made it and whatever was done since: only what still stands as it left it.
///
/// # Errors
/// [`RevertError`]; nothing has changed then.
pub async fn take_back<S: Store>(session: &RefCell<Session>, store: &S, id: ChangeId, now_millis: u64) -> Result<Reverted, RevertError> {
    // The log is where every change is found, so what waits is written first.
    while flush(session, store).await? {}
    let seq = {
        let session = session.borrow();
        let is_it = |write: &model::merge::Write| (write.stamp.actor, write.seq) == (id.actor, id.seq);
        let stamp = session.workspace.stamps().writes().iter().position(is_it);
        stamp.and_then(|stamp| session.log_seq(stamp as u32)).ok_or(RevertError::Nothing)?
    };
    let rows = store.log_rows(&[seq]).await?;
    let row = rows.first().ok_or(RevertError::Nothing)?;
    let (Ok(change), Ok(ops)) = (codec::decode(&row.change), codec::decode_ops(&row.inverse)) else {
        return Err(RevertError::Nothing);
    };
    let step = Step {
        intent: change.intent,
        changes: vec![id],
        context: model::Vector::default(),
    };
    let mut session = session.borrow_mut();
    let (ops, skipped) = as_it_was_left(&mut session.workspace, ops, &step);
    if ops.is_empty() {
        return Err(RevertError::Overwritten);
    }
    let Done { id, effects } = session.commit(reverting(Verb::TakeBack, &step, None), ops, now_millis);
    let done = Done { id, effects };
    Ok(Reverted { step, skipped, done })
}

/// Reads which records the large changes of others since a step were about.
async fn bulk_by_others<S: Store>(session: &RefCell<Session>, store: &S, step: &Step) -> Result<BulkByOthers, StoreError> {
    let mut bulk = BulkByOthers::default();
    let mut wanted = Vec::new();
    {
        let session = session.borrow();
        for (object, stamp) in bulk_since(&session.workspace, step) {
            match session.log_seq(stamp) {
                Some(seq) => wanted.push((seq, object)),
                None => bulk.objects.push(object),
            }
        }
    }
    // One at a time: rows of imports are large.
    for (seq, object) in wanted {
        let rows = store.log_rows(&[seq]).await?;
        match rows.first().map(|row| codec::decode(&row.change)) {
            Some(Ok(change)) => {
                let of_object = change.ops.iter().filter(|op| op.object() == Some(&object));
                bulk.records.extend(of_object.flat_map(Op::records));
            }
            // What cannot be read may have been about any of them.
            _ => bulk.objects.push(object),
        }
    }
    Ok(bulk)
}

/// The inverse ops of changes, from the queue or from the log, in the order of the changes.
async fn inverses<S: Store>(session: &RefCell<Session>, store: &S, changes: &[ChangeId]) -> Result<Vec<Vec<Op>>, StoreError> {
    let mut found: FxHashMap<ChangeId, Vec<u8>> = FxHashMap::default();
    let seqs = {
        let session = session.borrow();
        found.extend(
            session
                .pending
                .iter()
                .filter(|pending| changes.contains(&pending.id))
                .map(|pending| (pending.id, pending.inverse.clone())),
        );
        let stamps = session.workspace.stamps().writes();
        let known = stamps.iter().enumerate().filter(|(_, write)| {
            changes.contains(&ChangeId {
                actor: write.stamp.actor,
                seq: write.seq,
            })
        });
        known.filter_map(|(stamp, _)| session.log_seq(stamp as u32)).collect::<Vec<_>>()
    };
    let rows: Vec<LogRow> = store.log_rows(&seqs).await?;
    for row in rows {
        if let Ok(header) = codec::decode_header(&row.change) {
            found.insert(header.id(), row.inverse);
        }
    }
    Ok(changes
        .iter()
        .filter_map(|id| found.get(id))
        .filter_map(|bytes| codec::decode_ops(bytes).ok())
        .collect())
}
