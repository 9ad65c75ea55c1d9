//! Undo and redo: every intent of this tab, newest last, taken back by applying its inverse as a new change.
//!
//! An intent is a change, or all changes of a group. Taking back never touches a cell that somebody else has written since.

use model::change::Verb;
use model::merge::Write;
use model::{Change, ChangeId, FieldKey, Intent, Life, Op, RecordId, Value};

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
    #[cfg(feature = "planted-defects")]
    if model::merge::defect::is(model::merge::defect::Defect::UndoOfOthers) {
        return (ops, 0);
    }
    let mut ours = Ours::of(workspace, changes);
    let mut skipped = 0;
    let mut kept = Vec::with_capacity(ops.len());
    for op in ops {
        let before = op.records().len();
        let op = ours.keep(op);
        skipped += before - op.as_ref().map_or(0, |op| op.records().len());
        kept.extend(op);
    }
    (kept, skipped)
}

/// Tells which cells still hold what a step made of them.
struct Ours<'a> {
    workspace: &'a mut Workspace,
    changes: &'a [ChangeId],
    /// Index of the stamp of the step's first change: what has a greater one was applied later.
    first: u32,
}

impl<'a> Ours<'a> {
    fn of(workspace: &'a mut Workspace, changes: &'a [ChangeId]) -> Self {
        let writes = workspace.stamps().writes().iter();
        let first = writes.take_while(|write| !changes.contains(&id_of(**write))).count() as u32;
        Self { workspace, changes, first }
    }

    fn keep(&mut self, op: Op) -> Option<Op> {
        match op {
            Op::Rows { object, records, columns } => {
                let (field, block) = columns.into_iter().next()?;
                let keep = records
                    .iter()
                    .map(|&record| self.has_register(&object, record, &field))
                    .collect::<Vec<_>>();
                let (records, block) = if keep.contains(&false) {
                    pick(&records, &block, &keep)?
                } else {
                    (records, block)
                };
                let columns = vec![(field, block)];
                Some(Op::Rows { object, records, columns })
            }
            Op::Set {
                object,
                record,
                field,
                value,
            } => self.has_register(&object, record, &field).then_some(Op::Set {
                object,
                record,
                field,
                value,
            }),
            Op::Clear {
                object,
                field,
                mut records,
            } => {
                records.retain(|&record| self.has_register(&object, record, &field));
                (!records.is_empty()).then_some(Op::Clear { object, field, records })
            }
            Op::Life { object, life, mut records } => {
                records.retain(|&record| self.has_life(&object, record, life));
                (!records.is_empty()).then_some(Op::Life { object, life, records })
            }
            Op::Element {
                object,
                field,
                element,
                present,
                mut records,
            } => {
                records.retain(|&record| self.has_element(&object, record, &field, &element));
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
            // Taking back the making of a record would take away what others have written to it since.
            return !self.is_touched_by_others(object, record) && !self.holds_of_others(table, row);
        }
        let stamp = self.workspace.tables[usize::from(table)].life.get(&row).map(|&(_, stamp)| stamp);
        stamp.is_some_and(|stamp| self.is_ours(object, record, stamp))
    }

    /// Whether a cell with this stamp holds what the step made of it: written by the step, or by our own later steps and
    /// their undoing while nobody else touched the record. Steps are taken back newest first, so later ones are undone already.
    fn is_ours(&mut self, object: &str, record: RecordId, stamp: u32) -> bool {
        let write = self.workspace.stamps().write(stamp);
        self.changes.contains(&id_of(write))
            || write.actor() == self.workspace.actor() && stamp > self.first && !self.is_touched_by_others(object, record)
    }

    /// Whether somebody else has named the record since the step. Changes of very many records count for all of their object.
    fn is_touched_by_others(&mut self, object: &str, record: RecordId) -> bool {
        let handle = self.workspace.handles.find(record);
        let history = self.workspace.history();
        let of_record = handle.map_or(&[][..], |handle| history.of(handle));
        of_record
            .iter()
            .copied()
            .chain(history.bulk_of(object))
            .any(|stamp| self.is_later_and_of_others(stamp))
    }

    /// Whether a value in the row was written by somebody else since the step.
    fn holds_of_others(&self, table: u16, row: u32) -> bool {
        let table = &self.workspace.tables[usize::from(table)];
        let mut cells = (0..table.fields().len() as u16).filter_map(|field| table.cell_stamp(row, field));
        cells.any(|stamp| self.is_later_and_of_others(stamp))
    }

    fn is_later_and_of_others(&self, stamp: u32) -> bool {
        stamp > self.first && self.workspace.stamps().write(stamp).actor() != self.workspace.actor()
    }
}

fn id_of(write: Write) -> ChangeId {
    ChangeId {
        actor: write.stamp.actor,
        seq: write.seq,
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
