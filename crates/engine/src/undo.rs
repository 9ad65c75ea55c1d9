//! Undo and redo: every intent of this tab, newest last, taken back by applying its inverse as a new change.
//!
//! An intent is a change, or all changes of a group. Taking back never touches a cell that somebody else has written since.

use model::change::Verb;
use model::{Change, ChangeId, Intent, Op, RecordId};

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
}

/// What can be taken back, and what can be done again.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct UndoList {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl UndoList {
    /// Notes a change of this tab, in the order of the log.
    pub fn note(&mut self, change: &Change) {
        let id = change.id();
        match change.intent.verb {
            Verb::SetUp => {}
            Verb::Undo => {
                let step = self.done.pop();
                Self::carry(&mut self.undone, step, change, id);
            }
            Verb::Redo => {
                let step = self.undone.pop();
                Self::carry(&mut self.done, step, change, id);
            }
            _ => {
                let group = change.intent.group;
                match self.done.last_mut() {
                    Some(last) if group.is_some() && last.intent.group == group => last.changes.push(id),
                    _ => self.done.push(Step {
                        intent: change.intent.clone(),
                        changes: vec![id],
                    }),
                }
                self.undone.clear();
            }
        }
        let surplus = self.done.len().saturating_sub(MAX_STEPS);
        self.done.drain(..surplus);
    }

    /// A reverted step lives on in the other list, now with the reverting change as its own.
    fn carry(list: &mut Vec<Step>, step: Option<Step>, change: &Change, id: ChangeId) {
        if change.intent.group.is_some()
            && let Some(last) = list.last_mut()
            && last.intent.group == change.intent.group
        {
            last.changes.push(id);
            return;
        }
        let mut intent = step.map_or_else(|| change.intent.clone(), |step| step.intent);
        intent.group = change.intent.group;
        list.push(Step { intent, changes: vec![id] });
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

/// Inverse ops without those for cells that were written by others since. Returns how many cells were left alone.
pub fn still_ours(workspace: &mut Workspace, ops: Vec<Op>, changes: &[ChangeId]) -> (Vec<Op>, usize) {
    let mut skipped = 0;
    let mut kept = Vec::with_capacity(ops.len());
    for op in ops {
        let before = op.records().len();
        let op = keep_ours(workspace, op, changes);
        skipped += before - op.as_ref().map_or(0, |op| op.records().len());
        kept.extend(op);
    }
    (kept, skipped)
}

fn keep_ours(workspace: &mut Workspace, op: Op, changes: &[ChangeId]) -> Option<Op> {
    let mut ours = |record: RecordId, cell: &dyn Fn(&Workspace, u16, u32) -> Option<u32>| {
        let Some((table, row)) = workspace.find(record) else { return false };
        let Some(stamp) = cell(workspace, table, row) else { return false };
        let write = workspace.stamps().write(stamp);
        changes.contains(&ChangeId {
            actor: write.stamp.actor,
            seq: write.seq,
        })
    };
    match op {
        Op::Rows { object, records, columns } => {
            let (field, block) = columns.into_iter().next()?;
            let cell = |workspace: &Workspace, table: u16, row: u32| {
                let table = &workspace.tables()[usize::from(table)];
                table.field(&field).and_then(|field| table.cell_stamp(row, field))
            };
            let keep = records.iter().map(|&record| ours(record, &cell)).collect::<Vec<_>>();
            if keep.iter().all(|&keep| keep) {
                return Some(Op::Rows {
                    object,
                    records,
                    columns: vec![(field, block)],
                });
            }
            let (records, block) = pick(&records, &block, &keep)?;
            Some(Op::Rows {
                object,
                records,
                columns: vec![(field, block)],
            })
        }
        Op::Clear {
            object,
            field,
            mut records,
        } => {
            let cell = |workspace: &Workspace, table: u16, row: u32| {
                let table = &workspace.tables()[usize::from(table)];
                table.field(&field).and_then(|field| table.cell_stamp(row, field))
            };
            records.retain(|&record| ours(record, &cell));
            (!records.is_empty()).then_some(Op::Clear { object, field, records })
        }
        Op::Life { object, life, mut records } => {
            let cell = |workspace: &Workspace, table: u16, row: u32| {
                let table = &workspace.tables()[usize::from(table)];
                // A record that was never in the bin has its birth as the stamp of its life.
                Some(table.life.get(&row).map_or(table.row_stamps[row as usize], |&(_, stamp)| stamp))
            };
            records.retain(|&record| ours(record, &cell));
            (!records.is_empty()).then_some(Op::Life { object, life, records })
        }
        Op::Element {
            object,
            field,
            element,
            present,
            mut records,
        } => {
            records.retain(|&record| {
                let code = workspace.element_code(&object, &field, &element);
                let cell = |workspace: &Workspace, table: u16, row: u32| {
                    let table = &workspace.tables()[usize::from(table)];
                    let (number, code) = code?;
                    table.element_stamps.get(&(row, number, code)).map(|&(stamp, _)| stamp)
                };
                let Some((table, row)) = workspace.find(record) else { return false };
                cell(workspace, table, row).is_some_and(|stamp| {
                    let write = workspace.stamps().write(stamp);
                    changes.contains(&ChangeId {
                        actor: write.stamp.actor,
                        seq: write.seq,
                    })
                })
            });
            (!records.is_empty()).then_some(Op::Element {
                object,
                field,
                element,
                present,
                records,
            })
        }
        other => Some(other),
    }
}

/// The rows of a block that are kept.
fn pick(records: &[RecordId], block: &model::Block, keep: &[bool]) -> Option<(Vec<RecordId>, model::Block)> {
    let records = records
        .iter()
        .zip(keep)
        .filter(|(_, keep)| **keep)
        .map(|(&record, _)| record)
        .collect::<Vec<_>>();
    if records.is_empty() {
        return None;
    }
    Some((records, block.pick(keep)))
}
