//! Undo and redo: every intent of this tab, newest last, taken back by applying its inverse as a new change.
//!
//! An intent is a change, or all changes of a group. Taking back never touches a cell that somebody else has written since;
//! "since" means: without its author having seen the write, in whatever order the two came into the log.

use model::change::Verb;
use model::merge::Write;
use model::{Change, ChangeId, FieldKey, Intent, Life, ObjectKey, Op, RecordId, Value, Vector};
use rustc_hash::FxHashSet;

use crate::workspace::Workspace;

/// Intents that can be taken back at most.
pub const MAX_STEPS: usize = 500;

/// One intent: what was done and by which changes.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// What the person did.
    pub intent: Intent,
    /// Its changes, in order.
    pub changes: Vec<ChangeId>,
    /// What of others was applied before its first change.
    pub context: Vector,
}

/// What can be taken back, and what can be done again.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct UndoList {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl UndoList {
    /// Notes a change of this tab, in the order of the log, with what its author had applied before.
    pub fn note(&mut self, change: &Change, context: &Vector) {
        match change.intent.verb {
            Verb::SetUp => {}
            Verb::Undo => {
                let step = Self::take(&mut self.done, change);
                Self::carry(&mut self.undone, step, change, context);
            }
            Verb::Redo => {
                let step = Self::take(&mut self.undone, change);
                Self::carry(&mut self.done, step, change, context);
            }
            Verb::TakeBack => {
                // What is gone already is no step any more; what came after it stays one.
                self.done.retain(|step| step.changes.first() != change.intent.reverts.as_ref());
                Self::join(&mut self.done, change, context, || change.intent.clone());
                self.undone.clear();
            }
            _ => {
                Self::join(&mut self.done, change, context, || change.intent.clone());
                self.undone.clear();
            }
        }
        let surplus = self.done.len().saturating_sub(MAX_STEPS);
        self.done.drain(..surplus);
    }

    /// Takes the step that a change reverts out of a list. Steps above it were forgotten, because nothing of them was left to
    /// revert; further changes of a group find it gone.
    fn take(list: &mut Vec<Step>, change: &Change) -> Option<Step> {
        #[cfg(feature = "planted-defects")]
        if model::merge::defect::is(model::merge::defect::Defect::UndoStepPerChange) {
            return list.pop();
        }
        let reverted = change.intent.reverts?;
        let place = list.iter().rposition(|step| step.changes.first() == Some(&reverted))?;
        list.drain(place..).next()
    }

    /// A reverted step lives on in the other list, now with the reverting change as its own.
    fn carry(list: &mut Vec<Step>, step: Option<Step>, change: &Change, context: &Vector) {
        Self::join(list, change, context, || Intent {
            group: change.intent.group,
            ..step.map_or_else(|| change.intent.clone(), |step| step.intent)
        });
    }

    /// Adds a change to the newest step when it is of the same group, else as a step of its own.
    fn join(list: &mut Vec<Step>, change: &Change, context: &Vector, intent: impl FnOnce() -> Intent) {
        let group = change.intent.group;
        match list.last_mut() {
            Some(last) if group.is_some() && last.intent.group == group => last.changes.push(change.id()),
            _ => list.push(Step {
                intent: intent(),
                changes: vec![change.id()],
                context: context.clone(),
            }),
        }
    }

    /// Drops the newest step of a list without doing anything.
    pub(crate) fn forget(&mut self, verb: Verb) {
        if verb == Verb::Redo {
            self.undone.pop();
        } else {
            self.done.pop();
        }
    }

    /// The step that undo would take back.
    #[must_use]
    pub fn next_undo(&self) -> Option<&Step> {
        self.done.last()
    }

    /// The step that redo would do again.
    #[must_use]
    pub fn next_redo(&self) -> Option<&Step> {
        self.undone.last()
    }

    /// Number of steps that can be done again.
    #[must_use]
    pub fn redo_count(&self) -> usize {
        self.undone.len()
    }

    /// Everything that can be taken back, oldest first.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.done
    }
}

/// Inverses of a step's changes as one: what an earlier change of the step made, or brought back, is taken away again, and
/// nothing else needs to be done to it.
pub(crate) fn joined(mut inverses: Vec<Vec<Op>>) -> Vec<Vec<Op>> {
    if inverses.len() < 2 {
        return inverses;
    }
    let mut made: Vec<(ObjectKey, FxHashSet<RecordId>)> = Vec::new();
    for ops in &mut inverses {
        let is_made = |object: &ObjectKey, record: &RecordId| made.iter().any(|(of, records)| of == object && records.contains(record));
        let kept = std::mem::take(ops).into_iter().filter_map(|op| {
            let keep = match op.object() {
                Some(object) => op.records().iter().map(|record| !is_made(object, record)).collect(),
                None => Vec::new(),
            };
            only(op, &keep)
        });
        *ops = kept.collect();
        for op in ops.iter() {
            let Op::Life {
                object,
                life: Life::Retracted,
                records,
            } = op
            else {
                continue;
            };
            match made.iter_mut().find(|(of, _)| of == object) {
                Some((_, known)) => known.extend(records),
                None => made.push((object.clone(), records.iter().copied().collect())),
            }
        }
    }
    inverses
}

/// What changes of very many records, made by others since a step, were about.
#[derive(Default, Debug)]
pub struct BulkByOthers {
    /// Objects of which any record may have been changed, because what was is not known.
    pub objects: Vec<ObjectKey>,
    /// Records that were changed.
    pub records: FxHashSet<RecordId>,
}

/// Changes of very many records that others have made since a step: the object, and the stamp of the change.
pub(crate) fn bulk_since(workspace: &Workspace, step: &Step) -> Vec<(ObjectKey, u32)> {
    let of_table = |object: &ObjectKey| {
        let stamps = workspace.history().bulk_of(object);
        let since = stamps.filter(|&stamp| is_later_and_of_others(workspace, step, stamp));
        since.map(|stamp| (object.clone(), stamp)).collect::<Vec<_>>()
    };
    workspace.tables().iter().flat_map(|table| of_table(&table.object)).collect()
}

fn is_later_and_of_others(workspace: &Workspace, step: &Step, stamp: u32) -> bool {
    let write = workspace.stamps().write(stamp);
    write.actor() != workspace.actor() && !write.is_seen_by(&step.context)
}

/// Inverse ops of a step without those for cells that were written by others since. Returns how many cells were left alone.
pub fn still_ours(workspace: &mut Workspace, ops: Vec<Op>, step: &Step, bulk: &BulkByOthers) -> (Vec<Op>, usize) {
    #[cfg(feature = "planted-defects")]
    if model::merge::defect::is(model::merge::defect::Defect::UndoOfOthers) {
        return (ops, 0);
    }
    let bulk = Some(bulk);
    Ours { workspace, step, bulk }.of(ops)
}

/// Inverse ops of a step without those for cells that were written since by whomever: what takes a step back on its own, while later
/// ones stay. Returns how many cells were left alone.
pub(crate) fn as_it_was_left(workspace: &mut Workspace, ops: Vec<Op>, step: &Step) -> (Vec<Op>, usize) {
    let bulk = None;
    Ours { workspace, step, bulk }.of(ops)
}

/// Tells which cells still hold what a step made of them.
struct Ours<'a> {
    workspace: &'a mut Workspace,
    step: &'a Step,
    /// Large changes of others; none when later steps of our own count like those of others.
    bulk: Option<&'a BulkByOthers>,
}

impl Ours<'_> {
    fn of(mut self, ops: Vec<Op>) -> (Vec<Op>, usize) {
        let mut skipped = 0;
        let mut kept = Vec::with_capacity(ops.len());
        for op in ops {
            let keep = self.keep(&op);
            skipped += keep.iter().filter(|keep| !**keep).count();
            kept.extend(only(op, &keep));
        }
        (kept, skipped)
    }

    /// For each record of an inverse op, whether taking back is ours to do.
    fn keep(&mut self, op: &Op) -> Vec<bool> {
        let Some(object) = op.object() else { return Vec::new() };
        let mut keep = |records: &[RecordId], is_ours: &dyn Fn(&mut Self, RecordId) -> bool| {
            records.iter().map(|&record| is_ours(self, record)).collect()
        };
        match op {
            Op::Rows { records, columns, .. } => keep(records, &|ours, record| {
                columns.iter().all(|(field, _)| ours.has_register(object, record, field))
            }),
            Op::Set { record, field, .. } => keep(&[*record], &|ours, record| ours.has_register(object, record, field)),
            Op::Clear { field, records, .. } => keep(records, &|ours, record| ours.has_register(object, record, field)),
            Op::Life { life, records, .. } => keep(records, &|ours, record| ours.has_life(object, record, *life)),
            Op::Element {
                field, element, records, ..
            } => keep(records, &|ours, record| ours.has_element(object, record, field, element)),
            Op::Purge { .. } | Op::Unknown { .. } => Vec::new(),
        }
    }

    fn has_register(&mut self, object: &str, record: RecordId, field: &FieldKey) -> bool {
        let Some((table, row)) = self.workspace.find_in(object, record) else {
            return false;
        };
        let table = &self.workspace.tables[usize::from(table)];
        let stamp = match table.field(field) {
            Some(field) => table.cell_stamp(row, field),
            None => table.extras.get(&(row, field.clone())).map(|&(_, stamp)| stamp),
        };
        stamp.is_some_and(|stamp| self.is_ours(object, record, stamp))
    }

    fn has_element(&mut self, object: &str, record: RecordId, field: &str, element: &Value) -> bool {
        let Some((table, row)) = self.workspace.find_in(object, record) else {
            return false;
        };
        let Some((number, code)) = self.workspace.element_code(object, field, element) else {
            return false;
        };
        let stamps = &self.workspace.tables[usize::from(table)].element_stamps;
        let stamp = stamps.get(&(row, number, code)).map(|&(stamp, _)| stamp);
        stamp.is_some_and(|stamp| self.is_ours(object, record, stamp))
    }

    fn has_life(&mut self, object: &str, record: RecordId, life: Life) -> bool {
        let Some((table, row)) = self.workspace.find_in(object, record) else {
            return false;
        };
        if life == Life::Retracted {
            // Taking back the making of a record would take away what was written to it since.
            if self.bulk.is_none() {
                let newest = self.workspace.tables[usize::from(table)].newest_stamp(row);
                return self.is_ours(object, record, newest);
            }
            return !self.is_touched_by_others(object, record);
        }
        let stamp = self.workspace.tables[usize::from(table)].life.get(&row).map(|&(_, stamp)| stamp);
        stamp.is_some_and(|stamp| self.is_ours(object, record, stamp))
    }

    /// Whether a cell with this stamp holds what the step made of it: written by the step, or by our own later steps and
    /// their undoing while nobody else touched the record. Steps are taken back newest first, so later ones are undone already.
    fn is_ours(&mut self, object: &str, record: RecordId, stamp: u32) -> bool {
        let write = self.workspace.stamps().write(stamp);
        let first = self.step.changes.first().map_or(0, |first| first.seq);
        self.step.changes.contains(&id_of(write))
            || self.bulk.is_some()
                && write.actor() == self.workspace.actor()
                && write.seq > first
                && !self.is_touched_by_others(object, record)
    }

    /// Whether somebody else has named the record since the step.
    fn is_touched_by_others(&mut self, object: &str, record: RecordId) -> bool {
        let in_bulk = |bulk: &BulkByOthers| bulk.records.contains(&record) || bulk.objects.iter().any(|of| **of == *object);
        if self.bulk.is_some_and(in_bulk) {
            return true;
        }
        let handle = self.workspace.handles.find(record);
        let of_record = handle.map_or(&[][..], |handle| self.workspace.history().of(handle));
        of_record
            .iter()
            .any(|&stamp| is_later_and_of_others(self.workspace, self.step, stamp))
    }
}

fn id_of(write: Write) -> ChangeId {
    ChangeId {
        actor: write.stamp.actor,
        seq: write.seq,
    }
}

/// The op for those of its records for which `keep` holds; nothing when it holds for none. Without any records: the whole op.
fn only(op: Op, keep: &[bool]) -> Option<Op> {
    if !keep.contains(&false) {
        return Some(op);
    }
    if !keep.contains(&true) {
        return None;
    }
    let picked = |records: Vec<RecordId>| {
        records
            .into_iter()
            .zip(keep)
            .filter_map(|(record, keep)| keep.then_some(record))
            .collect()
    };
    Some(match op {
        Op::Rows { object, records, columns } => Op::Rows {
            object,
            records: picked(records),
            columns: columns.into_iter().map(|(field, block)| (field, block.pick(keep))).collect(),
        },
        Op::Clear { object, field, records } => Op::Clear {
            object,
            field,
            records: picked(records),
        },
        Op::Life { object, life, records } => Op::Life {
            object,
            life,
            records: picked(records),
        },
        Op::Purge { object, records } => Op::Purge {
            object,
            records: picked(records),
        },
        Op::Element {
            object,
            field,
            element,
            present,
            records,
        } => Op::Element {
            object,
            field,
            element,
            present,
            records: picked(records),
        },
        // One record, or none that are known.
        whole @ (Op::Set { .. } | Op::Unknown { .. }) => whole,
    })
}
